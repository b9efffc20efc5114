//! What templates ask an author to fill in, and what is no text as long as nobody has: 单击此处输入文字,
//! [在此处键入标题], （请填写单位名称）.

use super::document::{Block, Document, Rich, plain, trim};
use super::ledger::Ledger;

/// What such text is called.
pub(super) const PLACEHOLDER: &str = "没有填写的提示文字";

/// Phrases that ask for text by themselves.
const PHRASES: &[&str] = &[
    "键入文字",
    "键入文档标题",
    "键入文档副标题",
    "键入公司名称",
    "选取日期",
    "选择日期",
    "选择一项",
    "Click or tap here to enter text",
    "Click here to enter text",
    "Type text here",
];

/// What is asked of the author.
const VERBS: &[&str] = &[
    "输入", "键入", "填写", "填入", "填报", "填上", "添加", "插入", "录入", "写入", "粘贴", "补充",
    "选择", "选取", "编辑", "写",
];

/// How and where, before or behind the verb.
const WAYS: &[&str] = &[
    "请在", "请您", "请", "单击", "点击", "双击", "轻触", "点按", "或", "以", "可", "来", "并",
    "直接", "在", "于", "处", "您的",
];

/// The place itself: with it a line asks even without brackets.
const PLACES: &[&str] = &["此处", "这里", "此", "这儿", "本处", "该处"];

const BRACKETS: [(char, char); 9] = [
    ('[', ']'),
    ('［', '］'),
    ('【', '】'),
    ('（', '）'),
    ('(', ')'),
    ('<', '>'),
    ('＜', '＞'),
    ('〈', '〉'),
    ('{', '}'),
];

/// Takes what templates ask for out of every paragraph of a document.
pub(super) fn leave(document: &mut Document) {
    let Document { blocks, ledger, .. } = document;
    for block in blocks {
        let cells: Vec<&mut _> = match block {
            Block::Paragraph(paragraph) if paragraph.told.is_none() => vec![paragraph],
            Block::Table(table) if !table.told => {
                table.rows.iter_mut().flatten().flatten().collect()
            }
            _ => vec![],
        };
        for paragraph in cells {
            let text = std::mem::take(&mut paragraph.text);
            paragraph.text = trim(&without(text, ledger)).to_vec();
        }
    }
}

/// Without what a template asks for: in brackets anywhere, or as a whole line.
fn without(line: Rich, ledger: &mut Ledger) -> Rich {
    let text = plain(&line);
    if !PHRASES.iter().chain(VERBS).any(|phrase| text.contains(phrase)) {
        return line;
    }
    let whole = text.trim().trim_end_matches(['。', '.', '…', '：', ':']);
    let inside = BRACKETS.iter().find_map(|(open, close)| {
        whole.strip_prefix(*open)?.strip_suffix(*close).filter(|text| !text.contains(*close))
    });
    let asks = match inside {
        Some(inside) => asks_in_brackets(inside),
        None => asks_alone(whole),
    };
    if asks {
        ledger.left(PLACEHOLDER, &text);
        return Rich::new();
    }
    let mut kept = line;
    let mut from = 0;
    while let Some((start, end)) = bracketed(&kept, from) {
        let inside = plain(&kept[start + 1..end]);
        if asks_in_brackets(&inside) {
            ledger.left(PLACEHOLDER, &plain(&kept[start..=end]));
            kept.drain(start..=end);
            from = start;
        } else {
            from = start + 1;
        }
    }
    kept
}

/// The next short text in brackets: where they stand.
fn bracketed(text: &Rich, from: usize) -> Option<(usize, usize)> {
    (from..text.len()).find_map(|start| {
        let (_, close) = BRACKETS.iter().find(|(open, _)| *open == text[start].c)?;
        let end = text[start + 1..].iter().take(24).position(|glyph| glyph.c == *close)?;
        Some((start, start + 1 + end))
    })
}

/// Takes leading words off a text; whether there was any.
fn strip<'t>(text: &mut &'t str, words: &[&str]) -> bool {
    let before: &'t str = text;
    while let Some(rest) =
        words.iter().filter_map(|word| text.strip_prefix(word)).min_by_key(|rest| rest.len())
    {
        *text = rest.trim_start();
    }
    text.len() < before.len()
}

/// 在此处键入标题, 请填写单位名称, 单击或点击此处输入文字: whether a text asks, and names the place.
fn asks(text: &str) -> Option<bool> {
    let mut rest = text.trim().trim_end_matches(['。', '.', '…', '！']);
    let ways = [WAYS, PLACES].concat();
    let before = rest;
    let mut led = strip(&mut rest, &ways);
    let mut named = PLACES.iter().any(|place| before[..before.len() - rest.len()].contains(place));
    // 标题请在此处填写.
    if !led && let Some(at) = before.find('请').filter(|at| before[..*at].chars().count() <= 6) {
        rest = &before[at..];
        led = strip(&mut rest, &ways);
        named |= PLACES.iter().any(|place| before.contains(place));
    }
    let asked = strip(&mut rest, VERBS);
    let bare = rest.chars().count() <= 14
        && !rest.contains(|c: char| "，。；：“”《》".contains(c) || c.is_ascii_digit());
    (led && asked && bare).then_some(named)
}

fn asks_in_brackets(text: &str) -> bool {
    let text = text.trim();
    PHRASES.contains(&text.trim_end_matches('。')) || asks(text).is_some()
}

/// As a whole line only where it names the place, and says what to do with it: 请填写登记表 is an order.
fn asks_alone(text: &str) -> bool {
    PHRASES.contains(&text.trim())
        || asks(text) == Some(true) && !text.contains(['，', '。']) && text.chars().count() <= 20
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::rich;

    fn left(text: &str) -> String {
        plain(&without(rich(text, false), &mut Ledger::default()))
    }

    #[test]
    fn what_a_template_asks_for_is_told_from_text() {
        for text in [
            "[在此处键入标题]",
            "［单击此处输入标题］",
            "【请在此处填写导语】",
            "（在此输入正文内容）",
            "<请输入供稿单位>",
            "［此处添加图片说明］",
            "[请插入照片]",
            "单击或点击此处输入文字。",
            "单击此处添加文字",
            "请在此处输入内容",
            "[键入文字]",
            "选择一项。",
            "（请填写单位名称）",
        ] {
            assert_eq!(left(text), "", "{text}");
        }
        assert_eq!(left("附件名称：［点击此处输入文字］"), "附件名称：");
        assert_eq!(left("全县［此处填写数字］户，（请补充）已发"), "全县户，已发");
        for text in [
            "【编辑部】",
            "（县水利局）",
            "请填写登记表",
            "请各乡镇填写台账",
            "在此基础上编辑成册",
            "（写在前面）",
            "添加剂检查12批次",
            "[选择题]",
            "（请各单位填写进度）",
            "点击此处查看详情",
            "此处填补空白8项",
        ] {
            assert_eq!(left(text), text, "{text}");
        }
    }
}
