//! What became of the paragraphs and captions of an item in a file that came back.

use std::collections::BTreeMap;

use super::together::{Pair, Step, steps};
use super::{MOVED_ON, Work, aligned, same, stretches};
use crate::bulletin::compare::passage::told;
use crate::bulletin::compare::words::Stretch;
use crate::bulletin::identity::{ItemContent, Part, PartKind};
use crate::draft::ItemNumber;
use crate::import::returned::{Inset, Item, bare};
use crate::office::back::parts::is_between;
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
        // The same of those that stand where they stood.
        let mut anchor: Option<usize> = None;
        // The line of the file that it is.
        let mut last: Option<usize> = None;
        let headline = &now.headline;
        let tables = old.body.iter().filter(|part| part.kind == PartKind::Table).count();
        let fewer_tables = item.tables.len() < tables;
        let alike = aligned(&texts, &item.lines);
        // What was struck in one place and put in at another has moved.
        let gone = || alike.iter().filter(|pair| pair.1.is_none()).filter_map(|pair| pair.0);
        let new = || alike.iter().filter(|pair| pair.0.is_none()).filter_map(|pair| pair.1);
        let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
        for is in new() {
            let is_it = |was: &usize| {
                let place = find(&lines[*was]).map(|line| line.kind);
                same(&lines[*was].text, &item.lines[is])
                    && matches!(place, Some(Kind::Paragraph(_)))
                    && !moved.values().any(|other| other == was)
            };
            let was = gone().find(is_it);
            moved.extend(was.map(|was| (is, was)));
        }
        let insets = insets_before(old, self.back.has_captions);
        let says_insets = item.pictures.is_some();
        let was_room = |was: usize| {
            let is_text = matches!(lines[was].kind, Kind::Paragraph(_));
            let is_free = is_text && !moved.values().any(|other| *other == was);
            is_free.then(|| if says_insets { insets[was] } else { 0 })
        };
        let is_room = |is: usize| {
            let before = item.insets.iter().filter(|before| **before <= is).count();
            (!moved.contains_key(&is)).then_some(if says_insets { before } else { 0 })
        };
        let steps = steps(&alike, (&texts, &item.lines), (&was_room, &is_room));
        let pairs: Vec<Pair> = steps.iter().flat_map(Step::pairs).collect();
        // What was written here since.
        let strange = |now: &Line| {
            let is_it = |text: &str| same(text, &now.text);
            let both = pairs.iter().filter_map(|(was, is)| was.zip(*is));
            !texts.iter().any(|text| is_it(text))
                && !item.lines.iter().any(|text| is_it(text))
                && !both
                    .into_iter()
                    .any(|(was, is)| is_between(&lines[was].text, &item.lines[is], &now.text))
        };
        for step in steps {
            let (was, is) = match step {
                Step::Pair(pair) => pair,
                Step::Together(olds, news) => {
                    let words: Vec<&str> = news.iter().map(|is| item.lines[*is].as_str()).collect();
                    let was: Vec<&str> = olds.iter().map(|was| lines[*was].text.as_str()).collect();
                    let place = |was: &usize| match find(&lines[*was])?.kind {
                        Kind::Paragraph(place) => Some(place),
                        Kind::Caption(_) => None,
                    };
                    let places: Option<Vec<usize>> = olds.iter().map(place).collect();
                    let is_known = |text: &&str| current.iter().any(|line| same(&line.text, text));
                    last = news.last().copied();
                    match places {
                        Some(places) => {
                            self.together(at, headline, (&was, &words), &places);
                            after = places.last().copied();
                            anchor = after;
                        }
                        None if words.iter().all(is_known) => {
                            let end = words.last().copied().unwrap_or_default();
                            let end = current.iter().find(|line| same(&line.text, end));
                            if let Some(Kind::Paragraph(place)) = end.map(|line| line.kind) {
                                (after, anchor) = (Some(place), Some(place));
                            }
                        }
                        None => {
                            let place = format!("{at} 正文{MOVED_ON}");
                            self.keep_change(&was.join("\n"), &words.join("\n"), &place);
                        }
                    }
                    continue;
                }
            };
            let (line, text) = (was.map(|at| &lines[at]), is.map(|at| item.lines[at].as_str()));
            // As it was sent out, or with some of the changes in it already.
            let partly = |line: &Line| {
                let is_it = |other: &&Line| {
                    matches!((line.kind, other.kind), (Kind::Paragraph(_), Kind::Paragraph(_)))
                        && text.is_some_and(|text| is_between(&line.text, text, &other.text))
                };
                current.iter().find(is_it)
            };
            let here = line.and_then(|line| find(line).or_else(|| partly(line)));
            if let Some(Kind::Paragraph(place)) = here.map(|line| line.kind) {
                after = Some(place);
                anchor = is.map(|_| place).or(anchor);
                last = is.or(last);
            }
            // As often as the file has it: it may stand there twice.
            let known = |text: &str| {
                let here = current.iter().filter(|line| same(&line.text, text)).count();
                here > 0 && here >= item.lines.iter().filter(|line| same(line, text)).count()
            };
            match (line, text, here.map(|line| line.kind)) {
                (Some(line), Some(text), _) if same(&line.text, text) => {}
                (Some(line), Some(text), Some(Kind::Paragraph(place))) => {
                    let now = here.unwrap_or(line);
                    let what = format!("正文第 {} 段", place + 1);
                    let edit = Edit::Paragraph(at, place, text.to_owned());
                    let (what, shown) = ((what.as_str(), headline.as_str()), |text: &str| {
                        strong(&now.marked, text)
                    });
                    self.push_parts(&at.to_string(), what, (&now.text, text), shown, &edit);
                }
                (Some(line), Some(text), Some(Kind::Caption(inset))) => {
                    let words = stretches(&line.text, text);
                    let what = if matches!(inset, Inset::Table(_)) { "表题" } else { "图题" };
                    let edit = Edit::Caption(at, inset, text.to_owned());
                    self.push(at.to_string(), what, headline, words, edit);
                }
                (Some(_), Some(text), None) if known(text) => {}
                // Taken out there, and here already.
                (Some(_), None, None) if !current.iter().any(strange) => {}
                (Some(line), text, None) => {
                    let place = match line.kind {
                        Kind::Paragraph(place) => format!("{at} 正文第 {} 段", place + 1),
                        Kind::Caption(Inset::Table(_)) => format!("{at} 表题"),
                        Kind::Caption(Inset::Figure(_)) => format!("{at} 图题"),
                    };
                    let text = text.unwrap_or_default();
                    self.keep_change(&line.text, text, &format!("{place}{MOVED_ON}"));
                }
                (Some(_), None, _) if moved.values().any(|gone| Some(*gone) == was) => {}
                (Some(line), None, Some(Kind::Paragraph(place))) => {
                    let what = format!("删去正文第 {} 段", place + 1);
                    let (words, edit) =
                        (stretches(&line.text, ""), Edit::StruckParagraph(at, place));
                    self.push(at.to_string(), &what, headline, words, edit);
                }
                // Gone with its table or picture, of which it is told.
                (Some(_), None, Some(Kind::Caption(Inset::Table(_)))) if fewer_tables => {}
                // It goes with its table or picture, which stands elsewhere now.
                (Some(line), None, Some(Kind::Caption(_)))
                    if new().any(|is| same(&item.lines[is], &line.text)) => {}
                (Some(line), None, Some(Kind::Caption(_))) => {
                    self.keep_change(&line.text, "", &format!("{at} 题注删去了，请在稿件里改"));
                }
                (None, Some(text), _)
                    if is.is_some_and(|is| moved.contains_key(&is)) || !known(text) =>
                {
                    let there = match after {
                        Some(place) => format!("正文第 {} 段之后", place + 1),
                        None => "正文最前面".to_owned(),
                    };
                    let behind = last.map_or(0, |last| last + 1);
                    let new = is.unwrap_or_default();
                    let between = |before: &usize| (behind..=new).contains(before);
                    let beside = match item.insets.iter().any(between) {
                        true => Beside::Behind,
                        false => Beside::Before,
                    };
                    let from = is.and_then(|is| moved.get(&is)).and_then(|was| find(&lines[*was]));
                    if let Some(Line { kind: Kind::Paragraph(place), text, .. }) = from {
                        if is_there(now, *place, anchor, beside) {
                            (anchor, last) = (Some(*place), is);
                            continue;
                        }
                        // Over a table or picture, between the same two paragraphs.
                        let is_next = after.is_some_and(|after| [after, after + 1].contains(place));
                        let there = match (beside, is_next) {
                            (Beside::Behind, true) => "后面的表格、图片之后".to_owned(),
                            (Beside::Before, true) => "前面的表格、图片之前".to_owned(),
                            _ => there,
                        };
                        let what = format!("正文第 {} 段移到{there}", place + 1);
                        let words = vec![Stretch::Same { text: text.clone() }];
                        let edit = Edit::MovedParagraph(at, *place, after, beside);
                        self.push(at.to_string(), &what, headline, words, edit);
                        continue;
                    }
                    let edit = Edit::NewParagraph(at, after, text.to_owned(), beside);
                    let what = format!("{there}加一段");
                    self.push(at.to_string(), &what, headline, stretches("", text), edit);
                }
                _ => {}
            }
        }
        let stay = pairs.iter().filter_map(|(was, is)| Some((*was.as_ref()?, *is.as_ref()?)));
        let stay = stay.filter(|(was, _)| matches!(lines[*was].kind, Kind::Paragraph(_)));
        let stay: Vec<(usize, usize)> = stay.collect();
        // Only one that was there: which of several stands where, nobody can tell.
        let sent = old.body.iter().position(|part| part.kind == PartKind::Table);
        if let (Some(sent), 1, [back]) = (sent, tables, item.tables_at.as_slice()) {
            let before = lines_of(
                &ItemContent { body: old.body[..sent].to_vec(), ..old.clone() },
                self.back.has_captions,
            )
            .len();
            let is_moved = |(was, is): &(usize, usize)| (*was < before) != (is < back);
            if stay.iter().any(is_moved) {
                self.moved_table(
                    at,
                    now,
                    stay.iter().filter(|(_, is)| is < back).max().map(|(was, _)| &lines[*was]),
                );
            }
        }
    }

    /// The only table of an item stands behind another paragraph.
    fn moved_table(&mut self, at: ItemNumber, now: &ItemContent, behind: Option<&Line>) {
        let here = behind.and_then(|line| {
            let current = lines_of(now, false).into_iter();
            current.filter(|other| other.text == line.text).find_map(|other| match other.kind {
                Kind::Paragraph(place) => Some(place + 1),
                Kind::Caption(_) => None,
            })
        });
        let tables = now.body.iter().filter(|part| part.kind == PartKind::Table);
        let caption = tables.map(|part| part.table().caption).next().unwrap_or_default();
        match here {
            Some(after) => {
                let what = format!("表格移到正文第 {after} 段之后");
                let words = vec![Stretch::Same { text: caption }];
                let edit = Edit::MovedTable(at, 0, after);
                self.push(at.to_string(), &what, &now.headline, words, edit);
            }
            None => {
                let caption = if caption.is_empty() { "（表格）".to_owned() } else { caption };
                self.keep(&caption, &format!("{at} 表格移到了别处，请在稿件里改"));
            }
        }
    }
}

/// Whether a paragraph stands behind another already, on that side of tables and pictures.
fn is_there(now: &ItemContent, place: usize, after: Option<usize>, beside: Beside) -> bool {
    let next = after.map_or(0, |after| after + 1);
    let is_text = |part: &Part| matches!(part.kind, PartKind::Paragraph | PartKind::Subhead);
    let parts = now.body.iter().enumerate();
    let texts: Vec<usize> = parts.filter(|(_, part)| is_text(part)).map(|(at, _)| at).collect();
    let before = after.and_then(|after| texts.get(after)).map_or(0, |at| at + 1);
    let between = texts.get(place).is_some_and(|at| *at > before);
    place == next && between == (beside == Beside::Behind)
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

/// How many tables and pictures stand before each line of an item.
fn insets_before(item: &ItemContent, captions: bool) -> Vec<usize> {
    let (mut count, mut found) = (0, vec![]);
    for (at, part) in item.body.iter().enumerate() {
        let is_inset = matches!(part.kind, PartKind::Table | PartKind::Figure);
        count += usize::from(is_inset);
        let body = item.body[at..=at].to_vec();
        let own = lines_of(&ItemContent { body, ..item.clone() }, captions);
        found.extend(own.iter().map(|_| count));
    }
    found
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
