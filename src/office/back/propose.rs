//! What came back beside what was sent out and what the draft says now: a change is proposed where
//! the draft still says what was sent out, and told where it has moved on.

use super::{Change, Edit, Inset, Left, Proposed, Remark};
use crate::bulletin::compare::words::{Stretch, stretches};
use crate::bulletin::compare::{aligned, matched};
use crate::bulletin::identity::{Content, ItemContent, PartKind};
use crate::draft::ItemNumber;
use crate::import::returned::{Item, Returned, bare};
use crate::zh::space::squeezed;

/// Why something was not proposed.
const MOVED_ON: &str = "，稿件里这一处后来又改过";

pub(super) fn propose(sent: &Content, now: &Content, back: &Returned, file: &str) -> Proposed {
    let pairs = matched(sent, now);
    let mut work = Work { sent, now, back, file, changes: vec![], left: vec![] };
    let here =
        |was: ItemNumber| pairs.iter().find(|pair| pair.0 == Some(was)).and_then(|pair| pair.1);
    work.note();
    for (index, name) in &back.columns {
        work.column(*index, name);
    }
    for item in &back.items {
        match item.was {
            Some(was) => match here(was) {
                Some(at) => work.item(was, at, item),
                None => work.gone(was, item),
            },
            None => work.new_item(item),
        }
    }
    let mut places: Vec<ItemNumber> = vec![];
    for (was, at) in &pairs {
        let Some((was, at)) = was.zip(*at) else { continue };
        if !back.items.iter().any(|item| item.was == Some(was)) {
            places.push(at);
        }
    }
    for at in places {
        let item = item_at(now, at);
        let words = stretches(&item.headline, "");
        work.push(at.to_string(), "撤下这一条", &item.headline, words, Edit::Struck(at));
    }
    work.order();
    for stray in &back.strays {
        let after = stray.after.and_then(here).map(|at| format!(" {at} 之后")).unwrap_or_default();
        work.left.push(Left { text: stray.text.clone(), from: format!("{file}{after}") });
    }
    let remark = |comment: &crate::import::returned::Comment| Remark {
        at: comment.at.and_then(here),
        comment: comment.clone(),
    };
    let remarks = back.comments.iter().map(remark).collect();
    let mut changes = work.changes;
    changes.sort_by_key(|change| order(&change.number));
    Proposed { changes, remarks, left: work.left }
}

/// Numbers in the order of the page.
fn order(number: &str) -> Vec<usize> {
    number.split('.').map(|part| part.parse().unwrap_or(usize::MAX)).collect()
}

/// Which places need not move: the longest row of them that stands in order.
fn in_order<T: Ord>(places: &[T]) -> Vec<bool> {
    // For each, how long a row ends there, and the place before it.
    let mut rows: Vec<(usize, Option<usize>)> = vec![];
    for (at, place) in places.iter().enumerate() {
        let before = (0..at).filter(|other| places[*other] <= *place);
        let best = before.max_by_key(|other| rows[*other].0);
        rows.push((1 + best.map_or(0, |best| rows[best].0), best));
    }
    let mut stay = vec![false; places.len()];
    let mut next = (0..places.len()).max_by_key(|at| rows[*at].0);
    while let Some(at) = next {
        stay[at] = true;
        next = rows[at].1;
    }
    stay
}

struct Work<'a> {
    sent: &'a Content,
    now: &'a Content,
    back: &'a Returned,
    file: &'a str,
    changes: Vec<Change>,
    left: Vec<Left>,
}

