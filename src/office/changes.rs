//! What changed, as text that a person reads: struck words as `[-…-]`, new ones as `{+…+}`.

use crate::bulletin::compare::words::Stretch;
use crate::bulletin::compare::{At, Comparison, Fate, Field, ItemChange};
use crate::report::inert;

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
        text.push_str(&format!("{}\n", headed(change)));
        for part in &change.parts {
            let name = match part.place {
                Field::Headline => "标题".to_owned(),
                Field::Body { part, .. } => format!("正文第 {part} 段"),
                Field::Credits => "供稿单位".to_owned(),
            };
            text.push_str(&format!("  {name}：{}\n", marked(&part.stretches, coloured)));
        }
    }
    text
}

fn headed(change: &ItemChange) -> String {
    let place = |at: Option<At>| at.map(|at| at.to_string()).unwrap_or_default();
    let (old, new, headline) = (place(change.old), place(change.new), inert(&change.headline));
    match change.fate {
        Fate::New => format!("{new} 新加：{headline}"),
        Fate::Struck => format!("原 {old} 撤下：{headline}"),
        Fate::Moved => format!("{new} 移动（原 {old}）：{headline}"),
        Fate::Edited => format!("{new} 改动：{headline}"),
    }
}

/// A text with its changes marked; of what stayed only what stands around them.
fn marked(stretches: &[Stretch], coloured: bool) -> String {
    const AROUND: usize = 12;
    let last = stretches.len().saturating_sub(1);
    let painted = |colour: &str, words: &str| match coloured {
        true => format!("\u{1b}[{colour}m{words}\u{1b}[0m"),
        false => words.to_owned(),
    };
    let mut text = String::new();
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
            Stretch::Changed { old, new } => {
                let (old, new) = (plain(old), plain(new));
                if !old.is_empty() {
                    text.push_str(&painted("31", &format!("[-{old}-]")));
                }
                if !new.is_empty() {
                    text.push_str(&painted("32", &format!("{{+{new}+}}")));
                }
            }
        }
    }
    text
}

/// Words of a draft on one line, in which nothing acts on the terminal.
fn plain(text: &str) -> String {
    inert(&text.replace(['\n', '\t'], " ")).into_owned()
}
