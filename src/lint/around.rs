//! What a rule on texts may know besides the text.

use std::cell::Cell;
use std::hash::{Hash, Hasher};

use chrono::NaiveDate;

use crate::config::Config;
use crate::config::lexicon::Lexicon;
use crate::config::units::Roster;
use crate::typeset::{Coverage, Role};
use crate::workspace::{Entry, Workspace};
use crate::zh::near::Names;

/// The settings, and the little of a draft that a text is judged by. What is found in a text follows
/// from these and the text, so it is kept ([`crate::workspace::Kept`]) until one of them changes: what
/// else a rule on texts would want to know has to come in here, and into the hash.
pub struct Around<'a> {
    entry: &'a Entry,
    workspace: &'a Workspace,
    coverage: &'a Coverage,
    /// Whether a rule has asked what only this draft has: its date, who signs it.
    asked: Cell<bool>,
}

impl<'a> Around<'a> {
    pub(super) fn new(entry: &'a Entry, workspace: &'a Workspace, coverage: &'a Coverage) -> Self {
        Self { entry, workspace, coverage, asked: Cell::new(false) }
    }

    pub fn date(&self) -> Option<NaiveDate> {
        self.asked.set(true);
        self.entry.draft.date()
    }

    /// Whether the text is one of plain text, which is no draft yet.
    pub fn is_plain(&self) -> bool {
        self.entry.is_plain
    }

    /// The names of those who sign the draft.
    pub fn signers(&self) -> impl Iterator<Item = &'a str> {
        self.asked.set(true);
        let roles = self.entry.draft.signoff.iter().flat_map(|signoff| signoff.roles());
        roles.filter_map(|(_, _, name)| Some(name?.as_str()))
    }

    pub fn config(&self) -> &'a Config {
        &self.workspace.config
    }

    pub fn roster(&self) -> &'a Roster {
        &self.workspace.roster
    }

    pub fn lexicon(&self) -> &'a Lexicon {
        &self.workspace.lexicon
    }

    pub fn names(&self) -> &'a Names {
        self.workspace.names()
    }

    /// Whether a face of this role has a character.
    pub fn covers(&self, role: Role, c: char) -> bool {
        self.coverage.has(role, c)
    }
}

/// Whether what was found in a text is found in it in every draft, or in this one only.
#[derive(Clone, Copy)]
pub(super) enum Scope {
    Everywhere,
    Here,
}

impl Around<'_> {
    /// Whether a rule has asked since the last time what only this draft has.
    pub(super) fn scope(&self) -> Scope {
        if self.asked.replace(false) { Scope::Here } else { Scope::Everywhere }
    }

    /// What findings depend on besides the text, of what may change while a workspace is open;
    /// other settings make it another workspace.
    pub(super) fn hash_in<H: Hasher>(&self, scope: Scope, state: &mut H) {
        self.is_plain().hash(state);
        self.coverage.id().hash(state);
        if let Scope::Here = scope {
            self.entry.draft.date().hash(state);
            self.signers().for_each(|name| name.hash(state));
            self.asked.set(false);
        }
    }
}
