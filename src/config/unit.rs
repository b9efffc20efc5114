//! A unit that sends in items, and the time in which it was called so.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

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
#[derive(Debug, Clone, Default)]
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
    /// What else it is called by those who know no roster; see [`super::units::Roster::find`].
    pub written: Vec<String>,
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

pub(super) fn overlap(a: &Unit, b: &Unit) -> bool {
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
