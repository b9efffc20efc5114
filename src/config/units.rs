//! `units.toml`: the roster of reporting units, with their names over time.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::source::nearest::nearest;
use crate::source::shape::{self, Read};
use crate::source::{Date, Diagnostic, Source, Span, Spanned};

/// 单位名录。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct RosterFile {
    /// 单位。
    unit: Vec<Spanned<UnitFile>>,
}

/// 一个单位。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["credit"]))]
struct UnitFile {
    /// 全称。
    name: Option<Spanned<String>>,
    /// 署名用的写法，即印在（）里的。
    credit: Option<Spanned<String>>,
    /// 标题和正文里的写法，如“县发改委”；与署名相同时不写。
    headline: Option<Spanned<String>>,
    /// 其他认可的写法。
    aliases: Vec<Spanned<String>>,
    /// 类别。
    group: Option<Spanned<Group>>,
    /// 从哪天起有这个单位，不知道就不写。
    from: Option<Spanned<Date>>,
    /// 到哪天为止，仍在的单位不写。
    until: Option<Spanned<Date>>,
    /// 备注。
    note: Option<String>,
}

/// 单位的类别。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
pub enum Group {
    #[serde(rename = "县直部门")]
    Department,
    #[serde(rename = "乡镇街道")]
    Township,
    #[serde(rename = "其他")]
    Other,
}

/// A unit that sends in items.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Full name.
    pub name: String,
    /// The form printed in credits.
    pub credit: String,
    /// The form in headlines and bodies; the credit form when there is no other.
    pub headline: String,
    pub aliases: Vec<String>,
    /// What kind of unit it is, where that is told.
    pub group: Option<Group>,
    /// First and last day of the unit, both inclusive; open when not known.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// What the office has noted of it.
    pub note: String,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Department, Self::Township, Self::Other];

    /// As the roster has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Department => "县直部门",
            Self::Township => "乡镇街道",
            Self::Other => "其他",
        }
    }
}

impl Unit {
    /// Every accepted form of the name.
    pub fn forms(&self) -> impl Iterator<Item = &str> {
        [&self.name, &self.credit, &self.headline]
            .into_iter()
            .chain(&self.aliases)
            .map(String::as_str)
            .filter(|form| !form.is_empty())
    }

    pub fn valid_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// All units, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    pub units: Vec<Unit>,
}

impl Roster {
    /// Reads `units.toml`.
    pub fn read(source: &Source) -> (Self, Vec<Diagnostic>) {
        let Read { value: file, mut found, rejected } = shape::read::<RosterFile>(source, schema());
        let mut roster = Self::default();
        let mut seen: HashMap<String, Vec<(Span, usize)>> = HashMap::new();
        for written in &file.unit {
            let text = |value: &Option<Spanned<String>>| {
                value.as_ref().map(|value| value.trim().to_owned()).unwrap_or_default()
            };
            let credit = text(&written.credit);
            if credit.is_empty() {
                if rejected.has(written.span, "credit") {
                    continue;
                }
                let span = written.credit.as_ref().map_or(written.span, |credit| credit.span);
                found.push(
                    Diagnostic::error("missing-setting", span, "这个单位没有写署名（credit）")
                        .help("写上印在（）里的写法，如 credit = \"发改委\""),
                );
                continue;
            }
            let or_credit = |name: String| if name.is_empty() { credit.clone() } else { name };
            let unit = Unit {
                name: or_credit(text(&written.name)),
                headline: or_credit(text(&written.headline)),
                aliases: written.aliases.iter().map(|alias| alias.trim().to_owned()).collect(),
                group: written.group.as_ref().map(|group| group.value),
                from: written.from.as_ref().map(|date| date.0),
                until: written.until.as_ref().map(|date| date.0),
                note: written.note.as_deref().unwrap_or_default().trim().to_owned(),
                credit,
            };
            let places = [&written.name, &written.credit, &written.headline];
            let places = places.into_iter().flatten().chain(&written.aliases);
            for place in places {
                let form = place.trim().to_owned();
                let index = roster.units.len();
                let same = seen.entry(form.clone()).or_default();
                let twin = same
                    .iter()
                    .find(|(_, owner)| *owner != index && overlap(&roster.units[*owner], &unit));
                if let Some((first, owner)) = twin {
                    let owner = &roster.units[*owner].name;
                    let message = match *owner == form {
                        true => format!("前面已经有“{form}”这个单位"),
                        false => format!("“{form}”已经是“{owner}”的写法"),
                    };
                    found.push(
                        Diagnostic::error("duplicate-unit", place.span, message)
                            .label(*first, "先写在这里")
                            .help("同一时期一种写法只能属于一个单位；若是更名，给原单位写上 until"),
                    );
                }
                same.push((place.span, index));
            }
            roster.units.push(unit);
        }
        (roster, found)
    }

