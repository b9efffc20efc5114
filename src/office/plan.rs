//! What to think of for the coming issue: who has not been heard of, which columns lie idle, how
//! townships and departments stand to one another, what is kept and what came in. Nothing of it is
//! wrong, so nothing here is a finding.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::{Days, NaiveDate};

use super::find::{Finder, Standing};
use super::inbox::{self, Fate, Letter, Register};
use super::{Number, Office, held};
use crate::config::units::Group;
use crate::draft::arrange::Arrangement;
use crate::draft::name::Name;
use crate::source::{Findings, Spanned};
use crate::workspace::memory::credits;
use crate::workspace::{Entry, archive};

/// What is to be thought of.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The issue that is being made, where there is one.
    pub coming: Option<Coming>,
    /// The day from which one looks back, and how far.
    pub day: NaiveDate,
    pub since: NaiveDate,
    /// All units of that day, those that were silent longest first within each group.
    pub units: Vec<Silent>,
    /// Columns that have been used before, those that have been idle longest first.
    pub columns: Vec<Idle>,
    /// Items of each group.
    pub balance: Vec<Balance>,
    pub held: Vec<Kept>,
    /// What came in and waits.
    pub waiting: Vec<Letter>,
    pub suggestions: Vec<Suggestion>,
    /// What is wrong with the register of submissions: those that cannot be read are missing.
    pub unread: Findings,
}

/// The issue that is being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    pub draft: PathBuf,
    pub name: String,
    pub date: Option<NaiveDate>,
    pub columns: Vec<String>,
}

/// When a unit was last heard of before the coming issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silent {
    pub unit: String,
    pub group: Option<Group>,
    /// The day and the draft of the last issue that it stands in.
    pub last: Option<(NaiveDate, String)>,
    /// Its items since the day that one looks back to.
    pub items: usize,
    /// Whether the coming issue has something of it.
    pub is_coming: bool,
}

/// A column and when it was last used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Idle {
    pub name: String,
    pub last: NaiveDate,
    /// In how many issues it stands in all.
    pub times: usize,
    pub is_coming: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    pub group: Option<Group>,
    /// How many units there are, and how many of them were heard of since.
    pub units: usize,
    pub heard: usize,
    /// Items since, and in the coming issue.
    pub items: usize,
    pub coming: usize,
}

/// A held item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub number: Number,
    pub column: String,
    pub headline: String,
    pub credits: Vec<String>,
    /// The issue that it was taken from, and its day.
    pub from: Option<String>,
    pub since: Option<NaiveDate>,
}

/// Something that could go into the coming issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub what: What,
    pub headline: String,
    pub credits: Vec<String>,
    pub silence: Silence,
}

/// How long the unit of an item has not been heard of: the longest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    Never,
    Days(std::cmp::Reverse<i64>),
    /// The roster does not know it.
    Unknown,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A held item, to be moved: `held.toml`, its number there, the draft it goes to.
    Move { from: PathBuf, number: Number, to: PathBuf },
    /// A submission, to be imported into a column of the draft.
    Import { file: PathBuf, to: PathBuf, column: String },
}

/// Held items and submissions that are suggested.
const SUGGESTED: usize = 5;

/// What is known of a unit over time.
#[derive(Default, Clone)]
struct Heard {
    last: Option<(NaiveDate, String)>,
    items: usize,
    coming: usize,
    /// How often it stood in which column.
    columns: BTreeMap<String, usize>,
}

