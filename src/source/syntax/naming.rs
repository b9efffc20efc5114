//! What is wrong at a place where the parser stumbled, and how to mend it.

use super::fault::{Fault, Kind};
use super::layout::{Layout, Unclosed};
use super::marks::{
    backslash, bad_escape, control_character, half_width, lone_return, unescaped, wide_mark,
    wide_space,
};
use crate::source::{Source, Span};

impl Fault {
    /// Names the fault that the parser met at `span`.
    pub(super) fn at(source: &Source, layout: &Layout, span: Span) -> Self {
        let text = source.text();
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
        let span = Span::new(start, end);
        if let Some(unclosed) = layout.unclosed.filter(|open| open.span().start <= start) {
            return Self::unclosed(source, unclosed);
        }
        let inside = layout.texts.partition_point(|text| text.end < start);
        let inside = layout.texts.get(inside).filter(|text| text.start < start);
        let mut line = source.line_span(source.position(start).line);
        // A byte order mark does no harm and is no part of the first line.
        if line.start == 0 && text.starts_with('\u{FEFF}') {
            line.start = '\u{FEFF}'.len_utf8();
        }
        let line_text = source.slice(line);
        control_character(text, span)
            .or_else(|| lone_return(line, line_text))
            .or_else(|| inside.and_then(|text| bad_escape(source.slice(*text), text.start)))
            .or_else(|| wide_space(line, line_text))
            .or_else(|| wide_mark(line, line_text))
            .or_else(|| header(source, line, line_text))
            .or_else(|| key_value(line, line_text, span))
            .unwrap_or_else(|| {
                Self::new(span, "这里的写法不合 TOML 格式", "对照其他各期稿件的写法检查这一行")
            })
    }

    fn unclosed(source: &Source, unclosed: Unclosed) -> Self {
        let span = match unclosed {
            Unclosed::Text(span) => {
                let quotes = source.slice(span);
                return Self::new(
                    span,
                    "从这里开始的文字没有结束，缺少收尾的三个引号",
                    format!("在这段文字之后另起一行写 {quotes}"),
                );
            }
            Unclosed::List(span) => span,
        };
        let line = source.line_span(source.position(span.start).line);
        let rest = Span::new(span.start, line.end.max(span.end));
        if let Some(fault) = wide_mark(line, source.slice(line)) {
            return fault;
        }
        let help = "写成 [\"甲单位\", \"乙单位\"]";
        match source.slice(rest).matches('"').count() % 2 {
            0 => Self::new(rest, "方括号没有收尾，少了 ]", help),
            _ => Self::new(rest, "方括号里的引号没有成对，少了一个英文引号", help),
        }
    }
}

fn header(source: &Source, line: Span, text: &str) -> Option<Fault> {
    let trimmed = text.trim();
    if !trimmed.starts_with('[') {
        return None;
    }
    let fault = |span, message: String, help: &str| {
        Some(Fault::new(span, message, help).kind(Kind::Header))
    };
    let start = line.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    let body = trimmed.split('#').next().unwrap_or_default().trim_end();
    if let Some(end) = body.rfind(']').map(|at| at + 1).filter(|end| *end < body.len()) {
        return fault(
            Span::new(start + end, start + body.len()),
            "方括号后面还有多余的内容".to_owned(),
            "删去方括号后面的内容；栏目名写在下一行 name = \"……\"",
        );
    }
    let opened = body.len() - body.trim_start_matches('[').len();
    let closed = body.len() - body.trim_end_matches(']').len();
    if opened != closed {
        return fault(
            span,
            format!("方括号没有配对：左边 {opened} 个，右边 {closed} 个"),
            "栏目写 [[column]]，条目写 [[column.item]]，签发写 [signoff]",
        );
    }
    let is_name = |part: &str| {
        let part = part.trim().trim_matches('"');
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
    };
    if !body.trim_matches(['[', ']']).split('.').all(is_name) {
        return fault(
            span,
            format!("“{}”不是能用的标记", clipped(body)),
            "栏目写 [[column]]，条目写 [[column.item]]，栏目名写在下一行 name = \"……\"",
        );
    }
    if let Some(fault) = conflicting(source, line, body) {
        return Some(fault);
    }
    fault(
        span,
        format!("“{}”在这里重复，或与前面的写法冲突", clipped(body)),
        "同名的 [ ] 只能出现一次；栏目和条目要用两层方括号 [[ ]]",
    )
}

