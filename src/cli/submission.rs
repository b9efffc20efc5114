//! Items that units send in: appended to a draft whose other bytes stay as they are. What
//! `import --into` and `add` share.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, bail};

use super::output::{self, Existing};
use super::session::{Chosen, Session};
use crate::draft::Draft;
use crate::draft::arrange::{self, Arrangement};
use crate::draft::write;
use crate::import::outline::{Field, Guess, Item, Outline};
use crate::import::{self, outline};
use crate::source::Source;
use crate::source::nearest::nearest;
use crate::workspace::memory::Wording;
use crate::workspace::{self, Entry, Issue, twin};

/// A draft that is being changed, with the bytes it had when it was read.
pub(super) struct Edited {
    pub(super) entry: Arc<Entry>,
    pub(super) text: String,
}

impl Edited {
    /// Opens a draft to change it; one with syntax errors is better not touched.
    pub(super) fn open(session: &Session, chosen: &Chosen) -> Result<Self> {
        let entry = session.entry(chosen)?;
        let path = entry.source.path().display();
        if path.to_string() == "-" {
            bail!("标准输入不能改，请写稿件的文件名");
        }
        if !entry.is_readable() {
            bail!("{path} 里有读不出的地方，没有改动它\n先改好：kuaibao check {path}");
        }
        let edited = Self { text: entry.source.text().to_owned(), entry };
        edited.arrangement()?;
        Ok(edited)
    }

    /// Where columns and items stand in the text as it is now.
    pub(super) fn arrangement(&self) -> Result<Arrangement> {
        let draft = Draft::read(&Source::new("", self.text.clone())).value;
        let written: Vec<usize> = draft.column.iter().map(|column| column.item.len()).collect();
        Arrangement::of(&self.text)
            .filter(|found| {
                found.columns.iter().map(|column| column.items.len()).eq(written.iter().copied())
            })
            .ok_or_else(|| {
                anyhow!(
                    "{} 里的栏目和条目不是一段段 [[column]]、[[column.item]] 写的，没有改动它\n请照 kuaibao new 起的稿子的样子写",
                    self.entry.source.path().display()
                )
            })
    }

    pub(super) fn draft(&self) -> Draft {
        Draft::read(&Source::new("", self.text.clone())).value
    }

    /// Writes the draft, unless somebody else has changed it meanwhile.
    pub(super) fn save(&self, session: &Session) -> Result<()> {
        let path = session.here.join(self.entry.source.path());
        let shown = self.entry.source.path().display();
        let read = Draft::read(&Source::new("", self.text.clone()));
        if let Some(found) = read.found.iter().find(|found| found.code == "toml-syntax") {
            return Err(anyhow!("{}", found.message))
                .with_context(|| format!("{shown} 改后读不出来，没有写出"));
        }
        if self.text.len() > crate::source::file::MAX_BYTES {
            bail!("{shown} 加上这些就超过 1 MB 了，没有改动它");
        }
        if path.exists() {
            let now = std::fs::read(&path).with_context(|| format!("读不出文件 {shown}"))?;
            if now != self.entry.source.text().as_bytes() {
                bail!("{shown} 刚才被别的程序改过，没有覆盖它\n请再运行一次");
            }
        }
        output::write_file(&path, self.text.as_bytes(), Existing::Replace)
    }
}

/// How items are to be filed.
pub(super) struct Filing<'a> {
    pub(super) column: &'a str,
    /// Units for items that name none.
    pub(super) credits: &'a [String],
    /// The file's name, which may name the unit.
    pub(super) stem: &'a str,
}

impl Filing<'_> {
    /// Writes the pictures of a submission beside the draft; their names.
    fn pictures(
        &self,
        session: &Session,
        edited: &Edited,
        outline: &Outline,
    ) -> Result<Vec<String>> {
        let path = session.here.join(edited.entry.source.path());
        write_pictures(&path, outline)
    }
}

/// Writes the pictures of an outline beside a draft, under names that are free; the names.
pub(super) fn write_pictures(draft: &Path, outline: &Outline) -> Result<Vec<String>> {
    let stem = draft.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
    let folder = draft.parent().unwrap_or(Path::new("."));
    let mut names = vec![];
    let mut number = 0;
    for picture in &outline.pictures {
        let name = loop {
            number += 1;
            let name = format!("{stem}-{number}.{}", picture.extension);
            if !folder.join(&name).exists() {
                break name;
            }
        };
        output::write_file(&folder.join(&name), &picture.bytes, Existing::Keep)?;
        names.push(name);
    }
    Ok(names)
}

