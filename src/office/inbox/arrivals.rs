//! What lies in the inbox, and what of it is registered.

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{FOLDERS, Register, Submission, begin, named};
use crate::import::outline::{Expected, Reference};
use crate::import::{self, limits, list};
use crate::office::{Office, filing};
use crate::source::hash::hash;

/// The files that lie in the inbox, by the name that they are registered by.
pub fn lying(office: &Office) -> Vec<(String, PathBuf)> {
    let root = &office.workspace.root;
    let mut all = vec![];
    for folder in FOLDERS.map(|name| root.join(name)) {
        for path in office.files().list(&folder).unwrap_or_default() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            if let Some(name) = name
                && !name.starts_with(['.', '~'])
                && office.files().is_file(&path)
                && is_inside(office, &path)
            {
                all.push((name, path));
            }
        }
    }
    all
}

/// Why a file of the inbox is not registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    Failed,
    /// Nothing can be read in it; it is registered all the same, as somebody has sent it.
    Damaged,
    /// It is a list of units or receivers, which nobody has sent in to be printed.
    List,
}

/// In words that all faces share.
impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Failed => "读不出来，没有登记",
            Self::Damaged => "没有读出文字，只登记了文件；请打开看看，坏了的请单位重发",
            Self::List => {
                "是名单，不是来稿，没有登记；单位名录用 kuaibao units --import，发送名单用 kuaibao distribution --import"
            }
        })
    }
}

/// Whether a table is a list of the office's: every column of it is one of such a list.
fn is_list(path: &Path, bytes: &[u8]) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !["xlsx", "xls", "csv", "et"].contains(&ending.as_str()) {
        return false;
    }
    // Tables of figures have units, too: full and short names side by side, or copies, they have not.
    let units = list::units::read(bytes);
    let all_units = units.is_ok_and(|list| {
        let is_named = |row: &&list::units::UnitRow| row.name.is_some() && row.credit.is_some();
        let named = list.rows.iter().filter(is_named).count();
        let has_credits = list.rows.iter().any(|row| row.credit.is_some());
        list.rows.len() > 1 && (list.notes.is_empty() && has_credits || named * 2 > list.rows.len())
    });
    let receivers = || {
        let list = list::receivers::read(bytes);
        list.is_ok_and(|list| {
            list.rows.len() > 1 && list.has_copies && (list.notes.is_empty() || list.says_copies)
        })
    };
    all_units || receivers()
}

/// Registers what has been put into the inbox since: in memory, [`Register::plan`] writes it. The
/// files that are not registered, or of which nothing but that they are there.
pub fn arrivals(
    office: &Office,
    register: &mut Register,
    today: Option<NaiveDate>,
) -> Vec<(PathBuf, Unread)> {
    let mut failed = vec![];
    for (name, path) in lying(office) {
        let read = office.files().read(&path, limits::FILE_BYTES);
        let read = read.ok().filter(|(_, length)| *length <= limits::FILE_BYTES as u64);
        let Some((bytes, _)) = read else {
            failed.push((office.shown(&path), Unread::Failed));
            continue;
        };
        let hash = hash(&[&bytes]);
        if register.submissions.iter().any(|known| known.hash == hash) {
            continue;
        }
        if is_list(&path, &bytes) {
            failed.push((office.shown(&path), Unread::List));
            continue;
        }
        let (units, items, begins) = inside(office, &path, &bytes);
        if items.is_empty() {
            failed.push((office.shown(&path), Unread::Damaged));
        }
        let received = today;
        register.add(Submission {
            file: name,
            hash,
            received,
            units,
            items,
            begins,
            ..Submission::default()
        });
    }
    failed
}

/// The units and headlines of a submission, and how its texts begin; the units that its name tells
/// where it cannot be read.
fn inside(office: &Office, path: &Path, bytes: &[u8]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let workspace = &office.workspace;
    let roster = &workspace.roster;
    let reference = Reference { config: &workspace.config, roster, date: None };
    let read = import::import(path, bytes, Expected::Submission, reference);
    let (mut units, mut items, mut begins) = (vec![], vec![], vec![]);
    for item in read.iter().flat_map(|read| read.outline.items()) {
        for credit in &item.credits {
            let unit = roster.find(credit, None).map_or(credit, |unit| &unit.credit);
            if !units.contains(unit) {
                units.push(unit.clone());
            }
        }
        // What has neither is no item of which anything could be known.
        if !item.headline.trim().is_empty() || !item.body.trim().is_empty() {
            items.push(named(&item.headline));
            begins.push(begin(&item.body));
        }
    }
    if units.is_empty() {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        units.extend(filing::unit_in(roster, &stem, None).map(|unit| unit.credit.clone()));
    }
    (units, items, begins)
}

/// A link that leads out of the workspace is nothing that was sent in.
fn is_inside(office: &Office, path: &Path) -> bool {
    let real = |path: &Path| office.files().real(path).ok();
    real(path).zip(real(&office.workspace.root)).is_some_and(|(path, root)| path.starts_with(root))
}

/// Where the file of a submission lies: of several of one name that with its bytes.
pub(super) fn lying_at<'a>(
    office: &Office,
    lying: &'a [(String, PathBuf)],
    submission: &Submission,
) -> Option<&'a PathBuf> {
    let mut same = lying.iter().filter(|(name, _)| *name == submission.file).map(|(_, path)| path);
    let first = same.next()?;
    let others: Vec<&PathBuf> = same.collect();
    if others.is_empty() {
        return Some(first);
    }
    let is_it = |path: &&PathBuf| {
        let read = office.files().read(path, limits::FILE_BYTES);
        read.is_ok_and(|(bytes, _)| hash(&[&bytes]) == submission.hash)
    };
    std::iter::once(first).chain(others).find(is_it)
}
