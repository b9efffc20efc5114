//! Where things are on the page: text, masthead, end block, page numbers.

use super::{Parts, clip, first_difference, last_page, trailing_space};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level, Span};
use crate::typeset::{Line, MarkKind, Setting};
use crate::zh::character::{is_compatibility, is_han};
use crate::zh::space::squeezed;

/// Half a point: what rounding may do.
const SLACK: f64 = 0.5;

/// 1 mm: what the standard allows the margins to be off (GB/T 9704-2012, 5.2.1).
const MARGIN_SLACK: f64 = 72.0 / 25.4;

pub(in crate::lint::rules) static TEXT_DIFFERS: Rule = Rule {
    code: "text-differs",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "纸上的字与稿件不一样",
    docs: "排好的页面按阅读次序逐字与稿件对照，多一个字、少一个字、次序不对都不印。自带的版式不会这样；多半是自己改的版式有错。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for (mark, expected) in tree.expected() {
            let actual = tree.text(mark);
            if actual != expected {
                let at = first_difference(&actual, &expected);
                let message = format!("这一处排出来的字与稿件不一样，从“{at}”起");
                found
                    .push(Diagnostic::at(tree.span(mark), message).help("检查 templates 里的版式"));
            }
        }
        for (mark, kind) in tree.absent() {
            found.push(
                Diagnostic::at(mark, format!("{kind}没有排到纸上"))
                    .help("检查 templates 里的版式：有没有漏掉，有没有作 <place> 标记"),
            );
        }
    }),
};

pub(in crate::lint::rules) static TEXT_OUTSIDE_AREA: Rule = Rule {
    code: "text-outside-area",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "文字超出了版心",
    docs: "有文字排到了版心（156 毫米×225 毫米）之外，装订、裁切时可能看不全。多半是一个很长的、不能断开的词。\n\n依据：GB/T 9704-2012 第5.2.1条。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        for line in tree.body() {
            let left = if line.page % 2 == 1 { Setting::INNER } else { Setting::OUTER };
            let text = line.text.trim();
            let sideways = line.left < left - MARGIN_SLACK
                || line.right > left + Setting::AREA_WIDTH + MARGIN_SLACK + trailing_space(line);
            // What is under a picture or in a table may stand anywhere in its lines' boxes.
            let inset = line.mark.is_some_and(|mark| subject.marks[mark].is_inset());
            let foot = Setting::AREA_TOP + Setting::AREA_HEIGHT;
            let bottom = if inset { subject.setting.grid_bottom() } else { foot };
            let below = line.y > bottom + SLACK || line.y < Setting::AREA_TOP;
            if sideways || below {
                let message = format!("第{}页“{}”超出了版心", line.page, clip(text));
                found
                    .push(Diagnostic::at(tree.span_of(line), message).help("把过长的词断开或改短"));
            }
        }
    }),
};

pub(in crate::lint::rules) static TEXT_OVERLAP: Rule = Rule {
    code: "text-overlap",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "文字叠在一起",
    docs: "两行文字印在了同一个地方。自带的版式不会这样；多半是自己改的版式有错。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        let body: Vec<&Line> = tree.body().collect();
        for (index, line) in body.iter().enumerate() {
            let of_table = |mark: usize| subject.marks[mark].kind == MarkKind::Table;
            if line.overlaps && line.mark.is_some_and(of_table) {
                let message =
                    format!("第{}页表里“{}”各格的字叠在一起", line.page, clip(line.text.trim()));
                let help = "减少几栏，或者拆成两张表";
                found.push(Diagnostic::at(tree.span_of(line), message).help(help));
            }
            let clash = body[index + 1..].iter().find(|other| {
                other.page == line.page
                    && (other.y - line.y).abs() < subject.setting.size() * 0.6
                    && other.left < line.right - SLACK
                    && line.left < other.right - SLACK
            });
            if let Some(other) = clash {
                let message = format!(
                    "第{}页“{}”与“{}”叠在一起",
                    line.page,
                    clip(line.text.trim()),
                    clip(other.text.trim())
                );
                found.push(Diagnostic::at(tree.span_of(line), message));
            }
        }
    }),
};

pub(in crate::lint::rules) static END_BLOCK_ALONE: Rule = Rule {
    code: "end-block-alone",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "末页只有版记",
    docs: "本期发和签名独自占了一页，上面没有正文。在正文里增删几行可以避开。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        let Some(index) = subject.marks.iter().position(|mark| mark.kind == MarkKind::End) else {
            return;
        };
        let page = subject.marks[index].page;
        let company = tree.body().any(|line| line.page == page && line.mark != Some(index));
        if page > 1 && !company {
            found.push(
                Diagnostic::at(tree.span(index), format!("第{page}页只有版记，没有正文"))
                    .help("在正文里增删几行"),
            );
        }
    }),
};

