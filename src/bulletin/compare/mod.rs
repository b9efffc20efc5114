//! What changed between two contents: items matched by their text, so that one that moved, came or
//! went is told as such, and inside a text by words and figures.

mod columns;
mod inside;
pub mod marked;
mod pairs;
pub mod passage;
pub mod told;
pub mod words;

use crate::draft::ItemNumber;
use serde::Serialize;

use super::identity::{Content, ItemContent, Part, PartKind};
pub use inside::cell_name;
use words::{Stretch, stretches};

/// All that leads from one content to another, in the order of the new one; what was struck stands
/// where it stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Masthead and colophon, the editor's note, names and order of columns.
    pub texts: Vec<TextChange>,
    /// For each column which one it was, from 1; nothing for a new one.
    pub columns: Vec<Option<usize>>,
    pub items: Vec<ItemChange>,
}

/// A text outside of the items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// 刊名, 期号, 编者按, 第2栏的名称 …
    pub name: String,
    pub stretches: Vec<Stretch>,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    pub old: Option<ItemNumber>,
    pub new: Option<ItemNumber>,
    pub fate: Fate,
    /// As it is called now; of a struck one, as it was.
    pub headline: String,
    /// Of a new or struck one all that it says, or said.
    pub parts: Vec<PartChange>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Only in the new content.
    New,
    /// Only in the old one.
    Struck,
    /// Only in the old one, and kept for later.
    Held,
    /// In both, in another place in relation to the others; its words may have changed, too.
    Moved,
    /// In both, with other words.
    Edited,
}

/// A changed part of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartChange {
    pub place: Field,
    /// What it is called: 标题, 正文第 2 段, 表格第 3 行“东屯镇”的“完成投资” …
    pub name: String,
    pub stretches: Vec<Stretch>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    Headline,
    /// A part of the body, counted from 1 in the new one; in the old one when it was struck.
    Body {
        part: usize,
        kind: PartKind,
    },
    /// Of a table its caption, or how many rows head it.
    Caption {
        part: usize,
    },
    /// A row that came or went; rows and columns are counted from 1, as parts are.
    Row {
        part: usize,
        row: usize,
    },
    Column {
        part: usize,
        column: usize,
    },
    Cell {
        part: usize,
        row: usize,
        column: usize,
    },
    Credits,
}

impl Comparison {
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.items.is_empty()
    }
}

pub fn compare(old: &Content, new: &Content) -> Comparison {
    compare_with(old, new, &|_| false)
}

/// The same; `kept` says of an item that is not in the new content whether it is kept for later.
pub fn compare_with(
    old: &Content,
    new: &Content,
    kept: &dyn Fn(&ItemContent) -> bool,
) -> Comparison {
    let pairs = pairs::matched(old, new);
    let mut items = vec![];
    for pair in &pairs {
        let (before, after) = (pair.old.map(|at| item(old, at)), pair.new.map(|at| item(new, at)));
        let (fate, headline, parts) = match (before, after) {
            (Some(before), Some(after)) => {
                let parts = inside::changes(before, after);
                let fate = if pair.moved { Fate::Moved } else { Fate::Edited };
                if parts.is_empty() && !pair.moved {
                    continue;
                }
                (fate, &after.headline, parts)
            }
            (None, Some(after)) => {
                (Fate::New, &after.headline, inside::changes(&ItemContent::default(), after))
            }
            (Some(before), None) => {
                let fate = if kept(before) { Fate::Held } else { Fate::Struck };
                (fate, &before.headline, inside::changes(before, &ItemContent::default()))
            }
            (None, None) => continue,
        };
        items.push(ItemChange {
            old: pair.old,
            new: pair.new,
            fate,
            headline: headline.clone(),
            parts,
        });
    }
    let map = columns::mapped(old, new, &pairs::went(&pairs));
    let was = |index| map.iter().position(|to| *to == Some(index)).map(|at| at + 1);
    let columns = (0..new.columns.len()).map(was).collect();
    Comparison { texts: text_changes(old, new, &map), columns, items }
}

