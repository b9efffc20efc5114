//! Changing what a draft says: single values and whole items, as edits of its bytes. Comments,
//! order, quotes and layout stay as the editor wrote them; [`arrange`] moves pieces.
//!
//! Every change is read back before it is given out: what cannot be written without loss is an
//! error, and the text stays what it was.

use std::fmt;

use super::Draft;
use super::arrange::{self, Arrangement};
use super::guess;
use super::write::{self, ItemText};
use crate::source::{Diagnostic, Source};

mod grid;
mod list;
mod locate;
mod rows;
mod text;
mod value;

pub use locate::Slot;
pub use rows::{List, add_row, drop_row};
pub use value::{Value, set};

/// Why a text was not changed, in words for the editor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The text does not parse.
    Unreadable,
    /// Columns and items are not written as tables one after the other.
    OtherwiseWritten,
    /// There is no such column, item or part.
    NoSuchPlace,
    /// What was written would not be read back.
    NotWritable,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "稿件里有读不出的地方，先在原文里改好",
            Self::OtherwiseWritten => {
                "稿件里的栏目和条目不是一段段 [[column]]、[[column.item]] 写的，请在原文里改"
            }
            Self::NoSuchPlace => "这一处已经不在了",
            Self::NotWritable => "这样的文字写不进稿件",
        })
    }
}

impl std::error::Error for Refusal {}

/// An item's place: its column and its own index there, both from 0.
pub type At = (usize, usize);

/// Where columns and items stand, when the draft is written so that they can be moved.
pub fn arrangement(text: &str) -> Result<Arrangement, Refusal> {
    let read = Draft::read(&Source::new("", text));
    if read.found.iter().any(Diagnostic::is_unreadable) {
        return Err(Refusal::Unreadable);
    }
    let written: Vec<usize> = read.value.column.iter().map(|column| column.item.len()).collect();
    Arrangement::of(text)
        .filter(|found| found.columns.iter().map(|column| column.items.len()).eq(written))
        .ok_or(Refusal::OtherwiseWritten)
}

/// Takes an item out; the text without it, and the item as it was written.
pub fn take(text: &str, (column, item): At) -> Result<(String, String), Refusal> {
    let places = arrangement(text)?;
    let range = places.columns.get(column).and_then(|column| column.items.get(item));
    Ok(arrange::cut(text, range.ok_or(Refusal::NoSuchPlace)?.clone()))
}

/// Puts an item, as it was written somewhere, at a place; one past the last is the end.
pub fn put(text: &str, (column, item): At, piece: &str) -> Result<String, Refusal> {
    let at = arrangement(text)?.item_at(column, item).ok_or(Refusal::NoSuchPlace)?;
    proven(arrange::insert(text, at, piece))
}

/// Moves an item: `to` counts without it.
pub fn shift(text: &str, from: At, to: At) -> Result<String, Refusal> {
    let (rest, piece) = take(text, from)?;
    put(&rest, to, &piece)
}

/// Moves a column with all its items: `to` counts without it.
pub fn shift_column(text: &str, from: usize, to: usize) -> Result<String, Refusal> {
    let (rest, piece) = take_column(text, from)?;
    let at = arrangement(&rest)?.column_at(to);
    proven(arrange::insert(&rest, at, &piece))
}

/// Takes a column out with all its items.
pub fn take_column(text: &str, column: usize) -> Result<(String, String), Refusal> {
    let places = arrangement(text)?;
    let place = places.columns.get(column).ok_or(Refusal::NoSuchPlace)?;
    Ok(arrange::cut(text, place.whole.clone()))
}

/// Puts a new column without items before the one of that index.
pub fn add_column(text: &str, index: usize, name: &str) -> Result<String, Refusal> {
    let at = arrangement(text)?.column_at(index);
    proven(arrange::insert(text, at, &write::column(name, &[])))
}

/// Puts a new item at a place.
pub fn add_item(
    text: &str,
    at: At,
    headline: &str,
    body: &str,
    credits: &[String],
) -> Result<String, Refusal> {
    // Line ends are those of the file.
    let (headline, body) = (&*text::plain(headline), &*text::plain(body));
    let piece = write::item(&ItemText { headline, body, credits, ..ItemText::default() });
    put(text, at, &piece)
}

/// The same item once more, below itself.
pub fn duplicate(text: &str, at: At) -> Result<String, Refusal> {
    let (_, piece) = take(text, at)?;
    put(text, (at.0, at.1 + 1), &piece)
}

