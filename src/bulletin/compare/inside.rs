//! What changed inside an item: headline, units, paragraphs by their words and looks, tables by rows
//! and cells.

use super::passage::told;
use super::words::{Stretch, stretches};
use super::{Field, PartChange, pairs};
use crate::bulletin::identity::{ItemContent, KeptTable, Part, PartKind};

pub(super) fn changes(old: &ItemContent, new: &ItemContent) -> Vec<PartChange> {
    let mut found = vec![];
    if old.headline != new.headline {
        push(&mut found, Field::Headline, "标题", stretches(&old.headline, &new.headline));
    }
    body(&old.body, &new.body, &mut found);
    if old.credits != new.credits {
        let words = stretches(&old.credits.join(" "), &new.credits.join(" "));
        push(&mut found, Field::Credits, "供稿单位", words);
    }
    found
}

fn push(found: &mut Vec<PartChange>, place: Field, name: &str, stretches: Vec<Stretch>) {
    found.push(PartChange { place, name: name.to_owned(), stretches });
}

/// Parts of a body are paired by likeness, in order: a paragraph that came or went does not make
/// all that follow look changed.
fn body(old: &[Part], new: &[Part], found: &mut Vec<PartChange>) {
    for (before, after) in pairs::parts(old, new) {
        let (was, is) = (before.map(|at| &old[at]), after.map(|at| &new[at]));
        if was == is {
            continue;
        }
        let Some(kind) = is.or(was).map(|part| part.kind) else { continue };
        let at = after.or(before).unwrap_or_default();
        let name = name(if after.is_some() { new } else { old }, at);
        let part = at + 1;
        if let (PartKind::Table, Some(was), Some(is)) = (kind, was, is) {
            table(&was.table(), &is.table(), part, &name, found);
            continue;
        }
        let text = |part: Option<&Part>| part.map(|part| part.text.clone()).unwrap_or_default();
        let (was_text, is_text) = (text(was), text(is));
        let words = match kind {
            PartKind::Paragraph => told(&was_text, &is_text),
            // Only what text cannot say is another: the picture, how deep a subhead is.
            _ if was_text == is_text => {
                vec![Stretch::Changed { old: more(was), new: more(is) }]
            }
            _ => stretches(&was_text, &is_text),
        };
        push(found, Field::Body { part, kind }, &name, words);
    }
}

/// What a part is called: paragraphs are counted without tables and pictures, these by themselves
/// where there are several.
fn name(body: &[Part], at: usize) -> String {
    let is_text = |part: &&Part| matches!(part.kind, PartKind::Paragraph | PartKind::Subhead);
    let kind = body[at].kind;
    let of_kind = |part: &&Part| part.kind == kind;
    let (all, before) = (body, &body[..at]);
    let numbered = |one: &str, measure: &str| match all.iter().filter(of_kind).count() {
        0 | 1 => one.to_owned(),
        _ => format!("第 {} {measure}", before.iter().filter(of_kind).count() + 1),
    };
    match kind {
        PartKind::Paragraph | PartKind::Subhead => {
            format!("正文第 {} 段", before.iter().filter(is_text).count() + 1)
        }
        PartKind::Table => numbered("表格", "张表"),
        PartKind::Figure => numbered("图片", "张图"),
    }
}

