//! Order and balance of an issue: who has how much of it.

use crate::draft::Item;
use crate::lint::{Check, Rule, TextKind};
use crate::source::{Diagnostic, Level, Span};
use crate::workspace::memory;

pub(super) static REPEATED_UNIT: Rule = Rule {
    code: "repeated-unit",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "一个单位在本期有两条",
    docs: "同一个单位单独署名的信息本期不止一条。一期篇幅有限，一般一个单位一条，两条可以合并，或者留一条下期用。\n\n几个单位合送的不算。",
    check: Check::Draft(|subject, found| {
        let sole = |item: &Item| {
            let credits: Vec<&str> = memory::credits(item).collect();
            let [credit] = credits.as_slice() else { return None };
            let unit = subject.workspace.roster.find(credit, subject.date());
            Some((unit.map_or(*credit, |unit| unit.name.as_str()).to_owned(), (*credit).to_owned()))
        };
        let mut seen: Vec<(String, Span)> = vec![];
        for (_, _, item) in subject.draft().items() {
            let (Some((unit, credit)), Some(credits)) = (sole(item), &item.credits) else {
                continue;
            };
            match seen.iter().find(|(known, _)| *known == unit) {
                Some((_, first)) => found.push(
                    Diagnostic::at(credits.span, format!("“{credit}”在本期不止一条"))
                        .label(*first, "前一条在这里")
                        .help("看看能不能合并，或者留一条下期用"),
                ),
                None => seen.push((unit, credits.span)),
            }
        }
    }),
};

pub(super) static LONG_HEADLINE: Rule = Rule {
    code: "long-headline",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "标题太长",
    docs: "标题的字数超过 bulletin.toml 里的 headline-max（不写就是 30 字，标点也算）。标准版面一行 28 字，标题占一行多就不醒目。\n\n依据：延津五期 39 条标题 12 至 30 字。",
    check: Check::Prose(|around, text, found| {
        let most = around.config().headline_max;
        let headline = text.text.trim();
        let length = headline.chars().count();
        if text.kind == TextKind::Headline && length > most {
            let message = format!("标题有 {length} 字，超过 {most} 字");
            found.push(
                Diagnostic::at(text.span(0..text.text.len()), message)
                    .help("精简标题；限度在 bulletin.toml 的 headline-max 里改"),
            );
        }
    }),
};

/// So many times the distance between the quartiles is far out (Tukey's outer fence). Lengths are
/// compared by their ratios, as twice as long is as odd as half as long.
const FAR: i32 = 3;

pub(super) static UNUSUAL_LENGTH: Rule = Rule {
    code: "unusual-length",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "正文比平常的长得多或者短得多",
    docs: "与本刊各期一个单位送的信息相比，这一条的正文特别长或特别短：太长的占了别的单位的篇幅，太短的多半没有写完或者贴漏了。\n\n怎么比：取各期正文字数的四分位数，上、下四分位数之比的三次方以外，并且不到中位数的一半或者超过两倍，才提示。各期合计不到 20 条时不比；几个单位合送的不比。",
    check: Check::Draft(|subject, found| {
        let Some(usual) = subject.workspace.memory().usual_length() else { return };
        let [first, median, third] = usual.map(|length| length as f64);
        let spread = (third / first).powi(FAR);
        let (low, high) = ((first / spread).min(median / 2.0), (third * spread).max(median * 2.0));
        for (_, _, item) in subject.draft().items() {
            let Some(body) = item.body.as_ref().filter(|body| !body.trim().is_empty()) else {
                continue;
            };
            let length = body.trim().chars().count();
            if memory::credits(item).count() != 1 || (low..=high).contains(&(length as f64)) {
                continue;
            }
            let (what, help) = match length as f64 > high {
                true => ("长", "看看能不能精简，或者分成两条"),
                false => ("短", "看看是不是没有写完，或者贴漏了"),
            };
            let headline = item.headline.as_ref().filter(|text| !text.trim().is_empty());
            let span = headline.map_or(body.span, |headline| headline.span);
            let message = format!(
                "这一条的正文有 {length} 字，比平常{what}得多（一般 {first} 至 {third} 字）"
            );
            found.push(Diagnostic::at(span, message).help(help));
        }
    }),
};
