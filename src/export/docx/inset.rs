//! Tables and pictures, which take as many whole lines as on the page.

use super::parts::{DRAWING, FIRST_PICTURE};
use super::reckon::{self, lines};
use super::run::{paragraph, run};
use super::sheet::{SMALL, Sheet};
use super::styles::id;
use crate::bulletin::block::{Figure, Table};
use crate::bulletin::styles;
use crate::export::xml::escaped;
use crate::typeset::Setting;
use crate::typeset::tabular::{self, Columns};

/// A line of a table, of those of the page; what stands above and below it in a row; the caption with
/// its gap. `lib.typ` has the same.
const LINE: f64 = 0.72;
const AROUND: f64 = 0.18;
const GAP: f64 = 0.1;

/// English metric units a millimetre, and a point.
const MILLIMETRE: f64 = 36_000.0;
const POINT: f64 = 12_700.0;

pub(super) const TABLE_END: &str = "</w:tbl>";

/// Less than the lines of the page by this, in twips: borders take some, and what goes beyond a line
/// costs a whole one.
const SLACK: f64 = 40.0;

/// How high a table is, in lines of the page.
pub(super) struct Grid {
    pub(super) columns: Columns,
    pub(super) rows: Vec<f64>,
    pub(super) caption: f64,
    /// Whether it goes on over pages; else it stays whole.
    pub(super) is_long: bool,
}

impl Grid {
    pub(super) fn of(table: &Table, page: u32) -> Self {
        let columns = tabular::columns(table);
        let taken = |row: &Vec<String>| {
            let cells = row.iter().zip(&columns.columns);
            let cell = |(text, column): (&String, &tabular::Column)| {
                lines(text, 0.0, column.room - 2.0 * columns.inset)
            };
            cells.map(cell).max().unwrap_or(1).max(1)
        };
        let whole: Vec<f64> = match columns.is_wide {
            true => table.rows.iter().map(|row| tabular::height(taken(row)) as f64).collect(),
            false => vec![1.0; table.rows.len()],
        };
        let is_long = 2.0 * whole.iter().sum::<f64>() > f64::from(page);
        let low = |row: &Vec<String>| LINE * taken(row) as f64 + AROUND;
        let mut rows = if is_long { whole } else { table.rows.iter().map(low).collect() };
        let caption = match (table.caption.is_empty(), is_long) {
            (true, _) => 0.0,
            (false, true) => 1.0,
            (false, false) => LINE + GAP,
        };
        if !is_long {
            let height = rows.iter().sum::<f64>() + caption;
            let more = ((height - 0.01).ceil() - height) / rows.len().max(1) as f64;
            rows.iter_mut().for_each(|row| *row += more);
        }
        Self { columns, rows, caption, is_long }
    }

    pub(super) fn height(&self) -> f64 {
        self.rows.iter().sum::<f64>() + self.caption
    }
}

/// How wide columns are, and the room beside their texts: as on the page, but that a text that stands on
/// one line there does so in a word processor too, which sets Han and figures apart.
fn rooms(table: &Table, columns: &Columns) -> (Vec<f64>, f64) {
    let inset = columns.inset;
    let needed = |(index, column): (usize, &tabular::Column)| {
        let cells = table.rows.iter().filter_map(|row| row.get(index));
        let alone = cells.filter(|cell| lines(cell, 0.0, column.room - 2.0 * inset) == 1);
        alone.map(|cell| reckon::width(cell) + 0.1 + 2.0 * inset).fold(column.room, f64::max)
    };
    let all = columns.columns.iter();
    let wanted: Vec<f64> = all.clone().enumerate().map(needed).collect();
    if wanted.iter().sum::<f64>() <= tabular::AREA {
        return (wanted, inset);
    }
    (all.map(|column| column.room).collect(), inset.min(tabular::LEAST_INSET))
}

