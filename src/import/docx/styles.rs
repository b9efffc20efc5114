//! Styles: what of bold, alignment, indent, heading level and number a paragraph or run gets by
//! its name.

use std::collections::BTreeMap;

use super::numbering::Numbered;
use super::xml::Node;

/// What a style says, or a paragraph or run by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks {
    pub(super) strong: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<Raised>,
    pub(super) alignment: Option<Alignment>,
    pub(super) indented: Option<bool>,
    /// From 1.
    pub(super) heading: Option<u8>,
    pub(super) numbered: Numbered,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alignment {
    Centre,
    Right,
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Raised {
    Above,
    Below,
    No,
}

impl Looks {
    pub(super) fn under(&self, over: &Looks) -> Looks {
        Looks {
            strong: over.strong.or(self.strong),
            hidden: over.hidden.or(self.hidden),
            raised: over.raised.or(self.raised),
            alignment: over.alignment.or(self.alignment),
            indented: over.indented.or(self.indented),
            heading: over.heading.or(self.heading),
            numbered: self.numbered.under(&over.numbered),
        }
    }

    /// Takes what the properties of a run or paragraph say.
    pub(super) fn read(properties: &Node) -> Self {
        let mut looks = Self::default();
        properties.nodes().for_each(|node| looks.note(node));
        looks
    }

    fn note(&mut self, node: &Node) {
        match node.name.as_str() {
            "b" => self.strong = Some(node.on()),
            "vanish" | "specVanish" => self.hidden = Some(node.on()),
            "vertAlign" => {
                self.raised = Some(match node.val() {
                    Some("superscript") => Raised::Above,
                    Some("subscript") => Raised::Below,
                    _ => Raised::No,
                });
            }
            // Chinese faces have no bold: what is to stand out is in 黑体 or 小标宋.
            "rFonts" => {
                let face = ["eastAsia", "fareast", "ascii"].iter().find_map(|key| node.get(key));
                let heavy = ["黑体", "SimHei", "小标宋", "Heiti", "YaHei", "雅黑"];
                // A plain face says nothing about bold that is told elsewhere.
                if face.is_some_and(|face| heavy.iter().any(|name| face.contains(name))) {
                    self.strong = Some(true);
                }
            }
            "jc" => {
                self.alignment = Some(match node.val() {
                    Some("center") => Alignment::Centre,
                    Some("right" | "end") => Alignment::Right,
                    _ => Alignment::Other,
                });
            }
            "outlineLvl" => {
                let level = node.val().and_then(|value| value.parse::<u8>().ok());
                self.heading = Some(level.filter(|level| *level < 9).map_or(0, |level| level + 1));
            }
            "ind" => {
                let some = |key: &str| {
                    node.get(key).and_then(|v| v.parse::<f64>().ok()).is_some_and(|v| v > 0.0)
                };
                self.indented =
                    Some(some("firstLine") || some("firstLineChars") || some("first-line"));
            }
            "numPr" | "listPr" => self.numbered = Numbered::read(node),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, (Option<String>, Looks)>,
    default: Option<String>,
}

/// A chain of styles based on each other is not longer; a circle is.
const LONGEST: usize = 16;

impl Styles {
    pub(super) fn read(root: &Node) -> Self {
        let mut styles = Self::default();
        let Some(root) = root.child("styles").or_else(|| root.find("styles")) else {
            return styles;
        };
        for style in root.nodes().filter(|node| node.name == "style") {
            let Some(id) = style.get("styleId") else { continue };
            let paragraph = style.get("type").is_none_or(|kind| kind == "paragraph");
            let default = style.get("default").is_some_and(|v| !matches!(v, "0" | "false" | "off"));
            if paragraph && default {
                styles.default = Some(id.to_owned());
            }
            let based = style.child("basedOn").and_then(Node::val).map(str::to_owned);
            let of = |name: &str| style.child(name).map(Looks::read).unwrap_or_default();
            let mut looks = of("pPr").under(&of("rPr"));
            // Heading 1 is a heading in old files that say no more than its name.
            let name = style.child("name").and_then(Node::val).unwrap_or_default();
            let level = name.to_ascii_lowercase();
            let level = level.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "));
            if let Some(level) = level.and_then(|level| level.trim().parse::<u8>().ok())
                && (1..=9).contains(&level)
            {
                looks.heading = looks.heading.or(Some(level));
            }
            styles.all.insert(id.to_owned(), (based, looks));
        }
        styles
    }

    /// What a style says, with those that it is based on.
    pub(super) fn looks(&self, id: Option<&str>) -> Looks {
        let mut chain = vec![];
        let mut next = id.or(self.default.as_deref());
        while let Some((based, looks)) = next.and_then(|id| self.all.get(id)) {
            chain.push(looks);
            next = based.as_deref().filter(|_| chain.len() < LONGEST);
        }
        chain.iter().rev().fold(Looks::default(), |under, over| under.under(over))
    }

    /// What a character style says: it has no default.
    pub(super) fn of_run(&self, id: &str) -> Looks {
        if self.all.contains_key(id) { self.looks(Some(id)) } else { Looks::default() }
    }
}
