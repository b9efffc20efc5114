//! `scoring.toml`: how points are given (计分办法), with what contradicts itself told.

use std::sync::LazyLock;

use chrono::NaiveDate;
use schemars::Schema;

use self::file::ScoringFile;
use super::period::Per;
use crate::config::units::{Group, Roster};
use crate::draft::Kind;
use crate::source::shape::{self, Read};
use crate::source::{Diagnostic, Source};
use crate::zh::decimal::Decimal;

mod classes;
mod file;
mod rows;
mod told;

pub use file::{Issues, Joint, Of, Repeated};
pub use told::PLACEHOLDERS;

/// How an office gives points.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    pub places: u32,
    pub issues: Issues,
    pub joint: Joint,
    pub same_item: Repeated,
    pub same_item_instructions: Repeated,
    pub own: Vec<Own>,
    pub levels: Vec<Level>,
    pub journals: Vec<Journal>,
    pub classes: Vec<Class>,
    pub commission: Option<Duty>,
    pub reply: Option<Duty>,
    pub notice: NoticeText,
}

/// A kind of items of the office's own periodical.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    pub name: String,
    pub points: Decimal,
    /// For each unit of several, when that is not a share.
    pub joint_points: Option<Decimal>,
    pub kind: Option<Kind>,
    pub columns: Vec<String>,
    pub alone: bool,
    pub at_most: Option<usize>,
    pub at_least: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    pub name: String,
    pub instruction: Option<Decimal>,
    /// By what points are multiplied; nothing where the rules say nothing of it.
    pub forwarded: Option<Decimal>,
    pub compiled: Option<Decimal>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Journal {
    pub name: String,
    /// Index of its level; of none where that is unknown, and told.
    pub level: Option<usize>,
    pub points: Option<Decimal>,
    pub kinds: Vec<(String, Decimal)>,
    pub instruction: Option<Decimal>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    pub name: String,
    pub groups: Vec<Group>,
    /// Credit forms of units that belong here whatever their group.
    pub units: Vec<String>,
    pub quotas: Vec<Quota>,
}

/// So many items are due in a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Quota {
    pub name: String,
    pub of: Of,
    /// Of all kinds when empty.
    pub kinds: Vec<String>,
    pub per: Per,
    pub at_least: usize,
    pub base: Decimal,
    pub extra: Decimal,
    pub most: Option<Decimal>,
    pub most_in_year: Option<Decimal>,
    pub short: Decimal,
    pub short_most: Option<Decimal>,
}

/// Something due on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    pub points: Decimal,
    pub late: Decimal,
    pub missing: Decimal,
}

/// The office's words for the 通报.
#[derive(Debug, Clone, PartialEq)]
pub struct NoticeText {
    pub title: String,
    pub heading: String,
    /// The program's own words when there is none.
    pub opening: Option<String>,
    pub closing: String,
    pub signers: [String; 3],
}

/// What a scheme is of which a class takes units.
const UNCLASSED: &str = "其他单位";

impl Scheme {
    /// Reads `scoring.toml` beside a roster.
    pub fn read(source: &Source, roster: &Roster) -> (Self, Vec<Diagnostic>) {
        let Read { value: file, mut found, rejected } =
            shape::read::<ScoringFile>(source, schema());
        let mut told = told::Told { found: &mut found, rejected: &rejected };
        let places = told.count("places", file.places.as_ref(), 0..=4).unwrap_or(2);
        let joint = file.joint.map(|of| of.value).unwrap_or_default();
        let own = rows::own(&file.own, joint, &mut told);
        let levels = rows::levels(&file.level, &mut told);
        let journals = rows::journals(&file.journal, &levels, &mut told);
        let classes = classes::classes(&file.class, &own, &journals, roster, &mut told);
        let scheme = Self {
            places: u32::try_from(places).unwrap_or(2),
            issues: file.issues.map(|of| of.value).unwrap_or_default(),
            joint,
            same_item: file.same_item.map(|of| of.value).unwrap_or_default(),
            same_item_instructions: file
                .same_item_instructions
                .map(|of| of.value)
                .unwrap_or_default(),
            own,
            levels,
            journals,
            classes,
            commission: rows::duty("约稿", file.commission.as_ref(), &mut told),
            reply: rows::duty("批示件反馈", file.reply.as_ref(), &mut told),
            notice: rows::notice(&file.notice, &mut told),
        };
        (scheme, found)
    }

    pub fn level(&self, name: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.name == name)
    }

    pub fn journal(&self, name: &str) -> Option<&Journal> {
        self.journals.iter().find(|journal| journal.name == name)
    }

    /// The class of a unit, by its index; one past the last for units of none.
    pub fn class_of(&self, roster: &Roster, unit: usize, day: NaiveDate) -> usize {
        let entries = roster.kin().entries(unit);
        let forms: Vec<&str> = entries.flat_map(|at| roster.units[at].forms()).collect();
        let unit = roster.called(unit, day);
        let named = |class: &Class| class.units.iter().any(|form| forms.contains(&form.as_str()));
        let grouped = |class: &Class| unit.group.is_some_and(|group| class.groups.contains(&group));
        let classes = &self.classes;
        classes
            .iter()
            .position(named)
            .or_else(|| classes.iter().position(grouped))
            .unwrap_or(classes.len())
    }

    /// What a class is called.
    pub fn class_name(&self, class: usize) -> &str {
        self.classes.get(class).map_or(UNCLASSED, |class| class.name.as_str())
    }
}

impl Journal {
    /// Points of an item of a kind, or of none.
    pub fn points_of(&self, kind: Option<&str>) -> Option<Decimal> {
        match kind {
            Some(kind) => {
                let known = self.kinds.iter().find(|(name, _)| name == kind);
                known.map(|(_, points)| *points)
            }
            None => self.points,
        }
    }
}

/// The JSON Schema of `scoring.toml`.
pub fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(shape::schema_of::<ScoringFile>);
    &SCHEMA
}
