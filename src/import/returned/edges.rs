//! What masthead and end block of a proof that came back say: number, day, lists, who signs.

use std::ops::Range;

use super::Spot;
use crate::bulletin::compare::are_alike;
use crate::bulletin::identity::Content;
use crate::bulletin::words;
use crate::draft::Role;
use crate::zh::moment::whole_day;
use crate::zh::space::squeezed;

/// A line of masthead or end block that is not as it was sent out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// As a content calls it: 期号, 日期, 本期发; or a role.
    pub name: &'static str,
    pub old: String,
    pub new: String,
}

/// A part of such a line, and where in it that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) name: &'static str,
    pub(super) text: String,
    start: usize,
}

const NAME: &str = "刊名";
const NUMBER: &str = "期号";
const TOTAL: &str = "总期号";
const PUBLISHER: &str = "编发单位";
const DATE: &str = "日期";
const COPIES: &str = "印数";

/// What was sent out as a line of this name.
pub(super) fn sent_as(sent: &Content, signed: &[String; 3], name: &str) -> String {
    if let Some(role) = words::ROLES.iter().position(|role| *role == name) {
        return signed[role].clone();
    }
    let line = sent.lines.iter().find(|line| line.name == name);
    line.map(|line| line.text.clone()).unwrap_or_default()
}

/// The parts of a line, when it is one of these; `above`: it stands before all columns and items.
pub(super) fn read(text: &str, above: bool, sent: &Content) -> Option<Vec<Said>> {
    let found = if above { masthead(text, sent) } else { end_block(text) };
    found.filter(|found| !found.is_empty())
}

impl Said {
    pub(super) fn name(&self) -> &'static str {
        self.name
    }
}

/// Lines that were sent out and stand nowhere in `all`, the words of the whole file without white
/// space; `there` are those that were found otherwise.
pub(super) fn gone(there: &[&str], sent: &Content, all: &str) -> Vec<Edge> {
    const NAMES: [&str; 9] = [
        NAME,
        NUMBER,
        TOTAL,
        PUBLISHER,
        DATE,
        words::REPORT,
        words::SEND,
        words::DISTRIBUTION,
        COPIES,
    ];
    let is_there = |name: &str, text: &str| match name {
        TOTAL => all.contains(&format!("总第{text}期")),
        COPIES => all.contains(&format!("共印{text}份")),
        _ => all.contains(&squeezed(text)),
    };
    let gone = |name: &&'static str| {
        let line = sent.lines.iter().find(|line| line.name == *name)?;
        let is_gone = !there.contains(name) && !line.text.is_empty() && !is_there(name, &line.text);
        is_gone.then(|| Edge { name, old: line.text.clone(), new: String::new() })
    };
    NAMES.iter().filter_map(gone).collect()
}

/// What differs from what was sent out.
pub(super) fn changes(said: &[Said], sent: &Content, signed: &[String; 3]) -> Vec<Edge> {
    let mut found: Vec<Edge> = vec![];
    for Said { name, text, .. } in said {
        let old = sent_as(sent, signed, name);
        // Who had not signed when it was sent round is no name that was taken out.
        let is_unsigned = words::ROLES.contains(name) && text.is_empty();
        if squeezed(&old) != squeezed(text) && !is_unsigned {
            found.push(Edge { name, old, new: text.clone() });
        }
    }
    found
}

/// What a remark is about that begins at a byte of such a line.
pub(super) fn spot(text: &str, above: bool, sent: &Content, start: usize) -> Option<Spot> {
    let said = read(text, above, sent)?;
    let before = said.iter().filter(|said| said.start <= start).max_by_key(|said| said.start);
    before.or(said.first()).map(|said| Spot::Line(said.name))
}

fn masthead(text: &str, sent: &Content) -> Option<Vec<Said>> {
    let line = |name: &str| {
        let line = sent.lines.iter().find(|line| line.name == name);
        line.map(|line| line.text.as_str()).unwrap_or_default()
    };
    if let Some(said) = number(text) {
        return Some(said);
    }
    if let Some((Range { start, end }, _)) = whole_day(text) {
        let rest = format!("{}{}", &text[..start], &text[end..]);
        let (rest, publisher) = (squeezed(&rest), line(PUBLISHER));
        // A sentence of somebody's with a day in it is another thing.
        let is_publisher = rest.is_empty()
            || rest == squeezed(publisher)
            || (are_alike(publisher, &rest) && rest.chars().count() <= 30);
        if !is_publisher {
            return None;
        }
        let date = Said { name: DATE, text: text[start..end].to_owned(), start };
        let publisher = Said { name: PUBLISHER, text: rest, start: 0 };
        let publisher = (!publisher.text.is_empty()).then_some(publisher);
        return Some(publisher.into_iter().chain([date]).collect());
    }
    let is_like = |name| squeezed(line(name)) == squeezed(text) || are_alike(line(name), text);
    let name = [NAME, PUBLISHER].into_iter().find(|name| is_like(name))?;
    Some(vec![Said { name, text: text.trim().to_owned(), start: 0 }])
}

