//! What units have sent in, and what became of it: files in the inbox, and those filed from
//! elsewhere, are registered (`register`); where their items stand now is looked up.

use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::{Days, NaiveDate};

use super::edit::Edited;
use super::filing::Filed;
use super::store::Plan;
use super::{Number, Office, held};
use crate::draft::Draft;
use crate::source::hash::hash;
use crate::workspace::memory::credits;
use crate::workspace::{Entry, Issue, archive};

mod arrivals;
mod register;
mod sought;

use arrivals::lying_at;
pub use arrivals::{Unread, arrivals, lying};
pub use register::{FILE, Register, Submission};
use sought::{Known, NAMELESS, Sought, begin};

/// The folders in which submissions lie.
pub const FOLDERS: [&str; 2] = ["来稿", "inbox"];

/// What a submission is called that was typed or pasted.
pub const PASTED: &str = "（粘贴）";

/// A unit that nobody knows.
const UNKNOWN: &str = "（不明）";

/// An item with that headline may have been printed before it was sent in; not long before.
const EARLIER: u64 = 14;

/// A submission and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub submission: Submission,
    /// Whether its file lies in the inbox, and where.
    pub path: Option<PathBuf>,
    /// Each of its items, or one that stands for all while they are not known.
    pub fates: Vec<(String, Fate)>,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It stands in this issue; whether that is released.
    Adopted { issue: String, number: Number, released: bool },
    /// It is kept for later.
    Held(Number),
    /// It is not to be used.
    Unused(String),
    /// It was filed into this issue, and stands nowhere any more.
    Gone(String),
    /// Nobody has decided yet.
    Waiting,
}

/// A submission that was filed: the name of its file, its bytes, and what it has become.
pub type Arrived<'a> = (String, &'a [u8], &'a Filed);

