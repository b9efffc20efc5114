//! Issues and records → every point with its reason.
//!
//! A year is reckoned from its first day, in order of days, and a shorter time is cut out of it: so
//! months add up to quarters and these to the year, with caps and “highest only” in force. Years are
//! reckoned apart.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::claim::{self, Claim, Piece};
use super::facts::Facts;
use super::period::{Per, Period};
use super::points::minus;
use super::quota;
use super::scheme::{Duty, Repeated, Scheme};
use super::trace::{Category, Trace};
use crate::zh::date::written;
use crate::zh::decimal::Decimal;

/// Every point of the years that a time is in, up to its end, sorted by unit and day.
pub fn tally(facts: Facts<'_>, period: Period) -> Vec<Trace> {
    let mut traces = vec![];
    for year in period.from.year()..=period.to.year() {
        for whole in Period::parts_of(year, Per::Year) {
            let so_far = Period::days(whole.from, whole.to.min(period.to));
            traces.extend(so_far.into_iter().flat_map(|time| of_year(facts, time)));
        }
    }
    traces.sort_by(|a, b| a.key().cmp(&b.key()));
    traces
}

fn of_year(facts: Facts<'_>, time: Period) -> Vec<Trace> {
    let mut claims = claim::all(facts, |day| time.contains(day));
    claims.sort_by(|a, b| (a.trace.key(), &a.piece).cmp(&(b.trace.key(), &b.piece)));
    let mut traces = quota::traces(facts, &claims, time);
    traces.extend(settled(facts.scheme, claims));
    traces.extend(commissions(facts, time));
    traces.extend(replies(facts, time));
    traces.extend(others(facts, time));
    traces
}

/// Of claims for one item, by one unit, as many as the office lets count: each in order of days as
/// far as it is more than those before it.
fn settled(scheme: &Scheme, mut claims: Vec<Claim>) -> Vec<Trace> {
    // On one day the highest first, so that the others are what is not counted.
    claims.sort_by(|a, b| {
        let (x, y) = (&a.trace, &b.trace);
        (x.date, y.points).cmp(&(y.date, x.points)).then_with(|| x.key().cmp(&y.key()))
    });
    let mut highest: BTreeMap<(Piece, usize, bool), Decimal> = BTreeMap::new();
    let mut traces = vec![];
    for Claim { piece, mut trace, .. } in claims {
        let is_instruction = trace.category == Category::Instruction;
        let repeated =
            if is_instruction { scheme.same_item_instructions } else { scheme.same_item };
        if repeated == Repeated::Highest {
            let before = highest.entry((piece, trace.unit, is_instruction));
            let best = before.or_insert(Decimal::ZERO);
            let counted = *best;
            *best = counted.max(trace.points);
            if trace.points <= counted && !counted.is_zero() {
                trace.rule.push_str(&format!("；同一条已计 {counted} 分，只取最高"));
                trace.points = Decimal::ZERO;
            } else if !counted.is_zero() {
                trace.rule.push_str(&format!("；同一条已计 {counted} 分，补差"));
                trace.points = trace.points - counted;
            }
        }
        traces.push(trace);
    }
    traces
}

fn commissions(facts: Facts<'_>, time: Period) -> Vec<Trace> {
    let Some(duty) = &facts.scheme.commission else { return vec![] };
    let mut traces = vec![];
    for of in facts.adopted.commissions.iter().filter(|of| time.contains(of.due)) {
        let Some((points, rule)) = met(duty, "约稿", of.due, of.done, facts.today) else {
            continue;
        };
        let units = facts.roster.kin().units_of(&of.units);
        traces.extend(units.into_iter().map(|unit| Trace {
            unit,
            date: of.due,
            category: Category::Commission,
            place: "约稿".to_owned(),
            what: of.topic.clone(),
            rule: rule.clone(),
            points,
            line: Some(of.line),
        }));
    }
    traces
}

fn replies(facts: Facts<'_>, time: Period) -> Vec<Trace> {
    let Some(duty) = &facts.scheme.reply else { return vec![] };
    let mut traces = vec![];
    for of in &facts.adopted.instructions {
        let Some(due) = of.reply_due.filter(|due| time.contains(*due)) else { continue };
        let Some((points, rule)) = met(duty, "反馈", due, of.replied, facts.today) else {
            continue;
        };
        let units = facts.roster.kin().units_of(&of.about.units);
        traces.extend(units.into_iter().map(|unit| Trace {
            unit,
            date: due,
            category: Category::Reply,
            place: "批示件反馈".to_owned(),
            what: of.about.headline.clone(),
            rule: rule.clone(),
            points,
            line: Some(of.line),
        }));
    }
    traces
}

fn others(facts: Facts<'_>, time: Period) -> impl Iterator<Item = Trace> {
    let all = facts.adopted.others.iter().filter(move |of| time.contains(of.date));
    all.flat_map(|of| {
        let rule = match of.points < Decimal::ZERO {
            true => format!("扣 {} 分", minus(of.points)),
            false => format!("加 {} 分", of.points),
        };
        facts.roster.kin().units_of(&of.units).into_iter().map(move |unit| Trace {
            unit,
            date: of.date,
            category: Category::Other,
            place: "加减分".to_owned(),
            what: of.reason.clone(),
            rule: rule.clone(),
            points: of.points,
            line: Some(of.line),
        })
    })
}

/// Points for something due; `None` for what is not due yet.
fn met(
    duty: &Duty,
    what: &str,
    due: NaiveDate,
    done: Option<NaiveDate>,
    today: NaiveDate,
) -> Option<(Decimal, String)> {
    let due_on = written(due);
    match done {
        Some(done) if done <= due => {
            let points = duty.points;
            Some((points, format!("{what}期限{due_on}，{}按时完成，{points} 分", written(done))))
        }
        Some(done) => {
            let late = duty.late;
            let days = (done - due).num_days();
            Some((minus(late), format!("{what}期限{due_on}，迟 {days} 天，扣 {late} 分")))
        }
        None if due < today => {
            let missing = duty.missing;
            Some((minus(missing), format!("{what}期限{due_on}，没有完成，扣 {missing} 分")))
        }
        None => None,
    }
}
