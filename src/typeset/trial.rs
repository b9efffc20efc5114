//! Layouts of a bulletin on trial: what each setting gives, with as few of them as possible.

use std::cell::{Ref, RefCell};

use anyhow::Result;

use super::audit::Text;
use super::choice::Look;
use super::tally::Tally;
use super::{Pages, Setting, Typesetter};
use crate::bulletin::Bulletin;

/// What a setting gives, as far as fitting asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outlook {
    /// Pages.
    pub(super) count: usize,
    /// Whether the end block has a page without text.
    pub(super) end_is_alone: bool,
    /// Lines that would still go between the text and the end block.
    pub(super) hole: u32,
    /// The last page with text, and the lines that would still go on it but for the end block.
    pub(super) last_text_page: usize,
    pub(super) free_below_text: u32,
}

/// One layout of the bulletin.
pub(super) struct Trial {
    pub(super) setting: Setting,
    pub(super) pages: Pages,
    pub(super) outlook: Outlook,
    /// Baselines of the text on each page, downwards; on that of the end block those above it.
    pub(super) lines: Vec<Vec<f64>>,
}

impl Trial {
    fn new(setting: Setting, pages: Pages) -> Self {
        let (texts, marks) = (pages.texts(), pages.marks());
        let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
        let end = marks.iter().find(|mark| mark.kind == "end");
        let (end_page, end_y) = end.map_or((pages.count(), bottom), |end| (end.page, end.y));
        let lines = lines_of_pages(texts, pages.count(), (end_page, end_y));
        let body = |page: usize| lines.get(page - 1).map_or(&[][..], Vec::as_slice);
        let free = |lines: &[f64], limit: f64| {
            let lowest = lines.last().copied().unwrap_or(Setting::AREA_TOP);
            ((limit - lowest) / setting.pitch()).floor().max(0.0) as u32
        };
        let last = body(end_page);
        let last_text_page = (1..=end_page).rev().find(|page| !body(*page).is_empty());
        let last_text_page = last_text_page.unwrap_or(1);
        let outlook = Outlook {
            count: pages.count(),
            end_is_alone: pages.count() > 1 && last.is_empty(),
            hole: free(last, end_y).saturating_sub(1),
            last_text_page,
            free_below_text: free(body(last_text_page), bottom),
        };
        Self { setting, pages, outlook, lines }
    }
}

/// Lays the bulletin out as asked, each setting once.
pub(super) struct Press<'a> {
    typesetter: &'a Typesetter,
    bulletin: &'a Bulletin,
    trials: RefCell<Vec<Trial>>,
    /// One for each number of characters a line that was laid out.
    tallies: RefCell<Vec<Tally>>,
    /// Whether they may be believed without a layout.
    trusts: bool,
}

impl<'a> Press<'a> {
    pub(super) fn new(typesetter: &'a Typesetter, bulletin: &'a Bulletin) -> Self {
        let (trials, tallies) = (RefCell::default(), RefCell::default());
        Self { typesetter, bulletin, trials, tallies, trusts: true }
    }

    /// The layout of a setting.
    pub(super) fn layout(&self, setting: Setting) -> Result<Ref<'_, Trial>> {
        let index = match self.position(setting) {
            Some(index) => index,
            None => {
                let pages = self.typesetter.lay_out(self.bulletin, setting, false)?;
                let trial = Trial::new(setting, pages);
                let mut tallies = self.tallies.borrow_mut();
                if !tallies.iter().any(|tally| tally.is_for(setting)) {
                    tallies.push(Tally::of(self.bulletin, &trial));
                }
                let mut trials = self.trials.borrow_mut();
                trials.push(trial);
                trials.len() - 1
            }
        };
        Ok(Ref::map(self.trials.borrow(), |trials| &trials[index]))
    }

    pub(super) fn bulletin(&self) -> &'a Bulletin {
        self.bulletin
    }

    fn position(&self, setting: Setting) -> Option<usize> {
        self.trials.borrow().iter().position(|trial| trial.setting == setting)
    }

    #[cfg(test)]
    pub(super) fn layouts(&self) -> usize {
        self.trials.borrow().len()
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
        Ok(index.map(|index| self.trials.get_mut().swap_remove(index)))
    }
}

impl Look for Press<'_> {
    /// Counted where that is certain, else laid out.
    fn look(&self, setting: Setting) -> Result<Outlook> {
        if let Some(index) = self.position(setting) {
            return Ok(self.trials.borrow()[index].outlook);
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
}

/// Baselines of the text on each page within the type area, downwards, but for the end block, of
/// which page and top are given.
fn lines_of_pages(texts: &[Text], pages: usize, end: (usize, f64)) -> Vec<Vec<f64>> {
    let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
    let mut all: Vec<Vec<f64>> = vec![vec![]; pages];
    for text in texts.iter().filter(|text| !text.text.trim().is_empty()) {
        let lowest = if text.page == end.0 { end.1 } else { bottom };
        if let Some(lines) = all.get_mut(text.page - 1)
            && Setting::AREA_TOP < text.y
            && text.y < lowest
        {
            lines.push(text.y);
        }
    }
    for lines in &mut all {
        lines.sort_by(f64::total_cmp);
        lines.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    }
    all
}