    /// The unit that a form names on a day. A unit of another time is found only when none is
    /// valid; ask [`Unit::valid_on`]. Names of people may follow it: 林场：甲 乙.
    pub fn find(&self, form: &str, date: Option<NaiveDate>) -> Option<&Unit> {
        let form = form.split_once(['：', ':']).map_or(form, |(unit, _)| unit.trim());
        let named = || self.units.iter().filter(|unit| unit.forms().any(|known| known == form));
        date.and_then(|date| named().find(|unit| unit.valid_on(date))).or_else(|| named().next())
    }

    /// The units that one credit names, when the roster knows them all.
    pub fn split<'a>(&self, credit: &'a str, date: Option<NaiveDate>) -> Option<Vec<&'a str>> {
        let parts: Vec<&str> = credit.split(divides).filter(|part| !part.is_empty()).collect();
        let known = !parts.is_empty() && parts.iter().all(|part| self.find(part, date).is_some());
        known.then_some(parts)
    }

    /// The unit whose name the text begins with, and the length of that name in bytes. The
    /// longest name wins: 政务服务和大数据管理局 before 政务.
    pub fn leading(&self, text: &str, date: Option<NaiveDate>) -> Option<(&Unit, usize)> {
        self.units
            .iter()
            .flat_map(|unit| unit.forms().map(move |form| (unit, form)))
            .filter(|(_, form)| text.starts_with(form))
            .max_by_key(|(unit, form)| (form.len(), date.is_none_or(|date| unit.valid_on(date))))
            .map(|(unit, form)| (unit, form.len()))
    }

    /// The credit form nearest to a mistyped one, among the units of that day.
    pub fn nearest(&self, form: &str, date: Option<NaiveDate>) -> Option<&str> {
        let current =
            || self.units.iter().filter(|unit| date.is_none_or(|date| unit.valid_on(date)));
        let near = nearest(form, current().flat_map(Unit::forms))?;
        current().find(|unit| unit.forms().any(|known| known == near)).map(|u| u.credit.as_str())
    }

    /// The credit forms, for completion in an editor.
    pub fn credits(&self) -> Vec<&str> {
        self.units.iter().map(|unit| unit.credit.as_str()).collect()
    }
}

/// Whether a character stands between the units, or people, of one credit.
pub fn divides(c: char) -> bool {
    c.is_whitespace() || "、，,；;/／".contains(c)
}

fn overlap(a: &Unit, b: &Unit) -> bool {
    overlapping((a.from, a.until), (b.from, b.until))
}

/// The first and the last day of something; open where it is not known.
pub type Period = (Option<NaiveDate>, Option<NaiveDate>);

/// Whether two periods have a day in common.
pub fn overlapping(a: Period, b: Period) -> bool {
    let starts = |x: Period, y: Period| match (x.0, y.1) {
        (Some(from), Some(until)) => from <= until,
        _ => true,
    };
    starts(a, b) && starts(b, a)
}

/// The JSON Schema of `units.toml`.
pub fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(shape::schema_of::<RosterFile>);
    &SCHEMA
}
