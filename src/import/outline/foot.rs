//! The end of an issue: whom it goes to, who signed it.

use super::labels::{Label, Part, copies, labels, take};
use super::lines::{Line, Other};
use super::style::is_column;
use super::{Expected, Outline, Reference, masthead, told};
use crate::bulletin::words;
use crate::config::distribution::difference;
use crate::import::document::{BOX, Edge, Told, plain};
use crate::zh::space::squeezed;

/// The index of the first line of the foot; the number of lines when there is none.
pub(super) fn begins_at(lines: &[Line]) -> usize {
    if let Some(at) = told::start_of_foot(lines) {
        return at;
    }
    let after_columns = lines.iter().rposition(is_column).map_or(0, |at| at + 1);
    let heads = |line: &Line| {
        let found = labels(&plain(&line.text));
        let text = line.squeezed();
        let subject = text.starts_with("主题词：") || text.starts_with("主题词:");
        found.first().is_some_and(|label| label.start == 0) || is_printed(&text) || subject
    };
    (after_columns..lines.len())
        .find(|at| {
            let rest = &lines[*at..];
            // 发：… in a list of an article is no foot: little may follow, and nothing long.
            heads(&rest[0])
                && rest.iter().filter(|line| line.text.len() > 300).count() == 0
                && !rest.iter().any(|line| matches!(line.other, Some(Other::Table(_))))
                && rest.iter().filter(|line| heads(line)).count() * 3 >= rest.len()
        })
        .unwrap_or(lines.len())
}

/// Lines of the foot that stand in boxes of an old document, of which nobody knows where they are.
pub(super) fn in_boxes(edges: &mut Vec<Edge>) -> Vec<Line> {
    let heads = |edge: &Edge| {
        let text = plain(&edge.paragraph.text);
        edge.what == BOX
            && (is_printed(&squeezed(&text))
                || labels(&text).first().is_some_and(|label| label.start == 0))
    };
    let (foot, rest) = std::mem::take(edges).into_iter().partition::<Vec<Edge>, _>(heads);
    *edges = rest;
    foot.into_iter().map(|edge| edge.paragraph.into()).collect()
}

const REVIEWER: &str = words::ROLES[1];

/// Reads the foot.
pub(super) fn read(
    lines: &[Line],
    outline: &mut Outline,
    expected: Expected,
    reference: Reference<'_>,
) {
    let mut last: Option<Part> = None;
    let reviewed = lines
        .iter()
        .any(|line| labels(&plain(&line.text)).iter().any(|label| label.text.contains(REVIEWER)));
    for line in lines {
        match &line.other {
            Some(Other::Absent(what)) => outline.ledger.left(what.clone(), ""),
            Some(Other::Picture(_)) => outline.ledger.left("版记里的图片", ""),
            Some(Other::Table(_)) | None => {}
        }
        let text = plain(&line.text);
        let mut found = labels(&text);
        for label in &mut found {
            // 核稿 is the reviewer's only where nobody else is.
            let checked = label.part == Part::Signature(1) && !label.text.contains(REVIEWER);
            if reviewed && checked {
                label.part = Part::Other;
            }
        }
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

/// （共印50份）, 2023年9月22日印发.
fn is_printed(text: &str) -> bool {
    let text = text.trim_matches(['（', '）', '(', ')']);
    let copies = (text.starts_with("共印") || text.starts_with("印")) && text.ends_with('份');
    copies || (text.ends_with("印发") && text.chars().count() <= 30)
}

fn ends(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.ends_with('。'))
}
