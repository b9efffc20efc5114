//! The head of an issue: name, number, publisher, date, and what else stands above the first item.

use super::lines::{Line, Other};
use super::style::is_column;
use super::{Outline, Reference, contents, labels, told};
use crate::bulletin::words;
use crate::draft::Kind;
use crate::import::document::{BOX, Edge, plain};
use crate::zh::moment::whole_day;
use crate::zh::number::is_one_to_ten;
use crate::zh::numeral::number;
use crate::zh::person;
use crate::zh::space::squeezed;

/// A masthead has no longer lines.
const LONGEST: usize = 60;
/// Nor more of them.
const MOST_LINES: usize = 16;

const NAME_ENDINGS: &[&str] = &[
    "快报", "简报", "信息", "动态", "专报", "要情", "参阅", "通报", "简讯", "通讯", "政务", "情况",
    "晨讯", "专刊", "月报", "周报", "摘报", "内参", "要讯",
];
const PUBLISHER_ENDINGS: &[&str] = &[
    "办公室",
    "人民政府",
    "委员会",
    "政府办",
    "县委办",
    "领导小组",
    "指挥部",
    "局",
    "中心",
    "编",
    "编印",
    "主办",
];
const REMARKS: &[&str] = &[
    "内部资料",
    "内部参阅",
    "内部文件",
    "注意保存",
    "秘密",
    "机密",
    "绝密",
    "编号",
    "增刊",
    "专刊",
    "特刊",
];

/// Reads the head; the number of lines that belong to it.
pub(super) fn read(lines: &[Line], outline: &mut Outline, reference: Reference<'_>) -> usize {
    let end = end(lines, reference);
    for line in &lines[..end] {
        if let Some(Other::Absent(what)) = &line.other {
            outline.guesses.push(format!("原件报头有{what}，没有导入"));
            outline.ledger.left(what.clone(), "");
            continue;
        }
        let mut rest = plain(&line.text);
        take_number(&mut rest, outline);
        if outline.date.is_none() && is_dated(&rest) {
            take_date(&mut rest, outline);
        }
        for known in [&reference.config.name, &reference.config.publisher] {
            take_known(&mut rest, known.trim(), outline);
        }
        // 青河县人民政府办公室编.
        if ["编", "编印", "编发", "主办"].contains(&squeezed(&rest).as_str()) {
            outline.frame.push(squeezed(&rest));
            rest.clear();
        }
        take_signatures(&mut rest, outline);
        if let Some(kind) = ["增刊", "（增刊）", "(增刊)"].iter().find(|k| squeezed(&rest) == **k)
        {
            outline.kind = Kind::Supplement;
            outline.frame.push(kind.to_string());
            rest.clear();
        }
        let rest = rest.trim_matches(|c: char| c.is_whitespace());
        let marks: String = squeezed(rest);
        if marks.chars().all(|c| "（）()·—-★☆|｜".contains(c)) {
            outline.frame.push(marks.clone());
        } else if squeezed(rest) == line.squeezed() {
            outline.unplaced_text(rest, &format!("{}，报头", line.place));
        } else {
            outline.unplaced_text(rest, &format!("{}，报头中的一部分", line.place));
        }
    }
    end
}

/// The first line that is no part of the head.
fn end(lines: &[Line], reference: Reference<'_>) -> usize {
    if let Some(end) = told::end_of_masthead(lines) {
        return end;
    }
    let mut end = 0;
    let mut absent = 0;
    let mut told = false;
    for (at, line) in lines.iter().enumerate().take(MOST_LINES) {
        let text = line.squeezed();
        // What cannot be had above the name is a rule or an emblem.
        if end == at && matches!(line.other, Some(Other::Absent(_))) && at < 3 {
            end = at + 1;
            absent = at + 1;
            continue;
        }
        if line.other.is_some() || is_column(line) || text.chars().count() > LONGEST {
            break;
        }
        if contents::is_head(&text) {
            break;
        }
        if ["编者按", "按语", "【编者按", "按：", words::CORRECTION]
            .iter()
            .any(|start| text.starts_with(start))
        {
            break;
        }
        let mut probe = Outline::default();
        let mut rest = plain(&line.text);
        if is_sentence(&rest) && find_number(&rest).is_none() && labels::labels(&rest).is_empty() {
            break;
        }
        take_number(&mut rest, &mut probe);
        if is_dated(&rest) {
            take_date(&mut rest, &mut probe);
        }
        let config = reference.config;
        let is_name = text == squeezed(&config.name)
            || text == squeezed(&config.publisher)
            // The name of another periodical stands first, before its number.
            || (!told && text.chars().count() <= 20 && ends(&text, NAME_ENDINGS) && numbered(lines, at))
            // 督查通报, with 〔2024〕5号 and a day under it instead of a number.
            || (at == absent && text.chars().count() <= 12 && ends(&text, NAME_ENDINGS) && dated(lines));
        let is_publisher = told && text.chars().count() <= 30 && ends(&text, PUBLISHER_ENDINGS);
        let is_remark =
            REMARKS.iter().any(|remark| text.contains(remark)) && text.chars().count() <= 20;
        let is_number = !probe.frame.is_empty() || is_document_number(&text);
        told |= is_number;
        if is_name || is_publisher || is_remark || is_number {
            end = at + 1;
        } else if at > end + 1 {
            break;
        }
    }
    // A line between two of the head's belongs to it as well; one behind the last does not.
    if end == absent { 0 } else { end }
}

