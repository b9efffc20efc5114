//! Other files → drafts: back issues, and items that units send in.
//!
//! Each format has a file that turns bytes into a [`document::Document`], a neutral list of
//! paragraphs, tables and pictures; `outline/` takes that apart, the same for all; `proof.rs` counts
//! that no character was lost; `toml.rs` writes the draft.
//!
//! To add a format: a file with `read`, a variant of [`Format`].

use std::path::Path;

use anyhow::{Result, bail};

use document::Document;
use outline::{Expected, Outline, Reference};
use proof::Proof;

pub mod document;
pub mod limits;
pub mod outline;
pub mod plain;
pub mod proof;
mod text;
pub mod toml;

/// What a file is, by its first bytes rather than its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
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
fn format(_path: &Path, _bytes: &[u8]) -> Result<Format> {
    Ok(Format::Text)
}
