//! Marks in pairs: quotes, brackets, title marks.

use super::{at, mark_name, passages};
use crate::lint::passage::Passage;
use crate::lint::{Check, Prose, Rule, Sink};
use crate::source::{Diagnostic, Edit, Fix, Level};
use crate::zh::pairing::Fault;

pub(in crate::lint::rules) static UNPAIRED_MARK: Rule = Rule {
    code: "unpaired-mark",
    level: Level::Error,
    locked: false,
    examples: &["“三秋生产"],
    summary: "引号、括号或书名号没有配对",
    docs: "引号“”‘’、书名号《》〈〉、括号（）【】〔〕要成对使用，少了一个，读者分不清引到哪里为止。两对符号互相交叉也在此列。\n\n例：“三秋生产 应为 “三秋”生产。\n\n引文有几段的，可以每段开头用“，只在最后一段末尾用”。“1）”这样的序号不算。\n\n怎么办：补上缺的一个，或删去多余的一个。\n\n依据：GB/T 15834-2011 4.8、4.9、4.15。",
    check: Check::Prose(|_, text, found| {
        each(text, found, |text, passage, fault| match *fault {
            Fault::Unpaired { at: index, stopped } => {
                let mark = passage.chars[index];
                let missing = partner(mark);
                let [name, other_name] = [mark_name(mark), mark_name(missing)];
                let message = match beside(passage, index) {
                    Some(words) if name.starts_with('前') => {
                        format!("“{words}”前面的{name}没有配对的{other_name}")
                    }
                    Some(words) => format!("“{words}”后面的{name}没有配对的{other_name}"),
                    None => format!("{name}没有配对的{other_name}"),
                };
                let help = format!("补上{other_name}，或删去这个{name}");
                let mut finding = at(text, passage, index..index + 1, message).help(help);
                if let Some(other) = stopped {
                    let span = text.span(passage.range(other..other + 1));
                    finding = finding.label(span, format!("到这里又是一个{name}"));
                }
                Some(finding)
            }
            Fault::Crossed { first, second } => {
                let close = |open: usize| mark_name(partner(passage.chars[open]));
                let message = format!(
                    "“{}”的{}在{}之后",
                    passage.slice(second.0..second.1 + 1),
                    close(second.0),
                    close(first.0)
                );
                let span = |index: usize| text.span(passage.range(index..index + 1));
                Some(
                    Diagnostic::at(span(second.0), message)
                        .label(span(first.1), format!("{}在这里", close(first.0)))
                        .label(span(second.1), format!("{}在这里", close(second.0)))
                        .help("里面的一对要在外面的一对结束之前结束"),
                )
            }
            _ => None,
        });
    }),
};

pub(in crate::lint::rules) static REVERSED_QUOTE: Rule = Rule {
    code: "reversed-quote",
    level: Level::Error,
    locked: false,
    examples: &["”沉睡“资产"],
    summary: "引号方向反了",
    docs: "前引号是“，后引号是”。输入法里直接按引号键，两个引号容易打成同一个方向。\n\n例：”沉睡“资产 应为 “沉睡”资产。\n\n依据：GB/T 15834-2011 4.8。",
    check: Check::Prose(|_, text, found| {
        each(text, found, |text, passage, fault| {
            let (open, close) = match *fault {
                Fault::Swapped { open, close } => (open, close),
                Fault::Reversed { at, partner, .. } => (at.min(partner), at.max(partner)),
                _ => return None,
            };
            let quote = |index: usize| passage.chars[index];
            let (left, right) = match quote(open) {
                '“' | '”' => ('“', '”'),
                _ => ('‘', '’'),
            };
            let inside = passage.slice(open + 1..close);
            let message = match fault {
                Fault::Swapped { .. } => format!("“{inside}”两边的引号都反了"),
                _ if quote(open) == left => format!("“{inside}”的后引号写成了前引号"),
                _ => format!("“{inside}”的前引号写成了后引号"),
            };
            let edits = [(open, left), (close, right)]
                .into_iter()
                .filter(|(index, right)| quote(*index) != *right)
                .map(|(index, right)| Edit {
                    span: text.span(passage.range(index..index + 1)),
                    text: right.to_string(),
                })
                .collect();
            let place = match *fault {
                Fault::Reversed { at, .. } => at..at + 1,
                _ => open..close + 1,
            };
            let right_form = format!("{left}{inside}{right}");
            let title = format!("改为{right_form}");
            Some(
                at(text, passage, place, message)
                    .help(format!("应为{right_form}"))
                    .fix(certain(passage).then_some(Fix { title, safe: false, edits })),
            )
        });
    }),
};

/// Whether all double quotes are curly, and no more than one thing is wrong with them.
fn certain(passage: &Passage) -> bool {
    let quote = |at: usize| passage.chars.get(at).is_some_and(|c| "“”‘’".contains(*c));
    let faults = passage.faults().iter().filter(|fault| match **fault {
        Fault::Unpaired { at, .. } => quote(at),
        _ => false,
    });
    faults.count() == 0 && !passage.chars.contains(&'"')
}

