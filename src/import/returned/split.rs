//! What stands at an item's place, taken apart: headline, paragraphs, units.

use super::{Item, Segment, bare};
use crate::bulletin::compare::words::{Stretch, stretches};
use crate::bulletin::identity::ItemContent;
use crate::bulletin::words;
use crate::draft::ItemNumber;

/// Headline, paragraphs and units of what stands at an item's place.
pub(super) fn item(at: ItemNumber, segment: Segment, was: &ItemContent, titles: bool) -> Item {
    let Segment { mut lines, tables } = segment;
    let mut headline = String::new();
    if !was.headline.is_empty() && !lines.is_empty() {
        if titles {
            headline = lines.remove(0);
        } else {
            let (first, rest) = run_in(&lines[0], was);
            lines[0] = rest;
            headline = first;
        }
    }
    let mut credits = vec![];
    if !was.credits.is_empty()
        && let Some(last) = lines.last_mut()
        && let Some((rest, units)) = credit(last, &was.credits)
    {
        *last = rest;
        credits = units;
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.iter_mut().for_each(|line| *line = line.trim().to_owned());
    Item { was: Some(at), column: String::new(), headline, lines, tables, credits }
}

/// The headline that a paragraph opens with, and the rest.
fn run_in(line: &str, was: &ItemContent) -> (String, String) {
    if let Some((headline, rest)) = line.split_once(words::AFTER_HEADLINE) {
        return (headline.trim().to_owned(), rest.to_owned());
    }
    if let Some(rest) = line.strip_prefix(was.headline.as_str()) {
        return (was.headline.clone(), rest.to_owned());
    }
    // The space behind it is gone: it ends where it ended before, as far as words go with it.
    let first = was.body.first().map(|part| bare(&part.text)).unwrap_or_default();
    let before = format!("{}{first}", was.headline);
    let end = was.headline.len();
    let (mut old_at, mut new_at) = (0, 0);
    for stretch in stretches(&before, line) {
        match stretch {
            Stretch::Same { text } | Stretch::Look { text, .. } => {
                if old_at + text.len() >= end {
                    new_at += end - old_at;
                    break;
                }
                old_at += text.len();
                new_at += text.len();
            }
            Stretch::Changed { old, new } => {
                old_at += old.len();
                new_at += new.len();
                if old_at >= end {
                    break;
                }
            }
        }
    }
    let (headline, rest) = line.split_at_checked(new_at).unwrap_or((line, ""));
    (headline.trim().to_owned(), rest.to_owned())
}

/// The units in brackets at the end of a paragraph, and what stands before.
fn credit(line: &str, was: &[String]) -> Option<(String, Vec<String>)> {
    let inside = line.trim_end().strip_suffix(['）', ')'])?;
    let open = inside.rfind(['（', '('])?;
    let mark = inside[open..].chars().next().map_or(0, char::len_utf8);
    // Whoever adds a unit by hand writes what stands between units elsewhere.
    let is_between = |c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',');
    let units = inside[open + mark..].split(is_between).filter(|unit| !unit.is_empty());
    let units: Vec<String> = units.map(str::to_owned).collect();
    let is_unit = |unit: &String| {
        was.contains(unit) || (unit.chars().count() <= 16 && !unit.contains(['，', '。', '；']))
    };
    let is_credit = !units.is_empty() && units.iter().all(is_unit);
    is_credit.then(|| (inside[..open].to_owned(), units))
}
