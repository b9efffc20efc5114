//! Where two lines meet: which may be one, and what comes between them.

use crate::import::document::{Glyph, Rich, trim};
use crate::zh::character::is_han;

/// Whether two lines may be one: a figure never goes on in another, and what a list begins with
/// begins a paragraph.
pub(super) fn may_join(text: &[Glyph], more: &[Glyph]) -> bool {
    let (Some(left), Some(right)) = (trim(text).last(), trim(more).first()) else { return true };
    let figures = left.c.is_ascii_digit() && right.c.is_ascii_digit();
    !figures && !begins_entry(more)
}

/// - * + · √ → 1) A. and the like: an entry of a list.
pub(super) fn begins_entry(text: &[Glyph]) -> bool {
    let mut characters = trim(text).iter().map(|glyph| glyph.c);
    let (first, second) = (characters.next(), characters.next());
    let Some(first) = first else { return false };
    let spaced = second.is_none_or(char::is_whitespace);
    match first {
        '·' | '•' | '√' | '✓' | '→' | '➢' | '◆' | '●' | '■' | '★' | '◇' | '○' | '□' | '※' | '▲' => {
            true
        }
        '-' | '*' | '+' | '>' => spaced,
        '—' => second != Some('—') || characters.next().is_some_and(|c| c != '—'),
        'A'..='Z' | 'a'..='z' => {
            matches!(second, Some('.' | ')' | '、' | '）' | '．'))
                && characters.next().is_none_or(|c| !c.is_ascii_alphanumeric())
        }
        '0'..='9' => {
            let rest: String = trim(text).iter().take(5).map(|glyph| glyph.c).collect();
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            rest.starts_with([')', '）'])
        }
        _ => false,
    }
}

/// Appends a text; where words meet, or a mark of theirs, a space is put back.
pub(super) fn join(text: &mut Rich, more: &[Glyph]) {
    text.truncate(trim(text).len());
    let more = trim(more);
    if let (Some(left), Some(right)) = (text.last(), more.first()) {
        let word =
            |c: char| c.is_alphabetic() && !is_han(c) && !('\u{3040}'..='\u{30FF}').contains(&c);
        let behind = word(left.c) || ",.;:!?)".contains(left.c);
        if behind && (word(right.c) || right.c == '(') {
            text.push(Glyph::new(' ', false));
        }
    }
    text.extend_from_slice(more);
}
