//! The end of an issue: whom it goes to, who signed it.

use super::lines::Line;
use super::style::is_column;
use super::{Expected, Outline, Reference, masthead, told};
use crate::config::distribution::difference;
use crate::import::document::{Told, plain};
use crate::zh::numeral::number;
use crate::zh::person;
use crate::zh::space::squeezed;

/// What a part of the foot is.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Distribution,
    Signature(usize),
    /// 报：, 送：: whom it goes to by `bulletin.toml`.
    Report,
    Send,
    /// 校对：, 共印……: there, and without a place in a draft.
    Other,
}

/// Labels, longest first, so that 责任编辑 is not read as 编辑.
const LABELS: &[(&str, Part)] = &[
    ("责任编辑", Part::Signature(0)),
    ("联系电话", Part::Other),
    ("投稿邮箱", Part::Other),
    ("本期发", Part::Distribution),
    ("本期送", Part::Send),
    ("本期报", Part::Report),
    ("签发人", Part::Signature(2)),
    ("审核人", Part::Signature(1)),
    ("发送", Part::Distribution),
    ("抄送", Part::Send),
    ("抄报", Part::Report),
    ("主送", Part::Other),
    ("责编", Part::Signature(0)),
    ("编辑", Part::Signature(0)),
    ("核稿", Part::Other),
    ("复核", Part::Other),
    ("审稿", Part::Other),
    ("编校", Part::Other),
    ("校对", Part::Other),
    ("审核", Part::Signature(1)),
    ("审签", Part::Other),
    ("签发", Part::Signature(2)),
    ("主编", Part::Other),
    ("邮箱", Part::Other),
    ("电话", Part::Other),
    ("印数", Part::Other),
    ("印发", Part::Other),
    ("报", Part::Report),
    ("送", Part::Send),
    ("发", Part::Distribution),
];

/// The index of the first line of the foot; the number of lines when there is none.
pub(super) fn begins_at(lines: &[Line]) -> usize {
    if let Some(at) = told::start_of_foot(lines) {
        return at;
    }
    let after_columns = lines.iter().rposition(is_column).map_or(0, |at| at + 1);
    let heads = |line: &Line| {
        let found = labels(&plain(&line.text));
        found.first().is_some_and(|label| label.start == 0) || is_printed(&line.squeezed())
    };
    (after_columns..lines.len())
        .find(|at| {
            let rest = &lines[*at..];
            // 发：… in a list of an article is no foot: little may follow, and nothing long.
            heads(&rest[0])
                && rest.iter().filter(|line| line.text.len() > 300).count() == 0
                && rest.iter().filter(|line| heads(line)).count() * 3 >= rest.len()
        })
        .unwrap_or(lines.len())
}

/// Reads the foot.
pub(super) fn read(
    lines: &[Line],
    outline: &mut Outline,
    expected: Expected,
    reference: Reference<'_>,
) {
    let mut last: Option<Part> = None;
    for line in lines {
        let text = plain(&line.text);
        let mut found = labels(&text);
        if line.told == Some(Told::List) {
            // What stands in a list that is set as one is the list's.
            found.truncate(1);
        }
        if found.is_empty() || expected == Expected::Submission {
            match last {
                Some(Part::Distribution) if !ends(outline.distribution.as_deref()) => {
                    if let Some(list) = &mut outline.distribution {
                        list.push_str(&squeezed(&text));
                    }
                }
                _ => unlabelled(line, outline, reference),
            }
            continue;
        }
        let lead = text[..found[0].start].trim();
        if !lead.is_empty() {
            outline.unplaced_text(lead, &format!("{}，版记中的一部分", line.place));
        }
        for (index, label) in found.iter().enumerate() {
            let end = found.get(index + 1).map_or(text.len(), |next| next.start);
            let value = text[label.end..end].trim();
            if take(label, value, outline) || take_standing(label, value, outline, reference) {
                if line.told == Some(Told::List) && label.part == Part::Distribution {
                    outline.distribution = Some(value.to_owned());
                }
                last = Some(label.part);
            } else {
                let whole = text[label.start..end].trim();
                outline.unplaced_text(whole, &format!("{}，版记", line.place));
                last = Some(Part::Other);
            }
        }
    }
    let standing = &reference.config.distribution;
    let usual = |list: &mut String| difference(list, standing).is_none();
    if let Some(list) = outline.distribution.take_if(usual) {
        outline.frame.push(list);
    }
}

