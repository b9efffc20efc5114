//! Tables as spreadsheets save them: .csv in UTF-8 or GBK, .xlsx and .xls.

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetVisible};
use encoding_rs::GB18030;

/// More cells are not in a table that is printed.
const MOST_CELLS: usize = 20_000;

/// Rows of cells, of any lengths.
pub type Rows = Vec<Vec<String>>;

/// Why a file gives no table, and what to do, in words for the editor.
pub type Refusal = (&'static str, &'static str);

/// The rows of a file with one table: a CSV, or the first sheet of a workbook with something in it.
///
/// # Errors
/// It is none, or cannot be read.
pub fn rows(bytes: &[u8]) -> Result<Rows, Refusal> {
    const EMPTY: Refusal = ("里没有内容", "检查是不是选错了文件");
    if is_workbook(bytes) {
        let sheets = workbook(bytes)?;
        return sheets.into_iter().map(|(_, rows)| rows).find(|rows| !rows.is_empty()).ok_or(EMPTY);
    }
    // Excel by itself writes a CSV in GBK.
    let utf8 = std::str::from_utf8(bytes).ok().map(str::to_owned);
    let text = utf8.or_else(|| {
        let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
        decoded.map(std::borrow::Cow::into_owned).filter(|text| !text.contains('\0'))
    });
    let text =
        text.ok_or(("不是 UTF-8 或 GBK 编码的文本", "在表格软件里另存为“CSV UTF-8（逗号分隔）”"))?;
    csv(&text).ok_or(("不是可读的 CSV 表格", "在表格软件里重新另存为 CSV"))
}

fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// The rows of a CSV text that have something in them; `None` when it is none. Commas, tabs or
/// semicolons between, cells quoted, with or without a BOM.
pub fn csv(text: &str) -> Option<Rows> {
    let text = text.trim_start_matches('\u{FEFF}');
    let first = text.lines().next().unwrap_or_default();
    let delimiter = match first.contains(',') {
        false if first.contains('\t') => b'\t',
        // Where the comma is a decimal point Excel writes semicolons.
        false if first.contains(';') => b';',
        _ => b',',
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = vec![];
    for record in reader.records() {
        rows.push(record.ok()?.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    rows.retain(is_filled);
    Some(rows)
}

/// The sheets of a workbook that are shown, by name. What is in a cell is its value; how the sheet
/// shows it (places, per cent) is not taken over.
///
/// # Errors
/// The file is damaged, or far too large.
pub fn workbook(bytes: &[u8]) -> Result<Vec<(String, Rows)>, Refusal> {
    const BROKEN: Refusal =
        ("坏了或者没有传完整", "用表格软件打开它，另存一份；加了密码的先去掉密码");
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| BROKEN)?;
    let shown =
        book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    let mut sheets = vec![];
    for name in names {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (height, width) = range.get_size();
        if height.saturating_mul(width) > MOST_CELLS {
            return Err(("太大，不像是快报里的表", "只留下要印的行和列，另存一份"));
        }
        let mut rows: Rows = range.rows().map(|row| row.iter().map(cell).collect()).collect();
        rows.retain(is_filled);
        sheets.push((name, rows));
    }
    Ok(sheets)
}

#[expect(clippy::ptr_arg, reason = "it is given to `retain`")]
fn is_filled(row: &Vec<String>) -> bool {
    row.iter().any(|cell| !cell.is_empty())
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
        let (gbk, _, _) = GB18030.encode("学校,册数\r\n一小,\"2,300\"\r\n,\r\n");
        assert_eq!(rows(&gbk).expect("rows"), [["学校", "册数"], ["一小", "2,300"]]);
        assert_eq!(rows("a;b\n1,5;2\n".as_bytes()).expect("rows"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(rows(b"\xEF\xBB\xBFa\tb\n").expect("rows"), [["a", "b"]]);
        assert!(rows(b"\xff\xff\xff").is_err());
    }

    #[test]
    fn numbers_are_those_of_the_sheet() {
        for (value, text) in [(0.1 + 0.2, "0.3"), (431.0, "431"), (12.5, "12.5"), (-0.05, "-0.05")]
        {
            assert_eq!(number(value), text);
        }
    }
}
