//! Which column of a list holds what, told by the words at its head, wherever the head is.

use crate::draft::sheet::Grid;
use crate::zh::character::half_width;

/// What a column may hold, with the heads that it is known by, the plainest first.
pub(super) type Known<K> = [(K, &'static [&'static str])];

/// The head of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head<K> {
    /// The index, among the rows of its sheet, of the first row below it.
    pub(super) below: usize,
    pub(super) columns: Vec<(K, usize)>,
    /// Heads that say nothing to us, or the same as another: row, column, text.
    pub(super) unknown: Vec<(usize, usize, String)>,
    /// The cells of its rows, which may be repeated on each page.
    rows: Vec<Vec<String>>,
}

/// The lists of a sheet: one, or several that stand side by side under heads that are the same, as on
/// a page that would else be half empty. Each is told by the column that it begins with.
pub(super) fn side_by_side<K: Copy + PartialEq>(
    grid: &Grid,
    known: &Known<K>,
    main: K,
    is_enough: impl Fn(&[K]) -> bool,
) -> Vec<Grid> {
    let one = || vec![grid.clone()];
    let Some(head) = find(grid, known, is_enough) else { return one() };
    let Some((row, cells)) = grid.rows.get(head.below.saturating_sub(1)) else { return one() };
    let Some(at) = head.column(main) else { return one() };
    let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let cells = &cells[..filled];
    // 序号, 单位, 份数, and again 序号, 单位, 份数; not one head over several columns.
    let is_again = |width: &usize| {
        let (first, rest) = cells.split_at(*width);
        let is_one = |(index, part): (usize, &[String])| {
            let is_merged = grid.again.contains(&(*row, (index + 1) * width + at));
            part.len() > at.max(width.min(&2) - 1) && first.starts_with(part) && !is_merged
        };
        !rest.is_empty() && rest.chunks(*width).enumerate().all(is_one)
    };
    let Some(width) = (at + 1..filled).find(is_again) else { return one() };
    let mut grids: Vec<Grid> = vec![];
    for left in (0..filled).step_by(width) {
        let part = |row: &Vec<String>| -> Vec<String> {
            row.iter().skip(left).take(width).cloned().collect()
        };
        let rows = grid.rows.iter().map(|(number, row)| (*number, part(row)));
        let again = grid.again.iter().filter(|(_, at)| (left..left + width).contains(at));
        grids.push(Grid {
            name: grid.name.clone(),
            rows: rows.filter(|(_, row)| row.iter().any(|cell| !cell.is_empty())).collect(),
            again: again.map(|(row, at)| (*row, at - left)).collect(),
            left: grid.left + left,
        });
    }
    grids
}

/// Rows in which a head is looked for.
const DEEPEST: usize = 30;

/// Finds the head: the row with the most columns that are known, if these are enough.
pub(super) fn find<K: Copy + PartialEq>(
    grid: &Grid,
    known: &Known<K>,
    is_enough: impl Fn(&[K]) -> bool,
) -> Option<Head<K>> {
    let rows = grid.rows.iter().take(DEEPEST).enumerate();
    let found = rows.map(|(index, (_, cells))| (index, columns(cells, known)));
    let keys = |columns: &[(K, usize)]| columns.iter().map(|(key, _)| *key).collect::<Vec<K>>();
    let enough = found.filter(|(_, columns)| is_enough(&keys(columns)));
    // The first of several with as many.
    let (index, mut columns) =
        enough.fold(None, |best: Option<(usize, Vec<_>)>, next| match best {
            Some(best) if best.1.len() >= next.1.len() => Some(best),
            _ => Some(next),
        })?;
    let (number, top) = &grid.rows[index];
    let mut head =
        Head { below: index + 1, columns: vec![], unknown: vec![], rows: vec![top.clone()] };
    // 起 and 止 below 起止日期.
    if let Some((_, cells)) = grid.rows.get(index + 1) {
        let own = self::columns(cells, known);
        let is_part = |(at, cell): (usize, &String)| {
            cell.is_empty()
                || top.get(at) == Some(cell)
                || own.iter().any(|(_, column)| *column == at)
        };
        let new = |(_, at): &&(K, usize)| top.get(*at) != cells.get(*at);
        if own.iter().any(|one| new(&one)) && cells.iter().enumerate().all(is_part) {
            let own: Vec<(K, usize)> = own.iter().filter(new).copied().collect();
            columns
                .retain(|(key, at)| own.iter().all(|(other, column)| column != at && other != key));
            columns.extend(own);
            head.below += 1;
            head.rows.push(cells.clone());
        }
    }
    let used = |at: usize| columns.iter().any(|(_, column)| *column == at);
    for (at, cell) in top.iter().enumerate() {
        let repeated = at > 0 && top[at - 1] == *cell;
        if !cell.is_empty() && !used(at) && !repeated && !is_ignored(cell) {
            head.unknown.push((*number, at, cell.clone()));
        }
    }
    head.columns = columns;
    Some(head)
}