/// The header that a good one comes into conflict with: one before it with too few brackets, or
/// one of an item whose own list had not begun.
fn conflicting(source: &Source, line: Span, header: &str) -> Option<Fault> {
    let name = header.trim_matches(['[', ']']);
    let (list, table) = (format!("[[{name}]]"), format!("[{name}]"));
    let inside = format!("[[{name}.");
    let parent = name.rsplit_once('.').map(|(parent, _)| format!("[[{parent}]]"));
    let last = source.position(line.start).line;
    // As far back as a bulletin is long, so that a file of headers alone takes no longer.
    let before = (1..last).rev().take(2_000).map(|line| source.line_span(line));
    let before =
        before.map(|span| (span, source.slice(span).split('#').next().unwrap_or_default().trim()));
    let (mut first, mut single) = (None, None);
    for (span, text) in before.take_while(|(_, text)| Some(*text) != parent.as_deref()) {
        if text == list || text == table || text.starts_with(&inside) {
            first = Some((span, text));
        }
        if text == table {
            single = Some(span);
        }
    }
    let (span, text) = first?;
    let single = if header == list { single } else { (text == list).then_some(line) };
    let fault = if let Some(single) = single {
        Fault::new(single, format!("“{table}”少了一层方括号"), format!("写成 {list}"))
    } else if header == list && text != list {
        let message = format!("“{}”前面没有 {list}", clipped(text));
        return Some(
            Fault::new(span, message, format!("在它前面加一行 {list}")).kind(Kind::Orphan),
        );
    } else {
        return None;
    };
    Some(fault.kind(Kind::Header))
}

/// The name at a place between braces that stands there before, too.
fn repeated_inside(line: Span, text: &str, span: Span) -> Option<&str> {
    let (from, to) = (span.start.checked_sub(line.start)?, span.end.checked_sub(line.start)?);
    let name = text.get(from..to)?.trim();
    let before = text.get(..from)?.split(['{', ',']).skip(1);
    let is_same = |part: &str| part.split('=').next().is_some_and(|own| own.trim() == name);
    (!name.is_empty() && before.into_iter().any(is_same)).then_some(name)
}

fn key_value(line: Span, text: &str, span: Span) -> Option<Fault> {
    let content = text.trim();
    let start = line.start + (text.len() - text.trim_start().len());
    let Some(sign) = text.find('=') else {
        return Some(no_sign(Span::new(start, start + content.len()), content));
    };
    let key = text[..sign].trim();
    let key_span = Span::new(start, start + key.len());
    if !key.is_empty() && key_span.contains(span) && span.start < span.end {
        let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        return Some(if plain {
            Fault::new(
                key_span,
                format!("“{}”写了两次", clipped(key)),
                "同一处只留一个；若是新的一条，前面要有 [[column.item]]",
            )
            .kind(Kind::Repeated)
        } else {
            Fault::new(
                key_span,
                format!("“{}”不能作名称", clipped(key)),
                "等号左边只能用英文名称，如 headline、body、credits",
            )
        });
    }
    let value = text[sign + 1..].trim_start();
    let value_start = line.start + (text.len() - value.len());
    let value = value.trim_end();
    let value_span = Span::new(value_start, value_start + value.len());
    let first = value.chars().next();
    let Some(first) = first.filter(|c| *c != '#') else {
        return Some(Fault::new(
            key_span,
            format!("“{}”的等号后面没有内容", clipped(key)),
            "文字写在英文引号里；暂时没有内容就写 \"\"",
        ));
    };
    match first {
        '"' | '\'' => Some(string(value, value_span)),
        '[' => Some(Fault::new(
            value_span,
            "方括号里的写法不对：少了引号、逗号或收尾的 ]",
            "写成 [\"甲单位\", \"乙单位\"]",
        )),
        '{' if let Some(again) = repeated_inside(line, text, span) => {
            let message = format!("“{}”写了两次", clipped(again.trim_matches(['"', '\''])));
            Some(Fault::new(span, message, "同一处只留一个").kind(Kind::Repeated))
        }
        '{' => Some(Fault::new(
            value_span,
            "大括号里的写法不对",
            "稿件里用不着大括号；各项分行写，文字加英文引号",
        )),
        '(' | '（' => Some(Fault::new(
            Span::new(value_start, value_start + first.len_utf8()),
            format!("“{first}”是圆括号，列表要用英文方括号"),
            "写成 [\"甲单位\", \"乙单位\"]，印的时候自动加（）",
        )),
        '0'..='9' | '-' | '+' => number_or_date(value, value_span),
        _ => Some(unquoted(key, value, value_span)),
    }
}

/// A line that is neither a header nor a name with a value.
fn no_sign(span: Span, content: &str) -> Fault {
    let key_length = content.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'-').count();
    let (key, rest) = content.split_at(key_length);
    let value = rest.trim_start().trim_start_matches([':', '：']).trim_start();
    let colon = rest.trim_start().starts_with([':', '：']);
    let spaced = rest.starts_with([' ', '\t'])
        && value.starts_with(|c: char| c.is_ascii_digit() || "\"'[".contains(c));
    if !key.is_empty() && (colon || spaced) {
        let what =
            if colon { "后面是冒号，要用英文等号" } else { "后面少了等号" };
        return Fault::new(
            span,
            format!("“{}”{what}", clipped(key)),
            format!("写成 {} = {}", clipped(key), clipped(value)),
        );
    }
    Fault::new(
        span,
        "这一行没有等号，也不是方括号标记",
        "每行应写成 名称 = \"内容\"；正文要写在 body = \"\"\" 与 \"\"\" 之间；注释以 # 开头",
    )
    .kind(Kind::Loose)
}