/// Whether the number of the issue stands in one of the next lines.
fn numbered(lines: &[Line], at: usize) -> bool {
    lines[at..].iter().take(6).any(|line| find_number(&plain(&line.text)).is_some())
}

/// Whether one of the next lines is a day, or a number such as 〔2024〕5号.
fn dated(lines: &[Line]) -> bool {
    lines.iter().skip(1).take(4).any(|line| {
        let text = plain(&line.text);
        is_document_number(&line.squeezed())
            || is_dated(&text) && !is_sentence(&text) && text.chars().count() <= 40
    })
}

/// 青政办〔2024〕5号.
fn is_document_number(text: &str) -> bool {
    let open = text.find(['〔', '[', '（', '［']);
    let year = open.map(|at| text[at..].chars().skip(1).take(4).collect::<String>());
    text.ends_with('号')
        && text.chars().count() <= 24
        && year.is_some_and(|year| {
            year.chars().count() == 4 && year.chars().all(|c| c.is_ascii_digit())
        })
}

/// Running text, in which a day is no issue's: 2024年6月3日，青河县召开……
fn is_sentence(text: &str) -> bool {
    text.contains(['，', '。', '；', '！', '？'])
}

/// Whether the day in a line is the line's own, not a clause's: 自2024年6月1日入汛以来.
pub(super) fn is_dated(text: &str) -> bool {
    whole_day(text).is_some_and(|(range, _)| {
        let behind = squeezed(&text[range.end..]);
        let before = squeezed(&text[..range.start]);
        let clause = ["自", "从", "截至", "截止", "至", "于", "在", "到"];
        let ends = ["", "印发", "编印", "印", "出版", "编", "）", ")", "。"].contains(&&*behind)
            || behind.starts_with(['第', '（', '(', '总', '签', '审', '星', '印'])
            || REMARKS.iter().any(|remark| behind.starts_with(remark))
            || behind.chars().count() <= 30 && ends(&behind, PUBLISHER_ENDINGS);
        ends && !clause.iter().any(|word| before.ends_with(word)) && !is_sentence(text)
    })
}

/// Lines above the first item of a submission that are the head of its unit's own bulletin; how many.
pub(super) fn of_submission(lines: &[Line], reference: Reference<'_>) -> usize {
    let end = end(lines, reference);
    let numbered = lines[..end].iter().any(|line| {
        find_number(&plain(&line.text)).is_some() && line.squeezed().chars().count() <= 40
    });
    if numbered { end } else { 0 }
}

/// Facts that only a header or footer gives: the number and day of the issue.
pub(super) fn read_edges(edges: &mut Vec<Edge>, outline: &mut Outline, reference: Reference<'_>) {
    edges.retain(|edge| {
        if outline.number.is_some() && outline.date.is_some() {
            return true;
        }
        let mut rest = plain(&edge.paragraph.text);
        let mut probe = Outline {
            number: outline.number,
            date: outline.date,
            total: outline.total,
            ..Outline::default()
        };
        take_number(&mut rest, &mut probe);
        if probe.date.is_none() && is_dated(&rest) {
            take_date(&mut rest, &mut probe);
        }
        if probe.frame.is_empty() {
            return true;
        }
        (outline.number, outline.date, outline.total) = (probe.number, probe.date, probe.total);
        for known in [&reference.config.name, &reference.config.publisher] {
            take_known(&mut rest, known.trim(), &mut probe);
        }
        // What else stands there is said, as that of any header.
        let taken: String = probe.frame.concat();
        let rest = rest.trim();
        let marks = if rest.contains(char::is_alphanumeric) { "" } else { rest };
        outline.ledger.add(format!("{}里的期号、日期", edge.what), (taken + marks).chars());
        if marks.is_empty() && !rest.is_empty() {
            outline.ledger.left(edge.what, rest);
        }
        false
    });
}

/// What of a header or footer is not taken over: page numbers and paths are nobody's text.
pub(super) fn leave_edge(edge: &Edge, outline: &mut Outline) {
    let text = plain(&edge.paragraph.text);
    let squeezed = squeezed(&text);
    let folio: String = squeezed
        .to_ascii_lowercase()
        .replace("page", "")
        .replace("of", "")
        .chars()
        .filter(|c| {
            !c.is_ascii_digit() && !is_one_to_ten(*c) && !"—–-－~·.第页共/|｜,，".contains(*c)
        })
        .collect();
    if folio.is_empty() {
        outline.ledger.add("页码", text.chars());
    } else if is_path(&squeezed) {
        outline.ledger.left(format!("{}里的文件路径、网址", edge.what), &text);
    } else if edge.what == BOX {
        outline.unplaced_text(&text, BOX);
    } else {
        outline.ledger.left(edge.what, &text);
    }
}

