//! Characters in = characters out: every character of the file, white space aside, is in the
//! outline, in what the page adds by itself, or in the list of what was taken out.

use std::collections::BTreeMap;

use super::document::Document;
use super::outline::Outline;

/// The count of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// Characters of the file, without white space.
    pub read: usize,
    /// Of these, in texts of the draft.
    pub placed: usize,
    /// Of these, under `[[unplaced]]`.
    pub unplaced: usize,
    /// Of these, what the page prints by itself.
    pub frame: usize,
    /// Of these, taken out.
    pub removed: usize,
    /// Characters that are missing, or there too often: never any, unless the program is wrong.
    pub difference: String,
}

/// The characters of a file before it is taken apart.
pub fn count(document: &Document) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    for c in document.characters() {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// Compares an outline with the characters of its file.
pub fn prove(mut counts: BTreeMap<char, i64>, outline: &Outline) -> Proof {
    let read = counts.values().sum::<i64>();
    // Marks of strong runs were put in, two asterisks each.
    let marks = 2 * outline.strong_marks;
    *counts.entry('*').or_default() += i64::try_from(marks).unwrap_or_default();
    let mut take = |text: &str| -> usize {
        let mut number = 0;
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            *counts.entry(c).or_default() -= 1;
            number += 1;
        }
        number
    };
    let mut placed = 0;
    for column in &outline.columns {
        placed += take(&column.name);
        for item in &column.items {
            placed += take(&item.headline) + take(&item.body);
            let tables = item.tables.iter();
            let cells = tables.flat_map(|t| t.rows.iter().flatten().chain([&t.caption]));
            placed += cells.map(|text| take(text)).sum::<usize>();
            placed +=
                item.credits.iter().chain(&item.remarks).map(|text| take(text)).sum::<usize>();
        }
    }
    placed += take(outline.note.as_deref().unwrap_or_default());
    placed += take(outline.distribution.as_deref().unwrap_or_default());
    placed += outline.signoff.iter().flatten().map(|name| take(name)).sum::<usize>();
    let unplaced = outline.unplaced.iter().map(|unplaced| take(&unplaced.text)).sum();
    let placed = placed - marks;
    let frame = take(&outline.frame);
    let removed = take(&outline.removed.characters().collect::<String>());
    let difference = counts
        .into_iter()
        .filter(|(_, count)| *count != 0)
        .map(|(c, count)| format!("{c}{count:+}"))
        .collect::<Vec<_>>()
        .join(" ");
    let read = usize::try_from(read).unwrap_or_default();
    Proof { read, placed, unplaced, frame, removed, difference }
}
