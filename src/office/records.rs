//! What the files of a folder were printed from, so that nothing is printed twice: hashes of
//! everything that a page depends on, and of the file as it was written.
//!
//! Kept in one file beside the PDFs. Without it, or with one that cannot be read, everything is
//! printed anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::advice::Advice;
use super::said::PagesSaid;
use super::store;
use crate::lint::rules;
use crate::source::hash::hash;
use crate::source::{Diagnostic, Findings, Fix, Label, Level, Source, Span};
use crate::workspace::files::Files;

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
    inputs: String,
    /// A hash of the file itself.
    output: String,
    /// What was found on its pages, to be said again.
    found: Vec<Found>,
    advice: Option<Advice>,
}

/// A finding without its file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Found {
    code: String,
    level: Level,
    message: String,
    span: Span,
    labels: Vec<Label>,
    help: Option<String>,
    fix: Option<Fix>,
}

impl Found {
    fn of(diagnostic: &Diagnostic) -> Self {
        let Diagnostic { code, level, message, span, labels, help, fix } = diagnostic.clone();
        Self { code: code.to_owned(), level, message, span, labels, help, fix }
    }

    /// The finding again; nothing when there is no such rule any more.
    fn diagnostic(&self) -> Option<Diagnostic> {
        let Self { code, level, message, span, labels, help, fix } = self.clone();
        let code = rules::find(&code)?.code;
        Some(Diagnostic { code, level, message, span, labels, help, fix })
    }
}

impl Record {
    pub(super) fn new(inputs: String, output: String, pages: &PagesSaid) -> Self {
        let found = pages.findings.diagnostics.iter().map(Found::of).collect();
        Self { inputs, output, found, advice: pages.advice.clone() }
    }
}

impl Records {
    /// Reads the records of a folder, which need not exist.
    pub(super) fn of(files: &dyn Files, folder: &Path) -> Self {
        let path = folder.join(FILE);
        let text = files.saved(&path).unwrap_or_default();
        Self { path, records: serde_json::from_slice(&text).unwrap_or_default(), changed: false }
    }

    /// What was said of the pages of a file that is still as it was printed, from the same inputs.
    pub(super) fn current(
        &self,
        files: &dyn Files,
        path: &Path,
        inputs: &str,
        source: &Arc<Source>,
    ) -> Option<PagesSaid> {
        let record = self.records.get(&name(path)).filter(|record| record.inputs == inputs)?;
        let bytes = files.saved(path).ok()?;
        if hash(&[&bytes]) != record.output {
            return None;
        }
        let found = record.found.iter().map(Found::diagnostic).collect::<Option<_>>()?;
        let findings = Findings::new(source.clone(), found);
        Some(PagesSaid { findings, advice: record.advice.clone() })
    }

    pub(super) fn insert(&mut self, path: &Path, record: Record) {
        self.changed |= self.records.insert(name(path), record.clone()) != Some(record);
    }

    /// Writes the records, when there are new ones; of files that are gone nothing is kept.
    pub(super) fn save(mut self, files: &dyn Files) -> Result<()> {
        if !self.changed {
            return Ok(());
        }
        let folder = self.path.parent().unwrap_or(Path::new(""));
        self.records.retain(|name, _| files.is_file(&folder.join(name)));
        Ok(store::deliver(files, &self.path, &serde_json::to_vec(&self.records)?)?)
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
