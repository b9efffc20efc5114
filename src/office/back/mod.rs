//! A proof that came back from the leader, read into its draft: each change proposed with old and new
//! words, taken over where it is accepted; remarks in the margin as comments. What finds no place is
//! kept at the end of the draft.

use std::fmt;
use std::path::Path;

use anyhow::Result;
use chrono::Datelike as _;

use super::edit::Edited;
use super::store::Plan;
use super::{Chosen, Office, Refusal, rounds};
use crate::bulletin::bond::Bond;
use crate::bulletin::compare::words::Stretch;
use crate::bulletin::identity::Content;
use crate::bulletin::words::Manner;
use crate::draft::name::Name;
use crate::draft::{Draft, ItemNumber, Role};
use crate::import::outline::Reference;
use crate::import::returned::{Comment, File, Inset, OF, Of, Returned, Spot, bare};
use crate::source::hash::hash;
use crate::workspace::Issue;

use parts::Part;

mod apply;
mod parts;
mod propose;
mod rearranged;
mod remarks;
mod replay;
mod rewritten;

/// All that a file that came back asks for.
#[derive(Debug)]
pub struct Proposed {
    pub changes: Vec<Change>,
    pub remarks: Vec<Remark>,
    pub left: Vec<Left>,
    /// Whose bound signatures are void once a change is taken over.
    pub voids: Vec<Role>,
}

impl Proposed {
    /// By which it is known whether what somebody looked at is still what is asked for.
    pub fn fingerprint(&self) -> String {
        hash(&[format!("{self:?}").as_bytes()])
    }
}

/// A change that may be taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// By which it is named: 2.4.1, the first one of item 2.4.
    pub number: String,
    /// What changes: 正文第 1 段, 标题 …
    pub what: String,
    /// The item's headline, where it is one.
    pub headline: String,
    pub stretches: Vec<Stretch>,
    edit: Edit,
    /// Which one it is where its text has several.
    part: Option<Part>,
}

/// What is written when a change is taken over; items as they are in the draft.
#[derive(Debug, Clone, PartialEq)]
enum Edit {
    Number(i64),
    Total(i64),
    Day(chrono::NaiveDate),
    /// The distribution list that the draft has of its own.
    Distribution(String),
    Copies(i64),
    /// A paragraph of the editor's note has other words.
    Note(usize, String),
    StruckNote(usize),
    /// A new one behind a paragraph, or before the first.
    NewNote(Option<usize>, String),
    ColumnName(usize, String),
    Headline(ItemNumber, String),
    Credits(ItemNumber, Vec<String>),
    /// A paragraph of a body has other words.
    Paragraph(ItemNumber, usize, String),
    StruckParagraph(ItemNumber, usize),
    /// One stands behind another now, or before the first.
    MovedParagraph(ItemNumber, usize, Option<usize>, Beside),
    /// A new one behind a paragraph, or before the first.
    NewParagraph(ItemNumber, Option<usize>, String, Beside),
    /// Some, one behind the other, say this now: several are one, or one is several.
    Together(ItemNumber, Vec<usize>, Vec<String>),
    Caption(ItemNumber, Inset, String),
    /// A cell of a table: which table, row, column.
    Cell(ItemNumber, usize, usize, usize, String),
    StruckRow(ItemNumber, usize, usize),
    /// A new row behind one, or before the first.
    NewRow(ItemNumber, usize, Option<usize>, Vec<String>),
    StruckTable(ItemNumber, usize),
    /// A table has other columns: all its rows anew.
    Rows(ItemNumber, usize, Vec<Vec<String>>),
    /// A table stands behind so many paragraphs of the draft now.
    MovedTable(ItemNumber, usize, usize),
    Struck(ItemNumber),
    /// An item stands in a column, from 0, behind another item or before all.
    MovedItem(ItemNumber, usize, Option<ItemNumber>),
    /// A column stands behind another, or before all; from 0.
    MovedColumn(usize, Option<usize>),
    New {
        column: String,
        headline: String,
        body: String,
        credits: Vec<String>,
    },
}

/// Whether a new paragraph stands before the tables and pictures behind the same old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Before,
    Behind,
}

