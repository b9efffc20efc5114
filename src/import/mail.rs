//! Mails (.eml) and web archives (.mht): the page or text inside, with the pictures that come along.

use anyhow::{Result, bail};
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders as _, PartType};

use super::document::{Document, Picture};
use super::{base64, header, html, text};

/// Reads the bytes of a message. `depth` counts files inside files.
pub(super) fn read(bytes: &[u8], depth: usize) -> Result<Document> {
    // mail-parser wants a header first; some programs begin with a blank line.
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or_default();
    let Some(message) = MessageParser::default().parse(&bytes[start..]) else {
        bail!(
            "邮件或网页归档坏了，没有导入\n用邮件程序或浏览器打开它，把文字复制到记事本存成 .txt，再导入"
        );
    };
    let picture = |name: &str| -> Option<Vec<u8>> {
        let name = name.strip_prefix("cid:").unwrap_or(name);
        let file = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        message.parts.iter().find_map(|part| {
            let id = part.content_id().map(|id| id.trim_matches(['<', '>']));
            let location = part.content_location();
            let same = id == Some(name)
                || location == Some(name)
                || location
                    .is_some_and(|location| !name.is_empty() && file(location) == file(name));
            (same && is_picture(part)).then(|| part.contents().to_vec())
        })
    };
    let mut document = Document::default();
    let mut read_any = false;
    // What the reader would show: the page, else the plain text.
    let pages: Vec<u32> = match message.html_body.is_empty() {
        true => message.text_body.clone(),
        false => message.html_body.clone(),
    };
    for id in &pages {
        let Some(part) = message.parts.get(*id as usize) else { continue };
        let (PartType::Html(told) | PartType::Text(told)) = &part.body else { continue };
        let text = decoded(part, &message.raw_message).unwrap_or_else(|| told.to_string());
        let page = matches!(part.body, PartType::Html(_)) || looks_like_page(&text);
        document.absorb(match page {
            true => html::read_with(text.as_bytes(), &picture)?,
            false => text::parse(&text),
        });
        read_any = true;
    }
    let told = message.header_raw("Subject").map(header::decoded);
    let subject = message.subject().filter(|subject| !subject.contains('\u{FFFD}'));
    let subject = subject.map(str::to_owned).or(told).unwrap_or_default();
    if !subject.trim().is_empty() {
        super::document::count(&mut document.source, &subject);
        document.ledger.left(format!("邮件主题“{}”", subject.trim()), &subject);
    }
    for (id, part) in message.parts.iter().enumerate() {
        if pages.contains(&(id as u32)) {
            continue;
        }
        let mut name = part.attachment_name().unwrap_or_default().to_owned();
        if name.contains('\u{FFFD}') {
            let (from, to) = (part.offset_header as usize, part.offset_body as usize);
            let head = message.raw_message.get(from..to).unwrap_or_default();
            name = header::name(&String::from_utf8_lossy(head)).unwrap_or(name);
        }
        match &part.body {
            PartType::Text(other) | PartType::Html(other) => {
                if name.is_empty() && read_any {
                    // The same text for programs that show no pages.
                    super::document::count(&mut document.source, other);
                    document.ledger.add("邮件里同一内容的另一种写法", other.chars());
                } else {
                    document.ledger.left(format!("附件“{name}”"), "");
                }
            }
            PartType::Message(_) => {
                let (from, to) = (part.offset_body as usize, part.offset_end as usize);
                let inner = message.raw_message.get(from..to).unwrap_or_default();
                match super::read_inside("转发.eml".as_ref(), inner, depth + 1) {
                    Ok(inner) => {
                        document.absorb(inner);
                        read_any = true;
                    }
                    Err(_) => document.ledger.left("转发的邮件", ""),
                }
            }
            PartType::Binary(_) | PartType::InlineBinary(_) if !is_picture(part) => {
                if !read_any
                    && let Ok(inner) = super::read_inside(name.as_ref(), part.contents(), depth + 1)
                {
                    document.absorb(inner);
                    read_any = true;
                } else {
                    document.ledger.left(format!("附件“{name}”，请另存出来再导入"), "");
                }
            }
            PartType::Binary(_) | PartType::InlineBinary(_) => {
                let bytes = part.contents().to_vec();
                let used = document.pictures.iter().any(|picture| picture.bytes == bytes);
                // A picture that is attached, rather than shown by the page.
                if !used && !bytes.is_empty() && pages.len() < message.parts.len() {
                    let picture = Picture::new(bytes, &name);
                    if part.content_id().is_none() && part.content_location().is_none() {
                        document
                            .blocks
                            .push(super::document::Block::Picture(document.pictures.len()));
                        document.pictures.push(picture);
                    } else {
                        document.ledger.left("没有用到的图片", "");
                    }
                }
            }
            PartType::Multipart(_) => {}
        }
    }
    if !read_any {
        bail!("邮件里没有文字，没有导入\n附件请另存出来再导入");
    }
    Ok(document)
}

/// The text of a part in a character set that the parser has no table of: GBK and its like.
fn decoded(part: &MessagePart<'_>, message: &[u8]) -> Option<String> {
    let raw = message.get(part.offset_body as usize..part.offset_end as usize)?;
    let bytes = match part.encoding {
        Encoding::None => raw.to_vec(),
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64::decode(raw),
    };
    let label = part.content_type().and_then(|kind| kind.attribute("charset"));
    let told = label.and_then(|label| encoding_rs::Encoding::for_label(label.trim().as_bytes()));
    // A part without a word about it is told by its bytes, as a file is.
    match told.filter(|told| *told != encoding_rs::UTF_8) {
        Some(told) => Some(told.decode(&bytes).0.into_owned()),
        None => text::decode(&bytes).ok(),
    }
}

fn is_picture(part: &MessagePart<'_>) -> bool {
    part.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("image"))
}

fn looks_like_page(text: &str) -> bool {
    let start = text.trim_start().get(..64).unwrap_or(text.trim_start()).to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<body")
}
