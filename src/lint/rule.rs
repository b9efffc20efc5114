//! What a rule is, and where it puts what it finds.

use super::around::Around;
use super::prose::Prose;
use super::subject::{PageSubject, Subject};
use crate::source::{Diagnostic, Level};

/// A rule: what it is called, how grave it is, what it means, and how it looks.
pub struct Rule {
    /// Named after the bad pattern; never reused once released.
    pub code: &'static str,
    pub level: Level,
    /// Whether it keeps its level whatever settings and comments say: what it finds cannot be
    /// printed, or must not be.
    pub locked: bool,
    /// Texts in which it finds something, each by itself; they stand in `docs`. For rules on texts.
    pub examples: &'static [&'static str],
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// What it is, why it matters, what to do; with the source where there is one.
    pub docs: &'static str,
    pub check: Check,
}

pub enum Check {
    /// Found while a file is read; nothing is left to do here.
    Reading,
    /// Looks at a draft as a whole, among the others of the workspace.
    Draft(fn(&Subject<'_>, &mut Sink<'_>)),
    /// Looks at each text that is printed.
    Prose(fn(&Around<'_>, &Prose<'_>, &mut Sink<'_>)),
    /// Found when points are reckoned.
    Scores,
    /// Looks at the laid-out pages.
    Pages(fn(&PageSubject<'_>, &mut Sink<'_>)),
}

/// Where a rule puts what it finds; knows the rule's code and level.
pub struct Sink<'a> {
    pub(super) rule: &'a Rule,
    pub(super) found: &'a mut Vec<Diagnostic>,
}

impl Sink<'_> {
    /// Takes a finding made with [`Diagnostic::at`].
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let rule = self.rule;
        self.push_as(rule.level, diagnostic);
    }

    /// The same at another level than the rule's, as a setting asks.
    pub fn push_as(&mut self, level: Level, diagnostic: Diagnostic) {
        self.found.push(Diagnostic { code: self.rule.code, level, ..diagnostic });
    }
}
