//! Spaces that are none of the text.

use super::punctuation::passages;
use crate::lint::{Check, Rule, TextKind};
use crate::source::{Diagnostic, Edit, Fix, Level};
use crate::zh::character::is_han;

/// A headline pasted in front of its text is set off by a space; further in there is none.
const LONGEST_HEADLINE: usize = 45;

pub(super) static STRAY_SPACE: Rule = Rule {
    code: "stray-space",
    level: Level::Hint,
    locked: false,
    examples: &["回访 146 家"],
    summary: "文字中间有多余的空格",
    docs: "汉字与数字、字母、标点之间不留空格，印出来宽窄不一。从网页和 PDF 复制的文字里常有。英文词之间的空格、标题中间的空格不算。\n\n例：回访 146 家 应为 回访146家。\n\n一段文字里不论有几处，只提示一次，修正时一起删去。两个汉字之间的空格见 split-words。\n\n依据：公文排版惯例；GB/T 15834-2011 5.1：标点与文字之间不留空。",
    check: Check::Prose(|_, text, found| {
        for passage in passages(text) {
            let mut places: Vec<std::ops::Range<usize>> = vec![];
            for (_, range) in &passage.gaps {
                // A tab parts the cells of a table that came as text.
                let cells = text.text.get(range.clone()).is_some_and(|gap| gap.contains('\t'));
                if !cells {
                    places.push(range.clone());
                }
            }
            places.sort_by_key(|range| range.start);
            let Some(first) = places.first() else { continue };
            let message = match places.len() {
                1 => "文字中间有多余的空格".to_owned(),
                many => format!("文字中间有 {many} 处多余的空格"),
            };
            let edits = places
                .iter()
                .map(|range| Edit { span: text.span(range.clone()), text: String::new() })
                .collect();
            found.push(
                Diagnostic::at(text.span(first.clone()), message)
                    .help("汉字与数字、字母、标点之间不留空格，删去")
                    .fix(Some(Fix { title: "删去空格".to_owned(), safe: true, edits })),
            );
        }
    }),
};

pub(super) static SPLIT_WORDS: Rule = Rule {
    code: "split-words",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "两个汉字之间有空格",
    docs: "空格隔开的可能是并列的几个名称，应当用顿号；也可能是词中间多打的，应当删去。两种都有，所以不自动改。标题里面、人名中间（李　勉）的空格不算。\n\n例：县财政局 县水利局 应为 县财政局、县水利局；加强 领导 应为 加强领导。\n\n一段文字里不论有几处，只提示一次。\n\n依据：GB/T 15834-2011 4.5：并列词语之间用顿号。",
    check: Check::Prose(|_, text, found| {
        if !matches!(text.kind, TextKind::Body | TextKind::Note) {
            return;
        }
        for passage in passages(text) {
            let places: Vec<usize> = between_han(passage.chars.as_slice()).collect();
            let Some(first) = places.first() else { continue };
            let message = match places.len() {
                1 => "两个汉字之间有空格".to_owned(),
                many => format!("汉字之间有 {many} 处空格"),
            };
            found.push(
                Diagnostic::at(text.span(passage.range(*first..first + 1)), message)
                    .help("并列的名称之间用顿号；词中间多打的，删去"),
            );
        }
    }),
};

fn may_be_headline(before: &[char]) -> bool {
    before.len() <= LONGEST_HEADLINE && !before.contains(&'。')
}

/// Spaces between Han characters that part no headline from its text, pad no name, and part no
/// names in brackets.
fn between_han(chars: &[char]) -> impl Iterator<Item = usize> {
    let spaces = (1..chars.len().saturating_sub(1)).filter(|index| chars[*index] == ' ');
    spaces.filter(|&index| {
        let han = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_han(*c));
        let single = !han(index.checked_sub(2)) || !han(Some(index + 2));
        let mut brackets = chars[..index].iter().rev().filter(|c| "（()）".contains(**c));
        han(Some(index - 1))
            && han(Some(index + 1))
            && !single
            && !may_be_headline(&chars[..index])
            && brackets.next().is_none_or(|c| "）)".contains(*c))
    })
}
