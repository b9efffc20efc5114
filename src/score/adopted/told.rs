//! What is found in `adopted.toml`: units, days, items and names that have to be known.

use chrono::NaiveDate;

use super::{About, Beside};
use crate::draft::ItemNumber;
use crate::score::issue::{self, Item, plain};
use crate::source::nearest::{meant, nearest};
use crate::source::{Date, Diagnostic, Level, Rejected, Source, Span, Spanned};
use crate::zh::date::written;

/// Days after which nobody takes up an item.
const LONG: i64 = 366;

pub(super) struct Told<'a> {
    pub(super) source: &'a Source,
    pub(super) beside: Beside<'a>,
    pub(super) found: &'a mut Vec<Diagnostic>,
    pub(super) rejected: &'a Rejected,
}

impl<'a> Told<'a> {
    pub(super) fn line(&self, span: Span) -> usize {
        self.source.position(span.start).line
    }

    pub(super) fn wrong(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(Diagnostic::error("unmatched-record", span, message).help(help));
    }

    pub(super) fn doubtful(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let level = Level::Warning;
        self.found.push(Diagnostic::new("doubtful-record", level, span, message).help(help));
    }

    /// Something that may be meant.
    pub(super) fn noted(&mut self, span: Span, message: String, help: String) {
        let found = Diagnostic::new("doubtful-record", Level::Hint, span, message);
        self.found.push(found.help(help));
    }

    /// The same with the place that it is like.
    pub(super) fn repeated(&mut self, span: Span, first: Span, message: impl Into<String>) {
        let level = Level::Warning;
        let found = Diagnostic::new("doubtful-record", level, span, message)
            .label(first, "先写在这里")
            .help("记重了就删去一处，否则会计两次分");
        self.found.push(found);
    }

