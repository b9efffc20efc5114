//! Styles: what of bold, alignment, indent, heading level and number a paragraph or run gets by
//! its name.

use std::collections::{BTreeMap, BTreeSet};

use super::numbering;
use super::xml::Node;
use crate::bulletin::styles as own;
use crate::import::document::{Part, Told};
use crate::import::numbering::Numbered;

/// What a style says, or a paragraph or run by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks {
    pub(super) strong: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) raised: Option<Raised>,
    /// By [`STRIKE`] and the others.
    pub(super) switches: [Option<bool>; 4],
    pub(super) alignment: Option<Alignment>,
    pub(super) indented: Option<bool>,
    /// From 1.
    pub(super) heading: Option<u8>,
    pub(super) numbered: Numbered,
    pub(super) part: Part,
    pub(super) white: Option<bool>,
    /// Whether something coloured is behind it.
    pub(super) shaded: Option<bool>,
}

/// Whether what is behind has a colour of its own.
pub(super) fn is_shaded(node: &Node) -> bool {
    let fill = node.get("fill").unwrap_or("auto");
    let plain = fill == "auto" || fill.eq_ignore_ascii_case("FFFFFF");
    let pattern = node.val().is_some_and(|value| !matches!(value, "clear" | "nil"));
    !plain || pattern
}

/// Switches of characters: struck through, twice, in capitals, in small capitals.
const STRIKE: usize = 0;
const TWICE: usize = 1;
const CAPITALS: usize = 2;
const SMALL: usize = 3;

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
    /// Moved by a distance, which may be only so that it stands well.
    Up,
    Down,
    No,
}

impl Looks {
    pub(super) fn under(&self, over: &Looks) -> Looks {
        Looks {
            strong: over.strong.or(self.strong),
            hidden: over.hidden.or(self.hidden),
            raised: over.raised.or(self.raised),
            switches: std::array::from_fn(|at| over.switches[at].or(self.switches[at])),
            alignment: over.alignment.or(self.alignment),
            indented: over.indented.or(self.indented),
            heading: over.heading.or(self.heading),
            numbered: self.numbered.under(&over.numbered),
            white: over.white.or(self.white),
            shaded: over.shaded.or(self.shaded),
            part: if over.part == Part::Text { self.part } else { over.part },
        }
    }

    /// With what a character style says beside the paragraph's: what both turn on is off
    /// (ISO/IEC 29500-1, 17.7.3), but for the double line, which is no such switch.
    pub(super) fn with_style(&self, style: &Looks) -> Looks {
        let mut both = self.under(style);
        for at in [STRIKE, CAPITALS, SMALL] {
            if let (Some(one), Some(other)) = (self.switches[at], style.switches[at]) {
                both.switches[at] = Some(one != other);
            }
        }
        both
    }

    /// Only what makes text void or unseen.
    fn void(&self) -> Looks {
        Looks { hidden: self.hidden, switches: self.switches, ..Looks::default() }
    }

    fn on(&self, switch: usize) -> bool {
        self.switches[switch] == Some(true)
    }

    pub(super) fn is_struck(&self) -> bool {
        self.on(STRIKE) || self.on(TWICE)
    }

    /// Whether small letters are shown as capitals.
    pub(super) fn is_capital(&self) -> bool {
        self.on(CAPITALS) || self.on(SMALL)
    }

