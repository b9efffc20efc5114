//! What only the laid-out pages can show. The template is made so that none of this happens; a
//! text, a face or a template of the office's own that nobody foresaw is caught here, before
//! paper.

pub(super) mod flow;
pub(super) mod page;

use std::ops::Range;

use crate::bulletin::{Block, Bulletin, Item, words};
use crate::draft::Draft;
use crate::lint::PageSubject;
use crate::source::Span;
use crate::typeset::{Line, Mark, MarkKind, Setting, has_inset};
use crate::zh::space::squeezed;

/// What stands lower than this below the type area, in points, is no page number and no text that
/// came too low.
const FOOT: f64 = 30.0;

/// The pages seen as parts of the draft.
pub(super) struct Parts<'a> {
    bulletin: &'a Bulletin,
    draft: &'a Draft,
    lines: &'a [Line],
    marks: &'a [Mark],
    proof: bool,
    top: Span,
}

impl<'a> Parts<'a> {
    pub(super) fn of(subject: &PageSubject<'a>) -> Self {
        Self {
            bulletin: subject.bulletin,
            draft: &subject.entry.draft,
            lines: subject.lines,
            marks: subject.marks,
            proof: subject.proof,
            top: subject.top,
        }
    }

    pub(super) fn top(&self) -> Span {
        self.top
    }

    /// Lines inside the type area or where they should be: all but page numbers and what makes a
    /// proof a proof, the stamp, the fingerprint and the numbers in the margins.
    pub(super) fn body(&self) -> impl Iterator<Item = &'a Line> {
        let proof = self.proof;
        let in_margin = |line: &Line| {
            let left = if line.page % 2 == 1 { Setting::INNER } else { Setting::OUTER };
            line.right < left
                || line.left > left + Setting::AREA_WIDTH
                || line.y > Setting::AREA_TOP + Setting::AREA_HEIGHT + FOOT
        };
        let is_fingerprint = |line: &Line| {
            line.y < Setting::AREA_TOP - FOOT && line.text.starts_with(words::FINGERPRINT)
        };
        self.lines.iter().filter(|line| !line.is_folio() && !line.text.trim().is_empty()).filter(
            move |line| {
                !proof || (line.text != words::PROOF && !in_margin(line) && !is_fingerprint(line))
            },
        )
    }

    /// Lines of running text: not in a table or under a figure.
    pub(super) fn running(&self) -> impl Iterator<Item = &'a Line> {
        let marks = self.marks;
        self.body().filter(|line| !line.mark.is_some_and(|mark| marks[mark].is_inset()))
    }

    /// The lines of running text that belong to a mark; an item's go on after a table or figure.
    pub(super) fn lines(&self, mark: usize) -> Vec<&'a Line> {
        let marks = self.marks_of(mark);
        self.running().filter(|line| line.mark.is_some_and(|mark| marks.contains(&mark))).collect()
    }

    /// All text of a mark without white space; of an item, with its tables and captions. The head of
    /// a table that goes on over pages counts once.
    pub(super) fn text(&self, mark: usize) -> String {
        let marks = self.marks_of(mark);
        let own = |line: &&Line| line.mark.is_some_and(|mark| marks.contains(&mark));
        let lines: Vec<&Line> = self.body().filter(own).collect();
        let mut all = String::new();
        for lines in lines.chunk_by(|a, b| (a.mark, a.page) == (b.mark, b.page)) {
            let text: String = lines.iter().map(|line| squeezed(&line.text)).collect();
            let goes_on = |mark: &usize| lines[0].page > self.marks[*mark].page;
            let head = lines[0].mark.filter(goes_on).and_then(|mark| self.head(mark));
            let repeated =
                head.map_or(0, |head| if text.starts_with(&head) { head.len() } else { 0 });
            all.push_str(&text[repeated..]);
        }
        all
    }

    /// The head of the table that begins at a mark, without white space.
    fn head(&self, mark: usize) -> Option<String> {
        let place = &self.marks[mark];
        if place.kind != MarkKind::Table {
            return None;
        }
        let same = |other: &&Mark| {
            other.kind == MarkKind::Table
                && (other.column, other.item) == (place.column, place.item)
        };
        let before = self.marks[..mark].iter().filter(same).count();
        let item = self.bulletin.columns.get(place.column?)?.items.get(place.item?)?;
        let mut tables = item.body.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            Block::Paragraph(_) | Block::Subhead(_) | Block::Figure(_) => None,
        });
        let table = tables.nth(before)?;
        Some(table.rows.iter().take(table.head).flatten().map(|cell| squeezed(cell)).collect())
    }

    /// Whether a table or figure of an item stands on a page, or goes on there.
    pub(super) fn has_inset(&self, mark: usize, page: usize) -> bool {
        has_inset(self.lines, self.marks, self.marks_of(mark), page)
    }

    /// The marks of one item, which are several when it has tables or figures; else only the one.
    fn marks_of(&self, mark: usize) -> Range<usize> {
        let first = &self.marks[mark];
        let goes_on = |next: &&Mark| {
            first.kind == MarkKind::Item
                && next.kind != MarkKind::Item
                && (next.column, next.item) == (first.column, first.item)
        };
        mark..mark + 1 + self.marks[mark + 1..].iter().take_while(goes_on).count()
    }

    /// What each column and item should read, without white space.
    pub(super) fn expected(&self) -> Vec<(usize, String)> {
        let columns = &self.bulletin.columns;
        let read = |mark: &Mark| {
            let column = columns.get(mark.column?)?;
            match mark.item {
                None if mark.kind == MarkKind::Column && !column.name.is_empty() => {
                    Some(format!("【{}】", column.name))
                }
                None => None,
                Some(_) if mark.kind != MarkKind::Item => None,
                Some(item) => {
                    let item = column.items.get(item)?;
                    let mut text = item.headline.clone();
                    text.extend(item.body.iter().map(Block::text));
                    Some(text + &credit(item))
                }
            }
        };
        let texts = self.marks.iter().enumerate();
        texts.filter_map(|(index, mark)| Some((index, squeezed(&read(mark)?)))).collect()
    }

    /// Parts of the draft that have no mark on the pages.
    pub(super) fn absent(&self) -> Vec<(Span, &'static str)> {
        let marked = |column, item| {
            self.marks
                .iter()
                .any(|mark| mark.column == Some(column) && mark.item == item && !mark.is_inset())
        };
        let has = |kind: MarkKind| self.marks.iter().any(|mark| mark.kind == kind);
        let mut absent = vec![];
        if let Some(note) = self.draft.note.as_ref().filter(|_| !self.bulletin.note.is_empty())
            && !has(MarkKind::Note)
        {
            absent.push((note.span, "编者按"));
        }
        if self.bulletin.correction.is_some() && !has(MarkKind::Correction) {
            absent.push((self.top, "更正"));
        }
        if !has(MarkKind::End) {
            let signoff = self.draft.signoff.as_ref().map(|signoff| signoff.span);
            absent.push((signoff.unwrap_or(self.top), "版记"));
        }
        for (c, column) in self.draft.column.iter().enumerate() {
            if !marked(c, None) {
                absent.push((column.span, "这个栏目"));
            }
            for (i, item) in column.item.iter().enumerate() {
                if !marked(c, Some(i)) {
                    absent.push((item.span, "这一条"));
                }
            }
        }
        absent
    }

    /// Where the draft has what a mark begins.
    pub(super) fn span(&self, mark: usize) -> Span {
        let mark = &self.marks[mark];
        let column = mark.column.and_then(|index| self.draft.column.get(index));
        let item = column.zip(mark.item).and_then(|(column, index)| column.item.get(index));
        let place = match (column, item) {
            (_, Some(item)) => Some(item.headline.as_ref().map_or(item.span, |text| text.span)),
            (Some(column), None) => {
                Some(column.name.as_ref().map_or(column.span, |text| text.span))
            }
            _ if mark.kind == MarkKind::Note => self.draft.note.as_ref().map(|note| note.span),
            _ => self.draft.signoff.as_ref().map(|signoff| signoff.span),
        };
        place.unwrap_or(self.top)
    }

    pub(super) fn span_of(&self, line: &Line) -> Span {
        line.mark.map_or(self.top, |mark| self.span(mark))
    }
}

