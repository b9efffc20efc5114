//! A Word proof of which some is accepted and some is not: changes of one paragraph one by one, items
//! and columns in another order, what stands in another item, a line over a headline.

use crate::back::{back, came_back, full, tracked};
use crate::back_gone::{BACK, element, office};
use crate::sign::{DRAFT, Office, TEXT};

/// The paragraphs in which words stand put behind that of other words.
fn put_behind(mut document: String, words: &[&str], place: &str) -> String {
    let mut piece = String::new();
    for words in words {
        let paragraph = element(&document, "p", words).to_owned();
        document = document.replacen(&paragraph, "", 1);
        piece.push_str(&paragraph);
    }
    let place = element(&document, "p", place).to_owned();
    document.replacen(&place, &format!("{place}{piece}"), 1)
}

/// The proof as text.
fn text_proof(office: &Office) -> String {
    let proof = office.run(&["build", "--proof", "--format", "text", "-o", "-", DRAFT]).stdout;
    String::from_utf8(proof).expect("a text")
}

/// Two columns without tables.
fn two_columns() -> Office {
    let office = Office::new("");
    office.change("# 签名", "[[column]]\nname = \"乡村振兴\"\n\n[[column.item]]\nheadline = \"县医保局下乡宣传\"\nbody = \"发放宣传单500份。\"\ncredits = [\"医保局\"]\n\n# 签名");
    office
}

/// “这处改，那处不改”: the leader's three figures, of which the editor takes the second, then another.
#[test]
fn changes_of_one_paragraph_are_accepted_one_by_one() {
    let office = Office::new("");
    came_back(&office, |document| {
        let document = tracked(document, "58家", "59家");
        tracked(tracked(document, "312", "321"), "126", "128")
    });
    let (_, told) = office.told(&BACK);
    for said in ["1.1.1 正文第 1 段", "[-58-]{+59+}家，收集用工需求312个", "1.1.3 正文第 1 段"]
    {
        assert!(told.contains(said), "{said}: {told}");
    }
    let (code, said) = back(&office, "back.docx", "1.1.2");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("接受了 1 处改动，没有接受 2 处"), "{said}");
    let once = TEXT.replace("312个", "321个");
    assert_eq!(office.draft(), once, "nothing is kept as having no place: {said}");
    // What was refused is proposed again, beside what is there now.
    let (code, said) = back(&office, "back.docx", "1.1.1");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1.1.2") && !said.contains("1.1.3"), "{said}");
    assert_eq!(office.draft(), once.replace("58家", "59家"));
    let (code, said) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{said}");
    let all = once.replace("58家", "59家").replace("126人", "128人");
    assert_eq!(office.draft(), all);
    assert!(office.told(&BACK).1.contains("没有要改的"));
}

/// Of headlines, notes, bold words and text files too.
#[test]
fn so_are_those_of_headlines_notes_and_other_files() {
    let office = full();
    let before = office.draft();
    came_back(&office, |document| {
        let document = document.replace("县人社局抓实稳岗就业服务", "县人社部门抓实稳岗就业的服务");
        let document = document.replacen("请各单位学习借鉴。", "请各乡镇学习借鉴，按时上报。", 1);
        document.replacen("延伸基层服务网点", "设基层服务网点", 1)
    });
    let (_, told) = office.told(&BACK);
    assert!(told.contains("0.1 编者按第 2 段") && told.contains("0.2 编者按第 2 段"), "{told}");
    assert!(told.contains("1.1.2 标题"), "{told}");
    let (code, said) = back(&office, "back.docx", "0.1,1.1.2");
    assert_eq!(code, 0, "{said}");
    let expected = before
        .replace("请各单位学习", "请各乡镇学习")
        .replace("抓实稳岗就业服务", "抓实稳岗就业的服务");
    assert_eq!(office.draft(), expected);

    let office = Office::new("");
    let proof = text_proof(&office);
    office.write("back.txt", &proof.replace("58家", "85家").replace("126人", "162人"));
    let (_, told) = office.told(&["import", "--back", "back.txt", "--into", DRAFT]);
    assert!(told.contains("1.1.2 正文第 1 段"), "{told}");
    let (code, said) = back(&office, "back.txt", "1.1.2");
    assert_eq!(code, 0, "{said}");
    assert_eq!(office.draft(), TEXT.replace("126人", "162人"));
}

