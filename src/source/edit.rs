//! Mending a file: replacements of byte ranges, never a rewrite.

use serde::{Deserialize, Serialize};

use super::Span;

/// Replace the bytes at `span` by `text`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub title: String,
    /// Whether the meaning cannot change, so that it may be applied without being looked at.
    pub safe: bool,
    pub edits: Vec<Edit>,
}

impl Fix {
    /// The text with this mended.
    pub fn apply(&self, text: &str) -> String {
        applied(text, &self.edits)
    }

    pub fn replace(title: impl Into<String>, safe: bool, span: Span, text: &str) -> Self {
        Self { title: title.into(), safe, edits: vec![Edit { span, text: text.to_owned() }] }
    }
}

/// The text with all edits made. They do not overlap.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}
