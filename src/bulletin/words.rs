//! The words that a page adds to the text of a draft: 第43期, 编者按：, 本期发：, the three roles,
//! 共印50份. They stand here once, for the templates (as `words` of their data), for every form that
//! is made without a template, and for the importer, which takes them off again.

use super::{Bulletin, Signoff};
use crate::draft::Kind;

/// What opens the editor's note.
pub const NOTE: &str = "编者按：";
/// Notes that say so themselves are not told again.
const NOTE_OPENING: &str = "编者按";

pub const REPORT: &str = "报";
pub const SEND: &str = "送";
/// Whom an issue goes to; in a 简报, with 报 and 送 above it, the short word.
pub const DISTRIBUTION: &str = "本期发";
pub const DISTRIBUTION_SHORT: &str = "发";

/// Who signs, in order: editor, reviewer, approver.
pub const ROLES: [&str; 3] = ["责任编辑", "审核", "签发"];

/// A supplement, before its number.
pub const SUPPLEMENT: &str = "增刊";

/// What opens the line that says what a reissue corrects.
pub const CORRECTION: &str = "更正：";

/// What a reissue says that it corrects, with its number; 更正 stands before it already.
pub fn correction(reason: &str, number: usize) -> String {
    let reason = reason.trim();
    let what = reason.strip_prefix("更正").unwrap_or(reason);
    let what = what.trim_start_matches(['：', ':', ' ']).trim_end_matches('。');
    let what = if what.is_empty() { reason } else { what };
    format!("{what}（第{number}次更正）")
}

pub const CONTENTS: &str = "目　录";
pub const PROOF: &str = "送审稿";
/// Pages with what changed marked on them.
pub const MARKED: &str = "花脸稿";
/// Before the short form of what a proof says.
pub const FINGERPRINT: &str = "内容指纹";

/// Between headline and body where both stand in one paragraph.
pub const AFTER_HEADLINE: &str = "\u{3000}";

/// How a template words and sets what drafts leave to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// Whether headlines stand on lines of their own, as titles do.
    pub titles: bool,
    /// Whether the number stands in brackets, where there are none behind it.
    pub bracketed: bool,
    pub distribution: &'static str,
}

impl Manner {
    /// That of a template by its name. An office's own is like 快报.
    pub fn of(template: &str) -> Self {
        match template {
            "jianbao" => Self { titles: true, bracketed: true, distribution: DISTRIBUTION_SHORT },
            _ => Self { titles: false, bracketed: false, distribution: DISTRIBUTION },
        }
    }

    /// That of a 通报, whatever the template: one article under its title.
    pub const NOTICE: Self =
        Self { titles: true, bracketed: false, distribution: DISTRIBUTION_SHORT };

    /// 第43期（总第512期）; in brackets where that leaves none in others.
    pub fn number(self, bulletin: &Bulletin) -> String {
        let number = number(bulletin);
        if self.bracketed && bulletin.total.is_none() { format!("（{number}）") } else { number }
    }

    /// The lists of the end block that are not empty, each with its label.
    pub fn lists(self, bulletin: &Bulletin) -> Vec<(&'static str, &str)> {
        let all = [
            (REPORT, bulletin.report_to.as_str()),
            (SEND, bulletin.send_to.as_str()),
            (self.distribution, bulletin.distribution.as_str()),
        ];
        all.into_iter().filter(|(_, list)| !list.is_empty()).collect()
    }
}

/// 第43期, 增刊第3期, 第43期（总第512期）; what stands in its place in a 通报.
pub fn number(bulletin: &Bulletin) -> String {
    if let Some(heading) = &bulletin.heading {
        return heading.clone();
    }
    let total = bulletin.total.map(|total| format!("（总第{total}期）")).unwrap_or_default();
    format!("{}{total}", own_number(bulletin.kind, bulletin.number))
}

/// 第43期, 增刊第3期.
pub fn own_number(kind: Kind, number: i64) -> String {
    let kind = match kind {
        Kind::Regular => "",
        Kind::Supplement => SUPPLEMENT,
    };
    format!("{kind}第{number}期")
}

/// Whether 编者按： is to be put before a note: not before one that begins with it.
pub fn opens_note(bulletin: &Bulletin) -> bool {
    let first = bulletin.note.first().into_iter().flatten();
    let opening: String = first.map(|run| run.text.as_str()).collect();
    !bulletin.note.is_empty() && !opening.starts_with(NOTE_OPENING)
}

/// 【项目建设】; nothing for items without a column.
pub fn column(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("【{name}】") }
}

/// （潭龙街道 魏邱乡）; nothing without units.
pub fn credit(units: &[String]) -> String {
    if units.is_empty() { String::new() } else { format!("（{}）", units.join(" ")) }
}

/// 共印50份.
pub fn copies(count: i64) -> String {
    format!("共印{count}份")
}

/// Each role with who has signed; a name is empty where nobody has.
pub fn signed(signoff: &Signoff) -> [(&'static str, &str); 3] {
    let names = [&signoff.editor, &signoff.reviewer, &signoff.approver];
    std::array::from_fn(|role| (ROLES[role], names[role].as_str()))
}
