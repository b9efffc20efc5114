//! Items and columns taken out of an issue, and kept in `drafts/held.toml` (留用稿).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;

use super::edit::Edited;
use super::store::Plan;
use super::{Number, Office, Refusal};
use crate::draft::name::Name;
use crate::draft::{Column, Draft, Item, arrange, change, write};
use crate::source::Source;
use crate::workspace::{DRAFTS_FOLDER, Entry, HELD_FILE};

const HEAD: &str =
    "#:schema ../schema/draft.json\n# 留用稿：撤下的条目都在这里，可以放回任何一期。\n";

/// What the comment above a held item begins with.
const TAKEN_FROM: &str = "撤自 ";

/// What was taken out; both drafts are changed in memory.
#[derive(Debug)]
pub struct Taken {
    /// The held items, with what was taken among them.
    pub held: Edited,
    /// The headlines; `None` where there is none.
    pub headlines: Vec<Option<String>>,
    /// How many items in which nothing stood are gone.
    pub blank: usize,
}

impl Taken {
    /// Writes both, or neither.
    pub fn save(&self, office: &Office, edited: &Edited) -> Result<()> {
        let mut plan = Plan::default();
        if !self.headlines.is_empty() {
            self.held.plan(office, &mut plan)?;
        }
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

/// Takes items and columns out of a draft, numbered as they are before, and keeps them; items in which
/// nothing stands are not kept.
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
    let (mut headlines, mut blank) = (vec![], 0);
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
            if is_nothing(&column.item[index], piece) {
                blank += 1;
                continue;
            }
            held.text = keep(&held.text, &path, name, index, piece)?;
            let headline = column.item[index].headline.as_ref().map(|text| text.trim().to_owned());
            headlines.push(headline.filter(|headline| !headline.is_empty()));
        }
    }
    for number in numbers.iter().rev() {
        let place = &arrangement.columns[number.column - 1];
        let range = number.item.map_or(place.whole.clone(), |item| place.items[item - 1].clone());
        edited.text = arrange::cut(&edited.text, range).0;
    }
    Ok(Taken { held, headlines, blank })
}

/// Whether an item says nothing, nor a comment at it.
pub fn is_nothing(item: &Item, piece: &str) -> bool {
    item.is_blank() && !piece.lines().any(|line| line.trim_start().starts_with('#'))
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
    held.arrangement()?;
    Ok(held)
}

/// The held items with one more, under a column of its name; where it stood comes above it.
///
/// # Errors
/// Columns and items are not written as tables one after the other.
pub fn keep(
    held: &str,
    issue: &Path,
    column: &str,
    index: usize,
    item: &str,
) -> Result<String, change::Refusal> {
    let mut held = if held.trim().is_empty() { HEAD.to_owned() } else { held.to_owned() };
    let columns = Draft::read(&Source::new("", held.as_str())).value.column;
    let at = columns.iter().position(|other| named(other) == column).unwrap_or(columns.len());
    if at == columns.len() {
        held = change::add_column(&held, at, column)?;
    }
    let from = write::commented(&[comment(issue, column, index + 1)]);
    let piece = format!("{from}{}", item.trim_matches(['\r', '\n']));
    change::put(&held, (at, usize::MAX), &piece)
}

/// 撤自 2023-44“民生保障”第1条.
fn comment(issue: &Path, column: &str, item: usize) -> String {
    let stem = issue.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let name = Name::of(issue).map_or(stem.into_owned(), |name| name.to_string());
    format!("{TAKEN_FROM}{name}“{column}”第{item}条")
}

/// A column's name; an empty one when it has none.
pub fn named(column: &Column) -> &str {
    column.name.as_ref().map_or("", |name| name.trim())
}

/// Where a held item was taken from, as the comment above it says: 2023-44“民生保障”第1条.
pub fn origin(piece: &str) -> Option<&str> {
    piece.lines().take_while(|line| !line.starts_with('[')).find_map(taken_from)
}

/// A piece without that comment.
pub fn without_origin(piece: &str) -> String {
    let head = piece.find('[').unwrap_or(piece.len());
    let (comments, rest) = piece.split_at(head);
    let left = comments.split_inclusive('\n').filter(|line| taken_from(line).is_none());
    left.chain([rest]).collect()
}

fn taken_from(line: &str) -> Option<&str> {
    line.trim().strip_prefix('#')?.trim().strip_prefix(TAKEN_FROM)
}
