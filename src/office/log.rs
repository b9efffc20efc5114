//! What was done with an issue on its way: rounds, signatures, withdrawals, releases, with their days.
//!
//! Each job adds a table to `rounds/ISSUE/log.toml`, in the same plan as what it does. What is known
//! otherwise (the folders of rounds, signatures in the draft, the manifest) needs no log: it is told
//! with it, so that issues of older versions and a log that somebody has lost tell what there is.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::NaiveDate;

use super::store::Plan;
use super::{Chosen, Office, rounds};
use crate::bulletin::identity::{Content, Identity};
use crate::draft::{Role, Signed};
use crate::source::Spanned;
use crate::workspace::archive::Manifest;
use crate::workspace::rounds::{
    self as places, Logged, REISSUED, RELEASED, ROUND, SIGNED, WITHDRAWN,
};
use crate::zh::{date, person};

/// Something that was done with an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Round {
        number: usize,
        on: Option<NaiveDate>,
        short: String,
    },
    Signed {
        role: Role,
        by: String,
        on: Option<NaiveDate>,
        short: String,
        standing: Standing,
    },
    Withdrawn {
        role: Role,
        by: String,
        on: Option<NaiveDate>,
    },
    /// A reason is given where it was released again.
    Released {
        pdf: String,
        on: Option<NaiveDate>,
        reason: Option<String>,
    },
}

/// What has become of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Current,
    /// The issue says something else now.
    Changed,
    Withdrawn,
    /// The same role has signed again.
    Renewed,
    /// It is not in the draft any more, and nobody has withdrawn it.
    Gone,
    /// What the draft has of it was changed by hand: who, on which day, the short form.
    Altered,
    /// A name that was typed: nobody knows when, nor under what.
    Unbound,
}

impl Standing {
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "",
            Self::Changed => "之后改动过",
            Self::Withdrawn => "后来撤回",
            Self::Renewed => "后来重签",
            Self::Gone => "稿件里已经没有",
            Self::Altered => "稿件里的记录后来手工改过",
            Self::Unbound => "手写的，未绑定",
        }
    }
}

/// In words that all faces share.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = |on: &Option<NaiveDate>| on.map_or("日期没有记".to_owned(), date::written);
        match self {
            Self::Round { number, on, short } => {
                write!(f, "{}　第 {number} 轮送审　内容指纹 {short}", day(on))
            }
            Self::Signed { role, by, on, short, standing } => {
                write!(f, "{}　{}　{by}", day(on), role.name())?;
                if !short.is_empty() {
                    write!(f, "　内容指纹 {short}")?;
                }
                match standing.name() {
                    "" => Ok(()),
                    told => write!(f, "　{told}"),
                }
            }
            Self::Withdrawn { role, by, on } => {
                write!(f, "{}　撤回{}　{by}", day(on), role.name())
            }
            Self::Released { pdf, on, reason: None } => write!(f, "{}　发布　{pdf}", day(on)),
            Self::Released { pdf, on, reason: Some(reason) } => {
                write!(f, "{}　重新发布　{pdf}　{reason}", day(on))
            }
        }
    }
}

/// An event as a table of the log.
fn table(event: &Event) -> Logged {
    let day = |on: &Option<NaiveDate>| on.map(|day| day.to_string()).unwrap_or_default();
    match event.clone() {
        Event::Round { number, on, short } => Logged {
            on: day(&on),
            what: ROUND.to_owned(),
            round: Some(number),
            short,
            ..Logged::default()
        },
        Event::Signed { role, by, on, short, .. } => Logged {
            on: day(&on),
            what: SIGNED.to_owned(),
            role: role.name().to_owned(),
            by,
            short,
            ..Logged::default()
        },
        Event::Withdrawn { role, by, on } => Logged {
            on: day(&on),
            what: WITHDRAWN.to_owned(),
            role: role.name().to_owned(),
            by,
            ..Logged::default()
        },
        Event::Released { pdf, on, reason } => Logged {
            on: day(&on),
            what: if reason.is_some() { REISSUED } else { RELEASED }.to_owned(),
            pdf,
            reason: reason.unwrap_or_default(),
            ..Logged::default()
        },
    }
}

/// A table of the log as an event.
fn event(logged: Logged) -> Option<Event> {
    let on = logged.on.parse().ok();
    let role = || Role::ALL.into_iter().find(|role| role.name() == logged.role);
    Some(match logged.what.as_str() {
        ROUND => Event::Round { number: logged.round?, on, short: logged.short },
        SIGNED => Event::Signed {
            role: role()?,
            by: logged.by,
            on,
            short: logged.short,
            standing: Standing::Current,
        },
        WITHDRAWN => Event::Withdrawn { role: role()?, by: logged.by, on },
        RELEASED => Event::Released { pdf: logged.pdf, on, reason: None },
        REISSUED => Event::Released { pdf: logged.pdf, on, reason: Some(logged.reason) },
        _ => return None,
    })
}

