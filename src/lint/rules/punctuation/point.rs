//! Points of the sentence: repeated, astray, or where none belongs.

use super::{at, mark_name, passages, replace};
use crate::lint::{Check, Rule, TextKind};
use crate::source::Level;
use crate::zh::character::is_point;
use crate::zh::pairing::Fault;

pub(in crate::lint::rules) static REPEATED_POINT: Rule = Rule {
    code: "repeated-point",
    level: Level::Error,
    locked: false,
    examples: &["，，"],
    summary: "标点重复或互相矛盾",
    docs: "两个点号连在一起，多半是改稿时留下的。“？！”“！！”可以连用。\n\n例：，， 应为 ，；、， 和 ，。 只能留一个；引文末尾有句号的，引号外面不再用句号。\n\n怎么办：留下该用的一个。\n\n依据：GB/T 15834-2011 4.1 至 4.7；附录 A 引号一节。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            let chars = &passage.chars;
            let mut start = 0;
            while start < chars.len() {
                let length = chars[start..].iter().take_while(|c| is_point(**c)).count();
                if length < 2 {
                    start += 1;
                    continue;
                }
                let run = &chars[start..start + length];
                let same = run.iter().all(|c| Some(c) == run.first());
                // 。。。 and the like stand for an ellipsis and are reported as such.
                let ellipsis = same && length >= 3 && "。、，".contains(run[0]);
                let strong = run.iter().all(|c| "？！".contains(*c));
                if !ellipsis && !strong {
                    let shown = passage.slice(start..start + length);
                    let message = match same {
                        true => format!("“{}”重复", run[0]),
                        false => format!("“{shown}”连在一起，互相矛盾"),
                    };
                    let kept = same.then(|| run[0].to_string());
                    let fix = kept
                        .and_then(|one| replace(text, passage, start..start + length, &one, true));
                    found.push(
                        at(text, passage, start..start + length, message)
                            .help("只留该用的一个")
                            .fix(fix),
                    );
                }
                start += length;
            }
            for (range, message) in points_in_numbers(chars) {
                found.push(at(text, passage, range, message).help("核对这个数"));
            }
            // The quotation ends with its own point.
            for index in 0..chars.len().saturating_sub(2) {
                if chars[index..index + 3] == ['。', '”', '。'] {
                    found.push(
                        at(text, passage, index..index + 3, "引号里外都有句号")
                            .help("引用整句的留里面的一个，引用词语的留外面的一个"),
                    );
                }
            }
        }
    }),
};

/// 5..2%, 3.2.5亿元: a point twice in one number.
fn points_in_numbers(chars: &[char]) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = vec![];
    let mut start = 0;
    while start < chars.len() {
        let part = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',');
        let length = chars[start..].iter().take_while(part).count();
        let run = &chars[start..start + length];
        if length < 4 || !run[0].is_ascii_digit() || !run[length - 1].is_ascii_digit() {
            start += length.max(1);
            continue;
        }
        let before = start.checked_sub(1).map(|before| chars[before]);
        let behind = chars.get(start + length);
        // v1.2.3, 192.168.1.1, 2023.11.3 and 3.2.5节 are no quantities.
        let measured = behind.is_some_and(|c| "%‰万亿亩元吨".contains(*c))
            && !before.is_some_and(|c| c.is_ascii_alphabetic());
        let twice = run.windows(2).any(|two| two.iter().all(|c| !c.is_ascii_digit()));
        let points = run.iter().filter(|c| **c == '.').count();
        if twice || points > 1 && measured {
            let shown: String = run.iter().collect();
            found.push((start..start + length, format!("“{shown}”里小数点多了一个")));
        }
        start += length;
    }
    found
}

pub(in crate::lint::rules) static STRAY_POINT: Rule = Rule {
    code: "stray-point",
    level: Level::Warning,
    locked: false,
    examples: &["“，重点领域”", "（县城、）"],
    summary: "标点的位置不对",
    docs: "段首、前引号、前括号、前书名号之后不用点号；后括号、后书名号之前不用逗号、顿号、分号、冒号。多半是删改文字时留下的。\n\n例：“，重点领域” 应为 “重点领域”；（县城、） 应为 （县城）。\n\n依据：GB/T 15834-2011 5.1.1 至 5.1.3。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            // A quotation mark that faces the wrong way opens nothing.
            let turned: Vec<usize> = passage
                .faults()
                .iter()
                .filter_map(|fault| match fault {
                    Fault::Reversed { at, .. } => Some(*at),
                    Fault::Swapped { close, .. } => Some(*close),
                    _ => None,
                })
                .collect();
            let sound = passage.faults().is_empty();
            let closes = |c: Option<char>| c.is_some_and(|c| "”’）》〉】〕」』".contains(c));
            for (index, &c) in passage.chars.iter().enumerate() {
                if !is_point(c) {
                    continue;
                }
                let (before, after) = (passage.before(index), passage.at(Some(index + 1)));
                let opens = |c: char| {
                    matches!(c, '“' | '‘' | '（' | '《' | '〈' | '【' | '〔' | '「' | '『')
                };
                let opened = before.is_some_and(opens) && !turned.contains(&(index - 1));
                // A mark that is itself spoken of: “，”.
                let message = match before {
                    _ if opened && closes(after) => continue,
                    None => format!("段首不能用“{c}”"),
                    Some(open) if opened && "，。、；：".contains(c) => {
                        format!("{}后面不能用“{c}”", mark_name(open))
                    }
                    // ，（其中…）: a bracket belongs to what it follows; （一） begins a part.
                    _ if "，、".contains(c)
                        && after == Some('（')
                        && !lists(passage, index + 1) =>
                    {
                        format!("前括号前面不用“{c}”")
                    }
                    _ if "，、；：".contains(c)
                        && after.is_some_and(|c| "）》〉】〕".contains(c)) =>
                    {
                        format!("{}前面不能用“{c}”", after.map_or("", mark_name))
                    }
                    _ => continue,
                };
                // A run of points is reported as such.
                if [before, after].into_iter().flatten().any(is_point) {
                    continue;
                }
                found.push(
                    at(text, passage, index..index + 1, message)
                        .help(format!("删去“{c}”，或补上漏掉的文字"))
                        .fix(replace(text, passage, index..index + 1, "", false).filter(|_| sound)),
                );
            }
        }
    }),
};

