//! Layouts of a bulletin on trial: what each setting gives, with as few of them as possible.

use std::cell::{Cell, Ref, RefCell};

use anyhow::Result;

use super::choice::Look;
use super::laid::{Outlook, Trial};
use super::tally::{Tally, is_plain};
use super::wins::{Candidates, Compared, Wins};
use super::{Setting, Typesetter};
use crate::bulletin::{Block, Bulletin};

/// Lays the bulletin out as asked, each setting once.
pub(super) struct Trials<'a> {
    typesetter: &'a Typesetter,
    bulletin: &'a Bulletin,
    laid: RefCell<Vec<Trial>>,
    /// One for each way of breaking lines that was laid out, or is known without.
    tallies: RefCell<Vec<Tally>>,
    /// What squeezing wins, by the number of characters a line; `None` where it cannot be counted.
    wins: RefCell<Vec<(u32, Option<Compared>)>>,
    /// Whether the lengths of texts may be believed as to how many lines they take, not squeezed.
    believes_lengths: Cell<bool>,
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
        let (wins, believes_lengths) = (RefCell::default(), Cell::new(true));
        Self { typesetter, bulletin, laid, tallies, wins, believes_lengths, trusts: true, is_long }
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
                let wins_none = setting.won && wins == Wins::These(vec![]);
                let as_set = Setting { won: setting.won && !wins_none, ..setting };
                if let Some(index) = self.position(as_set) {
                    self.laid.borrow_mut()[index].setting = setting;
                    return Ok(Ref::map(self.laid.borrow(), |laid| &laid[index]));
                }
                let pages =
                    self.typesetter.lay_out_as(self.bulletin, as_set, false, &wins, None)?;
                if self.is_long {
                    Typesetter::forget(0);
                }
                let trial = Trial::new(setting, pages);
                if !self.tallies.borrow().iter().any(|tally| tally.is_for(setting)) {
                    let tally = Tally::of(self.bulletin, &trial);
                    if self.belies_lengths(&tally, setting) {
                        self.believes_lengths.set(false);
                        self.wins.borrow_mut().clear();
                        if setting.won {
                            return self.layout(setting);
                        }
                    }
                    self.tallies.borrow_mut().push(tally);
                    self.count_the_other(setting.characters);
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
        let wins = self.compared(setting)?;
        Ok(wins.map_or(Wins::Tried, |compared| Wins::These(compared.wins())))
    }

    /// What squeezing wins where lines hold as many characters. `None` where that cannot be counted.
    pub(super) fn compared(&self, setting: Setting) -> Result<Option<Compared>> {
        let is_for = |(characters, _): &&(u32, _)| *characters == setting.characters;
        if let Some((_, known)) = self.wins.borrow().iter().find(is_for) {
            return Ok(known.clone());
        }
        let compared = self.compare(setting)?;
        self.wins.borrow_mut().push((setting.characters, compared.clone()));
        self.count_the_other(setting.characters);
        Ok(compared)
    }

    fn compare(&self, setting: Setting) -> Result<Option<Compared>> {
        if !is_plain(self.bulletin) {
            return Ok(None);
        }
        let candidates = Candidates::of(self.bulletin, setting);
        if candidates.are_none() {
            return Ok(Some(Compared::default()));
        }
        let usual = Setting { won: false, ..setting };
        let whole = self
            .exact(usual)
            .or_else(|| self.believes_lengths.get().then(|| Tally::rough(self.bulletin, usual)));
        let (part, squeezed) = candidates.part(self.bulletin, whole.is_none());
        let wins = Wins::These(squeezed);
        let pages = self.typesetter.lay_out_as(&part, setting, false, &wins, None)?;
        let counted = Tally::of(&part, &Trial::new(setting, pages));
        let counted = Some(counted).filter(Tally::is_exact);
        Ok(counted.and_then(|counted| Compared::of(&candidates, &counted, whole.as_ref())))
    }

    /// Whether a layout shows that it was wrong to believe the lengths as to which paragraphs win a line. They
    /// are right where they have told each line of all that is not squeezed.
    fn belies_lengths(&self, tally: &Tally, setting: Setting) -> bool {
        let usual = Setting { won: false, ..setting };
        if !self.believes_lengths.get() || self.exact(usual).is_some() {
            return false;
        }
        let wins = self.wins.borrow();
        let known = wins.iter().find(|(characters, _)| *characters == setting.characters);
        let Some((_, Some(compared))) = known else { return false };
        let told = compared.tally(&Tally::rough(self.bulletin, usual), setting.won);
        told.is_none_or(|told| !tally.is_exact() || told.paragraphs() != tally.paragraphs())
    }

    /// Where one manner of breaking lines is counted, and what squeezing wins is known, the other need
    /// not be laid out.
    fn count_the_other(&self, characters: u32) {
        let wins = self.wins.borrow();
        let compared = wins.iter().find(|(known, _)| *known == characters);
        let Some((_, Some(compared))) = compared else { return };
        for won in [false, true] {
            let setting = Setting { won, characters, ..Setting::STANDARD };
            let other = self.exact(Setting { won: !won, ..setting });
            if self.exact(setting).is_none()
                && let Some(tally) = other.and_then(|other| compared.tally(&other, won))
            {
                self.tallies.borrow_mut().push(tally);
            }
        }
    }

    /// Takes counts for certain.
    pub(super) fn believe(&self, tallies: Vec<Tally>) {
        self.tallies.borrow_mut().extend(tallies);
    }

    /// The count that is certain for a setting.
    pub(super) fn exact(&self, setting: Setting) -> Option<Tally> {
        let is_sure = |tally: &&Tally| tally.is_exact() && tally.is_for(setting);
        self.tallies.borrow().iter().find(is_sure).cloned()
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
        if let Some(tally) = self.exact(setting).filter(|_| self.trusts) {
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
