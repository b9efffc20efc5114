//! Remarks of a proof that came back, as comments in the draft: each above the very thing that it is
//! about. What stands within a text between quotes has its comment above the text.

use std::collections::BTreeMap;

use super::{Inset, Of, Remark, Spot};
use crate::draft::guess::REMARK;
use crate::draft::{Draft, Item, Role, Signoff};
use crate::office::edit::Edited;
use crate::source::{Source, Spanned};

/// Writes them down; how many were not there.
pub(super) fn note_down(edited: &mut Edited, remarks: &[Remark]) -> usize {
    let draft = edited.draft();
    let top = draft.number.as_ref().map_or(0, |number| number.span.start);
    let mut lines: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for remark in remarks {
        let place = remark.spot.as_ref().and_then(|spot| place(&draft, spot, remark));
        let start = line_start(&edited.text, place.unwrap_or(top));
        lines.entry(start).or_default().push(line(remark));
    }
    let newline = if edited.text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut noted = 0;
    // From the end, so that the places before it stay.
    for (start, lines) in lines.into_iter().rev() {
        // Those that are there from another time.
        let before = edited.text[..start].lines().rev();
        let mut known: Vec<String> = before
            .map(|line| line.trim().to_owned())
            .take_while(|line| line.starts_with('#'))
            .collect();
        let mut block = String::new();
        for line in lines {
            match known.iter().position(|other| *other == line) {
                Some(at) => drop(known.swap_remove(at)),
                None => {
                    block.push_str(&line);
                    block.push_str(newline);
                    noted += 1;
                }
            }
        }
        let mut text = edited.text.clone();
        text.insert_str(start, &block);
        // Not inside a text that goes over several lines.
        let top = line_start(&edited.text, top.min(start));
        if Draft::read(&Source::new("", text.clone())).value == draft {
            edited.text = text;
        } else {
            edited.text.insert_str(top, &block);
        }
    }
    noted
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

fn line(Remark { comment, .. }: &Remark) -> String {
    let plain = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.chars().filter(|c| !c.is_control()).collect::<String>()
    };
    let on = Some(plain(&comment.on)).filter(|on| !on.is_empty());
    let by = [
        Some(plain(&comment.author)).filter(|author| !author.is_empty()),
        comment.is_settled.then(|| "已解决".to_owned()),
        on.map(|on| format!("于“{on}”")),
    ];
    let by = by.into_iter().flatten().collect::<Vec<_>>().join("，");
    let by = if by.is_empty() { by } else { format!("（{by}）") };
    format!("# {REMARK}{}{by}", plain(&comment.text))
}

/// Where what a remark is about begins.
fn place(draft: &Draft, spot: &Spot, remark: &Remark) -> Option<usize> {
    match spot {
        Spot::Line(name) => edge(draft, name),
        Spot::Note => draft.note.as_ref().map(|note| note.span.start),
        Spot::Column(index) => {
            let column = draft.column.get(*index)?;
            Some(column.name.as_ref().map_or(column.span.start, |name| name.span.start))
        }
        Spot::Item(at, of) => {
            let column = draft.column.get(at.column.checked_sub(1)?)?;
            let item = column.item.get(at.item.checked_sub(1)?)?;
            part(item, *of, remark.comment.on.trim())
        }
    }
}

fn edge(draft: &Draft, name: &str) -> Option<usize> {
    let number = draft.number.as_ref().map(|value| value.span.start);
    if let Some(role) = Role::ALL.into_iter().find(|role| role.name() == name) {
        let signoff = draft.signoff.as_ref()?;
        let named = signoff.name(role).map(|name| name.span.start);
        return named.or_else(|| foot(signoff));
    }
    let own = match name {
        "总期号" => draft.total.as_ref().map(|value| value.span.start),
        "日期" => draft.date.as_ref().map(|value| value.span.start),
        "本期发" => draft.distribution.as_ref().map(|value| value.span.start),
        "印数" => draft.copies.as_ref().map(|value| value.span.start),
        "报" | "送" => None,
        _ => return number,
    };
    // What stands in no key of the draft stands at the foot of the page, or at its head.
    own.or_else(|| match name {
        "报" | "送" | "本期发" | "印数" => draft.signoff.as_ref().and_then(foot).or(number),
        _ => number,
    })
}

fn foot(signoff: &Spanned<Signoff>) -> Option<usize> {
    let names = Role::ALL.into_iter().filter_map(|role| signoff.name(role));
    names.map(|name| name.span.start).min()
}

fn part(item: &Spanned<Item>, of: Of, on: &str) -> Option<usize> {
    let headline = item.headline.as_ref().map(|text| text.span.start);
    let body = item.body.as_ref().map(|text| text.span.start);
    let credits = item.credits.as_ref().map(|credits| credits.span.start);
    let first = || headline.or(body).unwrap_or(item.span.start);
    Some(match of {
        Of::Headline => first(),
        Of::Body => body.unwrap_or_else(first),
        Of::Credits => credits.unwrap_or_else(first),
        Of::Caption(Inset::Table(index)) => {
            let table = &item.table.get(index)?;
            table.caption.as_ref().map_or(table.span.start, |text| text.span.start)
        }
        Of::Caption(Inset::Figure(index)) => {
            let figure = &item.figure.get(index)?;
            figure.caption.as_ref().map_or(figure.span.start, |text| text.span.start)
        }
        Of::Cell(index, row, cell) => {
            let table = item.table.get(index)?;
            let Some(rows) = &table.rows else {
                // Its words stand in another file.
                return Some(table.file.as_ref().map_or(table.span.start, |file| file.span.start));
            };
            let there = rows.get(row).and_then(|row| row.get(cell));
            let there = there.filter(|cell| on.is_empty() || cell.value.contains(on));
            let other =
                || rows.iter().flatten().find(|cell| !on.is_empty() && cell.value.trim() == on);
            let any = || rows.get(row).and_then(|row| row.first());
            there.or_else(other).or_else(any).map_or(table.span.start, |cell| cell.span.start)
        }
    })
}