/// Takes a table of an item out, with the comments directly above it.
pub fn drop_table(text: &str, at: At, index: usize) -> Result<String, Refusal> {
    let draft = Draft::read(&Source::new("", text)).value;
    let tables = arrange::tables(text, "column.item.table");
    let written: usize = draft.items().map(|(_, _, item)| item.table.len()).sum();
    if written != tables.len() {
        return Err(Refusal::OtherwiseWritten);
    }
    let before = draft.items().take_while(|(column, item, _)| (*column, *item) < at);
    let before: usize = before.map(|(_, _, item)| item.table.len()).sum();
    let item = draft.column.get(at.0).and_then(|column| column.item.get(at.1));
    if item.is_none_or(|item| index >= item.table.len()) {
        return Err(Refusal::NoSuchPlace);
    }
    proven(arrange::without_table(text, &tables[before + index]))
}

/// Divides an item's body at a byte of it: what follows becomes an item of its own, below, from
/// the same units. Tables and pictures stay with the first.
pub fn split(text: &str, at: At, byte: usize) -> Result<String, Refusal> {
    let draft = Draft::read(&Source::new("", text)).value;
    let item = draft.column.get(at.0).and_then(|column| column.item.get(at.1));
    let item = item.ok_or(Refusal::NoSuchPlace)?;
    let body = item.body.as_ref().map(|body| body.as_str()).unwrap_or_default();
    let (first, second) = body.split_at_checked(byte).ok_or(Refusal::NoSuchPlace)?;
    let credits: Vec<String> =
        item.credits.iter().flat_map(|all| all.iter()).map(|credit| credit.value.clone()).collect();
    let (above, below) = whole_runs(first.trim_end(), second.trim());
    let slot = Slot::Item(at, "body");
    let rest = set(text, slot, &Value::Text(format!("{above}{}", ending(body))))?;
    add_item(&rest, (at.0, at.1 + 1), "", &below, &credits)
}

/// Two parts of a text, each with its own marks where it was divided within a strong run.
fn whole_runs(first: &str, second: &str) -> (String, String) {
    let is_open = |line: Option<&str>| line.unwrap_or_default().matches("**").count() % 2 == 1;
    if !is_open(first.rsplit('\n').next()) || !is_open(second.split('\n').next()) {
        return (first.to_owned(), second.to_owned());
    }
    let above = match first.strip_suffix("**") {
        Some(plain) => plain.trim_end().to_owned(),
        None => format!("{first}**"),
    };
    let below = match second.strip_prefix("**") {
        Some(plain) => plain.trim_start().to_owned(),
        None => format!("**{second}"),
    };
    (above, below)
}

/// Appends the item below to this one: its body as further paragraphs, its units and what else
/// belongs to it. Its headline becomes the first of these paragraphs, and its comments stand above
/// the one item, so that nothing is lost.
pub fn join(text: &str, at: At) -> Result<String, Refusal> {
    let below = (at.0, at.1 + 1);
    let draft = Draft::read(&Source::new("", text)).value;
    let items = &draft.column.get(at.0).ok_or(Refusal::NoSuchPlace)?.item;
    let (Some(first), Some(second)) = (items.get(at.1), items.get(below.1)) else {
        return Err(Refusal::NoSuchPlace);
    };
    if !second.table.is_empty() || !second.figure.is_empty() {
        return Err(Refusal::NotWritable);
    }
    let texts = [first.body.as_ref(), second.headline.as_ref(), second.body.as_ref()];
    let texts = texts.into_iter().flatten().map(|text| text.trim());
    let body = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n");
    let mut credits: Vec<String> = vec![];
    for credit in [first, second].into_iter().flat_map(|item| &item.credits).flat_map(|c| c.iter())
    {
        if !credits.contains(&credit.value) {
            credits.push(credit.value.clone());
        }
    }
    let (rest, piece) = take(text, below)?;
    let rest = with_notes(&rest, at, &piece)?;
    let was = first.body.as_ref().map_or("\n", |body| body.as_str());
    let rest = set(&rest, Slot::Item(at, "body"), &Value::Text(format!("{body}{}", ending(was))))?;
    set(&rest, Slot::Item(at, "credits"), &Value::Texts(credits))
}

/// The text with the comments of another item below those above this one.
fn with_notes(text: &str, (column, item): At, other: &str) -> Result<String, Refusal> {
    let newline = if other.contains("\r\n") { "\r\n" } else { "\n" };
    let notes = guess::comments(other, "");
    let notes = notes.iter().map(|note| format!("{}{newline}", other[note.range()].trim_end()));
    let notes: String = notes.collect();
    let places = arrangement(text)?;
    let range = places.columns.get(column).and_then(|column| column.items.get(item));
    let mut at = range.ok_or(Refusal::NoSuchPlace)?.start;
    at += text[at..]
        .split_inclusive('\n')
        .take_while(|line| line.starts_with('#'))
        .map(str::len)
        .sum::<usize>();
    Ok([&text[..at], &notes, &text[at..]].concat())
}

/// The line end that a body between `"""` ends with.
fn ending(body: &str) -> &'static str {
    if body.ends_with('\n') { "\n" } else { "" }
}

