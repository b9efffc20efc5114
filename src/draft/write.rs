//! A new draft as TOML text, with the comments that tell an editor what goes where.

use std::fmt::Write as _;

use chrono::NaiveDate;
use toml_writer::ToTomlValue as _;

use super::{Kind, Role};
use crate::zh::character::halves;

/// What is known of a bulletin before anything is written.
#[derive(Debug)]
pub struct Outline<'a> {
    pub number: i64,
    pub kind: Kind,
    pub date: NaiveDate,
    /// Names of the columns to begin with; one empty column when there are none.
    pub columns: &'a [String],
    /// The editor's name; empty when not known.
    pub editor: &'a str,
}

/// The text of a draft to fill in. It parses, and the rules find in it exactly what is missing.
pub fn outline(outline: &Outline<'_>) -> String {
    let mut text = String::from("#:schema ../schema/draft.json\n");
    let _ = writeln!(text, "number = {}", outline.number);
    let _ = writeln!(text, "date = {}", outline.date.format("%Y-%m-%d"));
    if outline.kind == Kind::Supplement {
        text.push_str("kind = \"增刊\"\n");
    }
    text.push_str(
        "\n# 每个栏目以 [[column]] 开头，每条信息以 [[column.item]] 开头，都可以照样再加。\n",
    );
    let empty = [String::new()];
    let columns = if outline.columns.is_empty() { &empty } else { outline.columns };
    for name in columns {
        let _ = write!(
            text,
            "[[column]]\nname = {}\n\n[[column.item]]\nheadline = \"\"\nbody = \"\"\"\n\"\"\"\ncredits = []\n\n",
            quoted(name)
        );
    }
    let _ = write!(
        text,
        "# 审核、签发之后再填，不要预先填好。\n[signoff]\neditor = {}    # 责任编辑\nreviewer = \"\"  # 审核\napprover = \"\"  # 签发\n",
        quoted(outline.editor)
    );
    text
}

/// An item to be written, with comments above its parts.
#[derive(Debug, Default)]
pub struct ItemText<'a> {
    pub comments: Vec<String>,
    pub headline: &'a str,
    pub headline_comments: Vec<String>,
    pub body: &'a str,
    pub body_comments: Vec<String>,
    pub credits: &'a [String],
    pub credits_comments: Vec<String>,
}

/// `[[column]]` with its name, and comments above it.
pub fn column(name: &str, comments: &[String]) -> String {
    format!("{}[[column]]\nname = {}\n", commented(comments), quoted(name))
}

/// `[[column.item]]` with all that belongs to it, without a blank line around.
pub fn item(item: &ItemText<'_>) -> String {
    let credits: Vec<String> = item.credits.iter().map(|credit| quoted(credit)).collect();
    format!(
        "{}[[column.item]]\n{}headline = {}\n{}body = {}\n{}credits = [{}]\n",
        commented(&item.comments),
        commented(&item.headline_comments),
        quoted(item.headline),
        commented(&item.body_comments),
        block(item.body),
        commented(&item.credits_comments),
        credits.join(", "),
    )
}

/// `[signoff]` with the three names.
pub fn signoff(names: [&str; 3]) -> String {
    let roles = Role::ALL.map(|role| (role.key(), role.name()));
    let width = |key: &str, name: &str| key.len() + name.chars().map(halves).sum::<usize>();
    let widest = roles.iter().zip(names).map(|((key, _), name)| width(key, name)).max();
    let mut text = String::from("[signoff]\n");
    for ((key, role), name) in roles.into_iter().zip(names) {
        let gap = widest.unwrap_or_default() - width(key, name) + 2;
        let _ = writeln!(text, "{key} = {}{}# {role}", quoted(name), " ".repeat(gap));
    }
    text
}

/// Comment lines. A line end in one would let its rest out of the comment.
pub fn commented(lines: &[String]) -> String {
    let line = |line: &String| {
        let safe: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("# {safe}\n")
    };
    lines.iter().map(line).collect()
}

/// A text of several lines between `"""` and `"""`, each on a line of its own.
pub fn block(text: &str) -> String {
    let mut out = String::from("\"\"\"\n");
    let mut quotes = 0;
    for c in text.chars() {
        quotes = if c == '"' { quotes + 1 } else { 0 };
        match c {
            '\\' => out.push_str("\\\\"),
            '"' if quotes == 3 => {
                out.push_str("\\\"");
                quotes = 0;
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push_str("\n\"\"\"");
    out
}

/// A string as TOML writes it on one line.
pub fn quoted(text: &str) -> String {
    toml_writer::TomlStringBuilder::new(text).as_basic().to_toml_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_from_a_block() {
        for text in [
            "正文。",
            "a\\b \"引\" \"\"\"\"三\"\"\"",
            "甲\n\n乙\u{7}\u{7f}\t丙",
            "# [[column]]",
            "",
            "\"",
        ] {
            let written = format!("body = {}", block(text));
            let read: toml::Table = toml::from_str(&written).expect("TOML");
            assert_eq!(read["body"].as_str(), Some(format!("{text}\n").as_str()), "{written}");
        }
    }

    #[test]
    fn a_comment_stays_on_its_line() {
        assert_eq!(commented(&["待核：甲\nnumber = 1".to_owned()]), "# 待核：甲 number = 1\n");
    }
}
