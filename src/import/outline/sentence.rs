//! Whether a text is a sentence, and long enough for running text.

use crate::import::document::{Glyph, trim};

/// Whether a text ends where a sentence does.
pub(super) fn ends_sentence(text: &[Glyph]) -> bool {
    let Some(last) = trim(text).last() else { return true };
    "。！？!?…）)】".contains(last.c) || {
        // A quotation ends with the sentence in it.
        let mut before = trim(text).iter().rev().skip(1);
        "”’".contains(last.c) && before.next().is_some_and(|glyph| "。！？…".contains(glyph.c))
    }
}

/// Whether a text is a paragraph of running text and not a heading.
pub(super) fn is_long(text: &[Glyph]) -> bool {
    text.len() >= 40 || (text.len() >= 10 && ends_sentence(text))
}