/// `after_table`: two in a row with nothing between are one to Word.
pub(super) fn table(table: &Table, sheet: &Sheet, is_last: bool, after_table: bool) -> String {
    let grid = Grid::of(table, sheet.lines);
    let pitch = f64::from(sheet.pitch);
    let mut out = String::new();
    if !table.caption.is_empty() {
        let look = if grid.is_long {
            format!("<w:spacing w:after=\"0\" w:line=\"{pitch}\" w:lineRule=\"exact\"/>")
        } else {
            String::new()
        };
        out.push_str(&paragraph(id::TABLE_CAPTION, &look, &run(&table.caption, "")));
    } else if after_table {
        out.push_str(&paragraph(id::RULE, "", ""));
    }
    let twips = |ems: f64| (ems * f64::from(SMALL)) as u32;
    let (rooms, inset) = rooms(table, &grid.columns);
    let widths: Vec<u32> = rooms.into_iter().map(twips).collect();
    let columns: String =
        widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let inset = twips(inset);
    out.push_str(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"{inset}\" w:type=\"dxa\"/><w:right w:w=\"{inset}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>",
        id::TABLE,
        widths.iter().sum::<u32>(),
    ));
    let less = SLACK / grid.rows.len().max(1) as f64;
    for (index, (row, height)) in table.rows.iter().zip(&grid.rows).enumerate() {
        let is_head = index < table.head;
        let head = if is_head { "<w:tblHeader/>" } else { "" };
        let less = if grid.is_long { 16.0 } else { less };
        let height = (height * pitch - less) as u32;
        out.push_str(&format!(
            "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>{head}</w:trPr>"
        ));
        // A short one stays whole, and with the credit below it.
        let is_kept = !grid.is_long && (is_last || index + 1 < table.rows.len());
        let look = if is_kept && !is_head { "<w:keepNext/>" } else { "" };
        for (cell, width) in row.iter().zip(&widths) {
            out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"));
            let style = if is_head { id::HEAD_CELL } else { id::CELL };
            out.push_str(&paragraph(style, look, &run(cell, "")));
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }
    out.push_str(TABLE_END);
    out
}

/// How large a picture is, in points, and how many lines it takes with its caption.
pub(super) struct Frame {
    width: f64,
    height: f64,
    /// Of lines, what is left free by picture and caption.
    free: f64,
    pub(super) lines: f64,
}

impl Frame {
    /// As large as it is at 150 dots an inch, but no wider than the type area and no higher than half
    /// of it.
    pub(super) fn of(figure: &Figure, pitch: f64) -> Self {
        let picture = &figure.picture;
        let (wide, high) = (picture.width.max(1) as f64, picture.height.max(1) as f64);
        let mut width = match figure.width {
            Some(percent) => Setting::AREA_WIDTH * f64::from(percent) / 100.0,
            None => (wide * 72.0 / 150.0).min(Setting::AREA_WIDTH),
        };
        let mut height = width * high / wide;
        let most = Setting::AREA_HEIGHT / 2.0;
        if height > most {
            (width, height) = (most * wide / high, most);
        }
        let caption = if figure.caption.is_empty() { 0.0 } else { LINE + GAP };
        let taken = height / pitch + caption;
        let lines = (taken - 0.01).ceil();
        Self { width, height, free: (lines - taken).max(0.0), lines }
    }
}

/// The `number`th picture, from 0.
pub(super) fn figure(figure: &Figure, sheet: &Sheet, number: usize, is_last: bool) -> String {
    let frame = Frame::of(figure, f64::from(sheet.pitch) / 20.0);
    let relation = FIRST_PICTURE + number;
    let number = number + 1;
    let emu = |points: f64| (points * POINT).max(1.0) as u64;
    let (cx, cy) = (emu(frame.width), emu(frame.height));
    let alt = escaped(&figure.alt);
    let millimetres = (frame.width * POINT / MILLIMETRE).round() as u32;
    let name = styles::picture(number, figure.width, millimetres);
    let drawing = format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
         <wp:docPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/><a:graphic><a:graphicData uri=\"{DRAWING}/picture\"><pic:pic>\
         <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"rId{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
         </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    );
    let alone = figure.caption.is_empty();
    let half = frame.free * f64::from(sheet.pitch) / 2.0;
    let (before, after) = (half as u32, (half - SLACK).max(0.0) as u32);
    let keep = if alone && !is_last { "<w:keepNext w:val=\"0\"/>" } else { "" };
    let below = if alone { format!(" w:after=\"{after}\"") } else { String::new() };
    let look = format!("{keep}<w:spacing w:before=\"{before}\"{below}/>");
    let mut out = paragraph(id::PICTURE, &look, &drawing);
    if !alone {
        let keep = if is_last { "<w:keepNext/>" } else { "" };
        let look = format!("{keep}<w:spacing w:after=\"{after}\"/>");
        out.push_str(&paragraph(id::FIGURE_CAPTION, &look, &run(&figure.caption, "")));
    }
    out
}
