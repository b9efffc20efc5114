//! The item that another one repeats: the same again, or one made from it.

use std::sync::Arc;

use super::memory::{self, SIMILAR, Wording};
use super::{Entry, Issue, Workspace};
use crate::draft::{Draft, Item};
use crate::source::Spanned;

/// From here on an item is not one made from another but the same again.
const SAME: f64 = 0.8;

/// An item of a draft, with the indexes of its column and its own.
pub type Place<'a> = (usize, usize, &'a Spanned<Item>);

/// The item that another one resembles most.
#[derive(Debug)]
pub struct Twin {
    /// The issue it is in; `None` is the one that the other is in.
    pub entry: Option<Arc<Entry>>,
    /// The indexes of column and item.
    pub at: (usize, usize),
    pub likeness: Likeness,
}

impl Twin {
    /// The item itself; `here` is the draft that the other is in.
    pub fn item<'a>(&'a self, here: &'a Draft) -> &'a Spanned<Item> {
        let draft = self.entry.as_ref().map_or(here, |entry| &entry.draft);
        &draft.column[self.at.0].item[self.at.1]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    Same,
    /// The same words with other figures.
    Updated,
    Similar,
    /// Other words under the same headline.
    Headline,
}

impl Likeness {
    pub fn words(self) -> &'static str {
        match self {
            Self::Same => "文字几乎相同",
            Self::Updated => "文字几乎相同，数字不同",
            Self::Similar => "文字大半相同",
            Self::Headline => "标题相同",
        }
    }
}

/// The items of a draft that have a text.
pub fn worded(draft: &Draft) -> Vec<(Place<'_>, Arc<Wording>)> {
    let items = draft.items();
    let worded = |item: &Item| Some(Arc::new(Wording::of(item.body.as_ref()?)));
    items.filter_map(|place| Some((place, worded(place.2)?))).collect()
}

/// The twin of a text, of items beside it and of those in other issues.
pub fn nearest<'a>(
    (body, wording): (&str, &Wording),
    here: impl IntoIterator<Item = &'a (Place<'a>, Arc<Wording>)>,
    workspace: &Workspace,
    among: impl Fn(&Issue) -> bool,
) -> Option<Twin> {
    let mut best: Option<(f64, Twin)> = None;
    let mut consider = |other: &Wording, entry: Option<&Arc<Entry>>, at, item: &Item| {
        let most = best.as_ref().map_or(SIMILAR, |(most, _)| *most);
        // Nothing is more alike.
        if most >= 1.0 {
            return;
        }
        let Some(alike) = wording.likeness(other, most) else { return };
        // Of equals the first: where it was printed first.
        if best.is_some() && alike <= most {
            return;
        }
        let entry = entry.cloned();
        let likeness = match item.body.as_ref() {
            _ if alike < SAME => Likeness::Similar,
            Some(text) if body == text.as_str() || share_numbers(body, text) => Likeness::Same,
            // Short ones with other figures are news of the same kind.
            _ if wording.is_short() => return,
            _ => Likeness::Updated,
        };
        best = Some((alike, Twin { entry, at, likeness }));
    };
    for ((column, index, item), other) in here {
        consider(other, None, (*column, *index), item);
    }
    let among = |at: memory::Place| among(&workspace.issues()[at.entry()]);
    for at in workspace.memory().candidates(wording, among) {
        // A file that has gone or changed meanwhile has no item that could be shown.
        let Ok(entry) = workspace.whole(at.entry()) else { continue };
        let item = at.item(&entry.draft);
        if let Some(other) = entry.wording(at.indexes()) {
            consider(&other, Some(&entry), at.indexes(), item);
        }
    }
    best.map(|(_, twin)| twin)
}

/// The first item with a headline, of those here and of those in other issues.
pub fn of_headline<'a>(
    headline: &str,
    mut here: impl Iterator<Item = Place<'a>>,
    workspace: &Workspace,
    among: impl Fn(&Issue) -> bool,
) -> Option<Twin> {
    if headline.is_empty() {
        return None;
    }
    let same = |item: &Item| item.headline.as_ref().is_some_and(|known| known.trim() == headline);
    let twin = |entry, at| Twin { entry, at, likeness: Likeness::Headline };
    if let Some((column, index, _)) = here.find(|(_, _, item)| same(item)) {
        return Some(twin(None, (column, index)));
    }
    let places = workspace.memory().with_headline(headline);
    let mut places = places.filter(|at| among(&workspace.issues()[at.entry()]));
    places.find_map(|at| {
        let entry = workspace.whole(at.entry()).ok()?;
        same(at.item(&entry.draft)).then(|| twin(Some(entry.clone()), at.indexes()))
    })
}

/// Whether most of the figures of one text are in the other; true where there are none.
fn share_numbers(a: &str, b: &str) -> bool {
    fn numbers(text: &str) -> Vec<&[u8]> {
        let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
        let (mut all, mut rest) = (vec![], text.as_bytes());
        while let Some(start) = rest.iter().position(is_part) {
            let length = rest[start..].iter().take_while(|byte| is_part(byte)).count();
            all.push(&rest[start..start + length]);
            rest = &rest[start + length..];
        }
        all.sort_unstable();
        all.dedup();
        all
    }
    let (a, b) = (numbers(a), numbers(b));
    let shared = a.iter().filter(|number| b.binary_search(number).is_ok()).count();
    2 * shared >= a.len().min(b.len())
}