/// A remark from the margin, with what of the draft it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub spot: Option<Spot>,
    pub comment: Comment,
}

/// Something that has found no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub text: String,
    /// Where it stood, and why it cannot be placed.
    pub from: String,
}

/// In words that all faces share.
impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Comment { author, text, on, is_settled, .. } = &self.comment;
        match self.spot {
            Some(Spot::Item(at, of)) => write!(f, "{at} {}", of_what(of))?,
            Some(Spot::Line(name)) => f.write_str(name)?,
            Some(Spot::Note) => f.write_str("编者按")?,
            Some(Spot::Column(index)) => write!(f, "{} 栏目名", index + 1)?,
            None => {}
        }
        f.write_str("批注")?;
        match (author.as_str(), is_settled) {
            ("", false) => {}
            ("", true) => f.write_str("（已解决）")?,
            (author, false) => write!(f, "（{author}）")?,
            (author, true) => write!(f, "（{author}，已解决）")?,
        }
        f.write_str("：")?;
        if !on.trim().is_empty() {
            write!(f, "“{}”：", on.trim())?;
        }
        f.write_str(text)
    }
}

fn of_what(of: Of) -> &'static str {
    match of {
        Of::Headline => "标题",
        Of::Body => "",
        Of::Credits => "供稿单位",
        Of::Caption(Inset::Table(_)) => "表题",
        Of::Caption(Inset::Figure(_)) => "图题",
        Of::Cell(..) => "表格",
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "放不到稿件里（{}）：{}", self.from, self.text)
    }
}

/// What came of taking changes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub changes: usize,
    pub remarks: usize,
    pub left: usize,
    /// Whose signatures are void by it.
    pub voids: Vec<Role>,
}

/// What is to be said of signatures that are void, in words that all faces share.
pub fn told_void(roles: &[Role]) -> Option<String> {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let told = format!("{}原来的签名不再有效，看过改动后重新签", names.join("、"));
    (!names.is_empty()).then_some(told)
}

impl Change {
    /// One to test with what is asked of changes.
    #[cfg(test)]
    pub(crate) fn example(number: &str) -> Self {
        let (what, headline) = ("标题".to_owned(), String::new());
        let edit = Edit::ColumnName(0, String::new());
        Self { number: number.to_owned(), what, headline, stretches: vec![], edit, part: None }
    }

