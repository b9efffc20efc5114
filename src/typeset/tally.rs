//! Counting lines instead of laying them out. Where lines hold as many characters, text breaks
//! alike, so that one layout tells what every other such setting gives.

use super::Setting;
use super::audit::{Line, Mark};
use super::trial::{Outlook, Trial};
use crate::bulletin::{Block, Bulletin, Item};
use crate::zh::character::{halves, is_one_of};

/// A bulletin in lines, as they are in all settings with as many characters a line.
#[derive(Debug)]
pub(super) struct Tally {
    characters: u32,
    /// Whether it surely tells what such settings give.
    exact: bool,
    /// What is set from top to bottom, after the masthead, with the column and item it is of.
    pieces: Vec<(Piece, Of)>,
    end: End,
}

/// Indexes of column and item; of neither for what stands before all columns.
pub(super) type Of = (Option<usize>, Option<usize>);

#[derive(Debug, Clone, Copy)]
enum Piece {
    /// The heading of a column, kept with what follows.
    Heading,
    /// Lines that may be parted anywhere.
    Lines(u32),
    /// Lines that may not: the last of a text with a credit that does not fit into it.
    Together(u32),
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
        let body_top = Setting::AREA_TOP + f64::from(setting.masthead) * setting.pitch();
        let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
        let end = marks.iter().find(|mark| mark.kind == "end")?;
        let in_body = |line: &&Line| {
            let top = if line.page == 1 { body_top } else { Setting::AREA_TOP };
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
            if let (Some(column), None) = (column, item) {
                pieces.extend((!column.name.is_empty()).then_some((Piece::Heading, of)));
            } else {
                let together = item.map_or(0, |item| credit_rows(item, &own));
                pieces.extend(parted(baselines(&own), together).map(|piece| (piece, of)));
            }
        }
        let text = End { lines: baselines(&last), rules: 0.0 };
        let end = End { rules: bottom - end.y - text.height(setting), ..text };
        let tally = Self { characters: setting.characters, exact: true, pieces, end };
        let (outlook, pages) = tally.pages(setting);
        // Everything stands where it was reckoned to: nothing takes room that was not counted.
        let found = trial.lines.iter().enumerate().map(|(page, lines)| {
            let top = if page == 0 { body_top } else { Setting::AREA_TOP };
            let texts = lines.iter().filter(|y| **y > top).count() as u32;
            let lowest = lines.last().filter(|_| texts > 0);
            let used = lowest.map(|y| ((y - Setting::AREA_TOP) / setting.pitch()).floor() as u32);
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
        let heads = setting.masthead + headings as u32 * setting.column;
        let taken = trial.outlook.last_text_page as u32 * setting.lines;
        let taken = taken.saturating_sub(trial.outlook.free_below_text + heads);
        let mut pieces = vec![(Piece::Heading, (None, None)); headings];
        pieces.push((Piece::Lines(taken), (None, None)));
        let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
        let end = marks.iter().find(|mark| mark.kind == "end");
        let end = End { lines: 0, rules: end.map_or(0.0, |end| bottom - end.y) };
        Self { characters: setting.characters, exact: false, pieces, end }
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
                (Piece::Lines(((text + 2.0) / (characters - 4.0)).ceil() as u32), (None, None))
            })
            .collect();
        for (place, column) in bulletin.columns.iter().enumerate() {
            let heading = (Piece::Heading, (Some(place), None));
            pieces.extend((!column.name.is_empty()).then_some(heading));
            for (index, item) in column.items.iter().enumerate() {
                let of = (Some(place), Some(index));
                let mut lead =
                    if item.headline.is_empty() { 0.0 } else { width(&item.headline) + 1.0 };
                let count = item.body.len();
                for (index, block) in item.body.iter().enumerate() {
                    let Block::Paragraph(runs) = block else { continue };
                    let text: f64 = runs.iter().map(|run| width(&run.text)).sum();
                    let length = text + lead + 2.0;
                    lead = 0.0;
                    let lines = (length / characters).ceil().max(1.0);
                    let left = lines * characters - length;
                    let credit: f64 = item.credits.iter().map(|unit| width(unit) + 1.0).sum();
                    let apart = index + 1 == count && credit > left;
                    let lines = lines as u32 + u32::from(apart);
                    let lines = parted(lines, if apart { 2 } else { 0 });
                    pieces.extend(lines.map(|piece| (piece, of)));
                }
            }
        }
        let end = End { lines: end_lines(bulletin), rules: End::RULES };
        Self { characters: setting.characters, exact: false, pieces, end }
    }

    /// Whether it is of lines with as many characters.
    pub(super) fn is_for(&self, setting: Setting) -> bool {
        self.characters == setting.characters
    }

    /// Whether what it says of such settings is certain.
    pub(super) fn is_exact(&self) -> bool {
        self.exact
    }

    /// The items with their lines, in order.
    pub(super) fn items(&self) -> Vec<((usize, usize), u32)> {
        let mut items: Vec<((usize, usize), u32)> = vec![];
        for (piece, of) in &self.pieces {
            let (Piece::Lines(lines) | Piece::Together(lines), (Some(column), Some(item))) =
                (piece, of)
            else {
                continue;
            };
            match items.last_mut().filter(|(last, _)| *last == (*column, *item)) {
                Some((_, count)) => *count += lines,
                None => items.push(((*column, *item), *lines)),
            }
        }
        items
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
            if let Piece::Lines(count) = piece {
                let some = lines.min(count.saturating_sub(1));
                *count -= some;
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
        let mut pages =
            Pages { all: vec![Page { used: setting.masthead, texts: 0 }], last_text: 1 };
        let mut rest = self.pieces.iter().map(|(piece, _)| *piece).peekable();
        while let Some(piece) = rest.next() {
            match piece {
                Piece::Heading => {
                    let next = match rest.peek() {
                        None => 0,
                        Some(Piece::Heading) => setting.column,
                        Some(Piece::Lines(_)) => 1,
                        Some(Piece::Together(lines)) => *lines,
                    };
                    pages.need(setting, setting.column + next);
                    pages.take(setting.column, 1);
                }
                Piece::Together(lines) => {
                    pages.need(setting, lines);
                    pages.take(lines, lines);
                }
                Piece::Lines(lines) => {
                    let mut lines = (f64::from(lines) * narrower).ceil() as u32;
                    while lines > 0 {
                        pages.need(setting, 1);
                        let some =
                            lines.min(setting.lines.saturating_sub(pages.last().used).max(1));
                        pages.take(some, some);
                        lines -= some;
                    }
                }
            }
        }
        let free = f64::from(setting.lines.saturating_sub(pages.last().used)) * setting.pitch();
        let height = self.end.height(setting);
        if height + End::CLEARANCE * setting.pitch() > free + 0.01 {
            pages.turn();
        }
        // From the lowest baseline, which is not at the foot of its line.
        let below = (setting.pitch() - setting.size()) / 2.0 + 0.12 * setting.size();
        let lines = |points: f64| (points / setting.pitch()).floor().max(0.0) as u32;
        let count = pages.all.len();
        let last_is_empty = pages.last().texts == 0;
        let above_end = if last_is_empty { Setting::AREA_HEIGHT } else { free + below } - height;
        let outlook = Outlook {
            count,
            end_is_alone: count > 1 && last_is_empty,
            hole: lines(above_end).saturating_sub(1),
            last_text_page: pages.last_text,
            free_below_text: lines(free + below),
        };
        (outlook, pages.all)
    }
}

