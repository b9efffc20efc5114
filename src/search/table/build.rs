//! A table written.

use std::collections::HashMap;

use chrono::Datelike as _;

use super::{FOLDER, File, MAGIC};
use crate::draft::Kind;
use crate::workspace::files::Glance;

/// A table that is being written, folder by folder, file by file, each in order of its path.
#[derive(Debug, Default)]
pub struct Builder {
    folders: Vec<u8>,
    files: Vec<u8>,
    items: Vec<u8>,
    credits: Vec<u8>,
    slots: Vec<u32>,
    known: HashMap<Box<str>, u32>,
    /// Where each string ends in the text.
    ends: Vec<u32>,
    text: Vec<u8>,
    folder_count: u32,
    file_count: u32,
    item_count: u32,
}

impl Builder {
    /// Begins a folder: its path is relative to the workspace, with `/`.
    pub fn folder(&mut self, path: &str, at: Option<Glance>) {
        let path = self.add(path);
        put(&mut self.folders, &[path, self.file_count, self.file_count, 0]);
        glance(&mut self.folders, at);
        self.folder_count += 1;
    }

    /// Adds a file to the folder that was begun.
    pub fn file(&mut self, file: &File) {
        let slot = file.slot as usize;
        if self.slots.len() <= slot {
            self.slots.resize(slot + 1, u32::MAX);
        }
        self.slots[slot] = self.file_count;
        self.file_count += 1;
        // Where the folder's files end, which is also where those of the next begin.
        if let Some(end) = self.folders.len().checked_sub(FOLDER - 8)
            && let Some(end) = self.folders.get_mut(end..end + 4)
        {
            end.copy_from_slice(&self.file_count.to_le_bytes());
        }
        let flags = u16::from(file.kind == Kind::Supplement)
            | u16::from(file.date.is_some()) << 1
            | u16::from(file.number.is_some()) << 2
            | u16::from(file.is_readable) << 3;
        let (name, editor) = (self.add(&file.name), self.shared(&file.editor));
        put(&mut self.files, &[name, file.slot, self.item_count]);
        self.files.extend((file.items.len() as u16).to_le_bytes());
        self.files.extend(flags.to_le_bytes());
        let day = file.date.map_or(0, |date| date.num_days_from_ce());
        put(&mut self.files, &[day as u32, editor]);
        self.files.extend(file.number.unwrap_or(0).to_le_bytes());
        glance(&mut self.files, Some(file.glance));
        self.files.extend(file.hash);
        for item in &file.items {
            self.item_count += 1;
            let column = self.shared(&item.column);
            put(&mut self.items, &[column, (self.credits.len() / 4) as u32, item.characters]);
            let (column, number) = item.number.unwrap_or_default();
            for part in [column, number, item.credits.len() as u16, 0] {
                self.items.extend(part.to_le_bytes());
            }
            for credit in &item.credits {
                let credit = self.shared(credit);
                put(&mut self.credits, &[credit]);
            }
        }
    }

    /// The bytes of the table. `stamp` is when reading for it began, by the clock of the file system;
    /// `next_slot` the number of the next issue: none is given twice.
    pub fn finish(mut self, stamp: i64, next_slot: u32) -> Vec<u8> {
        let slots = self.slots.len().max(next_slot as usize);
        self.slots.resize(slots, u32::MAX);
        let mut bytes = MAGIC.to_le_bytes().to_vec();
        bytes.extend(stamp.to_le_bytes());
        let counts = [
            self.folder_count as usize,
            self.file_count as usize,
            self.item_count as usize,
            self.credits.len() / 4,
            self.slots.len(),
            self.ends.len(),
        ];
        counts.iter().for_each(|count| bytes.extend((*count as u64).to_le_bytes()));
        for part in [self.folders, self.files, self.items, self.credits] {
            bytes.extend(part);
        }
        put(&mut bytes, &self.slots);
        put(&mut bytes, &[0]);
        put(&mut bytes, &self.ends);
        bytes.extend(self.text);
        bytes
    }

    /// The number of a string that many have.
    fn shared(&mut self, text: &str) -> u32 {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let number = self.add(text);
        self.known.insert(text.into(), number);
        number
    }

    fn add(&mut self, text: &str) -> u32 {
        self.text.extend(text.as_bytes());
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }
}

fn put(bytes: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
}

fn glance(bytes: &mut Vec<u8>, glance: Option<Glance>) {
    let modified = glance.and_then(|glance| glance.modified).unwrap_or(i64::MAX);
    bytes.extend(modified.to_le_bytes());
    bytes.extend(glance.map_or(0, |glance| glance.changed).to_le_bytes());
    bytes.extend(glance.map_or(0, |glance| glance.number).to_le_bytes());
    bytes.extend(glance.map_or(0, |glance| glance.length).to_le_bytes());
}
