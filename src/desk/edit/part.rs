//! Tables and pictures of an item, as pieces of its text.

use crate::desk::open::Open;
use crate::draft::change::{self, At, Refusal};
use crate::draft::{arrange, write};

/// Puts a table below what the item has.
pub(super) fn add_table(text: &str, at: At, rows: &[Vec<String>]) -> Result<String, Refusal> {
    let (rest, piece) = change::take(text, at)?;
    let row = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|cell| write::quoted(cell)).collect();
        format!("  [{}],\n", cells.join(", "))
    };
    let rows: String = rows.iter().map(row).collect();
    change::put(&rest, at, &format!("{piece}\n\n[[column.item.table]]\nrows = [\n{rows}]\n"))
}

/// Takes a table or figure out of an item.
pub(super) fn drop_part(open: &mut Open, at: At, part: &str, index: usize) -> Result<(), String> {
    let (rest, piece) = change::take(&open.text, at).map_err(|refusal| refusal.to_string())?;
    let head = format!("[[column.item.{part}]]");
    let starts: Vec<usize> = piece.match_indices(&head).map(|(at, _)| at).collect();
    let start = *starts.get(index).ok_or_else(|| Refusal::NoSuchPlace.to_string())?;
    let end = piece[start + 2..].find("\n[[").map_or(piece.len(), |at| start + 3 + at);
    let piece = arrange::cut(&piece, start..end).0;
    let text = change::put(&rest, at, &piece).map_err(|refusal| refusal.to_string())?;
    open.set(text);
    Ok(())
}
