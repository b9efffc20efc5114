//! Characters that are not the ones meant: traditional and variant forms, radicals, full-width
//! letters, and signs that only look right.

use super::punctuation::{at, passages, replace};
use crate::lint::passage::Passage;
use crate::lint::{Around, Check, Prose, Rule, TextKind};
use crate::source::Level;
use crate::zh::character::{self, half_width};
use crate::zh::{number, script};

pub(super) static TRADITIONAL_CHARACTER: Rule = Rule {
    code: "traditional-character",
    level: Level::Error,
    locked: false,
    examples: &["管理辦法"],
    summary: "用了繁体字或异体字",
    docs: "公文用规范汉字。扫描识别、从港台网页复制，常带进繁体字、异体字。\n\n例：管理辦法 应为 管理办法。\n\n姓名和署名不检查；确需保留的（如古籍、牌匾原文），可在上一行放行。\n\n依据：《国家通用语言文字法》；《通用规范汉字表》（2013）。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            for (index, &c) in passage.chars.iter().enumerate() {
                let Some(plain) = nonstandard(c).and_then(|_| script::standard(c)) else {
                    continue;
                };
                let plain = plain.to_string();
                found.push(
                    at(text, passage, index..index + 1, format!("“{c}”不是规范字"))
                        .help(format!("改为“{plain}”"))
                        .fix(replace(text, passage, index..index + 1, &plain, false)),
                );
            }
        }
    }),
};

pub(super) static UNLISTED_CHARACTER: Rule = Rule {
    code: "unlisted-character",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "《通用规范汉字表》里没有的字",
    docs: "表里没有的字多半是认错、打错的字；人名、地名里确实有的，不用改。每个字只在第一次出现时提示。\n\n署名、单位名录和工作人员名单里有的字不提示。\n\n依据：《通用规范汉字表》（2013），收 8105 字。",
    check: Check::Prose(|around, text, found| {
        for passage in passages(text) {
            let mut seen = vec![];
            for (index, &c) in passage.chars.iter().enumerate() {
                if nonstandard(c).is_none() || script::standard(c).is_some() || seen.contains(&c) {
                    continue;
                }
                seen.push(c);
                if is_in_names(around, c) {
                    continue;
                }
                let message = format!("“{c}”（U+{:04X}）不在《通用规范汉字表》里", u32::from(c));
                found.push(
                    at(text, passage, index..index + 1, message)
                        .help("核对是不是打错了；人名、地名用字不用改"),
                );
            }
        }
    }),
};

/// A Han character outside the list.
fn nonstandard(c: char) -> Option<char> {
    // Most of a text is in the list and this is asked of every character.
    Some(c).filter(|c| character::is_han(*c) && !script::is_standard(*c))
}

fn is_in_names(around: &Around<'_>, c: char) -> bool {
    let staff = &around.config().staff;
    let people = [&staff.editor, &staff.reviewer, &staff.approver].into_iter().flatten();
    let units = around.roster().units.iter();
    people.map(String::as_str).any(|name| name.contains(c))
        || units.flat_map(|unit| unit.forms()).any(|name| name.contains(c))
        || around.signers().any(|name| name.contains(c))
}

pub(super) static COMPATIBILITY_CHARACTER: Rule = Rule {
    code: "compatibility-character",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "用了部首或兼容字，不是汉字本身",
    docs: "有些 PDF 里复制出来的“⽅”“⻔”是部首符号，样子和“方”“门”一样，却是另一个字符：查不到，读不出，换一种字体就变样。\n\n怎么办：换成汉字本身，用 --fix 可以自动换。\n\n依据：GB 18030-2022；Unicode 的兼容分解。",
    check: Check::Prose(|_, text, found| {
        // Most are Han, and quickly told.
        let plain = |c: char| matches!(u32::from(c), 0x4E00..=0x9FFF) || c.is_ascii();
        if text.text.chars().all(|c| plain(c) || script::unified(c).is_none()) {
            return;
        }
        for passage in text.passages() {
            for (index, &c) in passage.chars.iter().enumerate() {
                let Some(han) = script::unified(c) else { continue };
                let message = format!(
                    "这个“{han}”是{}（U+{:04X}），不是汉字",
                    character::block(c),
                    u32::from(c)
                );
                let han = han.to_string();
                found.push(
                    at(text, passage, index..index + 1, message)
                        .help(format!("换成汉字“{han}”"))
                        .fix(replace(text, passage, index..index + 1, &han, true)),
                );
            }
        }
    }),
};

