//! What changed, for people: as text, struck words as `[-…-]`, new ones as `{+…+}`, and as pages on
//! which they are marked (花脸稿).

use anyhow::{Result, anyhow};

use super::press::Press;
use super::rounds::{self, Before};
use super::void;
use crate::bulletin::compare::marked::marked as mark;
use crate::bulletin::compare::words::Stretch;
use crate::bulletin::compare::{Comparison, Fate, Field, compare_with, told};
use crate::bulletin::identity::Content;
use crate::bulletin::{self, Bulletin};
use crate::report::inert;
use crate::typeset::{Change, ChangePages};
use crate::workspace::Entry;

/// The pages of a draft with what changed marked.
///
/// # Errors
/// It has no date, or cannot be set.
pub fn pages(press: &Press, entry: &Entry, before: &Before) -> Result<ChangePages> {
    let config = &press.office.workspace.config;
    let mut bulletin = bulletin::build(&entry.draft, &entry.attachments, config)
        .ok_or_else(|| anyhow!("稿件没有出刊日期"))?;
    void::leave_out(&entry.draft, &mut bulletin);
    pages_of(press, &bulletin, &before.content, &before.name())
}

/// The same of a bulletin, compared with what is called `name`.
pub(super) fn pages_of(
    press: &Press,
    bulletin: &Bulletin,
    before: &Content,
    name: &str,
) -> Result<ChangePages> {
    let kept = rounds::kept(&press.office);
    let now = Content::of(bulletin);
    let comparison = compare_with(before, &now, &kept);
    let all = told::told(&comparison);
    let changes: Vec<Change> =
        all.into_iter().map(|told| Change { head: told.head, lines: told.lines }).collect();
    let against = match told::count(&comparison) {
        0 => format!("与{name}相同"),
        count => format!("与{name}比，改动了 {count} 处"),
    };
    press.typesetter().with_changes(&mark(before, bulletin, &kept), &against, &changes)
}

/// All changes, one item after the other; in red and green, too, when `coloured`.
pub fn told(comparison: &Comparison, coloured: bool) -> String {
    let mut text = String::new();
    for change in &comparison.texts {
        text.push_str(&format!(
            "{}：{}\n",
            inert(&change.name),
            marked(&change.stretches, coloured)
        ));
    }
    for change in &comparison.items {
        text.push_str(&format!("{}\n", inert(&told::head(change))));
        // Of a new item all that it says, as nobody has seen it.
        let new = change.parts.iter().filter(|part| part.place != Field::Headline);
        let new = new.filter(|_| change.fate == Fate::New);
        for part in told::said(change).chain(new) {
            let words = marked(&part.stretches, coloured);
            text.push_str(&format!("  {}：{words}\n", inert(&part.name)));
        }
    }
    text
}

/// A text with its changes marked; of what stayed only what stands around them.
pub fn marked(stretches: &[Stretch], coloured: bool) -> String {
    const AROUND: usize = 12;
    let last = stretches.len().saturating_sub(1);
    let painted = |colour: &str, words: &str| match coloured {
        true => format!("\u{1b}[{colour}m{words}\u{1b}[0m"),
        false => words.to_owned(),
    };
    let mut text = String::new();
    // All of it stayed, in another place: how it begins tells which it is.
    if let [Stretch::Same { text: same }] = stretches {
        let same = plain(same);
        let rest = if same.chars().count() > 2 * AROUND { "…" } else { "" };
        return same.chars().take(2 * AROUND).collect::<String>() + rest;
    }
    for (index, stretch) in stretches.iter().enumerate() {
        match stretch {
            Stretch::Same { text: same } => {
                let same = &plain(same);
                let characters: Vec<char> = same.chars().collect();
                let room = if index == 0 || index == last { AROUND } else { 2 * AROUND };
                if characters.len() <= room + 1 {
                    text.push_str(same);
                    continue;
                }
                let (head, tail) =
                    (&characters[..AROUND], &characters[characters.len() - AROUND..]);
                if index > 0 {
                    text.extend(head);
                }
                text.push('…');
                if index < last {
                    text.extend(tail);
                }
            }
            Stretch::Look { text: words, strong } => {
                let told = if *strong { "加粗" } else { "取消加粗" };
                text.push_str(&painted("33", &format!("[{told}：{}]", plain(words))));
            }
            Stretch::Changed { old, new } => {
                let (old, new) = (plain(old), plain(new));
                if !old.is_empty() {
                    let old = old.replace("**", "");
                    text.push_str(&painted("31", &format!("[-{old}-]")));
                }
                if !new.is_empty() {
                    let bold = match told::bold(&new) {
                        None => String::new(),
                        Some(None) => "[加粗]".to_owned(),
                        Some(Some(words)) => format!("[其中“{words}”加粗]"),
                    };
                    let new = new.replace("**", "");
                    text.push_str(&painted("32", &format!("{{+{new}+}}{bold}")));
                }
            }
        }
    }
    text
}

/// Words of a draft on one line, in which nothing acts on the terminal.
fn plain(text: &str) -> String {
    // Cells and rows of a table.
    inert(&text.replace('\t', "　").replace('\n', "；")).into_owned()
}
