//! Tables as text, with commas, tabs or semicolons between (.csv), in any encoding of offices, and with
//! the slips of those who write them by hand.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// Rows of cells, of any lengths.
pub type Rows = Vec<Vec<String>>;

/// Why a file gives no table, and what to do, in words for the editor.
pub type Refusal = (&'static str, &'static str);

pub(super) const NO_CSV: Refusal = ("不是可读的 CSV 表格", "在表格软件里重新另存为 CSV");

/// Excel by itself writes a CSV in GBK, and some programs in UTF-16.
pub(super) fn csv_text(bytes: &[u8]) -> Result<String, Refusal> {
    // Line ends and commas leave a zero byte on one side only.
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (utf16, lead) = match bytes {
        [0xFF, 0xFE, ..] => (Some(UTF_16LE), 2),
        [0xFE, 0xFF, ..] => (Some(UTF_16BE), 2),
        _ => match (zeros(0), zeros(1), bytes.len() % 2) {
            (0, 2.., 0) => (Some(UTF_16LE), 0),
            (2.., 0, 0) => (Some(UTF_16BE), 0),
            _ => (None, 0),
        },
    };
    let text = match utf16 {
        Some(encoding) => {
            encoding.decode_without_bom_handling_and_without_replacement(&bytes[lead..])
        }
        None => match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.into()),
            Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
        },
    };
    let text = text.map(std::borrow::Cow::into_owned);
    if text.as_ref().is_some_and(|text| text.contains('\0')) {
        return Err((
            "里有空字符，多半没有传完整，或者不是文本",
            "在表格软件里打开看一看，另存为“CSV UTF-8（逗号分隔）”；打不开的请对方重新发一份",
        ));
    }
    text.ok_or(("不是 UTF-8 或 GBK 编码的文本", "在表格软件里另存为“CSV UTF-8（逗号分隔）”"))
}

/// The rows of a CSV text that have something in them; `None` when it is none. Commas, tabs or
/// semicolons between, cells quoted, with or without a BOM.
pub fn csv(text: &str) -> Option<Rows> {
    let mut rows = all_rows(text)?;
    rows.retain(is_filled);
    Some(rows)
}

/// The line, from 1, of the first cell of a CSV whose quotation mark is never closed, so that it would
/// take in all that follows.
pub fn unclosed(text: &str) -> Option<usize> {
    let at = open_quote(text, delimiter(text))?;
    Some(text[..at].matches('\n').count() + 1)
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    match first.contains(',') {
        false if first.contains('\t') => b'\t',
        // Where the comma is a decimal point Excel writes semicolons.
        false if first.contains(';') => b';',
        _ => b',',
    }
}

/// Where the last quoted cell begins, when nothing closes it.
fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = None;
    let mut starts = true;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match open {
            Some(_) if byte == b'"' && bytes.get(at + 1) == Some(&b'"') => at += 1,
            Some(start) if byte == b'"' => {
                // Where no cell ends behind it and a line has ended before it, it opens another.
                let ends = |next: &u8| *next == delimiter || *next == b'\n' || *next == b'\r';
                let closes = bytes.get(at + 1).is_none_or(ends);
                if !closes && bytes[start..at].contains(&b'\n') {
                    return open;
                }
                (open, starts) = (None, false);
            }
            Some(_) => {}
            None if byte == b'"' && starts => open = Some(at),
            None => starts = byte == delimiter || byte == b'\n' || byte == b'\r',
        }
        at += 1;
    }
    open
}

/// With quotation marks that nothing closes as characters of their cells.
fn closed(text: &str, delimiter: u8) -> std::borrow::Cow<'_, str> {
    let mut text = std::borrow::Cow::Borrowed(text);
    while let Some(at) = open_quote(&text, delimiter) {
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| c == char::from(delimiter) || c == '\n' || c == '\r');
        let end = end.unwrap_or(rest.len());
        let cell = rest[..end].replace('"', "\"\"");
        text = format!("{}\"\"\"{cell}\"{}", &text[..at], &rest[end..]).into();
    }
    text
}

pub(super) fn all_rows(text: &str) -> Option<Rows> {
    let text = text.trim_start_matches('\u{FEFF}');
    let text = &*closed(text, delimiter(text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = vec![];
    // Line ends within cells.
    let mut inside = 0;
    for record in reader.records() {
        let record = record.ok()?;
        // Lines without anything are passed over by the reader, and are rows of a sheet.
        let (line, at) = record.position().map_or((1, 0), |place| (place.line(), place.byte()));
        let rest = usize::try_from(at).ok().and_then(|at| text.get(at..));
        let blank = rest.unwrap_or_default().chars();
        let blank = blank.take_while(|c| "\r\n".contains(*c)).filter(|c| *c == '\n').count();
        let above = usize::try_from(line).unwrap_or_default() + blank;
        let above = above.saturating_sub(1 + inside);
        rows.resize(above.max(rows.len()), vec![]);
        inside += record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        rows.push(record.iter().map(|cell| cell.trim().to_owned()).collect());
    }
    Some(rows)
}

#[expect(clippy::ptr_arg, reason = "it is given to `retain`")]
pub(super) fn is_filled(row: &Vec<String>) -> bool {
    row.iter().any(|cell| !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_mark_that_nothing_closes_swallows_no_rows() {
        for (text, wanted, line) in [
            (
                "a,b\n1,\"甲\n2,乙\n",
                vec![vec!["a", "b"], vec!["1", "\"甲"], vec!["2", "乙"]],
                Some(2),
            ),
            (
                "a,b\n\"1,200\",\"甲\n2,\"乙\"\n",
                vec![vec!["a", "b"], vec!["1,200", "\"甲"], vec!["2", "乙"]],
                Some(2),
            ),
            ("a,b\n\"1\n2\",3\n", vec![vec!["a", "b"], vec!["1\n2", "3"]], None),
            ("a,b\n5\"管,3\n", vec![vec!["a", "b"], vec!["5\"管", "3"]], None),
        ] {
            assert_eq!(csv(text).expect("rows"), wanted, "{text}");
            assert_eq!(unclosed(text), line, "{text}");
        }
    }
}
