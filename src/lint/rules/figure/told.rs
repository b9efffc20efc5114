//! What a text says of its table against the table.

use std::ops::Range;

use super::shown;
use super::table::{Grid, grid, is_sum, is_total};
use crate::lint::{Check, Prose, Rule, TextKind};
use crate::source::{Diagnostic, Level, Span};
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static TABLE_TEXT_MISMATCH: Rule = Rule {
    code: "table-text-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "正文里的数与表格不同",
    docs: "正文里说到表里的一行（东岗镇完成3.4万亩）或者合计（共改造小区26个），单位与那一列相同，表里没有这个数，却有一个只差一个数字的，多半有一处写错了；“下表……5个单位”，表里列出的不是5行，也报。\n\n例：正文“共改造老旧小区62个”，表里合计是26。",
    check: Check::Draft(|subject, found| {
        let source = &subject.entry.source;
        for (_, _, item) in subject.draft().items() {
            let Some(body) = &item.body else { continue };
            let grids: Vec<Grid<'_>> =
                item.table.iter().filter_map(|table| grid(subject, table)).collect();
            if grids.is_empty() {
                continue;
            }
            let body = Prose::new(TextKind::Body, source, body);
            for grid in &grids {
                for (range, place, message) in contradictions(body.reading(), grid) {
                    found.push(
                        Diagnostic::at(body.place(range), message)
                            .label(place, "表格在这里")
                            .help("核对正文和表格"),
                    );
                }
            }
        }
    }),
};

/// The unit in the heading of a column: 完成（万亩）.
fn unit(title: &str) -> Option<&str> {
    let open = title.rfind(['（', '('])?;
    let inside = &title[open..];
    let inside = inside.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    (!inside.is_empty() && inside.chars().count() <= 6).then_some(inside)
}

/// A cell read as a figure with the unit of its column.
fn figure(cell: &str, unit: &str) -> Option<(Reading, Quantity)> {
    let reading = Reading::new(&format!("{}{unit}", cell.trim()));
    let quantity = reading.quantities.first()?.clone();
    (quantity.range.start == 0).then_some((reading, quantity))
}

fn contradictions(body: &Reading, grid: &Grid<'_>) -> Vec<(Range<usize>, Span, String)> {
    let mut found = vec![];
    let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns: Vec<(usize, String)> = (1..width)
        .filter_map(|column| {
            let title = grid.title(column);
            Some((column, unit(&title)?.to_owned()))
        })
        .collect();
    for quantity in body.quantities.iter().filter(|quantity| quantity.is_precise()) {
        let sentence = body.sentence_at(quantity.range.start);
        let start = (sentence.start..quantity.range.start)
            .rev()
            .find(|at| body.line.get(*at).is_some_and(|c| "，；：".contains(c)))
            .map_or(sentence.start, |at| at + 1);
        let clause = body.line.text(start..quantity.range.start);
        let before = body.line.text(sentence.start..quantity.range.start);
        for row in grid.head..grid.rows.len() {
            let label = grid.label(row).trim().to_owned();
            let all = is_total(&label);
            let last = all && columns_of(grid, row) > 0;
            let told = if all {
                last && ["共", "合计", "全县", "总", "累计", "、"]
                    .iter()
                    .any(|word| before.contains(word))
                    && !names_row(grid, &clause)
            } else {
                label.chars().count() >= 2 && clause.contains(&label) && !is_sum(&label)
            };
            if !told {
                continue;
            }
            if let Some((place, cell)) = misprinted(body, grid, &columns, row, quantity) {
                let what = if all { "合计".to_owned() } else { format!("“{label}”一行") };
                let message =
                    format!("正文里是“{}”，表里{what}是“{cell}”", shown(&body.line, quantity));
                found.push((quantity.range.clone(), place, message));
                break;
            }
        }
        found.extend(counted(body, grid, quantity, &before));
    }
    found
}

fn columns_of(grid: &Grid<'_>, row: usize) -> usize {
    grid.rows[row].len()
}

/// Whether words name a row of the table that is no total.
fn names_row(grid: &Grid<'_>, words: &str) -> bool {
    (grid.head..grid.rows.len()).any(|row| {
        let label = grid.label(row).trim();
        label.chars().count() >= 2 && !is_sum(label) && words.contains(label)
    })
}

/// The cell of a row that a figure of the text is a misprint of, when no cell of the table has it.
fn misprinted(
    body: &Reading,
    grid: &Grid<'_>,
    columns: &[(usize, String)],
    row: usize,
    quantity: &Quantity,
) -> Option<(Span, String)> {
    let cells = columns.iter().filter_map(|(column, unit)| {
        let (text, place) = grid.rows[row].get(*column)?;
        let (reading, figure) = figure(text, unit)?;
        (figure.unit == quantity.unit).then_some((*place, reading, figure))
    });
    let cells: Vec<(Span, Reading, Quantity)> = cells.collect();
    let anywhere = columns.iter().any(|(column, unit)| {
        grid.rows[grid.head..].iter().any(|cells| {
            cells.get(*column).and_then(|(text, _)| figure(text, unit)).is_some_and(
                |(_, figure)| {
                    let gap = (figure.value() - quantity.value()).abs();
                    figure.unit == quantity.unit
                        && (gap < quantity.number.step || gap < figure.number.step)
                },
            )
        })
    });
    if anywhere {
        return None;
    }
    let digits =
        |reading: &Reading, figure: &Quantity| reading.line.text(figure.number.digits.clone());
    let own = digits(body, quantity);
    cells
        .iter()
        .find(|(_, reading, figure)| is_slip(&own, &digits(reading, figure)))
        .map(|(place, reading, figure)| (*place, reading.line.text(figure.range.clone())))
}

/// One digit changed in figures of three and more, or two digits that changed places.
fn is_slip(one: &str, other: &str) -> bool {
    let pairs: Vec<(char, char)> = one.chars().zip(other.chars()).filter(|(a, b)| a != b).collect();
    let swapped = matches!(pairs[..], [(a, b), (c, d)] if a == d && b == c);
    one.len() == other.len() && (one.len() > 2 && pairs.len() == 1 || swapped)
}

/// 下表为5个单位 over a table of four.
fn counted(
    body: &Reading,
    grid: &Grid<'_>,
    quantity: &Quantity,
    before: &str,
) -> Option<(Range<usize>, Span, String)> {
    if !["下表", "下列", "如下"].iter().any(|word| before.contains(word)) {
        return None;
    }
    let noun = (0..grid.rows.first()?.len().min(2)).find_map(|column| {
        let title = grid.title(column);
        let title = title.trim().to_owned();
        (title.chars().count() >= 2 && body.line.starts_with(quantity.range.end, &title))
            .then_some(title)
    })?;
    let rows = (grid.head..grid.rows.len()).filter(|row| !is_sum(grid.label(*row))).count();
    let stated = quantity.value().whole()?;
    let one = ["个", "家", "项", "名", "种"].contains(&quantity.unit.name);
    let place = grid.rows[grid.head].first()?.1;
    let range = quantity.range.start..quantity.range.end + noun.chars().count();
    (one && quantity.is_precise() && stated != i128::try_from(rows).ok()?).then(|| {
        (range, place, format!("说的是“{}{noun}”，表里是{rows}行", shown(&body.line, quantity)))
    })
}
