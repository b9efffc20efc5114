//! Tables and pictures stay where they stand while an item's body is written: between the same two
//! paragraphs, whatever comes before them.

use crate::bulletin::block::paragraphs;
use crate::draft::Draft;
use crate::draft::change::{self, At, Refusal, Slot, Value};
use crate::source::Source;

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
            paragraphs(text).into_iter().map(|range| text[range].to_owned()).collect()
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
