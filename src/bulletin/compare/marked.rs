//! Both contents in one bulletin, each word with what became of it: what pages with changes marked
//! (花脸稿) are set from.

use super::passage::{Change, Passage, listed, lowered, passage, runs, styled, texts};
use super::{columns, item, pairs};
use crate::bulletin::block::{Block, Table};
use crate::bulletin::identity::{Content, ItemContent, KeptTable, Part, PartKind};
use crate::bulletin::{Bulletin, Column, Item};
use crate::draft::ItemNumber;

/// The new bulletin with what was struck where it stood, and the marks of all its texts.
#[derive(Debug)]
pub struct Marked {
    pub bulletin: Bulletin,
    pub marks: Marks,
}

/// Marks beside a bulletin's texts, in the same order. A list without passages: nothing to mark.
#[derive(Debug, Default)]
pub struct Marks {
    pub note: Vec<Vec<Passage>>,
    pub report_to: Vec<Passage>,
    pub send_to: Vec<Passage>,
    pub distribution: Vec<Passage>,
    pub columns: Vec<ColumnMarks>,
}

#[derive(Debug, Default)]
pub struct ColumnMarks {
    pub name: Vec<Passage>,
    pub items: Vec<ItemMarks>,
}

#[derive(Debug, Default)]
pub struct ItemMarks {
    /// 2.4, 2.4 新加, 原 2.4 撤下 …
    pub label: String,
    /// Whether the label says more than a number.
    pub is_told: bool,
    pub headline: Vec<Passage>,
    pub body: Vec<PartMarks>,
    pub credits: Vec<Passage>,
}

/// Marks of a part of a body.
#[derive(Debug)]
pub enum PartMarks {
    /// A paragraph, a subhead, a caption.
    Text(Vec<Passage>),
    Table {
        caption: Vec<Passage>,
        rows: Vec<Vec<Vec<Passage>>>,
    },
}

impl Marks {
    /// How many passages are struck or new.
    pub fn count(&self) -> usize {
        let mut all: Vec<&[Passage]> = vec![&self.report_to, &self.send_to, &self.distribution];
        all.extend(self.note.iter().map(Vec::as_slice));
        for column in &self.columns {
            all.push(&column.name);
            for item in &column.items {
                all.extend([item.headline.as_slice(), &item.credits]);
                all.extend(item.body.iter().flat_map(PartMarks::texts));
            }
        }
        all.into_iter().flatten().filter(|passage| passage.change != Change::Same).count()
    }
}

impl PartMarks {
    fn texts(&self) -> Vec<&[Passage]> {
        match self {
            Self::Text(text) => vec![text],
            Self::Table { caption, rows } => {
                let cells = rows.iter().flatten().map(Vec::as_slice);
                std::iter::once(caption.as_slice()).chain(cells).collect()
            }
        }
    }
}

/// Marks all that leads from the old content to the new bulletin. `kept` says of an item that was
/// struck whether it is kept for later.
pub fn marked(old: &Content, new: &Bulletin, kept: &dyn Fn(&ItemContent) -> bool) -> Marked {
    let content = Content::of(new);
    let pairs = pairs::matched(old, &content);
    let map = columns::mapped(old, &content, &pairs::went(&pairs));
    let mut union: Vec<Both> = vec![];
    for (index, column) in new.columns.iter().enumerate() {
        let was = map.iter().position(|to| *to == Some(index));
        let name = texts(was.map_or("", |at| &old.columns[at].name), &column.name);
        union.push(Both { old: was, name: column.name.clone(), marks: name, items: vec![] });
    }
    for (index, column) in old.columns.iter().enumerate().filter(|(at, _)| map[*at].is_none()) {
        let before = (0..index).rev().find_map(|at| union.iter().position(|c| c.old == Some(at)));
        let name = column.name.clone();
        let struck = Both { old: Some(index), marks: texts(&name, ""), name, items: vec![] };
        union.insert(before.map_or(0, |at| at + 1), struck);
    }
    let new_columns: Vec<usize> =
        (0..union.len()).filter(|at| union[*at].old.is_none_or(|old| map[old].is_some())).collect();
    for pair in &pairs {
        let Some(at) = pair.new else { continue };
        let written = &new.columns[at.column - 1].items[at.item - 1];
        let (shown, mut marks) = both(pair.old.map(|at| item(old, at)), written, &content, at);
        let told = match pair.old {
            None => "新加".to_owned(),
            Some(from) if pair.moved => format!("自 {from} 移来"),
            Some(_) if marks.is_told => "改动".to_owned(),
            Some(_) => String::new(),
        };
        marks.is_told = !told.is_empty();
        marks.label = format!("{at} {told}").trim_end().to_owned();
        let stays = pair.old.filter(|_| !pair.moved);
        union[new_columns[at.column - 1]].items.push((stays, shown, marks));
    }
    for from in places(old) {
        let Some(pair) = pairs.iter().find(|pair| pair.old == Some(from)) else { continue };
        let (shown, marks) = match pair.new {
            Some(to) if pair.moved => elsewhere(format!("原 {from} 移至 {to}")),
            Some(_) => continue,
            None => struck(item(old, from), from, kept(item(old, from))),
        };
        let Some(column) = union.iter_mut().find(|c| c.old == Some(from.column - 1)) else {
            continue;
        };
        // Behind the nearest of those that stood before it.
        let before =
            |(was, ..): &(Option<ItemNumber>, Item, ItemMarks)| was.is_some_and(|was| was < from);
        let after = column.items.iter().rposition(before).map_or(0, |at| at + 1);
        column.items.insert(after, (Some(from), shown, marks));
    }
    let (columns, marks) = union.into_iter().map(Both::apart).unzip();
    let line = |content: &Content, name: &str| {
        let line = content.lines.iter().find(|line| line.name == name);
        line.map(|line| line.text.clone()).unwrap_or_default()
    };
    let list = |name: &str| texts(&line(old, name), &line(&content, name));
    let mut note = vec![];
    for (before, after) in pairs::parts(&old.note, &content.note) {
        let was = before.map(|at| lowered(&old.note[at].text)).unwrap_or_default();
        let is = after.map(|at| new.note[at].clone()).unwrap_or_default();
        note.push(styled(&was, &is));
    }
    Marked {
        bulletin: Bulletin {
            note: note.iter().map(|passages| runs(passages)).collect(),
            columns,
            contents: false,
            ..new.clone()
        },
        marks: Marks {
            note,
            report_to: list("报"),
            send_to: list("送"),
            distribution: list("本期发"),
            columns: marks,
        },
    }
}

