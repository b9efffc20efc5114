//! Changes in words, for people: the same in findings, lists and what is said of releases.

use super::words::Stretch;
use super::{At, Comparison, Fate, Field, ItemChange};

/// A change of one item or of a text outside of them, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// 2.4 改动：headline.
    pub head: String,
    /// 正文第 1 段“…用工需求”后：“312”改成“321”.
    pub lines: Vec<String>,
}

/// All changes, in their order.
pub fn told(comparison: &Comparison) -> Vec<Told> {
    let text = |change: &super::TextChange| Told {
        head: change.name.clone(),
        lines: placed("", &change.stretches),
    };
    let item = |change: &ItemChange| Told {
        head: head(change),
        lines: change
            .parts
            .iter()
            .flat_map(|part| placed(&name(part.place), &part.stretches))
            .collect(),
    };
    comparison.texts.iter().map(text).chain(comparison.items.iter().map(item)).collect()
}

/// 2.4 改动：headline, 原 2.4 撤下：headline …
pub fn head(change: &ItemChange) -> String {
    let (old, new, headline) = (place(change.old), place(change.new), &change.headline);
    match change.fate {
        Fate::New => format!("{new} 新加：{headline}"),
        Fate::Struck => format!("原 {old} 撤下：{headline}"),
        Fate::Held => format!("原 {old} 撤下留用：{headline}"),
        Fate::Moved => format!("{new} 移动（原 {old}）：{headline}"),
        Fate::Edited => format!("{new} 改动：{headline}"),
    }
}

/// The same as a sentence.
pub fn fate(change: &ItemChange) -> String {
    let (old, new, headline) = (place(change.old), place(change.new), &change.headline);
    match change.fate {
        Fate::New => format!("新加了 {new} 条“{headline}”"),
        Fate::Struck => format!("撤下了原 {old} 条“{headline}”"),
        Fate::Held => format!("撤下留用了原 {old} 条“{headline}”"),
        Fate::Moved => format!("“{headline}”从 {old} 移到了 {new}"),
        Fate::Edited => format!("{new} 条“{headline}”"),
    }
}

fn place(at: Option<At>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

/// 标题, 正文第 2 段, 供稿单位.
pub fn name(field: Field) -> String {
    match field {
        Field::Body { part, .. } => format!("正文第 {part} 段"),
        Field::Headline | Field::Credits => self::field(field).to_owned(),
    }
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Headline => "标题",
        Field::Body { .. } => "正文",
        Field::Credits => "供稿单位",
    }
}

/// `“312”改成“321”`.
pub fn words(stretch: &Stretch) -> Option<String> {
    match stretch {
        Stretch::Same { .. } => None,
        Stretch::Changed { old, new } if old.is_empty() => Some(format!("加了“{new}”")),
        Stretch::Changed { old, new } if new.is_empty() => Some(format!("删了“{old}”")),
        Stretch::Changed { old, new } => Some(format!("“{old}”改成“{new}”")),
    }
}

/// Each change of a text, with the words that it follows.
fn placed(name: &str, stretches: &[Stretch]) -> Vec<String> {
    const BEFORE: usize = 8;
    let mut lines = vec![];
    let mut before = "";
    for stretch in stretches {
        let Some(words) = words(stretch) else {
            if let Stretch::Same { text } = stretch {
                before = text;
            }
            continue;
        };
        let from = before.char_indices().rev().nth(BEFORE - 1);
        let (dots, context) = match from {
            Some((at, _)) if at > 0 => ("…", &before[at..]),
            _ => ("", before),
        };
        let context = context.rsplit(['\n', '\t']).next().unwrap_or_default();
        lines.push(match (name, context) {
            ("", "") => words,
            (_, "") => format!("{name}：{words}"),
            _ => format!("{name}“{dots}{context}”后：{words}"),
        });
    }
    lines
}
