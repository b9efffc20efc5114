//! Automatic numbers, as Word counts them (ECMA-376-1, 17.9; [MS-DOC] 2.9.131): by paragraph or by
//! style, on nine levels, with starts, restarts and overrides. Readers of both formats fill the lists.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Rich, rich};
use super::number_format::written;

/// All lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    pub(super) lists: BTreeMap<String, List>,
    pub(super) nums: BTreeMap<String, Num>,
    /// How far each list has counted, level by level.
    counters: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Instances that have begun; the first paragraph of one restarts where it says so.
    begun: BTreeSet<String>,
}

pub(super) const LEVELS: usize = 9;

#[derive(Debug, Default)]
pub(super) struct List {
    pub(super) levels: BTreeMap<usize, Level>,
    /// The style that holds its levels, when it has none itself.
    pub(super) link: Option<String>,
    /// The style it holds the levels for.
    pub(super) of_style: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) start: i64,
    pub(super) format: String,
    /// What a custom format looks like: 001, 002, 003, ...
    pub(super) custom: String,
    pub(super) text: String,
    /// Decimal numbers for the levels above as well.
    pub(super) legal: bool,
    pub(super) restart: Option<usize>,
    pub(super) tab: bool,
    pub(super) style: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Num {
    pub(super) list: String,
    pub(super) starts: BTreeMap<usize, i64>,
    pub(super) levels: BTreeMap<usize, Level>,
}

/// What a paragraph says of its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) num: Option<String>,
    pub(super) level: Option<usize>,
}

impl Numbered {
    pub(super) fn under(&self, over: &Self) -> Self {
        Self {
            num: over.num.clone().or_else(|| self.num.clone()),
            level: over.level.or(self.level),
        }
    }
}

impl Numbering {
    /// The number of the next paragraph of a list, with the white space behind it; `None` when
    /// there is none, or a bullet. `style` is the paragraph's.
    pub(super) fn next(&mut self, numbered: &Numbered, style: Option<&str>) -> Option<String> {
        let id = numbered.num.as_deref().filter(|id| *id != "0")?;
        let list = self.list_of(id)?;
        let by_style = || {
            let levels = &self.lists.get(&list)?.levels;
            levels.iter().find(|(_, l)| l.style.is_some() && l.style.as_deref() == style)
        };
        let own = numbered.level;
        let level = own.or_else(|| by_style().map(|(at, _)| *at)).unwrap_or_default();
        if level >= LEVELS {
            return None;
        }
        let first = self.begun.insert(id.to_owned());
        let start = |at: usize| self.level(id, &list, at).map_or(1, |level| level.start);
        let mut starts: [i64; LEVELS] = std::array::from_fn(start);
        let restarts: [Option<usize>; LEVELS] =
            std::array::from_fn(|at| self.level(id, &list, at).and_then(|level| level.restart));
        let overridden = self.nums.get(id).map(|num| num.starts.clone()).unwrap_or_default();
        let counters = self.counters.entry(list.clone()).or_default();
        for (at, start) in overridden.into_iter().filter(|(at, _)| *at < LEVELS) {
            starts[at] = start;
            // The first paragraph of the instance begins anew.
            if first {
                counters[at] = None;
            }
        }
        for at in 0..level {
            counters[at].get_or_insert(starts[at]);
        }
        counters[level] = Some(counters[level].map_or(starts[level], |count| count + 1));
        for at in level + 1..LEVELS {
            // A level restarts after any higher one, unless it names the one, or never.
            if restarts[at].is_none_or(|after| after > 0 && level < after) {
                counters[at] = None;
            }
        }
        let counters = *counters;
        let this = self.level(id, &list, level)?;
        if matches!(this.format.as_str(), "bullet") {
            return None;
        }
        let mut text = String::new();
        let mut rest = this.text.chars();
        while let Some(c) = rest.next() {
            let which = (c == '%').then(|| rest.clone().next()?.to_digit(10)).flatten();
            match which {
                Some(which) if which > 0 => {
                    rest.next();
                    let at = which as usize - 1;
                    let Some(other) = self.level(id, &list, at) else { continue };
                    let value = counters[at].unwrap_or(other.start);
                    let decimal = this.legal && other.format != "none";
                    let format = if decimal { "decimal" } else { &other.format };
                    text.push_str(&written(value, format, &other.custom));
                }
                _ => text.push(c),
            }
        }
        // Faces of symbols in the text of a level draw bullets.
        if text.trim().is_empty() || text.chars().all(|c| ('\u{E000}'..='\u{F8FF}').contains(&c)) {
            return None;
        }
        if this.tab {
            text.push('\t');
        }
        Some(text)
    }

    /// Whether the level of a paragraph is known.
    pub(super) fn knows(&self, numbered: &Numbered) -> bool {
        let list = || {
            let num = numbered.num.as_deref()?;
            self.level(num, &self.list_of(num)?, numbered.level.unwrap_or_default())
        };
        list().is_some()
    }

    fn list_of(&self, num: &str) -> Option<String> {
        let list = &self.nums.get(num)?.list;
        let link = self.lists.get(list)?.link.as_ref();
        let linked = link.and_then(|style| {
            self.lists.iter().find(|(_, list)| list.of_style.as_ref() == Some(style))
        });
        Some(linked.map_or(list, |(id, _)| id).clone())
    }

    fn level(&self, num: &str, list: &str, at: usize) -> Option<&Level> {
        let own = self.nums.get(num).and_then(|num| num.levels.get(&at));
        own.or_else(|| self.lists.get(list)?.levels.get(&at))
    }
}

/// Puts a number before a line, as bold as what follows; 1. before 5亿元 is no 1.5.
pub(super) fn put(number: &str, line: &mut Rich) {
    let start = line.iter().position(|glyph| !glyph.c.is_whitespace()).unwrap_or(line.len());
    let strong = line.get(start).is_some_and(|glyph| glyph.strong);
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let meets = figure(line.get(start).map(|glyph| glyph.c))
        && (number.ends_with('.') || figure(number.chars().last()));
    let number = if meets { format!("{number} ") } else { number.to_owned() };
    line.splice(..start, rich(&number, strong));
}
