//! Mending: what the findings' fixes make of the files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::store::{Plan, Refused, deliver};
use super::{Chosen, Office};
use crate::lint::allowing;
use crate::lint::fix::{self, Trust};
use crate::source::{Diagnostic, Findings, Source, applied, file};
use crate::typeset::Coverage;
use crate::workspace::Entry;

/// A file that fixes have changed.
pub struct Change {
    pub before: Arc<Source>,
    pub after: String,
    /// Fixes applied.
    pub count: usize,
    /// Whether it is in no file.
    pub is_loose: bool,
    /// The bytes of the file where they are not those of the text: GBK.
    bytes: Option<Vec<u8>>,
}

/// What fixes make of `bulletin.toml` and `units.toml`.
pub fn settings(office: &Office, trust: Trust) -> Vec<Change> {
    let mended = fix::mend_settings(&office.workspace, trust).into_iter();
    let mended = mended.map(|(before, mended)| Change {
        before,
        after: mended.text,
        count: mended.count,
        is_loose: false,
        bytes: None,
    });
    let decoded = office.workspace.findings.iter().filter_map(|findings| {
        let path = findings.source.path();
        let (text, bytes) = decoded(office, path, &findings.diagnostics)?;
        let before = Arc::new(Source::new(path, text.clone()));
        Some(Change { before, after: text, count: 1, is_loose: false, bytes: Some(bytes) })
    });
    mended.chain(decoded).collect()
}

/// One draft may show what is wrong in another, but not for ever.
const MOST_PASSES: usize = 4;

/// Mends what is chosen, in memory: afterwards the office holds the new texts.
pub fn mend(
    office: &mut Office,
    chosen: &mut [Chosen],
    trust: Trust,
    coverage: &Coverage,
) -> Result<Vec<Change>> {
    let mut changes: Vec<Option<Change>> = vec![];
    for chosen in chosen.iter_mut() {
        let entry = office.entry(chosen)?;
        let read = decoded(office, entry.source.path(), &entry.found);
        let read =
            read.filter(|_| !entry.is_loose).map(|(text, bytes)| (entry.with_text(text), bytes));
        let readable = read.filter(|(entry, _)| entry.is_readable());
        changes.push(readable.map(|(entry, bytes)| {
            let before = entry.source.clone();
            let (after, is_loose) = (before.text().to_owned(), entry.is_loose);
            office.replace(chosen, entry);
            Change { before, after, count: 1, is_loose, bytes: Some(bytes) }
        }));
    }
    for _ in 0..MOST_PASSES {
        // All at once when all are mended: what the office knows of its drafts is costly to learn.
        let mut mended: Vec<Option<Entry>> = vec![];
        for (chosen, change) in chosen.iter().zip(&mut changes) {
            let entry = office.entry(chosen)?;
            let after = fix::mend(&entry.source, trust, |text| {
                office.check(&entry.with_text(text.to_owned()), coverage)
            });
            mended.push((after.count > 0).then(|| entry.with_text(after.text.clone())));
            if after.count > 0 {
                let change = change.get_or_insert_with(|| Change {
                    before: entry.source.clone(),
                    after: String::new(),
                    count: 0,
                    is_loose: entry.is_loose,
                    bytes: None,
                });
                change.after = after.text;
                change.count += after.count;
            }
        }
        if mended.iter().all(Option::is_none) {
            break;
        }
        for (chosen, entry) in chosen.iter_mut().zip(mended) {
            if let Some(entry) = entry {
                office.replace(chosen, entry);
            }
        }
    }
    let changes = changes.into_iter().flatten();
    let differs = |change: &Change| change.bytes.is_some() || change.after != change.before.text();
    Ok(changes.filter(differs).collect())
}

/// The text of a file that is GBK throughout, with its bytes; `None` for any other.
fn decoded(office: &Office, path: &Path, found: &[Diagnostic]) -> Option<(String, Vec<u8>)> {
    found.iter().find(|found| found.code == "file-encoding")?;
    let (bytes, _) = office.files().read(&office.here.join(path), file::MAX_BYTES).ok()?;
    Some((file::from_gbk(&bytes)?, bytes))
}

/// A draft's text with one finding mended; the others are left. `None` when it has no fix, or the text
/// could not be read afterwards.
pub fn one(entry: &Entry, finding: &Diagnostic) -> Option<String> {
    readable(entry, finding.fix.as_ref()?.apply(entry.source.text()))
}

