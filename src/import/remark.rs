//! What somebody has written in the margin of a file.

/// A remark, with what it stands at; an import tells it, and a proof that comes back keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    pub author: String,
    pub text: String,
    /// The words that it is on, where the file says them.
    pub on: String,
    /// The paragraph or cell that it stands at.
    pub near: String,
}
