//! Which of the items that match are asked for.

use chrono::NaiveDate;

use super::Finder;
use crate::search::fold::{self, Phrase};

/// What hits are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// A unit by any of its names.
    pub unit: Option<String>,
    /// Words of a column's name.
    pub column: Option<String>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// A filter, ready to be asked of many items.
pub(super) struct Passing<'a> {
    finder: &'a Finder,
    filter: &'a Filter,
    unit: Option<usize>,
    unit_words: Option<Phrase>,
    column: Option<Phrase>,
}

impl<'a> Passing<'a> {
    pub(super) fn new(finder: &'a Finder, filter: &'a Filter) -> Self {
        let unit = filter.unit.as_deref();
        Self {
            unit: unit.and_then(|unit| finder.names.find(&finder.roster, unit.trim(), None)),
            unit_words: unit.and_then(Phrase::new),
            column: filter.column.as_deref().and_then(Phrase::new),
            finder,
            filter,
        }
    }

    pub(super) fn is_open(&self) -> bool {
        *self.filter == Filter::default()
    }

    pub(super) fn pass(
        &self,
        date: Option<NaiveDate>,
        column: &str,
        mut credits: &mut dyn Iterator<Item = &str>,
    ) -> bool {
        let after = self.filter.from.is_none_or(|from| date.is_some_and(|date| from <= date));
        let before = self.filter.to.is_none_or(|to| date.is_some_and(|date| date <= to));
        let under = self.column.as_ref().is_none_or(|name| fold::fold(column).contains(name));
        after
            && before
            && under
            && self.unit_words.as_ref().is_none_or(|words| {
                (&mut credits).any(|credit| match self.unit {
                    Some(unit) => {
                        let Finder { names, roster, .. } = self.finder;
                        names.of_credit(roster, credit, date).contains(&unit)
                    }
                    // One that the roster does not know, as it is written.
                    None => fold::fold(credit).contains(words),
                })
            })
    }
}
