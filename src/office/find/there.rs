//! Which drafts there are to be searched, and which of them are as an index has them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use anyhow::Result;

use crate::draft::name::Name;
use crate::search::table::Table;
use crate::workspace::files::{Files, Glance, Kind};
use crate::workspace::{DRAFTS_FOLDER, archive};

/// Two writes so near to one another may leave the same time.
const NEAR: i64 = 50_000_000;

/// The same where a file system counts in steps of up to two seconds, as its own times show.
const COARSE: i64 = 2_000_000_000;

/// So many files are looked at one by one in a few hundredths of a second. Of a larger archive only
/// the folders are, which show what came, went or was replaced.
pub(super) const MANY: usize = 10_000;

/// A folder of drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder {
    /// Relative to the workspace, with `/`.
    pub(super) path: String,
    pub(super) glance: Option<Glance>,
    pub(super) files: Vec<Seen>,
}

/// A draft among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    /// As the index has it, these files of the table.
    Known(Range<usize>),
    Fresh {
        name: String,
        glance: Glance,
    },
}

/// Whether what was written then cannot have been written again unseen since `stamp`.
pub(super) fn is_settled(glance: Glance, stamp: i64) -> bool {
    let near = if stamp % 10_000_000 == 0 { COARSE } else { NEAR };
    let last = glance.modified.map(|modified| modified.max(glance.changed));
    last.is_some_and(|last| last.saturating_add(near) < stamp)
}

/// All drafts: those of `drafts/`, the held items among them, and of each released issue the last
/// release. `thorough` looks at each file whatever there is of them. `before` is what was there a moment
/// ago, which is believed of folders that have not changed since the index was made.
pub(super) fn all(
    files: &dyn Files,
    root: &Path,
    table: Option<&Table>,
    thorough: bool,
    before: &[Folder],
) -> Result<Vec<Folder>> {
    let known: BTreeMap<&str, (Glance, Range<usize>)> = table
        .into_iter()
        .flat_map(Table::folders)
        .map(|(path, glance, range)| (path, (glance, range)))
        .collect();
    let thorough = thorough || table.is_none_or(|table| table.len() <= MANY);
    let listed = |path: &str, glance: Option<Glance>, wanted: fn(&mut Vec<(String, Glance)>)| {
        let folder = root.join(path);
        let mut inside: Vec<(String, Glance)> = files
            .glances(&folder)?
            .into_iter()
            .filter(|(_, glance)| glance.kind == Kind::File)
            .filter_map(|(path, glance)| Some((path.file_name()?.to_str()?.to_owned(), glance)))
            .filter(|(name, _)| name.ends_with(".toml") && !name.starts_with('.'))
            .collect();
        wanted(&mut inside);
        let range = known.get(path).map(|(_, range)| range.clone());
        let seen = compare(inside, table, range);
        anyhow::Ok(Folder { path: path.to_owned(), glance, files: seen })
    };
    let mut all = vec![];
    if files.is_folder(&root.join(DRAFTS_FOLDER)) {
        all.push(listed(DRAFTS_FOLDER, None, |_| {})?);
    }
    // An archive that cannot be read is for `verify` to tell.
    let years = files.glances(&root.join(archive::FOLDER)).unwrap_or_default();
    for (path, glance) in years.into_iter().filter(|(_, glance)| glance.kind == Kind::Folder) {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let path = format!("{}/{name}", archive::FOLDER);
        let same = known.get(&*path).filter(|(then, _)| {
            *then == glance && table.is_some_and(|table| is_settled(glance, table.stamp()))
        });
        let old = same.and_then(|_| before.iter().find(|old| old.path == path));
        all.push(match (same, old) {
            (_, Some(old)) => old.clone(),
            (Some((_, range)), _) if !thorough => {
                Folder { path, glance: Some(glance), files: vec![Seen::Known(range.clone())] }
            }
            _ => listed(&path, Some(glance), latest)?,
        });
    }
    Ok(all)
}

/// A released issue of which there is a draft; paths relative to the workspace, with `/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) released: String,
    pub(super) draft: String,
}

/// Takes released issues away of which there are drafts. Those whose drafts do not have the same text
/// in the index, or may not.
pub(super) fn leave_out_drafts(all: &mut [Folder], table: Option<&Table>) -> Vec<Pair> {
    let (own, others): (Vec<_>, Vec<_>) =
        all.iter_mut().partition(|folder| folder.path == DRAFTS_FOLDER);
    let drafts = own.first().map(|folder| names(folder, table)).unwrap_or_default();
    let mut pairs = vec![];
    for folder in others {
        for (name, file, hash) in leave_out(folder, &drafts, table) {
            let Some((draft, own_hash)) = drafts.get(&name) else { continue };
            if hash.is_none() || hash != *own_hash {
                let released = format!("{}/{file}", folder.path);
                pairs.push(Pair { released, draft: format!("{DRAFTS_FOLDER}/{draft}") });
            }
        }
    }
    pairs
}

