//! Text as a draft holds it: without the white space of conversion, strong runs between `**`.

use crate::import::document::{Glyph, Paragraph, Rich, Table, plain, trim};
use crate::import::ledger::Ledger;
use crate::zh::space;

/// A text without white space that means nothing.
pub(super) fn tidied(text: &[Glyph], ledger: &mut Ledger) -> Rich {
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
            ledger.add("数字、字母和标点旁边的空格", []);
        } else {
            kept.push(Glyph::new(' ', left.strong && right.strong));
        }
    }
    kept
}

/// With `**` round strong runs; adds the number of marks to `marks`. Asterisks of the text itself
/// that would be read as such marks are written full-width.
pub(super) fn marked(text: &[Glyph], marks: &mut usize, ledger: &mut Ledger) -> String {
    let mut out = String::new();
    let mut strong = false;
    for (at, glyph) in text.iter().enumerate() {
        if glyph.strong != strong {
            out.push_str("**");
            *marks += 1;
            strong = glyph.strong;
        }
        let beside = |other: Option<&Glyph>| {
            other.is_none_or(|other| other.c == '*' || other.strong != glyph.strong)
        };
        let before = at.checked_sub(1).and_then(|at| text.get(at));
        let ends = |other: Option<&Glyph>| other.is_some() || strong;
        let after = text.get(at + 1);
        let confusing =
            glyph.c == '*' && (beside(before) && ends(before) || beside(after) && ends(after));
        if confusing {
            ledger.changed("星号改成全角（免得当作黑体的记号）", "*", "＊");
        }
        out.push(if confusing { '＊' } else { glyph.c });
    }
    if strong {
        out.push_str("**");
        *marks += 1;
    }
    out
}

/// On one line, without strong runs: a headline.
pub(super) fn line_text(text: &[Glyph], ledger: &mut Ledger) -> String {
    plain(&tidied(text, ledger))
}

/// The cells of a table, row by row, each on one line.
pub(super) fn table_rows(table: &Table) -> Vec<Vec<String>> {
    let cell = |paragraphs: &Vec<Paragraph>| -> String {
        let texts: Vec<String> = paragraphs.iter().map(|p| plain(&p.text)).collect();
        if table.told {
            return texts.join(" ");
        }
        texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    table.rows.iter().map(|row| row.iter().map(cell).collect()).collect()
}
