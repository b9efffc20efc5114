//! Points between the parts of a list.

use super::{at, passages, replace};
use crate::lint::passage::Passage;
use crate::lint::{Check, Prose, Rule};
use crate::source::{Diagnostic, Edit, Fix, Level};

pub(in crate::lint::rules) static COMMA_BETWEEN_QUOTES: Rule = Rule {
    code: "comma-between-quotes",
    level: Level::Hint,
    locked: false,
    examples: &["“三品一标”、“一镇一品”"],
    summary: "并列的引号或书名号之间用了顿号",
    docs: "标有引号的并列成分之间、标有书名号的并列成分之间，通常不用顿号，标号本身已经把它们分开；中间插有其他成分（如括号）的，宜用顿号。\n\n例：“三品一标”、“一镇一品” 通常写作 “三品一标”“一镇一品”。\n\n标准说的是“通常”，本单位一向用顿号的，可在 bulletin.toml 里关闭这条规则。\n\n依据：GB/T 15834-2011 4.5.3.5。",
    check: Check::Prose(|_, text, found| {
        if !text.letters().may_have_any("”》") {
            return;
        }
        for passage in passages(text) {
            let mut commas: Vec<usize> = vec![];
            for (index, window) in passage.chars.windows(3).enumerate() {
                if !matches!(window, ['”', '、', '“'] | ['》', '、', '《']) {
                    continue;
                }
                // One list, one finding.
                let goes_on = commas.last().is_some_and(|last| {
                    !passage.chars[last + 2..index].iter().any(|c| "”》".contains(*c))
                });
                if !goes_on && !commas.is_empty() {
                    found.push(commas_between(text, passage, &commas));
                    commas.clear();
                }
                commas.push(index + 1);
            }
            if !commas.is_empty() {
                found.push(commas_between(text, passage, &commas));
            }
        }
    }),
};

fn commas_between(text: &Prose<'_>, passage: &Passage, commas: &[usize]) -> Diagnostic {
    let first = commas[0];
    let name = if passage.chars[first - 1] == '”' { "引号" } else { "书名号" };
    let message = match commas.len() {
        1 => format!("并列的{name}之间用了顿号"),
        many => format!("并列的{name}之间用了顿号（{many} 处）"),
    };
    let edits = commas
        .iter()
        .map(|&comma| Edit {
            span: text.span(passage.range(comma..comma + 1)),
            text: String::new(),
        })
        .collect();
    // Where marks do not pair, 、 may stand for one of them.
    let sound = passage.faults().is_empty();
    at(text, passage, first - 1..first + 2, message)
        .help("通常不用顿号，标号已经把并列的各项分开")
        .fix(sound.then(|| Fix { title: "删去顿号".to_owned(), safe: false, edits }))
}

pub(in crate::lint::rules) static MIXED_LIST_POINTS: Rule = Rule {
    code: "mixed-list-points",
    level: Level::Warning,
    locked: false,
    examples: &["一是加强领导。二是加大投入；三是严格考核。"],
    summary: "并列各项之间有的用分号，有的用句号",
    docs: "“一是……二是……三是……”各项之间的标点要一致。某一项里面已经有句号的，各项之间就都用句号。\n\n例：一是加强领导。二是加大投入；三是严格考核。 应为 一是……；二是……；三是…… 或 一是……。二是……。三是……。\n\n依据：GB/T 15834-2011 4.6 及附录 A：分项列举的各项或多项已包含句号时，各项末尾不能再用分号。",
    check: Check::Prose(|_, text, found| {
        if !text.letters().may_have('；') {
            return;
        }
        for passage in passages(text) {
            for list in lists(passage) {
                if let Some(finding) = mixed(text, passage, &list) {
                    found.push(finding);
                }
            }
        }
    }),
};

/// The lists of a paragraph: where 一是, 二是, 三是 … stand, in their order.
fn lists(passage: &Passage) -> Vec<Vec<usize>> {
    const FIGURES: &[char] = &['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let mut lists: Vec<Vec<usize>> = vec![];
    for (index, window) in passage.chars.windows(2).enumerate() {
        if window[1] != '是' || passage.before(index).is_some_and(|c| !"。；：，".contains(c))
        {
            continue;
        }
        let Some(place) = FIGURES.iter().position(|figure| *figure == window[0]) else { continue };
        match lists.last_mut() {
            _ if place == 0 => lists.push(vec![index]),
            Some(list) if list.len() == place => list.push(index),
            _ => {}
        }
    }
    lists.retain(|list| list.len() >= 2);
    lists
}

fn mixed(text: &Prose<'_>, passage: &Passage, list: &[usize]) -> Option<Diagnostic> {
    let marker = |start: usize| passage.slice(start..start + 2);
    let semicolon = |start: &&usize| passage.before(**start) == Some('；');
    let with_semicolon = list[1..].iter().find(semicolon)?;
    let with_stop = list[1..].iter().find(|start| passage.before(**start) == Some('。'));
    let place = with_semicolon - 1..*with_semicolon;
    if let Some(stop) = with_stop {
        let message =
            format!("“{}”之前用分号，“{}”之前用句号", marker(*with_semicolon), marker(*stop));
        let span = text.span(passage.range(stop - 1..*stop));
        return Some(
            at(text, passage, place, message)
                .label(span, "这里用了句号")
                .help("各项之间用一样的标点；某一项里面有句号的，都用句号"),
        );
    }
    // Of the last part nobody knows where it ends.
    let parts = list.windows(2).map(|ends| (ends[0], ends[1]));
    let (start, stop) =
        parts.filter(|(_, end)| passage.before(*end) == Some('；')).find_map(|(start, end)| {
            let stop = passage.chars[start..end].iter().position(|c| *c == '。')?;
            Some((start, start + stop))
        })?;
    let span = text.span(passage.range(stop..stop + 1));
    let message = format!("“{}”一项里面有句号，各项之间却用分号", marker(start));
    let end = list.iter().copied().find(|next| *next > start)?;
    Some(
        at(text, passage, end - 1..end, message)
            .label(span, "句号在这里")
            .help("各项之间都改用句号，或把里面的句号改为逗号"),
    )
}

pub(in crate::lint::rules) static MISSING_COLON: Rule = Rule {
    code: "missing-colon",
    level: Level::Hint,
    locked: false,
    examples: &["主要做法如下。一是加强领导。"],
    summary: "“如下”后面没有用冒号",
    docs: "“如下”提示下文，后面用冒号；下文很长、另起一段的，也有用句号的。\n\n例：主要做法如下。一是加强领导。 应为 主要做法如下：一是……。\n\n依据：GB/T 15834-2011 4.7。",
    check: Check::Prose(|_, text, found| {
        if !text.letters().may_have_word("如下") {
            return;
        }
        for passage in passages(text) {
            for (index, window) in passage.chars.windows(3).enumerate() {
                let inside = index + 3 < passage.chars.len();
                if matches!(window, ['如', '下', '。' | '；']) && inside {
                    found.push(
                        at(text, passage, index..index + 3, "“如下”后面没有用冒号")
                            .help("改为“如下：”")
                            .fix(replace(text, passage, index + 2..index + 3, "：", false)),
                    );
                }
            }
        }
    }),
};
