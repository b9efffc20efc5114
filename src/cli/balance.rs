//! What became of a file's text, in sentences.

use crate::import::ledger::{Fate, Line};
use crate::import::proof::Proof;

/// The balance of an import: how many characters went where, and what was left out or changed.
pub(super) fn said(proof: &Proof) -> Vec<String> {
    let mut parts = vec![format!("进入稿件 {} 字", proof.placed)];
    let mut part = |count: usize, text: String| parts.extend((count > 0).then_some(text));
    part(proof.frame, format!("印时自动加上 {} 字（【】、（）、期号等）", proof.frame));
    part(proof.remarks, format!("写在条目上面的注释里 {} 字", proof.remarks));
    part(proof.unplaced, format!("没有归好 {} 字", proof.unplaced));
    let of = |fate: Fate| proof.ledger.iter().filter(move |line| line.fate == fate);
    let sum = |fate: Fate| of(fate).map(|line| line.characters).sum::<usize>();
    part(sum(Fate::Markup), format!("去掉记号 {} 个", sum(Fate::Markup)));
    part(sum(Fate::Left), format!("没有放进稿件 {} 字", sum(Fate::Left)));
    let exact = if proof.is_exact() { "，一字不差" } else { "" };
    let mut lines =
        vec![format!("原件 {} 字（不计空白）：{}{exact}", proof.read, parts.join("，"))];
    for line in of(Fate::Left) {
        lines.push(format!("注意：{}，没有放进稿件{}", counted(line), sample(line)));
    }
    let several = |fate: Fate| of(fate).map(counted).collect::<Vec<_>>().join("，");
    for (fate, lead) in [
        (Fate::Markup, "整理了"),
        (Fate::Made, "另外加上"),
        (Fate::Changed, "改写了"),
        (Fate::Joined, "接上了"),
    ] {
        let text = several(fate);
        if !text.is_empty() {
            lines.push(format!("{lead}：{text}"));
        }
    }
    if let Some(figures) = &proof.figures {
        lines.push(format!("注意：数字与原件对不上（{figures}），请逐个核对"));
    }
    if !proof.difference.is_empty() {
        lines.push(format!(
            "注意：有的字没有数清去向（{}），请对照原件核对",
            short(&proof.difference, 40)
        ));
    }
    lines
}

fn counted(line: &Line) -> String {
    match line.characters {
        0 => format!("{} {} 处", line.what, line.times),
        count => format!("{} {} 处 {count} 字", line.what, line.times),
    }
}

/// The beginning of what was left out, so that one need not look it up.
fn sample(line: &Line) -> String {
    if line.sample.is_empty() { String::new() } else { format!("：{}", short(&line.sample, 24)) }
}

fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    format!("{}……", text.chars().take(most).collect::<String>())
}
