//! `find`: words over all drafts, held items and released issues, without opening the workspace:
//! what an index has is asked of it, the rest is read (`there`), and the index is brought up to
//! date when that has become much (`kept`). Without one, or where none can be written, all is read
//! each time. Both give the same, which a test compares.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::config::units::Roster;
use crate::search::query::Query;
use crate::search::text::{Issue, Item};
use crate::source::parallel;
use crate::workspace::files::Files;
use crate::workspace::{self, DRAFTS_FOLDER, HELD_FILE, Workspace, archive};

mod facts;
mod filter;
mod hit;
mod kept;
mod ranking;
mod read;
mod shown;
mod there;

pub use facts::{IssueFacts, ItemFacts};
pub use filter::Filter;
pub use hit::{Found, Hit, Standing};
use kept::Kept;
use ranking::Match;
pub use shown::Piece;
use there::{Folder, Seen};

/// So many drafts are read each time rather than written into an index.
const FEW: usize = 64;

/// All that can be searched in a workspace.
#[derive(Debug)]
pub struct Finder {
    files: Arc<dyn Files>,
    root: PathBuf,
    here: PathBuf,
    pub roster: Roster,
    kept: Option<Kept>,
    folders: Vec<Folder>,
    /// Of the files of the index, those that are still what they were.
    live: Vec<bool>,
    fresh: Vec<Fresh>,
    thorough: bool,
    /// Whether there is much, and no index of it could be written.
    pub is_unwritten: bool,
    /// Issues that hits were shown of, by the hash of their text.
    shown: HashMap<Hash, Arc<Issue>>,
}

/// A draft that no index has.
#[derive(Debug)]
struct Fresh {
    /// Relative to the workspace, with `/`.
    path: String,
    issue: Arc<Issue>,
    /// The draft of an issue of which this is what was released otherwise: to be found, and not to be
    /// counted, as the draft is.
    former: Option<String>,
}

/// How to search.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Care {
    /// Look at each file, however many there are.
    pub thorough: bool,
    /// Leave the index as it is.
    pub frugal: bool,
    /// Write one however few drafts there are.
    pub eager: bool,
}

/// Issues that were read: whether no index has them, and which it is; with the hash of the text.
type Read = BTreeMap<(bool, usize), Option<(Option<Hash>, Arc<Issue>)>>;

/// Of a draft's bytes.
type Hash = [u8; 16];

/// Where an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum At {
    Kept(usize, u16),
    Fresh(usize, u16),
}

impl Finder {
    /// Opens the workspace at `root` for searching: its roster, and what there is to be searched.
    /// Tells how many of how many drafts have been read, where there are many.
    ///
    /// # Errors
    /// The folder of drafts cannot be read.
    pub fn open(
        files: Arc<dyn Files>,
        root: &Path,
        here: &Path,
        care: Care,
        told: &mut dyn FnMut(usize, usize),
    ) -> Result<Self> {
        let roster = Workspace::roster_in(&*files, root)?;
        let mut finder = Self {
            kept: if files.is_disk() { kept::open(&*files, root) } else { None },
            files,
            root: root.to_owned(),
            here: here.to_owned(),
            roster,
            folders: vec![],
            live: vec![],
            fresh: vec![],
            thorough: care.thorough,
            is_unwritten: false,
            shown: HashMap::new(),
        };
        finder.look(care, told)?;
        Ok(finder)
    }

    /// Takes in what has changed since: files are looked at, and read where they look different.
    ///
    /// # Errors
    /// The folder of drafts cannot be read.
    pub fn catch_up(&mut self) -> Result<()> {
        self.look(Care { frugal: true, thorough: self.thorough, eager: false }, &mut |_, _| {})
    }

    /// The same at once: drafts, and what came, went or was replaced in the archive. What was
    /// changed in place there since the last [`Self::catch_up`] is not seen; `true` when there is
    /// so much of it that looking takes time.
    ///
    /// # Errors
    /// The folder of drafts cannot be read.
    pub fn glance(&mut self) -> Result<bool> {
        /// So many files are looked at in a millisecond or two.
        const QUICK: usize = 250;
        let is_large = (QUICK..=there::MANY).contains(&self.live.len());
        match is_large && !self.thorough {
            true => {
                self.list(false, &self.folders.clone())?;
                self.read()?;
            }
            false => self.catch_up()?,
        }
        Ok(is_large)
    }

