//! `kuaibao check --fix` and `--diff`: what the findings' fixes make of the files.

use std::sync::Arc;

use anyhow::{Context as _, Result, bail};

use super::output::{self, Existing};
use super::session::{Chosen, Session};
use crate::lint::fix::{self, Trust};
use crate::source::Source;
use crate::typeset::Coverage;
use crate::workspace::{self, Entry};

/// A file that fixes have changed.
pub(super) struct Change {
    pub(super) before: Arc<Source>,
    pub(super) after: String,
    /// Fixes applied.
    pub(super) count: usize,
}

/// What fixes make of `bulletin.toml` and `units.toml`.
pub(super) fn settings(session: &Session, trust: Trust) -> Vec<Change> {
    fix::mend_settings(&session.workspace, trust)
        .into_iter()
        .map(|(before, mended)| Change { before, after: mended.text, count: mended.count })
        .collect()
}

/// One draft may show what is wrong in another, but not for ever.
const MOST_PASSES: usize = 4;

/// Mends what is chosen, in memory: afterwards the session holds the new texts.
pub(super) fn mend(
    session: &mut Session,
    chosen: &mut [Chosen],
    trust: Trust,
    coverage: &Coverage,
) -> Result<Vec<Change>> {
    let mut changes: Vec<Option<Change>> = chosen.iter().map(|_| None).collect();
    for _ in 0..MOST_PASSES {
        // All at once when all are mended: what the session knows of its drafts is costly to learn.
        let mut mended: Vec<Option<Entry>> = vec![];
        for (chosen, change) in chosen.iter().zip(&mut changes) {
            let entry = session.entry(chosen)?;
            let after = fix::mend(&entry.source, trust, |text| {
                session.check(&entry.with_text(text.to_owned()), coverage)
            });
            mended.push((after.count > 0).then(|| entry.with_text(after.text.clone())));
            if after.count > 0 {
                let change = change.get_or_insert_with(|| Change {
                    before: entry.source.clone(),
                    after: String::new(),
                    count: 0,
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
                session.replace(chosen, entry);
            }
        }
    }
    let changes = changes.into_iter().flatten();
    Ok(changes.filter(|change| change.after != change.before.text()).collect())
}

/// Writes the changed files; all of them are looked at before the first is written. What came
/// from standard input goes nowhere.
pub(super) fn write(session: &Session, changes: &[Change]) -> Result<()> {
    let files = || changes.iter().filter(|change| change.before.path().as_os_str() != "-");
    for change in files() {
        let path = session.here.join(change.before.path());
        let shown = workspace::shown(&path, &session.here);
        let now = std::fs::read(&path).with_context(|| format!("打不开文件 {}", path.display()))?;
        if now != change.before.text().as_bytes() {
            bail!("{} 刚刚被别人改过，没有写；请再运行一次", shown.display());
        }
        if std::fs::metadata(&path).is_ok_and(|meta| meta.permissions().readonly()) {
            bail!("{} 是只读的，没有写；先去掉只读属性", shown.display());
        }
    }
    for change in files() {
        let path = session.here.join(change.before.path());
        output::write_file(&path, change.after.as_bytes(), Existing::Replace)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    #[test]
    fn a_file_that_somebody_has_changed_meanwhile_is_not_written_nor_any_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
        put("bulletin.toml", "").expect("written");
        put("a.toml", "甲").expect("written");
        put("b.toml", "别人写的").expect("written");
        let workspace = Workspace::open(folder.path(), folder.path()).expect("a workspace");
        let session = Session { workspace, here: folder.path().to_owned() };
        let change = |name: &str| Change {
            before: Arc::new(Source::new(name, "甲")),
            after: "乙".to_owned(),
            count: 1,
        };
        let error = write(&session, &[change("a.toml"), change("b.toml")]).expect_err("refused");
        assert!(error.to_string().contains("b.toml 刚刚被别人改过"), "{error}");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("read");
        assert_eq!((read("a.toml"), read("b.toml")), ("甲".into(), "别人写的".into()));
        write(&session, &[change("a.toml"), change("-")]).expect("written");
        assert_eq!(read("a.toml"), "乙");
    }
}
