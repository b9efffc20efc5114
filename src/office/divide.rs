//! An item divided in two, and two put together: each table and picture goes with the paragraph that
//! it stands behind.

use super::insets::{self, Inset, item};
use crate::bulletin::block::paragraphs;
use crate::draft::change::{self, At, Refusal, Slot, Value};
use crate::source::Spanned;

/// Divides an item at a byte of its body: what follows becomes an item of its own, below.
///
/// # Errors
/// There is no such item, or what was written could not be read back.
pub fn split(text: &str, at: At, byte: usize) -> Result<String, Refusal> {
    let all = paragraphs(&body(text, at)?);
    let begun = all.iter().take_while(|range| range.start < byte).count();
    let last = begun.checked_sub(1).map(|last| all[last].end);
    let is_inside = last.is_some_and(|end| byte < end);
    let is_behind = last.is_some_and(|end| byte > end);
    let place = |inset: &Inset| inset.after.map_or(all.len(), |after| after.min(all.len()));
    let goes = |inset: &&Inset| place(inset) > begun || place(inset) == begun && !is_behind;
    // So many paragraphs of the old ones are not in the new item.
    let less = begun - usize::from(is_inside);
    let known = insets::of(text, at)?;
    let going: Vec<&Inset> = known.iter().filter(goes).collect();
    let (rest, pieces) = insets::taken(text, going.iter().copied());
    let divided = change::split(&rest, at, byte)?;
    let afters = going.iter().map(|inset| inset.after.map(|_| (place(inset) - less).max(1)));
    appended(&divided, (at.0, at.1 + 1), pieces, afters.collect())
}

/// Appends the item below to this one, with its units, tables and pictures.
///
/// # Errors
/// There is none, or what was written could not be read back.
pub fn join(text: &str, at: At) -> Result<String, Refusal> {
    let below = (at.0, at.1 + 1);
    let (first, second) = (item(text, at)?, item(text, below)?);
    let count =
        |text: &Option<Spanned<String>>| text.as_ref().map_or(0, |text| paragraphs(text).len());
    let (own, others) = (count(&first.body), count(&second.body));
    let before = own + count(&second.headline);
    let theirs = insets::of(text, below)?;
    let (mut rest, pieces) = insets::taken(text, &theirs);
    if before + others > own && own > 0 {
        // What stood at the end of the text above stays there.
        for inset in insets::of(&rest, at)? {
            if inset.after.is_none() {
                rest = change::set(&rest, inset.slot, &Value::Number(own as i64))?;
            }
        }
    }
    let joined = change::join(&rest, at)?;
    let afters = theirs.iter().map(|inset| Some(before + inset.after?.min(others)));
    appended(&joined, at, pieces, afters.collect())
}

/// The text with tables and pictures put below those of an item, each behind so many paragraphs.
fn appended(
    text: &str,
    at: At,
    pieces: Vec<String>,
    afters: Vec<Option<usize>>,
) -> Result<String, Refusal> {
    let mut text = text.to_owned();
    for (piece, after) in pieces.iter().zip(afters) {
        text = insets::put(&text, at, piece)?;
        let slot: Option<Slot> = insets::of(&text, at)?.pop().map(|inset| inset.slot);
        if let (Some(slot), Some(after)) = (slot, after) {
            text = change::set(&text, slot, &Value::Number(after as i64))?;
        }
    }
    Ok(text)
}

