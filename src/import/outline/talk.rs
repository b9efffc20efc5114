//! What people say round what they send: greetings, thanks, answers, and what a chat writes in place of
//! pictures.

use crate::zh::character::is_han;
use crate::zh::person;

/// How people are called who are not called by their whole name.
pub(super) const TITLES: &[&str] = &[
    "主任", "科长", "局长", "书记", "镇长", "乡长", "处长", "股长", "部长", "秘书", "科", "姐",
    "哥", "工", "老师", "同志", "站长", "所长", "队长",
];

/// What is said to an editor and to nobody else.
const TALK: &[&str] = &[
    "您好",
    "你好",
    "麻烦您",
    "麻烦你",
    "麻烦审",
    "麻烦帮",
    "麻烦各位",
    "麻烦领导",
    "请查收",
    "请审",
    "请阅",
    "请修改",
    "谢谢",
    "辛苦了",
    "辛苦您",
    "您辛苦",
    "已收到",
    "请收",
    "请帮忙",
    "打扰了",
    "打扰您",
    "请采用",
    "请领导审",
    "以上信息",
    "报一条信息",
    "发一条信息",
    "报条信息",
    "报来信息",
    "信息一条",
    "信息一则",
    "信息如下",
    "信息发您",
    "发给您",
    "请指正",
    "请过目",
    "请查阅",
    "请采纳",
    "已发邮箱",
    "撤回了一条消息",
    "补一下",
    "改一下",
    "[抱拳]",
    "[玫瑰]",
    "[握手]",
    "[呲牙]",
    "[微笑]",
    "[强]",
    "[OK]",
    "[合十]",
    "[咖啡]",
    "[愉快]",
    "[赞]",
    "[鼓掌]",
    "[加油]",
    "[偷笑]",
    "[捂脸]",
    "[Respect]",
    "[ThumbsUp]",
];

/// How people begin.
const GREETINGS: &[&str] = &[
    "各位好",
    "大家好",
    "各位早",
    "各位上午",
    "各位下午",
    "各位晚上",
    "各位领导好",
    "领导好",
    "老师好",
    "早上好",
    "上午好",
    "下午好",
    "晚上好",
];

/// What is said in answer, by itself or with little behind it.
const ANSWERS: &[&str] =
    &["收到", "好的", "没问题", "稍等", "我看一下", "可以", "嗯", "OK", "ok", "辛苦", "谢"];

/// What a chat writes for what cannot be copied as text.
pub(super) const UNCOPIED: &[&str] = &[
    "[图片]",
    "［图片］",
    "【图片】",
    "[视频]",
    "[语音]",
    "[文件]",
    "[表情]",
    "[动画表情]",
    "[链接]",
    "[聊天记录]",
    "[位置]",
    "[Photo]",
    "[Image]",
];

/// Whether a text is said round a submission, and is no part of it.
pub(super) fn is_talk(text: &str) -> bool {
    let text = text.trim();
    // 【县林业局】县林业局补植：补植1.2万株，成活率93%。请收！ is what is sent, though it asks.
    let figures = text.chars().filter(char::is_ascii_digit).count();
    let sent = text.starts_with('【') || text.contains('。') && figures >= 4 && text.contains('：');
    let said = !sent && TALK.iter().any(|phrase| text.contains(phrase)) && !text.contains('“');
    let count = text.chars().count();
    text.starts_with('@')
        || count <= 50 && UNCOPIED.iter().any(|what| text.starts_with(what))
        || text.ends_with("聊天记录")
        || is_salutation(text)
        || is_greeting(text)
        || is_forwarded(text)
        || count <= 40 && GREETINGS.iter().any(|word| text.starts_with(word))
        || is_group(text)
        || count <= 10 && ANSWERS.iter().any(|word| text.starts_with(word))
        || text.chars().all(|c| !c.is_alphanumeric() && c > '\u{2600}' && !is_mark(c))
            && !text.is_empty()
        || said && count <= 50 && !text.contains('《')
}

