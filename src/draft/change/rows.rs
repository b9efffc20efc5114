//! Tables of lists (`[[own]]`, `[[class.quota]]`) added and taken out.

use std::ops::Range;

use super::{Refusal, Slot, Value, set};
use crate::draft::arrange;

/// A list of tables: at the top of the file, or within a table of such a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Top(&'static str),
    In(&'static str, usize, &'static str),
}

impl List {
    fn header(self) -> String {
        match self {
            Self::Top(list) => list.to_owned(),
            Self::In(list, _, part) => format!("{list}.{part}"),
        }
    }

    /// A key of the table with an index.
    pub fn slot(self, index: usize, key: &'static str) -> Slot {
        match self {
            Self::Top(list) => Slot::Row(list, index, key),
            Self::In(list, at, part) => Slot::Part(list, at, part, index, key),
        }
    }
}

/// Adds a table with these values at the end of a list.
///
/// # Errors
/// The text cannot be read, or there is no table that the list is in.
pub fn add_row(
    file: &str,
    list: List,
    values: &[(&'static str, Value)],
) -> Result<String, Refusal> {
    let header = list.header();
    let tables = arrange::tables(file, &header);
    let (index, at) = match list {
        List::Top(_) => (tables.len(), tables.last().map(|table| table.end)),
        List::In(name, of, _) => {
            let outer = arrange::tables(file, name).get(of).cloned().ok_or(Refusal::NoSuchPlace)?;
            let inside = tables.iter().filter(|table| outer.contains(&table.start)).count();
            (inside, Some(outer.end))
        }
    };
    let piece = format!("[[{header}]]");
    let mut out = arrange::insert_behind(file, at.unwrap_or(file.len()), &piece);
    for (key, value) in values {
        out = set(&out, list.slot(index, key), value)?;
    }
    Ok(out)
}

/// Takes a table out, with the comments directly above it and what belongs to it.
///
/// # Errors
/// There is no such table.
pub fn drop_row(file: &str, list: List, index: usize) -> Result<String, Refusal> {
    let header = list.header();
    let tables = arrange::tables(file, &header);
    let before = match list {
        List::Top(_) => 0,
        List::In(name, of, _) => {
            let outer = arrange::tables(file, name).get(of).cloned().ok_or(Refusal::NoSuchPlace)?;
            let inside = |table: &Range<usize>| outer.contains(&table.start);
            let first = tables.iter().position(inside).ok_or(Refusal::NoSuchPlace)?;
            if tables.iter().filter(|table| inside(table)).count() <= index {
                return Err(Refusal::NoSuchPlace);
            }
            first
        }
    };
    let table = tables.get(before + index).ok_or(Refusal::NoSuchPlace)?;
    super::proven(arrange::without_table(file, table))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "#:schema x\n\n# 增刊\n[[own]]\nname = \"甲\"\n\n[[own]]\nname = \"乙\" # 注\n\n# 镇\n[[class]]\nname = \"一\"\n[[class.quota]]\nof = \"采用\"\n\n[[class]]\nname = \"二\"\n\n[notice]\ntitle = \"x\"\n";

    fn named(name: &str) -> [(&'static str, Value); 1] {
        [("name", Value::Text(name.to_owned()))]
    }

    #[test]
    fn a_table_is_added_behind_the_last_of_its_list() {
        let own = add_row(FILE, List::Top("own"), &named("丙")).expect("added");
        let expected = FILE.replace("乙\" # 注\n", "乙\" # 注\n\n[[own]]\nname = \"丙\"\n");
        assert_eq!(own, expected);
        let quota = add_row(FILE, List::In("class", 0, "quota"), &[]).expect("added");
        assert_eq!(quota, FILE.replace("of = \"采用\"\n", "of = \"采用\"\n\n[[class.quota]]\n"));
        let first = add_row(FILE, List::In("class", 1, "quota"), &[]).expect("added");
        assert_eq!(first, FILE.replace("\"二\"\n", "\"二\"\n\n[[class.quota]]\n"));
        let new = add_row("#:schema x\n", List::Top("level"), &named("市级")).expect("added");
        assert_eq!(new, "#:schema x\n\n[[level]]\nname = \"市级\"\n");
        assert_eq!(add_row(FILE, List::In("class", 2, "quota"), &[]), Err(Refusal::NoSuchPlace));
    }

    #[test]
    fn a_table_is_taken_out_with_what_belongs_to_it() {
        let own = drop_row(FILE, List::Top("own"), 0).expect("gone");
        assert_eq!(own, FILE.replace("# 增刊\n[[own]]\nname = \"甲\"\n\n", ""));
        let class = drop_row(FILE, List::Top("class"), 0).expect("gone");
        assert!(!class.contains("quota") && !class.contains("# 镇"), "{class}");
        let last = drop_row(FILE, List::Top("own"), 1).expect("gone");
        assert_eq!(last, FILE.replace("[[own]]\nname = \"乙\" # 注\n\n", ""));
        assert!(class.contains("name = \"二\""), "{class}");
        let quota = drop_row(FILE, List::In("class", 0, "quota"), 0).expect("gone");
        assert!(!quota.contains("quota") && quota.contains("name = \"一\""), "{quota}");
        assert_eq!(drop_row(FILE, List::Top("own"), 2), Err(Refusal::NoSuchPlace));
    }
}
