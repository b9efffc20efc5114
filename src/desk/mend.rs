//! Mending an open draft: one finding's fix, all safe ones, or the comment that allows a finding.

use super::open::Open;
use crate::lint::allowing;
use crate::source::{Diagnostic, Edit, Source, applied};

const STALE: &str = "刚改过，正在重新检查，请稍候再点";

fn known(open: &Open, key: &str) -> Result<Diagnostic, String> {
    let (version, found) = &open.found;
    if *version != open.version {
        return Err(STALE.to_owned());
    }
    let found = found.iter().find(|(own, _)| own == key).map(|(_, found)| found.clone());
    found.ok_or_else(|| "这个问题已经没有了".to_owned())
}

/// Makes one finding's fix, safe or not: the editor has looked at it.
pub(super) fn fix(open: &mut Open, key: &str) -> Result<(), String> {
    let fix = known(open, key)?.fix.ok_or_else(|| "这个问题要自己改".to_owned())?;
    open.take(fix.apply(&open.text));
    Ok(())
}

/// Makes all fixes that cannot change the meaning; how many. Of those that overlap, the first.
pub(super) fn fix_all(open: &mut Open) -> Result<usize, String> {
    if open.found.0 != open.version {
        return Err(STALE.to_owned());
    }
    let mut edits: Vec<Edit> = vec![];
    let mut count = 0;
    for fix in open.found.1.iter().filter_map(|(_, found)| found.fix.as_ref()) {
        let apart = |a: &Edit, b: &Edit| {
            a.span.start != b.span.start
                && (a.span.end <= b.span.start || b.span.end <= a.span.start)
        };
        let free = fix.edits.iter().all(|edit| edits.iter().all(|other| apart(edit, other)));
        if fix.safe && free {
            edits.extend(fix.edits.iter().cloned());
            count += 1;
        }
    }
    if count == 0 {
        return Err("没有可以放心代改的问题了".to_owned());
    }
    open.take(applied(&open.text, &edits));
    Ok(count)
}

/// Writes the comment that allows a finding above what it is about.
pub(super) fn allow(open: &mut Open, key: &str) -> Result<(), String> {
    let found = known(open, key)?;
    let source = Source::new("", open.text.as_str());
    let edit = allowing(&source, found.code, found.span);
    let edit = edit.ok_or_else(|| "这个问题不能不管".to_owned())?;
    open.take(applied(&open.text, &[edit]));
    Ok(())
}
