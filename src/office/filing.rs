//! Items that units send in: appended to a draft whose other bytes stay as they are.

use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::edit::Edited;
use super::{Number, Office, Refusal};
use crate::draft::Draft;
use crate::draft::arrange;
use crate::draft::guess;
use crate::draft::write;
use crate::import::outline::{Expected, Field, Guess, Item, Outline, Reference};
use crate::import::proof::Proof;
use crate::import::{self, Imported};
use crate::source::nearest::nearest;
use crate::workspace::Issue;
use crate::workspace::memory::Wording;
use crate::workspace::twin::{self, Likeness};

/// How items are to be filed.
pub struct Filing<'a> {
    pub column: &'a str,
    /// Units for items that name none.
    pub credits: &'a [String],
    /// The file's name, which may name the unit.
    pub stem: &'a str,
}

/// What a submission has become.
#[derive(Debug)]
pub struct Filed {
    /// The column's name as it was asked for.
    pub column: String,
    /// Whether the draft had no column of that name.
    pub is_new: bool,
    pub items: Vec<FiledItem>,
    /// The count that nothing was lost.
    pub proof: Proof,
    pub tidied: Vec<(&'static str, usize)>,
    /// What the reader of the file has to say.
    pub notes: Vec<String>,
    /// Places to look at again.
    pub guesses: usize,
    /// Texts that have found no place.
    pub unplaced: usize,
}

/// An item as it was filed.
#[derive(Debug)]
pub struct FiledItem {
    pub number: Number,
    pub headline: String,
    pub credits: Vec<String>,
    /// Credits that the roster does not know.
    pub unknown: Vec<UnknownCredit>,
    pub repeats: Option<Repeat>,
}

/// A credit that is none of the roster's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCredit {
    pub credit: String,
    /// The one that may be meant.
    pub near: Option<String>,
}

/// Where the same item, or nearly the same, stands already.
#[derive(Debug)]
pub struct Repeat {
    pub draft: PathBuf,
    pub number: Number,
    pub headline: String,
    pub likeness: Likeness,
}

/// Reads one submission and appends it to a draft in memory.
///
/// # Errors
/// It cannot be read, or nothing is found in it; the draft is to be thrown away then.
pub fn submit(
    office: &Office,
    edited: &mut Edited,
    file: &Path,
    bytes: &[u8],
    filing: &Filing<'_>,
) -> Result<Filed> {
    let workspace = &office.workspace;
    let date = edited.entry.draft.date();
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date };
    let Imported { mut outline, proof } =
        import::import(file, bytes, Expected::Submission, reference)?;
    if outline.items().next().is_none() {
        return Err(Refusal::NothingFound { file: file.to_owned(), issue: false }.into());
    }
    let before = guess::comments(&edited.text).len();
    let (items, is_new) = append(office, edited, &mut outline, filing)?;
    Ok(Filed {
        column: plain(filing.column).to_owned(),
        is_new,
        items,
        proof,
        tidied: outline.removed.times().collect(),
        guesses: guess::comments(&edited.text).len().saturating_sub(before),
        unplaced: outline.unplaced.len(),
        notes: outline.notes,
    })
}

/// Appends the items of an outline to a column; whether that is new.
fn append(
    office: &Office,
    edited: &mut Edited,
    outline: &mut Outline,
    filing: &Filing<'_>,
) -> Result<(Vec<FiledItem>, bool)> {
    let (column, is_new) = column(edited, filing.column)?;
    let pictures = std::mem::take(&mut outline.pictures).into_iter();
    let names: Vec<String> = pictures
        .map(|picture| edited.add_file(office, &picture.extension, picture.bytes))
        .collect();
    let mut number = edited.draft().column[column].item.len();
    let mut filed = vec![];
    for item in outline.columns.iter_mut().flat_map(|column| &mut column.items) {
        credit(item, office, edited, filing);
        let other = |issue: &Issue| issue.path != edited.path();
        let repeats = repeat(item, office, (&edited.draft(), edited.path()), other);
        let at = edited
            .arrangement()?
            .item_at(column, usize::MAX)
            .ok_or_else(|| anyhow!("没有找到栏目“{}”", filing.column))?;
        edited.text = arrange::insert(&edited.text, at, &import::toml::item(item, &names));
        number += 1;
        filed.push(FiledItem {
            number: Number { column: column + 1, item: Some(number) },
            headline: item.headline.clone(),
            credits: item.credits.clone(),
            unknown: unknown(&item.credits, office, edited),
            repeats,
        });
    }
    for left in &outline.unplaced {
        let piece = import::toml::unplaced(left);
        edited.text = arrange::insert(&edited.text, edited.text.len(), &piece);
    }
    Ok((filed, is_new))
}

/// A column's name without the brackets that it is printed in.
fn plain(name: &str) -> &str {
    name.trim().trim_start_matches('【').trim_end_matches('】').trim()
}

