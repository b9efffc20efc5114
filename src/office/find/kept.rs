//! The index that is kept beside the archive, in `.kuaibao/index`: opened as it is, brought up to
//! date, made anew where it is damaged. It can be deleted at any time.
//!
//! `state.json` names everything else, with what each file looked like when it was written, and is
//! itself put in its place as a whole. An index is used only if all is as it says: what was cut off,
//! altered or half written is not looked into. One process writes at a time; readers take no lock,
//! as what they have open stays what it was.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;

use super::read;
use super::there::{self, Folder, Seen};
use crate::office::press::PROGRAM;
use crate::office::store;
use crate::search::table::{Builder, Fact, File, Table};
use crate::search::words::{self, Key, Texts, Words, Writer};
use crate::source::{self, parallel};
use crate::workspace::files::{Files, Glance};

const FOLDER: &str = "index";
const STATE_FILE: &str = "state.json";
const LOCK_FILE: &str = "lock";
const STAMP_FILE: &str = "stamp";

/// Drafts that are read before they are put away.
const AT_ONCE: usize = 256;

/// Bytes for items on their way into the index: of a few, and of many.
const LITTLE: usize = 16 << 20;
const MUCH: usize = 120 << 20;

/// From so many drafts on there is much to do.
const MANY: usize = 1000;

#[derive(Debug)]
pub(super) struct Kept {
    pub(super) table: Table,
    pub(super) words: Words,
    state: State,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct State {
    /// What it was written by: another program may read texts otherwise.
    program: String,
    format: u32,
    /// Counts up, and names the table.
    count: u64,
    words: String,
    /// The `meta.json` of the words.
    meta: String,
    files: Vec<(String, Written)>,
}

/// What a file looked like when it had been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    length: u64,
    modified: Option<i64>,
    changed: i64,
    number: u64,
}

impl Written {
    fn of(glance: Glance) -> Self {
        let Glance { length, modified, changed, number, .. } = glance;
        Self { length, modified, changed, number }
    }
}

fn folder(root: &Path) -> PathBuf {
    root.join(store::FOLDER).join(FOLDER)
}

fn table_name(count: u64) -> String {
    format!("table-{count}")
}

/// The index of a workspace, if there is one that can be trusted.
pub(super) fn open(files: &dyn Files, root: &Path) -> Option<Kept> {
    // Somebody may just be writing it anew.
    const TRIES: usize = 3;
    (0..TRIES).find_map(|_| try_open(files, &folder(root)))
}

fn try_open(files: &dyn Files, folder: &Path) -> Option<Kept> {
    let state = state(files, folder)?;
    let directory = MmapDirectory::open(folder.join(&state.words)).ok()?;
    let words = Words::open(directory, state.meta.as_bytes()).ok()?;
    let directory = MmapDirectory::open(folder).ok()?;
    let table = words::bytes(&directory, Path::new(&table_name(state.count))).ok()?;
    Some(Kept { table: Table::read(table)?, words, state })
}

/// What the index is to be, when all its files are still what they were.
fn state(files: &dyn Files, folder: &Path) -> Option<State> {
    let bytes = files.saved(&folder.join(STATE_FILE)).ok()?;
    let state: State = serde_json::from_slice(&bytes).ok()?;
    let plain = |name: &str| !name.is_empty() && !name.contains(['/', '\\']) && name != "..";
    if state.program != PROGRAM || state.format != words::FORMAT || !plain(&state.words) {
        return None;
    }
    let there = written(files, &folder.join(&state.words))?;
    let table = files.glance(&folder.join(table_name(state.count))).ok()?;
    let as_it_was = state.files.iter().all(|(name, was)| match name == &table_name(state.count) {
        true => Written::of(table) == *was,
        false => there.iter().any(|(other, is)| other == name && is == was),
    });
    (as_it_was && !state.files.is_empty()).then_some(state)
}

/// What the files of a folder look like.
fn written(files: &dyn Files, folder: &Path) -> Option<Vec<(String, Written)>> {
    let all = files.glances(folder).ok()?.into_iter();
    let named = all.filter_map(|(path, glance)| {
        Some((path.file_name()?.to_str()?.to_owned(), Written::of(glance)))
    });
    Some(named.collect())
}

/// How it went to bring an index up to date.
pub(super) enum Updated {
    Done,
    /// Another process is at it.
    Busy,
}

