//! A draft's text being changed: everything in memory first, with the files that go beside it, then
//! one save. Bytes that are not meant stay as they are.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};

use super::store::Plan;
use super::{Chosen, Office, Refusal};
use crate::draft::Draft;
use crate::draft::arrange::Arrangement;
use crate::source::{Source, file};
use crate::workspace::Entry;
use crate::workspace::files::Files;

/// A draft that is being changed, with the bytes it had when it was read.
#[derive(Debug)]
pub struct Edited {
    pub entry: Arc<Entry>,
    pub text: String,
    /// Whether there is no file of it yet.
    pub(super) is_new: bool,
    /// New files that go beside it.
    beside: Vec<(PathBuf, Vec<u8>)>,
}

impl Edited {
    /// Opens a draft to change it; one with syntax errors is better not touched.
    pub fn open(office: &Office, chosen: &Chosen) -> Result<Self> {
        let entry = office.entry(chosen)?;
        if !entry.is_readable() {
            let path = entry.source.path().to_owned();
            return Err(Refusal::Unreadable { path, consequence: "，没有改动它" }.into());
        }
        let edited = Self::of(entry);
        edited.arrangement()?;
        Ok(edited)
    }

    pub fn of(entry: Arc<Entry>) -> Self {
        Self { text: entry.source.text().to_owned(), entry, is_new: false, beside: vec![] }
    }

    /// Its path as it is shown.
    pub fn path(&self) -> &Path {
        self.entry.source.path()
    }

    /// Its name without an ending, by which what was done with it is kept.
    pub fn stem(&self) -> String {
        self.path().file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Where columns and items stand in the text as it is now.
    pub fn arrangement(&self) -> Result<Arrangement> {
        let draft = self.draft();
        let written = draft.column.iter().map(|column| column.item.len());
        Arrangement::of(&self.text)
            .filter(|found| found.columns.iter().map(|column| column.items.len()).eq(written))
            .ok_or_else(|| Refusal::NotArranged { path: self.path().to_owned() }.into())
    }

    /// The draft as its text is now.
    pub fn draft(&self) -> Draft {
        Draft::read(&Source::new("", self.text.clone())).value
    }

    /// Plans a new file beside the draft, under a free name of this ending; the name.
    pub fn add_file(&mut self, office: &Office, extension: &str, bytes: Vec<u8>) -> String {
        let path = office.here.join(self.path());
        free_beside(office.files(), &path, extension, bytes, &mut self.beside)
    }

    /// Plans to write the draft, from what it was when it was read, and the files beside it.
    ///
    /// # Errors
    /// It could not be read again, or has become too large.
    pub fn plan(&self, office: &Office, plan: &mut Plan) -> Result<()> {
        let path = office.here.join(self.path());
        let shown = || self.path().to_owned();
        let read = Draft::read(&Source::new("", self.text.clone()));
        if let Some(found) = read.found.iter().find(|found| found.is_unreadable()) {
            return Err(anyhow!("{}", found.message)).context(Refusal::Broken { path: shown() });
        }
        if self.text.len() > file::MAX_BYTES {
            return Err(Refusal::TooLarge { path: shown() }.into());
        }
        self.plan_beside(plan);
        match self.is_new {
            true => plan.create(path, self.text.as_bytes()),
            false => {
                let before = office.saved(&path, self.entry.source.text());
                plan.write(path, &before, self.text.as_bytes());
            }
        }
        Ok(())
    }

    /// Plans to write the files beside it; the draft is for somebody else to save.
    pub fn plan_beside(&self, plan: &mut Plan) {
        for (path, bytes) in &self.beside {
            plan.create(path, bytes.clone());
        }
    }

    /// Writes the draft and the files beside it; nothing when somebody else has changed it meanwhile.
    pub fn save(&self, office: &Office, job: &str) -> Result<()> {
        let mut plan = Plan::default();
        self.plan(office, &mut plan)?;
        office.commit(job, &plan)
    }
}

/// Plans a file beside a draft, `2023-44-1.png`, under the first name that is free on the disk and
/// among those planned; the name.
pub(super) fn free_beside(
    files: &dyn Files,
    draft: &Path,
    extension: &str,
    bytes: Vec<u8>,
    planned: &mut Vec<(PathBuf, Vec<u8>)>,
) -> String {
    let stem = draft.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let folder = draft.parent().unwrap_or(Path::new("."));
    let mut number = 1;
    let (name, path) = loop {
        let name = format!("{stem}-{number}.{extension}");
        let path = folder.join(&name);
        if !files.exists(&path) && !planned.iter().any(|(other, _)| *other == path) {
            break (name, path);
        }
        number += 1;
    };
    planned.push((path, bytes));
    name
}
