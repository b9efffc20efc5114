//! Layouts of a bulletin on trial: what each setting gives, with as few of them as possible.

use std::cell::{Ref, RefCell};

use anyhow::Result;

use super::choice::Look;
use super::laid::{Outlook, Trial};
use super::paragraph::Place;
use super::tally::{Tally, is_plain};
use super::wins::{Candidates, Wins, compared};
use super::{Setting, Typesetter};
use crate::bulletin::{Block, Bulletin};

/// Lays the bulletin out as asked, each setting once.
pub(super) struct Trials<'a> {
    typesetter: &'a Typesetter,
    bulletin: &'a Bulletin,
    laid: RefCell<Vec<Trial>>,
    /// One for each way of breaking lines that was laid out, or is known without.
    tallies: RefCell<Vec<Tally>>,
    /// Which paragraphs are squeezed where lines are won, by the number of characters a line.
    wins: RefCell<Vec<(u32, Wins)>>,
    /// Whether they may be believed without a layout.
    trusts: bool,
    /// Whether it is so long that the engine keeps no more than it must of each layout.
    is_long: bool,
}

impl<'a> Trials<'a> {
    pub(super) fn new(typesetter: &'a Typesetter, bulletin: &'a Bulletin) -> Self {
        const MANY_ROWS: usize = 300;
        let (laid, tallies) = (RefCell::default(), RefCell::default());
        let is_long = rows(bulletin) > MANY_ROWS;
        let wins = RefCell::default();
        Self { typesetter, bulletin, laid, tallies, wins, trusts: true, is_long }
    }

    /// The same, but what a setting gives is only ever laid out, and squeezed paragraphs tried.
    #[cfg(test)]
    pub(super) fn doubting(typesetter: &'a Typesetter, bulletin: &'a Bulletin) -> Self {
        Self { trusts: false, ..Self::new(typesetter, bulletin) }
    }

