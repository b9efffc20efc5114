//! How many lines a text takes in a word processor.

use crate::typeset::latin::{self, Face};

/// LibreOffice (7.4) has a fifth of a character between Han and figures, whatever a document says.
const GAP: f64 = 0.21;

/// What is too narrow by so much is still set on the page; a word processor wants some more room.
const SLACK: f64 = 0.1;
const CAUTION: f64 = 0.05;

/// Lines of a paragraph on the page, with an indent, in a measure of so many characters.
pub(super) fn lines(text: &str, indent: f64, measure: f64) -> usize {
    lines_with(text, indent, measure + SLACK, 0.0)
}

/// What each character of a paragraph has to give, in twips, so that it takes as many lines in a word
/// processor that sets Han and figures apart as on the page; it gets some where it would take fewer.
pub(super) fn given(text: &str, indent: f64, width: u32, cell: u32, wanted: Option<usize>) -> i32 {
    const MOST: i32 = 20;
    const LEAST: i32 = -8;
    let measure = |given: i32| f64::from(width) / f64::from(cell as i32 - given);
    let wanted = wanted.unwrap_or_else(|| lines(text, indent, measure(0)));
    let taken = |given: i32| lines_with(text, indent, measure(given) - CAUTION, GAP);
    if taken(0) >= wanted {
        (0..=MOST).find(|given| taken(*given) <= wanted).unwrap_or(0)
    } else {
        (LEAST..0).rev().find(|given| taken(*given) == wanted).unwrap_or(0)
    }
}

/// How wide a text is on one line of a word processor.
pub(super) fn width(text: &str) -> f64 {
    let characters: Vec<char> = text.chars().collect();
    let own: f64 = characters.iter().map(|c| advance(*c)).sum();
    own + GAP * characters.windows(2).filter(|pair| is_apart(pair[0], pair[1])).count() as f64
}

/// How wide a character is.
pub(super) fn advance(c: char) -> f64 {
    latin::width(c, Face::Text).unwrap_or(1.0)
}

fn is_narrow(c: char) -> bool {
    c.is_ascii_graphic()
}

/// Whether a word processor sets these two apart: Han and a figure or letter.
fn is_apart(before: char, c: char) -> bool {
    const MARKS: &str = "“”‘’（）《》，。、；：";
    is_narrow(before) != is_narrow(c) && !MARKS.contains(before) && !MARKS.contains(c)
}

fn lines_with(text: &str, indent: f64, measure: f64, gap: f64) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let (mut count, mut used) = (1, indent);
    let mut at = 0;
    while at < characters.len() {
        // A word, or a character with the marks that may not begin a line.
        let start = at;
        let mut width = 0.0;
        while at < characters.len() {
            let c = characters[at];
            if at > start {
                let before = characters[at - 1];
                let joined = (is_narrow(c) && is_narrow(before))
                    || "，。、；：？！）》”’】…%℃".contains(c)
                    || "（《“‘【".contains(before);
                if !joined {
                    break;
                }
            }
            width += advance(c);
            at += 1;
        }
        let edge = start > 0 && is_apart(characters[start - 1], characters[start]);
        let gap = if edge { gap } else { 0.0 };
        if used + gap + width > measure {
            count += 1;
            used = width;
        } else {
            used += gap + width;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{GAP, given, lines_with};

    #[test]
    fn lines_are_reckoned_as_a_word_processor_breaks_them() {
        let cases = [
            ("政".repeat(26), 1),
            ("政".repeat(27), 2),
            ("政".repeat(54), 2),
            (format!("{}。", "政".repeat(54)), 3),
            (format!("{}23户", "政".repeat(24)), 2),
        ];
        for (text, expected) in cases {
            assert_eq!(lines_with(&text, 2.0, 28.0, GAP), expected, "{text}");
        }
    }

    #[test]
    fn characters_give_only_what_a_line_costs() {
        // Full but for less than a gap.
        let full = format!("{}23户", "政".repeat(24));
        assert_eq!(given(&"政".repeat(60), 2.0, 28 * 315, 315, None), 0);
        let some = given(&full, 2.0, 28 * 315, 315, None);
        assert!((1..8).contains(&some), "{some}");
        // The page has squeezed its marks, or kept a word whole.
        let squeezed = given(&"政".repeat(27), 2.0, 28 * 315, 315, Some(1));
        assert!((8..=20).contains(&squeezed), "{squeezed}");
        let kept = given(&"政".repeat(26), 2.0, 28 * 315 + 25, 315, Some(2));
        assert!((-8..0).contains(&kept), "{kept}");
        assert_eq!(given(&"政".repeat(60), 2.0, 28 * 315, 315, Some(9)), 0);
    }
}
