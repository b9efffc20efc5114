//! `kuaibao list`: an issue's outline, with the numbers that `move` and `remove` take.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::session::{Chosen, Session};
use super::{Global, Outcome, output, submission};
use crate::bulletin::block;
use crate::draft::{Draft, Item};
use crate::source::Spanned;
use crate::zh::character::halves;
use crate::zh::date::written;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao list                       最近一期\n  kuaibao list drafts/2023-43.toml   第43期\n  kuaibao list drafts/held.toml      留用稿\n\n行数按每行 28 字估计，以排好的版面为准。"
)]
pub(super) struct Arguments {
    /// 要看的稿件；不写就是最近一期
    #[arg(value_name = "稿件")]
    draft: Option<PathBuf>,
}

/// Characters of a standard line (GB/T 9704-2012, 5.2.3).
const LINE: usize = 28;

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    let chosen = match &arguments.draft {
        Some(path) => submission::one(&session, path)?,
        None => latest(&session)?,
    };
    let entry = session.entry(&chosen)?;
    if !entry.is_readable() {
        let path = entry.source.path().display();
        bail!("{path} 里有读不出的地方\n先改好：kuaibao check {path}");
    }
    output::data(&outline(&entry.draft, &entry.source.path().display().to_string()))?;
    Ok(Outcome::Clean)
}

fn latest(session: &Session) -> Result<Chosen> {
    let drafts = session.workspace.drafts();
    let last = (0..drafts.len()).max_by_key(|index| (drafts[*index].date, *index));
    match last {
        Some(index) => Ok(Chosen::Own(index)),
        None => bail!("drafts 文件夹里还没有稿件\n起一期新稿：kuaibao new"),
    }
}

/// The outline as it is shown.
fn outline(draft: &Draft, path: &str) -> String {
    let number = draft.number().map(|number| format!("第{number}期　"));
    let date = draft.date().map(|date| format!("{}　", written(date)));
    let mut text = format!("{}{}{path}\n", number.unwrap_or_default(), date.unwrap_or_default());
    let (mut characters, mut lines) = (0, 0);
    for (index, column) in draft.column.iter().enumerate() {
        text.push_str(&format!("{} 【{}】\n", index + 1, shown(column.name.as_ref(), "没有名称")));
        lines += 1;
        for (at, item) in column.item.iter().enumerate() {
            let size = Size::of(item);
            characters += size.characters;
            lines += size.lines;
            let credits: Vec<&str> =
                item.credits.iter().flat_map(|c| c.iter()).map(|credit| credit.trim()).collect();
            let credits =
                if credits.is_empty() { "没有供稿单位".into() } else { credits.join(" ") };
            text.push_str(&format!(
                "  {}.{} {}（{credits}）{} 字，约 {} 行\n",
                index + 1,
                at + 1,
                shown(item.headline.as_ref(), "没有标题"),
                size.characters,
                size.lines,
            ));
        }
    }
    text.push_str(&format!(
        "共 {} 个栏目、{} 条，{characters} 字，约 {lines} 行\n",
        draft.column.len(),
        draft.items().count()
    ));
    if !draft.unplaced.is_empty() {
        text.push_str(&format!("另有 {} 段没有归好的文字（[[unplaced]]）\n", draft.unplaced.len()));
    }
    text
}

fn shown(text: Option<&Spanned<String>>, missing: &str) -> String {
    match text.map(|text| block::joined(text.trim())).filter(|text| !text.is_empty()) {
        Some(text) => text,
        None => format!("（{missing}）"),
    }
}

/// How much room an item takes.
struct Size {
    characters: usize,
    lines: usize,
}

impl Size {
    fn of(item: &Item) -> Self {
        let headline = item.headline.as_ref().map(|text| text.trim()).unwrap_or_default();
        let credits = item.credits.iter().flat_map(|c| c.iter()).map(|credit| credit.trim());
        let credits: String = credits.collect::<Vec<_>>().join(" ");
        let mut size = Size { characters: 0, lines: 0 };
        let mut room = width(headline) + 1;
        let body = item.body.as_ref().map(|body| block::lower(body)).unwrap_or_default();
        let count = body.len();
        for (index, runs) in body.iter().enumerate() {
            let text: String = runs.iter().map(|run| run.text.as_str()).collect();
            size.characters += text.chars().filter(|c| !c.is_whitespace()).count();
            room += width(&text);
            if index + 1 == count && !credits.is_empty() {
                room += width(&credits) + 4;
            }
            // Half-widths, two characters' indent first.
            size.lines += (room + 4).div_ceil(2 * LINE);
            room = 0;
        }
        size.characters += headline.chars().filter(|c| !c.is_whitespace()).count();
        size
    }
}

/// Half-widths that a text takes.
fn width(text: &str) -> usize {
    text.chars().map(halves).sum()
}
