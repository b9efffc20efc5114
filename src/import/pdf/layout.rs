//! Lines → blocks: columns one after the other, tables cell by cell, and for each line whether it
//! goes on in the next.

use super::edges;
use super::page::Page;
use super::place::Weight;
use super::rows::{RAISED, Row, rows, text};
use crate::import::document::{Block, Document, Paragraph, Table, trim};
use crate::import::ledger::Ledger;
use crate::import::text as plain_text;

/// Room between two columns or cells, in characters.
const GUTTER: f64 = 1.2;
/// Fewer lines with the same gap are no two columns.
const FEWEST: usize = 6;
/// So many lines show where a page's lines end.
const ENOUGH: usize = 8;

pub(super) fn blocks(pages: Vec<Page>, document: &mut Document) {
    let heavy = heavy(&pages);
    let mut pages: Vec<Vec<Row>> = pages.into_iter().map(|page| rows(page.places)).collect();
    edges::take(&mut pages, document);
    let everywhere = Margins::of(pages.iter().flatten());
    for (page, mut rows) in pages.into_iter().enumerate() {
        let mut index = 0;
        let notes = notes(&mut rows);
        let mut regions = regions(rows);
        if !notes.is_empty() {
            regions.push(Region::Notes(notes));
        }
        for region in regions {
            let noted = matches!(region, Region::Notes(_));
            let (margins, lines) = match region {
                Region::Table(lines) => {
                    index += lines.len();
                    let place = format!("第{}页的表格", page + 1);
                    let table = table(&lines, heavy, place, &mut document.ledger);
                    document.blocks.push(Block::Table(table));
                    continue;
                }
                Region::Column(lines) | Region::Lines(lines) if lines.len() >= ENOUGH => {
                    (Margins::of(&lines), lines)
                }
                Region::Column(lines) | Region::Notes(lines) => (Margins::of(&lines), lines),
                Region::Lines(lines) => (everywhere, lines),
            };
            let pitch = pitch(&lines);
            let mut last: Option<(f64, f64)> = None;
            let heads = heads(&lines);
            let mut open: Option<Paragraph> = None;
            for (row, head) in lines.iter().zip(heads) {
                index += 1;
                let place = format!("第{}页第{index}行", page + 1);
                let paragraph = line(row, heavy, margins, last, pitch, place, document);
                last = Some((row.y, row.size()));
                match (open.take(), paragraph) {
                    (Some(mut own), Some(more)) => {
                        own.text.extend(more.text);
                        own.full = false;
                        document.ledger.joined("分两行的标题（已合在一起）");
                        open = Some(own);
                    }
                    (own, more) => open = own.or(more),
                }
                // The next line goes on with the headline.
                if !head && let Some(own) = open.take() {
                    document.blocks.push(Block::Paragraph(Paragraph { note: noted, ..own }));
                }
            }
            document.blocks.extend(open.map(Block::Paragraph));
        }
    }
}

/// Which lines begin a headline that goes on in the next: both larger than what stands under them, alike,
/// close to each other, and no sentences.
fn heads(lines: &[Row]) -> Vec<bool> {
    let head = |row: &Row| {
        let text = row.plain();
        let text = text.trim();
        (4..=30).contains(&text.chars().count())
            && !text.contains(['。', '；'])
            && !text.ends_with(['，', '、', '：', '）', '】', '期', '日'])
            && !text.starts_with(['（', '【', '—'])
            && row.pieces(2.5).len() == 1
    };
    let mut begins = vec![false; lines.len()];
    for at in 0..lines.len().saturating_sub(2) {
        let [one, two, text] = &lines[at..at + 3] else { continue };
        let size = one.size();
        let alike = |row: &Row| (row.size() - size).abs() < 0.03 * size;
        begins[at] = alike(two)
            && text.size() < 0.85 * size
            && text.pieces(2.5).len() == 1
            && one.y - two.y < 1.8 * size
            && one.left() < two.right()
            && two.left() < one.right()
            && head(one)
            && head(two)
            && at.checked_sub(1).is_none_or(|before| !alike(&lines[before]));
    }
    begins
}