    fn look(&mut self, care: Care, told: &mut dyn FnMut(usize, usize)) -> Result<()> {
        self.list(care.thorough, &[])?;
        let fresh = self.unindexed();
        let enough = if care.eager { 1 } else { FEW };
        if fresh >= enough && !care.frugal && self.files.is_disk() {
            // Whatever keeps it from being written, all can be read all the same.
            let files = self.files.clone();
            let old = self.kept.take();
            let updated = kept::update(&*files, &self.root, old, &self.folders, told);
            self.is_unwritten = updated.is_err();
            self.kept = kept::open(&*files, &self.root);
            self.list(care.thorough, &[])?;
        }
        self.read()
    }

    fn list(&mut self, thorough: bool, before: &[Folder]) -> Result<()> {
        let table = self.kept.as_ref().map(|kept| &kept.table);
        self.folders = there::all(&*self.files, &self.root, table, thorough, before)?;
        Ok(())
    }

    /// Reads what no index has.
    fn read(&mut self) -> Result<()> {
        let table = self.kept.as_ref().map(|kept| &kept.table);
        let mut folders = self.folders.clone();
        let pairs = there::leave_out_drafts(&mut folders, table);
        self.live = vec![false; table.map_or(0, |table| table.len())];
        let mut paths = vec![];
        for folder in &folders {
            for seen in &folder.files {
                match seen {
                    Seen::Known(range) => self.live[range.clone()].fill(true),
                    Seen::Fresh { name, .. } => paths.push(format!("{}/{name}", folder.path)),
                }
            }
        }
        let (files, root) = (&*self.files, &self.root);
        self.fresh = parallel::map(&paths, &|path| {
            // It has gone meanwhile, or nobody may read it, which `check` tells.
            let issue = read::from(files, &root.join(path)).unwrap_or_default();
            Fresh { path: path.clone(), issue: Arc::new(issue), former: None }
        });
        let former = parallel::map(&pairs, &|pair| {
            let issue = Arc::new(read::former(files, root, pair)?);
            Some(Fresh { path: pair.released.clone(), issue, former: Some(pair.draft.clone()) })
        });
        self.fresh.extend(former.into_iter().flatten());
        Ok(())
    }

    /// How many drafts no index has.
    pub fn unindexed(&self) -> usize {
        self.folders.iter().map(Folder::fresh).sum()
    }

    /// Reads a query; `None` when there is nothing in it to look for.
    pub fn query(&self, words: &str) -> Option<Query> {
        Query::read(words, &self.roster)
    }

