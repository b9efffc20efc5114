//! Lists without a head over their columns, as cells are copied out of a spreadsheet: what a column
//! holds is told by its cells.

use super::kind::section;
use crate::draft::sheet::Grid;
use crate::import::outline::unit::ENDINGS;
use crate::zh::character::is_han;

/// A roster with a head: full names are the longest texts, short forms are made of their characters.
pub(super) fn units(grid: &Grid) -> Option<Grid> {
    let grid = below_titles(grid);
    let name = names(&grid, 3)?;
    let is_unit = |row: &[String], at: usize| cell(row, at).ends_with(|c| ENDINGS.contains(c));
    if !mostly(&grid, name, is_unit) {
        return None;
    }
    let is_short = |row: &[String], at: usize| is_short_of(cell(row, at), cell(row, name));
    let mut short = (0..width(&grid)).filter(|at| *at != name && mostly(&grid, *at, is_short));
    let heads = [Some((name, "单位全称")), short.next().map(|at| (at, "署名"))];
    let aliases = short.next().map(|at| (at, "别名"));
    let is_kind = |row: &[String], at: usize| section(cell(row, at)).is_some();
    let kind = (0..width(&grid)).find(|at| mostly(&grid, *at, is_kind)).map(|at| (at, "类别"));
    Some(headed(grid, heads.into_iter().chain([aliases, kind]).flatten()))
}

/// A distribution list with a head; copies stand behind the names.
pub(super) fn receivers(grid: &Grid, is_copies: impl Fn(&str) -> bool) -> Option<Grid> {
    let grid = below_titles(grid);
    let name = names(&grid, 2)?;
    let counted = |row: &[String], at: usize| is_copies(cell(row, at));
    let copies = (name + 1..width(&grid)).find(|at| mostly(&grid, *at, counted));
    let heads = [Some((name, "发送单位")), copies.map(|at| (at, "份数"))];
    Some(headed(grid, heads.into_iter().flatten()))
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", |cell| cell.trim())
}

fn width(grid: &Grid) -> usize {
    grid.rows.iter().map(|(_, row)| row.len()).max().unwrap_or_default()
}

/// Without the rows over a list of several columns that have one text alone.
fn below_titles(grid: &Grid) -> Grid {
    let has_several = |(_, row): &&(usize, Vec<String>)| {
        let mut filled: Vec<&str> =
            row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        filled.dedup();
        filled.len() > 1
    };
    let several = grid.rows.iter().filter(has_several).count();
    let titles = match several * 2 > grid.rows.len() {
        true => grid.rows.iter().take_while(|row| !has_several(row)).count(),
        false => 0,
    };
    Grid { rows: grid.rows[titles..].to_vec(), ..grid.clone() }
}

/// Whether more than half of a column's cells that say something are so.
fn mostly(grid: &Grid, at: usize, is_so: impl Fn(&[String], usize) -> bool) -> bool {
    let filled = grid.rows.iter().filter(|(_, row)| !cell(row, at).is_empty());
    let (so, other): (Vec<_>, Vec<_>) = filled.partition(|(_, row)| is_so(row, at));
    so.len() > other.len()
}

/// The column of names: Chinese, and the longest ones.
fn names(grid: &Grid, least: usize) -> Option<usize> {
    let is_name = |row: &[String], at: usize| {
        cell(row, at).chars().all(|c| is_han(c) || "（）()、，,·“”".contains(c))
    };
    let length = |at: usize| {
        let filled = grid.rows.iter().map(|(_, row)| cell(row, at).chars().count());
        let filled: Vec<usize> = filled.filter(|length| *length > 0).collect();
        filled.iter().sum::<usize>() * 16 / filled.len().max(1)
    };
    let columns = (0..width(grid)).filter(|at| mostly(grid, *at, is_name));
    // The first of those that are as long.
    let longest = columns.rev().max_by_key(|at| length(*at))?;
    (length(longest) >= least * 16).then_some(longest)
}

