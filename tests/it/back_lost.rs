//! A Word proof that another program has saved, or in which paragraphs were put together: numbers in the
//! margin, lost bookmarks, what was accepted before.

use crate::back::{BOX, back, came_back, came_back_whole, paragraph, remark, tracked, with_table};
use crate::back_gone::BACK;
use crate::sign::{DRAFT, Office, TEXT};

/// A document without the bookmark of an item.
fn unmarked(mut document: String, name: &str) -> String {
    let open = document.find(&format!("w:name=\"{name}\"")).expect(name);
    let start = document[..open].rfind("<w:bookmarkStart").expect("it begins");
    let end = start + document[start..].find("/>").expect("it ends") + 2;
    let id = document[start..end].split("w:id=\"").nth(1).expect("an id");
    let id = id.split('"').next().unwrap_or_default().to_owned();
    document.replace_range(start..end, "");
    document.replacen(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"), "", 1)
}

/// A paragraph of words behind that in which others stand.
fn put_behind(mut document: String, words: &str, after: &str) -> String {
    let place = paragraph(&document, after);
    let text = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"KbBody\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
    );
    document.insert_str(place.end, &text);
    document
}

/// LibreOffice loses bookmarks and tracked changes beside a paragraph in a frame.
#[test]
fn numbers_in_the_margin_stand_in_their_items_paragraphs() {
    let office = with_table();
    came_back_whole(&office, |document| {
        assert_eq!(document.matches(BOX[0]).count(), 2);
        for (number, name) in [("1.1", "_kuaibao_1_1"), ("1.2", "_kuaibao_1_2")] {
            let mark = document.find(&format!("w:name=\"{name}\"/>")).expect(name);
            let rest = &document[mark..];
            let begins = rest.find("/>").expect("it ends") + 2;
            assert!(rest[begins..].starts_with(BOX[0]), "{}", &rest[..200]);
            assert!(rest[..rest.find("</w:t>").expect("a text")].ends_with(&format!(">{number}")));
        }
        let framed = document.split("<w:framePr").skip(1);
        assert!(framed.into_iter().all(|rest| !rest[..200].contains("KbMargin")));
        tracked(document, "312", "321")
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert!(code == 0 && text.contains("接受了 1 处改动"), "{text}");
    assert!(office.draft().contains("321个") && !office.draft().contains("unplaced"), "{text}");
}

/// Without bookmarks it is read as any document is.
#[test]
fn numbers_in_the_margin_are_no_text_of_a_document_without_bookmarks() {
    let office = with_table();
    came_back_whole(&office, |document| {
        let document = ["_kuaibao_1_1", "_kuaibao_1_2"].into_iter().fold(document, unmarked);
        document.replace("312", "321")
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert!(code == 0 && text.contains("接受了 1 处改动"), "{text}");
    assert!(office.draft().contains("321**") || office.draft().contains("321个"), "{text}");
    let (code, text) = office.told(&["import", "back.docx", "-o", "again.toml"]);
    assert!(code != 2 && !text.contains("文本框") && text.contains("页边的条目编号"), "{text}");
}

/// As older versions have sent them out: each in a frame of its own.
#[test]
fn numbers_in_frames_are_known_too() {
    let office = Office::new("");
    came_back_whole(&office, |mut document| {
        while let Some(start) = document.find(BOX[0]) {
            let end = start + document[start..].find(BOX[1]).expect("it ends") + BOX[1].len();
            let number = document[start..end].split("preserve\">").nth(1).expect("a number");
            let number = number.split('<').next().unwrap_or_default();
            let framed = format!(
                "<w:p><w:pPr><w:pStyle w:val=\"KbMargin\"/><w:framePr w:w=\"600\" w:wrap=\"around\" w:x=\"-680\" w:y=\"1\"/></w:pPr><w:r><w:t>{number}</w:t></w:r></w:p>"
            );
            document.replace_range(start..end, "");
            let at = document[..start].rfind("<w:p>").expect("a paragraph");
            document.insert_str(at, &framed);
        }
        document.replace("312", "321")
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert!(code == 0 && text.contains("接受了 1 处改动"), "{text}");
    assert_eq!(office.draft(), TEXT.replace("312", "321"));
}

/// A number is what our proofs have there: another box is told.
#[test]
fn what_somebody_writes_to_the_number_is_told() {
    let office = Office::new("");
    came_back_whole(&office, |document| document.replacen(">1.2<", ">1.2 缓发<", 1));
    let (_, text) = office.told(&BACK);
    assert!(text.contains("1.2 里的文本框") && text.contains("1.2 缓发"), "{text}");
}

#[test]
fn an_item_without_its_bookmark_keeps_what_was_put_into_it() {
    for (words, after, what) in [
        ("另有3家企业在谈。", "走访企业58家", "正文第 1 段之后加一段"),
        ("另有3家企业在谈。", "用工需求", "加一段"),
        ("另有3家企业在谈。", "丰庄镇", "加一段"),
    ] {
        let office = with_table();
        came_back(&office, |document| {
            let document = unmarked(document, "_kuaibao_1_1");
            match after {
                "丰庄镇" => document.replacen(
                    "</w:tbl>",
                    &format!("</w:tbl><w:p><w:r><w:t>{words}</w:t></w:r></w:p>"),
                    1,
                ),
                _ => put_behind(document, words, after),
            }
        });
        let (code, text) = office.told(&BACK);
        assert!(code == 0 && text.contains(what) && text.contains(words), "{after}: {text}");
        for wrong in ["删去", "放不到", "撤下"] {
            assert!(!text.contains(wrong), "{after}: {text}");
        }
        let (code, text) = back(&office, "back.docx", "all");
        assert!(code == 0 && text.contains("接受了 1 处改动"), "{after}: {text}");
        assert!(office.draft().contains(words) && office.draft().contains("126人"), "{text}");
    }
}

/// One that was taken out is taken out, also where another stays without its bookmark.
#[test]
fn an_item_that_is_gone_is_not_found_in_another() {
    let office = Office::new("");
    came_back(&office, |document| {
        let mut document = unmarked(document, "_kuaibao_1_1");
        document.replace_range(paragraph(&document, "县医保局延伸"), "");
        document
    });
    let (code, text) = office.told(&BACK);
    assert!(code == 0 && text.contains("1.2.1 撤下这一条") && !text.contains("1.1.1"), "{text}");
}

#[test]
fn remarks_on_an_item_without_its_bookmark_stand_where_they_belong() {
    for (on, place) in [
        ("20", "1.1 表格批注"),
        ("各乡镇用工", "1.1 表题批注"),
        ("招聘会3场", "1.1 批注"),
        ("县人社局抓实稳岗就业服务", "1.1 标题批注"),
    ] {
        let office = with_table();
        came_back(&office, |document| {
            let cell = document.find(&format!(">{on}<"));
            let at = cell.or(document.find(on)).expect(on);
            let (before, rest) = document.split_at(at);
            unmarked(before.to_owned() + &remark(rest.to_owned(), on), "_kuaibao_1_1")
        });
        let (code, text) = office.told(&BACK);
        assert!(code == 0 && text.contains(place) && text.contains("请再核实"), "{on}: {text}");
    }
}

#[test]
fn a_row_or_table_that_was_taken_out_is_not_told_again() {
    let row = |document: &str| {
        let at = document.find(">东屯镇<").expect("a row");
        let start = document[..at].rfind("<w:tr>").expect("it begins");
        start..at + document[at..].find("</w:tr>").expect("it ends") + "</w:tr>".len()
    };
    let table = |document: &str| {
        let start = paragraph(document, ">各乡镇用工<").start;
        start..document.find("</w:tbl>").expect("it ends") + "</w:tbl>".len()
    };
    let nothing = |_: &str| 0..0;
    type Cut<'a> = &'a dyn Fn(&str) -> std::ops::Range<usize>;
    let cuts: [(Cut<'_>, &str, &str); 4] =
        [(&row, "", ""), (&table, "", ""), (&row, ">26<", ">27<"), (&nothing, ">26<", ">27<")];
    for (cut, old, new) in cuts {
        let office = with_table();
        came_back(&office, |mut document| {
            let cut = cut(&document);
            document.replace_range(cut, "");
            document.replacen(old, new, 1)
        });
        let (code, text) = back(&office, "back.docx", "all");
        assert_eq!(code, 0, "{old}: {text}");
        let once = office.draft();
        assert!(!once.contains("unplaced"), "{old}: {once}");
        let (code, text) = back(&office, "back.docx", "all");
        assert!(code == 0 && text.contains("没有要改的"), "{old}: {text}");
        assert_eq!(office.draft(), once);
    }
    // What was written there since is not undone, and told.
    let office = with_table();
    came_back(&office, |mut document| {
        let row = row(&document);
        document.replace_range(row, "");
        document
    });
    office.change("[\"东屯镇\", \"12\"", "[\"东屯镇\", \"19\"");
    let (_, text) = office.told(&BACK);
    assert!(text.contains("后来又改过"), "{text}");
}

/// Two tables, of which the first is taken out and a cell of the second changes.
#[test]
fn a_table_behind_one_that_was_taken_out_is_found() {
    let office = with_table();
    let second = "\n[[column.item.table]]\nafter = 3\nrows = [\n  [\"企业\", \"岗位\"],\n  [\"化工园\", \"120\"],\n]\n";
    office.change(
        "\n[[column.item]]\nheadline = \"县医保局",
        &format!("{second}\n[[column.item]]\nheadline = \"县医保局"),
    );
    came_back(&office, |mut document| {
        let start = paragraph(&document, ">各乡镇用工<").start;
        let end = document.find("</w:tbl>").expect("it ends") + "</w:tbl>".len();
        document.replace_range(start..end, "");
        document.replacen(">120<", ">150<", 1)
    });
    let (code, text) = back(&office, "back.docx", "1.1.2");
    assert_eq!(code, 0, "{text}");
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    let draft = office.draft();
    assert!(draft.contains("150") && !draft.contains("东屯镇"), "{draft}");
    let (code, text) = back(&office, "back.docx", "all");
    assert!(code == 0 && text.contains("没有要改的"), "{text}");
    assert_eq!(office.draft(), draft);
}

/// Half of such a change would lose words, or have them twice.
#[test]
fn a_paragraph_written_anew_joined_or_divided_is_one_change() {
    let paragraphs =
        ["县人社局走访企业58家，收集**用工**需求312个。", "举办招聘会3场，达成就业意向126人。"];
    let joined = paragraphs.concat();
    let two = paragraphs.join("\n\n");
    let cases = [
        (two.as_str(), "合成一段", joined.as_str()),
        (joined.as_str(), "分成 2 段", two.as_str()),
        (
            paragraphs[1],
            "[-举办招聘会3场，达成就业意向126人-]",
            "各企业用工趋于平稳，没有出现拖欠工资的情况。",
        ),
    ];
    for (was, what, is) in cases {
        let office = Office::new("");
        let text = |body: &str| {
            TEXT.replace(
                "举办招聘会3场，达成就业意向126人。\n",
                &format!("另有需求待核。\n\n{body}\n\n下一步再开2场。\n"),
            )
        };
        let target = Office::new("");
        target.write(DRAFT, &text(is));
        came_back(&target, |document| document);
        // The words of the other draft in the document of the first.
        let document = std::fs::read(target.path("back.docx")).unwrap();
        let parts = crate::back::parts(&document);
        let other = parts.into_iter().find(|(name, _)| name == "word/document.xml").unwrap().1;
        let other = String::from_utf8(other).unwrap();
        office.write(DRAFT, &text(was));
        came_back_whole(&office, |document| {
            let of = |document: &str| {
                let at = document.find("_kuaibao_of_").expect("a fingerprint");
                document[at..].split('"').next().unwrap_or_default().to_owned()
            };
            other.replace(&of(&other), &of(&document))
        });
        let (code, told) = office.told(&BACK);
        assert!(code == 0 && told.contains(what), "{what}: {told}");
        assert!(told.contains("1.1.1") && !told.contains("1.1.2"), "{what}: {told}");
        let (code, told) = back(&office, "back.docx", "all");
        assert_eq!(code, 0, "{told}");
        assert_eq!(office.draft(), text(is), "{what}: {told}");
        let (code, told) = back(&office, "back.docx", "all");
        assert!(code == 0 && told.contains("没有要改的"), "{told}");
    }
}

/// Taken out with its last mark, tracked as Word does, a paragraph is joined with the next: the
/// bookmarks of what is gone are not the next item's.
#[test]
fn items_taken_out_whole_are_withdrawn_and_the_next_stays() {
    let gone = |mut document: String, words: &str| {
        let range = paragraph(&document, words);
        let whole = document[range.clone()]
            .replace("<w:r>", "<w:del w:id=\"95\" w:author=\"麻\"><w:r>")
            .replace("</w:r>", "</w:r></w:del>")
            .replace("<w:t ", "<w:delText ")
            .replace("</w:t>", "</w:delText>");
        let mark = "<w:rPr><w:del w:id=\"96\" w:author=\"麻\"/></w:rPr></w:pPr>";
        document.replace_range(range, &whole.replacen("</w:pPr>", mark, 1));
        document
    };
    // The whole item; and by hand, without tracking, its bookmark left before the next.
    let all = ["县人社局抓实"];
    let office = Office::new("");
    came_back(&office, |document| all.into_iter().fold(document, &gone));
    let (code, text) = office.told(&BACK);
    assert!(code == 0 && text.contains("1.1.1 撤下这一条") && !text.contains("1.2."), "{text}");
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert!(
        office.draft().contains("县医保局延伸") && !office.draft().contains("抓实稳岗"),
        "{text}"
    );
    let held = std::fs::read_to_string(office.path("drafts/held.toml")).expect("kept");
    assert!(held.contains("抓实稳岗"), "{held}");
    assert!(office.told(&BACK).1.contains("没有要改的"), "{}", office.told(&BACK).1);

    let office = Office::new("");
    came_back(&office, |mut document| {
        let range = paragraph(&document, "县人社局抓实");
        let whole = document[range.clone()].to_owned();
        let at =
            |name: &str| whole.find(name).map(|at| at..at + whole[at..].find("/>").unwrap() + 2);
        let marks: String = ["<w:bookmarkStart ", "<w:bookmarkEnd "]
            .iter()
            .map(|name| at(name).map_or("", |range| &whole[range]))
            .collect();
        document.replace_range(range, "");
        let next = paragraph(&document, "县医保局延伸");
        let begins = next.start + document[next.clone()].find("</w:pPr>").expect("it is set") + 8;
        document.insert_str(begins, &marks);
        document
    });
    let (code, text) = office.told(&BACK);
    assert!(code == 0 && text.contains("1.1.1 撤下这一条") && !text.contains("1.2."), "{text}");
}
