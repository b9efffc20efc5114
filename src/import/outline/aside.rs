//! Lines about a submission rather than of it: who sends it and when, whom to ask, what was said
//! round it in a chat. They are kept as comments above the item, and not printed.

use super::facts::{self, Fact, Kind, clock, day};
use super::talk;
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

/// What a line is, when it is about the submission. `near` says whether it stands before the first
/// text or behind the last, where people greet; inside an article nobody does.
pub(super) fn of(text: &str, near: bool) -> Option<Aside> {
    let text = text.trim();
    let count = text.chars().count();
    if count == 0 || count > 80 {
        return (count <= 200 && facts::parts(text).is_some()).then_some(Aside::Fact);
    }
    if is_message(text) {
        return Some(Aside::Message);
    }
    let dated = whole_day(text).is_some_and(|(range, _)| {
        let rest = format!("{}{}", &text[..range.start], &text[range.end..]);
        let rest = squeezed(&rest);
        let rest = ["星期", "周"].iter().fold(&*rest, |rest, word| {
            let day = rest
                .strip_prefix(word)
                .and_then(|day| day.strip_prefix(|c| "一二三四五六日天".contains(c)));
            day.unwrap_or(rest)
        });
        const WEATHER: &[&str] = &[
            "晴",
            "阴",
            "多云",
            "小雨",
            "中雨",
            "大雨",
            "小雪",
            "雪",
            "雨",
            "雾",
            "晴转多云",
            "多云转晴",
        ];
        WEATHER.contains(&rest) || rest.trim_matches(['（', '）', '(', ')', '。']).is_empty()
    });
    if dated || is_fact(text) || is_telephone(text) || near && is_head(text) {
        return Some(Aside::Fact);
    }
    (near && talk::is_talk(text)).then_some(Aside::Talk)
}

/// The part of a line that says which unit the text is from: 来源：县水利局.
pub(super) fn source(text: &str) -> Option<Fact> {
    let parts = facts::parts(text)?;
    let source = parts.into_iter().find(|fact| fact.kind == Kind::Source);
    source.filter(|fact| fact.value < fact.end)
}

/// 县水利局　　　2024年5月6日: the head of a unit's own paper, who and when with room between.
fn is_head(text: &str) -> bool {
    let Some((range, _)) = whole_day(text) else { return false };
    let name = text[..range.start].trim_end();
    let room = text[name.len()..range.start].chars().count() >= 3;
    let count = name.chars().count();
    room && range.end == text.len()
        && (3..=16).contains(&count)
        && name.ends_with(|c| "局委办镇乡道室院会".contains(c))
        && !name.contains(['，', '。', '：', '《', '“'])
}

/// 时间：6月12日 above 地点：…, both without white space: said of a meeting, and no fact about the text.
pub(super) fn is_meeting(text: &str, next: &str) -> bool {
    let begins = |text: &str, labels: &[&str]| {
        labels
            .iter()
            .any(|label| text.strip_prefix(label).is_some_and(|rest| rest.starts_with(['：', ':'])))
    };
    begins(text, &["时间", "会议时间", "活动时间", "日期"])
        && begins(next, &["地点", "会议地点", "活动地点", "主持人", "主持"])
}

/// Whether every part of a line is a label with something short behind it, or a day, or a button.
fn is_fact(text: &str) -> bool {
    let inner = text.trim_matches(['（', '）', '(', ')', '【', '】', '[', ']', ' ', '\u{3000}']);
    // A sentence that begins with 发： or 送： is one.
    let short = !inner.contains(['。', '；']) && inner.matches('，').count() <= 1;
    short && (facts::parts(inner).is_some() || facts::begins(inner)) || is_published(text)
}

/// 原创 青河水利 2024-05-08 18:00 河南: a day with a time, and names round it.
fn is_published(text: &str) -> bool {
    let bare = text.chars().count() <= 40 && !text.contains(['，', '。', '；', '《', '“']);
    bare && text.char_indices().any(|(at, _)| {
        day(&text[at..]).is_some_and(|length| clock(text[at + length..].trim_start()).is_some())
    })
}

/// 2.送教安排表.doc: the name of a file that came along, where it leads there.
pub(super) fn is_file(text: &str) -> bool {
    const ENDINGS: &[&str] = &[
        ".doc", ".docx", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".7z", ".ppt", ".pptx", ".wps",
        ".et", ".ofd", ".jpg", ".jpeg", ".png", ".mp4",
    ];
    let lower = text.to_ascii_lowercase();
    !text.contains(['。', '；'])
        && ENDINGS.iter().any(|end| lower.len() > end.len() && lower.ends_with(end))
}

/// 13800000000, with a name before it at most.
fn is_telephone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others =
        text.chars().filter(|c| !c.is_ascii_digit() && !" -—　()（）".contains(*c)).count();
    // 县水利局 张华 13812345678: with who is to be called.
    let called =
        digits == 11 && others <= 14 && !text.contains(|c: char| "，。；：、“《".contains(c));
    (digits >= 7 && others <= 4 || called)
        && !text.contains(['.', '%', '％', '亿', '万', '元', '年'])
}

/// 县水利局-小李 2024/1/15 9:12:30, 小李 9:12, 2024年1月15日 上午9:12: a time ends the line.
fn is_message(text: &str) -> bool {
    let text = text.trim().trim_matches(['—', '-', '=', ' ']);
    // DingTalk says who has read it.
    let seen = ["已读", "未读", "已送达", "已编辑"].iter().find_map(|end| text.strip_suffix(end));
    let text = seen.map_or(text, |rest| rest.trim_end_matches(['全', '部']).trim_end());
    // 2024-03-05 09:12:33 张华(12345): the time may stand first.
    if let Some(length) = day(text)
        && let Some(time) = clock(text[length..].trim_start())
    {
        let rest = text[length..].trim_start()[time..].trim();
        return rest.chars().count() <= 16 && !rest.contains(['。', '，', '；', '《', '：', ':']);
    }
    if text.contains(['。', '，', '；', '《']) || text.chars().count() > 40 {
        return false;
    }
    let half = ["AM", "PM", "am", "pm"].iter().find_map(|half| text.strip_suffix(half));
    let last = half.unwrap_or(text).split_whitespace().next_back().unwrap_or_default();
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
            ("民政局王丽  10:21 AM", Some(Aside::Message)),
            ("县水利局　　　　2024年5月6日", Some(Aside::Fact)),
            ("县水利局定于2024年5月6日", None),
            ("刘主任 9月5日 10:01 已读", Some(Aside::Message)),
            ("时间：2024-03-08 信息来源：青河县应急管理局", Some(Aside::Fact)),
            ("2024年4月8日", Some(Aside::Fact)),
            ("2024年4月8日 星期一 晴", Some(Aside::Fact)),
            ("责编/王丽 审核/周涛 来源/县水利局", Some(Aside::Fact)),
            ("图/表要一致", None),
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
        assert!(is_file("2.汇总表.XLSX") && !is_file("支持导出.doc格式的文件"));
        assert!(is_dateline("青河融媒讯") && is_dateline("本报讯") && !is_dateline("县水利局快讯"));
    }
}
