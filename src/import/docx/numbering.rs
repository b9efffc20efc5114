//! Automatic numbers, as Word counts them (ECMA-376-1, 17.9): by paragraph or by style, on nine
//! levels, with starts, restarts and overrides.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::Node;
use crate::import::number_format::written;

/// All lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<String, List>,
    nums: BTreeMap<String, Num>,
    /// How far each list has counted, level by level.
    counters: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Instances that have begun; the first paragraph of one restarts where it says so.
    begun: BTreeSet<String>,
}

const LEVELS: usize = 9;

#[derive(Debug, Default)]
struct List {
    levels: BTreeMap<usize, Level>,
    /// The style that holds its levels, when it has none itself.
    link: Option<String>,
    /// The style it holds the levels for.
    of_style: Option<String>,
}

#[derive(Debug, Clone)]
struct Level {
    start: i64,
    format: String,
    /// What a custom format looks like: 001, 002, 003, ...
    custom: String,
    text: String,
    /// Decimal numbers for the levels above as well.
    legal: bool,
    restart: Option<usize>,
    tab: bool,
    style: Option<String>,
}

#[derive(Debug, Default)]
struct Num {
    list: String,
    starts: BTreeMap<usize, i64>,
    levels: BTreeMap<usize, Level>,
}

/// What a paragraph says of its number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) num: Option<String>,
    pub(super) level: Option<usize>,
}

impl Numbered {
    pub(super) fn read(properties: &Node) -> Self {
        let value = |name: &str| properties.child(name).and_then(Node::val).map(str::to_owned);
        Self {
            // Word 2003 calls it ilfo.
            num: value("numId").or_else(|| value("ilfo")),
            level: value("ilvl").and_then(|level| level.parse().ok()),
        }
    }

    pub(super) fn under(&self, over: &Self) -> Self {
        Self {
            num: over.num.clone().or_else(|| self.num.clone()),
            level: over.level.or(self.level),
        }
    }
}

impl Numbering {
    pub(super) fn read(root: &Node) -> Self {
        let mut all = Self::default();
        let Some(root) = root.child("numbering") else { return all };
        for node in root.nodes() {
            match node.name.as_str() {
                "abstractNum" => {
                    let id = node.get("abstractNumId").unwrap_or_default().to_owned();
                    all.lists.insert(id, List::read(node));
                }
                "num" => {
                    let id = node.get("numId").unwrap_or_default().to_owned();
                    all.nums.insert(id, Num::read(node));
                }
                _ => {}
            }
        }
        all
    }

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

impl List {
    fn read(node: &Node) -> Self {
        let link = |name: &str| node.child(name).and_then(Node::val).map(str::to_owned);
        Self {
            levels: levels(node).collect(),
            link: link("numStyleLink"),
            of_style: link("styleLink"),
        }
    }
}

impl Num {
    fn read(node: &Node) -> Self {
        let mut num = Self {
            list: node.child("abstractNumId").and_then(Node::val).unwrap_or_default().to_owned(),
            ..Self::default()
        };
        for over in node.nodes().filter(|node| node.name == "lvlOverride") {
            let Some(at) = over.get("ilvl").and_then(|at| at.parse().ok()) else { continue };
            num.levels.extend(levels(over));
            let start = over.child("startOverride").and_then(Node::val);
            if let Some(start) = start.and_then(|start| start.parse().ok()) {
                num.starts.insert(at, start);
            }
        }
        num
    }
}

fn levels(node: &Node) -> impl Iterator<Item = (usize, Level)> {
    node.nodes().filter(|node| node.name == "lvl").filter_map(|node| {
        let at = node.get("ilvl")?.parse().ok()?;
        let value = |name: &str| node.child(name).and_then(Node::val);
        // A format that old programs do not know stands in an alternative.
        let format = node.child("numFmt").or_else(|| {
            let choice = node.child("AlternateContent")?;
            choice.child("Choice").and_then(|choice| choice.child("numFmt"))
        });
        let level = Level {
            start: value("start").and_then(|start| start.parse().ok()).unwrap_or_default(),
            format: format.and_then(Node::val).unwrap_or("decimal").to_owned(),
            custom: format.and_then(|node| node.get("format")).unwrap_or_default().to_owned(),
            text: value("lvlText").unwrap_or_default().to_owned(),
            legal: node.child("isLgl").is_some_and(Node::on),
            restart: value("lvlRestart").and_then(|at| at.parse().ok()),
            tab: value("suff").is_none_or(|suff| suff != "nothing"),
            style: value("pStyle").map(str::to_owned),
        };
        Some((at, level))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(levels: &str, nums: &str, paragraphs: &[(usize, &str)]) -> Vec<String> {
        let xml = format!(
            "<numbering><abstractNum abstractNumId=\"0\">{levels}</abstractNum>{nums}</numbering>"
        );
        let mut numbering = Numbering::read(&Node::parse(&xml).expect("a part"));
        let mut next = |(level, num): &(usize, &str)| {
            let numbered = Numbered { num: Some((*num).to_owned()), level: Some(*level) };
            numbering.next(&numbered, None).unwrap_or_default()
        };
        paragraphs.iter().map(&mut next).collect()
    }

    fn level(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<lvl ilvl=\"{at}\"><start val=\"1\"/><numFmt val=\"{format}\"/><lvlText val=\"{text}\"/><suff val=\"nothing\"/>{more}</lvl>"
        )
    }

    #[test]
    fn levels_count_restart_and_name_those_above() {
        let levels = level(0, "chineseCounting", "第%1章", "")
            + &level(1, "decimal", "%1.%2", "<isLgl/>")
            + &level(2, "upperLetter", "%3、", "<lvlRestart val=\"0\"/>");
        let nums = "<num numId=\"1\"><abstractNumId val=\"0\"/></num>\
            <num numId=\"2\"><abstractNumId val=\"0\"/><lvlOverride ilvl=\"0\"><startOverride val=\"1\"/></lvlOverride></num>\
            <num numId=\"3\"><abstractNumId val=\"0\"/><lvlOverride ilvl=\"0\"><startOverride val=\"8\"/></lvlOverride></num>";
        let order =
            [(0, "1"), (1, "1"), (2, "1"), (1, "1"), (2, "1"), (0, "1"), (1, "1"), (2, "1")];
        assert_eq!(
            numbers(&levels, nums, &order),
            ["第一章", "1.1", "A、", "1.2", "B、", "第二章", "2.1", "C、"]
        );
        assert_eq!(
            numbers(&levels, nums, &[(0, "1"), (0, "1"), (0, "2"), (0, "2"), (0, "1")]),
            ["第一章", "第二章", "第一章", "第二章", "第三章"]
        );
        assert_eq!(numbers(&levels, nums, &[(1, "1"), (0, "1")]), ["1.1", "第二章"]);
        assert_eq!(
            numbers(&levels, nums, &[(0, "3"), (0, "1"), (0, "3")]),
            ["第八章", "第九章", "第十章"]
        );
    }

    #[test]
    fn bullets_and_numbers_without_a_list_are_none() {
        let levels = level(0, "bullet", "\u{F06C}", "");
        let nums = "<num numId=\"1\"><abstractNumId val=\"0\"/></num>";
        assert_eq!(numbers(&levels, nums, &[(0, "1"), (0, "7"), (0, "0")]), ["", "", ""]);
    }
}
