//! A line that says things about a text, part by part: 2024-05-08 10:22 来源：县水利局 浏览次数：12.

use super::furniture::READERS;
use super::labels::{OTHERS, SOURCES};
use crate::zh::number::is_one_to_ten;
use crate::zh::person;

/// What a part says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Which unit the text is from.
    Source,
    /// Anything else.
    Other,
}

/// A part of a line, with the bytes it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where what it says begins, behind its label.
    pub(super) value: usize,
}

/// The parts of a line, when it has nothing but such parts: labels with something short behind them,
/// a day or a time by itself, buttons.
pub(super) fn parts(text: &str) -> Option<Vec<Fact>> {
    let mut facts: Vec<Fact> = vec![];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        if first.is_whitespace() || "|｜/·•、，,;；【】[]［］()（）〔〕".contains(first)
        {
            at += first.len_utf8();
            continue;
        }
        let (kind, value, end) = if let Some((kind, length)) = label(rest) {
            (kind, at + length, at + length + value_end(&rest[length..]))
        } else if let Some(length) = moment(rest) {
            (Kind::Other, at, at + length)
        } else if let Some(length) = issue(rest) {
            (Kind::Other, at, at + length)
        } else if let Some(length) = button(rest) {
            (Kind::Other, at, at + length)
        } else {
            return None;
        };
        let said = &text[value..end];
        if said.contains('。') || said.chars().count() > 40 {
            return None;
        }
        facts.push(Fact { kind, start: at, end, value });
        at = end;
    }
    let labelled = facts.iter().any(|fact| fact.value > fact.start);
    (!facts.is_empty() && labelled).then_some(facts)
}

/// 第15期, 总第15期, 2024年第15期, of the unit's own paper.
fn issue(text: &str) -> Option<usize> {
    let year = digits(text);
    let behind = if year == 4 { text[year..].strip_prefix('年')?.trim_start() } else { text };
    let behind = behind.trim_start_matches(['（', '(', '总', ' ']).strip_prefix('第')?.trim_start();
    let number = behind.chars().take_while(|c| c.is_ascii_digit() || is_one_to_ten(*c)).count();
    let at: usize = behind.chars().take(number).map(char::len_utf8).sum();
    let rest = behind[at..].trim_start().strip_prefix('期').filter(|_| number > 0)?;
    Some(text.len() - rest.trim_start_matches(['）', ')']).len())
}

/// Whether a line begins with a label.
pub(super) fn begins(text: &str) -> bool {
    label(text).is_some()
}

/// A label with its colon: what it is of, and its length. Typists put spaces into it: 来 源：.
fn label(text: &str) -> Option<(Kind, usize)> {
    let of = |labels: &[&str]| labels.iter().filter_map(|label| spaced(text, label)).max();
    match (of(SOURCES), of(OTHERS).max(of(READERS))) {
        (Some(source), other) if other.is_none_or(|other| other <= source) => {
            Some((Kind::Source, source))
        }
        (_, Some(other)) => Some((Kind::Other, other)),
        _ => None,
    }
}

/// The length of a label with its colon at the beginning of a text, white space inside or not.
fn spaced(text: &str, label: &str) -> Option<usize> {
    let mut at = 0;
    for c in label.chars() {
        if at > 0 {
            at += text[at..].len() - text[at..].trim_start().len();
        }
        at += text[at..].strip_prefix(c).map(|_| c.len_utf8())?;
    }
    at += text[at..].len() - text[at..].trim_start().len();
    // 来源/县水利局; a label of one character goes on: 图/文.
    let marks = if label.chars().nth(1).is_some() { "：:|｜丨/／" } else { "：:|｜丨" };
    let colon = text[at..].chars().next().filter(|c| marks.contains(*c))?;
    Some(at + colon.len_utf8())
}

