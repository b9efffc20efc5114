//! Reads a Word document: what a person sees in it, in order.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use anyhow::{Context as _, Result, bail};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::{Seen, Token, characters, fingerprint};
use crate::export::File;

/// Styles of characters that are strong; of paragraphs that are the list of contents.
const STRONG: &[&str] = &["KbStrong", "KbHeadline"];
const CONTENTS: &[&str] = &["KbContents"];
/// What a proof has in its margin.
const MARGIN: &str = "KbMargin";

pub(crate) fn read(files: &[File]) -> Result<Vec<Token>> {
    let file = files.first().context("没有文件")?;
    let mut archive = ZipArchive::new(Cursor::new(file.bytes.as_slice())).context("不是 ZIP")?;
    let mut part = |name: &str| -> Result<Vec<u8>> {
        let mut bytes = vec![];
        archive.by_name(name).with_context(|| format!("没有 {name}"))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let relations =
        String::from_utf8(part("word/_rels/document.xml.rels")?).context("不是 UTF-8")?;
    let mut pictures = BTreeMap::new();
    each(&relations, |event| {
        if let Event::Empty(start) | Event::Start(start) = event
            && let (Some(id), Some(target)) = (value(start, "Id")?, value(start, "Target")?)
            && target.starts_with("media/")
        {
            pictures.insert(id, fingerprint(&part(&format!("word/{target}"))?));
        }
        Ok(())
    })?;
    let document = String::from_utf8(part("word/document.xml")?).context("不是 UTF-8")?;
    let mut walk = Walk { pictures, ..Walk::default() };
    each(&document, |event| walk.take(event))?;
    Ok(walk.seen)
}

#[derive(Default)]
struct Walk {
    pictures: BTreeMap<String, u64>,
    seen: Vec<Token>,
    strong: bool,
    in_text: bool,
    /// In a paragraph of the contents.
    skipped: bool,
    /// In the paragraph of a number in the margin.
    in_margin: bool,
    /// The item that has begun, until its number stands beside it.
    item: Option<String>,
    alt: Option<String>,
}

impl Walk {
    fn take(&mut self, event: &Event<'_>) -> Result<()> {
        match event {
            Event::Start(start) => {
                self.begin(start)?;
                self.in_text = start.local_name().into_inner() == "t";
            }
            Event::Empty(start) => self.begin(start)?,
            Event::End(end) => {
                match end.local_name().into_inner() {
                    // In a box of a paragraph that goes on.
                    "p" if self.in_margin => self.in_margin = false,
                    "p" => {
                        self.seen.push(Token::Break);
                        self.skipped = false;
                    }
                    "tbl" => self.seen.push(Token::TableEnd),
                    _ => {}
                }
                self.in_text = false;
            }
            Event::Text(text) if self.in_text && self.in_margin => {
                let number = text.xml10_content();
                if self.item.take().as_deref() != Some(&*number) {
                    bail!("页边的编号 {number} 不在它的条目旁边");
                }
            }
            Event::Text(text) if self.in_text && !self.skipped => {
                self.seen.extend(characters(&text.xml10_content(), self.strong));
            }
            Event::GeneralRef(reference) if self.in_text && !self.skipped => {
                let c = match reference.resolve_char_ref() {
                    Ok(Some(c)) => c,
                    _ => match &**reference {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        other => bail!("不认识 &{other};"),
                    },
                };
                self.seen.push(Token::Char(c, self.strong));
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<()> {
        match start.local_name().into_inner() {
            "r" => self.strong = false,
            "pStyle" => {
                let style = value(start, "val")?.unwrap_or_default();
                self.skipped = CONTENTS.contains(&style.as_str());
                self.in_margin = style == MARGIN;
            }
            "rStyle" => {
                let style = value(start, "val")?.unwrap_or_default();
                self.strong = STRONG.contains(&style.as_str());
            }
            "bookmarkStart" => {
                let mark = value(start, "name")?.unwrap_or_default();
                self.item = mark.strip_prefix("_kuaibao_").map(|place| place.replace('_', "."));
            }
            "tbl" => self.seen.push(Token::Table),
            "tr" => self.seen.push(Token::Row),
            "tc" => self.seen.push(Token::Cell),
            "tab" | "br" => self.seen.push(Token::Char('\t', false)),
            "docPr" => self.alt = value(start, "descr")?,
            "blip" => {
                let id = value(start, "embed")?.unwrap_or_default();
                let Some(bytes) = self.pictures.get(&id) else { bail!("没有图片 {id}") };
                self.seen.push(Token::Picture(Seen { bytes: Some(*bytes), alt: self.alt.take() }));
            }
            _ => {}
        }
        Ok(())
    }
}

fn each(xml: &str, mut call: impl FnMut(&Event<'_>) -> Result<()>) -> Result<()> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().context("XML 读不出来")? {
            Event::Eof => return Ok(()),
            event => call(&event)?,
        }
    }
}

/// An attribute by its name without a prefix.
fn value(start: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
    for attribute in start.attributes() {
        let attribute = attribute.context("XML 读不出来")?;
        if attribute.key.local_name().into_inner() == name {
            let value =
                attribute.normalized_value(XmlVersion::Explicit1_0).context("XML 读不出来")?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}
