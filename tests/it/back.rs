//! A proof that came back: Word files with tracked changes and remarks, and plain text, read into the
//! draft.

use std::io::{Cursor, Read as _, Write as _};

use crate::sign::{DRAFT, Office, TEXT};

/// The parts of a DOCX.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
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

fn package(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in parts {
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The Word proof with its main part changed, as `back.docx`.
fn came_back(office: &Office, change: impl Fn(String) -> String) {
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
fn tracked(document: String, old: &str, new: &str) -> String {
    assert!(document.contains(old), "{old}");
    let change = format!(
        "</w:t></w:r><w:del w:id=\"90\" w:author=\"麻\"><w:r><w:delText>{old}</w:delText></w:r></w:del><w:ins w:id=\"91\" w:author=\"麻\"><w:r><w:t>{new}</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\">"
    );
    document.replacen(old, &change, 1)
}

fn remark(document: String, on: &str) -> String {
    let marked = format!(
        "</w:t></w:r><w:commentRangeStart w:id=\"7\"/><w:r><w:t>{on}</w:t></w:r><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r><w:r><w:t xml:space=\"preserve\">"
    );
    document.replacen(on, &marked, 1)
}

fn back(office: &Office, file: &str, accept: &str) -> (i32, String) {
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
    assert!(text.contains("次序没有改") && !text.contains("没有要改的"), "{text}");
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
