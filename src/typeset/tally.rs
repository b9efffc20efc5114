//! Counting lines instead of laying them out. Where lines hold as many characters, text breaks
//! alike, so that one layout tells what every other such setting gives.

use super::Setting;
use super::audit::{Line, Mark, MarkKind};
use super::filling::{Page, Pages};
use super::greedy::filled;
use super::laid::{Outlook, Trial, unevenness};
use super::paragraph::{Paragraph, Place, baselines, end_lines, length, of_item, split, width};
use crate::bulletin::{Block, Bulletin};

/// A bulletin in lines, as they are in all settings that break them alike.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    characters: u32,
    won: bool,
    /// Whether it surely tells what such settings give.
    exact: bool,
    /// What is set from top to bottom, after the masthead, with the column and item it is of.
    pieces: Vec<(Piece, Of)>,
    end: End,
}

/// Indexes of column and item; of neither for what stands before all columns.
pub(super) type Of = (Option<usize>, Option<usize>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// The heading of a column, kept with what follows.
    Heading,
    Paragraph(Paragraph),
}

/// The end block as `lib.typ` makes it: lines of 0.8 of the pitch, and the rules between them, in
/// points.
#[derive(Debug, Clone, Copy)]
struct End {
    lines: u32,
    rules: f64,
}

impl End {
    const LINE: f64 = 0.8;
    const RULES: f64 = 0.95 / 25.4 * 72.0;
    /// Between the text and the block, in lines.
    const CLEARANCE: f64 = 0.5;

    fn height(self, setting: Setting) -> f64 {
        f64::from(self.lines) * Self::LINE * setting.pitch() + self.rules
    }
}

impl Tally {
    /// Counts the lines of a layout. Not `exact` where it has anything but text, or does not break
    /// as reckoned here: the template may be the office's own.
    pub(super) fn of(bulletin: &Bulletin, trial: &Trial) -> Self {
        let (lines, marks) = (trial.pages.lines(), trial.pages.marks());
        let exact = Self::counted(bulletin, trial, lines, marks);
        exact.unwrap_or_else(|| Self::summed(bulletin, trial, marks))
    }

    fn counted(bulletin: &Bulletin, trial: &Trial, lines: &[Line], marks: &[Mark]) -> Option<Self> {
        if !is_plain(bulletin) {
            return None;
        }
        let setting = trial.setting;
        let body_top = setting.grid_top() + f64::from(setting.masthead_lines()) * setting.pitch();
        let bottom = setting.grid_bottom();
        let end = marks.iter().find(|mark| mark.kind == MarkKind::End)?;
        let in_body = |line: &&Line| {
            let top = if line.page == 1 { body_top } else { setting.grid_top() };
            top < line.y && line.y < bottom
        };
        let at_end = |line: &&Line| line.page == end.page && line.y > end.y;
        let (last, body): (Vec<&Line>, _) = lines.iter().filter(in_body).partition(at_end);
        let mut body = body.into_iter().peekable();
        let mut pieces = vec![];
        // What comes before the first mark, and then of each mark.
        for place in std::iter::once(None).chain((0..marks.len()).map(Some)) {
            let own: Vec<&Line> =
                std::iter::from_fn(|| body.next_if(|line| line.mark == place)).collect();
            let mark = place.map(|index| &marks[index]);
            let column = mark.and_then(|mark| bulletin.columns.get(mark.column?));
            let item = mark.and_then(|mark| column?.items.get(mark.item?));
            let of = mark.map_or((None, None), |mark| (mark.column, mark.item));
            match (mark.map(|mark| mark.kind), column, item) {
                (Some(MarkKind::Column), Some(column), None) => {
                    pieces.extend((!column.name.is_empty()).then_some((Piece::Heading, of)));
                }
                (Some(MarkKind::Item), _, Some(item)) => {
                    let own = of_item(item, &own)?.into_iter();
                    pieces.extend(own.map(|own| (Piece::Paragraph(own), of)));
                }
                (Some(MarkKind::Note), ..) => {
                    let note = bulletin.note.iter().map(|runs| length(runs));
                    let own = split(note, &own, true)?.into_iter();
                    pieces.extend(own.map(|own| (Piece::Paragraph(own), of)));
                }
                _ if own.is_empty() || mark.is_some_and(|mark| mark.kind == MarkKind::End) => {}
                _ => return None,
            }
        }
        let text = End { lines: baselines(&last), rules: 0.0 };
        let foot = Setting::AREA_TOP + Setting::AREA_HEIGHT;
        let end = End { rules: foot - end.y - text.height(setting), ..text };
        let (characters, won) = (setting.characters, setting.won);
        let tally = Self { characters, won, exact: true, pieces, end };
        let (outlook, pages) = tally.pages(setting);
        // Everything stands where it was reckoned to: nothing takes room that was not counted.
        let found = trial.lines.iter().enumerate().map(|(page, lines)| {
            let top = if page == 0 { body_top } else { setting.grid_top() };
            let texts = lines.iter().filter(|y| **y > top).count() as u32;
            let lowest = lines.last().filter(|_| texts > 0);
            let used = lowest.map(|y| ((y - setting.grid_top()) / setting.pitch()).floor() as u32);
            (used.map(|used| used + 1), texts)
        });
        let reckoned = pages.iter().map(|page| ((page.texts > 0).then_some(page.used), page.texts));
        let right = body.peek().is_none() && outlook == trial.outlook && found.eq(reckoned);
        right.then_some(tally)
    }

