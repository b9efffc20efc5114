//! What the issues of a workspace have said so far: an index of all items, so that a draft is
//! compared with the few that resemble it and never with all.
//!
//! It is kept entry by entry: when one draft changes, comes or goes, what it says is replaced, and
//! no other draft is read again. What is asked of it has the same answers as if it had been built
//! anew.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use chrono::NaiveDate;

use crate::config::units::Roster;
use crate::draft::{Draft, Item};
use crate::source::Spanned;
use crate::zh::decimal::Decimal;

mod said;
mod wording;

use said::total_key;
pub(super) use said::{Said, said};
pub use said::{Total, credits, totals};
use wording::SAMPLE;
pub use wording::Wording;

/// Two items share this part of their wording, measured on the shorter: they are one item, or one
/// made from the other. Different items of real issues share at most 0.06; copies in which a
/// third of the clauses is new and most figures are others share 0.5 and more (`tests/it/memory.rs`).
pub const SIMILAR: f64 = 0.5;

/// Of the items that share a gram, so many are looked at, the earliest: an item that has been
/// printed more often than that is found all the same.
const COMMON: usize = 24;

/// Items that have changed before they are sorted among the others.
const FRESH: usize = 512;

/// A total of an earlier issue: day, value, item and place in its body.
type Past = (NaiveDate, Decimal, Place, Range<usize>);

/// The index. Entries are counted as in [`super::Workspace::issues`].
#[derive(Debug, Default)]
pub struct Memory {
    /// Each item with a body. Those up to `settled_items` are sorted by place.
    items: Vec<Known>,
    settled_items: usize,
    /// How many of these are no more.
    gone: usize,
    /// Each gram of the sample with an item that has it, sorted: eight bytes for one of four
    /// letters, where lists in a table take ten times as much.
    grams: Vec<(u32, u32)>,
    /// Where in `grams` those with the same upper bits begin, and how many bits are left out.
    begins: (Vec<u32>, u32),
    /// The same of the items that have come since those were sorted.
    fresh: Vec<(u32, u32)>,
    /// By the name of a unit, each form that credits have, with its places, sorted.
    credits: BTreeMap<String, Vec<(String, Vec<Place>)>>,
    /// The names of columns, with their places, sorted.
    columns: BTreeMap<String, Vec<(u32, u32)>>,
    totals: HashMap<String, Vec<Past>>,
    /// Headlines with the places of their items, sorted.
    headlines: HashMap<u64, Vec<Place>>,
    /// Characters of the bodies that one unit has sent, sorted.
    lengths: Vec<u32>,
}

/// An item with a body.
#[derive(Debug, Clone, Copy)]
struct Known {
    place: Place,
    /// How many grams it has.
    grams: u32,
    length: Option<u32>,
    /// Whether it is still there.
    live: bool,
}

/// An item of an entry: thousands of them are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    entry: u32,
    column: u32,
    item: u32,
}

impl Place {
    /// The entry, counted as in [`super::Workspace::issues`].
    pub fn entry(self) -> usize {
        self.entry as usize
    }

    /// The indexes of column and item.
    pub fn indexes(self) -> (usize, usize) {
        (self.column as usize, self.item as usize)
    }

    /// The item in the draft that the index was made of.
    pub fn item(self, draft: &Draft) -> &Spanned<Item> {
        &draft.column[self.column as usize].item[self.item as usize]
    }
}

impl Memory {
    /// Adds what the next entry says; [`Self::settle`] comes after the last.
    pub(super) fn add(&mut self, entry: usize, said: Said) {
        let entry = entry as u32;
        for (column, name) in said.columns.into_iter().enumerate() {
            if let Some(name) = name {
                put(self.columns.entry(name).or_default(), (entry, column as u32), |at| *at);
            }
        }
        for item in said.items {
            let at = Place { entry, column: item.column, item: item.item };
            if let Some(headline) = item.headline {
                put(self.headlines.entry(headline).or_default(), at, |at| *at);
            }
            for (unit, form) in item.credits {
                let forms = self.credits.entry(unit).or_default();
                match forms.iter_mut().find(|(known, _)| *known == form) {
                    Some((_, places)) => put(places, at, |at| *at),
                    None => forms.push((form, vec![at])),
                }
            }
            if let Some((grams, sample)) = item.wording {
                let known = self.items.len() as u32;
                self.items.push(Known { place: at, grams, length: item.length, live: true });
                self.fresh.extend(sample.into_iter().map(|gram| (gram, known)));
            }
            self.lengths.extend(item.length);
            for (key, date, total) in item.totals {
                let past = (date, total.value, at, total.range);
                put(self.totals.entry(key).or_default(), past, |past| past.2);
            }
        }
    }

    /// Makes the index fit to be asked, after the last entry.
    pub(super) fn settle(&mut self) {
        if self.settled_items == 0 || self.items.len() - self.settled_items > FRESH {
            self.renumber();
        } else {
            self.tidy();
        }
        // What is sorted for the most part is sorted quickly by this one.
        self.lengths.sort();
    }

