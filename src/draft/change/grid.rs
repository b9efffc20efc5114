//! A list of rows with others in it: those that stay are not touched, nor the comments between.

use std::ops::Range;

use similar::{Algorithm, DiffTag};
use toml::Spanned;
use toml::de::DeValue;

use crate::draft::write;
use crate::source::Span;

/// The list as it is written with these rows in it; `None` where it has to be written anew.
pub(super) fn rewrite(
    file: &str,
    list: &Spanned<DeValue<'_>>,
    rows: &[Vec<String>],
    newline: &str,
) -> Option<String> {
    let whole: Span = list.span().into();
    let parts = list.get_ref().as_array()?;
    let old: Vec<Vec<String>> =
        parts.iter().map(|row| strings(row.get_ref())).collect::<Option<_>>()?;
    let spans: Vec<Span> = parts.iter().map(|row| row.span().into()).collect();
    let first = spans.first()?;
    // Rows on lines of their own go on so; others stand in one line.
    let line = file[..first.start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &file[line..first.start];
    let own_lines = line > whole.start && indent.trim().is_empty();
    let gap = if own_lines { format!("{newline}{indent}") } else { " ".to_owned() };
    let written = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|cell| write::quoted(cell)).collect();
        format!("[{}]", cells.join(", "))
    };
    let mut edits: Vec<(Span, String)> = vec![];
    for change in similar::capture_diff_slices(Algorithm::Myers, &old, rows) {
        let (gone, new) = (change.old_range(), &rows[change.new_range()]);
        if change.tag() == DiffTag::Equal {
            continue;
        }
        // Rows that take the place of others stand where these do.
        let both = gone.len().min(new.len());
        for (at, row) in gone.clone().zip(&new[..both]) {
            edits.push((spans[at], written(row)));
        }
        let more: Vec<String> = new[both..].iter().map(written).collect();
        if !more.is_empty() {
            let more = more.join(&format!(",{gap}"));
            edits.push(match (gone.start + both).checked_sub(1) {
                Some(before) => {
                    let end = spans[before].end;
                    (Span::new(end, end), format!(",{gap}{more}"))
                }
                None => (Span::new(first.start, first.start), format!("{more},{gap}")),
            });
        }
        let gone = gone.start + both..gone.end;
        edits.extend(
            without(file, &spans, gone, own_lines)?.into_iter().map(|span| (span, String::new())),
        );
    }
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mut text = file[whole.range()].to_owned();
    for (span, new) in edits {
        let (start, end) = (span.start.checked_sub(whole.start)?, span.end - whole.start);
        text.replace_range(start..end, &new);
    }
    Some(text)
}

/// What is taken out with rows: their lines, or up to the next row.
fn without(file: &str, spans: &[Span], gone: Range<usize>, own_lines: bool) -> Option<Vec<Span>> {
    let line = |at: usize| -> Option<Span> {
        let row = spans[at];
        let end = row.end + file[row.end..].find('\n')?;
        let rest = file[row.end..end].trim_start().strip_prefix(',')?.trim_start();
        let start = file[..row.start].rfind('\n').map_or(0, |at| at + 1);
        let is_alone = rest.is_empty() || rest.starts_with('#');
        let is_first = file[start..row.start].trim().is_empty();
        (own_lines && is_alone && is_first).then(|| Span::new(start, end + 1))
    };
    if let Some(lines) = gone.clone().map(line).collect() {
        return Some(lines);
    }
    let (first, last) = (spans[gone.start], spans[gone.end - 1]);
    let span = match (spans.get(gone.end), gone.start.checked_sub(1)) {
        (Some(next), _) => Span::new(first.start, next.start),
        (None, Some(before)) => Span::new(spans[before].end, last.end),
        (None, None) => return None,
    };
    Some(vec![span])
}

/// A list of strings as such.
pub(super) fn strings(value: &DeValue<'_>) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|part| part.get_ref().as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use crate::draft::change::{Slot, Value, set};

    const LINES: &str = "number = 1\n[[column]]\n[[column.item]]\n[[column.item.table]]\nrows = [\n  # 表头\n  [\"乡镇\", '户数'],\n  [\"甲\", \"1\"], # 甲的\n  # 乙的\n  [\"乙\",  \"2\"],\n  [\"丙\", \"3\"]\n]\nafter = 1\n";

    fn with(text: &str, rows: &[[&str; 2]]) -> String {
        let rows = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        set(text, Slot::Table((0, 0), 0, "rows"), &Value::Rows(rows)).expect("written")
    }

    #[test]
    fn rows_that_stay_are_not_touched() {
        let [head, a, b, c, d] =
            [["乡镇", "户数"], ["甲", "1"], ["乙", "2"], ["丙", "3"], ["丁", "4"]];
        assert_eq!(with(LINES, &[head, a, b, c]), LINES);
        let added = LINES.replace("\"2\"],\n", "\"2\"],\n  [\"丁\", \"4\"],\n");
        assert_eq!(with(LINES, &[head, a, b, d, c]), added);
        let last = LINES.replace("\"3\"]\n", "\"3\"],\n  [\"丁\", \"4\"]\n");
        assert_eq!(with(LINES, &[head, a, b, c, d]), last);
        let gone = LINES.replace("  [\"甲\", \"1\"], # 甲的\n", "");
        assert_eq!(with(LINES, &[head, b, c]), gone);
        let end = LINES.replace(",\n  [\"丙\", \"3\"]", "");
        assert_eq!(with(LINES, &[head, a, b]), end);
        let other = LINES.replace("[\"乙\",  \"2\"]", "[\"丁\", \"4\"]");
        assert_eq!(with(LINES, &[head, a, d, c]), other);
        let flat = "number = 1\n[[column]]\n[[column.item]]\n[[column.item.table]]\nrows = [[\"甲\", \"1\"], [\"乙\", \"2\"]] # 表\n";
        let three = flat.replace("\"1\"], ", "\"1\"], [\"丁\", \"4\"], ");
        assert_eq!(with(flat, &[a, d, b]), three);
        assert_eq!(with(flat, &[b]), flat.replace("[\"甲\", \"1\"], ", ""));
        assert_eq!(with(flat, &[a]), flat.replace(", [\"乙\", \"2\"]", ""));
        let two = with(LINES, &[head, c]);
        assert!(two.contains("# 乙的") && !two.contains("\"乙\""), "{two}");
    }

    proptest::proptest! {
        #[test]
        fn any_rows_are_written_and_read_back(
            old in proptest::collection::vec("[甲乙\"]{0,2}", 1..6),
            new in proptest::collection::vec("[甲乙\"]{0,2}", 1..6),
        ) {
            let pair = |text: &String| vec![text.clone(), "1".to_owned()];
            let slot = Slot::Table((0, 0), 0, "rows");
            let rows = |all: &[String]| Value::Rows(all.iter().map(pair).collect());
            let first = set(LINES, slot, &rows(&old)).expect("written");
            let second = set(&first, slot, &rows(&new)).expect("written");
            proptest::prop_assert_eq!(set(&second, slot, &rows(&new)), Ok(second.clone()));
        }
    }
}