fn body(text: &str, at: At) -> Result<String, Refusal> {
    Ok(item(text, at)?.body.map_or_else(String::new, |body| body.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# 表\n[[column.item.table]]\nrows = [[\"一\", \"二\"]]\n";
    const FIGURE: &str = "[[column.item.figure]]\nfile = \"a.png\"\n";

    fn draft(items: &[(&str, &str)]) -> String {
        let mut text = "number = 1\n\n[[column]]\nname = \"甲\"\n".to_owned();
        for (body, insets) in items {
            text += &format!(
                "\n[[column.item]]\nheadline = \"\"\nbody = \"\"\"\n{body}\n\"\"\"\ncredits = []\n{insets}"
            );
        }
        text
    }

    fn inset(piece: &str, after: Option<usize>) -> String {
        let after = after.map(|after| format!("after = {after}\n")).unwrap_or_default();
        format!("\n{piece}{after}")
    }

    #[test]
    fn each_goes_with_the_paragraph_that_it_stands_behind() {
        let body = "甲一二\n\n乙三四\n\n丙五六";
        // Where it is divided, by the characters before; behind which paragraph each then is, if it has
        // gone along.
        for (cut, table, gone) in [
            ("甲一二\n\n乙三", Some(1), None),
            ("甲一二\n\n乙三", Some(2), Some(Some(1))),
            ("甲一二\n\n乙三", Some(3), Some(Some(2))),
            ("甲一二\n\n乙三", None, Some(None)),
            ("甲一二", Some(1), Some(Some(1))),
            ("甲一二\n\n", Some(1), None),
            ("甲一二\n\n", Some(2), Some(Some(1))),
            ("", Some(1), Some(Some(1))),
            ("甲一二\n\n乙三四\n\n丙五六", None, Some(None)),
        ] {
            let text = draft(&[(body, &inset(TABLE, table))]);
            let divided = split(&text, (0, 0), cut.len()).expect("divided");
            let of = |item| {
                let all = insets::of(&divided, (0, item)).expect("read");
                all.iter().map(|inset| inset.after).collect::<Vec<_>>()
            };
            assert_eq!(of(1), gone.into_iter().collect::<Vec<_>>(), "{cut:?} {table:?}\n{divided}");
            assert_eq!(of(0).len() + of(1).len(), 1);
            assert!(divided.contains("# 表\n[[column.item.table]]"), "{divided}");
        }
    }

    #[test]
    fn two_are_put_together_with_all_that_they_have() {
        let first = inset(TABLE, None) + &inset(FIGURE, Some(1));
        let second = inset(FIGURE, Some(1)) + &inset(TABLE, None);
        let text = draft(&[("甲\n\n乙", &first), ("丙\n\n丁", &second)]);
        let joined = join(&text, (0, 0)).expect("joined");
        let all = insets::of(&joined, (0, 0)).expect("read");
        let afters: Vec<_> = all.iter().map(|inset| inset.after).collect();
        assert_eq!(afters, [Some(2), Some(1), Some(3), None], "{joined}");
        assert!(item(&joined, (0, 1)).is_err());
        assert_eq!(body(&joined, (0, 0)).expect("there"), "甲\n\n乙\n\n丙\n\n丁\n");
        let crlf = join(&text.replace('\n', "\r\n"), (0, 0)).expect("joined");
        assert_eq!(crlf.replace("\r\n", "\n"), joined);
    }

    #[test]
    fn what_is_put_in_stands_behind_the_paragraph_of_the_place() {
        let text = draft(&[("甲一\n\n乙二", "")]);
        for (before, after) in [
            ("", 1),
            ("甲", 1),
            ("甲一", 1),
            ("甲一\n\n", 1),
            ("甲一\n\n乙", 2),
            ("甲一\n\n乙二", 2),
        ] {
            let added = insets::add(&text, (0, 0), TABLE, Some(before.len())).expect("added");
            assert_eq!(added, draft(&[("甲一\n\n乙二", &inset(TABLE, Some(after)))]), "{before:?}");
        }
        let end = insets::add(&text, (0, 0), FIGURE, None).expect("added");
        assert_eq!(end, draft(&[("甲一\n\n乙二", &inset(FIGURE, None))]));
        let empty = insets::add(&draft(&[("", "")]), (0, 0), FIGURE, Some(0)).expect("added");
        assert_eq!(empty, draft(&[("", &inset(FIGURE, None))]));
    }
}
