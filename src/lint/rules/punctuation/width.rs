//! The width of marks: full beside Chinese text, half inside Latin text and figures.

use super::{at, passages, replace};
use crate::lint::passage::Passage;
use crate::lint::{Check, Prose, Rule, Sink};
use crate::source::{Edit, Fix, Level};
use crate::zh::character::{is_chinese, is_han};
use crate::zh::number::is_han_figure;

/// Titles of documents have seldom more characters.
const LONGEST_TITLE: usize = 80;

pub(in crate::lint::rules) static HALFWIDTH_PUNCTUATION: Rule = Rule {
    code: "halfwidth-punctuation",
    level: Level::Error,
    locked: false,
    examples: &["目前,已建成", "(供销社)", "\"三秋\""],
    summary: "中文里用了半角标点",
    docs: "汉字旁边的标点用全角的：，。；：？！（）“”《》。夹在数字或字母之间的不变：12:30、3.5、1:5、1,000、网址、邮箱、型号。\n\n例：目前,已建成 应为 目前，已建成；(供销社) 应为 （供销社）；\"三秋\" 应为 “三秋”。\n\n依据：GB/T 15834-2011 5.1；公文一律用全角标点。",
    check: Check::Prose(|_, text, found| {
        let letters = text.letters();
        let has = |few: &str| letters.may_have_any(few);
        let [point, bracket, quote, title] = [has(",;:!?."), has("()"), has("\"'＂"), has("<＜")];
        for passage in passages(text) {
            if point {
                points(text, passage, found);
            }
            if bracket {
                brackets(text, passage, found);
            }
            if quote {
                quotes(text, passage, found);
            }
            if title {
                titles(text, passage, found);
            }
        }
    }),
};

fn points(text: &Prose<'_>, passage: &Passage, found: &mut Sink<'_>) {
    for (index, &c) in passage.chars.iter().enumerate() {
        let right = match c {
            ',' => "，",
            ';' => "；",
            ':' => "：",
            '!' => "！",
            '?' => "？",
            '.' => "。",
            _ => continue,
        };
        let (before, after) = (passage.before(index), passage.at(Some(index + 1)));
        let chinese = |c: Option<char>| c.is_some_and(is_chinese);
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if passage.is_address(index) || latin(before) && latin(after) {
            continue;
        }
        let wrong = match c {
            // 1.加强领导, No.5 and the dots of an ellipsis are as they should be; between Han it
            // may be the dot of a foreign name.
            '.' => {
                let ends = before.is_some_and(|c| is_han(c) || "”’》）%‰℃".contains(c));
                // 增长3.9%. and 共186处. end a sentence; 2. begins one.
                let digit = before.is_some_and(|c| c.is_ascii_digit());
                let last = after.is_none() && digit && index > 12;
                (ends || last)
                    && (after.is_none() || chinese(after))
                    && after != Some('.')
                    && !is_ordinal(passage, index)
            }
            _ => {
                let ends = after.is_none() && before.is_some_and(|c| !c.is_ascii_alphabetic());
                chinese(before) || chinese(after) || ends
            }
        };
        if !wrong {
            continue;
        }
        let finding = at(text, passage, index..index + 1, format!("半角“{c}”应为全角“{right}”"));
        found.push(match c {
            '.' if after.is_some_and(is_han) => finding.help("句子结束用“。”，外国人名中间用“·”"),
            _ => finding.help(format!("改为“{right}”")).fix(replace(
                text,
                passage,
                index..index + 1,
                right,
                true,
            )),
        });
    }
}

/// 一. at the beginning of a sentence is reported as an ordinal.
fn is_ordinal(passage: &Passage, dot: usize) -> bool {
    let figures = passage.chars[..dot].iter().rev().take_while(|c| is_han_figure(**c)).count();
    figures > 0 && super::begins(passage, dot - figures)
}