/// Where a value ends: at the next label, day or button, at a wide gap, at a bracket that closes.
fn value_end(text: &str) -> usize {
    let lead = text.len() - text.trim_start().len();
    let places = text.char_indices().skip_while(|(at, _)| *at < lead);
    let begins = |rest: &str| {
        label(rest).is_some() || button(rest).is_some_and(|l| rest[..l].chars().count() > 1)
    };
    // 来源：作者： has nothing behind its label.
    if begins(&text[lead..]) {
        return lead;
    }
    let mut depth = 0_i32;
    for (at, c) in places {
        let rest = &text[at + c.len_utf8()..];
        match c {
            '(' | '（' | '【' | '[' | '［' => depth += 1,
            ')' | '）' | '】' | ']' | '］' if depth == 0 => return at,
            ')' | '）' | '】' | ']' | '］' => depth -= 1,
            '\u{3000}' | '\t' | '|' | '｜' => {
                // 李　勉 is one name.
                let single = text[lead..at].chars().count() == 1;
                // 供稿：县民政局　张海燕.
                let next = rest.trim_start();
                let word = next.split(char::is_whitespace).next().unwrap_or_default();
                let word = word.trim_end_matches([')', '）', '】', ']', '］']);
                if c != '|' && c != '｜' && person::is_name(word) {
                    continue;
                }
                if !single || c == '|' || c == '｜' {
                    return at;
                }
            }
            _ if c.is_whitespace() => {
                let next = rest.trim_start();
                let wide =
                    rest.starts_with(char::is_whitespace) && text[lead..at].chars().count() > 1;
                if wide
                    || begins(next)
                    || issue(next).is_some()
                    || moment(next).is_some_and(|_| at > lead + 12)
                    || next.starts_with(['【', '['])
                {
                    return at;
                }
            }
            _ => {}
        }
        // 2024-05-08来源：县水利局: what follows a figure or closes a name.
        if label(rest).is_some_and(|(_, length)| rest[..length].chars().count() > 2) {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// 2024-05-08 10:22:31, 2024年5月8日, 10:22, 星期三.
fn moment(text: &str) -> Option<usize> {
    let day = day(text);
    let behind = day.unwrap_or_default();
    let gap = text[behind..].len() - text[behind..].trim_start().len();
    let clock = clock(&text[behind + gap..]).map(|length| behind + gap + length);
    clock.or(day)
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// A day with its year at the beginning of a text: how long it is.
pub(super) fn day(text: &str) -> Option<usize> {
    let mut at = digits(text);
    if at != 4 {
        return None;
    }
    for (index, marks) in [['-', '/', '.', '年'], ['-', '/', '.', '月']].iter().enumerate() {
        let rest = text[at..].trim_start();
        at = text.len() - rest.len();
        at += rest.chars().next().filter(|c| marks.contains(c))?.len_utf8();
        let rest = text[at..].trim_start();
        at = text.len() - rest.len();
        let count = digits(rest);
        if !(1..=2).contains(&count) {
            return None;
        }
        at += count;
        if index == 1 && text[at..].starts_with('日') {
            at += '日'.len_utf8();
        }
    }
    Some(at)
}

/// 9:12, 10:22:31 at the beginning of a text: how long it is.
pub(super) fn clock(text: &str) -> Option<usize> {
    let lead = ["上午", "下午", "中午", "早上", "晚上", "凌晨"]
        .iter()
        .find(|word| text.starts_with(**word));
    let mut at = lead.map_or(0, |word| word.len());
    let mut parts = 0;
    loop {
        let count = digits(&text[at..]);
        if !(1..=2).contains(&count) {
            return None;
        }
        parts += 1;
        at += count;
        match text[at..].chars().next().filter(|c| "：:".contains(*c)) {
            Some(colon) if parts < 3 && digits(&text[at + colon.len_utf8()..]) > 0 => {
                at += colon.len_utf8()
            }
            _ => break,
        }
    }
    (parts >= 2).then_some(at)
}

/// Buttons that stand among facts.
fn button(text: &str) -> Option<usize> {
    const BUTTONS: &[&str] = &[
        "打印本页",
        "打印",
        "关闭窗口",
        "关闭",
        "收藏",
        "分享到",
        "分享",
        "大",
        "中",
        "小",
        "字体",
        "字号",
        "微信",
        "微博",
        "默认",
        "特大",
        "超大",
        "无障碍浏览",
        "我要纠错",
        "打印此页",
        "打印本文",
        "关闭此页",
        "关闭本页",
        "返回",
        "A+",
        "A-",
        "A",
        "T+",
        "T-",
        "+",
        "-",
    ];
    let found =
        BUTTONS.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()?;
    let alone = text[found..]
        .chars()
        .next()
        .is_none_or(|c| c.is_whitespace() || "【】[]［］()（）|｜/：:大中小A+-".contains(c));
    let colon =
        text[found..].chars().next().filter(|c| "：:".contains(*c)).map_or(0, char::len_utf8);
    alone.then_some(found + colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_line_about_a_text() {
        let shown = |text: &str| -> Option<Vec<String>> {
            let facts = parts(text)?;
            Some(
                facts
                    .iter()
                    .map(|fact| {
                        let mark = if fact.kind == Kind::Source { "!" } else { "" };
                        format!("{mark}{}", text[fact.value..fact.end].trim())
                    })
                    .collect(),
            )
        };
        for (text, wanted) in [
            (
                "2024-05-08来源：县水利局 字体：【大 中 小】",
                vec!["2024-05-08", "!县水利局", "【大 中 小】"],
            ),
            (
                "日期：2024-06-11　来源：县民政局　作者：张海燕",
                vec!["2024-06-11", "!县民政局", "张海燕"],
            ),
            (
                "作者：来源：县水利局时间：2024-05-08点击：52",
                vec!["", "!县水利局", "2024-05-08", "52"],
            ),
            (
                "2024年05月08日 10:22 来源：青河县水利局",
                vec!["2024年05月08日 10:22", "!青河县水利局"],
            ),
            (
                "2024-07-03 08:30信息来源：县林业局 浏览量：|A+ A A-|打印|",
                vec!["2024-07-03 08:30", "!县林业局", "", "A+", "A", "A-", ""],
            ),
            ("供稿：县民政局　张海燕", vec!["!县民政局　张海燕"]),
            ("报送单位：县林业局      2024年第15期", vec!["!县林业局", "2024年第15期"]),
            ("供稿：县水利局 李小明", vec!["!县水利局 李小明"]),
            (
                "发布日期：2024-05-08 10:22:31　浏览次数：235　来 源：县水利局　字号：[大][中][小]",
                vec!["2024-05-08 10:22:31", "235", "!县水利局", "[大][中][小]"],
            ),
        ] {
            assert_eq!(
                shown(text).as_deref(),
                Some(&*wanted.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()),
                "{text}"
            );
        }
        for text in [
            "县水利局启用智慧闸门",
            "2024年5月8日，县水利局召开会议",
            "2024-05-08",
            "资金来源：上级补助120万元。其余自筹",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