    /// Takes in what an entry says now instead of what it said.
    pub(super) fn replace(&mut self, entry: usize, said: Said) {
        self.forget(entry);
        self.add(entry, said);
        self.settle();
    }

    /// Makes room for another entry, and takes in what it says.
    pub(super) fn insert(&mut self, entry: usize, said: Said) {
        self.shift(|at| if at as usize >= entry { at + 1 } else { at });
        self.add(entry, said);
        self.settle();
    }

    /// Forgets an entry that is no more.
    pub(super) fn remove(&mut self, entry: usize) {
        self.forget(entry);
        self.shift(|at| if at as usize > entry { at - 1 } else { at });
    }

    fn forget(&mut self, entry: usize) {
        let entry = entry as u32;
        let live = |known: &&mut Known| known.live && known.place.entry == entry;
        for known in self.items.iter_mut().filter(live) {
            if let Some(length) = known.length
                && let Ok(at) = self.lengths.binary_search(&length)
            {
                self.lengths.remove(at);
            }
            known.live = false;
            self.gone += 1;
        }
        self.credits.retain(|_, forms| {
            forms.retain_mut(|(_, places)| {
                places.retain(|place| place.entry != entry);
                !places.is_empty()
            });
            !forms.is_empty()
        });
        self.headlines.retain(|_, places| {
            places.retain(|place| place.entry != entry);
            !places.is_empty()
        });
        self.columns.retain(|_, places| {
            places.retain(|(at, _)| *at != entry);
            !places.is_empty()
        });
        self.totals.retain(|_, all| {
            all.retain(|past| past.2.entry != entry);
            !all.is_empty()
        });
    }

    /// Gives entries other numbers, in the same order.
    fn shift(&mut self, number: impl Fn(u32) -> u32) {
        let places = self.credits.values_mut().flatten().flat_map(|(_, places)| places);
        let totals = self.totals.values_mut().flatten().map(|past| &mut past.2);
        let live = self.items.iter_mut().filter(|known| known.live).map(|known| &mut known.place);
        let headlines = self.headlines.values_mut().flatten();
        for place in places.chain(totals).chain(live).chain(headlines) {
            place.entry = number(place.entry);
        }
        for (entry, _) in self.columns.values_mut().flatten() {
            *entry = number(*entry);
        }
    }

    /// Sorts what has come, without what has gone again: one draft may be changed a thousand times.
    fn tidy(&mut self) {
        let from = self.settled_items;
        let mut numbers = vec![];
        let mut next = from as u32;
        for known in &self.items[from..] {
            numbers.push(known.live.then_some(next));
            next += u32::from(known.live);
        }
        self.fresh.retain_mut(|(_, known)| {
            let number = numbers[*known as usize - from];
            *known = number.unwrap_or_default();
            number.is_some()
        });
        let kept: Vec<Known> = self.items.drain(from..).filter(|known| known.live).collect();
        self.gone -= numbers.len() - kept.len();
        self.items.extend(kept);
        self.fresh.sort();
    }

    /// Sorts all items by place again, without those that are no more.
    fn renumber(&mut self) {
        let mut order: Vec<u32> = (0..self.items.len() as u32).collect();
        order.retain(|known| self.items[*known as usize].live);
        order.sort_unstable_by_key(|known| self.items[*known as usize].place);
        let mut numbers = vec![u32::MAX; self.items.len()];
        for (number, known) in order.iter().enumerate() {
            numbers[*known as usize] = number as u32;
        }
        self.items = order.iter().map(|known| self.items[*known as usize]).collect();
        self.settled_items = self.items.len();
        self.gone = 0;
        for grams in [&mut self.grams, &mut self.fresh] {
            grams.retain_mut(|(_, known)| {
                *known = numbers[*known as usize];
                *known != u32::MAX
            });
        }
        self.fresh.sort_unstable();
        self.grams.append(&mut self.fresh);
        self.grams.sort();
        self.grams.shrink_to_fit();
        self.fresh = vec![];
        self.begins = begins(&self.grams);
    }

    /// Adds the earliest items that have a gram.
    fn with(&self, gram: u32, all: &mut Vec<u32>) {
        let start = all.len();
        let mut of = |grams: &[(u32, u32)], most: usize| {
            // What is said again and again is mostly the first of its bits.
            let from = match grams.first() {
                Some((first, _)) if *first == gram => 0,
                _ => grams.partition_point(|(known, _)| *known < gram),
            };
            let same = grams[from..].iter().take_while(|(known, _)| *known == gram);
            let items = same.map(|(_, item)| *item);
            match self.gone {
                0 => all.extend(items.take(most)),
                _ => all.extend(items.filter(|item| self.items[*item as usize].live).take(most)),
            }
        };
        let (begins, bits) = &self.begins;
        if let Some(&[from, to]) = begins.get((gram >> bits) as usize..).and_then(|b| b.get(..2)) {
            of(&self.grams[from as usize..to as usize], COMMON);
        }
        if !self.fresh.is_empty() {
            // They are in the order in which they have come.
            of(&self.fresh, usize::MAX);
            all[start..].sort_unstable_by_key(|item| self.items[*item as usize].place);
            all.truncate(start + COMMON);
        }
    }

