//! Tables and pictures of an item, as pieces of its text.

use super::typing::{counted, filled, set};
use super::{Done, byte_of, no};
use crate::desk::api::Edit;
use crate::desk::open::Open;
use crate::draft::change::{Refusal, Slot, Value};
use crate::draft::{arrange, write};
use crate::office::insets;
use crate::source::Span;

/// Does what is done to one of them.
pub(super) fn apply(open: &mut Open, edit: &Edit) -> Result<Done, String> {
    let gone = || no(Refusal::NoSuchPlace);
    let item = |open: &Open, id: &u32| open.ids.item(*id).ok_or_else(gone);
    match edit {
        Edit::AddTable { item: id, rows, at: units, paste: _ } => {
            let at = item(open, id)?;
            let body = open.item(at).and_then(|item| item.body.as_ref()).map(|body| body.as_str());
            let byte = units.map(|units| byte_of(body.unwrap_or_default(), units));
            let text = insets::add(&open.text, at, &table(rows), byte).map_err(no)?;
            open.set(text);
            Ok(Done::cards("加表格"))
        }
        Edit::SetTable { item: id, index, caption, rows, after } => {
            let at = item(open, id)?;
            let slot = |key| Slot::Table(at, *index as usize, key);
            set(open, slot("caption"), &filled(caption))?;
            let table = open.item(at).and_then(|item| item.table.get(*index as usize));
            // Rows that stand in a file of their own stay there.
            if table.is_some_and(|table| table.file.is_none()) {
                set(open, slot("rows"), &Value::Rows(rows.clone()))?;
            }
            set(open, slot("after"), &counted(*after))?;
            Ok(Done { cards: true, ..Done::typed("改表格", format!("table {id} {index}")) })
        }
        Edit::SetFigure { item: id, index, caption, alt, width, after } => {
            let at = item(open, id)?;
            let slot = |key| Slot::Figure(at, *index as usize, key);
            set(open, slot("caption"), &filled(caption))?;
            set(open, slot("alt"), &filled(alt))?;
            set(open, slot("width"), &counted(*width))?;
            set(open, slot("after"), &counted(*after))?;
            Ok(Done { cards: true, ..Done::typed("改图片", format!("figure {id} {index}")) })
        }
        Edit::DropTable { item: id, index } => {
            let at = item(open, id)?;
            let table = open.item(at).and_then(|item| item.table.get(*index as usize));
            let place = table.ok_or_else(gone)?.span;
            drop_table(open, "column.item.table", place)?;
            Ok(Done::cards("删表格"))
        }
        Edit::DropFigure { item: id, index } => {
            let at = item(open, id)?;
            let figure = open.item(at).and_then(|item| item.figure.get(*index as usize));
            let place = figure.ok_or_else(gone)?.span;
            drop_table(open, "column.item.figure", place)?;
            Ok(Done::cards("删图片"))
        }
        _ => Err(gone()),
    }
}

/// A new table as it is written.
fn table(rows: &[Vec<String>]) -> String {
    let row = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|cell| write::quoted(cell)).collect();
        format!("  [{}],\n", cells.join(", "))
    };
    let rows: String = rows.iter().map(row).collect();
    format!("[[column.item.table]]\nrows = [\n{rows}]")
}

/// Takes a table out of a list, `[[key]]`: the one that stands at a place.
pub(super) fn drop_table(open: &mut Open, key: &str, place: Span) -> Result<(), String> {
    let tables = arrange::tables(&open.text, key);
    let table = tables.iter().find(|table| table.contains(&place.start));
    let table = table.ok_or_else(|| Refusal::OtherwiseWritten.to_string())?;
    open.set(arrange::without_table(&open.text, table));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::desk::api::Edit;
    use crate::desk::edit::apply;
    use crate::desk::open::Open;

    const ITEM: &str = "number = 1\ndate = 2024-01-05\n\n[[column]]\nname = \"甲\"\n\n[[column.item]]\nheadline = \"一\"\nbody = \"\"\"\n[[column.item.table]]\n[[column.item.figure]]\n\"\"\"\n";
    const PARTS: [&str; 4] = [
        "# 表一\n[[column.item.table]]\nrows = [[\"[[column.item.table]]\"]]\n",
        "[[column.item.figure]]\nfile = \"a.png\"\nalt = \"\"\"\n[[column.item.figure]]\n[b]\"\"\"\n",
        "[[column.item.table]]\nrows = [[\"二\"]]\n",
        "[[column.item.figure]]\nfile = \"b.png\"\n",
    ];
    const UNPLACED: [&str; 3] = [
        "[[unplaced]]\ntext = \"\"\"\n甲\n[注]\n[[unplaced]]\n\"\"\"\n",
        "[[unplaced]]\ntext = \"乙\"\n",
        "[[unplaced]]\ntext = \"丙\"\n",
    ];

    /// The draft without the part and the unplaced text of these indexes.
    fn draft(part: Option<usize>, unplaced: Option<usize>) -> String {
        let left = |all: &[&str], gone: Option<usize>| -> String {
            let left = all.iter().enumerate().filter(|(at, _)| Some(*at) != gone);
            left.map(|(_, text)| format!("\n{text}")).collect()
        };
        format!("{ITEM}{}{}", left(&PARTS, part), left(&UNPLACED, unplaced))
    }

    #[test]
    fn what_is_dropped_is_the_one_that_was_pointed_at() {
        let dropped = |edit: &dyn Fn(&Open) -> Edit| {
            let path = Path::new("2024-01.toml");
            let mut open = Open::new(path, path, draft(None, None), "");
            let edit = edit(&open);
            apply(&mut open, &mut String::new(), &edit).map(|_| open.text)
        };
        let item = |open: &Open| open.ids.at((0, 0)).expect("an item");
        for index in 0..3 {
            let text = dropped(&|_| Edit::DropUnplaced { index }).expect("dropped");
            assert_eq!(text, draft(None, Some(index as usize)));
        }
        for (index, table, figure) in [(0, 0, 1), (1, 2, 3)] {
            let text = dropped(&|open| Edit::DropTable { item: item(open), index });
            assert_eq!(text.expect("dropped"), draft(Some(table), None));
            let text = dropped(&|open| Edit::DropFigure { item: item(open), index });
            assert_eq!(text.expect("dropped"), draft(Some(figure), None));
        }
        dropped(&|_| Edit::DropUnplaced { index: 3 }).expect_err("there is none");
        dropped(&|open| Edit::DropTable { item: item(open), index: 2 }).expect_err("there is none");
    }
}
