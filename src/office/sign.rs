//! Signing: who answers for an issue, bound to what the issue says.

use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;

use super::edit::Edited;
use super::log::{self, Event, Standing};
use super::press::UNSIGNED;
use super::store::Plan;
use super::{Chosen, Office, Refusal, rounds, submit};
use crate::bulletin::identity::Identity;
use crate::draft::change::{self, Slot, Value};
use crate::draft::{Draft, Role, Signed, arrange, write};
use crate::source::expression::{Piece, pieces};
use crate::source::{Findings, Level, Source, Spanned};
use crate::typeset::Coverage;
use crate::zh::person;

/// A signature as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub role: Role,
    pub name: String,
    pub date: NaiveDate,
    pub identity: Identity,
    pub from: NameFrom,
    /// The last round of papers, where these showed something else.
    pub other_round: Option<usize>,
}

/// Where the name of a signature is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFrom {
    /// It was given.
    Given,
    /// It stood in the draft.
    Draft,
    /// Nobody has given one, and none stood there: the usual one of `[staff]`.
    Staff,
}

/// What came of signing.
#[derive(Debug)]
pub enum Signing {
    Done(Signature),
    /// The draft has errors besides missing signatures; nothing was written.
    Errors(Findings),
}

/// Signs a draft as `role`, by `name` or, when that is `None`, by the name that stands there or else
/// the first of `bulletin.toml`: writes the name and what was signed, and keeps the content.
///
/// # Errors
/// Who has to sign before has not, or signed something else; no name is known; the draft cannot be
/// written.
pub fn sign(
    office: &Office,
    chosen: &Chosen,
    role: Role,
    name: Option<&str>,
    date: NaiveDate,
    coverage: &Coverage,
) -> Result<Signing> {
    let mut edited = Edited::open(office, chosen)?;
    let entry = edited.entry.clone();
    let path = edited.path().to_owned();
    let dateless = || Refusal::Dateless { path: path.clone() };
    let content = rounds::content_of(office, &entry).ok_or_else(dateless)?;
    let identity = content.identity();
    let draft = &entry.draft;
    for earlier in Role::ALL.into_iter().take_while(|earlier| *earlier != role) {
        let signoff = draft.signoff.as_ref();
        let named = signoff.and_then(|signoff| signoff.name(earlier));
        let is_named = named.is_some_and(|name| !name.trim().is_empty());
        let signed = signoff.and_then(|signoff| signoff.signed(earlier));
        if !is_named || (office.workspace.config.staff.bound && signed.is_none()) {
            return Err(Refusal::NotSignedBefore { path, role, earlier }.into());
        }
        let same = signed.is_none_or(|signed| identity.is_bound_by(signed));
        if !same {
            return Err(Refusal::ChangedSince { path, earlier }.into());
        }
        let on = signed.and_then(|signed| signed.on.as_ref()).map(|day| day.0);
        if let Some(on) = on.filter(|on| date < *on) {
            return Err(Refusal::DatedBefore { role, date, earlier, on }.into());
        }
    }
    let mut findings = office.check(&entry, coverage);
    findings
        .diagnostics
        .retain(|found| found.level == Level::Error && !UNSIGNED.contains(&found.code));
    if !findings.diagnostics.is_empty() {
        return Ok(Signing::Errors(findings));
    }
    let written = draft.signoff.as_ref().and_then(|signoff| signoff.name(role));
    let written = written.map(|name| person::plain(name)).filter(|name| !name.is_empty());
    let usual =
        office.workspace.config.staff.of(role.key()).first().map(|name| person::plain(name));
    let found = [
        (name.map(person::plain), NameFrom::Given),
        (written, NameFrom::Draft),
        (usual, NameFrom::Staff),
    ];
    let found = found.into_iter().find_map(|(name, from)| Some((name?, from)));
    let (name, from) =
        found.filter(|(name, _)| !name.is_empty()).ok_or(Refusal::NoName { role })?;

    let signed = draft.signoff.as_ref().and_then(|signoff| signoff.signed(role));
    if let Some(signed) = signed
        && identity.is_bound_by(signed)
        && let Some(by) = signed.by.as_ref().map(|by| person::plain(by))
        && by != name
    {
        return Err(Refusal::SignedBy { path, role, by }.into());
    }
    let slot = Slot::Signoff(role.key());
    let text = with_table(&edited.text);
    let named = change::set(&text, slot, &Value::Text(name.clone()))?;
    let freed = withdrawn(&named, role).ok_or_else(|| not_arranged(&path))?;
    edited.text = bound(&freed, role, &name, date, &identity);
    let mut plan = Plan::default();
    edited.plan(office, &mut plan)?;
    rounds::keep(office, &entry, &content, &mut plan);
    let signed = Event::Signed {
        role,
        by: name.clone(),
        on: Some(date),
        short: identity.short(),
        standing: Standing::Current,
    };
    log::add(office, &edited.stem(), &[signed], &mut plan);
    office.commit("签名", &plan)?;
    let other_round = submit::other_round(office, &edited.stem(), &identity);
    Ok(Signing::Done(Signature { role, name, date, identity, from, other_round }))
}

