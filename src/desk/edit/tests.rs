use std::path::Path;

use super::super::api::{Field, Key};
use super::super::history::Texts;
use super::*;

const DRAFT: &str = "number = 1\ndate = 2024-01-05\n\n# 甲\n[[column]]\nname = \"甲\"\n\n# 注一\n[[column.item]]\nheadline = \"一\" # 注\nbody = \"\"\"\n正文。\n\"\"\"\ncredits = [\"林场\"]\n\n[[column.item]]\nheadline = \"二\"\nbody = \"二。\"\ncredits = [\"林场\"]\n\n[[column]]\nname = \"乙\"\n\n[signoff]\neditor = \"\"\n";

fn open() -> Open {
    Open::new(Path::new("/x/2024-01.toml"), Path::new("2024-01.toml"), DRAFT.to_owned(), "")
}

#[test]
fn what_is_held_back_comes_back_as_it_was() {
    let (mut open, mut held) = (open(), String::new());
    let first = open.ids.at((0, 0)).expect("an item");
    apply(&mut open, &mut held, &Edit::Hold { item: first }).expect("held");
    assert!(!open.text.contains("注一") && held.contains("# 撤自 2024-01“甲”第1条\n# 注一\n"));
    let column = open.ids.columns[0].0;
    let bring = Edit::Bring { held_column: 0, held_item: 0, column, index: 0 };
    apply(&mut open, &mut held, &bring).expect("back");
    assert_eq!(open.text, DRAFT);
    assert!(!held.contains("[[column]]"), "{held}");
    for _ in 0..2 {
        apply(&mut open, &mut held, &Edit::Undo).expect("undone");
    }
    assert_eq!((open.text.as_str(), held.as_str()), (DRAFT, ""));
    assert!(apply(&mut open, &mut held, &Edit::Undo).is_err());
    apply(&mut open, &mut held, &Edit::Redo).expect("done again");
    assert!(held.contains("注一") && !open.text.contains("注一"));
}

#[test]
fn an_item_in_which_nothing_stands_is_not_kept() {
    let (mut open, mut held) = (open(), String::new());
    let column = open.ids.columns[1].0;
    let add = |headline: &str, index| Edit::AddItem {
        column,
        index,
        headline: headline.into(),
        body: String::new(),
        credits: vec![],
    };
    apply(&mut open, &mut held, &add("", 0)).expect("added");
    let blank = open.ids.at((1, 0)).expect("an item");
    apply(&mut open, &mut held, &Edit::Hold { item: blank }).expect("gone");
    assert_eq!((open.text.as_str(), held.as_str()), (DRAFT, ""));
    // A column's items that say something are kept, the others are not.
    apply(&mut open, &mut held, &add("", 0)).expect("added");
    apply(&mut open, &mut held, &add("三", 1)).expect("added");
    apply(&mut open, &mut held, &Edit::HoldColumn { column }).expect("gone");
    assert!(held.contains("三") && held.matches("[[column.item]]").count() == 1, "{held}");
}

#[test]
fn what_fails_changes_nothing() {
    let (mut open, mut held) = (open(), String::new());
    let second = open.ids.at((0, 1)).expect("an item");
    for edit in [
        Edit::Join { item: second },
        Edit::Hold { item: 999 },
        Edit::Set { key: Key::Number, text: "四十".into() },
        Edit::Set { key: Key::Date, text: "2024-13-01".into() },
        Edit::Bring { held_column: 0, held_item: 0, column: 1, index: 0 },
        Edit::Redo,
    ] {
        apply(&mut open, &mut held, &edit).expect_err("refused");
        assert_eq!((open.text.as_str(), open.version), (DRAFT, 1), "{edit:?}");
    }
}

#[test]
fn a_text_changed_by_somebody_else_is_shown_beside() {
    let (mut open, mut held) = (open(), String::new());
    let item = open.ids.at((0, 0)).expect("an item");
    let write = |text: &str, was: &str| Edit::Write {
        item,
        field: Field::Headline,
        text: text.into(),
        was: was.into(),
        paste: None,
    };
    apply(&mut open, &mut held, &write("一改", "一")).expect("written");
    assert!(open.clashes.is_empty());
    apply(&mut open, &mut held, &write("一另", "一")).expect("written");
    let shown = open.clashes[0].shown(&open.ids);
    assert_eq!((shown.here.text.as_str(), shown.there.text.as_str()), ("一另", "一改"));
    assert_eq!(shown.title, "1.1 标题");
    assert!(open.text.contains("headline = \"一另\" # 注"));
}

#[test]
fn what_is_pasted_at_once_is_undone_at_once() {
    let (mut open, mut held) = (open(), String::new());
    let item = open.ids.at((0, 0)).expect("an item");
    let write = |text: &str, was: &str, paste| {
        let (text, was) = (text.to_owned(), was.to_owned());
        Edit::Write { item, field: Field::Body, text, was, paste }
    };
    let table = |paste| Edit::AddTable {
        item,
        rows: vec![vec!["甲".into(), "乙".into()]],
        at: None,
        paste,
    };
    let edits = [
        write("正文。打", "正文。", None),
        write("正文。打\n\n一", "正文。打", Some(7)),
        table(Some(7)),
        table(Some(7)),
        write("正文。打\n\n一二", "正文。打\n\n一", Some(8)),
        write("正文。打\n\n一二三", "正文。打\n\n一二", None),
    ];
    let mut texts = vec![];
    for edit in &edits {
        texts.push(open.text.clone());
        apply(&mut open, &mut held, edit).expect("done");
    }
    assert_eq!(open.text.matches("column.item.table").count(), 2);
    for (before, label) in [(5, "改正文"), (4, PASTE), (1, PASTE), (0, "改正文")] {
        assert_eq!(open.history.next_undo(), Some(label));
        apply(&mut open, &mut held, &Edit::Undo).expect("undone");
        assert_eq!(open.text, texts[before], "{before}");
    }
}

#[test]
fn characters_of_javascript_are_bytes_of_ours() {
    for (units, byte) in [(0, 0), (1, 3), (3, 7), (4, 8), (9, 8)] {
        assert_eq!(byte_of("甲𠀀a", units), byte, "{units}");
    }
    for (units, byte) in [(1, 3), (2, 5), (3, 8)] {
        assert_eq!(byte_of("甲\r\n乙", units), byte, "{units}");
    }
}

#[test]
fn texts_are_those_of_the_file() {
    let Texts { draft, held } = open().texts("h");
    assert_eq!((draft.as_str(), held.as_str()), (DRAFT, "h"));
}
