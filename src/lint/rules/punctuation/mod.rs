//! Punctuation by GB/T 15834-2011, as far as a program can be sure of it.

use std::ops::Range;

use crate::lint::passage::Passage;
use crate::lint::{Prose, TextKind};
use crate::source::{Diagnostic, Fix};

pub(super) mod form;
pub(super) mod list;
pub(super) mod number;
pub(super) mod pair;
pub(super) mod point;
pub(super) mod width;

/// The paragraphs of a text that is made of sentences; names of people and units are not.
pub(super) fn passages<'a>(text: &'a Prose<'_>) -> &'a [Passage] {
    match text.kind {
        TextKind::Credit | TextKind::Signature => &[],
        _ => text.passages(),
    }
}

/// A finding on some characters of a paragraph.
pub(super) fn at(
    text: &Prose<'_>,
    passage: &Passage,
    chars: Range<usize>,
    message: impl Into<String>,
) -> Diagnostic {
    Diagnostic::at(text.span(passage.range(chars)), message)
}

/// Replaces characters of a paragraph, unless other text of the file stands between them. Safe as
/// long as nothing quoted changes.
pub(super) fn replace(
    text: &Prose<'_>,
    passage: &Passage,
    chars: Range<usize>,
    right: &str,
    safe: bool,
) -> Option<Fix> {
    let title = match right {
        "" => format!("删去“{}”", passage.slice(chars.clone())),
        _ => format!("改为“{right}”"),
    };
    let safe = safe && !passage.is_quoted(chars.clone());
    let span = text.span(passage.range(chars.clone()));
    passage.is_whole(chars).then(|| Fix::replace(title, safe, span, right))
}

/// Whether a sentence or a part of a list begins at a character.
fn begins(passage: &Passage, index: usize) -> bool {
    passage.before(index).is_none_or(|c| matches!(c, '。' | '；' | '：' | '！' | '？'))
}

/// What a mark that comes in pairs is called.
fn mark_name(mark: char) -> &'static str {
    match mark {
        '“' | '「' => "前引号",
        '”' | '」' => "后引号",
        '‘' | '『' => "前单引号",
        '’' | '』' => "后单引号",
        '《' | '〈' => "前书名号",
        '》' | '〉' => "后书名号",
        '（' | '(' => "前括号",
        '）' | ')' => "后括号",
        '〔' => "前六角括号",
        '〕' => "后六角括号",
        '［' | '【' => "前方括号",
        _ => "后方括号",
    }
}
