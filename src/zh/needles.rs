//! Many words looked for in one pass, by the first two characters of each: an automaton of a
//! thousand words takes ten times as long to build, which a short text never makes up for.

/// Bits of the table of beginnings.
const BITS: u32 = 16;

/// The beginnings of some words. Words of one character are never found.
#[derive(Debug, Clone, Default)]
pub struct Needles {
    /// First character, second character and index of each word, packed and sorted.
    starts: Vec<u64>,
    /// A bit for each two characters that a word begins with, by their hash: nearly all of a text
    /// begin none.
    pairs: Vec<u64>,
}

impl Needles {
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut needles = Self { starts: vec![], pairs: vec![0; (1 << BITS) / 64] };
        for (index, word) in words.enumerate() {
            let mut chars = word.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                needles.starts.push(packed(first, second) | index as u64);
                let bit = bit(first, second);
                needles.pairs[bit / 64] |= 1 << (bit % 64);
            }
        }
        needles.starts.sort_unstable();
        needles
    }

    /// The places of a text where the first two characters of a word stand, with the word's index,
    /// in order of place, then of index. Whether the rest stands there is for the caller to see.
    pub fn candidates<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut chars = text.char_indices();
        let mut last = chars.next();
        std::iter::from_fn(move || {
            if self.starts.is_empty() {
                return None;
            }
            loop {
                let (at, first) = last?;
                last = chars.next();
                let (_, second) = last?;
                let bit = bit(first, second);
                if self.pairs[bit / 64] >> (bit % 64) & 1 == 1 {
                    return Some((at, packed(first, second)));
                }
            }
        })
        .flat_map(|(at, start)| {
            let from = self.starts.partition_point(|known| *known < start);
            let same =
                self.starts[from..].iter().take_while(move |known| **known & !INDEX == start);
            same.map(move |known| (at, (known & INDEX) as usize))
        })
    }
}

const INDEX: u64 = (1 << 22) - 1;

fn packed(first: char, second: char) -> u64 {
    u64::from(u32::from(first)) << 43 | u64::from(u32::from(second)) << 22
}

fn bit(first: char, second: char) -> usize {
    let mixed = u32::from(first).wrapping_mul(0x9E37_79B1) ^ u32::from(second);
    (mixed.wrapping_mul(0x85EB_CA6B) >> (32 - BITS)) as usize
}

/// A word looked for in the few words beside a figure, where most other ways take longer to begin
/// than to search.
pub trait Has {
    fn has(&self, word: &str) -> bool;
}

impl Has for str {
    fn has(&self, word: &str) -> bool {
        let (bytes, part) = (self.as_bytes(), word.as_bytes());
        match part {
            // Of Chinese characters the third byte tells most.
            [first, _, third, ..] if bytes.len() < 64 => bytes
                .windows(part.len())
                .any(|here| here[2] == *third && here[0] == *first && here == part),
            _ => self.contains(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_word_is_there_or_not(text in "[甲乙a]{0,12}", word in "[甲乙a]{0,4}") {
            proptest::prop_assert_eq!(text.has(&word), text.contains(&*word));
        }

        #[test]
        fn what_stands_in_a_text_is_among_the_candidates(
            words in proptest::collection::vec("[甲乙丙a]{1,3}", 0..8),
            text in "[甲乙丙a]{0,20}",
        ) {
            let needles = Needles::new(words.iter().map(String::as_str));
            let whole = |(at, index): &(usize, usize)| text[*at..].starts_with(&*words[*index]);
            let found: Vec<_> = needles.candidates(&text).filter(whole).collect();
            let long = |word: &str| word.chars().count() > 1;
            let mut expected = vec![];
            for (at, _) in text.char_indices() {
                let here = (0..words.len()).map(|index| (at, index));
                expected.extend(here.filter(whole).filter(|(_, index)| long(&words[*index])));
            }
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
