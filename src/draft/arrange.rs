//! Rearranging a draft's text: columns and items are cut out and put in as they are written, with
//! the comments above them, and no other byte changes.

use std::ops::Range;

use crate::source::expression::{Piece, pieces};

/// Where columns and items stand in a draft's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    pub columns: Vec<ColumnPlace>,
    /// Where the columns end: what follows is the sign-off, or nothing.
    pub end: usize,
}

/// A column's bytes, each range with the comments directly above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnPlace {
    /// The column with all its items.
    pub whole: Range<usize>,
    pub items: Vec<Range<usize>>,
}

impl Arrangement {
    /// Finds the columns and items of a draft that parses. `None` when they are not written as
    /// `[[column]]` and `[[column.item]]` one after the other; other tables may come before them.
    pub fn of(text: &str) -> Option<Self> {
        let headers = headers(text);
        let mut columns: Vec<ColumnPlace> = vec![];
        let mut end = None;
        for (index, header) in headers.iter().enumerate() {
            let stop = headers.get(index + 1).map_or(text.len(), |next| next.start);
            match header.key.as_str() {
                "column" => {
                    if end.is_some() && !columns.is_empty() {
                        return None;
                    }
                    end = None;
                    columns.push(ColumnPlace { whole: header.start..stop, items: vec![] });
                }
                "column.item" => {
                    let column = columns.last_mut().filter(|_| end.is_none())?;
                    column.items.push(header.start..stop);
                    column.whole.end = stop;
                }
                key if key.starts_with("column.") => {
                    let column = columns.last_mut().filter(|_| end.is_none())?;
                    if let Some(item) = column.items.last_mut() {
                        item.end = stop;
                    }
                    column.whole.end = stop;
                }
                _ => {
                    end.get_or_insert(header.start);
                }
            }
        }
        let last = columns.last().map(|column| column.whole.end);
        let end = last.or(end).unwrap_or(text.len());
        Some(Self { columns, end })
    }

    /// Where an item has to be put to become the one of that index in a column.
    pub fn item_at(&self, column: usize, item: usize) -> Option<usize> {
        let place = self.columns.get(column)?;
        Some(place.items.get(item).map_or(place.whole.end, |item| item.start))
    }

    /// The column and the item that a byte belongs to, each from 0.
    pub fn item_of(&self, at: usize) -> Option<(usize, usize)> {
        let in_column = |(index, column): (usize, &ColumnPlace)| {
            let item = column.items.iter().position(|item| item.contains(&at))?;
            Some((index, item))
        };
        self.columns.iter().enumerate().find_map(in_column)
    }

    /// Where a column has to be put to become the one of that index.
    pub fn column_at(&self, column: usize) -> usize {
        self.columns.get(column).map_or(self.end, |column| column.whole.start)
    }
}

/// Takes a piece out: the text without it, and the piece without blank lines around.
pub fn cut(text: &str, range: Range<usize>) -> (String, String) {
    let piece = text[range.clone()].trim_matches(['\r', '\n']).to_owned();
    let mut rest = text.to_owned();
    rest.replace_range(range, "");
    if rest.trim_end().len() < rest.len() {
        // What was last is gone, and the blank line before it.
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        rest.truncate(rest.trim_end().len());
        rest.push_str(newline);
    }
    (rest, piece)
}

/// Puts a piece in at a place that [`Arrangement`] names, parted by a blank line from what stands
/// before and after.
pub fn insert(text: &str, at: usize, piece: &str) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let piece = piece.trim_matches(['\r', '\n']).replace("\r\n", "\n").replace('\n', newline);
    let (before, after) = text.split_at(at);
    let mut out = before.to_owned();
    if !before.trim().is_empty() {
        let ends = before.len() - before.trim_end_matches(['\r', '\n']).len();
        let missing = 2usize.saturating_sub(ends / newline.len());
        out.push_str(&newline.repeat(missing));
    }
    out.push_str(&piece);
    out.push_str(newline);
    if !after.is_empty() {
        out.push_str(newline);
    }
    out.push_str(after);
    out
}

