//! What is found in `scoring.toml`: the checks that many rows have in common.

use std::ops::RangeInclusive;

use crate::score::points::{FINEST, MOST, Points};
use crate::source::nearest::{meant, nearest};
use crate::source::{Diagnostic, Level, Rejected, Span, Spanned};
use crate::zh::decimal::Decimal;

/// What may stand between braces in the words of a 通报.
pub const PLACEHOLDERS: [&str; 7] =
    ["期间", "期数", "条数", "上级条数", "批示数", "单位数", "无采用单位"];

pub(super) struct Told<'a> {
    pub(super) found: &'a mut Vec<Diagnostic>,
    pub(super) rejected: &'a Rejected,
}

impl Told<'_> {
    pub(super) fn contradiction(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let found = Diagnostic::error("contradictory-scoring", span, message).help(help);
        self.found.push(found);
    }

    pub(super) fn incomplete(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let level = Level::Warning;
        let found = Diagnostic::new("incomplete-scoring", level, span, message).help(help);
        self.found.push(found);
    }

    /// A text that has to be there; `what` is what it is of.
    pub(super) fn text(
        &mut self,
        table: Span,
        key: &str,
        what: &str,
        value: Option<&Spanned<String>>,
    ) -> Option<Spanned<String>> {
        let text = value.map(|value| Spanned::new(value.trim().to_owned(), value.span));
        let text = text.filter(|text| !text.is_empty());
        if text.is_none() {
            let span = value.map_or(table, |value| value.span);
            self.missing(table, span, key, what);
        }
        text
    }

    /// Something that has to be there and is not.
    pub(super) fn missing(&mut self, table: Span, span: Span, key: &str, what: &str) {
        if !self.rejected.has(table, key) {
            let found = Diagnostic::error("missing-setting", span, format!("{what}没有写 {key}"))
                .help(match key.starts_with('[') {
                    true => format!("加一段 {key}；每一项写什么，见说明书“计分和通报”"),
                    false => format!("补上 {key} = ……；每一项写什么，见说明书“计分和通报”"),
                });
            self.found.push(found);
        }
    }

    /// Points that can be given.
    pub(super) fn points(&mut self, key: &str, value: Option<&Spanned<Points>>) -> Option<Decimal> {
        let value = value?;
        match value.value.0 {
            Some(points) if points < Decimal::ZERO => {
                let message = format!("{key} 写成了负数");
                self.out_of_range(value.span, message, "写正数，如 5；扣分的各项也写正数");
                None
            }
            Some(points) if points <= Decimal::integer(MOST) => Some(points),
            _ => {
                let message = format!("{key} 的分数不合理");
                let help = format!("写 0 到 {MOST} 的数，小数最多 {FINEST} 位，如 2.5");
                self.out_of_range(value.span, message, help);
                None
            }
        }
    }

    /// Points that have to be there.
    pub(super) fn some_points(
        &mut self,
        table: Span,
        key: &str,
        what: &str,
        value: Option<&Spanned<Points>>,
    ) -> Option<Decimal> {
        if value.is_none() {
            self.missing(table, table, key, what);
        }
        self.points(key, value)
    }

    pub(super) fn count(
        &mut self,
        key: &str,
        value: Option<&Spanned<i64>>,
        range: RangeInclusive<i64>,
    ) -> Option<usize> {
        let value = value?;
        if !range.contains(&value.value) {
            let message = format!("{key} 要在 {} 到 {} 之间", range.start(), range.end());
            self.out_of_range(value.span, message, format!("改成合理的数，或者删去 {key} 这一行"));
            return None;
        }
        usize::try_from(value.value).ok()
    }

    fn out_of_range(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.found.push(Diagnostic::error("setting-out-of-range", span, message).help(help));
    }

    /// Whether none of those before has this name.
    pub(super) fn is_new(&mut self, names: &[Spanned<String>], name: &Spanned<String>) -> bool {
        let Some(first) = names.iter().find(|known| known.value == name.value) else { return true };
        let found = Diagnostic::error(
            "contradictory-scoring",
            name.span,
            format!("“{}”写了两次", name.value),
        )
        .label(first.span, "先写在这里")
        .help("同名的分值不一样时不知道按哪个计；删去一个，或者改名");
        self.found.push(found);
        false
    }

    /// Reports a name that is none of these; `what` is that with its classifier: 种刊物.
    pub(super) fn unknown(&mut self, what: &str, name: &Spanned<String>, known: &[&str]) {
        let help = match nearest(name, known.iter().copied()) {
            Some(near) => meant(near),
            None if known.is_empty() => format!("先写上这{what}"),
            None => format!("已有的：{}", known.join("、")),
        };
        self.contradiction(name.span, format!("没有“{}”这{what}", name.value), help);
    }

    /// Reports what stands between braces and means nothing.
    pub(super) fn braces(&mut self, text: &Spanned<String>) {
        for part in text.split('{').skip(1) {
            let name = part.split_once('}').map(|(name, _)| name);
            if !name.is_some_and(|name| PLACEHOLDERS.contains(&name)) {
                let shown: String = part.chars().take_while(|c| *c != '}').take(8).collect();
                let near = nearest(&shown, PLACEHOLDERS);
                let all = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join("、");
                let help = match near {
                    Some(near) => format!("您是不是要写“{{{near}}}”？可用的有：{all}"),
                    None => format!("可用的有：{all}"),
                };
                self.contradiction(text.span, format!("“{{{shown}}}”不知道换成什么"), help);
            }
        }
    }
}
