//! Columns and items: is everything there that a page needs?

use crate::bulletin::block;
use crate::lint::{Check, Rule, Subject, TextKind};
use crate::source::{Diagnostic, Edit, Fix, Level, Rejected, Span, Spanned};

/// More items than this are a book, not a bulletin.
const MAX_ITEMS: usize = 200;

pub(super) static MISSING_COLUMN: Rule = Rule {
    code: "missing-column",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "稿件里没有栏目",
    docs: "一期至少要有一个栏目、一条信息。\n\n怎么办：写 [[column]]，下一行写 name = \"栏目名\"，再写 [[column.item]]。",
    check: Check::Draft(|subject, found| {
        let absent = subject.is_absent(Rejected::ROOT, "column");
        if subject.draft().column.is_empty() && absent {
            found.push(
                Diagnostic::at(subject.top(), "这一期还没有栏目")
                    .help("写 [[column]]，下一行写 name = \"栏目名\"，再写 [[column.item]]"),
            );
        }
    }),
};

pub(super) static EMPTY_COLUMN: Rule = Rule {
    code: "empty-column",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "栏目下没有条目",
    docs: "栏目下面一条信息也没有，印出来只有一个栏目名。\n\n怎么办：补上 [[column.item]]，或删去这个栏目。",
    check: Check::Draft(|subject, found| {
        for column in subject.draft().column.iter().filter(|column| column.item.is_empty()) {
            if !subject.is_absent(column.span, "item") {
                continue;
            }
            let name = column.name.as_ref().map(|name| name.trim()).filter(|name| !name.is_empty());
            let which = name.map_or("这个栏目".to_owned(), |name| format!("栏目“{name}”"));
            found.push(
                Diagnostic::at(column.span, format!("{which}下没有条目"))
                    .help("补上 [[column.item]]，或删去这个栏目"),
            );
        }
    }),
};

pub(super) static MISSING_COLUMN_NAME: Rule = Rule {
    code: "missing-column-name",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "栏目没有名称",
    docs: "每个栏目都要有名称，印在【】里。\n\n怎么办：在 [[column]] 下一行写 name = \"民生保障\"。",
    check: Check::Draft(|subject, found| {
        for column in &subject.draft().column {
            if let Some(span) = missing(subject, column.name.as_ref(), column.span, "name") {
                found.push(
                    Diagnostic::at(span, "栏目没有写名称（name）")
                        .help("写上 name = \"栏目名\"，不写【】"),
                );
            }
        }
    }),
};

pub(super) static BRACKETED_COLUMN: Rule = Rule {
    code: "bracketed-column",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "栏目名里写了【】",
    docs: "【】由版式加上，稿件里再写就会印成两层。",
    check: Check::Prose(|_, text, found| {
        let trimmed = text.text.trim();
        let inner = trimmed.trim_start_matches('【').trim_end_matches('】').trim();
        let bracketed = trimmed.starts_with('【') && trimmed.ends_with('】');
        // 【甲】【乙】 is not one name in brackets; what it is meant to be, nobody can tell.
        if text.kind != TextKind::Column || !bracketed || inner.contains(['【', '】']) {
            return;
        }
        let offset = |part: &str| part.as_ptr() as usize - text.text.as_ptr() as usize;
        let (start, end) = (offset(inner), offset(inner) + inner.len());
        let delete = |range| Edit { span: text.span(range), text: String::new() };
        found.push(
            Diagnostic::at(text.span(0..text.text.len()), format!("栏目名“{trimmed}”不用写【】"))
                .help("【】印的时候自动加上")
                .fix(Some(Fix {
                    title: "去掉【】".to_owned(),
                    safe: true,
                    edits: vec![delete(0..start), delete(end..text.text.len())],
                })),
        );
    }),
};

