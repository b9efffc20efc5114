//! Several items that stand on one line: …。（县民政局）县水利局检修泵站…. A unit that is known, in brackets behind a
//! sentence and before another, ends what is before it.

use super::Reference;
use super::credit;
use super::line::Line;
use super::style;
use crate::import::document::{plain, trim};

/// With each such item on a line of its own.
pub(super) fn parted(lines: Vec<Line>, reference: Reference<'_>) -> Vec<Line> {
    let mut all = vec![];
    for mut line in lines {
        if line.other.is_none() && line.told.is_none() {
            while let Some(end) = first_end(&line, reference) {
                let rest = trim(&line.text[end..]).to_vec();
                line.text.truncate(end);
                let more = Line { text: rest, first: None, gap: false, ..line.clone() };
                all.push(std::mem::replace(&mut line, more));
            }
        }
        all.push(line);
    }
    all
}

/// Where the first of several items on a line ends.
fn first_end(line: &Line, reference: Reference<'_>) -> Option<usize> {
    let text = &line.text;
    (1..text.len().saturating_sub(8)).find(|end| {
        let closes = matches!(text[end - 1].c, '）' | ')' | '】');
        // 二是… behind （县林业局） goes on with one item.
        let rest = trim(&text[*end..]);
        let begins = || {
            style::item_number(rest).is_some()
                || reference.roster.leading(&plain(rest), reference.date).is_some()
        };
        closes
            && credit::trailing(&text[..*end], reference).is_some_and(|found| {
                let before = trim(&text[..found.start]).last().map(|glyph| glyph.c);
                found.certain && before.is_some_and(|c| "。！？；”".contains(c))
            })
            && begins()
    })
}