/// A draft's text without the comment that a finding is: a remark or a guess of an import that was looked at.
/// `None` for findings that are none.
pub fn answered(entry: &Entry, finding: &Diagnostic) -> Option<String> {
    let (text, span) = (entry.source.text(), finding.span.range());
    if !["unanswered-remark", "unchecked-guess"].contains(&finding.code)
        || !text[span.clone()].starts_with('#')
    {
        return None;
    }
    let before = &text[..span.start];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let is_alone = before[line..].trim().is_empty();
    let start = if is_alone { line } else { before.trim_end_matches([' ', '\t']).len() };
    let rest = text[span.end..].trim_start_matches('\r');
    let rest = if is_alone { rest.trim_start_matches('\n') } else { &text[span.end..] };
    readable(entry, format!("{}{rest}", &text[..start]))
}

/// A draft's text with all fixes of what was found in it that cannot change its meaning, and how many;
/// of those that overlap, the first. `None` where it could not be read afterwards.
pub fn safe(entry: &Entry, found: Vec<Diagnostic>) -> Option<(String, usize)> {
    let mended = fix::once(&Findings::new(entry.source.clone(), found), Trust::Safe);
    Some((readable(entry, mended.text)?, mended.count))
}

/// A text that a fix has made, where it is another one and a draft that could be read still can.
fn readable(entry: &Entry, text: String) -> Option<String> {
    let is_well = || !entry.is_readable() || entry.with_text(text.clone()).is_readable();
    (text != entry.source.text() && is_well()).then_some(text)
}

/// A draft's text with a comment that allows one finding: its rule is silent there from then on.
/// `None` for a rule that cannot be, and in a file that has no comments.
pub fn allow(entry: &Entry, finding: &Diagnostic) -> Option<String> {
    let source = &entry.source;
    let edit = (!entry.is_plain).then(|| allowing(source, finding.code, finding.span)).flatten()?;
    Some(applied(source.text(), &[edit]))
}

/// Writes the changed files, all or none. What is in no file goes nowhere. What a file was
/// before fixes that may change its meaning is kept.
pub fn write(office: &Office, changes: &[Change], trust: Trust) -> Result<()> {
    let changes: Vec<&Change> = changes.iter().filter(|change| !change.is_loose).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let mut plan = Plan::default();
    let path = |change: &Change| office.here.join(change.before.path());
    let bytes = |change: &Change, path: &Path| {
        change.bytes.clone().unwrap_or_else(|| office.saved(path, change.before.text()))
    };
    // Where there is no workspace there is no lock, and nothing but the texts is touched.
    if office.is_bare() {
        let paths: Vec<PathBuf> = changes.iter().map(|change| path(change)).collect();
        for (change, path) in changes.iter().zip(&paths) {
            if office.files().saved(path).ok().as_ref() != Some(&bytes(change, path)) {
                return Err(Refused::Changed(path.clone()).into());
            }
        }
        for (change, path) in changes.iter().zip(&paths) {
            deliver(office.files(), path, change.after.as_bytes())?;
        }
        return Ok(());
    }
    let held = office.lock()?;
    for change in changes {
        let path = path(change);
        let before = bytes(change, &path);
        plan.write(&path, &before, change.after.as_bytes());
        if trust == Trust::All {
            held.back_up(&mut plan, &path, &before);
        }
    }
    Ok(held.commit("自动修正", &plan)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::store::Who;
    use crate::workspace::files::disk;

    #[test]
    fn a_file_that_somebody_has_changed_meanwhile_is_not_written_nor_any_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        put("bulletin.toml", "").expect("written");
        put("a.toml", "甲").expect("written");
        put("b.toml", "别人写的").expect("written");
        let root = folder.path();
        let office = Office::open(disk(), root, root, Who::default()).expect("a workspace");
        let change = |name: &str| Change {
            before: Arc::new(Source::new(name, "甲")),
            after: "乙".to_owned(),
            count: 1,
            is_loose: name == "-",
            bytes: None,
        };
        let error = write(&office, &[change("a.toml"), change("b.toml")], Trust::Safe)
            .expect_err("refused");
        assert!(error.to_string().contains("b.toml 刚才被别的程序改过"), "{error}");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("read");
        assert_eq!((read("a.toml"), read("b.toml")), ("甲".into(), "别人写的".into()));
        write(&office, &[change("a.toml"), change("-")], Trust::Safe).expect("written");
        assert_eq!(read("a.toml"), "乙");
    }
}
