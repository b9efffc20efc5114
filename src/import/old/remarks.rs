//! Remarks in the margin ([MS-DOC] 2.8.3, 2.8.7, 2.9.2): a story of their own, with who wrote each and
//! what it is on in tables beside.

use std::collections::BTreeMap;
use std::ops::Range;

use super::fib::Fib;
use super::story::{Reader, is_mark};
use super::{u16_at, u32_at};
use crate::import::remark::Remark;

/// The bytes that stand behind the places for each remark, and for each stretch of words.
const ENTRY: usize = 30;
const BEGIN: usize = 4;

/// What the tables say, before there is any text.
#[derive(Default)]
struct Noted {
    remarks: Vec<One>,
    owners: Vec<String>,
    /// Places in the text that remarks are on, by their tags.
    words: BTreeMap<u32, Range<usize>>,
}

struct One {
    /// Where it stands in the text.
    at: usize,
    /// Its own text in the story of remarks.
    text: Range<usize>,
    owner: usize,
    tag: u32,
}

impl Noted {
    fn read(table: &[u8], fib: &Fib) -> Self {
        let bytes = |range: super::fib::Range| range.of(table).unwrap_or_default();
        let [places, texts, owners] = fib.remarks.map(bytes);
        let count = places.len().saturating_sub(4) / (4 + ENTRY);
        let one = |index: usize| {
            let entry = (count + 1) * 4 + index * ENTRY;
            Some(One {
                at: u32_at(places, index * 4)? as usize,
                text: u32_at(texts, index * 4)? as usize..u32_at(texts, index * 4 + 4)? as usize,
                owner: usize::from(u16_at(places, entry + 20)?),
                tag: u32_at(places, entry + 26)?,
            })
        };
        Self {
            remarks: (0..count).filter_map(one).collect(),
            owners: names(owners),
            words: words(fib.remarked.map(bytes)).unwrap_or_default(),
        }
    }
}

/// Names one behind the other, each behind its length.
fn names(bytes: &[u8]) -> Vec<String> {
    let (mut at, mut names) = (0, vec![]);
    while let Some(length) = u16_at(bytes, at).map(usize::from) {
        let Some(units) = bytes.get(at + 2..at + 2 + 2 * length) else { break };
        let units = units.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
        names.push(char::decode_utf16(units).map(|c| c.unwrap_or('〓')).collect());
        at += 2 + 2 * length;
    }
    names
}

/// Stretches of words by the tags of their remarks.
fn words([tags, begins, ends]: [&[u8]; 3]) -> Option<BTreeMap<u32, Range<usize>>> {
    // A table of strings that are empty, each with ten bytes of its own.
    let count = usize::from(u16_at(tags, 2)?);
    let width = 2 + usize::from(u16_at(tags, 4)?);
    let count = count.min(begins.len().saturating_sub(4) / (4 + BEGIN));
    let mut words = BTreeMap::new();
    for index in 0..count {
        let tag = u32_at(tags, 6 + index * width + 4)?;
        let start = u32_at(begins, index * 4)? as usize;
        let end = usize::from(u16_at(begins, (count + 1) * 4 + index * BEGIN)?);
        words.insert(tag, start..u32_at(ends, end * 4)? as usize);
    }
    Some(words)
}

/// All remarks with their words and the paragraph that each stands at.
pub(super) fn read(reader: &Reader<'_>, table: &[u8], fib: &Fib) -> Vec<Remark> {
    let noted = Noted::read(table, fib);
    let (main, story) = (reader.story(0), reader.story(4));
    let text = |range: Range<usize>| -> String {
        let all = reader.all.get(range).unwrap_or_default();
        let text = all.iter().map(|found| if found.c == '\r' { ' ' } else { found.c });
        text.filter(|c| !is_mark(*c)).collect::<String>().trim().to_owned()
    };
    let inside = |range: &Range<usize>| range.start <= range.end && range.end <= main.end;
    let is_end = |at: usize| matches!(reader.all[at].c, '\r' | '\u{7}' | '\u{c}');
    let mut found = vec![];
    for one in &noted.remarks {
        let said = story.start + one.text.start..story.start + one.text.end;
        if !(said.start <= said.end && said.end <= story.end && one.at < main.end) {
            continue;
        }
        let words = noted.words.get(&one.tag).filter(|range| inside(range));
        let stands = words.map_or(one.at, |words| words.start);
        let start =
            (main.start..stands).rev().find(|at| is_end(*at)).map_or(main.start, |at| at + 1);
        let end = (stands..main.end).find(|at| is_end(*at)).unwrap_or(main.end);
        let remark = Remark {
            author: noted.owners.get(one.owner).cloned().unwrap_or_default(),
            text: text(said),
            on: words.map(|words| text(words.clone())).unwrap_or_default(),
            near: text(start..end),
        };
        found.extend((!remark.text.is_empty()).then_some(remark));
    }
    found
}
