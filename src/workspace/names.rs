//! The names that a workspace knows, for texts that have nearly one of them.

use super::Workspace;
use crate::config::distribution;
use crate::config::lexicon::Word;
use crate::zh::near::{Names, Tolerance};

impl Workspace {
    /// The names to be spelt right: of units, of those who get the bulletin, and set names.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let units = self.roster.units.iter().flat_map(|unit| {
                // Of two towns of one kind nobody knows which is meant.
                let town = ["乡", "镇", "街道"].iter().any(|end| unit.credit.ends_with(end));
                let tolerance = if town { Tolerance::Doubled } else { Tolerance::AnySlip };
                unit.forms().map(move |form| (form, tolerance))
            });
            let set = self.lexicon.set_names().flat_map(Word::right);
            let set = set.map(|name| (name, Tolerance::AnySlip));
            let titles = distribution::parts(&self.config.distribution).into_iter();
            let titles = titles.map(|title| (title, Tolerance::Doubled));
            Names::new(units.chain(set).chain(titles))
        })
    }
}