    /// Nothing but how many lines there are.
    fn summed(bulletin: &Bulletin, trial: &Trial, marks: &[Mark]) -> Self {
        let setting = trial.setting;
        let headings = bulletin.columns.iter().filter(|column| !column.name.is_empty()).count();
        let heads = setting.masthead_lines() + headings as u32 * setting.column;
        let taken = trial.outlook.last_text_page as u32 * setting.lines;
        let taken = taken.saturating_sub(trial.outlook.free_below_text + heads);
        let mut pieces = vec![(Piece::Heading, (None, None)); headings];
        pieces.push((Piece::Paragraph(Paragraph::plain(taken)), (None, None)));
        let foot = Setting::AREA_TOP + Setting::AREA_HEIGHT;
        let end = marks.iter().find(|mark| mark.kind == MarkKind::End);
        let end = End { lines: 0, rules: end.map_or(0.0, |end| foot - end.y) };
        Self { characters: setting.characters, won: setting.won, exact: false, pieces, end }
    }

    /// A tally from the length of the texts, before anything is laid out: right within a line or
    /// two.
    pub(super) fn rough(bulletin: &Bulletin, setting: Setting) -> Self {
        let characters = f64::from(setting.characters);
        let mut pieces: Vec<(Piece, Of)> = bulletin
            .note
            .iter()
            .map(|paragraph| {
                let text: f64 = paragraph.iter().map(|run| width(&run.text)).sum();
                let lines = ((text + 2.0) / (characters - 4.0)).ceil() as u32;
                (Piece::Paragraph(Paragraph::plain(lines)), (None, None))
            })
            .collect();
        for (place, column) in bulletin.columns.iter().enumerate() {
            let heading = (Piece::Heading, (Some(place), None));
            pieces.extend((!column.name.is_empty()).then_some(heading));
            for (index, item) in column.items.iter().enumerate() {
                let of = (Some(place), Some(index));
                let count = item.body.len();
                for (index, block) in item.body.iter().enumerate() {
                    let Block::Paragraph(runs) = block else { continue };
                    let (filled, credit) = filled(item, index, runs, true, setting.characters);
                    let left = characters - filled.last;
                    let mut lines = filled.lines;
                    let mut rows = u32::from(credit.is_some_and(|credit| credit > left));
                    if setting.won && filled.will_win(credit, setting.characters) {
                        match rows {
                            0 => lines -= 1,
                            _ => rows = 0,
                        }
                    }
                    let (opens, closes) = (index == 0, index + 1 == count);
                    let paragraph = Paragraph { lines, rows, opens, closes };
                    pieces.push((Piece::Paragraph(paragraph), of));
                }
            }
        }
        let end = End { lines: end_lines(bulletin), rules: End::RULES };
        Self { characters: setting.characters, won: setting.won, exact: false, pieces, end }
    }

    /// Whether it is of lines that break alike.
    pub(super) fn is_for(&self, setting: Setting) -> bool {
        (self.characters, self.won) == (setting.characters, setting.won)
    }

    /// As certain as another, from which it has the end block.
    pub(super) fn believed(self, other: &Self) -> Self {
        Self { exact: other.exact, end: other.end, ..self }
    }

