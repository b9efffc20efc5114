//! The text of a document part: paragraphs with strong runs, tables, where pictures stand.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::styles::{self, Looks, Styles};
use super::{BROKEN, deeper};
use crate::import::document::{Block, Glyph, Paragraph, Picture, Rich, Table, trim};

/// What a part holds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) blocks: Vec<FoundBlock>,
    /// Relations of the pictures, in order.
    pub(super) picture_ids: Vec<String>,
    pub(super) pictures: Vec<Picture>,
    /// Insertions or deletions are waiting to be accepted.
    pub(super) tracked: bool,
    pub(super) comments: bool,
}

pub(super) enum FoundBlock {
    Block(Block),
    /// By its relation's id.
    Picture(String),
}

/// Elements whose content is no text of the document: what was deleted, what older programs
/// show instead, instructions of fields, readings above characters.
const SKIPPED: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "Fallback",
    "rubyPr",
    "rt",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "binData",
    "fldData",
];

/// Reads a part. `place` is what to call it; empty for the main text.
pub(super) fn read(xml: &str, styles: &Styles, place: &str) -> Result<Found> {
    let mut walk = Walk {
        styles,
        place,
        found: Found::default(),
        paragraphs: vec![],
        tables: vec![],
        boxes: vec![],
        run: Looks::default(),
        in_run: false,
        in_paragraph_looks: false,
        count: 0,
    };
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    // The depth below which everything is skipped.
    let mut skipped: Option<usize> = None;
    let mut text = false;
    loop {
        match reader.read_event().map_err(|_| anyhow!(BROKEN))? {
            Event::Start(start) => {
                depth = deeper(depth)?;
                let name = start.local_name().into_inner().to_owned();
                walk.notice(&name);
                if skipped.is_none() && SKIPPED.contains(&name.as_str()) {
                    skipped = Some(depth);
                }
                if skipped.is_none() {
                    text = name == "t";
                    walk.start(&name, &attributes(&start)?);
                }
            }
            Event::Empty(start) => {
                let name = start.local_name().into_inner().to_owned();
                walk.notice(&name);
                if skipped.is_none() && !SKIPPED.contains(&name.as_str()) {
                    walk.start(&name, &attributes(&start)?);
                    walk.end(&name);
                }
            }
            Event::End(end) => {
                if skipped.is_none() {
                    walk.end(end.local_name().into_inner());
                    text = false;
                }
                skipped = skipped.filter(|level| *level != depth);
                depth = depth.saturating_sub(1);
            }
            Event::Text(content) if text && skipped.is_none() => {
                walk.text(&content.xml10_content());
            }
            Event::CData(content) if text && skipped.is_none() => {
                walk.text(&content.xml10_content());
            }
            Event::GeneralRef(reference) if text && skipped.is_none() => {
                let c = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c,
                    // An entity of its own is not resolved: that is how small files grow large.
                    _ => match &*reference {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        _ => return Err(anyhow!(BROKEN)),
                    },
                };
                walk.text(c.encode_utf8(&mut [0; 4]));
            }
            Event::Eof if depth > 0 => return Err(anyhow!(BROKEN)),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(walk.found)
}

struct Walk<'a> {
    styles: &'a Styles,
    place: &'a str,
    found: Found,
    /// Paragraphs that are open; a text box stands inside one.
    paragraphs: Vec<Open>,
    /// Tables that are open, each with its rows.
    tables: Vec<Table>,
    /// What text boxes of the open paragraph hold.
    boxes: Vec<FoundBlock>,
    run: Looks,
    in_run: bool,
    in_paragraph_looks: bool,
    count: usize,
}

#[derive(Default)]
struct Open {
    text: Rich,
    looks: Looks,
    style: Option<String>,
    pictures: Vec<String>,
    /// Begun by a line break in the paragraph before.
    broken_off: bool,
}

