//! Words with what became of them, in the looks they are printed in.

use serde::Serialize;
use similar::{Algorithm, DiffTag};

use super::words::{Stretch, stretches};
use crate::bulletin::block::{self, Run};

/// Text of one look in which the same became of all words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    pub text: String,
    pub strong: bool,
    pub lead: bool,
    pub change: Change,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    Same,
    Struck,
    New,
}

/// The change of a text without looks; nothing when there is none.
pub(super) fn texts(old: &str, new: &str) -> Vec<Passage> {
    if old == new {
        return vec![];
    }
    let mut found = vec![];
    for stretch in stretches(old, new) {
        match stretch {
            Stretch::Same { text } | Stretch::Look { text, .. } => {
                found.push(passage(text, Change::Same));
            }
            Stretch::Changed { old, new } => {
                found.push(passage(old, Change::Struck));
                found.push(passage(new, Change::New));
            }
        }
    }
    found.retain(|passage| !passage.text.is_empty());
    found
}

/// The change of a list of units, each whole.
pub(super) fn listed(old: &[String], new: &[String]) -> Vec<Passage> {
    if old == new {
        return vec![];
    }
    let mut found: Vec<Passage> = vec![];
    let mut push = |unit: &String, change: Change| {
        if !found.is_empty() {
            found.push(passage(" ".to_owned(), Change::Same));
        }
        found.push(passage(unit.clone(), change));
    };
    for change in similar::capture_diff_slices(Algorithm::Myers, old, new) {
        let (was, is) = (&old[change.old_range()], &new[change.new_range()]);
        if change.tag() == DiffTag::Equal {
            is.iter().for_each(|unit| push(unit, Change::Same));
        } else {
            was.iter().for_each(|unit| push(unit, Change::Struck));
            is.iter().for_each(|unit| push(unit, Change::New));
        }
    }
    found
}

/// The change of a paragraph: by its words, and where only the look is another, by that.
pub(super) fn styled(was: &[Run], is: &[Run]) -> Vec<Passage> {
    let (a, b) = (looks(was), looks(is));
    let text = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect::<String>();
    let (mut from, mut to) = (a.iter(), b.iter());
    let mut found: Vec<Passage> = vec![];
    for stretch in stretches(&text(was), &text(is)) {
        match stretch {
            Stretch::Same { text } | Stretch::Look { text, .. } => {
                // Runs of characters whose looks are, and were, the same.
                let pairs: Vec<_> =
                    from.by_ref().zip(to.by_ref()).take(text.chars().count()).collect();
                for group in pairs.chunk_by(|x, y| (x.0.1, x.1.1) == (y.0.1, y.1.1)) {
                    let ((_, before), (_, after)) = group[0];
                    let text: String = group.iter().map(|(_, (c, _))| *c).collect();
                    if before.strong == after.strong {
                        push(&mut found, &text, *after, Change::Same);
                    } else {
                        push(&mut found, &text, *before, Change::Struck);
                        push(&mut found, &text, *after, Change::New);
                    }
                }
            }
            Stretch::Changed { old, new } => {
                for (c, look) in from.by_ref().take(old.chars().count()) {
                    push(&mut found, c.encode_utf8(&mut [0; 4]), *look, Change::Struck);
                }
                for (c, look) in to.by_ref().take(new.chars().count()) {
                    push(&mut found, c.encode_utf8(&mut [0; 4]), *look, Change::New);
                }
            }
        }
    }
    found
}

/// The change of a paragraph as it was kept, in words: a look that is another is told as such.
pub fn told(old: &str, new: &str) -> Vec<Stretch> {
    let passages = styled(&lowered(old), &lowered(new));
    let mut found: Vec<Stretch> = vec![];
    let mut strong_before = None;
    for group in passages.chunk_by(|a, b| one_change(a.change, b.change)) {
        let side = |dropped: Change| -> Vec<&Passage> {
            group.iter().filter(|passage| passage.change != dropped).collect()
        };
        let (was, is) = (side(Change::New), side(Change::Struck));
        let text = |side: &[&Passage]| side.iter().map(|p| p.text.as_str()).collect::<String>();
        let next = match group.first().map(|passage| passage.change) {
            Some(Change::Same) => Stretch::Same { text: text(&is) },
            _ if text(&was) == text(&is) => {
                let strong = is.iter().any(|passage| passage.strong);
                Stretch::Look { text: text(&is), strong }
            }
            _ => {
                // Of new words that follow others in the same look nobody asks for it.
                let looks = |side: &[&Passage]| -> Vec<bool> {
                    let mut looks: Vec<bool> = side.iter().map(|passage| passage.strong).collect();
                    looks.dedup();
                    looks
                };
                let before = match was.is_empty() {
                    true => vec![strong_before.unwrap_or(false)],
                    false => looks(&was),
                };
                let is_told = !is.is_empty() && (looks(&is) != before || before.len() > 1);
                match is_told {
                    true => Stretch::Changed { old: marked(&was), new: marked(&is) },
                    false => Stretch::Changed { old: text(&was), new: text(&is) },
                }
            }
        };
        strong_before = is.last().map(|passage| passage.strong).or(strong_before);
        found.push(next);
    }
    // Written in another way, and printed alike.
    let is_told = found.iter().any(|stretch| !matches!(stretch, Stretch::Same { .. }));
    if is_told { found } else { stretches(old, new) }
}

/// Whether two passages are of one change: what was struck, and what stands in its place.
fn one_change(before: Change, after: Change) -> bool {
    matches!(
        (before, after),
        (Change::Same, Change::Same)
            | (Change::Struck, Change::Struck | Change::New)
            | (Change::New, Change::New)
    )
}

/// Passages as a draft writes them.
fn marked(passages: &[&Passage]) -> String {
    let mark = |passage: &&Passage| match passage.strong {
        true => format!("**{}**", passage.text),
        false => passage.text.clone(),
    };
    passages.iter().map(mark).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    strong: bool,
    lead: bool,
}

fn looks(runs: &[Run]) -> Vec<(char, Look)> {
    let look = |run: &Run| Look { strong: run.strong, lead: run.lead };
    runs.iter().flat_map(|run| run.text.chars().map(move |c| (c, look(run)))).collect()
}

fn push(found: &mut Vec<Passage>, text: &str, look: Look, change: Change) {
    let Look { strong, lead } = look;
    match found.last_mut() {
        Some(last) if (last.strong, last.lead, last.change) == (strong, lead, change) => {
            last.text.push_str(text);
        }
        _ => found.push(Passage { text: text.to_owned(), strong, lead, change }),
    }
}

pub(super) fn passage(text: String, change: Change) -> Passage {
    Passage { text, strong: false, lead: false, change }
}

/// The runs of a paragraph as it was kept.
pub(super) fn lowered(text: &str) -> Vec<Run> {
    block::lower(text).into_iter().flatten().collect()
}

/// All words of a paragraph, of both.
pub(super) fn runs(passages: &[Passage]) -> Vec<Run> {
    let run = |passage: &Passage| Run {
        text: passage.text.clone(),
        strong: passage.strong,
        lead: passage.lead,
    };
    passages.iter().map(run).collect()
}
