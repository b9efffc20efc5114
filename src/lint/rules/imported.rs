//! What an import has left for a person to decide.

use crate::draft::guess::{self, MARK, REMARK};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};

/// Characters of an unplaced text that a message quotes.
const QUOTED: usize = 20;

pub(super) static UNPLACED_TEXT: Rule = Rule {
    code: "unplaced-text",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "导入的文字还没有归好",
    docs: "导入的文件里有一段文字，程序不知道该放在哪里，原样留在 [[unplaced]] 下，一个字也没有丢。不归好就印，这段文字就漏了。\n\n例：原件末尾的“共印50份”，稿件里没有这一项。\n\n怎么办：把文字移到该去的地方（正文、栏目名、本期发等），或者确定不要；然后删去这一段 [[unplaced]]。",
    check: Check::Draft(|subject, found| {
        for unplaced in &subject.draft().unplaced {
            let text = unplaced.text.as_ref().map(|text| text.trim()).unwrap_or_default();
            let from = unplaced.from.as_ref().map(|from| from.trim()).unwrap_or_default();
            let from = if from.is_empty() { String::new() } else { format!("（{from}）") };
            let message = match beginning(text) {
                Some(text) => format!("导入的文字“{text}”还没有归好{from}"),
                None => format!("这里留着一段空的 [[unplaced]]{from}"),
            };
            let span = unplaced.text.as_ref().map_or(unplaced.span, |text| text.span);
            found.push(
                Diagnostic::at(span, message)
                    .help("移到该去的地方，或确定不要，然后删去这一段 [[unplaced]]"),
            );
        }
    }),
};

pub(super) static UNCHECKED_GUESS: Rule = Rule {
    code: "unchecked-guess",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "导入时拿不准的地方还没有核对",
    docs: "导入时标题与正文怎么分、哪一段是署名等，有的从原件上看不准，就按最可能的办，并在上面写一行 # 待核：……。\n\n怎么办：对照原件看一看，不对就改，然后删去这行注释。",
    check: Check::Draft(|subject, found| {
        let source = &subject.entry.source;
        for span in guess::comments(source.text(), MARK) {
            let comment = source.slice(span).trim_start_matches('#').trim();
            let what = comment.trim_start_matches(MARK).trim();
            let message = match what.is_empty() {
                true => "这里有待核的地方".to_owned(),
                false => guess::to_check(what),
            };
            found.push(Diagnostic::at(span, message).help("对照原件核对，改好以后删去这行注释"));
        }
    }),
};

pub(super) static UNANSWERED_REMARK: Rule = Rule {
    code: "unanswered-remark",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "送审稿上的批注还没有处理",
    docs: "读回改过的送审稿（kuaibao import --back）时，上面的批注记成一行 # 批注：……，写在所批的那一处上面。批注不会印出来，不处理就印，领导问的事就没有答复。\n\n例：# 批注：请核实是412户还是421户（张某）。\n\n怎么办：照批注核实、改好，然后删去这行注释。",
    check: Check::Draft(|subject, found| {
        let source = &subject.entry.source;
        for span in guess::comments(source.text(), REMARK) {
            let comment = source.slice(span).trim_start_matches('#').trim();
            let what = comment.trim_start_matches(REMARK).trim();
            found.push(
                Diagnostic::at(span, format!("批注“{what}”还没有处理"))
                    .help("处理好以后删去这行注释"),
            );
        }
    }),
};

/// The first characters of a text, on one line.
fn beginning(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return None;
    }
    let short: String = line.chars().take(QUOTED).collect();
    Some(if short.len() < line.len() { format!("{short}……") } else { short })
}
