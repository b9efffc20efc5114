//! Columns of a table that follow from others: rates, shares, growth, differences, ranks, stocks.
//!
//! What a column is reckoned from is told by its heading, and believed only where it holds in most
//! rows: the one row where it does not has a slip.

use super::table::{Grid, grid, is_sum, is_total};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level, Span};

pub(in crate::lint::rules) static TABLE_COLUMN_MISMATCH: Rule = Rule {
    code: "table-column-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "表格里有一行与别的行算法不同",
    docs: "完成率、占比、增长、增减、期末数、名次、序号这样的列，由别的列算得出来。别的行都对得上，只有一行对不上，才报；四舍五入的差不报。\n\n例：应参保24000人、已参保23520人、参保率96%，别的行的参保率都是已参保 ÷ 应参保，这一行是98%。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            for grid in item.table.iter().filter_map(|table| grid(subject, table)) {
                for (place, message) in faults(&grid) {
                    found.push(Diagnostic::at(place, message).help("核对这一行的几个数"));
                }
            }
        }
    }),
};

/// A figure of a cell, with half of one more in its last place.
#[derive(Clone, Copy)]
struct Cell {
    value: f64,
    slack: f64,
}

fn cell(text: &str) -> Option<Cell> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let text = text.trim_end_matches(['%', '％']).replace(['－', '−', '–'], "-").replace('+', "");
    let digits = text.trim_start_matches('-');
    let plain = !digits.is_empty() && digits.len() <= 12;
    let places = digits.split_once('.').map_or(0, |(_, places)| places.len());
    if !plain || digits.chars().any(|c| !c.is_ascii_digit() && c != '.') || places > 6 {
        return None;
    }
    let slack = 0.5 * 0.1f64.powi(i32::try_from(places).ok()?);
    Some(Cell { value: text.parse().ok()?, slack })
}

/// How one row goes: it holds, or what it should be.
enum Row {
    Holds,
    Off(String),
}

fn faults(grid: &Grid<'_>) -> Vec<(Span, String)> {
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let body: Vec<usize> = (grid.head..grid.rows.len()).collect();
    if grid.head == 0 || body.len() < 2 || width < 2 {
        return vec![];
    }
    let mut found = vec![];
    for column in 0..width {
        let title = grid.title(column);
        let ways = ways(grid, column, &title, width);
        // Of several that could be meant, the one that holds in the most rows.
        let best = ways
            .into_iter()
            .map(|way| judge(grid, &body, column, &way))
            .max_by_key(|(holds, off)| (*holds, std::cmp::Reverse(off.len())));
        let Some((holds, off)) = best else { continue };
        let [(row, right)] = &off[..] else { continue };
        if holds >= 2 || holds == 1 && (title.contains("期末") || title.contains("增减")) {
            let (written, place) = grid.rows[*row][column];
            let label = grid.label(*row);
            let message = format!(
                "“{label}”一行的“{}”算出来是{right}，表里是{}",
                title.trim(),
                written.trim()
            );
            found.push((place, message));
        }
    }
    found.extend(order(grid, &body, width));
    found.extend(serial(grid, &body));
    found
}

/// What a column may be reckoned by.
enum Way {
    /// part ÷ whole, in percent.
    Rate(usize, usize),
    /// (now − then) ÷ then, in percent.
    Growth(usize, usize),
    /// now − then.
    Difference(usize, usize),
    /// part ÷ what the column says in the row of the total, in percent.
    Share(usize, f64),
    /// count × price.
    Product(usize, usize),
    /// opening + in − out.
    Stock(Vec<(usize, f64)>),
}