/// 第3期（总第1024期）, alone on its line.
fn number(text: &str) -> Option<Vec<Said>> {
    let whole = text.trim().trim_matches(['（', '）', '(', ')']);
    let own = whole.split(['（', '(']).next().unwrap_or_default().trim();
    let digits =
        own.trim_start_matches(words::SUPPLEMENT).strip_prefix('第')?.strip_suffix('期')?;
    if digits.is_empty() || digits.chars().count() > 8 {
        return None;
    }
    let mut said = vec![Said { name: NUMBER, text: own.to_owned(), start: 0 }];
    let start = text.find("总第");
    let total = start.and_then(|at| text[at + "总第".len()..].split('期').next());
    if let Some((start, total)) = start.zip(total) {
        said.push(Said { name: TOTAL, text: total.trim().to_owned(), start });
    } else if own.len() < whole.len() {
        return None;
    }
    Some(said)
}

fn end_block(text: &str) -> Option<Vec<Said>> {
    let trimmed = text.trim();
    let lists = [
        (words::REPORT, words::REPORT),
        (words::SEND, words::SEND),
        (words::DISTRIBUTION, words::DISTRIBUTION),
        (words::DISTRIBUTION_SHORT, words::DISTRIBUTION),
    ];
    for (label, name) in lists {
        let rest = trimmed.strip_prefix(label).and_then(|rest| rest.strip_prefix(['：', ':']));
        if let Some(list) = rest {
            return Some(vec![Said { name, text: list.trim().to_owned(), start: 0 }]);
        }
    }
    let copies = trimmed.strip_prefix("共印").and_then(|rest| rest.strip_suffix('份'));
    if let Some(copies) = copies {
        return Some(vec![Said { name: COPIES, text: copies.trim().to_owned(), start: 0 }]);
    }
    let mut labels: Vec<(usize, &'static str)> = vec![];
    for role in Role::ALL.map(Role::name) {
        labels.extend(text.find(&format!("{role}：")).map(|at| (at, role)));
    }
    labels.sort_unstable();
    if labels.first().is_none_or(|(at, _)| !text[..*at].trim().is_empty()) {
        return None;
    }
    let ends = labels.iter().skip(1).map(|label| label.0).chain([text.len()]);
    let said = labels.iter().zip(ends).map(|((at, role), end)| {
        let name = squeezed(&text[at + role.len() + '：'.len_utf8()..end]);
        Said { name: role, text: name, start: *at }
    });
    Some(said.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::identity::Line;

    fn sent() -> Content {
        let line = |name: &str, text: &str| Line { name: name.into(), text: text.into() };
        let lines = vec![
            line("刊名", "青河快报"),
            line("期号", "第3期"),
            line("总期号", "1024"),
            line("编发单位", "青河县人民政府办公室"),
            line("日期", "2024年1月19日"),
            line("本期发", "各乡镇，县直各单位。"),
        ];
        Content { lines, ..Content::default() }
    }

    fn told(text: &str, above: bool) -> Vec<(&'static str, String, String)> {
        let signed = ["李勉".to_owned(), String::new(), String::new()];
        let said = read(text, above, &sent()).unwrap_or_default();
        let changes = changes(&said, &sent(), &signed).into_iter();
        changes.map(|edge| (edge.name, edge.old, edge.new)).collect()
    }

    #[test]
    fn each_line_is_told_with_what_it_was() {
        for (text, above, name, old, new) in [
            ("第4期（总第1024期）", true, "期号", "第3期", "第4期"),
            ("（第3期（总第1025期））", true, "总期号", "1024", "1025"),
            ("青河县人民政府办公室\t2024年1月26日", true, "日期", "2024年1月19日", "2024年1月26日"),
            (
                "青河县政府办公室\t2024年1月19日",
                true,
                "编发单位",
                "青河县人民政府办公室",
                "青河县政府办公室",
            ),
            ("本期发：各乡镇。", false, "本期发", "各乡镇，县直各单位。", "各乡镇。"),
            ("发：各乡镇。", false, "本期发", "各乡镇，县直各单位。", "各乡镇。"),
            ("责任编辑：李　勉\t审核：原超俊\t签发：", false, "审核", "", "原超俊"),
            ("共印60份", false, "印数", "", "60"),
        ] {
            assert_eq!(told(text, above), [(name, old.to_owned(), new.to_owned())], "{text}");
        }
        for (text, above) in [
            ("第3期（总第1024期）", true),
            ("责任编辑：李　勉　　审核：　　　签发：", false),
            ("责任编辑：　　　审核：　　　签发：", false),
            ("请于2024年1月26日前报送材料。", true),
            ("第3期已经印发，请各单位学习。", true),
            ("报名参加。", false),
        ] {
            assert!(told(text, above).is_empty(), "{text}: {:?}", told(text, above));
        }
    }

    #[test]
    fn a_remark_is_on_the_part_that_it_begins_in() {
        let line = "责任编辑：李　勉\t审核：原超俊\t签发：";
        let at = |words: &str| spot(line, false, &sent(), line.find(words).expect("there"));
        assert_eq!(at("李"), Some(Spot::Line("责任编辑")));
        assert_eq!(at("原"), Some(Spot::Line("审核")));
        assert_eq!(spot("青河快报", true, &sent(), 3), Some(Spot::Line("刊名")));
        assert_eq!(spot("县林场来稿", false, &sent(), 0), None);
    }
}
