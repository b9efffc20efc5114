//! `adopted.toml`: what the bulletin itself cannot know, held against roster, scheme and issues.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use schemars::Schema;

use self::file::AdoptedFile;
use self::told::Told;
use super::issue::Issue;
use super::scheme::Scheme;
use crate::config::units::Roster;
use crate::draft::ItemNumber;
use crate::source::shape::{self, Read};
use crate::source::{Diagnostic, Source};
use crate::zh::decimal::Decimal;

mod file;
mod records;
mod told;

/// Everything in `adopted.toml` that can be counted. What is wrong is left out, and told.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Adopted {
    pub adoptions: Vec<Adoption>,
    pub instructions: Vec<Instruction>,
    pub commissions: Vec<Commission>,
    pub submissions: Vec<Submission>,
    pub others: Vec<Other>,
}

/// What a record is about: an item of the periodical, or only a headline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Issue and number there.
    pub item: Option<(String, ItemNumber)>,
    pub headline: String,
    /// Indexes of the roster, each once.
    pub units: Vec<usize>,
}

/// Another journal has taken an item.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// Index in the scheme.
    pub journal: usize,
    pub date: NaiveDate,
    pub number: String,
    pub kind: Option<String>,
    pub about: About,
    pub forwarded: bool,
    pub compiled: bool,
    /// Line of the file, from 1.
    pub line: usize,
}

/// A leader has written on an item (批示).
#[derive(Debug, Clone, PartialEq)]
pub struct Instruction {
    /// Indexes in the scheme.
    pub level: usize,
    pub journal: Option<usize>,
    pub date: NaiveDate,
    pub by: String,
    pub about: About,
    pub reply_due: Option<NaiveDate>,
    pub replied: Option<NaiveDate>,
    pub line: usize,
}

/// The office has ordered a piece (约稿).
#[derive(Debug, Clone, PartialEq)]
pub struct Commission {
    pub topic: String,
    pub units: Vec<usize>,
    pub due: NaiveDate,
    pub done: Option<NaiveDate>,
    pub line: usize,
}

/// So much a unit has sent in, in a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// The first day of it.
    pub month: NaiveDate,
    pub unit: usize,
    pub count: usize,
    pub kind: Option<String>,
    /// Where it is written; nowhere where it was counted of what is registered as received.
    pub line: Option<usize>,
}

/// Points that the office gives or takes for something else, such as news that came late.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    pub date: NaiveDate,
    pub units: Vec<usize>,
    pub points: Decimal,
    pub reason: String,
    pub line: usize,
}

/// What records are held against.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    pub scheme: &'a Scheme,
    pub roster: &'a Roster,
    /// The issues that records are about,
    pub issues: &'a [Issue],
    /// and what all there are are called.
    pub names: &'a [String],
}

impl Adopted {
    /// Takes what is registered as received, a day and a unit for each item, for months of which
    /// nobody has written down how much was sent in.
    pub fn add_received(&mut self, received: &[(NaiveDate, usize)]) {
        let month = |day: NaiveDate| day.with_day(1).unwrap_or(day);
        let written: BTreeSet<NaiveDate> = self.submissions.iter().map(|of| of.month).collect();
        let mut counts: BTreeMap<(NaiveDate, usize), usize> = BTreeMap::new();
        for (day, unit) in received.iter().filter(|(day, _)| !written.contains(&month(*day))) {
            *counts.entry((month(*day), *unit)).or_default() += 1;
        }
        self.submissions.extend(counts.into_iter().map(|((month, unit), count)| Submission {
            month,
            unit,
            count,
            kind: None,
            line: None,
        }));
    }

    /// Reads `adopted.toml`.
    pub fn read(source: &Source, beside: Beside<'_>) -> (Self, Vec<Diagnostic>) {
        let Read { value: file, mut found, rejected } =
            shape::read::<AdoptedFile>(source, schema());
        let mut told = Told { source, beside, found: &mut found, rejected: &rejected };
        let adopted = Self {
            adoptions: records::adoptions(&file.adopted, &mut told),
            instructions: records::instructions(&file.instruction, &mut told),
            commissions: records::commissions(&file.commission, &mut told),
            submissions: records::submissions(&file.submitted, &mut told),
            others: records::others(&file.other, &mut told),
        };
        (adopted, found)
    }
}

/// The issues that a text names in `item`, whatever else is wrong with it: those that have to be
/// read to judge it.
pub fn issues_named(source: &Source) -> Vec<String> {
    let file = shape::read::<AdoptedFile>(source, schema()).value;
    let adopted = file.adopted.iter().filter_map(|row| row.item.as_ref());
    let instructed = file.instruction.iter().filter_map(|row| row.item.as_ref());
    let named = adopted.chain(instructed).filter_map(|item| item.split_whitespace().next());
    let mut named: Vec<String> = named.map(str::to_owned).collect();
    named.sort();
    named.dedup();
    named
}

/// The JSON Schema of `adopted.toml`.
pub fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(shape::schema_of::<AdoptedFile>);
    &SCHEMA
}
