//! Text as a search compares it: what a reader takes for the same is the same.
//!
//! A text becomes a row of units: a run of digits, a run of letters, or any other character by
//! itself. Full and half width, capitals, variant and traditional characters, dashes and dots of
//! all kinds are one; white space, quotation marks and the `**` of strong text are nothing. What
//! holds of the row holds of the text: a word is found where its units stand one behind the other,
//! so that 32 is not found in 132, and nothing is found across the end of a paragraph.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use crate::zh::{character, script};

/// Letters or digits of one unit; a longer run is several.
const LONGEST: usize = 64;

/// Ends a paragraph in a folded text.
const BREAK: char = '\n';

/// A folded text that knows where each unit came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The units one behind the other, those that would run together with a space between; each
    /// paragraph ends in a line end, which is a unit, too.
    text: String,
    /// For each piece of the text, its first byte and the bytes of the source that it came from.
    places: Vec<(u32, Range<u32>)>,
}

/// Words that are looked for, folded. Never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase(String);

impl Phrase {
    /// `None` when nothing in the text counts.
    pub fn new(text: &str) -> Option<Self> {
        let folded = fold(text).text.replace(BREAK, "");
        (!folded.is_empty()).then_some(Self(folded))
    }

    pub fn text(&self) -> &str {
        &self.0
    }

    /// Its units as ranges of [`Self::text`].
    pub fn units(&self) -> Vec<Range<usize>> {
        units(&self.0).collect()
    }
}

impl Folded {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn into_text(self) -> String {
        self.text
    }

    pub fn contains(&self, phrase: &Phrase) -> bool {
        self.starts(phrase).next().is_some()
    }

    /// Where a phrase stands in the source, places that overlap left out.
    pub fn find<'a>(&'a self, phrase: &'a Phrase) -> impl Iterator<Item = Range<usize>> + 'a {
        let mut free = 0;
        self.starts(phrase).filter_map(move |start| {
            let end = start + phrase.0.len();
            if start < free {
                return None;
            }
            free = end;
            let first = self.places.partition_point(|(at, _)| *at as usize <= start);
            let last = self.places.partition_point(|(at, _)| (*at as usize) < end);
            let from = self.places.get(first.checked_sub(1)?)?.1.start;
            let to = self.places.get(last.checked_sub(1)?)?.1.end;
            Some(from as usize..to as usize)
        })
    }

    /// Where a phrase begins in the folded text.
    fn starts<'a>(&'a self, phrase: &'a Phrase) -> impl Iterator<Item = usize> + 'a {
        let (text, wanted) = (self.text.as_str(), phrase.0.as_str());
        let mut from = 0;
        std::iter::from_fn(move || {
            while let Some(at) = text.get(from..)?.find(wanted) {
                let start = from + at;
                from = start + wanted.chars().next().map_or(1, char::len_utf8);
                if is_edge(text, start) && is_edge(text, start + wanted.len()) {
                    return Some(start);
                }
            }
            None
        })
    }
}

/// Whether a unit ends, and another begins, at a place of a folded text.
fn is_edge(text: &str, at: usize) -> bool {
    let class = |c: Option<char>| c.map_or(Class::Other, class);
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    // Only where both sides are of one run, or of one number, is there a doubt.
    let doubtful = class(before) != Class::Other && class(after) == class(before)
        || before == Some('.') && class(after) == Class::Digit
        || class(before) == Class::Digit && after == Some('.');
    if !doubtful {
        return true;
    }
    let begin = text[..at]
        .rfind(|c| class_or_point(c) == Class::Other)
        .map_or(0, |last| last + text[last..].chars().next().map_or(1, char::len_utf8));
    let mut ends = units(&text[begin..]).map(|unit| begin + unit.start);
    ends.find(|start| *start >= at) == Some(at)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Other,
}

fn class(c: char) -> Class {
    match c {
        '0'..='9' => Class::Digit,
        'a'..='z' => Class::Letter,
        _ if c.is_ascii() || character::is_han(c) => Class::Other,
        _ if c.is_alphabetic() && !is_kana(c) => Class::Letter,
        _ => Class::Other,
    }
}

fn class_or_point(c: char) -> Class {
    if c == '.' { Class::Digit } else { class(c) }
}

