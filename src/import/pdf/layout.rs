//! Lines → blocks: columns one after the other, tables cell by cell, and for each line whether it
//! goes on in the next.

use super::edges;
use super::page::Page;
use super::place::{Place, Weight};
use super::regions::{self, Region, regions};
use super::rows::{RAISED, Row, rows, text};
use super::ruled::Grid;
use crate::import::document::{Block, Document, Paragraph, Table, plain, trim};
use crate::import::ledger::Ledger;
use crate::import::text as plain_text;

/// So many lines show where a page's lines end.
const ENOUGH: usize = 8;

pub(super) fn blocks(pages: Vec<Page>, document: &mut Document) {
    let heavy = heavy(&pages);
    let (mut tables, mut all) = (vec![], vec![]);
    for (at, page) in pages.into_iter().enumerate() {
        let (ruled, places) = ruled(page, heavy, at, document);
        tables.push(ruled);
        all.push(rows(places));
    }
    let mut pages = all;
    edges::take(&mut pages, document);
    let everywhere = Margins::of(pages.iter().flatten());
    // The table that a page has ended with.
    let mut before: Option<Grid> = None;
    for (page, (mut rows, mut tables)) in pages.into_iter().zip(tables).enumerate() {
        let mut index = 0;
        let notes = notes(&mut rows);
        let mut all = vec![];
        for (at, (grid, _)) in tables.iter().enumerate() {
            let under = rows.iter().position(|row| row.y < grid.top()).unwrap_or(rows.len());
            let below = rows.split_off(under);
            all.extend(regions(std::mem::replace(&mut rows, below)));
            all.push(Region::Ruled(at));
        }
        all.extend(regions(rows));
        let ends = matches!(all.last(), Some(Region::Ruled(_)));
        if !notes.is_empty() {
            all.push(Region::Notes(notes));
        }
        let firsts: Vec<Option<Row>> = all.iter().map(|region| region.first().cloned()).collect();
        for (at, region) in all.into_iter().enumerate() {
            let noted = matches!(region, Region::Notes(_));
            if let Region::Lines(lines) = &region {
                let torn = regions::torn(lines);
                if !torn.is_empty() {
                    let what = "中间隔开、可能分两栏的行（次序可能不对）";
                    document.ledger.changed(what, &torn, &torn);
                    document.notes.push(format!(
                        "第{}页有的行中间隔开，可能是分两栏的，文字的次序请对照原件",
                        page + 1
                    ));
                }
            }
            let (margins, lines) = match region {
                Region::Ruled(which) => {
                    let (grid, table) = &mut tables[which];
                    let table = std::mem::take(table);
                    index += table.rows.len();
                    let last = before.take().filter(|last| at == 0 && last.is_like(grid));
                    match (last, document.blocks.last_mut()) {
                        (Some(_), Some(Block::Table(last))) => {
                            go_on(last, table, &mut document.ledger);
                        }
                        _ => document.blocks.push(Block::Table(table)),
                    }
                    continue;
                }
                Region::Cells(lines, columns) => {
                    index += lines.len();
                    let place = format!("第{}页的表格", page + 1);
                    let table =
                        regions::table(&lines, &columns, heavy, place, &mut document.ledger);
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
            // A column goes on at the top of the next.
            let behind = firsts.get(at + 1).and_then(Option::as_ref);
            for (number, (row, head)) in lines.iter().zip(heads).enumerate() {
                index += 1;
                let wants = lines.get(number + 1).or(behind).map_or(0.0, Row::word);
                let margins = Margins { wants, ..margins };
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
        before = tables.pop().map(|(grid, _)| grid).filter(|_| ends);
    }
}

/// The tables of a page that are drawn with lines, and the characters that stand in none.
fn ruled(
    page: Page,
    heavy: Weight,
    number: usize,
    document: &mut Document,
) -> (Vec<(Grid, Table)>, Vec<Place>) {
    let mut places = page.places;
    let mut tables = vec![];
    for grid in page.grids {
        // Beside a table in one of two columns the order of reading is theirs.
        if places.iter().any(|place| grid.is_beside(place)) {
            continue;
        }
        let (inside, others): (Vec<Place>, Vec<Place>) =
            places.iter().cloned().partition(|place| grid.holds(place));
        let place = format!("第{}页的表格", number + 1);
        if let Some(table) = grid.table(&inside, heavy, &place, &mut document.ledger) {
            tables.push((grid, table));
            places = others;
        }
    }
    (tables, places)
}

/// A table goes on over the page, where its head is often printed again.
fn go_on(last: &mut Table, mut more: Table, ledger: &mut Ledger) {
    let words = |row: &Vec<Vec<Paragraph>>| -> String {
        row.iter().flatten().map(|cell| plain(&cell.text) + "\n").collect()
    };
    let again = last.rows.first().zip(more.rows.first()).is_some_and(|(a, b)| words(a) == words(b));
    if again {
        let head = more.rows.remove(0);
        ledger.add("跨页的表格重复的表头", words(&head).chars());
    }
    last.rows.append(&mut more.rows);
    ledger.joined("跨页的表格（已接上）");
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
    /// Room that the first word of the next line would need.
    wants: f64,
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
        Self { left, right, ending: ending.count(), wants: 0.0 }
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
    // A figure that does not fit leaves more room than a character does.
    let short = (1.6 * size).max(margins.wants + 0.4 * size);
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
        full: after < short && before < 2.6 * size && margins.ending > 1,
        place,
        ..Paragraph::default()
    })
}
