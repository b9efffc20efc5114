//! What was printed, item by item, for counting: from the drafts, or from what was released.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use chrono::NaiveDate;

use super::find::{Finder, IssueFacts, ItemFacts, Standing};
use super::{Office, archived};
use crate::config::units::Roster;
use crate::draft::Draft;
use crate::report::table::Cell;
use crate::score::count::{Counted, Question, Record, Row};
use crate::score::period::Period;
use crate::search::text::Issue;
use crate::source::parallel;
use crate::typeset::paper::{Bar, Bars};
use crate::workspace::archive::{self, Manifest, Release};
use crate::zh::fraction::Fraction;
use crate::zh::person;

/// Which issues count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All drafts, and released issues whose drafts are gone.
    All,
    /// Released issues, as they were released last.
    Released,
}

/// The items of some periods, and the issues they are from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    pub records: Vec<Record>,
    /// Issues in each of the periods.
    pub issues: Vec<usize>,
    /// Issues that are not in `records`: they cannot be read,
    pub unreadable: Vec<PathBuf>,
    /// what was kept of a release is not what it was,
    pub altered: Vec<PathBuf>,
    /// they have no day,
    pub undated: Vec<PathBuf>,
    /// they are another draft of an issue that is counted already.
    pub doubled: Vec<PathBuf>,
}

impl Gathered {
    /// What was not counted, and why: that must not pass unseen.
    pub fn not_counted(&self) -> Vec<String> {
        let kinds = [
            (&self.unreadable, "读不出，没有算进去"),
            (&self.altered, "在发布以后被改动过或不见了，没有算进去"),
            (&self.undated, "没有日期，没有算进去"),
            (&self.doubled, "与另一份稿件是同一期，没有算进去"),
        ];
        let told = |(paths, why): (&Vec<PathBuf>, &'static str)| {
            paths.iter().map(move |path| format!("{} {why}", path.display())).collect::<Vec<_>>()
        };
        kinds.into_iter().flat_map(told).collect()
    }
}

/// The year of the newest issue: what is counted where nobody says when.
///
/// # Errors
/// No issue has a day.
pub fn usual(finder: &Finder) -> Result<Period> {
    let period = days(finder).and_then(|(_, newest)| Period::year_of(newest));
    period.ok_or_else(|| anyhow!("还没有写了日期的稿件，没有可数的"))
}

/// Counts what is asked for, with the period before it.
///
/// # Errors
/// The manifest cannot be read.
pub fn count(
    office: &Office,
    finder: &Finder,
    question: &Question,
    which: Which,
) -> Result<(Counted, Gathered)> {
    let periods: Vec<Period> = std::iter::once(question.period).chain(question.earlier()).collect();
    let gathered = gather(office, finder, which, &periods)?;
    let workspace = &office.workspace;
    let staff = &workspace.config.staff.editor;
    let newest = days(finder).map(|(_, newest)| newest);
    let counted = question.count(&gathered.records, &workspace.roster, staff, newest);
    Ok((counted, gathered))
}

/// The days of the oldest and the newest issue.
pub fn days(finder: &Finder) -> Option<(NaiveDate, NaiveDate)> {
    let mut days: Option<(NaiveDate, NaiveDate)> = None;
    finder.each_date(|date| {
        let (first, last) = days.unwrap_or((date, date));
        days = Some((first.min(date), last.max(date)));
    });
    days
}