/// Puts one part where it belongs, if it has a place that is free.
pub(super) fn take(label: &Label, value: &str, outline: &mut Outline) -> bool {
    match label.part {
        Part::Distribution if outline.distribution.is_none() && !value.is_empty() => {
            outline.distribution = Some(squeezed(value));
        }
        Part::Signature(role) if outline.signoff[role].is_none() => {
            // Behind the name something else may follow: 签发：赵某　（共印60份）.
            let end = person::leading(value, |c| c.is_whitespace() || "（(，,；;。".contains(c));
            let more = value[end..].trim_start_matches(|c: char| c.is_whitespace());
            let name = match more.trim_matches(['。', '；', ';', '，', ',']) {
                "" => &value[..end],
                _ if more.starts_with(['（', '(']) => &value[..end],
                // Two people, or a name in parts: all of it is the name's.
                _ => value.trim_end_matches(['。', '；', ';', '，']),
            };
            let rest = value[name.len()..].trim();
            outline.signoff[role] = Some(person::plain(name));
            if rest.chars().all(|c| "。；;，,".contains(c)) {
                if !rest.is_empty() {
                    outline.ledger.add("姓名后面的标点", rest.chars());
                }
            } else if let Some(count) = copies(&squeezed(rest)).filter(|_| outline.copies.is_none())
            {
                outline.copies = Some(count);
                outline.frame.push(squeezed(rest));
            } else {
                outline.unplaced_text(rest, "版记中签名的后面");
            }
        }
        _ => return false,
    }
    outline.frame.push(label.text.clone());
    true
}

/// Takes a list that `bulletin.toml` has as well: those of 报 and 送 are no draft's.
fn take_standing(
    label: &Label,
    value: &str,
    outline: &mut Outline,
    reference: Reference<'_>,
) -> bool {
    let standing = match label.part {
        Part::Report => &reference.config.report_to,
        Part::Send => &reference.config.send_to,
        _ => return false,
    };
    let same = standing.as_ref().is_some_and(|list| difference(value, list).is_none());
    if same {
        outline.frame.push(label.text.clone());
        outline.frame.push(value.to_owned());
    }
    same
}

/// A line of the foot without a label: the publisher and day of printing, or unknown.
fn unlabelled(line: &Line, outline: &mut Outline, reference: Reference<'_>) {
    let mut text = plain(&line.text);
    if outline.date.is_none() && masthead::is_dated(&text) {
        masthead::take_date(&mut text, outline);
    }
    if let Some(count) = copies(&squeezed(&text)).filter(|_| outline.copies.is_none()) {
        outline.copies = Some(count);
        outline.frame.push(squeezed(&text));
        return;
    }
    let publisher = squeezed(&reference.config.publisher);
    let rest = squeezed(&text);
    if !publisher.is_empty() && rest == publisher {
        outline.frame.push(rest);
    } else if !rest.is_empty() {
        outline.unplaced_text(&text, &format!("{}，版记", line.place));
    }
}

/// A label in a line.
pub(super) struct Label {
    part: Part,
    /// Without white space, with the colon.
    text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Label {
    pub(super) fn is_signature(&self) -> bool {
        matches!(self.part, Part::Signature(_))
    }
}

/// The labels in a line, spaced out or not, with the byte ranges of label and colon.
pub(super) fn labels(text: &str) -> Vec<Label> {
    let characters: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let mut found: Vec<Label> = vec![];
    let mut at = 0;
    while at < characters.len() {
        let here = LABELS.iter().find(|(label, _)| {
            let count = label.chars().count();
            let same = label.chars().zip(&characters[at..]).all(|(a, (_, b))| a == *b);
            same && characters.get(at + count).is_some_and(|(_, c)| "：:".contains(*c))
        });
        // A label of one character stands first or behind white space: 已发：… is running text.
        let alone = at == 0
            || text[..characters[at].0]
                .ends_with(|c: char| c.is_whitespace() || "。；".contains(c));
        match here.filter(|(label, _)| label.chars().count() > 1 || alone) {
            Some((label, part)) => {
                let colon = at + label.chars().count();
                let end = characters[colon].0 + characters[colon].1.len_utf8();
                let start = characters[at].0;
                found.push(Label { part: *part, text: squeezed(&text[start..end]), start, end });
                at = colon + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// How many copies （共印50份） says.
fn copies(text: &str) -> Option<i64> {
    let text = text.trim_matches(['（', '）', '(', ')', '。']);
    let count = text.strip_prefix("共印").or_else(|| text.strip_prefix("印"))?;
    number(count.trim_start_matches(['：', ':']).strip_suffix('份')?)
        .filter(|n| (1..=99999).contains(n))
}

/// （共印50份）, 2023年9月22日印发.
fn is_printed(text: &str) -> bool {
    let text = text.trim_matches(['（', '）', '(', ')']);
    let copies = (text.starts_with("共印") || text.starts_with("印")) && text.ends_with('份');
    copies || (text.ends_with("印发") && text.chars().count() <= 30)
}

fn ends(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.ends_with('。'))
}