fn string(value: &str, value_span: Span) -> Fault {
    let quote = &value[..1];
    let inside = &value[1..];
    if quote == "\"" && !inside.starts_with("\"\"") {
        // Up to the quote that ends it, so that a path after it is no escape.
        let end = inside.match_indices('"').map(|(at, _)| at).find(|at| {
            let slashes = inside[..*at].bytes().rev().take_while(|b| *b == b'\\').count();
            slashes % 2 == 0
        });
        if let Some(at) = unescaped(&inside[..end.unwrap_or(inside.len())]) {
            let help = "写成 \\\\，或者把两边的引号换成英文单引号 '……'";
            return backslash(value_span.start + 1 + at, help);
        }
    }
    let Some(close) = inside.rfind(quote) else {
        return Fault::new(
            value_span,
            format!("这一行的文字少了收尾的引号 {quote}"),
            "在行末补上英文引号；多段文字要用三个引号 \"\"\" 开头和结尾",
        );
    };
    let first_close = inside.find(quote).unwrap_or(close);
    let rest = Span::new(value_span.start + 2 + first_close, value_span.end);
    if first_close < close {
        // A body is long: the quote is shown, not all that follows.
        return Fault::new(
            Span::new(rest.start - 1, rest.start),
            "文字里面又出现了英文引号，文字到这里就断开了",
            "文字里面的引号要用中文的“ ”，英文引号只写在最外面",
        );
    }
    Fault::new(rest, "引号后面还有多余的内容", "删去引号后面的内容；注释要以 # 开头")
}

/// `None` when it is one after all, and the fault is another.
fn number_or_date(value: &str, span: Span) -> Option<Fault> {
    let word = value.split('#').next().unwrap_or_default().trim_end();
    let span = Span::new(span.start, span.start + word.len());
    let digits = word.trim_start_matches(['-', '+']);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits.len() > 1 && digits.starts_with('0') && is_number(digits) {
        let number = digits.trim_start_matches('0');
        return Some(Fault::new(
            span,
            format!("数字“{}”前面不能有 0", clipped(word)),
            format!("写成 {}", clipped(if number.is_empty() { "0" } else { number })),
        ));
    }
    let bare = word.trim_end_matches(['，', '。', '；', '、', ',', '.', ';']);
    let is_date = |text: &str| text.parse::<toml::value::Datetime>().is_ok();
    if bare.len() < word.len() && (is_number(bare) || is_date(bare)) {
        return Some(Fault::new(
            Span::new(span.start + bare.len(), span.end),
            format!("“{}”后面多了“{}”", clipped(bare), &word[bare.len()..]),
            "删去后面的标点",
        ));
    }
    if is_number(digits) {
        return None;
    }
    let looks_like_date = digits.contains(['-', '/', '.', '年']) && digits.len() >= 6;
    if looks_like_date {
        return Some(Fault::new(
            span,
            format!("“{}”不是能用的日期", clipped(word)),
            "日期写成 2023-09-22 的样子：年四位，月、日各两位，并且要确有这一天",
        ));
    }
    Some(Fault::new(
        span,
        format!("“{}”不是数字", clipped(word)),
        "期号只写阿拉伯数字，如 number = 43；文字要加英文引号",
    ))
}

/// A value without quotes that is neither number nor date.
fn unquoted(key: &str, value: &str, span: Span) -> Fault {
    let word = value.split('#').next().unwrap_or_default().trim_end();
    let span = Span::new(span.start, span.start + word.len());
    let half: String = word.chars().map(half_width).collect();
    if half != word && half.chars().all(|c| c.is_ascii_digit() || c == '-') {
        return Fault::new(
            span,
            format!("“{}”里有全角数字，要用半角的", clipped(word)),
            format!("写成 {} = {}", clipped(key), clipped(&half)),
        );
    }
    if word.ends_with('"') {
        return Fault::new(
            span,
            format!("“{}”的内容少了开头的引号", clipped(key)),
            format!("写成 {} = \"{}\"", clipped(key), clipped(word.trim_matches('"'))),
        );
    }
    let number: String = word.chars().filter(char::is_ascii_digit).collect();
    if !number.is_empty() && word.starts_with('第') && word.ends_with('期') {
        return Fault::new(
            span,
            format!("“{}”不是数字", clipped(word)),
            format!("只写阿拉伯数字：{} = {}", clipped(key), clipped(&number)),
        );
    }
    // In quotes it would be refused next.
    if ["number", "copies", "pages", "head", "width", "after"].contains(&key) {
        return Fault::new(
            span,
            format!("“{}”不是数字", clipped(word)),
            format!("写阿拉伯数字，不加引号，如 {key} = 3"),
        );
    }
    if key == "date" {
        return Fault::new(
            span,
            format!("“{}”不是能用的日期", clipped(word)),
            "日期写成 2023-09-22 的样子，不加引号",
        );
    }
    Fault::new(
        span,
        format!("“{}”的内容没有加引号", clipped(key)),
        format!("写成 {} = \"{}\"", clipped(key), clipped(word)),
    )
}

/// The beginning of a long text, enough to know it again.
pub(super) fn clipped(text: &str) -> String {
    const MOST: usize = 30;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}
