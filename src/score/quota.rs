//! What is due of units of a class (任务): base points for so many items, within caps, and what is
//! taken off for each that is missing.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::adopted::Submission;
use super::claim::Claim;
use super::facts::Facts;
use super::period::{Per, Period};
use super::points::{minus, times};
use super::scheme::{Of, Quota};
use super::trace::{Category, Trace};
use crate::config::units::Roster;
use crate::zh::decimal::Decimal;

/// What quotas give and take in a part of a year, each on the last day of its month, quarter or year;
/// those that are not over yet wait.
pub(super) fn traces(facts: Facts<'_>, claims: &[Claim], time: Period) -> Vec<Trace> {
    let Facts { scheme, roster, today, .. } = facts;
    let counts = Counts::of(facts, claims);
    let mut traces = vec![];
    let is_one = |unit: &usize| roster.kin().unit(*unit) == *unit;
    for unit in (0..roster.units.len()).filter(is_one) {
        let Some(class) = scheme.classes.get(scheme.class_of(roster, unit, time.to)) else {
            continue;
        };
        for quota in &class.quotas {
            let mut left = quota.most_in_year;
            let parts = Period::parts_of(time.from.year(), quota.per);
            for part in parts.filter(|part| part.to <= time.to && part.to <= today) {
                if !is_whole(roster, unit, part) || !is_told(facts, quota, part) {
                    continue;
                }
                let count = counts.count(unit, quota, part);
                let from =
                    if is_registered(facts, quota, part) { "（按来稿登记）" } else { "" };
                traces.extend(trace(quota, unit, part, (count, from), &mut left));
            }
        }
    }
    traces
}

/// Whether a unit was there all the time, by whatever name; nothing is due of one that was not.
fn is_whole(roster: &Roster, unit: usize, part: Period) -> bool {
    let mut day = part.from;
    loop {
        let entry = roster.called(unit, day);
        match entry.until {
            _ if !entry.valid_on(day) => return false,
            Some(until) if until < part.to => day = until.succ_opt().unwrap_or(part.to),
            _ => return true,
        }
    }
}

/// Whether anything is known of a time: nobody could be taken in a month without an issue, and where
/// nobody's submissions were written down, they were not counted.
fn is_told(facts: Facts<'_>, quota: &Quota, part: Period) -> bool {
    match quota.of {
        Of::Own => facts.issues.iter().any(|issue| part.contains(issue.date)),
        Of::Submitted => facts.adopted.submissions.iter().any(|of| part.contains(of.month)),
        Of::Above => true,
    }
}

/// Whether what was sent in is counted of the inbox, in a part of the time at least.
fn is_registered(facts: Facts<'_>, quota: &Quota, part: Period) -> bool {
    let registered = |of: &Submission| of.line.is_none() && part.contains(of.month);
    quota.of == Of::Submitted && facts.adopted.submissions.iter().any(registered)
}

/// `count` says where it is from, too.
fn trace(
    quota: &Quota,
    unit: usize,
    part: Period,
    (count, from): (usize, &str),
    left: &mut Option<Decimal>,
) -> Option<Trace> {
    let least = quota.at_least;
    let kinds = match quota.kinds.as_slice() {
        [] => String::new(),
        kinds => kinds.join("、"),
    };
    let of = format!("{part}{}{kinds} {count} 条{from}，任务 {least} 条", quota.of.word());
    let (points, rule) = if count >= least {
        let over = times(quota.extra, count - least);
        let mut points = quota.base + over;
        let mut rule = format!("{of}，完成得 {} 分", quota.base);
        if !over.is_zero() {
            rule.push_str(&format!("，超 {} 条得 {over} 分", count - least));
        }
        if let Some(most) = quota.most.filter(|most| points > *most) {
            rule.push_str(&format!("，每{}封顶 {most} 分", quota.per.word()));
            points = most;
        }
        if let Some(left) = left {
            if points > *left {
                rule.push_str(&format!("，全年封顶，只余 {left} 分"));
                points = *left;
            }
            *left = *left - points;
        }
        (points, rule)
    } else {
        let missing = least - count;
        let mut off = times(quota.short, missing);
        let mut rule = format!("{of}，少 {missing} 条扣 {off} 分");
        if let Some(most) = quota.short_most.filter(|most| off > *most) {
            rule.push_str(&format!("，最多扣 {most} 分"));
            off = most;
        }
        (minus(off), rule)
    };
    // What neither gives nor takes need not be told.
    let gives = !quota.base.is_zero() || !quota.extra.is_zero();
    let silent = points.is_zero() && !(count >= least && gives) && quota.short.is_zero();
    (!silent).then(|| Trace {
        unit,
        date: part.to,
        category: Category::Quota,
        place: String::new(),
        what: quota.name.clone(),
        rule,
        points,
        line: None,
    })
}

/// Items of each unit: their day and kind.
type Items<'a> = BTreeMap<usize, Vec<(NaiveDate, Option<&'a str>)>>;

/// What each unit has sent in: the month, its kind and how much.
type Sent<'a> = BTreeMap<usize, Vec<(NaiveDate, Option<&'a str>, usize)>>;

/// How many items there were of each unit, by day.
struct Counts<'a> {
    own: Items<'a>,
    above: Items<'a>,
    submitted: Sent<'a>,
}

impl<'a> Counts<'a> {
    fn of(facts: Facts<'a>, claims: &'a [Claim]) -> Self {
        let mut counts =
            Self { own: BTreeMap::new(), above: BTreeMap::new(), submitted: BTreeMap::new() };
        for claim in claims {
            let of = match claim.trace.category {
                Category::Own => &mut counts.own,
                Category::Above => &mut counts.above,
                Category::Instruction
                | Category::Reply
                | Category::Commission
                | Category::Quota
                | Category::Other => continue,
            };
            let one = (claim.trace.date, claim.kind.as_deref());
            of.entry(claim.trace.unit).or_default().push(one);
        }
        for sent in &facts.adopted.submissions {
            let one = (sent.month, sent.kind.as_deref(), sent.count);
            counts.submitted.entry(facts.roster.kin().unit(sent.unit)).or_default().push(one);
        }
        counts
    }

    fn count(&self, unit: usize, quota: &Quota, part: Period) -> usize {
        let fits = |day: NaiveDate, kind: Option<&str>| {
            let known = |kind: &str| quota.kinds.iter().any(|of| of == kind);
            part.contains(day) && (quota.kinds.is_empty() || kind.is_some_and(known))
        };
        let items = |of: &Items<'_>| {
            of.get(&unit)
                .map_or(0, |all| all.iter().filter(|(day, kind)| fits(*day, *kind)).count())
        };
        match quota.of {
            Of::Own => items(&self.own),
            Of::Above => items(&self.above),
            Of::Submitted => {
                let all = self.submitted.get(&unit).into_iter().flatten();
                all.filter(|(month, kind, _)| fits(*month, *kind)).map(|(.., count)| count).sum()
            }
        }
    }
}

/// Whether a time cuts a month, quarter or year in two of which something is due: then it is counted
/// with the time that its last day is in.
pub(super) fn is_cut(quotas: &[Quota], period: Period) -> bool {
    let cuts = |per: Per, day: NaiveDate| {
        let mut parts = Period::parts_of(day.year(), per);
        parts.any(|part| part.contains(day) && part.from < day)
    };
    quotas.iter().any(|quota| {
        let next = period.to.succ_opt().unwrap_or(period.to);
        cuts(quota.per, period.from) || cuts(quota.per, next)
    })
}
