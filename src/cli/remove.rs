//! `kuaibao remove`: items and columns taken out of an issue, and kept in `drafts/held.toml`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use super::number::Number;
use super::session::Session;
use super::submission::{self, Edited};
use super::{Global, Outcome, output};
use crate::draft::name::Name;
use crate::draft::{arrange, write};
use crate::workspace::{self, DRAFTS_FOLDER, Entry, HELD_FILE};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao remove drafts/2023-44.toml 2.1       撤下第 2 个栏目的第 1 条\n  kuaibao remove drafts/2023-44.toml 2.1 3.2   撤下两条，编号都按撤之前的算\n  kuaibao remove drafts/2023-44.toml 4         撤下整个第 4 个栏目\n\n编号见 kuaibao list。撤下的都在 drafts/held.toml（留用稿）里，移回来用 kuaibao move。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 撤下哪几条，如 2.1；写 2 就是整个第 2 个栏目
    #[arg(value_name = "编号", required = true)]
    numbers: Vec<Number>,
}

const HEAD: &str = "#:schema ../schema/draft.json\n# 留用稿：用 kuaibao remove 撤下的都在这里，用 kuaibao move 移回某一期。\n";

/// What the comment above a held item begins with.
pub(super) const TAKEN_FROM: &str = "撤自 ";

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    let chosen = submission::one(&session, &arguments.draft)?;
    let mut edited = Edited::open(&session, &chosen)?;
    let path = edited.entry.source.path().to_owned();
    if path.file_name().is_some_and(|name| name == HELD_FILE) {
        bail!("{} 本来就是留用稿\n确定不要的，用编辑器打开它删去", path.display());
    }
    let draft = edited.draft();
    let mut numbers = arguments.numbers.clone();
    numbers.sort_unstable();
    numbers.dedup();
    for number in &numbers {
        number.check(&draft, &path.display().to_string())?;
    }
    // An item of a column that goes as a whole goes with it.
    let wholes: Vec<usize> =
        numbers.iter().filter(|n| n.item.is_none()).map(|n| n.column).collect();
    numbers.retain(|number| number.item.is_none() || !wholes.contains(&number.column));

    let held_path = session.workspace.root.join(DRAFTS_FOLDER).join(HELD_FILE);
    let entry = Arc::new(held(&session, &held_path)?);
    let mut held = Edited { text: entry.source.text().to_owned(), entry };
    if held.text.trim().is_empty() {
        held.text = HEAD.to_owned();
    }
    held.arrangement()?;
    let arrangement = edited.arrangement()?;
    let mut taken = vec![];
    for number in &numbers {
        let place = &arrangement.columns[number.column - 1];
        let column = &draft.column[number.column - 1];
        let name = column.name.as_ref().map_or("", |name| name.trim());
        match number.item {
            Some(item) => {
                let range = place.items[item - 1].clone();
                keep(&mut held, name, &comment(&path, name, item), &edited.text[range])?;
                taken.push(title(column.item[item - 1].headline.as_deref()));
            }
            None => {
                for (index, range) in place.items.iter().enumerate() {
                    let from = comment(&path, name, index + 1);
                    keep(&mut held, name, &from, &edited.text[range.clone()])?;
                    taken.push(title(column.item[index].headline.as_deref()));
                }
            }
        }
    }
    for number in numbers.iter().rev() {
        let place = &arrangement.columns[number.column - 1];
        let range = number.item.map_or(place.whole.clone(), |item| place.items[item - 1].clone());
        edited.text = arrange::cut(&edited.text, range).0;
    }
    // Kept first: whatever happens between the two, the items are in one of the files.
    held.save(&session)?;
    edited.save(&session)?;
    output::data(&format!("{}\n", path.display()))?;
    if !global.quiet {
        let shown = submission::shown(&session, &held_path);
        let mut said = format!("撤下 {} 条，留在 {shown} 里：", taken.len());
        for title in &taken {
            said.push_str(&format!("\n  {title}"));
        }
        for column in edited.draft().column.iter().filter(|column| column.item.is_empty()) {
            let name = column.name.as_ref().map_or("", |name| name.trim());
            said.push_str(&format!("\n栏目“{name}”下没有条目了，补上，或者也撤下"));
        }
        output::note(&said);
    }
    Ok(Outcome::Clean)
}

/// The file of held items; an empty one when there is none yet.
pub(super) fn held(session: &Session, path: &Path) -> Result<Entry> {
    if path.exists() {
        let entry = Entry::open(&*session.workspace.files, path, &session.here)?;
        if !entry.is_readable() {
            let shown = entry.source.path().display();
            bail!("{shown} 里有读不出的地方，没有改动\n先改好：kuaibao check {shown}");
        }
        return Ok(entry);
    }
    Ok(Entry::read(&workspace::shown(path, &session.here), vec![], 0))
}

/// Appends an item to the held ones, under a column of its name.
fn keep(held: &mut Edited, column: &str, comment: &str, item: &str) -> Result<()> {
    let draft = held.draft();
    let same = draft
        .column
        .iter()
        .position(|other| other.name.as_ref().is_some_and(|name| name.trim() == column));
    let index = match same {
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

fn title(headline: Option<&String>) -> String {
    let headline = headline.map(|headline| headline.trim()).filter(|text| !text.is_empty());
    headline.unwrap_or("（没有标题）").to_owned()
}