    /// The best `most` items that match: where words stand in headlines first, then in columns and
    /// credits, then in bodies, of each the newest.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn find(&mut self, query: &Query, filter: &Filter, most: usize) -> Result<Found> {
        // What is shown is read from the drafts. Where one has changed since it was looked at, all
        // is looked at again, and if that does not tell, each file.
        const TRIES: usize = 4;
        for turn in 0..TRIES {
            if let Some(found) = self.try_find(query, filter, most)? {
                return Ok(found);
            }
            let thorough = self.thorough || turn > 0;
            self.look(Care { thorough, frugal: true, eager: false }, &mut |_, _| {})?;
        }
        bail!("稿件不停地在改，这次没有找成，请再找一次")
    }

    /// `None` when a draft is not what the index has of it any more.
    fn try_find(&mut self, query: &Query, filter: &Filter, most: usize) -> Result<Option<Found>> {
        let (items, issues, all) = self.matching(query, filter, most)?;
        let read = self.issues(&all);
        let hit = |found: &Match| {
            let Match { weight, at, .. } = *found;
            let (_, issue) = read.get(&at.issue())?.as_ref()?;
            let item = issue.items.get(at.item())?;
            let is_so = query.weight(item) == Some(weight);
            is_so.then(|| self.hit(query, at, weight, issue, item))
        };
        let hits: Option<Vec<Hit>> = parallel::map(&all, &hit).into_iter().collect();
        let Some(hits) = hits else { return Ok(None) };
        self.keep(read);
        Ok(Some(Found { items, issues, hits }))
    }

    /// The issues of some matches as they are now, `None` where one cannot be read.
    fn issues(&self, all: &[Match]) -> Read {
        let mut wanted: Vec<At> = all.iter().map(|found| found.at).collect();
        wanted.sort_unstable_by_key(|at| at.issue());
        wanted.dedup_by_key(|at| at.issue());
        let read = parallel::map(&wanted, &|at| self.issue(*at));
        wanted.into_iter().map(At::issue).zip(read).collect()
    }

    /// Keeps what was read for what is asked next, which is often about the same.
    fn keep(&mut self, read: Read) {
        /// Issues of a few pages each.
        const MOST: usize = 500;
        if self.shown.len() + read.len() > MOST {
            self.shown.clear();
        }
        let hashed = read.into_values().flatten().filter_map(|(hash, issue)| Some((hash?, issue)));
        self.shown.extend(hashed.take(MOST));
    }

    /// The path of an issue, relative to the workspace.
    fn path(&self, at: At) -> String {
        match at {
            At::Fresh(file, _) => self.fresh[file].path.clone(),
            At::Kept(file, _) => self.kept_path(file),
        }
    }

    fn kept_path(&self, file: usize) -> String {
        let Some(kept) = &self.kept else { return String::new() };
        let folder = kept.table.folders().find(|(_, _, files)| files.contains(&file));
        folder.map_or_else(String::new, |(path, ..)| format!("{path}/{}", kept.table.name(file)))
    }

    /// An issue as it is now. What was read of a text before is read again only when the file does
    /// not look as it did when the index was made of this text.
    fn issue(&self, at: At) -> Option<(Option<Hash>, Arc<Issue>)> {
        let file = match at {
            At::Fresh(file, _) => return Some((None, self.fresh[file].issue.clone())),
            At::Kept(file, _) => file,
        };
        let path = self.root.join(self.kept_path(file));
        let table = &self.kept.as_ref()?.table;
        let hash = table.hash(file);
        if let Some(issue) = self.shown.get(&hash) {
            let glance = self.files.glance(&path).ok()?;
            if table.glance_of(file) == glance && there::is_settled(glance, table.stamp()) {
                return Some((Some(hash), issue.clone()));
            }
        }
        let (hash, issue) = read::hashed(&*self.files, &path)?;
        Some((Some(hash), Arc::new(issue)))
    }

    fn hit(&self, query: &Query, at: At, weight: u8, issue: &Issue, item: &Item) -> Hit {
        let path = self.path(at);
        let name = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy();
        Hit {
            draft: workspace::shown(&self.root.join(&path), &self.here),
            standing: standing(&path),
            is_former: matches!(at, At::Fresh(file, _) if self.fresh[file].former.is_some()),
            name: name.into_owned(),
            date: issue.date,
            issue: issue.number,
            kind: issue.kind,
            number: item.number,
            column: shown::whole(query, &item.column),
            headline: shown::whole(query, &item.headline),
            credits: item.credits.iter().map(|credit| shown::whole(query, credit)).collect(),
            passages: shown::passages(query, item),
            weight,
            item: item.clone(),
        }
    }
}

impl At {
    /// What is equal for all items of one issue.
    fn issue(self) -> (bool, usize) {
        match self {
            Self::Kept(file, _) => (false, file),
            Self::Fresh(file, _) => (true, file),
        }
    }

    fn item(self) -> usize {
        match self {
            Self::Kept(_, item) | Self::Fresh(_, item) => item.into(),
        }
    }
}

impl Folder {
    /// How many of its files no index has.
    fn fresh(&self) -> usize {
        self.files.iter().filter(|seen| matches!(seen, Seen::Fresh { .. })).count()
    }
}

/// What a draft is, by its path in the workspace.
fn standing(path: &str) -> Standing {
    match path.split_once('/') {
        Some((DRAFTS_FOLDER, HELD_FILE)) => Standing::Held,
        Some((archive::FOLDER, _)) => Standing::Released,
        _ => Standing::Draft,
    }
}
