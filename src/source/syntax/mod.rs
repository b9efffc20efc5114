//! TOML text → table, with every syntax error said in Chinese.
//!
//! The parser recovers and goes on, so an editor sees all mistakes of one run. What is wrong is
//! told from what stands at the place, not from the parser's English words, which may change.
//! One slip makes the parser stumble again and again; only the first stumble is reported.

use toml::de::DeTable;

use super::{Diagnostic, Source, Span};
use fault::{Fault, Kind};
use layout::Layout;

mod fault;
mod layout;
mod marks;
mod mend;
mod naming;

/// What a table parsed in spite of errors is called, with its place.
pub type Root<'s> = toml::Spanned<DeTable<'s>>;

/// Parses a file; all syntax errors that can be found in one pass are returned.
pub fn parse(source: &Source) -> (Root<'_>, Vec<Diagnostic>) {
    let (root, errors) = DeTable::parse_recoverable(source.text());
    if errors.is_empty() {
        return (root, vec![]);
    }
    let layout = Layout::new(source.text());
    let mut faults: Vec<Fault> = errors
        .iter()
        .map(|error| match error.span() {
            Some(span) => Fault::at(source, &layout, span.into()),
            None => Fault::unplaced(),
        })
        .collect();
    let mut at = 0;
    while let Some(fault) = faults.get(at) {
        faults.extend(skipped(source, &layout, fault));
        at += 1;
    }
    faults.sort_by_key(|fault| fault.span);
    let diagnostics = without_consequences(source, &layout, faults).into_iter().map(|fault| {
        let fix = mend::fix(source, &fault);
        let help = fitting(source, &fault.help);
        Diagnostic::error("toml-syntax", fault.span, fault.message).help(help).fix(fix)
    });
    (root, diagnostics.collect())
}

/// Where a header or a line without `=` breaks off, the parser skips the next line. So that one
/// is read by itself, when it is whole by itself.
fn skipped(source: &Source, layout: &Layout, fault: &Fault) -> Option<Fault> {
    let breaks_off = fault.kind == Kind::Header || source.slice(fault.span) == "＝";
    let line = source.position(fault.span.start).line + 1;
    if !breaks_off || layout.unclosed.is_some() || line > source.line_count() {
        return None;
    }
    let span = source.line_span(line);
    let text = source.slice(span);
    // A list may go on below.
    if text.trim_end().ends_with(['[', ',']) {
        return None;
    }
    let in_text = layout.texts.iter().any(|long| long.start < span.end && span.start < long.end);
    if in_text || !(text.contains('=') || text.trim_start().starts_with(['[', '【', '［'])) {
        return None;
    }
    let error = DeTable::parse_recoverable(text).1.into_iter().next()?;
    let at = error.span().unwrap_or(0..0);
    Some(Fault::at(source, layout, Span::new(span.start + at.start, span.start + at.end)))
}

/// Advice for the file that it is given on: a roster knows nothing of `body` and `[[column]]`.
fn fitting(source: &Source, help: &str) -> String {
    let name = source.path().file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (header, keys, other) = match name {
        "units.toml" => ("单位写 [[unit]]", "name、credit、headline", "前面几个单位"),
        "bulletin.toml" => {
            ("各组写 [staff]、[fit] 的样子", "name、publisher、weekday", "新建时的样子")
        }
        "scoring.toml" => {
            ("各段写 [[own]]、[[class]]、[notice] 的样子", "name、points、level", "新建时的样子")
        }
        "adopted.toml" => {
            ("各段写 [[adopted]]、[[instruction]] 的样子", "journal、date、item", "前面几段")
        }
        "inbox.toml" => ("各份写 [[submission]]", "file、units、items", "前面几份"),
        _ => return help.to_owned(),
    };
    let braces = match name {
        "scoring.toml" => "写成 { \"简讯\" = 1, \"专报\" = 20 } 的样子，写在一行里",
        _ => "用不着大括号；各项分行写，文字加英文引号",
    };
    help.replace("稿件里用不着大括号；各项分行写，文字加英文引号", braces)
        .replace("栏目写 [[column]]，条目写 [[column.item]]，签发写 [signoff]", header)
        .replace(
            "栏目写 [[column]]，条目写 [[column.item]]，栏目名写在下一行 name = \"……\"",
            header,
        )
        .replace("；正文要写在 body = \"\"\" 与 \"\"\" 之间", "")
        .replace("；若是新的一条，前面要有 [[column.item]]", "")
        .replace("；栏目名写在下一行 name = \"……\"", "")
        .replace("；栏目和条目要用两层方括号 [[ ]]", "")
        .replace("headline、body、credits", keys)
        .replace("其他各期稿件", other)
}

