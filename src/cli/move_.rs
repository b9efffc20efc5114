//! `kuaibao move`: items and columns to another place, in the same draft or another one.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::number::Number;
use super::remove::TAKEN_FROM;
use super::session::Session;
use super::submission::{self, Edited};
use super::{Global, Outcome, output};
use crate::draft::{Draft, arrange, write};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao move drafts/2023-44.toml 2.3 2.1     把 2.3 移到 2.1 的位置\n  kuaibao move drafts/2023-44.toml 2.3 1       把 2.3 移到第 1 个栏目的末尾\n  kuaibao move drafts/2023-44.toml 4 1         把第 4 个栏目移到最前面\n  kuaibao move drafts/held.toml 1.2 --to drafts/2023-45.toml\n                                               从留用稿移到一期，放在同名栏目的末尾\n\n编号见 kuaibao list。条目上面的注释跟着一起移。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 移哪一条，如 2.3；写 2 就是整个第 2 个栏目
    #[arg(value_name = "编号")]
    number: Number,
    /// 移到什么位置：移完以后的编号；只写栏目就放在末尾
    #[arg(value_name = "位置", required_unless_present = "to")]
    place: Option<Number>,
    /// 移到另一份稿件
    #[arg(long, value_name = "稿件")]
    to: Option<PathBuf>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    let chosen = submission::one(&session, &arguments.draft)?;
    let mut from = Edited::open(&session, &chosen)?;
    let path = from.entry.source.path().display().to_string();
    let draft = from.draft();
    arguments.number.check(&draft, &path)?;
    let Moved { piece, name, title } = cut(&mut from, &draft, arguments.number)?;
    let said = match &arguments.to {
        None => {
            let place = arguments.place.unwrap_or(arguments.number);
            let at = put(&mut from, &piece, &name, arguments.number, Some(place))?;
            from.save(&session)?;
            output::data(&format!("{path}\n"))?;
            format!("{title}：{} → {at}", arguments.number)
        }
        Some(to) => {
            let chosen = submission::one(&session, to)?;
            let mut target = Edited::open(&session, &chosen)?;
            let shown = target.entry.source.path().display().to_string();
            if shown == path {
                bail!(
                    "--to 后面是同一份稿件\n在一份稿件里移动，写位置就行，如 kuaibao move {path} 2.3 2.1"
                );
            }
            let piece = without_origin(&piece);
            let at = put(&mut target, &piece, &name, arguments.number, arguments.place)?;
            // Put in first: whatever happens between the two, nothing is in neither.
            target.save(&session)?;
            drop_empty_column(&mut from, arguments.number)?;
            from.save(&session)?;
            output::data(&format!("{shown}\n"))?;
            format!("{title}：{path} {} → {shown} {at}", arguments.number)
        }
    };
    if !global.quiet {
        let mut said = said;
        for column in from.draft().column.iter().filter(|column| column.item.is_empty()) {
            let name = column.name.as_ref().map_or("", |name| name.trim());
            said.push_str(&format!(
                "\n{path} 的栏目“{name}”下没有条目了，补上，或者用 kuaibao remove 撤下"
            ));
        }
        output::note(&said);
    }
    Ok(Outcome::Clean)
}

/// What has been taken out of a draft.
struct Moved {
    piece: String,
    /// The column's name.
    name: String,
    title: String,
}

fn cut(edited: &mut Edited, draft: &Draft, number: Number) -> Result<Moved> {
    let arrangement = edited.arrangement()?;
    let place = &arrangement.columns[number.column - 1];
    let column = &draft.column[number.column - 1];
    let name = column.name.as_ref().map_or("", |name| name.trim()).to_owned();
    let (range, title) = match number.item {
        Some(item) => {
            let headline = column.item[item - 1].headline.as_ref().map_or("", |text| text.trim());
            (place.items[item - 1].clone(), format!("“{headline}”"))
        }
        None => (place.whole.clone(), format!("栏目“{name}”")),
    };
    let (rest, piece) = arrange::cut(&edited.text, range);
    edited.text = rest;
    Ok(Moved { piece, name, title })
}

/// Puts a piece in; the number it has then.
fn put(
    edited: &mut Edited,
    piece: &str,
    name: &str,
    number: Number,
    place: Option<Number>,
) -> Result<Number> {
    let path = edited.entry.source.path().display().to_string();
    let draft = edited.draft();
    let arrangement = edited.arrangement()?;
    let columns = arrangement.columns.len();
    if number.item.is_none() {
        if place.is_some_and(|place| place.item.is_some()) {
            bail!("栏目的位置只写一个数，如 kuaibao move {path} {} 1", number.column);
        }
        let at = place.map_or(columns, |place| (place.column - 1).min(columns));
        edited.text = arrange::insert(&edited.text, arrangement.column_at(at), piece);
        return Ok(Number { column: at + 1, item: None });
    }
    let column = match place {
        Some(place) => {
            place.check(&draft, &path).or_else(|error| match place.item {
                // One past the last is the end.
                Some(item) if place.column <= columns => {
                    let last = arrangement.columns[place.column - 1].items.len();
                    if item == last + 1 { Ok(()) } else { Err(error) }
                }
                _ => Err(error),
            })?;
            place.column - 1
        }
        None => {
            let named = |column: &crate::draft::Column| {
                column.name.as_ref().is_some_and(|other| other.trim() == name)
            };
            match draft.column.iter().position(|column| named(column)) {
                Some(index) => index,
                None => {
                    let end = arrangement.column_at(usize::MAX);
                    edited.text = arrange::insert(&edited.text, end, &write::column(name, &[]));
                    columns
                }
            }
        }
    };
    let arrangement = edited.arrangement()?;
    let last = arrangement.columns[column].items.len();
    let index = place.and_then(|place| place.item).map_or(last, |item| item - 1);
    if let Some(at) = arrangement.item_at(column, index) {
        edited.text = arrange::insert(&edited.text, at, piece);
    }
    Ok(Number { column: column + 1, item: Some(index + 1) })
}

/// A held column whose last item has gone is of no use.
fn drop_empty_column(edited: &mut Edited, number: Number) -> Result<()> {
    let held = edited.entry.source.path().file_name();
    let held = held.is_some_and(|name| name == crate::workspace::HELD_FILE);
    let arrangement = edited.arrangement()?;
    if let Some(column) = arrangement.columns.get(number.column - 1)
        && held
        && column.items.is_empty()
        && number.item.is_some()
    {
        edited.text = arrange::cut(&edited.text, column.whole.clone()).0;
    }
    Ok(())
}

/// Without the comment that says which issue an item was taken from.
fn without_origin(piece: &str) -> String {
    let origin = |line: &&str| {
        line.strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with(TAKEN_FROM))
    };
    let lines = piece.split_inclusive('\n').filter(|line| !origin(line));
    lines.collect()
}
