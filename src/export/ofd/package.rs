//! The ZIP of an OFD: `OFD.xml` first, a fixed order, no times.

use std::io::{Cursor, Write as _};

use anyhow::Result;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// Files by their paths, in the order in which they were put in.
#[derive(Default)]
pub(super) struct Package {
    files: Vec<(String, Vec<u8>)>,
}

impl Package {
    pub(super) fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.push((path.into(), bytes.into()));
    }

    /// All bytes in order, for a fingerprint.
    pub(super) fn contents(&self) -> impl Iterator<Item = &[u8]> {
        self.files.iter().map(|(_, bytes)| bytes.as_slice())
    }

    /// The file, with `first` before all others.
    pub(super) fn finish(self, first: (&str, &str)) -> Result<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            // Against the usual 6 a third of the time, for two per cent of the size.
            .compression_level(Some(4))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        // What is packed already does not get smaller.
        let stored = options.compression_method(CompressionMethod::Stored).compression_level(None);
        let mut zip = ZipWriter::new(Cursor::new(vec![]));
        zip.start_file(first.0, options)?;
        zip.write_all(first.1.as_bytes())?;
        for (path, bytes) in self.files {
            let packed = [".jpg", ".png"].iter().any(|ending| path.ends_with(ending));
            zip.start_file(path, if packed { stored } else { options })?;
            zip.write_all(&bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}
