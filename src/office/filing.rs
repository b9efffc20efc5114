//! Items that units send in: appended to a draft whose other bytes stay as they are.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use chrono::NaiveDate;

use super::edit::Edited;
use super::{Number, Office, Refusal};
use crate::config::units::{Roster, Unit};
use crate::draft::Draft;
use crate::draft::arrange;
use crate::draft::guess;
use crate::draft::write;
use crate::import::outline::{Expected, Field, Guess, Item, Reference};
use crate::import::proof::{self, Proof};
use crate::import::{self, Imported};
use crate::source::Spanned;
use crate::source::nearest::nearest;
use crate::workspace::memory::Wording;
use crate::workspace::twin::{self, Likeness};
use crate::workspace::{Entry, Issue};

/// How items are to be filed.
#[derive(Clone, Copy)]
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
    /// The count of what became of the file's text.
    pub proof: Proof,
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
    pub body: String,
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

/// More items than this no column of a bulletin has.
const MOST_ITEMS: usize = 1000;

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
    let read = read(office, edited, file, bytes)?;
    let mut filed = append(office, edited, vec![(read, filing.stem.to_owned())], filing)?;
    filed.pop().ok_or_else(|| anyhow!("没有找到栏目“{}”", filing.column))
}

/// Reads a submission; nothing is changed.
///
/// # Errors
/// It cannot be read, or nothing is found in it.
pub fn read(office: &Office, edited: &Edited, file: &Path, bytes: &[u8]) -> Result<Imported> {
    let workspace = &office.workspace;
    let date = edited.entry.draft.date();
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date };
    let imported = import::import(file, bytes, Expected::Submission, reference)?;
    if imported.outline.items().next().is_none() {
        return Err(Refusal::NothingFound { file: file.to_owned(), issue: false }.into());
    }
    Ok(imported)
}

