//! Which files an index was made of, and what is counted of them: one table of fixed rows, of which
//! only those are read that are asked for.
//!
//! Numbers are little-endian. Whatever is outside of the bytes reads as nothing, so that a damaged
//! table gives wrong numbers and never a panic; that it is not damaged its owner has seen to.

use std::ops::Range;

use chrono::NaiveDate;
use tantivy::directory::OwnedBytes;

use crate::draft::Kind;
use crate::workspace::files::{self, Glance};

mod build;

pub use build::Builder;

const MAGIC: u64 = u64::from_le_bytes(*b"kuaibao3");
const HEAD: usize = 8 * 8;
const FOLDER: usize = 48;
const FILE: usize = 80;
const ITEM: usize = 20;

/// A draft, as far as it is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name in its folder.
    pub name: String,
    pub glance: Glance,
    /// Of its bytes.
    pub hash: [u8; 16],
    /// Its number in the index of words.
    pub slot: u32,
    pub date: Option<NaiveDate>,
    pub number: Option<i64>,
    pub kind: Kind,
    pub is_readable: bool,
    pub editor: String,
    pub items: Vec<Fact>,
}

/// An item, as far as it is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    pub number: Option<(u16, u16)>,
    pub column: String,
    pub credits: Vec<String>,
    pub characters: u32,
}

/// A table as it was written.
#[derive(Debug, Clone)]
pub struct Table {
    bytes: OwnedBytes,
    folders: usize,
    files: usize,
    items: usize,
    credits: usize,
    slots: usize,
    strings: usize,
}

impl Table {
    /// `None` when it is none, or not whole.
    pub fn read(bytes: OwnedBytes) -> Option<Self> {
        let empty =
            Self { bytes, folders: 0, files: 0, items: 0, credits: 0, slots: 0, strings: 0 };
        let count =
            |at: usize| usize::try_from(empty.u64(8 * at)).ok().filter(|count| *count < 1 << 32);
        if empty.u64(0) != MAGIC {
            return None;
        }
        let (folders, files, items) = (count(2)?, count(3)?, count(4)?);
        let (credits, slots, strings) = (count(5)?, count(6)?, count(7)?);
        let table = Self { folders, files, items, credits, slots, strings, bytes: empty.bytes };
        let end = table.text_start() + table.u32(table.string_ends() + 4 * strings) as usize;
        (table.bytes.len() == end).then_some(table)
    }

    /// When reading for it began, by the clock of the file system.
    pub fn stamp(&self) -> i64 {
        self.i64(8)
    }

    /// The folders with their files' places.
    pub fn folders(&self) -> impl Iterator<Item = (&str, Glance, Range<usize>)> {
        (0..self.folders).map(|at| {
            let at = HEAD + at * FOLDER;
            let files = self.u32(at + 4) as usize..self.u32(at + 8) as usize;
            (self.string(self.u32(at)), self.glance(at + 16, files::Kind::Folder), files)
        })
    }

    pub fn len(&self) -> usize {
        self.files
    }

    pub fn is_empty(&self) -> bool {
        self.files == 0
    }

    /// The next number for an issue in the index of words.
    pub fn next_slot(&self) -> u32 {
        self.slots as u32
    }

    /// How many numbers belong to no issue any more.
    pub fn gone(&self) -> usize {
        self.slots.saturating_sub(self.files)
    }

    /// The file of an issue in the index of words.
    pub fn of_slot(&self, slot: u32) -> Option<usize> {
        let at = HEAD + self.folders * FOLDER + self.files * FILE + self.items * ITEM;
        let at = at + 4 * self.credits + 4 * slot as usize;
        let file = if (slot as usize) < self.slots { self.u32(at) } else { u32::MAX };
        ((file as usize) < self.files).then_some(file as usize)
    }

    fn row(&self, file: usize) -> usize {
        HEAD + self.folders * FOLDER + file * FILE
    }

    pub fn name(&self, file: usize) -> &str {
        self.string(self.u32(self.row(file)))
    }