#[test]
fn what_is_rewritten_or_moved_within_a_paragraph_is_one_change() {
    let office = Office::new("");
    came_back(&office, |document| {
        document
            .replacen("走访企业58家，收集用工需求312个", "收集用工需求312个，走访企业58家", 1)
            .replacen("群众就近办理", "“群众”就近办理", 1)
    });
    let (_, told) = office.told(&BACK);
    assert!(told.contains("1.1.1") && !told.contains("1.1.2"), "{told}");
    assert!(told.contains("1.2.1") && !told.contains("1.2.2"), "{told}");
}

/// Somebody begins a line at the very front of a headline, so that it stands behind the bookmark.
#[test]
fn a_line_over_a_headline_is_no_headline() {
    for template in ["kuaibao", "jianbao"] {
        let office = Office::new("");
        let settings = std::fs::read_to_string(office.path("bulletin.toml")).expect("settings");
        office.write("bulletin.toml", &format!("template = \"{template}\"\n{settings}"));
        for (old, new) in [("", ""), ("延伸基层服务网点", "延伸村级服务网点")] {
            came_back(&office, |document| {
                let at = document.find("w:name=\"_kuaibao_1_2\"").expect("a bookmark");
                let start = document[..at].rfind("<w:bookmarkStart").expect("it begins");
                let mark = &document[start..at + document[at..].find('>').expect("it ends") + 1];
                let paragraph = element(&document, "p", "w:name=\"_kuaibao_1_2\"");
                let line = format!("<w:p>{mark}<w:r><w:t>这一条放到头条</w:t></w:r></w:p>");
                let headline = paragraph.replacen(mark, "", 1).replacen(old, new, 1);
                document.replacen(paragraph, &format!("{line}{headline}"), 1)
            });
            let (_, told) = office.told(&BACK);
            assert!(told.contains("1.2 里的标题上面的一行）：这一条放到头条"), "{told}");
            let changes = told.matches("\n  1.2.").count();
            assert_eq!(changes, usize::from(!old.is_empty()), "{told}");
        }
    }
}

#[test]
fn another_order_is_proposed_and_taken_over() {
    let first = ["县人社局抓实稳岗就业服务"];
    let office = Office::new("");
    came_back(&office, |document| put_behind(document, &first, "县医保局延伸"));
    let (code, said) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1.1.1 移到 1.2 之后：县人社局抓实"), "{said}");
    let draft = office.draft();
    assert!(draft.find("医保局延伸") < draft.find("抓实稳岗"), "{draft}");
    assert!(!draft.contains("[[unplaced]]"), "{draft}");
    assert!(office.told(&BACK).1.contains("没有要改的"), "{}", office.told(&BACK).1);

    // To another column, with a change in it, while another item is struck.
    let office = self::office();
    came_back(&office, |document| {
        let last = element(&document, "p", "县医保局下乡宣传").to_owned();
        let document = put_behind(document, &["县医保局延伸"], "县医保局下乡宣传");
        document.replacen(&last, "", 1).replacen("18项业务", "19项业务", 1)
    });
    let (_, told) = office.told(&BACK);
    assert!(told.contains("1.2.2 移到第 2 栏最前面"), "{told}");
    let (code, said) = back(&office, "back.docx", "all");
    assert_eq!(code, 0, "{said}");
    let draft = office.draft();
    assert!(draft.find("乡村振兴") < draft.find("医保局延伸"), "{draft}");
    assert!(draft.contains("19项业务") && !draft.contains("下乡宣传"), "{draft}");
    assert!(office.path("drafts/held.toml").exists());

    // Refused, it stays.
    let office = self::office();
    let before = office.draft();
    came_back(&office, |document| put_behind(document, &["县医保局延伸"], "县医保局下乡宣传"));
    let (code, said) = back(&office, "back.docx", "none");
    assert_eq!(code, 0, "{said}");
    assert_eq!(office.draft(), before);

    // A whole column.
    let office = two_columns();
    came_back(&office, |document| {
        put_behind(document, &["【民生保障】", "县人社局抓实", "县医保局延伸"], "县医保局下乡宣传")
    });
    let (_, told) = office.told(&BACK);
    assert!(told.contains("1.0.1 这一栏移到“乡村振兴”之后：民生保障"), "{told}");
    let (code, said) = back(&office, "back.docx", "1.0.1");
    assert_eq!(code, 0, "{said}");
    let draft = office.draft();
    assert!(draft.find("乡村振兴") < draft.find("民生保障"), "{draft}");
    // A text file tells its order, too.
    let office = two_columns();
    let proof = text_proof(&office);
    let lines: Vec<&str> = proof.lines().collect();
    let at = |words: &str| lines.iter().position(|line| line.contains(words)).expect("a line");
    let (from, to, end) = (at("县医保局延伸"), at("【乡村振兴】"), at("县医保局下乡宣传"));
    let after =
        end + lines[end..].iter().position(|line| line.contains("（医保局）")).expect("units") + 1;
    let moved =
        [&lines[..from], &lines[to..after], &lines[from..to], &lines[after..]].concat().join("\n");
    office.write("back.txt", &moved);
    let (code, said) = back(&office, "back.txt", "all");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("1.2.1 移到 2.1 之后（第 2 栏）"), "{said}");
}

