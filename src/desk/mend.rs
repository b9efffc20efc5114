//! Mending an open draft: one finding's fix, all safe ones, or the comment that allows a finding.

use super::open::Open;
use crate::office::mend;
use crate::source::Diagnostic;

const STALE: &str = "刚改过，正在重新检查，请稍候再点";
const BROKEN: &str = "照这样改，稿件就读不出来了，没有改动，请自己改";

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
    let found = known(open, key)?;
    if found.fix.is_none() {
        return Err("这个问题要自己改".to_owned());
    }
    open.take(mend::one(&open.entry(), &found).ok_or(BROKEN)?);
    Ok(())
}

/// Makes all fixes that cannot change the meaning; how many. Of those that overlap, the first.
pub(super) fn fix_all(open: &mut Open) -> Result<usize, String> {
    if open.found.0 != open.version {
        return Err(STALE.to_owned());
    }
    let found: Vec<Diagnostic> = open.found.1.iter().map(|(_, found)| found.clone()).collect();
    if !found.iter().any(|found| found.fix.as_ref().is_some_and(|fix| fix.safe)) {
        return Err("没有可以放心代改的问题了".to_owned());
    }
    let (text, count) = mend::safe(&open.entry(), found).ok_or(BROKEN)?;
    open.take(text);
    Ok(count)
}

/// Writes the comment that allows a finding above what it is about.
pub(super) fn allow(open: &mut Open, key: &str) -> Result<(), String> {
    let found = known(open, key)?;
    open.take(mend::allow(&open.entry(), &found).ok_or("这个问题不能不管")?);
    Ok(())
}

/// Takes out the comment of a remark or guess that has been looked at.
pub(super) fn answer(open: &mut Open, key: &str) -> Result<(), String> {
    let found = known(open, key)?;
    open.take(mend::answered(&open.entry(), &found).ok_or("这个问题要自己改")?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Edit, Fix, Span};

    const DRAFT: &str = "number = 1\nnote = \"甲,乙,丙\"\n";

    /// The draft with findings whose fixes put texts in the place of others.
    fn open(fixes: &[(&str, &str, bool)]) -> Open {
        let path = Path::new("2024-01.toml");
        let mut open = Open::new(path, path, DRAFT.to_owned(), "");
        let found = fixes.iter().map(|(old, new, safe)| {
            let start = DRAFT.find(old).expect("it is there");
            let span = Span::new(start, start + old.len());
            let fix = Fix {
                title: "x".to_owned(),
                safe: *safe,
                edits: vec![Edit { span, text: (*new).to_owned() }],
            };
            (
                (*old).to_owned(),
                Diagnostic::error("halfwidth-punctuation", span, "逗号").fix(Some(fix)),
            )
        });
        open.found = (open.version, found.collect());
        open
    }

    #[test]
    fn what_was_looked_at_goes_with_its_line() {
        for (text, comment, after) in [
            ("a = 1\n# 批注：一\nb = 2\n", "# 批注：一", Some("a = 1\nb = 2\n")),
            ("a = 1\r\n  # 批注：一\r\nb = 2\r\n", "# 批注：一", Some("a = 1\r\nb = 2\r\n")),
            ("a = 1 # 待核：一\nb = 2\n", "# 待核：一", Some("a = 1\nb = 2\n")),
            ("# 待核：一", "# 待核：一", Some("")),
            ("a = 1\n# 批注：一\n# 批注：二\n", "# 批注：二", Some("a = 1\n# 批注：一\n")),
            ("a = \"# 批注：一\"\n", "批注：一", None),
        ] {
            let path = Path::new("2024-01.toml");
            let mut open = Open::new(path, path, text.to_owned(), "");
            let start = text.find(comment).expect("it is there");
            let span = Span::new(start, start + comment.len());
            let found = Diagnostic::error("unanswered-remark", span, "批注");
            open.found = (open.version, vec![("k".to_owned(), found)]);
            let done = answer(&mut open, "k");
            assert_eq!(done.is_ok(), after.is_some());
            assert_eq!(open.text, after.unwrap_or(text));
        }
    }

    #[test]
    fn no_fix_makes_a_draft_unreadable() {
        for (new, text) in [("，乙", Some("number = 1\nnote = \"甲，乙,丙\"\n")), ("\"乙", None)]
        {
            let mut open = open(&[(",乙", new, true)]);
            let fixed = fix(&mut open, ",乙");
            assert_eq!(
                (fixed.is_ok(), open.text.as_str()),
                (text.is_some(), text.unwrap_or(DRAFT))
            );
            let mut open = self::open(&[(",乙", new, true)]);
            let fixed = fix_all(&mut open);
            assert_eq!((fixed.ok(), open.text.as_str()), (text.map(|_| 1), text.unwrap_or(DRAFT)));
        }
        let mut all = open(&[(",乙", "，乙", true), ("乙,", "乙，", true), (",丙", "、丙", false)]);
        assert_eq!(fix_all(&mut all), Ok(1), "of those that overlap, the first, and none unsafe");
        assert!(all.text.contains("甲，乙,丙"));
        fix_all(&mut all).expect_err("it is another text now");
    }
}
