//! How much is read at all. A bulletin is some thousand characters; whatever is a hundred times
//! larger is another file, or made to fill the memory.

use anyhow::{Result, bail};

/// The most bytes of a text or web page.
pub(super) const TEXT_BYTES: usize = 2 << 20;
/// The most bytes of a file of any kind: pictures are what makes one large.
pub const FILE_BYTES: usize = 64 << 20;
/// The most bytes of one XML part of a DOCX, unpacked.
pub(super) const PART_BYTES: usize = 16 << 20;
/// The most bytes of one picture, unpacked.
pub(super) const PICTURE_BYTES: usize = 32 << 20;
/// The most characters of the text of a file.
pub(super) const CHARACTERS: usize = 300_000;
/// How deep elements may stand in each other.
pub(super) const DEPTH: usize = 256;
/// The most pages of a PDF.
pub(super) const PAGES: usize = 100;

/// The message for a file above its limit.
pub fn too_large<T>(bytes: usize, most: usize) -> Result<T> {
    let megabytes = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    bail!(
        "文件有 {:.1} MB，超过 {:.0} MB，不像是一期快报或一份来稿，没有导入\n请确认没有选错文件；只要其中一部分的，另存出来再导入",
        megabytes(bytes),
        megabytes(most)
    )
}
