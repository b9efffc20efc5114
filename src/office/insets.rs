//! Tables and pictures of an item, as they are written. They stay where they stand while its body is
//! written: between the same two paragraphs, whatever comes before them.

use std::ops::Range;

use crate::bulletin::block::paragraphs;
use crate::draft::change::{self, At, Refusal, Slot, Value};
use crate::draft::{Draft, Item, arrange};
use crate::source::{Source, Spanned};

/// Gives an item another body; the text, and whether a table or picture has another number of
/// paragraphs before it now.
///
/// # Errors
/// There is no such item, or what was written could not be read back.
pub fn write_body(text: &str, at: At, body: &str) -> Result<(String, bool), Refusal> {
    let draft = Draft::read(&Source::new("", text)).value;
    let item = draft.column.get(at.0).and_then(|column| column.item.get(at.1));
    let item = item.ok_or(Refusal::NoSuchPlace)?;
    let old = item.body.as_ref().map_or("", |body| body.as_str());
    let moved = Moved::of(old, body);
    let written = write_body_with(text, at, body, |after| moved.place(after))?;
    let keys = |text: &str| {
        let draft = Draft::read(&Source::new("", text)).value;
        let item =
            draft.column.into_iter().nth(at.0).and_then(|c| c.value.item.into_iter().nth(at.1));
        item.map(|item| {
            let tables = item.value.table.into_iter().map(|table| table.value.after);
            let figures = item.value.figure.into_iter().map(|figure| figure.value.after);
            tables.chain(figures).collect::<Vec<_>>()
        })
    };
    let any = keys(text) != keys(&written);
    Ok((written, any))
}

/// The same, by how many paragraphs stand in the place of so many of the old ones.
///
/// # Errors
/// There is no such item, or what was written could not be read back.
pub fn write_body_with(
    text: &str,
    at: At,
    body: &str,
    place: impl Fn(usize) -> usize,
) -> Result<String, Refusal> {
    let draft = Draft::read(&Source::new("", text)).value;
    let item = draft.column.get(at.0).and_then(|column| column.item.get(at.1));
    let item = item.ok_or(Refusal::NoSuchPlace)?;
    let mut written = change::set(text, Slot::Item(at, "body"), &Value::Text(body.to_owned()))?;
    let tables = item.table.iter().map(|table| &table.after).enumerate();
    let tables = tables.map(|(index, after)| (Slot::Table(at, index, "after"), after));
    let figures = item.figure.iter().map(|figure| &figure.after).enumerate();
    let figures = figures.map(|(index, after)| (Slot::Figure(at, index, "after"), after));
    for (slot, after) in tables.chain(figures) {
        let Some(after) = after.as_ref().and_then(|after| usize::try_from(after.value).ok()) else {
            continue;
        };
        let now = place(after);
        if now != after {
            written = change::set(&written, slot, &Value::Number(now as i64))?;
        }
    }
    Ok(written)
}

/// A table or picture of an item.
pub(super) struct Inset {
    /// Where it stands in the text, with the comments directly above.
    pub(super) range: Range<usize>,
    /// The key that says behind which paragraph.
    pub(super) slot: Slot,
    pub(super) after: Option<usize>,
}

/// Those of an item, in the order in which they are written.
pub(super) fn of(text: &str, at: At) -> Result<Vec<Inset>, Refusal> {
    let item = item(text, at)?;
    let place = change::arrangement(text)?.columns[at.0].items[at.1].clone();
    let inside = |key: &str| {
        let mut tables = arrange::tables(text, key);
        tables.retain(|range| place.contains(&range.start));
        tables
    };
    let (tables, figures) = (inside("column.item.table"), inside("column.item.figure"));
    if (tables.len(), figures.len()) != (item.table.len(), item.figure.len()) {
        return Err(Refusal::OtherwiseWritten);
    }
    let after = |after: &Option<Spanned<i64>>| {
        after.as_ref().and_then(|after| usize::try_from(after.value).ok())
    };
    let tables = tables.into_iter().zip(&item.table).enumerate().map(|(index, (range, table))| {
        Inset { range, slot: Slot::Table(at, index, "after"), after: after(&table.after) }
    });
    let figures =
        figures.into_iter().zip(&item.figure).enumerate().map(|(index, (range, figure))| Inset {
            range,
            slot: Slot::Figure(at, index, "after"),
            after: after(&figure.after),
        });
    let mut all: Vec<Inset> = tables.chain(figures).collect();
    all.sort_by_key(|inset| inset.range.start);
    Ok(all)
}

/// Takes some of an item's tables and pictures out: the text without them, and each as it was written.
pub(super) fn taken<'a>(
    text: &str,
    which: impl IntoIterator<Item = &'a Inset>,
) -> (String, Vec<String>) {
    let ranges: Vec<&Range<usize>> = which.into_iter().map(|inset| &inset.range).collect();
    let piece =
        |range: &&Range<usize>| text[(*range).clone()].trim_matches(['\r', '\n']).to_owned();
    let pieces = ranges.iter().map(piece).collect();
    let without = |text: String, range: &&Range<usize>| arrange::without_table(&text, range);
    (ranges.iter().rev().fold(text.to_owned(), without), pieces)
}

/// The tables and pictures of an item, each as it is written.
///
/// # Errors
/// There is no such item, or they are not written as tables one after the other.
pub fn pieces(text: &str, at: At) -> Result<Vec<String>, Refusal> {
    Ok(taken(text, &of(text, at)?).1)
}

