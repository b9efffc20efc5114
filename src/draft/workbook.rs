//! What a workbook says of its rows, columns, styles and formulas (ISO/IEC 29500-1, 18.3 and 18.8), which the
//! reader of cells does not give: what is hidden is not printed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::rich::Look;
use crate::source::file::bounded;

/// Larger parts are not in a table that is printed.
const MOST_BYTES: usize = 64 << 20;

/// What is told of all sheets.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// What a cell's letters look like, by the number of its style.
    looks: Vec<Look>,
    sheets: BTreeMap<String, Sheet>,
}

/// What is told of a sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// From 0.
    rows: BTreeSet<u32>,
    /// From 0, the last included.
    columns: Vec<(u32, u32)>,
    /// Cells whose formula has no value yet.
    pub(super) unsolved: Vec<String>,
}

impl Sheet {
    /// Whether a cell stands in a row or column that is not shown.
    pub(super) fn hides(&self, (row, column): (u32, u32)) -> bool {
        let within = |(first, last): &(u32, u32)| (*first..=*last).contains(&column);
        self.rows.contains(&row) || self.columns.iter().any(within)
    }
}

impl Workbook {
    /// Looks through a package; whoever reads the cells refuses what is broken.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut all = Self::default();
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return all };
        let mut part = |path: &str| -> Option<String> {
            let file = archive.by_name(path).ok()?;
            bounded(file, MOST_BYTES).ok().map(|text| String::from_utf8_lossy(&text).into_owned())
        };
        all.looks = part("xl/styles.xml").map(|xml| looks(&xml)).unwrap_or_default();
        let mut targets = BTreeMap::new();
        if let Some(xml) = part("xl/_rels/workbook.xml.rels") {
            each(&xml, |start, _| {
                if let (Some(id), Some(target)) = (value(start, "Id"), value(start, "Target")) {
                    targets.insert(id, target);
                }
            });
        }
        let mut names = vec![];
        if let Some(xml) = part("xl/workbook.xml") {
            each(&xml, |start, name| {
                if name == "sheet"
                    && let (Some(name), Some(id)) = (value(start, "name"), value(start, "id"))
                {
                    names.push((name, id));
                }
            });
        }
        for (name, id) in names {
            let Some(target) = targets.get(&id) else { continue };
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => format!("xl/{target}"),
            };
            if let Some(xml) = part(&path) {
                all.sheets.insert(name, sheet(&xml));
            }
        }
        all
    }

    pub(super) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets.get(name)
    }

    /// Whether all letters of a cell with this style stand above or below the line.
    pub(super) fn look(&self, style: usize) -> Look {
        self.looks.get(style).copied().unwrap_or_default()
    }
}

/// Calls for each element that begins, with its own name.
fn each(xml: &str, mut of: impl FnMut(&BytesStart<'_>, &str)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => {
                let name = start.local_name().into_inner().to_owned();
                of(&start, &name);
            }
            _ => {}
        }
    }
}

fn value(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = start.attributes();
    let found = all.with_checks(false).flatten();
    let mut found = found.filter(|attribute| attribute.key.local_name().into_inner() == name);
    Some(found.next()?.normalized_value(XmlVersion::Explicit1_0).ok()?.into_owned())
}

fn is_on(start: &BytesStart<'_>, name: &str) -> bool {
    matches!(value(start, name).as_deref(), Some("1" | "true"))
}

fn number(start: &BytesStart<'_>, name: &str) -> Option<u32> {
    value(start, name)?.parse().ok()
}