/// Brings the index up to date with all that is there, or makes it anew. Tells how many of how many
/// drafts have been read.
///
/// # Errors
/// It cannot be written.
pub(super) fn update(
    files: &dyn Files,
    root: &Path,
    old: Option<Kept>,
    all: &[Folder],
    told: &mut dyn FnMut(usize, usize),
) -> Result<Updated> {
    let folder = &folder(root);
    files.make_folder(folder)?;
    let Some(_lock) = files.lock(&folder.join(LOCK_FILE))? else { return Ok(Updated::Busy) };
    // What was looked at before may have been written by somebody else meanwhile.
    let is_current = match &old {
        Some(old) => state(files, folder).is_some_and(|state| state.count == old.state.count),
        None => try_open(files, folder).is_none(),
    };
    if !is_current {
        return Ok(Updated::Busy);
    }
    // Many numbers that mean nothing any more are worth a new beginning.
    let old = old.filter(|old| old.table.gone() < 1000 + old.table.len());
    if let Some(old) = &old
        && write(files, root, folder, Some(old), all, told).is_ok()
    {
        return Ok(Updated::Done);
    }
    // Nothing is as any index has it.
    let all = there::all(files, root, None, true, &[])?;
    write(files, root, folder, None, &all, told).map(|()| Updated::Done)
}

fn write(
    files: &dyn Files,
    root: &Path,
    folder: &Path,
    old: Option<&Kept>,
    all: &[Folder],
    told: &mut dyn FnMut(usize, usize),
) -> Result<()> {
    store::deliver(files, &folder.join(STAMP_FILE), b"")?;
    let stamp = files.glance(&folder.join(STAMP_FILE))?.modified.context("no time")?;
    let count = last_count(files, folder) + 1;
    let words = old.map_or_else(|| format!("words-{count}"), |old| old.state.words.clone());
    let table = old.map(|old| &old.table);
    let fresh = |seen: &&Seen| matches!(seen, Seen::Fresh { .. });
    let total = all.iter().flat_map(|folder| &folder.files).filter(fresh).count();
    files.make_folder(&folder.join(&words))?;
    let memory = if total > MANY { MUCH } else { LITTLE };
    let writer = Writer::new(MmapDirectory::open(folder.join(&words))?, memory)?;
    let mut job = Job {
        files,
        root,
        table,
        writer,
        stamp,
        next_slot: table.map_or(0, Table::next_slot),
        kept: vec![false; table.map_or(0, Table::len)],
        builder: Builder::default(),
        done: 0,
        total,
    };
    for some in all {
        job.folder(some, told)?;
    }
    for (file, _) in job.kept.iter().enumerate().filter(|(_, kept)| !**kept) {
        job.writer.remove(table.map_or(0, |table| table.slot(file)));
    }
    job.writer.finish()?;
    let name = table_name(count);
    store::deliver(files, &folder.join(&name), &job.builder.finish(stamp, job.next_slot))?;
    finish(files, folder, count, words)
}

/// Writes what the index is now, and takes away what it was.
fn finish(files: &dyn Files, folder: &Path, count: u64, words: String) -> Result<()> {
    let meta = files.saved(&folder.join(&words).join(words::META))?;
    let meta = String::from_utf8(meta)?;
    let directory = MmapDirectory::open(folder.join(&words))?;
    let opened = Words::open(directory, meta.as_bytes())?;
    let pieces: BTreeSet<&str> = opened.pieces().collect();
    let mut list = written(files, &folder.join(&words)).context("no files")?;
    list.retain(|(name, _)| name.split('.').next().is_some_and(|piece| pieces.contains(piece)));
    let table = Written::of(files.glance(&folder.join(table_name(count)))?);
    list.push((table_name(count), table));
    let state = State {
        program: PROGRAM.to_owned(),
        format: words::FORMAT,
        count,
        words: words.clone(),
        meta,
        files: list,
    };
    store::deliver(files, &folder.join(STATE_FILE), &serde_json::to_vec(&state)?)?;
    for path in files.list(folder).unwrap_or_default() {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let old_table = name.starts_with("table-") && name != table_name(count);
        let old_words = name.starts_with("words-") && name != words;
        // What cannot be removed now the next one removes.
        let _ = match (old_table, old_words) {
            (true, _) => files.remove(&path),
            (_, true) => files.remove_folder(&path),
            _ => Ok(()),
        };
    }
    Ok(())
}

