//! Points → totals of units, ranked within their classes.

use chrono::{Datelike as _, NaiveDate};

use super::facts::Facts;
use super::issue::is_in;
use super::period::Period;
use super::points::sum;
use super::quota;
use super::tally::tally;
use super::trace::{Category, Trace};
use crate::config::units::{Roster, Unit};
use crate::zh::decimal::Decimal;

/// What all units have in a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Board {
    pub period: Period,
    /// Every point of the years that the time is in, up to its end.
    pub traces: Vec<Trace>,
    /// Classes with their units, in the order of the scheme; those without units are left out.
    pub classes: Vec<ClassBoard>,
    /// What was printed in the time, for the words of the 通报.
    pub issues: usize,
    pub items: usize,
    pub above: usize,
    pub instructions: usize,
    /// Whether something due falls partly outside the time.
    pub is_cut: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct ClassBoard {
    pub name: String,
    /// By rank; equal ones as the roster has them.
    pub rows: Vec<Row>,
}

/// A unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// As `Kin::unit` of the roster.
    pub unit: usize,
    pub name: String,
    /// From 1; equal totals have equal ranks, and the next is as far down as there are before it.
    pub rank: usize,
    /// Own items, and those that other journals took.
    pub own: usize,
    pub above: usize,
    /// Points of each category.
    pub by: [Decimal; Category::ALL.len()],
    pub total: Decimal,
    /// From the first day of the year.
    pub in_year: Decimal,
}

impl Board {
    pub fn of(facts: Facts<'_>, period: Period) -> Self {
        let traces = tally(facts, period);
        let Facts { scheme, roster, issues, adopted, .. } = facts;
        let mut classes: Vec<ClassBoard> = (0..=scheme.classes.len())
            .map(|class| ClassBoard { name: scheme.class_name(class).to_owned(), rows: vec![] })
            .collect();
        let kin = roster.kin();
        for index in (0..roster.units.len()).filter(|index| kin.unit(*index) == *index) {
            let own: Vec<&Trace> = traces.iter().filter(|trace| trace.unit == index).collect();
            let counted = own.iter().any(|trace| period.contains(trace.date));
            let entries = || kin.entries(index).map(|at| &roster.units[at]);
            if entries().any(|unit| is_in(unit, period.from, period.to)) || counted {
                let name = distinct(roster, index, period.to);
                let class = scheme.class_of(roster, index, period.to);
                classes[class].rows.push(row(index, name, &own, period));
            }
        }
        classes.retain(|class| !class.rows.is_empty());
        for class in &mut classes {
            rank(&mut class.rows);
        }
        let printed = || issues.iter().filter(|issue| period.contains(issue.date));
        let mut quotas = scheme.classes.iter().map(|class| class.quotas.as_slice());
        Self {
            period,
            classes,
            issues: printed().count(),
            items: printed().map(|issue| issue.items.len()).sum(),
            above: adopted.adoptions.iter().filter(|of| period.contains(of.date)).count(),
            instructions: adopted.instructions.iter().filter(|of| period.contains(of.date)).count(),
            is_cut: quotas.any(|quotas| quota::is_cut(quotas, period)),
            traces,
        }
    }

    /// All units, class by class.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.classes.iter().flat_map(|class| &class.rows)
    }

    /// The points of a unit in the time, by day.
    pub fn of_unit(&self, unit: usize) -> impl Iterator<Item = &Trace> {
        self.counted().filter(move |trace| trace.unit == unit)
    }

    /// All points in the time.
    pub fn counted(&self) -> impl Iterator<Item = &Trace> {
        self.traces.iter().filter(|trace| self.period.contains(trace.date))
    }

    /// Whether what units have since the first day of the year is more than the time.
    pub fn has_running_total(&self) -> bool {
        self.period.is_part_of_year()
    }
}

fn row(unit: usize, name: &str, traces: &[&Trace], period: Period) -> Row {
    let counted = || traces.iter().filter(|trace| period.contains(trace.date));
    let count = |category| counted().filter(|trace| trace.category == category).count();
    let points = |category| {
        sum(counted().filter(|trace| trace.category == category).map(|trace| trace.points))
    };
    let year = NaiveDate::from_ymd_opt(period.to.year(), 1, 1).unwrap_or(period.from);
    Row {
        unit,
        name: name.to_owned(),
        rank: 0,
        own: count(Category::Own),
        above: count(Category::Above),
        by: Category::ALL.map(points),
        total: sum(counted().map(|trace| trace.points)),
        in_year: sum(traces.iter().filter(|t| t.date >= year).map(|trace| trace.points)),
    }
}

/// What a unit was called by a day: its credit form, unless another has, or had, the same.
fn distinct(roster: &Roster, unit: usize, day: NaiveDate) -> &str {
    let of = roster.called(unit, day);
    let same =
        |(at, other): (usize, &Unit)| roster.kin().unit(at) != unit && other.credit == of.credit;
    if roster.units.iter().enumerate().any(same) { &of.name } else { &of.credit }
}

fn rank(rows: &mut [Row]) {
    rows.sort_by(|a, b| b.total.cmp(&a.total).then_with(|| a.unit.cmp(&b.unit)));
    let mut before: Option<(usize, Decimal)> = None;
    for (at, row) in rows.iter_mut().enumerate() {
        row.rank = match before {
            Some((rank, total)) if total == row.total => rank,
            _ => at + 1,
        };
        before = Some((row.rank, row.total));
    }
}