impl Walk<'_> {
    fn notice(&mut self, name: &str) {
        self.found.tracked |= matches!(name, "ins" | "del" | "moveFrom" | "moveTo");
        self.found.comments |= name == "commentReference";
    }

    fn start(&mut self, name: &str, attributes: &BTreeMap<String, String>) {
        match name {
            "p" => {
                // In a text box: the run around it is not the one of its text.
                self.in_run = false;
                self.paragraphs.push(Open::default());
            }
            "pPr" => self.in_paragraph_looks = true,
            "r" => (self.in_run, self.run) = (true, Looks::default()),
            "pStyle" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.style = attributes.get("val").cloned();
                }
            }
            "rStyle" => {
                let looks = self.styles.looks(attributes.get("val").map(String::as_str));
                self.run.strong = self.run.strong.or(looks.strong);
            }
            "tab" if self.in_run => self.text("\t"),
            "br" | "cr" if self.in_run => self.break_paragraph(),
            "noBreakHyphen" if self.in_run => self.text("-"),
            "sym" if self.in_run => {
                let code = attributes.get("char").and_then(|c| u32::from_str_radix(c, 16).ok());
                if let Some(c) = code.and_then(char::from_u32) {
                    self.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            "blip" | "imagedata" => {
                let id = attributes.get("embed").or_else(|| attributes.get("id"));
                if let (Some(id), Some(open)) = (id, self.paragraphs.last_mut()) {
                    open.pictures.push(id.clone());
                }
            }
            "tbl" => self.tables.push(Table { place: self.place_of("表格"), ..Table::default() }),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(vec![]);
                }
            }
            "tc" => {
                if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(vec![]);
                }
            }
            _ if self.in_run => styles::note(&mut self.run, name, attributes),
            // What `pPr` says of runs is about the paragraph's own mark.
            "jc" | "outlineLvl" | "ind" if self.in_paragraph_looks => {
                if let Some(open) = self.paragraphs.last_mut() {
                    styles::note(&mut open.looks, name, attributes);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_paragraph_looks = false,
            "r" => self.in_run = false,
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    match self.tables.last_mut().and_then(cell) {
                        // A table in a cell is read as the cell's text.
                        Some(cell) => cell.extend(table.rows.into_iter().flatten().flatten()),
                        None => self.found.blocks.push(FoundBlock::Block(Block::Table(table))),
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        let by_style = || self.styles.looks(open.style.as_deref()).strong;
        let strong = self.run.strong.or_else(by_style).unwrap_or_default();
        open.text.extend(text.chars().map(|c| Glyph { c, strong }));
    }

    /// A line break ends a paragraph for us: pasted text has no other.
    fn break_paragraph(&mut self) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        let (style, looks) = (open.style.clone(), open.looks.clone());
        self.end_paragraph();
        self.paragraphs.push(Open { style, looks, broken_off: true, ..Open::default() });
    }

    fn end_paragraph(&mut self) {
        let Some(open) = self.paragraphs.pop() else { return };
        let by_style = self.styles.looks(open.style.as_deref());
        let looks = |own: Option<bool>, style: Option<bool>| own.or(style).unwrap_or_default();
        let blank = open.text.iter().take_while(|glyph| glyph.c.is_whitespace()).count();
        self.count += usize::from(self.paragraphs.is_empty() && !open.broken_off);
        let text = trim(&open.text).to_vec();
        let paragraph = Paragraph {
            indented: blank > 1 || looks(open.looks.indented, by_style.indented),
            centred: looks(open.looks.centred, by_style.centred),
            heading: open.looks.heading.or(by_style.heading).unwrap_or_default(),
            place: self.place_of("段"),
            text,
        };
        for id in open.pictures {
            self.found.picture_ids.push(id.clone());
            self.found.blocks.push(FoundBlock::Picture(id));
        }
        let block = FoundBlock::Block(Block::Paragraph(paragraph));
        if !self.paragraphs.is_empty() {
            self.boxes.push(block);
            return;
        }
        // What floats beside a paragraph is read before it.
        let boxes = std::mem::take(&mut self.boxes);
        for block in boxes.into_iter().chain([block]) {
            match (self.tables.last_mut().and_then(cell), block) {
                (Some(cell), FoundBlock::Block(Block::Paragraph(paragraph))) => {
                    cell.push(paragraph)
                }
                (_, block) => self.found.blocks.push(block),
            }
        }
    }

    fn place_of(&self, what: &str) -> String {
        match (self.place, what) {
            ("", "段") => format!("第{}段", self.count.max(1)),
            ("", what) => format!("第{}段后的{what}", self.count),
            (place, _) => place.to_owned(),
        }
    }
}

/// The cell that is open in a table.
fn cell(table: &mut Table) -> Option<&mut Vec<Paragraph>> {
    table.rows.last_mut()?.last_mut()
}

/// The attributes of an element by their names without prefixes.
fn attributes(start: &BytesStart<'_>) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| anyhow!(BROKEN))?;
        let value =
            attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| anyhow!(BROKEN))?;
        all.insert(attribute.key.local_name().into_inner().to_owned(), value.into_owned());
    }
    Ok(all)
}

/// Calls for each element of a small part, with its attributes.
pub(super) fn each_element(
    xml: &str,
    mut call: impl FnMut(&str, &BTreeMap<String, String>),
) -> Result<()> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| anyhow!(BROKEN))? {
            Event::Start(start) => {
                depth = deeper(depth)?;
                call(start.local_name().into_inner(), &attributes(&start)?);
            }
            Event::Empty(start) => call(start.local_name().into_inner(), &attributes(&start)?),
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Whether a switch such as `<w:b w:val="0"/>` is on.
pub(super) fn on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off" | "none"))
}