/// Which item became which, in the order of the new content.
pub fn matched(old: &Content, new: &Content) -> Vec<(Option<ItemNumber>, Option<ItemNumber>)> {
    pairs::matched(old, new).iter().map(|pair| (pair.old, pair.new)).collect()
}

/// Which paragraph became which, in order.
pub fn aligned(old: &[String], new: &[String]) -> Vec<(Option<usize>, Option<usize>)> {
    let parts = |texts: &[String]| {
        let part = |text: &String| Part {
            kind: PartKind::Paragraph,
            text: text.clone(),
            more: String::new(),
        };
        texts.iter().map(part).collect::<Vec<_>>()
    };
    pairs::parts(&parts(old), &parts(new))
}

/// Which row of a table became which, in order.
pub fn rows(old: &[Vec<String>], new: &[Vec<String>]) -> Vec<(Option<usize>, Option<usize>)> {
    pairs::rows(old, new)
}

/// Whether two texts are alike enough to be one, edited.
pub fn are_alike(a: &str, b: &str) -> bool {
    let whole = |text: &str| [text.to_owned()];
    aligned(&whole(a), &whole(b)).first().is_some_and(|pair| pair.0.is_some() && pair.1.is_some())
}

/// The item at a place that [`pairs::matched`] gave.
fn item(content: &Content, at: ItemNumber) -> &ItemContent {
    &content.columns[at.column - 1].items[at.item - 1]
}

/// What changes of the editor's note are called, or begin with.
pub const NOTE: &str = "编者按";

fn text_changes(old: &Content, new: &Content, map: &[Option<usize>]) -> Vec<TextChange> {
    let mut changes = vec![];
    let mut change = |name: String, old: &str, new: &str| {
        if old != new {
            changes.push(TextChange { name, stretches: stretches(old, new) });
        }
    };
    let line = |content: &Content, name: &str| {
        let line = content.lines.iter().find(|line| line.name == name);
        line.map(|line| line.text.clone()).unwrap_or_default()
    };
    let mut names: Vec<&String> = old.lines.iter().map(|line| &line.name).collect();
    for line in &new.lines {
        if !names.contains(&&line.name) {
            names.push(&line.name);
        }
    }
    for name in names {
        change(name.clone(), &line(old, name), &line(new, name));
    }
    let many = old.note.len().max(new.note.len()) > 1;
    for (before, after) in pairs::parts(&old.note, &new.note) {
        let text = |at: Option<usize>, note: &[Part]| {
            at.map(|at| note[at].text.clone()).unwrap_or_default()
        };
        let (was, is) = (text(before, &old.note), text(after, &new.note));
        if was != is {
            let number = after.or(before).unwrap_or_default() + 1;
            let paragraph = if many { format!("第 {number} 段") } else { String::new() };
            let name = format!("{NOTE}{paragraph}");
            changes.push(TextChange { name, stretches: passage::told(&was, &is) });
        }
    }
    let mut change = |name: String, old: &str, new: &str| {
        if old != new {
            changes.push(TextChange { name, stretches: stretches(old, new) });
        }
    };
    for (index, column) in new.columns.iter().enumerate() {
        let was = map.iter().position(|to| *to == Some(index));
        let name = format!("第{}栏的名称", index + 1);
        change(name, was.map_or("", |at| &old.columns[at].name), &column.name);
    }
    for (index, column) in old.columns.iter().enumerate().filter(|(at, _)| map[*at].is_none()) {
        change(format!("原第{}栏的名称", index + 1), &column.name, "");
    }
    let stayed: Vec<usize> = map.iter().flatten().copied().collect();
    if !stayed.is_sorted() {
        let mut order = stayed.clone();
        order.sort_unstable();
        let names = |order: &[usize]| -> String {
            order.iter().map(|at| format!("【{}】", new.columns[*at].name)).collect()
        };
        let (old, new) = (names(&stayed), names(&order));
        let whole = vec![Stretch::Changed { old, new }];
        changes.push(TextChange { name: "栏目次序".to_owned(), stretches: whole });
    }
    changes
}

#[cfg(test)]
mod tests;