/// Gathers the items of all issues in any of the periods: of all drafts by the index, of what was
/// released from the archive.
///
/// # Errors
/// The archive cannot be read.
pub fn gather(
    office: &Office,
    finder: &Finder,
    which: Which,
    periods: &[Period],
) -> Result<Gathered> {
    let wanted = |date| periods.iter().any(|period| period.contains(date));
    let roster = &office.workspace.roster;
    let mut gathered = Gathered { issues: vec![0; periods.len()], ..Gathered::default() };
    let mut add = |read| match read {
        Read::Issue(date, records) => {
            for (count, period) in gathered.issues.iter_mut().zip(periods) {
                *count += usize::from(period.contains(date));
            }
            gathered.records.extend(records);
        }
        Read::Undated(path) => gathered.undated.push(path),
        Read::Double(path) => gathered.doubled.push(path),
        Read::Not(path) => gathered.unreadable.push(path),
        Read::Altered(path) => gathered.altered.push(path),
    };
    match which {
        Which::All => {
            let mut known = BTreeSet::new();
            // A copy that is called otherwise comes after the issue itself: 2024-03 - 副本.toml.
            let mut misnamed = vec![];
            let mut units = Units::new(roster);
            finder.each(|issue| {
                let path = || issue.draft.clone();
                match issue.date {
                    _ if issue.standing == Standing::Held => {}
                    _ if !issue.is_readable => add(Read::Not(path())),
                    None => add(Read::Undated(path())),
                    Some(date) if wanted(date) => {
                        let identity = issue.identity();
                        let is_so = identity.is_none_or(|name| issue.name == name.to_string());
                        if let Some(name) = identity.filter(|_| !is_so) {
                            let records = records(issue, date, &mut units);
                            misnamed.push((name, path(), date, records));
                        } else if identity.is_none_or(|name| known.insert(name)) {
                            add(Read::Issue(date, records(issue, date, &mut units)));
                        } else {
                            add(Read::Double(path()));
                        }
                    }
                    Some(_) => {}
                }
            });
            for (name, path, date, records) in misnamed {
                add(match known.insert(name) {
                    true => Read::Issue(date, records),
                    false => Read::Double(path),
                });
            }
        }
        Which::Released => {
            let manifest = Manifest::read(office.files(), &office.workspace.root)?;
            let latest = latest(&manifest);
            let wanted: Vec<&Release> = latest
                .into_iter()
                .filter(|release| release.date.parse().map_or(true, wanted))
                .collect();
            let read = parallel::map(&wanted, &|release| released(office, release, roster));
            read.into_iter().for_each(add);
        }
    }
    Ok(gathered)
}

/// What was counted as bars.
pub fn bars(counted: &Counted) -> Bars {
    let counts = counted.rows.iter().flat_map(|row| [row.count.now, row.count.before]);
    let most = counts.max().unwrap_or(Fraction::ZERO);
    let length = |count: Fraction| count.over(most).map_or(0.0, Fraction::as_f64);
    let kind = counted.kind();
    let bar = |row: &Row| Bar {
        name: row.name.clone(),
        value: Cell::Number(row.count.now).shown(kind),
        length: length(row.count.now),
        before: counted.compares.then(|| length(row.count.before)),
    };
    let question = counted.question;
    let before = question.earlier().filter(|_| counted.compares);
    Bars {
        now: question.period.title(),
        before: before.map(|before| before.title()).unwrap_or_default(),
        rows: counted.rows.iter().map(bar).collect(),
    }
}

enum Read {
    Issue(NaiveDate, Vec<Record>),
    Undated(PathBuf),
    Double(PathBuf),
    Not(PathBuf),
    Altered(PathBuf),
}

impl Read {
    fn of(draft: &Draft, path: PathBuf, roster: &Roster) -> Self {
        let issue = Issue::of(draft);
        let facts = IssueFacts::of(&issue, path);
        match facts.date {
            Some(date) => Self::Issue(date, records(&facts, date, &mut Units::new(roster))),
            None => Self::Undated(facts.draft),
        }
    }
}

/// The units of credits on a day; thousands of issues have the same credits.
struct Units<'r> {
    roster: &'r Roster,
    known: HashMap<(String, NaiveDate), Vec<String>>,
}

impl<'r> Units<'r> {
    fn new(roster: &'r Roster) -> Self {
        Self { roster, known: HashMap::new() }
    }

    fn of(&mut self, credit: &str, date: NaiveDate) -> &[String] {
        let roster = self.roster;
        self.known.entry((credit.to_owned(), date)).or_insert_with(|| {
            let parts = roster.split(credit, Some(date)).unwrap_or_else(|| vec![credit]);
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            // One that was renamed is known by its latest name, whatever day it is.
            let name = |part| {
                let unit = roster.unit(part, Some(date)).and_then(|unit| roster.units.get(unit));
                unit.map_or(part, |unit| unit.credit.as_str()).to_owned()
            };
            parts.map(name).collect()
        })
    }
}