/// The weight that stands out besides bold: 黑体, where the text is set in something else.
fn heavy(pages: &[Page]) -> Weight {
    let han = |place: &&super::place::Place| !place.text.is_ascii();
    let all = || pages.iter().flat_map(|page| &page.places).filter(han);
    let count = all().count();
    let perhaps = all().filter(|place| place.weight == Weight::Perhaps).count();
    if perhaps * 5 > count * 2 { Weight::Bold } else { Weight::Perhaps }
}

enum Region {
    Lines(Vec<Row>),
    /// One of two columns.
    Column(Vec<Row>),
    Table(Vec<Row>),
    /// Notes at the foot of a page.
    Notes(Vec<Row>),
}

/// Takes the notes from the foot of a page: small lines, the first of which begins with a mark that stands
/// raised in the text. The mark is set off from the text behind it.
fn notes(rows: &mut Vec<Row>) -> Vec<Row> {
    let mut sizes: Vec<f64> = rows.iter().map(Row::size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or_default();
    let small = rows.iter().rev().take_while(|row| row.size() < 0.9 * usual).count();
    let marks: Vec<String> = rows.iter().flat_map(raised).collect();
    let mark = |row: &Row| {
        let text = row.plain();
        let text = text.trim_start();
        let count = text.chars().take_while(char::is_ascii_digit).count();
        let behind = text[count..].chars().next();
        let set_off = behind.is_none_or(|c| !".．、，,:：)）%％年月日".contains(c));
        (set_off && marks.iter().any(|mark| *mark == text[..count])).then_some(count)
    };
    // In a face as large as the text's they stand far below it.
    let apart = |at: usize| at > 0 && rows[at - 1].y - rows[at].y > 1.8 * rows[at].size();
    let from = rows.len().saturating_sub(small.max(8));
    let first = (from..rows.len())
        .find(|at| (*at >= rows.len() - small || apart(*at)) && mark(&rows[*at]).is_some());
    let Some(first) = first else { return vec![] };
    let mut notes = rows.split_off(first);
    for row in &mut notes {
        let Some(length) = mark(row) else { continue };
        let lead = row.places.iter().take_while(|place| place.text.trim().is_empty()).count();
        let at = lead + length;
        if let Some(next) = row.places.get(at).filter(|next| !next.text.trim().is_empty()) {
            let blank =
                super::place::Place { text: "\u{3000}".to_owned(), advance: 0.0, ..next.clone() };
            row.places.insert(at, blank);
        }
    }
    notes
}

/// Figures that stand above the line.
fn raised(row: &Row) -> Vec<String> {
    let size = row.size();
    let mut all: Vec<String> = vec![];
    let mut open = false;
    for place in &row.places {
        let above = place.size < RAISED * size && place.y - row.y > 0.12 * size;
        let figure = above && place.text.chars().all(|c| c.is_ascii_digit());
        match all.last_mut().filter(|_| open) {
            Some(last) if figure => last.push_str(&place.text),
            _ if figure => all.push(place.text.clone()),
            _ => {}
        }
        open = figure;
    }
    all
}

/// Where lines begin and end in a region.
#[derive(Clone, Copy)]
struct Margins {
    left: f64,
    right: f64,
    /// Lines that end there; one alone shows no habit.
    ending: usize,
}

impl Margins {
    fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Self {
        let rows: Vec<&Row> = rows.into_iter().collect();
        let sides = |side: fn(&Row) -> f64| {
            let mut all: Vec<f64> = rows.iter().map(|row| side(row)).collect();
            all.sort_by(f64::total_cmp);
            all
        };
        let (lefts, rights) = (sides(Row::left), sides(Row::right));
        // The outermost of many may be a rule or something let out.
        let last = rows.len().saturating_sub(1);
        let right = rights.get((19 * last).div_ceil(20)).copied().unwrap_or_default();
        let ending = rows.iter().filter(|row| (right - row.right()).abs() < 1.6 * row.size());
        let left = lefts.get(last / 20).copied().unwrap_or_default();
        Self { left, right, ending: ending.count() }
    }
}

/// The usual distance of two lines.
fn pitch(rows: &[Row]) -> f64 {
    let mut all: Vec<f64> = rows.windows(2).map(|two| two[0].y - two[1].y).collect();
    all.retain(|distance| *distance > 1.0);
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 3).copied().unwrap_or(f64::MAX)
}

