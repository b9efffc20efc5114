//! What the issues of a workspace have said so far: an index of all items, built once, so that a
//! draft is compared with the few that resemble it and never with all.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use crate::config::units::Roster;
use crate::draft::{Draft, Item};
use crate::source::Spanned;
use crate::zh::character::is_one_of;
use crate::zh::decimal::Decimal;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// Two items share this part of their wording, measured on the shorter: they are one item, or one
/// made from the other. Different items of real issues share at most 0.06; copies in which a
/// third of the clauses is new and most figures are others share 0.5 and more (`tests/it/memory.rs`).
pub const SIMILAR: f64 = 0.5;

/// Letters that are compared together.
const GRAM: usize = 4;
/// Of the grams, one in so many is kept in the index.
const SAMPLE: u32 = 4;
/// Of the items that share a gram, so many are kept, the earliest: an item that has been printed
/// more often than that is found all the same.
const COMMON: usize = 24;
/// Items with fewer grams are too short to be told apart.
const FEWEST: usize = 30;

/// A total of an earlier issue: day, value, item and place in its body.
type Past = (NaiveDate, Decimal, Place, Range<usize>);

/// The index. Entries are counted as in [`super::Workspace::issues`].
#[derive(Debug, Default)]
pub struct Memory {
    /// Each item with a body, and how many grams it has.
    items: Vec<(Place, u32)>,
    /// Each gram of the sample with an item that has it, sorted: eight bytes for one of four
    /// letters, where lists in a table take ten times as much.
    grams: Vec<(u32, u32)>,
    /// How many of them are sorted.
    settled: usize,
    /// By the name of a unit, each form that credits have, with the first place.
    credits: BTreeMap<String, Vec<(String, Place)>>,
    /// The names of columns, with their first entry and column.
    columns: BTreeMap<String, (usize, usize)>,
    totals: HashMap<String, Vec<Past>>,
    /// Characters of the bodies that one unit has sent, sorted.
    lengths: Vec<u32>,
}

/// An item of an entry: thousands of them are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// What one draft says.
pub(super) struct Said {
    columns: Vec<Option<String>>,
    items: Vec<SaidItem>,
}

struct SaidItem {
    column: u32,
    item: u32,
    /// Units with the forms in which they are named.
    credits: Vec<(String, String)>,
    /// How many grams the body has, and those of the sample.
    wording: Option<(u32, Vec<u32>)>,
    /// Characters of a body that one unit has sent.
    length: Option<u32>,
    /// The totals in it, by their keys.
    totals: Vec<(String, NaiveDate, Total)>,
}

/// A figure that is said to be the sum of all so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Total {
    /// The clause before the number and the measure after it.
    pub matter: String,
    pub value: Decimal,
    /// The number with its measure in the body.
    pub range: Range<usize>,
}

/// What a draft says, to be added to a memory.
pub(super) fn said(draft: &Draft, roster: &Roster) -> Said {
    let date = draft.date();
    let name = |name: &Spanned<String>| name.trim().to_owned();
    let columns = draft.column.iter().map(|column| column.name.as_ref().map(name)).collect();
    let items = draft.items();
    let items = items.map(|(column, item, content)| SaidItem {
        column: column as u32,
        item: item as u32,
        ..SaidItem::of(content, date, roster)
    });
    Said { columns, items: items.collect() }
}

impl SaidItem {
    fn of(item: &Item, date: Option<NaiveDate>, roster: &Roster) -> Self {
        let credits: Vec<&str> = credits(item).collect();
        let named = credits.iter().filter_map(|credit| {
            let unit = roster.find(credit, date)?;
            Some((unit.name.clone(), (*credit).to_owned()))
        });
        let mut said = Self {
            column: 0,
            item: 0,
            credits: named.collect(),
            wording: None,
            length: None,
            totals: vec![],
        };
        let Some(body) = item.body.as_ref().filter(|body| !body.trim().is_empty()) else {
            return said;
        };
        let wording = Wording::of(body);
        said.wording = Some((wording.0.len() as u32, wording.sample().collect()));
        if let ([credit], Some(date)) = (credits.as_slice(), date) {
            said.length = Some(body.trim().chars().count() as u32);
            let keyed = |total| (total_key(credit, date, roster, &total), date, total);
            said.totals = totals(body).into_iter().map(keyed).collect();
        }
        said
    }
}

