//! Reads plain text: a line a paragraph, `**` round strong runs, tables and pictures as Markdown has
//! them.

use anyhow::{Context as _, Result};

use super::{Seen, Token, characters};
use crate::export::File;

pub(crate) fn read(files: &[File]) -> Result<Vec<Token>> {
    let file = files.first().context("没有文件")?;
    let text = std::str::from_utf8(&file.bytes).context("不是 UTF-8")?;
    let mut seen = vec![];
    let mut in_table = false;
    for line in text.lines() {
        let line = line.trim();
        let is_row = line.starts_with("| ") && line.ends_with('|');
        let is_rule = line.starts_with("|---");
        if (is_row || is_rule) && !in_table {
            seen.push(Token::Table);
        }
        if !is_row && !is_rule && in_table {
            seen.push(Token::TableEnd);
        }
        in_table = is_row || is_rule;
        if is_rule {
            continue;
        }
        if is_row {
            seen.push(Token::Row);
            cells(line, &mut seen);
        } else if let Some(caption) =
            line.strip_prefix("![").and_then(|rest| rest.strip_suffix(']'))
        {
            seen.push(Token::Picture(Seen { bytes: None, alt: None }));
            seen.extend(characters(caption, false));
        } else {
            let line = line.strip_prefix(": ").unwrap_or(line);
            for (index, part) in line.split("**").enumerate() {
                seen.extend(characters(part, index % 2 == 1));
            }
        }
        seen.push(Token::Break);
    }
    if in_table {
        seen.push(Token::TableEnd);
    }
    Ok(seen)
}

/// `| 乡镇 | 户数 |`; `\|` is a bar.
fn cells(line: &str, seen: &mut Vec<Token>) {
    let inner = line.trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    seen.push(Token::Cell);
    let mut rest = inner.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' if rest.peek() == Some(&'|') => {
                seen.extend(rest.next().map(|c| Token::Char(c, false)))
            }
            '|' => seen.push(Token::Cell),
            c => seen.push(Token::Char(c, false)),
        }
    }
}