/// A text that still parses.
fn proven(text: String) -> Result<String, Refusal> {
    match toml::de::DeTable::parse(&text) {
        Ok(_) => Ok(text),
        Err(_) => Err(Refusal::NotWritable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "#:schema x\nnumber = 1 # 期\n\n# 甲\n[[column]]\nname = '甲'\n\n# 一\n[[column.item]]\nheadline = \"一\"   # 注\nbody = \"\"\"\n第一段。\n\n第二段。\n\"\"\"\ncredits = [\"林场\", 'a']\n\n[[column.item]]\nheadline = \"二\"\nbody = \"二。\"\ncredits = [\"林场\", \"b\"]\n\n[signoff]\neditor = \"\" # 责\n";

    fn bodies(text: &str) -> Vec<(String, String, Vec<String>)> {
        let draft = Draft::read(&Source::new("", text)).value;
        let string = |text: &Option<crate::source::Spanned<String>>| {
            text.as_ref().map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        draft
            .items()
            .map(|(_, _, item)| {
                let credits = item.credits.iter().flat_map(|all| all.iter());
                (
                    string(&item.headline),
                    string(&item.body),
                    credits.map(|c| c.value.clone()).collect(),
                )
            })
            .collect()
    }

    #[test]
    fn an_item_is_divided_and_put_together_again() {
        let body = "第一段。\n\n第二段。\n";
        let split = split(DRAFT, (0, 0), body.find("第二").expect("there")).expect("split");
        assert_eq!(bodies(&split)[0].1, "第一段。");
        assert_eq!(
            bodies(&split)[1],
            (String::new(), "第二段。".into(), vec!["林场".into(), "a".into()])
        );
        assert!(split.contains("headline = \"一\"   # 注\n"));
        let joined = join(&split, (0, 0)).expect("joined");
        assert_eq!(joined, DRAFT);
        let dos = |text: &str| text.replace('\n', "\r\n");
        let text = dos(&DRAFT.replace("第二段。", "第二段。\n\n第三段。"));
        let divided = super::split(&text, (0, 0), "第一段。\r\n\r\n".len()).expect("split");
        assert!(divided.contains(&dos("\"\"\"\n第二段。\n\n第三段。\n\"\"\"\n")), "{divided}");
        assert_eq!(join(&divided, (0, 0)), Ok(text));
    }

    #[test]
    fn a_strong_run_that_is_divided_is_strong_on_both_sides() {
        for (first, second, above, below) in [
            ("甲**乙", "丙**丁", "甲**乙**", "**丙**丁"),
            ("甲**", "乙**丙", "甲", "**乙**丙"),
            ("甲**乙", "**丙", "甲**乙**", "丙"),
            ("**甲**乙", "丙**丁**", "**甲**乙", "丙**丁**"),
            ("甲**", "乙\n\n**丙**", "甲**", "乙\n\n**丙**"),
        ] {
            assert_eq!(whole_runs(first, second), (above.to_owned(), below.to_owned()));
        }
    }

    #[test]
    fn joining_loses_no_headline_and_no_unit() {
        let joined = join(DRAFT, (0, 0)).expect("joined");
        let (headline, body, credits) = bodies(&joined).remove(0);
        assert_eq!(
            (headline.as_str(), body.as_str()),
            ("一", "第一段。\n\n第二段。\n\n二\n\n二。")
        );
        assert_eq!(credits, ["林场", "a", "b"]);
        // What is noted of the second, and within it, stands above the one.
        let noted = DRAFT.replace(
            "[[column.item]]\nheadline = \"二\"",
            "# 原件另有：联系人\n# 待核：数\n[[column.item]]\nheadline = \"二\" # 改",
        );
        let joined = join(&noted, (0, 0)).expect("joined");
        let head = "# 一\n# 原件另有：联系人\n# 待核：数\n# 改\n[[column.item]]\nheadline = \"一\"";
        assert!(joined.contains(head), "{joined}");
        let dos = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(join(&dos(&noted), (0, 0)), Ok(dos(&joined)));
    }

    #[test]
    fn items_and_columns_move_with_their_comments() {
        let moved = shift(DRAFT, (0, 0), (0, 1)).expect("moved");
        assert!(moved.contains("# 一\n[[column.item]]\nheadline = \"一\"   # 注"));
        assert_eq!(shift(&moved, (0, 1), (0, 0)).expect("back"), DRAFT);
        let two = add_column(DRAFT, 1, "乙").expect("added");
        let swapped = shift_column(&two, 1, 0).expect("moved");
        assert!(swapped.find("乙") < swapped.find("# 甲"));
        let twice = duplicate(DRAFT, (0, 1)).expect("duplicated");
        assert_eq!(bodies(&twice).len(), 3);
        assert_eq!(shift(DRAFT, (0, 7), (0, 0)), Err(Refusal::NoSuchPlace));
        assert_eq!(shift("a = ", (0, 7), (0, 0)), Err(Refusal::Unreadable));
    }
}
