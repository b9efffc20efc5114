//! What is wrong, where, and what to do about it. The one type for every kind of finding.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Fix, Position, Source, Span};

/// How grave a finding is. Errors stop a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    Error,
    Warning,
    Hint,
}

impl Level {
    /// The name shown to people.
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "错误",
            Level::Warning => "警告",
            Level::Hint => "提示",
        }
    }

    /// The name in machine-readable reports.
    pub fn key(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint => "hint",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule's code, such as `missing-credit`.
    pub code: &'static str,
    pub level: Level,
    /// What is wrong; stands alone without the snippet.
    pub message: String,
    pub span: Span,
    /// Other places, each with its words.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub place: Place,
    pub message: String,
}

/// A place in the diagnostic's own file, or in another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    Here(Span),
    /// Path, start and end.
    Elsewhere(PathBuf, Position, Position),
}

impl Diagnostic {
    pub fn new(code: &'static str, level: Level, span: Span, message: impl Into<String>) -> Self {
        Self { code, level, message: message.into(), span, labels: vec![], help: None, fix: None }
    }

    /// A finding of a rule; the rule's sink fills in code and level.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self::new("", Level::Error, span, message)
    }

    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Level::Error, span, message)
    }

    /// Whether it is that a text could not be taken apart, so that “missing” does not mean missing.
    pub fn is_unreadable(&self) -> bool {
        ["toml-syntax", "file-encoding", "file-too-large", "file-unreadable"].contains(&self.code)
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { place: Place::Here(span), message: message.into() });
        self
    }

    /// A label in another file.
    pub fn label_in(mut self, source: &Source, span: Span, message: impl Into<String>) -> Self {
        let place = Place::Elsewhere(
            source.path().to_owned(),
            source.position(span.start),
            source.position(span.end),
        );
        self.labels.push(Label { place, message: message.into() });
        self
    }

    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// The same finding in a text that stands elsewhere: all places of its own file changed.
    pub fn moved(mut self, to: impl Fn(Span) -> Span) -> Self {
        self.span = to(self.span);
        for label in &mut self.labels {
            if let Place::Here(span) = &mut label.place {
                *span = to(*span);
            }
        }
        for edit in self.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = to(edit.span);
        }
        self
    }
}

/// All findings of one file, in order of place.
#[derive(Debug, Clone)]
pub struct Findings {
    pub source: Arc<Source>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Findings {
    pub fn new(source: Arc<Source>, mut diagnostics: Vec<Diagnostic>) -> Self {
        // Stable, and complete enough that equal input gives equal reports.
        diagnostics.sort_by(|a, b| (a.span, a.level, a.code).cmp(&(b.span, b.level, b.code)));
        Self { source, diagnostics }
    }

    pub fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }

    pub fn has_errors(&self) -> bool {
        self.count(Level::Error) > 0
    }
}