    /// Whether a number names it: its own, or that of its item.
    pub fn is_named(&self, number: &str) -> bool {
        let rest = self.number.strip_prefix(number);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// What a file that came back asks to change in a draft.
///
/// # Errors
/// The file or the draft cannot be read.
pub fn propose(office: &Office, chosen: &Chosen, path: &Path, bytes: &[u8]) -> Result<Proposed> {
    let edited = Edited::open(office, chosen)?;
    let entry = &edited.entry;
    let dateless = || Refusal::Dateless { path: edited.path().to_owned() };
    let now = rounds::content_of(office, entry).ok_or_else(dateless)?;
    let workspace = &office.workspace;
    let (config, roster) = (&workspace.config, &workspace.roster);
    let reference = Reference { config, roster, date: entry.draft.date() };
    let file = File::read(path, bytes, reference)?;
    let signoff = entry.draft.signoff.as_ref();
    let signed = Role::ALL
        .map(|role| signoff.and_then(|signoff| signoff.name(role)).map(|name| name.value.clone()));
    let signed = signed.map(Option::unwrap_or_default);
    let titles = Manner::of(&config.template.value).titles;
    let against = |sent: &Content| file.against(sent, titles, &signed, reference);
    let known = file.fingerprint().and_then(|of| sent(office, entry, of, &now));
    let sent = match known {
        Some(sent) => sent,
        None => nearest(rounds::kept_contents(office, entry), &now, &entry.draft, against)?,
    };
    let returned = against(&sent)?;
    // Some other file: all would be struck.
    if sent.items().next().is_some() && returned.items.iter().all(|item| item.was.is_none()) {
        return Err(Refusal::NoProofOf { file: path.to_owned() }.into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut proposed = propose::propose((&sent, &now), &entry.draft, &returned, &name);
    if let Some(other) = other_issue(office, &entry.draft, &proposed.changes) {
        let (file, name) = (path.to_owned(), other.to_string());
        return Err(Refusal::ProofOfOther { file, name }.into());
    }
    let identity = now.identity();
    let is_bound = |role: &Role| {
        let bond = signoff.and_then(|signoff| Bond::of(signoff, *role, &identity));
        bond == Some(Bond::Holds)
    };
    proposed.voids = Role::ALL.into_iter().filter(is_bound).collect();
    Ok(proposed)
}

/// The issue whose number a file has, and another day or other items, where that is one that there is.
fn other_issue(office: &Office, draft: &Draft, changes: &[Change]) -> Option<Name> {
    let number = changes.iter().find_map(|change| match change.edit {
        Edit::Number(number) => Some(number),
        _ => None,
    })?;
    let day = changes.iter().find_map(|change| match change.edit {
        Edit::Day(day) => Some(day),
        _ => None,
    });
    // A number alone may be what was corrected.
    let is_other = day.is_some()
        || changes.iter().any(|c| matches!(c.edit, Edit::Headline(..) | Edit::Struck(_)));
    let year = day.or(draft.date()).filter(|_| is_other)?.year();
    let name = Name { year, kind: draft.kind(), number };
    let is_it = |issue: &Issue| issue.identity() == Some(name);
    office.workspace.issues().iter().any(is_it).then_some(name)
}

/// The content that a document says it shows, where it was kept.
fn sent(
    office: &Office,
    entry: &crate::workspace::Entry,
    fingerprint: &str,
    now: &Content,
) -> Option<Content> {
    debug_assert!(!fingerprint.starts_with(OF));
    let is_it = |content: &Content| content.identity().as_str().starts_with(fingerprint);
    if is_it(now) {
        return Some(now.clone());
    }
    rounds::kept_contents(office, entry).into_iter().find(is_it)
}

/// What a file was sent out as that does not say so itself: that of which it says most. What was shown
/// goes before what the draft says now, or the editor's own later edits would seem to be undone.
fn nearest(
    shown: Vec<Content>,
    now: &Content,
    draft: &Draft,
    against: impl Fn(&Content) -> Result<Returned>,
) -> Result<Content> {
    let mut best: Option<(usize, Content)> = None;
    for content in shown.into_iter().chain([now.clone()]) {
        let proposed = propose::propose((&content, &content), draft, &against(&content)?, "");
        let changed = proposed.changes.iter().flat_map(|change| &change.stretches);
        let changed = changed.map(|stretch| match stretch {
            Stretch::Changed { old, new } => old.len() + new.len(),
            Stretch::Same { .. } | Stretch::Look { .. } => 0,
        });
        let apart = changed.sum::<usize>()
            + proposed.left.iter().map(|left| left.text.len()).sum::<usize>()
            + proposed.changes.len();
        if best.as_ref().is_none_or(|(least, _)| apart < *least) {
            best = Some((apart, content));
        }
    }
    Ok(best.map_or_else(|| now.clone(), |(_, content)| content))
}

/// Takes over the changes of a file that are accepted, writes its remarks down, keeps what has no place.
/// `shown` is the fingerprint of what somebody decided on. Nothing is written when there is nothing to
/// write.
///
/// # Errors
/// The file asks for something else by now; the draft cannot be changed or written.
pub fn take(
    office: &Office,
    chosen: &Chosen,
    (path, bytes): (&Path, &[u8]),
    shown: &str,
    is_accepted: impl Fn(&Change) -> bool,
) -> Result<Taken> {
    let proposed = propose(office, chosen, path, bytes)?;
    let mut edited = Edited::open(office, chosen)?;
    if proposed.fingerprint() != shown {
        return Err(Refusal::NotAsShown { path: edited.path().to_owned() }.into());
    }
    let accepted: Vec<&Change> =
        proposed.changes.iter().filter(|change| is_accepted(change)).collect();
    let mut plan = Plan::default();
    let mut taken = apply::apply(office, &mut edited, &proposed, &accepted, &mut plan)?;
    if taken.changes == 0 {
        taken.voids.clear();
    }
    if edited.text != edited.entry.source.text() {
        edited.plan(office, &mut plan)?;
    }
    office.commit("读回送审稿", &plan)?;
    Ok(taken)
}
