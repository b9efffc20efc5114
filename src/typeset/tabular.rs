//! How wide the columns of a table want to be, and where the points of their figures stand: reckoned
//! from the texts, so that the engine need not measure thousands of cells.

use super::share;
use serde::Serialize;

use super::latin::{self, Face};
use crate::bulletin::block::Table;
use crate::zh::character::halves;

/// One column, in ems.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Column {
    /// Its widest text.
    width: f64,
    /// What it gets, with the room left and right of the text.
    pub(crate) room: f64,
    point: Option<Point>,
}

impl Column {
    /// How many characters stand on a line of it.
    pub(crate) fn characters(&self, inset: f64) -> usize {
        (self.room - 2.0 * inset) as usize
    }
}

/// The columns of a table, and how it stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Columns {
    pub(crate) columns: Vec<Column>,
    /// Room on each side of a text.
    pub(crate) inset: f64,
    /// Whether texts have to be broken.
    pub(crate) is_wide: bool,
    /// Whether even what cannot be broken, figures and single characters, has more than the page's
    /// width: then it would run over into the cells beside.
    pub(crate) is_too_wide: bool,
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

/// The type area is as wide as this many characters of a table.
pub(crate) const AREA: f64 = 32.0;
/// Room beside a text, and what has to do where there are many columns.
const INSET: f64 = 0.4;
pub(crate) const LEAST_INSET: f64 = 0.12;

pub(crate) fn columns(table: &Table) -> Columns {
    let count = table.rows.first().map_or(0, Vec::len);
    let mut columns: Vec<Column> = (0..count).map(|index| column(table, index)).collect();
    let least: Vec<f64> = (0..count).map(|index| least(table, index)).collect();
    let needed = |inset: f64| least.iter().map(|least| least + 2.0 * inset).sum::<f64>();
    // Less room beside the texts is better than texts that break.
    let texts: f64 = columns.iter().map(|column| column.width).sum();
    let spare = (AREA - texts) / (2.0 * count as f64) - 1e-6;
    let inset = match spare {
        LEAST_INSET.. => spare.min(INSET),
        _ if needed(INSET) > AREA => LEAST_INSET,
        _ => INSET,
    };
    let wanted: Vec<f64> = columns.iter().map(|column| column.width + 2.0 * inset).collect();
    let is_wide = wanted.iter().sum::<f64>() > AREA;
    // Short brackets stay whole where there is room for all of them, in word processors too.
    let whole: Vec<f64> =
        (0..count).map(|index| bracketed(table, index).max(least[index])).collect();
    let fits = whole.iter().map(|whole| whole + 2.0 * inset).sum::<f64>() <= AREA;
    let narrowest = if fits { &whole } else { &least };
    let narrowest: Vec<f64> = narrowest.iter().map(|least| least + 2.0 * inset).collect();
    let rooms = match is_wide {
        true => {
            let rooms = share::shared(AREA, &wanted, &narrowest);
            share::balanced(&widths(table), rooms, &narrowest, 2.0 * inset)
        }
        false => wanted,
    };
    for (column, room) in columns.iter_mut().zip(rooms) {
        column.room = room;
    }
    Columns { columns, inset, is_wide, is_too_wide: needed(inset) > AREA }
}

/// How wide each cell is on one line, row by row.
fn widths(table: &Table) -> Vec<Vec<f64>> {
    let face = |row: usize| if row < table.head { Face::Heading } else { Face::Text };
    let rows = table.rows.iter().enumerate();
    rows.map(|(row, cells)| cells.iter().map(|cell| text_width(cell, face(row))).collect())
        .collect()
}

/// The widest piece of a column that no line may end in: a figure, a word, a character with its mark.
fn least(table: &Table, index: usize) -> f64 {
    cells(table, index).map(|(cell, face)| unbroken(cell, face)).fold(1.0, f64::max)
}

/// The widest short bracket of a column, as units are in: （亿元）.
fn bracketed(table: &Table, index: usize) -> f64 {
    const SHORT: usize = 6;
    let widest = |(cell, face): (&str, Face)| {
        let brackets = cell.match_indices('（').filter_map(|(at, _)| {
            let end = cell[at..].find('）')?;
            let bracket = &cell[at..at + end + '）'.len_utf8()];
            (bracket.chars().count() <= SHORT).then(|| text_width(bracket, face) + 0.05)
        });
        brackets.fold(0.0, f64::max)
    };
    cells(table, index).map(widest).fold(0.0, f64::max)
}

/// The cells of a column, each with its face.
fn cells(table: &Table, index: usize) -> impl Iterator<Item = (&str, Face)> {
    let face = |row: usize| if row < table.head { Face::Heading } else { Face::Text };
    let rows = table.rows.iter().enumerate();
    rows.filter_map(move |(row, cells)| Some((cells.get(index)?.as_str(), face(row))))
}