/// Where each table of a list, `[[key]]`, stands: from the comments directly above it to behind the line
/// of its last key, that of a table inside it included.
pub fn tables(text: &str, key: &str) -> Vec<Range<usize>> {
    let mut tables: Vec<Range<usize>> = vec![];
    let mut is_open = false;
    for piece in pieces(text) {
        let Piece::Expression(span) = piece else { continue };
        if let Some(of) = header_key(&text[span.range()]) {
            is_open = of == key || is_open && of.starts_with(&format!("{key}."));
            if of == key {
                let start = with_comments(text, span.start);
                tables.push(start..start);
            }
        }
        if is_open && let Some(table) = tables.last_mut() {
            table.end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
        }
    }
    tables
}

/// The text without a table that [`tables`] gives; comments below it, which are about what follows, stay.
pub fn without_table(text: &str, table: &Range<usize>) -> String {
    let below = text[table.end..].split_inclusive('\n');
    let blank: usize = below.take_while(|line| line.trim().is_empty()).map(str::len).sum();
    cut(text, table.start..table.end + blank).0
}

/// Puts a table in behind another, as [`tables`] gives its end; what follows keeps its comments.
pub fn insert_behind(text: &str, at: usize, piece: &str) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let piece = piece.trim_matches(['\r', '\n']).replace("\r\n", "\n").replace('\n', newline);
    let (before, after) = text.split_at(at);
    let before = before.trim_end();
    let gap = if before.is_empty() { "" } else { newline };
    let below = match after.trim_start_matches('\r') {
        "" => "",
        after if after.starts_with('\n') => "",
        _ => newline,
    };
    let line = if before.is_empty() { "" } else { newline };
    format!("{before}{line}{gap}{piece}{newline}{below}{after}")
}

fn header_key(expression: &str) -> Option<String> {
    let key = expression.strip_prefix('[')?.split(']').next()?;
    Some(key.chars().filter(|c| !c.is_whitespace() && !"[\"'".contains(*c)).collect())
}

/// The header of a table.
struct Header {
    key: String,
    /// Where its line begins, or the comments directly above it.
    start: usize,
}

fn headers(text: &str) -> Vec<Header> {
    let header = |piece| {
        let Piece::Expression(span) = piece else { return None };
        let key = header_key(&text[span.range()])?;
        Some(Header { key, start: with_comments(text, span.start) })
    };
    pieces(text).into_iter().filter_map(header).collect()
}

