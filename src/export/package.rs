//! A ZIP of parts, as Word documents and OFD are: a fixed order, no clock, so that equal parts give equal
//! bytes on every machine.

use std::io::{Cursor, Write as _};

use anyhow::{Context as _, Result};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, System};

/// Files by their paths, in the order in which they were put in.
#[derive(Default)]
pub(super) struct Package {
    files: Vec<(String, Vec<u8>)>,
}

impl Package {
    pub(super) fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.push((path.into(), bytes.into()));
    }

    /// Puts a file before all others.
    pub(super) fn add_first(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(0, (path.into(), bytes.into()));
    }

    /// All bytes in order, for a fingerprint.
    pub(super) fn contents(&self) -> impl Iterator<Item = &[u8]> {
        self.files.iter().map(|(_, bytes)| bytes.as_slice())
    }

    /// The bytes of the ZIP.
    pub(super) fn finish(self) -> Result<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            // Against the usual 6 a third of the time, for two per cent of the size.
            .compression_level(Some(4))
            .last_modified_time(DateTime::default())
            // Else it would be the system that it was made on, and other bytes on each.
            .system(System::Unix)
            .unix_permissions(0o644);
        // What is packed already does not get smaller.
        let stored = options.compression_method(CompressionMethod::Stored).compression_level(None);
        let mut zip = ZipWriter::new(Cursor::new(vec![]));
        for (path, bytes) in self.files {
            let packed = [".jpg", ".png"].iter().any(|ending| path.ends_with(ending));
            zip.start_file(path, if packed { stored } else { options }).context("文件没有生成")?;
            zip.write_all(&bytes).context("文件没有生成")?;
        }
        Ok(zip.finish().context("文件没有生成")?.into_inner())
    }
}
