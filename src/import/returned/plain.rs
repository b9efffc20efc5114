//! What a file without bookmarks says: its items are found by their text.

use super::edges::{self, Edge};
use super::{Comment, Item, Of, Returned, Spot, Stray, bare, fragments, is_known, plain_note};
use crate::bulletin::compare::{are_alike, matched};
use crate::bulletin::identity::{
    ColumnContent, Content, ItemContent, KeptTable, Line, Part, PartKind,
};
use crate::bulletin::{block, words};
use crate::draft::ItemNumber;
use crate::import::docx::returned::{Body, Mark, Piece};
use crate::import::outline::Outline;
use crate::import::remark::Remark;
use crate::zh::date;
use crate::zh::space::squeezed;

/// The remarks of a Word document.
pub(super) fn remarks(body: Body) -> Vec<Remark> {
    let mut found: Vec<(String, Remark)> = vec![];
    let mut push = |mark: &Mark, near: &str| {
        let Some(said) = body.comments.get(&mark.id).filter(|said| !said.text.is_empty()) else {
            return;
        };
        if !found.iter().any(|(id, _)| *id == mark.id) {
            let (author, text) = (said.author.clone(), said.text.clone());
            let (on, near) = (mark.words.clone(), near.to_owned());
            found.push((mark.id.clone(), Remark { author, text, on, near }));
        }
    };
    for piece in &body.pieces {
        match piece {
            Piece::Paragraph(line) => {
                line.comments.iter().for_each(|mark| push(mark, &line.text));
            }
            Piece::Table(table) => {
                for (row, cell, mark) in &table.comments {
                    push(mark, &table.rows[*row][*cell]);
                }
            }
        }
    }
    found.into_iter().map(|(_, remark)| remark).collect()
}

pub(super) fn of_outline(
    outline: &Outline,
    remarks: &[Remark],
    sent: &Content,
    signed: &[String; 3],
) -> Returned {
    let mut items = items(outline, sent);
    let note = outline.note.iter().flat_map(|note| block::lower(note));
    let mut note: Vec<String> =
        note.map(|runs| runs.into_iter().map(|run| run.text).collect()).collect();
    // Further paragraphs of the note, which nothing tells as such.
    let notes: Vec<String> = sent.note.iter().map(|part| plain_note(&bare(&part.text))).collect();
    let is_note = |line: &String| notes.iter().any(|old| are_alike(old, line));
    items.retain_mut(|item| {
        let is_text = item.was.is_none() && item.headline.is_empty() && item.credits.is_empty();
        let goes = is_text && !note.is_empty() && item.lines.iter().all(is_note);
        if goes {
            note.append(&mut item.lines);
        }
        !goes
    });
    // A masthead that was not told as such.
    let known = fragments(sent, signed);
    items.retain(|item| {
        let whole = format!("{}{}", item.headline, item.lines.concat());
        item.was.is_some() || !is_known(&whole, &known)
    });
    let comments = remarks.iter().map(|remark| Comment {
        spot: spot(remark, &items, sent),
        author: remark.author.clone(),
        text: remark.text.clone(),
        is_settled: false,
        on: remark.on.clone(),
    });
    let comments = comments.collect();
    let mut edges = edges_of(outline, sent, signed);
    let mut strays = vec![];
    for left in outline.unplaced.iter().filter(|left| !is_known(&left.text, &known)) {
        match edges::read(&left.text, items.is_empty(), sent) {
            Some(said) => edges.extend(edges::changes(&said, sent, signed)),
            None => {
                strays.push(Stray { text: left.text.clone(), after: None, what: "" });
            }
        }
    }
    let (moved, column_order) = columns(&items, sent);
    Returned {
        moved,
        column_order,
        order: items.iter().filter_map(|item| item.was).collect(),
        items,
        note,
        columns: vec![],
        has_captions: false,
        edges,
        strays,
        comments,
        ..Returned::default()
    }
}

