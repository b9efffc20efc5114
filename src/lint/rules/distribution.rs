//! The distribution list (本期发).

use crate::config::distribution::difference;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level, Rejected};

pub(super) static DISTRIBUTION_DRIFT: Rule = Rule {
    code: "distribution-drift",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "发送范围与固定名单不同，又没有说明",
    docs: "发送范围写在 bulletin.toml 里，每期一样，稿件里不用写。逐期手打容易走样，如把“县人大正副主任”打成“县人大大正副主任”。\n\n怎么办：删去稿件里的 distribution；本期确实不同的，加一行 distribution-reason = \"增发教育系统\"。",
    check: Check::Draft(|subject, found| {
        let draft = subject.draft();
        let Some(list) = &draft.distribution else { return };
        let reason = draft.distribution_reason.as_ref();
        let rejected = !subject.is_absent(Rejected::ROOT, "distribution-reason");
        if rejected || reason.is_some_and(|reason| !reason.trim().is_empty()) {
            return;
        }
        let Some(what) = difference(list, &subject.config().distribution) else { return };
        found.push(
            Diagnostic::at(list.span, format!("发送范围与固定名单不同：{what}"))
                .help("删去这一行就用固定名单；确实不同的，加一行 distribution-reason = \"原因\""),
        );
    }),
};