fn unbroken(cell: &str, face: Face) -> f64 {
    pieces(cell, face).into_iter().map(|(_, width)| width).fold(0.0, f64::max) + 0.05
}

/// Marks that no line begins with, and that none ends with; half as wide at the ends of a line.
const CLOSES: &str = "，。、；：？！）》”’】」";
const OPENS: &str = "（《“‘【「";

/// The pieces of a text that no line may end in, and how wide they are.
fn pieces(cell: &str, face: Face) -> Vec<(&str, f64)> {
    let mut all: Vec<(&str, f64)> = vec![];
    let (mut opens, mut joined, mut start) = (false, false, 0);
    for (at, c) in cell.char_indices() {
        let width = letter(c, face);
        let joins = width < 1.0 && (c.is_ascii_graphic() || ".,%‰℃—～·−".contains(c));
        let closes = CLOSES.contains(c);
        match all.last_mut() {
            // Behind a character that stands alone a figure begins a piece.
            Some((piece, whole)) if closes || opens || (joins && joined) || c == ' ' => {
                *piece = &cell[start..at + c.len_utf8()];
                *whole += width;
            }
            _ => {
                start = at;
                all.push((&cell[at..at + c.len_utf8()], width));
            }
        }
        opens = OPENS.contains(c);
        joined = joins || opens;
    }
    all
}

/// Lines of the page that a row of so many lines takes in a table that goes on over pages; `lib.typ` has
/// the same.
pub(crate) fn height(lines: usize) -> usize {
    (0.72 * lines as f64 + 0.2).ceil() as usize
}

/// How many lines each row of a table takes, where the columns are as wide as that.
pub(crate) fn lines(table: &Table, columns: &Columns) -> Vec<usize> {
    let rows = 0..table.rows.len();
    rows.map(|row| lines_of_cells(table, columns, row).into_iter().max().unwrap_or(1)).collect()
}

/// The same of each cell of a row.
pub(crate) fn lines_of_cells(table: &Table, columns: &Columns, row: usize) -> Vec<usize> {
    let face = if row < table.head { Face::Heading } else { Face::Text };
    let cells = table.rows[row].iter().zip(&columns.columns);
    cells.map(|(text, column)| broken(text, face, column.room - 2.0 * columns.inset)).collect()
}

/// Lines of a text, filled first come, first served. Brackets and points at the ends of a line are half as
/// wide.
fn broken(cell: &str, face: Face, room: f64) -> usize {
    let half = |marks: &str, c: Option<char>| match c.is_some_and(|c| marks.contains(c)) {
        true => 0.5,
        false => 0.0,
    };
    let (mut count, mut used) = (1, 0.0);
    for (piece, width) in pieces(cell, face) {
        let closed = half(CLOSES, piece.chars().next_back());
        if used > 0.0 && used + width - closed > room + 1e-6 {
            count += 1;
            used = 0.0;
        }
        let opened = if used == 0.0 { half(OPENS, piece.chars().next()) } else { 0.0 };
        used += width - opened;
    }
    count
}

/// As wide as it is printed.
fn letter(c: char, face: Face) -> f64 {
    latin::width(c, face).unwrap_or_else(|| halves(c) as f64 / 2.0)
}

/// How wide the text of a cell is on one line.
pub(crate) fn text_width(cell: &str, face: Face) -> f64 {
    cell.chars().map(|c| letter(c, face)).sum()
}

