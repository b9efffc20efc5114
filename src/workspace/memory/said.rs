//! What one draft says that others may repeat or contradict.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};

use super::wording::Wording;
use crate::config::units::Roster;
use crate::draft::{Draft, Item};
use crate::source::Spanned;
use crate::zh::character::is_one_of;
use crate::zh::decimal::Decimal;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// What one draft says.
pub(in crate::workspace) struct Said {
    pub(super) columns: Vec<Option<String>>,
    pub(super) items: Vec<SaidItem>,
}

pub(super) struct SaidItem {
    pub(super) column: u32,
    pub(super) item: u32,
    /// The headline, as [`headline_hash`] has it.
    pub(super) headline: Option<u64>,
    /// Units with the forms in which they are named.
    pub(super) credits: Vec<(String, String)>,
    /// How many grams the body has, and those of the sample.
    pub(super) wording: Option<(u32, Vec<u32>)>,
    /// Characters of a body that one unit has sent.
    pub(super) length: Option<u32>,
    /// The totals in it, by their keys.
    pub(super) totals: Vec<(String, NaiveDate, Total)>,
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
/// `wording` has what the items say, by the indexes of column and item.
pub(in crate::workspace) fn said(
    draft: &Draft,
    roster: &Roster,
    wording: impl Fn((usize, usize)) -> Option<Arc<Wording>>,
) -> Said {
    let date = draft.date();
    let name = |name: &Spanned<String>| name.trim().to_owned();
    let columns = draft.column.iter().map(|column| column.name.as_ref().map(name)).collect();
    let items = draft.items();
    let items = items.map(|(column, item, content)| SaidItem {
        column: column as u32,
        item: item as u32,
        ..SaidItem::of(content, date, roster, || wording((column, item)))
    });
    Said { columns, items: items.collect() }
}

impl SaidItem {
    fn of(
        item: &Item,
        date: Option<NaiveDate>,
        roster: &Roster,
        wording: impl Fn() -> Option<Arc<Wording>>,
    ) -> Self {
        let credits: Vec<&str> = credits(item).collect();
        let named = credits.iter().filter_map(|credit| {
            let unit = roster.find(credit, date)?;
            Some((unit.name.clone(), (*credit).to_owned()))
        });
        let mut said = Self {
            column: 0,
            item: 0,
            headline: item.headline.as_ref().and_then(|headline| headline_hash(headline)),
            credits: named.collect(),
            wording: None,
            length: None,
            totals: vec![],
        };
        let Some(body) = item.body.as_ref().filter(|body| !body.trim().is_empty()) else {
            return said;
        };
        let wording = wording();
        said.wording = wording.map(|wording| (wording.0.len() as u32, wording.sample().collect()));
        if let ([credit], Some(date)) = (credits.as_slice(), date) {
            said.length = Some(body.trim().chars().count() as u32);
            let keyed = |total| (total_key(credit, date, roster, &total), date, total);
            said.totals = totals(body).into_iter().map(keyed).collect();
        }
        said
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

pub(super) fn total_key(credit: &str, date: NaiveDate, roster: &Roster, total: &Total) -> String {
    let unit = roster.find(credit, Some(date)).map_or(credit, |unit| unit.name.as_str());
    format!("{unit}\n{}\n{}", date.year(), total.matter)
}

/// What a headline is found by; nothing for one that is empty.
pub(super) fn headline_hash(headline: &str) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    headline.trim().hash(&mut hasher);
    (!headline.trim().is_empty()).then(|| hasher.finish())
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
