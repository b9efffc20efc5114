//! Tables as spreadsheets save them: .csv in UTF-8 or GBK, .xlsx and .xls.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use super::rich::{self, How, Look, Rich, Told};
use super::separated::{NO_CSV, all_rows, csv_text, is_filled};
pub use super::separated::{Refusal, Rows, csv, unclosed};
use super::shown;
use super::workbook::Workbook;
pub use super::workbook::in_old;

use calamine::{Data, DataRef, Dimensions, Reader as _, SheetType, SheetVisible, Sheets};

/// More cells are not in a table that is printed.
pub(super) const MOST_CELLS: usize = 20_000;

/// A sheet with places: what is wrong in it can be told by sheet and cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// Empty for a CSV, which has no sheets.
    pub name: String,
    /// The rows that have something in them, by their number from 1, from column A on.
    pub rows: Vec<(usize, Vec<String>)>,
    /// Cells that say again what the first of their merged cells says: row from 1, column from 0.
    pub again: BTreeSet<(usize, usize)>,
    /// The column that the rows begin with: one of several lists that stand side by side.
    pub left: usize,
}

/// More cells are not in a list that an office keeps.
const MOST_LISTED: usize = 400_000;

/// The rows of a file with one table: a CSV, or the first sheet of a workbook with something in it.
///
/// # Errors
/// It is none, or cannot be read.
pub fn rows(bytes: &[u8]) -> Result<Rows, Refusal> {
    const EMPTY: Refusal = ("里没有内容", "检查是不是选错了文件");
    if is_workbook(bytes) {
        let sheets = workbook(bytes)?;
        return sheets
            .into_iter()
            .map(|sheet| sheet.rows)
            .find(|rows| !rows.is_empty())
            .ok_or(EMPTY);
    }
    csv(&csv_text(bytes)?).ok_or(NO_CSV)
}

/// All sheets of a file that are shown, with what is in merged cells in each of them; a CSV is one.
///
/// # Errors
/// It is none, cannot be read, or is far too large: what is wrong, and what to do.
pub fn grids(bytes: &[u8]) -> Result<Vec<Grid>, (String, &'static str)> {
    if !is_workbook(bytes) {
        return separated(bytes).map_err(|(why, help)| (why.to_owned(), help));
    }
    let sheets =
        sheets(bytes, MOST_LISTED, false, is_shown).map_err(|broken| (broken.told(), BROKEN.1))?;
    let sheets = sheets.ok_or((HUGE.0.to_owned(), HUGE.1))?;
    Ok(sheets.into_iter().map(Sheet::spread).collect())
}

const HUGE: Refusal = ("太大，不像是一张名单", "只留下要用的行和列，另存一份");

/// A CSV as the one sheet that it is.
fn separated(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let text = csv_text(bytes)?;
    // What many offices' systems give out as .xls.
    if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') {
        return Err(("其实是网页或 XML，只是名字像表格", "用表格软件打开它，另存为 .xlsx"));
    }
    let rows = all_rows(&text).ok_or(NO_CSV)?;
    if rows.iter().map(Vec::len).sum::<usize>() > MOST_LISTED {
        return Err(HUGE);
    }
    let numbered = (1..).zip(rows).filter(|(_, row)| is_filled(row)).collect();
    Ok(vec![Grid { rows: numbered, ..Grid::default() }])
}

fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// The sheets of a workbook that are shown, by name. Numbers and days in a
/// .xlsx are as the sheet shows them, where their format is understood, else as they are; so are letters above
/// and below the line. What is struck through is left out.
///
/// # Errors
/// The file is damaged, or far too large.
pub fn workbook(bytes: &[u8]) -> Result<Vec<Printed>, Refusal> {
    const LARGE: Refusal = ("太大，不像是快报里的表", "只留下要印的行和列，另存一份");
    let sheets = sheets(bytes, MOST_CELLS, true, is_shown).map_err(|_| BROKEN)?.ok_or(LARGE)?;
    Ok(sheets.into_iter().map(Sheet::table).collect())
}

/// The names and texts of the sheets of a workbook that are not shown.
pub fn hidden(bytes: &[u8]) -> Vec<(String, String)> {
    let sheets = sheets(bytes, MOST_LISTED, false, |visible| !is_shown(visible));
    let text = |sheet: Sheet| {
        (sheet.name, sheet.rows.into_values().flatten().collect::<Vec<_>>().join(" "))
    };
    sheets.ok().flatten().unwrap_or_default().into_iter().map(text).collect()
}

fn is_shown(visible: SheetVisible) -> bool {
    visible == SheetVisible::Visible
}

/// A sheet as it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    pub name: String,
    pub rows: Rows,
    /// What is not as it stands in the file.
    pub told: Vec<Told>,
}

/// A sheet as it is in the file.
struct Sheet {
    told: Vec<Told>,
    name: String,
    rows: BTreeMap<u32, Vec<String>>,
    merged: Vec<Dimensions>,
}