pub(super) static FULLWIDTH_LETTER: Rule = Rule {
    code: "fullwidth-letter",
    level: Level::Warning,
    locked: false,
    examples: &["２０２３年", "ＡＰＰ"],
    summary: "数字或字母是全角的",
    docs: "数字和拉丁字母用半角的，全角的又宽又散，还查找不到。“１．”“（１）”这样的序号不算。\n\n例：２０２３年 应为 2023年；ＡＰＰ 应为 APP。\n\n依据：GB/T 15835-2011 5.1；公文排版惯例。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            let chars = &passage.chars;
            let mut start = 0;
            while start < chars.len() {
                let length = chars[start..].iter().take_while(|c| half_width(**c) != **c).count();
                let range = start..start + length;
                start += length.max(1);
                if length == 0 || is_ordinal(passage, range.clone()) {
                    continue;
                }
                let shown = passage.slice(range.clone());
                let half: String = chars[range.clone()].iter().map(|c| half_width(*c)).collect();
                found.push(
                    at(text, passage, range.clone(), format!("“{shown}”是全角的"))
                        .help(format!("改为半角的“{half}”"))
                        .fix(replace(text, passage, range, &half, true)),
                );
            }
        }
    }),
};

/// １． and （１）.
fn is_ordinal(passage: &Passage, range: std::ops::Range<usize>) -> bool {
    let (before, after) = (passage.before(range.start), passage.at(Some(range.end)));
    let number = range.len() <= 2 && passage.chars[range].iter().all(|c| ('０'..='９').contains(c));
    let dotted =
        after.is_some_and(|c| "．.、".contains(c)) && before.is_none_or(|c| "。；：".contains(c));
    number && (dotted || before == Some('（') && after == Some('）'))
}

pub(super) static LOOK_ALIKE_CHARACTER: Rule = Rule {
    code: "look-alike-character",
    level: Level::Error,
    locked: false,
    examples: &["2O23年", "B00模式", "“3•15”", "5~8月"],
    summary: "用了样子相近的别的字符",
    docs: "有的字符样子相近，却不是该用的那个：字母 O 和数字 0，字母 l 和数字 1，间隔号 · 和项目符号 •，浪纹线 ～ 和波浪号 ~。\n\n例：2O23年 应为 2023年；B00模式 应为 BOO模式；“3•15” 应为 “3·15”；5~8月 应为 5～8月。\n\n年份里的“○”另有规则 wrong-zero。\n\n依据：GB/T 15834-2011 4.13、4.14；GB/T 15835-2011 5.2.5。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            // None of those that look like others is Han.
            let others =
                (0..passage.chars.len()).filter(|at| !character::is_han(passage.chars[*at]));
            for index in others {
                if let Some((length, right, what)) = look_alike(text, passage, index) {
                    let range = index..index + length;
                    let shown = passage.slice(range.clone());
                    found.push(
                        at(text, passage, range.clone(), format!("“{shown}”{what}"))
                            .help(format!("应为“{right}”"))
                            .fix(replace(text, passage, range, &right, false)),
                    );
                }
            }
        }
    }),
};

