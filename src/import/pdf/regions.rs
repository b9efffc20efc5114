//! A page cut into tables, columns and what goes over the whole width, in the order of reading.

use super::place::Weight;
use super::rows::{Row, end, text};
use crate::import::document::{Paragraph, Table, trim};
use crate::import::ledger::Ledger;
use crate::zh::character::is_han;

/// Room between two columns, in characters.
const GUTTER: f64 = 1.2;
/// Room between two cells.
const BETWEEN: f64 = 1.0;
/// Fewer lines with the same gap are no two columns.
const FEWEST: usize = 6;

pub(super) enum Region {
    Lines(Vec<Row>),
    /// One of two columns.
    Column(Vec<Row>),
    /// Lines of cells, and from where to where each column of them goes.
    Cells(Vec<Row>, Vec<(f64, f64)>),
    /// A table by its lines, with its place among those of its page.
    Ruled(usize),
    /// Notes at the foot of a page.
    Notes(Vec<Row>),
}

impl Region {
    /// The first line of a column.
    pub(super) fn first(&self) -> Option<&Row> {
        match self {
            Self::Column(lines) => lines.first(),
            _ => None,
        }
    }
}

/// The regions of some lines.
pub(super) fn regions(rows: Vec<Row>) -> Vec<Region> {
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
        } else if let Some((end, columns)) = table_end(&rows, at) {
            flush(&mut lines, &mut regions);
            regions.push(Region::Cells(rows[at..end].to_vec(), columns));
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

/// The text of lines that leave the same room in their middle and were not found to be columns or cells: two
/// columns, perhaps, of which each line is read as one.
pub(super) fn torn(rows: &[Row]) -> String {
    let mut torn = String::new();
    let halves = |row: &Row| {
        let pieces = row.pieces(GUTTER);
        let [left, right] = pieces.as_slice() else { return None };
        let long = |piece: &Row| piece.plain().chars().count() >= 6;
        (long(left) && long(right)).then(|| (left.clone(), right.clone()))
    };
    for pair in rows.windows(2) {
        let (Some(upper), Some(lower)) = (halves(&pair[0]), halves(&pair[1])) else { continue };
        let (from, to) = (upper.0.right().max(lower.0.right()), upper.1.left().min(lower.1.left()));
        let prose =
            |one: &Row, two: &Row| (one.plain() + &two.plain()).contains(['，', '。', '；']);
        if to - from > pair[0].size() && prose(&upper.0, &lower.0) && prose(&upper.1, &lower.1) {
            torn.push_str(&pair[0].plain());
            torn.push_str(&pair[1].plain());
        }
    }
    torn
}

/// Lines from here on that leave the same room in their middle: where they end, and its place.
fn two_columns(rows: &[Row], start: usize) -> Option<(usize, f64)> {
    let first = rows[start].pieces(GUTTER);
    let [left, right] = first.as_slice() else { return None };
    let (mut from, mut to) = (left.right(), right.left());
    let mut last = start;
    let (mut both, mut filled) = (0, 0);
    let mut sides: [Vec<Row>; 2] = [vec![], vec![]];
    for row in &rows[start..] {
        let crossing = row.places.iter().any(|place| {
            !place.text.trim().is_empty() && place.x < to - 1.0 && end(place) > from + 1.0
        });
        if crossing {
            // The gap may be narrower than the first line showed.
            let lefts = row.places.iter().filter(|p| p.x < (from + to) / 2.0);
            let new_from = lefts.map(end).fold(from, f64::max);
            let rights = row.places.iter().filter(|p| p.x >= (from + to) / 2.0);
            let new_to = rights.map(|place| place.x).fold(to, f64::min);
            if new_to - new_from < row.size() {
                break;
            }
            (from, to) = (new_from, new_to);
        }
        let pieces = row.pieces(GUTTER);
        let long = |piece: &Row| piece.plain().chars().count() >= 8;
        match pieces.as_slice() {
            [left, right] => {
                both += 1;
                filled += usize::from(pieces.iter().all(long));
                sides[0].push(left.clone());
                sides[1].push(right.clone());
            }
            [one] => sides[usize::from(one.left() >= (from + to) / 2.0)].push(one.clone()),
            _ => break,
        }
        last += 1;
    }
    // Names and numbers stand under each other as well.
    let sentence = |side: &Vec<Row>| side.iter().any(|row| row.plain().contains(['，', '。']));
    let han = |row: &&Row| row.plain().chars().filter(|c| is_han(*c)).count() >= 12;
    let wide = |side: &Vec<Row>| side.iter().filter(han).count() * 2 >= side.len();
    let prose = sides.iter().all(|side| sentence(side) || wide(side));
    let many = both >= FEWEST && filled * 3 >= both * 2;
    let few = both >= 3 && filled + 2 >= both && go_on(&sides);
    (prose && (many || few)).then_some((last, (from + to) / 2.0))
}

/// Whether a few lines beside each other are columns of text: on either side those that do not reach its right edge
/// end a sentence, or all of it, and of both together most go on in the next line. The cells of a table end anywhere,
/// and are whole.
fn go_on(sides: &[Vec<Row>; 2]) -> bool {
    let open = sides.iter().map(|side| goes_on(side)).collect::<Option<Vec<usize>>>();
    let lines: usize = sides.iter().map(|side| side.len() - 1).sum();
    open.is_some_and(|open| open.iter().sum::<usize>() * 2 >= lines)
}

/// How many lines of a column of text go on in the next; nothing where it is none.
fn goes_on(side: &[Row]) -> Option<usize> {
    let (last, before) = side.split_last()?;
    let size = last.size();
    let right = before.iter().map(Row::right).fold(f64::NEG_INFINITY, f64::max);
    let left = side.iter().map(Row::left).fold(f64::INFINITY, f64::min);
    let ends = |row: &Row| row.plain().trim_end().ends_with(['。', '；', '！', '？', '：', '）']);
    let full = |row: &Row| right - row.right() < 2.2 * size;
    let begins = |row: &Row| row.left() - left < 2.6 * size;
    let column =
        before.len() >= 2 && before.iter().all(|row| begins(row) && (full(row) || ends(row)));
    column.then(|| before.iter().filter(|row| full(row) && !ends(row)).count())
}

/// The end of a table that begins here: lines of several short pieces, each over the one below, though
/// some cells may be empty. With it, where the columns are.
fn table_end(rows: &[Row], start: usize) -> Option<(usize, Vec<(f64, f64)>)> {
    let first = rows[start].pieces(BETWEEN);
    let mut columns: Vec<(f64, f64)> = first.iter().map(|p| (p.left(), p.right())).collect();
    if columns.len() < 2 {
        return None;
    }
    let mut end = start + 1;
    let (mut figures, mut whole) = (0, 1);
    while end < rows.len() {
        let pieces = rows[end].pieces(BETWEEN);
        let close = rows[end - 1].y - rows[end].y < 4.5 * rows[end].size();
        let Some(under) = columns_of(&pieces, &columns).filter(|_| close) else { break };
        // Where a cell is empty, there must be enough others to tell.
        if pieces.len() < columns.len() && (columns.len() < 3 || pieces.len() < 2) {
            break;
        }
        whole += usize::from(pieces.len() == columns.len());
        for (piece, at) in pieces.iter().zip(under) {
            let (left, right) = columns[at];
            columns[at] = (left.min(piece.left()), right.max(piece.right()));
        }
        figures += usize::from(
            pieces[1..].iter().any(|piece| piece.plain().chars().any(|c| c.is_ascii_digit())),
        );
        end += 1;
    }
    let short = rows[start..end]
        .iter()
        .all(|row| row.pieces(BETWEEN).iter().all(|piece| piece.plain().chars().count() <= 24));
    let count = end - start;
    let is_table = match columns.len() {
        2 => count >= 3 && figures * 3 >= (count - 1) * 2,
        _ => count >= 2 && (figures > 0 || count >= 3) && whole * 2 >= count,
    };
    (short && is_table).then_some((end, columns))
}

/// The column that each piece stands under, if it is one, and none twice.
fn columns_of(pieces: &[Row], columns: &[(f64, f64)]) -> Option<Vec<usize>> {
    let over =
        |piece: &Row, (left, right): &(f64, f64)| *left < piece.right() && piece.left() < *right;
    let whole = pieces.len() == columns.len();
    if whole && pieces.iter().zip(columns).all(|(piece, column)| over(piece, column)) {
        return Some((0..columns.len()).collect());
    }
    let mut under = vec![];
    for piece in pieces {
        let all: Vec<usize> = (0..columns.len()).filter(|at| over(piece, &columns[*at])).collect();
        match all.as_slice() {
            [at] if under.last().is_none_or(|last| last < at) => under.push(*at),
            _ => return None,
        }
    }
    Some(under)
}

/// Lines of cells as a table.
pub(super) fn table(
    rows: &[Row],
    columns: &[(f64, f64)],
    heavy: Weight,
    place: String,
    ledger: &mut Ledger,
) -> Table {
    let mut row = |row: &Row| {
        let mut cells = vec![vec![]; columns.len()];
        let pieces = row.pieces(BETWEEN);
        // Disjoint as they were when the row was taken; else from the left.
        let under = columns_of(&pieces, columns).unwrap_or_else(|| (0..pieces.len()).collect());
        for (piece, at) in pieces.iter().zip(under) {
            let text = trim(&text(piece, heavy, ledger)).to_vec();
            cells[at].push(Paragraph { text, place: place.clone(), ..Paragraph::default() });
        }
        cells
    };
    let rows = rows.iter().map(&mut row).collect();
    Table {
        rows,
        doubt: Some("PDF 里没有表格，这里是按字的位置分成格的，请对照原件核对".to_owned()),
        place,
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::{How, Place};
    use super::*;

    /// Lines of twelve points, each of pieces with the place where they begin.
    fn rows(lines: &[&[(f64, &str)]]) -> Vec<Row> {
        let row = |(at, pieces): (usize, &&[(f64, &str)])| {
            let y = 800.0 - 18.0 * at as f64;
            let places = pieces.iter().flat_map(|(x, text)| {
                text.chars().enumerate().map(move |(index, c)| Place {
                    text: c.to_string(),
                    x: x + 12.0 * index as f64,
                    y,
                    size: 12.0,
                    advance: 12.0,
                    angle: 0.0,
                    weight: Weight::Plain,
                    how: How::Filled,
                })
            });
            Row { places: places.collect(), y }
        };
        lines.iter().enumerate().map(row).collect()
    }

    #[test]
    fn columns_of_text_are_told_from_cells() {
        let text = rows(&[
            &[(74.0, "县林业局新修防火道路，"), (300.0, "视频监控探头六十三个，火情")],
            &[(50.0, "新建蓄水池，购置风力灭火机"), (300.0, "发现时间缩短到九分钟。")],
            &[(50.0, "组建扑火队。"), (324.0, "全县没有发生森林火灾。")],
            &[(74.0, "同时，在重点林区安装各种"), (384.0, "（县林业局）")],
        ]);
        assert_eq!(two_columns(&text, 0).map(|(end, _)| end), Some(4));
        assert!(matches!(regions(text).as_slice(), [Region::Column(_), Region::Column(_)]));
        let names: Vec<&[(f64, &str)]> =
            vec![&[(50.0, "城关镇敬老院办公室"), (300.0, "六六一二零零一二")]; 7];
        assert!(two_columns(&rows(&names), 0).is_none());
    }

    #[test]
    fn lines_that_may_be_two_columns_are_told() {
        let two = rows(&[
            &[(50.0, "县林业局修路，建池"), (300.0, "火情发现时间缩短，")],
            &[(50.0, "购置灭火机八十五台"), (300.0, "没有发生火灾。")],
        ]);
        assert!(!torn(&two).is_empty());
        let head = rows(&[
            &[(50.0, "青河县人民政府办公室"), (300.0, "二〇二四年五月十七日")],
            &[(50.0, "县林业局修路，建池，购置灭火机八十五台，")],
        ]);
        assert!(torn(&head).is_empty());
    }
}