/// Looks back from a day; from the coming issue where nobody says which, or from today when there is
/// none; so many `weeks`.
///
/// # Errors
/// The register of submissions or the archive cannot be read.
pub fn outlook(
    office: &Office,
    finder: &Finder,
    (on, today): (Option<NaiveDate>, NaiveDate),
    weeks: u64,
) -> Result<Outlook> {
    let coming = coming(office)?;
    let day = on.or(coming.as_ref().and_then(|coming| coming.date));
    let day = day.unwrap_or_else(|| today.max(just_released(office, today)));
    let since = day.checked_sub_days(Days::new(weeks.saturating_mul(7))).unwrap_or(NaiveDate::MIN);
    let mut heard: Vec<Heard> = vec![Heard::default(); finder.roster.units.len()];
    let mut columns: BTreeMap<String, BTreeSet<(NaiveDate, Option<Name>)>> = BTreeMap::new();
    let mut groups: BTreeMap<Option<Group>, (usize, usize)> = BTreeMap::new();
    let roster = &finder.roster;
    let group_of = |unit: usize| roster.called(unit, day).group;
    finder.each(|issue| {
        if issue.standing == Standing::Held {
            return;
        }
        let is_coming = coming
            .as_ref()
            .is_some_and(|coming| issue.standing == Standing::Draft && issue.name == coming.name);
        let Some(date) = issue.date.filter(|date| is_coming || *date <= day) else { return };
        let is_lately = since <= date && !is_coming;
        for item in issue.items.iter().filter(|item| item.number.is_some()) {
            let mut units: Vec<usize> = item
                .credits
                .iter()
                .flat_map(|credit| roster.units_of(credit, issue.date))
                .collect();
            units.sort_unstable();
            units.dedup();
            let mut own: Vec<Option<Group>> = units.iter().map(|unit| group_of(*unit)).collect();
            own.sort_unstable();
            own.dedup();
            for group in own {
                let (items, in_coming) = groups.entry(group).or_default();
                *items += usize::from(is_lately);
                *in_coming += usize::from(is_coming);
            }
            for unit in units {
                let heard = &mut heard[unit];
                heard.coming += usize::from(is_coming);
                *heard.columns.entry(item.column.to_owned()).or_default() += 1;
                heard.items += usize::from(is_lately);
                if !is_coming && heard.last.as_ref().is_none_or(|(last, _)| *last < date) {
                    heard.last = Some((date, issue.name.to_owned()));
                }
            }
            if !is_coming && !item.column.is_empty() {
                let issues = columns.entry(item.column.to_owned()).or_default();
                issues.insert((date, issue.identity()));
            }
        }
    });
    let units = silent(finder, &heard, day);
    let balance = balance(&units, &groups);
    let is_coming =
        |name: &String| coming.as_ref().is_some_and(|coming| coming.columns.contains(name));
    let mut columns: Vec<Idle> = columns
        .into_iter()
        .filter_map(|(name, issues)| {
            let (last, _) = issues.last()?;
            let (last, times, is_coming) = (*last, issues.len(), is_coming(&name));
            Some(Idle { name, last, times, is_coming })
        })
        .collect();
    columns.sort_by(|one, other| (one.last, &one.name).cmp(&(other.last, &other.name)));
    let held = kept(office);
    let register = Register::read(office)?;
    let mut waiting = inbox::letters(office, &register);
    waiting.retain(|letter| letter.fates.iter().any(|(_, fate)| *fate == Fate::Waiting));
    let suggestions = match &coming {
        Some(coming) => suggestions(office, finder, coming, &heard, day, &held, &waiting),
        None => vec![],
    };
    let unread = register.findings;
    Ok(Outlook { coming, day, since, units, columns, balance, held, waiting, suggestions, unread })
}

/// The newest draft that has not been released.
fn coming(office: &Office) -> Result<Option<Coming>> {
    let workspace = &office.workspace;
    let manifest = archive::Manifest::read(office.files(), &workspace.root)?;
    let drafts = workspace.drafts().iter().enumerate();
    let open = drafts.filter(|(_, issue)| {
        issue.name.is_some_and(|name| manifest.latest(&name.to_string()).is_none())
    });
    let Some((index, issue)) = open.max_by_key(|(_, issue)| (issue.date, issue.name)) else {
        return Ok(None);
    };
    let entry = workspace.whole(index)?;
    let names = entry.draft.column.iter().map(|column| held::named(column));
    Ok(Some(Coming {
        draft: issue.path.clone(),
        name: issue.name.map(|name| name.to_string()).unwrap_or_default(),
        date: issue.date,
        columns: names.map(str::to_owned).collect(),
    }))
}

/// The day of an issue that is out already and dated ahead, as when Friday's is released on Thursday.
fn just_released(office: &Office, today: NaiveDate) -> NaiveDate {
    const AHEAD: u64 = 31;
    let until = today.checked_add_days(Days::new(AHEAD)).unwrap_or(today);
    let days = office.workspace.issues().iter().filter_map(|issue| issue.date);
    days.filter(|day| *day <= until).max().unwrap_or(today)
}

/// The units of a day with when they were last heard of.
fn silent(finder: &Finder, heard: &[Heard], day: NaiveDate) -> Vec<Silent> {
    let mut units: Vec<Silent> = heard
        .iter()
        .enumerate()
        .filter_map(|(at, heard)| {
            let is_one = finder.roster.kin().unit(at) == at;
            let unit = finder.roster.called(at, day);
            let unit = Some(unit).filter(|unit| is_one && unit.valid_on(day))?;
            Some(Silent {
                unit: unit.credit.clone(),
                group: unit.group,
                last: heard.last.clone(),
                items: heard.items,
                is_coming: heard.coming > 0,
            })
        })
        .collect();
    units.sort_by_key(|unit| (unit.group.is_none(), unit.group, unit.last.clone()));
    units
}

fn balance(units: &[Silent], groups: &BTreeMap<Option<Group>, (usize, usize)>) -> Vec<Balance> {
    let mut all: Vec<Option<Group>> = units.iter().map(|unit| unit.group).collect();
    all.extend(groups.keys());
    all.sort_by_key(|group| (group.is_none(), *group));
    all.dedup();
    let balance = all.into_iter().map(|group| {
        let own = || units.iter().filter(|unit| unit.group == group);
        let (items, coming) = groups.get(&group).copied().unwrap_or_default();
        let heard = own().filter(|unit| unit.items > 0 || unit.is_coming).count();
        Balance { group, units: own().count(), heard, items, coming }
    });
    balance.collect()
}