/// Begins every log.
const HEAD: &str = "# 这一期送审、签名、撤回、发布的经过，由程序写入，请不要手工改动。\n";

/// Today, as whoever works here has it.
pub(super) fn today(office: &Office) -> Option<NaiveDate> {
    office.store.who.today().parse().ok()
}

/// Plans to write events behind what was done with an issue before; `name` is its draft's, without
/// an ending.
pub(super) fn add(office: &Office, name: &str, events: &[Event], plan: &mut Plan) {
    let path = office.workspace.root.join(places::folder(Path::new(name))).join(places::LOG);
    let mut tables = String::new();
    for event in events {
        // Every part is text or a number, which can always be written.
        let text = toml::to_string(&table(event)).unwrap_or_default();
        tables.push_str(&format!("\n{}\n{text}", places::TABLE));
    }
    match office.files().saved(&path) {
        Ok(before) => {
            let after = [before.as_slice(), tables.as_bytes()].concat();
            plan.write(path, &before, after);
        }
        Err(_) => plan.create(path, format!("{HEAD}{tables}")),
    }
}

/// The day on which an issue was released, as its log has it.
pub(super) fn released_on(office: &Office, name: &str) -> Option<NaiveDate> {
    let path = office.workspace.root.join(places::folder(Path::new(name))).join(places::LOG);
    let events = read(&office.files().saved(&path).ok()?);
    events.into_iter().rev().find_map(|event| match event {
        Event::Released { on, .. } => on,
        _ => None,
    })
}

/// What a log holds; what somebody has damaged in it is left out.
fn read(bytes: &[u8]) -> Vec<Event> {
    places::logged(bytes).into_iter().filter_map(event).collect()
}

/// What was done with an issue, in its order; first what is older than its log.
///
/// # Errors
/// The draft or the manifest cannot be read.
pub fn history(office: &Office, chosen: &Chosen) -> Result<Vec<Event>> {
    let entry = office.entry(chosen)?;
    let stem = entry.source.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let issue = office.workspace.root.join(places::folder(Path::new(&stem)));
    let log = office.files().saved(&issue.join(places::LOG)).unwrap_or_default();
    let logged = read(&log);
    let now = rounds::content_of(office, &entry).map(|content| content.identity());
    let signoff = entry.draft.signoff.as_ref();
    let in_draft = |role: Role| signoff.and_then(|signoff| signoff.signed(role));
    let mut events = vec![];
    for (number, short) in rounds_of(office, &issue) {
        let is_it = |event: &Event| matches!(event, Event::Round { number: n, .. } if *n == number);
        if !logged.iter().any(is_it) {
            events.push(Event::Round { number, on: None, short });
        }
    }
    for role in Role::ALL {
        let Some(signed) = in_draft(role) else { continue };
        let event = of_draft(role, signed);
        if !logged.iter().any(|logged| is_of_same(logged, &event)) {
            events.push(event);
        }
    }
    let manifest = Manifest::read(office.files(), &office.workspace.root)?;
    for release in manifest.release.iter().filter(|release| release.name == stem) {
        let is_it =
            |event: &Event| matches!(event, Event::Released { pdf, .. } if *pdf == release.pdf);
        if !logged.iter().any(is_it) {
            events.push(Event::Released {
                pdf: release.pdf.clone(),
                on: release.on.as_ref().and_then(|day| day.parse().ok()),
                reason: release.reason.clone(),
            });
        }
    }
    events.extend(logged);
    let standing: Vec<Option<Standing>> = (0..events.len())
        .map(|at| {
            let Event::Signed { role, .. } = &events[at] else { return None };
            let there = in_draft(*role).map(|signed| (of_draft(*role, signed), signed));
            let there = there.filter(|(event, _)| is_of_same(&events[at], event));
            let now = there.as_ref().map(|(event, signed)| {
                let is_current = now.as_ref().is_some_and(|now| now.is_bound_by(signed));
                match (is_same(&events[at], event) && is_whole(signed), is_current) {
                    (false, _) => Standing::Altered,
                    (true, true) => Standing::Current,
                    (true, false) => Standing::Changed,
                }
            });
            Some(standing(&events[at + 1..], *role, now.unwrap_or(Standing::Gone)))
        })
        .collect();
    for (event, found) in events.iter_mut().zip(standing) {
        if let (Event::Signed { standing, .. }, Some(found)) = (event, found) {
            *standing = found;
        }
    }
    for role in Role::ALL.into_iter().filter(|role| in_draft(*role).is_none()) {
        let name = signoff.and_then(|signoff| signoff.name(role)).map(|name| person::plain(name));
        if let Some(by) = name.filter(|name| !name.is_empty()) {
            let (short, standing) = (String::new(), Standing::Unbound);
            events.push(Event::Signed { role, by, on: None, short, standing });
        }
    }
    Ok(events)
}