impl Memory {
    /// Adds what the next entry says.
    pub(super) fn add(&mut self, entry: usize, said: Said) {
        for (column, name) in said.columns.into_iter().enumerate() {
            if let Some(name) = name {
                self.columns.entry(name).or_insert((entry, column));
            }
        }
        for item in said.items {
            let at = Place { entry: entry as u32, column: item.column, item: item.item };
            for (unit, form) in item.credits {
                let forms = self.credits.entry(unit).or_default();
                if !forms.iter().any(|(known, _)| *known == form) {
                    forms.push((form, at));
                }
            }
            if let Some((count, sample)) = item.wording {
                let known = self.items.len() as u32;
                self.items.push((at, count));
                self.grams.extend(sample.into_iter().map(|gram| (gram, known)));
            }
            self.lengths.extend(item.length);
            for (key, date, total) in item.totals {
                let past = (date, total.value, at, total.range);
                self.totals.entry(key).or_default().push(past);
            }
        }
        // Words that all issues have in common would fill the index.
        if self.grams.len() > 2 * self.settled + (1 << 16) {
            self.settle();
        }
    }

    /// Makes the index fit to be asked, after the last entry.
    pub(super) fn settle(&mut self) {
        self.grams.sort_unstable();
        let mut last = None;
        let mut count = 0;
        self.grams.retain(|(gram, _)| {
            count = if last == Some(*gram) { count + 1 } else { 1 };
            last = Some(*gram);
            count <= COMMON
        });
        self.grams.shrink_to_fit();
        self.settled = self.grams.len();
        self.lengths.sort_unstable();
    }

    /// The few items, of those asked for, that may be similar to a wording, likeliest first.
    pub fn candidates(&self, wording: &Wording, among: impl Fn(Place) -> bool) -> Vec<Place> {
        const FEW: usize = 4;
        let with = |gram: u32| {
            let from = self.grams.partition_point(|(known, _)| *known < gram);
            let same = self.grams[from..].iter();
            same.take_while(move |(known, _)| *known == gram).map(|(_, item)| *item)
        };
        let mut shared: Vec<u32> = wording.sample().flat_map(with).collect();
        shared.sort_unstable();
        // A sample strays from the whole; half of what is wanted is worth a closer look.
        let enough = |item: u32, count: usize| {
            let shorter = wording.0.len().min(self.items[item as usize].1 as usize);
            (count * SAMPLE as usize) as f64 >= shorter as f64 * SIMILAR / 2.0
        };
        let mut likely: Vec<(usize, u32)> = shared
            .chunk_by(|a, b| a == b)
            .map(|same| (same.len(), same[0]))
            .filter(|(count, item)| enough(*item, *count))
            .collect();
        likely.sort_unstable_by_key(|(count, item)| (std::cmp::Reverse(*count), *item));
        let places = likely.into_iter().map(|(_, item)| self.items[item as usize].0);
        places.filter(|place| among(*place)).take(FEW).collect()
    }

    /// The forms in which credits name a unit, each with its first place.
    pub fn forms(&self, unit: &str) -> &[(String, Place)] {
        self.credits.get(unit).map_or(&[], Vec::as_slice)
    }