impl Work<'_> {
    /// Items that stand in another order, and columns whose names are gone: moving is for the editor
    /// to do, so it is told and kept.
    fn order(&mut self) {
        let back = self.back;
        let known = |at: &&ItemNumber| back.items.iter().any(|item| item.was == Some(**at));
        let order: Vec<ItemNumber> = back.order.iter().filter(known).copied().collect();
        let places: Vec<(usize, usize)> = order.iter().map(|at| (at.column, at.item)).collect();
        let stay = in_order(&places);
        for (index, was) in order.iter().enumerate().filter(|(index, _)| !stay[*index]) {
            let before = order[..index].last().map(|at| format!("原 {at} 之后"));
            let where_now = before.unwrap_or_else(|| "最前面".to_owned());
            let headline = item_at(self.sent, *was).headline.clone();
            self.keep(&headline, &format!("里原 {was} 改排到{where_now}，次序没有改"));
        }
        if !back.has_captions {
            return;
        }
        for (index, column) in self.sent.columns.iter().enumerate() {
            let is_there = back.columns.iter().any(|(at, _)| *at == index);
            if !is_there && !column.name.is_empty() {
                self.keep(&column.name, "里没有这个栏目名了，稿件里的没有删");
            }
        }
    }

    /// `place` is what the number begins with.
    fn push(
        &mut self,
        place: String,
        what: &str,
        headline: &str,
        stretches: Vec<Stretch>,
        edit: Edit,
    ) {
        let prefix = format!("{place}.");
        let same = self.changes.iter().filter(|change| change.number.starts_with(&prefix));
        let number = format!("{prefix}{}", same.count() + 1);
        let (what, headline) = (what.to_owned(), headline.to_owned());
        self.changes.push(Change { number, what, headline, stretches, edit });
    }

    fn keep(&mut self, text: &str, place: &str) {
        let from = format!("{} {place}", self.file);
        self.left.push(Left { text: text.to_owned(), from });
    }

    fn note(&mut self) {
        if self.back.note.is_empty() {
            return;
        }
        let plain = |content: &Content| -> Vec<String> {
            content.note.iter().map(|part| bare(&part.text)).collect()
        };
        let (old, now) = (plain(self.sent), plain(self.now));
        for (was, is) in aligned(&old, &self.back.note) {
            let (Some(was), Some(is)) = (was.map(|at| &old[at]), is.map(|at| &self.back.note[at]))
            else {
                let text = is.map(|at| self.back.note[at].clone());
                let told = text.unwrap_or_else(|| "（删去了一段）".to_owned());
                self.keep(&told, "编者按里");
                continue;
            };
            if same(was, is) {
                continue;
            }
            match now.iter().position(|text| text == was) {
                Some(at) => {
                    self.push("0".into(), "编者按", "", stretches(was, is), Edit::Note(at));
                }
                None if now.iter().any(|text| same(text, is)) => {}
                None => self.keep(is, &format!("编者按{MOVED_ON}")),
            }
        }
    }

    fn column(&mut self, index: usize, name: &str) {
        let Some(was) = self.sent.columns.get(index).filter(|was| !same(&was.name, name)) else {
            return;
        };
        let at = self.now.columns.iter().position(|column| column.name == was.name);
        match at.filter(|_| !name.is_empty()) {
            Some(at) => {
                let edit = Edit::ColumnName(at, name.to_owned());
                let words = stretches(&was.name, name);
                self.push(format!("{}.0", at + 1), "栏目名", "", words, edit);
            }
            None if self.now.columns.iter().any(|column| same(&column.name, name)) => {}
            None => self.keep(name, "栏目名"),
        }
    }

    fn new_item(&mut self, item: &Item) {
        let known = self.now.items().any(|(_, _, other)| same(&other.headline, &item.headline));
        if known && !item.headline.is_empty() {
            return;
        }
        let body = item.lines.join("\n\n");
        let shown = format!("{}　{body}", item.headline);
        if !item.tables.is_empty() {
            self.keep(&shown, "新加的一条，里面有表");
            return;
        }
        let edit = Edit::New {
            column: item.column.clone(),
            headline: item.headline.clone(),
            body,
            credits: item.credits.clone(),
        };
        self.push("新".into(), "新加一条", &item.headline, stretches("", &shown), edit);
    }

    /// An item that is not in the draft any more.
    fn gone(&mut self, was: ItemNumber, item: &Item) {
        let old = item_at(self.sent, was);
        let lines = lines_of(old, self.back.has_captions);
        let changed = !same(&old.headline, &item.headline)
            || lines.iter().map(|line| &line.text).ne(&item.lines)
            || old.credits != item.credits;
        if changed {
            let text = format!("{}　{}", item.headline, item.lines.join("\n\n"));
            self.keep(&text, &format!("原 {was}，稿件里已经没有这一条"));
        }
    }

    fn item(&mut self, was: ItemNumber, at: ItemNumber, item: &Item) {
        let (old, now) = (item_at(self.sent, was), item_at(self.now, at));
        let headline = &now.headline;
        if !same(&old.headline, &item.headline) {
            if now.headline == old.headline {
                let words = stretches(&old.headline, &item.headline);
                let edit = Edit::Headline(at, item.headline.clone());
                self.push(at.to_string(), "标题", headline, words, edit);
            } else if !same(&now.headline, &item.headline) {
                self.keep(&item.headline, &format!("{at} 标题{MOVED_ON}"));
            }
        }
        self.body(at, old, now, item);
        self.tables(at, old, now, item);
        if old.credits != item.credits {
            if now.credits == old.credits {
                let words = stretches(&old.credits.join(" "), &item.credits.join(" "));
                let edit = Edit::Credits(at, item.credits.clone());
                self.push(at.to_string(), "供稿单位", headline, words, edit);
            } else if now.credits != item.credits {
                let text = item.credits.join(" ");
                self.keep(&text, &format!("{at} 供稿单位{MOVED_ON}"));
            }
        }
    }

    fn body(&mut self, at: ItemNumber, old: &ItemContent, now: &ItemContent, item: &Item) {
        let lines = lines_of(old, self.back.has_captions);
        let texts: Vec<String> = lines.iter().map(|line| line.text.clone()).collect();
        let current = lines_of(now, true);
        // The same paragraph as it was sent out; of several the one at the same place.
        let find = |line: &Line| -> Option<&Line> {
            let is_it = |other: &&Line| other.text == line.text && other.kind.is_like(line.kind);
            let same_place = current.iter().find(|other| is_it(other) && other.kind == line.kind);
            same_place.or_else(|| current.iter().find(is_it))
        };
        let mut after: Option<usize> = None;
        let headline = &now.headline;
        for (was, is) in aligned(&texts, &item.lines) {
            let (line, text) = (was.map(|at| &lines[at]), is.map(|at| item.lines[at].as_str()));
            let here = line.and_then(find);
            if let Some(Kind::Paragraph(place)) = here.map(|line| line.kind) {
                after = Some(place);
            }
            let known = |text: &str| current.iter().any(|line| same(&line.text, text));
            match (line, text, here.map(|line| line.kind)) {
                (Some(line), Some(text), _) if same(&line.text, text) => {}
                (Some(line), Some(text), Some(Kind::Paragraph(place))) => {
                    let what = format!("正文第 {} 段", place + 1);
                    let words = stretches(&line.text, text);
                    self.push(at.to_string(), &what, headline, words, Edit::Paragraph(at, place));
                }
                (Some(line), Some(text), Some(Kind::Caption(inset))) => {
                    let words = stretches(&line.text, text);
                    let what = if matches!(inset, Inset::Table(_)) { "表题" } else { "图题" };
                    let edit = Edit::Caption(at, inset, text.to_owned());
                    self.push(at.to_string(), what, headline, words, edit);
                }
                (Some(_), Some(text), None) if known(text) => {}
                (Some(_), Some(text), None) => {
                    self.keep(text, &format!("{at} 正文{MOVED_ON}"));
                }
                (Some(line), None, Some(Kind::Paragraph(place))) => {
                    let what = format!("删去正文第 {} 段", place + 1);
                    let (words, edit) =
                        (stretches(&line.text, ""), Edit::StruckParagraph(at, place));
                    self.push(at.to_string(), &what, headline, words, edit);
                }
                (Some(line), None, Some(Kind::Caption(_))) => {
                    self.keep(&line.text, &format!("{at} 这一句题注删去了"));
                }
                (None, Some(text), _) if !known(text) => {
                    let what = match after {
                        Some(place) => format!("正文第 {} 段之后加一段", place + 1),
                        None => "正文最前面加一段".to_owned(),
                    };
                    let edit = Edit::NewParagraph(at, after, text.to_owned());
                    self.push(at.to_string(), &what, headline, stretches("", text), edit);
                }
                _ => {}
            }
        }
    }

    fn tables(&mut self, at: ItemNumber, old: &ItemContent, now: &ItemContent, item: &Item) {
        let tables = |item: &ItemContent| -> Vec<Vec<Vec<String>>> {
            let tables = item.body.iter().filter(|part| part.kind == PartKind::Table);
            tables.map(|part| part.table().rows).collect()
        };
        let (was, current) = (tables(old), tables(now));
        for (index, table) in was.iter().enumerate() {
            let Some(back) = item.tables.get(index) else {
                self.keep("（表）", &format!("{at} 这个表删去了，请在稿件里改"));
                continue;
            };
            let size = |rows: &[Vec<String>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
            if size(table) != size(back) {
                let rows = back.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("\n");
                self.keep(&rows, &format!("{at} 表的行列变了，请在稿件里改"));
                continue;
            }
            for (r, row) in table.iter().enumerate() {
                for (c, cell) in row.iter().enumerate() {
                    let is = &back[r][c];
                    let here = current.get(index).and_then(|rows| rows.get(r)?.get(c));
                    if same(cell, is) || here.is_some_and(|here| same(here, is)) {
                        continue;
                    }
                    if here != Some(cell) {
                        self.keep(is, &format!("{at} 表第 {} 行第 {} 格{MOVED_ON}", r + 1, c + 1));
                        continue;
                    }
                    let what = format!("表第 {} 行第 {} 格", r + 1, c + 1);
                    let edit = Edit::Cell(at, index, r, c, is.clone());
                    self.push(at.to_string(), &what, &now.headline, stretches(cell, is), edit);
                }
            }
        }
        for table in item.tables.iter().skip(was.len()) {
            let rows = table.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("\n");
            self.keep(&rows, &format!("{at} 新加的表，请在稿件里加"));
        }
    }
}