const BROKEN: Refusal = ("坏了或者没有传完整", "用表格软件打开它，另存一份；加了密码的先去掉密码");

/// A workbook breaks off: in which sheet, behind which row, where that is known.
#[derive(Debug, Default)]
struct Broken(Option<(String, Option<u32>)>);

impl Broken {
    fn told(&self) -> String {
        match &self.0 {
            None => BROKEN.0.to_owned(),
            Some((sheet, None)) => format!("{}：工作表“{sheet}”读不出来", BROKEN.0),
            Some((sheet, Some(row))) => {
                format!("{}：工作表“{sheet}”读到第{}行就断了", BROKEN.0, row + 1)
            }
        }
    }
}

/// The sheets of a workbook that are shown; `None` when one has more cells.
fn sheets(
    bytes: &[u8],
    most: usize,
    as_shown: bool,
    wanted: fn(SheetVisible) -> bool,
) -> Result<Option<Vec<Sheet>>, Broken> {
    let book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes));
    let mut book = book.map_err(|_| Broken::default())?;
    // Charts on sheets of their own have no cells.
    let has_cells = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let shown = book.sheets_metadata().iter().filter(has_cells);
    let shown = shown.filter(|sheet| wanted(sheet.visible));
    let rich = if as_shown { Rich::read(bytes) } else { Rich::default() };
    let package = if as_shown { Workbook::read(bytes) } else { Workbook::default() };
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    let mut sheets = vec![];
    for name in names {
        let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let mut size = 0;
        let mut put = |(row, column): (u32, u32), text: String| {
            let cells = rows.entry(row).or_default();
            let wide = column as usize + 1;
            if cells.len() < wide {
                size += wide - cells.len();
                cells.resize(wide, String::new());
            }
            cells[wide - 1] = text;
            size <= most
        };
        let mut merged = vec![];
        let mut told = vec![];
        let mut fits = true;
        match &mut book {
            // By cells: one that stands far away must not make a table of all between.
            Sheets::Xlsx(book) => {
                let broken = |row: Option<u32>| Broken(Some((name.clone(), row)));
                let mut cells = book.worksheet_cells_reader(&name).map_err(|_| broken(None))?;
                let mut last = None;
                let styles = cells.styles().to_vec();
                let around = package.sheet(&name);
                for place in around.iter().flat_map(|sheet| &sheet.unsolved) {
                    let how = How::Unsolved(format!("工作表“{name}”的 {place}"));
                    told.push(Told { how, from: String::new(), to: String::new() });
                }
                while let Some((found, style)) =
                    cells.next_cell_with_style_id().map_err(|_| broken(last))?
                {
                    let look = package.look(style);
                    last = Some(found.get_position().0);
                    let style = styles.get(style).filter(|_| as_shown);
                    let format = style.and_then(|style| style.number_format.as_ref());
                    let value = owned(found.get_value());
                    let shown = format.and_then(|f| shown::cell(&value, number, &f.format_code));
                    let mut text = shown.unwrap_or_else(|| cell(&value));
                    let void = style
                        .and_then(|style| style.font.as_ref())
                        .is_some_and(|font| font.has_strikethrough());
                    match rich.of(&text).filter(|_| matches!(value, Data::String(_))) {
                        Some(Some(runs)) => text = rich::shown(runs, &mut told),
                        Some(None) => {
                            let (row, column) = found.get_position();
                            let at = cell_name(row as usize + 1, column as usize);
                            let how = How::Doubtful(format!("工作表“{name}”的 {at}"));
                            told.push(Told { how, from: String::new(), to: String::new() });
                        }
                        None if void && !text.is_empty() => {
                            let from = std::mem::take(&mut text);
                            told.push(Told { how: How::Struck, from, to: String::new() });
                        }
                        None if look != Look::Plain => text = rich::moved(look, &text, &mut told),
                        None => {}
                    }
                    if around.is_some_and(|sheet| sheet.hides(found.get_position())) {
                        let from = std::mem::take(&mut text);
                        if !from.is_empty() {
                            told.push(Told { how: How::Hidden, from, to: String::new() });
                        }
                    }
                    fits = fits && (text.is_empty() || put(found.get_position(), text));
                }
                drop(cells);
                merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            }
            other => {
                let range = other.worksheet_range(&name);
                let range = range.map_err(|_| Broken(Some((name.clone(), None))))?;
                let (first, left) = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    let text = cell(value);
                    let at = (first + row as u32, left + column as u32);
                    fits = fits && (text.is_empty() || put(at, text));
                }
                if let Sheets::Xls(book) = other {
                    if as_shown && rich::is_in_old(bytes) {
                        let how = How::Doubtful(format!("工作表“{name}”的有些格"));
                        told.push(Told { how, from: String::new(), to: String::new() });
                    }
                    merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
                }
            }
        }
        if !fits {
            return Ok(None);
        }
        sheets.push(Sheet { told, name, rows, merged });
    }
    Ok(Some(sheets))
}