fn ways(grid: &Grid<'_>, column: usize, title: &str, width: usize) -> Vec<Way> {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let numeric = |other: &usize| {
        *other != column
            && (grid.head..grid.rows.len())
                .filter(|row| number(grid, *row, *other).is_some())
                .count()
                > 1
            && !["率", "%", "％", "占比", "比重", "名次", "排名", "序号", "得分"]
                .iter()
                .any(|word| grid.title(*other).contains(word))
    };
    let others: Vec<usize> = (0..width).filter(numeric).collect();
    let mut pairs = vec![];
    for one in &others {
        pairs.extend(others.iter().filter(|other| *other != one).map(|other| (*one, *other)));
    }
    let percent = has(&["%", "％", "率"])
        || (grid.head..grid.rows.len()).any(|row| {
            grid.rows[row].get(column).is_some_and(|(cell, _)| cell.trim().ends_with(['%', '％']))
        });
    let mut ways = vec![];
    if has(&["增长", "增幅", "同比", "增减", "升降"]) && percent {
        ways.extend(pairs.iter().map(|(now, then)| Way::Growth(*now, *then)));
    } else if has(&["增减", "增加", "减少", "净增", "差额", "变化"]) {
        ways.extend(pairs.iter().map(|(now, then)| Way::Difference(*now, *then)));
    } else if has(&["占比", "比重", "占总", "比例", "构成"]) {
        let all = (grid.head..grid.rows.len()).find(|row| is_total(grid.label(*row)));
        for part in &others {
            let sum = match all {
                Some(row) => number(grid, row, *part).map(|cell| cell.value),
                None => (grid.head..grid.rows.len())
                    .map(|row| number(grid, row, *part).map(|cell| cell.value))
                    .sum(),
            };
            ways.extend(sum.filter(|sum| *sum > 0.0).map(|sum| Way::Share(*part, sum)));
        }
        ways.extend(pairs.iter().map(|(part, whole)| Way::Rate(*part, *whole)));
    } else if (has(&["率", "进度", "完成比"]) || title.trim() == "%") && percent
        || has(&["进度", "完成率"])
    {
        ways.extend(pairs.iter().map(|(part, whole)| Way::Rate(*part, *whole)));
    } else if has(&["金额", "总价", "小计", "总额"]) {
        let priced = pairs.iter().filter(|(one, other)| {
            one < other && [one, other].iter().any(|at| grid.title(**at).contains("单价"))
        });
        ways.extend(priced.map(|(one, other)| Way::Product(*one, *other)));
    } else if has(&["期末", "年末", "月末", "季末", "结存", "未结"]) {
        ways.extend(stock(grid, column, width));
    }
    ways
}

fn stock(grid: &Grid<'_>, column: usize, width: usize) -> Option<Way> {
    let mut parts = vec![];
    for other in (1..width).filter(|other| *other != column) {
        let title = grid.title(other);
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        let sign = match () {
            () if has(&["期初", "年初", "月初", "季初", "上年结转", "旧存"]) => 1.0,
            () if has(&[
                "入库", "新增", "收入", "新收", "调入", "增加", "购进", "迁入", "出生",
            ]) =>
            {
                1.0
            }
            () if has(&[
                "出库", "减少", "支出", "办结", "调出", "销售", "注销", "审结", "迁出", "死亡",
            ]) =>
            {
                -1.0
            }
            () => continue,
        };
        parts.push((other, sign));
    }
    let opening = |title: &str| {
        ["期初", "年初", "月初", "季初", "上年结转", "旧存"].iter().any(|word| title.contains(word))
    };
    let opened = parts.iter().filter(|(other, _)| opening(&grid.title(*other))).count() == 1;
    (opened && parts.len() > 2).then_some(Way::Stock(parts))
}

fn number(grid: &Grid<'_>, row: usize, column: usize) -> Option<Cell> {
    cell(grid.rows.get(row)?.get(column)?.0)
}

/// In how many rows a way of reckoning holds, and those where it does not.
fn judge(
    grid: &Grid<'_>,
    body: &[usize],
    column: usize,
    way: &Way,
) -> (usize, Vec<(usize, String)>) {
    let (mut holds, mut off) = (0, vec![]);
    for row in body {
        match reckon(grid, *row, column, way) {
            Some(Row::Holds) => holds += 1,
            Some(Row::Off(right)) => off.push((*row, right)),
            None => {}
        }
    }
    (holds, off)
}

