//! Where a headline may break: between words, and so that no scrap is left on its last line.

use unicode_normalization::char::is_combining_mark;

use super::paragraph::{CLOSING, OPENING, width};
use crate::zh::words;

/// Characters that the last line of a headline has at least.
const LAST: usize = 4;

/// A quotation or title of so many characters is not broken.
const QUOTED: usize = 8;

/// Characters that a line of a headline may be short of, before it is better to part a quotation.
const LOOSE: f64 = 6.0;

/// A headline in pieces between which it may break; together they are the headline. It is run in
/// with its text: two characters in, in lines of so many.
pub(super) fn phrases(headline: &str, characters: u32) -> Vec<&str> {
    let words = words::segment(headline);
    let whole = broken(headline, &words, is_in_short_quotation);
    if is_loose(&whole, characters) { broken(headline, &words, |_, _| false) } else { whole }
}

/// The pieces between some ends, but for those inside what is kept together. The last pieces become
/// one until they are long enough to stand alone.
fn broken<'a>(
    headline: &'a str,
    ends: &[usize],
    is_kept: impl Fn(&str, &str) -> bool,
) -> Vec<&'a str> {
    let count = |from: usize| headline[from..].chars().filter(|c| !c.is_whitespace()).count();
    let stays = |end: &usize| {
        let (before, after) = headline.split_at(*end);
        may_break(before, after) && !is_kept(before, after) && count(*end) >= LAST
    };
    let ends: Vec<usize> = ends.iter().copied().filter(stays).collect();
    pieces(headline, &ends)
}

fn pieces<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let mut start = 0;
    let ends = ends.iter().copied().chain([text.len()]).filter(|end| *end > 0);
    ends.map(|end| &text[std::mem::replace(&mut start, end)..end]).collect()
}

/// Whether a line but the last would have to be stretched by more than some characters.
fn is_loose(pieces: &[&str], characters: u32) -> bool {
    let mut free = f64::from(characters) - 2.0;
    for piece in pieces {
        let wide = width(piece);
        if wide > free {
            if free > LOOSE {
                return true;
            }
            free = f64::from(characters);
        }
        free -= wide;
    }
    false
}

/// Pieces that begin a line behind one so short that it would be stretched: it is left short. A
/// headline run in with its text, as above.
pub(super) fn after_short_lines(pieces: &[&str], characters: u32) -> Vec<usize> {
    const SHORT: f64 = 1.0;
    // What is wider than the room by no more may fit after all: the faces were not asked.
    const DOUBT: f64 = 0.3;
    let mut free = f64::from(characters) - 2.0;
    let mut found = vec![];
    for (index, piece) in pieces.iter().enumerate() {
        let wide = width(piece);
        if wide > free {
            if free > SHORT && wide > free + DOUBT && index > 0 {
                found.push(index);
            }
            free = f64::from(characters);
        }
        free -= wide;
    }
    found
}

fn may_break(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    !OPENING.contains(last) && !CLOSING.contains(first)
}

fn is_in_short_quotation(before: &str, after: &str) -> bool {
    let open = before.char_indices().rev().take(QUOTED).find(|(_, c)| "“”《》‘’".contains(*c));
    let close = after.char_indices().take(QUOTED).find(|(_, c)| "“”《》‘’".contains(*c));
    let (Some((start, open)), Some((end, close))) = (open, close) else { return false };
    let inside = before[start..].chars().count() - 1 + after[..end].chars().count();
    "“《‘".contains(open) && "”》’".contains(close) && inside <= QUOTED
}

/// Width of a headline as `cells` of `lib.typ` has it; characters put on others have none.
pub(super) fn cells(headline: &str) -> f64 {
    let width = |c: char| match c {
        c if c.is_ascii() => 0.55,
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => 0.0,
        c if is_combining_mark(c) => 0.0,
        _ => 1.0,
    };
    headline.chars().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_headline_and_end_with_words() {
        for headline in [
            "县开发区全力推进“60·80”项目建设助力化工产业提质增效",
            "丰庄镇坚持“项目为王”推动经济发展提质提速",
            "县公共资源交易中心4天交易21.4亿元跑出项目建设“加速度”",
            "简短",
            "",
        ] {
            let pieces = phrases(headline, 28);
            assert_eq!(pieces.concat(), headline);
            for piece in pieces.iter().skip(1) {
                assert!(!piece.starts_with(|c| CLOSING.contains(c)), "{pieces:?}");
            }
            if let Some(last) = pieces.last().filter(|_| pieces.len() > 1) {
                assert!(last.chars().count() >= LAST, "{pieces:?}");
            }
        }
    }

    #[test]
    fn a_gap_is_left_rather_than_a_scrap() {
        let pieces = phrases("县政务服务和大数据管理局持续推进政务服务“好差评”工作", 28);
        assert_eq!(pieces.last(), Some(&"“好差评”工作"), "{pieces:?}");
    }

    #[test]
    fn a_line_far_too_short_is_not_stretched() {
        let pieces = phrases("县政务服务和大数据管理局持续推进政务服务“好差评”工作", 28);
        assert_eq!(after_short_lines(&pieces, 28), [pieces.len() - 1]);
        let pieces = ["县农业农村局和县自然资源局及县水利局联合开展秋冬", "农田水利"];
        assert_eq!(after_short_lines(&pieces, 28), [1], "two characters");
        let pieces = ["县农业农村局和县自然资源局及县水利局联合开展秋冬春", "农田水利"];
        assert!(after_short_lines(&pieces, 28).is_empty(), "one character");
    }

    #[test]
    fn a_short_quotation_stays_whole() {
        let pieces = phrases("丰庄镇坚持“项目为王”推动经济发展提质提速", 28);
        assert!(pieces.iter().any(|piece| piece.contains("“项目为王”")), "{pieces:?}");
        let pieces = phrases("跑出项目建设“加速度”", 28);
        assert!(pieces.last().is_some_and(|last| last.ends_with("“加速度”")), "{pieces:?}");
    }
}
