//! What the issues of a workspace have said so far: an index of all items, built once, so that a
//! draft is compared with the few that resemble it and never with all.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use chrono::{Datelike as _, NaiveDate};

use super::Entry;
use crate::config::units::Roster;
use crate::draft::Item;
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
/// Of the items that share a gram, so many are counted, the earliest: an item that has been printed
/// more often than that is found all the same.
const COMMON: usize = 24;
/// Items with fewer grams are too short to be told apart.
const FEWEST: usize = 30;

/// A total of an earlier issue: day, value, item and place in its body.
type Past = (NaiveDate, Decimal, Place, Range<usize>);

/// The index. Entries are counted as in [`super::Workspace::issue`].
#[derive(Debug, Default)]
pub struct Memory {
    /// Each item with a body, and how many grams it has.
    items: Vec<(Place, usize)>,
    /// Each gram of the sample with an item that has it, sorted: eight bytes for one of four
    /// letters, where lists in a table take ten times as much.
    grams: Vec<(u32, u32)>,
    /// By the name of a unit, each form that credits have, with the first place.
    credits: BTreeMap<String, Vec<(String, Place)>>,
    /// The names of columns, with their first entry and column.
    columns: BTreeMap<String, (usize, usize)>,
    totals: HashMap<String, Vec<Past>>,
    /// Characters of the bodies that one unit has sent, sorted.
    lengths: Vec<usize>,
}

/// An item of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub entry: usize,
    pub column: usize,
    pub item: usize,
}

impl Place {
    /// The item in the entries that the index was made of.
    pub fn item<'a>(&self, entry: &'a Entry) -> &'a Spanned<Item> {
        &entry.draft.column[self.column].item[self.item]
    }
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

impl Memory {
    pub(super) fn new<'a>(entries: impl Iterator<Item = &'a Entry>, roster: &Roster) -> Self {
        let mut memory = Self::default();
        for (index, entry) in entries.enumerate() {
            memory.add(index, entry, roster);
        }
        memory.grams.sort_unstable();
        memory.grams.shrink_to_fit();
        memory.lengths.sort_unstable();
        memory
    }

    fn add(&mut self, index: usize, entry: &Entry, roster: &Roster) {
        let date = entry.draft.date();
        for (number, column) in entry.draft.column.iter().enumerate() {
            if let Some(name) = &column.name {
                self.columns.entry(name.trim().to_owned()).or_insert((index, number));
            }
            for (item, content) in column.item.iter().enumerate() {
                let place = Place { entry: index, column: number, item };
                self.add_item(place, content, date, roster);
            }
        }
    }

    fn add_item(&mut self, at: Place, item: &Item, date: Option<NaiveDate>, roster: &Roster) {
        let credits: Vec<&str> = credits(item).collect();
        for credit in &credits {
            let Some(unit) = roster.find(credit, date) else { continue };
            let forms = self.credits.entry(unit.name.clone()).or_default();
            if !forms.iter().any(|(form, _)| form == credit) {
                forms.push(((*credit).to_owned(), at));
            }
        }
        let Some(body) = item.body.as_ref().filter(|body| !body.trim().is_empty()) else { return };
        let known = self.items.len() as u32;
        let wording = Wording::of(body);
        self.items.push((at, wording.0.len()));
        self.grams.extend(wording.sample().map(|gram| (gram, known)));
        if let ([credit], Some(date)) = (credits.as_slice(), date) {
            self.lengths.push(body.trim().chars().count());
            for total in totals(body) {
                let key = total_key(credit, date, roster, &total);
                self.totals.entry(key).or_default().push((date, total.value, at, total.range));
            }
        }
    }

    /// The few items, of those asked for, that may be similar to a wording, likeliest first.
    pub fn candidates(&self, wording: &Wording, among: impl Fn(Place) -> bool) -> Vec<Place> {
        const FEW: usize = 4;
        let with = |gram: u32| {
            let from = self.grams.partition_point(|(known, _)| *known < gram);
            let same = self.grams[from..].iter().take(COMMON);
            same.take_while(move |(known, _)| *known == gram).map(|(_, item)| *item)
        };
        let mut shared: Vec<u32> = wording.sample().flat_map(with).collect();
        shared.sort_unstable();
        // A sample strays from the whole; half of what is wanted is worth a closer look.
        let enough = |item: u32, count: usize| {
            let shorter = wording.0.len().min(self.items[item as usize].1);
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
        let at = |quarter| self.lengths[(self.lengths.len() - 1) * quarter / 4];
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
