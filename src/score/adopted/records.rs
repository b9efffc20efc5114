//! The records of `adopted.toml`, each held against what is known.

use chrono::{Datelike as _, NaiveDate};

use super::file::{AdoptionFile, CommissionFile, InstructionFile, OtherFile, SubmittedFile};
use super::told::Told;
use super::{Adoption, Commission, Instruction, Other, Submission};
use crate::score::issue::plain;
use crate::score::period::Period;
use crate::score::points::{FINEST, MOST};
use crate::score::scheme::Of;
use crate::source::{Span, Spanned};
use crate::zh::date::written;
use crate::zh::decimal::Decimal;

pub(super) fn adoptions(rows: &[Spanned<AdoptionFile>], told: &mut Told<'_>) -> Vec<Adoption> {
    let mut all: Vec<Adoption> = vec![];
    let mut places: Vec<Span> = vec![];
    for row in rows {
        let what = "这一条采用";
        let journal = told.text(row.span, "journal", what, row.journal.as_ref());
        let date = told.date(row.span, "date", what, row.date.as_ref());
        let journals = &told.beside.scheme.journals;
        let names = journals.iter().map(|journal| journal.name.as_str());
        let index = journal.as_ref().and_then(|name| told.known("种刊物", name, names));
        let kind = row.kind.as_ref().filter(|kind| !kind.trim().is_empty());
        let points = index.map(|index| &journals[index]).map(|of| match kind {
            Some(kind) => {
                let kind = Spanned::new(kind.trim().to_owned(), kind.span);
                let names = of.kinds.iter().map(|(name, _)| name.as_str());
                told.known("一类", &kind, names).is_some()
            }
            None if of.points.is_none() => {
                let kinds: Vec<&str> = of.kinds.iter().map(|(name, _)| name.as_str()).collect();
                let message = format!("“{}”分类计分，这一条没有写是哪一类（kind）", of.name);
                told.wrong(row.span, message, format!("补上 kind，有：{}", kinds.join("、")));
                false
            }
            None => true,
        });
        let Some(date) = date else { continue };
        let about =
            told.about(row.span, row.item.as_ref(), row.headline.as_ref(), &row.units, date);
        let (Some(journal), Some(true), Some(about)) = (index, points, about) else { continue };
        let level = told.beside.scheme.journals[journal].level;
        if let Some(level) = level.map(|level| &told.beside.scheme.levels[level]) {
            for (applies, factor, key, what) in [
                (row.forwarded, level.forwarded, "forwarded", "转报"),
                (row.compiled, level.compiled, "compiled", "综合采用"),
            ] {
                if applies && factor.is_none() {
                    let message = format!("“{}”没有写{what}乘以几，这一条按原分计", level.name);
                    let help = format!("要另算的，在 scoring.toml 的这一级写上 {key} = ……");
                    told.noted(row.span, message, help);
                }
            }
        }
        let adoption = Adoption {
            journal,
            date,
            number: row.number.as_ref().map(|number| number.trim().to_owned()).unwrap_or_default(),
            kind: kind.map(|kind| kind.trim().to_owned()),
            about,
            forwarded: row.forwarded,
            compiled: row.compiled,
            line: told.line(row.span),
        };
        let same = |other: &&Adoption| {
            let about = (plain(&other.about.headline), &other.about.units);
            (other.journal, other.date) == (journal, date)
                && may_be_one(&other.number, &adoption.number)
                && about == (plain(&adoption.about.headline), &adoption.about.units)
        };
        if let Some(at) = all.iter().position(|other| same(&other)) {
            let name = &told.beside.scheme.journals[journal].name;
            let day = written(date);
            told.repeated(row.span, places[at], format!("“{name}”{day}采用的这一条记了两遍"));
        }
        places.push(row.span);
        all.push(adoption);
    }
    all
}

/// Whether two numbers of an issue may be the same: 第18期 and 18, or one that is not written.
fn may_be_one(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (a, b) = (digits(one), digits(other));
    one == other || one.is_empty() || other.is_empty() || (!a.is_empty() && a == b)
}

