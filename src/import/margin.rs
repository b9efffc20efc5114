//! The numbers that a proof has in its margin beside its items, 2.4: people say them, and they are no
//! text of the issue. A Word file of ours has each in a box (`docx/`); where another program has made
//! something else of it, they stand as lines of their own.

use super::document::{Block, Document, plain};
use crate::draft::ItemNumber;

/// What becomes of them, for people.
pub(super) const WHAT: &str = "送审稿页边的条目编号";

/// Characters of the longest.
const LONGEST: usize = 6;

/// 2.4, and nothing else.
pub(super) fn number(text: &str) -> Option<ItemNumber> {
    let text = text.trim();
    let plain = text.len() <= LONGEST && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then(|| text.parse().ok()).flatten()
}

/// Takes lines out that are nothing but such numbers, where there are several and each is the one that
/// comes next: 1.1, 1.2, 2.1 …
pub(super) fn take_out(document: &mut Document) {
    let numbers: Vec<ItemNumber> = document.blocks.iter().filter_map(of_block).collect();
    let first = ItemNumber::of_indexes(0, 0);
    let follows = |pair: &[ItemNumber]| {
        let [before, next] = pair else { return false };
        match next.column == before.column {
            true => next.item == before.item + 1,
            false => next.column > before.column && next.item == 1,
        }
    };
    if numbers.len() < 2 || numbers[0] != first || !numbers.windows(2).all(follows) {
        return;
    }
    let ledger = &mut document.ledger;
    document.blocks.retain(|block| match of_block(block) {
        Some(number) => {
            ledger.add(WHAT, number.to_string().chars());
            false
        }
        None => true,
    });
}

fn of_block(block: &Block) -> Option<ItemNumber> {
    match block {
        Block::Paragraph(paragraph) if paragraph.text.len() <= LONGEST => {
            number(&plain(&paragraph.text))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::document::{Paragraph, rich};
    use super::*;

    fn left(lines: &[&str]) -> usize {
        let block = |line: &&str| {
            Block::Paragraph(Paragraph { text: rich(line, false), ..Paragraph::default() })
        };
        let blocks = lines.iter().map(block).collect();
        let mut document = Document { blocks, ..Document::default() };
        take_out(&mut document);
        document.blocks.len()
    }

    #[test]
    fn only_a_whole_row_of_numbers_is_that_of_a_margin() {
        let cases: [(&[&str], usize); 8] = [
            (&["1.1", "一条", "1.2", "又一条", "2.1", "一条"], 3),
            (&["刊名", "1.1", "一条", "3.1", "一条"], 3),
            // Figures of a text.
            (&["1.1", "一条"], 2),
            (&["2.4", "一条", "2.5", "一条"], 4),
            (&["1.1", "一条", "1.3", "一条"], 4),
            (&["1.1", "一条", "1.1", "一条"], 4),
            (&["1.1", "一条", "2.2", "一条"], 4),
            (&["1.1 概况", "一条", "1.2 做法", "一条"], 4),
        ];
        for (lines, expected) in cases {
            assert_eq!(left(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_number_is_two_figures_and_nothing_else() {
        for text in ["2.4", " 10.12 "] {
            assert!(number(text).is_some(), "{text}");
        }
        for text in ["", "2", "2.", "0.4", "2.4.1", "２.４", "2。4", "2.4%", "1234.567"] {
            assert!(number(text).is_none(), "{text}");
        }
    }
}
