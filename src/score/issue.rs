//! Issues as scoring sees them: which items, of which units.

use chrono::NaiveDate;

use crate::bulletin::block;
use crate::config::units::{Roster, Unit, divides};
use crate::draft::{Draft, ItemNumber, Kind};
use crate::source::nearest::meant;
use crate::source::{Diagnostic, Spanned};

/// An issue of the office's own periodical.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// `2024-03`.
    pub name: String,
    pub date: NaiveDate,
    pub kind: Kind,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub number: ItemNumber,
    pub column: String,
    pub headline: String,
    /// Of its body, white space aside.
    pub characters: usize,
    /// The units that it credits, each once, in the order of the credit; indexes of the roster.
    pub units: Vec<usize>,
}

impl Issue {
    /// What a draft says, with the credits that nobody can be given points for. `None` for one that
    /// has no day.
    pub fn of(name: String, draft: &Draft, roster: &Roster) -> Option<(Self, Vec<Diagnostic>)> {
        let date = draft.date()?;
        let mut found = vec![];
        let mut items = vec![];
        for (column, at, item) in draft.items() {
            let line = |text: Option<&Spanned<String>>| {
                text.map(|text| block::joined(text.trim())).unwrap_or_default()
            };
            let mut units: Vec<usize> = vec![];
            for credit in item.credits.iter().flat_map(|credits| credits.iter()) {
                let credited = credited(credit, date, roster, &mut found);
                for unit in credited {
                    if !units.contains(&unit) {
                        units.push(unit);
                    }
                }
            }
            items.push(Item {
                number: ItemNumber::of_indexes(column, at),
                column: line(draft.column[column].name.as_ref()),
                headline: line(item.headline.as_ref()),
                characters: block::characters(item.body.as_ref().map_or("", |body| body.as_str())),
                units,
            });
        }
        Some((Self { name, date, kind: draft.kind(), items }, found))
    }

    /// The item of a number.
    pub fn item(&self, number: ItemNumber) -> Option<&Item> {
        self.items.iter().find(|item| item.number == number)
    }
}

/// The units of one credit.
fn credited(
    credit: &Spanned<String>,
    date: NaiveDate,
    roster: &Roster,
    found: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut units = vec![];
    // Names of people may follow a unit's.
    let (named, _) = credit.split_once(['：', ':']).unwrap_or((credit, ""));
    let whole = find(roster, named.trim(), date);
    if let Some(unit) = whole {
        return vec![unit];
    }
    for part in named.split(divides).filter(|part| !part.is_empty()) {
        match find(roster, part, date) {
            Some(unit) => units.push(unit),
            None => {
                let message = format!("“{part}”不在单位名录里，没有给它计分");
                let help = match roster.nearest(part, Some(date)) {
                    Some(near) => meant(near),
                    None => "新单位先在 units.toml 里添上；确实不计分的，在上一行写 # kuaibao: allow(unscored-credit)".to_owned(),
                };
                found.push(Diagnostic::error("unscored-credit", credit.span, message).help(help));
            }
        }
    }
    units
}

/// A headline as it is compared: white space and points aside.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The place in the roster of a unit by one of its names, best of that day.
pub(super) fn find(roster: &Roster, form: &str, date: NaiveDate) -> Option<usize> {
    let named: Vec<usize> = (0..roster.units.len())
        .filter(|at| roster.units[*at].forms().any(|own| own == form))
        .collect();
    let valid = named.iter().find(|at| roster.units[**at].valid_on(date));
    valid.or_else(|| named.first()).copied()
}

/// Whether a unit was there on some day of a time.
pub(super) fn is_in(unit: &Unit, from: NaiveDate, to: NaiveDate) -> bool {
    unit.from.is_none_or(|first| first <= to) && unit.until.is_none_or(|last| from <= last)
}
