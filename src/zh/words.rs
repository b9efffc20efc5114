//! Words: which there are, and where a text is divided into them.
//!
//! A kept dictionary (`tables/words.fst`, see `tables/README.md`), with how common each word is.
//! It says what can be a word, nothing of what was meant: no names are in it on purpose, and
//! nothing is ever rewritten by it.

use std::ops::Range;
use std::sync::LazyLock;

use fst::raw::{Fst, Output};

use super::character::is_han;

static DICTIONARY: LazyLock<Fst<&'static [u8]>> = LazyLock::new(|| {
    Fst::new(include_bytes!("tables/words.fst").as_slice()).expect("prepared with this library")
});

/// What a character costs that is in no word of the dictionary.
const UNKNOWN: u64 = 60;
/// A value of the dictionary: how rare the word is, and whether it is the name of a person, a
/// place or a make.
const COST: u64 = 0x3F;
const NAME: u64 = 0x40;
/// The longest word that is kept.
const LONGEST: usize = 8;

/// Whether the dictionary has a text as one word.
pub fn is_word(text: &str) -> bool {
    cost(text.chars()).is_some()
}

/// Whether the dictionary has a text as a word that is nobody's name.
pub fn is_common(text: &str) -> bool {
    value(text.chars()).is_some_and(|value| value & NAME == 0)
}

/// How rare a word is, in half-bits: 0 to 60; `None` for what is no word.
pub fn cost(word: impl IntoIterator<Item = char>) -> Option<u64> {
    value(word).map(|value| value & COST)
}

fn value(word: impl IntoIterator<Item = char>) -> Option<u64> {
    let dictionary = &*DICTIONARY;
    let mut node = dictionary.root();
    let mut sum = Output::zero();
    for c in word {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let step = node.transition(node.find_input(byte)?);
            sum = sum.cat(step.out);
            node = dictionary.node(step.addr);
        }
    }
    node.is_final().then(|| sum.cat(node.final_output()).value())
}

/// The ends of the words that begin at a place, with what each costs, are given to `found`; the
/// character itself is always one.
fn beginning(chars: &[char], at: usize, mut found: impl FnMut(usize, u64)) {
    let dictionary = &*DICTIONARY;
    let mut single = false;
    let mut node = dictionary.root();
    let mut sum = Output::zero();
    'longer: for (index, c) in chars.iter().enumerate().skip(at).take(LONGEST) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let Some(step) = node.find_input(byte) else { break 'longer };
            let step = node.transition(step);
            sum = sum.cat(step.out);
            node = dictionary.node(step.addr);
        }
        if node.is_final() {
            single |= index == at;
            found(index + 1, sum.cat(node.final_output()).value() & COST);
        }
    }
    if !single {
        found(at + 1, UNKNOWN);
    }
}

/// The words of some characters: the division whose words are the most common together. What is
/// not Han stands by itself, each run as one piece.
pub fn words(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = vec![];
    let mut at = 0;
    while at < chars.len() {
        let han = is_han(chars[at]);
        let length = chars[at..].iter().take_while(|c| is_han(**c) == han).count();
        match han {
            true => divide(chars, at..at + length, &mut found),
            false => found.push(at..at + length),
        }
        at += length;
    }
    found
}

/// Divides a run of Han characters.
fn divide(chars: &[char], run: Range<usize>, found: &mut Vec<Range<usize>>) {
    // For each place the least cost of what follows, and where the first word of it ends.
    let mut best = vec![(0u64, 0usize); run.len() + 1];
    for at in run.clone().rev() {
        let mut least = (u64::MAX, at + 1);
        beginning(&chars[..run.end], at, |end, cost| {
            let cost = cost + best[end - run.start].0;
            // Of equals the longer.
            if (cost, least.1) < (least.0, end) {
                least = (cost, end);
            }
        });
        best[at - run.start] = least;
    }
    let mut at = run.start;
    while at < run.end {
        let end = best[at - run.start].1;
        found.push(at..end);
        at = end;
    }
}

/// What the words of some characters cost together.
pub fn total(chars: &[char], words: &[Range<usize>]) -> u64 {
    words.iter().map(|word| cost_of(&chars[word.clone()])).sum()
}

/// What a piece of [`words`] costs.
fn cost_of(word: &[char]) -> u64 {
    if word.iter().all(|c| is_han(*c)) { cost(word.iter().copied()).unwrap_or(UNKNOWN) } else { 0 }
}

/// What a word costs, by its value in [`all`], when it is no name.
#[cfg(test)]
pub(super) fn common(value: u64) -> Option<u64> {
    (value & NAME == 0).then_some(value & COST)
}

/// The dictionary itself.
#[cfg(test)]
pub(super) fn all() -> &'static Fst<&'static [u8]> {
    &DICTIONARY
}

/// Where a text may be parted without parting a word: the byte offsets between its words.
pub fn segment(text: &str) -> Vec<usize> {
    let (offsets, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    let inner = words(&chars).into_iter().map(|word| word.end).filter(|end| *end < chars.len());
    inner.map(|end| offsets[end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packs `words.tsv` (word, how often, whether it is a name) into `words.fst`:
    /// `WORDS=words.tsv cargo test --release --lib zh::words -- --ignored`.
    #[test]
    #[ignore = "prepares src/zh/tables/words.fst"]
    fn pack() {
        let path = std::env::var("WORDS").expect("WORDS names the list");
        let list = std::fs::read_to_string(path).expect("a list of words");
        let row = |row: &'static str| -> (String, f64, u64) {
            let parts: Vec<&str> = row.split('\t').collect();
            let number = |at: usize| parts[at].parse::<f64>().expect("a number");
            (parts[0].to_owned(), number(1), number(2) as u64)
        };
        let rows: Vec<(String, f64, u64)> = list.leak().lines().map(row).collect();
        let total: f64 = rows.iter().map(|(_, often, _)| often).sum();
        let cost = |often: f64| ((2.0 * (total / often.max(1.0)).log2()).round() as u64).min(60);
        let words = rows.into_iter().map(|(word, often, name)| (word, cost(often) | name << 6));
        let packed = fst::Map::from_iter(words).expect("sorted and without repeats");
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/zh/tables/words.fst");
        std::fs::write(path, packed.as_fst().as_bytes()).expect("written");
    }

    fn divided(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let words = words(&chars).into_iter().map(|word| chars[word].iter().collect::<String>());
        words.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn texts_are_divided_into_words() {
        let cases = [
            ("县政府办公室组织召开会议", "县政府|办公室|组织|召开|会议"),
            ("水利局局长唯一一家", "水利局|局长|唯一|一家"),
            ("共23户，", "共|23|户|，"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(divided(text), expected, "{text}");
        }
        assert_eq!(segment("召开会议"), ["召开".len()]);
        assert_eq!(segment("A"), [0usize; 0]);
    }

    #[test]
    fn words_are_known() {
        for word in ["常常", "人人", "高高兴兴", "现代化", "人民政府", "村村通"] {
            assert!(is_word(word), "{word}");
        }
        for text in ["政政", "代化", "", "A", "现代代化"] {
            assert!(!is_word(text), "{text}");
        }
    }
}
