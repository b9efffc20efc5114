//! What is to be said while drafts are worked on, as data. Gathered in the order in which it is to be
//! told; each thread gathers its own.

use std::path::PathBuf;

use super::advice::Advice;
use crate::source::{Diagnostic, Findings, Level};
use crate::typeset::Role;

/// One thing to say.
#[derive(Debug, Clone)]
pub enum Said {
    /// A face of the machine is used, as `bulletin.toml` asks.
    Face { role: Role, name: String },
    /// It is not installed: the program's own is used.
    NoFace { role: Role, name: String },
    /// What was found in `bulletin.toml` and `units.toml`.
    Settings(Vec<Findings>),
    /// What was found in a draft.
    Draft(Findings),
    /// Nothing is missing from this draft but names of those who sign: a proof can be printed.
    OnlyUnsigned { draft: PathBuf },
    /// It was released, and is another one since: what is printed is not what is in the archive.
    Edited { draft: PathBuf },
    /// What was found on its pages, and what should be known of them.
    Pages(PagesSaid),
}

/// What was said of the pages of a draft.
#[derive(Debug, Clone)]
pub struct PagesSaid {
    pub findings: Findings,
    pub advice: Option<Advice>,
}

/// Findings of some levels only.
pub fn of_level(findings: &Findings, wanted: impl Fn(Level) -> bool) -> Findings {
    let of_level = findings.diagnostics.iter().filter(|found| wanted(found.level));
    let diagnostics: Vec<Diagnostic> = of_level.cloned().collect();
    Findings::new(findings.source.clone(), diagnostics)
}
