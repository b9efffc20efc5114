//! Which item of a draft a submission has become: by its headline, by how its text begins, or by its
//! unit and a headline made from it. What is another submission's by one of the first two is not
//! taken for this one's.

use std::collections::{HashMap, HashSet};

use super::Submission;
use crate::config::units::Roster;
use crate::draft::{Draft, Item};
use crate::office::Number;
use crate::workspace::memory::credits;

/// What an item is called that has no headline.
pub(super) const NAMELESS: &str = "（没有标题）";

/// Of a text so much is noted, in characters without white space,
const BEGIN: usize = 18;
/// and so much at least tells it from others.
const TELLING: usize = 8;

/// How a text begins, as far as it is noted.
pub(super) fn begin(body: &str) -> String {
    body.chars().filter(|c| !c.is_whitespace() && *c != '*').take(BEGIN).collect()
}

/// An item of a submission, looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought<'a> {
    headline: &'a str,
    begin: &'a str,
    units: &'a [String],
    /// Whether the submission has no other.
    is_only: bool,
}

impl<'a> Sought<'a> {
    /// The items of a submission; one that stands for all while they are not known.
    pub(super) fn of(submission: &'a Submission) -> Vec<Self> {
        let items = &submission.items;
        let paired = items.len() == submission.begins.len();
        let sought = |at: usize| Self {
            headline: items.get(at).map_or("", String::as_str),
            begin: submission.begins.get(at).filter(|_| paired).map_or("", String::as_str),
            units: &submission.units,
            is_only: items.len() == 1,
        };
        (0..items.len().max(1)).map(sought).collect()
    }

    /// Its headline; nothing while that is not known.
    pub(super) fn headline(&self) -> &'a str {
        self.headline
    }

    fn is_named(&self) -> bool {
        !self.headline.is_empty() && self.headline != NAMELESS
    }
}

/// What is known of all submissions.
#[derive(Debug)]
pub(super) struct Known<'a> {
    headlines: HashSet<&'a str>,
    /// How texts begin that no other begins like: 为深入贯彻落实…… tells nothing.
    begins: HashSet<&'a str>,
    roster: &'a Roster,
}

impl<'a> Known<'a> {
    pub(super) fn of(
        all: impl Iterator<Item = &'a Submission> + Clone,
        roster: &'a Roster,
    ) -> Self {
        let mut begins: HashMap<&str, usize> = HashMap::new();
        for text in all.clone().flat_map(|of| &of.begins) {
            *begins.entry(text).or_default() += 1;
        }
        let telling =
            |(text, times): &(&str, usize)| *times == 1 && text.chars().count() >= TELLING;
        Self {
            headlines: all.flat_map(|of| &of.items).map(String::as_str).collect(),
            begins: begins.into_iter().filter(telling).map(|(text, _)| text).collect(),
            roster,
        }
    }

    /// The item of a draft that it is.
    pub(super) fn position(&self, draft: &Draft, sought: &Sought<'_>) -> Option<Number> {
        let likeness = |item: &Item| self.likeness(item, sought);
        let all =
            draft.items().filter_map(|(column, at, item)| Some((likeness(item)?, column, at)));
        let best = all.max_by(|one, other| one.0.total_cmp(&other.0))?;
        Some(Number::item(best.1, best.2))
    }

    /// How sure it is that an item is the one; none where it is not.
    fn likeness(&self, item: &Item, sought: &Sought<'_>) -> Option<f64> {
        const ALIKE: f64 = 0.5;
        if sought.is_named() && headline(item) == sought.headline {
            return Some(2.0);
        }
        if self.begins.contains(sought.begin) && text(item) == sought.begin {
            return Some(1.5);
        }
        if !sought.is_named() || !self.is_by(item, sought.units) || self.is_anothers(item) {
            return None;
        }
        let likeness = strsim::normalized_levenshtein(headline(item), sought.headline);
        (likeness >= ALIKE).then_some(likeness)
    }

    /// The only item of a draft by the units of a submission that is no other's: where its text is
    /// not known.
    pub(super) fn only(&self, draft: &Draft, sought: &Sought<'_>) -> Option<Number> {
        let open = |item: &Item| {
            !headline(item).is_empty() && self.is_by(item, sought.units) && !self.is_anothers(item)
        };
        let mut all = draft.items().filter(|(.., item)| open(item));
        let asked = sought.is_only && sought.is_named() && !self.begins.contains(sought.begin);
        let (column, at, _) = all.next().filter(|_| asked)?;
        all.next().is_none().then_some(Number::item(column, at))
    }

    /// Whether one of these units, by whatever name, has sent an item.
    fn is_by(&self, item: &Item, units: &[String]) -> bool {
        let same = |credit: &str, unit: &String| {
            let of = |form: &str| self.roster.unit(form, None);
            credit == unit || of(credit).is_some_and(|at| of(unit) == Some(at))
        };
        credits(item).any(|credit| units.iter().any(|unit| same(credit, unit)))
    }

    fn is_anothers(&self, item: &Item) -> bool {
        self.headlines.contains(headline(item)) || self.begins.contains(text(item).as_str())
    }
}

fn headline(item: &Item) -> &str {
    item.headline.as_ref().map_or("", |text| text.trim())
}

/// How the text of an item begins.
fn text(item: &Item) -> String {
    item.body.as_ref().map_or_else(String::new, |body| begin(body))
}