fn column(table: &Table, index: usize) -> Column {
    let figures = cells(table, index).skip(table.head).map(|(cell, _)| cell);
    let point = point(figures.filter(|cell| !is_blank(cell)));
    let widths = cells(table, index).map(|(cell, face)| text_width(cell, face));
    let widest = widths.fold(1.0, f64::max);
    let figures = point.as_ref().map_or(0.0, |point| {
        point.before + point.after + if point.suffix.is_empty() { 0.0 } else { PERCENT }
    });
    // Pieces of a text are set a little apart now and then.
    Column { width: widest.max(figures) + 0.1, room: 0.0, point }
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
        columns.columns[0].point.as_ref().map(|point| (point.before, point.after, point.suffix))
    }

    #[test]
    fn a_column_of_figures_has_its_point_where_the_longest_have_it() {
        assert_eq!(point_of(&["12", "3.5", "108.25"]), Some((1.5, 1.25, "")));
        assert_eq!(point_of(&["1,200", "", "—", "30"]), Some((2.25, 0.0, "")));
        assert_eq!(point_of(&["-2.5%", "12%"]), Some((1.0, 0.75, "%")));
    }

    fn of(rows: &[&[&str]]) -> Columns {
        let row = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        let rows = rows.iter().map(row).collect();
        columns(&Table { caption: String::new(), head: 1, rows })
    }

    #[test]
    fn columns_are_as_wide_as_their_text_or_share_the_page() {
        let short = of(&[&["乡镇", "户数"], &["东屯镇", "23"]]);
        assert!(!short.is_wide && (short.columns[0].room - 3.9).abs() < 1e-9, "{short:?}");
        // Texts give way to figures, which cannot be broken.
        let long = "推动项目落地见效".repeat(3);
        let figures = ["东屯镇", "12345.67", "22345.67", "32345.67", "42345.67", &long, &long];
        let shared = of(&[&figures]);
        assert!(shared.is_wide && !shared.is_too_wide);
        let sum: f64 = shared.columns.iter().map(|column| column.room).sum();
        assert!((sum - AREA).abs() < 1e-6, "{sum}");
        assert!(shared.columns[1..5].iter().all(|column| column.room >= 3.75 + 0.8), "{shared:?}");
    }

    #[test]
    fn texts_stay_whole_where_there_is_less_room_beside_them() {
        let heads: Vec<String> = (1..=10).map(|month| format!("{month}月")).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let heads = [&["乡镇"][..], &heads, &["合计"]].concat();
        let row = [&["石婆固镇"][..], &["121"; 10], &["1255"]].concat();
        let table = of(&[&heads, &row]);
        assert!(!table.is_wide && table.inset < INSET, "{table:?}");
        let sum: f64 = table.columns.iter().map(|column| column.room).sum();
        assert!(sum <= AREA, "{sum}");
    }

    #[test]
    fn short_brackets_stay_whole_where_there_is_room() {
        let long = "延津县高标准农田及配套水利设施改造提升项目";
        let table =
            of(&[&["项目", "总投资（亿元）", "已完成（亿元）", "单位"], &[long, "1", "2", long]]);
        assert!(table.is_wide && table.columns[1].room - 2.0 * table.inset >= 4.0, "{table:?}");
        let sum: f64 = table.columns.iter().map(|column| column.room).sum();
        assert!((sum - AREA).abs() < 1e-6, "{sum}");
    }

    #[test]
    fn a_table_of_too_many_figures_is_known() {
        for (figure, most) in [("12345.67", 7), ("123", 17), ("1,234,567.89", 5)] {
            let (heads, row) = (vec!["户"; most], vec![figure; most]);
            let fits = of(&[&heads, &row]);
            assert!(!fits.is_too_wide, "{figure} {fits:?}");
            let row = vec![figure; 2 * most];
            assert!(of(&[&row]).is_too_wide, "{figure}");
        }
        let narrow = of(&[&["户"; 7], &["12345.67"; 7]]);
        assert!(narrow.inset < INSET, "{narrow:?}");
    }

    #[test]
    fn letters_have_the_room_that_their_face_takes() {
        let heads = of(&[&["点位", "PM2.5", "NH3-N", "MMWW"], &["甲", "@@@@", "0.5", "WWWWWW"]]);
        let room = |index: usize| heads.columns[index].room - 2.0 * heads.inset;
        for (index, text) in [(1, "@@@@"), (3, "WWWWWW")] {
            assert!(room(index) > text_width(text, Face::Text), "{text}: {heads:?}");
        }
        for (index, text) in [(1, "PM2.5"), (2, "NH3-N"), (3, "MMWW")] {
            assert!(room(index) > text_width(text, Face::Heading), "{text}: {heads:?}");
        }
        // Figures are as they were: half an em each.
        assert!((of(&[&["户数"], &["12345"]]).columns[0].room - 3.4).abs() < 1e-9);
    }

    #[test]
    fn lines_are_filled_with_whole_characters() {
        let cases = [
            ("医疗保障局", 2.6, 3),
            ("医疗保障局", 3.0, 2),
            ("走访慰问困难群众", 4.0, 2),
            ("走访慰问困难群众", 3.9, 3),
            ("", 1.0, 1),
            // Marks stay with what they belong to, figures whole.
            ("投资（亿元）", 3.0, 2),
            ("投资（亿元）", 2.9, 3),
            ("（亿元）投资", 3.0, 2),
            ("投资、就业", 2.6, 2),
            ("投资、就业", 2.4, 3),
            ("合计：就业", 2.6, 2),
            ("合计：就业", 2.4, 3),
            ("12345.67", 1.0, 1),
            ("共12345.67万元", 4.0, 3),
        ];
        for (text, room, expected) in cases {
            assert_eq!(broken(text, Face::Text, room), expected, "{text} {room}");
        }
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
