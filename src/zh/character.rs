//! Kinds of characters: Han, the marks of Chinese, those that must not reach a page.

/// Whether a character is one of a few. `str::contains` would search for its bytes, which takes
/// ten times as long.
pub fn is_one_of(c: char, few: &str) -> bool {
    few.chars().any(|one| one == c)
}

/// Han characters, the numeral 〇 included; radicals and compatibility forms are none.
pub fn is_han(c: char) -> bool {
    // Most of a text first: this is asked of every character, many times.
    matches!(u32::from(c), 0x4E00..=0x9FFF)
        || matches!(u32::from(c), 0x3007 | 0x3400..=0x4DBF | 0x20000..=0x2FA1F | 0x30000..=0x3347F)
            && !is_compatibility(c)
}

/// Compatibility ideographs, each of which has a Han character that should stand for it.
pub fn is_compatibility(c: char) -> bool {
    matches!(u32::from(c), 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

/// The points of a Chinese sentence.
pub fn is_point(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '？' | '！')
}

/// Points and marks of Chinese text. Quotes and the dash are taken for Chinese ones.
pub fn is_chinese_mark(c: char) -> bool {
    is_point(c)
        || matches!(
            c,
            '“' | '”'
                | '‘'
                | '’'
                | '（'
                | '）'
                | '《'
                | '》'
                | '〈'
                | '〉'
                | '【'
                | '】'
                | '〔'
                | '〕'
                | '［'
                | '］'
                | '「'
                | '」'
                | '『'
                | '』'
                | '—'
                | '…'
                | '·'
                | '～'
        )
}

/// Whether a character is of Chinese text, so that marks beside it are full-width.
pub fn is_chinese(c: char) -> bool {
    is_han(c) || is_chinese_mark(c)
}

/// The half-width form of a full-width digit or letter; any other character as it is.
pub fn half_width(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    }
}

/// How many half-widths a character takes in a line.
pub fn halves(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Why a character cannot be printed as text. `None` for ordinary characters, whether or not a
/// font has them.
pub fn unprintable(c: char) -> Option<&'static str> {
    let code = u32::from(c);
    Some(match code {
        // Most of a text first.
        0x4E00..=0x9FFF => return None,
        0x09 => "制表符",
        0x0A | 0x0D => return None,
        0x00..=0x1F | 0x7F..=0x9F => "控制字符",
        0xAD => "软连字符",
        0x200B => "零宽空格",
        0x200C => "零宽不连字",
        0x200D => "零宽连字",
        0x200E | 0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0x061C => "文字方向控制符",
        0x2028 => "行分隔符",
        0x2029 => "段分隔符",
        0x2060..=0x2064 => "不可见的连接符",
        0xFE00..=0xFE0F | 0xE0100..=0xE01EF => "字形选择符",
        0xFEFF => "零宽不断空格（文件标记 BOM）",
        0xFFF9..=0xFFFC => "对象占位符",
        0xFFFD => "乱码占位符（原字已丢失）",
        0xE000..=0xF8FF | 0xF0000..=0xFFFFD | 0x100000..=0x10FFFD => "私用区字符（各机字形不同）",
        0xE0000..=0xE007F => "不可见的标签字符",
        _ if code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code) => "非字符",
        _ => return None,
    })
}

/// Which part of Unicode a character is from, to help find it in an input method or a font.
pub fn block(c: char) -> &'static str {
    match u32::from(c) {
        0x0000..=0x024F => "拉丁字母",
        0x0370..=0x03FF => "希腊字母",
        0x0400..=0x052F => "西里尔字母",
        0x0600..=0x06FF | 0x0750..=0x077F => "阿拉伯字母",
        0x0F00..=0x0FFF => "藏文",
        0x1800..=0x18AF => "蒙古文",
        0x2000..=0x2BFF => "符号",
        0x2E80..=0x2FDF => "汉字部首",
        0x3000..=0x303F => "中文标点",
        0x3040..=0x30FF => "日文假名",
        0x3400..=0x4DBF => "汉字扩展A区",
        0x4E00..=0x9FFF => "汉字",
        0xA000..=0xA4CF => "彝文",
        0xAC00..=0xD7AF => "韩文",
        0xF900..=0xFAFF | 0x2F800..=0x2FA1F => "兼容汉字",
        0xFF00..=0xFFEF => "全角字符",
        0x1F000..=0x1FAFF => "表情符号",
        0x20000..=0x2A6DF => "汉字扩展B区",
        0x2A700..=0x2B73F => "汉字扩展C区",
        0x2B740..=0x2B81F => "汉字扩展D区",
        0x2B820..=0x2CEAF => "汉字扩展E区",
        0x2CEB0..=0x2EBEF => "汉字扩展F区",
        0x2EBF0..=0x2EE5F => "汉字扩展I区",
        0x30000..=0x3134F => "汉字扩展G区",
        0x31350..=0x323AF => "汉字扩展H区",
        0x323B0..=0x3347F => "汉字扩展J区",
        _ => "其他字符",
    }
}

/// The surnames that are most common, before a given name of a doubled character.
pub(super) const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾\
                        彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康\
                        毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严\
                        牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅庄辛管祝左涂谷祁时舒耿牟卜\
                        闵原晋刁瞿";

/// Characters of numbers and ordinals.
pub(super) const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两几第";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_is_told_from_what_looks_like_it() {
        assert!("延〇𠮷㐂".chars().all(is_han));
        assert!(!"○。A１⽅\u{F900}々".chars().any(is_han));
        assert!("延，”—".chars().all(is_chinese));
        assert!(!",a1 -".chars().any(is_chinese));
    }

    #[test]
    fn ordinary_text_is_printable() {
        for c in "延津，。“”——…… 　·〇①℃㎡胙𠮷aA9~\n".chars() {
            assert_eq!(unprintable(c), None, "{c:?}");
        }
    }

    #[test]
    fn invisible_and_private_characters_are_not() {
        for c in ['\0', '\t', '\u{200B}', '\u{FEFF}', '\u{E000}', '\u{202E}', '\u{FFFE}', '\u{AD}']
        {
            assert!(unprintable(c).is_some(), "{c:?}");
        }
    }
}
