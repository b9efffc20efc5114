//! What most commands begin with: the workspace, and the drafts that the arguments name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};

use super::Global;
use crate::lint::{self, Subject};
use crate::source::{Findings, file};
use crate::typeset::Coverage;
use crate::workspace::{self, Entry, Workspace};

/// The workspace and where the user stands.
pub(super) struct Session {
    pub(super) workspace: Workspace,
    pub(super) here: PathBuf,
}

/// A draft to work on: one of the workspace's own, or one read for the purpose.
pub(super) enum Chosen {
    Own(usize),
    Other(Arc<Entry>),
}

impl Session {
    pub(super) fn open(global: &Global) -> Result<Self> {
        let here = std::env::current_dir().context("找不到当前文件夹")?;
        let root = root(global, &here)?;
        let workspace = Workspace::open(&root, &here)?;
        Ok(Self { workspace, here })
    }

    /// The workspace where there is one; plain texts can be checked without.
    pub(super) fn open_or_bare(global: &Global) -> Result<Self> {
        let here = std::env::current_dir().context("找不到当前文件夹")?;
        if global.workspace.is_none() && Workspace::find(&here).is_none() {
            return Ok(Self { workspace: Workspace::bare(&here), here });
        }
        Self::open(global)
    }

    /// Reads drafts anew that have changed. `false` when that is not all there is to read, as when
    /// settings have changed, or drafts have come or gone.
    pub(super) fn refresh(&mut self, changed: &[PathBuf]) -> bool {
        self.workspace.refresh(changed)
    }

    /// The plain texts that the paths name.
    pub(super) fn choose_texts(&self, paths: &[PathBuf]) -> Result<Vec<Chosen>> {
        if paths.is_empty() {
            bail!("--text 后面要写文件名；- 从标准输入读");
        }
        let read = |path: &PathBuf| {
            let full = self.here.join(path);
            if path.as_os_str() == "-" {
                from_stdin(Entry::plain)
            } else if full.is_dir() {
                bail!("“{}”是文件夹，--text 后面要写文件名", path.display())
            } else if full.exists() {
                Entry::open_plain(&*self.workspace.files, &full, &self.here)
            } else {
                bail!("没有“{}”这个文件", path.display())
            }
        };
        paths.iter().map(|path| Ok(Chosen::Other(Arc::new(read(path)?)))).collect()
    }

    /// The drafts that the paths name; all of the workspace when there are none.
    pub(super) fn choose(&self, paths: &[PathBuf]) -> Result<Vec<Chosen>> {
        if paths.is_empty() {
            return Ok((0..self.workspace.draft_count).map(Chosen::Own).collect());
        }
        let mut chosen = vec![];
        for path in paths {
            if path.as_os_str() == "-" {
                let folder = self.workspace.root.join(workspace::DRAFTS_FOLDER);
                let entry = from_stdin(Entry::read)?.attach(&*self.workspace.files, &folder);
                chosen.push(Chosen::Other(Arc::new(entry)));
                continue;
            }
            let full = self.here.join(path);
            if full.is_dir() {
                let files = workspace::drafts_in(&*self.workspace.files, &full)?;
                if files.is_empty() {
                    bail!("“{}”里没有稿件（.toml 文件）", path.display());
                }
                for file in files {
                    chosen.push(self.one(&file)?);
                }
            } else if full.exists() {
                chosen.push(self.one(&full)?);
            } else {
                bail!("没有“{}”这个文件{}", path.display(), self.similar(path));
            }
        }
        Ok(chosen)
    }

    fn one(&self, path: &Path) -> Result<Chosen> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if [workspace::CONFIG_FILE, workspace::UNITS_FILE].contains(&name) {
            bail!("{name} 是设置，不是稿件；检查任何稿件时都会一并检查它");
        }
        if path.extension().is_some_and(|extension| !extension.eq_ignore_ascii_case("toml")) {
            bail!("“{}”不是稿件：稿件的文件名以 .toml 结尾", path.display());
        }
        let linked = || {
            let real = path.canonicalize().ok()?;
            self.own(|file| file.canonicalize().is_ok_and(|file| file == real))
        };
        match self.own(|file| file == path).or_else(linked) {
            Some(index) => Ok(Chosen::Own(index)),
            None => {
                Ok(Chosen::Other(Arc::new(Entry::open(&*self.workspace.files, path, &self.here)?)))
            }
        }
    }

    /// The workspace's own draft of which this is true.
    fn own(&self, is: impl Fn(&Path) -> bool) -> Option<usize> {
        (0..self.workspace.draft_count).find(|index| is(self.workspace.file(*index)))
    }

    /// “您是不是要写……” for a path that is not there: `2023-43` for `drafts/2023-43.toml`.
    fn similar(&self, path: &Path) -> String {
        let written = path.to_string_lossy();
        if written.starts_with(['—', '–', '－']) {
            let plain = written.trim_start_matches(['—', '–', '－', '-']);
            return format!("\n若是选项，要用两个英文减号：--{plain}");
        }
        let stem = path.file_stem().unwrap_or_default();
        self.workspace
            .drafts()
            .iter()
            .find(|issue| issue.path.file_stem() == Some(stem))
            .map(|issue| format!("\n您是不是要写“{}”？", issue.path.display()))
            .unwrap_or_default()
    }

    pub(super) fn entry(&self, chosen: &Chosen) -> Result<Arc<Entry>> {
        match chosen {
            Chosen::Own(index) => self.workspace.whole(*index),
            Chosen::Other(entry) => Ok(entry.clone()),
        }
    }

    /// Puts another entry in the place of a chosen one.
    pub(super) fn replace(&mut self, chosen: &mut Chosen, entry: Entry) {
        match chosen {
            Chosen::Own(index) => self.workspace.replace(*index, entry),
            Chosen::Other(other) => *other = Arc::new(entry),
        }
    }

    pub(super) fn check(&self, entry: &Entry, coverage: &Coverage) -> Findings {
        lint::check(&self.subject(entry, coverage))
    }

    pub(super) fn subject<'a>(&'a self, entry: &'a Entry, coverage: &'a Coverage) -> Subject<'a> {
        Subject::new(entry, &self.workspace, coverage)
    }
}

/// The workspace's folder: named, or found at or above the current one.
pub(super) fn root(global: &Global, here: &Path) -> Result<PathBuf> {
    match &global.workspace {
        Some(folder) => {
            let folder = here.join(folder);
            if !folder.join(workspace::CONFIG_FILE).is_file() {
                bail!(
                    "{} 里没有 bulletin.toml，不是工作文件夹\n新建一个：kuaibao init {0}",
                    folder.display()
                );
            }
            Ok(folder)
        }
        None => Workspace::find(here).ok_or_else(|| {
            anyhow!(
                "这里不是工作文件夹：从 {} 往上都没有 bulletin.toml\n先进入工作文件夹，或用 --workspace 指明；新建一个：kuaibao init 文件夹",
                here.display()
            )
        }),
    }
}

/// Reads standard input as a draft or as plain text.
fn from_stdin(read: fn(&Path, Vec<u8>, u64) -> Entry) -> Result<Entry> {
    let bytes =
        file::bounded(std::io::stdin().lock(), file::MAX_BYTES).context("读不出标准输入")?;
    let length = bytes.len() as u64;
    Ok(read(Path::new("-"), bytes, length))
}