/// Whether two texts print alike: Word may have touched spaces.
fn same(a: &str, b: &str) -> bool {
    a == b || squeezed(a) == squeezed(b)
}

fn item_at(content: &Content, at: ItemNumber) -> &ItemContent {
    &content.columns[at.column - 1].items[at.item - 1]
}

/// A line of an item as a file shows it.
struct Line {
    kind: Kind,
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// By its place among the paragraphs of the body.
    Paragraph(usize),
    Caption(Inset),
}

impl Kind {
    fn is_like(self, other: Self) -> bool {
        matches!((self, other), (Self::Paragraph(_), Self::Paragraph(_)))
            || matches!((self, other), (Self::Caption(a), Self::Caption(b))
                if matches!(a, Inset::Table(_)) == matches!(b, Inset::Table(_)))
    }
}

/// The lines of an item, with captions where they are wanted.
fn lines_of(item: &ItemContent, captions: bool) -> Vec<Line> {
    let (mut paragraphs, mut tables, mut figures) = (0, 0, 0);
    let mut next = |counter: &str| {
        let counter = match counter {
            "table" => &mut tables,
            "figure" => &mut figures,
            _ => &mut paragraphs,
        };
        *counter += 1;
        *counter - 1
    };
    let mut lines = vec![];
    for part in &item.body {
        let (kind, text) = match part.kind {
            PartKind::Paragraph => (Kind::Paragraph(next("")), bare(&part.text)),
            PartKind::Subhead => (Kind::Paragraph(next("")), part.text.clone()),
            PartKind::Table => (Kind::Caption(Inset::Table(next("table"))), part.table().caption),
            PartKind::Figure => (Kind::Caption(Inset::Figure(next("figure"))), part.text.clone()),
        };
        let is_paragraph = matches!(kind, Kind::Paragraph(_));
        if !text.is_empty() && (is_paragraph || captions) {
            lines.push(Line { kind, text });
        }
    }
    lines
}
