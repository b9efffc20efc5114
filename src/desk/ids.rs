//! Names for columns and items that stay theirs while a draft is edited: a draft itself has none, and
//! an item's number changes with every move.

use std::sync::atomic::{AtomicU32, Ordering};

use super::api::Id;
use crate::draft::Draft;
use crate::draft::change::At;

#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    pub(super) columns: Vec<(Id, Vec<Id>)>,
}

impl Ids {
    /// One that no column or item ever had, of whatever issue: a page that has missed that an issue
    /// was opened anew names nothing of it.
    pub(super) fn fresh() -> Id {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        NEXT.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn item(&self, id: Id) -> Option<At> {
        self.columns.iter().enumerate().find_map(|(column, (_, items))| {
            Some((column, items.iter().position(|item| *item == id)?))
        })
    }

    pub(super) fn column(&self, id: Id) -> Option<usize> {
        self.columns.iter().position(|(column, _)| *column == id)
    }

    pub(super) fn at(&self, (column, item): At) -> Option<Id> {
        self.columns.get(column)?.1.get(item).copied()
    }

    /// The names for a draft that came from `old` in an unknown way: equal items keep theirs, then
    /// those of the same headline, then those in the same place.
    pub(super) fn follow(&mut self, old: &Draft, new: &Draft) {
        let texts = |draft: &Draft| -> Vec<(At, [String; 2])> {
            let text = |text: &Option<crate::source::Spanned<String>>| {
                text.as_ref().map(|text| text.trim().to_owned()).unwrap_or_default()
            };
            let items = draft.items();
            items.map(|(c, i, item)| ((c, i), [text(&item.headline), text(&item.body)])).collect()
        };
        let (before, after) = (texts(old), texts(new));
        let mut left: Vec<(At, [String; 2])> = before;
        let mut names: Vec<Option<Id>> = vec![None; after.len()];
        type Alike = fn(&(At, [String; 2]), &(At, [String; 2])) -> bool;
        let tests: [Alike; 4] = [
            |a, b| a.1 == b.1,
            |a, b| !a.1[0].is_empty() && a.1[0] == b.1[0],
            |a, b| !a.1[1].is_empty() && a.1[1] == b.1[1],
            |a, b| a.0 == b.0,
        ];
        for alike in tests {
            for (name, item) in names.iter_mut().zip(&after).filter(|(name, _)| name.is_none()) {
                if let Some(found) = left.iter().position(|other| alike(other, item)) {
                    *name = self.at(left.remove(found).0);
                }
            }
        }
        let mut known = self.columns.clone();
        let title = |draft: &Draft, index: usize| {
            let column = draft.column.get(index)?;
            column.name.as_ref().map(|name| name.trim().to_owned())
        };
        let was: Vec<Option<String>> = (0..known.len()).map(|index| title(old, index)).collect();
        let mut was: Vec<(usize, Option<String>)> = was.into_iter().enumerate().collect();
        let mut columns = vec![];
        let mut names = names.into_iter();
        for (index, column) in new.column.iter().enumerate() {
            let own = title(new, index);
            let found = was
                .iter()
                .position(|(_, name)| name.is_some() && *name == own)
                .or_else(|| was.iter().position(|(at, _)| *at == index));
            let id = match found.map(|found| was.remove(found).0) {
                Some(at) => std::mem::take(&mut known[at].0),
                None => Self::fresh(),
            };
            let items = (0..column.item.len()).map(|_| names.next().flatten());
            let items: Vec<Option<Id>> = items.collect();
            columns
                .push((id, items.into_iter().map(|id| id.unwrap_or_else(Self::fresh)).collect()));
        }
        self.columns = columns;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn draft(items: &[&[&str]]) -> Draft {
        let mut text = String::new();
        for (index, column) in items.iter().enumerate() {
            text += &format!("[[column]]\nname = \"栏{index}\"\n");
            for item in *column {
                text += &format!("[[column.item]]\nheadline = \"{item}\"\nbody = \"{item}文\"\n");
            }
        }
        Draft::read(&Source::new("", text)).value
    }

    #[test]
    fn items_keep_their_names_wherever_they_go() {
        let mut ids = Ids::default();
        let first = draft(&[&["甲", "乙"], &["丙"]]);
        ids.follow(&Draft::default(), &first);
        let names: Vec<Id> = ids.columns.iter().flat_map(|(_, items)| items.clone()).collect();
        let second = draft(&[&["乙"], &["新", "丙", "甲"]]);
        ids.follow(&first, &second);
        assert_eq!(ids.at((0, 0)), Some(names[1]));
        assert_eq!(ids.at((1, 1)), Some(names[2]));
        assert_eq!(ids.at((1, 2)), Some(names[0]));
        assert!(!names.contains(&ids.at((1, 0)).expect("named")));
        let third = draft(&[&["乙改"], &["新", "丙", "甲"]]);
        let before = ids.columns.clone();
        ids.follow(&second, &third);
        assert_eq!(ids.columns, before, "one that was edited elsewhere is still itself");
    }
}