pub(in crate::lint::rules) static NESTED_QUOTE: Rule = Rule {
    code: "nested-quote",
    level: Level::Error,
    locked: false,
    examples: &["“严格落实“六稳”要求”"],
    summary: "双引号里面又用双引号",
    docs: "引号里面还要用引号时，外面用双引号“”，里面用单引号‘’；再里面一层又用双引号。\n\n例：“严格落实“六稳”要求” 应为 “严格落实‘六稳’要求”。\n\n依据：GB/T 15834-2011 4.8。",
    check: Check::Prose(|_, text, found| {
        each(text, found, |text, passage, fault| {
            nested(text, passage, fault, &[("“", ['‘', '’']), ("‘", ['“', '”'])])
        });
    }),
};

pub(in crate::lint::rules) static NESTED_TITLE: Rule = Rule {
    code: "nested-title",
    level: Level::Error,
    locked: false,
    examples: &["《关于《办法》的通知》"],
    summary: "书名号里面又用书名号",
    docs: "书名号里面还要用书名号时，外面用《》，里面用〈〉。\n\n例：《关于《办法》的通知》 应为 《关于〈办法〉的通知》。\n\n依据：GB/T 15834-2011 4.15。",
    check: Check::Prose(|_, text, found| {
        each(text, found, |text, passage, fault| {
            nested(text, passage, fault, &[("《", ['〈', '〉']), ("〈", ['《', '》'])])
        });
    }),
};

pub(in crate::lint::rules) static NESTED_BRACKET: Rule = Rule {
    code: "nested-bracket",
    level: Level::Warning,
    locked: false,
    examples: &["（县（区）级）"],
    summary: "圆括号里面又用圆括号",
    docs: "括号应尽量不套用；非套不可的，里外用不同的括号，如〔（）〕。\n\n例：（县（区）级） 应为 〔县（区）级〕。\n\n依据：GB/T 15834-2011 4.9：同一形式的括号应避免套用。",
    check: Check::Prose(|_, text, found| {
        each(text, found, |text, passage, fault| {
            let Fault::Nested { outer, inner } = *fault else { return None };
            if !"（(".contains(passage.chars[outer.0]) {
                return None;
            }
            let edit = |index: usize, c: &str| Edit {
                span: text.span(passage.range(index..index + 1)),
                text: c.to_owned(),
            };
            let edits = vec![edit(outer.0, "〔"), edit(outer.1, "〕")];
            let inside = passage.slice(inner.0..inner.1 + 1);
            Some(
                at(
                    text,
                    passage,
                    inner.0..inner.1 + 1,
                    format!("圆括号里面又用了圆括号“{inside}”"),
                )
                .label(edits[0].span, "外面的括号从这里开始")
                .help("外面的一对改用〔〕，或改写句子，不套括号")
                .fix(Some(Fix {
                    title: "外面的一对改为〔〕".to_owned(),
                    safe: false,
                    edits,
                })),
            )
        });
    }),
};

fn each(
    text: &Prose<'_>,
    found: &mut Sink<'_>,
    judge: impl Fn(&Prose<'_>, &Passage, &Fault) -> Option<Diagnostic>,
) {
    for passage in passages(text) {
        for fault in passage.faults() {
            if let Some(finding) = judge(text, passage, fault) {
                found.push(finding);
            }
        }
    }
}

/// Some words behind an opening mark, or before a closing one.
fn beside(passage: &Passage, index: usize) -> Option<&str> {
    const SHOWN: usize = 6;
    let word = |c: &&char| c.is_alphanumeric();
    let range = if mark_name(passage.chars[index]).starts_with('前') {
        let words = passage.chars[index + 1..].iter().take_while(word).take(SHOWN).count();
        index + 1..index + 1 + words
    } else {
        let words = passage.chars[..index].iter().rev().take_while(word).take(SHOWN).count();
        index - words..index
    };
    (!range.is_empty()).then(|| passage.slice(range))
}

/// A pair inside a pair of the same marks, which has other marks for that.
fn nested(
    text: &Prose<'_>,
    passage: &Passage,
    fault: &Fault,
    kinds: &[(&str, [char; 2])],
) -> Option<Diagnostic> {
    let Fault::Nested { outer, inner } = *fault else { return None };
    let mark = passage.chars[outer.0];
    let (_, [left, right]) = kinds.iter().find(|(open, _)| open.contains(mark))?;
    let span = |index: usize| text.span(passage.range(index..index + 1));
    let edits = vec![
        Edit { span: span(inner.0), text: left.to_string() },
        Edit { span: span(inner.1), text: right.to_string() },
    ];
    let inside = passage.slice(inner.0 + 1..inner.1);
    let name = if mark == '《' || mark == '〈' { "书名号" } else { "引号" };
    let other = partner(mark);
    Some(
        at(
            text,
            passage,
            inner.0..inner.1 + 1,
            format!("{name}里面的“{inside}”又用了{mark}{other}"),
        )
        .label(span(outer.0), format!("外面的{name}从这里开始"))
        .help(format!("里面的一对改为{left}{right}"))
        .fix(Some(Fix { title: format!("改为{left}{inside}{right}"), safe: false, edits })),
    )
}

fn partner(mark: char) -> char {
    const PAIRS: &[(char, char)] = &[
        ('“', '”'),
        ('‘', '’'),
        ('《', '》'),
        ('〈', '〉'),
        ('（', '）'),
        ('(', ')'),
        ('【', '】'),
        ('〔', '〕'),
        ('「', '」'),
        ('『', '』'),
        ('［', '］'),
    ];
    let find = |(left, right): &(char, char)| {
        (*left == mark).then_some(*right).or_else(|| (*right == mark).then_some(*left))
    };
    PAIRS.iter().find_map(find).unwrap_or(mark)
}
