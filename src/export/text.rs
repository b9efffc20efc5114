//! A bulletin as plain text, the way issues are pasted and passed on; the inverse of the import.
//!
//! What is written reads back as the same draft. The plain look (a space behind the headline) is
//! kept where it can be read in one way only; where it cannot, headlines stand between `**`.

use anyhow::Result;

use super::proof::{self, Want};
use super::{File, Made, Options};
use crate::bulletin::block::Table;
use crate::bulletin::words::Manner;
use crate::bulletin::{Block, Bulletin, Run, words};
use crate::import::outline::{Expected, Item, Reference, outline};
use crate::import::text::parse;
use crate::zh::date;

pub(super) fn make(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    let mut file = File::new(".txt", text(made.bulletin, made.reference));
    if made.proof {
        // It reads back as the same draft, so that nothing is added to it.
        file.notes.push(format!("纯文本里没有“{}”字样，发给别人要说明还没有签", words::PROOF));
    }
    let items = made.bulletin.columns.iter().flat_map(|column| &column.items);
    let blocks = items.flat_map(|item| &item.body);
    let pictures = blocks.filter(|block| matches!(block, Block::Figure(_))).count();
    if pictures > 0 {
        file.notes.push(format!("有 {pictures} 张图片，纯文本里只有图题"));
    }
    Ok(vec![file])
}

/// What has to stand in it: the words of a 快报, whatever the template, as the import knows them.
pub(super) fn wanted(bulletin: &Bulletin, _: Manner) -> Vec<Want> {
    proof::wanted(bulletin, Manner::of(""))
}

/// Whether headlines are marked as such.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Plain,
    Marked,
}

/// The text of a bulletin.
pub fn text(bulletin: &Bulletin, reference: Reference<'_>) -> String {
    let plain = written(bulletin, Look::Plain);
    if reads_back(&plain, bulletin, reference) { plain } else { written(bulletin, Look::Marked) }
}

fn written(bulletin: &Bulletin, look: Look) -> String {
    let mut lines = vec![bulletin.name.clone(), words::number(bulletin)];
    lines.push(bulletin.publisher.clone());
    lines.push(date::written(bulletin.date));
    let correction = bulletin.correction.iter();
    lines.extend(correction.map(|correction| format!("{}{correction}", words::CORRECTION)));
    for (index, runs) in bulletin.note.iter().enumerate() {
        let lead = match index {
            0 if words::opens_note(bulletin) => words::NOTE,
            0 => "",
            _ => INDENT,
        };
        lines.push(format!("{lead}{}", paragraph(runs)));
    }
    for column in &bulletin.columns {
        if !column.name.is_empty() {
            lines.push(words::column(&column.name));
        }
        for item in &column.items {
            let mut body = lines_of(&item.body);
            if body.first().is_none_or(|(is_text, _)| !is_text) {
                body.insert(0, (true, String::new()));
            }
            let credit = words::credit(&item.credits);
            match body.last_mut() {
                Some((true, last)) => last.push_str(&credit),
                // Behind a table or picture it has a line to itself, as on the page.
                _ if !credit.is_empty() => body.push((true, credit)),
                _ => {}
            }
            let headline = match look {
                Look::Plain => item.headline.clone(),
                Look::Marked => format!("**{}**", item.headline),
            };
            for (index, (is_text, line)) in body.into_iter().enumerate() {
                lines.push(match index {
                    0 => format!("{headline} {line}"),
                    _ if is_text => format!("{INDENT}{line}"),
                    _ => line,
                });
            }
        }
    }
    let lists = Manner::of("").lists(bulletin);
    lines.extend(lists.iter().map(|(label, list)| format!("{label}：{list}")));
    let signed = words::signed(&bulletin.signoff);
    lines.extend(signed.map(|(role, name)| format!("{role}：{name}")));
    lines.extend(bulletin.copies.map(words::copies));
    let mut text = lines.join("\n\n");
    text.push('\n');
    text
}

/// A paragraph after the first begins with one, so that it is not taken for the rest of a
/// sentence that the end of a page has cut.
const INDENT: &str = "　　";

/// A paragraph with `**` round strong runs.
fn paragraph(runs: &[Run]) -> String {
    let run = |run: &Run| match run.strong {
        true => format!("**{}**", run.text),
        false => run.text.clone(),
    };
    runs.iter().map(run).collect()
}

/// What a body holds, a line each. Tables and pictures are written as Markdown writes them.
fn lines_of(blocks: &[Block]) -> Vec<(bool, String)> {
    let line = |block: &Block| match block {
        Block::Paragraph(runs) => (true, paragraph(runs)),
        Block::Subhead(subhead) => (true, subhead.text.clone()),
        Block::Table(table) => (false, pipes(table)),
        Block::Figure(figure) => (false, format!("![{}]", figure.caption)),
    };
    blocks.iter().map(line).collect()
}

/// `| 乡镇 | 户数 |`, with a rule under the head.
fn pipes(table: &Table) -> String {
    let mut lines = vec![];
    if !table.caption.is_empty() {
        lines.push(format!(": {}", table.caption));
    }
    for (index, row) in table.rows.iter().enumerate() {
        if index == table.head {
            lines.push(format!("|{}", "---|".repeat(row.len())));
        }
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.join("\n")
}

/// Whether an import finds the same items again, without a doubt.
fn reads_back(text: &str, bulletin: &Bulletin, reference: Reference<'_>) -> bool {
    let read = outline(parse(text), Expected::Issue, reference);
    let text_of = |blocks: &[Block]| -> String {
        let lines = lines_of(blocks).into_iter().filter(|(is_text, _)| *is_text);
        lines.map(|(_, line)| line).collect::<Vec<_>>().join("\n\n")
    };
    let same_item = |found: &Item, item: &crate::bulletin::Item| {
        found.guesses.is_empty()
            && found.headline == item.headline
            && found.body == text_of(&item.body)
            && found.credits == item.credits
    };
    read.unplaced.is_empty()
        && read.columns.len() == bulletin.columns.len()
        && read.columns.iter().zip(&bulletin.columns).all(|(found, column)| {
            found.name == column.name
                && found.items.len() == column.items.len()
                && found.items.iter().zip(&column.items).all(|(a, b)| same_item(a, b))
        })
}
