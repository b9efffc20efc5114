//! Which paragraphs are set with their marks squeezed, where that wins a line back.
//!
//! A template can find it out by setting such a paragraph both ways, which costs twice a layout's work
//! for each. Where lines can be counted it is known before: the few that by their lengths may win are
//! set squeezed by themselves, and compared with those of a layout without any.

use super::Setting;
use super::greedy::may_win;
use super::paragraph::Place;
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

/// The items with paragraphs that may win a line back.
pub(super) struct Candidates {
    /// They as a bulletin.
    pub(super) part: Bulletin,
    /// The paragraphs in it that may.
    pub(super) paragraphs: Vec<Place>,
    /// Where each item is in the whole bulletin, column by column.
    places: Vec<Vec<(usize, usize)>>,
}

impl Candidates {
    pub(super) fn of(bulletin: &Bulletin, setting: Setting) -> Self {
        let (mut columns, mut paragraphs, mut places) = (vec![], vec![], vec![]);
        for (c, column) in bulletin.columns.iter().enumerate() {
            let (mut items, mut at) = (vec![], vec![]);
            for (i, item) in column.items.iter().enumerate() {
                let may = |(index, block): (usize, &Block)| {
                    matches!(block, Block::Paragraph(runs)
                        if may_win(item, index, runs, setting.characters))
                    .then_some((columns.len(), items.len(), index))
                };
                let own: Vec<Place> = item.body.iter().enumerate().filter_map(may).collect();
                if !own.is_empty() {
                    paragraphs.extend(own);
                    items.push(item.clone());
                    at.push((c, i));
                }
            }
            if !items.is_empty() {
                columns.push(Column { items, ..column.clone() });
                places.push(at);
            }
        }
        let part = Bulletin { columns, note: vec![], ..bulletin.clone() };
        Self { part, paragraphs, places }
    }

    /// Where a paragraph is in the whole bulletin.
    fn place(&self, (column, item, index): Place) -> Option<Place> {
        let (column, item) = *self.places.get(column)?.get(item)?;
        Some((column, item, index))
    }
}

/// Compares a count of lines with one of the candidates, squeezed: which of them win, and the count
/// with these squeezed. The first is of the whole bulletin, or of the candidates as well. `None` where
/// the two do not agree in their paragraphs.
pub(super) fn compared(
    plain: &Tally,
    squeezed: &Tally,
    candidates: &Candidates,
    is_whole: bool,
) -> Option<(Vec<Place>, Tally)> {
    let mut wins = vec![];
    let mut tally = plain.clone();
    for (there, own) in squeezed.paragraphs() {
        let place = candidates.place(there)?;
        let before = tally.paragraph_mut(if is_whole { place } else { there })?;
        if own.all() < before.all() {
            *before = own;
            wins.push(place);
        }
    }
    Some((wins, tally.won()))
}
