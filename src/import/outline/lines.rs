//! The paragraphs of a file in order, as the rest of the outline sees them: lines cut by the end
//! of the page width joined again, tables that are mere layout taken apart.

use super::chat::{self, Said};
use super::joint::{join, may_join};
pub(super) use super::line::{Line, Other};
use super::page::{without_folios, without_furniture};
use super::sentence::ends_sentence;
use super::talk::UNCOPIED;
use super::{Expected, Outline, Reference};
use super::{form, furniture};
use crate::import::document::{Block, Document, Glyph, Paragraph, Table, plain, trim};
use crate::zh::character::{halves, is_han};
use crate::zh::space;

/// Fewer lines show no habit.
const FEWEST_LINES: usize = 6;
/// A line cut by the page's width holds this many half-widths, at least and at most.
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=120;
/// A line that ends this many half-widths short is still full: a mark may not begin the next one.
const SLACK: usize = 5;

/// The lines of a document.
pub(super) fn of(
    document: &Document,
    outline: &mut Outline,
    expected: Expected,
    reference: Reference<'_>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![];
    let thing = |place: &str, other: Other| Line {
        place: place.to_owned(),
        other: Some(other),
        ..Line::default()
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.clone().into()),
            Block::Table(table) if is_furniture(table) => {
                for paragraph in table.rows.iter().flatten().flatten() {
                    let text = plain(&paragraph.text);
                    outline.ledger.left(furniture::of(&text).unwrap_or(furniture::NEXT), &text);
                }
            }
            Block::Table(table) if expected == Expected::Submission && !table.told => {
                match form::of(table, outline).or_else(|| form::about(table, outline)) {
                    Some(form) => {
                        // Its own name is no headline.
                        if let Some(name) = lines.pop_if(|line| form::is_name(line)) {
                            outline.ledger.left("来稿登记表的表名", &name.plain());
                        }
                        lines.extend(form);
                    }
                    None if is_layout(table) => lines.extend(layout(table)),
                    None => lines.push(thing(&table.place, Other::Table(table.clone()))),
                }
            }
            Block::Table(table) if is_layout(table) => lines.extend(layout(table)),
            Block::Table(table) => lines.push(thing(&table.place, Other::Table(table.clone()))),
            Block::Picture(index) => lines.push(thing("图片", Other::Picture(*index))),
            Block::Absent(what) => lines.push(thing("图片", Other::Absent(what.clone()))),
        }
    }
    lines.retain(|line| line.other.is_some() || !line.text.is_empty());
    if lines.iter().any(|line| line.told.is_some()) {
        return lines;
    }
    // Where nearly all is bold, bold says nothing.
    let all = || lines.iter().flat_map(|line| &line.text);
    if all().filter(|glyph| glyph.strong).count() * 5 > all().count() * 4 && all().count() > 60 {
        lines.iter_mut().flat_map(|line| &mut line.text).for_each(|glyph| glyph.strong = false);
    }
    lines = without_folios(without_furniture(lines, outline), outline);
    if expected == Expected::Submission {
        form::without_labels(&mut lines, outline);
        lines.retain(|line| line.other.is_some() || !line.text.is_empty());
        lines = boxes_behind_headline(spoken(lines, outline, reference));
    }
    if document.lines_may_be_cut {
        lines = joined(lines, outline);
    }
    lines
}

/// A box that hangs at the headline stands before it in the file: what it says comes behind.
fn boxes_behind_headline(mut lines: Vec<Line>) -> Vec<Line> {
    let count = lines.iter().take_while(|line| line.boxed).count();
    let head = |line: &&Line| {
        let drawn = line.centred || line.heading > 0 || line.is_strong();
        line.other.is_none() && drawn && line.text.len() < 40 && !ends_sentence(&line.text)
    };
    let heads = lines[count..].iter().take_while(head).count();
    // The name and number of the unit's own paper stand above the headline, and so may that in two lines.
    let all: String = lines[..count].iter().map(Line::squeezed).collect();
    let beside = all.contains(|c: char| c.is_ascii_digit()) && !all.contains('期');
    if count >= 2 && heads > 0 && beside {
        lines[..count + heads].rotate_left(count);
    }
    lines
}

