//! What a web page or an account has round every text: where one is, buttons, the text before and
//! after, counters, who owns the page. It is no text of the office's, and is left out by name.

use crate::zh::space::squeezed;

mod words;

pub(super) use words::READERS;
use words::{ALONE, ASKED, LIKED, NEIGHBOURS, OWNED, PLACES, WORDS};

pub(super) const PLACE: &str = "网页的位置导航";
pub(super) const MENU: &str = "网页的栏目导航";
pub(super) const NEXT: &str = "网页的上一篇、下一篇";
const BUTTONS: &str = "网页的按钮";
const COUNTS: &str = "网页的阅读数";
const OWNER: &str = "网页的版权、备案";
pub(super) const HINTS: &str = "网页、公众号的提示";

/// What a line is called, when it is nothing but that.
pub(super) fn of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let count = text.chars().count();
    if count == 0 || count > 160 {
        return None;
    }
    if is_place(text) {
        return Some(PLACE);
    }
    if OWNED.iter().any(|word| text.contains(word)) && !text.contains('。') {
        return Some(OWNER);
    }
    if count <= 60 && is_neighbour(text) {
        return Some(NEXT);
    }
    let bare = text.trim_matches(['-', '—', '–', ' ', '·', '.']);
    if ["END", "End", "end", "THE END", "The End", "全文完"].contains(&bare) {
        return Some(HINTS);
    }
    let address = ["地址：", "地址:", "通讯地址", "联系地址", "单位地址"];
    if address.iter().any(|lead| text.starts_with(lead))
        && ["邮编", "邮政编码", "传真"].iter().any(|word| text.contains(word))
    {
        return Some(OWNER);
    }
    if is_greeting(text) {
        return Some(HINTS);
    }
    let sentence = text.contains(['。', '；', '：', ':']);
    if count <= 32 && !sentence && ASKED.iter().any(|word| text.contains(word)) {
        return Some(HINTS);
    }
    if count <= 60 && is_menu(text) {
        return Some(MENU);
    }
    if ALONE.contains(&text.trim_matches(['【', '】', '[', ']', ' '])) {
        return Some(BUTTONS);
    }
    if is_made_of(text, &[READERS, LIKED], true) {
        return Some(COUNTS);
    }
    is_made_of(text, &[WORDS], false).then_some(BUTTONS)
}

/// 上一篇： with the name of that text on a line of its own.
pub(super) fn is_open(text: &str) -> bool {
    let text = squeezed(text);
    let name = text.trim_end_matches(['：', ':', '>', '<', '»', '«', '→', '←']);
    name.len() < text.len() && NEIGHBOURS.contains(&name)
}

/// Buttons in brackets that a text begins with, where something is said behind them: how many characters
/// they take, with the white space.
pub(super) fn leading(text: &str) -> Option<usize> {
    let mut rest = text.trim_start();
    while let Some(open) = rest.chars().next().filter(|c| "【[［".contains(*c)) {
        let Some((at, close)) = rest.char_indices().find(|(_, c)| "】]］".contains(*c)) else {
            break;
        };
        let inside = &rest[open.len_utf8()..at];
        if inside.chars().count() < 2
            || !is_made_of(inside, &[WORDS], false) && !WORDS.contains(&inside)
        {
            break;
        }
        rest = rest[at + close.len_utf8()..].trim_start();
    }
    let taken = text[..text.len() - rest.len()].chars().count();
    (rest.len() < text.trim_start().len() && !rest.is_empty()).then_some(taken)
}

/// Buttons in brackets that a text ends with: where they begin, in characters.
pub(super) fn trailing(text: &str) -> Option<usize> {
    let mut end = text.trim_end().len();
    let whole = end;
    while let Some(close) = text[..end].chars().next_back().filter(|c| "】]］".contains(*c)) {
        let Some(start) = text[..end].rfind(['【', '[', '［']) else { break };
        let open = text[start..].chars().next().map_or(1, char::len_utf8);
        let inside = &text[start + open..end - close.len_utf8()];
        let several = inside.chars().count() > 1;
        if !several || !is_made_of(inside, &[WORDS], false) && !WORDS.contains(&inside) {
            break;
        }
        end = text[..start].trim_end().len();
    }
    (end < whole).then(|| text[..end].chars().count())
}

/// 您当前的位置：首页 > 新闻中心, 首页 >> 部门动态 >> 正文.
fn is_place(text: &str) -> bool {
    let arrows = text.matches(['>', '＞', '›', '»', '→', '》']).count();
    let bare = squeezed(text);
    let named = PLACES.iter().any(|word| {
        bare.strip_prefix(word).is_some_and(|rest| rest.starts_with(['：', ':', '>', '是']))
    });
    let home = ["首页", "网站首页", "主页"].iter().any(|word| bare.starts_with(word));
    let steps =
        text.split('/').map(str::trim).filter(|step| (2..=8).contains(&step.chars().count()));
    let slashed = steps.count() == text.split('/').count() && text.matches('/').count() >= 2;
    let path = home && (arrows > 0 || slashed) && !bare.contains(['，', '。', '《']);
    (named || path) && bare.chars().count() <= 80 && !bare.contains('。')
}

/// 上一篇：县林业局开展巡查, both of them on one line, too.
fn is_neighbour(text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_start_matches(['【', '[', '<', '«', '◀', '·', '•', '(', '（']);
    NEIGHBOURS.iter().any(|word| {
        bare.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with(['：', ':', '】', ']', '>', '»', '→', '没', '无', '）', ')'])
        })
    })
}