/// Appends the items of an outline to a column; what was done, for people.
pub(super) fn file(
    session: &Session,
    edited: &mut Edited,
    outline: &mut Outline,
    filing: &Filing<'_>,
) -> Result<Vec<String>> {
    let mut said = vec![];
    let names = filing.pictures(session, edited, outline)?;
    let column = column(edited, filing.column, &mut said)?;
    let mut number = edited.draft().column[column].item.len();
    let items = outline.columns.iter_mut().flat_map(|column| &mut column.items);
    let mut filed = vec![];
    for item in items {
        credit(item, session, edited, filing);
        said.extend(
            duplicate(item, session, edited).into_iter().map(|line| format!("注意：{line}")),
        );
        let at = edited
            .arrangement()?
            .item_at(column, usize::MAX)
            .ok_or_else(|| anyhow!("没有找到栏目“{}”", filing.column))?;
        edited.text = arrange::insert(&edited.text, at, &import::toml::item(item, &names));
        number += 1;
        let headline = if item.headline.is_empty() { "（没有标题）" } else { &item.headline };
        let by = match item.credits.is_empty() {
            true => "没有供稿单位".to_owned(),
            false => item.credits.join(" "),
        };
        filed.push(format!("  {}.{number} {headline}（{by}）", column + 1));
    }
    for left in &outline.unplaced {
        let piece = import::toml::unplaced(left);
        edited.text = arrange::insert(&edited.text, edited.text.len(), &piece);
    }
    let name = filing.column.trim();
    let count = filed.len();
    said.insert(0, format!("加入“{name}”{count} 条：\n{}", filed.join("\n")));
    Ok(said)
}

/// The index of a column; a new one is made for a name that is like none there.
fn column(edited: &mut Edited, name: &str, said: &mut Vec<String>) -> Result<usize> {
    let name = name.trim().trim_start_matches('【').trim_end_matches('】').trim();
    let draft = edited.draft();
    let names: Vec<&str> =
        draft.column.iter().map(|c| c.name.as_ref().map_or("", |name| name.trim())).collect();
    if let Some(at) = names.iter().position(|other| *other == name) {
        drop_blank_item(edited, &draft, at)?;
        return Ok(at);
    }
    let named: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
    let path = edited.entry.source.path().display();
    if let Some(near) = nearest(name, named.iter().copied()) {
        bail!(
            "{path} 里没有“{name}”这个栏目\n您是不是要写“{near}”？确是新栏目的，先在稿件里写上 [[column]]，下一行 name = \"{name}\""
        );
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
    said.push(format!("新加了栏目“{name}”"));
    Ok(index)
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
fn below_comments(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
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
fn credit(item: &mut Item, session: &Session, edited: &Edited, filing: &Filing<'_>) {
    let (roster, date) = (&session.workspace.roster, edited.entry.draft.date());
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

/// Where the same item, or nearly the same, stands already.
fn duplicate(item: &outline::Item, session: &Session, edited: &Edited) -> Option<String> {
    let own = edited.draft();
    let own_path = edited.entry.source.path();
    let other = |issue: &Issue| issue.path != own_path;
    let text = (item.body.as_str(), &Wording::of(&item.body));
    let workspace = &session.workspace;
    let twin = twin::nearest(text, &twin::worded(&own), workspace, other)
        .or_else(|| twin::of_headline(&item.headline, &own, workspace, other))?;
    let path = twin.entry.as_ref().map_or(own_path, |entry| entry.source.path());
    let headline = twin.item(&own).headline.as_ref();
    let headline = headline.map(|headline| headline.trim()).unwrap_or_default();
    let (column, index) = twin.at;
    Some(format!(
        "“{}”与 {} 第 {}.{} 条“{headline}”{}",
        item.headline,
        path.display(),
        column + 1,
        index + 1,
        twin.likeness.words(),
    ))
}

/// The one draft that an argument names.
pub(super) fn one(session: &Session, path: &Path) -> Result<Chosen> {
    let mut chosen = session.choose(&[path.to_owned()])?;
    match chosen.len() {
        1 => Ok(chosen.remove(0)),
        _ => bail!("“{}”是文件夹，请写一份稿件", path.display()),
    }
}

/// A path as it is shown.
pub(super) fn shown(session: &Session, path: &Path) -> String {
    workspace::shown(path, &session.here).display().to_string()
}
