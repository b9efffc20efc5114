//! How numbers are written (GB/T 15835-2011), and the words that go with them.

use std::ops::Range;

use crate::lint::{Prose, TextKind};
use crate::source::Fix;
use crate::zh::reading::Reading;

pub(super) mod approximation;
pub(super) mod change;
pub(super) mod form;
pub(super) mod range;
pub(super) mod slip;
pub(super) mod time;

/// The figures of a text that is prose: names, lists of receivers and credits hold none.
pub(super) fn figures<'p>(text: &'p Prose<'_>) -> Option<&'p Reading> {
    use TextKind::{Body, Caption, Cell, Headline, Note};
    matches!(text.kind, Headline | Body | Note | Caption | Cell).then(|| text.reading())
}

/// A fix that puts a text in the place of some characters, or between two of them where the range
/// is empty.
fn replacement(
    text: &Prose<'_>,
    title: String,
    safe: bool,
    chars: Range<usize>,
    new: &str,
) -> Option<Fix> {
    Some(Fix::replace(title, safe, text.place(chars), new))
}
