//! Where a value stands in a draft's text, or where it would have to be written.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{At, Refusal};
use crate::source::Span;
use crate::source::expression::{Piece, pieces};

/// A key of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// At the top of the file.
    Top(&'static str),
    /// A column's name.
    Column(usize),
    Item(At, &'static str),
    /// The index of the table among those of its item.
    Table(At, usize, &'static str),
    Figure(At, usize, &'static str),
    Signoff(&'static str),
    /// In a table of settings, such as `[staff]`.
    In(&'static str, &'static str),
    /// The index of the table in its list, such as `[[unit]]` of a roster.
    Row(&'static str, usize, &'static str),
    /// The same within such a table: `[[class.quota]]`.
    Part(&'static str, usize, &'static str, usize, &'static str),
}

/// The keys of each kind of table in the order in which a new draft has them.
const TOP: &[&str] =
    &["number", "date", "kind", "total", "note", "distribution", "distribution-reason", "copies"];
const COLUMN: &[&str] = &["name"];
const ITEM: &[&str] = &["headline", "body", "credits"];
const TABLE: &[&str] = &["caption", "rows", "file", "head", "after"];
const FIGURE: &[&str] = &["file", "caption", "alt", "width", "after"];
const SIGNOFF: &[&str] = &["editor", "reviewer", "approver"];
const UNIT: &[&str] = &["name", "credit", "headline", "aliases", "group", "from", "until", "note"];

impl Slot {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Column(_) => "name",
            Self::Top(key)
            | Self::Item(_, key)
            | Self::Table(_, _, key)
            | Self::Figure(_, _, key)
            | Self::Signoff(key)
            | Self::In(_, key)
            | Self::Row(_, _, key)
            | Self::Part(.., key) => key,
        }
    }

    fn order(self) -> &'static [&'static str] {
        match self {
            Self::Top(_) => TOP,
            Self::Column(_) => COLUMN,
            Self::Item(..) => ITEM,
            Self::Table(..) => TABLE,
            Self::Figure(..) => FIGURE,
            Self::Signoff(_) => SIGNOFF,
            Self::Row("unit", ..) => UNIT,
            Self::In(..) | Self::Row(..) | Self::Part(..) => &[],
        }
    }

    /// The table that is put at the end of the file when it is not there.
    pub(super) fn may_be_new(self) -> Option<&'static str> {
        match self {
            Self::Signoff(_) => Some("signoff"),
            Self::In(table, _) => Some(table),
            _ => None,
        }
    }

    /// Whether a new value is a text between `"""`.
    pub(super) fn is_long(self) -> bool {
        matches!(self.key(), "body" | "note") && !matches!(self, Self::Row(..) | Self::Part(..))
    }

    /// The table that holds the key.
    fn table<'a, 'de>(self, root: &'a DeTable<'de>) -> Option<&'a DeTable<'de>> {
        match self {
            Self::Top(_) => Some(root),
            Self::Column(column) => nth(root, "column", column),
            Self::Item(at, _) => item(root, at),
            Self::Table(at, index, _) => nth(item(root, at)?, "table", index),
            Self::Figure(at, index, _) => nth(item(root, at)?, "figure", index),
            Self::Signoff(_) => root.get("signoff")?.get_ref().as_table(),
            Self::In(table, _) => root.get(table)?.get_ref().as_table(),
            Self::Row(list, index, _) => nth(root, list, index),
            Self::Part(list, index, part, at, _) => nth(nth(root, list, index)?, part, at),
        }
    }

    /// The value as it is written; `None` when the key is not there.
    pub(super) fn value<'a, 'de>(
        self,
        root: &'a DeTable<'de>,
    ) -> Result<Option<&'a Spanned<DeValue<'de>>>, Refusal> {
        match self.table(root) {
            Some(table) => Ok(table.get(self.key())),
            None if self.may_be_new().is_some() => Ok(None),
            None => Err(Refusal::NoSuchPlace),
        }
    }

    /// Whether a header opens this slot's table, told by the headers so far.
    fn opened_by(self, headers: &Headers) -> bool {
        let name = headers.name.as_str();
        match self {
            Self::Top(_) => name.is_empty(),
            Self::Column(column) => headers.is(&["column"], &[column]),
            Self::Item((c, i), _) => headers.is(&["column", "item"], &[c, i]),
            Self::Table((c, i), t, _) => headers.is(&["column", "item", "table"], &[c, i, t]),
            Self::Figure((c, i), f, _) => headers.is(&["column", "item", "figure"], &[c, i, f]),
            Self::Signoff(_) => name == "signoff",
            Self::In(table, _) => name == table,
            Self::Row(list, index, _) => headers.is(&[list], &[index]),
            Self::Part(list, index, part, at, _) => headers.is(&[list, part], &[index, at]),
        }
    }

    /// Where a line with this key is to be put in, and the line's expression where there is one
    /// already. `None` when the table has no header of its own.
    pub(super) fn line(self, text: &str) -> Option<Line> {
        let mut headers = Headers::default();
        // What has no place of its own comes last.
        let rank = |key: &str| self.order().iter().position(|known| *known == key);
        let last = self.order().len();
        let wanted = rank(self.key()).map_or(last + 1, |rank| rank);
        // Above the first line that is not a comment, in a file without a key at the top.
        let mut found: Option<Line> = None;
        for piece in pieces(text) {
            let Piece::Expression(span) = piece else { continue };
            let written = &text[span.range()];
            if written.starts_with('[') {
                if matches!(self, Self::Top(_)) {
                    let first = || Line { after: 0, own: None, first: true };
                    return Some(found.unwrap_or_else(first));
                }
                headers.enter(written);
                if self.opened_by(&headers) {
                    let after = line_end(text, span.end);
                    found = Some(Line { after, own: None, first: false });
                } else if found.is_some() {
                    return found;
                }
            } else if self.opened_by(&headers) {
                let key = key_of(written);
                let line = found.get_or_insert(Line { after: 0, own: None, first: true });
                if key == self.key() {
                    line.own = Some(span);
                }
                if rank(&key).unwrap_or(last) < wanted {
                    (line.after, line.first) = (line_end(text, span.end), false);
                }
            }
        }
        found.or(matches!(self, Self::Top(_)).then_some(Line { after: 0, own: None, first: true }))
    }
}

/// Where a key's line is, or would be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// The end of the line, without its line end, after which it is put in.
    pub(super) after: usize,
    /// The key with its value, where it is there.
    pub(super) own: Option<Span>,
    /// It comes before all that is not a comment.
    pub(super) first: bool,
}

