use super::*;
use crate::draft::Draft;
use crate::source::Source;

const BASE: &str = "# 头\n[[column]]\nname = \"甲\"\n\n[[column.item]]\nheadline = \"一\"\nbody = \"\"\"\n一文。\n\"\"\"\ncredits = [\"a\"]\n\n[[column.item]]\nheadline = \"二\"\nbody = \"\"\"\n二文。\n\"\"\"\ncredits = []\n";

fn merged(mine: &str, theirs: &str) -> Merged {
    let mut ids = Ids::default();
    ids.follow(&Draft::default(), &Draft::read(&Source::new("", mine)).value);
    merge(BASE, mine, theirs, &ids)
}

#[test]
fn changes_to_different_items_are_put_together() {
    let mine = BASE.replace("一文", "一文改");
    let theirs = BASE.replace("\"二\"", "\"二改\" # 注").replace("# 头", "# 头改");
    for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
        let merged = merged(mine, theirs);
        assert!(merged.clashes.is_empty());
        assert!(merged.text.contains("一文改") && merged.text.contains("二改"), "{}", merged.text);
    }
    assert!(merged(&mine, &theirs).text.contains("# 头改"), "theirs is gone on from");
}

#[test]
fn where_both_changed_a_text_ours_stays_and_theirs_is_told() {
    let merged = merged(&BASE.replace("一文", "我改"), &BASE.replace("一文", "他改"));
    assert!(merged.text.contains("我改"));
    let given = |text: &str| Given::Value(Value::Text(text.to_owned()));
    let clash = &merged.clashes[0];
    assert_eq!((&clash.here, &clash.there), (&given("我改。"), &given("他改。")));
}

#[test]
fn whatever_both_have_changed_is_told() {
    let table = |name: &str, cell: &str| {
        format!("\n# {name}\n[[column.item.table]]\nrows = [[\"{name}\", \"{cell}\"]]\n")
    };
    let base = BASE.replace("# 头\n", "number = 1\ndate = 2024-01-05\n").replace(
        "credits = [\"a\"]\n",
        &format!("credits = [\"a\"]\n{}{}", table("甲", "1"), table("乙", "1")),
    );
    let mut ids = Ids::default();
    ids.follow(&Draft::default(), &Draft::read(&Source::new("", base.as_str())).value);
    let cases: [(&str, [&str; 2]); 5] = [
        ("number = 1\n", ["number = 2\n", "number = 3\n"]),
        ("2024-01-05", ["2024-01-12", "2024-01-19"]),
        ("[\"a\"]", ["[\"b\"]", "[\"c\"]"]),
        ("name = \"甲\"", ["name = \"丙\"", "name = \"丁\""]),
        ("[[\"甲\", \"1\"]]", ["[[\"甲\", \"2\"]]", "[[\"甲\", \"3\"]]"]),
    ];
    for (old, [mine, theirs]) in cases {
        // What else they have changed is there, whichever is gone on from.
        let theirs_too =
            base.replace(old, theirs).replace("[[\"乙\", \"1\"]]", "[[\"乙\", \"9\"]]");
        let moved = |text: &str| change::shift(text, (0, 0), (0, 1)).expect("moved");
        let here = base.replace(old, mine);
        for (here, there) in
            [(here.clone(), theirs_too.clone()), (moved(&here), theirs_too.clone())]
        {
            let mut own = ids.clone();
            own.follow(
                &Draft::read(&Source::new("", base.as_str())).value,
                &Draft::read(&Source::new("", here.as_str())).value,
            );
            let merged = merge(&base, &here, &there, &own);
            assert_eq!(merged.clashes.len(), 1, "{old}\n{}", merged.text);
            assert!(merged.text.contains(mine) && !merged.text.contains(theirs), "{old}");
            assert!(merged.text.contains("[[\"乙\", \"9\"]]"), "{old}\n{}", merged.text);
        }
    }
    // A table more on each side: all of them are one.
    let more =
        |name: &str| base.replace(&table("乙", "1"), &(table("乙", "1") + &table(name, "1")));
    let merged = merge(&base, &more("丙"), &more("丁"), &ids);
    assert!(merged.text.contains("# 丙") && !merged.text.contains("# 丁"), "{}", merged.text);
    assert!(matches!(&merged.clashes[..], [Clash { what: What::Insets(_), .. }]));
    // The same on both sides is no clash.
    assert!(merge(&base, &more("丙"), &more("丙"), &ids).clashes.is_empty());
}

#[test]
fn items_moved_here_and_added_there_are_all_there() {
    let moved = change::shift(BASE, (0, 0), (0, 1)).expect("moved");
    let added = change::add_item(BASE, (0, 0), "新", "新文。", &[]).expect("added");
    for (mine, theirs) in [(&moved, &added), (&added, &moved)] {
        let merged = merged(mine, theirs);
        for text in ["一文", "二文", "新文"] {
            assert_eq!(merged.text.matches(text).count(), 1, "{text} in {}", merged.text);
        }
    }
}

