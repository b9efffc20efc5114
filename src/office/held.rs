//! Items and columns taken out of an issue, and kept in `drafts/held.toml` (留用稿).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::edit::Edited;
use super::store::Plan;
use super::{Number, Office, Refusal};
use crate::draft::name::Name;
use crate::draft::{Column, arrange, write};
use crate::workspace::{DRAFTS_FOLDER, Entry, HELD_FILE};

const HEAD: &str = "#:schema ../schema/draft.json\n# 留用稿：用 kuaibao remove 撤下的都在这里，用 kuaibao move 移回某一期。\n";

/// What the comment above a held item begins with.
const TAKEN_FROM: &str = "撤自 ";

/// What was taken out; both drafts are changed in memory.
#[derive(Debug)]
pub struct Taken {
    /// The held items, with what was taken among them.
    pub held: Edited,
    /// The headlines; `None` where there is none.
    pub headlines: Vec<Option<String>>,
}

impl Taken {
    /// Writes both, or neither.
    pub fn save(&self, office: &Office, edited: &Edited) -> Result<()> {
        let mut plan = Plan::default();
        self.held.plan(office, &mut plan)?;
        edited.plan(office, &mut plan)?;
        office.commit("撤下条目", &plan)
    }
}

/// Where held items are.
pub fn path(office: &Office) -> PathBuf {
    office.workspace.root.join(DRAFTS_FOLDER).join(HELD_FILE)
}

/// Whether a draft is the one of held items.
pub fn is_held(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == HELD_FILE)
}

/// Takes items and columns out of a draft, numbered as they are before, and keeps them.
///
/// # Errors
/// A number is not there, or the held items cannot be read.
pub fn take(office: &Office, edited: &mut Edited, numbers: &[Number]) -> Result<Taken> {
    let path = edited.path().to_owned();
    if is_held(&path) {
        return Err(Refusal::AlreadyHeld { path }.into());
    }
    let draft = edited.draft();
    let mut numbers = numbers.to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    for number in &numbers {
        number.check(&draft, &path)?;
    }
    // An item of a column that goes as a whole goes with it.
    let wholes: Vec<usize> =
        numbers.iter().filter(|n| n.item.is_none()).map(|n| n.column).collect();
    numbers.retain(|number| number.item.is_none() || !wholes.contains(&number.column));

    let mut held = open(office)?;
    let arrangement = edited.arrangement()?;
    let mut headlines = vec![];
    for number in &numbers {
        let place = &arrangement.columns[number.column - 1];
        let column = &draft.column[number.column - 1];
        let name = named(column);
        let items = match number.item {
            Some(item) => item - 1..item,
            None => 0..place.items.len(),
        };
        for index in items {
            let piece = &edited.text[place.items[index].clone()];
            keep(&mut held, name, &comment(&path, name, index + 1), piece)?;
            let headline = column.item[index].headline.as_ref().map(|text| text.trim().to_owned());
            headlines.push(headline.filter(|headline| !headline.is_empty()));
        }
    }
    for number in numbers.iter().rev() {
        let place = &arrangement.columns[number.column - 1];
        let range = number.item.map_or(place.whole.clone(), |item| place.items[item - 1].clone());
        edited.text = arrange::cut(&edited.text, range).0;
    }
    Ok(Taken { held, headlines })
}

/// The held items; none when there is no file yet.
fn open(office: &Office) -> Result<Edited> {
    let path = path(office);
    let exists = office.files().exists(&path);
    let entry = match exists {
        true => Entry::open(office.files(), &path, &office.here)?,
        false => Entry::read(&office.shown(&path), vec![], 0),
    };
    if !entry.is_readable() {
        let path = entry.source.path().to_owned();
        return Err(Refusal::Unreadable { path, consequence: "，没有改动" }.into());
    }
    let mut held = Edited::of(Arc::new(entry));
    held.is_new = !exists;
    if held.text.trim().is_empty() {
        held.text = HEAD.to_owned();
    }
    held.arrangement()?;
    Ok(held)
}

/// Appends an item to the held ones, under a column of its name.
fn keep(held: &mut Edited, column: &str, comment: &str, item: &str) -> Result<()> {
    let draft = held.draft();
    let index = match draft.column.iter().position(|other| named(other) == column) {
        Some(index) => index,
        None => {
            let end = held.arrangement()?.column_at(usize::MAX);
            held.text = arrange::insert(&held.text, end, &write::column(column, &[]));
            draft.column.len()
        }
    };
    let piece =
        format!("{}{}", write::commented(&[comment.to_owned()]), item.trim_matches(['\r', '\n']));
    if let Some(at) = held.arrangement()?.item_at(index, usize::MAX) {
        held.text = arrange::insert(&held.text, at, &piece);
    }
    Ok(())
}

/// 撤自 2023-44“民生保障”第1条.
fn comment(path: &Path, column: &str, item: usize) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let name = Name::of(path).map_or(stem.into_owned(), |name| name.to_string());
    format!("{TAKEN_FROM}{name}“{column}”第{item}条")
}

/// A column's name; an empty one when it has none.
pub(super) fn named(column: &Column) -> &str {
    column.name.as_ref().map_or("", |name| name.trim())
}

/// The issue that a held item was taken from, as the comment above it says.
pub(super) fn origin(piece: &str) -> Option<String> {
    let mut comments = piece.lines().filter_map(|line| line.trim_start().strip_prefix('#'));
    let origin = comments.find_map(|line| line.trim().strip_prefix(TAKEN_FROM))?;
    origin.split_once('“').map(|(name, _)| name.trim().to_owned())
}

/// A piece without the comment that says which issue it was taken from.
pub(super) fn without_origin(piece: &str) -> String {
    let origin = |line: &&str| {
        line.strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with(TAKEN_FROM))
    };
    let lines = piece.split_inclusive('\n').filter(|line| !origin(line));
    lines.collect()
}
