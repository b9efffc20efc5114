//! What a workbook holds beside the cells of its sheets: remarks, text boxes, charts, pictures, heads and feet.
//! None of it is read into a draft, all of it is named.

use std::io::Cursor;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::limits::PART_BYTES;
use crate::source::file::bounded;

/// Texts by what they are.
pub(super) fn of(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let mut all = vec![];
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return all };
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { continue };
        let Ok(name) = file.name().map(|name| name.to_ascii_lowercase()) else { continue };
        if name.contains("/media/") {
            all.push(("图片", String::new()));
            continue;
        }
        let what = match name.as_str() {
            _ if !name.ends_with(".xml") || name.contains("/_rels/") => continue,
            _ if name.contains("threadedcomment") || name.contains("/comments") => "批注",
            _ if name.contains("/drawings/") => "文本框、图形里的文字",
            _ if name.contains("/charts/chart") => "图表",
            _ if name.contains("/worksheets/") => "页眉、页脚",
            _ => continue,
        };
        let Ok(part) = bounded(file, PART_BYTES) else { continue };
        let part = String::from_utf8_lossy(&part);
        let text = match what {
            "页眉、页脚" if !part.contains("eader") && !part.contains("ooter") => continue,
            "页眉、页脚" => without_codes(&texts(&part, is_edge)),
            "图表" => texts(&part, |name| matches!(name, "t" | "v")),
            _ => texts(&part, |name| matches!(name, "t" | "text")),
        };
        if !text.trim().is_empty() {
            all.push((what, text));
        }
    }
    all
}

fn is_edge(name: &str) -> bool {
    name.ends_with("Header") || name.ends_with("Footer")
}

/// The text of elements with these names.
fn texts(xml: &str, wanted: impl Fn(&str) -> bool) -> String {
    let mut reader = Reader::from_str(xml);
    let (mut text, mut inside) = (String::new(), 0_usize);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) if wanted(start.local_name().into_inner()) => inside += 1,
            Event::End(end) if wanted(end.local_name().into_inner()) => {
                inside = inside.saturating_sub(1);
                text.push(' ');
            }
            Event::Text(own) if inside > 0 => text.push_str(&own.xml10_content()),
            Event::CData(own) if inside > 0 => text.push_str(&own.xml10_content()),
            Event::GeneralRef(reference) if inside > 0 => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    text.push(c);
                } else {
                    text.push_str(match &*reference {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        _ => "",
                    });
                }
            }
            _ => {}
        }
    }
    text
}

/// `&C第&P页` → 第页: what a head says, without its codes (ISO/IEC 29500-1, 18.3.1.46).
pub(super) fn without_codes(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        shown.push_str(before);
        let mut letters = after.chars();
        rest = match letters.next() {
            Some('"') => letters.as_str().split_once('"').map_or("", |(_, rest)| rest),
            Some('K') => letters.as_str().get(6..).unwrap_or_default(),
            Some(c) if c.is_ascii_digit() => {
                letters.as_str().trim_start_matches(|c: char| c.is_ascii_digit())
            }
            Some('&') => {
                shown.push('&');
                letters.as_str()
            }
            _ => letters.as_str(),
        };
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_heads_are_no_text() {
        assert_eq!(without_codes("&C&\"宋体,Bold\"&12内部 &P/&N&&&K01FF00完"), "内部 /&完");
        assert_eq!(without_codes("&P"), "");
    }
}
