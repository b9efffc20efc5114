//! Styles: what of bold, alignment, indent and heading level a paragraph or run gets by its name.

use std::collections::BTreeMap;

use anyhow::Result;

use super::body::{self, on};

/// What a style says, or a paragraph by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks {
    pub(super) strong: Option<bool>,
    pub(super) centred: Option<bool>,
    pub(super) indented: Option<bool>,
    /// From 1.
    pub(super) heading: Option<u8>,
}

impl Looks {
    fn under(&self, over: &Looks) -> Looks {
        Looks {
            strong: over.strong.or(self.strong),
            centred: over.centred.or(self.centred),
            indented: over.indented.or(self.indented),
            heading: over.heading.or(self.heading),
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
}

pub(super) fn read(xml: &str) -> Result<Styles> {
    let mut styles = Styles::default();
    let mut current: Option<String> = None;
    body::each_element(xml, |name, attributes| {
        let value = attributes.get("val").map(String::as_str);
        if name == "style" {
            current = attributes.get("styleId").cloned();
            if let Some(id) = &current {
                let paragraph = attributes.get("type").is_none_or(|kind| kind == "paragraph");
                if paragraph && attributes.get("default").is_some_and(|value| on(Some(value))) {
                    styles.default = Some(id.clone());
                }
                styles.all.insert(id.clone(), Default::default());
            }
            return;
        }
        let Some((based, looks)) = current.as_ref().and_then(|id| styles.all.get_mut(id)) else {
            return;
        };
        match name {
            "basedOn" => *based = value.map(str::to_owned),
            // A table's style says what its first row looks like as well.
            "tblStylePr" => current = None,
            _ => note(looks, name, attributes),
        }
    })?;
    Ok(styles)
}

/// Takes what one element says.
pub(super) fn note(looks: &mut Looks, name: &str, attributes: &BTreeMap<String, String>) {
    let value = attributes.get("val").map(String::as_str);
    match name {
        "b" => looks.strong = Some(on(value)),
        // Chinese faces have no bold: what is to stand out is in 黑体 or 小标宋.
        "rFonts" => {
            if let Some(face) = attributes.get("eastAsia").or_else(|| attributes.get("ascii")) {
                let heavy = ["黑体", "SimHei", "小标宋", "Heiti", "YaHei", "雅黑"];
                let is_heavy = heavy.iter().any(|name| face.contains(name));
                // A plain face says nothing about bold that is told elsewhere.
                if is_heavy {
                    looks.strong = Some(true);
                }
            }
        }
        "jc" => looks.centred = Some(value == Some("center")),
        "outlineLvl" => {
            let level = value.and_then(|value| value.parse::<u8>().ok()).filter(|level| *level < 9);
            looks.heading = Some(level.map_or(0, |level| level + 1));
        }
        "ind" => {
            let some = |key: &str| {
                attributes.get(key).and_then(|v| v.parse::<f64>().ok()).is_some_and(|v| v > 0.0)
            };
            looks.indented = Some(some("firstLine") || some("firstLineChars"));
        }
        _ => {}
    }
}
