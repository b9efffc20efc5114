//! What became of the paragraphs and captions of an item in a file that came back.

use super::{MOVED_ON, Work, aligned, same, stretches};
use crate::bulletin::compare::passage::told;
use crate::bulletin::compare::words::Stretch;
use crate::bulletin::identity::{ItemContent, PartKind};
use crate::draft::ItemNumber;
use crate::import::returned::{Inset, Item, bare};
use crate::office::back::replay::replay;
use crate::office::back::{Beside, Edit};

impl Work<'_> {
    pub(super) fn body(
        &mut self,
        at: ItemNumber,
        old: &ItemContent,
        now: &ItemContent,
        item: &Item,
    ) {
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
        // The line of the file that it is.
        let mut last: Option<usize> = None;
        let headline = &now.headline;
        let tables = old.body.iter().filter(|part| part.kind == PartKind::Table).count();
        let fewer_tables = item.tables.len() < tables;
        for (was, is) in aligned(&texts, &item.lines) {
            let (line, text) = (was.map(|at| &lines[at]), is.map(|at| item.lines[at].as_str()));
            let here = line.and_then(find);
            if let Some(Kind::Paragraph(place)) = here.map(|line| line.kind) {
                after = Some(place);
                last = is.or(last);
            }
            let known = |text: &str| current.iter().any(|line| same(&line.text, text));
            match (line, text, here.map(|line| line.kind)) {
                (Some(line), Some(text), _) if same(&line.text, text) => {}
                (Some(line), Some(text), Some(Kind::Paragraph(place))) => {
                    let what = format!("正文第 {} 段", place + 1);
                    let words = strong(&line.marked, text);
                    let edit = Edit::Paragraph(at, place, text.to_owned());
                    self.push(at.to_string(), &what, headline, words, edit);
                }
                (Some(line), Some(text), Some(Kind::Caption(inset))) => {
                    let words = stretches(&line.text, text);
                    let what = if matches!(inset, Inset::Table(_)) { "表题" } else { "图题" };
                    let edit = Edit::Caption(at, inset, text.to_owned());
                    self.push(at.to_string(), what, headline, words, edit);
                }
                (Some(_), Some(text), None) if known(text) => {}
                (Some(line), text, None) => {
                    let place = match line.kind {
                        Kind::Paragraph(place) => format!("{at} 正文第 {} 段", place + 1),
                        Kind::Caption(Inset::Table(_)) => format!("{at} 表题"),
                        Kind::Caption(Inset::Figure(_)) => format!("{at} 图题"),
                    };
                    let text = text.unwrap_or_default();
                    self.keep_change(&line.text, text, &format!("{place}{MOVED_ON}"));
                }
                (Some(line), None, Some(Kind::Paragraph(place))) => {
                    let what = format!("删去正文第 {} 段", place + 1);
                    let (words, edit) =
                        (stretches(&line.text, ""), Edit::StruckParagraph(at, place));
                    self.push(at.to_string(), &what, headline, words, edit);
                }
                // Gone with its table or picture, of which it is told.
                (Some(_), None, Some(Kind::Caption(Inset::Table(_)))) if fewer_tables => {}
                (Some(line), None, Some(Kind::Caption(_))) => {
                    self.keep_change(&line.text, "", &format!("{at} 题注删去了，请在稿件里改"));
                }
                (None, Some(text), _) if !known(text) => {
                    let what = match after {
                        Some(place) => format!("正文第 {} 段之后加一段", place + 1),
                        None => "正文最前面加一段".to_owned(),
                    };
                    let behind = last.map_or(0, |last| last + 1);
                    let new = is.unwrap_or_default();
                    let between = |before: &usize| (behind..=new).contains(before);
                    let beside = match item.insets.iter().any(between) {
                        true => Beside::Behind,
                        false => Beside::Before,
                    };
                    let edit = Edit::NewParagraph(at, after, text.to_owned(), beside);
                    self.push(at.to_string(), &what, headline, stretches("", text), edit);
                }
                _ => {}
            }
        }
    }
}

/// How a paragraph changes, with what is strong in it then.
pub(super) fn strong(marked: &str, text: &str) -> Vec<Stretch> {
    let words = stretches(&bare(marked), text);
    match replay(marked, &words) {
        Some(new) => told(marked, &new),
        None => words,
    }
}

/// A line of an item as a file shows it.
pub(super) struct Line {
    kind: Kind,
    pub(super) text: String,
    /// With its `**`.
    marked: String,
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
pub(super) fn lines_of(item: &ItemContent, captions: bool) -> Vec<Line> {
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
            let marked = part.text.clone();
            lines.push(Line { kind, text, marked });
        }
    }
    lines
}