    /// The names of columns with the first entry and column of each.
    pub fn columns(&self) -> impl Iterator<Item = (&str, usize, usize)> {
        self.columns.iter().map(|(name, (entry, column))| (name.as_str(), *entry, *column))
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

/// What a text says, without figures, marks and white space: its distinct runs of letters as
/// hashes, sorted.
#[derive(Debug)]
pub struct Wording(Vec<u32>);

impl Wording {
    pub fn of(text: &str) -> Self {
        let letters: Vec<u64> = text
            .chars()
            // Most are Han, and quickly told.
            .filter(|c| ('一'..='鿿').contains(c) || (c.is_alphabetic() && !c.is_numeric()))
            .map(|c| u64::from(u32::from(c)))
            .collect();
        // Multiplication by a large odd number spreads what differs in few bits.
        let mix =
            |hash: u64, c: &u64| (hash.rotate_left(21) ^ c).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let hash = |gram: &[u64]| (gram.iter().fold(0, mix) >> 32) as u32;
        let mut all: Vec<u32> = letters.windows(GRAM).map(hash).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// The part of the shorter text's wording that the other has too, from 0 to 1. 0 for texts
    /// that are too short to tell.
    pub fn similarity(&self, other: &Self) -> f64 {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        let shorter = a.len().min(b.len());
        if shorter < FEWEST {
            return 0.0;
        }
        let mut shared = 0;
        while let ([first, rest_a @ ..], [second, rest_b @ ..]) = (a, b) {
            let order = first.cmp(second);
            shared += usize::from(order.is_eq());
            (a, b) =
                (if order.is_le() { rest_a } else { a }, if order.is_ge() { rest_b } else { b });
        }
        shared as f64 / shorter as f64
    }

    fn sample(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied().filter(|gram| gram % SAMPLE == 0)
    }
}

/// The figures of a text that are called 累计, where what is counted and since when is written in
/// the same words each time. Anything that is not plain is left out.
pub fn totals(body: &str) -> Vec<Total> {
    const MARK: &str = "累计";
    // Sums of a day, a week or a month begin anew; approximate ones may go down.
    const NOT_PLAIN: [&str; 14] =
        ["日", "周", "旬", "月", "季", "批", "轮", "期", "次", "余", "多", "近", "约", "超"];
    if !body.contains(MARK) {
        return vec![];
    }
    let reading = Reading::new(body);
    let line = &reading.line;
    let ends_clause = |at: &usize| line.get(*at).is_some_and(|c| is_one_of(c, "，。；：\n,;"));
    let total = |quantity: &Quantity| {
        let number = quantity.number.range.clone();
        let start = (0..number.start).rev().find(ends_clause).map_or(0, |at| at + 1);
        let before = line.text(start..number.start);
        let rest = (number.end..).take_while(|at| line.get(*at).is_some_and(char::is_alphabetic));
        let end = rest.last().map_or(number.end, |last| last + 1);
        let measure = line.text(number.end..end);
        let plain = quantity.is_exact()
            && before.contains(MARK)
            && before.chars().count() > MARK.chars().count() + 1
            && !before.contains(|c: char| c.is_ascii_digit())
            && !measure.is_empty()
            && !NOT_PLAIN.iter().any(|word| before.contains(word));
        plain.then(|| Total {
            matter: format!("{before}…{measure}"),
            value: quantity.value(),
            range: line.bytes(number.start..end),
        })
    };
    reading.quantities.iter().filter_map(total).collect()
}

fn total_key(credit: &str, date: NaiveDate, roster: &Roster, total: &Total) -> String {
    let unit = roster.find(credit, Some(date)).map_or(credit, |unit| unit.name.as_str());
    format!("{unit}\n{}\n{}", date.year(), total.matter)
}

/// The credits of an item that are not empty.
pub fn credits(item: &Item) -> impl Iterator<Item = &str> {
    let all = item.credits.iter().flat_map(|credits| credits.iter());
    all.map(|credit| credit.trim()).filter(|credit| !credit.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_is_compared_and_figures_are_not() {
        let text = "为切实做好秋粮收购工作，县供销社组织人员深入各乡镇，检修收获机械三百台，培训机手，确保颗粒归仓，群众满意";
        let other = "围绕“放管服”改革要求，持续优化营商环境，设立企业服务专窗，推行容缺受理，办理事项一千二百件，受到企业好评";
        let similarity = |a: &str, b: &str| Wording::of(a).similarity(&Wording::of(b));
        assert_eq!(similarity(text, text), 1.0);
        assert_eq!(similarity(&format!("{text}12"), &format!("3，{text}")), 1.0);
        assert!(similarity(text, other) < 0.05);
        assert_eq!(similarity("收购秋粮", "收购秋粮"), 0.0, "too short to tell");
    }

    #[test]
    fn only_plain_totals_are_compared() {
        let matters =
            |text: &str| totals(text).into_iter().map(|t| (t.matter, t.value)).collect::<Vec<_>>();
        let total = |matter: &str, value| [(matter.to_owned(), Decimal::integer(value))];
        assert_eq!(
            matters("截至目前，累计发放贷款1.2亿元，新增3户。"),
            total("累计发放贷款…元", 120_000_000)
        );
        assert_eq!(matters("累计办理350件"), total("累计办理…件", 350));
        assert_eq!(matters("累计惠及农户1,234户，"), total("累计惠及农户…户", 1234));
        assert_eq!(matters("累计惠及农户１２３４ 户"), total("累计惠及农户…户", 1234));
        for not in
            ["本月累计办理35件", "累计办理350余件", "累计约办理350件", "办理350件", "累计350"]
        {
            assert_eq!(matters(not), [], "{not}");
        }
    }
}
