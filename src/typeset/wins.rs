//! Which paragraphs are set with their marks squeezed, where that wins a line back.
//!
//! A template can find it out by setting such a paragraph both ways, which costs twice a layout's work
//! for each. Where lines can be counted it is known before: the few that by their lengths may win are
//! set squeezed by themselves, and compared with those of a layout without any.

use super::Setting;
use super::greedy::{may_win, may_win_as};
use super::paragraph::{Paragraph, Place};
use super::tally::Tally;
use crate::bulletin::{Block, Bulletin, Column, Item};

/// The paragraphs that a layout squeezes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wins {
    /// Those that the template finds to win a line.
    Tried,
    These(Vec<Place>),
}

/// What becomes of one paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    pub(super) may_win: bool,
    pub(super) squeezed: bool,
}

impl Wins {
    pub(super) fn manner(&self, item: &Item, place: Place, setting: Setting) -> Manner {
        let may = || match &item.body[place.2] {
            Block::Paragraph(runs) => {
                setting.won && may_win(item, place.2, runs, setting.characters)
            }
            Block::Subhead(_) | Block::Table(_) | Block::Figure(_) => false,
        };
        match self {
            Self::Tried => Manner { may_win: may(), squeezed: false },
            Self::These(places) => Manner { may_win: false, squeezed: places.contains(&place) },
        }
    }
}

/// The paragraphs that may win a line back.
pub(super) struct Candidates {
    /// They alone, in items of as few paragraphs.
    items: Vec<Item>,
    /// Index of the item and of the paragraph in these, and where it is in the whole bulletin.
    places: Vec<((usize, usize), Place)>,
}

impl Candidates {
    pub(super) fn of(bulletin: &Bulletin, setting: Setting) -> Self {
        let (mut items, mut places) = (vec![], vec![]);
        for (c, column) in bulletin.columns.iter().enumerate() {
            for (i, item) in column.items.iter().enumerate() {
                let may = |(index, block): (usize, &Block)| {
                    matches!(block, Block::Paragraph(runs)
                        if may_win_as(item, index, runs, true, setting.characters))
                    .then_some(index)
                };
                let own: Vec<usize> = item.body.iter().enumerate().filter_map(may).collect();
                if !own.is_empty() {
                    let there = |(at, index)| ((items.len(), at), (c, i, index));
                    places.extend(own.iter().copied().enumerate().map(there));
                    items.push(only(item, &own));
                }
            }
        }
        Self { items, places }
    }

    pub(super) fn are_none(&self) -> bool {
        self.places.is_empty()
    }

    /// They as a bulletin with as little else as can be, and those of it to squeeze: all, or behind each
    /// other first none and then all.
    pub(super) fn part(&self, bulletin: &Bulletin, twice: bool) -> (Bulletin, Vec<Place>) {
        let times = if twice { 2 } else { 1 };
        let items = std::iter::repeat_n(&self.items, times).flatten().cloned().collect();
        let part = Bulletin {
            columns: vec![Column { name: String::new(), items }],
            note: vec![],
            correction: None,
            report_to: String::new(),
            send_to: String::new(),
            distribution: String::new(),
            copies: None,
            ..bulletin.clone()
        };
        (part, self.places.iter().map(|(there, _)| self.there(*there, twice)).collect())
    }

    /// Where one is squeezed in that.
    fn there(&self, (item, index): (usize, usize), twice: bool) -> Place {
        (0, if twice { self.items.len() + item } else { item }, index)
    }
}

/// An item of some of its paragraphs, which break as they do in the whole: with the headline that is run
/// in with the first, and the credit behind the last.
fn only(item: &Item, own: &[usize]) -> Item {
    let headline = if own.contains(&0) { item.headline.clone() } else { String::new() };
    let ends = own.contains(&item.body.len().wrapping_sub(1));
    let credits = if ends { item.credits.clone() } else { vec![] };
    let body = own.iter().map(|index| item.body[*index].clone()).collect();
    Item { headline, body, credits }
}

/// The candidates in lines, both ways.
#[derive(Debug, Clone, Default)]
pub(super) struct Compared {
    /// Where each is in the whole bulletin, as it is usually, and squeezed.
    both: Vec<(Place, Paragraph, Paragraph)>,
}

impl Compared {
    /// By a count of the part, beside one of the whole bulletin where that is known. `None` where the two
    /// do not agree in their paragraphs.
    pub(super) fn of(candidates: &Candidates, part: &Tally, whole: Option<&Tally>) -> Option<Self> {
        let (part, whole) = (part.paragraphs(), whole.map(Tally::paragraphs));
        let find = |all: &[(Place, Paragraph)], place: Place| {
            all.iter().find(|(there, _)| *there == place).map(|(_, own)| *own)
        };
        let both = candidates.places.iter().map(|(there, place)| {
            let plain = match &whole {
                Some(whole) => find(whole, *place)?,
                None => find(&part, candidates.there(*there, false))?,
            };
            Some((*place, plain, find(&part, candidates.there(*there, whole.is_none()))?))
        });
        Some(Self { both: both.collect::<Option<_>>()? })
    }

    /// Those that win.
    pub(super) fn wins(&self) -> Vec<Place> {
        let winners = self.both.iter().filter(|(_, plain, squeezed)| squeezed.all() < plain.all());
        winners.map(|(place, ..)| *place).collect()
    }

    /// From a count of the whole bulletin that for settings that win lines back, or do not.
    pub(super) fn tally(&self, of: &Tally, won: bool) -> Option<Tally> {
        let mut tally = of.clone().with_won(won);
        for (place, plain, squeezed) in &self.both {
            let takes = if won && squeezed.all() < plain.all() { squeezed } else { plain };
            let own = tally.paragraph_mut(*place)?;
            *own = Paragraph { lines: takes.lines, rows: takes.rows, ..*own };
        }
        Some(tally)
    }
}