/// Of an issue that was released several times, the last.
fn latest(inside: &mut Vec<(String, Glance)>) {
    let mut best: BTreeMap<Name, (u32, usize)> = BTreeMap::new();
    for (at, (file, _)) in inside.iter().enumerate() {
        if let Some((name, times)) = released(file)
            && best.get(&name).is_none_or(|(last, _)| *last < times)
        {
            best.insert(name, (times, at));
        }
    }
    let kept: BTreeSet<usize> = best.into_values().map(|(_, at)| at).collect();
    let mut at = 0..;
    inside.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
}

/// Which issue a file of the archive is, and which of its releases: the second of 2023-43 is
/// `2023-43.2.toml`.
fn released(file: &str) -> Option<(Name, u32)> {
    let stem = file.strip_suffix(".toml")?;
    let (name, times) = stem.split_once('.').unwrap_or((stem, "1"));
    Some((Name::of(Path::new(&format!("{name}.toml")))?, times.parse().ok()?))
}

/// Files beside those of the table, both sorted by name.
fn compare(
    inside: Vec<(String, Glance)>,
    table: Option<&Table>,
    range: Option<Range<usize>>,
) -> Vec<Seen> {
    let mut seen: Vec<Seen> = vec![];
    let mut rest = range.unwrap_or(0..0);
    for (name, glance) in inside {
        let known = table.and_then(|table| {
            while !rest.is_empty() && table.name(rest.start) < name.as_str() {
                rest.start += 1;
            }
            let at = rest.clone().next().filter(|at| table.name(*at) == name)?;
            (table.glance_of(at) == glance && is_settled(glance, table.stamp())).then_some(at)
        });
        match (known, seen.last_mut()) {
            (Some(at), Some(Seen::Known(range))) if range.end == at => range.end += 1,
            (Some(at), _) => seen.push(Seen::Known(at..at + 1)),
            (None, _) => seen.push(Seen::Fresh { name, glance }),
        }
    }
    seen
}

/// The hash of a file's text, where an index has it.
type Hash = Option<[u8; 16]>;

/// The issues that a folder has drafts of, with their files.
fn names(folder: &Folder, table: Option<&Table>) -> BTreeMap<Name, (String, Hash)> {
    let named =
        |file: &str, hash: Hash| Some((Name::of(Path::new(file))?, (file.to_owned(), hash)));
    let mut all = BTreeMap::new();
    for seen in &folder.files {
        match (seen, table) {
            (Seen::Known(range), Some(table)) => all
                .extend(range.clone().filter_map(|at| named(table.name(at), Some(table.hash(at))))),
            (Seen::Known(_), None) => {}
            (Seen::Fresh { name, .. }, _) => all.extend(named(name, None)),
        }
    }
    all
}

/// Takes files away of which there are drafts, and tells of which issue each is.
fn leave_out(
    folder: &mut Folder,
    drafts: &BTreeMap<Name, (String, Hash)>,
    table: Option<&Table>,
) -> Vec<(Name, String, Hash)> {
    let (mut left, mut out) = (vec![], vec![]);
    for seen in std::mem::take(&mut folder.files) {
        match (seen, table) {
            (Seen::Known(range), Some(table)) => {
                let gone = drafts.keys().filter_map(|name| {
                    let stem = format!("{name}.");
                    let at = partition(range.clone(), |at| table.name(at) < stem.as_str());
                    (at < range.end && table.name(at).starts_with(&stem)).then_some((at, *name))
                });
                let mut gone: Vec<(usize, Name)> = gone.collect();
                gone.sort_unstable_by_key(|(at, _)| *at);
                let mut from = range.start;
                for (at, name) in gone {
                    left.push(Seen::Known(from..at));
                    out.push((name, table.name(at).to_owned(), Some(table.hash(at))));
                    from = at + 1;
                }
                left.push(Seen::Known(from..range.end));
            }
            (Seen::Fresh { name: file, glance }, _) => match released(&file) {
                Some((name, _)) if drafts.contains_key(&name) => out.push((name, file, None)),
                _ => left.push(Seen::Fresh { name: file, glance }),
            },
            (seen, None) => left.push(seen),
        }
    }
    left.retain(|seen| !matches!(seen, Seen::Known(range) if range.is_empty()));
    folder.files = left;
    out
}

/// The first of a range of which something is not true any more.
pub(super) fn partition(range: Range<usize>, is: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if is(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