fn is_kana(c: char) -> bool {
    matches!(u32::from(c), 0x3000..=0x31FF)
}

/// The units of a folded text, line ends among them.
pub fn units(text: &str) -> Units<'_> {
    Units { text, at: 0 }
}

/// See [`units`].
#[derive(Debug, Clone)]
pub struct Units<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Units<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.text.as_bytes().get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        let start = self.at;
        self.at += unit_length(&self.text[start..]);
        (self.at > start).then_some(start..self.at)
    }
}

/// Bytes of the unit that a text begins with.
fn unit_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return 0 };
    let kind = class(first);
    if kind == Class::Other {
        return first.len_utf8();
    }
    let mut count = 1;
    while let Some((at, c)) = chars.next() {
        let point = kind == Class::Digit
            && c == '.'
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if count == LONGEST || class(c) != kind && !point {
            return at;
        }
        count += 1;
    }
    text.len()
}

/// Folds a text. Blank lines end paragraphs.
pub fn fold(source: &str) -> Folded {
    let mut folder = Folder { folded: Folded::default(), gap: false };
    folder.folded.text.reserve(source.len() + 1);
    let mut lines = 0;
    let mut chars = source.char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() {
            lines += usize::from(c == '\n');
            folder.gap = true;
            continue;
        }
        if std::mem::take(&mut lines) > 1 {
            folder.end(at);
        }
        let last = before.replace(c);
        let next = chars.peek().map(|(_, next)| *next);
        // 1,234 is 1234; 1,23 is an enumeration.
        let rest = &source[at + c.len_utf8()..];
        let thousands = c == ','
            && last.is_some_and(|c| c.is_ascii_digit())
            && rest.bytes().take_while(u8::is_ascii_digit).count() == 3
            && next.is_some();
        if is_nothing(c) || thousands && !folder.gap {
            continue;
        }
        folder.character(c, at..at + c.len_utf8());
    }
    folder.end(source.len());
    folder.folded
}

struct Folder {
    folded: Folded,
    /// Whether white space stood before.
    gap: bool,
}

impl Folder {
    fn character(&mut self, c: char, from: Range<usize>) {
        if c.is_ascii() {
            let c = if c == '~' { '-' } else { c.to_ascii_lowercase() };
            return self.put(c, from);
        }
        if character::is_han(c) {
            let plain = script::unified(c).unwrap_or(c);
            // Most are, and it is told by a single bit.
            let standard = match script::is_standard(plain) {
                true => plain,
                false => script::standard(plain).unwrap_or(plain),
            };
            return self.put(standard, from);
        }
        match plain_mark(c) {
            Some(mark) => self.put(mark, from),
            None => {
                for c in std::iter::once(c).nfkc().flat_map(char::to_lowercase) {
                    if !c.is_whitespace() && !is_nothing(c) {
                        let plain = plain_mark(c).or_else(|| script::standard(c)).unwrap_or(c);
                        self.put(plain, from.clone());
                    }
                }
            }
        }
    }

    fn put(&mut self, c: char, from: Range<usize>) {
        let text = &mut self.folded.text;
        let last = text.chars().next_back();
        // A dash as long as two, or typed as two, is one.
        if c == '-' && last == Some('-') {
            if let Some((_, place)) = self.folded.places.last_mut() {
                place.end = from.end as u32;
            }
            return;
        }
        let runs_on = match class(c) {
            Class::Other => false,
            Class::Digit => last.is_some_and(|last| class_or_point(last) == Class::Digit),
            Class::Letter => last.is_some_and(|last| class(last) == Class::Letter),
        };
        if std::mem::take(&mut self.gap) && runs_on {
            text.push(' ');
        }
        self.folded.places.push((text.len() as u32, from.start as u32..from.end as u32));
        text.push(c);
    }

    /// Ends a paragraph that is not empty.
    fn end(&mut self, at: usize) {
        if !self.folded.text.is_empty() && !self.folded.text.ends_with(BREAK) {
            self.folded.places.push((self.folded.text.len() as u32, at as u32..at as u32));
            self.folded.text.push(BREAK);
        }
        self.gap = false;
    }
}