/// The index of a column, and whether it is new: one is made for a name that is like none there.
fn column(edited: &mut Edited, name: &str) -> Result<(usize, bool)> {
    let name = plain(name);
    let draft = edited.draft();
    let names: Vec<&str> =
        draft.column.iter().map(|c| c.name.as_ref().map_or("", |name| name.trim())).collect();
    if let Some(at) = names.iter().position(|other| *other == name) {
        drop_blank_item(edited, &draft, at)?;
        return Ok((at, false));
    }
    let named: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
    if let Some(near) = nearest(name, named.iter().copied()) {
        let (name, near) = (name.to_owned(), near.to_owned());
        return Err(Refusal::ColumnLike { path: edited.path().to_owned(), name, near }.into());
    }
    let arrangement = edited.arrangement()?;
    let at = arrangement.column_at(usize::MAX);
    let mut index = arrangement.columns.len();
    edited.text = arrange::insert(&edited.text, at, &write::column(name, &[]));
    // The empty column of a new draft stands for none.
    if let Some(blank) = draft.column.iter().position(|column| {
        column.name.as_ref().is_none_or(|name| name.trim().is_empty())
            && column.item.iter().all(|item| is_blank(item))
    }) {
        let place = arrangement.columns[blank].whole.clone();
        edited.text = arrange::cut(&edited.text, below_comments(&edited.text, place)).0;
        index -= 1;
    }
    Ok((index, true))
}

/// Takes out the empty item that `kuaibao new` writes to be filled in.
fn drop_blank_item(edited: &mut Edited, draft: &Draft, column: usize) -> Result<()> {
    let [item] = draft.column[column].item.as_slice() else { return Ok(()) };
    if is_blank(item) {
        let place = edited.arrangement()?.columns[column].items[0].clone();
        edited.text = arrange::cut(&edited.text, below_comments(&edited.text, place)).0;
    }
    Ok(())
}

/// A range without the comments that it begins with: they are the editor's.
fn below_comments(text: &str, range: Range<usize>) -> Range<usize> {
    let lines = text[range.clone()].split_inclusive('\n');
    let comments: usize =
        lines.take_while(|line| line.trim_start().starts_with('#')).map(str::len).sum();
    range.start + comments..range.end
}

fn is_blank(item: &crate::draft::Item) -> bool {
    let blank = |text: &Option<crate::source::Spanned<String>>| {
        text.as_ref().is_none_or(|text| text.trim().is_empty())
    };
    blank(&item.headline)
        && blank(&item.body)
        && item.credits.as_ref().is_none_or(|credits| credits.is_empty())
}

/// The unit of an item that names none: as told, or as the file is called.
fn credit(item: &mut Item, office: &Office, edited: &Edited, filing: &Filing<'_>) {
    let (roster, date) = (&office.workspace.roster, edited.entry.draft.date());
    if !filing.credits.is_empty() && item.credits.is_empty() {
        item.credits = filing.credits.to_vec();
        return;
    }
    if !item.credits.is_empty() {
        // As credits are printed: a signature says 县供销社, a credit 供销社.
        for credit in item.credits.iter_mut().filter(|credit| !credit.contains(['：', ':'])) {
            if let Some(unit) = roster.find(credit, date) {
                credit.clone_from(&unit.credit);
            }
        }
        return;
    }
    let found = (0..filing.stem.len())
        .filter(|at| filing.stem.is_char_boundary(*at))
        .find_map(|at| roster.leading(&filing.stem[at..], date));
    if let Some((unit, _)) = found {
        item.credits = vec![unit.credit.clone()];
        item.guesses.push(Guess {
            field: Field::Credits,
            text: "来稿里没有供稿单位，按文件名填写".to_owned(),
        });
    }
}

/// The credits that no unit has; where there is no roster, any will do.
fn unknown(credits: &[String], office: &Office, edited: &Edited) -> Vec<UnknownCredit> {
    let (roster, date) = (&office.workspace.roster, edited.entry.draft.date());
    let of_people = |credit: &&String| credit.contains(['：', ':']);
    let known = |credit: &&String| roster.split(credit, date).is_some();
    let wrong = credits.iter().filter(|credit| !of_people(credit) && !known(credit));
    wrong
        .filter(|_| !roster.units.is_empty())
        .map(|credit| UnknownCredit {
            credit: credit.clone(),
            near: roster.nearest(credit, date).map(str::to_owned),
        })
        .collect()
}

/// Where the same item, or nearly the same, stands already: in the draft it goes to, and in others.
pub(super) fn repeat(
    item: &Item,
    office: &Office,
    (here, path): (&Draft, &Path),
    among: impl Fn(&Issue) -> bool + Copy,
) -> Option<Repeat> {
    let text = (item.body.as_str(), &Wording::of(&item.body));
    let workspace = &office.workspace;
    let twin = twin::nearest(text, &twin::worded(here), workspace, among)
        .or_else(|| twin::of_headline(&item.headline, here, workspace, among))?;
    let draft = twin.entry.as_ref().map_or(path, |entry| entry.source.path()).to_owned();
    let headline = twin.item(here).headline.as_ref();
    let headline = headline.map(|headline| headline.trim()).unwrap_or_default().to_owned();
    let (column, index) = twin.at;
    let number = Number { column: column + 1, item: Some(index + 1) };
    Some(Repeat { draft, number, headline, likeness: twin.likeness })
}
