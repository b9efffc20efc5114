//! Other files → drafts: back issues, and items that units send in.
//!
//! Each format has a file that turns bytes into a `Document`, a neutral list of
//! paragraphs, tables and pictures; `outline/` takes that apart, the same for all; `proof.rs` counts
//! that no character was lost; `toml.rs` writes the draft.
//!
//! To add a format: a file with `read`, a variant of `Format`.

use std::path::Path;

use anyhow::{Result, bail};

use document::Document;
use outline::{Expected, Outline, Reference};
use proof::Proof;

mod document;
mod docx;
mod html;
pub mod limits;
pub mod outline;
mod pdf;
pub mod proof;
pub mod text;
pub mod toml;

/// What a file is, by its first bytes rather than its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Html,
    Docx,
    Pdf,
}

/// A file taken apart, with the count that nothing was lost.
#[derive(Debug)]
pub struct Imported {
    pub outline: Outline,
    pub proof: Proof,
}

/// Takes a file apart. An error says in Chinese why it cannot be read, and what to do.
pub fn import(
    path: &Path,
    bytes: &[u8],
    expected: Expected,
    reference: Reference<'_>,
) -> Result<Imported> {
    let document = read(path, bytes)?;
    let counts = proof::count(&document);
    let outline = outline::outline(document, expected, reference);
    let proof = proof::prove(counts, &outline);
    if !proof.difference.is_empty() {
        bail!(
            "导入前后的文字对不上（{}），没有写出\n这是程序的错误，请把文件报给开发者；可以先把文字复制到记事本，存成 .txt 再导入",
            proof.difference
        );
    }
    Ok(Imported { outline, proof })
}

/// Reads a file of any format.
fn read(path: &Path, bytes: &[u8]) -> Result<Document> {
    if bytes.len() > limits::FILE_BYTES {
        return limits::too_large(bytes.len(), limits::FILE_BYTES);
    }
    let document = match format(path, bytes)? {
        Format::Text => text::read(bytes)?,
        Format::Html => html::read(bytes)?,
        Format::Docx => docx::read(bytes)?,
        Format::Pdf => pdf::read(bytes)?,
    };
    if document.characters().next().is_none() && document.pictures.is_empty() {
        bail!("文件里没有文字，没有导入\n请确认没有选错文件");
    }
    if document.characters().nth(limits::CHARACTERS).is_some() {
        bail!(
            "文件有三十万字以上，不像是一期快报或一份来稿，没有导入\n只要其中一部分的，另存出来再导入"
        );
    }
    Ok(document)
}

/// The format of a file, told by its beginning; the name helps where that says nothing.
fn format(path: &Path, bytes: &[u8]) -> Result<Format> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let ending = ending.unwrap_or_default();
    let what = match bytes {
        [b'P', b'K', 3 | 5 | 7, ..] => return Ok(Format::Docx),
        [b'%', b'P', b'D', b'F', ..] => return Ok(Format::Pdf),
        // OLE: what .doc, .wps, .xls and encrypted .docx are.
        [0xD0, 0xCF, 0x11, 0xE0, ..] => match ending.as_str() {
            "docx" => "加了密码，或者其实是旧格式的 Word 文档",
            _ => "是旧格式的文档（.doc、.wps 等）",
        },
        [b'{', b'\\', b'r', b't', b'f', ..] => "是 RTF 文档",
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            bail!(
                "这是图片，里面的文字读不出来，没有导入\n请对方发文字稿；或者用带文字识别的程序转成文字，再导入"
            )
        }
        [0x1F, 0x8B, ..] | [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', ..] => {
            bail!("这是压缩包，没有导入\n解开以后，导入里面的文件")
        }
        _ => "",
    };
    if !what.is_empty() {
        bail!("这个文件{what}，读不了，没有导入\n用 Word 或 WPS 打开它，“另存为”选 .docx，再导入");
    }
    if bytes.is_empty() {
        bail!("文件是空的，没有导入\n多半是没有传完整，请让对方重新发一份");
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let start = start.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    let marked =
        ["<!doctype html", "<html", "<head", "<body", "<meta", "<div", "<p>", "<p ", "<section"];
    let html = matches!(ending.as_str(), "html" | "htm" | "mht")
        || marked.iter().any(|m| start.starts_with(m));
    match ending.as_str() {
        _ if html => Ok(Format::Html),
        "docx" => bail!(
            "Word 文档坏了或者没有传完整，没有导入\n请让对方重新发一份；或者用 Word、WPS 打开它，另存一份再导入"
        ),
        "pdf" => bail!("PDF 坏了或者没有传完整，没有导入\n请让对方重新发一份"),
        "doc" | "wps" | "rtf" | "et" | "xls" | "xlsx" | "ofd" => {
            bail!(
                "这个文件不是 .{ending} 应有的样子，没有导入\n用原来的程序打开它，另存为 .docx，再导入"
            )
        }
        _ => Ok(Format::Text),
    }
}
