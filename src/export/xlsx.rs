//! Tables as a workbook: each a sheet with real numbers and days, columns as wide as their Han
//! characters, a head that stays, and a page of A4 as wide as the sheet.

use anyhow::{Context as _, Result};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook,
    Worksheet,
};

use crate::report::table::{Cell, Column, Kind, Row, Table, width};

/// Half-widths of the widest column; longer texts are broken into lines.
const WIDEST: usize = 46;
/// Above this a page lies on its side.
const PORTRAIT: f64 = 92.0;
const FONT: &str = "宋体";
const HEAD_FONT: &str = "黑体";

/// A workbook with a sheet a table. Equal tables give equal bytes: it is dated as all others are.
///
/// # Errors
/// A text is longer than a cell may be, or there are more rows than a sheet has.
pub fn workbook(tables: &[Table]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let dated = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_author("kuaibao").set_creation_datetime(&dated));
    let mut names: Vec<String> = vec![];
    for table in tables {
        let name = sheet_name(&table.title, &names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        fill(sheet, table).with_context(|| format!("写不出工作表“{name}”"))?;
        names.push(name);
    }
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<()> {
    let last = column(table.columns.len().saturating_sub(1))?;
    let widths = widths(table);
    for (at, wide) in widths.iter().enumerate() {
        sheet.set_column_width(column(at)?, *wide)?;
    }
    let all: f64 = widths.iter().sum();
    let mut row = 0;
    if !table.title.is_empty() {
        let title =
            base(HEAD_FONT).set_font_size(16).set_align(FormatAlign::Center).set_text_wrap();
        across(sheet, row, last, &table.title, &title)?;
        sheet.set_row_height(row, 24.0 * lines(&table.title, all * 11.0 / 16.0))?;
        row += 1;
    }
    let head = bordered(base(HEAD_FONT))
        .set_align(FormatAlign::Center)
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00EE_EEEE));
    for (at, of) in table.columns.iter().enumerate() {
        sheet.write_string_with_format(row, column(at)?, &of.name, &head)?;
    }
    row += 1;
    sheet.set_freeze_panes(row, 0)?;
    sheet.set_repeat_rows(0, row - 1)?;
    let formats: Vec<[Format; 2]> =
        table.columns.iter().map(|of| [format(of, false), format(of, true)]).collect();
    for Row { cells, is_total } in &table.rows {
        let mut high: f64 = 1.0;
        for (at, cell) in cells.iter().enumerate().take(table.columns.len()) {
            if let Cell::Text(text) = cell {
                high = high.max(lines(text, widths[at]));
            }
            write(sheet, row, column(at)?, cell, &formats[at][usize::from(*is_total)])?;
        }
        // Programs that open it do not all see that a text is broken.
        if high > 1.0 {
            sheet.set_row_height(row, 15.0 * high)?;
        }
        row += 1;
    }
    let note = base(FONT).set_text_wrap().set_align(FormatAlign::Left);
    for text in &table.notes {
        across(sheet, row, last, text, &note)?;
        sheet.set_row_height(row, 15.0 * lines(text, all))?;
        row += 1;
    }
    page(sheet, all);
    Ok(())
}

fn page(sheet: &mut Worksheet, all: f64) {
    const A4: u8 = 9;
    sheet.set_paper_size(A4);
    if all > PORTRAIT {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.6, 0.6, 0.75, 0.75, 0.3, 0.3);
    sheet.set_footer("&C第 &P 页，共 &N 页");
}