pub(super) fn instructions(
    rows: &[Spanned<InstructionFile>],
    told: &mut Told<'_>,
) -> Vec<Instruction> {
    let mut all: Vec<Instruction> = vec![];
    let mut places: Vec<Span> = vec![];
    for row in rows {
        let what = "这一次批示";
        let level = told.text(row.span, "level", what, row.level.as_ref());
        let date = told.date(row.span, "date", what, row.date.as_ref());
        let scheme = told.beside.scheme;
        let levels = scheme.levels.iter().map(|level| level.name.as_str());
        let level_at = level.as_ref().and_then(|name| told.known("一级", name, levels));
        let journals = scheme.journals.iter().map(|journal| journal.name.as_str());
        let journal = row.journal.as_ref().map(|name| {
            told.known("种刊物", &Spanned::new(name.trim().to_owned(), name.span), journals)
        });
        if let (Some(level), Some(at)) = (&level, level_at) {
            let own = journal.flatten().and_then(|at| scheme.journals[at].instruction);
            if own.or(scheme.levels[at].instruction).is_none() {
                let message = format!("scoring.toml 里“{}”没有写批示加几分", level.value);
                told.doubtful(
                    level.span,
                    message,
                    "在 scoring.toml 那一级写 instruction = 5；不加分的写 0",
                );
            }
        }
        let due = row.reply_due.as_ref().map(|date| date.0);
        let replied = row.replied.as_ref().map(|date| date.0);
        if let Some(place) = row.replied.as_ref().filter(|_| due.is_none()) {
            told.doubtful(
                place.span,
                "写了哪天反馈的，没有写期限（reply-due）",
                "补上 reply-due，不要求反馈的删去这一行",
            );
        }
        let Some(date) = date else { continue };
        for (key, day) in [("reply-due", &row.reply_due), ("replied", &row.replied)] {
            if let Some(day) = day.as_ref().filter(|day| day.0 < date) {
                told.wrong(
                    day.span,
                    format!("{key} 比批示的日期（{}）还早", written(date)),
                    "核对日期",
                );
            }
        }
        let about =
            told.about(row.span, row.item.as_ref(), row.headline.as_ref(), &row.units, date);
        let (Some(level), Some(about)) = (level_at, about) else { continue };
        if journal == Some(None) {
            continue;
        }
        let by = row.by.as_ref().map(|by| by.trim().to_owned()).unwrap_or_default();
        let line = told.line(row.span);
        let journal = journal.flatten();
        let instruction =
            Instruction { level, journal, date, by, about, reply_due: due, replied, line };
        let same = |other: &Instruction| {
            (other.level, other.date, &other.by) == (level, date, &instruction.by)
                && plain(&other.about.headline) == plain(&instruction.about.headline)
                && other.about.units == instruction.about.units
        };
        if let Some(at) = all.iter().position(same) {
            told.repeated(row.span, places[at], "这一次批示记了两遍");
        }
        places.push(row.span);
        all.push(instruction);
    }
    all
}

pub(super) fn commissions(
    rows: &[Spanned<CommissionFile>],
    told: &mut Told<'_>,
) -> Vec<Commission> {
    let mut all: Vec<Commission> = vec![];
    let mut places: Vec<Span> = vec![];
    let mut is_unscored = told.beside.scheme.commission.is_none();
    for row in rows {
        let what = "这一次约稿";
        if std::mem::take(&mut is_unscored) {
            let help = "在 scoring.toml 里写 [commission] 一段";
            told.doubtful(row.span, "计分办法里没有写约稿怎样计分，约稿都不计", help);
        }
        let topic = told.text(row.span, "topic", what, row.topic.as_ref());
        let due = told.date(row.span, "due", what, row.due.as_ref());
        if row.units.is_empty() {
            told.missing(row.span, "units", what);
        }
        let Some(due) = due else { continue };
        let units = told.units(&row.units, due);
        let (Some(topic), false) = (topic, units.is_empty()) else { continue };
        for (other, place) in all.iter().zip(&places) {
            let twice = other.units.iter().find(|unit| units.contains(unit));
            if let Some(unit) = twice.filter(|_| other.due == due && other.topic == topic.value) {
                let name = &told.beside.roster.units[*unit].credit;
                let message = format!("约“{name}”的“{}”记了两遍", topic.value);
                told.repeated(row.span, *place, message);
            }
        }
        let done = row.done.as_ref().map(|date| date.0);
        let line = told.line(row.span);
        places.push(row.span);
        all.push(Commission { topic: topic.value, units, due, done, line });
    }
    all
}