fn brackets(text: &Prose<'_>, passage: &Passage, found: &mut Sink<'_>) {
    let chars = &passage.chars;
    let mut open: Vec<usize> = vec![];
    for index in 0..chars.len() {
        match chars[index] {
            '(' | '（' => open.push(index),
            ')' | '）' => {
                let Some(start) = open.pop() else { continue };
                let halves: Vec<usize> =
                    [start, index].into_iter().filter(|at| chars[*at].is_ascii()).collect();
                let inside = &chars[start + 1..index];
                let chinese = |c: Option<char>| c.is_none_or(is_chinese);
                let outside =
                    chinese(passage.before(start)) && chinese(passage.at(Some(index + 1)));
                let wrong = halves.len() == 1 || inside.iter().any(|c| is_chinese(*c)) || outside;
                if halves.is_empty()
                    || !wrong
                    || passage.is_address(start)
                    || is_area_code(inside, passage.at(Some(index + 1)))
                {
                    continue;
                }
                let edits: Vec<Edit> = halves
                    .iter()
                    .map(|&half| Edit {
                        span: text.span(passage.range(half..half + 1)),
                        text: if chars[half] == '(' { "（" } else { "）" }.to_owned(),
                    })
                    .collect();
                let range =
                    if halves.len() == 2 { start..index + 1 } else { halves[0]..halves[0] + 1 };
                let message = match halves.len() {
                    2 => format!("“{}”用了半角括号", passage.slice(start..index + 1)),
                    _ => format!("“{}”的括号一半全角一半半角", passage.slice(start..index + 1)),
                };
                let safe = !passage.is_quoted(start..index + 1);
                found.push(
                    at(text, passage, range, message).help("改为全角“（）”").fix(Some(Fix {
                        title: "改为“（）”".to_owned(),
                        safe,
                        edits,
                    })),
                );
            }
            _ => {}
        }
    }
}

/// The bracket of a telephone number: (0373)7691234.
fn is_area_code(inside: &[char], after: Option<char>) -> bool {
    inside.first() == Some(&'0')
        && (3..=4).contains(&inside.len())
        && inside.iter().all(char::is_ascii_digit)
        && after.is_some_and(|c| c.is_ascii_digit() || c == '-')
}

/// Straight quotes, which pair by their order, where that is certain.
fn quotes(text: &Prose<'_>, passage: &Passage, found: &mut Sink<'_>) {
    for (straight, left, right) in [('"', "“", "”"), ('\'', "‘", "’"), ('＂', "“", "”")]
    {
        let marks = straight_marks(passage, straight);
        let chinese = |range: std::ops::Range<usize>| {
            let around = [passage.before(range.start), passage.at(Some(range.end))];
            passage.chars[range].iter().any(|c| is_chinese(*c))
                || around.into_iter().flatten().any(is_chinese)
        };
        if marks.len() > 1 && !are_pairs(passage, &marks, left) {
            let (first, last) = (marks[0], marks[marks.len() - 1]);
            if chinese(first..last + 1) {
                found.push(
                    at(text, passage, first..last + 1, "直引号分不清哪个在前、哪个在后")
                        .help(format!("逐个改为“{left}”或“{right}”；引号里面再用引号的，里面用‘’")),
                );
            }
            continue;
        }
        let mut pairs = marks.chunks_exact(2);
        for pair in &mut pairs {
            let (open, close) = (pair[0], pair[1]);
            if !chinese(open..close + 1) || close == open + 1 {
                continue;
            }
            let inside = passage.slice(open + 1..close);
            let edit = |index: usize, mark: &str| Edit {
                span: text.span(passage.range(index..index + 1)),
                text: mark.to_owned(),
            };
            let fix = Fix {
                title: format!("改为{left}{inside}{right}"),
                safe: !passage.is_quoted(open..close + 1),
                edits: vec![edit(open, left), edit(close, right)],
            };
            found.push(
                at(text, passage, open..close + 1, format!("“{inside}”用了直引号"))
                    .help(format!("应为{left}{inside}{right}"))
                    .fix(Some(fix)),
            );
        }
        if let [last] = pairs.remainder()
            && passage.before(*last).is_none_or(|c| !c.is_ascii_digit())
            && chinese(*last..last + 1)
        {
            found.push(
                at(text, passage, *last..last + 1, format!("直引号“{straight}”没有配对"))
                    .help(format!("改为“{left}”或“{right}”，补上另一个")),
            );
        }
    }
}