    /// What to call text that is not printed, or printed as void.
    pub(super) fn unseen(&self) -> Option<&'static str> {
        match self.hidden {
            Some(true) => Some("隐藏的文字"),
            _ => self.is_struck().then_some("划掉的文字"),
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
            "strike" => self.switches[STRIKE] = Some(node.on()),
            "dstrike" => self.switches[TWICE] = Some(node.on()),
            "caps" => self.switches[CAPITALS] = Some(node.on()),
            "smallCaps" => self.switches[SMALL] = Some(node.on()),
            "vanish" | "specVanish" => self.hidden = Some(node.on()),
            "vertAlign" => match node.val() {
                Some("superscript") => self.raised = Some(Raised::Above),
                Some("subscript") => self.raised = Some(Raised::Below),
                _ => self.raised = self.raised.or(Some(Raised::No)),
            },
            "position" => {
                let moved = node.val().and_then(|value| value.parse::<i32>().ok());
                let moved = moved.map(|half_points| match half_points {
                    4.. => Raised::Up,
                    ..=-4 => Raised::Down,
                    _ => Raised::No,
                });
                self.raised = self.raised.or(moved);
            }
            "color" => {
                let white = node.val().is_some_and(|value| value.eq_ignore_ascii_case("FFFFFF"));
                self.white = Some(white);
            }
            "shd" => self.shaded = Some(is_shaded(node)),
            "highlight" => self.shaded = Some(node.val() != Some("white")),
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
            "numPr" | "listPr" => self.numbered = numbering::numbered(node),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, (Option<String>, Looks)>,
    default: Option<String>,
    /// Of tables.
    default_table: Option<String>,
    /// What all text gets that no style says otherwise: only what makes it void or unseen.
    everywhere: Looks,
    /// Styles of tables that make some of their cells void or unseen.
    in_parts: BTreeSet<String>,
    /// The names of all, where they are those of our documents.
    own: BTreeMap<String, String>,
}

/// Styles that only a document of ours has all of.
const OWN: [&str; 4] = [own::BODY, own::HEADLINE, own::PUBLISHER, own::RULE];

/// A chain of styles based on each other is not longer; a circle is.
const LONGEST: usize = 16;

impl Styles {
    pub(super) fn read(root: &Node) -> Self {
        let mut styles = Self::default();
        let Some(root) = root.child("styles").or_else(|| root.find("styles")) else {
            return styles;
        };
        let defaults =
            root.child("docDefaults").and_then(|all| all.child("rPrDefault")?.child("rPr"));
        styles.everywhere = defaults.map(|node| Looks::read(node).void()).unwrap_or_default();
        for style in root.nodes().filter(|node| node.name == "style") {
            let Some(id) = style.get("styleId") else { continue };
            let paragraph = style.get("type").is_none_or(|kind| kind == "paragraph");
            let default = style.get("default").is_some_and(|v| !matches!(v, "0" | "false" | "off"));
            if paragraph && default {
                styles.default = Some(id.to_owned());
            } else if default && style.get("type") == Some("table") {
                styles.default_table = Some(id.to_owned());
            }
            let parts = style.nodes().filter(|node| node.name == "tblStylePr");
            let void = |part: &Node| {
                part.child("rPr").is_some_and(|node| Looks::read(node).unseen().is_some())
            };
            if parts.into_iter().any(void) {
                styles.in_parts.insert(id.to_owned());
            }
            let based = style.child("basedOn").and_then(Node::val).map(str::to_owned);
            let of = |name: &str| style.child(name).map(Looks::read).unwrap_or_default();
            let mut looks = of("pPr").under(&of("rPr"));
            // Heading 1 is a heading in old files that say no more than its name.
            let name = style.child("name").and_then(Node::val).unwrap_or_default();
            styles.own.insert(id.to_owned(), name.to_owned());
            let level = name.to_ascii_lowercase();
            let level = level.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "));
            if let Some(level) = level.and_then(|level| level.trim().parse::<u8>().ok())
                && (1..=9).contains(&level)
            {
                looks.heading = looks.heading.or(Some(level));
            }
            styles.all.insert(id.to_owned(), (based, looks));
        }
        if !OWN.iter().all(|name| styles.own.values().any(|own| own == name)) {
            styles.own.clear();
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

    /// What a paragraph's text gets beside its style, outside tables.
    pub(super) fn everywhere(&self) -> Looks {
        self.everywhere.clone()
    }

    /// The same in a table, by the table's style; and whether some of its cells may be otherwise.
    pub(super) fn of_table(&self, id: Option<&str>) -> (Looks, bool) {
        let Some(id) = id.or(self.default_table.as_deref()) else {
            return (self.everywhere(), false);
        };
        let own = if self.all.contains_key(id) { self.looks(Some(id)) } else { Looks::default() };
        (self.everywhere.under(&own.void()), self.in_parts.contains(id))
    }

    /// What a character style says: it has no default.
    pub(super) fn of_run(&self, id: &str) -> Looks {
        let looks = if self.all.contains_key(id) { self.looks(Some(id)) } else { Looks::default() };
        // In our own documents bold is told by the style, whatever face the office has for it.
        let (part, strong) = match self.own.get(id).map(String::as_str) {
            Some(own::HEADLINE) => (Part::Headline, true),
            Some(own::LABEL) => (Part::Label, true),
            Some(own::CREDIT) => (Part::Credit, false),
            Some(own::STRONG) => (Part::Text, true),
            Some(own::LEAD) => (Part::Text, false),
            _ => return looks,
        };
        Looks { part, strong: Some(strong), ..looks }
    }

    /// What a paragraph is by its style, in a document of ours.
    pub(super) fn told(&self, id: Option<&str>) -> Option<Told> {
        Some(match self.own.get(id?)?.as_str() {
            own::NAME => Told::Name,
            own::NUMBER => Told::Number,
            own::PUBLISHER => Told::Publisher,
            own::CORRECTION => Told::Correction,
            own::NOTE => Told::Note,
            own::CONTENTS => Told::Contents,
            own::COLUMN => Told::Column,
            own::TITLE => Told::Title,
            own::BODY => Told::Body,
            own::FIRST | own::SECOND => Told::Subhead,
            own::TABLE_CAPTION => Told::TableCaption,
            own::FIGURE_CAPTION => Told::FigureCaption,
            own::CELL => Told::Cell,
            own::HEAD_CELL => Told::HeadCell,
            own::CREDIT_LINE => Told::CreditLine,
            own::LIST => Told::List,
            own::SIGNED => Told::Signed,
            _ => return None,
        })
    }

    /// Whether a style of our own has this name.
    pub(super) fn is_named(&self, id: Option<&str>, name: &str) -> bool {
        id.and_then(|id| self.own.get(id)).is_some_and(|own| own == name)
    }

    /// Whether the document is one of ours.
    pub(super) fn are_own(&self) -> bool {
        !self.own.is_empty()
    }
}

/// Whether a change takes out the mark that has these properties.
pub(super) fn is_taken_out(mark: &Node) -> bool {
    mark.nodes().any(|node| match node.name.as_str() {
        "del" | "moveFrom" => true,
        "annotation" => node.get("type") == Some("Word.Deletion"),
        _ => false,
    })
}
