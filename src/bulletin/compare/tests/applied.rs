//! What is told, done: the other content made of the old one and the changes.

use super::paragraph;
use crate::bulletin::compare::{Comparison, Field, PartChange, item as compare_item, words};
use crate::bulletin::identity::{ColumnContent, Content, ItemContent};
use crate::draft::ItemNumber;

/// The new content, made of the old one and what is told alone.
pub(super) fn applied(old: &Content, told: &Comparison) -> Content {
    let text = |name: &str| {
        let change = told.texts.iter().find(|change| change.name == name);
        change.map(|change| words::sides(&change.stretches).1)
    };
    let mut new = old.clone();
    for line in &mut new.lines {
        line.text = text(&line.name).unwrap_or_else(|| line.text.clone());
    }
    let is_told = |at: ItemNumber| told.items.iter().any(|change| change.old == Some(at));
    let column = |(index, was): (usize, &Option<usize>)| {
        let before = was.map(|was| &old.columns[was - 1]);
        let name = text(&format!("第{}栏的名称", index + 1));
        let rest = before.map(|column| column.items.iter().enumerate()).into_iter().flatten();
        let mut rest = rest.filter(|(item, _)| {
            !is_told(ItemNumber { column: was.unwrap_or_default(), item: item + 1 })
        });
        let mut items: Vec<ItemContent> = vec![];
        loop {
            let at = Some(ItemNumber { column: index + 1, item: items.len() + 1 });
            match told.items.iter().find(|change| change.new == at) {
                Some(change) => {
                    let was = change.old.map(|at| compare_item(old, at).clone());
                    items.push(edited_item(was.unwrap_or_default(), &change.parts));
                }
                None => match rest.next() {
                    Some((_, item)) => items.push(item.clone()),
                    None => break,
                },
            }
        }
        let name = name.or_else(|| before.map(|column| column.name.clone()));
        ColumnContent { name: name.unwrap_or_default(), items }
    };
    new.columns = told.columns.iter().enumerate().map(column).collect();
    new
}

fn edited_item(was: ItemContent, changes: &[PartChange]) -> ItemContent {
    let mut item = was;
    let mut body = item.body.clone();
    let (mut put_in, mut edits) = (vec![], vec![]);
    for change in changes {
        let (was, is) = words::sides(&change.stretches);
        match change.place {
            Field::Headline => item.headline = is,
            Field::Credits => {
                item.credits = is.split_whitespace().map(str::to_owned).collect();
            }
            Field::Body { part, .. } if is.is_empty() => body[part - 1].text.clear(),
            Field::Body { part, .. } if was.is_empty() => put_in.push((part, is)),
            Field::Body { part, .. } => edits.push((part, is)),
            _ => {}
        }
    }
    let mut rest = body.into_iter().filter(|part| !part.text.is_empty());
    item.body.clear();
    loop {
        let at = item.body.len() + 1;
        let text = |changes: &[(usize, String)]| {
            changes.iter().find(|(part, _)| *part == at).map(|(_, text)| text.clone())
        };
        let next = match text(&put_in) {
            Some(text) => Some(paragraph(&text)),
            None => rest.next().map(|part| paragraph(&text(&edits).unwrap_or(part.text))),
        };
        match next {
            Some(part) => item.body.push(part),
            None => return item,
        }
    }
}

/// The rows of a table, made of the old ones and what is told alone.
pub(super) fn edited_table(was: &[Vec<String>], changes: &[PartChange]) -> Vec<Vec<String>> {
    let cells = |text: &str| text.split('\t').map(str::to_owned).collect::<Vec<_>>();
    let mut rest: Vec<Option<Vec<Option<String>>>> =
        was.iter().map(|row| Some(row.iter().cloned().map(Some).collect())).collect();
    let (mut columns, mut rows, mut edits) = (vec![], vec![], vec![]);
    for change in changes {
        let (old, new) = words::sides(&change.stretches);
        match change.place {
            Field::Column { column, .. } if new.is_empty() => {
                rest.iter_mut().flatten().for_each(|row| row[column - 1] = None);
            }
            Field::Column { column, .. } => columns.push((column, cells(&new))),
            Field::Row { row, .. } if new.is_empty() => rest[row - 1] = None,
            Field::Row { row, .. } => rows.push((row, cells(&new))),
            Field::Cell { row, column, .. } => edits.push((row, column, old, new)),
            _ => {}
        }
    }
    let mut rest = rest.into_iter().flatten();
    let mut found: Vec<Vec<String>> = vec![];
    loop {
        let at = found.len() + 1;
        if let Some((_, row)) = rows.iter().find(|(row, _)| *row == at) {
            found.push(row.clone());
            continue;
        }
        let Some(row) = rest.next() else { return found };
        let mut row: Vec<String> = row.into_iter().flatten().collect();
        for (column, cells) in &columns {
            row.insert(column - 1, cells[at - 1].clone());
        }
        for (_, column, old, new) in edits.iter().filter(|edit| edit.0 == at) {
            assert_eq!(&row[column - 1], old);
            row[column - 1].clone_from(new);
        }
        found.push(row);
    }
}
