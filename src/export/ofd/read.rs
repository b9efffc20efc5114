//! What stands in an OFD: its text in the order of the pages. Only as much of the format is read as is
//! written here; it is for comparing a made file with the pages before it is kept.

use std::io::{Cursor, Read as _};

use anyhow::{Context as _, Result, bail};
use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

/// The texts of each page, one for each TextCode.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).context("不是 OFD")?;
    let root = file(&mut zip, "OFD.xml")?;
    let document = texts(&root, "DocRoot")?.into_iter().next().context("OFD 没有文档")?;
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let document = file(&mut zip, &document)?;
    let mut pages = vec![];
    for page in attributes(&document, "Page", "BaseLoc")? {
        let content = file(&mut zip, &format!("{folder}/{page}"))?;
        pages.push(texts(&content, "TextCode")?);
    }
    if pages.is_empty() {
        bail!("OFD 没有页面");
    }
    Ok(pages)
}

fn file(zip: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Result<String> {
    let mut text = String::new();
    let mut entry = zip.by_name(path).with_context(|| format!("OFD 里没有 {path}"))?;
    entry.read_to_string(&mut text)?;
    Ok(text)
}

/// The text of each element of a name.
fn texts(xml: &str, name: &str) -> Result<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let mut found = vec![];
    let mut open: Option<String> = None;
    loop {
        match reader.read_event()? {
            Event::Start(tag) if tag.local_name().as_ref() == name => open = Some(String::new()),
            Event::End(tag) if tag.local_name().as_ref() == name => found.extend(open.take()),
            Event::Text(text) => {
                if let Some(open) = &mut open {
                    open.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                if let Some(open) = &mut open {
                    let name: &str = &entity;
                    let known = quick_xml::escape::resolve_predefined_entity(name);
                    open.push_str(known.context("OFD 里有不认识的实体")?);
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// An attribute of each element of a name.
fn attributes(xml: &str, name: &str, key: &str) -> Result<Vec<String>> {
    let mut reader = Reader::from_str(xml);
    let mut found = vec![];
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                if let Some(attribute) = tag.try_get_attribute(key)? {
                    found.push(attribute.value.into_owned());
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}