/// What stands above the names of other texts, behind the own one.
pub(super) fn is_more(text: &str) -> bool {
    let text = text.trim_matches(['【', '】', '[', ']', '：', ':', '>', ' ']);
    [
        "相关链接",
        "相关阅读",
        "相关文章",
        "相关新闻",
        "相关信息",
        "相关内容",
        "推荐阅读",
        "热门文章",
        "热点推荐",
        "延伸阅读",
        "最新文章",
        "图片新闻",
        "点击排行",
        "最新动态",
        "最新公告",
        "最新发布",
        "信息推荐",
        "推荐信息",
        "站内推荐",
        "本栏推荐",
        "相关报道",
        "相关稿件",
        "相关推荐",
        "相关资讯",
        "推荐内容",
        "热门推荐",
        "精彩推荐",
        "近期热门",
        "往期推荐",
        "往期回顾",
        "往期精选",
        "往期精彩",
        "猜你喜欢",
        "为您推荐",
        "为你推荐",
        "你可能感兴趣",
        "更多精彩",
        "更多信息",
        "更多新闻",
        "最新信息",
        "最新新闻",
        "热点新闻",
        "热点信息",
        "热门新闻",
        "新闻排行",
        "阅读排行",
        "本栏目最新",
        "喜欢此内容的人还喜欢",
        "喜欢此内容的人还看了",
        "喜欢该内容的人还喜欢",
        "大家还看了",
    ]
    .contains(&text)
}

/// 今天是2024年5月6日 星期一 农历三月廿八, 欢迎访问青河县林业局网站！
fn is_greeting(text: &str) -> bool {
    let bare = squeezed(text);
    let today = ["今天是", "今日是", "现在是"].iter().any(|word| bare.starts_with(word));
    let dated = bare.contains("星期") || bare.contains("农历") || bare.contains('年');
    let calendar = bare.starts_with("农历") && bare.chars().count() <= 14;
    let welcome = ["欢迎访问", "欢迎光临", "欢迎您访问", "欢迎进入", "欢迎来到"]
        .iter()
        .any(|word| bare.starts_with(word))
        && ["网站", "官网", "网", "门户", "平台"]
            .iter()
            .any(|word| bare.trim_end_matches(['！', '!', '。']).ends_with(word));
    !bare.contains('，') && (today && dated && bare.chars().count() <= 36 || welcome || calendar)
}

/// What a menu begins with.
pub(super) fn is_home(text: &str) -> bool {
    ["首页", "网站首页", "主页"].contains(&text)
}

/// 网站首页 | 政务公开 | 互动交流.
fn is_menu(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['|', '｜', '┊', '│']).map(str::trim).collect();
    let short = |part: &&str| part.chars().count() <= 10 && !part.contains(['，', '。', '：']);
    let home = parts.iter().any(|part| is_home(part));
    parts.len() >= 3 && parts.iter().all(short) && home
}

/// Whether a text has nothing in it but such words, marks, and figures where these are counters.
fn is_made_of(text: &str, words: &[&[&str]], counted: bool) -> bool {
    let mut rest = text;
    let mut found = 0;
    let mut letters = 0;
    while let Some(first) = rest.chars().next() {
        let mark =
            first.is_whitespace() || "【】[]［］()（）：:|｜/、·•，,-—_~〔〕<>《》".contains(first);
        let figure = counted && (first.is_ascii_digit() || "次人万+.".contains(first)) && found > 0;
        if mark || figure {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        // The longest of those that begin alike.
        let all = words.iter().copied().flatten();
        let word = all.filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len());
        let Some(word) = word else { return false };
        found += 1;
        letters += word.chars().count();
        rest = &rest[word.len()..];
    }
    // 中, 大 by itself is a word of a table.
    let figures = text.chars().any(|c| c.is_ascii_digit());
    match counted {
        true => found > 0 && figures,
        false => letters > 1 && (found > 1 || text.contains(['【', '[', '［']) || letters >= 4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_round_a_text_on_the_web_is_told_from_it() {
        for (text, what) in [
            ("您当前的位置：首页 > 新闻中心 > 部门动态", Some(PLACE)),
            ("首页 >> 政务公开 >> 正文", Some(PLACE)),
            ("上一篇：县林业局开展巡查", Some(NEXT)),
            ("下一条：没有了", Some(NEXT)),
            ("【打印】 【关闭】", Some(BUTTONS)),
            ("打印本页　关闭窗口", Some(BUTTONS)),
            ("【关闭窗口】", Some(BUTTONS)),
            ("【字体：大 中 小】", Some(BUTTONS)),
            ("分享到： 微信 微博", Some(BUTTONS)),
            ("浏览次数：235", Some(COUNTS)),
            ("阅读 1024 赞 12 在看 8", Some(COUNTS)),
            ("版权所有：青河县人民政府　豫ICP备12345678号-1", Some(OWNER)),
            ("扫一扫在手机打开当前页", Some(HINTS)),
            ("网站首页|走进青河|政务公开", Some(MENU)),
            ("今天是2024年5月6日 星期一 农历三月廿八", Some(HINTS)),
            ("今天是建党节，全县开展主题党日", None),
            ("站内搜索：", Some(BUTTONS)),
            ("【收藏此页】【我要纠错】", Some(BUTTONS)),
            ("友情链接：县政府 县委宣传部", Some(OWNER)),
            ("关闭高耗能设备16台。", None),
            ("为群众免费打印、复印材料1200份。", None),
            ("上一年度同期为960件。", None),
            ("大", None),
            ("分享", None),
            ("打印", None),
            ("阅读", None),
            ("一是坚持首页公开，二是", None),
            ("收藏转发", Some(BUTTONS)),
        ] {
            assert_eq!(of(text), what, "{text}");
        }
        assert_eq!(trailing("办结率98%。【打印本页】【关闭窗口】"), Some(7));
        assert_eq!(trailing("县民政局【东岗镇】"), None);
        assert!(is_open("上一篇：") && !is_open("上一篇：甲"));
    }
}