/// What stands in a table that only puts things side by side.
fn layout(table: &Table) -> impl Iterator<Item = Line> {
    let caption = Line::from(Paragraph::plain(&table.caption, &*table.place));
    std::iter::once(caption).chain(table.rows.iter().flatten().flatten().cloned().map(Line::from))
}

/// With who speaks on lines of their own, where the file is a chat, and what could not be copied told.
fn spoken(lines: Vec<Line>, outline: &mut Outline, reference: Reference<'_>) -> Vec<Line> {
    let said: Vec<Said> = lines
        .iter()
        .map(|line| match line.other {
            None => Said { text: line.plain(), gap: line.gap },
            Some(_) => Said { text: String::new(), gap: true },
        })
        .collect();
    let unit =
        |text: &str| reference.roster.leading(text, reference.date).map(|(_, length)| length);
    let speakers = chat::speakers(&said, unit);
    let mut all = vec![];
    for (mut line, speaker) in lines.into_iter().zip(speakers) {
        if let Some(count) = speaker {
            let rest = trim(&line.text[count..]).to_vec();
            line.text.truncate(count);
            let (place, gap) = (line.place.clone(), true);
            all.push(Line { speaker: true, gap, heading: 0, ..line });
            line = Line { text: rest, gap, place, ..Line::default() };
        }
        let text = line.plain();
        if let Some(what) = UNCOPIED.iter().find(|what| text.trim_end().ends_with(**what)) {
            outline.ledger.add("聊天里代替图片、文件的字样", what.chars());
            let end = text.trim_end().chars().count() - what.chars().count();
            line.text.truncate(trim(&line.text[..end]).len());
            let place = line.place.clone();
            all.extend(Some(line).filter(|line| !line.text.is_empty()));
            let absent = Other::Absent(format!(
                "聊天里的{}",
                what.trim_matches(['[', ']', '［', '］', '【', '】'])
            ));
            all.push(Line { place, other: Some(absent), ..Line::default() });
            continue;
        }
        all.extend(Some(line).filter(|line| line.other.is_some() || !line.text.is_empty()));
    }
    all
}

/// A table in which stands nothing but what is round a text on the web.
fn is_furniture(table: &Table) -> bool {
    let mut texts = table.rows.iter().flatten().flatten().filter(|cell| !cell.text.is_empty());
    let all = texts.clone().all(|cell| furniture::of(&plain(&cell.text)).is_some());
    // 首页, 政务公开, 互动交流 side by side.
    let named = |cell: &Paragraph| cell.text.len() <= 8 && cell.text.iter().all(|g| is_han(g.c));
    let home = texts.clone().next().is_some_and(|cell| furniture::is_home(&plain(&cell.text)));
    let menu = table.rows.len() == 1 && home && texts.clone().all(named);
    (all || menu) && texts.next().is_some() && table.caption.is_empty()
}

/// Tables that offices use to put things side by side: the masthead's, the signatures', a frame
/// round the whole text. A table of data has several rows and columns.
fn is_layout(table: &Table) -> bool {
    if table.told {
        return false;
    }
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let filled = |row: &Vec<Vec<Paragraph>>| row.iter().filter(|cell| !cell.is_empty()).count();
    let widest = table.rows.iter().map(filled).max().unwrap_or_default();
    if columns <= 1 || widest <= 1 {
        return true;
    }
    let text = |cell: &Vec<Paragraph>| -> String {
        cell.iter().map(|paragraph| space::squeezed(&plain(&paragraph.text))).collect()
    };
    let all: String = table.rows.iter().flatten().map(text).collect();
    let cells = table.rows.iter().flatten();
    // A cell that holds a whole article, with its headline and paragraphs, frames it.
    let article = |cell: &Vec<Paragraph>| {
        let text = text(cell);
        let long = text.chars().count() > 300 && table.rows.len() <= 3;
        cell.len() >= 3 && (long || table.rows.len() == 1 && text.contains('。'))
    };
    let number = all.find('第').is_some_and(|at| all[at..].chars().take(8).any(|c| c == '期'));
    let masthead = table.rows.len() <= 3 && number && all.chars().count() <= 80;
    let dated = table.rows.len() == 1 && all.contains('年') && all.ends_with('日');
    cells.clone().any(article)
        || masthead
        || dated
        || table.rows.len() <= 3
            && ["责任编辑", "签发：", "本期发："].iter().any(|l| all.contains(l))
}

