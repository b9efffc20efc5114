//! What a web page or an account has round every text: where one is, buttons, the text before and
//! after, counters, who owns the page. It is no text of the office's, and is left out by name.

use crate::zh::space::squeezed;

pub(super) const PLACE: &str = "网页的位置导航";
pub(super) const MENU: &str = "网页的栏目导航";
pub(super) const NEXT: &str = "网页的上一篇、下一篇";
const BUTTONS: &str = "网页的按钮";
const COUNTS: &str = "网页的阅读数";
const OWNER: &str = "网页的版权、备案";
const HINTS: &str = "网页、公众号的提示";

/// Words on buttons, longest first where one begins another.
const WORDS: &[&str] = &[
    "我要打印",
    "打印本页",
    "打印此页",
    "打印文章",
    "打印文本",
    "打印正文",
    "打印本文",
    "打印此文",
    "打印",
    "关闭本页",
    "关闭窗口",
    "关闭此页",
    "关闭",
    "加入收藏",
    "收藏本页",
    "收藏",
    "返回首页",
    "返回顶部",
    "返回列表",
    "返回上一页",
    "返回上页",
    "返回",
    "回到顶部",
    "回顶部",
    "分享到",
    "分享至",
    "分享",
    "转发",
    "下载本页",
    "保存本页",
    "推荐给好友",
    "字体大小",
    "字体",
    "字号",
    "正文字体",
    "视力保护色",
    "默认",
    "超大",
    "特大",
    "大",
    "中",
    "小",
    "QQ空间",
    "QQ好友",
    "新浪微博",
    "腾讯微博",
    "微博",
    "微信好友",
    "微信",
    "朋友圈",
    "QQ空间",
    "QQ好友",
    "QQ",
    "人人网",
    "豆瓣",
    "更多",
    "纠错",
    "我要纠错",
    "TOP",
    "Top",
    "A+",
    "A-",
    "T|T",
    "繁体",
    "简体",
    "语音播报",
    "无障碍浏览",
    "无障碍阅读",
    "无障碍",
    "长者模式",
    "长者版",
    "适老版",
    "适老化",
    "老年模式",
    "关怀版",
    "关怀模式",
    "繁體",
    "登录",
    "注册",
    "我要分享",
    "打印页面",
    "关闭页面",
    "手机版",
    "设为首页",
    "PDF下载",
    "上一页",
    "下一页",
    "阅读原文",
    "点赞",
    "在看",
    "喜欢作者",
];

/// What begins a line that says where one is.
const PLACES: &[&str] = &[
    "当前位置",
    "您当前的位置",
    "您当前位置",
    "您现在的位置",
    "您现在位置",
    "您的位置",
    "您所在的位置",
    "所在位置",
    "你的位置",
    "现在位置",
    "当前页面位置",
];

const NEIGHBOURS: &[&str] = &[
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上篇",
    "下篇",
    "上一则",
    "下一则",
    "上一页",
    "下一页",
];

/// What counts readers.
const COUNTED: &[&str] = &[
    "浏览次数",
    "浏览量",
    "浏览数",
    "浏览",
    "点击次数",
    "点击数",
    "点击率",
    "点击量",
    "点击",
    "访问次数",
    "访问量",
    "阅读次数",
    "阅读量",
    "阅读数",
    "阅读",
    "点赞",
    "赞",
    "在看",
    "评论",
    "分享",
    "转发",
    "收藏",
    "人气",
];

/// What only the foot of a page says.
const OWNED: &[&str] = &[
    "版权所有",
    "ICP备",
    "公网安备",
    "网站标识码",
    "主办单位：",
    "主办单位:",
    "承办单位：",
    "承办单位:",
    "承办：",
    "承办:",
    "技术支持：",
    "技术支持:",
    "技术支撑：",
    "网站地图",
    "Copyright",
    "copyright",
    "All Rights Reserved",
    "您是第",
    "建议使用IE",
    "未经授权禁止",
    "©",
];

/// What pages and accounts ask their readers to do.
const ASKED: &[&str] = &[
    "扫一扫",
    "扫码关注",
    "扫描二维码",
    "长按识别",
    "长按二维码",
    "识别二维码",
    "点击上方蓝字",
    "点击蓝字",
    "点击关注",
    "关注我们",
    "关注公众号",
    "点击阅读原文",
    "点分享",
    "点在看",
    "点赞在看",
    "在手机打开当前页",
    "用手机阅读",
    "分享本文",
    "微信扫",
    "点个在看",
    "点个赞",
    "求关注",
];

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
    let sentence = text.contains(['。', '；', '：', ':']);
    if count <= 32 && !sentence && ASKED.iter().any(|word| text.contains(word)) {
        return Some(HINTS);
    }
    if count <= 60 && is_menu(text) {
        return Some(MENU);
    }
    if is_made_of(text, COUNTED, true) {
        return Some(COUNTS);
    }
    is_made_of(text, WORDS, false).then_some(BUTTONS)
}

/// 上一篇： with the name of that text on a line of its own.
pub(super) fn is_open(text: &str) -> bool {
    let text = squeezed(text);
    let name = text.trim_end_matches(['：', ':', '>', '<', '»', '«', '→', '←']);
    name.len() < text.len() && NEIGHBOURS.contains(&name)
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
        if !several || !is_made_of(inside, WORDS, false) {
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
    ]
    .contains(&text)
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
fn is_made_of(text: &str, words: &[&str], counted: bool) -> bool {
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
        let word =
            words.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len());
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