/// 教体局, 县教体局 for 延津县教育体育局.
fn is_short_of(short: &str, full: &str) -> bool {
    let mut rest = full.chars();
    short.chars().count() > 1 && short.chars().all(|c| rest.any(|other| other == c))
}

fn headed<'h>(mut grid: Grid, heads: impl Iterator<Item = (usize, &'h str)>) -> Grid {
    let mut head = vec![String::new(); width(&grid)];
    for (at, words) in heads {
        words.clone_into(&mut head[at]);
    }
    grid.rows.insert(0, (0, head));
    grid
}

#[cfg(test)]
mod tests {
    use super::super::{receivers, units};
    use crate::config::units::Group;

    #[test]
    fn units_without_a_head_are_told_by_their_cells() {
        for (cells, want) in [
            (
                "延津县水利局\t水利局\n延津县东屯镇人民政府\t东屯镇\n",
                "延津县水利局=水利局 延津县东屯镇人民政府=东屯镇",
            ),
            (
                "水利局\t延津县水利局\n教体局\t延津县教育体育局\n",
                "延津县水利局=水利局 延津县教育体育局=教体局",
            ),
            (
                "1\t延津县水利局\t水利局\t李明\t8161234\n2\t延津县教育体育局\t教体局\t王小二\t8161235\n",
                "延津县水利局=水利局 延津县教育体育局=教体局",
            ),
            (
                "延津县单位通讯录\t\t\n1\t延津县水利局\t水利局\n2\t延津县审计局\t审计局\n",
                "延津县水利局=水利局 延津县审计局=审计局",
            ),
            ("延津县水利局\t周波\n延津县审计局\t吴静\n", "延津县水利局= 延津县审计局="),
            ("水利局\n审计局\n", "水利局= 审计局="),
            // With one, whatever else stands beside it.
            (
                "单位通讯录\t\t\t\n序号\t单位全称\t简称\t联系人\n1\t延津县水利局\t水利局\t李明\n",
                "延津县水利局=水利局",
            ),
        ] {
            let list = units::read_bare(cells.as_bytes()).expect(cells);
            let of = |row: &units::UnitRow| {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                format!("{}={}", text(&row.name), text(&row.credit))
            };
            let all: Vec<String> = list.rows.iter().map(of).collect();
            assert_eq!(all.join(" "), want, "{cells}");
        }
        let aliases =
            units::read_bare("延津县水利局\t水利局\t县水利局\n".as_bytes()).expect("a list");
        assert_eq!(aliases.rows[0].aliases, Some(vec!["县水利局".to_owned()]));
        let kind = units::read_bare("延津县水利局\t水利局\t县直部门\n".as_bytes()).expect("a list");
        assert_eq!((kind.rows[0].group, &kind.rows[0].aliases), (Some(Group::Department), &None));
        for none in ["1\t2\n3\t4\n", "abc\tdef\n", "甲\t乙\n", "一段没有表头的文字"] {
            assert!(units::read_bare(none.as_bytes()).is_err(), "{none}");
        }
    }

    #[test]
    fn receivers_without_a_head_are_told_by_their_cells() {
        for (cells, names, copies) in [
            ("县委办公室\t2\n县人大办公室\t1\n", "县委办公室，县人大办公室。", Some(3)),
            (
                "1\t县委办公室\t2\n2\t县人大办公室\t1\n\t合计\t3\n",
                "县委办公室，县人大办公室。",
                Some(3),
            ),
            (
                "发送名单\t\n县委办公室\t2份\n各乡（镇）\t15份\n",
                "县委办公室，各乡（镇）。",
                Some(17),
            ),
            ("县委办公室\n各乡镇\n", "县委办公室，各乡镇。", None),
        ] {
            let list = receivers::read_bare(cells.as_bytes()).expect(cells);
            assert_eq!(list.problems, [], "{cells}");
            assert_eq!(list.written(receivers::Way::Down), names);
            assert_eq!(list.has_copies.then(|| list.copies()), copies, "{cells}");
        }
    }
}