/// Puts others in the place of an item's tables and pictures, each as it is written somewhere.
///
/// # Errors
/// As [`pieces`], or what was written could not be read back.
pub fn replace(text: &str, at: At, pieces: &[String]) -> Result<String, Refusal> {
    let (mut text, _) = taken(text, &of(text, at)?);
    for piece in pieces {
        text = put(&text, at, piece)?;
    }
    Ok(text)
}

/// Puts a table or picture into an item, as it is written: behind the paragraph in which, or behind
/// which, a byte of its body stands; behind all of it without one.
///
/// # Errors
/// There is no such item, or what was written could not be read back.
pub fn add(text: &str, at: At, piece: &str, byte: Option<usize>) -> Result<String, Refusal> {
    let item = item(text, at)?;
    let body = item.body.as_ref().map_or("", |body| body.as_str());
    let begun = |byte| paragraphs(body).iter().take_while(|range| range.start < byte).count();
    let is_empty = paragraphs(body).is_empty();
    let text = put(text, at, piece)?;
    let (Some(byte), false) = (byte, is_empty) else { return Ok(text) };
    let Some(new) = of(&text, at)?.pop() else { return Ok(text) };
    // A bulletin has none before its first paragraph.
    change::set(&text, new.slot, &Value::Number(begun(byte).max(1) as i64))
}

/// Puts one below all that the item has.
pub(super) fn put(text: &str, at: At, piece: &str) -> Result<String, Refusal> {
    let (rest, item) = change::take(text, at)?;
    change::put(&rest, at, &format!("{item}\n\n{piece}\n"))
}

/// An item of a draft.
pub(super) fn item(text: &str, at: At) -> Result<Item, Refusal> {
    let draft = Draft::read(&Source::new("", text)).value;
    let column = draft.column.into_iter().nth(at.0).ok_or(Refusal::NoSuchPlace)?;
    let item = column.value.item.into_iter().nth(at.1).ok_or(Refusal::NoSuchPlace)?;
    Ok(item.value)
}

/// What became of the paragraphs of a text.
struct Moved {
    /// As many at the beginning are the same,
    head: usize,
    /// and as many at the end.
    tail: usize,
    before: usize,
    after: usize,
}

impl Moved {
    fn of(old: &str, new: &str) -> Self {
        let list = |text: &str| -> Vec<String> {
            let all = paragraphs(text).into_iter();
            all.map(|range| text[range].replace("\r\n", "\n")).collect()
        };
        let (old, new) = (list(old), list(new));
        let head = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let most = old.len().min(new.len()) - head;
        let ends = old.iter().rev().zip(new.iter().rev());
        let tail = ends.take(most).take_while(|(old, new)| old == new).count();
        Self { head, tail, before: old.len(), after: new.len() }
    }

    /// How many paragraphs come before what came after so many of the old ones.
    fn place(&self, after: usize) -> usize {
        if after <= self.head || after > self.before {
            after
        } else if after + self.tail >= self.before {
            after + self.after - self.before
        } else {
            after.min(self.after - self.tail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_two_paragraphs_stays_there() {
        let cases = [
            // Taken out before it, put in before it, put in behind it.
            ("题\n\n一\n\n二\n\n三", "一\n\n二\n\n三", 3, 2),
            ("一\n\n二", "前\n\n一\n\n二", 1, 2),
            ("一\n\n二", "一\n\n二\n\n三", 2, 2),
            ("一\n\n二", "一\n\n中\n\n二", 1, 1),
            // The paragraph before it divided, joined to the one above, changed in a word.
            ("一\n\n二三\n\n四", "一\n\n二\n\n三\n\n四", 2, 3),
            ("一\n\n二\n\n三", "一二\n\n三", 2, 1),
            ("一\n\n二", "一\n\n二。", 2, 2),
            // The last ones gone, all gone, all new, behind more than there are.
            ("一\n\n二\n\n三", "一", 3, 1),
            ("一\n\n二", "", 1, 0),
            ("", "一\n\n二", 0, 0),
            ("一", "一\n\n二", 7, 7),
            ("一\n\n\n", "一\n\n\n\n", 1, 1),
        ];
        for (old, new, after, now) in cases {
            assert_eq!(Moved::of(old, new).place(after), now, "{old:?} → {new:?}");
        }
    }

    #[test]
    fn a_body_is_written_with_the_places_of_what_stands_in_it() {
        let draft = |body: &str, table: u32, figure: u32| {
            format!(
                "number = 1\n[[column]]\nname = \"甲\"\n[[column.item]]\nbody = \"\"\"\n{body}\n\"\"\"\n\n# 表\n[[column.item.table]]\nrows = [[\"一\", \"二\"]]\nafter = {table} # 放这里\n\n[[column.item.figure]]\nfile = \"a.png\"\nafter = {figure}\n"
            )
        };
        let was = draft("一\n\n二", 1, 2);
        let (text, moved) = write_body(&was, (0, 0), "零\n\n一\n\n二\n").expect("written");
        assert_eq!((text, moved), (draft("零\n\n一\n\n二", 2, 3), true));
        let (text, moved) = write_body(&was, (0, 0), "一\n\n二。\n").expect("written");
        assert_eq!((text, moved), (draft("一\n\n二。", 1, 2), false));
    }
}
