//! The papers of an issue on its way to the leader (送审包): one folder a round, all of it or nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::log::{self, Event};
use super::press::{self, Press};
use super::said::Said;
use super::store::Plan;
use super::{Office, Refusal, changes, rounds};
use crate::bulletin::compare::compare_with;
use crate::bulletin::identity::{Content, Identity, ItemContent};
use crate::bulletin::words;
use crate::draft::ItemNumber;
use crate::export::{Form, Options};
use crate::lint;
use crate::source::{Diagnostic, Findings, Level, Source};
use crate::typeset::SlipItem;
use crate::workspace::Entry;
use crate::workspace::rounds::{self as places, CONTENT};

/// A round that was made up.
#[derive(Debug)]
pub struct Submitted {
    /// From 1.
    pub round: usize,
    pub folder: PathBuf,
    /// Its files, without the folder.
    pub files: Vec<String>,
    /// The short form of what was shown.
    pub short: String,
}

/// Makes up the next round of a draft: proof, Word file, findings, changes since the last round,
/// sign-off sheet. `None` when the draft has errors, which are among what is said.
///
/// # Errors
/// The draft is in no file or has no date; a file cannot be written.
pub fn submit(press: &Press, entry: &Entry, said: &mut Vec<Said>) -> Result<Option<Submitted>> {
    let office = &press.office;
    let path = entry.source.path();
    let dateless = || Refusal::Dateless { path: path.to_owned() };
    let content = rounds::content_of(office, entry).ok_or_else(dateless)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let from = said.len();
    let make = |set: &super::press::Set| {
        let form = |form| press.make(set, entry, form, &Options::default(), &stem, true);
        Ok([form(Form::Pdf)?, form(Form::Docx)?].concat())
    };
    let Some((set, papers)) = press.set(entry, true, said, make)? else { return Ok(None) };
    let issue = office.workspace.root.join(places::folder(Path::new(&stem)));
    let round = last(office, &issue) + 1;
    let folder = issue.join(round.to_string());
    let mut plan = Plan::default();
    let mut files = vec![];
    let mut add = |name: String, bytes: Vec<u8>| {
        plan.create(folder.join(&name), bytes);
        files.push(name);
    };
    for file in papers {
        add(format!("{stem}.proof{}", file.ending), file.bytes);
    }
    let found: Vec<&Findings> = said[from..]
        .iter()
        .filter_map(|said| match said {
            Said::Draft(findings) => Some(findings),
            Said::Pages(pages) => Some(&pages.findings),
            _ => None,
        })
        .collect();
    add("未改的问题.txt".to_owned(), remaining(&found, &entry.source).into_bytes());
    let before = office.files().saved(&issue.join((round - 1).to_string()).join(CONTENT)).ok();
    if let Some(before) = before.and_then(|bytes| Content::read(&bytes)) {
        let comparison = compare_with(&before, &content, &rounds::kept(office));
        let told = match comparison.is_empty() {
            true => "与上一轮相同\n".to_owned(),
            false => changes::told(&comparison, false),
        };
        add("与上一轮的不同.txt".to_owned(), told.into_bytes());
        let name = format!("第 {} 轮送审稿", round - 1);
        let pages = changes::pages_of(press, &set.bulletin, &before, &name)?;
        add("与上一轮的不同.pdf".to_owned(), pages.pdf);
    }
    let under = format!("第 {round} 轮送审　{} {}", words::FINGERPRINT, content.identity().short());
    let slip = press.typesetter().slip(&set.bulletin, &under, &items(&content))?;
    add("审签单.pdf".to_owned(), slip);
    add(CONTENT.to_owned(), content.bytes());
    plan.set(issue.join(places::LAST_PROOF), content.bytes());
    let short = content.identity().short();
    let sent = Event::Round { number: round, on: log::today(office), short: short.clone() };
    log::add(office, &stem, &[sent], &mut plan);
    office.commit("送审", &plan)?;
    files.retain(|name| name != CONTENT);
    Ok(Some(Submitted { round, folder, files, short }))
}

/// The number of the last round in an issue's folder; 0 before the first.
pub(super) fn last(office: &Office, issue: &Path) -> usize {
    let mut inside = office.files().list(issue).unwrap_or_default();
    // One that was cut off may have left its folder.
    inside.retain(|round| office.files().exists(&round.join(CONTENT)));
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<usize>().ok();
    inside.iter().filter_map(number).max().unwrap_or(0)
}

/// The last round of an issue, where it showed something else.
pub(super) fn other_round(office: &Office, stem: &str, identity: &Identity) -> Option<usize> {
    let issue = office.workspace.root.join(places::folder(Path::new(stem)));
    let round = last(office, &issue);
    let path = issue.join(round.to_string()).join(CONTENT);
    let shown = Content::read(&office.files().saved(&path).ok()?)?;
    (shown.identity() != *identity).then_some(round)
}

/// What was found and stays, and what was allowed by comments.
fn remaining(all: &[&Findings], source: &Source) -> String {
    let mut text = String::new();
    let place = press::on_paper(source);
    let mut found: Vec<&Diagnostic> =
        all.iter().flat_map(|findings| &findings.diagnostics).collect();
    found.retain(|found| found.level != Level::Error);
    found.sort_by_key(|found| found.span.start);
    for found in found {
        let place = place(found.span.start);
        let _ = writeln!(text, "{place} {}：{}", found.level.name(), found.message);
        // Commands are not for those who get a paper.
        if let Some(help) = found.help.as_ref().filter(|help| !help.contains("kuaibao ")) {
            let _ = writeln!(text, "    {}", help.replace('\n', "\n    "));
        }
    }
    for allowed in lint::allowed(source) {
        let summary = lint::rules::find(&allowed.code).map_or("", |rule| rule.summary);
        let why = match allowed.why.as_str() {
            "" => "没有写原因".to_owned(),
            why => format!("原因：{why}"),
        };
        let place = place(allowed.at);
        let _ = writeln!(text, "{place} 放行 {}（{summary}），{why}", allowed.code);
    }
    if text.is_empty() { "没有\n".to_owned() } else { text }
}

/// The items as they stand on the sign-off sheet.
fn items(content: &Content) -> Vec<SlipItem> {
    let item = |(column, index, item): (usize, usize, &ItemContent)| SlipItem {
        number: ItemNumber::of_indexes(column, index).to_string(),
        headline: item.headline.clone(),
        credits: item.credits.join(" "),
    };
    content.items().map(item).collect()
}
