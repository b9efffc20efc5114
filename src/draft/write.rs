//! A new draft as TOML text, with the comments that tell an editor what goes where.

use std::fmt::Write as _;

use chrono::NaiveDate;
use toml_writer::ToTomlValue as _;

use super::Kind;

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

/// A string as TOML writes it on one line.
pub fn quoted(text: &str) -> String {
    toml_writer::TomlStringBuilder::new(text).as_basic().to_toml_value()
}