    pub fn slot(&self, file: usize) -> u32 {
        self.u32(self.row(file) + 4)
    }

    pub fn date(&self, file: usize) -> Option<NaiveDate> {
        let row = self.row(file);
        let known = self.u16(row + 14) & 2 != 0;
        known.then(|| NaiveDate::from_num_days_from_ce_opt(self.u32(row + 16) as i32)).flatten()
    }

    /// The day as a number, 0 where there is none.
    pub fn day(&self, file: usize) -> i32 {
        self.u32(self.row(file) + 16) as i32
    }

    pub fn number(&self, file: usize) -> Option<i64> {
        let row = self.row(file);
        (self.u16(row + 14) & 4 != 0).then(|| self.i64(row + 24))
    }

    pub fn kind(&self, file: usize) -> Kind {
        if self.u16(self.row(file) + 14) & 1 == 0 { Kind::Regular } else { Kind::Supplement }
    }

    pub fn is_readable(&self, file: usize) -> bool {
        self.u16(self.row(file) + 14) & 8 != 0
    }

    pub fn editor(&self, file: usize) -> &str {
        self.string(self.u32(self.row(file) + 20))
    }

    pub fn glance_of(&self, file: usize) -> Glance {
        self.glance(self.row(file) + 32, files::Kind::File)
    }

    pub fn hash(&self, file: usize) -> [u8; 16] {
        let at = self.row(file) + 64;
        self.bytes.get(at..at + 16).and_then(|hash| hash.try_into().ok()).unwrap_or_default()
    }

    /// The items of a file: of how many there are, one is asked for by its place.
    pub fn items(&self, file: usize) -> usize {
        self.u16(self.row(file) + 12).into()
    }

    fn item_row(&self, file: usize, item: usize) -> usize {
        let first = self.u32(self.row(file) + 8) as usize;
        HEAD + self.folders * FOLDER + self.files * FILE + (first + item) * ITEM
    }

    pub fn item_number(&self, file: usize, item: usize) -> Option<(u16, u16)> {
        let at = self.item_row(file, item) + 12;
        Some((self.u16(at), self.u16(at + 2))).filter(|number| *number != (0, 0))
    }

    pub fn column(&self, file: usize, item: usize) -> &str {
        self.string(self.u32(self.item_row(file, item)))
    }

    pub fn characters(&self, file: usize, item: usize) -> u32 {
        self.u32(self.item_row(file, item) + 8)
    }

    pub fn credits(&self, file: usize, item: usize) -> impl Iterator<Item = &str> {
        let row = self.item_row(file, item);
        let (start, count) = (self.u32(row + 4) as usize, usize::from(self.u16(row + 16)));
        let base = HEAD + self.folders * FOLDER + self.files * FILE + self.items * ITEM;
        (start..start + count).map(move |at| self.string(self.u32(base + 4 * at)))
    }

    /// A file again as it was written.
    pub fn file(&self, file: usize) -> File {
        let items = (0..self.items(file)).map(|item| Fact {
            number: self.item_number(file, item),
            column: self.column(file, item).to_owned(),
            credits: self.credits(file, item).map(str::to_owned).collect(),
            characters: self.characters(file, item),
        });
        File {
            name: self.name(file).to_owned(),
            glance: self.glance_of(file),
            hash: self.hash(file),
            slot: self.slot(file),
            date: self.date(file),
            number: self.number(file),
            kind: self.kind(file),
            is_readable: self.is_readable(file),
            editor: self.editor(file).to_owned(),
            items: items.collect(),
        }
    }

    fn glance(&self, at: usize, kind: files::Kind) -> Glance {
        let modified = Some(self.i64(at)).filter(|modified| *modified != i64::MAX);
        let (changed, number, length) = (self.i64(at + 8), self.u64(at + 16), self.u64(at + 24));
        Glance { kind, length, modified, changed, number }
    }

    fn string_ends(&self) -> usize {
        HEAD + self.folders * FOLDER
            + self.files * FILE
            + self.items * ITEM
            + 4 * self.credits
            + 4 * self.slots
    }