    /// Reports a key that has to be there.
    pub(super) fn missing(&mut self, table: Span, key: &str, what: &str) {
        if !self.rejected.has(table, key) {
            self.wrong(table, format!("{what}没有写 {key}"), format!("补上 {key} = ……"));
        }
    }

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
            self.missing(table, key, what);
        }
        text
    }

    pub(super) fn date(
        &mut self,
        table: Span,
        key: &str,
        what: &str,
        value: Option<&Spanned<Date>>,
    ) -> Option<NaiveDate> {
        if value.is_none() {
            self.missing(table, key, what);
        }
        value.map(|date| date.0)
    }

    /// The index of a name among those that the scheme has; `what` is that with its classifier.
    pub(super) fn known<'n>(
        &mut self,
        what: &str,
        name: &Spanned<String>,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<usize> {
        let names: Vec<&str> = names.collect();
        let found = names.iter().position(|known| *known == name.value);
        if found.is_none() {
            let help = match nearest(name, names.iter().copied()) {
                Some(near) => meant(near),
                None if names.is_empty() => format!("先在 scoring.toml 里写上这{what}"),
                None => format!("scoring.toml 里有：{}", names.join("、")),
            };
            let message = format!("scoring.toml 里没有“{}”这{what}", name.value);
            self.wrong(name.span, message, help);
        }
        found
    }

    /// The unit of a name on a day.
    pub(super) fn unit(&mut self, form: &Spanned<String>, date: NaiveDate) -> Option<usize> {
        let roster = self.beside.roster;
        let name = form.trim();
        let Some(index) = issue::find(roster, name, date) else {
            let help = match roster.nearest(name, Some(date)) {
                Some(near) => meant(near),
                None => "写名录里的署名；新单位先在 units.toml 里添上".to_owned(),
            };
            self.wrong(form.span, format!("“{name}”不在单位名录里"), help);
            return None;
        };
        let unit = &roster.units[index];
        if !unit.valid_on(date) {
            let when = match (unit.from, unit.until) {
                (_, Some(until)) if until < date => format!("到{}为止", written(until)),
                (Some(from), _) => format!("从{}起才有", written(from)),
                _ => "那时没有".to_owned(),
            };
            let message = format!("“{name}”{when}，{}没有这个单位", written(date));
            self.wrong(form.span, message, "核对日期；更名、撤并的写当时的单位");
            return None;
        }
        Some(index)
    }

    pub(super) fn units(&mut self, forms: &[Spanned<String>], date: NaiveDate) -> Vec<usize> {
        let mut units: Vec<usize> = vec![];
        for form in forms {
            let Some(unit) = self.unit(form, date) else { continue };
            if units.contains(&unit) {
                let message = format!("“{}”写了两遍", form.trim());
                self.doubtful(form.span, message, "删去一处；只计一次");
            } else {
                units.push(unit);
            }
        }
        units
    }

    /// What a record is about. `None` when that cannot be told.
    pub(super) fn about(
        &mut self,
        table: Span,
        item: Option<&Spanned<String>>,
        headline: Option<&Spanned<String>>,
        forms: &[Spanned<String>],
        date: NaiveDate,
    ) -> Option<About> {
        let title = headline.map(|headline| headline.trim()).unwrap_or_default();
        let units = self.units(forms, date);
        let Some(reference) = item else {
            if title.is_empty() {
                let help = "写 item = \"2024-03 2.4\"（本刊的哪一条），或者 headline = \"标题\"";
                self.wrong(table, "看不出是哪一条信息", help);
            }
            if forms.is_empty() {
                let help = "写 units = [\"东屯镇\"]；是本刊登过的，写 item 就行";
                self.wrong(table, "看不出是哪个单位的", help);
            }
            let complete = !title.is_empty() && !units.is_empty();
            return complete.then(|| About { item: None, headline: title.to_owned(), units });
        };
        let (issue, item) = self.item(reference)?;
        if let Some(place) = headline.filter(|_| !title.is_empty())
            && plain(title) != plain(&item.headline)
        {
            let message = format!("标题对不上：{} 的标题是“{}”", reference.trim(), item.headline);
            self.doubtful(
                place.span,
                message,
                "核对 item 的编号（移动条目以后编号会变）；上级改过标题的，可以不写 headline",
            );
        }
        let day = self.beside.issues.iter().find(|known| known.name == issue).map(|of| of.date);
        if let Some(day) = day.filter(|day| (*day - date).num_days().abs() > LONG) {
            let message = format!("{}与本刊刊出的{}差了一年以上", written(date), written(day));
            self.doubtful(reference.span, message, "核对日期和 item 的期号");
        }
        if let Some(first) = forms.first()
            && !units.iter().any(|unit| item.units.contains(unit))
            && !item.units.is_empty()
        {
            let names =
                item.units.iter().map(|unit| self.beside.roster.units[*unit].credit.as_str());
            let names: Vec<&str> = names.collect();
            let message =
                format!("{} 的供稿单位是{}，不是这里写的", reference.trim(), names.join("、"));
            self.doubtful(first.span, message, "核对 item 的编号；分要计给供稿单位的，删去 units");
        }
        let units = if forms.is_empty() { item.units.clone() } else { units };
        if units.is_empty() {
            if forms.is_empty() {
                let message = format!("{} 没有供稿单位", reference.trim());
                self.wrong(reference.span, message, "在稿件里补上供稿单位，或者在这里写 units");
            }
            return None;
        }
        let headline = item.headline.clone();
        Some(About { item: Some((issue.to_owned(), item.number)), headline, units })
    }

    /// The item that `2024-03 2.4` names, with its issue.
    fn item(&mut self, reference: &Spanned<String>) -> Option<(&'a str, &'a Item)> {
        let mut parts = reference.split_whitespace();
        let (name, number, rest) = (parts.next(), parts.next(), parts.next());
        let numbered = number.and_then(|number| number.parse::<ItemNumber>().ok());
        let (Some(name), Some(numbered), None) = (name, numbered, rest) else {
            let message = format!("“{}”看不出是哪一条", reference.trim());
            self.wrong(
                reference.span,
                message,
                "写期号和条目编号，如 \"2024-03 2.4\"；编号见 kuaibao list",
            );
            return None;
        };
        let issues = self.beside.issues;
        let Some(issue) = issues.iter().find(|issue| issue.name == name) else {
            let names = self.beside.names.iter().map(String::as_str);
            let help = match nearest(name, names) {
                Some(near) => meant(near),
                None => "期号写稿件的文件名，如 2024-03，增刊如 2024-z01".to_owned(),
            };
            self.wrong(reference.span, format!("没有 {name} 这一期"), help);
            return None;
        };
        let found = issue.item(numbered);
        if found.is_none() {
            let column = numbered.column;
            let in_column = issue.items.iter().filter(|item| item.number.column == column).count();
            let message = format!("{name} 没有 {numbered} 这一条");
            let help = match in_column {
                0 => {
                    let columns = issue.items.iter().map(|item| item.number.column).max();
                    let columns = columns.unwrap_or(0);
                    format!("这一期有 {columns} 个栏目；编号见 kuaibao list")
                }
                count => format!("第 {column} 个栏目有 {count} 条；编号见 kuaibao list"),
            };
            self.wrong(reference.span, message, help);
        }
        found.map(|item| (issue.name.as_str(), item))
    }
}