/// Joins lines that the page's width has cut, when the file is of that kind: by where they stand, or
/// as many of its lines are equally long, and a paragraph begins with an indent or after a short line.
fn joined(lines: Vec<Line>, outline: &mut Outline) -> Vec<Line> {
    let placed = lines.iter().any(|line| line.full);
    let widths: Vec<usize> = lines.iter().map(|line| width(&line.text, line.indented)).collect();
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    // The widest may be a heading that was let out; nine tenths show the habit.
    let Some(&full) = sorted.get((sorted.len() * 9 / 10).saturating_sub(1)) else { return lines };
    let is_full = |width: usize| width + SLACK >= full && width <= full + SLACK;
    let count = widths.iter().filter(|width| is_full(**width)).count();
    let habit = count >= FEWEST_LINES && WIDTHS.contains(&full) && count * 3 >= lines.len();
    let cut = cut_paragraphs(&lines, &widths);
    if !placed && !habit && !cut.contains(&true) {
        return lines;
    }
    let marks_paragraphs = lines.iter().any(|line| line.indented);
    let mut joined: Vec<Line> = vec![];
    let mut last_is_full = false;
    for ((line, width), cut) in lines.into_iter().zip(widths).zip(cut) {
        let this_is_full = if placed { line.full } else { cut || habit && is_full(width) };
        let open = joined.last_mut().filter(|last| {
            (last_is_full || marks_paragraphs && is_headline_left_short(last, &line))
                && !line.indented
                && !line.gap
                && (marks_paragraphs || !ends_sentence(&last.text))
                && last.other.is_none()
                && line.other.is_none()
                && !last.speaker
                && !line.speaker
                && last.centred == line.centred
                && !is_bracketed(&line)
                && !is_bracketed(last)
                && may_join(&last.text, &line.text)
        });
        match open {
            Some(last) => {
                last.first.get_or_insert(last.text.len());
                join(&mut last.text, &line.text);
                outline.ledger.joined("按版面宽度断开的行（已接上）");
            }
            None => joined.push(line),
        }
        last_is_full = this_is_full;
    }
    joined
}

/// Which lines end where the width of a short text does: an indented one and those under it, all of
/// one width but the last, which is no longer.
fn cut_paragraphs(lines: &[Line], widths: &[usize]) -> Vec<bool> {
    let mut cut = vec![false; lines.len()];
    for start in 0..lines.len() {
        let follows =
            |line: &Line| !line.indented && !line.gap && line.other.is_none() && !line.speaker;
        let own = widths[start];
        if !lines[start].indented || !WIDTHS.contains(&own) {
            continue;
        }
        let more = lines[start + 1..].iter().take_while(|line| follows(line)).count();
        if more < 2 {
            continue;
        }
        let end = start + more;
        let even = widths[start..end].iter().all(|width| width.abs_diff(own) <= SLACK);
        if even && widths[end] <= own + SLACK {
            cut[start..end].fill(true);
        }
    }
    cut
}

/// Whether a headline run in with its text has a first line left short, as the next words belong
/// together, and goes on in this line.
fn is_headline_left_short(last: &Line, line: &Line) -> bool {
    let is_strong = |glyph: &Glyph| glyph.strong;
    let (before, after) = (trim(&last.text), trim(&line.text));
    // Figures and marks may be from other faces.
    let others = before.iter().filter(|glyph| !glyph.strong).count();
    last.indented
        && others * 2 <= before.len()
        && before.last().is_some_and(is_strong)
        && after.first().is_some_and(is_strong)
        && !after.iter().all(is_strong)
}

/// 【…】 on a line of its own.
fn is_bracketed(line: &Line) -> bool {
    let text = line.squeezed();
    text.starts_with('【') && text.ends_with('】')
}

/// Half-widths that a text takes on the page, with its indent.
fn width(text: &[Glyph], indented: bool) -> usize {
    let own: usize = text.iter().map(|glyph| halves(glyph.c)).sum();
    own + if indented { 4 } else { 0 }
}