/// The start of the comments that stand directly above a line; that of the line without any.
fn with_comments(text: &str, header: usize) -> usize {
    let mut start = text[..header].rfind('\n').map_or(0, |at| at + 1);
    while start > 0 {
        let above = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        let line = text[above..start].trim();
        // `#:schema` is about the file.
        if !line.starts_with('#') || line.starts_with("#:") {
            break;
        }
        start = above;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "#:schema x\nnumber = 1\n\n# 甲栏\n[[column]]\nname = \"甲\"\n\n# 第一条\n[[column.item]]\nbody = \"\"\"\n[[column]]\n\"\"\"\ncredits = [\n  \"a\", # 注\n]\n# 跟在后面\n\n[[column.item]]\nheadline = \"二\"\n[[column.item.table]]\nx = 1\n\n[[column]]\nname = \"乙\"\n\n# 签\n[signoff]\neditor = \"\"\n";

    #[test]
    fn comments_and_parts_belong_to_their_items() {
        let found = Arrangement::of(DRAFT).expect("columns");
        let items: Vec<&str> =
            found.columns[0].items.iter().map(|range| &DRAFT[range.clone()]).collect();
        assert_eq!(found.columns.len(), 2);
        assert!(items[0].starts_with("# 第一条") && items[0].trim_end().ends_with("# 跟在后面"));
        assert!(items[1].contains("[[column.item.table]]"));
        assert!(found.columns[1].items.is_empty());
        assert!(DRAFT[found.columns[0].whole.clone()].starts_with("# 甲栏"));
        assert!(DRAFT[found.end..].starts_with("# 签"));
    }

    #[test]
    fn a_place_is_told_by_its_item() {
        let text = "number = 1\n[[column]]\nname = \"甲\"\n[[column.item]]\nheadline = \"一\"\n\
                    [[column.item.table]]\nrows = []\n[[column.item]]\nheadline = \"二\"\n\
                    [[column]]\n[[column.item]]\nheadline = \"三\"\n[signoff]\neditor = \"丙\"\n";
        let places = Arrangement::of(text).expect("it parses");
        let item_of = |part: &str| places.item_of(text.find(part).expect("it is there"));
        assert_eq!(item_of("一"), Some((0, 0)));
        assert_eq!(item_of("rows"), Some((0, 0)), "a part of the item");
        assert_eq!(item_of("二"), Some((0, 1)));
        assert_eq!(item_of("三"), Some((1, 0)));
        assert_eq!((item_of("甲"), item_of("number"), item_of("丙")), (None, None, None));
    }

    #[test]
    fn what_is_cut_and_put_back_leaves_the_text_as_it_was() {
        let crlf = DRAFT.replace('\n', "\r\n");
        for text in [DRAFT, &crlf] {
            let place = Arrangement::of(text).expect("columns").columns[0].items[0].clone();
            let (rest, piece) = cut(text, place);
            assert!(!rest.contains("第一条"));
            let at = Arrangement::of(&rest).and_then(|a| a.item_at(0, 0)).expect("a place");
            assert_eq!(insert(&rest, at, &piece), text);
        }
    }

    #[test]
    fn what_is_put_behind_a_table_stays_in_its_section() {
        let text =
            "# 甲类\n\n[[unit]]\nname = \"一\" # 注\n\n# 乙类\n\n[[unit]]\nname = [\n\"二\",\n]";
        let places = tables(text, "unit");
        let first = insert_behind(text, places[0].end, "[[unit]]\nname = \"新\"\n");
        assert_eq!(
            first,
            "# 甲类\n\n[[unit]]\nname = \"一\" # 注\n\n[[unit]]\nname = \"新\"\n\n# 乙类\n\n[[unit]]\nname = [\n\"二\",\n]"
        );
        assert!(insert_behind(text, places[1].end, "x = 1").ends_with("\n]\n\nx = 1\n"));
        let crlf = text.replace('\n', "\r\n");
        let places = tables(&crlf, "unit");
        assert_eq!(
            insert_behind(&crlf, places[0].end, "[[unit]]\nname = \"新\"\n"),
            first.replace('\n', "\r\n")
        );
        assert_eq!(insert_behind("", 0, "x = 1"), "x = 1\n");
        let tight = "[[unit]]\na = 1\n[[unit]]\na = 2\n";
        assert_eq!(
            insert_behind(tight, tables(tight, "unit")[0].end, "b = 1"),
            "[[unit]]\na = 1\n\nb = 1\n\n[[unit]]\na = 2\n"
        );
    }

    #[test]
    fn a_table_goes_without_its_neighbours_whatever_they_hold() {
        let piece = |n: &str| {
            format!(
                "# 见{n}\n[[unplaced]]\ntext = \"\"\"\n[[unplaced]]\n[x]\n{n}\n\"\"\"\nfrom = '{n}'\n"
            )
        };
        let all = ["一", "二", "三"].map(piece);
        let text = format!("number = 1\n\n{}", all.join("\n"));
        for crlf in [false, true] {
            let dos = |text: String| if crlf { text.replace('\n', "\r\n") } else { text };
            let text = dos(text.clone());
            for (gone, table) in tables(&text, "unplaced").iter().enumerate() {
                let mut left = all.to_vec();
                left.remove(gone);
                let rest = without_table(&text, table);
                assert_eq!(rest, dos(format!("number = 1\n\n{}", left.join("\n"))), "{gone}");
            }
        }
        let text = "[[a]]\nx = 1\n\n# 后面的\n\n[a.b]\n\n# 另一段\n\n[c]\n";
        assert_eq!(without_table(text, &tables(text, "a")[0]), "# 另一段\n\n[c]\n");
    }

    #[test]
    fn columns_written_in_one_line_are_not_taken_apart() {
        assert_eq!(
            Arrangement::of("column = [{ name = \"甲\" }]\n"),
            Some(Arrangement { columns: vec![], end: 28 })
        );
        assert_eq!(Arrangement::of("[[column]]\n[signoff]\n[[column]]\n"), None);
        let before = Arrangement::of("[signoff]\neditor = \"\"\n[[column]]\n[[column.item]]\n");
        let places = before.expect("columns behind the sign-off");
        assert_eq!((places.columns[0].items.len(), places.end), (1, 49));
    }
}