#[test]
fn an_item_that_only_one_has_changed_is_taken_as_it_is_written() {
    let table = "[[column.item.table]]\nrows = [[\"甲\", \"乙\"], [\"1\", \"2\"]]\n";
    let with_table =
        BASE.replace("credits = [\"a\"]\n", &format!("credits = [\"a\"] # 注\n\n{table}"));
    let other = BASE.replace("\"二\"", "\"二改\"");
    for (mine, theirs) in [(&with_table, &other), (&other, &with_table)] {
        let merged = merged(mine, theirs);
        assert!(merged.clashes.is_empty());
        assert_eq!(merged.text, with_table.replace("\"二\"", "\"二改\""));
    }
    // The same item: its text from one, its table from the other.
    let text = BASE.replace("一文", "一文改").replace("\"a\"", "\"b\"");
    for (mine, theirs) in [(&with_table, &text), (&text, &with_table)] {
        let merged = merged(mine, theirs);
        for words in ["一文改", "rows = ", "\"b\""] {
            assert!(merged.text.contains(words), "{words} in {}", merged.text);
        }
    }
}

#[test]
fn what_one_takes_out_and_the_other_changes_is_there() {
    let (gone, _) = change::take(BASE, (0, 1)).expect("taken");
    let changed = BASE.replace("二文", "二文改");
    for (mine, theirs) in [(&gone, &changed), (&changed, &gone)] {
        assert_eq!(merged(mine, theirs).text.matches("二文改").count(), 1);
    }
    // What nobody has changed is gone.
    let other = BASE.replace("一文", "一文改");
    for (mine, theirs) in [(&gone, &other), (&other, &gone)] {
        let text = merged(mine, theirs).text;
        assert!(text.contains("一文改") && !text.contains("二文"), "{text}");
    }
}

#[test]
fn numbers_names_and_columns_of_both_are_there() {
    let base = BASE.replace("# 头\n", "number = 1\ndate = 2024-01-05\n\n");
    let mut ids = Ids::default();
    ids.follow(&Draft::default(), &Draft::read(&Source::new("", base.as_str())).value);
    let mine = base.replace("number = 1", "number = 2").replace("\"甲\"", "\"甲改\"");
    let theirs = base
        .replace("2024-01-05", "2024-01-12")
        .replace("number = 1\n", "number = 1\ncopies = 80\n");
    let text = merge(&base, &mine, &theirs, &ids).text;
    for words in ["number = 2\n", "date = 2024-01-12", "copies = 80", "\"甲改\""] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let more = change::add_column(&base, 1, "乙").expect("a column");
    let more = change::add_item(&more, (1, 0), "三", "三文。", &[]).expect("an item");
    for (mine, theirs) in [(&more, &mine), (&mine, &more)] {
        let mut ids = Ids::default();
        ids.follow(&Draft::default(), &Draft::read(&Source::new("", mine.as_str())).value);
        let text = merge(&base, mine, theirs, &ids).text;
        let draft = Draft::read(&Source::new("", text.as_str())).value;
        assert_eq!(draft.column.len(), 2, "{text}");
        assert_eq!(draft.column[1].item.len(), 1, "{text}");
        assert!(text.contains("number = 2"), "{text}");
    }
}

#[test]
fn what_stands_beside_the_texts_is_put_together_too() {
    const TAIL: &str = "\n# 签名\n[signoff]\neditor = \"\" # 编\nreviewer = \"\"\n";
    const RECORD: &str = "\n[[signoff.signed]]\nas = \"审核\"\nby = \"李四\"\n";
    let base = BASE.replace("# 头\n", "# 头\nnumber = 1\n# 中\ndate = 2024-01-05\n\n") + TAIL;
    let merged = |mine: &str, theirs: &str| {
        let mut ids = Ids::default();
        ids.follow(&Draft::default(), &Draft::read(&Source::new("", mine)).value);
        merge(&base, mine, theirs, &ids)
    };
    let second = &base[base.find("[[column.item]]\nheadline = \"二\"").unwrap_or_default()..];
    let second = &second[..second.find("\n# 签名").unwrap_or_default()];
    let moved = base.replace(second, "").replace(
        "[[column.item]]\nheadline = \"一\"",
        &format!("{second}\n[[column.item]]\nheadline = \"一\""),
    );
    for start in [&base, &moved] {
        let mine = start
            .replace("# 中", "# 中我")
            .replace("headline = \"一\"", "# 我说\nheadline = \"一\"")
            .replace("二文", "二文我改");
        let theirs = base
            .replace("number = 1", "number = 1 # 他说")
            .replace("credits = [\"a\"]", "# 他问\ncredits = [\"a\"]")
            .replace("二文", "二文他改")
            .replace("credits = []", "# 他的\ncredits = []")
            + RECORD
            + "\n[[unplaced]]\ntext = \"一段\"\n";
        for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
            let Merged { text, clashes } = merged(mine, theirs);
            for words in ["# 中我", "# 我说", "# 他说", "# 他问", "# 他的", "# 编", RECORD, "一段"]
            {
                assert_eq!(text.matches(words).count(), 1, "{words}: {text}");
            }
            assert_eq!(clashes.len(), 1, "{text}");
            assert_eq!(Draft::read(&Source::new("", &text)).value.items().count(), 2, "{text}");
        }
    }
    // Of the same lines ours are there, and no record or comment of theirs is lost.
    let mine =
        base.replace("reviewer = \"\"", "reviewer = \"我\"") + "\n[[unplaced]]\ntext = \"我的\"\n";
    let theirs = base.replace("reviewer = \"\"", "# 他批\nreviewer = \"他\"") + RECORD;
    let Merged { text, clashes } = merged(&mine, &theirs);
    for words in ["reviewer = \"我\"", "# 他批", RECORD.trim_end(), "我的"] {
        assert_eq!(text.matches(words).count(), 1, "{words}: {text}");
    }
    assert_eq!(clashes.len(), 1);
}