fn is_mark(c: char) -> bool {
    ('\u{3000}'..='\u{303F}').contains(&c) || ('\u{FF00}'..='\u{FF65}').contains(&c)
}

/// 王科长：, 刘主任好！, 各位领导：. Not 各乡镇：, which a notice begins with.
fn is_salutation(text: &str) -> bool {
    let name = text.trim_end_matches(['：', ':', '，', ',', '！', '!', '。', '～', '~']);
    if name.len() == text.len() || name.chars().count() > 10 {
        return false;
    }
    let name = name.trim_start_matches("尊敬的").trim_start_matches("各位");
    let name =
        ["您好", "你好", "好"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    let name = name.trim_end_matches(['，', ',', ' ', '、']);
    let called = TITLES.iter().any(|title| {
        name.strip_suffix(title).is_some_and(|rest| {
            let count = rest.chars().count();
            (count == 1 && title.chars().count() > 1 && rest.chars().all(is_han))
                || (count == 1 && person::is_surname(rest))
                || person::is_name(rest)
        })
    });
    called || ["领导", "老师", "编辑", "编辑老师", "编辑部"].contains(&name)
}

/// 各位领导早上好[太阳], 王科长早！, 大家下午好: somebody, at some time of day.
fn is_greeting(text: &str) -> bool {
    let mut text = text.trim_end_matches(|c: char| "！!。～~，, ".contains(c) || c > '\u{1F000}');
    // [太阳][抱拳]
    while let Some((before, name)) = text.strip_suffix(']').and_then(|text| text.rsplit_once('[')) {
        if name.chars().count() > 8 {
            return false;
        }
        text = before.trim_end_matches(['！', '!', '。', '～', '~', ' ']);
    }
    let times = [
        "早上好",
        "上午好",
        "中午好",
        "下午好",
        "晚上好",
        "早安",
        "晚安",
        "早",
        "您好",
        "你好",
        "好",
    ];
    let said = times.iter().find_map(|time| text.strip_suffix(time));
    let who = said.or_else(|| times[..6].iter().find_map(|time| text.strip_prefix(time)));
    let Some(who) = who else { return false };
    let who = who.trim_matches(['，', ',', '、', ' ', '！', '!']);
    let who = who.strip_prefix("尊敬的").unwrap_or(who);
    let named = TITLES.iter().any(|title| {
        who.strip_suffix(title)
            .is_some_and(|rest| person::is_surname(rest) || person::is_name(rest))
    });
    let all = [
        "各位", "大家", "诸位", "领导", "老师", "同事", "同志", "朋友", "主任", "科长", "编辑",
        "们",
    ];
    let rest = all.iter().fold(who.to_owned(), |rest, word| rest.replace(word, ""));
    named || rest.is_empty() && text != "好"
}

/// 信息直报群(48): what a group is called, and how many are in it.
fn is_group(text: &str) -> bool {
    let called = ["报送群", "直报群", "工作群", "信息群", "联络群", "交流群"];
    if called.iter().any(|end| text.ends_with(end)) && text.chars().count() <= 16 {
        return true;
    }
    let name = text.trim_end_matches([')', '）']);
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '人');
    let name = name.strip_suffix(['(', '（']).filter(|_| name.len() < text.len());
    name.is_some_and(|name| name.ends_with('群') && name.chars().count() <= 20)
}

/// ———— 转发内容 ————: what a program puts above what is sent on.
fn is_forwarded(text: &str) -> bool {
    let name = text.trim_matches(['-', '—', '=', '─', '_', '*', ' ', '\u{3000}']);
    name.len() < text.len()
        && name.chars().count() <= 24
        && [
            "转发内容",
            "转发邮件",
            "转发的",
            "转发信息",
            "聊天记录",
            "消息记录",
            "Forwarded",
            "以下为转发",
            "以上为转发",
        ]
        .iter()
        .any(|word| name.contains(word))
}
