//! A Word proof in which something was taken out, twice put in or moved without tracked changes:
//! nothing of it passes for “the same”, and nothing is lost by accepting.

use crate::back::{back, came_back, package, parts, remark};
use crate::sign::{DRAFT, Office, TEXT};

pub(crate) const BACK: [&str; 5] = ["import", "--back", "back.docx", "--into", DRAFT];

/// The whole element of a name in which words stand.
pub(crate) fn element<'a>(document: &'a str, name: &str, words: &str) -> &'a str {
    let at = document.find(words).unwrap_or_else(|| panic!("{words}"));
    let open = format!("<w:{name}>");
    let spaced = format!("<w:{name} ");
    let start = document[..at].rfind(&open).max(document[..at].rfind(&spaced)).expect("it begins");
    let close = format!("</w:{name}>");
    let end = at + document[at..].find(&close).expect("it ends") + close.len();
    &document[start..end]
}

pub(crate) fn office() -> Office {
    let office = Office::new("");
    let table = "[[column.item.table]]\nrows = [[\"乡镇\", \"户数\"], [\"东屯镇\", \"12\"], [\"司寨乡\", \"35\"], [\"魏邱乡\", \"8\"]]\n";
    let text = TEXT
        .replace("date = 2024-01-19\n", "date = 2024-01-19\ntotal = 1024\ncopies = 60\nnote = \"各单位要认真学习。\"\n")
        .replace("credits = [\"人社局\"]\n", &format!("credits = [\"人社局\"]\n\n{table}"))
        .replace("# 签名", "[[column]]\nname = \"乡村振兴\"\n\n[[column.item]]\nheadline = \"县医保局下乡宣传\"\nbody = \"发放宣传单500份。\"\ncredits = [\"医保局\"]\n\n# 签名");
    office.write(DRAFT, &text);
    office
}

/// What is said of a proof that was changed so.
fn told(change: impl Fn(String) -> String) -> String {
    let office = office();
    came_back(&office, change);
    let (_, said) = office.told(&BACK);
    said
}

#[test]
fn what_was_taken_out_is_told() {
    assert!(told(|document| document).contains("与送去时的一样"), "{}", told(|document| document));
    for (words, said) in [
        ("各单位要认真学习", "删去编者按第 1 段"),
        ("共印60份", "印数"),
        ("本期发", "本期发"),
        ("总第1024", "总期号"),
    ] {
        let text = told(|document| {
            let paragraph = element(&document, "p", words).to_owned();
            document.replacen(&paragraph, "", 1)
        });
        assert!(text.contains(said) && !text.contains("与送去时的一样"), "{words}: {text}");
    }
    let text = told(|document| document.replacen("共印60份", "共印90份", 1));
    assert!(text.contains("印数：[-60-]{+90+}"), "{text}");
}

#[test]
fn words_struck_through_by_hand_are_taken_out() {
    let text = told(|document| {
        let run = element(&document, "r", "就近办理").to_owned();
        let struck = match run.contains("<w:rPr>") {
            true => run.replacen("<w:rPr>", "<w:rPr><w:strike/>", 1),
            false => run.replacen("<w:t", "<w:rPr><w:strike/></w:rPr><w:t", 1),
        };
        document.replacen(&run, &struck, 1)
    });
    assert!(text.contains("[-") && text.contains("就近办理"), "{text}");
}