/// A column of both, with its items; each knows where it stood when it stands there still.
struct Both {
    old: Option<usize>,
    name: String,
    marks: Vec<Passage>,
    items: Vec<(Option<ItemNumber>, Item, ItemMarks)>,
}

impl Both {
    fn apart(self) -> (Column, ColumnMarks) {
        let (items, marks) = self.items.into_iter().map(|(_, item, marks)| (item, marks)).unzip();
        (Column { name: self.name, items }, ColumnMarks { name: self.marks, items: marks })
    }
}

fn places(content: &Content) -> Vec<ItemNumber> {
    content.items().map(|(column, item, _)| ItemNumber::of_indexes(column, item)).collect()
}

/// An item of the new bulletin with what it was; whether anything of it changed is in `is_told`.
fn both(
    was: Option<&ItemContent>,
    is: &Item,
    content: &Content,
    at: ItemNumber,
) -> (Item, ItemMarks) {
    let now = item(content, at);
    let none = ItemContent { headline: String::new(), body: vec![], credits: vec![] };
    let was = was.unwrap_or(&none);
    let (mut body, mut marks) = (vec![], vec![]);
    let aligned = pairs::parts(&was.body, &now.body);
    let moved = pairs::moved(&was.body, &now.body, &aligned);
    for (before, after) in aligned {
        if after.is_none() && moved.iter().any(|pair| Some(pair.0) == before) {
            continue;
        }
        let from = moved.iter().find(|pair| Some(pair.1) == after).map(|pair| pair.0);
        let arrow = from.map(|_| {
            let told = match is.body[after.unwrap_or_default()] {
                Block::Table(_) => "〔下面的表移动过〕",
                _ => "〔下面的图移动过〕",
            };
            paragraph(vec![passage(told.to_owned(), Change::New)])
        });
        let (before, after) =
            (before.or(from).map(|at| &was.body[at]), after.map(|at| &is.body[at]));
        for (block, mark) in arrow.into_iter().flatten().chain(part(before, after)) {
            body.push(block);
            marks.push(mark);
        }
    }
    let headline = texts(&was.headline, &is.headline);
    let credits = listed(&was.credits, &is.credits);
    let changed = |text: &[Passage]| text.iter().any(|passage| passage.change != Change::Same);
    let is_told = changed(&headline)
        || changed(&credits)
        || marks.iter().flat_map(PartMarks::texts).any(changed);
    (
        Item { headline: is.headline.clone(), body, credits: is.credits.clone() },
        ItemMarks { label: String::new(), is_told, headline, body: marks, credits },
    )
}

fn struck(was: &ItemContent, at: ItemNumber, kept: bool) -> (Item, ItemMarks) {
    let parts = was.body.iter().flat_map(|old| part(Some(old), None));
    let (body, marks) = parts.unzip();
    let label = format!("原 {at} {}", if kept { "撤下留用" } else { "撤下" });
    (
        Item { headline: was.headline.clone(), body, credits: was.credits.clone() },
        ItemMarks {
            label,
            is_told: true,
            headline: texts(&was.headline, ""),
            body: marks,
            credits: listed(&was.credits, &[]),
        },
    )
}

