//! What does not belong in print: leftovers of web pages and worksheets, numbers of persons.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::punctuation::at;
use crate::lint::{Check, Rule, TextKind};
use crate::source::Level;
use crate::zh::needles::Needles;

pub(super) static WEB_LEFTOVER: Rule = Rule {
    code: "web-leftover",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "正文里有网页上带来的字样",
    docs: "从网站复制稿子时，容易把页面上的“浏览次数”“字号”“分享到”“信息来源：”“ICP备”等一起贴进来；单位发来的信件、报告里的“尊敬的……”“请审阅”“此致敬礼”也不是正文。\n\n怎么办：删去。",
    check: Check::Prose(|_, text, found| {
        if !matches!(text.kind, TextKind::Body | TextKind::Note | TextKind::Headline) {
            return;
        }
        for passage in text.passages() {
            if let Some(range) = courtesy(&passage.text) {
                let start = passage.index(range.start);
                let shown = &passage.text[range.clone()];
                let chars = start..start + shown.chars().count();
                let message = format!("“{shown}”是信件、报告里的话");
                found.push(at(text, passage, chars, message).help("不属于正文的，删去"));
            }
            let hits = FINDER.candidates(&passage.text).map(|(at, word)| (at, LEFTOVERS[word]));
            let stands = |(at, word): &(usize, &str)| {
                let rest = passage.text[*at..].strip_prefix(word);
                // 分享到： and 分享到微信, not 分享到喜悦.
                let sites = ["：", ":", " ", "微", "QQ", "朋友圈", "新浪", "【"];
                let site =
                    |rest: &str| rest.is_empty() || sites.iter().any(|s| rest.starts_with(s));
                rest.is_some_and(|rest| *word != "分享到" || site(rest))
            };
            for (offset, word) in hits.filter(stands) {
                let start = passage.index(offset);
                let range = start..start + word.chars().count();
                found.push(
                    at(text, passage, range, format!("“{word}”像是网页上带来的"))
                        .help("不属于正文的，删去"),
                );
            }
        }
    }),
};

static LEFTOVERS: &[&str] = &[
    "浏览次数",
    "阅读次数",
    "点击次数",
    "浏览量：",
    "浏览数：",
    "阅读量：",
    "阅读数：",
    "点击数：",
    "点击量：",
    "点击率：",
    "访问量：",
    "正文字体",
    "返回顶部",
    "收藏本页",
    "相关链接：",
    "当前位置：",
    "视力保护色",
    "【打印】",
    "【关闭】",
    "稿源：",
    "【字号",
    "字号：",
    "字体：",
    "分享到",
    "ICP备",
    "信息来源：",
    "文章来源：",
    "打印本页",
    "关闭窗口",
    "上一篇：",
    "下一篇：",
    "扫一扫在手机",
    "发布时间：",
    "索引号：",
    "公网安备",
];

/// Words of letters and reports: 尊敬的领导：, 妥否，请批示, 此致敬礼.
fn courtesy(text: &str) -> Option<std::ops::Range<usize>> {
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let head = ["尊敬的", "各位领导：", "领导您好", "领导好", "您好，", "你好，"].into_iter().find(
        |word| {
            let greets = |rest: &str| rest.chars().take(16).any(|c| c == '：');
            trimmed.starts_with(word) && (*word != "尊敬的" || greets(trimmed))
        },
    );
    if let Some(word) = head {
        return Some(start..start + word.len());
    }
    if trimmed.len() <= "此致敬礼".len() * 3 {
        let aside = |c: &char| !c.is_whitespace() && !"，。！：".contains(*c);
        let plain: String = trimmed.chars().filter(aside).collect();
        if ["此致", "敬礼", "此致敬礼", "特此报告", "特此汇报"].contains(&&*plain) {
            return Some(start..start + trimmed.len());
        }
    }
    // At the end of a long text only.
    let long = trimmed.char_indices().nth(40).is_some();
    let tail = trimmed.char_indices().rev().nth(20).filter(|_| long).map_or(0, |(at, _)| at);
    ["请审阅", "请查收", "请批示", "请予审核", "妥否"].into_iter().find_map(|word| {
        let at = tail + trimmed[tail..].find(word)?;
        Some(start + at..start + at + word.len())
    })
}

/// All in one pass.
static FINDER: LazyLock<Needles> = LazyLock::new(|| Needles::new(LEFTOVERS.iter().copied()));

