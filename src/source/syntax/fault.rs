//! A syntax error as it is told.

use crate::source::Span;

pub(super) struct Fault {
    pub(super) kind: Kind,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// What sort of line a fault is on, which tells what may follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A header in brackets.
    Header,
    /// A header without the one that it belongs to.
    Orphan,
    /// A key that was there already.
    Repeated,
    /// Text that stands outside of any value.
    Loose,
    Other,
}

impl Fault {
    pub(super) fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: Kind::Other, span, message: message.into(), help: help.into() }
    }

    pub(super) fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// A fault that the parser cannot place: brackets or names nested beyond reason.
    pub(super) fn unplaced() -> Self {
        Self::new(
            Span::default(),
            "有的地方括号或名称套得太深，读不出来",
            "对照其他各期稿件的写法检查；若是误贴的内容，请删去",
        )
    }
}
