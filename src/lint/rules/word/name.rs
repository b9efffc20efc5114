//! Names of units and set names that are off by one character in running text.

use crate::lint::rules::punctuation::{at, passages, replace};
use crate::lint::{Check, Rule, TextKind};
use crate::source::Level;

pub(in crate::lint::rules) static MISSPELT_NAME: Rule = Rule {
    code: "misspelt-name",
    level: Level::Warning,
    locked: false,
    examples: &["县人力资源和社会会保障局"],
    summary: "单位名称或固定提法错了一个字",
    docs: "正文里有与单位名录（units.toml）、固定的发送范围或词库里的固定提法只差一个字的写法：写错、漏掉或重了一个字。\n\n例：县人力资源和社会会保障局 应为 县人力资源和社会保障局。\n\n五个字以上的名称才查；头尾的字不同（市局、省厅）、多少一个“和”字、“第一”与“第二”之类的不算。若确有其名，把它写进 units.toml。供稿单位另有规则 unknown-unit。\n\n依据：本单位的名录。",
    check: Check::Prose(|around, text, found| {
        // The distribution list is compared as a whole.
        if text.kind == TextKind::Distribution {
            return;
        }
        for passage in passages(text) {
            let all = around.names().find(&passage.text, &passage.chars);
            if all.is_empty() {
                continue;
            }
            let words = passage.words(around.lexicon());
            let words: Vec<usize> = words.map(|hit| passage.index(hit.at)).collect();
            for near in all {
                // One slip, one finding.
                if words.iter().any(|word| near.chars.contains(word)) {
                    continue;
                }
                let shown = passage.slice(near.chars.clone());
                found.push(
                    at(
                        text,
                        passage,
                        near.chars.clone(),
                        format!("“{shown}”与“{}”差一个字", near.right),
                    )
                    .help(format!("若写错，改为“{}”；若确有其名，写进 units.toml", near.right))
                    .fix(replace(text, passage, near.chars, near.right, false)),
                );
            }
        }
    }),
};
