//! What templates ask an author to fill in, and what is no text as long as nobody has.

use crate::import::document::{Rich, plain, trim};
use crate::import::ledger::Ledger;

/// What such text is called.
pub(super) const PLACEHOLDER: &str = "没有填写的提示文字";

/// Phrases of templates that ask for text.
const ASKING: &[&str] = &[
    "单击或点击此处输入文字",
    "单击此处输入文字",
    "单击此处添加文字",
    "点击此处输入文字",
    "点击或点按此处输入文字",
    "在此处键入文字",
    "在此键入文字",
    "在此处键入标题",
    "在此处键入姓名",
    "在此处键入单位",
    "在此处键入日期",
    "在此处键入内容",
    "键入文字",
    "键入文档标题",
    "键入公司名称",
    "选取日期",
    "选择日期",
    "单击或点击以输入日期",
    "单击此处输入日期",
    "选择一项",
    "Click or tap here to enter text",
    "Click here to enter text",
    "Type text here",
];

/// Without what a template asks for: in square brackets anywhere, or as a whole line.
pub(super) fn without_placeholders(line: Rich, ledger: &mut Ledger) -> Rich {
    let text = plain(&line);
    if !ASKING.iter().any(|phrase| text.contains(phrase)) {
        return line;
    }
    let mut kept = line;
    for phrase in ASKING {
        let whole = plain(trim(&kept));
        let bare = whole.trim_matches(['[', ']', '［', '］', '。', '.', ' ']);
        if bare == *phrase {
            ledger.left(PLACEHOLDER, &plain(&kept));
            return Rich::new();
        }
        for (open, close) in [("[", "]"), ("［", "］")] {
            let bracketed = format!("{open}{phrase}{close}");
            let length = bracketed.chars().count();
            while let Some(at) = plain(&kept).find(&bracketed) {
                let start = plain(&kept)[..at].chars().count();
                ledger.left(PLACEHOLDER, &bracketed);
                kept.drain(start..start + length);
            }
        }
    }
    kept
}
