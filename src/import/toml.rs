//! An outline as the text of a draft.

use std::fmt::Write as _;

use super::outline::{Field, Item, Outline, Reference, Unplaced};
use crate::config::distribution::difference;
use crate::draft::Kind;
use crate::draft::guess::to_check;
use crate::draft::name::Name;
use crate::draft::write::{self, ItemText};

/// The draft of a whole issue. `name` is the year and number that the file is called by, for
/// what the file itself does not say.
///
/// `pictures` are the names of the files of its pictures, in order.
pub fn issue(
    outline: &Outline,
    name: Option<Name>,
    pictures: &[String],
    reference: Reference<'_>,
) -> String {
    let mut text = String::from("#:schema ../schema/draft.json\n");
    let guesses: Vec<String> = outline.guesses.iter().map(|guess| to_check(guess)).collect();
    text.push_str(&write::commented(&guesses));
    let corrections = outline.corrections.iter().map(|text| format!("原件另有：更正：{text}"));
    text.push_str(&write::commented(&corrections.collect::<Vec<_>>()));
    match (outline.number, name) {
        (Some(number), _) => line(&mut text, format!("number = {number}")),
        (None, Some(name)) => {
            text.push_str(&write::commented(&[to_check("原件没有期号，按文件名填写")]));
            line(&mut text, format!("number = {}", name.number));
        }
        (None, None) => {
            text.push_str(&write::commented(&[to_check("原件没有期号，请填上 number = 期号")]))
        }
    }
    match outline.date {
        Some(date) => line(&mut text, format!("date = {}", date.format("%Y-%m-%d"))),
        None => text
            .push_str(&write::commented(&[to_check("原件没有出刊日期，请填上 date = 年-月-日")])),
    }
    if outline.kind == Kind::Supplement {
        text.push_str("kind = \"增刊\"\n");
    }
    if let Some(total) = outline.total {
        line(&mut text, format!("total = {total}"));
    }
    if let Some(note) = &outline.note {
        line(&mut text, format!("note = {}", write::block(note)));
    }
    if let Some(list) = &outline.distribution {
        let what = difference(list, &reference.config.distribution).unwrap_or_default();
        let guess = format!(
            "与固定名单不同：{what}。若是误字，删去这一项；若确有不同，写明 distribution-reason"
        );
        text.push_str(&write::commented(&[to_check(&guess)]));
        line(&mut text, format!("distribution = {}", write::quoted(list)));
    }
    if let Some(copies) = outline.copies {
        line(&mut text, format!("copies = {copies}"));
    }
    for column in &outline.columns {
        let guesses: Vec<String> = column.guesses.iter().map(|guess| to_check(guess)).collect();
        let _ = write!(text, "\n{}", write::column(&column.name, &guesses));
        for item in &column.items {
            let _ = write!(text, "\n{}", self::item(item, pictures));
        }
    }
    let [editor, reviewer, approver] =
        outline.signoff.each_ref().map(|name| name.as_deref().unwrap_or_default());
    let _ = write!(text, "\n{}", write::signoff([editor, reviewer, approver]));
    for left in &outline.unplaced {
        let _ = write!(text, "\n{}", unplaced(left));
    }
    text
}

/// `[[unplaced]]` with what found no place.
pub fn unplaced(unplaced: &Unplaced) -> String {
    let (text, from) = (string(&unplaced.text), write::quoted(&unplaced.from));
    format!("[[unplaced]]\ntext = {text}\nfrom = {from}\n")
}

/// One item, with its tables and pictures.
pub fn item(item: &Item, pictures: &[String]) -> String {
    let of = |field: Field| -> Vec<String> {
        let guesses = item.guesses.iter().filter(|guess| guess.field == field);
        guesses.map(|guess| to_check(&guess.text)).collect()
    };
    let paragraphs = item.body.split("\n\n").filter(|text| !text.is_empty()).count();
    let after = |after: usize| match after < paragraphs {
        true => format!("after = {after}\n"),
        false => String::new(),
    };
    let mut parts = String::new();
    for table in &item.tables {
        parts.push_str("\n[[column.item.table]]\n");
        if !table.caption.is_empty() {
            line(&mut parts, format!("caption = {}", write::quoted(&table.caption)));
        }
        if let Some(head) = table.head.filter(|head| *head != 1) {
            line(&mut parts, format!("head = {head}"));
        }
        parts.push_str("rows = [\n");
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(|cell| write::quoted(cell)).collect();
            line(&mut parts, format!("  [{}],", cells.join(", ")));
        }
        parts.push_str("]\n");
        parts.push_str(&after(table.after));
    }
    for figure in &item.figures {
        let Some(name) = pictures.get(figure.picture) else { continue };
        if name.ends_with(".png") || name.ends_with(".jpg") {
            line(&mut parts, format!("\n[[column.item.figure]]\nfile = {}", write::quoted(name)));
            if !figure.caption.is_empty() {
                line(&mut parts, format!("caption = {}", write::quoted(&figure.caption)));
            }
            if !figure.alt.is_empty() && figure.alt != figure.caption {
                line(&mut parts, format!("alt = {}", write::quoted(&figure.alt)));
            }
            if let Some(width) = figure.width {
                line(&mut parts, format!("width = {width}"));
            }
            parts.push_str(&after(figure.after));
        } else {
            let guess =
                format!("原件这里有图片，另存为 {name}，这种格式印不了，请换成 PNG 或 JPEG");
            parts.push_str(&write::commented(&[to_check(&guess)]));
        }
    }
    let text = write::item(&ItemText {
        comments: item
            .remarks
            .iter()
            .map(|remark| {
                format!("原件另有：{}", remark.split_whitespace().collect::<Vec<_>>().join(" "))
            })
            .collect(),
        headline: &item.headline,
        headline_comments: of(Field::Headline),
        body: &item.body,
        body_comments: of(Field::Body),
        credits: &item.credits,
        credits_comments: of(Field::Credits),
    });
    text + &parts
}

/// On one line when it is one.
fn string(text: &str) -> String {
    if text.contains('\n') { write::block(text) } else { write::quoted(text) }
}

fn line(text: &mut String, line: String) {
    text.push_str(&line);
    text.push('\n');
}
