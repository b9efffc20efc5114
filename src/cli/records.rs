//! What the files of a folder were printed from, so that nothing is printed twice: hashes of
//! everything that a page depends on, and of the file as it was written.
//!
//! Kept in one file beside the PDFs. Without it, or with one that cannot be read, everything is
//! printed anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::output::{self, Existing};
use crate::archive;

const FILE: &str = ".kuaibao.json";

/// The records of a folder.
#[derive(Clone)]
pub(super) struct Records {
    path: PathBuf,
    records: BTreeMap<String, Record>,
    changed: bool,
}

/// How a file came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// A hash of what it was made from.
    pub(super) inputs: String,
    /// A hash of the file itself.
    pub(super) output: String,
    /// What was said of its pages, to be said again.
    pub(super) said: String,
}

impl Records {
    /// Reads the records of a folder, which need not exist.
    pub(super) fn of(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let text = std::fs::read(&path).unwrap_or_default();
        Self { path, records: serde_json::from_slice(&text).unwrap_or_default(), changed: false }
    }

    /// The record of a file that is still as it was printed, from the same inputs.
    pub(super) fn current(&self, path: &Path, inputs: &str) -> Option<&Record> {
        let record = self.records.get(&name(path)).filter(|record| record.inputs == inputs)?;
        let bytes = std::fs::read(path).ok()?;
        (archive::hash(&[&bytes]) == record.output).then_some(record)
    }

    pub(super) fn insert(&mut self, path: &Path, record: Record) {
        self.changed |= self.records.insert(name(path), record.clone()) != Some(record);
    }

    /// Writes the records, when there are new ones; of files that are gone nothing is kept.
    pub(super) fn save(mut self) -> Result<()> {
        if !self.changed {
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new(""));
        self.records.retain(|name, _| folder.join(name).is_file());
        output::write_file(&self.path, &serde_json::to_vec(&self.records)?, Existing::Remake)
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
