//! The rows of a count, while they are being counted.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike as _, NaiveDate};

use super::{By, Count, Joint, Measure, NOBODY, Question, Record, Row};
use crate::config::units::{Group, Roster, overlapping};
use crate::zh::fraction::Fraction;

/// The rows while they are being counted, by their order and name.
pub(super) struct Tally<'a> {
    question: Question,
    roster: &'a Roster,
    rows: BTreeMap<usize, Row>,
    index: HashMap<String, usize>,
    /// Units by their latest names.
    units: HashMap<&'a str, usize>,
}

impl<'a> Tally<'a> {
    pub(super) fn new(question: Question, roster: &'a Roster) -> Self {
        let latest = (0..roster.units.len()).filter(|at| roster.kin().unit(*at) == *at);
        let units = latest.map(|at| (roster.units[at].credit.as_str(), at)).collect();
        Self { question, roster, rows: BTreeMap::new(), index: HashMap::new(), units }
    }

    /// Rows that are there whatever is counted. `last` is the day of the newest issue.
    pub(super) fn expect(&mut self, editors: &[String], last: Option<NaiveDate>) {
        let Question { by, period, .. } = self.question;
        match by {
            By::Unit => {
                let days = (Some(period.from), Some(period.to));
                let units = &self.roster.units;
                for (at, unit) in units.iter().enumerate() {
                    if overlapping(days, (unit.from, unit.until)) {
                        self.row(&units[self.roster.kin().unit(at)].credit);
                    }
                }
            }
            By::Group => {
                let has =
                    |group: &Group| self.roster.units.iter().any(|unit| unit.group == Some(*group));
                for group in Group::ALL.iter().filter(|group| has(group)) {
                    self.row(group.name());
                }
            }
            By::Month => {
                for month in period.months() {
                    let is_to_come = last.is_none_or(|last| month > last);
                    self.row(&month_name(month)).is_to_come = is_to_come;
                }
            }
            By::Editor => editors.iter().for_each(|editor| {
                self.row(editor);
            }),
            By::Column => {}
        }
    }

    fn row(&mut self, name: &str) -> &mut Row {
        let next = self.index.len();
        let index = match self.index.get(name) {
            Some(index) => *index,
            None => {
                self.index.insert(name.to_owned(), next);
                next
            }
        };
        let known = self.units.get(name).copied().filter(|_| self.question.by == By::Unit);
        let called = known.map(|unit| self.roster.called(unit, self.question.period.to));
        let fresh = || Row {
            name: called.map_or(name, |unit| &unit.credit).to_owned(),
            unit: known,
            group: called.and_then(|unit| unit.group),
            count: Count::NONE,
            is_to_come: false,
        };
        self.rows.entry(index).or_insert_with(fresh)
    }

    pub(super) fn add(&mut self, record: &Record, is_before: bool) {
        for (name, value) in self.parts(record, is_before) {
            let count = &mut self.row(&name).count;
            let side = if is_before { &mut count.before } else { &mut count.now };
            *side = *side + value;
        }
    }

    /// What a record counts, and for whom.
    fn parts(&self, record: &Record, is_before: bool) -> Vec<(String, Fraction)> {
        let Question { by, measure, joint, .. } = self.question;
        let whole = self.question.whole(record);
        let among = |names: &[String], nobody: &str| match names.len() {
            0 => vec![(nobody.to_owned(), whole)],
            count => {
                let share = match joint {
                    Joint::Full => whole,
                    Joint::Shared => whole.over(Fraction::of(count)).unwrap_or(whole),
                };
                names.iter().map(|name| (name.clone(), share)).collect()
            }
        };
        match by {
            By::Unit if measure == Measure::Credits => {
                record.units.iter().map(|unit| (unit.clone(), Fraction::ONE)).collect()
            }
            By::Unit => among(&record.units, NOBODY),
            By::Group => {
                let group = |unit: &String| {
                    let unit = self.units.get(unit.as_str());
                    let day = self.question.period.to;
                    let group = unit.and_then(|unit| self.roster.called(*unit, day).group);
                    group.map_or("（不在名录里）", Group::name).to_owned()
                };
                let groups: Vec<String> = record.units.iter().map(group).collect();
                if measure == Measure::Credits {
                    return groups.into_iter().map(|group| (group, Fraction::ONE)).collect();
                }
                let mut parts = among(&groups, NOBODY);
                if joint == Joint::Full {
                    // Two townships together are one item of the townships.
                    parts.sort();
                    parts.dedup();
                }
                parts
            }
            By::Column => vec![(record.column.clone(), whole)],
            By::Month => {
                let month = record.date.with_day(1).unwrap_or(record.date);
                let month = match is_before {
                    true => month.with_year(month.year() + 1).unwrap_or(month),
                    false => month,
                };
                vec![(month_name(month), whole)]
            }
            By::Editor => among(&record.editors, "（没有责任编辑）"),
        }
    }

    /// The most first, units by their kind; months as they come.
    pub(super) fn sorted(self) -> Vec<Row> {
        let by = self.question.by;
        let mut rows: Vec<(usize, Row)> = self.rows.into_iter().collect();
        rows.sort_by(|(a, one), (b, other)| {
            let by_count = || other.count.now.cmp(&one.count.now).then(a.cmp(b));
            let group = |row: &Row| row.group.map_or(usize::MAX, |group| group as usize);
            match by {
                By::Unit => {
                    let is_nobody = |row: &Row| row.name == NOBODY;
                    let kinds = (group(one), is_nobody(one)).cmp(&(group(other), is_nobody(other)));
                    kinds.then_with(by_count)
                }
                By::Month | By::Group => a.cmp(b),
                By::Column | By::Editor => by_count(),
            }
        });
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

fn month_name(month: NaiveDate) -> String {
    format!("{}年{}月", month.year(), month.month())
}
