//! Which column of the old content became which of the new.

use std::cmp::Reverse;

use crate::bulletin::identity::Content;
use crate::draft::ItemNumber;

/// For each old column the index of the new one: that of its name, else that to which most of its
/// items went, else one in the same place when neither has items. `went`: where each item stood and
/// stands.
pub(super) fn mapped(
    old: &Content,
    new: &Content,
    went: &[(ItemNumber, ItemNumber)],
) -> Vec<Option<usize>> {
    let mut map: Vec<Option<usize>> = vec![None; old.columns.len()];
    for (from, column) in old.columns.iter().enumerate() {
        let named = |to: &usize| new.columns[*to].name == column.name && !map.contains(&Some(*to));
        map[from] = (0..new.columns.len()).find(named);
    }
    for from in 0..old.columns.len() {
        if map[from].is_some() {
            continue;
        }
        let votes = |to: usize| {
            let here = |(old, new): &&(ItemNumber, ItemNumber)| {
                old.column == from + 1 && new.column == to + 1
            };
            went.iter().filter(here).count()
        };
        let free = (0..new.columns.len()).filter(|to| !map.contains(&Some(*to)));
        let most = free.filter(|to| votes(*to) > 0).max_by_key(|to| (votes(*to), Reverse(*to)));
        let is_bare = |content: &Content| {
            content.columns.get(from).is_some_and(|column| column.items.is_empty())
        };
        let same = is_bare(old) && is_bare(new) && !map.contains(&Some(from));
        map[from] = most.or(same.then_some(from));
    }
    map
}