#[test]
fn rows_in_another_order_stay_all_and_one_that_is_twice_there_is_added() {
    for (change, what) in [(true, "表格各行的次序变了"), (false, "表格第 4 行之后加一行")]
    {
        let office = office();
        came_back(&office, |document| {
            let last = element(&document, "tr", "魏邱乡").to_owned();
            let first = element(&document, "tr", "东屯镇").to_owned();
            match change {
                true => {
                    document.replacen(&last, "", 1).replacen(&first, &format!("{last}{first}"), 1)
                }
                false => document.replacen(&last, &format!("{last}{last}"), 1),
            }
        });
        let (_, said) = office.told(&BACK);
        assert!(said.contains(what), "{said}");
        let (code, said) = office.told(&[&BACK[..], &["--accept", "all"]].concat());
        assert_eq!(code, 0, "{said}");
        let draft = office.draft();
        for town in ["东屯镇", "司寨乡", "魏邱乡"] {
            assert!(draft.contains(town), "{town}: {draft}");
        }
        let places = ["魏邱乡", "东屯镇"].map(|town| draft.find(town));
        assert_eq!(places[0] < places[1], change, "{draft}");
    }
}

#[test]
fn an_item_under_another_column_is_told() {
    let text = told(|document| {
        let item = element(&document, "p", "县医保局下乡宣传").to_owned();
        let column = element(&document, "p", "【乡村振兴】").to_owned();
        document.replacen(&item, "", 1).replacen(&column, &format!("{item}{column}"), 1)
    });
    assert!(text.contains("2.1.1 移到 1.2 之后（第 1 栏）"), "{text}");
}

#[test]
fn names_signed_since_it_was_sent_round_are_not_taken_out() {
    let office = office();
    came_back(&office, |document| document);
    office.sign_all();
    let (_, said) = office.told(&BACK);
    assert!(said.contains("与送去时的一样"), "{said}");
}

/// Remarks that Word shows as settled, and answers to them, say so; others do not.
#[test]
fn settled_remarks_are_told_as_settled() {
    let office = Office::new("");
    came_back(&office, |document| remark(document, "举办招聘会3场"));
    let mut parts = parts(&std::fs::read(office.path("back.docx")).unwrap());
    let extended = |done: &str, parent: &str| {
        format!(
            "<w15:commentsEx xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"><w15:commentEx w15:paraId=\"1A\" w15:done=\"{done}\"/><w15:commentEx w15:paraId=\"2B\"{parent} w15:done=\"0\"/></w15:commentsEx>"
        )
    };
    for (name, bytes) in &mut parts {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let changed = match name.as_str() {
            "word/_rels/document.xml.rels" => text.replace("</Relationships>", "<Relationship Id=\"rIdE\" Type=\"http://schemas.microsoft.com/office/2011/relationships/commentsExtended\" Target=\"commentsExtended.xml\"/></Relationships>"),
            "word/comments.xml" => text.replace("<w:p><w:r><w:t>请再核实", "<w:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" w14:paraId=\"0C\"><w:r><w:t>两处</w:t></w:r></w:p><w:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" w14:paraId=\"@\"><w:r><w:t>请再核实"),
            _ => continue,
        };
        *bytes = changed.into_bytes();
    }
    let told = |paragraph: &str, done: &str, parent: &str| {
        let mut parts = parts.clone();
        parts.push(("word/commentsExtended.xml".to_owned(), extended(done, parent).into_bytes()));
        for (name, bytes) in &mut parts {
            if name == "word/comments.xml" {
                *bytes = String::from_utf8_lossy(bytes).replace('@', paragraph).into_bytes();
            }
        }
        std::fs::write(office.path("back.docx"), package(&parts)).unwrap();
        office.told(&["import", "--back", "back.docx", "--into", DRAFT]).1
    };
    let answer = " w15:paraIdParent=\"1A\"";
    for (paragraph, done, parent, settled) in [
        ("1A", "1", "", true),
        ("1A", "0", "", false),
        ("2B", "1", answer, true),
        ("2B", "1", "", false),
    ] {
        let text = told(paragraph, done, parent);
        let by =
            if settled { "批注（麻主任，已解决）" } else { "批注（麻主任）" };
        assert!(text.contains(by), "{paragraph} {done} {parent}: {text}");
    }
    let (_, text) = back(&office, "back.docx", "all");
    assert!(
        office.draft().contains("两处 请再核实（麻主任，于“举办招聘会3场”）"),
        "{text}{}",
        office.draft()
    );
}
