//! Single characters that do not belong: control characters, escapes, full-width marks.

use super::fault::{Fault, Kind};
use crate::source::Span;

pub(super) fn control_character(text: &str, span: Span) -> Option<Fault> {
    let c = text[span.start..].chars().next()?;
    let is_control = c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let place = Span::new(span.start, span.start + c.len_utf8());
    is_control.then(|| {
        Fault::new(
            place,
            format!("文字里有看不见的控制字符 U+{:04X}", u32::from(c)),
            "删去这个字符；多半是从别处粘贴时带进来的",
        )
    })
}

/// A carriage return that does not end a line, as very old files have them.
pub(super) fn lone_return(line: Span, text: &str) -> Option<Fault> {
    let at = line.start + text.find('\r')?;
    Some(Fault::new(
        Span::new(at, at + 1),
        "这里有一个看不见的回车符 U+000D，不算换行",
        "删去它，重新按回车键换行；多半是从别处粘贴时带进来的",
    ))
}

/// The first backslash of a multi-line string that begins no escape. `token` has its quotes on.
pub(super) fn bad_escape(token: &str, start: usize) -> Option<Fault> {
    let at = unescaped(token.get(3..token.len() - 3)?)?;
    Some(backslash(start + 3 + at, "写成 \\\\，或者把两头的 \"\"\" 都换成 '''"))
}

pub(super) fn backslash(at: usize, help: &str) -> Fault {
    Fault::new(Span::new(at, at + 1), "反斜杠“\\”不能单独写在英文双引号里", help)
}

/// Offset of the first backslash that begins no escape, up to the end of the string.
pub(super) fn unescaped(inside: &str) -> Option<usize> {
    let mut rest = inside;
    while let Some(at) = rest.find('\\') {
        let place = inside.len() - rest.len() + at;
        rest = &rest[at + 1..];
        let code = |digits: usize| {
            let value = rest.get(1..1 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
            value.and_then(char::from_u32).map(|_| 1 + digits)
        };
        let length = match rest.chars().next() {
            Some('b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\') => Some(1),
            Some('x') => code(2),
            Some('u') => code(4),
            Some('U') => code(8),
            Some(_) => {
                let ends = rest.split('\n').next().is_some_and(|line| line.trim().is_empty());
                (ends && rest.contains('\n')).then_some(0)
            }
            None => None,
        };
        let Some(length) = length else { return Some(place) };
        rest = &rest[length..];
    }
    None
}

/// A space that TOML takes for a letter, outside of the text of a value.
pub(super) fn wide_space(line: Span, text: &str) -> Option<Fault> {
    let is_odd = |c: char| {
        (c.is_whitespace() && !c.is_ascii())
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    let spaces = |c: char| c.is_ascii_whitespace() || is_odd(c);
    let content = text.trim_matches(spaces);
    let before = match content.find('=') {
        _ if content.starts_with('[') => text.find('[')?,
        Some(_) => {
            let sign = text.find('=')? + 1;
            sign + (text[sign..].len() - text[sign..].trim_start_matches(spaces).len())
        }
        None => return None,
    };
    let after = text.trim_end_matches(spaces).len();
    let (at, c) =
        text.char_indices().find(|(at, c)| is_odd(*c) && (*at < before || *at >= after))?;
    let name = match c {
        '\u{3000}' => "全角空格".to_owned(),
        _ if c.is_whitespace() => format!("特殊的空格 U+{:04X}", u32::from(c)),
        _ => format!("看不见的字符 U+{:04X}", u32::from(c)),
    };
    let at = line.start + at;
    Some(Fault::new(
        Span::new(at, at + c.len_utf8()),
        format!("这里有{name}，引号外面只能用英文空格"),
        "删去它，需要空格的换成英文空格",
    ))
}

/// Full-width marks where TOML wants the half-width ones.
pub(super) fn wide_mark(line: Span, text: &str) -> Option<Fault> {
    let place = |at: usize, c: char| Span::new(line.start + at, line.start + at + c.len_utf8());
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    let brackets = |at: usize, c: char| {
        Fault::new(
            place(at, c),
            format!("“{c}”是全角括号，这里要用英文方括号"),
            "栏目写 [[column]]，条目写 [[column.item]]，栏目名写在下一行 name = \"……\"",
        )
        .kind(Kind::Header)
    };
    let first = trimmed.chars().next()?;
    if "【［〔".contains(first) {
        return Some(brackets(indent, first));
    }
    if first == '[' {
        let (at, c) = text.char_indices().find(|(_, c)| "【［〔】］〕".contains(*c))?;
        return Some(brackets(at, c));
    }
    if first == '＃' {
        return Some(Fault::new(
            place(indent, first),
            "“＃”是全角的，注释要用英文的“#”开头",
            "切换到英文输入法，重打 #",
        ));
    }
    let sign = text.find(['=', '＝'])?;
    if text[sign..].starts_with('＝') {
        return Some(Fault::new(
            place(sign, '＝'),
            "等号是全角的“＝”，要用英文的“=”",
            "切换到英文输入法，重打等号",
        ));
    }
    let value = text[sign + 1..].trim_start();
    let at = text.len() - value.len();
    let quotes = |at: usize, c: char| {
        let name = match c {
            '＂' => "全角引号",
            '「' | '『' => "直角引号",
            _ => "中文引号",
        };
        Fault::new(
            place(at, c),
            format!("文字两边用了{name}，要用英文引号 \""),
            "把最外层的引号换成英文引号；文字里面的“”不用动",
        )
    };
    let first = value.chars().next()?;
    if "“”＂‘’「『".contains(first) {
        return Some(quotes(at, first));
    }
    if "[［【".contains(first) {
        // Skip what stands inside quotes: “，” there is text.
        let mut quoted = false;
        for (offset, c) in value.char_indices() {
            match c {
                '"' => quoted = !quoted,
                '“' | '”' | '＂' | '‘' | '’' if !quoted => {
                    return Some(quotes(at + offset, c));
                }
                '，' | '、' | '［' | '］' | '；' | '【' | '】' if !quoted => {
                    return Some(Fault::new(
                        place(at + offset, c),
                        format!("“{c}”是全角符号，方括号、引号和其间的逗号都要用英文符号"),
                        "写成 [\"甲单位\", \"乙单位\"]",
                    ));
                }
                _ => {}
            }
        }
    }
    None
}

pub(super) fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '－' | '—' => '-',
        _ => c,
    }
}