fn owned(value: &DataRef<'_>) -> Data {
    value.clone().into()
}

impl Sheet {
    /// Its rows from the first column with something in it on, all of one length.
    fn table(self) -> Printed {
        let filled = |row: &Vec<String>| row.iter().position(|cell| !cell.is_empty());
        let first = self.rows.values().filter_map(filled).min().unwrap_or_default();
        let wide = self.rows.values().map(Vec::len).max().unwrap_or_default();
        let row = |mut row: Vec<String>| {
            row.resize(wide, String::new());
            row.split_off(first)
        };
        let rows = self.rows.into_values().map(row).collect();
        Printed { name: self.name, rows, told: self.told }
    }

    /// With what stands in the first of some merged cells in all of them.
    fn spread(mut self) -> Grid {
        let wide = self.rows.values().map(Vec::len).max().unwrap_or_default();
        let mut again = BTreeSet::new();
        for Dimensions { start, end } in &self.merged {
            let value = self.rows.get(&start.0).and_then(|row| row.get(start.1 as usize)).cloned();
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            if end.0 < start.0 {
                continue;
            }
            for (number, row) in self.rows.range_mut(start.0..=end.0) {
                let last = (end.1 as usize + 1).min(wide);
                if row.len() < last {
                    row.resize(last, String::new());
                }
                for (at, cell) in row.iter_mut().enumerate().take(last).skip(start.1 as usize) {
                    if cell.is_empty() {
                        cell.clone_from(&value);
                        again.insert((*number as usize + 1, at));
                    }
                }
            }
        }
        let rows = self.rows.into_iter().map(|(at, row)| (at as usize + 1, row)).collect();
        Grid { name: self.name, rows, again, left: 0 }
    }
}

impl Grid {
    /// Where a cell is: `工作表“名录”B7`, or `第7行第2列` of a CSV.
    pub fn place(&self, row: usize, column: usize) -> String {
        let column = self.left + column;
        match self.name.as_str() {
            "" => format!("第{row}行第{}列", column + 1),
            name => format!("工作表“{name}”的 {}", cell_name(row, column)),
        }
    }
}

/// What a spreadsheet calls a cell by its row from 1 and its column from 0: `B7`.
fn cell_name(row: usize, column: usize) -> String {
    let mut letters = vec![];
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{row}")
}

fn cell(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Float(value) => number(*value),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            match (hour, minute) {
                (0, 0) => format!("{year}-{month:02}-{day:02}"),
                _ => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}"),
            }
        }
        Data::DateTime(moment) => number(moment.as_f64()),
        Data::Bool(value) => (if *value { "TRUE" } else { "FALSE" }).to_owned(),
        other => other.to_string().trim().to_owned(),
    }
}

/// As many digits as a spreadsheet keeps: 0.1 + 0.2 is 0.3.
fn number(value: f64) -> String {
    if value == value.trunc() && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let before = value.abs().log10().max(0.0) as usize + 1;
    let text = format!("{value:.*}", 15_usize.saturating_sub(before));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_csv_is_read_as_spreadsheets_write_it() {
        let (gbk, _, _) = encoding_rs::GB18030.encode("学校,册数\r\n一小,\"2,300\"\r\n,\r\n");
        assert_eq!(rows(&gbk).expect("rows"), [["学校", "册数"], ["一小", "2,300"]]);
        assert_eq!(rows("a;b\n1,5;2\n".as_bytes()).expect("rows"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(rows(b"\xEF\xBB\xBFa\tb\n").expect("rows"), [["a", "b"]]);
        assert!(rows(b"\xff\xff\xff").is_err());
        assert!(rows(b"a,b\n1,\x00002\n3,4").is_err());
    }

    #[test]
    fn cells_of_a_csv_are_found_where_they_are() {
        let grid = |text: &str| grids(text.as_bytes()).expect("a grid").remove(0);
        let two = grid("名录,\n\n全称,\"简\n称\"\n\n甲,乙\n");
        let numbers: Vec<usize> = two.rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!(two.place(5, 1), "第5行第2列");
        let named = Grid { name: "表1".into(), ..Grid::default() };
        assert_eq!(named.place(7, 27), "工作表“表1”的 AB7");
        assert!(grids(b"\xEF\xBB\xBF <html><table>").is_err());
        let utf16: Vec<u8> = "\u{FEFF}a\tb".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(rows(&utf16).expect("rows"), [["a", "b"]]);
    }

    #[test]
    fn numbers_are_those_of_the_sheet() {
        for (value, text) in [(0.1 + 0.2, "0.3"), (431.0, "431"), (12.5, "12.5"), (-0.05, "-0.05")]
        {
            assert_eq!(number(value), text);
        }
    }
}