fn reckon(grid: &Grid<'_>, row: usize, column: usize, way: &Way) -> Option<Row> {
    let stated = number(grid, row, column)?;
    let at = |column: usize| number(grid, row, column);
    let percent = |made: f64, slack: f64| {
        let places = if stated.slack >= 0.5 {
            0
        } else if stated.slack >= 0.05 {
            1
        } else {
            2
        };
        let holds = (made - stated.value).abs() <= 2.0 * stated.slack + slack + 1e-9;
        if holds { Row::Holds } else { Row::Off(format!("{made:.places$}")) }
    };
    // What rounding of the two figures does to their ratio.
    let ratio = |part: Cell, whole: Cell| {
        let exact = |cell: Cell| if cell.slack >= 0.5 { 0.0 } else { cell.slack };
        100.0
            * (exact(part) / whole.value + part.value * exact(whole) / (whole.value * whole.value))
                .abs()
    };
    match way {
        Way::Rate(part, whole) => {
            let (part, whole) = (at(*part)?, at(*whole)?);
            (whole.value > 0.0)
                .then(|| percent(100.0 * part.value / whole.value, ratio(part, whole)))
        }
        Way::Share(part, sum) => {
            let part = at(*part)?;
            let slack = if part.slack >= 0.5 { 0.0 } else { 100.0 * part.slack / sum };
            Some(percent(100.0 * part.value / sum, slack))
        }
        Way::Growth(now, then) => {
            let (now, then) = (at(*now)?, at(*then)?);
            (then.value > 0.0)
                .then(|| percent(100.0 * (now.value - then.value) / then.value, ratio(now, then)))
        }
        Way::Difference(now, then) => {
            let (now, then) = (at(*now)?, at(*then)?);
            let slack = if now.slack >= 0.5 { 0.0 } else { now.slack + then.slack + stated.slack };
            let made = now.value - then.value;
            Some(if (made - stated.value).abs() <= slack + 1e-9 {
                Row::Holds
            } else {
                Row::Off(shown(made, now.slack))
            })
        }
        Way::Product(one, other) => {
            let (one, other) = (at(*one)?, at(*other)?);
            let made = one.value * other.value;
            let holds = (made - stated.value).abs() <= stated.slack + 1e-6 * made.abs();
            Some(if holds { Row::Holds } else { Row::Off(shown(made, stated.slack)) })
        }
        Way::Stock(parts) => {
            let (mut made, mut slack) = (0.0, 0.0);
            for (column, sign) in parts {
                let part = at(*column)?;
                made += sign * part.value;
                slack += if part.slack >= 0.5 { 0.0 } else { part.slack };
            }
            Some(if (made - stated.value).abs() <= slack + 1e-9 {
                Row::Holds
            } else {
                Row::Off(shown(made, stated.slack))
            })
        }
    }
}

fn shown(value: f64, slack: f64) -> String {
    let places = if slack >= 0.5 {
        0
    } else if slack >= 0.05 {
        1
    } else {
        2
    };
    format!("{value:.places$}")
}

/// 第三名 with more points than the second.
fn order(grid: &Grid<'_>, body: &[usize], width: usize) -> Option<(Span, String)> {
    let column = |words: &[&str]| {
        let mut fits =
            (0..width).filter(|column| words.iter().any(|word| grid.title(*column).contains(word)));
        fits.next().filter(|_| fits.next().is_none())
    };
    let rank = column(&["名次", "排名", "位次"])?;
    let points = column(&["得分", "总分", "分数", "成绩", "满意度", "积分"])?;
    let mut rows: Vec<(usize, f64, f64)> = vec![];
    for row in body.iter().filter(|row| !is_sum(grid.label(**row))) {
        rows.push((*row, number(grid, *row, rank)?.value, number(grid, *row, points)?.value));
    }
    rows.sort_by(|one, other| one.1.total_cmp(&other.1));
    if rows.len() < 3 {
        return None;
    }
    let wrong: Vec<usize> = (1..rows.len()).filter(|at| rows[*at].2 > rows[at - 1].2).collect();
    // Lower is better somewhere, and several are no slip.
    let [at] = wrong[..] else { return None };
    let falls = (1..rows.len()).filter(|at| rows[*at].2 < rows[at - 1].2).count();
    let row = rows[at].0;
    let (written, place) = grid.rows[row][points];
    let last = grid.rows[rows[at - 1].0][points].0;
    let message = format!(
        "第{}名得{}，比第{}名的{}还多",
        rows[at].1,
        written.trim(),
        rows[at - 1].1,
        last.trim()
    );
    (falls + 1 == rows.len() - 1 && falls > 0).then_some((place, message))
}

/// 1, 2, 2, 4.
fn serial(grid: &Grid<'_>, body: &[usize]) -> Option<(Span, String)> {
    let title: String = grid.title(0).chars().filter(|c| !c.is_whitespace()).collect();
    if title != "序号" && title != "编号" {
        return None;
    }
    let rows: Vec<usize> = body.iter().copied().filter(|row| !is_sum(grid.label(*row))).collect();
    let mut wrong = vec![];
    for (nth, row) in rows.iter().enumerate() {
        let written = number(grid, *row, 0)?;
        if (written.value - (nth + 1) as f64).abs() > 1e-9 {
            wrong.push((*row, nth + 1));
        }
    }
    let [(row, right)] = wrong[..] else { return None };
    let (written, place) = grid.rows[row][0];
    (rows.len() > 2).then(|| (place, format!("序号“{}”应是{right}", written.trim())))
}
