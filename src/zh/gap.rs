//! Words that lack a character, by a prepared table of what words become without one.
//!
//! For each word of three characters and more, of the language of offices
//! (`tables/official.txt`) and of the dictionary, the table has what is left of it without one of
//! them, where that is no word and its pieces together are much rarer than the word. A text is
//! looked through once, and divided into words only where the table knows what stands there.

use std::ops::Range;
use std::sync::LazyLock;

use fst::raw::{Fst, Output};

use super::character::{NUMERALS, SURNAMES, is_han, is_one_of};
use super::words;

mod packing;

/// A word that lacks a character: where it stands and what it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    pub chars: Range<usize>,
    pub word: String,
}

static PACKED: LazyLock<Gaps<&'static [u8]>> = LazyLock::new(|| Gaps {
    forms: Fst::new(include_bytes!("tables/gaps.fst").as_slice())
        .expect("prepared with this library"),
    starts: include_bytes!("tables/gaps.starts"),
});

/// Words that lack one character. Names and numbers are not looked at.
pub fn lacking(chars: &[char]) -> Vec<Lacking> {
    PACKED.find(chars)
}

/// The longest word of the table.
const LONGEST: usize = 10;
/// How many characters on each side of a gap are divided into words.
const REACH: usize = 10;

/// The table: what is left of words (see [`Form`]), and words of offices as they should be.
struct Gaps<D> {
    forms: Fst<D>,
    /// What the forms begin with: four bits for each in 64 bytes of the table, so that one of some
    /// hundred others has them all.
    starts: D,
}

/// A value of the table.
#[derive(Debug, Clone, Copy)]
struct Form(u64);

impl Form {
    /// A word of offices, which nothing is missing from.
    const WORD: Self = Self(1 << 32);

    #[cfg(test)]
    fn new(missing: char, kept: usize, margin: u64) -> Self {
        Self(u64::from(u32::from(missing)) | (kept as u64) << 17 | margin.min(63) << 21)
    }

    /// The character that is missing.
    fn missing(self) -> Option<char> {
        char::from_u32(self.0 as u32 & 0x1_FFFF)
    }

    /// How many stand before it.
    fn kept(self) -> usize {
        (self.0 >> 17 & 0xF) as usize
    }

    /// How much more than enough the word is better than its pieces, in half-bits.
    fn margin(self) -> u64 {
        self.0 >> 21 & 0x3F
    }

    fn is_word(self) -> bool {
        self.0 == Self::WORD.0
    }
}

/// What some characters are: what is left of a word, the first three of a longer one (as of the word
/// itself, mostly), or the first two of a word of offices.
#[derive(Debug, Clone, Copy)]
enum Start {
    Whole = 1,
    Three,
    Word,
}

/// What makes a gap less likely: a character beside it that is a word by itself and may belong to
/// it, on the side where the word lacks one and where it has one; a surname before two characters.
const OPEN: u64 = 8;
const LOOSE: u64 = 12;
const SURNAME: u64 = 10;
/// What makes a gap at an edge less likely: the piece there is one character, which may be of what
/// stands beside it or a new word: 综合服务体, 空天信息.
const EDGE: u64 = 6;

/// A character this common is a word by itself beside others: 新|产品, 降|碳.
const FREE: u64 = 24;

/// What ends a word more often than it begins one: 引领型|发展, 协同式|创新.
const SUFFIXES: &str = "型式化性者率度力业体品区园城制局";

/// Words of grammar that a word of offices hardly begins or ends with.
const BOUNDARIES: &str = "的了和与及或在是为将把被对从由向以等并也都就而但则所使让要已";

/// Whether a word of the language of offices begins at a place.
pub(super) fn begins_official(chars: &[char], at: usize) -> bool {
    PACKED.beginning(chars, at).iter().any(|(_, form)| form.is_word())
}

impl<D: AsRef<[u8]>> Gaps<D> {
    fn find(&self, chars: &[char]) -> Vec<Lacking> {
        let mut found = vec![];
        let mut at = 0;
        while at + 1 < chars.len() {
            let may_be = |length: usize, start| {
                chars.get(at..at + length).is_some_and(|part| self.may_begin(part, start))
            };
            let longest = if may_be(3, Start::Three) { LONGEST } else { 3 };
            let length = (2..longest).rev().find(|length| may_be(*length, Start::Whole));
            let best = length.and_then(|length| self.best(&chars[..at + length], chars, at));
            at = best.as_ref().map_or(at + 1, |lacking| lacking.chars.end);
            found.extend(best);
        }
        found
    }

