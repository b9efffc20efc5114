//! The numbers of `<ol>`, as a browser counts them.

use crate::import::number_format::{self, written};

/// A list that is open.
#[derive(Debug)]
pub(super) struct List {
    ordered: bool,
    next: i64,
    step: i64,
    kind: String,
}

impl List {
    /// `reversed` is the number of entries of a list that is counted down.
    pub(super) fn new(
        name: &str,
        start: Option<&str>,
        reversed: Option<i64>,
        kind: Option<&str>,
        style: Option<&str>,
    ) -> Self {
        let ordered = name == "ol";
        let start = start.and_then(number_format::read);
        Self {
            ordered,
            next: start.or(reversed).unwrap_or(1),
            step: if reversed.is_some() { -1 } else { 1 },
            kind: style.or(kind).unwrap_or("1").to_owned(),
        }
    }

    /// The number of the next entry; `value` is what the entry says of it itself.
    pub(super) fn number(&mut self, value: Option<&str>) -> Option<String> {
        if !self.ordered {
            return None;
        }
        if let Some(value) = value.and_then(number_format::read) {
            self.next = value;
        }
        let value = self.next;
        self.next += self.step;
        // `list-style: none inside` and the like: the kind is one of several words.
        let mut words = self.kind.split_whitespace();
        let kind = words.find(|word| !["inside", "outside", "initial"].contains(word));
        let (format, behind) = match kind.unwrap_or("1") {
            "none" => return None,
            "disc" | "circle" | "square" => return None,
            "a" | "lower-alpha" | "lower-latin" => ("lowerLetter", ".\t"),
            "A" | "upper-alpha" | "upper-latin" => ("upperLetter", ".\t"),
            "i" | "lower-roman" => ("lowerRoman", ".\t"),
            "I" | "upper-roman" => ("upperRoman", ".\t"),
            "decimal-leading-zero" => ("decimalZero", ".\t"),
            "cjk-ideographic"
            | "simp-chinese-informal"
            | "trad-chinese-informal"
            | "cjk-decimal"
            | "japanese-informal" => ("chineseCounting", "、"),
            "simp-chinese-formal" => ("chineseLegalSimplified", "、"),
            "cjk-heavenly-stem" => ("ideographTraditional", "、"),
            "cjk-earthly-branch" => ("ideographZodiac", "、"),
            _ => ("decimal", ".\t"),
        };
        Some(format!("{}{behind}", written(value, format, "")))
    }
}