/// How far a page has been filled: lines taken, and how many of them have text. Those of the
/// masthead have none here.
#[derive(Debug, Clone, Copy)]
struct Page {
    used: u32,
    texts: u32,
}

struct Pages {
    all: Vec<Page>,
    /// The last with text, from 1.
    last_text: usize,
}

impl Pages {
    fn last(&self) -> Page {
        self.all.last().copied().unwrap_or(Page { used: 0, texts: 0 })
    }

    fn turn(&mut self) {
        self.all.push(Page { used: 0, texts: 0 });
    }

    /// Goes on to the next page when this has not so many lines left.
    fn need(&mut self, setting: Setting, lines: u32) {
        let used = self.last().used;
        if used > 0 && used + lines > setting.lines {
            self.turn();
        }
    }

    fn take(&mut self, lines: u32, texts: u32) {
        self.last_text = self.all.len();
        if let Some(last) = self.all.last_mut() {
            last.used += lines;
            last.texts += texts;
        }
    }
}

fn parted(count: u32, together: u32) -> impl Iterator<Item = Piece> {
    let free = count.saturating_sub(together);
    let lines = (free > 0).then_some(Piece::Lines(free));
    lines.into_iter().chain((together > 1).then_some(Piece::Together(together)))
}

/// Whether a bulletin has nothing but running text under columns.
pub(super) fn is_plain(bulletin: &Bulletin) -> bool {
    let blocks = bulletin.columns.iter().flat_map(|column| &column.items).flat_map(|i| &i.body);
    !bulletin.contents && blocks.into_iter().all(|block| matches!(block, Block::Paragraph(_)))
}

fn baselines(lines: &[&Line]) -> u32 {
    let mut all: Vec<(usize, f64)> = lines.iter().map(|line| (line.page, line.y)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    all.dedup_by(|a, b| a.0 == b.0 && (a.1 - b.1).abs() < 2.0);
    all.len() as u32
}

/// How many of the last lines of an item have some of its credit, when it did not fit into one.
fn credit_rows(item: &Item, own: &[&Line]) -> u32 {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let credit = bare(&format!("（{}）", item.credits.concat()));
    let mut rest = credit.as_str();
    let mut rows = 0;
    for line in own.iter().rev() {
        let text = bare(&line.text);
        rows += 1;
        match rest.strip_suffix(text.as_str()) {
            Some(before) if !before.is_empty() => rest = before,
            // The credit begins here, after the text or, on a line of its own, below it.
            Some(_) => return rows + 1,
            None => return if rows > 1 { rows } else { 0 },
        }
    }
    0
}

/// Width in characters, nearly: the faces are not asked. Marks that meet share a room.
fn width(text: &str) -> f64 {
    let is_mark = |c: char| is_one_of(c, "，。、；：？！“”‘’（）《》〈〉【】");
    let mut before = ' ';
    let mut total = 0;
    for c in text.chars() {
        total += halves(c) - usize::from(is_mark(before) && is_mark(c));
        before = c;
    }
    total as f64 / 2.0
}

/// Lines of the end block: the lists, whose later lines stand under the first character after the
/// colon, and the signatures.
fn end_lines(bulletin: &Bulletin) -> u32 {
    const CHARACTERS: f64 = 30.0;
    let list = |label: f64, text: &str| match text {
        "" => 0,
        text => (width(text) / (CHARACTERS - label)).ceil() as u32,
    };
    list(2.0, &bulletin.report_to)
        + list(2.0, &bulletin.send_to)
        + list(4.0, &bulletin.distribution)
        + 1
        + u32::from(bulletin.copies.is_some())
}
