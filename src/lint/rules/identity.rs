//! Number and date: which bulletin this is, and whether it fits among its neighbours.

use chrono::{Datelike, NaiveDate};

use crate::bulletin::words;
use crate::draft::Kind;
use crate::draft::name::Name;
use crate::lint::{Check, Rule, Subject};
use crate::source::{Diagnostic, Level, Rejected, Span};
use crate::workspace::{Entry, Issue};
use crate::zh::date::{weekday, written};

pub(super) static MISSING_NUMBER: Rule = Rule {
    code: "missing-number",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "没有期号",
    docs: "每期都要有期号，印在刊名之下。\n\n怎么办：在稿件开头写 number = 43。",
    check: Check::Draft(|subject, found| {
        if subject.draft().number.is_none() && subject.is_absent(Rejected::ROOT, "number") {
            found.push(
                Diagnostic::at(subject.top(), "没有写期号（number）")
                    .help("在稿件开头写上 number = 43 这样一行"),
            );
        }
    }),
};

pub(super) static NUMBER_OUT_OF_RANGE: Rule = Rule {
    code: "number-out-of-range",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "期号、日期或印数不合理",
    docs: "期号是从 1 起的整数，每年重编，不会超过 9999；总期号不会超过 99999。日期应在 1949 年至 2099 年之间。",
    check: Check::Draft(|subject, found| {
        let draft = subject.draft();
        if let Some(number) = draft.number.as_ref().filter(|n| !(1..=9999).contains(&n.value)) {
            found.push(
                Diagnostic::at(number.span, format!("期号“{}”不合理", number.value))
                    .help("期号从 1 起编，每年重编"),
            );
        }
        if let Some(total) = draft.total.as_ref().filter(|n| !(1..=99_999).contains(&n.value)) {
            found.push(
                Diagnostic::at(total.span, format!("总期号“{}”不合理", total.value))
                    .help("总期号从 1 起编；不印总期号就删去这一行"),
            );
        }
        if let Some(copies) = draft.copies.as_ref().filter(|n| !(1..=99_999).contains(&n.value)) {
            found.push(
                Diagnostic::at(copies.span, format!("印数“{}”不合理", copies.value))
                    .help("写印多少份；不印份数就删去这一行"),
            );
        }
        if let Some(date) = draft.date.as_ref().filter(|d| !is_plausible(d.0)) {
            found.push(
                Diagnostic::at(date.span, format!("出刊日期“{}”的年份不合理", date.0))
                    .help("日期应在 1949 年至 2099 年之间，如 2023-09-22"),
            );
        }
    }),
};

pub(super) static MISSING_DATE: Rule = Rule {
    code: "missing-date",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "没有出刊日期",
    docs: "每期都要有出刊日期，印在报头右侧。\n\n怎么办：在稿件开头写 date = 2023-09-22，不加引号。",
    check: Check::Draft(|subject, found| {
        if subject.draft().date.is_none() && subject.is_absent(Rejected::ROOT, "date") {
            found.push(
                Diagnostic::at(subject.top(), "没有写出刊日期（date）")
                    .help("在稿件开头写上 date = 2023-09-22 这样一行，不加引号"),
            );
        }
    }),
};

pub(super) static DUPLICATE_NUMBER: Rule = Rule {
    code: "duplicate-number",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "期号与另一期重复",
    docs: "同一年里期号不能重复；增刊与正刊分开编号，互不影响。\n\n怎么办：对照已出各期，改正其中一期的期号。",
    check: Check::Draft(|subject, found| {
        let Some(number) = &subject.draft().number else { return };
        let Some(this) = identity(&subject.issue) else { return };
        let same = |other: &Issue| identity(other) == Some(this);
        if let Some((twin, _)) = subject.others(same).next() {
            let message = format!("期号“{}”与另一期重复", number.value);
            let mut diagnostic = Diagnostic::at(number.span, message);
            if let Ok(twin) = subject.workspace.whole(twin) {
                diagnostic = diagnostic.label_in(&twin.source, number_span(&twin), "另一期在这里");
            }
            found.push(diagnostic.help("对照已出各期，改正其中一期的期号"));
        }
    }),
};

pub(super) static BACKWARD_DATE: Rule = Rule {
    code: "backward-date",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "期号与日期的先后不一致",
    docs: "同一年里，期号大的一期日期不能早于期号小的一期。\n\n怎么办：对照相邻各期，改正期号或日期。",
    check: Check::Draft(|subject, found| {
        let (Some(date), Some(this)) = (&subject.draft().date, identity(&subject.issue)) else {
            return;
        };
        let series = series(subject, this);
        let before = series.iter().rev().find(|(name, ..)| name.number < this.number);
        let after = series.iter().find(|(name, ..)| name.number > this.number);
        let mut report = |other: &(Name, NaiveDate, usize), relation: &str| {
            let message = format!(
                "{}的日期{relation}{}（{}）",
                called(this, this.number),
                called(other.0, other.0.number),
                written(other.1)
            );
            let mut diagnostic = Diagnostic::at(date.span, message);
            if let Ok(other) = subject.workspace.whole(other.2) {
                let span = date_span(&other);
                diagnostic = diagnostic.label_in(&other.source, span, "那一期的日期在这里");
            }
            found.push(diagnostic.help("改正期号或日期"));
        };
        if let Some(other) = before.filter(|other| other.1 > date.0) {
            report(other, "早于");
        }
        if let Some(other) = after.filter(|other| other.1 < date.0) {
            report(other, "晚于");
        }
    }),
};