/// The items of a file, each with the one that it was.
fn items(outline: &Outline, sent: &Content) -> Vec<Item> {
    let mut items = vec![];
    let paragraph = |text: String| Part { kind: PartKind::Paragraph, text, more: String::new() };
    for column in &outline.columns {
        for item in &column.items {
            let lines = block::lower(&item.body).into_iter();
            let lines = lines.map(|runs| runs.into_iter().map(|run| run.text).collect());
            items.push(Item {
                was: None,
                column: column.name.clone(),
                headline: item.headline.clone(),
                lines: lines.collect(),
                tables: item.tables.iter().map(|table| table.rows.clone()).collect(),
                pictures: None,
                insets: vec![],
                tables_at: vec![],
                credits: item.credits.clone(),
            });
        }
    }
    let content = Content {
        lines: Vec::<Line>::new(),
        note: vec![],
        columns: vec![ColumnContent {
            name: String::new(),
            items: items
                .iter()
                .map(|item| ItemContent {
                    headline: item.headline.clone(),
                    body: item.lines.iter().cloned().map(paragraph).collect(),
                    credits: item.credits.clone(),
                })
                .collect(),
        }],
    };
    for (was, is) in matched(sent, &content) {
        if let Some(is) = is {
            items[is.item - 1].was = was;
        }
    }
    items
}

/// Items that stand under another column than theirs, and the columns in their order.
fn columns(items: &[Item], sent: &Content) -> (Vec<(ItemNumber, usize)>, Vec<usize>) {
    let column = |item: &Item| {
        let name = squeezed(&item.column);
        sent.columns.iter().position(|column| squeezed(&column.name) == name)
    };
    let mut order: Vec<usize> = vec![];
    for at in items.iter().filter_map(column) {
        if !order.contains(&at) {
            order.push(at);
        }
    }
    let other = |item: &Item| {
        let (at, column) = (item.was?, column(item)?);
        let is_other = column != at.column - 1 && order.contains(&(at.column - 1));
        is_other.then_some((at, column))
    };
    (items.iter().filter_map(other).collect(), order)
}

/// What masthead and end block say otherwise.
fn edges_of(outline: &Outline, sent: &Content, signed: &[String; 3]) -> Vec<Edge> {
    let number = outline.number.map(|number| words::own_number(outline.kind, number));
    let copies = outline.copies.map(|copies| copies.to_string());
    let all = [
        ("期号", number),
        ("总期号", outline.total.map(|total| total.to_string())),
        ("日期", outline.date.map(date::written)),
        (words::DISTRIBUTION, outline.distribution.clone()),
        ("印数", copies),
    ];
    let names = words::ROLES.into_iter().zip(outline.signoff.iter().cloned());
    let mut found = vec![];
    for (name, new) in all.into_iter().chain(names) {
        let Some(new) = new.filter(|new| !new.trim().is_empty()) else { continue };
        let old = edges::sent_as(sent, signed, name);
        if squeezed(&old) != squeezed(&new) {
            found.push(Edge { name, old, new });
        }
    }
    found
}