/// Where straight quotes stand that are none of Latin text.
fn straight_marks(passage: &Passage, straight: char) -> Vec<usize> {
    (0..passage.chars.len())
        .filter(|index| passage.chars[*index] == straight && !passage.is_address(*index))
        .filter(|index| {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let (before, after) = (passage.before(*index), passage.at(Some(index + 1)));
            // It's, 12'; a quote is beside Chinese text or holds some.
            !(latin(before) && (latin(after) || straight == '\''))
        })
        .collect()
}

/// Whether straight quotes can only be pairs in their order: an even number, none astride of a
/// curly one or of another kind, each where its half can stand, and none perhaps inside another.
fn are_pairs(passage: &Passage, marks: &[usize], left: &str) -> bool {
    let chars = &passage.chars;
    let curly = if left == "“" { ['“', '”'] } else { ['‘', '’'] };
    let pair_is_sound = |pair: &[usize]| {
        let (open, close) = (pair[0], pair[1]);
        let inside = &chars[open + 1..close];
        let (first, last) = (inside.first().copied(), inside.last().copied());
        let begins = first.is_some_and(|c| !"，。、；：？！”’）》〉】〕 ".contains(c));
        let ends = last.is_some_and(|c| !"，、；：“‘（《〈【〔 ".contains(c));
        // After a colon a whole sentence is quoted: what is closed in the midst of it may be a
        // quotation inside.
        let speech = passage.before(open) == Some('：')
            && marks.len() > 2
            && passage.at(Some(close + 1)).is_some_and(is_han);
        begins && ends && !speech && !inside.iter().any(|c| curly.contains(c))
    };
    let mut depth = 0i32;
    let mut astride = false;
    for (index, c) in chars.iter().enumerate() {
        match c {
            _ if *c == curly[0] => depth += 1,
            _ if *c == curly[1] => depth -= 1,
            _ if marks.contains(&index) => astride |= depth != 0,
            _ => {}
        }
    }
    marks.len().is_multiple_of(2)
        && marks.chunks_exact(2).all(pair_is_sound)
        && !astride
        && depth == 0
}

/// Angle signs that stand for title marks: <关于……的通知>.
fn titles(text: &Prose<'_>, passage: &Passage, found: &mut Sink<'_>) {
    for (open, close) in [('<', '>'), ('＜', '＞')] {
        let mut from = 0;
        while let Some(start) = passage.chars[from..].iter().position(|c| *c == open) {
            let first = from + start;
            from = first + 1;
            let start = first + usize::from(passage.at(Some(first + 1)) == Some(open));
            let rest = passage.chars[start + 1..].iter().take(LONGEST_TITLE);
            let Some(length) = rest.copied().position(|c| c == close) else { continue };
            let end = start + 1 + length;
            let last = end + usize::from(start > first && passage.at(Some(end + 1)) == Some(close));
            let inside = &passage.chars[start + 1..end];
            let title = inside.len() >= 2
                && inside.first().is_some_and(|c| is_han(*c))
                && inside.iter().all(|c| *c != open && !"，。；".contains(*c));
            if !title || (start > first) != (last > end) {
                continue;
            }
            let name = passage.slice(start + 1..end);
            let edit = |chars: std::ops::Range<usize>, mark: &str| Edit {
                span: text.span(passage.range(chars)),
                text: mark.to_owned(),
            };
            let edits = vec![edit(first..start + 1, "《"), edit(end..last + 1, "》")];
            found.push(
                at(text, passage, first..last + 1, format!("“{name}”的书名号写成了尖括号"))
                    .help(format!("应为《{name}》"))
                    .fix(Some(Fix { title: format!("改为《{name}》"), safe: false, edits })),
            );
            from = last + 1;
        }
    }
}