    fn may_begin(&self, chars: &[char], start: Start) -> bool {
        let starts = self.starts.as_ref();
        bits(chars, start)
            .all(|bit| starts.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1))
    }

    /// The likeliest gap at a place of a text, of forms that end `within` it.
    fn best(&self, within: &[char], chars: &[char], at: usize) -> Option<Lacking> {
        let forms = self.beginning(within, at).into_iter();
        let judged = forms.filter_map(|(end, form)| {
            let over = form.margin().checked_sub(self.doubt(chars, at, end, form)?)?;
            Some((over, end, form))
        });
        let (_, end, form) = judged.max_by_key(|(over, end, _)| (*over, *end))?;
        let mut word: Vec<char> = chars[at..end].to_vec();
        word.insert(form.kept(), form.missing()?);
        Some(Lacking { chars: at..end, word: word.into_iter().collect() })
    }

    /// What the table has that begins at a place, with its ends.
    fn beginning(&self, chars: &[char], at: usize) -> Vec<(usize, Form)> {
        // Mostly nothing, which takes no memory.
        let mut found = vec![];
        let mut node = self.forms.root();
        let mut sum = Output::zero();
        for (index, c) in chars.iter().enumerate().skip(at).take(LONGEST) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let Some(step) = node.find_input(byte) else { return found };
                let step = node.transition(step);
                sum = sum.cat(step.out);
                node = self.forms.node(step.addr);
            }
            if node.is_final() {
                found.push((index + 1, Form(sum.cat(node.final_output()).value())));
            }
        }
        found
    }

    /// What speaks against a gap; `None` where there is none.
    fn doubt(&self, chars: &[char], at: usize, end: usize, form: Form) -> Option<u64> {
        let (first, last) = (form.kept() == 0, form.kept() == end - at);
        let before = at.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(end).copied();
        // The word is there, and whole.
        if form.is_word()
            || first && (before == form.missing() || before.is_some_and(counts))
            || last && after == form.missing()
        {
            return None;
        }
        let from = (at.saturating_sub(REACH)..at).rev().take_while(|at| is_han(chars[*at]));
        let from = from.last().unwrap_or(at);
        let to = (end..(end + REACH).min(chars.len())).take_while(|at| is_han(chars[*at]));
        let to = to.last().map_or(end, |last| last + 1);
        if self.is_of_another(chars, from, at, end) {
            return None;
        }
        let pieces = words::words(&chars[from..to]);
        let starts = pieces.iter().position(|piece| piece.start + from == at)?;
        let ends = pieces.iter().position(|piece| piece.end + from == end)?;
        let single = |index: Option<usize>| {
            index.and_then(|index| pieces.get(index)).is_some_and(|piece| piece.len() == 1)
        };
        let (left, right) = (single(starts.checked_sub(1)), single(Some(ends + 1)));
        let surname = end - at == 2
            && (is_one_of(chars[at], SURNAMES)
                || before.is_some_and(|before| is_one_of(before, SURNAMES)));
        // 文|旅产业, 技术新|产品, 节能降|碳: a character left over at the edge belongs to what stands
        // beside it as well.
        let beside = |at: Option<usize>| {
            at.and_then(|at| pieces.get(at)).is_some_and(|piece| {
                piece.len() > 1 || !is_one_of(chars[piece.start + from], BOUNDARIES)
            })
        };
        let free = |at: usize| words::cost([chars[at]]).is_some_and(|cost| cost < FREE);
        let joins = single(Some(starts)) && left && beside(starts.checked_sub(1))
            || single(Some(starts)) && is_one_of(chars[at], SUFFIXES) && starts > 0
            || single(Some(ends)) && free(end - 1) && beside(Some(ends + 1));
        if joins {
            return None;
        }
        let doubts = [
            (first && left, OPEN),
            (last && right, OPEN),
            (left && single(Some(starts)), LOOSE),
            (right && single(Some(ends)), LOOSE),
            (surname, SURNAME),
            (first && single(Some(starts)) || last && single(Some(ends)), EDGE),
        ];
        Some(doubts.iter().filter(|(applies, _)| *applies).map(|(_, doubt)| doubt).sum())
    }

    /// Whether what stands there is, wholly or in part, of a word of offices that reaches further.
    fn is_of_another(&self, chars: &[char], from: usize, at: usize, end: usize) -> bool {
        let may_begin = |start: &usize| {
            chars.get(*start..start + 2).is_some_and(|two| self.may_begin(two, Start::Word))
        };
        (from..end).filter(may_begin).any(|start| {
            let words = self.beginning(chars, start).into_iter();
            words
                .filter(|(_, form)| form.is_word())
                .any(|(stop, _)| start < at && stop > at || stop > end)
        })
    }
}

/// Whether a character is of a number: 2022年同期 lacks nothing.
fn counts(c: char) -> bool {
    c.is_ascii_digit() || is_one_of(c, NUMERALS)
}

/// The bits of a beginning in [`Gaps::starts`].
fn bits(chars: &[char], start: Start) -> impl Iterator<Item = usize> {
    let mix = |hash: u64, c: &char| {
        (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
    };
    let hash = chars.iter().fold(start as u64, mix).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let block = (hash >> 51) as usize * 512;
    (0..4).map(move |place| block + (hash >> (9 * place + 16) & 511) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        lacking(&chars).into_iter().map(|lacking| lacking.word).collect()
    }

    #[test]
    fn words_that_lack_a_character_are_found() {
        for (text, word) in [
            ("坚持自更生、艰苦奋斗", "自力更生"),
            ("优化营商境，服务企业", "优化营商环境"),
            ("开展人居环整治", "人居环境整治"),
            ("发挥网格作用，做好秸秆禁工作", "秸秆禁烧"),
            ("县应急管理局开展安全产检查", "安全生产"),
            ("做好今年全县事业位公开招聘", "事业单位"),
        ] {
            assert_eq!(found(text), [word], "{text}");
        }
    }

    #[test]
    fn what_lacks_nothing_is_left_alone() {
        for text in [
            "前车之覆，后车之鉴",
            "韦宝回乡承包",
            "扶贫困户三十八户",
            "推广新技术",
            "较2022年同期增长8%",
            "加强秸秆禁烧工作，保护非物质文化遗产",
            "县直单位、县委办、卫健部门",
            "拓展销售渠道，乡村振兴取得成效",
            "建成综合服务中心3个，发展数字信息产业",
            "县医共体牵头单位、县市监局推行帮代办",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