/// Drops the faults that come of an earlier one: a second on the same line, the loose lines of a
/// text whose beginning is broken, what a broken or forgotten header leaves without a home or
/// makes stand twice, and all behind a closing `"""` that was taken for an opening one.
fn without_consequences(source: &Source, layout: &Layout, faults: Vec<Fault>) -> Vec<Fault> {
    let is_header = |line| source.slice(source.line_span(line)).trim_start().starts_with('[');
    let is_loose = |line| !is_header(line) && !source.slice(source.line_span(line)).contains('=');
    let mut kept: Vec<Fault> = vec![];
    let mut last: Option<usize> = None;
    let mut last_in_structure: Option<usize> = None;
    for fault in faults {
        let line = source.position(fault.span.start).line;
        let inverted = layout.inverted.is_some_and(|at| at <= fault.span.start);
        let follows = match fault.kind {
            _ if last == Some(line) => true,
            _ if inverted && last.is_some() => true,
            Kind::Loose => last.is_some_and(|last| (last + 1..line).all(is_loose)),
            Kind::Repeated => {
                last_in_structure.is_some_and(|last| !(last + 1..=line).any(is_header))
            }
            Kind::Orphan => last_in_structure.is_some(),
            Kind::Header | Kind::Other => false,
        };
        last = Some(line);
        if matches!(fault.kind, Kind::Header | Kind::Orphan | Kind::Repeated) {
            last_in_structure = last;
        }
        if !follows {
            kept.push(fault);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<(usize, String)> {
        let source = Source::new("x.toml", text);
        let (_, diagnostics) = parse(&source);
        diagnostics
            .iter()
            .map(|d| (source.position(d.span.start).line, d.message.clone()))
            .collect()
    }

    #[test]
    fn each_slip_is_named() {
        let cases = [
            ("name = “民生保障”", "文字两边用了中文引号，要用英文引号 \""),
            ("number ＝ 3", "等号是全角的“＝”，要用英文的“=”"),
            ("【民生保障】", "“【”是全角括号，这里要用英文方括号"),
            ("[[column]", "方括号没有配对：左边 2 个，右边 1 个"),
            (
                "credits = [\"甲\"，\"乙\"]",
                "“，”是全角符号，方括号、引号和其间的逗号都要用英文符号",
            ),
            ("number = 043", "数字“043”前面不能有 0"),
            ("date = 2023-02-30", "“2023-02-30”不是能用的日期"),
            ("date = 2023-9-22", "“2023-9-22”不是能用的日期"),
            ("headline = 文字", "“headline”的内容没有加引号"),
            ("number = 三", "“三”不是数字"),
            ("date = 明天", "“明天”不是能用的日期"),
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
    fn one_slip_is_reported_once_at_its_place() {
        let item =
            "[[column.item]]\nheadline = \"甲\"\nbody = \"\"\"\n正文\n\"\"\"\ncredits = [\"乙\"]\n";
        let draft = format!("[[column]]\nname = \"丙\"\n{item}{item}[signoff]\neditor = \"丁\"\n");
        let cases = [
            ("body = \"\"\"\n正文\n\"\"\"", "body = “””\n正文\n又一段\n”””", 5, "中文引号"),
            ("body = \"\"\"", "body = \"", 5, "少了收尾的引号"),
            ("body = \"\"\"", "body = \"\"", 6, "没有等号"),
            ("body = \"\"\"", "body =", 5, "等号后面没有内容"),
            ("正文\n\"\"\"", "正文", 5, "缺少收尾的三个引号"),
            ("正文\n\"\"\"", "正文\n\"", 5, "缺少收尾的三个引号"),
            ("正文", "正\\文", 6, "反斜杠"),
            ("[\"乙\"]", "[\"乙\"", 8, "方括号没有收尾"),
            ("[\"乙\"]", "[\"乙]", 8, "引号没有成对"),
            ("[\"乙\"]", "[\"乙\"］", 8, "“］”是全角符号"),
            ("[[column]]", "[[column]", 1, "没有配对"),
            ("[[column]]", "[[column]] 丙", 1, "方括号后面还有多余的内容"),
            ("[[column]]", "[[column】】", 1, "“】”是全角括号"),
            ("credits = [\"乙\"]\n[[column.item]]", "credits = [\"乙\"]", 9, "“headline”写了两次"),
            ("[signoff]", "[signoff]\neditor = \"丁\"\n[signoff]", 17, "在这里重复"),
            ("[[column.item]]", "[[column item]]", 3, "不是能用的标记"),
            ("name = ", "　　name = ", 2, "全角空格"),
            ("name = ", "name: ", 2, "“name”后面是冒号，要用英文等号"),
            ("name = ", "name ", 2, "“name”后面少了等号"),
            ("[\"乙\"]", "（乙）", 8, "“（”是圆括号，列表要用英文方括号"),
            ("\"丙\"", "丙\"", 2, "少了开头的引号"),
            ("\"丙\"", "３", 2, "“３”里有全角数字"),
            ("\"丙\"", "3；", 2, "“3”后面多了“；”"),
            ("\"丙\"", "\"\\uD800\"", 2, "反斜杠"),
            ("[[column]]", "＃注\n[[column]]", 1, "“＃”是全角的"),
            ("丙", "丙\r丙", 2, "回车符"),
        ];
        for (good, bad, line, message) in cases {
            assert!(draft.contains(good), "{good}");
            let found = faults(&draft.replacen(good, bad, 1));
            assert_eq!(found.len(), 1, "{bad}: {found:?}");
            assert_eq!(found[0].0, line, "{bad}: {found:?}");
            assert!(found[0].1.contains(message), "{bad}: {found:?}");
        }
    }

    #[test]
    fn all_slips_of_a_file_are_reported_at_once() {
        let text = "number = 043\ndate = 2023-13-01\n[[column]]\nname = “甲”\n[[column.item]\n";
        let lines: Vec<usize> = faults(text).iter().map(|fault| fault.0).collect();
        assert_eq!(lines, [1, 2, 4, 5]);
    }

    #[test]
    fn the_line_after_one_that_breaks_off_is_read_too() {
        let cases: [(&str, &[usize]); 4] = [
            ("date ＝ 2024-02-16\nname = “甲”\n", &[1, 2]),
            ("【甲】\n【乙】\n[[column]\nname = “甲”\n", &[1, 2, 3, 4]),
            ("[[column]\nname = \"甲\"\n", &[1]),
            ("[[column]\nbody = \"\"\"\na = “甲”\n\"\"\"\n", &[1]),
        ];
        for (text, lines) in cases {
            let found: Vec<usize> = faults(text).iter().map(|fault| fault.0).collect();
            assert_eq!(found, lines, "{text}");
        }
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
