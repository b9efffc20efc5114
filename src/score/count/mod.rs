//! How many items, characters or credits each unit, kind of unit, column, month or editor had in a
//! period, and in the one before; those with none as well.

use chrono::{Datelike as _, Months, NaiveDate};
use serde::Deserialize;

use super::period::Period;
use super::renamed;
use crate::config::units::{Group, Roster};
use crate::zh::fraction::Fraction;

mod shown;
mod tally;

/// An item that was printed, or is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub date: NaiveDate,
    pub column: String,
    /// The editors of its issue.
    pub editors: Vec<String>,
    /// The units that are credited, by the latest form printed in credits, each once.
    pub units: Vec<String>,
    pub characters: usize,
}

/// By what is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    #[default]
    Unit,
    Group,
    Column,
    Month,
    Editor,
}

/// What is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    #[default]
    Items,
    Characters,
    Credits,
}

/// What an item of several units counts for each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// All of it.
    Full,
    /// Its part: a third of an item of three.
    Shared,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    pub by: By,
    pub measure: Measure,
    pub joint: Joint,
    pub period: Period,
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub question: Question,
    pub rows: Vec<Row>,
    /// Each item once.
    pub total: Count,
    /// Whether there was anything in the period before.
    pub compares: bool,
    /// Which units had another name in the time.
    pub renamed: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub name: String,
    /// Of a unit, as `Kin::unit`, which the roster knows,
    pub unit: Option<usize>,
    /// and its kind.
    pub group: Option<Group>,
    pub count: Count,
    /// A month that is later than the newest issue: it is compared with nothing.
    pub is_to_come: bool,
}

/// A count now and in the period before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    pub now: Fraction,
    pub before: Fraction,
}

impl Count {
    const NONE: Self = Self { now: Fraction::ZERO, before: Fraction::ZERO };
}

/// Whom items without a credit are counted for.
pub const NOBODY: &str = "（没有供稿单位）";

impl Question {
    /// What the period is compared with: the one before; of months the same a year earlier.
    pub fn earlier(&self) -> Option<Period> {
        match self.by {
            By::Month => self.period.a_year_before(),
            _ => self.period.before(),
        }
    }

    /// Counts. `expected` are editors who get a row in any case, `newest` is the day of the newest
    /// issue, whatever is counted.
    pub fn count(
        self,
        records: &[Record],
        roster: &Roster,
        expected: &[String],
        newest: Option<NaiveDate>,
    ) -> Counted {
        let last = records.iter().map(|record| record.date).max().max(newest);
        let mut tally = tally::Tally::new(self, roster);
        tally.expect(expected, last);
        let earlier = self.earlier();
        // Of months those that have come: the others cannot be compared yet.
        let has_come = |date: NaiveDate| {
            let again =
                date.with_day(1).and_then(|first| first.checked_add_months(Months::new(12)));
            self.by != By::Month || again <= last
        };
        let mut total = Count::NONE;
        let mut compares = false;
        for record in records {
            let whole = self.whole(record);
            if self.period.contains(record.date) {
                total.now = total.now + whole;
                tally.add(record, false);
            } else if earlier.is_some_and(|earlier| earlier.contains(record.date))
                && has_come(record.date)
            {
                total.before = total.before + whole;
                compares = true;
                tally.add(record, true);
            }
        }
        let rows = tally.sorted();
        let units = rows.iter().filter_map(|row| row.unit);
        let earlier = earlier.filter(|_| compares);
        let whole = earlier.and_then(|earlier| Period::days(earlier.from, self.period.to));
        let renamed = renamed::note(roster, units, whole.unwrap_or(self.period));
        Counted { question: self, rows, total, compares, renamed }
    }

    /// What a record counts for all together.
    fn whole(self, record: &Record) -> Fraction {
        match self.measure {
            Measure::Items => Fraction::ONE,
            Measure::Characters => Fraction::of(record.characters),
            Measure::Credits => Fraction::of(record.units.len()),
        }
    }
}

impl By {
    pub fn name(self) -> &'static str {
        match self {
            Self::Unit => "单位",
            Self::Group => "类别",
            Self::Column => "栏目",
            Self::Month => "月份",
            Self::Editor => "责任编辑",
        }
    }
}

impl Measure {
    pub fn name(self) -> &'static str {
        match self {
            Self::Items => "条数",
            Self::Characters => "字数",
            Self::Credits => "署名次数",
        }
    }
}

#[cfg(test)]
mod tests;