    /// The layout of a setting.
    pub(super) fn layout(&self, setting: Setting) -> Result<Ref<'_, Trial>> {
        let index = match self.position(setting) {
            Some(index) => index,
            None => {
                let wins = self.wins(setting)?;
                // With nothing to win it is the layout without.
                let same = self.position(Setting { won: false, ..setting });
                if let Some(index) = same.filter(|_| wins == Wins::These(vec![])) {
                    self.laid.borrow_mut()[index].setting = setting;
                    return Ok(Ref::map(self.laid.borrow(), |laid| &laid[index]));
                }
                let pages =
                    self.typesetter.lay_out_as(self.bulletin, setting, false, &wins, None)?;
                if self.is_long {
                    Typesetter::forget(0);
                }
                let trial = Trial::new(setting, pages);
                let mut tallies = self.tallies.borrow_mut();
                if !tallies.iter().any(|tally| tally.is_for(setting)) {
                    tallies.push(Tally::of(self.bulletin, &trial));
                }
                let mut laid = self.laid.borrow_mut();
                laid.push(trial);
                laid.len() - 1
            }
        };
        Ok(Ref::map(self.laid.borrow(), |laid| &laid[index]))
    }

    /// Which paragraphs a setting squeezes.
    pub(super) fn wins(&self, setting: Setting) -> Result<Wins> {
        if !setting.won {
            return Ok(Wins::These(vec![]));
        }
        if !self.trusts {
            return Ok(Wins::Tried);
        }
        let is_for = |(characters, _): &&(u32, Wins)| *characters == setting.characters;
        if let Some((_, known)) = self.wins.borrow().iter().find(is_for) {
            return Ok(known.clone());
        }
        let wins = self.compare(setting)?.map_or(Wins::Tried, Wins::These);
        self.wins.borrow_mut().push((setting.characters, wins.clone()));
        Ok(wins)
    }

    /// Finds out what is won where lines hold so many characters. `None` where that cannot be counted.
    fn compare(&self, setting: Setting) -> Result<Option<Vec<Place>>> {
        if !is_plain(self.bulletin) {
            return Ok(None);
        }
        let candidates = Candidates::of(self.bulletin, setting);
        let part = &candidates.part;
        let counted = |setting, wins: &[Place]| -> Result<Tally> {
            let wins = Wins::These(wins.to_vec());
            let pages = self.typesetter.lay_out_as(part, setting, false, &wins, None)?;
            Ok(Tally::of(part, &Trial::new(setting, pages)))
        };
        let without = Setting { won: false, ..setting };
        let known = self.tallies.borrow().iter().find(|tally| tally.is_for(without)).cloned();
        let whole = known.filter(Tally::is_exact);
        if part.columns.is_empty() {
            self.tallies.borrow_mut().extend(whole.map(Tally::won));
            return Ok(Some(vec![]));
        }
        let squeezed = counted(setting, &candidates.paragraphs)?;
        // Where the whole is not laid out yet, they are by themselves the other way, too.
        let (plain, is_whole) = match whole {
            Some(whole) => (whole, true),
            None => (counted(without, &[])?, false),
        };
        if !squeezed.is_exact() || !plain.is_exact() {
            return Ok(None);
        }
        let Some((wins, tally)) = compared(&plain, &squeezed, &candidates, is_whole) else {
            return Ok(None);
        };
        self.tallies.borrow_mut().extend(is_whole.then_some(tally));
        Ok(Some(wins))
    }

    pub(super) fn bulletin(&self) -> &'a Bulletin {
        self.bulletin
    }

    fn position(&self, setting: Setting) -> Option<usize> {
        self.laid.borrow().iter().position(|trial| trial.setting == setting)
    }

    #[cfg(test)]
    pub(super) fn layouts(&self) -> usize {
        self.laid.borrow().len()
    }

    /// Takes the layout of a setting, when it gives what it was said to. When not, nothing is
    /// believed any more that is not laid out.
    pub(super) fn take(&mut self, setting: Setting) -> Result<Option<Trial>> {
        let expected = self.look(setting)?;
        if self.layout(setting)?.outlook != expected {
            self.trusts = false;
            return Ok(None);
        }
        let index = self.position(setting);
        Ok(index.map(|index| self.laid.get_mut().swap_remove(index)))
    }
}

impl Look for Trials<'_> {
    /// Counted where that is certain, else laid out.
    fn look(&self, setting: Setting) -> Result<Outlook> {
        if let Some(index) = self.position(setting) {
            return Ok(self.laid.borrow()[index].outlook);
        }
        let _ = self.wins(setting)?;
        let sure = |tally: &&Tally| self.trusts && tally.is_exact() && tally.is_for(setting);
        if let Some(tally) = self.tallies.borrow().iter().find(sure) {
            return Ok(tally.outlook(setting));
        }
        Ok(self.layout(setting)?.outlook)
    }

    fn guess(&self, setting: Setting) -> Option<Outlook> {
        let tallies = self.tallies.borrow();
        let tally = tallies.iter().find(|tally| tally.is_for(setting)).or(tallies.first());
        tally.map(|tally| tally.outlook(setting))
    }

    /// What is not counted is laid out, one by one.
    fn reach(&self) -> usize {
        const LAYOUTS: usize = 10;
        let counts = self.trusts && self.tallies.borrow().iter().any(Tally::is_exact);
        match (self.is_long, counts) {
            (true, _) => 0,
            (false, true) => usize::MAX,
            (false, false) => LAYOUTS,
        }
    }
}

/// Rows of all tables.
fn rows(bulletin: &Bulletin) -> usize {
    let items = bulletin.columns.iter().flat_map(|column| &column.items);
    let rows = items.flat_map(|item| &item.body).map(|block| match block {
        Block::Table(table) => table.rows.len(),
        Block::Paragraph(_) | Block::Subhead(_) | Block::Figure(_) => 0,
    });
    rows.sum()
}
