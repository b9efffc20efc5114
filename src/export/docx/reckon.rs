//! How many lines a text takes in a word processor.

/// LibreOffice (7.4) has a fifth of a character between Han and figures, whatever a document says.
const GAP: f64 = 0.2;

/// Lines of a paragraph on the page, with an indent, in a measure of so many characters.
pub(super) fn lines(text: &str, indent: f64, measure: f64) -> usize {
    lines_with(text, indent, measure, 0.0)
}

/// What each character of a paragraph has to give, in twips, so that it takes no more lines in a word
/// processor that sets Han and figures apart than on the page.
pub(super) fn given(text: &str, indent: f64, width: u32, cell: u32) -> u32 {
    const MOST: u32 = 16;
    let measure = |given: u32| f64::from(width) / f64::from(cell - given);
    let wanted = lines(text, indent, measure(0));
    let fits = |given: &u32| lines_with(text, indent, measure(*given), GAP) <= wanted;
    (0..=MOST).find(fits).unwrap_or(0)
}

fn lines_with(text: &str, indent: f64, measure: f64, gap: f64) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let narrow = |c: char| c.is_ascii_graphic();
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
                let joined = (narrow(c) && narrow(before))
                    || "，。、；：？！）》”’】…%℃".contains(c)
                    || "（《“‘【".contains(before);
                if !joined {
                    break;
                }
            }
            width += if narrow(c) {
                0.5
            } else if c == ' ' {
                0.25
            } else {
                1.0
            };
            at += 1;
        }
        let edge = start > 0
            && narrow(characters[start]) != narrow(characters[start - 1])
            && !"“”‘’（）《》，。、；：".contains(characters[start - 1])
            && !"“”‘’（）《》，。、；：".contains(characters[start]);
        let gap = if edge { gap } else { 0.0 };
        if used + gap + width > measure + 0.1 {
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
        assert_eq!(given(&"政".repeat(60), 2.0, 28 * 315, 315), 0);
        let some = given(&full, 2.0, 28 * 315, 315);
        assert!((1..8).contains(&some), "{some}");
    }
}