/// How many characters from a place on are wrong, what they should be, and why.
fn look_alike(
    text: &Prose<'_>,
    passage: &Passage,
    index: usize,
) -> Option<(usize, String, &'static str)> {
    let c = passage.chars[index];
    if passage.is_address(index) {
        return None;
    }
    let (before, after) = (passage.before(index), passage.at(Some(index + 1)));
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let han = |c: Option<char>| c.is_some_and(character::is_han);
    match c {
        '•' | '・' | '‧' | '∙' | '⋅' | '●'
            if (digit(before) || han(before)) && (digit(after) || han(after)) =>
        {
            let several = c == '●' && text.kind != TextKind::Headline;
            (!several).then(|| (1, "·".to_owned(), "不是间隔号"))
        }
        '~' | '〜' | '∼' | '˜'
            if (digit(before) || han(before) || before == Some('%')) && digit(after) =>
        {
            Some((1, "～".to_owned(), "不是浪纹线"))
        }
        '〝' | '〞' | '„' | '‟' => {
            let right = if c == '〞' { "”" } else { "“" };
            Some((1, right.to_owned(), "不是引号"))
        }
        '﹝' => Some((1, "〔".to_owned(), "不是六角括号")),
        '﹞' => Some((1, "〕".to_owned(), "不是六角括号")),
        '○' | '◯' | 'O' | '0' => zero_in_han(passage, index),
        _ => None,
    }
    .or_else(|| latin_run(passage, index))
}

/// A zero among Han digits that is not part of a year: 一○七国道.
fn zero_in_han(passage: &Passage, index: usize) -> Option<(usize, String, &'static str)> {
    let figure = |c: &char| number::digit(*c).is_some() || "◯O0".contains(*c);
    let before = passage.chars[..index].iter().rev().take_while(|c| figure(c)).count();
    let after = passage.chars[index..].iter().take_while(|c| figure(c)).count();
    let run = &passage.chars[index - before..index + after];
    let han = run.iter().filter(|c| number::digit(**c) > Some(0)).count();
    let year = run.len() == 4 && passage.at(Some(index + after)) == Some('年');
    let alone = run.len() - han;
    (before > 0 && after > 1 && !year && han >= 2 && alone <= 2)
        .then(|| (1, "〇".to_owned(), "不是汉字数字“〇”"))
}

/// Terms whose letter O is easily read as a zero.
const TERMS: &[&str] = &[
    "BOO", "BOT", "BOOT", "BTO", "ROT", "TOT", "TOD", "EOD", "OTO", "OEM", "ODM", "POS", "IPO",
    "CEO", "COO", "CFO", "CIO", "CTO", "WTO", "ISO", "NGO", "LOGO", "VOC", "VOCs", "COD", "BOD",
    "GMO", "SOP",
];

/// A run of letters and digits in which one was taken for the other.
fn latin_run(passage: &Passage, index: usize) -> Option<(usize, String, &'static str)> {
    let part = |c: &char| c.is_ascii_alphanumeric();
    if !part(&passage.chars[index])
        || passage.before(index).is_some_and(|c| part(&c) || "-./_".contains(c))
    {
        return None;
    }
    let length = passage.chars[index..].iter().take_while(|c| part(c)).count();
    let after = passage.at(Some(index + length));
    if length < 2 || after.is_some_and(|c| "-./_@".contains(c)) {
        return None;
    }
    let run: String = passage.chars[index..index + length].iter().collect();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let letters = run.replace('0', "O");
    if run.contains('0') && TERMS.contains(&letters.as_str()) {
        return Some((length, letters, "里的数字 0 应为字母 O"));
    }
    // 2O23, 1OO, l2: a number but for one kind of letter, and with a digit in front.
    let number = run.replace(['O', 'o'], "0");
    let inside = run.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits(&number)
        && run != number
        && inside.len() < run.len()
        && after.is_some_and(character::is_han)
    {
        // 2O may be a formula; a year or a round number is not.
        if run.len() >= 3 {
            return Some((length, number, "里的字母 O 应为数字 0"));
        }
    }
    let number = run.replace('l', "1");
    let ends = run.ends_with('l');
    if digits(&number) && run != number && !ends && after.is_some_and(character::is_han) {
        return Some((length, number, "里的字母 l 应为数字 1"));
    }
    None
}