/// What a remark is about, by the words round it.
fn spot(remark: &Remark, items: &[Item], sent: &Content) -> Option<Spot> {
    let near = squeezed(&remark.near);
    let on = squeezed(remark.on.trim_matches(['（', '）', '(', ')']));
    if near.is_empty() {
        return None;
    }
    let is_name = |name: &str| !name.is_empty() && near == squeezed(&words::column(name));
    if let Some(index) = sent.columns.iter().position(|column| is_name(&column.name)) {
        return Some(Spot::Column(index));
    }
    for item in items {
        let Some(at) = item.was else { continue };
        let headline = squeezed(&item.headline);
        let begins = !headline.is_empty() && near.starts_with(&headline);
        let credits = squeezed(&words::credit(&item.credits));
        let has = |line: &String| {
            let line = squeezed(line);
            !line.is_empty() && (near.contains(&line) || line.contains(&near))
        };
        let is_credits = !credits.is_empty() && near == credits;
        if begins || is_credits || item.lines.iter().any(has) {
            let units = item.credits.iter().map(|unit| squeezed(unit));
            let is_units = !on.is_empty() && units.clone().any(|unit| unit == on);
            let is_units = is_units || on == units.collect::<String>() && !on.is_empty();
            let in_brackets = remark.on.trim().starts_with(['（', '(']) && near.ends_with(&credits);
            let of = match () {
                () if is_credits || in_brackets && is_units => Of::Credits,
                () if begins && !on.is_empty() && headline.contains(&on) => Of::Headline,
                () if begins && near == headline => Of::Headline,
                () if is_units && near.ends_with(&credits) => Of::Credits,
                () => Of::Body,
            };
            return Some(Spot::Item(at, of));
        }
        for (table, rows) in item.tables.iter().enumerate() {
            for (row, cells) in rows.iter().enumerate() {
                if let Some(cell) = cells.iter().position(|cell| squeezed(cell) == near) {
                    return Some(Spot::Item(at, Of::Cell(table, row, cell)));
                }
            }
        }
    }
    let start = remark.near.find(remark.on.trim()).unwrap_or_default();
    let edge = edges::spot(&remark.near, true, sent, start);
    let edge = edge.or_else(|| edges::spot(&remark.near, false, sent, start));
    edge.or_else(|| {
        let is_note = |old: &str| are_alike(old, &plain_note(&remark.near));
        sent.note.iter().any(|part| is_note(&bare(&part.text))).then_some(Spot::Note)
    })
}

/// A text in which Word or LibreOffice has written each cell of a table on a line of its own, with
/// these put together to tables as ours are.
pub(super) fn with_tables(text: &str, sent: &Content) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let parts = sent.items().flat_map(|(_, _, item)| &item.body);
    let mut from = 0;
    for part in parts {
        match part.kind {
            PartKind::Table => {
                let table = part.table();
                if let Some(at) = apart(&lines, from, &table) {
                    let count = table.rows.iter().map(Vec::len).sum::<usize>();
                    let rows = rows_of(&lines[at..at + count], &table);
                    let height = rows.len();
                    lines.splice(at..at + count, rows);
                    if let Some(before) = at.checked_sub(1)
                        && !table.caption.is_empty()
                        && lines[before].trim() == table.caption
                    {
                        lines[before] = format!(": {}", table.caption);
                    }
                    from = at + height;
                }
            }
            // A caption alone is no paragraph.
            PartKind::Figure if !part.text.is_empty() => {
                let is_it = |line: &String| line.trim() == part.text;
                if let Some(at) = lines[from..].iter().position(is_it) {
                    lines[from + at] = format!("![{}]", part.text);
                }
            }
            PartKind::Figure | PartKind::Paragraph | PartKind::Subhead => {}
        }
    }
    lines.join("\n")
}

/// Where the cells of a table stand one below the other.
fn apart(lines: &[String], from: usize, table: &KeptTable) -> Option<usize> {
    let cells: Vec<&str> = table.rows.iter().flatten().map(String::as_str).collect();
    let told = cells.iter().filter(|cell| !cell.is_empty()).count();
    if told < 2 {
        return None;
    }
    let alike = |at: usize| {
        let pairs = lines[at..at + cells.len()].iter().zip(&cells);
        pairs.filter(|(line, cell)| !cell.is_empty() && line.trim() == **cell).count()
    };
    let last = lines.len().checked_sub(cells.len())?;
    let best = (from..=last)
        .map(|at| (alike(at), at))
        .max_by_key(|(alike, at)| (*alike, std::cmp::Reverse(*at)))?;
    // A leader changes a figure or two.
    (best.0 * 5 >= told * 3).then_some(best.1)
}

fn rows_of(lines: &[String], table: &KeptTable) -> Vec<String> {
    let mut rest = lines.iter();
    let mut rows = vec![];
    for (index, row) in table.rows.iter().enumerate() {
        let cells: Vec<String> =
            rest.by_ref().take(row.len()).map(|cell| cell.trim().replace('|', "\\|")).collect();
        rows.push(format!("| {} |", cells.join(" | ")));
        if index + 1 == table.head {
            rows.push(format!("|{}", "---|".repeat(row.len())));
        }
    }
    rows
}