fn line(
    row: &Row,
    heavy: Weight,
    margins: Margins,
    last: Option<(f64, f64)>,
    pitch: f64,
    place: String,
    document: &mut Document,
) -> Option<Paragraph> {
    let text = text(row, heavy, &mut document.ledger);
    let text = plain_text::visible(text, document);
    let text = trim(&text).to_vec();
    if text.is_empty() {
        return None;
    }
    let size = row.size();
    let (before, after) = (row.left() - margins.left, margins.right - row.right());
    let centred = before > 3.0 * size && (before - after).abs() < 2.0 * size;
    let gap = last.is_some_and(|(y, last)| {
        let distance = y - row.y;
        distance > 1.45 * pitch && distance > 1.9 * last.max(size)
    });
    Some(Paragraph {
        text,
        centred,
        right: before > 6.0 * size && after < 3.0 * size && !centred,
        indented: before > 1.5 * size && before < 2.6 * size,
        gap,
        full: after < 1.6 * size && before < 2.6 * size && margins.ending > 1,
        place,
        ..Paragraph::default()
    })
}

/// A page cut into tables, columns and what goes over the whole width, in the order of reading.
fn regions(rows: Vec<Row>) -> Vec<Region> {
    let mut regions = vec![];
    let mut lines: Vec<Row> = vec![];
    let mut at = 0;
    while at < rows.len() {
        if let Some((end, gutter)) = two_columns(&rows, at) {
            flush(&mut lines, &mut regions);
            let (mut left, mut right) = (vec![], vec![]);
            for row in &rows[at..end] {
                let (a, b): (Vec<_>, Vec<_>) =
                    row.places.iter().cloned().partition(|place| place.x < gutter);
                for (places, side) in [(a, &mut left), (b, &mut right)] {
                    if !places.is_empty() {
                        side.push(Row { places, y: row.y });
                    }
                }
            }
            regions.push(Region::Column(left));
            regions.push(Region::Column(right));
            at = end;
        } else if let Some(end) = table_end(&rows, at) {
            flush(&mut lines, &mut regions);
            regions.push(Region::Table(rows[at..end].to_vec()));
            at = end;
        } else {
            lines.push(rows[at].clone());
            at += 1;
        }
    }
    flush(&mut lines, &mut regions);
    regions
}

fn flush(lines: &mut Vec<Row>, regions: &mut Vec<Region>) {
    if !lines.is_empty() {
        regions.push(Region::Lines(std::mem::take(lines)));
    }
}

