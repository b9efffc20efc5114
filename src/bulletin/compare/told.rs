//! Changes in words, for people: the same in findings, lists and what is said of releases.

use super::passage::lowered;
use super::words::Stretch;
use super::{Comparison, Fate, ItemChange, PartChange};
use crate::draft::ItemNumber;
use crate::zh::character::unprintable;

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
        lines: said(change).flat_map(|part| placed(&part.name, &part.stretches)).collect(),
    };
    comparison.texts.iter().map(text).chain(comparison.items.iter().map(item)).collect()
}

/// How many changes that is: each stretch of words, and each item that came, went or moved.
pub fn count(comparison: &Comparison) -> usize {
    let changed = |stretches: &[Stretch]| stretches.iter().filter_map(words).count().max(1);
    let texts: usize = comparison.texts.iter().map(|change| changed(&change.stretches)).sum();
    let item = |change: &ItemChange| {
        let inside: usize = said(change).map(|part| changed(&part.stretches)).sum();
        usize::from(change.fate != Fate::Edited) + inside
    };
    texts + comparison.items.iter().map(item).sum::<usize>()
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

fn place(at: Option<ItemNumber>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

/// The changes of an item that are told: of a new or struck one that it is so says enough.
pub fn said(change: &ItemChange) -> impl Iterator<Item = &PartChange> {
    let is_in_both = matches!(change.fate, Fate::Edited | Fate::Moved);
    change.parts.iter().filter(move |_| is_in_both)
}

/// `“312”改成“321”`, `“县城”加粗`.
pub fn words(stretch: &Stretch) -> Option<String> {
    Some(match stretch {
        Stretch::Same { .. } => return None,
        Stretch::Look { text, strong: true } => format!("“{}”加粗", flat(text)),
        Stretch::Look { text, strong: false } => format!("“{}”取消加粗", flat(text)),
        Stretch::Changed { old, new } if old.is_empty() => format!("加了{}", quoted(new)),
        Stretch::Changed { old, new } if new.is_empty() => format!("删了{}", quoted(old)),
        Stretch::Changed { old, new } => format!("{}改成{}", quoted(old), quoted(new)),
    })
}

/// Words in quotes; what is bold in them is said behind.
fn quoted(text: &str) -> String {
    if let Some(named) = unseen(text) {
        return named;
    }
    let runs = lowered(text);
    let plain: String = runs.iter().map(|run| run.text.as_str()).collect();
    if !text.contains("**") || plain.is_empty() {
        return format!("“{}”", flat(text));
    }
    let bold = match bold(text) {
        None => String::new(),
        Some(None) => "（加粗）".to_owned(),
        Some(Some(words)) => format!("（其中“{words}”加粗）"),
    };
    format!("“{}”{bold}", flat(&plain))
}

/// What of a text is bold: nothing, all of it (`Some(None)`), or these words.
pub fn bold(text: &str) -> Option<Option<String>> {
    let runs = lowered(text);
    let strong: Vec<&str> =
        runs.iter().filter(|run| run.strong).map(|run| run.text.as_str()).collect();
    match (strong.len(), runs.len()) {
        (0, _) => None,
        (strong, all) if strong == all => Some(None),
        _ => Some(Some(strong.join("”“"))),
    }
}

/// What to call characters that nobody sees on paper.
fn unseen(text: &str) -> Option<String> {
    let name = |c: char| match c {
        ' ' => Some("空格".to_owned()),
        '　' => Some("全角空格".to_owned()),
        '\t' | '\n' => None,
        c => match unprintable(c) {
            Some(name) => Some(name.to_owned()),
            None => c.is_whitespace().then(|| format!("看不见的字符 U+{:04X}", u32::from(c))),
        },
    };
    let names: Vec<String> = text.chars().map(name).collect::<Option<_>>()?;
    let groups = names.chunk_by(|a, b| a == b).map(|group| match group.len() {
        1 => format!("一个{}", group[0]),
        count => format!("{count} 个{}", group[0]),
    });
    let groups: Vec<String> = groups.collect();
    (!groups.is_empty()).then(|| groups.join("、"))
}

/// Rows and cells on one line.
fn flat(text: &str) -> String {
    text.replace('\t', "　").replace('\n', "；")
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
        if let Stretch::Look { text, .. } = stretch {
            before = text;
        }
    }
    lines
}