    fn text_start(&self) -> usize {
        self.string_ends() + 4 * (self.strings + 1)
    }

    fn string(&self, number: u32) -> &str {
        let at = self.string_ends() + 4 * number as usize;
        let (from, to) = (self.u32(at) as usize, self.u32(at + 4) as usize);
        let start = self.text_start();
        let bytes = self.bytes.get(start + from..start + to).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    fn number_at<const N: usize>(&self, at: usize) -> [u8; N] {
        self.bytes.get(at..at + N).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; N])
    }

    fn u16(&self, at: usize) -> u16 {
        u16::from_le_bytes(self.number_at(at))
    }

    fn u32(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.number_at(at))
    }

    fn u64(&self, at: usize) -> u64 {
        u64::from_le_bytes(self.number_at(at))
    }

    fn i64(&self, at: usize) -> i64 {
        i64::from_le_bytes(self.number_at(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder {
        path: String,
        glance: Option<Glance>,
        files: Vec<File>,
    }

    fn write(all: &[Folder], stamp: i64) -> Vec<u8> {
        let mut builder = Builder::default();
        for folder in all {
            builder.folder(&folder.path, folder.glance);
            folder.files.iter().for_each(|file| builder.file(file));
        }
        builder.finish(stamp, 6)
    }

    fn all() -> Vec<Folder> {
        let glance = |number| Glance {
            kind: files::Kind::File,
            length: 10,
            modified: Some(-5),
            changed: 7,
            number,
        };
        let file = |name: &str, slot: u32, credits: &[&str]| File {
            name: name.to_owned(),
            glance: glance(slot.into()),
            hash: [slot as u8; 16],
            slot,
            date: NaiveDate::from_ymd_opt(2024, 1, 5).filter(|_| slot != 2),
            number: (slot != 2).then_some(7),
            kind: if slot == 4 { Kind::Supplement } else { Kind::Regular },
            is_readable: slot == 4,
            editor: "李勉".to_owned(),
            items: vec![
                Fact::default(),
                Fact {
                    number: Some((2, 3)),
                    column: "民生保障".to_owned(),
                    credits: credits.iter().map(|credit| (*credit).to_owned()).collect(),
                    characters: 300,
                },
            ],
        };
        let folder = Glance { kind: files::Kind::Folder, ..glance(9) };
        vec![
            Folder {
                path: "drafts".to_owned(),
                glance: Some(folder),
                files: vec![
                    file("2024-01.toml", 4, &[]),
                    file("held.toml", 2, &["人社局", "住建局"]),
                ],
            },
            Folder { path: "archive/2023".to_owned(), glance: Some(folder), files: vec![] },
        ]
    }

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let all = all();
        let table = Table::read(OwnedBytes::new(write(&all, 99))).expect("a table");
        assert_eq!((table.stamp(), table.len(), table.next_slot(), table.gone()), (99, 2, 6, 4));
        let folders: Vec<_> = table.folders().collect();
        assert_eq!(folders.len(), 2);
        for ((path, glance, files), folder) in folders.into_iter().zip(&all) {
            assert_eq!((path, Some(glance)), (&*folder.path, folder.glance));
            let files: Vec<File> = files.map(|file| table.file(file)).collect();
            assert_eq!(files, folder.files);
        }
        assert_eq!([0, 2, 4, 5].map(|slot| table.of_slot(slot)), [None, Some(1), Some(0), None]);
    }

    #[test]
    fn what_is_cut_is_no_table() {
        let bytes = write(&all(), 99);
        for length in 0..bytes.len() {
            assert!(Table::read(OwnedBytes::new(bytes[..length].to_vec())).is_none(), "{length}");
        }
        // Whatever the numbers are, nothing is read outside.
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0xFF;
            if let Some(table) = Table::read(OwnedBytes::new(bytes)) {
                let _ = table.folders().count();
                (0..table.len().min(9)).for_each(|file| drop(table.file(file)));
            }
        }
    }
}
