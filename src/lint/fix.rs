//! Mending a file by the fixes of its findings: edits of its bytes, so that comments, order and
//! layout stay as they are.

use std::sync::Arc;

use super::settle;
use crate::config::units::Roster;
use crate::config::{Config, lexicon};
use crate::source::{Edit, Findings, Fix, Source, applied};
use crate::workspace::{CONFIG_FILE, UNITS_FILE, Workspace};

/// Which fixes are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Those that cannot change the meaning.
    Safe,
    /// Those as well that an editor should look at.
    All,
}

impl Trust {
    fn takes(self, fix: &Fix) -> bool {
        fix.safe || self == Self::All
    }
}

/// A file after mending.
#[derive(Debug)]
pub struct Mended {
    pub text: String,
    /// Fixes applied.
    pub count: usize,
}

/// Mending may bring to light what can be mended too, but not for ever.
const MOST_ROUNDS: usize = 16;

/// Applies fixes until none is left. `check` tells what is wrong with a text.
pub fn mend(source: &Source, trust: Trust, mut check: impl FnMut(&str) -> Findings) -> Mended {
    let mut mended = Mended { text: source.text().to_owned(), count: 0 };
    let mut findings = check(&mended.text);
    for _ in 0..MOST_ROUNDS {
        let next = once(&findings, trust);
        if next.text == mended.text {
            break;
        }
        let again = check(&next.text);
        // A file that could be read must stay one.
        let is_broken =
            |findings: &Findings| findings.diagnostics.iter().any(|d| d.is_unreadable());
        if is_broken(&again) && !is_broken(&findings) {
            break;
        }
        mended = Mended { text: next.text, count: mended.count + next.count };
        findings = again;
    }
    mended
}

/// Applies the fixes of what was found in a text, each once; of those that overlap, the first.
pub fn once(findings: &Findings, trust: Trust) -> Mended {
    let fixes = choose(findings, trust);
    let edits: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
    Mended { text: applied(findings.source.text(), &edits), count: fixes.len() }
}

/// Mends `bulletin.toml`, `units.toml` and `lexicon.tsv`; gives those that change.
pub fn mend_settings(workspace: &Workspace, trust: Trust) -> Vec<(Arc<Source>, Mended)> {
    let sources = workspace.findings.iter().map(|findings| &findings.source);
    let mended = sources.map(|source| {
        let file = source.path().file_name().map(|name| name.to_string_lossy());
        let mended = mend(source, trust, |text| {
            let source = Arc::new(Source::new(source.path(), text));
            let found = match file.as_deref() {
                Some(CONFIG_FILE) => Config::read(&source).1,
                Some(UNITS_FILE) => Roster::read(&source).1,
                _ => lexicon::read(source.text()).1,
            };
            settle(&source, found, &workspace.config)
        });
        (source.clone(), mended)
    });
    mended.filter(|(source, mended)| mended.text != source.text()).collect()
}

/// How many findings can be fixed: by safe fixes, and only by others.
pub fn fixable(all: &[Findings]) -> (usize, usize) {
    let fixes = || all.iter().flat_map(|f| &f.diagnostics).filter_map(|d| d.fix.as_ref());
    let safe = fixes().filter(|fix| fix.safe).count();
    (safe, fixes().count() - safe)
}

/// The fixes to apply in one go: of those that overlap, the first in the file. The others get
/// their turn when the file is looked at again.
fn choose(findings: &Findings, trust: Trust) -> Vec<&Fix> {
    let all = findings.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    let changes =
        |fix: &&Fix| fix.edits.iter().any(|edit| findings.source.slice(edit.span) != edit.text);
    let mut chosen: Vec<&Fix> = vec![];
    for fix in all.filter(|fix| trust.takes(fix)).filter(changes) {
        let taken =
            |edit: &Edit| chosen.iter().flat_map(|fix| &fix.edits).any(|e| overlap(e, edit));
        let itself = fix.edits.iter().enumerate();
        let tangled = itself.clone().any(|(i, a)| fix.edits[..i].iter().any(|b| overlap(a, b)));
        if !tangled && !fix.edits.iter().any(taken) {
            chosen.push(fix);
        }
    }
    chosen
}

/// Whether two edits want the same bytes, or to insert at the same place.
fn overlap(a: &Edit, b: &Edit) -> bool {
    let (a, b) = (a.span, b.span);
    a.start == b.start || (a.start < b.end && b.start < a.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Diagnostic, Span};

    /// A checker that finds each of these words and mends it so.
    fn checker(words: &[(&str, &str, bool)]) -> impl Fn(&str) -> Findings {
        let words: Vec<(String, String, bool)> =
            words.iter().map(|(a, b, safe)| ((*a).into(), (*b).into(), *safe)).collect();
        move |text| {
            let mut found = vec![];
            for (wrong, right, safe) in &words {
                for (at, _) in text.match_indices(wrong.as_str()) {
                    let span = Span::new(at, at + wrong.len());
                    let fix = Fix::replace("", *safe, span, right);
                    found.push(Diagnostic::at(span, "").fix(Some(fix)));
                }
            }
            Findings::new(Arc::new(Source::new("x", text)), found)
        }
    }

    fn mended(text: &str, trust: Trust, words: &[(&str, &str, bool)]) -> (String, usize) {
        let mended = mend(&Source::new("x", text), trust, checker(words));
        (mended.text, mended.count)
    }

    #[test]
    fn safe_fixes_only_unless_all_are_wanted() {
        let words = [("甲", "乙", true), ("丙", "丁", false)];
        assert_eq!(mended("甲丙甲", Trust::Safe, &words), ("乙丙乙".into(), 2));
        assert_eq!(mended("甲丙甲", Trust::All, &words), ("乙丁乙".into(), 3));
    }

    #[test]
    fn of_fixes_that_overlap_the_first_wins_and_what_is_left_comes_next() {
        let words = [("甲乙", "丙", true), ("乙丁", "戊", true), ("丁", "己", true)];
        assert_eq!(mended("甲乙丁", Trust::Safe, &words), ("丙己".into(), 2));
        assert_eq!(mended("，，，", Trust::Safe, &[("，，", "，", true)]), ("，".into(), 2));
    }

    #[test]
    fn fixes_that_undo_each_other_come_to_an_end() {
        let words = [("甲", "乙", true), ("乙", "甲", true)];
        let (text, count) = mended("甲", Trust::Safe, &words);
        assert!(["甲", "乙"].contains(&text.as_str()));
        assert!(count <= MOST_ROUNDS);
        assert_eq!(mended("甲", Trust::Safe, &[("甲", "甲", true)]), ("甲".into(), 0));
    }
}