    /// Whether they are of the same settings.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        (self.characters, self.won) == (other.characters, other.won)
    }

    /// Whether what it says of such settings is certain.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// The items with their lines, in order.
    pub(super) fn items(&self) -> Vec<((usize, usize), u32)> {
        let mut items: Vec<((usize, usize), u32)> = vec![];
        for (piece, of) in &self.pieces {
            let (Piece::Paragraph(own), (Some(column), Some(item))) = (piece, of) else { continue };
            match items.last_mut().filter(|(last, _)| *last == (*column, *item)) {
                Some((_, count)) => *count += own.all(),
                None => items.push(((*column, *item), own.all())),
            }
        }
        items
    }

    /// The paragraphs of items, by their column, item and index in it.
    pub(super) fn paragraphs(&self) -> Vec<(Place, Paragraph)> {
        let mut found: Vec<(Place, Paragraph)> = vec![];
        for (piece, of) in &self.pieces {
            let (Piece::Paragraph(own), (Some(column), Some(item))) = (piece, of) else { continue };
            let before = found.last().filter(|(last, _)| (last.0, last.1) == (*column, *item));
            let index = before.map_or(0, |(last, _)| last.2 + 1);
            found.push(((*column, *item, index), *own));
        }
        found
    }

    /// One of them.
    pub(super) fn paragraph_mut(&mut self, (c, i, index): Place) -> Option<&mut Paragraph> {
        let own = self.pieces.iter_mut().filter(|(_, of)| *of == (Some(c), Some(i)));
        let mut paragraphs = own.filter_map(|(piece, _)| match piece {
            Piece::Paragraph(own) => Some(own),
            Piece::Heading => None,
        });
        paragraphs.nth(index)
    }

    /// The same of settings that win lines back, or do not.
    pub(super) fn with_won(self, won: bool) -> Self {
        Self { won, ..self }
    }

    /// Without some items, and the headings of columns that have none left.
    pub(super) fn without(&self, gone: &[(usize, usize)]) -> Self {
        let is_gone = |of: &Of| matches!(of, (Some(c), Some(i)) if gone.contains(&(*c, *i)));
        let has_items = |column: Option<usize>| {
            self.pieces.iter().any(|(_, of)| of.0 == column && of.1.is_some() && !is_gone(of))
        };
        let stays = |(piece, of): &(Piece, Of)| match piece {
            Piece::Heading => has_items(of.0),
            _ => !is_gone(of),
        };
        Self { pieces: self.pieces.iter().copied().filter(stays).collect(), ..*self }
    }

    /// With so many lines less at the end of an item, or of everything. `None` where there are not
    /// as many, and one more.
    pub(super) fn shorter(&self, item: Option<(usize, usize)>, mut lines: u32) -> Option<Self> {
        let mut pieces = self.pieces.clone();
        let own = |of: &Of| item.is_none_or(|(column, item)| *of == (Some(column), Some(item)));
        let parts = pieces.iter_mut().rev().filter(|(_, of)| own(of));
        for (piece, _) in parts {
            if let Piece::Paragraph(own) = piece {
                let some = lines.min(own.lines.saturating_sub(1));
                own.lines -= some;
                lines -= some;
            }
        }
        (lines == 0).then_some(Self { pieces, ..*self })
    }

    /// What a setting gives, at least nearly.
    pub(super) fn outlook(&self, setting: Setting) -> Outlook {
        self.pages(setting).0
    }

    /// The same with each page.
    fn pages(&self, setting: Setting) -> (Outlook, Vec<Page>) {
        // Fewer lines where they hold more, nearly.
        let narrower = f64::from(self.characters) / f64::from(setting.characters);
        let broken = |own: Paragraph| match self.characters == setting.characters {
            true => own,
            false => {
                let lines = (f64::from(own.lines) * narrower).ceil().max(1.0) as u32;
                Paragraph { lines, ..own }
            }
        };
        let mut pages = Pages::new(setting);
        let mut rest = self.pieces.iter().map(|(piece, _)| *piece).peekable();
        while let Some(piece) = rest.next() {
            match piece {
                Piece::Heading => {
                    let (above, below) = around_heading(setting);
                    let next = match rest.peek() {
                        None => 0,
                        Some(Piece::Heading) => above + 1 + below,
                        Some(Piece::Paragraph(own)) => broken(*own).need(0),
                    };
                    pages.turn_unless_free(above + 1 + below + next);
                    // No gap at the head of a page.
                    let above = if pages.last().used == 0 { 0 } else { above };
                    pages.take(above + 1 + below, 1);
                }
                Piece::Paragraph(own) => pages.set(broken(own)),
            }
        }
        let free = f64::from(pages.free()) * setting.pitch();
        let leading = (setting.pitch() - setting.size()) / 2.0;
        let height = self.end.height(setting) + leading;
        if height + End::CLEARANCE * setting.pitch() > free + 0.01 {
            pages.turn();
        }
        let lines = |points: f64| (points / setting.pitch() + 0.01).floor().max(0.0) as u32;
        let count = pages.all.len();
        let last_is_empty = pages.last().texts == 0;
        let above_end = f64::from(pages.free()) * setting.pitch() - height;
        let last_text = pages.all.get(pages.last_text - 1).copied().unwrap_or_default();
        let free_of = |page: &Page| setting.lines.saturating_sub(page.used);
        let short: Vec<u32> =
            pages.all[..pages.last_text.saturating_sub(1)].iter().map(free_of).collect();
        let outlook = Outlook {
            count,
            end_is_alone: count > 1 && last_is_empty,
            hole: lines(above_end).saturating_sub(1),
            last_text_page: pages.last_text,
            free_below_text: free_of(&last_text),
            stranded: pages.stranded,
            uneven: unevenness(&short),
        };
        (outlook, pages.all)
    }
}

/// Lines free above the heading of a column and below it, as `lib.typ` has them.
fn around_heading(setting: Setting) -> (u32, u32) {
    let above = u32::from(setting.column > 1);
    (above, setting.column.saturating_sub(1 + above))
}

/// Whether a bulletin has nothing but running text under columns.
pub(super) fn is_plain(bulletin: &Bulletin) -> bool {
    let blocks = bulletin.columns.iter().flat_map(|column| &column.items).flat_map(|i| &i.body);
    !bulletin.contents && blocks.into_iter().all(|block| matches!(block, Block::Paragraph(_)))
}
