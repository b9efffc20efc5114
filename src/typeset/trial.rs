//! Layouts of a bulletin on trial: what each setting gives, with as few of them as possible.

use std::cell::{Ref, RefCell};

use anyhow::Result;

use super::choice::Look;
use super::laid::{Outlook, Trial};
use super::tally::Tally;
use super::{Setting, Typesetter};
use crate::bulletin::{Block, Bulletin};

/// Lays the bulletin out as asked, each setting once.
pub(super) struct Trials<'a> {
    typesetter: &'a Typesetter,
    bulletin: &'a Bulletin,
    laid: RefCell<Vec<Trial>>,
    /// One for each way of breaking lines that was laid out.
    tallies: RefCell<Vec<Tally>>,
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
        Self { typesetter, bulletin, laid, tallies, trusts: true, is_long }
    }

    /// The layout of a setting.
    pub(super) fn layout(&self, setting: Setting) -> Result<Ref<'_, Trial>> {
        let index = match self.position(setting) {
            Some(index) => index,
            None => {
                let pages = self.typesetter.lay_out(self.bulletin, setting, false)?;
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