/// Where an item stood that stands elsewhere now.
fn elsewhere(label: String) -> (Item, ItemMarks) {
    let nothing = Item { headline: String::new(), body: vec![], credits: vec![] };
    (nothing, ItemMarks { label, is_told: true, ..ItemMarks::default() })
}

/// A part of both, or of one of them.
fn part(was: Option<&Part>, is: Option<&Block>) -> Vec<(Block, PartMarks)> {
    let text = |part: Option<&Part>| part.map(|part| part.text.clone()).unwrap_or_default();
    let Some(is) = is else {
        return match was {
            Some(part) if part.kind == PartKind::Table => {
                let KeptTable { caption, head, rows } = part.table();
                let blank = Table { caption: String::new(), head, rows: vec![] };
                vec![table((&caption, &rows), &blank, head)]
            }
            Some(part) if part.kind == PartKind::Figure => {
                paragraph(vec![passage(format!("〔图：{}〕", part.text), Change::Struck)])
            }
            Some(part) => paragraph(styled(&lowered(&part.text), &[])),
            None => vec![],
        };
    };
    match is {
        Block::Paragraph(now) => paragraph(styled(&lowered(&text(was)), now)),
        Block::Subhead(subhead) => {
            vec![(is.clone(), PartMarks::Text(texts(&text(was), &subhead.text)))]
        }
        Block::Figure(figure) => {
            let mut marks = texts(&text(was), &figure.caption);
            let told = match was {
                None => Some("〔图是新加的〕"),
                Some(was) => of_figure(was, &crate::bulletin::identity::part(is)),
            };
            if let Some(told) = told {
                if marks.is_empty() && !figure.caption.is_empty() {
                    marks.push(passage(figure.caption.clone(), Change::Same));
                }
                marks.push(passage(told.to_owned(), Change::New));
            }
            vec![(is.clone(), PartMarks::Text(marks))]
        }
        Block::Table(now) => {
            let KeptTable { caption, head, rows } = was.map(Part::table).unwrap_or_default();
            let as_wide = rows.first().map(Vec::len) == now.rows.first().map(Vec::len);
            if was.is_none() || as_wide {
                return vec![table((&caption, &rows), now, now.head)];
            }
            let blank = Table { caption: String::new(), head, rows: vec![] };
            vec![table((&caption, &rows), &blank, head), table(("", &[]), now, now.head)]
        }
    }
}

/// What is another of a picture, besides its caption: said below it.
pub(super) fn of_figure(was: &Part, is: &Part) -> Option<&'static str> {
    let (was, is) = (was.figure(), is.figure());
    match () {
        () if was.hash != is.hash => Some("〔图已更换〕"),
        () if was.width != is.width => Some("〔图的宽改过〕"),
        () if was.alt != is.alt => Some("〔图的替代文字改过〕"),
        () => None,
    }
}

fn paragraph(passages: Vec<Passage>) -> Vec<(Block, PartMarks)> {
    vec![(Block::Paragraph(runs(&passages)), PartMarks::Text(passages))]
}

/// A table of both, row by row and there cell by cell.
fn table(was: (&str, &[Vec<String>]), is: &Table, head: usize) -> (Block, PartMarks) {
    let mut marks: Vec<Vec<Vec<Passage>>> = vec![];
    let row = |old: Option<&Vec<String>>, new: Option<&Vec<String>>| {
        let count = old.or(new).map_or(0, Vec::len).max(new.map_or(0, Vec::len));
        let cell = |row: Option<&Vec<String>>, at: usize| {
            row.and_then(|row| row.get(at)).cloned().unwrap_or_default()
        };
        let cells = (0..count).map(|at| {
            let (old, new) = (cell(old, at), cell(new, at));
            let marks = texts(&old, &new);
            if marks.is_empty() { vec![passage(new, Change::Same)] } else { marks }
        });
        cells.collect::<Vec<_>>()
    };
    for (old, new) in pairs::rows(was.1, &is.rows) {
        marks.push(row(old.map(|at| &was.1[at]), new.map(|at| &is.rows[at])));
    }
    let rows = marks.iter().map(|row| {
        let cell = |cell: &Vec<Passage>| cell.iter().map(|passage| passage.text.as_str()).collect();
        row.iter().map(cell).collect()
    });
    let caption = if is.caption.is_empty() { was.0.to_owned() } else { is.caption.clone() };
    let shown = Table { caption, head: head.min(marks.len()), rows: rows.collect() };
    (Block::Table(shown), PartMarks::Table { caption: texts(was.0, &is.caption), rows: marks })
}