    /// The few items, of those asked for, that may be similar to a wording, likeliest first.
    pub fn candidates(&self, wording: &Wording, among: impl Fn(Place) -> bool) -> Vec<Place> {
        const FEW: usize = 4;
        let mut shared: Vec<u32> = vec![];
        wording.sample().for_each(|gram| self.with(gram, &mut shared));
        let shared = counted(&shared);
        // A sample strays from the whole; half of what is wanted is worth a closer look.
        let enough = |item: u32, count: usize| {
            let shorter = wording.0.len().min(self.items[item as usize].grams as usize);
            (count * SAMPLE as usize) as f64 >= shorter as f64 * SIMILAR / 2.0
        };
        let mut likely: Vec<(usize, Place)> = shared
            .into_iter()
            .filter(|(item, count)| enough(*item, *count))
            .map(|(item, count)| (count, self.items[item as usize].place))
            .collect();
        likely.sort_unstable_by_key(|(count, place)| (std::cmp::Reverse(*count), *place));
        let places = likely.into_iter().map(|(_, place)| place);
        places.filter(|place| among(*place)).take(FEW).collect()
    }

    /// Where credits first name a unit in this form.
    pub fn form(&self, unit: &str, form: &str) -> Option<Place> {
        let forms = self.credits.get(unit)?;
        let (_, places) = forms.iter().find(|(known, _)| known == form)?;
        places.first().copied()
    }

    /// Items that may have this headline, the earliest first.
    pub fn with_headline(&self, headline: &str) -> impl Iterator<Item = Place> {
        let known = said::headline_hash(headline).and_then(|hash| self.headlines.get(&hash));
        known.into_iter().flatten().copied()
    }

    /// The names of columns with the first entry and column of each.
    pub fn columns(&self) -> impl Iterator<Item = (&str, usize, usize)> {
        self.columns.iter().filter_map(|(name, places)| {
            let (entry, column) = places.first()?;
            Some((name.as_str(), *entry as usize, *column as usize))
        })
    }

    /// Earlier totals of the same unit, matter and year: day, value, item and place in its body.
    pub fn totals(
        &self,
        credit: &str,
        date: NaiveDate,
        roster: &Roster,
        total: &Total,
    ) -> impl Iterator<Item = &Past> {
        let known = self.totals.get(&total_key(credit, date, roster, total));
        known.into_iter().flatten().filter(move |(day, ..)| *day < date)
    }

    /// First quartile, median and third quartile of the bodies' lengths in characters; `None` when
    /// there are too few to speak of a habit.
    pub fn usual_length(&self) -> Option<[usize; 3]> {
        const ENOUGH: usize = 20;
        let at = |quarter| self.lengths[(self.lengths.len() - 1) * quarter / 4] as usize;
        (self.lengths.len() >= ENOUGH).then(|| [at(1), at(2), at(3)])
    }
}

/// How often each number is among some, in any order: in half the time of sorting them.
fn counted(all: &[u32]) -> Vec<(u32, usize)> {
    let room = (2 * all.len()).next_power_of_two();
    // Places of what has been met, counted from one.
    let mut places = vec![0u32; room];
    let mut found: Vec<(u32, usize)> = vec![];
    for number in all {
        let mut at = (number.wrapping_mul(0x9E37_79B1) as usize >> 7) & (room - 1);
        loop {
            match places[at].checked_sub(1).map(|place| &mut found[place as usize]) {
                Some((known, count)) if known == number => break *count += 1,
                Some(_) => at = (at + 1) & (room - 1),
                None => {
                    found.push((*number, 1));
                    break places[at] = found.len() as u32;
                }
            }
        }
    }
    found
}

/// Where sorted grams with the same upper bits begin, and how many bits are left out: so many that
/// a few dozen begin alike.
fn begins(grams: &[(u32, u32)]) -> (Vec<u32>, u32) {
    const TOGETHER: usize = 32;
    let kept = (grams.len() / TOGETHER).max(2).ilog2().min(20);
    let bits = u32::BITS - kept;
    let mut begins = Vec::with_capacity((1 << kept) + 1);
    for (at, (gram, _)) in grams.iter().enumerate() {
        let upper = (gram >> bits) as usize;
        begins.resize(begins.len().max(upper + 1), at as u32);
    }
    begins.resize((1 << kept) + 1, grams.len() as u32);
    (begins, bits)
}

/// Puts something behind all that come before it, or are equal.
fn put<T, K: Ord>(all: &mut Vec<T>, new: T, key: impl Fn(&T) -> K) {
    let at = match all.last() {
        // As they are read, they come in order.
        Some(last) if key(last) > key(&new) => all.partition_point(|known| key(known) <= key(&new)),
        _ => all.len(),
    };
    all.insert(at, new);
}
