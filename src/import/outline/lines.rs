//! The paragraphs of a file in order, as the rest of the outline sees them: lines cut by the end
//! of the page width joined again, tables that are mere layout taken apart.

use super::Outline;
use super::style::ends_sentence;
use crate::import::document::{Block, Document, Glyph, Paragraph, Rich, Table, plain, trim};
use crate::zh::character::halves;
use crate::zh::space;

/// A paragraph, or what stands between paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) text: Rich,
    pub(super) heading: u8,
    pub(super) centred: bool,
    pub(super) indented: bool,
    pub(super) place: String,
    pub(super) other: Option<Other>,
    /// Characters of its first line on the page, when it was joined from several.
    pub(super) first: Option<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum Other {
    Table(Table),
    /// Index into the document's pictures.
    Picture(usize),
}

impl Line {
    pub(super) fn plain(&self) -> String {
        plain(&self.text)
    }

    pub(super) fn squeezed(&self) -> String {
        space::squeezed(&self.plain())
    }

    pub(super) fn is_strong(&self) -> bool {
        let mut seen = self.text.iter().filter(|glyph| !glyph.c.is_whitespace()).peekable();
        seen.peek().is_some() && seen.all(|glyph| glyph.strong)
    }
}

impl From<Paragraph> for Line {
    fn from(paragraph: Paragraph) -> Self {
        let Paragraph { text, heading, centred, indented, place } = paragraph;
        Self { text, heading, centred, indented, place, other: None, first: None }
    }
}

/// Fewer lines show no habit.
const FEWEST_LINES: usize = 6;
/// A line cut by the page's width holds this many half-widths, at least and at most.
const WIDTHS: std::ops::RangeInclusive<usize> = 36..=120;
/// A line that ends this many half-widths short is still full: a mark may not begin the next one.
const SLACK: usize = 5;

/// The lines of a document.
pub(super) fn of(document: &Document, outline: &mut Outline) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![];
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.clone().into()),
            Block::Table(table) if is_layout(table) => {
                lines.extend(table.rows.iter().flatten().flatten().cloned().map(Line::from));
            }
            Block::Table(table) => lines.push(Line {
                place: table.place.clone(),
                other: Some(Other::Table(table.clone())),
                ..Line::default()
            }),
            Block::Picture(index) => lines.push(Line {
                place: "图片".to_owned(),
                other: Some(Other::Picture(*index)),
                ..Line::default()
            }),
        }
    }
    lines.retain(|line| line.other.is_some() || !line.text.is_empty());
    if document.lines_may_be_cut {
        lines = joined(lines, outline);
    }
    lines
}

/// Tables that offices use to put things side by side: the masthead's, the signatures', a frame
/// round the whole text. A table of data has several rows and columns of short cells.
fn is_layout(table: &Table) -> bool {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    if columns <= 1 {
        return true;
    }
    let text = |cell: &Vec<Paragraph>| -> String {
        cell.iter().map(|paragraph| space::squeezed(&plain(&paragraph.text))).collect()
    };
    let all: String = table.rows.iter().flatten().map(text).collect();
    let cells = table.rows.iter().flatten();
    let framed = cells.clone().any(|cell| text(cell).chars().count() > 300);
    let masthead = table.rows.len() <= 3 && all.contains('第') && all.contains('期');
    let dated = table.rows.len() == 1 && all.contains('年') && all.ends_with('日');
    framed
        || masthead
        || dated
        || ["责任编辑", "签发：", "本期发："].iter().any(|l| all.contains(l))
}

/// Joins lines that the page's width has cut, when the file is of that kind: many of its lines
/// are equally long, and a paragraph begins with an indent or after a short line.
fn joined(lines: Vec<Line>, outline: &mut Outline) -> Vec<Line> {
    let widths: Vec<usize> = lines.iter().map(|line| width(&line.text, line.indented)).collect();
    let mut sorted = widths.clone();
    sorted.sort_unstable();
    // The widest may be a heading that was let out; nine tenths show the habit.
    let Some(&full) = sorted.get((sorted.len() * 9 / 10).saturating_sub(1)) else { return lines };
    let is_full = |width: usize| width + SLACK >= full && width <= full + SLACK;
    let count = widths.iter().filter(|width| is_full(**width)).count();
    if count < FEWEST_LINES || !WIDTHS.contains(&full) || count * 3 < lines.len() {
        return lines;
    }
    let marks_paragraphs = lines.iter().any(|line| line.indented);
    let mut joined: Vec<Line> = vec![];
    let mut last_is_full = false;
    for (line, width) in lines.into_iter().zip(widths) {
        let open = joined.last_mut().filter(|last| {
            last_is_full
                && !line.indented
                && (marks_paragraphs || !ends_sentence(&last.text))
                && last.other.is_none()
                && line.other.is_none()
                && last.centred == line.centred
                && !is_bracketed(&line)
                && !is_bracketed(last)
        });
        match open {
            Some(last) => {
                last.first.get_or_insert(last.text.len());
                join(&mut last.text, &line.text);
                outline.removed.add("按版面宽度断开的行", []);
            }
            None => joined.push(line),
        }
        last_is_full = is_full(width);
    }
    joined
}

/// 【…】 on a line of its own.
fn is_bracketed(line: &Line) -> bool {
    let text = line.squeezed();
    text.starts_with('【') && text.ends_with('】')
}

/// Appends a text; between two Latin words a space is put back.
pub(super) fn join(text: &mut Rich, more: &[Glyph]) {
    text.truncate(trim(text).len());
    let more = trim(more);
    if let (Some(left), Some(right)) = (text.last(), more.first())
        && left.c.is_ascii_alphabetic()
        && right.c.is_ascii_alphabetic()
    {
        text.push(Glyph { c: ' ', strong: false });
    }
    text.extend_from_slice(more);
}

/// Half-widths that a text takes on the page, with its indent.
fn width(text: &[Glyph], indented: bool) -> usize {
    let own: usize = text.iter().map(|glyph| halves(glyph.c)).sum();
    own + if indented { 4 } else { 0 }
}
