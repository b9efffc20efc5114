//! A short text for a group chat: which issue it is, and its headlines, one a line.

use anyhow::Result;
use chrono::Datelike as _;

use super::{File, Made, Options};
use crate::bulletin::Bulletin;
use crate::bulletin::words::{self, Manner};

pub(super) fn make(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    let messages = messages(made.bulletin, made.proof, LIMIT);
    let count = messages.len();
    let mut file = File::new(".chat.txt", messages.join(&format!("\n{PARTED}\n")));
    if count > 1 {
        file.notes.push(format!(
            "一条消息最多 {LIMIT} 字，放不下，分成了 {count} 条，中间用“{PARTED}”隔开，请一条一条发"
        ));
    }
    Ok(vec![file])
}

/// Characters of one message. Programs for chats differ; none is known to take fewer.
const LIMIT: usize = 2000;

/// Between messages.
const PARTED: &str = "－－－－－－－－";

/// The messages of an issue, none longer than a limit unless a single line is.
pub(crate) fn messages(bulletin: &Bulletin, proof: bool, limit: usize) -> Vec<String> {
    let mut lines = lines(bulletin);
    if proof {
        lines.insert(0, proof_line());
    }
    let length = |text: &str| text.chars().count();
    // Room for （12/12）.
    let room = limit.saturating_sub(8);
    let mut parts: Vec<String> = vec![String::new()];
    let whole: usize = lines.iter().map(|line| length(line) + 1).sum();
    for line in lines {
        let used = parts.last().map_or(0, |part| length(part));
        if whole > limit && used > 0 && used + length(&line) + 1 > room {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(&line);
            part.push('\n');
        }
    }
    let count = parts.len();
    if count > 1 {
        for (index, part) in parts.iter_mut().enumerate() {
            part.push_str(&format!("（{}/{count}）\n", index + 1));
        }
    }
    parts
}

/// What a proof begins with.
fn proof_line() -> String {
    format!("（{}）", words::PROOF)
}

fn lines(bulletin: &Bulletin) -> Vec<String> {
    let day = bulletin.date;
    let number = words::own_number(bulletin.kind, bulletin.number);
    let mut lines = vec![format!(
        "【{}】{}年{number}（{}月{}日）",
        bulletin.name,
        day.year(),
        day.month(),
        day.day()
    )];
    let correction = bulletin.correction.iter();
    lines.extend(correction.map(|correction| format!("{}{correction}", words::CORRECTION)));
    for column in &bulletin.columns {
        let name = words::column(&column.name);
        if !name.is_empty() {
            lines.push(name);
        }
        let headlines = column.items.iter().map(|item| item.headline.as_str());
        lines.extend(
            headlines
                .filter(|headline| !headline.is_empty())
                .map(|headline| format!("· {headline}")),
        );
    }
    lines
}

/// What a message has to hold, for the proof.
pub(crate) fn wanted(bulletin: &Bulletin, _: Manner) -> Vec<super::proof::Want> {
    use super::proof::Want;
    let mut all = vec![];
    let mut line = |place: String, text: &str| {
        all.push(Want::Place(place));
        all.extend(text.chars().map(|c| Want::Char(c, None)));
        all.push(Want::Break);
    };
    line("第一行".to_owned(), &lines(bulletin)[0]);
    if let Some(correction) = &bulletin.correction {
        line("更正".to_owned(), &format!("{}{correction}", words::CORRECTION));
    }
    for (c, column) in bulletin.columns.iter().enumerate() {
        line(format!("第{}栏", c + 1), &words::column(&column.name));
        for (i, item) in column.items.iter().enumerate() {
            line(format!("第{}栏第{}条", c + 1, i + 1), &item.headline);
        }
    }
    all
}

/// Reads the messages back, without what parts them.
pub(crate) fn read(files: &[File]) -> Result<Vec<super::proof::Token>> {
    use super::proof::{Token, characters};
    let text = files.iter().flat_map(|file| std::str::from_utf8(&file.bytes));
    let mut seen = vec![];
    for line in text.flat_map(str::lines) {
        let counted = line.starts_with('（') && line.contains('/') && line.ends_with('）');
        if line == PARTED || counted || line == proof_line() {
            continue;
        }
        seen.extend(characters(line.strip_prefix("· ").unwrap_or(line), false));
        seen.push(Token::Break);
    }
    Ok(seen)
}