pub(in crate::lint::rules) static POINT_AFTER_CREDIT: Rule = Rule {
    code: "point-after-credit",
    level: Level::Error,
    locked: false,
    examples: &["为小麦丰收奠定了基础。（供销社）。"],
    summary: "供稿单位后面多了句号",
    docs: "一条信息以句号结束，供稿单位用括号写在句号之后，括号后面不再用标点。\n\n例：……为小麦丰收奠定了基础。（供销社）。 最后的句号应删去。\n\n依据：GB/T 15834-2011 4.9：句外括号放在句末点号之后，后面不再用点号。",
    check: Check::Prose(|_, text, found| {
        if text.kind != TextKind::Body {
            return;
        }
        for passage in passages(text) {
            let chars = &passage.chars;
            let [.., '）' | ')', point] = chars[..] else { continue };
            let open = chars.iter().rposition(|c| "（(".contains(*c));
            let (Some(open), true) = (open, "。，；、".contains(point)) else { continue };
            let ended = passage.before(open).is_some_and(|c| "。！？”".contains(c));
            let inside = &chars[open + 1..chars.len() - 2];
            let plain = !inside.iter().any(|c| "。，；：）)".contains(*c));
            // Without an ended sentence before it the bracket may belong to the sentence.
            let ended = ended
                && (passage.before(open) != Some('”') || passage.before(open - 1) == Some('。'));
            if ended && plain && inside.len() <= 40 {
                let last = chars.len() - 1;
                let name = passage.slice(open..last);
                found.push(
                    at(text, passage, last..last + 1, format!("“{name}”后面多了“{point}”"))
                        .help("句子在括号之前已经结束，删去括号后面的标点")
                        .fix(replace(text, passage, last..last + 1, "", true)),
                );
            }
        }
    }),
};

/// Whether a bracket may follow a comma: it holds the number of a part, （一）, or words of the
/// text that goes on behind it, （长）江.
fn lists(passage: &crate::lint::passage::Passage, open: usize) -> bool {
    let rest = &passage.chars[open + 1..];
    let Some(length) = rest.iter().position(|c| *c == '）') else { return true };
    let number = |c: &char| c.is_ascii_digit() || crate::zh::number::small(*c).is_some();
    let part = length <= 3 && rest[..length].iter().all(number);
    let inside: String = rest[..length].iter().collect();
    let aside = length > 3 || inside.starts_with(['附', '见', '另', '含']);
    part || !aside && rest.get(length + 1).is_some_and(|c| c.is_alphanumeric())
}

pub(in crate::lint::rules) static POINT_IN_HEADLINE: Rule = Rule {
    code: "point-in-headline",
    level: Level::Error,
    locked: false,
    examples: &["县供销社助力病虫害防治。"],
    summary: "标题或栏目名末尾有标点",
    docs: "标题和栏目名末尾不用句号、逗号、顿号、分号、冒号；问号和叹号可以用。\n\n例：“县供销社助力病虫害防治。”最后的句号应删去。\n\n依据：GB/T 15834-2011 附录 A；GB/T 9704-2012 7.3.1 公文标题的惯例。",
    check: Check::Prose(|_, text, found| {
        let name = match text.kind {
            TextKind::Headline => "标题",
            TextKind::Column => "栏目名",
            _ => return,
        };
        for passage in text.passages() {
            let points = passage.chars.iter().rev().take_while(|c| "，。、；：,.;:".contains(**c));
            let end = passage.chars.len();
            let start = end - points.count();
            let dots = passage.chars[start..].iter().all(|c| *c == '.') && end - start >= 3;
            if start < end && start > 0 && !dots {
                let mark = passage.slice(start..end);
                found.push(
                    at(text, passage, start..end, format!("{name}末尾有“{mark}”"))
                        .help(format!("{name}末尾不用标点，删去"))
                        .fix(replace(text, passage, start..end, "", true)),
                );
            }
        }
    }),
};
