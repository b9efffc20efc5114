//! Numbers of documents and of the parts of a text.

use super::{at, begins, passages, replace};
use crate::lint::passage::Passage;
use crate::lint::{Check, Rule};
use crate::source::{Edit, Fix, Level};
use crate::zh::character;
use crate::zh::number::is_han_figure;

pub(in crate::lint::rules) static DOCUMENT_NUMBER_FORM: Rule = Rule {
    code: "document-number-form",
    level: Level::Error,
    locked: false,
    examples: &["延政办[2023]5号", "延政办（2023）5号", "延政办〔2023〕第05号"],
    summary: "发文字号的写法不对",
    docs: "发文字号由机关代字、年份、序号组成：年份写全四位，用六角括号〔〕；序号不加“第”，不编虚位。\n\n例：延政办[2023]5号、延政办（2023）5号、延政办〔2023〕第05号 应为 延政办〔2023〕5号。\n\n法院案号“（2023）豫0726民初12号”用圆括号，不在此列。\n\n依据：GB/T 9704-2012 7.2.5；GB/T 15834-2011 4.9。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            for open in 1..passage.chars.len() {
                let Some(number) = document_number(passage, open) else { continue };
                let shown = passage.slice(open..number.end);
                let mut edits = vec![];
                let mut edit = |chars: std::ops::Range<usize>, right: &str| {
                    edits.push(Edit {
                        span: text.span(passage.range(chars)),
                        text: right.to_owned(),
                    });
                };
                let close = open + 5;
                let bracket = passage.chars[open] != '〔' || passage.chars[close] != '〕';
                if bracket {
                    edit(open..open + 1, "〔");
                    edit(close..close + 1, "〕");
                }
                if number.digits > close + 1 {
                    edit(close + 1..number.digits, "");
                }
                if edits.is_empty() {
                    continue;
                }
                let right: String = passage.chars[number.digits..number.end].iter().collect();
                let year = passage.slice(open + 1..close);
                let right = format!("〔{year}〕{right}");
                let safe = bracket && edits.len() == 2 && !passage.is_quoted(open..number.end);
                let fix = passage.is_whole(open..number.end).then(|| Fix {
                    title: format!("改为“{right}”"),
                    safe,
                    edits,
                });
                found.push(
                    at(text, passage, open..number.end, format!("发文字号写成了“{shown}”"))
                        .help(format!("应为“{right}”：年份用六角括号〔〕，序号前不加“第”和“0”"))
                        .fix(fix),
                );
            }
        }
    }),
};

struct DocumentNumber {
    /// Where the figures begin that count: behind 第 and zeros.
    digits: usize,
    /// Behind 号.
    end: usize,
}

/// A number like 〔2023〕5号 behind the office's letters, in whatever brackets.
fn document_number(passage: &Passage, open: usize) -> Option<DocumentNumber> {
    let chars = &passage.chars;
    if !matches!(chars[open], '〔' | '[' | '［' | '（' | '(' | '【' | '﹝' | '﹙') {
        return None;
    }
    let close = open + 5;
    let pairs = ["〔〕", "[]", "［］", "（）", "()", "【】", "﹝﹞", "﹙﹚"];
    let pair = [chars[open], *chars.get(close)?];
    let known = |ends: [char; 2]| pairs.iter().any(|p| p.chars().eq(ends));
    if !(known(pair) || known([pair[0], closing(pair[0])]) && known([opening(pair[1]), pair[1]])) {
        return None;
    }
    let year: String = chars[open + 1..close].iter().collect();
    if !(year.starts_with("19") || year.starts_with("20"))
        || !year.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    if !passage.before(open).is_some_and(character::is_han) {
        return None;
    }
    let mut digits = close + 1;
    digits += usize::from(chars.get(digits) == Some(&'第'));
    while chars.get(digits) == Some(&'0') {
        digits += 1;
    }
    let length = chars[digits..].iter().take_while(|c| c.is_ascii_digit()).count();
    let end = digits + length + 1;
    if !(1..=5).contains(&length) || chars.get(end - 1) != Some(&'号') {
        return None;
    }
    // A plot of land or a building has its own way of numbering, a notice its 第.
    let rest: String = chars[end..].iter().take(2).collect();
    let other = ["地块", "宗地", "楼", "线", "公告", "令", "井"];
    (!other.iter().any(|word| rest.starts_with(word))).then_some(DocumentNumber { digits, end })
}