/// Lines from here on that leave the same room in their middle: where they end, and its place.
fn two_columns(rows: &[Row], start: usize) -> Option<(usize, f64)> {
    let first = rows[start].pieces(GUTTER);
    let [left, right] = first.as_slice() else { return None };
    let (mut from, mut to) = (left.right(), right.left());
    let mut end = start;
    let (mut both, mut filled) = (0, 0);
    let mut sides: Vec<[Row; 2]> = vec![];
    for row in &rows[start..] {
        let crossing = row.places.iter().any(|place| {
            !place.text.trim().is_empty()
                && place.x < to - 1.0
                && super::rows::end(place) > from + 1.0
        });
        if crossing {
            // The gap may be narrower than the first line showed.
            let lefts = row.places.iter().filter(|p| p.x < (from + to) / 2.0);
            let new_from = lefts.map(super::rows::end).fold(from, f64::max);
            let rights = row.places.iter().filter(|p| p.x >= (from + to) / 2.0);
            let new_to = rights.map(|place| place.x).fold(to, f64::min);
            if new_to - new_from < row.size() {
                break;
            }
            (from, to) = (new_from, new_to);
        }
        let pieces = row.pieces(GUTTER);
        let long = |piece: &Row| piece.plain().chars().count() >= 8;
        if let [left, right] = pieces.as_slice() {
            both += 1;
            filled += usize::from(pieces.iter().all(long));
            sides.push([left.clone(), right.clone()]);
        } else if pieces.len() > 2 {
            break;
        }
        end += 1;
    }
    let many = both >= FEWEST && filled * 3 >= both * 2;
    let few = both == end - start && filled == both && goes_on(&sides);
    (many || few).then_some((end, (from + to) / 2.0))
}

/// Whether a few lines with the same gap are two columns of text: all but the last are equally wide on
/// their side, and none of these but one ends a sentence. The cells of a table do.
fn goes_on(sides: &[[Row; 2]]) -> bool {
    let Some((_, before)) = sides.split_last().filter(|(_, before)| before.len() >= 2) else {
        return false;
    };
    [0, 1].into_iter().all(|side| {
        let size = before[0][side].size();
        let first = before[0][side].right();
        let even = before.iter().all(|pair| (pair[side].right() - first).abs() < 1.6 * size);
        let ends =
            |pair: &&[Row; 2]| pair[side].plain().trim_end().ends_with(['。', '；', '！', '？']);
        even && before.iter().filter(ends).count() <= before.len() / 3
    })
}

/// The end of a table that begins here: lines of several short pieces, each over the one below.
fn table_end(rows: &[Row], start: usize) -> Option<usize> {
    let first = rows[start].pieces(1.0);
    let columns = first.len();
    if columns < 2 {
        return None;
    }
    let mut end = start + 1;
    let mut figures = 0;
    while end < rows.len() {
        let pieces = rows[end].pieces(1.0);
        let close = rows[end - 1].y - rows[end].y < 4.5 * rows[end].size();
        let under = pieces.len() == columns && {
            let over = |(a, b): (&Row, &Row)| a.left() < b.right() && b.left() < a.right();
            first.iter().zip(&pieces).all(over)
        };
        if !close || !under {
            break;
        }
        figures += usize::from(
            pieces[1..].iter().any(|piece| piece.plain().chars().any(|c| c.is_ascii_digit())),
        );
        end += 1;
    }
    let short = rows[start..end]
        .iter()
        .all(|row| row.pieces(1.0).iter().all(|piece| piece.plain().chars().count() <= 24));
    let count = end - start;
    let is_table = match columns {
        2 => count >= 3 && figures * 3 >= (count - 1) * 2,
        _ => count >= 2 && (figures > 0 || count >= 3),
    };
    (short && is_table).then_some(end)
}

fn table(rows: &[Row], heavy: Weight, place: String, ledger: &mut Ledger) -> Table {
    let cell = |piece: &Row, ledger: &mut Ledger| {
        let mut paragraph = Paragraph {
            text: text(piece, heavy, ledger),
            place: place.clone(),
            ..Paragraph::default()
        };
        paragraph.text = trim(&paragraph.text).to_vec();
        vec![paragraph]
    };
    let row = |row: &Row| row.pieces(1.0).iter().map(|piece| cell(piece, ledger)).collect();
    let rows = rows.iter().map(row).collect();
    Table {
        rows,
        doubt: Some("PDF 里没有表格，这里是按字的位置分成格的，请对照原件核对".to_owned()),
        place: place.clone(),
        ..Table::default()
    }
}