/// The highest number that any file of the index has: none is used twice.
fn last_count(files: &dyn Files, folder: &Path) -> u64 {
    let names = files.list(folder).unwrap_or_default();
    let numbers = names.iter().filter_map(|path| {
        let (_, number) = path.file_name()?.to_str()?.split_once('-')?;
        number.parse().ok()
    });
    numbers.max().unwrap_or(0)
}

struct Job<'a> {
    files: &'a dyn Files,
    root: &'a Path,
    table: Option<&'a Table>,
    writer: Writer,
    stamp: i64,
    next_slot: u32,
    /// Of the files of the table, those that are as they were.
    kept: Vec<bool>,
    builder: Builder,
    done: usize,
    total: usize,
}

/// A draft on its way into the index.
enum Row {
    /// As the table has it.
    Known(usize),
    /// Its text is what it was, whatever it looks like.
    Same(usize, Glance),
    New(Box<File>, Vec<Texts>),
    /// One that cannot be read, or is just being written: it is read whenever it is asked for.
    Left,
}

impl Job<'_> {
    fn folder(&mut self, folder: &Folder, told: &mut dyn FnMut(usize, usize)) -> Result<()> {
        // A folder that is changing just now is to be listed again.
        let glance = folder.glance.filter(|glance| there::is_settled(*glance, self.stamp));
        self.builder.folder(&folder.path, glance);
        let old = self.table.and_then(|table| {
            table.folders().find(|(path, ..)| *path == folder.path).map(|(.., files)| files)
        });
        for some in folder.files.chunks(AT_ONCE) {
            let rows = parallel::map(some, &|seen| self.read(&folder.path, old.clone(), seen));
            for row in rows.into_iter().flatten() {
                self.put(row)?;
            }
            told(self.done, self.total);
        }
        Ok(())
    }

    fn read(&self, folder: &str, old: Option<Range<usize>>, seen: &Seen) -> Vec<Row> {
        match seen {
            Seen::Known(range) => range.clone().map(Row::Known).collect(),
            Seen::Fresh { name, glance } => vec![self.read_file(folder, old, name, *glance)],
        }
    }

    fn read_file(
        &self,
        folder: &str,
        old: Option<Range<usize>>,
        name: &str,
        glance: Glance,
    ) -> Row {
        if !there::is_settled(glance, self.stamp) {
            return Row::Left;
        }
        let path = self.root.join(folder).join(name);
        let Ok((bytes, length)) = self.files.read(&path, source::file::MAX_BYTES) else {
            return Row::Left;
        };
        let hash = read::short(&bytes);
        if let (Some(table), Some(old)) = (self.table, old)
            && let at = there::partition(old.clone(), |at| table.name(at) < name)
            && at < old.end
            && table.name(at) == name
            && table.hash(at) == hash
            && table.glance_of(at).length == length
        {
            return Row::Same(at, glance);
        }
        let issue = read::issue(&path, bytes, length);
        let texts = issue.items.iter().map(Texts::of).collect();
        let items = issue.items.into_iter().map(|item| Fact {
            number: item.number,
            column: item.column,
            credits: item.credits,
            characters: item.characters,
        });
        let file = File {
            name: name.to_owned(),
            glance,
            hash,
            slot: 0,
            date: issue.date,
            number: issue.number,
            kind: issue.kind,
            is_readable: issue.is_readable,
            editor: issue.editor,
            items: items.collect(),
        };
        Row::New(Box::new(file), texts)
    }

    fn put(&mut self, row: Row) -> Result<()> {
        match (row, self.table) {
            (Row::Known(at), Some(table)) => {
                self.kept[at] = true;
                self.builder.file(&table.file(at));
                return Ok(());
            }
            (Row::Same(at, glance), Some(table)) => {
                self.kept[at] = true;
                self.builder.file(&File { glance, ..table.file(at) });
            }
            (Row::New(file, texts), _) => {
                let file = File { slot: self.next_slot, ..*file };
                self.next_slot += 1;
                // More items than that no index numbers, and no bulletin has.
                for (item, texts) in texts.iter().enumerate().take(u16::MAX.into()) {
                    self.writer.add(Key { slot: file.slot, item: item as u16 }, texts)?;
                }
                self.builder.file(&file);
            }
            _ => {}
        }
        self.done += 1;
        Ok(())
    }
}