fn closing(open: char) -> char {
    match open {
        '〔' => '〕',
        '[' => ']',
        '（' => '）',
        '(' => ')',
        _ => open,
    }
}

fn opening(close: char) -> char {
    match close {
        '〕' => '〔',
        ']' => '[',
        '）' => '（',
        ')' => '(',
        _ => close,
    }
}

pub(in crate::lint::rules) static ORDINAL_POINT: Rule = Rule {
    code: "ordinal-point",
    level: Level::Warning,
    locked: false,
    examples: &["1、加强领导", "（一）、加强领导", "第一、加强领导"],
    summary: "序号后面的标点不对",
    docs: "“一”后面用顿号，“1”后面用下脚点，“第一”“首先”后面用逗号；带括号的“（一）”“（1）”和“①”后面不用标点。\n\n例：1、加强领导 应为 1.加强领导；（一）、加强领导 应为 （一）加强领导；第一、加强领导 应为 第一，加强领导。\n\n只看段首和句首的序号。\n\n依据：GB/T 15834-2011 4.5 及附录 B。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            for start in 0..passage.chars.len() {
                if !begins(passage, start) {
                    continue;
                }
                let Some((mark, right)) = ordinal(passage, start) else { continue };
                let shown = passage.slice(start..mark + 1);
                let number = passage.slice(start..mark);
                let message = format!("序号写成了“{shown}”");
                found.push(
                    at(text, passage, start..mark + 1, message)
                        .help(format!("应为“{number}{right}”"))
                        .fix(replace(text, passage, mark..mark + 1, right, true)),
                );
            }
        }
    }),
};

/// The place of the wrong mark behind an ordinal that begins at a character, and the right one.
fn ordinal(passage: &Passage, start: usize) -> Option<(usize, &'static str)> {
    let chars = &passage.chars;
    let count = |from: usize, test: fn(char) -> bool| {
        chars[from..].iter().take_while(|c| test(**c)).count()
    };
    let is_digit = |c: char| c.is_ascii_digit();
    let first = chars[start];
    let (mark, right, wrong) = if "（(".contains(first) {
        let digits = count(start + 1, is_digit);
        let han = count(start + 1, is_han_figure);
        let figures = digits.max(han);
        let close = start + 1 + figures;
        if !(1..=3).contains(&figures) || !chars.get(close).is_some_and(|c| "）)".contains(*c)) {
            return None;
        }
        (close + 1, "", "、．.，")
    } else if ('①'..='⑳').contains(&first) {
        (start + 1, "", "、．.，")
    } else if first.is_ascii_digit() {
        let digits = count(start, is_digit);
        (start + digits, ".", if digits <= 2 { "、" } else { "" })
    } else if first == '第' {
        (start + 1 + count(start + 1, is_han_figure), "，", "、")
    } else if is_han_figure(first) {
        (start + count(start, is_han_figure), "、", "．.")
    } else if chars[start..].starts_with(&['首', '先']) || chars[start..].starts_with(&['其', '次'])
    {
        (start + 2, "，", "、")
    } else {
        return None;
    };
    if mark > start + 5 || !chars.get(mark).is_some_and(|c| wrong.contains(*c)) {
        return None;
    }
    if first == '第' && mark == start + 1 {
        return None;
    }
    // In a list of numbers (1、2号楼；第一、二产业；（一）、（二）项) the mark is right; an ordinal
    // is followed by words.
    let next = passage.at(Some(mark + 1))?;
    let words = character::is_han(next) && !is_han_figure(next) && !"第首其几数".contains(next)
        || "“《".contains(next);
    words.then_some((mark, right))
}