/// The items with the index of their mark.
pub(super) fn items<'a>(subject: &PageSubject<'a>) -> Vec<(usize, &'a Item)> {
    let item = |mark: &Mark| subject.bulletin.columns.get(mark.column?)?.items.get(mark.item?);
    let marks = subject.marks.iter().enumerate().filter(|(_, mark)| mark.kind == MarkKind::Item);
    marks.filter_map(|(index, mark)| Some((index, item(mark)?))).collect()
}

pub(super) fn credit(item: &Item) -> String {
    if item.credits.is_empty() { String::new() } else { format!("（{}）", item.credits.concat()) }
}

pub(super) fn last_page(lines: &[&Line]) -> usize {
    lines.last().map_or(0, |line| line.page)
}

/// The gap after a headline is a character that may hang over the end of its line.
pub(super) fn trailing_space(line: &Line) -> f64 {
    if line.text.ends_with('\u{3000}') { Setting::STANDARD.size() } else { 0.0 }
}

/// The beginning of a long text.
pub(super) fn clip(text: &str) -> String {
    let mut short: String = text.chars().take(12).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What two lines share at the break: “15300” of “…达15” and “300平…”.
pub(super) fn joint(above: &str, below: &str) -> String {
    let part = |c: &char| c.is_ascii_digit() || ".,%—…".contains(*c);
    let head: Vec<char> = above.chars().rev().take_while(part).collect();
    let tail: String = below.chars().take_while(part).collect();
    head.into_iter().rev().collect::<String>() + &tail
}

pub(super) fn first_difference(actual: &str, expected: &str) -> String {
    let same = actual.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
    clip(&expected.chars().skip(same.saturating_sub(2)).collect::<String>())
}
