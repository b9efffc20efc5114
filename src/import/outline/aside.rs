//! Lines about a submission rather than of it: who sends it and when, whom to ask, what was said
//! round it in a chat. They are kept as comments above the item, and not printed.

use crate::zh::moment::whole_day;
use crate::zh::space::squeezed;

/// What a line about a submission is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// A name and a time: a message of a chat begins.
    Message,
    /// What is said round an item.
    Talk,
    /// Facts: a day, a telephone number, who has checked it.
    Fact,
}

/// What stands before a colon in a line that is not printed.
const FACTS: &[&str] = &[
    "联系人",
    "联系电话",
    "联系方式",
    "电话",
    "手机",
    "邮箱",
    "电子邮箱",
    "报送时间",
    "报送日期",
    "报送单位",
    "报送人",
    "签发人",
    "审核人",
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
    "时间",
    "日期",
    "发布时间",
    "发布日期",
    "发稿时间",
    "更新时间",
    "信息来源",
    "文章来源",
    "来源",
    "作者",
    "撰稿人",
    "撰稿",
    "通讯员",
    "记者",
    "摄影",
    "图片",
    "图",
    "文",
    "浏览次数",
    "点击数",
    "阅读",
    "字体",
    "打印",
    "填报人",
    "经办人",
    "分管领导",
    "主要领导",
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

/// What is said to an editor and to nobody else.
const TALK: &[&str] = &[
    "您好",
    "你好",
    "麻烦",
    "请查收",
    "请审",
    "请阅",
    "请修改",
    "谢谢",
    "辛苦",
    "收到",
    "请收",
    "请帮忙",
    "打扰",
    "请采用",
    "请领导审",
    "以上信息",
    "报一条信息",
    "发一条信息",
    "报条信息",
    "请指正",
    "[抱拳]",
    "[玫瑰]",
    "[握手]",
    "[呲牙]",
    "[微笑]",
    "[强]",
    "[OK]",
    "[合十]",
];

/// What a line is, when it is about the submission. `near` says whether it stands before the first
/// text or behind the last, where people greet; inside an article nobody does.
pub(super) fn of(text: &str, near: bool) -> Option<Aside> {
    let text = text.trim();
    let count = text.chars().count();
    if count == 0 || count > 80 {
        return None;
    }
    if is_message(text) {
        return Some(Aside::Message);
    }
    let dated = whole_day(text).is_some_and(|(range, _)| {
        let rest = format!("{}{}", &text[..range.start], &text[range.end..]);
        squeezed(&rest).trim_matches(['（', '）', '(', ')', '。']).is_empty()
    });
    if dated || is_fact(text) || is_telephone(text) {
        return Some(Aside::Fact);
    }
    let said = TALK.iter().any(|phrase| text.contains(phrase));
    (near && said && count <= 50 && !text.contains('《')).then_some(Aside::Talk)
}

/// 来源：县水利局 as it stands under a headline: the label and what is behind it.
pub(super) fn source(text: &str) -> Option<&str> {
    ["信息来源", "文章来源", "来源", "供稿单位", "供稿", "报送单位"].iter().find_map(|label| {
        text.trim().strip_prefix(label)?.trim_start().strip_prefix(['：', ':']).map(str::trim)
    })
}

/// Whether every part of a line is a label with something short behind it.
fn is_fact(text: &str) -> bool {
    let labelled = |text: &str| {
        FACTS.iter().any(|label| {
            text.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
        })
    };
    let inner = text.trim_matches(['（', '）', '(', ')', '【', '】', ' ', '\u{3000}']);
    // A sentence that begins with 发： or 送： is one.
    labelled(inner) && !inner.contains(['。', '；']) && inner.matches('，').count() <= 1
}

/// 13800000000, with a name before it at most.
fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others =
        text.chars().filter(|c| !c.is_ascii_digit() && !" -—　()（）".contains(*c)).count();
    digits >= 7 && others <= 4 && !text.contains(['.', '%', '％', '亿', '万', '元', '年'])
}

/// 县水利局-小李 2024/1/15 9:12:30, 小李 9:12, 2024年1月15日 上午9:12: a time ends the line.
fn is_message(text: &str) -> bool {
    let text = text.trim().trim_matches(['—', '-', '=', ' ']);
    if text.contains(['。', '，', '；', '《']) || text.chars().count() > 40 {
        return false;
    }
    let last = text.split_whitespace().next_back().unwrap_or_default();
    let clock = last.trim_start_matches(|c: char| "上下午中早晚".contains(c));
    let parts: Vec<&str> = clock.split([':', '：']).collect();
    let numbers = parts
        .iter()
        .all(|part| (1..=2).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit()));
    (2..=3).contains(&parts.len()) && numbers
}

/// 本报讯, …电: what stands before the first sentence of a report, and is no headline.
pub(super) fn is_dateline(text: &str) -> bool {
    let text = squeezed(text);
    let text = text.trim_matches(['（', '）', '(', ')', '【', '】', '—', ' ']);
    text.chars().count() <= 16
        && (text.ends_with('讯') || text.ends_with("日电") || text.ends_with("消息"))
        && !text.ends_with("快讯")
        && !text.ends_with("简讯")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_about_a_submission_are_told_from_its_text() {
        let cases = [
            ("王科您好，报一条信息，麻烦您审一下[抱拳]", Some(Aside::Talk)),
            ("联系人：李小明 13800000000", Some(Aside::Fact)),
            ("县水利局-小李 2024/1/15 9:12:30", Some(Aside::Message)),
            ("小李 上午9:12", Some(Aside::Message)),
            ("时间：2024-03-08 信息来源：青河县应急管理局", Some(Aside::Fact)),
            ("2024年4月8日", Some(Aside::Fact)),
            ("（编辑：李小明）", Some(Aside::Fact)),
            ("县水利局启用智慧闸门", None),
            ("会议定于上午9:30", None),
            ("发：县委常委。各乡镇；", None),
            ("截至2024年4月8日，共完成12处。", None),
            ("全县机井410眼", None),
        ];
        for (text, kind) in cases {
            let found = of(text, true);
            let message = text.starts_with("会议");
            assert_eq!(found.filter(|_| !message), kind, "{text}");
        }
        assert!(is_dateline("青河融媒讯") && is_dateline("本报讯") && !is_dateline("县水利局快讯"));
    }
}
