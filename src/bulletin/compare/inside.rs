//! What changed inside an item: headline, units, paragraphs by their words and looks, tables by rows
//! and cells.

use super::passage::told;
use super::words::{Stretch, listed, stretches};
use super::{Field, PartChange, pairs};
use crate::bulletin::identity::{ItemContent, KeptFigure, KeptTable, Part, PartKind};

pub(super) fn changes(old: &ItemContent, new: &ItemContent) -> Vec<PartChange> {
    let mut found = vec![];
    if old.headline != new.headline {
        push(&mut found, Field::Headline, "标题", stretches(&old.headline, &new.headline));
    }
    body(&old.body, &new.body, &mut found);
    if old.credits != new.credits {
        push(&mut found, Field::Credits, "供稿单位", listed(&old.credits, &new.credits));
    }
    found
}

fn push(found: &mut Vec<PartChange>, place: Field, name: &str, stretches: Vec<Stretch>) {
    found.push(PartChange { place, name: name.to_owned(), stretches });
}

/// Parts of a body are paired by likeness, in order: a paragraph that came or went does not make
/// all that follow look changed.
fn body(old: &[Part], new: &[Part], found: &mut Vec<PartChange>) {
    let aligned = pairs::parts(old, new);
    let moved = pairs::moved(old, new, &aligned);
    for (mut before, after) in aligned {
        if after.is_none() && moved.iter().any(|pair| Some(pair.0) == before) {
            continue;
        }
        let from = moved.iter().find(|pair| Some(pair.1) == after).map(|pair| pair.0);
        before = before.or(from);
        let (was, is) = (before.map(|at| &old[at]), after.map(|at| &new[at]));
        if was == is && from.is_none() {
            continue;
        }
        let Some(kind) = is.or(was).map(|part| part.kind) else { continue };
        let at = after.or(before).unwrap_or_default();
        let name = name(if after.is_some() { new } else { old }, at);
        let part = at + 1;
        if let Some(from) = from {
            let (mut was, mut is) = (behind(old, from), behind(new, at));
            // Paragraphs before it were joined or divided.
            if was == is {
                (was, is) = (behind_words(old, from), behind_words(new, at));
            }
            let words = Stretch::Changed { old: was, new: is };
            push(found, Field::Body { part, kind }, &name, vec![words]);
        }
        match (kind, was, is) {
            (PartKind::Table, Some(was), Some(is)) => {
                table(&was.table(), &is.table(), part, &name, found);
                continue;
            }
            (PartKind::Figure, Some(was), Some(is)) => {
                figure(&was.figure(), &is.figure(), part, &name, found);
                continue;
            }
            _ => {}
        }
        let text = |part: Option<&Part>| part.map(|part| part.text.clone()).unwrap_or_default();
        let (was_text, is_text) = (text(was), text(is));
        let words = match kind {
            PartKind::Paragraph => told(&was_text, &is_text),
            // A picture without words came or went.
            PartKind::Figure if was_text.is_empty() && is_text.is_empty() => {
                let words = |part: Option<&Part>| part.map_or("", |_| "一张图").to_owned();
                vec![Stretch::Changed { old: words(was), new: words(is) }]
            }
            // Only how deep a subhead is.
            _ if was_text == is_text => {
                vec![Stretch::Changed { old: level(was), new: level(is) }]
            }
            _ => stretches(&was_text, &is_text),
        };
        push(found, Field::Body { part, kind }, &name, words);
    }
}

/// Where a table or picture stands among the text of its item.
fn behind(body: &[Part], at: usize) -> String {
    let is_text = |part: &&Part| matches!(part.kind, PartKind::Paragraph | PartKind::Subhead);
    match body[..at].iter().filter(is_text).count() {
        0 => "在正文前".to_owned(),
        paragraphs => format!("在第 {paragraphs} 段后"),
    }
}

/// The same by the last words before it.
fn behind_words(body: &[Part], at: usize) -> String {
    const ENOUGH: usize = 8;
    let is_text = |part: &&Part| matches!(part.kind, PartKind::Paragraph | PartKind::Subhead);
    let before = body[..at].iter().rev().find(is_text).map(|part| part.text.replace("**", ""));
    let before: Vec<char> = before.unwrap_or_default().chars().collect();
    let end: String = before[before.len().saturating_sub(ENOUGH)..].iter().collect();
    if end.is_empty() { "在正文前".to_owned() } else { format!("在“…{end}”后") }
}

/// What a picture is now: its file, its words, its width, each by itself.
fn figure(
    was: &KeptFigure<'_>,
    is: &KeptFigure<'_>,
    part: usize,
    name: &str,
    found: &mut Vec<PartChange>,
) {
    let place = Field::Body { part, kind: PartKind::Figure };
    let whole =
        |old: &str, new: &str| vec![Stretch::Changed { old: old.to_owned(), new: new.to_owned() }];
    if was.hash != is.hash {
        push(found, place, name, whole("原来的图", "另一张图"));
    }
    if was.caption != is.caption {
        let words = stretches(was.caption, is.caption);
        push(found, place, &format!("{name}的标题"), words);
    }
    if was.width != is.width {
        let told = |width: &str| match width {
            "" => "没有写".to_owned(),
            width => format!("{width}%"),
        };
        push(found, place, &format!("{name}的宽"), whole(&told(was.width), &told(is.width)));
    }
    if was.alt != is.alt {
        let words = stretches(was.alt, is.alt);
        push(found, place, &format!("{name}的替代文字"), words);
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
pub fn cell_name(table: &KeptTable, row: usize, column: usize) -> String {
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

/// How deep a subhead is.
fn level(part: Option<&Part>) -> String {
    part.map(|part| format!("{}级小标题", part.more)).unwrap_or_default()
}
