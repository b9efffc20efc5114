//! Subheads 一、（一） in bodies of several paragraphs, by the way that official documents number them
//! (GB/T 9704-2012, 7.3.3).

use super::block::{Block, Run, Subhead, SubheadLevel};
use crate::zh::number::is_one_to_ten;

/// A longer line is a sentence that happens to begin like a subhead.
const LONGEST: usize = 40;

/// Finds the subheads among paragraphs. A single paragraph has none to head.
pub(super) fn found_in(paragraphs: Vec<Vec<Run>>) -> Vec<Block> {
    if paragraphs.len() < 2 {
        return paragraphs.into_iter().map(Block::Paragraph).collect();
    }
    paragraphs.into_iter().map(one).collect()
}

fn one(mut runs: Vec<Run>) -> Block {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let Some(level) = level(&text) else { return Block::Paragraph(runs) };
    let short = text.chars().count() <= LONGEST;
    if short && !text.ends_with(['。', '；', '！', '？', '：', '，', '、']) {
        return Block::Subhead(Subhead { level, text });
    }
    // “（一）强化领导。成立专班……”: only the opening sentence is the subhead.
    if level == SubheadLevel::Second
        && let Some(first) = runs.first_mut().filter(|run| !run.strong)
        && let Some(stop) = first.text.find('。').map(|at| at + '。'.len_utf8())
        && first.text[..stop].chars().count() <= LONGEST
        && stop < text.len()
    {
        let rest = first.text.split_off(stop);
        first.lead = true;
        if !rest.is_empty() {
            runs.insert(1, Run { text: rest, strong: false, lead: false });
        }
    }
    Block::Paragraph(runs)
}

/// What a text is numbered as. “一、二产业” and “（一）、（二）项” number nothing.
fn level(text: &str) -> Option<SubheadLevel> {
    let bracketed = text.strip_prefix('（');
    let digits = bracketed.unwrap_or(text);
    let rest = digits.trim_start_matches(is_one_to_ten);
    if rest.len() == digits.len() {
        return None;
    }
    let (mark, level) = match bracketed {
        Some(_) => ('）', SubheadLevel::Second),
        None => ('、', SubheadLevel::First),
    };
    let heading = rest.strip_prefix(mark)?;
    let begins = heading.chars().next()?;
    (!is_one_to_ten(begins) && !"、，。；和与及（".contains(begins)).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let plain = |text: &str| vec![Run { text: text.to_owned(), strong: false, lead: false }];
        let blocks = found_in(vec![plain("正文。"), plain(text)]);
        match &blocks[1] {
            Block::Subhead(subhead) => format!("{:?}", subhead.level),
            Block::Paragraph(runs) if runs[0].lead => runs[0].text.clone(),
            _ => String::new(),
        }
    }

    #[test]
    fn numbered_lines_are_subheads_and_numbered_sentences_are_not() {
        let cases = [
            ("一、基本情况", "First"),
            ("十二、下一步打算", "First"),
            ("（一）强化组织领导", "Second"),
            ("（一）强化领导。成立工作专班，每周调度。", "（一）强化领导。"),
            ("（一）强化领导。", ""),
            ("一、强化领导。成立工作专班，每周调度。", ""),
            ("一、二产业融合发展", ""),
            ("（一）、（二）项由县发改委负责", ""),
            ("一是强化领导", ""),
            ("（略）", ""),
            ("一、", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_body_of_one_paragraph_has_no_subheads() {
        let runs = vec![Run { text: "一、基本情况".to_owned(), strong: false, lead: false }];
        assert_eq!(found_in(vec![runs.clone()]), [Block::Paragraph(runs)]);
    }
}
