//! How wide the columns of a table want to be, and where the points of their figures stand: reckoned
//! from the texts, so that the engine need not measure thousands of cells.

use serde::Serialize;

use crate::bulletin::block::Table;
use crate::zh::character::halves;

/// One column, in ems.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Column {
    width: f64,
    point: Option<Point>,
}

/// Room before and behind the point of a column of figures, and what all of them end in.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Point {
    before: f64,
    after: f64,
    suffix: &'static str,
}

const DIGIT: f64 = 0.5;
const MARK: f64 = 0.25;
const PERCENT: f64 = 0.9;

pub(super) fn columns(table: &Table) -> Vec<Column> {
    let count = table.rows.first().map_or(0, Vec::len);
    (0..count).map(|index| column(table, index)).collect()
}

fn column(table: &Table, index: usize) -> Column {
    let cells = || table.rows.iter().filter_map(|row| Some(row.get(index)?.as_str()));
    let point = point(cells().skip(table.head).filter(|cell| !is_blank(cell)));
    let text = |cell: &str| cell.chars().map(halves).sum::<usize>() as f64 / 2.0;
    let widest = cells().map(text).fold(1.0, f64::max);
    let figures = point.as_ref().map_or(0.0, |point| {
        point.before + point.after + if point.suffix.is_empty() { 0.0 } else { PERCENT }
    });
    // Proportional letters are wider than half an em now and then.
    Column { width: widest.max(figures) + 0.1, point }
}

/// Where the point stands when all cells are figures that end alike.
fn point<'a>(mut cells: impl Iterator<Item = &'a str>) -> Option<Point> {
    let (before, after, suffix) = figure(cells.next()?)?;
    let mut point = Point { before, after, suffix };
    for cell in cells {
        let (before, after, suffix) = figure(cell)?;
        if suffix != point.suffix {
            return None;
        }
        point.before = point.before.max(before);
        point.after = point.after.max(after);
    }
    Some(point)
}

/// What stands for no figure.
fn is_blank(cell: &str) -> bool {
    cell.chars().all(|c| "—－-/ 　".contains(c))
}

/// Widths before the point of a figure and from there on, and what it ends in.
fn figure(cell: &str) -> Option<(f64, f64, &'static str)> {
    let (figure, suffix) = match cell.strip_suffix('%') {
        Some(figure) => (figure, "%"),
        None => (cell, ""),
    };
    let (whole, part) = match figure.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (figure, None),
    };
    let digits = whole.strip_prefix(['+', '-']).unwrap_or(whole);
    let is_whole = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == ',');
    let is_part =
        part.is_none_or(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    let width =
        |text: &str| text.chars().map(|c| if ",.".contains(c) { MARK } else { DIGIT }).sum::<f64>();
    let after = part.map_or(0.0, |part| MARK + width(part));
    (is_whole && is_part).then(|| (width(whole), after, suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point_of(cells: &[&str]) -> Option<(f64, f64, &'static str)> {
        let rows = std::iter::once("户数").chain(cells.iter().copied());
        let rows = rows.map(|cell| vec![cell.to_owned()]).collect();
        let columns = columns(&Table { caption: String::new(), head: 1, rows });
        columns[0].point.as_ref().map(|point| (point.before, point.after, point.suffix))
    }

    #[test]
    fn a_column_of_figures_has_its_point_where_the_longest_have_it() {
        assert_eq!(point_of(&["12", "3.5", "108.25"]), Some((1.5, 1.25, "")));
        assert_eq!(point_of(&["1,200", "", "—", "30"]), Some((2.25, 0.0, "")));
        assert_eq!(point_of(&["-2.5%", "12%"]), Some((1.0, 0.75, "%")));
    }

    #[test]
    fn a_column_with_anything_else_has_none() {
        for cells in
            [&["12", "三"][..], &["12%", "3"], &["1.2.3"], &["12户"], &["3."], &[",5"], &[]]
        {
            assert_eq!(point_of(cells), None, "{cells:?}");
        }
    }
}