/// The last release of each issue, by name.
fn latest(manifest: &Manifest) -> Vec<&Release> {
    let mut latest: std::collections::BTreeMap<&str, &Release> = std::collections::BTreeMap::new();
    for release in &manifest.release {
        latest.insert(&release.name, release);
    }
    latest.into_values().collect()
}

fn released(office: &Office, release: &Release, roster: &Roster) -> Read {
    let path = Path::new(archive::FOLDER).join(&release.draft);
    match archived::text(office, release) {
        Err(_) => Read::Altered(path),
        Ok(entry) if entry.is_readable() => Read::of(&entry.draft, path, roster),
        Ok(_) => Read::Not(path),
    }
}

/// What each item of an issue counts.
fn records(issue: &IssueFacts<'_>, date: NaiveDate, known: &mut Units<'_>) -> Vec<Record> {
    let editors = editors(issue.editor);
    let items = issue.items.iter().filter(|item| item.number.is_some());
    let record = |item: &ItemFacts<'_>| {
        let column = Some(item.column).filter(|name| !name.is_empty());
        let mut units: Vec<String> = vec![];
        for credit in &item.credits {
            for unit in known.of(credit, date) {
                if !units.contains(unit) {
                    units.push(unit.clone());
                }
            }
        }
        Record {
            date,
            column: column.unwrap_or("（没有栏目名）").to_owned(),
            editors: editors.clone(),
            units,
            characters: item.characters as usize,
        }
    };
    items.map(record).collect()
}

/// The names in a line of names.
fn editors(names: &str) -> Vec<String> {
    let divides = |c: char| "、，,；;/／".contains(c);
    let mut all: Vec<String> = vec![];
    for part in names.split(divides) {
        let mut rest = part.trim();
        while !rest.is_empty() {
            let end = person::leading(rest, char::is_whitespace).max(1);
            let (name, behind) = rest.split_at(rest.ceil_char_boundary(end));
            let name = person::plain(name);
            if !name.is_empty() && !all.contains(&name) {
                all.push(name);
            }
            rest = behind.trim_start();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn units_are_counted_by_their_credits_of_the_day() {
        let roster = "[[unit]]\ncredit = \"医疗保障局\"\naliases = [\"医保局\"]\n[[unit]]\ncredit = \"财政局\"\n[[unit]]\nname = \"新\"\ncredit = \"文岩街道\"\nfrom = 2019-01-01\n[[unit]]\nname = \"旧\"\ncredit = \"万寿街道\"\naliases = [\"文岩街道办\"]\nuntil = 2018-12-31\n";
        let roster = Roster::read(&Source::new("", roster)).0;
        let draft = "date = 2024-01-05\n[[column]]\nname = \" 民生 \"\n[[column.item]]\nheadline = \"标 题\"\nbody = \"正文。\"\ncredits = [\"医保局 财政局\", \"医疗保障局\", \"林场：甲 乙\", \"\"]\n[[column.item]]\n[signoff]\neditor = \"李 勉、原超俊\"\n";
        let draft = Draft::read(&Source::new("", draft)).value;
        let Read::Issue(date, records) = Read::of(&draft, PathBuf::new(), &roster) else {
            panic!("it has a day");
        };
        assert_eq!(date.to_string(), "2024-01-05");
        assert_eq!(records[0].units, ["医疗保障局", "财政局", "林场：甲 乙"]);
        assert_eq!((records[0].column.as_str(), records[0].characters), ("民生", 5));
        assert_eq!(records[0].editors, ["李勉", "原超俊"]);
        assert_eq!(records[1].units, [""; 0]);
    }

    #[test]
    fn editors_are_told_apart() {
        for (text, names) in [
            ("李　勉", &["李勉"][..]),
            ("李勉 原超俊", &["李勉", "原超俊"]),
            ("甲 乙、甲乙", &["甲乙"]),
            ("", &[]),
        ] {
            assert_eq!(editors(text), names, "{text}");
        }
    }
}
