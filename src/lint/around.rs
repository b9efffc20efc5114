//! What a rule on texts may know besides the text.

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
}

impl<'a> Around<'a> {
    pub(super) fn new(entry: &'a Entry, workspace: &'a Workspace, coverage: &'a Coverage) -> Self {
        Self { entry, workspace, coverage }
    }

    pub fn date(&self) -> Option<NaiveDate> {
        self.entry.draft.date()
    }

    /// Whether the text is one of plain text, which is no draft yet.
    pub fn is_plain(&self) -> bool {
        self.entry.is_plain
    }

    /// The names of those who sign the draft.
    pub fn signers(&self) -> impl Iterator<Item = &'a str> {
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

/// Of what may change while a workspace is open; other settings make it another workspace.
impl Hash for Around<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.date().hash(state);
        self.is_plain().hash(state);
        self.signers().for_each(|name| name.hash(state));
        self.coverage.id().hash(state);
    }
}
