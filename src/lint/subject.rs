//! What rules look at: a draft among the others of its workspace, and its pages.

use std::cell::OnceCell;

use chrono::NaiveDate;

use super::around::Around;
use crate::bulletin::Bulletin;
use crate::config::Config;
use crate::draft::{Draft, Item};
use crate::source::{Span, Spanned};
use crate::typeset::{Coverage, Line, Mark, Setting};
use crate::workspace::twin::{self, Twin};
use crate::workspace::{Entry, Issue, Workspace};

/// A draft under examination.
pub struct Subject<'a> {
    pub entry: &'a Entry,
    pub workspace: &'a Workspace,
    pub coverage: &'a Coverage,
    /// What others ask of it.
    pub issue: Issue,
    twins: OnceCell<Vec<(&'a Spanned<Item>, Twin)>>,
}

impl<'a> Subject<'a> {
    pub fn new(entry: &'a Entry, workspace: &'a Workspace, coverage: &'a Coverage) -> Self {
        Self { entry, workspace, coverage, issue: Issue::of(entry), twins: OnceCell::new() }
    }

    /// What its texts are judged by.
    pub fn around(&self) -> Around<'a> {
        Around::new(self.entry, self.workspace, self.coverage)
    }

    pub fn draft(&self) -> &'a Draft {
        &self.entry.draft
    }

    pub fn config(&self) -> &'a Config {
        &self.workspace.config
    }

    pub fn date(&self) -> Option<NaiveDate> {
        self.entry.draft.date()
    }

    /// The other drafts of the workspace of which something is true, with their places among all. A
    /// draft that is in no file is taken for the one of its number, as an editor has it open.
    pub fn others(&self, is: impl Fn(&Issue) -> bool) -> impl Iterator<Item = (usize, &'a Issue)> {
        let path = self.entry.source.path();
        let loose = self.issue.identity().filter(|_| self.entry.is_loose);
        // Paths are compared last, and as bytes, which among many drafts takes the longest.
        self.workspace.drafts().iter().enumerate().filter(move |(_, other)| {
            is(other)
                && (loose.is_none() || other.identity() != loose)
                && other.path.as_os_str() != path.as_os_str()
        })
    }

    /// Whether an issue came out before this one, and is not this one in another copy. One without
    /// a date comes after all others.
    pub fn is_earlier(&self, other: &Issue) -> bool {
        let this = &self.issue;
        let same = this.identity().is_some() && this.identity() == other.identity();
        let order = |issue: &Issue| (issue.date.is_none(), issue.date, issue.kind, issue.number);
        let theirs = (order(other), &other.path);
        !same && other.path != this.path && theirs < (order(this), &this.path)
    }

    /// Each item that resembles another with the one it resembles most, of those before it in
    /// this issue and those of earlier issues; found when a rule first asks.
    pub(super) fn twins(&self) -> &[(&'a Spanned<Item>, Twin)] {
        self.twins.get_or_init(|| {
            let worded =
                |place: twin::Place<'a>| Some((place, self.entry.wording((place.0, place.1))?));
            let items: Vec<_> = self.draft().items().filter_map(worded).collect();
            let twin = |index: usize| {
                let ((.., item), wording) = &items[index];
                let body = (item.body.as_ref()?.as_str(), &**wording);
                let earlier = |issue: &Issue| self.is_earlier(issue);
                Some((*item, twin::nearest(body, &items[..index], self.workspace, earlier)?))
            };
            (0..items.len()).filter_map(twin).collect()
        })
    }

    /// Whether a key that is not in the draft is not in the file either. One that is there in a
    /// form that cannot be read has been reported already.
    pub fn is_absent(&self, table: Span, key: &str) -> bool {
        !self.entry.rejected.has(table, key)
    }

    /// Where something that is missing from the top of the draft is reported: the first line
    /// that is not a comment.
    pub fn top(&self) -> Span {
        let source = &self.entry.source;
        (1..=source.line_count())
            .map(|line| source.line_span(line))
            .find(|span| {
                let text = source.slice(*span).trim_start_matches('\u{FEFF}').trim();
                !text.is_empty() && !text.starts_with('#')
            })
            .unwrap_or_default()
    }
}

/// Laid-out pages under examination, beside the draft they were made from.
pub struct PageSubject<'a> {
    pub entry: &'a Entry,
    pub bulletin: &'a Bulletin,
    pub setting: Setting,
    pub proof: bool,
    pub lines: &'a [Line],
    pub marks: &'a [Mark],
    /// The families that texts are meant to be set in; any other is a fallback.
    pub primary_faces: &'a [String],
    pub(super) top: Span,
}
