//! Which column of the old content became which of the new.

use std::cmp::Reverse;

use super::pairs::Pair;
use crate::bulletin::identity::Content;

/// For each old column the index of the new one: that of its name, else that to which most of its
/// items went, else one in the same place when neither has items.
pub(super) fn mapped(old: &Content, new: &Content, pairs: &[Pair]) -> Vec<Option<usize>> {
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
            let went = |pair: &&Pair| {
                let at = |place: Option<super::At>| place.map(|at| at.column);
                at(pair.old) == Some(from + 1) && at(pair.new) == Some(to + 1)
            };
            pairs.iter().filter(went).count()
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
