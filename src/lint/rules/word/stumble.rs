//! Characters typed twice or left out, and terms of one text that should be one.

use crate::lint::rules::punctuation::{at, passages, replace};
use crate::lint::{Around, Check, Rule, TextKind};
use crate::source::Level;
use crate::zh::{gap, stumble};

pub(in crate::lint::rules) static DOUBLED_CHARACTER: Rule = Rule {
    code: "doubled-character",
    level: Level::Warning,
    locked: false,
    examples: &["县政政府", "现代代化", "开展了了"],
    summary: "有一个字重复了",
    docs: "两个相同的字连在一起，去掉一个才成词。“常常”“人人”“村村通”“高高兴兴”“一件件”这样的叠词、“法院院长”“农村司司长”这样前后相接的词、人名，都不报。\n\n例：县政政府 应为 县政府；现代代化 应为 现代化；开展了了 应为 开展了。\n\n依据：程序自带的词典（三十万词）。不自动改。",
    check: Check::Prose(|around, text, found| {
        if text.kind == TextKind::Distribution || text.kind == TextKind::Cell {
            return;
        }
        for passage in passages(text) {
            for doubled in stumble::doubled(&passage.chars) {
                let range = doubled.chars;
                // A unit's name, the lexicon's words and quotations have their own rules.
                if is_told(around, passage, &range) || passage.is_quoted(range.clone()) {
                    continue;
                }
                let shown = passage.slice(range.start..range.start + 1).to_owned();
                let message = match doubled.word.chars().count() {
                    1 => format!("“{shown}”重复了"),
                    _ => format!("“{shown}”重复了，像是“{}”", doubled.word),
                };
                found.push(
                    at(text, passage, range.clone(), message)
                        .help(format!("删去一个“{shown}”；若确有此词，不用管"))
                        .fix(replace(text, passage, range, &shown, false)),
                );
            }
        }
    }),
};

pub(in crate::lint::rules) static MISSING_CHARACTER: Rule = Rule {
    code: "missing-character",
    level: Level::Warning,
    locked: false,
    examples: &["自更生", "优化营商境"],
    summary: "像是漏了一个字",
    docs: "几个字分开都不成词，添上一个字就是常用的词，多半漏了字。机关公文里常用的词（近两千个）查得细，其他的词只报很有把握的；人名、地名不查。\n\n例：自更生 像是 自力更生；优化营商境 像是 营商环境。\n\n依据：程序自带的词典（三十万词）和公文常用词表。不自动改。",
    check: Check::Prose(|around, text, found| {
        if !matches!(text.kind, TextKind::Body | TextKind::Headline | TextKind::Note) {
            return;
        }
        for passage in passages(text) {
            for lacking in gap::lacking(&passage.chars) {
                let range = lacking.chars;
                if is_told(around, passage, &range) || passage.is_quoted(range.clone()) {
                    continue;
                }
                let shown = passage.slice(range.clone()).to_owned();
                found.push(
                    at(text, passage, range, format!("“{shown}”像是“{}”漏了一个字", lacking.word))
                        .help("核对；若没有漏，不用管"),
                );
            }
        }
    }),
};

/// Whether another rule speaks of a place already, or the workspace knows the name there.
fn is_told(
    around: &Around<'_>,
    passage: &crate::lint::passage::Passage,
    range: &std::ops::Range<usize>,
) -> bool {
    let mut words = passage.words(around.lexicon());
    let place = range.start;
    let near = |start: usize, length: usize| start <= place + 1 && place < start + length;
    let beside = |start: usize, length: usize| start <= range.end && place < start + length;
    words.any(|hit| beside(passage.index(hit.at), hit.word.wrong.chars().count()))
        || around
            .names()
            .find(&passage.text, &passage.chars)
            .iter()
            .any(|name| name.chars.start <= place + 1 && place < name.chars.end)
        || around.roster().units.iter().flat_map(|unit| unit.forms()).any(|form| {
            passage
                .text
                .match_indices(form)
                .any(|(offset, _)| near(passage.index(offset), form.chars().count()))
        })
}

pub(in crate::lint::rules) static MIXED_TERM: Rule = Rule {
    code: "mixed-term",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "一篇里同一个机构有两种写法",
    docs: "“督查组”和“督察组”是两回事：督促检查用“督查”，上级对下级的监督（中央生态环境保护督察、公安督察）用“督察”。一条信息里两种都有，多半有一处写错。写明“环保”“生态”“中央”“公安”的不报。\n\n例：县委督查组……督察组要求……。\n\n依据：《现代汉语词典》。",
    check: Check::Prose(|_, text, found| {
        if text.kind != TextKind::Body {
            return;
        }
        let (one, other) = ("督查组", "督察组");
        if !text.text.contains(one)
            || ["生态", "环保", "中央", "公安"].iter().any(|word| text.text.contains(word))
        {
            return;
        }
        for passage in passages(text) {
            let Some((offset, _)) = passage.text.match_indices(other).next() else { continue };
            let start = passage.index(offset);
            found.push(
                at(text, passage, start..start + 3, format!("这里是“{other}”，别处是“{one}”"))
                    .help("核对是不是同一个组，统一写法"),
            );
        }
    }),
};