impl<K: Copy + PartialEq> Head<K> {
    pub(super) fn column(&self, key: K) -> Option<usize> {
        self.columns.iter().find(|(own, _)| *own == key).map(|(_, column)| *column)
    }

    /// What a row says in a column, when it says something.
    pub(super) fn cell<'a>(&self, key: K, cells: &'a [String]) -> Option<&'a str> {
        let cell = cells.get(self.column(key)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Whether a row is the head once more, as on a second page.
    pub(super) fn is_repeated_by(&self, cells: &[String]) -> bool {
        self.rows
            .iter()
            .any(|row| self.columns.iter().all(|(_, at)| row.get(*at) == cells.get(*at)))
    }
}

/// The columns of a row that are heads; of several that mean the same, the one known best.
fn columns<K: Copy + PartialEq>(cells: &[String], known: &Known<K>) -> Vec<(K, usize)> {
    let mut found: Vec<(K, usize, usize)> = vec![];
    for (at, cell) in cells.iter().enumerate() {
        let Some((key, rank)) = meaning(cell, known) else { continue };
        match found.iter_mut().find(|(own, ..)| *own == key) {
            Some(own) if own.2 > rank => (own.1, own.2) = (at, rank),
            Some(_) => {}
            None => found.push((key, at, rank)),
        }
    }
    found.into_iter().map(|(key, at, _)| (key, at)).collect()
}

/// What a head means, and how well it is known.
fn meaning<K: Copy>(cell: &str, known: &Known<K>) -> Option<(K, usize)> {
    let whole = plain(cell);
    let bare = whole.split(['（', '(']).next().unwrap_or_default();
    let of = |text: &str| {
        known.iter().find_map(|(key, heads)| {
            heads.iter().position(|head| *head == text).map(|rank| (*key, rank))
        })
    };
    of(&whole).or_else(|| of(bare)).filter(|_| !bare.is_empty())
}

/// A head without spaces, marks and line ends: `* 单位 全称：`.
fn plain(cell: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !"*＊:：、，.。".contains(*c);
    cell.chars().map(half_width).filter(kept).collect()
}

/// Columns that lists have and nobody misses.
fn is_ignored(cell: &str) -> bool {
    ["序号", "编号", "序", "号", "No", "NO", "no"].contains(&plain(cell).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &Known<char> = &[
        ('n', &["全称", "单位名称", "名称", "单位"]),
        ('f', &["起"]),
        ('u', &["止"]),
        ('p', &["起止日期"]),
    ];

    fn grid(rows: &[&[&str]]) -> Grid {
        let row = |(index, cells): (usize, &&[&str])| {
            (index + 1, cells.iter().map(|cell| (*cell).to_owned()).collect())
        };
        Grid {
            name: "表".into(),
            rows: rows.iter().enumerate().map(row).collect(),
            ..Grid::default()
        }
    }

    #[test]
    fn a_head_is_found_below_titles() {
        let grid = grid(&[
            &["单位名录", "单位名录", "单位名录"],
            &["填表人：某某"],
            &["序号", "* 单位 名称（必填）", "电话", "名称"],
            &["1", "财政局", "12345", "x"],
        ]);
        let head = find(&grid, KNOWN, |keys| keys.contains(&'n')).expect("a head");
        assert_eq!((head.below, head.columns.as_slice()), (3, &[('n', 1)][..]));
        let unknown: Vec<_> = head.unknown.iter().map(|(.., text)| text.as_str()).collect();
        assert_eq!(unknown, ["电话", "名称"]);
        assert!(head.is_repeated_by(&grid.rows[2].1) && !head.is_repeated_by(&grid.rows[3].1));
    }

    #[test]
    fn lists_side_by_side_are_taken_apart() {
        let one = grid(&[
            &["发放表"],
            &["序号", "单位", "份", "序号", "单位", "份"],
            &["1", "甲", "2", "3", "丙", "1"],
            &["2", "乙", "1"],
        ]);
        let enough = |keys: &[char]| keys.contains(&'n');
        let parts = side_by_side(&one, KNOWN, 'n', enough);
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[1].rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(
            (parts[1].rows[1].1[1].as_str(), parts[1].place(3, 1)),
            ("丙", "工作表“表”的 E3".into())
        );
        // The name again at the end of another list is none of its own.
        for head in
            [&["单位", "起", "电话", "单位"][..], &["单位", "起", "止"], &["起", "单位", "起"]]
        {
            assert_eq!(
                side_by_side(&grid(&[head, &["a", "b", "c"]]), KNOWN, 'n', enough).len(),
                1,
                "{head:?}"
            );
        }
    }

    #[test]
    fn a_head_of_two_rows_is_one() {
        let grid = grid(&[
            &["单位", "起止日期", "起止日期", "备注"],
            &["单位", "起", "止", ""],
            &["财政局", "2020", "", ""],
        ]);
        let head = find(&grid, KNOWN, |keys| keys.contains(&'n')).expect("a head");
        assert_eq!(head.below, 2);
        assert_eq!(head.columns, [('n', 0), ('f', 1), ('u', 2)]);
        assert!(find(&grid, KNOWN, |keys| keys.contains(&'x')).is_none());
    }
}
