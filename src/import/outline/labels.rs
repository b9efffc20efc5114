//! What stands before a colon: in the head and the foot of an issue, who signed it and whom it goes to;
//! in a line about a text, what that line says.
//!
//! Words that a page of ours adds are those of `bulletin/words`; beside them stand those of others.

use super::Outline;
use crate::bulletin::words;
use crate::zh::numeral::number;
use crate::zh::person;
use crate::zh::space::squeezed;

/// What a part of the foot is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Distribution,
    Signature(usize),
    /// 报：, 送：: whom it goes to by `bulletin.toml`.
    Report,
    Send,
    /// 校对：, 共印……: there, and without a place in a draft.
    Other,
}

/// Labels, longest first, so that 责任编辑 is not read as 编辑.
const LABELS: &[(&str, Part)] = &[
    ("本期责任编辑", Part::Signature(0)),
    ("本期责编", Part::Signature(0)),
    ("本期编辑", Part::Signature(0)),
    ("本期审核", Part::Signature(1)),
    ("本期签发", Part::Signature(2)),
    ("执行编辑", Part::Signature(0)),
    ("值班编辑", Part::Signature(0)),
    (words::ROLES[0], Part::Signature(0)),
    ("联系电话", Part::Other),
    ("投稿邮箱", Part::Other),
    (words::DISTRIBUTION, Part::Distribution),
    ("本期送", Part::Send),
    ("本期报", Part::Report),
    ("签发人", Part::Signature(2)),
    ("审核人", Part::Signature(1)),
    ("发送", Part::Distribution),
    ("抄送", Part::Send),
    ("抄报", Part::Report),
    ("主送", Part::Other),
    ("责编", Part::Signature(0)),
    ("编辑", Part::Signature(0)),
    ("核稿", Part::Signature(1)),
    ("复核", Part::Signature(1)),
    ("审稿", Part::Signature(1)),
    ("编校", Part::Other),
    ("校对", Part::Other),
    (words::ROLES[1], Part::Signature(1)),
    ("审签", Part::Other),
    (words::ROLES[2], Part::Signature(2)),
    ("主编", Part::Other),
    ("邮箱", Part::Other),
    ("电话", Part::Other),
    ("印数", Part::Other),
    ("印发", Part::Other),
    (words::REPORT, Part::Report),
    (words::SEND, Part::Send),
    (words::DISTRIBUTION_SHORT, Part::Distribution),
];

/// Labels of the unit that a text is from.
pub(super) const SOURCES: &[&str] = &[
    "信息来源",
    "文章来源",
    "稿件来源",
    "来源",
    "稿源",
    "供稿单位",
    "供稿",
    "报送单位",
    "来稿单位",
    "填报单位",
    "上报单位",
    "报送部门",
    "供稿部门",
    "撰稿单位",
    "作者单位",
];

/// Labels of other facts about a text.
pub(super) const OTHERS: &[&str] = &[
    "信息时间",
    "发件人",
    "收件人",
    "发送时间",
    "发送日期",
    "分享",
    "联系人",
    "联系电话",
    "联系方式",
    "电话",
    "手机",
    "邮箱",
    "电子邮箱",
    "报送时间",
    "报送日期",
    "报送人",
    "供稿人",
    "投稿人",
    "撰稿人",
    "签发人",
    "审核人",
    "审稿人",
    "签发",
    "审核",
    "核稿",
    "审签",
    "校对",
    "复核",
    "责任编辑",
    "责编",
    "编辑",
    "编审",
    "初审",
    "复审",
    "终审",
    "一审",
    "二审",
    "三审",
    "发布时间",
    "发布日期",
    "发稿时间",
    "更新时间",
    "成文日期",
    "公开日期",
    "创建时间",
    "录入时间",
    "时间",
    "日期",
    "作者",
    "撰稿",
    "撰文",
    "通讯员",
    "记者",
    "摄影",
    "摄影报道",
    "图片报道",
    "执笔",
    "采写",
    "信息员",
    "From",
    "Sent",
    "To",
    "Cc",
    "Date",
    "Subject",
    "图片",
    "图文",
    "供图",
    "图",
    "文",
    "发布人",
    "发布者",
    "发布单位",
    "发布机构",
    "发文机关",
    "录入",
    "录入员",
    "上传",
    "字体",
    "字号",
    "打印",
    "填报人",
    "经办人",
    "分管领导",
    "主要领导",
    "监制",
    "出品",
    "策划",
    "索引号",
    "信息索引号",
    "文号",
    "关键词",
    "信息分类",
    "栏目",
    "印发",
    "抄送",
    "抄报",
    "主送",
    "报",
    "送",
    "发",
    "共印",
    "印数",
];

