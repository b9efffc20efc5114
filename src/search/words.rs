//! The words of many items in a kept index (tantivy): pairs of units that stand side by side, with
//! their places, so that what the index finds is what a reader of all texts would find.
//!
//! Pairs rather than words: Chinese is written without spaces, and whoever divides it into words
//! first finds only what was divided alike. A phrase is found by pairs that cover it; a single unit
//! by all pairs that begin with it, of which each text has one, as a paragraph's end is a unit, too.
//! Nothing of the texts is kept: what is shown is read from the drafts, which are as they are now.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::postings::SegmentPostings;
use tantivy::query::{EnableScoring, PhraseQuery, Query as _};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{
    DocId, DocSet, Index, IndexWriter, SegmentReader, TERMINATED, TantivyDocument, Term,
};

use super::fold::{self, Phrase};
use super::pairs::{PAIRS, Pairs};
use super::query::Query;
use super::text::{Item, Place};
use crate::source::parallel;

/// What the kept index is written in; another one is made anew.
pub const FORMAT: u32 = 1;

/// Items of a piece of the index that is not joined with others any more: fewer than a thread's
/// memory holds, so that those of a whole archive are written once and left.
const LARGE: usize = 20_000;

/// Keys that are read at a time.
const BLOCK: usize = 128;

/// An item in the index: the number of its issue, and which of its items it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub slot: u32,
    pub item: u16,
}

impl Key {
    fn number(self) -> u64 {
        u64::from(self.slot) << 16 | u64::from(self.item)
    }

    fn of(number: u64) -> Self {
        Self { slot: (number >> 16) as u32, item: (number & 0xFFFF) as u16 }
    }
}

#[derive(Debug, Clone)]
struct Fields {
    schema: Schema,
    slot: Field,
    key: Field,
    /// As [`Place::ALL`].
    texts: [Field; 3],
}

impl Fields {
    fn new() -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(PAIRS)
            .set_fieldnorms(false)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = TextOptions::default().set_indexing_options(indexing);
        let slot = schema.add_u64_field("slot", INDEXED);
        let key = schema.add_u64_field("key", FAST);
        let texts =
            ["headline", "label", "body"].map(|name| schema.add_text_field(name, text.clone()));
        Self { schema: schema.build(), slot, key, texts }
    }
}

/// The folded texts of an item, as [`Place::ALL`].
#[derive(Debug, Clone)]
pub struct Texts([String; 3]);

impl Texts {
    pub fn of(item: &Item) -> Self {
        Self(Place::ALL.map(|place| item.folded(place).into_text()))
    }
}

/// An index that is being written.
pub struct Writer {
    fields: Fields,
    writer: IndexWriter,
}

impl Writer {
    /// Opens the index in a directory, or begins one there. `memory` is shared by two threads.
    ///
    /// # Errors
    /// Somebody else writes it, or it cannot be written.
    pub fn new(directory: impl Into<Box<dyn Directory>>, memory: usize) -> Result<Self> {
        let fields = Fields::new();
        let index = Index::open_or_create(directory, fields.schema.clone())?;
        index.tokenizers().register(PAIRS, Pairs);
        let threads = if memory < 64 << 20 { 1 } else { 2 };
        let writer: IndexWriter = index.writer_with_num_threads(threads, memory)?;
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(LARGE);
        writer.set_merge_policy(Box::new(policy));
        Ok(Self { fields, writer })
    }

