//! What most commands begin with: the office, and the drafts that the arguments name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};

use super::{Global, output, words};
use crate::import::limits;
use crate::office::find::{Care, Finder};
use crate::office::press::Press;
use crate::office::store::Who;
use crate::office::{Chosen, Office};
use crate::source::file;
use crate::workspace::{self, Entry, Workspace, files};

/// The folder where the user stands.
pub(super) fn here() -> Result<PathBuf> {
    std::env::current_dir().context("找不到当前文件夹")
}

/// The office of the workspace where the user stands, or which is named.
pub(super) fn open(global: &Global) -> Result<Office> {
    let here = here()?;
    open_at(&root(global, &here)?, &here)
}

/// The office of the workspace at `root`, with who works here and when. Tells what others have left
/// half done.
pub(super) fn open_at(root: &Path, here: &Path) -> Result<Office> {
    let office = Office::open(files::disk(), root, here, who())?;
    words::recovered(&office);
    Ok(office)
}

/// The office with its faces and templates; none where its settings are broken, which is said.
pub(super) fn press(office: Office) -> Result<Option<Press>> {
    let mut said = vec![];
    let press = Press::new(office, &mut said)?;
    words::say(&said);
    Ok((!press.settings_are_broken).then_some(press))
}

/// The office with its settings alone, and all that there is of drafts, by its index: what has to be
/// read of them is read once.
pub(super) fn open_finder(global: &Global, care: Care) -> Result<(Office, Finder)> {
    let here = here()?;
    let root = root(global, &here)?;
    let office = Office::open_settings(files::disk(), &root, &here, who())?;
    words::recovered(&office);
    let finder = finder(global, &office, care)?;
    Ok((office, finder))
}

/// Progress in reading is shown from this many issues on.
const MANY: usize = 1000;

/// All that there is of an office's drafts, by its index.
pub(super) fn finder(global: &Global, office: &Office, care: Care) -> Result<Finder> {
    let mut bar = output::Progress::new("整理索引 ", MANY, global.quiet);
    let mut tell = |done, all| bar.tell(done, all);
    let finder =
        Finder::open(files::disk(), &office.workspace.root, &office.here, care, &mut tell)?;
    if finder.is_unwritten && !global.quiet {
        output::note(UNWRITTEN);
    }
    Ok(finder)
}

const UNWRITTEN: &str =
    "索引没有存成（.kuaibao/index 不能写），这次是从头读的：结果一样，只是慢一些";

/// The office to change something in: nobody else writes until it is dropped.
pub(super) fn open_to_write(global: &Global) -> Result<Office> {
    let here = here()?;
    let office = Office::open_to_write(files::disk(), &root(global, &here)?, &here, who())?;
    words::recovered(&office);
    Ok(office)
}

pub(super) fn who() -> Who {
    let name = ["USERNAME", "USER"].iter().find_map(|name| std::env::var(name).ok());
    let now = chrono::Local::now().format("%Y-%m-%d %H:%M:%S").to_string();
    Who { name: name.unwrap_or_default(), now }
}

/// The workspace where there is one; plain texts can be checked without.
pub(super) fn open_or_bare(global: &Global) -> Result<Office> {
    let here = here()?;
    if global.workspace.is_none() && Workspace::find(&here).is_none() {
        return Ok(Office::bare(&here));
    }
    open(global)
}

/// The workspace's folder: named, or found at or above the current one.
pub(super) fn root(global: &Global, here: &Path) -> Result<PathBuf> {
    match &global.workspace {
        Some(folder) => Ok(here.join(folder)),
        None => Workspace::find(here).ok_or_else(|| {
            anyhow!(
                "这里不是工作文件夹：从 {} 往上都没有 bulletin.toml\n先进入工作文件夹，或用 --workspace 指明；新建一个：kuaibao init 文件夹",
                here.display()
            )
        }),
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_piped(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The drafts that the paths name, `-` from standard input; all of the workspace when there are none.
pub(super) fn choose(office: &Office, paths: &[PathBuf]) -> Result<Vec<Chosen>> {
    if paths.is_empty() {
        return office.choose(paths);
    }
    let mut chosen = vec![];
    for path in paths {
        if is_piped(path) {
            let folder = office.workspace.root.join(workspace::DRAFTS_FOLDER);
            let entry = from_stdin(Entry::read)?.attach(office.files(), &folder);
            chosen.push(Chosen::Other(Arc::new(entry)));
        } else {
            chosen.extend(office.choose(std::slice::from_ref(path))?);
        }
    }
    Ok(chosen)
}

/// The plain texts that the paths name.
pub(super) fn choose_texts(office: &Office, paths: &[PathBuf]) -> Result<Vec<Chosen>> {
    if paths.is_empty() {
        bail!("--text 后面要写文件名；- 从标准输入读");
    }
    let read = |path: &PathBuf| {
        let full = office.here.join(path);
        if is_piped(path) {
            from_stdin(Entry::plain)
        } else if full.is_dir() {
            bail!("“{}”是文件夹，--text 后面要写文件名", path.display())
        } else if full.exists() {
            Entry::open_plain(office.files(), &full, &office.here)
        } else {
            bail!("没有“{}”这个文件", path.display())
        }
    };
    paths.iter().map(|path| Ok(Chosen::Other(Arc::new(read(path)?)))).collect()
}

/// The draft to be changed, which is a file.
pub(super) fn one_to_change(office: &Office, path: &Path) -> Result<Chosen> {
    if is_piped(path) {
        bail!("标准输入不能改，请写稿件的文件名");
    }
    office.one(path)
}

/// The bytes of a file, not more than an import may have.
pub(super) fn read_file(here: &Path, file: &Path) -> Result<Vec<u8>> {
    let most = limits::FILE_BYTES;
    if file.as_os_str() == "-" {
        return file::bounded(std::io::stdin().lock(), most).context("读不出标准输入");
    }
    let full = here.join(file);
    if full.is_dir() {
        bail!("“{}”是文件夹，请写里面的文件，如 {0}/*.docx", file.display());
    }
    let (bytes, length) =
        file::read(&full, most).with_context(|| format!("打不开文件 {}", file.display()))?;
    if length > most as u64 {
        return limits::too_large(usize::try_from(length).unwrap_or(usize::MAX), most);
    }
    Ok(bytes)
}

/// Reads standard input as a draft or as plain text.
fn from_stdin(read: fn(&Path, Vec<u8>, u64) -> Entry) -> Result<Entry> {
    let bytes =
        file::bounded(std::io::stdin().lock(), file::MAX_BYTES).context("读不出标准输入")?;
    let length = bytes.len() as u64;
    Ok(read(Path::new("-"), bytes, length).loose())
}