/// The held items, with the issues that they were taken from.
fn kept(office: &Office) -> Vec<Kept> {
    let path = held::path(office);
    let Ok(entry) = Entry::open(office.files(), &path, &office.here) else { return vec![] };
    let text = entry.source.text();
    let arrangement = Arrangement::of(text);
    let issues = office.workspace.issues();
    // One that nobody has written is none.
    let empty = |text: Option<&Spanned<String>>| text.is_none_or(|text| text.trim().is_empty());
    let written = entry
        .draft
        .items()
        .filter(|(.., item)| !empty(item.headline.as_ref()) || !empty(item.body.as_ref()));
    let all = written.map(|(column, at, item)| {
        let place = arrangement
            .as_ref()
            .and_then(|found| Some(found.columns.get(column)?.items.get(at)?.clone()));
        let from = place.and_then(|place| held::origin(text.get(place)?)?.split_once('“'));
        let from = from.map(|(issue, _)| issue.trim().to_owned());
        let of = |name: &str| {
            let name = Name::of(Path::new(&format!("{name}.toml")))?;
            issues.iter().find(|issue| issue.name == Some(name))?.date
        };
        Kept {
            number: Number::item(column, at),
            column: held::named(&entry.draft.column[column]).to_owned(),
            headline: item.headline.as_ref().map(|text| text.trim().to_owned()).unwrap_or_default(),
            credits: credits(item).map(str::to_owned).collect(),
            since: from.as_deref().and_then(of),
            from,
        }
    });
    all.collect()
}

/// What could go into the coming issue: of those who were silent longest. Held items come with the
/// highest number first, so that moving one leaves the numbers of the others as they are.
fn suggestions(
    office: &Office,
    finder: &Finder,
    coming: &Coming,
    heard: &[Heard],
    day: NaiveDate,
    held: &[Kept],
    waiting: &[Letter],
) -> Vec<Suggestion> {
    let units = |credits: &[String]| -> Vec<usize> {
        let names = |credit: &String| finder.roster.units_of(credit, Some(day));
        credits.iter().flat_map(names).collect()
    };
    // Those that the coming issue has something of already are not in need.
    let silence = |credits: &[String]| {
        let units = units(credits);
        let silent = units.iter().filter(|unit| heard[**unit].coming == 0).map(|unit| {
            let last = heard[*unit].last.as_ref();
            last.map_or(Silence::Never, |(last, _)| {
                Silence::Days(std::cmp::Reverse((day - *last).num_days()))
            })
        });
        silent.min().or(units.is_empty().then_some(Silence::Unknown))
    };
    let mut kept: Vec<(Silence, &Kept)> =
        held.iter().filter_map(|item| Some((silence(&item.credits)?, item))).collect();
    kept.sort_by_key(|(silence, item)| (*silence, item.since, item.number));
    kept.truncate(SUGGESTED);
    kept.sort_by_key(|(_, item)| std::cmp::Reverse(item.number));
    let from = office.shown(&held::path(office));
    let to_move = kept.into_iter().map(|(silence, item)| Suggestion {
        what: What::Move { from: from.clone(), number: item.number, to: coming.draft.clone() },
        headline: item.headline.clone(),
        credits: item.credits.clone(),
        silence,
    });
    // Of what nothing could be read there is nothing to import.
    let mut letters: Vec<(Silence, &Letter, &PathBuf)> = waiting
        .iter()
        .filter(|letter| !letter.submission.items.is_empty())
        .filter_map(|letter| {
            Some((silence(&letter.submission.units)?, letter, letter.path.as_ref()?))
        })
        .collect();
    letters.sort_by_key(|(silence, letter, _)| (*silence, letter.submission.received));
    letters.truncate(SUGGESTED);
    let to_import = letters.into_iter().map(|(silence, letter, path)| {
        let used = units(&letter.submission.units);
        let columns = used.iter().flat_map(|unit| &heard[*unit].columns);
        let usual = columns.filter(|(name, _)| coming.columns.contains(name));
        let usual = usual.max_by_key(|(_, times)| **times).map(|(name, _)| name.clone());
        let first = || coming.columns.iter().find(|name| !name.is_empty()).cloned();
        Suggestion {
            what: What::Import {
                file: path.clone(),
                to: coming.draft.clone(),
                column: usual.or_else(first).unwrap_or_else(|| "工作动态".to_owned()),
            },
            headline: letter.submission.items.first().cloned().unwrap_or_default(),
            credits: letter.submission.units.clone(),
            silence,
        }
    });
    to_move.chain(to_import).collect()
}
