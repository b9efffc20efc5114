//! The issues of a workspace, a century of them if need be: of each is kept what others ask of
//! it, and whole drafts as far as there is room. The rest are read again when they are wanted.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use super::entry::{Entry, Issue};
use super::files::{self, Files, Look};

/// Bytes of text that are kept, a thousand usual drafts; what is made of them takes as much again.
const ROOM: usize = 8 << 20;

#[derive(Debug)]
pub struct Shelf {
    files_of: Arc<dyn Files>,
    /// The folder that paths are shown from.
    from: PathBuf,
    issues: Vec<Issue>,
    files: Vec<File>,
    /// Whole drafts: the first as far as there is room, and those that are in no file. What is read
    /// again is not kept: a draft is many small pieces, which would be strewn over all the memory
    /// that typesetting takes.
    whole: Vec<Option<Arc<Entry>>>,
    room: usize,
}

/// Where a draft was read, and a fingerprint of its text.
#[derive(Debug)]
struct File {
    path: PathBuf,
    fingerprint: u64,
    /// What it looked like before it was read.
    look: Option<Look>,
}

impl File {
    fn new(path: &Path, entry: &Entry, look: Option<Look>) -> Self {
        let mut hasher = DefaultHasher::new();
        entry.source.text().hash(&mut hasher);
        Self { path: path.to_owned(), fingerprint: hasher.finish(), look }
    }
}

impl Shelf {
    pub(super) fn new(files_of: Arc<dyn Files>, from: &Path) -> Self {
        Self {
            files_of,
            from: from.to_owned(),
            issues: vec![],
            files: vec![],
            whole: vec![],
            room: ROOM,
        }
    }

    /// Drafts that are in no file.
    pub fn unsaved(entries: impl IntoIterator<Item = Entry>) -> Self {
        let whole: Vec<_> = entries.into_iter().map(|entry| Some(Arc::new(entry))).collect();
        let issues = whole.iter().flatten().map(|entry| Issue::of(entry)).collect();
        let file = |entry: &Arc<Entry>| File::new(entry.source.path(), entry, None);
        let files = whole.iter().flatten().map(file).collect();
        Self { issues, files, whole, room: 0, ..Self::new(files::disk(), Path::new("")) }
    }

    /// Adds what has just been read from a file.
    pub(super) fn push(&mut self, path: &Path, look: Option<Look>, entry: Entry) {
        self.insert(self.issues.len(), path, look, entry);
    }

    /// The same, before another.
    pub(super) fn insert(&mut self, index: usize, path: &Path, look: Option<Look>, entry: Entry) {
        self.issues.insert(index, Issue::of(&entry));
        self.files.insert(index, File::new(path, &entry, look));
        let left = self.room.checked_sub(weight(&entry));
        self.whole.insert(index, left.is_some().then(|| Arc::new(entry)));
        // Where one has not fitted, a smaller one may still.
        self.room = left.unwrap_or(self.room);
    }

    /// Puts another text in the place of a draft's: one that is in its file by now, or will be.
    pub(super) fn replace(&mut self, index: usize, look: Option<Look>, entry: Entry) {
        self.free(index);
        self.issues[index] = Issue::of(&entry);
        self.files[index] = File::new(&self.files[index].path, &entry, look);
        self.room = self.room.saturating_sub(weight(&entry));
        self.whole[index] = Some(Arc::new(entry));
    }

    /// Takes a draft away that is no more.
    pub(super) fn remove(&mut self, index: usize) {
        self.free(index);
        self.issues.remove(index);
        self.files.remove(index);
        self.whole.remove(index);
    }

    fn free(&mut self, index: usize) {
        if let Some(entry) = &self.whole[index] {
            self.room = ROOM.min(self.room + weight(entry));
        }
    }

    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The file of an issue's draft.
    pub(super) fn file(&self, index: usize) -> &Path {
        &self.files[index].path
    }

    /// What an issue's file looked like before it was read.
    pub(super) fn look(&self, index: usize) -> Option<Look> {
        self.files[index].look
    }

    /// The draft of an issue, as its file is now.
    pub(super) fn open(&self, index: usize) -> Result<Entry> {
        self.open_file(self.file(index))
    }

    /// A draft of this file, whether it is on the shelf or not.
    pub(super) fn open_file(&self, path: &Path) -> Result<Entry> {
        Entry::open(&*self.files_of, path, &self.from)
    }

    /// The same; where it cannot be read that is found in it.
    pub(super) fn open_or_unreadable(&self, path: &Path) -> Entry {
        Entry::open_or_unreadable(&*self.files_of, path, &self.from)
    }

    /// The whole draft of an issue, as it was first read.
    ///
    /// # Errors
    /// Its file is gone, or has another text by now.
    pub(super) fn whole(&self, index: usize) -> Result<Arc<Entry>> {
        if let Some(entry) = &self.whole[index] {
            return Ok(entry.clone());
        }
        let entry = self.open(index)?;
        let file = &self.files[index];
        if File::new(&file.path, &entry, None).fingerprint != file.fingerprint {
            let path = self.issues[index].path.display();
            bail!("{path} 刚才被别的程序改过，请再运行一次");
        }
        Ok(Arc::new(entry))
    }
}

fn weight(entry: &Entry) -> usize {
    let attached: usize = entry.attachments.files().map(|(_, bytes)| bytes.len()).sum();
    entry.source.text().len() + attached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &Path, text: &str) -> Entry {
        Entry::read(path, text.into(), text.len() as u64)
    }

    /// A shelf of drafts in files.
    fn shelf(folder: &Path, count: usize) -> Shelf {
        let mut shelf = Shelf::new(files::disk(), folder);
        for number in 1..=count {
            let name = format!("{number}.toml");
            let text = format!("number = {number}\n# {}", "x".repeat(900 << 10));
            let path = folder.join(&name);
            std::fs::write(&path, &text).expect("written");
            shelf.push(&path, None, entry(Path::new(&name), &text));
        }
        shelf
    }

    #[test]
    fn what_does_not_fit_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = shelf(folder.path(), 20);
        let kept = shelf.whole.iter().flatten().count();
        assert_eq!(kept, 9, "9 times 900 KiB fit into 8 MiB");
        for index in [0, 19, 7, 0] {
            let whole = shelf.whole(index).expect("its file is there");
            assert_eq!(whole.draft.number(), Some(index as i64 + 1));
        }
    }

    #[test]
    fn a_file_that_has_changed_or_gone_is_told_apart() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = shelf(folder.path(), 12);
        std::fs::write(folder.path().join("11.toml"), "number = 2").expect("written");
        std::fs::remove_file(folder.path().join("12.toml")).expect("removed");
        let error = |index| shelf.whole(index).expect_err("not what it was").to_string();
        assert_eq!(error(10), "11.toml 刚才被别的程序改过，请再运行一次");
        assert!(error(11).starts_with("打不开文件"), "{}", error(11));
    }

    #[test]
    fn what_is_not_saved_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut shelf = shelf(folder.path(), 12);
        shelf.replace(11, None, entry(Path::new("12.toml"), "number = 100"));
        assert_eq!(shelf.whole(11).expect("kept").draft.number(), Some(100));
        assert_eq!(shelf.issues()[11].number, Some(100));
    }
}