pub(super) static NUMBER_GAP: Rule = Rule {
    code: "number-gap",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "与上一期之间缺了期号",
    docs: "同一年里，本期与上一期的期号不相连：可能是中间各期的稿件没有放进 drafts，也可能是期号写错了。\n\n怎么办：确认期号；若只存了部分稿件，可在 bulletin.toml 的 [rules] 里写 number-gap = \"关闭\"。",
    check: Check::Draft(|subject, found| {
        let Some(number) = &subject.draft().number else { return };
        let Some(this) = identity(&subject.issue) else { return };
        let series = series(subject, this);
        let before = series.iter().rev().find(|(name, ..)| name.number < this.number);
        let last = before.map_or(0, |(name, ..)| name.number);
        let missing = this.number - last - 1;
        if missing > 0 {
            let range = match missing {
                1 => called(this, last + 1),
                _ => format!("{}至第{}期", called(this, last + 1), this.number - 1),
            };
            found.push(
                Diagnostic::at(number.span, format!("{}年缺{range}的稿件", this.year))
                    .help("请确认期号没有写错"),
            );
        }
    }),
};

pub(super) static OFF_WEEKDAY: Rule = Rule {
    code: "off-weekday",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "不是平常的出刊日",
    docs: "出刊日期不是 bulletin.toml 里 weekday 规定的那一天。节假日前后或加出一期时属正常，增刊不检查。",
    check: Check::Draft(|subject, found| {
        let Some(date) = &subject.draft().date else { return };
        let usual = subject.config().weekday.day();
        let actual = date.0.weekday();
        if actual != usual && is_plausible(date.0) && subject.draft().kind() == Kind::Regular {
            let message = format!(
                "{}是{}，不是平常出刊的{}",
                written(date.0),
                weekday(actual),
                weekday(usual)
            );
            found.push(Diagnostic::at(date.span, message).help("请确认日期没有写错"));
        }
    }),
};

pub(super) static FILE_NAME_MISMATCH: Rule = Rule {
    code: "file-name-mismatch",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "文件名与期号、日期不符",
    docs: "稿件的文件名是“年-期号.toml”，期号至少两位，如 2023-43.toml、2024-02.toml；增刊在期号前加 z，如 2023-z03.toml。\n\n怎么办：改文件名，或改正稿件里的期号、日期。",
    check: Check::Draft(|subject, found| {
        let Some(this) = identity(&subject.issue) else { return };
        let path = subject.entry.source.path();
        if subject.entry.name == Some(this) || subject.entry.is_loose {
            return;
        }
        let written = path.file_name().unwrap_or_default().to_string_lossy();
        let draft = subject.draft();
        let year_differs = subject.entry.name.is_some_and(|name| {
            name.year != this.year && name.number == this.number && name.kind == this.kind
        });
        let span = match (&draft.date, year_differs) {
            (Some(date), true) => date.span,
            _ => number_span(subject.entry),
        };
        found.push(
            Diagnostic::at(span, format!("文件名“{written}”与稿件里的期号、日期不符")).help(
                format!("按稿件，文件名应为 {}；请改文件名，或改正期号、日期", this.file_name()),
            ),
        );
    }),
};

/// Year, kind and number as the draft itself says them, when they are plausible.
fn identity(issue: &Issue) -> Option<Name> {
    let plausible = |name: &Name| (1..=9999).contains(&name.number);
    issue.identity().filter(plausible).filter(|_| issue.date.is_some_and(is_plausible))
}

/// Whether a bulletin can be of that day; if not, that is all there is to say of its date.
pub(super) fn is_plausible(date: NaiveDate) -> bool {
    (1949..=2099).contains(&date.year())
}

/// 第43期 or 增刊第3期: what a number of that bulletin's kind is called.
fn called(name: Name, number: i64) -> String {
    words::own_number(name.kind, number)
}

/// The other drafts of the same year and kind, by number, with their places among all.
fn series(subject: &Subject<'_>, this: Name) -> Vec<(Name, NaiveDate, usize)> {
    let mut series: Vec<_> = subject
        .others(|other| {
            identity(other).is_some_and(|name| name.year == this.year && name.kind == this.kind)
        })
        .filter_map(|(index, other)| Some((identity(other)?, other.date?, index)))
        .collect();
    series.sort_by_key(|(name, date, _)| (*name, *date));
    series
}

fn number_span(entry: &Entry) -> Span {
    entry.draft.number.as_ref().map(|number| number.span).unwrap_or_default()
}

fn date_span(entry: &Entry) -> Span {
    entry.draft.date.as_ref().map(|date| date.span).unwrap_or_default()
}