pub(in crate::lint::rules) static END_BLOCK_AFLOAT: Rule = Rule {
    code: "end-block-afloat",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "版记没有沉到末页页底",
    docs: "版记（本期发和签名）应在最后一页，最后一条线与版心下边缘重合。\n\n依据：GB/T 9704-2012 第7.4条。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        let Some(index) = subject.marks.iter().position(|mark| mark.kind == MarkKind::End) else {
            return;
        };
        let lines = tree.lines(index);
        let pages = subject.lines.iter().map(|line| line.page).max().unwrap_or(1);
        let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
        let lowest = lines.iter().map(|line| line.y).fold(0.0, f64::max);
        // Whatever stands below it would otherwise pass for a part of it.
        let end = &subject.marks[index];
        let sunk = !subject.marks.iter().any(|mark| mark.page == end.page && mark.y > end.y);
        if last_page(&lines) != pages || bottom - lowest > subject.setting.pitch() || !sunk {
            found.push(Diagnostic::at(tree.span(index), "版记没有沉到末页页底"));
        }
    }),
};

pub(in crate::lint::rules) static FOLIO_MISPLACED: Rule = Rule {
    code: "folio-misplaced",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "页码不在外侧",
    docs: "双面印刷，单页页码居右、双页页码居左，各空一字，在版心下边缘之下 7 毫米。\n\n依据：GB/T 9704-2012 第7.5条。",
    check: Check::Pages(|subject, found| {
        for line in subject.lines.iter().filter(|line| line.is_folio()) {
            let middle = f64::midpoint(line.left, line.right);
            let outside = if line.page % 2 == 1 { middle > 298.0 } else { middle < 297.0 };
            let expected = format!("—{}—", line.page);
            if !outside || squeezed(&line.text) != expected {
                let message = format!("第{}页的页码不对或不在外侧", line.page);
                found.push(Diagnostic::at(Parts::of(subject).top(), message));
            }
        }
    }),
};

pub(in crate::lint::rules) static CROWDED_PAGE: Rule = Rule {
    code: "crowded-page",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "一页的行数或一行的字数超过了版面",
    docs: "正文的行数、字数应与版面一致（标准为每页 22 行、每行 28 字），行距不能挤。\n\n依据：GB/T 9704-2012 第5.2.3条。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        let end = subject.marks.iter().position(|mark| mark.kind == MarkKind::End);
        let pages = subject.lines.iter().map(|line| line.page).max().unwrap_or_default();
        for page in 1..=pages {
            let body = || tree.running().filter(|line| line.page == page && line.mark != end);
            let mut baselines: Vec<f64> =
                body().filter(|line| line.mark.is_some()).map(|line| line.y).collect();
            baselines.sort_by(f64::total_cmp);
            baselines.dedup_by(|a, b| (*a - *b).abs() < 1.0);
            let most = subject.setting.lines as usize;
            let tight =
                baselines.windows(2).find(|y| y[1] - y[0] < subject.setting.pitch() - SLACK);
            if baselines.len() > most || tight.is_some() {
                let message = format!("第{page}页有 {} 行，行距小于版面的规定", baselines.len());
                found.push(Diagnostic::at(tree.top(), message));
            }
        }
    }),
};

pub(in crate::lint::rules) static FALLBACK_FACE: Rule = Rule {
    code: "fallback-face",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "有的字借用了别的字体",
    docs: "仿宋、黑体或楷体里没有这个字，印的时候借用了宋体，字形看上去与旁边的字略有不同。多见于生僻的人名、地名用字。\n\n怎么办：核对是不是打错了字；要字形一致，可在 bulletin.toml 的 [fonts] 里写上字更全的字体。",
    check: Check::Pages(|subject, found| {
        let tree = Parts::of(subject);
        // Each character once for each part, however often it is there.
        let mut all: Vec<(Span, &str, String)> = vec![];
        for line in tree.body().filter(|line| line.mark.is_some()) {
            for (face, text) in &line.faces {
                let is_own = subject.primary_faces.contains(face);
                for c in text.chars().filter(|c| !is_own && (is_han(*c) || is_compatibility(*c))) {
                    let span = tree.span_of(line);
                    match all.iter_mut().find(|(at, by, _)| (*at, *by) == (span, face.as_str())) {
                        Some((.., borrowed)) if borrowed.contains(c) => {}
                        Some((.., borrowed)) => borrowed.push(c),
                        None => all.push((span, face, c.to_string())),
                    }
                }
            }
        }
        for (span, face, borrowed) in all {
            let message = format!("“{borrowed}”借用了别的字体（{face}）");
            found.push(Diagnostic::at(span, message).help("请核对字形"));
        }
    }),
};