    /// Adds an item, which can be found after [`Self::finish`].
    pub fn add(&self, key: Key, texts: &Texts) -> Result<()> {
        let mut document = TantivyDocument::default();
        document.add_u64(self.fields.slot, u64::from(key.slot));
        document.add_u64(self.fields.key, key.number());
        for (text, field) in texts.0.iter().zip(self.fields.texts) {
            if !text.is_empty() {
                document.add_text(field, text);
            }
        }
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Takes out all items of an issue.
    pub fn remove(&self, slot: u32) {
        self.writer.delete_term(Term::from_field_u64(self.fields.slot, u64::from(slot)));
    }

    /// Makes everything so far part of the index.
    pub fn finish(mut self) -> Result<()> {
        self.writer.commit()?;
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}

/// The file of an index that names all others.
pub const META: &str = "meta.json";

/// An index to be asked, as it was at one time: whatever is written meanwhile is not seen.
#[derive(Debug)]
pub struct Words {
    fields: Fields,
    segments: Vec<(SegmentReader, String)>,
}

impl Words {
    /// Opens the index in a directory as its `meta.json` said at that time.
    ///
    /// # Errors
    /// It cannot be read: others have written it anew since, or it is damaged.
    pub fn open(directory: impl Into<Box<dyn Directory>>, meta: &[u8]) -> Result<Self> {
        let pinned = Pinned { inner: directory.into(), meta: meta.into() };
        let index = Index::open(pinned)?;
        let fields = Fields::new();
        if index.schema() != fields.schema {
            bail!("another index");
        }
        index.tokenizers().register(PAIRS, Pairs);
        let mut segments = vec![];
        for segment in index.searchable_segments()? {
            let name = segment.id().uuid_string();
            segments.push((SegmentReader::open(&segment)?, name));
        }
        Ok(Self { fields, segments })
    }

    /// What the names of its files begin with.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(|(_, name)| name.as_str())
    }

    /// Gives each item that matches, told how well, to what gathers them. Pieces are asked on two
    /// threads: to what one has gathered `joined` adds what the other has.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn gather<C: Send>(
        &self,
        query: &Query,
        start: &(impl Fn() -> C + Sync),
        put: &(impl Fn(&mut C, Key, u8) + Sync),
        joined: impl FnOnce(C, C) -> C,
    ) -> Result<C> {
        // Two halves of about as many items.
        let (mut one, mut other) = ((vec![], 0), (vec![], 0));
        for (segment, _) in &self.segments {
            let less = if one.1 <= other.1 { &mut one } else { &mut other };
            less.0.push(segment);
            less.1 += segment.max_doc();
        }
        let asked = |mut gathered: C, segments: &[&SegmentReader]| {
            for segment in segments.iter().rev() {
                self.ask(segment, query, &mut |key, weight| put(&mut gathered, key, weight))?;
            }
            anyhow::Ok(gathered)
        };
        const LITTLE: u32 = 20_000;
        if one.1 + other.1 < LITTLE {
            return asked(asked(start(), &one.0)?, &other.0);
        }
        let (first, rest) = parallel::both(|| asked(start(), &one.0), || asked(start(), &other.0));
        Ok(joined(first?, rest?))
    }

    fn ask(
        &self,
        segment: &SegmentReader,
        query: &Query,
        put: &mut impl FnMut(Key, u8),
    ) -> Result<()> {
        let size = segment.max_doc() as usize;
        let mut sums: Vec<u8> = vec![query.least(); size];
        let mut best: Vec<u8> = vec![0; size];
        // Those that must be there first: the others only take away.
        let mut words: Vec<_> = query.words.iter().collect();
        words.sort_by_key(|word| word.absent);
        for (at, word) in words.iter().enumerate() {
            best.fill(0);
            for (place, field) in Place::ALL.into_iter().zip(self.fields.texts) {
                for phrase in &word.phrases {
                    each_document(segment, field, phrase, &mut |document| {
                        if let Some(best) = best.get_mut(document as usize) {
                            *best = (*best).max(place.weight());
                        }
                    })?;
                }
            }
            if at == 0 && !word.absent {
                std::mem::swap(&mut sums, &mut best);
                continue;
            }
            // Without branches, as nobody can foretell them.
            for (sum, best) in sums.iter_mut().zip(&best) {
                let (was, is) = (u8::from(*sum > 0), u8::from(*best > 0));
                *sum = match word.absent {
                    false => sum.saturating_add(*best) * (was & is),
                    true => *sum * (1 - is),
                };
            }
        }
        let keys = segment.fast_fields().u64("key").context("keys")?;
        if keys.values.num_vals() < segment.max_doc() {
            bail!("items without keys");
        }
        // Keys are read by blocks, from the last, which are the newest: few are put in vain then.
        let mut block = [0; BLOCK];
        for (at, sums) in sums.chunks(BLOCK).enumerate().rev() {
            if sums.iter().all(|sum| *sum == 0) {
                continue;
            }
            let first = at * BLOCK;
            let block = &mut block[..sums.len()];
            keys.values.get_range(first as u64, block);
            let found = block.iter().zip(sums).enumerate().rev().filter(|(_, (_, sum))| **sum > 0);
            for (at, (key, sum)) in found {
                if !segment.is_deleted((first + at) as DocId) {
                    put(Key::of(*key), *sum);
                }
            }
        }
        Ok(())
    }
}