/// Plans to note that submissions were filed into a draft; nothing where the register has mistakes,
/// which must not keep anybody from filing. Whether it was noted.
///
/// # Errors
/// The register cannot be read.
pub fn note_filed(
    office: &Office,
    draft: &Edited,
    all: &[Arrived<'_>],
    today: &str,
    plan: &mut Plan,
) -> Result<bool> {
    let mut register = Register::read(office)?;
    if register.is_sound().is_err() {
        return Ok(false);
    }
    let issue = stem(draft.path());
    for (file, bytes, filed) in all {
        let hash = hash(&[bytes]);
        let units = units_of(filed);
        let items: Vec<String> = filed.items.iter().map(|item| named(&item.headline)).collect();
        let begins: Vec<String> = filed.items.iter().map(|item| begin(&item.body)).collect();
        match register.position(file, &hash) {
            Some(at) => register.file(at, &issue, &units, (&items, &begins)),
            None => register.add(Submission {
                file: file.clone(),
                hash,
                received: NaiveDate::parse_from_str(today, "%Y-%m-%d").ok(),
                units,
                items,
                begins,
                filed: Some(issue.clone()),
                unused: None,
            }),
        }
    }
    register.plan(plan);
    Ok(true)
}

/// What an item is registered as.
fn named(headline: &str) -> String {
    Some(headline.trim()).filter(|text| !text.is_empty()).unwrap_or(NAMELESS).to_owned()
}

/// The units of what was filed: one for each item where these have not all the same one, so that it
/// is known whose each is, else each once.
fn units_of(filed: &Filed) -> Vec<String> {
    let single: Option<Vec<&str>> = filed
        .items
        .iter()
        .map(|item| match item.credits.as_slice() {
            [] => Some(UNKNOWN),
            [credit] => Some(credit.as_str()),
            _ => None,
        })
        .collect();
    let mut units: Vec<String> = vec![];
    for credit in filed.items.iter().flat_map(|item| &item.credits) {
        if !units.contains(credit) {
            units.push(credit.clone());
        }
    }
    match single {
        Some(single) if !units.is_empty() && single.windows(2).any(|pair| pair[0] != pair[1]) => {
            single.into_iter().map(str::to_owned).collect()
        }
        _ => units,
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// All submissions in the order of the register, each with what became of it.
pub fn letters(office: &Office, register: &Register) -> Vec<Letter> {
    let lying = lying(office);
    let held = held_draft(office);
    let manifest = archive::Manifest::read(office.files(), &office.workspace.root);
    let manifest = manifest.unwrap_or_default();
    let released = |issue: &str| manifest.latest(issue).is_some();
    let known = Known::of(register.submissions.iter(), &office.workspace.roster);
    let letter = |submission: &Submission| {
        let path = lying_at(office, &lying, submission);
        let sought = Sought::of(submission);
        let fates = sought.iter().map(|sought| {
            let fate = fate(office, submission, sought, &held, &known, &released);
            (sought.headline().to_owned(), fate)
        });
        Letter {
            fates: fates.collect(),
            path: path.map(|path| office.shown(path)),
            submission: submission.clone(),
        }
    };
    register.submissions.iter().map(letter).collect()
}

fn fate(
    office: &Office,
    submission: &Submission,
    sought: &Sought<'_>,
    held: &Draft,
    known: &Known<'_>,
    released: &dyn Fn(&str) -> bool,
) -> Fate {
    // Of items that are not known nothing can be.
    if !sought.headline().is_empty() {
        if let Some((issue, number)) = standing(office, submission, sought, known) {
            let released = released(&issue);
            return Fate::Adopted { issue, number, released };
        }
        if let Some(number) = known.position(held, sought) {
            return Fate::Held(number);
        }
    }
    match (&submission.unused, &submission.filed) {
        (Some(reason), _) => Fate::Unused(reason.clone()),
        (None, Some(issue)) => Fate::Gone(issue.clone()),
        (None, None) => Fate::Waiting,
    }
}

/// The issue and place where an item of a submission stands now.
fn standing(
    office: &Office,
    submission: &Submission,
    sought: &Sought<'_>,
    known: &Known<'_>,
) -> Option<(String, Number)> {
    let headline = sought.headline();
    let workspace = &office.workspace;
    let since = submission.received.and_then(|day| day.checked_sub_days(Days::new(EARLIER)));
    let fits = |index: usize| {
        let issue = &workspace.issues()[index];
        let own = submission.filed.as_deref() == Some(&stem(&issue.path));
        (own, own || since.is_none_or(|since| issue.date.is_some_and(|date| since <= date)))
    };
    let places = workspace.memory().with_headline(headline).filter_map(|place| {
        let (own, fits) = fits(place.entry());
        let entry = workspace.whole(place.entry()).ok().filter(|_| fits)?;
        let (column, item) = place.indexes();
        let written = entry.draft.column.get(column)?.item.get(item)?;
        let same = written.headline.as_ref().is_some_and(|text| text.trim() == headline);
        let identity = workspace.issues()[place.entry()].identity();
        let name = identity.map_or_else(|| stem(entry.source.path()), |name| name.to_string());
        let number = Number::item(column, item);
        same.then_some((!own, name, number))
    });
    if let Some((_, issue, number)) = places.min_by_key(|(other, ..)| *other) {
        return Some((issue, number));
    }
    // Its headline was edited: in the issue it was filed into, the one of its text, or most like it by its units,
    // or the only one of them that is no other submission's.
    let filed = submission.filed.as_ref()?;
    let of =
        |issue: &Issue| issue.identity().map_or_else(|| stem(&issue.path), |name| name.to_string());
    let index = workspace.issues().iter().position(|issue| of(issue) == *filed)?;
    let entry = workspace.whole(index).ok()?;
    let number =
        known.position(&entry.draft, sought).or_else(|| known.only(&entry.draft, sought))?;
    Some((filed.clone(), number))
}

/// Whether an item of a submission stands in a draft, as [`letters`] would find it there.
#[must_use]
pub fn stands_in(office: &Office, draft: &Draft, letter: &Letter, all: &[Letter]) -> bool {
    let submissions = all.iter().map(|other| &other.submission);
    let known = Known::of(submissions, &office.workspace.roster);
    Sought::of(&letter.submission).iter().any(|sought| {
        known.position(draft, sought).is_some() || known.only(draft, sought).is_some()
    })
}

/// How many items a unit has sent in, and what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rate {
    pub unit: String,
    pub sent: usize,
    pub adopted: usize,
    pub held: usize,
    pub unused: usize,
    pub waiting: usize,
}

/// Who has sent in one of the items of a submission: the units that it is printed with, where it
/// stands somewhere, as credits are mended there; else those of the submission, one for each of its
/// items where there are as many.
fn senders(office: &Office, held: &Draft, letter: &Letter, at: usize) -> Vec<String> {
    let written = |draft: &Draft, number: &Number| -> Option<Vec<String>> {
        let item = draft.column.get(number.column - 1)?.item.get(number.item? - 1)?;
        Some(credits(item).map(str::to_owned).collect()).filter(|all: &Vec<String>| !all.is_empty())
    };
    let workspace = &office.workspace;
    let stands = match letter.fates.get(at).map(|(_, fate)| fate) {
        Some(Fate::Adopted { issue, number, .. }) => {
            let is = |path: &Path| stem(path) == *issue;
            let index = workspace.issues().iter().position(|issue| is(&issue.path));
            let entry = index.and_then(|index| workspace.whole(index).ok());
            entry.and_then(|entry| written(&entry.draft, number))
        }
        Some(Fate::Held(number)) => written(held, number),
        _ => None,
    };
    let units = &letter.submission.units;
    stands.unwrap_or_else(|| match units.get(at) {
        None if units.is_empty() => vec![UNKNOWN.to_owned()],
        Some(unit) if units.len() == letter.fates.len() => vec![unit.clone()],
        _ => units.clone(),
    })
}

fn held_draft(office: &Office) -> Draft {
    let held = Entry::open(office.files(), &held::path(office), &office.here).ok();
    held.map(|entry| entry.draft).unwrap_or_default()
}

/// Who has sent in each item, and on which day; those that came on no known day are left out.
pub fn sent(office: &Office, letters: &[Letter]) -> Vec<(NaiveDate, String)> {
    let held = held_draft(office);
    let mut all = vec![];
    for letter in letters {
        let Some(day) = letter.submission.received else { continue };
        for at in 0..letter.fates.len() {
            let units = senders(office, &held, letter, at);
            all.extend(units.into_iter().map(|unit| (day, unit)));
        }
    }
    all
}

/// What became of all that each unit has sent in, in the order of the roster; those that it does
/// not know behind. Units are called as they were by a day.
pub fn rates(office: &Office, letters: &[Letter], day: NaiveDate) -> Vec<Rate> {
    let roster = &office.workspace.roster;
    let held = held_draft(office);
    let mut rates: Vec<Rate> = vec![];
    for letter in letters {
        for (at, (_, fate)) in letter.fates.iter().enumerate() {
            let date = letter.submission.received;
            for unit in senders(office, &held, letter, at) {
                let known = roster.unit(&unit, date);
                let called = |at| roster.called(at, day).credit.clone();
                let unit = known.map_or(unit, called);
                let own = rates.iter().position(|rate| rate.unit == unit).unwrap_or_else(|| {
                    rates.push(Rate { unit, ..Rate::default() });
                    rates.len() - 1
                });
                let rate = &mut rates[own];
                rate.sent += 1;
                match fate {
                    Fate::Adopted { .. } => rate.adopted += 1,
                    Fate::Held(_) => rate.held += 1,
                    Fate::Unused(_) | Fate::Gone(_) => rate.unused += 1,
                    Fate::Waiting => rate.waiting += 1,
                }
            }
        }
    }
    let rank = |rate: &Rate| {
        let at = roster.units.iter().position(|unit| unit.credit == rate.unit);
        at.unwrap_or(usize::MAX)
    };
    rates.sort_by_key(rank);
    rates
}
