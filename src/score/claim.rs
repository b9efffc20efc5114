//! What each unit could claim for an item: from the periodical itself, other journals and leaders.
//! Each is shared between the units of the item; what is counted twice is for `tally` to settle.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::adopted::{About, Adoption, Instruction};
use super::facts::Facts;
use super::issue::{Issue, Item, plain};
use super::points::shares;
use super::scheme::{Joint, Own, Scheme};
use super::trace::{Category, Trace};
use crate::draft::{ItemNumber, Kind};
use crate::zh::decimal::Decimal;

/// Points before it is looked whether the same item has given others.
#[derive(Debug)]
pub(super) struct Claim {
    pub(super) piece: Piece,
    pub(super) trace: Trace,
    /// The kind of items, or of what a journal took.
    pub(super) kind: Option<String>,
}

/// What makes two claims claims for the same item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Piece {
    Item(String, ItemNumber),
    /// Of no issue: its headline, without marks.
    Headline(String),
}

/// Own items, by headline, to know them again in what others took.
pub(super) struct Known(BTreeMap<String, Vec<(NaiveDate, Piece)>>);

impl Known {
    pub(super) fn of(issues: &[Issue]) -> Self {
        let mut known: BTreeMap<String, Vec<(NaiveDate, Piece)>> = BTreeMap::new();
        for issue in issues {
            for item in issue.items.iter().filter(|item| !item.headline.is_empty()) {
                let piece = Piece::Item(issue.name.clone(), item.number);
                known.entry(plain(&item.headline)).or_default().push((issue.date, piece));
            }
        }
        known.values_mut().for_each(|all| all.sort());
        Self(known)
    }

    /// What a record is about. Of items with the same headline the newest before it.
    fn piece(&self, about: &About, date: NaiveDate) -> Piece {
        if let Some((issue, number)) = &about.item {
            return Piece::Item(issue.clone(), *number);
        }
        let headline = plain(&about.headline);
        let all = self.0.get(&headline);
        let before = all.and_then(|all| all.iter().rev().find(|(day, _)| *day <= date));
        let first = before.or_else(|| all.and_then(|all| all.first()));
        first.map_or(Piece::Headline(headline), |(_, piece)| piece.clone())
    }
}

/// The kind of an own item, if it is of any that gives points.
pub(super) fn own_kind<'s>(scheme: &'s Scheme, issue: &Issue, item: &Item) -> Option<&'s Own> {
    scheme.own.iter().find(|own| {
        own.kind.is_none_or(|kind| kind == issue.kind)
            && (own.columns.is_empty() || own.columns.contains(&item.column))
            && (!own.alone || issue.items.len() == 1)
            && own.at_most.is_none_or(|most| item.characters <= most)
            && own.at_least.is_none_or(|least| item.characters >= least)
    })
}

/// Claims of the items of an issue.
pub(super) fn own(facts: Facts<'_>, issue: &Issue) -> Vec<Claim> {
    let scheme = facts.scheme;
    let mut claims = vec![];
    for item in &issue.items {
        let kind = own_kind(scheme, issue, item);
        let (name, points, each) = match kind {
            Some(own) => (own.name.as_str(), own.points, own.joint_points),
            None => ("不合任何一类", Decimal::ZERO, None),
        };
        let supplement = if issue.kind == Kind::Supplement { "增刊" } else { "" };
        let rule = format!("{supplement}{name} {points} 分");
        for (unit, points, rule) in shared(facts, &item.units, points, each, rule) {
            claims.push(Claim {
                piece: Piece::Item(issue.name.clone(), item.number),
                kind: kind.map(|own| own.name.clone()),
                trace: Trace {
                    unit,
                    date: issue.date,
                    category: Category::Own,
                    place: format!("{} {}", issue.name, item.number),
                    what: item.headline.clone(),
                    rule,
                    points,
                    line: None,
                },
            });
        }
    }
    claims
}

