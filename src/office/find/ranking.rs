//! What matches, and which of it comes first.

use std::cmp::Ordering;

use anyhow::Result;
use chrono::Datelike as _;

use super::filter::Passing;
use super::{At, Filter, Finder, Standing, standing};
use crate::search::query::Query;
use crate::search::words::Key;

/// An item that matches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub(super) weight: u8,
    /// Its day as a number that grows; 0 where there is none.
    day: i32,
    pub(super) at: At,
}

/// Matches while they are gathered: of all how many and in which issues, and those that may be among
/// the best.
struct Gathered {
    items: usize,
    /// Of the files of the index, then of those that no index has.
    seen: Vec<bool>,
    best: Vec<Match>,
    most: usize,
    /// Whatever ranks below is not among the best.
    floor: (u8, i32),
    /// The issue looked up last, by its number in the index: its file and day, if it is still there.
    /// Its items come one after the other.
    last: (u32, Option<(usize, i32)>),
}

impl Match {
    /// What comes first of all; of those that are equal in it there are few.
    fn rank(&self) -> (u8, i32) {
        (self.weight, self.day)
    }
}

impl Gathered {
    fn new(files: usize, most: usize) -> Self {
        Self {
            items: 0,
            seen: vec![false; files],
            best: vec![],
            most,
            floor: (0, i32::MIN),
            last: (u32::MAX, None),
        }
    }

    fn put(&mut self, found: Match, file: usize) {
        self.items += 1;
        self.seen[file] = true;
        if found.rank() < self.floor {
            return;
        }
        self.best.push(found);
        // Looked through seldom enough to cost nothing, and often enough to stay small.
        if self.best.len() > self.most.saturating_mul(8).max(4096) {
            self.thin();
        }
    }

    /// Takes away what is not among the best, but for those that are equal to the last of them.
    fn thin(&mut self) {
        if self.most == 0 || self.most >= self.best.len() {
            return;
        }
        let mut ranks: Vec<(u8, i32)> = self.best.iter().map(Match::rank).collect();
        let (_, last, _) = ranks.select_nth_unstable_by(self.most - 1, |one, other| other.cmp(one));
        self.floor = *last;
        let floor = self.floor;
        self.best.retain(|found| found.rank() >= floor);
    }

    fn joined(mut self, other: Self) -> Self {
        self.items += other.items;
        self.seen.iter_mut().zip(&other.seen).for_each(|(seen, other)| *seen |= other);
        self.best.extend(other.best);
        self
    }
}

impl Finder {
    /// How many items match and pass, in how many issues, and the best of them in order.
    pub(super) fn matching(
        &self,
        query: &Query,
        filter: &Filter,
        most: usize,
    ) -> Result<(usize, usize, Vec<Match>)> {
        let live = self.live.len();
        let start = || Gathered::new(live + self.fresh.len(), most);
        let passing = Passing::new(self, filter);
        let mut all = start();
        if let Some(kept) = &self.kept {
            let table = &kept.table;
            let put = |all: &mut Gathered, key: Key, weight: u8| {
                if all.last.0 != key.slot {
                    let file = table.of_slot(key.slot).filter(|file| self.live[*file]);
                    all.last = (key.slot, file.map(|file| (file, table.day(file))));
                }
                let Some((file, day)) = all.last.1 else { return };
                let item = usize::from(key.item);
                let passes = passing.is_open()
                    || passing.pass(
                        table.date(file),
                        table.column(file, item),
                        &mut table.credits(file, item),
                    );
                if passes {
                    all.put(Match { weight, day, at: At::Kept(file, key.item) }, file);
                }
            };
            all = kept.words.gather(query, &start, &put, Gathered::joined)?;
        }
        for (file, fresh) in self.fresh.iter().enumerate() {
            let date = fresh.issue.date;
            let day = date.map_or(0, |date| date.num_days_from_ce());
            for (item, text) in fresh.issue.items.iter().enumerate().take(u16::MAX.into()) {
                let mut credits = text.credits.iter().map(String::as_str);
                if let Some(weight) = query.weight(text)
                    && passing.pass(date, &text.column, &mut credits)
                {
                    let at = At::Fresh(file, item as u16);
                    all.put(Match { weight, day, at }, live + file);
                }
            }
        }
        all.thin();
        Ok((all.items, self.issues_of(&all.seen), self.ordered(all.best, most)))
    }

    /// How many issues were seen.
    fn issues_of(&self, seen: &[bool]) -> usize {
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

    /// The first of them in order: the same whether an index has them or not.
    fn ordered(&self, mut all: Vec<Match>, most: usize) -> Vec<Match> {
        all.sort_unstable_by(|one, other| {
            let same = other.rank().cmp(&one.rank());
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
