//! Classes of units, each ranked apart, and what is due of them.

use super::file::{ClassFile, Of, QuotaFile};
use super::told::Told;
use super::{Class, Journal, Own, Quota};
use crate::config::units::{Group, Roster};
use crate::source::Spanned;
use crate::zh::decimal::Decimal;

/// The classes as written; those of the roster where none is.
pub(super) fn classes(
    rows: &[Spanned<ClassFile>],
    own: &[Own],
    journals: &[Journal],
    roster: &Roster,
    told: &mut Told<'_>,
) -> Vec<Class> {
    if rows.is_empty() {
        return usual();
    }
    let mut all = vec![];
    let mut names: Vec<Spanned<String>> = vec![];
    let mut groups: Vec<(Spanned<Group>, String)> = vec![];
    let mut units: Vec<(Spanned<String>, usize, String)> = vec![];
    for row in rows {
        let Some(name) = told.text(row.span, "name", "这一类单位", row.name.as_ref()) else {
            continue;
        };
        let is_new = told.is_new(&names, &name);
        names.push(name.clone());
        for group in &row.groups {
            if let Some((_, owner)) = groups.iter().find(|(known, _)| known.value == group.value) {
                let message = format!("名录里的这一类已经归了“{owner}”");
                told.contradiction(group.span, message, "一个类别只能归一类单位；删去一处");
            }
            groups.push((group.clone(), name.value.clone()));
        }
        let mut of_class = vec![];
        for unit in &row.units {
            let form = unit.trim();
            let Some(index) = roster.units.iter().position(|of| of.forms().any(|own| own == form))
            else {
                let known = roster.credits();
                told.unknown("个单位", unit, &near(roster, form, &known));
                continue;
            };
            if let Some((_, _, owner)) = units.iter().find(|(_, known, _)| *known == index) {
                let message = format!("“{form}”已经归了“{owner}”");
                told.contradiction(unit.span, message, "一个单位只能归一类；删去一处");
            } else {
                of_class.push(form.to_owned());
            }
            units.push((unit.clone(), index, name.value.clone()));
        }
        if row.groups.is_empty() && row.units.is_empty() {
            let message = format!("“{}”里没有写哪些单位", name.value);
            told.incomplete(
                name.span,
                message,
                "写 groups = [\"乡镇街道\"] 或 units = [\"发改委\"]",
            );
        }
        let quotas = quotas(&row.quota, own, journals, told);
        if is_new {
            let groups = row.groups.iter().map(|group| group.value).collect();
            all.push(Class { name: name.value, groups, units: of_class, quotas });
        }
    }
    all
}

/// The credit forms that a mistyped one may mean; a long roster is not listed.
fn near<'a>(roster: &'a Roster, form: &str, known: &[&'a str]) -> Vec<&'a str> {
    match roster.nearest(form, None) {
        Some(near) => vec![near],
        None => known.iter().copied().take(6).collect(),
    }
}

fn usual() -> Vec<Class> {
    let all = [
        ("乡镇（街道）", Group::Township),
        ("县直单位", Group::Department),
        ("其他单位", Group::Other),
    ];
    let class = |(name, group): (&str, Group)| Class {
        name: name.to_owned(),
        groups: vec![group],
        units: vec![],
        quotas: vec![],
    };
    all.map(class).into()
}

fn quotas(
    rows: &[Spanned<QuotaFile>],
    own: &[Own],
    journals: &[Journal],
    told: &mut Told<'_>,
) -> Vec<Quota> {
    let mut all = vec![];
    let mut names: Vec<Spanned<String>> = vec![];
    for row in rows {
        let what = "这项任务";
        if row.of.is_none() {
            told.missing(row.span, row.span, "of", what);
        }
        if row.per.is_none() {
            told.missing(row.span, row.span, "per", what);
        }
        if row.at_least.is_none() {
            told.missing(row.span, row.span, "at-least", what);
        }
        let at_least = told.count("at-least", row.at_least.as_ref(), 1..=10_000);
        let amounts = amounts(row, told);
        let of = row.of.as_ref().map(|of| of.value);
        check_kinds(row, of, own, journals, told);
        let (Some(of), Some(per), Some(at_least)) = (of, &row.per, at_least) else { continue };
        let name = row.name.as_ref().map(|name| Spanned::new(name.trim().to_owned(), name.span));
        let name = name.unwrap_or_else(|| Spanned::new(of.usual_name().to_owned(), row.span));
        // Of several without names each is told by how often it is due.
        if row.name.is_some() && !told.is_new(&names, &name) {
            continue;
        }
        names.push(name.clone());
        let twice = all.iter().find(|other: &&Quota| {
            let both = |kind: &Spanned<String>| other.kinds.iter().any(|of| of == kind.trim());
            let kinds =
                other.kinds.is_empty() && row.kinds.is_empty() || row.kinds.iter().any(both);
            (other.of, other.per) == (of, per.value) && kinds
        });
        if let Some(other) = twice {
            let message = format!("“{}”与“{}”数的是同样的条目", name.value, other.name);
            let help = "两项都计分、都扣分；是分档的不用改，写重了就删去一项";
            told.incomplete(name.span, message, help);
        }
        let Amounts { base, extra, most, most_in_year, short, short_most } = amounts;
        let kinds = row.kinds.iter().map(|kind| kind.trim().to_owned()).collect();
        all.push(Quota {
            name: name.value,
            of,
            kinds,
            per: per.value,
            at_least,
            base: base.unwrap_or(Decimal::ZERO),
            extra: extra.unwrap_or(Decimal::ZERO),
            most,
            most_in_year,
            short: short.unwrap_or(Decimal::ZERO),
            short_most,
        });
    }
    all
}

impl Of {
    pub fn word(self) -> &'static str {
        match self {
            Self::Submitted => "报送",
            Self::Own => "采用",
            Self::Above => "上级采用",
        }
    }

    fn usual_name(self) -> &'static str {
        match self {
            Self::Submitted => "报送任务",
            Self::Own => "采用任务",
            Self::Above => "上级采用任务",
        }
    }
}