/// Claims of what another journal took.
pub(super) fn above(facts: Facts<'_>, known: &Known, adoption: &Adoption) -> Vec<Claim> {
    let scheme = facts.scheme;
    let journal = &scheme.journals[adoption.journal];
    let Some(given) = journal.points_of(adoption.kind.as_deref()) else { return vec![] };
    let mut points = given;
    let kind = adoption.kind.as_deref().unwrap_or("采用");
    let mut rule = format!("{kind} {given} 分");
    if let Some(level) = journal.level.map(|level| &scheme.levels[level]) {
        let one = Decimal::integer(1);
        for (applies, factor, why) in [
            (adoption.forwarded, level.forwarded, "转报"),
            (adoption.compiled, level.compiled, "综合采用"),
        ] {
            let factor = factor.unwrap_or(one);
            if applies && factor != one {
                points = points.times(factor).unwrap_or(points);
                rule.push_str(&format!(" × {factor}（{why}）"));
            }
        }
        rule = format!("{}{rule}", level.name);
    }
    let About { headline, units, .. } = &adoption.about;
    let shared = shared(facts, units, points, None, rule);
    let claim = |(unit, points, rule)| Claim {
        piece: known.piece(&adoption.about, adoption.date),
        kind: adoption.kind.clone(),
        trace: Trace {
            unit,
            date: adoption.date,
            category: Category::Above,
            place: format!("《{}》{}", journal.name, adoption.number),
            what: headline.clone(),
            rule,
            points,
            line: Some(adoption.line),
        },
    };
    shared.into_iter().map(claim).collect()
}

/// Claims of what a leader wrote.
pub(super) fn instructed(facts: Facts<'_>, known: &Known, of: &Instruction) -> Vec<Claim> {
    let scheme = facts.scheme;
    let level = &scheme.levels[of.level];
    let journal = of.journal.map(|journal| &scheme.journals[journal]);
    let own = journal.and_then(|journal| journal.instruction);
    let Some(points) = own.or(level.instruction) else { return vec![] };
    let rule = match journal.filter(|_| own.is_some()) {
        Some(journal) => format!("《{}》信息{}领导批示 {points} 分", journal.name, level.name),
        None => format!("{}领导批示 {points} 分", level.name),
    };
    let About { item, headline, units } = &of.about;
    let place = match (journal, item) {
        (Some(journal), _) => format!("《{}》", journal.name),
        (None, Some((issue, number))) => format!("{issue} {number}"),
        (None, None) => String::new(),
    };
    let shared = shared(facts, units, points, None, rule);
    let claim = |(unit, points, rule): (usize, Decimal, String)| Claim {
        piece: known.piece(&of.about, of.date),
        kind: None,
        trace: Trace {
            unit,
            date: of.date,
            category: Category::Instruction,
            place: place.clone(),
            what: headline.clone(),
            rule: if of.by.is_empty() { rule } else { format!("{rule}（{}）", of.by) },
            points,
            line: Some(of.line),
        },
    };
    shared.into_iter().map(claim).collect()
}

/// Points shared between units, each with how.
fn shared(
    facts: Facts<'_>,
    units: &[usize],
    points: Decimal,
    each: Option<Decimal>,
    rule: String,
) -> Vec<(usize, Decimal, String)> {
    let scheme = facts.scheme;
    let units = facts.roster.kin().units_of(units);
    let count = units.len();
    if count < 2 {
        return units.iter().map(|unit| (*unit, points, rule.clone())).collect();
    }
    if let Some(each) = each {
        let rule = format!("{rule}，{count} 个单位合写，每个单位 {each} 分");
        return units.iter().map(|unit| (*unit, each, rule.clone())).collect();
    }
    let (parts, how) = match scheme.joint {
        Joint::Equal => (shares(points, count, scheme.places), "平分"),
        Joint::Full => (vec![points; count], "合写，都计全分"),
        Joint::First => {
            let mut parts = vec![Decimal::ZERO; count];
            parts[0] = points;
            (parts, "合写，只计第一单位")
        }
    };
    let rule = format!("{rule}，{count} 个单位{how}");
    units.iter().zip(parts).map(|(unit, part)| (*unit, part, rule.clone())).collect()
}

/// All claims dated in a year up to a day.
pub(super) fn all(facts: Facts<'_>, is_counted: impl Fn(NaiveDate) -> bool) -> Vec<Claim> {
    let Facts { issues, adopted, .. } = facts;
    let known = Known::of(issues);
    let mut claims = vec![];
    for issue in issues.iter().filter(|issue| is_counted(issue.date)) {
        claims.extend(own(facts, issue));
    }
    for adoption in adopted.adoptions.iter().filter(|adoption| is_counted(adoption.date)) {
        claims.extend(above(facts, &known, adoption));
    }
    for instruction in adopted.instructions.iter().filter(|of| is_counted(of.date)) {
        claims.extend(instructed(facts, &known, instruction));
    }
    claims
}
