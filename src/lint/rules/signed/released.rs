//! An issue that was released as it was signed, and settings that have changed since: what recipients
//! have is as it was, so that a check of all drafts has nothing to say. Only whoever prints it again does.

use crate::bulletin;
use crate::bulletin::bond::Bond;
use crate::bulletin::compare::compare;
use crate::bulletin::compare::told::words;
use crate::bulletin::identity::{Content, Line};
use crate::draft::{Draft, Role};
use crate::lint::Subject;
use crate::source::Diagnostic;
use crate::workspace::rounds::{REISSUED, RELEASED};

/// What was signed and released, where only lines that are from the settings are others now.
pub(super) fn settings_since(subject: &Subject<'_>, now: &Content) -> Option<Content> {
    let (draft, entry) = (subject.draft(), subject.entry);
    let last = entry.signings.last()?;
    let signoff =
        draft.signoff.as_ref().filter(|_| [RELEASED, REISSUED].contains(&last.what.as_str()))?;
    let signed = signoff.signed.last()?.content.as_ref()?;
    let then = Content::read(entry.signed.get(signed.as_str())?)?;
    let identity = then.identity();
    let holds = |role| Bond::of(signoff, role, &identity).is_none_or(|bond| bond == Bond::Holds);
    let own = |content: &Content| -> Vec<Line> {
        let lines = content.lines.iter().filter(|line| !is_of_settings(draft, &line.name));
        lines.cloned().collect()
    };
    let same = own(&then) == own(now) && then.note == now.note && then.columns == now.columns;
    let is_other = identity != now.identity();
    (same && is_other && Role::ALL.into_iter().all(holds)).then_some(then)
}

fn is_of_settings(draft: &Draft, name: &str) -> bool {
    match name {
        "期号" | "总期号" | "日期" => false,
        bulletin::words::DISTRIBUTION => draft.distribution.is_none(),
        "印数" => draft.copies.is_none(),
        _ => true,
    }
}

/// Why such an issue is not printed again.
pub(crate) fn printed_again(subject: &Subject<'_>) -> Option<Diagnostic> {
    let entry = subject.entry;
    let bulletin = bulletin::build(subject.draft(), &entry.attachments, subject.config())?;
    let now = Content::of(&bulletin);
    let then = settings_since(subject, &now)?;
    let changes = compare(&then, &now);
    let told = changes.texts.iter().flat_map(|change| {
        change.stretches.iter().filter_map(words).map(|words| format!("{}：{words}", change.name))
    });
    let told = told.take(3).collect::<Vec<_>>().join("；");
    let span = subject.draft().signoff.as_ref()?.span;
    let message = format!("这一期发布以后，设置改过（{told}），再印的与签过、发布的不同");
    let help = "要原样的，用 archive 里存的；要按现在的设置再印，由三位重新签";
    Some(Diagnostic::error(super::CHANGED_AFTER_SIGNING.code, span, message).help(help))
}
