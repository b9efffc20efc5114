//! Text as a draft holds it: without the white space of conversion, strong runs between `**`.

use crate::import::document::{Glyph, Ledger, Paragraph, Rich, Table, plain, trim};
use crate::zh::space;

/// A text without white space that means nothing.
pub(super) fn tidied(text: &[Glyph], removed: &mut Ledger) -> Rich {
    let text = trim(text);
    let mut kept = Rich::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if !text[at].c.is_whitespace() {
            kept.push(text[at]);
            at += 1;
            continue;
        }
        let start = at;
        while text[at].c.is_whitespace() {
            at += 1;
        }
        let (left, right) = (text[start - 1], text[at]);
        let space = space::between(left.c, right.c);
        if space.is_empty() {
            removed.add("数字、字母和标点旁边的空格", []);
        } else {
            kept.push(Glyph { c: ' ', strong: left.strong && right.strong });
        }
    }
    kept
}

/// With `**` round strong runs; adds the number of marks to `marks`.
pub(super) fn marked(text: &[Glyph], marks: &mut usize) -> String {
    let mut out = String::new();
    let mut strong = false;
    for glyph in text {
        if glyph.strong != strong {
            out.push_str("**");
            *marks += 1;
            strong = glyph.strong;
        }
        out.push(glyph.c);
    }
    if strong {
        out.push_str("**");
        *marks += 1;
    }
    out
}

/// On one line, without strong runs: a headline.
pub(super) fn line_text(text: &[Glyph], removed: &mut Ledger) -> String {
    plain(&tidied(text, removed))
}

/// The cells of a table, row by row, each on one line.
pub(super) fn table_rows(table: &Table) -> Vec<Vec<String>> {
    let cell = |paragraphs: &Vec<Paragraph>| -> String {
        let texts: Vec<String> = paragraphs.iter().map(|p| plain(&p.text)).collect();
        texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    table.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}
