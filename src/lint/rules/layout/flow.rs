//! How text is broken over lines and pages.

use super::{Parts, clip, credit, items, joint, last_page};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::typeset::{Line, Mark, MarkKind, stranded, uneven};
use crate::zh::space::squeezed;

/// GB/T 15834-2011, 5.1: marks that must not begin a line, and marks that must not end one.
const NEVER_FIRST: &str = "。，、；：？！）》”’】〉」』〕～·%";
const NEVER_LAST: &str = "（《“‘【〈「『〔";

pub(in crate::lint::rules) static COLUMN_AT_FOOT: Rule = Rule {
    code: "column-at-foot",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "栏目名落在页末",
    docs: "栏目名是一页的最后一行，下面的条目到了下一页。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for (index, mark) in subject.marks.iter().enumerate() {
            let next = subject.marks.get(index + 1);
            if mark.kind == MarkKind::Column && next.is_some_and(|next| next.page != mark.page) {
                let message = format!("栏目名落在第{}页的页末", mark.page);
                found.push(Diagnostic::at(tree.span(index), message).help("在前面增删一两行文字"));
            }
        }
    }),
};

pub(in crate::lint::rules) static SINGLE_LINE: Rule = Rule {
    code: "single-line",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "一条信息只有一行落在页首或页末",
    docs: "一条信息的最后一行单独到了下一页的页首，或者第一行单独留在页末，读起来不便。在允许的行距、栏目空行和字号之内没有一种排法能避开，要增删几个字。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for alone in stranded(subject.lines, subject.marks) {
            let lines = tree.lines(alone.mark);
            let Some(last) = lines.last() else { continue };
            let length = |line: &Line| line.text.chars().filter(|c| !c.is_whitespace()).count();
            let message = if alone.is_first {
                format!("这一条只有第一行在第{}页的页末", alone.page)
            } else {
                let text = clip(last.text.trim());
                format!("这一条只有最后一行“{text}”到了第{}页的页首", alone.page)
            };
            let place = place(&subject.marks[alone.mark]);
            let help = match alone.is_first {
                true => format!("在{place}之前增加一行，或者删去一行"),
                false => format!("{place}删去 {} 字", length(last)),
            };
            found.push(Diagnostic::at(tree.span(alone.mark), message).help(help));
        }
    }),
};

pub(in crate::lint::rules) static UNEVEN_PAGES: Rule = Rule {
    code: "uneven-pages",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "对开两页的下边差一行以上",
    docs: "翻开时并排的两页（第2、3页，第4、5页……），一页排到底，一页下边空着两行以上。栏目名、标题要与下面两行正文在一起，短表、图不拆开，放不下就整个到下一页，前一页便空出几行。在试过的行距、栏目空行和字号之内没有一种排法能避开，要增删几行。末页不算。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        let body: Vec<&Line> = tree.body().collect();
        for pair in uneven(subject.setting, &body, subject.marks) {
            let (short, full) = (pair.short, pair.full);
            let message = format!("第{short}页比对开的第{full}页少排 {} 行", pair.lines);
            let own = tree.running().filter(|line| line.page == short);
            let item = |line: &Line| line.mark.filter(|at| subject.marks[*at].item.is_some());
            let mark = own.filter_map(item).last();
            let place = mark.map_or(format!("第{short}页"), |mark| place(&subject.marks[mark]));
            let help = format!(
                "{place}增加 {} 行，或者在第{short}页删去几行，让第{}页开头的排上来",
                pair.lines - 1,
                short + 1
            );
            let span = mark.map_or(tree.top(), |mark| tree.span(mark));
            found.push(Diagnostic::at(span, message).help(help));
        }
    }),
};

/// “第2栏第5条（2.5）”.
fn place(mark: &Mark) -> String {
    let (column, item) = (mark.column.map_or(0, |c| c + 1), mark.item.map_or(0, |i| i + 1));
    format!("第{column}栏第{item}条（{column}.{item}）")
}

pub(in crate::lint::rules) static BROKEN_CREDIT: Rule = Rule {
    code: "broken-credit",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "供稿单位断成了两行",
    docs: "一个单位的名称印在了两行上。几个单位之间可以换行，一个单位中间不能。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for (index, item) in items(subject) {
            let lines = tree.lines(index);
            for unit in &item.credits {
                let whole = lines.iter().any(|line| squeezed(&line.text).contains(&squeezed(unit)));
                if !whole {
                    let message = format!("供稿单位“{unit}”断成了两行");
                    found.push(Diagnostic::at(tree.span(index), message));
                }
            }
        }
    }),
};

pub(in crate::lint::rules) static STRANDED_CREDIT: Rule = Rule {
    code: "stranded-credit",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "供稿单位独自到了下一页",
    docs: "一页的第一行只有供稿单位，它所属的文字都在上一页。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for (index, item) in items(subject) {
            let lines = tree.lines(index);
            let credit = credit(item);
            let alone = lines.windows(2).rev().take(1).any(|pair| {
                pair[1].page != pair[0].page
                    && credit.ends_with(&squeezed(&pair[1].text))
                    && !tree.has_inset(index, pair[1].page)
            });
            if alone && !credit.is_empty() {
                let message = format!("供稿单位独自到了第{}页的页首", last_page(&lines));
                found.push(Diagnostic::at(tree.span(index), message).help("增删几个字可以避开"));
            }
        }
    }),
};

pub(in crate::lint::rules) static BROKEN_NUMBER: Rule = Rule {
    code: "broken-number",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "一个数、破折号或省略号断成了两行",
    docs: "阿拉伯数字、破折号（——）、省略号（……）不能在中间换行。\n\n依据：GB/T 15835-2011 第5.1.7条，GB/T 15834-2011 第5.1条。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for (index, _) in items(subject) {
            for pair in tree.lines(index).windows(2) {
                let (above, below) = (pair[0].text.trim_end(), pair[1].text.trim_start());
                let (Some(last), Some(first)) = (above.chars().last(), below.chars().next()) else {
                    continue;
                };
                let digits = (last.is_ascii_digit() || ".,".contains(last))
                    && (first.is_ascii_digit() || first == '%');
                let marks = "—…".contains(last) && last == first;
                if digits || marks {
                    let message =
                        format!("“{}”断成了两行（第{}页）", joint(above, below), pair[0].page);
                    found.push(Diagnostic::at(tree.span(index), message));
                }
            }
        }
    }),
};

pub(in crate::lint::rules) static BAD_LINE_EDGE: Rule = Rule {
    code: "bad-line-edge",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "标点落在了不该在的行首或行末",
    docs: "句号、逗号、后引号、后括号等不能在行首，前引号、前括号等不能在行末。\n\n依据：GB/T 15834-2011 第5.1条。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for line in tree.running() {
            let text = line.text.trim();
            let first = text.chars().next().filter(|c| NEVER_FIRST.contains(*c));
            let last = text.chars().last().filter(|c| NEVER_LAST.contains(*c));
            let bad = first.map(|c| (c, "行首")).or(last.map(|c| (c, "行末")));
            if let Some((c, edge)) = bad {
                let message = format!("第{}页“{}”：“{c}”在{edge}", line.page, clip(text));
                found.push(Diagnostic::at(tree.span_of(line), message));
            }
        }
    }),
};