pub(super) fn submissions(rows: &[Spanned<SubmittedFile>], told: &mut Told<'_>) -> Vec<Submission> {
    let mut all: Vec<Submission> = vec![];
    let mut places: Vec<Span> = vec![];
    let scheme = told.beside.scheme;
    let mut quotas = scheme.classes.iter().flat_map(|class| &class.quotas);
    let mut is_unscored = !quotas.any(|quota| quota.of == Of::Submitted);
    for row in rows {
        let what = "这一段报送";
        if std::mem::take(&mut is_unscored) {
            let help = "在 scoring.toml 那一类单位下写 [[class.quota]]，of = \"报送\"";
            told.doubtful(row.span, "计分办法里没有报送任务，报送条数都用不上", help);
        }
        let month = told.text(row.span, "month", what, row.month.as_ref());
        let unit = told.text(row.span, "unit", what, row.unit.as_ref());
        if row.count.is_none() {
            told.missing(row.span, "count", what);
        }
        let count = row.count.as_ref().and_then(|count| {
            let fits = (0..=100_000).contains(&count.value);
            if !fits {
                told.wrong(count.span, "count 要在 0 到 100000 之间", "改成报送的条数");
            }
            usize::try_from(count.value).ok().filter(|_| fits)
        });
        let month = month.and_then(|text| {
            let period = Period::month(&text);
            if period.is_none() {
                let message = format!("“{}”看不出是哪个月", text.value);
                told.wrong(text.span, message, "写成 \"2024-01\" 的样子");
            }
            period
        });
        let (Some(month), Some(unit), Some(count)) = (month, unit, count) else { continue };
        let Some(index) = told.unit(&unit, month.to) else { continue };
        let kind = row.kind.as_ref().map(|kind| kind.trim().to_owned());
        let kind = kind.filter(|kind| !kind.is_empty());
        told_of(told, row.span, (index, month.to), kind.as_deref());
        let same = |other: &Submission| {
            (other.month, other.unit, &other.kind) == (month.from, index, &kind)
        };
        if let Some(at) = all.iter().position(same) {
            let message = format!("“{}”{}的报送条数写了两遍", unit.value, shown(month.from));
            told.repeated(row.span, places[at], message);
        }
        places.push(row.span);
        let line = told.line(row.span);
        all.push(Submission { month: month.from, unit: index, count, kind, line: Some(line) });
    }
    all
}

pub(super) fn others(rows: &[Spanned<OtherFile>], told: &mut Told<'_>) -> Vec<Other> {
    let mut all: Vec<Other> = vec![];
    let mut places: Vec<Span> = vec![];
    for row in rows {
        let what = "这一次加减分";
        let date = told.date(row.span, "date", what, row.date.as_ref());
        let reason = told.text(row.span, "reason", what, row.reason.as_ref());
        if row.points.is_none() {
            told.missing(row.span, "points", what);
        }
        let points = row.points.as_ref().and_then(|points| {
            let most = Decimal::integer(MOST);
            let fits = |points: &Decimal| *points <= most && Decimal::ZERO - *points <= most;
            let fitting = points.value.0.filter(fits);
            if fitting.is_none() {
                let help = format!("写 -{MOST} 到 {MOST} 的数，小数最多 {FINEST} 位，如 -2.5");
                told.wrong(points.span, "points 的分数不合理", help);
            }
            fitting
        });
        if row.units.is_empty() {
            told.missing(row.span, "units", what);
        }
        let Some(date) = date else { continue };
        let units = told.units(&row.units, date);
        let (Some(points), Some(reason), false) = (points, reason, units.is_empty()) else {
            continue;
        };
        let reason = reason.value;
        let line = told.line(row.span);
        let other = Other { date, units, points, reason, line };
        let same = |known: &Other| {
            (known.date, &known.units, known.points, &known.reason)
                == (date, &other.units, points, &other.reason)
        };
        if let Some(at) = all.iter().position(same) {
            told.repeated(row.span, places[at], format!("“{}”记了两遍", other.reason));
        }
        places.push(row.span);
        all.push(other);
    }
    all
}

/// Reports what a unit has sent in where nothing of its kind is due of it.
fn told_of(told: &mut Told<'_>, place: Span, (unit, day): (usize, NaiveDate), kind: Option<&str>) {
    let (scheme, roster) = (told.beside.scheme, told.beside.roster);
    let class = scheme.classes.get(scheme.class_of(roster, roster.kin().unit(unit), day));
    let unit = &roster.units[unit];
    let quotas = class.into_iter().flat_map(|class| &class.quotas);
    let due: Vec<_> = quotas.filter(|quota| quota.of == Of::Submitted).collect();
    let is_due = |kinds: &[String]| {
        kinds.is_empty() || kind.is_some_and(|kind| kinds.iter().any(|of| of == kind))
    };
    let mut all = scheme.classes.iter().flat_map(|class| &class.quotas);
    if due.is_empty() && all.any(|quota| quota.of == Of::Submitted) {
        let message = format!("“{}”那一类没有报送任务，这一段用不上", unit.credit);
        told.doubtful(place, message, "核对 scoring.toml 里这个单位归哪一类；没有任务的不用记");
        return;
    }
    if due.is_empty() || due.iter().any(|quota| is_due(&quota.kinds)) {
        return;
    }
    let kinds: Vec<&str> = due.iter().flat_map(|quota| &quota.kinds).map(String::as_str).collect();
    let kinds = kinds.join("、");
    let (message, help) = match kind {
        None => (
            format!("“{}”的报送任务分类，这一段没有写是哪一类（kind）", unit.credit),
            format!("补上 kind，有：{kinds}；不写就用不上"),
        ),
        Some(kind) => (
            format!("“{}”的报送任务里没有“{kind}”这一类，这一段用不上", unit.credit),
            format!("任务里有：{kinds}"),
        ),
    };
    told.doubtful(place, message, help);
}

fn shown(month: NaiveDate) -> String {
    format!("{}年{}月", month.year(), month.month())
}