/// The headers read so far.
#[derive(Default)]
struct Headers {
    name: String,
    /// How many there were of each name, within the last of those that they are in.
    counts: BTreeMap<String, usize>,
}

impl Headers {
    fn enter(&mut self, header: &str) {
        let inside = header.trim_start_matches('[').split(']').next().unwrap_or_default();
        let bare = |c: &char| !c.is_whitespace() && !"\"'".contains(*c);
        self.name = inside.chars().filter(bare).collect();
        let parts = format!("{}.", self.name);
        self.counts.retain(|name, _| !name.starts_with(&parts));
        *self.counts.entry(self.name.clone()).or_default() += 1;
    }

    /// Whether the last header is of the table that these names and indices lead to.
    fn is(&self, names: &[&str], indices: &[usize]) -> bool {
        let mut name = String::new();
        names.iter().zip(indices).all(|(part, index)| {
            name = if name.is_empty() { (*part).to_owned() } else { format!("{name}.{part}") };
            self.counts.get(&name) == Some(&(index + 1))
        }) && self.name == name
    }
}

fn nth<'a, 'de>(table: &'a DeTable<'de>, key: &str, index: usize) -> Option<&'a DeTable<'de>> {
    table.get(key)?.get_ref().as_array()?.get(index)?.get_ref().as_table()
}

fn item<'a, 'de>(root: &'a DeTable<'de>, (column, item): At) -> Option<&'a DeTable<'de>> {
    nth(nth(root, "column", column)?, "item", item)
}

/// The key of an expression, without quotes.
fn key_of(expression: &str) -> String {
    let key = expression.split('=').next().unwrap_or_default().trim();
    key.trim_matches(['"', '\'']).to_owned()
}

/// The end of the line that a place is in, a comment behind it included.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}