pub(super) static SHEET_LEFTOVER: Rule = Rule {
    code: "sheet-leftover",
    level: Level::Error,
    locked: true,
    examples: &["#REF!"],
    summary: "表格里有电子表格的出错值或公式",
    docs: "从 Excel、WPS 复制表格时，单元格算不出来的（#REF!、#N/A）、太窄显示不下的（######）、变成科学记数的（4.11E+17）、没有算的公式（=B3+B4），会原样印出来。\n\n怎么办：回到电子表格里改好，再复制；身份证号、长编号先把单元格设为“文本”。",
    check: Check::Prose(|_, text, found| {
        if !matches!(text.kind, TextKind::Cell | TextKind::Caption | TextKind::Body) {
            return;
        }
        if !text.text.contains(['#', '=', '+']) {
            return;
        }
        let cell = text.text.trim();
        let whole = text.kind != TextKind::Body;
        let named = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]
            .into_iter()
            .find_map(|word| Some((text.text.find(word)?, word.len())));
        let hashes = whole && cell.len() > 2 && cell.chars().all(|c| c == '#');
        let formula = whole
            && cell.strip_prefix('=').is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_uppercase() || c == '(')
                    && rest.contains(|c: char| c.is_ascii_digit())
            });
        let science = whole
            && cell.split_once("E+").is_some_and(|(number, power)| {
                let figure = |c: char| c.is_ascii_digit() || c == '.';
                !number.is_empty()
                    && number.chars().all(figure)
                    && !power.is_empty()
                    && power.chars().all(|c| c.is_ascii_digit())
            });
        let range = match named {
            Some((start, length)) => start..start + length,
            None if hashes || formula || science => 0..text.text.len(),
            None => return,
        };
        let shown = text.text[range.clone()].trim().to_owned();
        let what = if formula { "公式" } else { "电子表格的出错值" };
        found.push(
            crate::source::Diagnostic::at(text.span(range), format!("“{shown}”是{what}"))
                .help("回到电子表格里改好，再复制过来"),
        );
    }),
};

pub(super) static PERSONAL_DATA: Rule = Rule {
    code: "personal-data",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "印出来的文字里有手机号或身份证号",
    docs: "快报是公开或在一定范围内印发的，个人的手机号码、身份证号码不应印出来。单位的固定电话、热线电话不在此列。\n\n怎么办：删去，或只留前后几位，中间用*代替。\n\n依据：《中华人民共和国个人信息保护法》。",
    check: Check::Prose(|_, text, found| {
        if !text.letters().may_have_any("0123456789") {
            return;
        }
        for passage in text.passages() {
            let chars = &passage.chars;
            let mut start = 0;
            while let Some(next) = chars[start..].iter().position(char::is_ascii_digit) {
                start += next;
                let digit = |c: &&char| c.is_ascii_digit();
                let length = chars[start..].iter().take_while(digit).count();
                let mut end = start + length;
                let joined = start > 0
                    && (chars[start - 1].is_ascii_alphanumeric()
                        || ".-/_".contains(chars[start - 1]));
                if length == 17 && chars.get(end).is_some_and(|c| "Xx".contains(*c)) {
                    end += 1;
                }
                let after = chars.get(end).is_some_and(|c| {
                    c.is_ascii_alphanumeric()
                        || ".-/_".contains(*c)
                            && chars.get(end + 1).is_some_and(char::is_ascii_digit)
                });
                let number: String = match end - start {
                    11 | 18 => chars[start..end].iter().collect(),
                    _ => String::new(),
                };
                let what = match number.len() {
                    11 if is_mobile(&number) => Some("手机号码"),
                    18 if is_identity(&number) => Some("身份证号码"),
                    _ => None,
                };
                if let Some(what) = what.filter(|_| !joined && !after) {
                    found.push(
                        at(text, passage, start..end, format!("“{number}”像是{what}"))
                            .help("个人信息不应印出来；删去，或中间用*代替"),
                    );
                }
                start = end;
            }
        }
    }),
};

fn is_mobile(number: &str) -> bool {
    let mut digits = number.chars();
    digits.next() == Some('1') && digits.next().is_some_and(|c| ('3'..='9').contains(&c))
}

/// A day of birth stands in the middle; GB 11643.
fn is_identity(number: &str) -> bool {
    let part = |range: std::ops::Range<usize>| number.get(range).and_then(|part| part.parse().ok());
    let (year, month, day) = (part(6..10), part(10..12), part(12..14));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return false };
    let born = NaiveDate::from_ymd_opt(year as i32, month, day);
    (1900..2100).contains(&year) && born.is_some() && !number.starts_with('0')
}
