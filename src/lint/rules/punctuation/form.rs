//! The forms of dash, ellipsis and document number.

use super::{at, passages, replace};
use crate::lint::passage::Passage;
use crate::lint::{Check, Rule};
use crate::source::Level;
use crate::zh::character;

pub(in crate::lint::rules) static DASH_FORM: Rule = Rule {
    code: "dash-form",
    level: Level::Warning,
    locked: false,
    examples: &["甲--乙", "甲－－乙", "甲──乙", "京广铁路北京－武汉段"],
    summary: "破折号或连接号的写法不对",
    docs: "破折号是占两个字的“——”，连接号里的一字线是“—”。用减号、制表线、全角减号拼出来的，长短不一，换一种字体就断开。\n\n例：甲--乙 应为 甲——乙；甲－－乙 应为 甲——乙；甲──乙 应为 甲——乙；京广铁路北京－武汉段 应为 北京—武汉段。\n\n依据：GB/T 15834-2011 4.10、4.13。",
    check: Check::Prose(|_, text, found| {
        if !text.letters().may_have_any("-－–—―─━﹣") {
            return;
        }
        for passage in passages(text) {
            let mut start = 0;
            while start < passage.chars.len() {
                let length = passage.chars[start..].iter().take_while(|c| is_dash(**c)).count();
                let range = start..start + length;
                start += length.max(1);
                if length == 0 || passage.is_address(range.start) {
                    continue;
                }
                let Some(dash) = judge_dash(passage, range.clone()) else { continue };
                let shown = passage.slice(range.clone());
                let (message, right) = match dash {
                    Dash::Long => (format!("破折号写成了“{shown}”"), "——"),
                    Dash::Short => (format!("连接号写成了“{shown}”"), "—"),
                };
                let help = match dash {
                    Dash::Long => "破折号是“——”，占两个字".to_owned(),
                    Dash::Short => {
                        "时间、地点的起止用“—”，数量的范围用“～”，编号、型号用“-”".to_owned()
                    }
                };
                found.push(at(text, passage, range.clone(), message).help(help).fix(replace(
                    text,
                    passage,
                    range,
                    right,
                    dash == Dash::Long,
                )));
            }
        }
    }),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dash {
    Long,
    Short,
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '―' | '─' | '━' | '﹣')
}

fn judge_dash(passage: &Passage, range: std::ops::Range<usize>) -> Option<Dash> {
    let run = &passage.chars[range.clone()];
    let (before, after) = (passage.before(range.start), passage.at(Some(range.end)));
    let chinese = |c: Option<char>| c.is_some_and(character::is_chinese);
    let all = |mark: char| run.iter().all(|c| *c == mark);
    if run.len() > 1 {
        return match run.len() {
            // A line drawn across the page, or a blank to be filled in.
            5.. => None,
            2 | 4 if all('—') => None,
            _ if all('-') && after.is_some_and(|c| c.is_ascii_alphabetic()) => None,
            _ if chinese(before) || chinese(after) => Some(Dash::Long),
            _ => None,
        };
    }
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '%');
    match run[0] {
        // A minus sign may be typed so.
        '－' | '–' | '―' | '─' | '━' | '﹣' if figure(after) && !figure(before) => None,
        '－' | '–' | '―' | '─' | '━' | '﹣'
            if (chinese(before) || figure(before)) && (chinese(after) || figure(after)) =>
        {
            Some(Dash::Short)
        }
        _ => None,
    }
}

pub(in crate::lint::rules) static ELLIPSIS_FORM: Rule = Rule {
    code: "ellipsis-form",
    level: Level::Warning,
    locked: false,
    examples: &["苹果...", "苹果。。。", "苹果、、、"],
    summary: "省略号的写法不对",
    docs: "省略号是六个点“……”，占两个字；整段省略的可用“…………”。\n\n例：苹果... 应为 苹果……；苹果。。。 应为 苹果……；苹果、、、 应为 苹果……。\n\n依据：GB/T 15834-2011 4.11。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            let mut start = 0;
            while start < passage.chars.len() {
                let first = passage.chars[start];
                let kind = |c: &char| match first {
                    '…' | '⋯' => "…⋯".contains(*c),
                    '.' | '。' | '、' | '，' | '·' | '・' => *c == first,
                    _ => false,
                };
                let length = passage.chars[start..].iter().take_while(|c| kind(c)).count();
                let range = start..start + length;
                start += length.max(1);
                let run = &passage.chars[range.clone()];
                let (before, after) = (passage.before(range.start), passage.at(Some(range.end)));
                let chinese = |c: Option<char>| c.is_some_and(character::is_chinese);
                let wrong = match first {
                    '…' | '⋯' => {
                        run.contains(&'⋯')
                            || !matches!(length, 2 | 4) && (chinese(before) || chinese(after))
                    }
                    // Dots before Latin letters are those of a file name.
                    '.' => {
                        length >= 3
                            && chinese(before)
                            && !after.is_some_and(|c| c.is_ascii_alphanumeric())
                    }
                    _ => length >= 3 && before.is_some(),
                };
                if wrong {
                    let shown = passage.slice(range.clone());
                    found.push(
                        at(text, passage, range.clone(), format!("省略号写成了“{shown}”"))
                            .help("省略号是“……”，六个点，占两个字")
                            .fix(replace(text, passage, range, "……", true)),
                    );
                }
            }
        }
    }),
};

pub(in crate::lint::rules) static ELLIPSIS_WITH_ETC: Rule = Rule {
    code: "ellipsis-with-etc",
    level: Level::Warning,
    locked: false,
    examples: &["苹果、梨、桃……等"],
    summary: "省略号与“等”并用",
    docs: "省略号已经表示没有列完，不再用“等”“等等”。\n\n例：苹果、梨、桃……等 应为 苹果、梨、桃等。\n\n依据：GB/T 15834-2011 4.11 及附录 A。",
    check: Check::Prose(|_, text, found| {
        if !text.letters().may_have('…') {
            return;
        }
        for passage in passages(text) {
            for (index, window) in passage.chars.windows(3).enumerate() {
                let end = match *window {
                    ['…', '…', '等'] => {
                        let more = passage.chars[index + 3..].iter().take_while(|c| **c == '等');
                        let end = index + 3 + more.count();
                        // ……等待, ……等级 are other words.
                        let stops = |c: char| "，。、；：）”".contains(c);
                        if end == index + 3 && !passage.at(Some(end)).is_none_or(stops) {
                            continue;
                        }
                        end
                    }
                    ['等', '…', '…'] => index + 3,
                    _ => continue,
                };
                let shown = passage.slice(index..end);
                found.push(
                    at(text, passage, index..end, format!("“{shown}”：省略号与“等”只能用一个"))
                        .help("删去省略号，或删去“等”")
                        .fix(replace(text, passage, index..end, "等", false)),
                );
            }
        }
    }),
};
