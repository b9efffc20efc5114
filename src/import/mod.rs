//! Other files → drafts: back issues, and items that units send in.
//!
//! Each format has a file or folder that turns bytes into a `Document`, a neutral list of
//! paragraphs, tables and pictures, and counts all text of the file apart from that; `outline/` takes
//! the document apart, the same for all; `proof.rs` compares what came out with what was counted;
//! `toml.rs` writes the draft.
//!
//! To add a format: a file with `read`, a variant of `Format` and its signs in `format.rs`.

use std::path::Path;

use anyhow::{Result, bail};

use document::{Document, Fate};
use format::Format;
use outline::{Expected, Outline, Reference};
use proof::Proof;

use crate::zh::notation;

mod auto_field;
mod base64;
mod beside;
mod big5;
mod document;
mod docx;
mod format;
mod header;
mod html;
pub mod ledger;
pub mod limits;
pub mod list;
mod mail;
mod margin;
mod markdown;
mod nested;
mod number_format;
mod numbering;
mod old;
pub mod outline;
mod pdf;
mod placeholder;
pub mod proof;
pub mod remark;
pub mod returned;
mod rtf;
mod sheet;
mod symbol;
pub mod text;
pub mod toml;

pub use pdf::READER as PDF_READER;

/// A file taken apart, with the count of what became of all its text.
#[derive(Debug)]
pub struct Imported {
    pub outline: Outline,
    pub proof: Proof,
    /// What stands in its margins, where that is read.
    pub remarks: Vec<remark::Remark>,
}

/// Takes a file apart. An error says in Chinese why it cannot be read, and what to do.
pub fn import(
    path: &Path,
    bytes: &[u8],
    expected: Expected,
    reference: Reference<'_>,
) -> Result<Imported> {
    let mut document = read(path, bytes)?;
    let remarks = std::mem::take(&mut document.remarks);
    let counted = proof::count(&document);
    let outline = outline::outline(document, expected, reference);
    let proof = proof::prove(counted, &outline);
    Ok(Imported { outline, proof, remarks })
}

/// Reads a file of any format.
fn read(path: &Path, bytes: &[u8]) -> Result<Document> {
    if bytes.len() > limits::FILE_BYTES {
        return limits::too_large(bytes.len(), limits::FILE_BYTES);
    }
    let mut document = read_inside(path, bytes, 0)?;
    margin::take_out(&mut document);
    placeholder::leave(&mut document);
    if document.characters().next().is_none() && document.pictures.is_empty() {
        bail!("文件里没有文字，没有导入\n请确认没有选错文件");
    }
    if document.characters().nth(limits::CHARACTERS).is_some() {
        bail!(
            "文件有三十万字以上，不像是一期快报或一份来稿，没有导入\n只要其中一部分的，另存出来再导入"
        );
    }
    // What such a character looks like is told by the face of the machine that wrote it.
    let own: Vec<char> = document.characters().filter(|c| symbol::is_private(*c)).collect();
    for c in own {
        document.ledger.note(Fate::Changed, symbol::PRIVATE, [c], [c]);
    }
    // The place of such a sign is in the draft, the sign is not.
    let unknown = document.characters().filter(|c| *c == symbol::UNKNOWN).count();
    for _ in document.ledger.times(symbol::NOT_TOLD)..unknown {
        let sign = [symbol::UNKNOWN];
        document.ledger.note(Fate::Left, symbol::NOT_TOLD, sign, sign);
    }
    Ok(document)
}

/// Files inside files are read so deep, and no deeper.
const DEEPEST: usize = 3;

/// Reads a file, or one that another holds.
fn read_inside(path: &Path, bytes: &[u8], depth: usize) -> Result<Document> {
    if depth > DEEPEST {
        bail!("文件里套着文件，套得太深，没有导入\n把里面的文件另存出来，再导入");
    }
    let bytes = format::without_lead(bytes);
    match format::of(path, bytes)? {
        Format::Text => text::read(bytes),
        Format::Html => html::read(bytes),
        Format::Mail => mail::read(bytes, depth),
        Format::Docx => docx::read(bytes, depth),
        Format::WordXml => docx::read_xml(bytes, depth),
        Format::Old => old::read(bytes),
        Format::Pdf => pdf::read(bytes),
        Format::Rtf => rtf::read(bytes),
        Format::Sheet => sheet::read(bytes),
        Format::Csv => sheet::read_csv(bytes),
    }
}
