//! What matches, and which of it comes first.

use std::cmp::Ordering;

use anyhow::Result;
use chrono::Datelike as _;

use super::filter::Passing;
use super::{At, Filter, Finder, Standing, standing};
use crate::search::query::Query;

/// An item that matches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) weight: u8,
    /// Its day as a number that grows; 0 where there is none.
    day: i32,
    pub(super) at: At,
}

impl Finder {
    /// All items that match and pass.
    pub(super) fn matching(&self, query: &Query, filter: &Filter) -> Result<Vec<Match>> {
        let mut all = vec![];
        let passing = Passing::new(self, filter);
        if let Some(kept) = &self.kept {
            let table = &kept.table;
            all = kept.words.all(query, &|key, weight| {
                let file = table.of_slot(key.slot).filter(|file| self.live[*file])?;
                let item = usize::from(key.item);
                let passes = passing.is_open()
                    || passing.pass(
                        table.date(file),
                        table.column(file, item),
                        &mut table.credits(file, item),
                    );
                let (day, at) = (table.day(file), At::Kept(file, key.item));
                passes.then_some(Match { weight, day, at })
            })?;
        }
        for (file, fresh) in self.fresh.iter().enumerate() {
            let date = fresh.issue.date;
            let day = date.map_or(0, |date| date.num_days_from_ce());
            for (item, text) in fresh.issue.items.iter().enumerate().take(u16::MAX.into()) {
                let mut credits = text.credits.iter().map(String::as_str);
                if let Some(weight) = query.weight(text)
                    && passing.pass(date, &text.column, &mut credits)
                {
                    all.push(Match { weight, day, at: At::Fresh(file, item as u16) });
                }
            }
        }
        Ok(all)
    }

    /// In how many issues they are.
    pub(super) fn issues_of(&self, all: &[Match]) -> usize {
        let mut seen = vec![false; self.live.len() + self.fresh.len()];
        for found in all {
            seen[match found.at {
                At::Kept(file, _) => file,
                At::Fresh(file, _) => self.live.len() + file,
            }] = true;
        }
        // A draft and what was released of it otherwise are one issue.
        let live = self.live.len();
        let kept = |at: usize, path: &str| {
            let named = self.kept.as_ref().map(|kept| kept.table.name(at));
            named.is_some_and(|name| path.ends_with(name)) && self.kept_path(at) == path
        };
        let is_twice = |draft: &str| {
            (0..live).any(|at| seen[at] && kept(at, draft))
                || (0..self.fresh.len()).any(|at| seen[live + at] && self.fresh[at].path == draft)
        };
        let former = self.fresh.iter().zip(&seen[live..]).filter(|(_, seen)| **seen);
        let former = former.filter_map(|(fresh, _)| fresh.former.as_deref());
        let twice = former.filter(|draft| is_twice(draft)).count();
        seen.iter().filter(|seen| **seen).count() - twice
    }

    /// The best of them in order: the same whether an index has them or not.
    pub(super) fn best(&self, mut all: Vec<Match>, most: usize) -> Vec<Match> {
        // First by what can be compared at once; of one day and weight there are few.
        let rank = |found: &Match| (found.weight, found.day);
        if most < all.len() {
            let mut ranks: Vec<(u8, i32)> = all.iter().map(rank).collect();
            let (_, last, _) = ranks.select_nth_unstable_by(most, |one, other| other.cmp(one));
            let last = *last;
            all.retain(|found| rank(found) >= last);
        }
        all.sort_unstable_by(|one, other| {
            let same = rank(other).cmp(&rank(one));
            same.then_with(|| match one.at.issue() == other.at.issue() {
                true => one.at.item().cmp(&other.at.item()),
                false => self.by_place(one.at, other.at),
            })
        });
        all.truncate(most);
        all
    }

    /// The order of issues: drafts before released ones, by the names of their files.
    pub(super) fn by_place(&self, one: At, other: At) -> Ordering {
        let place = |at: At| {
            let path = self.path(at);
            (standing(&path) == Standing::Released, path)
        };
        match (one, other) {
            // The table is in this order.
            (At::Kept(one, _), At::Kept(other, _)) => one.cmp(&other),
            _ => place(one).cmp(&place(other)),
        }
    }
}
