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
    /// All that may.
    All,
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
            Self::All => Manner { may_win: false, squeezed: may() },
            Self::These(places) => Manner { may_win: false, squeezed: places.contains(&place) },
        }
    }
}

/// The items with paragraphs that may win a line back, as a bulletin, and where each is in the whole
/// one, column by column.
pub(super) fn candidates(
    bulletin: &Bulletin,
    setting: Setting,
) -> (Bulletin, Vec<Vec<(usize, usize)>>) {
    let may = |item: &Item| {
        item.body.iter().enumerate().any(|(index, block)| {
            matches!(block, Block::Paragraph(runs)
                if may_win(item, index, runs, setting.characters))
        })
    };
    let (mut columns, mut places) = (vec![], vec![]);
    for (c, column) in bulletin.columns.iter().enumerate() {
        let own = column.items.iter().enumerate().filter(|(_, item)| may(item));
        let (at, items): (Vec<_>, Vec<Item>) = own.map(|(i, item)| ((c, i), item.clone())).unzip();
        if !items.is_empty() {
            columns.push(Column { items, ..column.clone() });
            places.push(at);
        }
    }
    let part = Bulletin { columns, note: vec![], ..bulletin.clone() };
    (part, places)
}

/// Compares a count of lines with one of the candidates, squeezed: which of them win, and the count
/// with these squeezed. The first is of the whole bulletin, or of the candidates as well. `None` where
/// the two do not agree in their paragraphs.
pub(super) fn compared(
    plain: &Tally,
    squeezed: &Tally,
    places: &[Vec<(usize, usize)>],
    is_whole: bool,
) -> Option<(Vec<Place>, Tally)> {
    let mut wins = vec![];
    let mut tally = plain.clone();
    for ((column, item, index), own) in squeezed.paragraphs() {
        let (c, i) = *places.get(column)?.get(item)?;
        let place = (c, i, index);
        let before = tally.paragraph_mut(if is_whole { place } else { (column, item, index) })?;
        if own.all() < before.all() {
            *before = own;
            wins.push(place);
        }
    }
    Some((wins, tally.won()))
}
