//! Which of the items that match are asked for.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Finder;
use crate::search::fold::{self, Phrase};
use crate::source::nearest::nearest;

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

impl Finder {
    /// Whether there is no column with some words in its name, and which is called much like that.
    pub fn missing_column(&self, words: &str) -> Option<Option<String>> {
        let (words, phrase) = (words.trim(), Phrase::new(words)?);
        let mut columns: BTreeSet<String> = BTreeSet::new();
        self.each(|issue| {
            for item in &issue.items {
                if !columns.contains(item.column) {
                    columns.insert(item.column.to_owned());
                }
            }
        });
        let is_there = columns.iter().any(|column| fold::fold(column).contains(&phrase));
        // Words are often a part of the name: 民声 for 民生保障.
        let length = words.chars().count();
        let parts = columns.iter().flat_map(|column| {
            let ends = column.char_indices().map(|(at, c)| at + c.len_utf8()).skip(length - 1);
            let part = move |(from, to): (usize, usize)| &column[from..to];
            column.char_indices().map(|(at, _)| at).zip(ends).map(part).chain([column.as_str()])
        });
        let near = || {
            let near = nearest(words, parts)?;
            columns.iter().find(|column| column.contains(near)).cloned()
        };
        (!is_there).then(near)
    }
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
            unit: unit.and_then(|unit| finder.roster.family(unit.trim(), None)),
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
                        let roster = &self.finder.roster;
                        let parts = roster.split(credit, date).unwrap_or_default();
                        parts.iter().any(|part| roster.family(part, date) == Some(unit))
                    }
                    // One that the roster does not know, as it is written.
                    None => fold::fold(credit).contains(words),
                })
            })
    }
}
