//! TOML text → table, with every syntax error said in Chinese.
//!
//! The parser recovers and goes on, so an editor sees all mistakes of one run. What is wrong is
//! told from what stands at the place, not from the parser's English words, which may change.

use toml::de::DeTable;

use super::{Diagnostic, Source, Span};

/// What a table parsed in spite of errors is called, with its place.
pub type Root<'s> = toml::Spanned<DeTable<'s>>;

/// Parses a file; all syntax errors that can be found in one pass are returned.
pub fn parse(source: &Source) -> (Root<'_>, Vec<Diagnostic>) {
    let (root, errors) = DeTable::parse_recoverable(source.text());
    let mut diagnostics: Vec<Diagnostic> = vec![];
    let mut last_line = 0;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let fault = Fault::at(source, span.into());
        let line = source.position(fault.span.start).line;
        // One slip often makes the parser stumble twice on a line; the first is the real one.
        if line != last_line {
            last_line = line;
            diagnostics.push(
                Diagnostic::error("toml-syntax", fault.span, fault.message).help(fault.help),
            );
        }
    }
    (root, diagnostics)
}

struct Fault {
    span: Span,
    message: String,
    help: String,
}

impl Fault {
    fn new(span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into() }
    }

    /// Names the fault that the parser met at `span`.
    fn at(source: &Source, span: Span) -> Self {
        let text = source.text();
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
        let span = Span::new(start, end);
        if let Some(open) = open_multiline(text, start) {
            return Self::new(
                Span::new(open, open + 3),
                "从这里开始的文字没有结束，缺少收尾的三个引号",
                "在这段文字之后另起一行写 \"\"\"",
            );
        }
        let line = source.line_span(source.position(start).line);
        let line_text = source.slice(line);
        control_character(text, span)
            .or_else(|| wide_mark(line, line_text))
            .or_else(|| header(line, line_text))
            .or_else(|| key_value(line, line_text, span))
            .unwrap_or_else(|| {
                Self::new(span, "这里的写法不合 TOML 格式", "对照其他各期稿件的写法检查这一行")
            })
    }
}

/// The opening `"""` or `'''` that is never closed, when the error at `at` is due to one.
fn open_multiline(text: &str, at: usize) -> Option<usize> {
    let lexer = toml_parser::Source::new(text).lex();
    for token in lexer {
        use toml_parser::lexer::TokenKind::{MlBasicString, MlLiteralString};
        let span = token.span();
        if !matches!(token.kind(), MlBasicString | MlLiteralString) {
            continue;
        }
        let body = &text[span.start()..span.end()];
        let closed = body.len() >= 6 && (body.ends_with("\"\"\"") || body.ends_with("'''"));
        if !closed && span.start() <= at && at <= span.end() {
            return Some(span.start());
        }
    }
    None
}