/// Puts one part where it belongs, if it has a place that is free.
pub(super) fn take(label: &Label, value: &str, outline: &mut Outline) -> bool {
    match label.part {
        Part::Distribution if outline.distribution.is_none() && !value.is_empty() => {
            // 各乡镇、县直各单位　共印120份.
            let gap = value.rfind(|c: char| c.is_whitespace() || "（(".contains(c));
            let (list, more) = value.split_at(gap.unwrap_or(value.len()));
            let count = copies(&squeezed(more)).filter(|_| outline.copies.is_none());
            match count.filter(|_| !list.trim().is_empty()) {
                Some(count) => {
                    outline.distribution = Some(squeezed(list));
                    outline.copies = Some(count);
                    outline.frame.push(squeezed(more));
                }
                None => outline.distribution = Some(squeezed(value)),
            }
        }
        Part::Signature(role) if outline.signoff[role].is_none() => {
            // Behind the name something else may follow: 签发：赵某　（共印60份）.
            let end = person::leading(value, |c| c.is_whitespace() || "（(，,；;。".contains(c));
            let more = value[end..].trim_start_matches(|c: char| c.is_whitespace());
            let name = match more.trim_matches(['。', '；', ';', '，', ',']) {
                "" => &value[..end],
                _ if more.starts_with(['（', '(']) || copies(&squeezed(more)).is_some() => {
                    &value[..end]
                }
                // Two people, or a name in parts: all of it is the name's.
                _ => value.trim_end_matches(['。', '；', ';', '，']),
            };
            let rest = value[name.len()..].trim();
            outline.signoff[role] = Some(person::plain(name));
            if rest.chars().all(|c| "。；;，,".contains(c)) {
                if !rest.is_empty() {
                    outline.ledger.add("姓名后面的标点", rest.chars());
                }
            } else if let Some(count) = copies(&squeezed(rest)).filter(|_| outline.copies.is_none())
            {
                outline.copies = Some(count);
                outline.frame.push(squeezed(rest));
            } else {
                outline.unplaced_text(rest, "版记中签名的后面");
            }
        }
        _ => return false,
    }
    outline.frame.push(label.text.clone());
    true
}

/// A label in a line.
pub(super) struct Label {
    pub(super) part: Part,
    /// Without white space, with the colon.
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Label {
    pub(super) fn is_signature(&self) -> bool {
        matches!(self.part, Part::Signature(_))
    }
}

/// The labels in a line, spaced out or not, with the byte ranges of label and colon.
pub(super) fn labels(text: &str) -> Vec<Label> {
    let characters: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let mut found: Vec<Label> = vec![];
    let mut at = 0;
    while at < characters.len() {
        let here = LABELS.iter().find(|(label, _)| {
            let count = label.chars().count();
            let same = label.chars().zip(&characters[at..]).all(|(a, (_, b))| a == *b);
            same && characters.get(at + count).is_some_and(|(_, c)| "：:".contains(*c))
        });
        // A label of one character stands first or behind white space: 已发：… is running text.
        let alone = at == 0
            || text[..characters[at].0]
                .ends_with(|c: char| c.is_whitespace() || "。；".contains(c));
        match here.filter(|(label, _)| label.chars().count() > 1 || alone) {
            Some((label, part)) => {
                let colon = at + label.chars().count();
                let end = characters[colon].0 + characters[colon].1.len_utf8();
                let start = characters[at].0;
                found.push(Label { part: *part, text: squeezed(&text[start..end]), start, end });
                at = colon + 1;
            }
            None => at += 1,
        }
    }
    found
}

/// How many copies （共印50份） says.
pub(super) fn copies(text: &str) -> Option<i64> {
    let text = text.trim_matches(['（', '）', '(', ')', '。']);
    let count = text.strip_prefix("共印").or_else(|| text.strip_prefix("印"))?;
    number(count.trim_start_matches(['：', ':']).strip_suffix('份')?)
        .filter(|n| (1..=99999).contains(n))
}
