//! The five issues as they were published, proofread as plain text: of the slips that a second
//! reader found in them, which the program reports, and that it reports nothing else.

use kuaibao::lint::{self, Subject};
use kuaibao::source::{Diagnostic, Level, Source};
use kuaibao::workspace::{Entry, Workspace};

use crate::support::{COVERAGE, ISSUES, root, workspace};

/// What the program makes of a slip.
enum Verdict {
    /// By this rule in the published text.
    Text(&'static str),
    /// By this rule when the published words stand in the draft, where the parts are known apart.
    Draft(&'static str),
    /// Not, and why.
    No(&'static str),
    /// By rules on characters and words, which are still growing; either way is right for now.
    Open,
}

use Verdict::{Draft, No, Open, Text};

struct Slip {
    number: u8,
    issue: &'static str,
    /// As published, without the spaces of the conversion.
    text: &'static str,
    verdict: Verdict,
}

const fn slip(number: u8, issue: &'static str, text: &'static str, verdict: Verdict) -> Slip {
    Slip { number, issue, text, verdict }
}

const MEANING: &str = "要懂得意思才能判断";

static FOUND: &[Slip] = &[
    slip(1, "2023-13", "政务服务和大数数据管理局", Text("wrong-word")),
    slip(2, "2023-13", "县人大大正副主任", Text("wrong-word")),
    slip(2, "2023-41", "县人大大正副主任", Text("wrong-word")),
    slip(3, "2023-43", "县人大的正副主任", Text("misspelt-name")),
    slip(3, "2024-02", "县人大的正副主任", Text("misspelt-name")),
    slip(4, "2023-38", "管理辦法", Text("traditional-character")),
    slip(5, "2024-02", "B00和EPC", Text("look-alike-character")),
    slip(6, "2024-02", "投资项226个", Text("doubtful-word")),
    slip(7, "2023-41", "交易额达21.4亿", Text("missing-money-unit")),
    slip(8, "2023-13", "221970平方", Text("missing-area-unit")),
    slip(9, "2023-13", "13余场", Text("unround-approximation")),
    slip(10, "2023-13", "13个乡镇（镇", Text("doubtful-word")),
    slip(10, "2023-43", "13个乡镇（镇", Text("doubtful-word")),
    slip(11, "2023-13", "12个乡（镇、街道）", Open),
    slip(12, "2023-13", "4万-5万亩", Text("hyphen-range")),
    slip(13, "2023-13", "两个试点村", No(MEANING)),
    slip(14, "2023-13", "计划完成通污水管网需要铺设污水管网", No(MEANING)),
    slip(15, "2023-13", "评件数26363条", No("搭配；逐词列举不完")),
    slip(
        16,
        "2023-38",
        "基本医疗有保障坚持把农村",
        No("纯文字里标题和正文之间没有可靠的界线；稿件里两项分开写"),
    ),
    slip(17, "2023-43", "规范出租车经营行为7人", No("搭配；逐词列举不完")),
    slip(18, "2023-43", "按照点多、线长、面广趋势", No("搭配；逐词列举不完")),
    slip(19, "2023-43", "【三秋管理】", Draft("variant-column")),
    slip(20, "2023-13", "两个村采用管网入地形式，6个村", Text("mixed-numerals")),
    slip(21, "2024-02", "长治长清", No("是否笔误要问撰稿人")),
    slip(22, "2024-02", "谁种植、谁承保、谁受益", No(MEANING)),
    slip(23, "2024-02", "养老金，同时，组织", No("两种用法都有人用")),
    slip(24, "2023-13", "（医保局）", Draft("variant-credit")),
    slip(25, "2023-41", "融媒体中心践行", No("本县各中心有不带“县”字的，名录里也这样写")),
    slip(26, "2023-43", "我县“金融集市”", No("“我县”开头的标题由哪个单位署名都可以")),
    slip(27, "2023-41", "用工、流转土地带动种植等", No(MEANING)),
    slip(28, "2023-43", "新乡地区内唯一一家", No("事实；程序不查区划沿革")),
];

/// Words that a checker could take for slips and that are none.
const LEGITIMATE: &[&str] =
    &["村村“两委”", "户户通", "法院院长", "唯一一家", "以企企合作", "逐一", "惠农e贷", "惠农 e 贷"];

/// The published text as paragraphs and what is found in it.
fn proofread(workspace: &Workspace, name: &str) -> (Source, Vec<Diagnostic>) {
    let path = root().join(format!("tests/raw/{name}.txt"));
    let text = std::fs::read(&path).unwrap();
    let length = text.len() as u64;
    let entry = Entry::plain(&path, text, length);
    let findings = lint::check(&Subject::new(&entry, workspace, &COVERAGE));
    (findings.source.as_ref().clone(), findings.diagnostics)
}

/// The text without white space, with the byte offset of each character in the file.
fn squeezed(source: &Source) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut offsets = vec![];
    for (at, c) in source.text().char_indices().filter(|(_, c)| !c.is_whitespace() && *c != '#') {
        text.push(c);
        offsets.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
    (text, offsets)
}

/// Where a slip stands in the file.
fn place(source: &Source, slip: &Slip) -> std::ops::Range<usize> {
    let (text, offsets) = squeezed(source);
    let start = text.find(slip.text).unwrap_or_else(|| panic!("{}: {}", slip.issue, slip.text));
    let last = offsets[start + slip.text.len() - 1];
    offsets[start]..last + 1
}

#[test]
fn each_known_slip_is_reported_at_its_place_or_there_is_a_reason_why_not() {
    let workspace = workspace();
    for slip in FOUND {
        let (source, found) = proofread(&workspace, slip.issue);
        let place = place(&source, slip);
        let here: Vec<&str> = found
            .iter()
            .filter(|d| d.span.start < place.end && place.start < d.span.end.max(d.span.start + 1))
            .filter(|d| d.code != "stray-space")
            .map(|d| d.code)
            .collect();
        let expected = match slip.verdict {
            Text(code) => vec![code],
            Draft(_) => vec![],
            No(why) => {
                assert!(!why.is_empty());
                vec![]
            }
            Open => continue,
        };
        assert_eq!(here, expected, "{}: {}", slip.number, slip.text);
    }
}

/// What needs the parts of a draft is reported there: the slip put back into the corrected draft.
#[test]
fn slips_of_names_and_lists_are_reported_in_a_draft() {
    let workspace = workspace();
    for slip in FOUND {
        let Draft(code) = slip.verdict else { continue };
        let name = format!("drafts/{}.toml", slip.issue);
        let text = std::fs::read_to_string(root().join(&name)).unwrap();
        let bare = slip.text.trim_matches(['（', '）', '【', '】']);
        let text = match code {
            "unknown-unit" => {
                text.replace("[\"政务服务和大数据管理局\"]", &format!("[\"{bare}\"]"))
            }
            "distribution-drift" => {
                let list = workspace.config.distribution.replace("县人大正副主任", bare);
                text.replacen("\n\n", &format!("\ndistribution = \"{list}\"\n\n"), 1)
            }
            _ => text,
        };
        assert!(text.contains(bare), "{name}: {bare}");
        let length = text.len() as u64;
        let entry = Entry::read(name.as_ref(), text.into_bytes(), length);
        let subject = Subject::new(&entry, &workspace, &COVERAGE);
        let found = lint::check(&subject);
        let hit = found.diagnostics.iter().find(|d| d.code == code);
        let hit = hit.unwrap_or_else(|| panic!("{}: {bare}: {:?}", slip.number, found.diagnostics));
        let line = found.source.line_span(found.source.position(hit.span.start).line);
        assert!(found.source.slice(line).contains(bare), "{}: {bare}", slip.number);
    }
}

/// Above a hint nothing is said of the published texts but their known slips, and of what could be
/// taken for a slip nothing at all.
#[test]
fn nothing_else_is_reported_of_the_published_texts() {
    let workspace = workspace();
    for issue in ISSUES {
        let (source, found) = proofread(&workspace, issue);
        let known: Vec<_> = FOUND
            .iter()
            .filter(|slip| slip.issue == issue)
            .map(|slip| place(&source, slip))
            .collect();
        for d in &found {
            let told = format!("{issue}: {} {} “{}”", d.code, d.message, source.slice(d.span));
            let is_known =
                known.iter().any(|place| d.span.start < place.end && place.start < d.span.end);
            assert!(is_known || d.level == Level::Hint, "{told}");
            assert!(is_known || ["stray-space"].contains(&d.code), "{told}");
            for word in LEGITIMATE {
                for (at, _) in source.text().match_indices(word) {
                    let inside = d.span.start < at + word.len() && at < d.span.end;
                    assert!(!inside || d.code == "stray-space", "{told}");
                }
            }
        }
    }
}