/// The rounds that have left their papers, with the short form of what they showed.
fn rounds_of(office: &Office, issue: &Path) -> Vec<(usize, String)> {
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse().ok();
    let mut numbers: Vec<usize> =
        office.files().list(issue).unwrap_or_default().iter().filter_map(number).collect();
    numbers.sort_unstable();
    let round = |number: usize| {
        let path = issue.join(number.to_string()).join(places::CONTENT);
        let content = office.files().saved(&path).ok().and_then(|bytes| Content::read(&bytes))?;
        Some((number, content.identity().short()))
    };
    numbers.into_iter().filter_map(round).collect()
}

/// Whether papers of a round were made of an issue, by the name of its draft.
pub fn is_submitted(office: &Office, name: &str) -> bool {
    let issue = office.workspace.root.join(places::folder(Path::new(name)));
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<usize>().ok();
    office.files().list(&issue).unwrap_or_default().iter().any(|path| number(path).is_some())
}

/// A signature of the draft as an event; its short form is that of what was signed.
fn of_draft(role: Role, signed: &Signed) -> Event {
    let text = |value: &Option<Spanned<String>>| {
        value.as_ref().map(|value| value.value.clone()).unwrap_or_default()
    };
    Event::Signed {
        role,
        by: text(&signed.by),
        on: signed.on.as_ref().map(|day| day.0),
        short: short_of(signed).unwrap_or_else(|| text(&signed.short)),
        standing: Standing::Current,
    }
}

fn short_of(signed: &Signed) -> Option<String> {
    Some(Identity::new(signed.content.as_ref()?)?.short())
}

/// Whether the short form that stands there is that of what was signed.
fn is_whole(signed: &Signed) -> bool {
    let short = signed.short.as_ref().map(|short| short.value.clone());
    short_of(signed).is_none_or(|of| short == Some(of))
}

/// Whether two events are one signature.
fn is_same(a: &Event, b: &Event) -> bool {
    let key = |event: &Event| match event {
        Event::Signed { role, by, on, short, .. } => Some((*role, by.clone(), *on, short.clone())),
        _ => None,
    };
    key(a).is_some() && key(a) == key(b)
}

/// Whether two events are signatures of one role on one content.
fn is_of_same(a: &Event, b: &Event) -> bool {
    let key = |event: &Event| match event {
        Event::Signed { role, short, .. } => Some((*role, short.clone())),
        _ => None,
    };
    key(a).is_some() && key(a) == key(b)
}

/// What has become of a signature, by what was done after it; else what it is now.
fn standing(after: &[Event], of: Role, now: Standing) -> Standing {
    let next = after.iter().find_map(|event| match event {
        Event::Signed { role, .. } if *role == of => Some(Standing::Renewed),
        Event::Withdrawn { role, .. } if *role == of => Some(Standing::Withdrawn),
        _ => None,
    });
    next.unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_damaged_left_out() {
        let on = NaiveDate::from_ymd_opt(2024, 1, 18);
        let events = [
            Event::Round { number: 1, on, short: "ABCD".into() },
            Event::Signed {
                role: Role::Editor,
                by: "李勉".into(),
                on,
                short: "ABCD".into(),
                standing: Standing::Current,
            },
            Event::Withdrawn { role: Role::Editor, by: "李勉".into(), on: None },
            Event::Released { pdf: "2024/1.pdf".into(), on, reason: None },
            Event::Released {
                pdf: "2024/1.2.pdf".into(),
                on,
                reason: Some("更“正”\n[[event]]".into()),
            },
        ];
        let text = |events: &[Event]| -> String {
            let tables = events.iter().map(|event| toml::to_string(&table(event)));
            tables.map(|table| format!("\n[[event]]\n{}", table.unwrap_or_default())).collect()
        };
        let all = format!("{HEAD}{}", text(&events[..4]));
        assert_eq!(read(all.as_bytes()), events[..4]);
        assert_eq!(read(format!("{HEAD}{}", text(&events)).as_bytes()), events);
        assert_eq!(
            read(format!("{all}\n[[event]]\nwhat = \n{}", text(&events[..1])).as_bytes()).len(),
            5
        );
        assert_eq!(read(b"\xff[[event]]"), []);
    }
}