/// Withdraws a signature; the names of those who sign after it go, too. Which were taken away.
///
/// # Errors
/// There is none, or the draft cannot be written.
pub fn unsign(office: &Office, chosen: &Chosen, role: Role) -> Result<Vec<Role>> {
    let mut edited = Edited::open(office, chosen)?;
    let signoff = edited.entry.draft.signoff.clone();
    let is_signed = |role: &Role| {
        let name = signoff.as_ref().and_then(|signoff| signoff.name(*role));
        name.is_some_and(|name| !name.trim().is_empty())
            || signoff.as_ref().is_some_and(|signoff| signoff.signed(*role).is_some())
    };
    let gone: Vec<Role> =
        Role::ALL.into_iter().filter(|other| *other >= role).filter(is_signed).collect();
    if !gone.contains(&role) {
        return Err(Refusal::NotSigned { path: edited.path().to_owned(), role }.into());
    }
    edited.text = with_table(&edited.text);
    for role in &gone {
        let slot = Slot::Signoff(role.key());
        let text = change::set(&edited.text, slot, &Value::Text(String::new()))?;
        edited.text = withdrawn(&text, *role).ok_or_else(|| not_arranged(edited.path()))?;
    }
    let mut plan = Plan::default();
    edited.plan(office, &mut plan)?;
    let on = log::today(office);
    let by = |role: Role| {
        let signed = signoff.as_ref().and_then(|signoff| signoff.signed(role)?.by.as_ref());
        let name = signed.or_else(|| signoff.as_ref()?.name(role));
        name.map(|name| person::plain(name)).unwrap_or_default()
    };
    let events: Vec<Event> =
        gone.iter().map(|role| Event::Withdrawn { role: *role, by: by(*role), on }).collect();
    log::add(office, &edited.stem(), &events, &mut plan);
    office.commit("撤回签名", &plan)?;
    Ok(gone)
}

fn not_arranged(path: &Path) -> Refusal {
    Refusal::NotArranged { path: path.to_owned() }
}

/// A draft's text with its names under `[signoff]`, where they are written in lines of their own at the
/// top: `signoff.editor = "…"`, `signoff = { … }`.
fn with_table(text: &str) -> String {
    let mut lines: Vec<Range<usize>> = vec![];
    for piece in pieces(text) {
        let Piece::Expression(span) = piece else { continue };
        let written = &text[span.range()];
        if written.starts_with('[') {
            break;
        }
        let key = written.split(['=', '.']).next().unwrap_or_default().trim();
        if key.trim_matches(['"', '\'']) == TABLE {
            let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
            let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
            // A comment behind it on its line stays.
            let comment = written.rfind('#').filter(|at| !written[*at..].contains(['"', '}']));
            lines.push(start..comment.map_or(end, |at| span.start + at));
        }
    }
    let draft = Draft::read(&Source::new(Path::new(""), text.to_owned())).value;
    let Some(signoff) =
        draft.signoff.filter(|signoff| !lines.is_empty() && signoff.signed.is_empty())
    else {
        return text.to_owned();
    };
    let mut out = text.to_owned();
    for line in lines.into_iter().rev() {
        out.replace_range(line, "");
    }
    let names = signoff.roles().map(|(key, _, name)| {
        format!("{key} = {}\n", write::quoted(name.map_or("", |name| name.as_str())))
    });
    arrange::insert(&out, out.len(), &format!("[{TABLE}]\n{}", names.concat()))
}

/// A draft's text without what was signed as `role`; comments stay. `None` where that is not written
/// as tables of its own.
fn withdrawn(text: &str, role: Role) -> Option<String> {
    let mut text = text.to_owned();
    loop {
        let draft = Draft::read(&Source::new(Path::new(""), text.clone())).value;
        let signed = draft.signoff.map(|signoff| signoff.value.signed).unwrap_or_default();
        let is_of = |signed: &Spanned<Signed>| signed.role.as_ref().map(|r| r.value) == Some(role);
        let Some(index) = signed.iter().position(is_of) else { return Some(text) };
        let tables = arrange::tables(&text, SIGNED);
        let table = tables.get(index).filter(|_| tables.len() == signed.len())?.clone();
        let comments: String = text[table.clone()]
            .split_inclusive('\n')
            .filter(|line| line.trim_start().starts_with('#'))
            .collect();
        text = match comments.is_empty() {
            true => arrange::without_table(&text, &table),
            false => format!("{}{comments}{}", &text[..table.start], &text[table.end..]),
        };
    }
}

/// A draft's text with what was signed written behind its other signatures.
fn bound(text: &str, role: Role, name: &str, date: NaiveDate, identity: &Identity) -> String {
    let piece = format!(
        "[[{SIGNED}]]\nas = {}\nby = {}\non = {}\ncontent = {}\nshort = {}\n",
        write::quoted(role.name()),
        write::quoted(name),
        date.format("%Y-%m-%d"),
        write::quoted(identity.as_str()),
        write::quoted(&identity.short()),
    );
    // Behind the sign-off, which other tables may follow.
    match arrange::tables(text, TABLE).last() {
        Some(table) => arrange::insert_behind(text, table.end, &piece),
        None => arrange::insert(text, text.len(), &piece),
    }
}

/// Where names stand, and what was signed.
const TABLE: &str = "signoff";
const SIGNED: &str = "signoff.signed";