/// Appends submissions, each with the stem of its file's name, to a column: all at once, as each
/// alone would have the whole draft read again.
///
/// # Errors
/// There is a column that is nearly of that name, or the draft is not written as it should be.
pub fn append(
    office: &Office,
    edited: &mut Edited,
    submissions: Vec<(Imported, String)>,
    filing: &Filing<'_>,
) -> Result<Vec<Filed>> {
    let (column, is_new) = column(edited, filing.column)?;
    let draft = edited.draft();
    let first = draft.column[column].item.len();
    let count: usize = submissions.iter().map(|(read, _)| read.outline.items().count()).sum();
    if first + count > MOST_ITEMS {
        let path = edited.path().to_owned();
        return Err(Refusal::TooManyItems { path, most: MOST_ITEMS }.into());
    }
    let mut pieces: Vec<String> = vec![];
    let mut unplaced: Vec<String> = vec![];
    let mut all = vec![];
    let mut outlines = vec![];
    for (Imported { mut outline, proof, .. }, stem) in submissions {
        let filing = Filing { stem: &stem, ..*filing };
        let pictures = std::mem::take(&mut outline.pictures).into_iter();
        let names: Vec<String> = pictures
            .map(|picture| edited.add_file(office, &picture.extension, picture.bytes))
            .collect();
        let begun = pieces.len();
        let mut items = vec![];
        for item in outline.columns.iter_mut().flat_map(|column| &mut column.items) {
            credit(item, &office.workspace.roster, edited.entry.draft.date(), &filing);
            pieces.push(import::toml::item(item, &names).trim_matches(['\r', '\n']).to_owned());
            items.push(FiledItem {
                number: Number { column: column + 1, item: Some(first + pieces.len()) },
                headline: item.headline.clone(),
                body: item.body.clone(),
                credits: item.credits.clone(),
                unknown: unknown(&item.credits, office, edited),
                repeats: None,
            });
        }
        unplaced.extend(outline.unplaced.iter().map(import::toml::unplaced));
        all.push(Filed {
            column: plain(filing.column).to_owned(),
            is_new: is_new && all.is_empty(),
            items,
            proof,
            guesses: pieces[begun..]
                .iter()
                .map(|piece| guess::comments(piece, guess::MARK).len())
                .sum(),
            unplaced: outline.unplaced.len(),
            notes: std::mem::take(&mut outline.notes),
        });
        outlines.push(outline);
    }
    // All at once: a draft is taken apart as a whole, which for each item would take its time.
    let at = edited
        .arrangement()?
        .item_at(column, usize::MAX)
        .ok_or_else(|| anyhow!("没有找到栏目“{}”", filing.column))?;
    edited.text = arrange::insert(&edited.text, at, &pieces.join("\n\n"));
    if !unplaced.is_empty() {
        edited.text = arrange::insert(&edited.text, edited.text.len(), &unplaced.join("\n"));
    }
    let own = edited.draft();
    let beside = Beside::new(&own, edited.path());
    let other = |issue: &Issue| issue.path != edited.path();
    let filed = all.iter_mut().flat_map(|filed| &mut filed.items);
    for (index, filed) in filed.enumerate() {
        let at = first + index;
        let Some(item) = own.column.get(column).and_then(|column| column.item.get(at)) else {
            continue;
        };
        // Those behind it have been filed after it.
        let stood = |place: &twin::Place<'_>| place.0 != column || place.1 < at;
        let text = |text: &Option<Spanned<String>>| {
            text.as_ref().map(|text| text.value.clone()).unwrap_or_default()
        };
        let words = (text(&item.headline), text(&item.body));
        filed.repeats = repeat((&words.0, &words.1), office, &beside, stood, other);
    }
    // What was filed is counted in the draft, after it was filed.
    let difference = proof::filed(&outlines, &draft, &own, false);
    all.iter_mut().for_each(|filed| filed.proof.difference.push_str(&difference));
    Ok(all)
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
            && column.item.iter().all(|item| item.is_blank())
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
    if item.is_blank() {
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

/// The units of an item as they are printed; where it names none, as told, or as the file is called.
pub fn credit(item: &mut Item, roster: &Roster, date: Option<NaiveDate>, filing: &Filing<'_>) {
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
    if let Some(unit) = unit_in(roster, filing.stem, date) {
        item.credits = vec![unit.credit.clone()];
        item.guesses.push(Guess {
            field: Field::Credits,
            text: "来稿里没有供稿单位，按文件名填写".to_owned(),
        });
    }
}

/// The first unit that is named in the name of a file.
pub(super) fn unit_in<'r>(
    roster: &'r Roster,
    name: &str,
    date: Option<NaiveDate>,
) -> Option<&'r Unit> {
    let mut places = (0..name.len()).filter(|at| name.is_char_boundary(*at));
    places.find_map(|at| roster.leading(&name[at..], date)).map(|(unit, _)| unit)
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

/// Where an item that is to be filed stands already: in the draft that it is for, or another issue.
#[must_use]
pub fn stands(office: &Office, entry: &Entry, item: &Item) -> Option<Repeat> {
    let path = entry.source.path();
    let beside = Beside::new(&entry.draft, path);
    let other = |issue: &Issue| issue.path != path;
    repeat((&item.headline, &item.body), office, &beside, |_| true, other)
}

/// A draft beside whose items another is looked for.
pub(super) struct Beside<'a> {
    draft: &'a Draft,
    path: &'a Path,
    worded: Vec<(twin::Place<'a>, Arc<Wording>)>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(draft: &'a Draft, path: &'a Path) -> Self {
        Self { draft, path, worded: twin::worded(draft) }
    }
}

/// Where the same item, or nearly the same, stands already: of a draft among the items that `stood`
/// there before it, and in other issues.
pub(super) fn repeat(
    (headline, body): (&str, &str),
    office: &Office,
    beside: &Beside<'_>,
    stood: impl Fn(&twin::Place<'_>) -> bool + Copy,
    among: impl Fn(&Issue) -> bool + Copy,
) -> Option<Repeat> {
    let workspace = &office.workspace;
    let worded = beside.worded.iter().filter(|(place, _)| stood(place));
    let items = beside.draft.items().filter(|place| stood(place));
    let twin = twin::nearest((body, &Wording::of(body)), worded, workspace, among)
        .or_else(|| twin::of_headline(headline.trim(), items, workspace, among))?;
    let draft = twin.entry.as_ref().map_or(beside.path, |entry| entry.source.path()).to_owned();
    let headline = twin.item(beside.draft).headline.as_ref();
    let headline = headline.map(|headline| headline.trim()).unwrap_or_default().to_owned();
    let (column, index) = twin.at;
    let number = Number::item(column, index);
    Some(Repeat { draft, number, headline, likeness: twin.likeness })
}