pub(super) static DUPLICATE_COLUMN: Rule = Rule {
    code: "duplicate-column",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "同名的栏目出现两次",
    docs: "同一期里两个栏目同名，多半应该合在一起。",
    check: Check::Draft(|subject, found| {
        let columns = &subject.draft().column;
        for (index, column) in columns.iter().enumerate() {
            let Some(name) = column.name.as_ref().filter(|name| !name.trim().is_empty()) else {
                continue;
            };
            let twin = columns[..index]
                .iter()
                .filter_map(|other| other.name.as_ref())
                .find(|other| other.trim() == name.trim());
            if let Some(twin) = twin {
                found.push(
                    Diagnostic::at(name.span, format!("栏目“{}”出现了两次", name.trim()))
                        .label(twin.span, "先出现在这里")
                        .help("把两处的条目合在一个栏目下"),
                );
            }
        }
    }),
};

pub(super) static MISSING_HEADLINE: Rule = Rule {
    code: "missing-headline",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "条目没有标题",
    docs: "每条信息都要有标题，印成黑体，后面空一格接正文。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            if let Some(span) = missing(subject, item.headline.as_ref(), item.span, "headline") {
                found.push(
                    Diagnostic::at(span, "这一条没有标题（headline）")
                        .help("写上 headline = \"……\""),
                );
            }
        }
    }),
};

pub(super) static MISSING_BODY: Rule = Rule {
    code: "missing-body",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "条目没有正文",
    docs: "每条信息都要有正文。正文写在 body = \"\"\" 与 \"\"\" 之间，段落之间空一行。",
    check: Check::Draft(|subject, found| {
        for (_, _, item) in subject.draft().items() {
            if let Some(span) = missing(subject, item.body.as_ref(), item.span, "body") {
                let which = item.headline.as_ref().map(|h| h.trim()).filter(|h| !h.is_empty());
                let which = which.map_or("这一条".to_owned(), |name| format!("“{name}”"));
                found.push(
                    Diagnostic::at(span, format!("{which}没有正文（body）"))
                        .help("正文写在 body = \"\"\" 与 \"\"\" 之间"),
                );
            }
        }
    }),
};

pub(super) static TOO_MANY_ITEMS: Rule = Rule {
    code: "too-many-items",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "条目多得不像一期快报",
    docs: "一期通常七八条；超过 200 条多半是把别的材料放了进来。",
    check: Check::Draft(|subject, found| {
        let count = subject.draft().items().count();
        if let Some((_, _, item)) = subject.draft().items().nth(MAX_ITEMS) {
            let message = format!("这一期有 {count} 条，超过了 {MAX_ITEMS} 条");
            found.push(Diagnostic::at(item.span, message).help("分成几期，或删去误放的内容"));
        }
    }),
};

pub(super) static UNPAIRED_STRONG: Rule = Rule {
    code: "unpaired-strong",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "** 没有成对",
    docs: "两边各两个星号的文字印成黑体，如 **县农业农村局**。单独一个 ** 会原样印在纸上。\n\n怎么办：补上另一半，或删去。开头和结尾要在同一段里。",
    check: Check::Prose(|_, text, found| {
        let Some(at) = text.text.find("**") else { return };
        if !matches!(text.kind, TextKind::Body | TextKind::Note) {
            found.push(
                Diagnostic::at(text.span(at..at + 2), "这里不能用“**”，会原样印出")
                    .help("只有正文和编者按可以用 ** 印黑体；删去星号"),
            );
            return;
        }
        for range in block::parse(text.text).unpaired {
            let empty = range.len() > 2;
            let message = if empty { "“**”之间没有文字" } else { "“**”没有成对" };
            found.push(
                Diagnostic::at(text.span(range), message)
                    .help("补上另一半，如 **县农业农村局**，或删去星号"),
            );
        }
    }),
};

/// Where to report a text that is not there: at the empty value, or at its table's header.
fn missing(
    subject: &Subject<'_>,
    text: Option<&Spanned<String>>,
    header: Span,
    key: &str,
) -> Option<Span> {
    match text {
        None => subject.is_absent(header, key).then_some(header),
        Some(text) => text.trim().is_empty().then_some(text.span),
    }
}
