//! Characters that cannot be printed, or that no font has.

use std::ops::Range;

use crate::config::Config;
use crate::lint::{Check, Rule, TextKind};
use crate::source::{Diagnostic, Level, Span};
use crate::typeset::{Coverage, Role};
use crate::zh::character;

const DELETE: &str = "删去，或重新输入正确的字";
const VERIFY: &str = "核对是不是打错了；确有其字的，见 kuaibao explain missing-glyph";

pub(super) static UNPRINTABLE_CHARACTER: Rule = Rule {
    code: "unprintable-character",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "有看不见或不能印的字符",
    docs: "控制字符、零宽字符、制表符、私用区字符等，多半是从网页、微信或旧系统粘贴时带进来的：有的看不见却会隔断文字，有的在别的电脑上是另一个字。\n\n怎么办：删去；若本来是一个字，重新输入。",
    check: Check::Prose(|around, text, found| {
        // In a text that is not printed as it is, tabs are layout.
        let layout = |c| around.is_plain() && c == '\t';
        let is_bad = |c| !layout(c) && character::unprintable(c).is_some();
        for (c, range) in each_once(text.text, is_bad) {
            if let Some(name) = character::unprintable(c) {
                let message = format!("有{name} U+{:04X}，不能印", u32::from(c));
                found.push(Diagnostic::at(text.span(range), message).help(DELETE));
            }
        }
    }),
};

pub(super) static MISSING_GLYPH: Rule = Rule {
    code: "missing-glyph",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "字体里没有这个字",
    docs: "自带的和指定的字体里都没有这个字，硬印出来会是一个空框。多见于人名、地名用字和表情符号。\n\n怎么办：核对是不是打错了字；确有其字的，把有这个字的字体文件放进 fonts 文件夹，并在 bulletin.toml 的 [fonts] 里写上字体名。用 kuaibao fonts 查看现用的字体。\n\n依据：GB 18030-2022 要求政务产品能处理其全部汉字；印不出时宁可停下。",
    check: Check::Prose(|around, text, found| {
        if around.is_plain() {
            return;
        }
        let role = role_of(text.kind);
        let is_bad = |c: char| {
            !around.covers(role, c) && !c.is_whitespace() && character::unprintable(c).is_none()
        };
        for (c, range) in each_once(text.text, is_bad) {
            let message =
                format!("字体里没有“{c}”（U+{:04X}，{}）", u32::from(c), character::block(c));
            found.push(Diagnostic::at(text.span(range), message).help(VERIFY));
        }
    }),
};

/// A character that came to the page without a glyph in spite of the rule above.
pub(in crate::lint) fn tofu(c: char, span: Span) -> Diagnostic {
    let message = format!("字体里没有“{c}”（U+{:04X}）", u32::from(c));
    Diagnostic::new(MISSING_GLYPH.code, MISSING_GLYPH.level, span, message)
}

/// The same for what `bulletin.toml` adds to every page.
pub(in crate::lint) fn in_settings(config: &Config, coverage: &Coverage) -> Vec<Diagnostic> {
    let texts = [
        Some(("刊名", &config.name, Role::Title)),
        Some(("编发单位", &config.publisher, Role::Body)),
        Some(("发送范围", &config.distribution, Role::Body)),
        config.report_to.as_ref().map(|text| ("“报”的单位", text, Role::Body)),
        config.send_to.as_ref().map(|text| ("“送”的单位", text, Role::Body)),
    ];
    let mut found = vec![];
    for (what, text, role) in texts.into_iter().flatten() {
        let is_bad = |c: char| match character::unprintable(c) {
            Some(_) => true,
            None => !coverage.has(role, c) && !c.is_whitespace(),
        };
        for (c, _) in each_once(&text.value, is_bad) {
            let code = format!("U+{:04X}", u32::from(c));
            let (rule, message, help) = match character::unprintable(c) {
                Some(name) => {
                    (&UNPRINTABLE_CHARACTER, format!("{what}里有{name} {code}，不能印"), DELETE)
                }
                None => {
                    let block = character::block(c);
                    (
                        &MISSING_GLYPH,
                        format!("{what}里有“{c}”，字体里没有（{code}，{block}）"),
                        VERIFY,
                    )
                }
            };
            found.push(Diagnostic::new(rule.code, rule.level, text.span, message).help(help));
        }
    }
    found
}

/// The face that a text is set in.
fn role_of(kind: TextKind) -> Role {
    match kind {
        TextKind::Column | TextKind::Headline | TextKind::Caption => Role::Heading,
        TextKind::Note => Role::Kai,
        TextKind::Body
        | TextKind::Cell
        | TextKind::Credit
        | TextKind::Distribution
        | TextKind::Signature => Role::Body,
    }
}

/// Each bad character of a text once, at its first place.
fn each_once(text: &str, is_bad: impl Fn(char) -> bool) -> Vec<(char, Range<usize>)> {
    let mut found: Vec<(char, Range<usize>)> = vec![];
    for (at, c) in text.char_indices().filter(|(_, c)| is_bad(*c)) {
        if found.iter().all(|(known, _)| *known != c) {
            found.push((c, at..at + c.len_utf8()));
        }
    }
    found
}
