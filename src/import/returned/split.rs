//! What stands at an item's place, taken apart: headline, paragraphs, units.

use super::{Item, bare};
use crate::bulletin::compare::are_alike;
use crate::bulletin::compare::words::{Stretch, stretches};
use crate::bulletin::identity::{ItemContent, Part, PartKind};
use crate::bulletin::words;
use crate::draft::ItemNumber;
use crate::zh::space::squeezed;

/// What stands between an item's bookmark and the next.
#[derive(Default)]
pub(super) struct Segment {
    pub(super) lines: Vec<String>,
    pub(super) tables: Vec<Vec<Vec<String>>>,
    pub(super) pictures: usize,
    /// Of each table and picture, how many lines stand before it.
    pub(super) insets: Vec<usize>,
    /// The same of tables alone.
    pub(super) tables_at: Vec<usize>,
}

impl Segment {
    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.tables.is_empty()
    }
}

/// Where the lines of an item's place were parted.
#[derive(Debug, Default)]
pub(super) struct Seams {
    /// The lines as they stood there.
    pub(super) lines: Vec<String>,
    /// The line and the byte of it behind the headline.
    pub(super) headline: (usize, usize),
    /// The line and the byte at which the units begin.
    pub(super) credits: Option<(usize, usize)>,
}

/// Headline, paragraphs and units of what stands at an item's place; `above`: lines that somebody has
/// typed over the headline.
pub(super) fn item(
    at: ItemNumber,
    segment: Segment,
    was: &ItemContent,
    titles: bool,
) -> (Item, Seams, Vec<String>) {
    let Segment { mut lines, tables, pictures, mut insets, mut tables_at } = segment;
    let mut seams = Seams { lines: lines.clone(), ..Seams::default() };
    let mut headline = String::new();
    let opening = opening(&lines, was, titles);
    // Paragraphs of its own that stand before it now are no lines above it.
    let front: Vec<String> = lines.drain(..opening.unwrap_or_default()).collect();
    let (own, above): (Vec<String>, Vec<String>) =
        front.into_iter().partition(|line| is_own(line, was));
    let at_headline = own.len();
    lines.splice(0..0, own);
    seams.headline = (above.len(), 0);
    let last_line = lines.len().saturating_sub(1);
    // How much of the last line has been taken off its front.
    let mut taken = 0;
    let mut without = above.len();
    if !was.headline.is_empty() && opening.is_some() {
        if titles {
            headline = lines.remove(at_headline);
            without += 1;
            seams.headline = (without + at_headline, 0);
        } else {
            let (first, rest) = run_in(&lines[at_headline], was);
            let end = lines[at_headline].len() - rest.len();
            seams.headline = (above.len() + at_headline, end);
            taken = if last_line == at_headline { end } else { 0 };
            lines[at_headline] = rest;
            headline = first;
        }
    }
    let all = insets.iter_mut().chain(&mut tables_at);
    all.for_each(|before| *before = before.saturating_sub(without));
    let mut credits = vec![];
    if !was.credits.is_empty()
        && let Some(last) = lines.last_mut()
        && let Some((rest, units)) = credit(last, &was.credits)
    {
        seams.credits = Some((above.len() + last_line, taken + rest.len()));
        *last = rest;
        credits = units;
    } else if !was.credits.is_empty() {
        // Something was put behind them.
        let units = words::credit(&was.credits);
        let ends = |line: &String| squeezed(line).ends_with(&squeezed(&units));
        if let Some(at) = lines.iter().rposition(ends)
            && let Some((rest, units)) = credit(&lines[at], &was.credits)
        {
            lines[at] = rest;
            credits = units;
        }
    }
    let is_line = |line: &&String| !line.trim().is_empty();
    for before in insets.iter_mut().chain(&mut tables_at) {
        *before = lines.iter().take(*before).filter(is_line).count();
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.iter_mut().for_each(|line| *line = line.trim().to_owned());
    let pictures = Some(pictures);
    let item = Item {
        was: Some(at),
        headline,
        lines,
        tables,
        pictures,
        insets,
        tables_at,
        credits,
        ..Item::default()
    };
    (item, seams, above)
}

/// The line that an item opens with, its headline; `None` where that is gone.
fn opening(lines: &[String], was: &ItemContent, titles: bool) -> Option<usize> {
    lines.first()?;
    if was.headline.is_empty() {
        return Some(0);
    }
    let first = was.body.first().map(|part| bare(&part.text)).unwrap_or_default();
    let printed = format!("{}{}{first}", was.headline, words::AFTER_HEADLINE);
    let is_opening = |line: &String| match titles {
        true => squeezed(line) == squeezed(&was.headline),
        false => squeezed(line).starts_with(&squeezed(&was.headline)),
    };
    let is_like = |line: &String| match titles {
        true => are_alike(&was.headline, line),
        false => are_alike(&printed, line),
    };
    let is_like = |line: &String| is_like(line) && !is_own(line, was);
    let found = lines.iter().position(is_opening).or_else(|| lines.iter().position(is_like));
    // Where headlines run into the text, the text tells that they are gone.
    found.or_else(|| (!titles || !is_own(&lines[0], was)).then_some(0))
}

/// Whether a line is a paragraph or caption of the item as it was sent out.
fn is_own(line: &str, was: &ItemContent) -> bool {
    // The last one has the units behind it.
    let without = credit(line, &was.credits).map(|(rest, _)| rest);
    let line = without.as_deref().unwrap_or(line);
    was.body.iter().any(|part| match part.kind {
        PartKind::Table => squeezed(&part.table().caption) == squeezed(line),
        PartKind::Paragraph | PartKind::Subhead | PartKind::Figure => {
            squeezed(&bare(&part.text)) == squeezed(line)
        }
    })
}

/// A new item of one paragraph, as those of ours are: headline, text, units in brackets.
pub fn whole(text: &str) -> Option<(String, String, Vec<String>)> {
    let (headline, rest) = text.split_once(words::AFTER_HEADLINE)?;
    let (body, units) = credit(rest, &[])?;
    let (headline, body) = (headline.trim(), body.trim());
    let is_item = !headline.is_empty() && !headline.ends_with('。') && !body.is_empty();
    is_item.then(|| (headline.to_owned(), body.to_owned(), units))
}

/// The headline that a paragraph opens with, and the rest.
fn run_in(line: &str, was: &ItemContent) -> (String, String) {
    if let Some((headline, rest)) = line.split_once(words::AFTER_HEADLINE) {
        return (headline.trim().to_owned(), rest.to_owned());
    }
    if let Some(rest) = line.strip_prefix(was.headline.as_str()) {
        return (was.headline.clone(), rest.to_owned());
    }
    // It is gone, with the paragraph that it opened.
    let is_other = |part: &Part| match part.kind {
        PartKind::Table => part.table().caption == line,
        PartKind::Paragraph | PartKind::Subhead | PartKind::Figure => bare(&part.text) == line,
    };
    if was.body.iter().skip(1).any(is_other) || line == words::credit(&was.credits) {
        return (String::new(), line.to_owned());
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
