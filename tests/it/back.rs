//! A proof that came back: Word files with tracked changes and remarks, and plain text, read into the
//! draft.

use std::io::{Cursor, Read as _, Write as _};

use crate::sign::{DRAFT, Office, TEXT};

/// The parts of a DOCX.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = vec![];
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

pub(crate) fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in parts {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The numbers in the margin, each in a box in its paragraph: how one begins and ends.
pub(crate) const BOX: [&str; 2] =
    ["<w:r><mc:AlternateContent>", "</mc:Choice></mc:AlternateContent></w:r>"];

/// The Word proof with its main part changed, as `back.docx`. While it is changed one character stands
/// for each number in the margin, so that no paragraph stands in another.
pub(crate) fn came_back(office: &Office, change: impl Fn(String) -> String) {
    came_back_whole(office, |mut document| {
        let mut boxes = vec![];
        while let Some(start) = document.find(BOX[0]) {
            let end = start + document[start..].find(BOX[1]).expect("it ends") + BOX[1].len();
            let stand_in = char::from_u32(0xE000 + boxes.len() as u32).expect("a character");
            boxes.push((stand_in, document[start..end].to_owned()));
            document.replace_range(start..end, &stand_in.to_string());
        }
        let mut document = change(document);
        for (stand_in, number) in boxes {
            document = document.replace(stand_in, &number);
        }
        document
    });
}

/// The same with all that stands there.
pub(crate) fn came_back_whole(office: &Office, change: impl Fn(String) -> String) {
    let (code, text) = office.told(&["build", "--proof", "--format", "docx", DRAFT]);
    assert_eq!(code, 0, "{text}");
    let bytes = std::fs::read(office.path("out/2024-03.proof.docx")).unwrap();
    let mut parts = parts(&bytes);
    for (name, bytes) in &mut parts {
        if name == "word/document.xml" {
            *bytes = change(String::from_utf8(bytes.clone()).unwrap()).into_bytes();
        }
        if name == "word/_rels/document.xml.rels" {
            let relations = String::from_utf8(bytes.clone()).unwrap();
            let comments = "<Relationship Id=\"rIdC\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";
            *bytes = relations.replace("</Relationships>", comments).into_bytes();
        }
    }
    let comments = "<?xml version=\"1.0\"?><w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"7\" w:author=\"麻主任\"><w:p><w:r><w:t>请再核实</w:t></w:r></w:p></w:comment></w:comments>";
    parts.push(("word/comments.xml".to_owned(), comments.as_bytes().to_vec()));
    office.write("back.docx", "");
    std::fs::write(office.path("back.docx"), package(&parts)).unwrap();
}

/// One word with another in its place, as a tracked change.
pub(crate) fn tracked(document: String, old: &str, new: &str) -> String {
    assert!(document.contains(old), "{old}");
    let change = format!(
        "</w:t></w:r><w:del w:id=\"90\" w:author=\"麻\"><w:r><w:delText>{old}</w:delText></w:r></w:del><w:ins w:id=\"91\" w:author=\"麻\"><w:r><w:t>{new}</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">"
    );
    document.replacen(old, &change, 1)
}

pub(crate) fn remark(document: String, on: &str) -> String {
    let marked = format!(
        "</w:t></w:r><w:commentRangeStart w:id=\"7\"/><w:r><w:t>{on}</w:t></w:r><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r><w:r><w:t xml:space=\"preserve\">"
    );
    document.replacen(on, &marked, 1)
}

pub(crate) fn back(office: &Office, file: &str, accept: &str) -> (i32, String) {
    office.told(&["import", "--back", file, "--into", DRAFT, "--accept", accept])
}

#[test]
fn what_was_not_changed_is_not_proposed() {
    let office = Office::new("");
    came_back(&office, |document| document);
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("没有要改的"), "{text}");
    assert_eq!(office.draft(), TEXT);
}

