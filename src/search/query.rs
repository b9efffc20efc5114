//! What is looked for: words that all have to be there, each in one of its near forms.

use super::fold::{Folded, Phrase};
use super::text::{Item, Place};
use crate::config::units::Roster;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub words: Vec<Word>,
}

/// One word, or what stands between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it was typed.
    pub shown: String,
    /// Any of these will do.
    pub phrases: Vec<Phrase>,
    /// It must not be there.
    pub absent: bool,
}

impl Query {
    /// Reads words divided by white space; what is in quotation marks is one word, and only in this
    /// form; a word behind a minus sign must not be there. `None` when there is no word.
    pub fn read(text: &str, roster: &Roster) -> Option<Self> {
        let mut words: Vec<Word> = vec![];
        for (shown, exact, absent) in split(text) {
            let forms = match exact {
                true => vec![shown.clone()],
                false => roster.near(&shown),
            };
            let mut phrases: Vec<Phrase> = vec![];
            for phrase in forms.iter().filter_map(|form| Phrase::new(form)) {
                if !phrases.contains(&phrase) {
                    phrases.push(phrase);
                }
            }
            if !phrases.is_empty() {
                words.push(Word { shown, phrases, absent });
            }
        }
        (!words.is_empty()).then_some(Self { words })
    }

    /// Whatever there is, for those who look for a unit, a column or a time alone.
    pub fn everything() -> Self {
        Self { words: vec![] }
    }

    /// How well any item matches where no word has to be there.
    pub(super) fn least(&self) -> u8 {
        u8::from(self.words.iter().all(|word| word.absent))
    }

    /// The forms in which words may stand that are looked for.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.words.iter().filter(|word| !word.absent).flat_map(|word| &word.phrases)
    }

    /// How well an item matches; `None` when it does not.
    pub fn weight(&self, item: &Item) -> Option<u8> {
        let texts = Place::ALL.map(|place| item.folded(place));
        self.weight_in(|phrase| {
            let at = texts.iter().position(|text| text.contains(phrase));
            at.map_or(0, |at| Place::ALL[at].weight())
        })
    }

    fn weight_in(&self, weight: impl Fn(&Phrase) -> u8) -> Option<u8> {
        let mut sum = self.least();
        for word in &self.words {
            let best = word.phrases.iter().map(&weight).max().unwrap_or(0);
            match (best > 0, word.absent) {
                (true, false) => sum = sum.saturating_add(best),
                (false, true) => {}
                _ => return None,
            }
        }
        Some(sum)
    }

    /// Where any of the words stands in a text, in order, what overlaps taken as one.
    pub fn marks(&self, text: &Folded) -> Vec<std::ops::Range<usize>> {
        let mut all: Vec<_> = self.phrases().flat_map(|phrase| text.find(phrase)).collect();
        all.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        let mut joined: Vec<std::ops::Range<usize>> = vec![];
        for range in all {
            match joined.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => joined.push(range),
            }
        }
        joined
    }
}

/// The words of a text with whether each is meant exactly, and whether it must be absent.
fn split(text: &str) -> Vec<(String, bool, bool)> {
    let mut words = vec![];
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let absent =
            rest.strip_prefix(['-', '－']).filter(|rest| !rest.starts_with(char::is_whitespace));
        let is_absent = absent.is_some_and(|rest| !rest.is_empty());
        rest = absent.filter(|_| is_absent).unwrap_or(rest);
        let quoted = [('“', '”'), ('"', '"')].iter().find_map(|(open, close)| {
            let inside = rest.strip_prefix(*open)?;
            let end = inside.find(*close)?;
            Some((&inside[..end], &inside[end + close.len_utf8()..]))
        });
        let (word, behind, exact) = match quoted {
            // “三秋”生产 is one word with a quotation in it.
            Some((word, behind))
                if behind.is_empty() || behind.starts_with(char::is_whitespace) =>
            {
                (word, behind, true)
            }
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], &rest[end..], false)
            }
        };
        words.push((word.trim().to_owned(), exact, is_absent));
        rest = behind.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read() {
        type Words<'a> = &'a [(&'a str, bool, bool)];
        let cases: [(&str, Words<'_>); 7] = [
            ("秸秆禁烧", &[("秸秆禁烧", false, false)]),
            ("秸秆　禁烧", &[("秸秆", false, false), ("禁烧", false, false)]),
            ("“EPC 总承包” 县", &[("EPC 总承包", true, false), ("县", false, false)]),
            ("\"医保局\"", &[("医保局", true, false)]),
            ("“三秋”生产", &[("“三秋”生产", false, false)]),
            ("小麦 -播种", &[("小麦", false, false), ("播种", false, true)]),
            ("4万-5万 -", &[("4万-5万", false, false), ("-", false, false)]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> = expected
                .iter()
                .map(|(word, exact, absent)| ((*word).to_owned(), *exact, *absent))
                .collect();
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