/// What a reader does not look for: quotation marks, stars, and what is not seen.
fn is_nothing(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '‘'
            | '’'
            | '"'
            | '\''
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '*'
    ) || c.is_control()
        || matches!(u32::from(c), 0x200B..=0x200F | 0x2060..=0x2064 | 0xFE00..=0xFE0F | 0xFEFF | 0xAD | 0xE0100..=0xE01EF)
}

/// The one mark for all that look alike.
fn plain_mark(c: char) -> Option<char> {
    Some(match c {
        '－' | '–' | '—' | '―' | '−' | '～' | '〜' | '‐' | '‑' => '-',
        '•' | '・' | '‧' | '∙' => '·',
        '．' => '.',
        '∶' => ':',
        '〔' | '【' | '［' => '[',
        '〕' | '】' | '］' => ']',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, words: &str) -> Vec<String> {
        let phrase = Phrase::new(words).expect("something to look for");
        fold(text).find(&phrase).map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn near_forms_are_found_and_shown_as_they_stand() {
        let cases: [(&str, &str, &[&str]); 25] = [
            ("全面推进秸秆禁烧工作", "秸秆禁烧", &["秸秆禁烧"]),
            ("推进秸 秆\n禁烧", "秸秆禁烧", &["秸 秆\n禁烧"]),
            ("推进秸秆\n\n禁烧", "秸秆禁烧", &[]),
            ("“三秋”生产", "三秋生产", &["三秋”生产"]),
            ("三秋生产", "“三秋”生产", &["三秋生产"]),
            ("管理辦法", "办法", &["辦法"]),
            ("管理办法", "辦法", &["办法"]),
            ("\u{FA61}频会议", "视频", &["\u{FA61}频"]),
            ("共３２户", "32户", &["３２户"]),
            ("共132户", "32户", &[]),
            ("共32.5户", "32", &[]),
            ("共32.5户", "32.5", &["32.5"]),
            ("达1,234户", "1234户", &["1,234户"]),
            ("EPC和BOO", "epc", &["EPC"]),
            ("EPCO", "epc", &[]),
            ("A4纸", "4", &["4"]),
            ("８ 月 28 日", "8月28日", &["８ 月 28 日"]),
            ("3 5", "35", &[]),
            ("4万－5万亩，4万——5万", "4万-5万", &["4万－5万", "4万——5万"]),
            ("完成**县农业农村局**出动", "县农业农村局出动", &["县农业农村局**出动"]),
            ("100㎡", "100m2", &["100㎡"]),
            (".\nＡ5", ".a5", &[".\nＡ5"]),
            ("A 4纸", "a4", &["A 4"]),
            ("3. 5", "3.5", &[]),
            ("哈哈哈哈", "哈哈", &["哈哈", "哈哈"]),
        ];
        for (text, words, expected) in cases {
            assert_eq!(found(text, words), expected, "{words} in {text}");
        }
        assert_eq!(Phrase::new(" “” *"), None);
    }

    proptest::proptest! {
        /// Whatever is looked for is where its units are, and nowhere else.
        #[test]
        fn a_phrase_is_found_where_its_units_stand(
            text in "[0-9a-c.,，。秸秆禁烧辦 \n\n“”*Ａ５—-]{0,40}",
            words in "[0-9a-c.秸秆禁烧办 A５—]{1,4}",
        ) {
            let folded = fold(&text);
            let row: Vec<&str> = units(folded.text()).map(|unit| &folded.text()[unit]).collect();
            if let Some(phrase) = Phrase::new(&words) {
                let wanted: Vec<&str> = phrase.units().into_iter().map(|unit| &phrase.text()[unit]).collect();
                let stands = row.windows(wanted.len()).any(|some| some == wanted);
                proptest::prop_assert_eq!(folded.contains(&phrase), stands);
                for range in folded.find(&phrase) {
                    let again = Phrase::new(&text[range]);
                    proptest::prop_assert_eq!(again.as_ref(), Some(&phrase));
                }
            }
        }

        /// Folding twice is folding once.
        #[test]
        fn what_is_folded_stays(text in "\\PC{0,40}") {
            let once = fold(&text).text;
            proptest::prop_assert_eq!(&fold(&once.replace('\n', "\n\n")).text, &once);
        }
    }
}
