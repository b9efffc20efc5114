//! The item that another one repeats: the same again, or one made from it.

use super::memory::{self, SIMILAR, Wording};
use super::{Entry, Workspace};
use crate::draft::{Draft, Item};
use crate::source::Spanned;

/// From here on an item is not one made from another but the same again.
const SAME: f64 = 0.8;

/// An item of a draft, with the indexes of its column and its own.
pub type Place<'a> = (usize, usize, &'a Spanned<Item>);

/// The item that another one resembles most.
#[derive(Debug)]
pub struct Twin<'a> {
    /// The issue it is in; `None` is the one that the other is in.
    pub entry: Option<&'a Entry>,
    pub place: Place<'a>,
    pub likeness: Likeness,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    Same,
    /// The same words with other figures.
    Updated,
    Similar,
}

impl Likeness {
    pub fn words(self) -> &'static str {
        match self {
            Self::Same => "文字几乎相同",
            Self::Updated => "文字几乎相同，数字不同",
            Self::Similar => "文字大半相同",
        }
    }
}

/// The items of a draft that have a text.
pub fn worded(draft: &Draft) -> Vec<(Place<'_>, Wording)> {
    let items = draft.items();
    items.filter_map(|place| Some((place, Wording::of(place.2.body.as_ref()?)))).collect()
}

/// The twin of a text, of items beside it and of those in other issues.
pub fn nearest<'a>(
    (body, wording): (&str, &Wording),
    here: &[(Place<'a>, Wording)],
    workspace: &'a Workspace,
    among: impl Fn(&Entry) -> bool,
) -> Option<Twin<'a>> {
    let here = here.iter().map(|(place, other)| (None, *place, wording.similarity(other)));
    let among = |at: memory::Place| among(workspace.issue(at.entry));
    let candidates = workspace.memory().candidates(wording, among).into_iter();
    let elsewhere = candidates.filter_map(|at| {
        let entry = workspace.issue(at.entry);
        let item = at.item(entry);
        let text = item.body.as_ref()?;
        Some((Some(entry), (at.column, at.item, item), wording.similarity(&Wording::of(text))))
    });
    let near = here.chain(elsewhere).filter(|(.., alike)| *alike >= SIMILAR);
    // Of equals the first: where it was printed first.
    let (entry, place, alike) =
        near.reduce(|best, next| if next.2 > best.2 { next } else { best })?;
    let likeness = match place.2.body.as_ref() {
        _ if alike < SAME => Likeness::Similar,
        Some(text) if share_numbers(body, text) => Likeness::Same,
        _ => Likeness::Updated,
    };
    Some(Twin { entry, place, likeness })
}

/// Whether most of the figures of one text are in the other; true where there are none.
fn share_numbers(a: &str, b: &str) -> bool {
    fn numbers(text: &str) -> Vec<&str> {
        let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
        let mut all: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
    let (a, b) = (numbers(a), numbers(b));
    let shared = a.iter().filter(|number| b.binary_search(number).is_ok()).count();
    2 * shared >= a.len().min(b.len())
}