fn control_character(text: &str, span: Span) -> Option<Fault> {
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

/// Full-width marks where TOML wants the half-width ones.
fn wide_mark(line: Span, text: &str) -> Option<Fault> {
    let place = |at: usize, c: char| Span::new(line.start + at, line.start + at + c.len_utf8());
    let trimmed = text.trim_start();
    let indent = text.len() - trimmed.len();
    if let Some(c) = trimmed.chars().next().filter(|c| "【［〔".contains(*c)) {
        return Some(Fault::new(
            place(indent, c),
            format!("“{c}”是全角括号，这里要用英文方括号"),
            "栏目写 [[column]]，条目写 [[column.item]]，栏目名写在下一行 name = \"……\"",
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
    let first = value.chars().next()?;
    if "“”＂‘’「".contains(first) {
        return Some(Fault::new(
            place(at, first),
            format!("文字两边用了“{first}”，要用英文引号 \""),
            "把最外层的引号换成英文引号；文字里面的“”不用动",
        ));
    }
    if value.starts_with('[') || first == '［' {
        // Skip what stands inside quotes: “，” there is text.
        let mut quoted = false;
        for (offset, c) in value.char_indices() {
            match c {
                '"' => quoted = !quoted,
                '，' | '、' | '［' | '］' | '“' | '”' | '；' if !quoted => {
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

fn header(line: Span, text: &str) -> Option<Fault> {
    let trimmed = text.trim();
    if !trimmed.starts_with('[') {
        return None;
    }
    let start = line.start + (text.len() - text.trim_start().len());
    let span = Span::new(start, start + trimmed.len());
    let body = trimmed.split('#').next().unwrap_or_default().trim_end();
    let opened = body.len() - body.trim_start_matches('[').len();
    let closed = body.len() - body.trim_end_matches(']').len();
    if opened != closed {
        return Some(Fault::new(
            span,
            format!("方括号没有配对：左边 {opened} 个，右边 {closed} 个"),
            "栏目写 [[column]]，条目写 [[column.item]]，签发写 [signoff]",
        ));
    }
    let name = body.trim_matches(['[', ']']);
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "._- \"".contains(c)) {
        return Some(Fault::new(
            span,
            format!("“{trimmed}”不是能用的标记"),
            "栏目写 [[column]]，栏目名写在下一行 name = \"……\"",
        ));
    }
    Some(Fault::new(
        span,
        format!("“{trimmed}”在这里重复，或与前面的写法冲突"),
        "同名的 [ ] 只能出现一次；栏目和条目要用两层方括号 [[ ]]",
    ))
}

fn key_value(line: Span, text: &str, span: Span) -> Option<Fault> {
    let content = text.trim();
    let whole = {
        let start = line.start + (text.len() - text.trim_start().len());
        Span::new(start, start + content.len())
    };
    let Some(sign) = text.find('=') else {
        return Some(Fault::new(
            whole,
            "这一行没有等号，也不是方括号标记",
            "每行应写成 名称 = \"内容\"；正文要写在 body = \"\"\" 与 \"\"\" 之间",
        ));
    };
    let key = text[..sign].trim();
    let key_start = line.start + (text.len() - text.trim_start().len());
    let key_span = Span::new(key_start, key_start + key.len());
    if !key.is_empty() && key_span.contains(span) && span.start < span.end {
        let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        return Some(if plain {
            Fault::new(
                key_span,
                format!("“{key}”写了两次"),
                "同一处只留一个；若是新的一条，前面要有 [[column.item]]",
            )
        } else {
            Fault::new(
                key_span,
                format!("“{key}”不能作名称"),
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
            format!("“{key}”的等号后面没有内容"),
            "文字写在英文引号里；暂时没有内容就写 \"\"",
        ));
    };
    if first == '"' || first == '\'' {
        return Some(string(value, value_span, span));
    }
    if first == '[' {
        return Some(Fault::new(
            value_span,
            "方括号里的写法不对：少了引号、逗号或收尾的 ]",
            "写成 [\"甲单位\", \"乙单位\"]",
        ));
    }
    if first.is_ascii_digit() || first == '-' || first == '+' {
        return Some(number_or_date(value, value_span));
    }
    Some(Fault::new(
        value_span,
        format!("“{key}”的内容没有加引号"),
        format!("写成 {key} = \"{}\"", value.split('#').next().unwrap_or_default().trim_end()),
    ))
}

fn string(value: &str, value_span: Span, span: Span) -> Fault {
    let quote = &value[..1];
    let inside = &value[1..];
    let Some(close) = inside.rfind(quote) else {
        return Fault::new(
            value_span,
            format!("这一行的文字少了收尾的引号 {quote}"),
            "在行末补上英文引号；多段文字要用三个引号 \"\"\" 开头和结尾",
        );
    };
    let at = span.start.saturating_sub(value_span.start);
    let before = value.get(..at).unwrap_or_default();
    if quote == "\"" && (before.ends_with('\\') || value[at.min(value.len())..].starts_with('\\')) {
        return Fault::new(
            span,
            "反斜杠“\\”不能单独写在英文双引号里",
            "写成 \\\\，或者把两边的引号换成英文单引号 '……'",
        );
    }
    let first_close = inside.find(quote).unwrap_or(close);
    let rest = Span::new(value_span.start + 2 + first_close, value_span.end);
    if first_close < close {
        return Fault::new(
            rest,
            "文字里面又出现了英文引号，文字到这里就断开了",
            "文字里面的引号要用中文的“ ”，英文引号只写在最外面",
        );
    }
    Fault::new(
        rest,
        "引号后面还有多余的内容",
        "删去引号后面的内容；注释要以 # 开头",
    )
}

fn number_or_date(value: &str, span: Span) -> Fault {
    let word = value.split('#').next().unwrap_or_default().trim_end();
    let span = Span::new(span.start, span.start + word.len());
    let digits = word.trim_start_matches(['-', '+']);
    if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) {
        let number = digits.trim_start_matches('0');
        return Fault::new(
            span,
            format!("数字“{word}”前面不能有 0"),
            format!("写成 {}", if number.is_empty() { "0" } else { number }),
        );
    }
    let looks_like_date = digits.contains(['-', '/', '.', '年']) && digits.len() >= 6;
    if looks_like_date {
        return Fault::new(
            span,
            format!("“{word}”不是能用的日期"),
            "日期写成 2023-09-22 的样子：年四位，月、日各两位，并且要确有这一天",
        );
    }
    Fault::new(
        span,
        format!("“{word}”不是数字"),
        "期号只写阿拉伯数字，如 number = 43；文字要加英文引号",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(usize, String)> {
        let source = Source::new("x.toml", text);
        let (_, diagnostics) = parse(&source);
        diagnostics.iter().map(|d| (source.position(d.span.start).line, d.message.clone())).collect()
    }

    #[test]
    fn each_slip_is_named() {
        let cases = [
            ("name = “民生保障”", "文字两边用了““”，要用英文引号 \""),
            ("number ＝ 3", "等号是全角的“＝”，要用英文的“=”"),
            ("【民生保障】", "“【”是全角括号，这里要用英文方括号"),
            ("[[column]", "方括号没有配对：左边 2 个，右边 1 个"),
            ("credits = [\"甲\"，\"乙\"]", "“，”是全角符号，方括号、引号和其间的逗号都要用英文符号"),
            ("number = 043", "数字“043”前面不能有 0"),
            ("date = 2023-02-30", "“2023-02-30”不是能用的日期"),
            ("date = 2023-9-22", "“2023-9-22”不是能用的日期"),
            ("headline = 文字", "“headline”的内容没有加引号"),
            ("headline = ", "“headline”的等号后面没有内容"),
            ("headline = \"文字", "这一行的文字少了收尾的引号 \""),
            ("headline = \"甲\"乙\"", "文字里面又出现了英文引号，文字到这里就断开了"),
            ("headline = \"C:\\公文\"", "反斜杠“\\”不能单独写在英文双引号里"),
            ("headline = \"甲\" 乙", "引号后面还有多余的内容"),
            ("a = 1\na = 2", "“a”写了两次"),
            ("标题 = \"x\"", "“标题”不能作名称"),
            ("一段没有等号的话", "这一行没有等号，也不是方括号标记"),
            ("body = \"\"\"\n正文", "从这里开始的文字没有结束，缺少收尾的三个引号"),
            ("[signoff]\n[signoff]", "“[signoff]”在这里重复，或与前面的写法冲突"),
            ("a = \"\u{1}\"", "文字里有看不见的控制字符 U+0001"),
        ];
        for (text, message) in cases {
            let found = faults(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(found[0].1, message, "{text}");
        }
    }

    #[test]
    fn all_slips_of_a_file_are_reported_at_once() {
        let text = "number = 043\ndate = 2023-13-01\n[[column]\nname = “甲”\nbody = \"正文\"\n";
        let lines: Vec<usize> = faults(text).iter().map(|fault| fault.0).collect();
        assert_eq!(lines, [1, 2, 3, 4]);
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        let text = format!("a = {}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert!(!faults(&text).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]=\"'#\\\\“”，。中a0-9\n ._-]{0,60}") {
            faults(&text);
        }
    }
}
