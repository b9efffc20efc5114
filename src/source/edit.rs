//! Mending a file: replacements of byte ranges, never a rewrite.

use super::Span;

/// Replace the bytes at `span` by `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    /// Whether the meaning cannot change, so that it may be applied without being looked at.
    pub safe: bool,
    pub edits: Vec<Edit>,
}

impl Fix {
    pub fn replace(title: impl Into<String>, safe: bool, span: Span, text: &str) -> Self {
        Self { title: title.into(), safe, edits: vec![Edit { span, text: text.to_owned() }] }
    }
}