/// What letters look like by style: styles name a face, faces say whether it is raised.
fn looks(xml: &str) -> Vec<Look> {
    let (mut fonts, mut styles): (Vec<Look>, Vec<Look>) = (vec![], vec![]);
    let mut reader = Reader::from_str(xml);
    let (mut in_fonts, mut in_styles) = (false, false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => match start.local_name().into_inner() {
                "fonts" => in_fonts = true,
                "cellXfs" => in_styles = true,
                "font" if in_fonts => fonts.push(Look::Plain),
                "vertAlign" if in_fonts => {
                    let look = match value(&start, "val").as_deref() {
                        Some("superscript") => Look::Raised,
                        Some("subscript") => Look::Lowered,
                        _ => Look::Plain,
                    };
                    if let Some(font) = fonts.last_mut() {
                        *font = look;
                    }
                }
                "xf" if in_styles => {
                    let font = number(&start, "fontId").and_then(|at| fonts.get(at as usize));
                    styles.push(font.copied().unwrap_or_default());
                }
                _ => {}
            },
            Event::End(end) => match end.local_name().into_inner() {
                "fonts" => in_fonts = false,
                "cellXfs" => in_styles = false,
                _ => {}
            },
            _ => {}
        }
    }
    styles
}

fn sheet(xml: &str) -> Sheet {
    let mut sheet = Sheet::default();
    // The cell that is read, whether it has a formula, and a value.
    let mut cell: Option<(String, bool, bool)> = None;
    let end = |cell: Option<(String, bool, bool)>, unsolved: &mut Vec<String>| {
        unsolved.extend(cell.filter(|(_, formula, solved)| *formula && !solved).map(|cell| cell.0));
    };
    // Some programs write an empty value where they have none.
    let xml = xml.replace("<v></v>", "").replace("<v/>", "").replace("<v />", "");
    each(&xml, |start, name| match name {
        "row" if is_on(start, "hidden") => {
            sheet.rows.extend(number(start, "r").and_then(|row| row.checked_sub(1)));
        }
        "col" if is_on(start, "hidden") => {
            if let (Some(first), Some(last)) = (number(start, "min"), number(start, "max")) {
                sheet.columns.push((first.saturating_sub(1), last.saturating_sub(1)));
            }
        }
        "c" => {
            // A formula may give an empty text, and a number never is empty.
            let text = value(start, "t").as_deref() == Some("str");
            let next = value(start, "r").map(|place| (place, false, text));
            end(std::mem::replace(&mut cell, next), &mut sheet.unsolved);
        }
        "f" => {
            if let Some((_, formula, _)) = &mut cell {
                *formula = true;
            }
        }
        "v" | "is" => {
            if let Some((_, _, solved)) = &mut cell {
                *solved = true;
            }
        }
        _ => {}
    });
    end(cell, &mut sheet.unsolved);
    sheet
}

/// What a workbook of the old format may have beside what is read of it ([MS-XLS] 2.4): which rows are hidden,
/// and what remarks and heads say, is not read.
pub fn in_old(bytes: &[u8]) -> BTreeSet<&'static str> {
    let mut all = BTreeSet::new();
    let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else { return all };
    let Ok(stream) = file.open_stream("/Workbook") else { return all };
    let mut bytes = vec![];
    if stream.take(MOST_BYTES as u64).read_to_end(&mut bytes).is_err() {
        return all;
    }
    let mut rest = bytes.as_slice();
    while let [a, b, c, d, tail @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        let Some(data) = tail.get(..length) else { break };
        let flag = |at: usize, mask: u8| data.get(at).is_some_and(|byte| byte & mask != 0);
        match u16::from_le_bytes([*a, *b]) {
            ROW if flag(12, 0x20) => all.insert("隐藏的行、列"),
            COLUMNS if flag(8, 0x01) => all.insert("隐藏的行、列"),
            REMARK => all.insert("批注"),
            BOX => all.insert("文本框"),
            HEAD | FOOT if data.iter().any(|byte| *byte >= 0x80) => all.insert("页眉、页脚"),
            _ => false,
        };
        rest = &tail[length..];
    }
    all
}

const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const REMARK: u16 = 0x001C;
const BOX: u16 = 0x01B6;
/// Heads that hold Han characters are told by their bytes; others are mostly codes: `&P`.
const HEAD: u16 = 0x0014;
const FOOT: u16 = 0x0015;
