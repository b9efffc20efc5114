//! The paragraphs of a text as they are when changes are taken over, all else as it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::replay::replay;
use super::{Beside, Change, Edit, bare};
use crate::bulletin::block;
use crate::bulletin::compare::words::stretches;

/// A text with its paragraphs changed; of each number of old paragraphs, how many stand in their place.
pub(super) fn rewritten(raw: &str, changes: &[&Change]) -> (String, Vec<usize>) {
    let ranges = block::paragraphs(raw);
    let newline = if raw.contains("\r\n") { "\r\n\r\n" } else { "\n\n" };
    let mut words: BTreeMap<usize, &str> = BTreeMap::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut added: BTreeMap<Option<usize>, Vec<(&str, Beside)>> = BTreeMap::new();
    // Those that a paragraph was divided into, as bold as it was.
    let divided = divided(raw, &ranges, changes);
    for change in changes {
        match &change.edit {
            Edit::Paragraph(_, place, text) | Edit::Note(place, text) => {
                words.insert(*place, text);
            }
            Edit::StruckParagraph(_, place) | Edit::StruckNote(place) => {
                gone.insert(*place);
            }
            Edit::MovedParagraph(_, place, after, beside) => {
                gone.insert(*place);
                let text = ranges.get(*place).and_then(|range| raw.get(range.clone()));
                let text = text.unwrap_or_default();
                added.entry(*after).or_default().push((text, *beside));
            }
            Edit::NewParagraph(_, after, text, beside) => {
                added.entry(*after).or_default().push((text, *beside));
            }
            Edit::Together(_, places, texts) => {
                words.extend(places.iter().copied().zip(texts.iter().map(String::as_str)));
                gone.extend(places.iter().skip(texts.len()));
                let after = places.last().copied();
                let more = divided.iter().filter(|(place, _)| Some(*place) == after);
                let more = more.map(|(_, text)| (text.as_str(), Beside::Before));
                added.entry(after).or_default().extend(more);
            }
            Edit::NewNote(after, text) => {
                added.entry(*after).or_default().push((text, Beside::Behind));
            }
            _ => {}
        }
    }
    // Paragraphs, each with the white space before it.
    let mut pieces: Vec<(&str, String)> = vec![];
    let mut end = ranges.first().map_or(0, |range| range.start);
    let lead = &raw[..end];
    pieces.extend(added.remove(&None).into_iter().flatten().map(|(text, _)| ("", text.to_owned())));
    let mut places = vec![0];
    for (index, range) in ranges.iter().enumerate() {
        let before = &raw[end..range.start];
        end = range.end;
        if !gone.contains(&index) {
            let written = &raw[range.clone()];
            let new = words.get(&index).map(|text| {
                let words = stretches(&bare(written), text);
                let new = replay(written, &words).unwrap_or_else(|| (*text).to_owned());
                // What was joined to it is as bold as it was.
                gone.iter().filter_map(|gone| raw.get(ranges.get(*gone)?.clone())).fold(
                    new,
                    |new, joined| match bare(joined) {
                        plain if joined.contains("**") => new.replacen(&plain, joined, 1),
                        _ => new,
                    },
                )
            });
            pieces.push((before, new.unwrap_or_else(|| written.to_owned())));
        }
        let more = added.remove(&Some(index)).into_iter().flatten();
        let (before, behind): (Vec<_>, Vec<_>) =
            more.partition(|(_, beside)| *beside == Beside::Before);
        pieces.extend(before.into_iter().map(|(text, _)| ("", text.to_owned())));
        // The tables and pictures behind it.
        places.push(pieces.len());
        pieces.extend(behind.into_iter().map(|(text, _)| ("", text.to_owned())));
    }
    let mut out = lead.to_owned();
    for (index, (before, text)) in pieces.iter().enumerate() {
        match (index, before.is_empty()) {
            (0, _) => {}
            (_, true) => out.push_str(newline),
            (_, false) => out.push_str(before),
        }
        out.push_str(text);
    }
    let tail = &raw[end..];
    // A text between three quotes that was empty ends with its line.
    (out + if tail.is_empty() && ranges.is_empty() { "\n" } else { tail }, places)
}

/// The paragraphs behind the first of those that one was divided into, each with the place of that one.
fn divided(raw: &str, ranges: &[Range<usize>], changes: &[&Change]) -> Vec<(usize, String)> {
    let mut found = vec![];
    for change in changes {
        let Edit::Together(_, places, texts) = &change.edit else { continue };
        let Some(place) = places.last() else { continue };
        let written = ranges.get(*place).and_then(|range| raw.get(range.clone()));
        let runs = block::lower(written.unwrap_or_default()).into_iter().flatten();
        let is_told = |text: &String| !texts.first().is_some_and(|first| first.contains(text));
        let strong = runs.filter(|run| run.strong).map(|run| run.text);
        let strong: Vec<String> = strong.filter(is_told).collect();
        for text in texts.iter().skip(places.len()) {
            let bold = |text: String, run: &String| text.replacen(run, &format!("**{run}**"), 1);
            found.push((*place, strong.iter().fold(text.clone(), bold)));
        }
    }
    found
}