/// C:\\…, file:///…, http://…
fn is_path(text: &str) -> bool {
    let drive = text.as_bytes().get(1) == Some(&b':') && text.contains(['\\', '/']);
    drive || ["file:", "http:", "https:", "\\\\"].iter().any(|start| text.starts_with(start))
}

fn ends(text: &str, endings: &[&str]) -> bool {
    let text = text.trim_end_matches(['）', ')']);
    endings.iter().any(|ending| text.ends_with(ending))
}

/// Takes 第43期, （总第345期）, 增刊第3期 out of a line.
fn take_number(rest: &mut String, outline: &mut Outline) {
    while let Some((start, end, which, value)) = find_number(rest) {
        let token: String = rest[start..end].to_owned();
        match which {
            Which::Total if outline.total.is_none() => outline.total = Some(value),
            Which::Own if outline.number.is_none() => outline.number = Some(value),
            _ => return,
        }
        if token.contains("增刊") {
            outline.kind = Kind::Supplement;
        }
        outline.frame.push(token);
        rest.replace_range(start..end, " ");
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Which {
    Own,
    Total,
}

/// The first number of an issue in a line: where, which, what.
fn find_number(line: &str) -> Option<(usize, usize, Which, i64)> {
    for (end, _) in line.match_indices('期') {
        let Some(start) = line[..end].rfind('第') else { continue };
        let inside = &line[start + '第'.len_utf8()..end];
        let Some(value) = number(inside).filter(|value| *value > 0) else { continue };
        let before = line[..start].trim_end();
        let end = end + '期'.len_utf8();
        if let Some(head) = before.strip_suffix('总') {
            return Some((head.len(), end, Which::Total, value));
        }
        let head = before.strip_suffix("增刊").unwrap_or(before);
        // 2023年第12期: the year belongs to the number.
        let year = head.trim_end().strip_suffix('年').map(str::trim_end);
        let year = year.map(|y| y.trim_end_matches(|c: char| number(&c.to_string()).is_some()));
        let dated = year.filter(|y| head.trim_end().len() - y.len() > '年'.len_utf8());
        let start = dated.map_or(if head == before { start } else { head.len() }, str::len);
        return Some((start, end, Which::Own, value));
    }
    None
}

/// Takes the day of the issue out of a line.
pub(super) fn take_date(rest: &mut String, outline: &mut Outline) {
    if outline.date.is_some() {
        return;
    }
    if let Some((range, date)) = whole_day(rest) {
        outline.date = Some(date);
        outline.frame.push(rest[range.clone()].to_owned());
        rest.replace_range(range, " ");
    }
}

/// Takes out what `bulletin.toml` says as well, spaced out or not.
fn take_known(rest: &mut String, known: &str, outline: &mut Outline) {
    let known = squeezed(known);
    if known.is_empty() {
        return;
    }
    let places: Vec<(usize, char)> =
        rest.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let text: String = places.iter().map(|(_, c)| *c).collect();
    let Some(at) = text.find(&known) else { return };
    let first = text[..at].chars().count();
    let last = first + known.chars().count() - 1;
    let (start, end) = (places[first].0, places[last].0 + places[last].1.len_utf8());
    outline.frame.push(known);
    rest.replace_range(start..end, " ");
}

/// Signatures at the right of the head: 签发：张三.
fn take_signatures(rest: &mut String, outline: &mut Outline) {
    // From the last, so that what is taken moves nothing that is still to come.
    for label in labels::labels(rest).into_iter().rev().filter(|label| label.is_signature()) {
        let behind = rest[label.end..].trim_start();
        let name = &behind[..person::leading(behind, char::is_whitespace)];
        let end = rest.len() - behind.len() + name.len();
        if !name.is_empty() && labels::take(&label, name, outline) {
            rest.replace_range(label.start..end, " ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn numbers_and_dates_are_found_wherever_they_stand() {
        let mut outline = Outline::default();
        let mut line = "第 49 期 某某县人民政府办公室　2023年 9 月22 日".to_owned();
        take_number(&mut line, &mut outline);
        take_date(&mut line, &mut outline);
        assert_eq!(line.trim(), "某某县人民政府办公室");
        assert_eq!(
            (outline.number, outline.date),
            (Some(49), NaiveDate::from_ymd_opt(2023, 9, 22))
        );
        let mut outline = Outline::default();
        let mut line = "2023年第十二期（总第345期）二〇二三年十一月三日".to_owned();
        take_number(&mut line, &mut outline);
        take_date(&mut line, &mut outline);
        assert_eq!(squeezed(&line), "（）");
        assert_eq!((outline.number, outline.total), (Some(12), Some(345)));
        assert_eq!(outline.date, NaiveDate::from_ymd_opt(2023, 11, 3));
        let mut outline = Outline::default();
        let mut line = "增刊第3期".to_owned();
        take_number(&mut line, &mut outline);
        assert_eq!((outline.kind, outline.number, line.trim()), (Kind::Supplement, Some(3), ""));
        assert!(find_number("举办第三期培训班").is_some_and(|found| found.3 == 3));
    }
}