/// Headline and text cut out of an item and put into another.
#[test]
fn what_moved_into_another_item_is_told_as_that() {
    let office = Office::new("");
    office.change("18项业务。\n", "18项业务。\n\n全县参保率达到97.6%。\n");
    office.change("就业意向126人。\n", "就业意向126人。\n\n**下一步**，继续做好帮扶。\n");
    let settings = std::fs::read_to_string(office.path("bulletin.toml")).expect("settings");
    office.write("bulletin.toml", &format!("template = \"jianbao\"\n{settings}"));
    came_back(&office, |document| {
        let mark = {
            let at = document.find("w:name=\"_kuaibao_1_1\"").expect("a bookmark");
            let start = document[..at].rfind("<w:bookmarkStart").expect("it begins");
            document[start..at + document[at..].find('>').expect("it ends") + 1].to_owned()
        };
        let document = put_behind(document, &["县人社局抓实稳岗", "截至1月中旬"], "在12个乡镇");
        let document = document.replacen(&mark, "", 1);
        let rest = element(&document, "p", "继续做好帮扶").to_owned();
        let run = rest.find("<w:r>").expect("a run");
        document.replacen(&rest, &format!("{}{mark}{}", &rest[..run], &rest[run..]), 1)
    });
    let (_, told) = office.told(&BACK);
    for said in [
        "标题（移到 1.2）：[-县人社局抓实稳岗就业服务-]",
        "删去正文第 1 段（移到 1.2）",
        "加一段（从 1.1 标题移来）",
        "加一段（从 1.1 正文第 1 段移来）",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains("删去正文第 2 段"), "{told}");
}

#[test]
fn why_a_line_of_the_masthead_is_not_taken_over_is_told() {
    let told = |from: &str, to: &str| {
        let office = office();
        came_back(&office, |document| document.replacen(from, to, 1));
        office.told(&BACK).1
    };
    let date = told("2024年1月19日", "");
    assert!(date.contains("日期，每期都要印，没有删"), "{date}");
    let list = told("各乡镇。", "各乡镇，县直各单位。");
    assert!(list.contains("各期一样的在设置里改"), "{list}");
    let number = told("第3期", "第三期");
    assert!(!number.contains("各期一样的"), "{number}");
}

/// LibreOffice has saved the proof as .doc: what a remark is on stays.
#[test]
fn remarks_of_a_doc_say_what_they_are_on() {
    let office = Office::new("");
    let bytes = include_bytes!("../import/remarks.doc");
    std::fs::write(office.path("back.doc"), bytes).expect("a file");
    let (_, told) = office.told(&["import", "--back", "back.doc", "--into", DRAFT]);
    assert!(told.contains("1.1 批注（麻主任）：“312个”：请再核实"), "{told}");
    assert!(told.contains("1.2 批注（刘）：“18项”：与上期一致吗"), "{told}");
}

/// Another program has dropped some bookmarks, those of columns among them: their names are there.
#[test]
fn names_of_columns_are_found_without_bookmarks() {
    let office = two_columns();
    let unmarked = |mut document: String, which: &[&str]| {
        for name in which {
            let name = format!("w:name=\"_kuaibao_{name}\"");
            let at = document.find(&name).expect("a bookmark");
            let start = document[..at].rfind("<w:bookmarkStart").expect("it begins");
            let end = at + document[at..].find('>').expect("it ends") + 1;
            document.replace_range(start..end, "");
        }
        document
    };
    for which in [&["2"][..], &["1", "2"], &["1", "2", "2_1"], &["1_1", "2"]] {
        came_back(&office, |document| unmarked(document, which));
        let (_, told) = office.told(&BACK);
        assert!(told.contains("没有要改的"), "{which:?}: {told}");
    }
    came_back(&office, |document| {
        let document = unmarked(document, &["2"]);
        put_behind(document, &["县医保局延伸"], "县医保局下乡宣传")
    });
    let (_, told) = office.told(&BACK);
    assert!(told.contains("1.2.1 移到 2.1 之后（第 2 栏）"), "{told}");
}