/// A text over all columns.
fn across(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<()> {
    match last {
        0 => sheet.write_string_with_format(row, 0, text, format)?,
        _ => sheet.merge_range(row, 0, row, last, text, format)?,
    };
    Ok(())
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<()> {
    match cell {
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Cell::Number(value) => {
            sheet.write_number_with_format(row, column, value.as_f64(), format)?
        }
        Cell::Date(date) => {
            let day = date.format("%Y-%m-%d").to_string();
            // Days before 1900 are none of a spreadsheet's.
            match ExcelDateTime::parse_from_str(&day) {
                Ok(date) => sheet.write_datetime_with_format(row, column, &date, format)?,
                Err(_) => sheet.write_string_with_format(row, column, day, format)?,
            }
        }
        Cell::Formula(formula, value) => {
            let formula = Formula::new(formula).set_result(value.as_f64().to_string());
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

fn base(font: &str) -> Format {
    Format::new().set_font_name(font).set_font_size(11).set_align(FormatAlign::VerticalCenter)
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

fn format(of: &Column, is_total: bool) -> Format {
    let places = |places: u8| match places {
        0 => "0".to_owned(),
        places => format!("0.{}", "0".repeat(places.into())),
    };
    let format = bordered(base(FONT));
    let format = match of.kind {
        // Numbers as text, such as 2024-03, stay what they are.
        Kind::Text => format.set_num_format("@").set_text_wrap(),
        Kind::Integer => format.set_num_format("0"),
        Kind::Decimal(of) => format.set_num_format(places(of)),
        Kind::Percent(of) => format.set_num_format(format!("{}%", places(of))),
        Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
    };
    if is_total { format.set_bold() } else { format }
}

/// The widths of all columns, in digits: together no more than a page on its side can show in letters
/// that can be read, as far as texts can be broken. Those are made narrower that it costs the fewest
/// lines.
fn widths(table: &Table) -> Vec<f64> {
    const MOST: f64 = 150.0;
    const LEAST: f64 = 14.0;
    /// Rows that tell what texts are like.
    const ENOUGH: usize = 200;
    let mut widths: Vec<f64> = (0..table.columns.len()).map(|at| wide(table, at)).collect();
    if widths.iter().sum::<f64>() <= MOST {
        return widths;
    }
    let texts = |row: &Row| -> Vec<f64> {
        row.cells
            .iter()
            .map(|cell| if let Cell::Text(text) = cell { long(text) } else { 0.0 })
            .collect()
    };
    let rows: Vec<Vec<f64>> = table.rows.iter().take(ENOUGH).map(texts).collect();
    let lines = |widths: &[f64]| -> f64 {
        let high = |row: &Vec<f64>| {
            let lines = row.iter().zip(widths).map(|(long, wide)| (long / wide).ceil());
            lines.fold(1.0, f64::max)
        };
        rows.iter().map(high).sum()
    };
    while widths.iter().sum::<f64>() > MOST {
        let is_text = |at: &usize| table.columns[*at].kind == Kind::Text && widths[*at] > LEAST;
        let cost = |at: usize| {
            let mut narrower = widths.clone();
            narrower[at] -= 1.0;
            (at, lines(&narrower))
        };
        let costs = (0..widths.len()).filter(is_text).map(cost);
        // Of those that cost the same the widest.
        let least = costs.min_by(|(a, one), (b, other)| {
            one.total_cmp(other).then(widths[*b].total_cmp(&widths[*a]))
        });
        match least {
            Some((at, _)) => widths[at] -= 1.0,
            None => break,
        }
    }
    widths
}

/// The width of a column, in digits.
fn wide(table: &Table, at: usize) -> f64 {
    let of = &table.columns[at];
    let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
    let longest = cells.map(|cell| width(&cell.shown(of.kind))).max().unwrap_or_default();
    // A head may be broken in two where the cells are narrow.
    let head = width(&of.name).min(WIDEST);
    longest.max(head).clamp(4, WIDEST) as f64 * 1.08 + 2.0
}

/// Lines that a text takes over so many digits.
fn lines(text: &str, all: f64) -> f64 {
    (long(text) / all.max(1.0)).ceil().max(1.0)
}

/// How long a text is, in digits.
fn long(text: &str) -> f64 {
    width(text) as f64 * 1.08
}

fn column(at: usize) -> Result<u16> {
    u16::try_from(at).context("列太多了")
}

/// A name that a sheet may have, and none of the others has.
fn sheet_name(title: &str, others: &[String]) -> String {
    const LONGEST: usize = 31;
    let plain = |c: &char| !"[]:*?/\\".contains(*c) && !c.is_control();
    let name: String = title.chars().filter(plain).collect();
    let name = name.trim().trim_matches('\'');
    let name = if name.is_empty() || name.eq_ignore_ascii_case("history") { "表" } else { name };
    let is_taken =
        |name: &str| others.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let cut = |room: usize| {
        // The limit is in UTF-16.
        let mut left = room;
        let fits = name.chars().take_while(|c| {
            let fits = left >= c.len_utf16();
            left = left.saturating_sub(c.len_utf16());
            fits
        });
        fits.collect::<String>()
    };
    let numbered = (2..).map(|number| format!("{}({number})", cut(LONGEST - 6)));
    std::iter::once(cut(LONGEST)).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zh::fraction::Fraction;
    use calamine::{Data, Reader as _};
    use chrono::NaiveDate;
    use std::io::Cursor;

    fn tables() -> Vec<Table> {
        let mut table = Table::new(
            "一季度/采用情况",
            vec![
                Column::text("期号"),
                Column::integer("条数"),
                Column::new("占比", Kind::Percent(1)),
                Column::new("日期", Kind::Date),
            ],
        );
        let half = Fraction::new(1, 2).map_or(Cell::Empty, Cell::Number);
        let day = NaiveDate::from_ymd_opt(2024, 1, 5);
        table.push(vec!["2024-03".into(), Cell::count(3), half, Cell::date(day)]);
        let sum = format!("SUM({}:{0})", table.name_of(0, 1));
        table.push_total(vec![
            "=1+1".into(),
            Cell::Formula(sum, Fraction::whole(3)),
            Cell::Empty,
            Cell::Empty,
        ]);
        table.note("注");
        let plain = Table::new("", vec![Column::text("甲")]);
        vec![table, plain.clone(), plain]
    }

    #[test]
    fn cells_are_numbers_days_and_texts() {
        let bytes = workbook(&tables()).expect("written");
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("read");
        assert_eq!(book.sheet_names(), ["一季度采用情况", "表", "表(2)"]);
        let sheet = book.worksheet_range("一季度采用情况").expect("there");
        let cell =
            |row: u32, column: u32| sheet.get_value((row, column)).cloned().unwrap_or_default();
        assert_eq!(cell(2, 0), Data::String("2024-03".into()));
        assert_eq!(cell(2, 1), Data::Float(3.0));
        assert_eq!(cell(2, 2), Data::Float(0.5));
        assert!(matches!(cell(2, 3), Data::DateTime(day) if day.to_ymd_hms_milli().0 == 2024));
        assert_eq!(cell(3, 0), Data::String("=1+1".into()));
        assert_eq!(cell(3, 1), Data::Float(3.0));
        let formulas = book.worksheet_formula("一季度采用情况").expect("there");
        assert_eq!(formulas.get_value((3, 1)).map(String::as_str), Some("SUM(B3:B3)"));
    }

    /// A sheet of hits is as low as it can be: names give way to what is said.
    #[test]
    fn what_is_long_in_all_rows_gets_the_room() {
        let names = ["日期", "标题", "单位", "上下文", "稿件"];
        let mut table = Table::new("找到", names.map(Column::text).to_vec());
        for at in 0..20 {
            let unit = if at == 0 { "甲".repeat(40) } else { "财政局".to_owned() };
            let texts = ["2024".to_owned(), "标题".repeat(10), unit, "话".repeat(90)];
            table
                .push(texts.iter().map(|text| text.as_str().into()).chain(["草".into()]).collect());
        }
        let widths = widths(&table);
        assert!(widths.iter().sum::<f64>() <= 150.0, "{widths:?}");
        let (unit, said) = (widths[2], widths[3]);
        assert!(said > 45.0 && unit < said, "{widths:?}");
    }

    #[test]
    fn equal_tables_give_equal_bytes() {
        assert_eq!(workbook(&tables()).ok(), workbook(&tables()).ok());
    }

    #[test]
    fn names_of_sheets_are_those_that_a_spreadsheet_takes() {
        let long = "延津县二〇二四年第一季度政务信息采用情况通报附件统计表（县直部门）";
        let first = sheet_name(long, &[]);
        assert_eq!(first.chars().count(), 31);
        let second = sheet_name(long, std::slice::from_ref(&first));
        assert!(second.chars().count() <= 31 && second.ends_with("(2)"), "{second}");
        assert_eq!(sheet_name("[]", &[]), "表");
    }
}