/// Tells of each document that has a phrase in a field, some of them more than once.
fn each_document(
    segment: &SegmentReader,
    field: Field,
    phrase: &Phrase,
    found: &mut impl FnMut(DocId),
) -> Result<()> {
    let text = phrase.text();
    let units = phrase.units();
    let index = segment.inverted_index(field)?;
    let pair = |at: usize| Term::from_field_text(field, &text[units[at].start..units[at + 1].end]);
    match units.len() {
        0 => {}
        1 => {
            let mut terms = index.terms().range().ge(text.as_bytes()).into_stream()?;
            while terms.advance() {
                let Some(rest) = terms.key().strip_prefix(text.as_bytes()) else { break };
                let begins = std::str::from_utf8(terms.key()).is_ok_and(|pair| {
                    !rest.is_empty()
                        && fold::units(pair).next().is_some_and(|unit| unit.end == text.len())
                });
                if begins {
                    let info = terms.value();
                    let postings =
                        index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                    all(postings, found);
                }
            }
        }
        2 => {
            if let Some(postings) = index.read_postings(&pair(0), IndexRecordOption::Basic)? {
                all(postings, found);
            }
        }
        // Every other pair, and the last: they cover all units.
        count => {
            let mut at: Vec<usize> = (0..count - 1).step_by(2).collect();
            if at.last() != Some(&(count - 2)) {
                at.push(count - 2);
            }
            let pairs = at.into_iter().map(|at| (at, pair(at))).collect();
            let query = PhraseQuery::new_with_offset(pairs);
            let weight = query.weight(EnableScoring::disabled_from_schema(segment.schema()))?;
            let mut documents = weight.scorer(segment, 1.0)?;
            let mut document = documents.doc();
            while document != TERMINATED {
                found(document);
                document = documents.advance();
            }
        }
    }
    Ok(())
}

fn all(mut postings: SegmentPostings, found: &mut impl FnMut(DocId)) {
    let mut document = postings.doc();
    while document != TERMINATED {
        found(document);
        document = postings.advance();
    }
}

/// A directory in which the index is what it was at one time, and nothing is written.
#[derive(Debug, Clone)]
struct Pinned {
    inner: Box<dyn Directory>,
    meta: Arc<[u8]>,
}

impl Directory for Pinned {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::FileDoesNotExist(path.to_owned()))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        if path == Path::new(META) { Ok(true) } else { self.inner.exists(path) }
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::FileAlreadyExists(path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        match path == Path::new(META) {
            true => Ok(self.meta.to_vec()),
            // Which files may be removed is no matter of a reader.
            false => Err(OpenReadError::FileDoesNotExist(path.to_owned())),
        }
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> std::io::Result<()> {
        Err(std::io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// The bytes of a file in a directory, without reading what is not looked at.
pub fn bytes(directory: &dyn Directory, path: &Path) -> Result<OwnedBytes> {
    Ok(directory.open_read(path)?.read_bytes()?)
}
