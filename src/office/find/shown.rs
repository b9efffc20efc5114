//! Hits as they are shown: with the words around what was looked for.

use std::ops::Range;

use crate::search::query::Query;
use crate::search::text::{Item, Place};

/// Part of a text; whether it is what was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_hit: bool,
}

/// Characters shown before and behind what was found.
const BEFORE: usize = 22;
const BEHIND: usize = 38;

/// Passages of a body that are shown.
const PASSAGES: usize = 2;

/// A text in pieces.
pub(super) fn whole(query: &Query, text: &str) -> Vec<Piece> {
    pieces(text, 0..text.len(), &query.marks(&crate::search::fold::fold(text)))
}

/// The passages of a body in which words are found; its beginning when they stand elsewhere.
pub(super) fn passages(query: &Query, item: &Item) -> Vec<Vec<Piece>> {
    let text = item.body.as_str();
    let marks = query.marks(&item.folded(Place::Body));
    if marks.is_empty() {
        let end = behind(text, 0, BEFORE + BEHIND);
        return match text.is_empty() {
            true => vec![],
            false => vec![pieces(text, 0..end, &[])],
        };
    }
    let mut windows: Vec<Range<usize>> = vec![];
    for mark in &marks {
        let window = before(text, mark.start, BEFORE)..behind(text, mark.end, BEHIND);
        let more = windows.len() < PASSAGES;
        match windows.last_mut() {
            // Two that stand near one another are one, as long as it can be read at a glance.
            Some(last)
                if window.start <= last.end
                    && text[last.start..mark.end].chars().count() <= 2 * (BEFORE + BEHIND) =>
            {
                last.end = window.end;
            }
            Some(last) if more => {
                let start = window.start.max(last.end.min(mark.start));
                windows.push(start..window.end);
            }
            None => windows.push(window),
            Some(_) => break,
        }
    }
    windows.into_iter().map(|window| pieces(text, window, &marks)).collect()
}

/// A range of a text on one line, with … where it is cut.
fn pieces(text: &str, range: Range<usize>, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut all = vec![];
    let mut put = |part: &str, is_hit: bool| {
        let text = on_one_line(part);
        if !text.is_empty() {
            all.push(Piece { text, is_hit });
        }
    };
    let mut at = range.start;
    put(if at > 0 { "…" } else { "" }, false);
    for mark in marks.iter().filter(|mark| mark.start >= range.start && mark.end <= range.end) {
        put(&text[at..mark.start], false);
        put(&text[mark.clone()], true);
        at = mark.end;
    }
    put(&text[at..range.end], false);
    put(if range.end < text.len() { "…" } else { "" }, false);
    all
}

/// Without the signs of strong text; a space stands for a paragraph's end, nothing for a line's.
fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    let plain = text.replace("**", "");
    let mut lines = 0;
    for c in plain.chars() {
        if matches!(c, '\n' | '\r') {
            lines += usize::from(c == '\n');
            continue;
        }
        if std::mem::take(&mut lines) > 1 && !line.is_empty() {
            line.push(' ');
        }
        line.push(c);
    }
    line
}

fn before(text: &str, at: usize, characters: usize) -> usize {
    let last = text[..at].char_indices().rev().take(characters).last();
    last.map_or(at, |(at, _)| at)
}

fn behind(text: &str, at: usize, characters: usize) -> usize {
    text[at..].char_indices().nth(characters).map_or(text.len(), |(length, _)| at + length)
}