struct Amounts {
    base: Option<Decimal>,
    extra: Option<Decimal>,
    most: Option<Decimal>,
    most_in_year: Option<Decimal>,
    short: Option<Decimal>,
    short_most: Option<Decimal>,
}

/// What a quota gives and takes, none of it against another.
fn amounts(row: &Spanned<QuotaFile>, told: &mut Told<'_>) -> Amounts {
    let of = Amounts {
        base: told.points("base", row.base.as_ref()),
        extra: told.points("extra", row.extra.as_ref()),
        most: told.points("most", row.most.as_ref()),
        most_in_year: told.points("most-in-year", row.most_in_year.as_ref()),
        short: told.points("short", row.short.as_ref()),
        short_most: told.points("short-most", row.short_most.as_ref()),
    };
    let pairs = [
        ("most", &row.most, of.most, "基础分", of.base),
        ("most-in-year", &row.most_in_year, of.most_in_year, "基础分", of.base),
        ("most-in-year", &row.most_in_year, of.most_in_year, "每期封顶", of.most),
        ("short-most", &row.short_most, of.short_most, "少一条扣的", of.short),
    ];
    for (key, place, cap, what, least) in pairs {
        if let (Some(place), Some(cap), Some(least)) = (place, cap, least)
            && cap < least
        {
            let message = format!("封顶 {cap} 分（{key}），比{what} {least} 分还少");
            told.contradiction(place.span, message, "封顶要不少于一次的分数；核对这两项");
        }
    }
    let gives = |points: &Option<Decimal>| points.is_some_and(|points| !points.is_zero());
    if ![&of.base, &of.extra, &of.short].into_iter().any(gives) {
        let message = "这项任务完成了不得分，没完成也不扣分";
        told.incomplete(row.span, message, "写上 base（完成得几分）或 short（少一条扣几分）");
    }
    of
}

/// Kinds are those that own items, or journals, have; what is sent in may be called anything.
fn check_kinds(
    row: &Spanned<QuotaFile>,
    of: Option<Of>,
    own: &[Own],
    journals: &[Journal],
    told: &mut Told<'_>,
) {
    let known: Vec<&str> = match of {
        Some(Of::Own) => own.iter().map(|own| own.name.as_str()).collect(),
        Some(Of::Above) => {
            let kinds = journals.iter().flat_map(|journal| &journal.kinds);
            kinds.map(|(name, _)| name.as_str()).collect()
        }
        Some(Of::Submitted) | None => return,
    };
    for kind in &row.kinds {
        if !known.contains(&kind.trim()) {
            told.unknown("一类", kind, &known);
        }
    }
}