/// What a table says now, by its rows; columns that came or went first, so that the cells of the
/// others stand side by side.
pub(super) fn table(
    was: &KeptTable,
    is: &KeptTable,
    part: usize,
    name: &str,
    found: &mut Vec<PartChange>,
) {
    if was.caption != is.caption {
        let words = stretches(&was.caption, &is.caption);
        push(found, Field::Caption { part }, &format!("{name}的标题"), words);
    }
    if was.head != is.head {
        let told = |head: usize| match head {
            0 => "没有表头".to_owned(),
            rows => format!("表头 {rows} 行"),
        };
        let words = vec![Stretch::Changed { old: told(was.head), new: told(is.head) }];
        push(found, Field::Caption { part }, name, words);
    }
    let columns = match width(&was.rows) == width(&is.rows) {
        true => (0..width(&is.rows)).map(|at| (Some(at), Some(at))).collect(),
        false => pairs::rows(&turned(&was.rows), &turned(&is.rows)),
    };
    for (before, after) in &columns {
        let (cells, words): (_, fn(String) -> Stretch) = match (before, after) {
            (Some(at), None) => {
                ((&was.rows, *at), |old| Stretch::Changed { old, new: String::new() })
            }
            (None, Some(at)) => {
                ((&is.rows, *at), |new| Stretch::Changed { old: String::new(), new })
            }
            _ => continue,
        };
        let texts: Vec<String> = cells.0.iter().map(|row| cell(row, cells.1)).collect();
        let column = cells.1 + 1;
        let place = Field::Column { part, column };
        push(found, place, &format!("{name}第 {column} 列"), vec![words(texts.join("\t"))]);
    }
    let both: Vec<(usize, usize)> = columns.iter().filter_map(|(a, b)| a.zip(*b)).collect();
    let only = |row: &[String], of: fn(&(usize, usize)) -> usize| -> Vec<String> {
        both.iter().map(|pair| cell(row, of(pair))).collect()
    };
    let old: Vec<Vec<String>> = was.rows.iter().map(|row| only(row, |pair| pair.0)).collect();
    let new: Vec<Vec<String>> = is.rows.iter().map(|row| only(row, |pair| pair.1)).collect();
    for (before, after) in pairs::rows(&old, &new) {
        let row = after.or(before).unwrap_or_default() + 1;
        match (before, after) {
            (Some(a), Some(b)) => {
                for (at, (_, column)) in both.iter().enumerate() {
                    let (was, now) = (&old[a][at], &new[b][at]);
                    if was == now {
                        continue;
                    }
                    let place = Field::Cell { part, row, column: column + 1 };
                    let name = format!("{name}{}", cell_name(is, b, *column));
                    push(found, place, &name, stretches(was, now));
                }
            }
            (before, after) => {
                let whole = |at: Option<usize>, rows: &[Vec<String>]| {
                    at.map(|at| rows[at].join("\t")).unwrap_or_default()
                };
                let (old, new) = (whole(before, &was.rows), whole(after, &is.rows));
                let place = Field::Row { part, row };
                push(
                    found,
                    place,
                    &format!("{name}第 {row} 行"),
                    vec![Stretch::Changed { old, new }],
                );
            }
        }
    }
}

/// 第 3 行“东屯镇”的“完成投资”, as far as the table has such names.
fn cell_name(table: &KeptTable, row: usize, column: usize) -> String {
    let named = |text: String| if text.is_empty() { text } else { format!("“{text}”") };
    let first = if column > 0 { named(cell(&table.rows[row], 0)) } else { String::new() };
    let mut head = (0..table.head.min(row)).rev().map(|at| cell(&table.rows[at], column));
    let head = named(head.find(|text| !text.is_empty()).unwrap_or_default());
    let of = if first.is_empty() { "" } else { "的" };
    match head.as_str() {
        "" => format!("第 {} 行{first}{of}第 {} 列", row + 1, column + 1),
        head => format!("第 {} 行{first}的{head}", row + 1),
    }
}

fn width(rows: &[Vec<String>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or_default()
}

fn cell(row: &[String], at: usize) -> String {
    row.get(at).cloned().unwrap_or_default()
}

/// Columns as rows.
fn turned(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    (0..width(rows)).map(|at| rows.iter().map(|row| cell(row, at)).collect()).collect()
}

/// What text cannot say of a part.
fn more(part: Option<&Part>) -> String {
    let Some(part) = part else { return String::new() };
    match part.kind {
        PartKind::Figure => {
            let mut words = part.more.splitn(3, ' ');
            let picture = words.next().and_then(|hash| hash.get(..8)).unwrap_or_default();
            let width = words.next().unwrap_or_default();
            let alt = words.next().unwrap_or_default();
            format!("〔图 {picture} 宽 {width} {alt}〕")
        }
        PartKind::Subhead => format!("〔{}级小标题〕", part.more),
        PartKind::Table | PartKind::Paragraph => String::new(),
    }
}
