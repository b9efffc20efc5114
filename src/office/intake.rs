//! Back issues: each file becomes a draft of its own, with its pictures beside it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::Datelike as _;

use super::filing::{self, Beside, Repeat};
use super::store::Plan;
use super::{Office, Refusal, edit, sample};
use crate::draft::name::Name;
use crate::draft::{Draft, guess};
use crate::import::outline::{Expected, Item, Outline, Reference};
use crate::import::proof::{self, Proof};
use crate::import::{self, Imported};
use crate::source::Source;
use crate::workspace::Issue;

/// An issue as it was read from a file; nothing is written yet.
#[derive(Debug)]
pub struct Read {
    /// The name that its draft should have, without `.toml`.
    pub stem: String,
    pub outline: Outline,
    /// The count of what became of its text, but for the draft itself.
    proof: Proof,
    /// The name of the file, where that is an issue's.
    named: Option<Name>,
}

/// Reads an issue from a file's bytes.
///
/// # Errors
/// It cannot be read, or nothing is found in it.
pub fn issue(office: &Office, file: &Path, bytes: &[u8]) -> Result<Read> {
    let Imported { outline, proof, .. } =
        import::import(file, bytes, Expected::Issue, reference(office))?;
    if outline.items().next().is_none() {
        return Err(Refusal::NothingFound { file: file.to_owned(), issue: true }.into());
    }
    let named = Name::of(file);
    let name = outline.date.zip(outline.number.or(named.map(|name| name.number)));
    let name = name.map(|(date, number)| Name { year: date.year(), kind: outline.kind, number });
    let stem = match name {
        Some(name) => name.to_string(),
        None => file.file_stem().map_or("导入".to_owned(), |stem| stem.to_string_lossy().into()),
    };
    Ok(Read { stem, outline, proof, named })
}

fn reference(office: &Office) -> Reference<'_> {
    let workspace = &office.workspace;
    Reference { config: &workspace.config, roster: &workspace.roster, date: None }
}

impl Read {
    /// The text of its draft, when it goes nowhere: pictures are called as they would be, and not written.
    pub fn text(&self, office: &Office) -> String {
        let pictures = self.outline.pictures.iter().enumerate();
        let names: Vec<String> = pictures
            .map(|(index, picture)| format!("{}-{}.{}", self.stem, index + 1, picture.extension))
            .collect();
        import::toml::issue(&self.outline, self.named, &names, reference(office))
    }

    /// Items that stand, the same or nearly the same, in other issues, released ones among them; each
    /// with its headline.
    pub fn repeats(&self, office: &Office) -> Vec<(String, Repeat)> {
        let none = Draft::default();
        let other = |issue: &Issue| issue.name.is_none_or(|name| name.to_string() != self.stem);
        let items = self.outline.columns.iter().flat_map(|column| &column.items);
        let beside = Beside::new(&none, Path::new(""));
        let repeat = |item: &Item| {
            filing::repeat((&item.headline, &item.body), office, &beside, |_| true, other)
        };
        items.filter_map(|item| Some((item.headline.clone(), repeat(item)?))).collect()
    }

    /// The count of what became of the file's text, with its draft counted as it was written.
    pub fn proof_of(&self, text: &str) -> Proof {
        let mut proof = self.proof.clone();
        let written = Draft::read(&Source::new("", text)).value;
        let outline = std::slice::from_ref(&self.outline);
        proof.difference.push_str(&proof::filed(outline, &Draft::default(), &written, true));
        proof
    }

    /// Writes the draft to a path where nothing is yet, or but the sample, which gives way; its text.
    ///
    /// # Errors
    /// There is something, or it cannot be written.
    pub fn create(&self, office: &Office, path: &Path) -> Result<String> {
        if office.files().exists(path) {
            if sample::path(office).as_deref() != Some(path) {
                return Err(Refusal::Exists { path: office.shown(path) }.into());
            }
            sample::give_way(office)?;
        }
        let mut beside: Vec<(PathBuf, Vec<u8>)> = vec![];
        let pictures = self.outline.pictures.iter();
        let names: Vec<String> = pictures
            .map(|picture| {
                let bytes = picture.bytes.clone();
                edit::free_beside(office.files(), path, &picture.extension, bytes, &mut beside)
            })
            .collect();
        let text = import::toml::issue(&self.outline, self.named, &names, reference(office));
        let mut plan = Plan::default();
        for (path, bytes) in beside {
            plan.create(path, bytes);
        }
        plan.create(path, text.as_bytes());
        office.commit("导入", &plan)?;
        Ok(text)
    }
}

/// Places in the text of a draft that ask for a second look.
pub fn guesses(text: &str) -> usize {
    guess::comments(text, guess::MARK).len()
}
