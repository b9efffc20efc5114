//! As much of CSS as decides whether a text is shown, bold, or set off.

use std::collections::BTreeMap;

/// What declarations say.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Declared {
    pub(super) hidden: Option<bool>,
    pub(super) strong: Option<bool>,
    pub(super) pre: Option<bool>,
    pub(super) align: Option<String>,
    pub(super) indented: Option<bool>,
    pub(super) raised: Option<i8>,
    pub(super) list: Option<String>,
    pub(super) struck: Option<bool>,
    /// Small letters are shown as capitals.
    pub(super) capital: Option<bool>,
    /// Set on lines of its own, whatever the element.
    pub(super) block: Option<bool>,
    /// Set apart from what stands beside it on the line.
    pub(super) apart: Option<bool>,
    /// What is inside stands side by side, with room between.
    pub(super) spread: Option<bool>,
}

impl Declared {
    pub(super) fn read(text: &str) -> Self {
        let mut all = Self::default();
        for declaration in text.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let name = name.trim().to_ascii_lowercase();
            let value = value.replace("!important", "").trim().to_ascii_lowercase();
            match name.as_str() {
                "display" => {
                    all.hidden = Some(value == "none");
                    let blocks = ["block", "flex", "grid", "table", "list-item", "table-row"];
                    all.block = Some(blocks.contains(&value.as_str()));
                    let apart = ["inline-block", "inline-flex", "table-cell", "inline-table"];
                    all.apart = Some(apart.contains(&value.as_str()));
                    all.spread = Some(value.contains("flex") || value.contains("grid"));
                }
                "float" => all.apart = Some(value != "none"),
                "position" if value == "absolute" || value == "fixed" => all.apart = Some(true),
                "margin" | "margin-right" | "padding" | "padding-left" | "padding-right"
                    if value.split_whitespace().any(|part| !is_zero(part) && part != "auto") =>
                {
                    all.apart = all.apart.or(Some(true));
                }
                "margin-left" if !is_zero(&value) && !value.starts_with('-') => {
                    all.apart = all.apart.or(Some(true));
                }
                "visibility" => all.hidden = all.hidden.or(Some(value == "hidden")),
                "opacity" | "font-size" if is_zero(&value) => all.hidden = Some(true),
                // Far beside the screen, for programs that read pages aloud.
                "left" | "top" | "text-indent" | "margin-left" if is_far(&value) => {
                    all.hidden = Some(true);
                }
                "mso-hide" if value == "all" => all.hidden = Some(true),
                "font-weight" => {
                    let heavy =
                        value.parse::<u32>().map_or(value.starts_with("bold"), |w| w >= 600);
                    all.strong = Some(heavy);
                }
                "white-space" => all.pre = Some(value.starts_with("pre")),
                "text-align" => all.align = Some(value),
                "text-indent" => {
                    let number: String =
                        value.chars().take_while(|c| "0123456789.".contains(*c)).collect();
                    all.indented = Some(number.parse::<f64>().is_ok_and(|n| n > 0.0));
                }
                "vertical-align" => {
                    all.raised = match value.as_str() {
                        "super" => Some(1),
                        "sub" => Some(-1),
                        _ => None,
                    };
                }
                "text-decoration" | "text-decoration-line" => {
                    all.struck = Some(value.contains("line-through"));
                }
                "text-transform" => all.capital = Some(value == "uppercase"),
                "font-variant" | "font-variant-caps" => {
                    all.capital = all.capital.or(Some(value.contains("small-caps")));
                }
                "list-style-type" | "list-style" => all.list = Some(value),
                _ => {}
            }
        }
        all
    }

    pub(super) fn under(&self, over: &Self) -> Self {
        Self {
            hidden: over.hidden.or(self.hidden),
            strong: over.strong.or(self.strong),
            pre: over.pre.or(self.pre),
            align: over.align.clone().or_else(|| self.align.clone()),
            indented: over.indented.or(self.indented),
            raised: over.raised.or(self.raised),
            list: over.list.clone().or_else(|| self.list.clone()),
            struck: over.struck.or(self.struck),
            capital: over.capital.or(self.capital),
            block: over.block.or(self.block),
            apart: over.apart.or(self.apart),
            spread: over.spread.or(self.spread),
        }
    }
}

/// 0, 0.0, 0px, 0%.
fn is_zero(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f64>().is_ok_and(|number| number == 0.0)
}

/// -999px and more.
fn is_far(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    value.ends_with("px") && number.parse::<f64>().is_ok_and(|number| number <= -900.0)
        || value.ends_with("em") && number.parse::<f64>().is_ok_and(|number| number <= -90.0)
}

/// Rules of `<style>`: those for one name, class or id.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: BTreeMap<String, Declared>,
}

impl Sheet {
    pub(super) fn add(&mut self, text: &str) {
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
            let (selectors, block) = (&rest[..open], &rest[open + 1..close]);
            rest = &rest[close + 1..];
            // Blocks of other media hold rules of their own, which end with the first of them.
            if selectors.contains('@') || block.contains('{') {
                continue;
            }
            let declared = Declared::read(block);
            if declared == Declared::default() {
                continue;
            }
            let selectors = selectors.rsplit("*/").next().unwrap_or_default();
            for selector in selectors.trim_start_matches("<!--").split(',') {
                let selector = selector.trim().to_ascii_lowercase();
                let simple = selector.chars().all(|c| c.is_alphanumeric() || ".#-_".contains(c));
                if simple && !selector.is_empty() && self.rules.len() < 4096 {
                    let rule = self.rules.entry(selector).or_default();
                    *rule = rule.under(&declared);
                }
            }
        }
    }

    /// What the sheets say of an element.
    pub(super) fn of(&self, name: &str, class: &str, id: &str) -> Declared {
        let mut all = Declared::default();
        if self.rules.is_empty() {
            return all;
        }
        let mut take = |selector: String| {
            if let Some(rule) = self.rules.get(&selector) {
                all = all.under(rule);
            }
        };
        take(name.to_owned());
        for class in class.to_ascii_lowercase().split_whitespace() {
            take(format!(".{class}"));
            take(format!("{name}.{class}"));
        }
        if !id.is_empty() {
            let id = id.to_ascii_lowercase();
            take(format!("#{id}"));
            take(format!("{name}#{id}"));
        }
        all
    }
}