/// Whoever has only the Word file says 2.1, and may remark on the number itself.
#[test]
fn a_remark_on_the_number_in_the_margin_is_one_on_the_item() {
    let office = Office::new("");
    came_back_whole(&office, |document| {
        let numbers: Vec<&str> = document
            .split("\"KbMargin\"")
            .skip(1)
            .filter_map(|rest| rest.split("</w:t>").next())
            .collect();
        let numbers: Vec<&str> =
            numbers.iter().filter_map(|text| text.rsplit('>').next()).collect();
        assert_eq!(numbers, ["1.1", "1.2"]);
        let from = document.find(">1.2<").expect("a number");
        let (before, rest) = document.split_at(from);
        before.to_owned() + &remark(rest.to_owned(), "1.2")
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert!(
        text.contains("1.2 标题批注（麻主任）：请再核实") && text.contains("接受了 0 处改动"),
        "{text}"
    );
    assert!(office.draft().contains("# 批注：请再核实（麻主任）\n"), "{}", office.draft());
}

#[test]
fn tracked_changes_and_remarks_are_taken_over_byte_for_byte() {
    let office = Office::new("");
    came_back(&office, |document| {
        let document = tracked(document, "312", "321");
        let document = document.replace("延伸基层服务网点", "延伸服务网点");
        remark(document, "举办招聘会3场")
    });
    let (code, text) = office.told(&["import", "--back", "back.docx", "--into", DRAFT]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("1.1.1 正文第 1 段：") && text.contains("[-312-]{+321+}"), "{text}");
    assert!(text.contains("1.2.1 标题："), "{text}");
    assert!(text.contains("批注（麻主任）：“举办招聘会3场”：请再核实"), "{text}");
    assert_eq!(office.draft(), TEXT, "only shown");

    assert_eq!(back(&office, "back.docx", "1.3").0, 2, "no such number");
    let (code, text) = back(&office, "back.docx", "1.1");
    assert_eq!(code, 0, "{text}");
    let remark = "# 批注：请再核实（麻主任，于“举办招聘会3场”）\n";
    let expected =
        TEXT.replace("312个，\n", "321个，\n").replacen("body = ", &format!("{remark}body = "), 1);
    assert_eq!(office.draft(), expected);
    // Once more: what was refused is proposed again, what was taken is not.
    let (_, text) = back(&office, "back.docx", "all");
    assert!(text.contains("1.2.1 标题") && !text.contains("1.1.1"), "{text}");
    assert_eq!(office.draft(), expected.replace("延伸基层服务网点", "延伸服务网点"));
}

#[test]
fn what_the_editor_has_changed_meanwhile_is_not_undone() {
    let office = Office::new("");
    came_back(&office, |document| {
        let document = tracked(document, "58家", "59家");
        tracked(document, "18项业务", "19项业务")
    });
    // Another paragraph's item was edited, and items changed places.
    office.change("走访企业58家", "上门走访企业58家");
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 1, "{text}");
    let draft = office.draft();
    assert!(draft.contains("19项业务"), "{draft}");
    assert!(draft.contains("上门走访企业58家"), "the later edit stays: {draft}");
    assert!(draft.contains("[[unplaced]]") && draft.contains("59家"), "kept: {draft}");
    assert!(text.contains("后来又改过"), "{text}");
}

#[test]
fn what_nobody_has_looked_at_is_not_taken_over() {
    use kuaibao::office::{self, Refusal, back, store::Who};
    let place = Office::new("");
    let root = place.path("");
    let file = (std::path::Path::new("改.txt"), TEXT.replace("58家", "85家"));
    let open = || {
        let files = kuaibao::workspace::files::disk();
        let office = office::Office::open(files, &root, &root, Who::default()).unwrap();
        let chosen = office.one(DRAFT.as_ref()).unwrap();
        (office, chosen)
    };
    let proof = place.told(&["build", "--proof", "--format", "text", "-o", "-", DRAFT]).1;
    let file = (file.0, proof.replace("58家", "85家").into_bytes());
    let (office, chosen) = open();
    let shown = back::propose(&office, &chosen, file.0, &file.1).unwrap();
    assert_eq!(shown.changes.len(), 1, "{shown:?}");
    // Somebody changes another word of that paragraph meanwhile, so that it would be another change.
    place.change("312个", "321个");
    let before = place.draft();
    let (office, chosen) = open();
    let take = |shown: &str| back::take(&office, &chosen, (file.0, &file.1), shown, |_| true);
    let refused = take(&shown.fingerprint()).unwrap_err();
    assert!(matches!(refused.downcast_ref(), Some(Refusal::NotAsShown { .. })), "{refused:#}");
    assert_eq!(place.draft(), before);
    let again = back::propose(&office, &chosen, file.0, &file.1).unwrap();
    assert!(take(&again.fingerprint()).is_ok());
    assert!(place.draft().contains("85家"));
}

#[test]
fn a_struck_item_is_kept_and_a_stray_paragraph_too() {
    let office = Office::new("");
    came_back(&office, |document| {
        let start = document
            .find("<w:bookmarkStart w:id=\"2\" w:name=\"_kuaibao_1_1\"/>")
            .unwrap_or_else(|| document.find("w:name=\"_kuaibao_1_1\"").unwrap());
        let paragraph = document[..start].rfind("<w:p>").unwrap();
        let end = document[start..].find("</w:p>").unwrap() + start + "</w:p>".len();
        let mut document = document;
        document.replace_range(
            paragraph..end,
            "<w:p><w:r><w:t>县林场另报一条，请补上。</w:t></w:r></w:p>",
        );
        document
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("1.1.1 撤下这一条"), "{text}");
    let draft = office.draft();
    assert!(!draft.contains("稳岗就业"), "{draft}");
    assert!(draft.contains("县林场另报一条，请补上。"), "{draft}");
    let held = std::fs::read_to_string(office.path("drafts/held.toml")).unwrap();
    assert!(held.contains("稳岗就业"), "{held}");
}

#[test]
fn a_text_finds_its_items_by_their_words() {
    let office = Office::new("");
    let (code, text) = office.told(&["build", "--proof", "--format", "text", DRAFT]);
    assert_eq!(code, 0, "{text}");
    let text = std::fs::read_to_string(office.path("out/2024-03.proof.txt")).unwrap();
    office.write(
        "back.txt",
        &text.replace("126人", "128人").replace("（医保局）", "（医保局 卫健委）"),
    );
    let (code, said) = back(&office, "back.txt", "all");
    assert_eq!(code, 0, "{said}");
    let expected = TEXT
        .replace("126人", "128人")
        .replace("credits = [\"医保局\"]", "credits = [\"医保局\", \"卫健委\"]");
    assert_eq!(office.draft(), expected);
}

/// Items in another order, a column's name taken out: moving is for the editor, so it is told.
#[test]
fn another_order_and_a_name_that_is_gone_are_told() {
    let paragraph_of = |document: &str, words: &str| {
        let at = document.find(words).unwrap();
        let start = document[..at].rfind("<w:p>").max(document[..at].rfind("<w:p ")).unwrap();
        start..at + document[at..].find("</w:p>").unwrap() + "</w:p>".len()
    };
    let office = Office::new("");
    came_back(&office, |document| {
        let first = paragraph_of(&document, "县人社局抓实稳岗就业服务");
        let second = paragraph_of(&document, "县医保局延伸基层服务网点");
        let (one, two) = (document[first.clone()].to_owned(), document[second.clone()].to_owned());
        let mut swapped = document;
        swapped.replace_range(second, &one);
        swapped.replace_range(first, &two);
        swapped
    });
    let (_, text) = back(&office, "back.docx", "none");
    assert!(text.contains("1.1.1 移到 1.2 之后") && !text.contains("没有要改的"), "{text}");
    assert!(!text.contains("撤下这一条"), "{text}");

    let office = Office::new("");
    came_back(&office, |mut document| {
        let name = paragraph_of(&document, "民生保障");
        document.replace_range(name, "");
        document
    });
    let (_, text) = back(&office, "back.docx", "none");
    assert!(text.contains("民生保障") && text.contains("没有这个栏目名了"), "{text}");
}

#[test]
fn what_is_no_proof_of_the_draft_is_refused() {
    let office = Office::new("");
    let before = office.draft();
    office.write("别的.txt", "县林业局抓实春季造林\n　　已完成造林32亩。\n（林业局）\n");
    for file in ["units.toml", "bulletin.toml", "别的.txt"] {
        let (code, text) = back(&office, file, "all");
        assert_ne!(code, 0, "{file}: {text}");
        assert_eq!(office.draft(), before, "{file}: {text}");
        assert!(!office.path("drafts/held.toml").exists(), "{file}");
    }
}

#[test]
fn remarks_on_cells_and_words_of_strong_runs_are_kept() {
    let office = Office::new("");
    office.change(
        "credits = [\"人社局\"]\n",
        "credits = [\"人社局\"]\n\n[[column.item.table]]\nrows = [\n[\"乡镇\", \"户数\"],\n[\"东屯镇\", \"23.75\"],\n]\n",
    );
    office.change("收集用工需求", "**收集**用工需求");
    came_back(&office, |document| {
        let document = remark(document, "23.75");
        let document = document.replacen(">收集<", ">征集<", 1);
        document.replacen("医保局）", "医保局、人社局）", 1)
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    let draft = office.draft();
    assert!(draft.contains("# 批注：请再核实（麻主任，于“23.75”）\n[\"东屯镇\""), "{draft}");
    assert!(draft.contains("**征集**用工需求312"), "{draft}");
    assert!(draft.contains("credits = [\"医保局\", \"人社局\"]"), "{draft}");
}

/// The proof with several remarks, each on words or on a whole paragraph: text, author, words.
fn came_back_remarked(office: &Office, remarks: &[(&str, &str)]) {
    came_back(office, |mut document| {
        for (index, (on, _)) in remarks.iter().enumerate() {
            let id = index + 20;
            let marked = format!(
                "</w:t></w:r><w:commentRangeStart w:id=\"{id}\"/><w:r><w:t>{on}</w:t></w:r><w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r><w:r><w:t xml:space=\"preserve\">"
            );
            let in_text = |at: &usize| document[..*at].rfind('>') > document[..*at].rfind('<');
            let at = document.match_indices(on).map(|found| found.0).find(in_text).expect(on);
            document.replace_range(at..at + on.len(), &marked);
        }
        document
    });
    let bytes = std::fs::read(office.path("back.docx")).unwrap();
    let mut parts = parts(&bytes);
    let comments: String = remarks
        .iter()
        .enumerate()
        .map(|(index, (_, text))| {
            format!("<w:comment w:id=\"{}\" w:author=\"麻\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>", index + 20)
        })
        .collect();
    let part = parts.iter_mut().find(|(name, _)| name == "word/comments.xml").unwrap();
    part.1 = format!("<?xml version=\"1.0\"?><w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{comments}</w:comments>").into_bytes();
    std::fs::write(office.path("back.docx"), package(&parts)).unwrap();
}

/// A draft with all that may be remarked upon.
pub(crate) fn full() -> Office {
    let office = Office::new("");
    office.change("date = 2024-01-19\n", "date = 2024-01-19\ntotal = 99\nnote = \"\"\"\n抓好**三项**重点工作。\n\n请各单位学习借鉴。\n\"\"\"\n");
    office.change(
        "credits = [\"人社局\"]\n",
        "credits = [\"人社局\"]\n\n[[column.item.table]]\ncaption = \"各乡镇用工\"\nrows = [\n  [\"乡镇\", \"户数\"],\n  [\"东屯镇\", \"23\"],\n  [\"丰庄镇\", \"46\"],\n  [\"合计\", \"69\"],\n]\n",
    );
    office
}

#[test]
fn each_remark_stands_above_the_very_thing_that_it_is_about() {
    let office = full();
    came_back_remarked(
        &office,
        &[
            ("第3期", "期号对吗"),
            ("2024年1月19日", "日期对吗"),
            ("请各单位学习借鉴。", "按语短了"),
            ("【民生保障】", "栏目名改一下"),
            ("县人社局抓实稳岗就业服务", "标题长"),
            ("312", "核实"),
            ("各乡镇用工", "表题改"),
            ("46", "核实"),
            ("人社局）", "单位对吗"),
            ("18", "核实"),
            ("审核", "我看过了"),
        ],
    );
    let (code, text) = back(&office, "back.docx", "none");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("记下批注 11 条"), "{text}");
    let draft = office.draft();
    for (remark, below) in [
        ("期号对吗（麻，于“第3期”）", "number = "),
        ("日期对吗（麻，于“2024年1月19日”）", "date = "),
        ("按语短了（麻，于“请各单位学习借鉴。”）", "note = "),
        ("栏目名改一下（麻，于“【民生保障】”）", "name = "),
        ("标题长（麻，于“县人社局抓实稳岗就业服务”）", "headline = \"县人社局"),
        ("核实（麻，于“312”）", "body = \"\"\"\n截至"),
        ("表题改（麻，于“各乡镇用工”）", "caption = "),
        ("核实（麻，于“46”）", "  [\"丰庄镇\""),
        ("单位对吗（麻，于“人社局）”）", "credits = [\"人社局\"]"),
        ("核实（麻，于“18”）", "body = \"\"\"\n在12个"),
        ("我看过了（麻，于“审核”）", "reviewer = "),
    ] {
        assert!(draft.contains(&format!("# 批注：{remark}\n{below}")), "{remark}: {draft}");
    }
    // Once more nothing is written twice.
    let (_, text) = back(&office, "back.docx", "none");
    assert!(!text.contains("记下批注"), "{text}");
    assert_eq!(office.draft(), draft);
}

#[test]
fn masthead_and_end_block_are_told_with_old_and_new_words() {
    let office = full();
    came_back(&office, |document| {
        let document = document.replacen("第3期（总第99期）", "第4期（总第100期）", 1);
        let document = document.replacen("2024年1月19日", "2024年1月26日", 1);
        let document = document.replacen("各乡镇。", "各乡镇，县直各单位。", 1);
        document.replacen("审核：", "审核：原超俊", 1)
    });
    let (_, text) = back(&office, "back.docx", "none");
    for told in [
        "0.1 期号：第[-3-]{+4+}期",
        "0.2 总期号：[-99-]{+100+}",
        "0.3 日期：2024年1月[-19-]{+26+}日",
        "本期发，各期一样的在设置里改，只改这一期的写进稿件：各乡镇{+，县直各单位+}。",
        "“审核”写在文件里，签名由本人签，没有读进稿件：{+原超俊+}",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let (_, text) = back(&office, "back.docx", "0");
    let draft = office.draft();
    assert!(draft.contains("number = 4\ndate = 2024-01-26\ntotal = 100\n"), "{text}{draft}");
    assert!(draft.contains("reviewer = \"\""), "nobody signs in Word: {draft}");
    assert_eq!(draft.matches("[[unplaced]]").count(), 2, "{draft}");
}

#[test]
fn rows_tables_and_paragraphs_of_the_note_come_and_go() {
    let row = |document: &str, words: &str| {
        let at = document.find(words).unwrap();
        let start = document[..at].rfind("<w:tr>").unwrap();
        start..at + document[at..].find("</w:tr>").unwrap() + "</w:tr>".len()
    };
    let office = full();
    came_back(&office, |mut document| {
        let cloned =
            document[row(&document, "丰庄镇")].replace("丰庄镇", "僧固乡").replace("46", "12");
        let end = row(&document, "丰庄镇").end;
        document.insert_str(end, &cloned);
        document.replace_range(row(&document, "东屯镇"), "");
        tracked(document.replacen("抓好", "抓实", 1), "三项", "四项")
    });
    let (_, text) = back(&office, "back.docx", "none");
    for told in [
        "0.1 编者按第 1 段：",
        "[-好三-]{+实四+}[其中“四”加粗]项重点工作。",
        "1.1.1 删去表格第 2 行：[-东屯镇　23-]",
        "1.1.2 表格第 3 行之后加一行：{+僧固乡　12+}",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    let draft = office.draft();
    let rows = "  [\"乡镇\", \"户数\"],\n  [\"丰庄镇\", \"46\"],\n  [\"僧固乡\", \"12\"],\n  [\"合计\", \"69\"],\n]";
    assert!(draft.contains(rows), "{draft}");
    assert!(draft.contains("抓实**四项**重点工作。"), "bold stays: {draft}");

    // The whole table, and a paragraph of the note.
    let office = full();
    let before = office.draft();
    came_back(&office, |mut document| {
        let start = document.find("<w:tbl>").unwrap();
        let end = document.find("</w:tbl>").unwrap() + "</w:tbl>".len();
        document.replace_range(start..end, "");
        let at = document.find("请各单位学习借鉴。").unwrap();
        let start = document[..at].rfind("<w:p>").unwrap();
        let end = at + document[at..].find("</w:p>").unwrap() + "</w:p>".len();
        document.replace_range(start..end, "");
        let at = document.find("各乡镇用工").unwrap();
        let start = document[..at].rfind("<w:p>").unwrap();
        let end = at + document[at..].find("</w:p>").unwrap() + "</w:p>".len();
        document.replace_range(start..end, "");
        document
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("删去编者按第 2 段") && text.contains("删去表格"), "{text}");
    let start = before.find("\n[[column.item.table]]").unwrap();
    let end = start + before[start..].find("\n]\n").unwrap() + "\n]\n".len();
    let expected = format!("{}{}", &before[..start], &before[end..]);
    let expected = expected.replace("\n\n请各单位学习借鉴。", "");
    assert_eq!(office.draft(), expected);
}

#[test]
fn tables_stay_where_they_were_when_paragraphs_come_and_go() {
    let office = Office::new("");
    office.change("举办招聘会3场", "\n举办招聘会3场");
    office.change(
        "credits = [\"人社局\"]\n",
        "credits = [\"人社局\"]\n\n[[column.item.table]]\nafter = 2\nrows = [\n  [\"乡镇\", \"户数\"],\n  [\"东屯镇\", \"23\"],\n]\n",
    );
    let paragraphs = "截至1月中旬，县人社局走访企业58家。\n\n收集用工需求312个。\n\n举办招聘会3场，达成就业意向126人。\n";
    let draft = office.draft();
    let (start, end) = (draft.find("截至").unwrap(), draft.find("达成就业意向126人。\n").unwrap());
    let end = end + "达成就业意向126人。\n".len();
    office.write(DRAFT, &format!("{}{paragraphs}{}", &draft[..start], &draft[end..]));
    came_back(&office, |mut document| {
        let at = document.find("收集用工需求312个。").unwrap();
        let start = document[..at].rfind("<w:p>").unwrap();
        let end = at + document[at..].find("</w:p>").unwrap() + "</w:p>".len();
        document.replace_range(start..end, "");
        document
    });
    let whole = office.draft();
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    let draft = office.draft();
    assert!(draft.contains("after = 1\n") && !draft.contains("312"), "{draft}");

    // A new paragraph before the table, and one behind it.
    let new = "<w:p><w:r><w:t>逐户建立台账。</w:t></w:r></w:p>";
    for (behind, after) in [("收集用工需求312个。</w:t></w:r></w:p>", 3), ("</w:tbl>", 2)] {
        office.write(DRAFT, &whole);
        came_back(&office, |document| {
            let at = document.find(behind).unwrap() + behind.len();
            format!("{}{new}{}", &document[..at], &document[at..])
        });
        let (code, text) = back(&office, "back.docx", "all");
        assert_eq!(code, 0, "{text}");
        let draft = office.draft();
        assert!(draft.contains(&format!("after = {after}\n")), "{behind}: {draft}");
        assert!(draft.contains("312个。\n\n逐户建立台账。\n\n举办"), "{draft}");
    }
}

#[test]
fn a_text_whose_cells_stand_one_a_line_is_put_together() {
    let office = full();
    let proof = "青河快报\n第3期（总第99期）\n\t青河县人民政府办公室\t2024年1月19日\n编者按：抓好三项重点工作。\n请各单位学习借鉴。\n【民生保障】\n县人社局抓实稳岗就业服务　截至1月中旬，县人社局走访企业58家，收集用工需求321个，举办招聘会3场，达成就业意向126人。\n各乡镇用工\n乡镇\n户数\n东屯镇\n32\n丰庄镇\n46\n合计\n69\n（人社局）\n县医保局延伸基层服务网点　在12个乡镇设立医保服务站，群众就近办理参保登记、异地就医备案等18项业务。（医保局）\n\n本期发：各乡镇。\n责任编辑：\t审核：\t签发：\n";
    office.write("back.txt", proof);
    let (code, text) = back(&office, "back.txt", "all");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("[-312-]{+321+}") && text.contains("[-23-]{+32+}"), "{text}");
    assert!(text.contains("接受了 2 处改动") && !text.contains("放不到"), "{text}");
    assert!(office.draft().contains("  [\"东屯镇\", \"32\"],\n"), "{}", office.draft());
}

#[test]
fn what_was_changed_meanwhile_is_kept_with_its_old_words_and_signatures_are_told() {
    let office = full();
    office.sign_all();
    came_back(&office, |document| tracked(document, "312", "321"));
    let (_, text) = office.told(&["import", "--back", "back.docx", "--into", DRAFT]);
    assert!(text.contains("接受改动以后，责任编辑、审核、签发原来的签名不再有效"), "{text}");
    let (_, text) = back(&office, "back.docx", "none");
    assert!(!text.contains("不再有效"), "{text}");
    let signed = office.draft();
    let (_, text) = back(&office, "back.docx", "all");
    assert!(text.contains("责任编辑、审核、签发原来的签名不再有效"), "{text}");
    office.write(DRAFT, &signed);
    office.change("走访企业58家", "上门走访企业58家");
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 1, "{text}");
    let draft = office.draft();
    assert!(draft.contains("1.1 正文第 1 段，稿件里这一处后来又改过：…"), "{draft}");
    assert!(draft.contains("[-312-]{+321+}"), "{draft}");
}

/// What LibreOffice writes of a paragraph with a tracked change and a remark, shortened.
#[test]
fn remarks_of_rich_text_are_kept_too() {
    let office = Office::new("");
    let proof = office.run(&["build", "--proof", "--format", "text", "-o", "-", DRAFT]);
    let proof = String::from_utf8(proof.stdout).unwrap();
    let escaped = |text: &str| -> String {
        text.chars()
            .map(|c| match c {
                '\\' | '{' | '}' => format!("\\{c}"),
                c if c.is_ascii() => c.to_string(),
                c => c
                    .encode_utf16(&mut [0; 2])
                    .iter()
                    .map(|u| format!("\\u{}?", *u as i16))
                    .collect(),
            })
            .collect()
    };
    let lines = proof.lines().filter(|line| !line.trim().is_empty() && !line.contains("送审稿"));
    let mut rtf = String::from("{\\rtf1\\ansi\\ansicpg936 ");
    for line in lines {
        let line = escaped(&line.replace("**", "").replace("312", "@"));
        let line = line.replace(
            "@",
            &format!("{{\\*\\atrfstart 5}}312{{\\*\\atrfend 5}}{{\\*\\atnid M}}{{\\*\\atnauthor {}}}\\chatn{{\\*\\annotation{{\\*\\atnref 5}}{{\\*\\atndate -940842461}}\\pard\\plain {}\\par {}}}", escaped("麻主任"), escaped("请核实\\{"), escaped("再报")),
        );
        rtf.push_str(&format!("\\pard {line}\\par\n"));
    }
    rtf.push('}');
    office.write("back.rtf", &rtf);
    let (code, text) = back(&office, "back.rtf", "all");
    assert_eq!(code, 0, "{text}");
    let draft = office.draft();
    assert!(
        draft.contains("# 批注：请核实\\{ 再报（麻主任，于“312”）\nbody = \"\"\"\n截至"),
        "{text}{draft}"
    );
    assert!(text.contains("记下批注 1 条"), "{text}");
}

/// A proof of three paragraphs with a table behind the second, one of them with bold words.
pub(crate) fn with_table() -> Office {
    let office = Office::new("");
    let text = TEXT.replace(
        "截至1月中旬，县人社局走访企业58家，收集用工需求312个，\n举办招聘会3场，达成就业意向126人。\n",
        "截至1月中旬，县人社局走访企业58家。\n\n收集**用工需求**312个。\n\n举办招聘会3场，达成就业意向126人。\n",
    );
    let table = "credits = [\"人社局\"]\n\n[[column.item.table]]\nafter = 2\ncaption = \"各乡镇用工\"\nhead = 2\nrows = [\n  [\"乡镇\", \"用工\", \"用工\"],\n  [\"乡镇\", \"男\", \"女\"],\n  [\"东屯镇\", \"12\", \"11\"],\n  [\"丰庄镇\", \"20\", \"26\"],\n]\n";
    office.write(DRAFT, &text.replacen("credits = [\"人社局\"]\n", table, 1));
    office
}

/// The part of a document between the last of one mark before some words and the next of another.
fn around(document: &str, words: &str, start: &str, end: &str) -> std::ops::Range<usize> {
    let at = document.find(words).expect(words);
    let from = document[..at].rfind(start).expect(start);
    from..at + document[at..].find(end).expect(end) + end.len()
}

pub(crate) fn paragraph(document: &str, words: &str) -> std::ops::Range<usize> {
    around(document, words, "<w:p>", "</w:p>")
}

/// Adds a part of the document and the relation to it.
fn with_part(office: &Office, name: &str, kind: &str, xml: &str) {
    let bytes = std::fs::read(office.path("back.docx")).unwrap();
    let mut parts = parts(&bytes);
    let relation = format!(
        "<Relationship Id=\"{name}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{name}\"/></Relationships>"
    );
    for (part, bytes) in &mut parts {
        if part == "word/_rels/document.xml.rels" {
            let relations = String::from_utf8(bytes.clone()).unwrap();
            *bytes = relations.replace("</Relationships>", &relation).into_bytes();
        }
    }
    parts.push((format!("word/{name}"), xml.as_bytes().to_vec()));
    std::fs::write(office.path("back.docx"), package(&parts)).unwrap();
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

#[test]
fn words_beside_the_text_are_kept() {
    let office = with_table();
    let before = office.draft();
    came_back(&office, |document| {
        let document = document.replacen(
            "走访企业58家",
            "走访企业58家</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>",
            1,
        );
        let cell = around(&document, ">26<", "<w:tc>", "</w:tc>");
        let noted = document[cell.clone()]
            .replace("</w:p>", "<w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>");
        let mut document = document;
        document.replace_range(cell, &noted);
        let boxed = "<w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>此条月底再发</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>此条月底再发</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
        let at = paragraph(&document, "医保服务站").end - "</w:p>".len();
        document.insert_str(at, boxed);
        document
    });
    let note = |tag: &str, text: &str| {
        format!(
            "<w:{tag}s {W}><w:{tag} w:id=\"2\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{tag}></w:{tag}s>"
        )
    };
    with_part(&office, "footnotes.xml", "footnotes", &note("footnote", "口径请说明"));
    with_part(&office, "endnotes.xml", "endnotes", &note("endnote", "含季节工"));
    let header = format!(
        "<w:hdr {W}><w:p><w:r><w:t>送审稿</w:t></w:r></w:p><w:p><w:r><w:t>急件，周五前印</w:t></w:r></w:p></w:hdr>"
    );
    with_part(&office, "header9.xml", "header", &header);
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("接受了 0 处改动") && text.contains("4 处放不到稿件里"), "{text}");
    for (words, place) in [
        ("口径请说明", "1.1 里的脚注"),
        ("含季节工", "1.1 里的尾注"),
        ("此条月底再发", "1.2 里的文本框"),
        ("急件，周五前印", "back.docx 里的页眉"),
    ] {
        assert!(text.contains(words) && text.contains(place), "{words}: {text}");
        assert!(office.draft().contains(&format!("text = \"{words}\"")), "{}", office.draft());
    }
    assert!(office.draft().starts_with(before.trim_end()), "{}", office.draft());
}

#[test]
fn a_line_beside_the_text_is_no_item_of_its_own() {
    let office = Office::new("");
    came_back(&office, |mut document| {
        while let Some(at) = document.find("<w:bookmark") {
            let end = at + document[at..].find("/>").unwrap() + 2;
            document.replace_range(at..end, "");
        }
        let boxed = "<w:r><w:pict><v:textbox xmlns:v=\"v\"><w:txbxContent><w:p><w:r><w:t>此条请撤下，月底再发</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>";
        let at = paragraph(&document, "医保服务站").end - "</w:p>".len();
        document.insert_str(at, boxed);
        document
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("放不到稿件里") && !text.contains("新加一条"), "{text}");
    assert!(office.draft().contains("text = \"此条请撤下，月底再发\""), "{}", office.draft());
}

#[test]
fn what_stands_between_items_is_not_lost() {
    let office = with_table();
    came_back(&office, |document| {
        let table = &document[around(&document, "东屯镇", "<w:tbl>", "</w:tbl>")];
        let other = table.replace("东屯镇", "僧固乡").replace("丰庄镇", "小潭乡");
        let picture = "<w:p><w:r><w:drawing/></w:r></w:p>";
        let at = paragraph(&document, "医保服务站").end;
        format!("{}{other}{picture}{}", &document[..at], &document[at..])
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 1, "{text}");
    let draft = office.draft();
    assert!(draft.contains("僧固乡") && draft.contains("1.2 之后新加的表"), "{draft}");
    assert!(draft.contains("1.2 之后新加的图片"), "{draft}");
}

#[test]
fn tables_in_content_controls_and_with_merged_cells_are_what_they_were() {
    let wrapped = |text: &str| format!("<w:sdt><w:sdtContent>{text}</w:sdtContent></w:sdt>");
    let merged = |document: &str, words: &str, mark: &str| {
        let cell = around(document, words, "<w:tc>", "</w:tc>");
        (cell.clone(), document[cell].replacen("</w:tcPr>", &format!("{mark}</w:tcPr>"), 1))
    };
    // A row and a cell in controls; head cells put together, as they read.
    let office = with_table();
    came_back(&office, |mut document| {
        let row = around(&document, "丰庄镇", "<w:tr>", "</w:tr>");
        document.replace_range(row.clone(), &wrapped(&document[row]));
        let cell = around(&document, ">12<", "<w:tc>", "</w:tc>");
        document.replace_range(cell.clone(), &wrapped(&document[cell]));
        let (first, wide) = merged(&document, ">用工<", "<w:gridSpan w:val=\"2\"/>");
        let second = first.end + document[first.end..].find("</w:tc>").unwrap() + "</w:tc>".len();
        document.replace_range(first.start..second, &wide);
        let (cell, tall) = merged(&document, ">乡镇<", "<w:vMerge w:val=\"restart\"/>");
        document.replace_range(cell.clone(), &tall);
        let mut below = document.split_off(cell.start + tall.len());
        let (cell, under) = merged(&below, ">乡镇<", "<w:vMerge/>");
        below.replace_range(cell, &under.replace(">乡镇<", "><"));
        document + &below
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert!(code == 0 && text.contains("没有要改的"), "{text}");

    // A row of a total with one cell over two columns, and another of which all was struck.
    came_back(&office, |mut document| {
        let row = around(&document, "丰庄镇", "<w:tr>", "</w:tr>");
        let total = document[row.clone()].replace("丰庄镇", "合计").replace(">20<", ">69<");
        let (cell, wide) = merged(&total, ">69<", "<w:gridSpan w:val=\"2\"/>");
        let last = around(&total, ">26<", "<w:tc>", "</w:tc>");
        let total = format!("{}{wide}{}", &total[..cell.start], &total[last.end..]);
        document.insert_str(row.end, &total);
        let row = around(&document, "东屯镇", "<w:tr>", "</w:tr>");
        let blank = document[row.clone()].replace(">东屯镇<", "><");
        document.replace_range(row, &blank.replace(">12<", "><").replace(">11<", "><"));
        document
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("删去表格第 3 行：[-东屯镇　12　11-]"), "{text}");
    let rows = "  [\"乡镇\", \"男\", \"女\"],\n  [\"丰庄镇\", \"20\", \"26\"],\n  [\"合计\", \"69\", \"\"],\n]";
    assert!(office.draft().contains(rows), "{}", office.draft());
}

#[test]
fn other_columns_are_one_change_of_the_table() {
    let office = with_table();
    came_back(&office, |mut document| {
        for word in [">用工<", ">女<", ">11<", ">26<"] {
            let cell = around(&document, word, "<w:tc>", "</w:tc>");
            let gone =
                document[cell.clone()].replace("</w:tcPr>", "<w:cellDel w:id=\"9\"/></w:tcPr>");
            document.replace_range(cell, &gone);
        }
        document
    });
    let before = office.draft();
    let (code, text) = back(&office, "back.docx", "none");
    assert!(code == 0 && text.contains("1.1.1 表格的列变了"), "{text}");
    assert_eq!(office.draft(), before);
    let (code, text) = back(&office, "back.docx", "1.1.1");
    assert_eq!(code, 0, "{text}");
    assert!(office.draft().contains("[\"丰庄镇\", \"20\"],\n]"), "{}", office.draft());
}

#[test]
fn what_has_moved_within_an_item_moves() {
    let taken = |document: &mut String, words: &str| {
        let range = paragraph(document, words);
        let text = document[range.clone()].to_owned();
        document.replace_range(range, "");
        text
    };
    let paragraphs = |draft: &str| {
        let body = draft.split("body = \"\"\"\n").nth(1).unwrap();
        body.split("\n\"\"\"").next().unwrap().to_owned()
    };
    let [one, two, three] = [
        "截至1月中旬，县人社局走访企业58家。",
        "收集**用工需求**312个。",
        "举办招聘会3场，达成就业意向126人。",
    ];
    // Over the table, over the last paragraph, behind the units.
    let office = with_table();
    for (behind, told, body, after) in [
        ("</w:tbl>", "1.1.1 正文第 2 段移到", [one, two, three], 1),
        (
            "（人社局）</w:t></w:r><w:bookmarkEnd w:id=\"2\"/></w:p>",
            "1.1.1 正文第 2 段移到正文第 3 段之后：收集用工需求312个。",
            [one, three, two],
            1,
        ),
    ] {
        let office = with_table();
        came_back(&office, |mut document| {
            let moved = taken(&mut document, "312个");
            let at = document.find(behind).expect(behind) + behind.len();
            document.insert_str(at, &moved);
            document
        });
        let (code, text) = back(&office, "back.docx", "all");
        assert_eq!(code, 0, "{text}");
        assert!(text.contains(told) && text.contains("接受了 1 处改动"), "{text}");
        let draft = office.draft();
        assert_eq!(paragraphs(&draft), body.join("\n\n"), "{draft}");
        assert!(draft.contains(&format!("after = {after}\n")), "{draft}");
        assert!(!draft.contains("[[unplaced]]"), "{draft}");
        let (_, text) = back(&office, "back.docx", "all");
        assert!(text.contains("没有要改的"), "once is enough: {text}");
    }
    // The table itself.
    office.change("after = 2\n", "after = 3\n");
    let before = office.draft();
    came_back(&office, |mut document| {
        let start = paragraph(&document, "各乡镇用工").start;
        let end = document.find("</w:tbl>").unwrap() + "</w:tbl>".len();
        let table = document[start..end].to_owned();
        document.replace_range(start..end, "");
        let at = paragraph(&document, "走访企业58家").end;
        document.insert_str(at, &table);
        document
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("1.1.1 表格移到正文第 1 段之后：各乡镇用工"), "{text}");
    assert_eq!(office.draft(), before.replace("after = 3", "after = 1"));
    // Two paragraphs joined: what was bold stays so.
    let office = with_table();
    came_back(&office, |mut document| {
        let range = paragraph(&document, "312个");
        let text = &document[range.clone()];
        let runs = text[text.find("<w:r>").unwrap()..text.len() - "</w:p>".len()].to_owned();
        document.replace_range(range, "");
        let at = paragraph(&document, "走访企业58家").end - "</w:p>".len();
        document.insert_str(at, &runs);
        document
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert_eq!(paragraphs(&office.draft()), format!("{one}{two}\n\n{three}"));
}

#[test]
fn an_item_that_has_lost_its_bookmark_is_found_and_its_place_told() {
    let office = with_table();
    came_back(&office, |mut document| {
        let start = paragraph(&document, "县医保局延伸").start;
        let end = paragraph(&document, "医保服务站").end;
        let mut item = document[start..end].to_owned();
        document.replace_range(start..end, "");
        while let Some(at) = item.find("<w:bookmark") {
            let end = at + item[at..].find("/>").unwrap() + 2;
            item.replace_range(at..end, "");
        }
        let at = paragraph(&document, "县人社局抓实").start;
        document.insert_str(at, &item.replace("18项", "19项"));
        document
    });
    let (code, text) = back(&office, "back.docx", "none");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("1.2.1 正文第 1 段") && text.contains("[-18-]{+19+}"), "{text}");
    assert!(text.contains("1.1.1 移到 1.2 之后") && !text.contains("撤下"), "{text}");
}

#[test]
fn what_does_not_say_which_proof_it_is_undoes_nothing() {
    let office = Office::new("");
    let (code, text) = office.told(&["build", "--proof", DRAFT]);
    assert_eq!(code, 0, "{text}");
    let proof = office.run(&["build", "--proof", "--format", "text", "-o", "-", DRAFT]).stdout;
    let proof = String::from_utf8(proof).unwrap();
    // The editor goes on meanwhile; the leader changes something else, or the same.
    office.change("312个", "321个");
    office.write("back.txt", &proof);
    let (code, text) = back(&office, "back.txt", "all");
    assert!(code == 0 && text.contains("没有要改的"), "{text}");
    office.write("back.txt", &proof.replace("18项", "19项"));
    let (code, text) = back(&office, "back.txt", "all");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("接受了 1 处改动") && office.draft().contains("321个"), "{text}");
    office.write("back.txt", &proof.replace("312个", "313个"));
    let (code, text) = back(&office, "back.txt", "all");
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("后来又改过") && office.draft().contains("需求321个"), "{text}");
}

#[test]
fn headline_and_units_are_known_where_lines_round_them_have_changed() {
    // A paragraph behind the units; the paragraph that the headline opened is gone.
    let office = with_table();
    came_back(&office, |mut document| {
        let at = document.find("（人社局）").unwrap();
        let at = at + document[at..].find("</w:p>").unwrap() + "</w:p>".len();
        let end = document[at..].find("<w:bookmarkEnd").unwrap_or(usize::MAX);
        let new = "<w:p><w:r><w:t>下一步，逐户回访。</w:t></w:r></w:p>";
        assert!(end > 0);
        // Inside the item's bookmark, which ends behind it then.
        let close = document[..at].rfind("<w:bookmarkEnd").unwrap();
        let mark = document[close..close + document[close..].find("/>").unwrap() + 2].to_owned();
        document.insert_str(at, &format!("{new}{mark}"));
        document.replace_range(close..close + mark.len(), "");
        document
    });
    let (code, text) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("接受了 1 处改动"), "{text}");
    let draft = office.draft();
    assert!(
        draft.contains("126人。\n\n下一步，逐户回访。\n\"\"\"\ncredits = [\"人社局\"]"),
        "{draft}"
    );

    let office = with_table();
    came_back(&office, |mut document| {
        let range = paragraph(&document, "走访企业58家");
        let text = &document[range.clone()];
        let start = text.find("<w:bookmarkStart").unwrap();
        let mark = text[start..start + text[start..].find("/>").unwrap() + 2].to_owned();
        document.replace_range(range, &mark);
        document
    });
    let (code, text) = back(&office, "back.docx", "none");
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("标题：[-县人社局抓实稳岗就业服务-]"), "{text}");
    assert!(text.contains("删去正文第 1 段") && !text.contains("1.1.3"), "{text}");
}

/// A leader's file is read twice: what was taken out of it is taken out here already.
#[test]
fn what_is_taken_out_already_is_not_told_again() {
    let office = Office::new("");
    office.change("126人。\n", "126人。\n\n逐户回访，收集建议17条。\n\n下一步，再举办2场。\n");
    came_back(&office, |document| {
        let mut document = document.replace("12个乡镇", "13个乡镇");
        document.replace_range(paragraph(&document, "收集建议17条"), "");
        document
    });
    let (code, text) = back(&office, "back.docx", "1.1");
    assert!(code == 0 && text.contains("删去正文第 2 段"), "{text}");
    assert!(!office.draft().contains("17条") && office.draft().contains("12个乡镇"));
    let (code, text) = back(&office, "back.docx", "all");
    assert!(code == 0 && text.contains("接受了 1 处改动"), "{text}");
    assert!(office.draft().contains("13个乡镇") && !office.draft().contains("unplaced"), "{text}");
    // What was written in its place since is not.
    let office = Office::new("");
    office.change("126人。\n", "126人。\n\n逐户回访，收集建议17条。\n\n下一步，再举办2场。\n");
    came_back(&office, |mut document| {
        document.replace_range(paragraph(&document, "收集建议17条"), "");
        document
    });
    office.change("逐户回访，收集建议17条。", "全部建成专门的工作台账，随时更新。");
    let (_, text) = back(&office, "back.docx", "all");
    assert!(text.contains("后来又改过"), "{text}");
}
