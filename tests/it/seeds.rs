//! The five real issues: the drafts say what was printed, to the character, except for listed
//! corrections.

use kuaibao::bulletin::{Block, Bulletin};
use kuaibao::draft::Kind;
use kuaibao::source::Level;
use kuaibao::zh::date::written;

use crate::support::{ISSUES, YANJIN, check, issue, lower, root};

/// A slip of the printed issue that the draft corrects.
pub(crate) struct Correction {
    pub(crate) issue: &'static str,
    pub(crate) printed: &'static str,
    pub(crate) corrected: &'static str,
}

const fn correction(
    issue: &'static str,
    printed: &'static str,
    corrected: &'static str,
) -> Correction {
    Correction { issue, printed, corrected }
}

pub(crate) const CORRECTIONS: &[Correction] = &[
    correction("2023-13", "政务服务和大数数据管理局", "政务服务和大数据管理局"),
    correction("2023-13", "县人大大正副主任", "县人大正副主任"),
    correction("2023-38", "管理辦法", "管理办法"),
    correction("2023-38", "李 勉", "李勉"),
    correction("2023-41", "县人大大正副主任", "县人大正副主任"),
    correction("2023-43", "县人大的正副主任", "县人大正副主任"),
    correction("2024-02", "B00", "BOO"),
    correction("2024-02", "投资项226个", "投资项目226个"),
    correction("2024-02", "县人大的正副主任", "县人大正副主任"),
];

#[test]
fn drafts_say_what_was_printed_to_the_character() {
    for name in ISSUES {
        let printed = corrected(name);
        let drafted = in_printed_order(&lower(issue(name), &YANJIN.config));
        if let Some(at) = drafted.chars().zip(printed.chars()).position(|(a, b)| a != b) {
            let near =
                |text: &str| text.chars().skip(at.saturating_sub(10)).take(30).collect::<String>();
            panic!("{name}: the draft says “{}”, printed “{}”", near(&drafted), near(&printed));
        }
        assert_eq!(drafted.chars().count(), printed.chars().count(), "{name}");
    }
}

#[test]
fn strong_runs_are_those_of_the_printed_issue() {
    let raw = raw("2023-43");
    let printed: Vec<&str> = raw.split("**").skip(1).step_by(2).collect();
    assert_eq!(printed.len(), 5);
    let bulletin = lower(issue("2023-43"), &YANJIN.config);
    let items = bulletin.columns.iter().flat_map(|column| &column.items);
    let blocks = items.flat_map(|item| &item.body);
    let strong: Vec<&str> = blocks
        .filter_map(|block| match block {
            Block::Paragraph(runs) => Some(runs),
            _ => None,
        })
        .flatten()
        .filter(|run| run.strong)
        .map(|run| run.text.as_str())
        .collect();
    assert_eq!(strong, printed);
}

#[test]
fn each_correction_is_told_in_a_comment_of_its_draft() {
    for name in ISSUES {
        let comments: Vec<&str> = issue(name)
            .source
            .text()
            .lines()
            .filter(|line| line.starts_with('#') && line.contains("原件"))
            .collect();
        let corrections: Vec<&Correction> =
            CORRECTIONS.iter().filter(|correction| correction.issue == name).collect();
        for correction in &corrections {
            let told = comments.iter().filter(|line| line.contains(correction.printed)).count();
            assert_eq!(told, 1, "{name}: {}", correction.printed);
        }
        assert_eq!(comments.len(), corrections.len(), "{name}: comments without a correction");
    }
}

/// Slips of the printed issues that the drafts keep, because only the office knows what is right:
/// issue, rule, place. Nothing else may be reported above a hint.
const KEPT: &[(&str, &str, &str)] = &[
    ("2023-13", "unround-approximation", "13余场"),
    ("2023-13", "doubtful-word", "乡镇（镇"),
    ("2023-13", "missing-area-unit", "221970平方"),
    ("2023-13", "hyphen-range", "4万-5万亩"),
    ("2023-41", "missing-money-unit", "21.4亿"),
    ("2023-43", "doubtful-word", "乡镇（镇"),
];

#[test]
fn the_five_issues_have_no_errors_and_only_the_warnings_they_were_printed_with() {
    let mut grave = vec![];
    for name in ISSUES {
        let found = check(issue(name));
        assert!(!found.has_errors(), "{name}");
        let warnings = found.diagnostics.iter().filter(|d| d.level != Level::Hint);
        grave.extend(warnings.map(|d| (name, d.code, found.source.slice(d.span).to_owned())));
    }
    let grave: Vec<_> = grave.iter().map(|(name, code, part)| (*name, *code, &**part)).collect();
    assert_eq!(grave, KEPT);
}

fn raw(name: &str) -> String {
    std::fs::read_to_string(root().join(format!("tests/raw/{name}.txt"))).unwrap()
}

/// The printed text with the listed corrections, without white space and marks of conversion.
fn corrected(name: &str) -> String {
    let correct = |mut text: String, spaced: bool| {
        let of_issue = CORRECTIONS.iter().filter(|correction| correction.issue == name);
        for correction in of_issue.filter(|c| c.printed.contains(' ') == spaced) {
            let times = text.matches(correction.printed).count();
            assert_eq!(times, 1, "{name}: “{}” in the printed issue", correction.printed);
            text = text.replace(correction.printed, correction.corrected);
        }
        text
    };
    // A slip that is a space is corrected before all spaces go.
    let text = correct(raw(name), true).replace("---", "");
    correct(text.replace(|c: char| c.is_whitespace() || c == '#' || c == '*', ""), false)
}

/// All text of a bulletin in the order of the page. It has no white space to lose: spaces beside
/// digits and Latin letters came from the conversion.
fn in_printed_order(bulletin: &Bulletin) -> String {
    assert_eq!(bulletin.kind, Kind::Regular);
    let mut text = format!(
        "{}第{}期{}{}",
        bulletin.name,
        bulletin.number,
        bulletin.publisher,
        written(bulletin.date)
    );
    for column in &bulletin.columns {
        text.push_str(&format!("【{}】", column.name));
        for item in &column.items {
            text.push_str(&item.headline);
            text.extend(item.body.iter().map(Block::text));
            text.push_str(&format!("（{}）", item.credits.concat()));
        }
    }
    let signoff = &bulletin.signoff;
    text.push_str(&format!(
        "本期发：{}责任编辑：{}审核：{}签发：{}",
        bulletin.distribution, signoff.editor, signoff.reviewer, signoff.approver
    ));
    assert!(!text.contains(char::is_whitespace), "{text}");
    text
}
