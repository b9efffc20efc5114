//! Drafts broken in every way that a clerk, an input method or a disk can break them: each is told
//! once, at its place, in Chinese, and nothing is written.
//!
//! To add one: a line in a table.

use std::path::Path;
use std::process::Stdio;

use kuaibao::bulletin;
use kuaibao::config::Fonts;
use kuaibao::typeset::{FontSet, Setting, Template, Typesetter};
use kuaibao::workspace::Entry;

use crate::support::{leftovers, run, run_into, workspace, workspace_copy};

/// A good draft, which each case spoils.
const GOOD: &str = r#"number = 3
date = 2024-01-19

[[column]]
name = "民生保障"

[[column.item]]
headline = "县发改委推进项目建设"
body = """
全县开工项目12个。
"""
credits = ["发改委"]

[signoff]
editor = "李勉"
reviewer = "原超俊"
approver = "麻彦伟"
"#;

const DRAFT: &str = "drafts/2024-03.toml";

/// The setting of pages in the repository.
const PAGES: &str = "\npages = 4";

/// What stands in the good draft, what stands there instead, where the one finding is (line and
/// character), its code, and words of its message.
type Case = (&'static str, &'static str, (usize, usize), &'static str, &'static str);

const SYNTAX: &str = "toml-syntax";
const TYPE: &str = "wrong-type";

/// Wrong as TOML.
const WRITTEN_WRONG: &[Case] = &[
    ("\"民生保障\"", "“民生保障”", (5, 8), SYNTAX, "文字两边用了中文引号"),
    ("\"民生保障\"", "‘民生保障’", (5, 8), SYNTAX, "文字两边用了中文引号"),
    ("\"民生保障\"", "＂民生保障＂", (5, 8), SYNTAX, "文字两边用了全角引号"),
    ("\"民生保障\"", "「民生保障」", (5, 8), SYNTAX, "文字两边用了直角引号"),
    ("\"发改委\"", "“发改委”", (12, 12), SYNTAX, "文字两边用了中文引号"),
    ("\"\"\"\n全县开工项目12个。\n\"\"\"", "“””\n全县\n\n一段\n“””", (9, 8), SYNTAX, "中文引号"),
    ("number =", "number ＝", (1, 8), SYNTAX, "等号是全角的“＝”"),
    ("number =", "number：", (1, 1), SYNTAX, "“number”后面是冒号"),
    ("number =", "number", (1, 1), SYNTAX, "“number”后面少了等号"),
    ("number =", "number　=", (1, 7), SYNTAX, "全角空格"),
    ("number =", "　　number =", (1, 1), SYNTAX, "全角空格"),
    ("number =", "number\u{A0}=", (1, 7), SYNTAX, "特殊的空格 U+00A0"),
    ("headline", "\u{200B}headline", (8, 1), SYNTAX, "看不见的字符 U+200B"),
    ("number", "＃注\nnumber", (1, 1), SYNTAX, "“＃”是全角的"),
    ("[[column]]", "［［column］］", (4, 1), SYNTAX, "“［”是全角括号"),
    ("[[column]]", "【民生保障】", (4, 1), SYNTAX, "“【”是全角括号"),
    ("[[column]]", "[[column】】", (4, 9), SYNTAX, "“】”是全角括号"),
    ("[[column]]", "[[column]", (4, 1), SYNTAX, "左边 2 个，右边 1 个"),
    ("[[column]]", "[[column", (4, 1), SYNTAX, "左边 2 个，右边 0 个"),
    ("[[column]]", "[[栏目]]", (4, 1), SYNTAX, "“[[栏目]]”不是能用的标记"),
    ("[[column]]", "[[column]] 民生", (4, 11), SYNTAX, "方括号后面还有多余的内容"),
    ("[[column.item]]", "[[column item]]", (7, 1), SYNTAX, "不是能用的标记"),
    ("[signoff]", "[signoff]\neditor = \"\"\n[signoff]", (16, 1), SYNTAX, "在这里重复"),
    ("[\"发改委\"]", "［\"发改委\"］", (12, 11), SYNTAX, "“［”是全角符号"),
    ("[\"发改委\"]", "[\"发改委\"，\"教体局\"]", (12, 17), SYNTAX, "“，”是全角符号"),
    ("[\"发改委\"]", "[\"发改委\" \"教体局\"]", (12, 11), SYNTAX, "少了引号、逗号"),
    ("[\"发改委\"]", "[发改委]", (12, 11), SYNTAX, "少了引号、逗号"),
    ("[\"发改委\"]", "[\"发改委\"", (12, 11), SYNTAX, "方括号没有收尾"),
    ("[\"发改委\"]", "[\"发改委]", (12, 11), SYNTAX, "引号没有成对"),
    ("[\"发改委\"]", "（发改委）", (12, 11), SYNTAX, "“（”是圆括号"),
    ("[\"发改委\"]", "{发改委}", (12, 11), SYNTAX, "大括号里的写法不对"),
    ("建设\"", "建设", (8, 12), SYNTAX, "少了收尾的引号"),
    ("\"县发改委", "县发改委", (8, 12), SYNTAX, "少了开头的引号"),
    ("推进项目", "推进\"项目\"", (8, 19), SYNTAX, "又出现了英文引号"),
    ("建设\"", "建设\"。", (8, 24), SYNTAX, "引号后面还有多余的内容"),
    ("\"县发改委推进项目建设\"", "县发改委", (8, 12), SYNTAX, "“headline”的内容没有加引号"),
    ("\"县发改委推进项目建设\"", "", (8, 1), SYNTAX, "等号后面没有内容"),
    ("12个。\n\"\"\"", "12个。", (9, 8), SYNTAX, "缺少收尾的三个引号"),
    ("12个。\n\"\"\"", "12个。\n\"", (9, 8), SYNTAX, "缺少收尾的三个引号"),
    ("body = \"\"\"", "body = \"", (9, 8), SYNTAX, "少了收尾的引号"),
    ("body = \"\"\"", "body =", (9, 1), SYNTAX, "等号后面没有内容"),
    ("body = \"\"\"", "body = \"\"", (10, 1), SYNTAX, "这一行没有等号"),
    ("credits", "又一段。\ncredits", (12, 1), SYNTAX, "这一行没有等号"),
    ("headline =", "标题 =", (8, 1), SYNTAX, "“标题”不能作名称"),
    ("number", "number = 4\nnumber", (2, 1), SYNTAX, "“number”写了两次"),
    ("推进", "C:\\公文", (8, 19), SYNTAX, "反斜杠“\\”"),
    ("推进", "\\uD800", (8, 17), SYNTAX, "反斜杠“\\”"),
    ("开工", "开\\工", (10, 4), SYNTAX, "反斜杠“\\”"),
    ("= 3", "= 03", (1, 10), SYNTAX, "数字“03”前面不能有 0"),
    ("= 3", "= ３", (1, 10), SYNTAX, "“３”里有全角数字"),
    ("= 3", "= 3；", (1, 11), SYNTAX, "“3”后面多了“；”"),
    ("= 3", "= 3 期", (1, 10), SYNTAX, "“3 期”不是数字"),
    ("= 3", "= 第3期", (1, 10), SYNTAX, "“第3期”不是数字"),
    ("2024-01-19", "2023-02-30", (2, 8), SYNTAX, "“2023-02-30”不是能用的日期"),
    ("2024-01-19", "2023-9-22", (2, 8), SYNTAX, "“2023-9-22”不是能用的日期"),
    ("2024-01-19", "2024年1月19日", (2, 8), SYNTAX, "“2024年1月19日”不是能用的日期"),
    ("2024-01-19", "2024/01/19", (2, 8), SYNTAX, "“2024/01/19”不是能用的日期"),
    ("推进", "推\0进", (8, 18), SYNTAX, "控制字符 U+0000"),
    ("开工", "开\u{7}工", (10, 4), SYNTAX, "控制字符 U+0007"),
    ("推进", "推\u{7F}进", (8, 18), SYNTAX, "控制字符 U+007F"),
    ("推进", "推\r进", (8, 18), SYNTAX, "回车符 U+000D"),
];

/// Good TOML of the wrong shape.
const SHAPED_WRONG: &[Case] = &[
    ("= 3", "= \"3\"", (1, 10), TYPE, "“number”要一个整数，这里写的是文字"),
    ("= 3", "= 3.0", (1, 10), TYPE, "“number”要一个整数，这里写的是小数"),
    ("= 3", "= true", (1, 10), TYPE, "“number”要一个整数"),
    ("= 3", "= [3]", (1, 10), TYPE, "“number”要一个整数，这里写的是列表"),
    ("= 3", "= 1000000000000000000000000000000", (1, 10), TYPE, "“number”的数大得不合理"),
    ("2024-01-19", "\"2024-01-19\"", (2, 8), TYPE, "“date”要一个日期，这里写的是文字"),
    ("2024-01-19", "20240119", (2, 8), TYPE, "“date”要一个日期，这里写的是整数"),
    ("2024-01-19", "2024-01-19T08:00:00", (2, 8), TYPE, "“date”只要日期，不要时间"),
    ("2024-01-19", "08:00:00", (2, 8), TYPE, "“date”只要日期，不要时间"),
    ("[\"发改委\"]", "\"发改委\"", (12, 11), TYPE, "“credits”要一个列表，这里写的是文字"),
    ("[\"发改委\"]", "[1]", (12, 12), TYPE, "“credits”里的每一项要一段文字，这里写的是整数"),
    (
        "[\"发改委\"]",
        "[[\"发改委\"]]",
        (12, 12),
        TYPE,
        "“credits”里的每一项要一段文字，这里写的是列表",
    ),
    ("\"民生保障\"", "1", (5, 8), TYPE, "“name”要一段文字，这里写的是整数"),
    ("\"县发改委推进项目建设\"", "2023", (8, 12), TYPE, "“headline”要一段文字"),
    ("\"\"\"\n全县开工项目12个。\n\"\"\"", "12", (9, 8), TYPE, "“body”要一段文字"),
    ("\"李勉\"", "[\"李勉\"]", (15, 10), TYPE, "“editor”要一段文字，这里写的是列表"),
    ("[[column]]", "[column]", (4, 1), TYPE, "“[column]”少了一层方括号"),
    ("[[column.item]]", "[column.item]", (7, 1), TYPE, "“[column.item]”少了一层方括号"),
    ("[signoff]", "[[signoff]]", (14, 1), TYPE, "“[[signoff]]”多了一层方括号"),
    ("[[column]]\nname = \"民生保障\"\n", "", (5, 1), TYPE, "“[[column.item]]”前面没有 [[column]]"),
    ("[[column]]\n", "", (4, 1), "unknown-key", "没有“name”这一项"),
    ("[[column.item]]\n", "", (7, 1), "unknown-key", "[[column]] 里没有“headline”这一项"),
    ("[signoff]\n", "", (14, 1), "unknown-key", "[[column.item]] 里没有“editor”这一项"),
    ("[[column]]", "[[Column]]", (4, 3), "unknown-key", "没有“Column”这一项"),
    ("[[column]]", "[[columns]]", (4, 3), "unknown-key", "没有“columns”这一项"),
    ("[signoff]", "[signof]", (14, 2), "unknown-key", "没有“signof”这一项"),
    ("editor", "distribution = \"\"\neditor", (15, 1), "unknown-key", "没有“distribution”这一项"),
    ("number = 3", "number = 3\nkind = \"增\"", (2, 8), "unknown-value", "“增”不是可用的值"),
];

/// Well shaped, and not to be printed.
const SAID_WRONG: &[Case] = &[
    ("number = 3\n", "", (1, 1), "missing-number", "没有写期号"),
    ("date = 2024-01-19\n", "", (1, 1), "missing-date", "没有写出刊日期"),
    ("name = \"民生保障\"\n", "", (4, 1), "missing-column-name", "栏目没有写名称"),
    ("\"民生保障\"", "\"　 \"", (5, 8), "missing-column-name", "栏目没有写名称"),
    ("headline = \"县发改委推进项目建设\"\n", "", (7, 1), "missing-headline", "没有标题"),
    ("\"县发改委推进项目建设\"", "\"\"", (8, 12), "missing-headline", "没有标题"),
    ("\n全县开工项目12个。\n", "\n\n　　\n", (9, 8), "missing-body", "没有正文"),
    ("credits = [\"发改委\"]\n", "", (7, 1), "missing-credit", "没有写供稿单位"),
    ("[\"发改委\"]", "[]", (12, 11), "missing-credit", "没有写供稿单位"),
    ("[\"发改委\"]", "[\"发改委\", \"\"]", (12, 19), "empty-credit", "供稿单位是空的"),
    ("\"原超俊\"", "\" \"", (16, 12), "missing-signature", "审核（reviewer）还没有签"),
    ("[\"发改委\"]", "[\"发该委\"]", (12, 13), "unknown-unit", "单位名录里没有“发该委”"),
    ("[\"发改委\"]", "[\"发改委、教体局\"]", (12, 13), "unknown-unit", "没有“发改委、教体局”"),
    ("[\"发改委\"]", "[\"../../etc/passwd\"]", (12, 13), "unknown-unit", "../../etc/passwd"),
    ("[\"发改委\"]", "[\"发改\\u0000委\"]", (12, 15), "unprintable-character", "U+0000"),
    ("推进", "推\\u0000进", (8, 18), "unprintable-character", "控制字符 U+0000"),
    ("推进", "推\\u0007进", (8, 18), "unprintable-character", "控制字符 U+0007"),
    ("推进", "推\\u007F进", (8, 18), "unprintable-character", "控制字符 U+007F"),
    ("推进", "推\\e[31m进", (8, 18), "unprintable-character", "控制字符 U+001B"),
    ("推进", "推\t进", (8, 18), "unprintable-character", "制表符 U+0009"),
    ("开工", "开\u{200B}工", (10, 4), "unprintable-character", "零宽空格 U+200B"),
    ("民生", "民\u{202E}生", (5, 10), "unprintable-character", "文字方向控制符 U+202E"),
    ("李勉", "李\u{E000}勉", (15, 12), "unprintable-character", "私用区字符"),
    ("推进", "推\u{FEFF}进", (8, 18), "unprintable-character", "BOM"),
    ("推进", "推\u{FFFD}进", (8, 18), "unprintable-character", "乱码"),
    ("推进", "推😀进", (8, 18), "missing-glyph", "字体里没有“😀”"),
    ("开工", "**开工", (10, 3), "unpaired-strong", "“**”没有成对"),
    ("开工", "****开工", (10, 3), "unpaired-strong", "“**”之间没有文字"),
    ("= 3", "= 0", (1, 10), "number-out-of-range", "期号“0”不合理"),
    ("= 3", "= -1", (1, 10), "number-out-of-range", "期号“-1”不合理"),
    ("= 3", "= 1000000000000000000", (1, 10), "number-out-of-range", "不合理"),
    ("2024-01-19", "1024-01-19", (2, 8), "number-out-of-range", "年份不合理"),
    ("= 3", "= 4", (1, 10), "file-name-mismatch", "文件名“2024-03.toml”"),
    ("= 3", "= 2", (1, 10), "duplicate-number", "期号“2”与另一期重复"),
];

/// Spoils the good draft; the place must be there once or more, the first is meant.
fn spoiled(case: &Case) -> String {
    assert!(GOOD.contains(case.0), "{}", case.0);
    GOOD.replacen(case.0, case.1, 1)
}

/// Builds the draft and expects a refusal: this many errors, the first of this code, at this
/// place, in these words; an older PDF and the draft stay as they are and nothing else is left.
fn refuses(folder: &Path, text: &[u8], errors: usize, at: (usize, usize), code: &str, says: &str) {
    let shown = String::from_utf8_lossy(&text[..text.len().min(600)]).into_owned();
    let pdf = folder.join("out/2024-03.pdf");
    std::fs::write(folder.join(DRAFT), text).expect("the draft is written");
    std::fs::create_dir_all(folder.join("out")).expect("a folder");
    std::fs::write(&pdf, "%PDF-old").expect("an older PDF");
    let run = run(folder, &["build", DRAFT]);
    let told = &run.stderr;
    assert_eq!(run.code, 1, "{shown}\n{told}");
    assert_eq!(told.matches("错误[").count(), errors, "{shown}\n{told}");
    let message = told.lines().find(|line| line.starts_with("错误[")).unwrap_or_default();
    let words = message.strip_prefix(&format!("错误[{code}]: ")).unwrap_or_default();
    assert!(words.contains(says), "{shown}\n{told}");
    let place = format!("--> {DRAFT}:{}:{}", at.0, at.1);
    let first = told.lines().find(|line| line.trim_start().starts_with("-->"));
    assert_eq!(first.unwrap_or_default().trim(), place, "{shown}\n{told}");
    assert!(told.contains("帮助: "), "{shown}\n{told}");
    assert_eq!(run.stdout, "", "{shown}");
    assert_eq!(std::fs::read(&pdf).expect("the older PDF"), b"%PDF-old", "{shown}");
    assert_eq!(std::fs::read(folder.join(DRAFT)).expect("the draft"), text, "{shown}");
    let others = std::fs::read_dir(folder.join("out")).expect("a folder").count();
    assert_eq!(others, 1, "{shown}");
    assert!(leftovers(folder).is_empty(), "{shown}");
}

fn refuses_all(cases: &[Case]) {
    let folder = workspace_copy();
    for case in cases {
        let (_, _, at, code, says) = *case;
        // A number that another draft has is not the one in the file's name either.
        let errors = if code == "duplicate-number" { 2 } else { 1 };
        refuses(folder.path(), spoiled(case).as_bytes(), errors, at, code, says);
    }
}

#[test]
fn what_is_no_toml_is_told_once_at_its_place() {
    refuses_all(WRITTEN_WRONG);
}

#[test]
fn what_has_the_wrong_shape_is_told_once_at_its_place() {
    refuses_all(SHAPED_WRONG);
}

#[test]
fn what_is_missing_or_unprintable_is_told_once_at_its_place() {
    refuses_all(SAID_WRONG);
}

#[test]
fn files_that_are_no_drafts_are_told_apart() {
    let folder = workspace_copy();
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(GOOD.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02";
    // “民生” as GBK.
    let gbk = [b"number = 3\nname = \"".as_slice(), &[0xC3, 0xF1, 0xC9, 0xFA], b"\"\n"].concat();
    let item = "[[column.item]]\nheadline = \"县发改委\"\nbody = \"文\"\ncredits = [\"发改委\"]\n";
    let many = GOOD.replace("[signoff]", &format!("{}[signoff]", item.repeat(9_999)));
    let large = format!("{GOOD}# {}", "x".repeat(10 << 20));
    let nested = |open: &str, close: &str| {
        format!("{GOOD}a = {}{}", open.repeat(5_000), close.repeat(5_000)).into_bytes()
    };
    let signoff = "missing-signature";
    let cases = [
        (vec![], 4, (1, 1), "missing-column", "还没有栏目"),
        (b"\xEF\xBB\xBF".to_vec(), 4, (1, 1), "missing-column", "还没有栏目"),
        ("# 只有注释\n".into(), 4, (1, 1), "missing-column", "还没有栏目"),
        (GOOD.replace("[signoff]", "#").into(), 1, (15, 1), "unknown-key", "“editor”"),
        (GOOD[..GOOD.find("[signoff]").unwrap_or(0)].into(), 1, (12, 1), signoff, "[signoff]"),
        (utf16([0xFF, 0xFE], u16::to_le_bytes), 1, (1, 1), "file-encoding", "UTF-16"),
        (utf16([0xFE, 0xFF], u16::to_be_bytes), 1, (1, 1), "file-encoding", "UTF-16"),
        (gbk, 1, (2, 9), "file-encoding", "GBK"),
        (png.to_vec(), 1, (1, 1), "file-encoding", "不是文本文件"),
        (large.into(), 1, (1, 1), "file-too-large", "10.0 MB"),
        (many.into(), 1, (810, 1), "too-many-items", "10000 条"),
        (nested("[", "]"), 1, (18, 5), SYNTAX, "方括号"),
        (nested("{a=", "}"), 1, (18, 5), SYNTAX, "大括号"),
        (format!("{GOOD}[{}]\n", ["a"; 3_000].join(".")).into(), 1, (1, 1), SYNTAX, "套得太深"),
        ("x\n".repeat(100_000).into(), 1, (1, 1), SYNTAX, "没有等号"),
    ];
    for (bytes, errors, at, code, says) in cases {
        refuses(folder.path(), &bytes, errors, at, code, says);
    }
}

#[test]
fn odd_but_good_drafts_are_printed() {
    let folder = workspace_copy();
    let settings = folder.path().join("bulletin.toml");
    let text = std::fs::read_to_string(&settings).expect("settings");
    assert!(text.contains(PAGES));
    std::fs::write(&settings, text.replace(PAGES, "\npages = \"auto\"")).expect("settings");
    let cases = [
        GOOD.to_owned(),
        format!("\u{FEFF}{GOOD}"),
        GOOD.replace('\n', "\r\n"),
        format!("\u{FEFF}{}", GOOD.replace('\n', "\r\n")),
        GOOD.trim_end().to_owned(),
        GOOD.replace("\"\"\"", "'''"),
        GOOD.replace("[\"发改委\"]", "[\n  \"发改委\", # 牵头\n]"),
        GOOD.replace("number", "\"number\""),
        GOOD.replace("全县开工项目12个。", &"字".repeat(100_000)),
    ];
    for text in cases {
        let pdf = folder.path().join("out/2024-03.pdf");
        std::fs::write(folder.path().join(DRAFT), &text).expect("the draft is written");
        let run = run(folder.path(), &["build", DRAFT]);
        let shown: String = text.chars().take(200).collect();
        assert_eq!(run.code, 0, "{shown}\n{}", run.stderr);
        assert!(std::fs::read(&pdf).expect("a PDF").starts_with(b"%PDF-"), "{shown}");
        assert!(leftovers(folder.path()).is_empty(), "{shown}");
        std::fs::remove_file(&pdf).expect("removed");
    }
}

#[test]
fn markup_and_paths_are_printed_as_they_are() {
    const MARKUP: &str = r##"#read("/etc/passwd") *粗* _斜_ $x$ <lab> @ref \ // /* */ `甲` = 乙 ../../etc/passwd C:\x CON"##;
    let mut workspace = workspace();
    let quoted = format!("'{MARKUP}'");
    let text = GOOD
        .replace("date =", &format!("note = {quoted}\ndistribution = {quoted}\ndate ="))
        .replace("\"民生保障\"", &quoted)
        .replace("\"县发改委推进项目建设\"", &quoted)
        .replace("全县开工项目12个。", &MARKUP.replace('\\', "\\\\"))
        .replace("\"发改委\"", &quoted)
        .replace("\"李勉\"", &quoted)
        .replace("\"原超俊\"", &quoted)
        .replace("\"麻彦伟\"", &quoted);
    workspace.config.name.value = "#name".to_owned();
    workspace.config.publisher.value = MARKUP.to_owned();
    let entry = Entry::read(Path::new(DRAFT), text.clone().into_bytes(), text.len() as u64);
    assert!(entry.found.is_empty(), "{:?}", entry.found);
    let bulletin =
        bulletin::build(&entry.draft, &entry.attachments, &workspace.config).expect("a bulletin");
    let fonts = FontSet::load(None, &Fonts::default()).expect("faces");
    let template = Template::load(None, "kuaibao").expect("the template");
    let pages = Typesetter::new(fonts, template)
        .lay_out(&bulletin, Setting::STANDARD, false)
        .expect("laid out");
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let printed: String = pages.texts().iter().map(|text| bare(&text.text)).collect();
    assert!(printed.contains("#name"), "{printed}");
    // Publisher, note, column, headline, body, credit, distribution and three signatures.
    assert_eq!(printed.matches(&bare(MARKUP)).count(), 10, "{printed}");
    pages.pdf().expect("a PDF");
}

#[test]
fn broken_settings_are_told_once_and_stop_the_build() {
    let name = "name = \"延津政务快报\"";
    let template = "template = \"kuaibao\"";
    let range = "setting-out-of-range";
    let cases = [
        ("bulletin.toml", name, "name = 5", 8, TYPE, "“name”要一段文字"),
        ("bulletin.toml", name, "nam = \"快报\"", 1, "unknown-key", "没有“nam”这一项"),
        ("bulletin.toml", name, "name = \"\"", 8, "missing-setting", "没有写刊名"),
        ("bulletin.toml", name, "name = “快报”", 8, SYNTAX, "中文引号"),
        ("bulletin.toml", "\"星期五\"", "\"周五\"", 11, "unknown-value", "“周五”"),
        ("bulletin.toml", PAGES, "\npages = 0", 9, range, "页数"),
        ("bulletin.toml", PAGES, "\npages = \"odd\"", 9, "unknown-value", "“odd”"),
        ("bulletin.toml", PAGES, "\npages = \"evne\"", 9, "unknown-value", "“evne”"),
        ("bulletin.toml", template, "template = \"../../etc/passwd\"", 12, range, "../../etc"),
        ("bulletin.toml", template, "template = 'C:\\x'", 12, range, "C:\\x"),
        ("bulletin.toml", template, "template = \"/etc\"", 12, range, "“/etc”"),
        ("bulletin.toml", template, "template = \"..\"", 12, range, "“..”"),
        ("bulletin.toml", template, "template = \"kuaibo\"", 12, range, "没有“kuaibo”这个版式"),
        ("bulletin.toml", template, "template = \"\"", 12, range, "“”"),
        ("bulletin.toml", template, "template = \"a\\u0000\"", 12, range, "不能用的字符"),
        ("units.toml", "credit = \"发改委\"", "credit = 5", 10, TYPE, "“credit”要一段文字"),
        ("units.toml", "credit = \"发改委\"", "credits = \"甲\"", 1, "unknown-key", "“credits”"),
    ];
    for (file, good, bad, character, code, says) in cases {
        let folder = workspace_copy();
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("settings");
        assert!(text.contains(good), "{good}");
        let text = text.replacen(good, bad, 1);
        let place = text.find(bad.trim_start()).expect("it was put there");
        let line = 1 + text[..place].matches('\n').count();
        std::fs::write(&path, &text).expect("settings");
        let run = run(folder.path(), &["build", "drafts/2024-02.toml"]);
        assert_eq!(run.code, 1, "{bad}\n{}", run.stderr);
        assert_eq!(run.stderr.matches("错误[").count(), 1, "{bad}\n{}", run.stderr);
        assert!(run.stderr.starts_with(&format!("错误[{code}]: ")), "{bad}\n{}", run.stderr);
        let place = format!("--> {file}:{line}:{character}\n");
        assert!(run.stderr.contains(&place), "{place}{}", run.stderr);
        assert!(run.stderr.contains(says), "{bad}\n{}", run.stderr);
        assert!(!folder.path().join("out").exists(), "{bad}");
        assert_eq!(std::fs::read_to_string(&path).expect("settings"), text);
    }
}

#[test]
fn what_cannot_be_done_ends_with_two_and_says_why() {
    let folder = workspace_copy();
    let at = folder.path();
    std::fs::write(at.join("a-file"), "not ours").expect("written");
    std::fs::write(at.join("ours-not.pdf"), "not ours").expect("written");
    std::fs::create_dir(at.join("empty")).expect("a folder");
    let long = format!("{}.toml", "x".repeat(5_000));
    let good = "drafts/2024-02.toml";
    let cases: [(&[&str], &str); 19] = [
        (&["check", "nosuch.toml"], "没有“nosuch.toml”这个文件"),
        (&["check", "2024-02.tom"], "您是不是要写“drafts/2024-02.toml”？"),
        (&["build", "nosuch.toml"], "没有“nosuch.toml”这个文件"),
        (&["check", &long], "这个文件"),
        (&["check", "empty"], "“empty”里没有稿件"),
        (&["build", "empty"], "“empty”里没有稿件"),
        (&["check", ""], "后面要写内容"),
        (&["check", "--workspace", "empty"], "不是工作文件夹"),
        (&["check", "--workspace", "nosuch"], "不是工作文件夹"),
        (&["check", "--workspace", "a-file"], "不是工作文件夹"),
        (&["build", good, "-o", ""], "后面要写内容"),
        (&["build", good, "-o", "a-file/x.pdf"], "建不了文件夹"),
        (&["build", good, "-o", "a-file/"], "建不了文件夹"),
        (&["build", good, "-o", "a-file"], "做成哪种文件"),
        (&["build", good, "-o", good], "做成哪种文件"),
        (&["build", good, "-o", "bulletin.toml"], "做成哪种文件"),
        (&["build", good, "-o", "ours-not.pdf"], "没有覆盖它"),
        (&["build", "--proof", good, "-o", "2024-02.pdf"], "送审稿不能写成"),
        (&["build", "-o", "-"], "一次只能有一期写到标准输出"),
    ];
    let before = tree(at);
    for (arguments, says) in cases {
        let run = run(at, arguments);
        assert_eq!(run.code, 2, "{arguments:?}\n{}", run.stderr);
        assert!(run.stderr.contains(says), "{arguments:?}\n{}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(tree(at) == before, "{arguments:?} changed the folder");
    }
    for name in ["CON", "nosuch"] {
        let path = at.join("bulletin.toml");
        let text = std::fs::read_to_string(&path).expect("settings");
        let text = text.replace("template = \"kuaibao\"", &format!("template = \"{name}\""));
        std::fs::write(&path, &text).expect("settings");
        let run = run(at, &["build", good]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert!(run.stderr.contains(&format!("没有“{name}”这个版式")), "{}", run.stderr);
        std::fs::copy(crate::support::root().join("bulletin.toml"), &path).expect("a copy");
    }
    assert!(tree(at) == before);
}

/// All files below a folder with their contents.
fn tree(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut all = vec![];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(tree(&path));
        } else {
            let bytes = std::fs::read(&path).expect("a file");
            all.push((path, bytes));
        }
    }
    all.sort();
    all
}

#[test]
fn output_may_name_a_folder_and_an_older_pdf() {
    let folder = workspace_copy();
    let good = "drafts/2024-02.toml";
    std::fs::create_dir(folder.path().join("to print")).expect("a folder");
    std::fs::write(folder.path().join("empty.pdf"), "").expect("written");
    let cases = [
        ("to print", "to print/2024-02.pdf"),
        ("new/", "new/2024-02.pdf"),
        ("empty.pdf", "empty.pdf"),
    ];
    for (output, path) in cases {
        // Twice: the second takes the place of the first.
        for _ in 0..2 {
            let run = run(folder.path(), &["build", good, "-o", output]);
            assert_eq!(run.code, 0, "{output}\n{}", run.stderr);
            let bytes = std::fs::read(folder.path().join(path)).expect("a PDF");
            assert!(bytes.starts_with(b"%PDF-"), "{output}");
        }
    }
    assert!(leftovers(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_not_replaced() {
    use std::os::unix::fs::{FileTypeExt as _, symlink};
    let folder = workspace_copy();
    let at = folder.path();
    let good = "drafts/2024-02.toml";
    std::fs::write(at.join("real.pdf"), "%PDF-old").expect("written");
    symlink("real.pdf", at.join("link.pdf")).expect("a link");
    assert_eq!(run(at, &["build", good, "-o", "link.pdf"]).code, 0);
    assert!(at.join("link.pdf").is_symlink());
    assert_ne!(std::fs::read(at.join("real.pdf")).expect("a PDF"), b"%PDF-old");
    let _listener = std::os::unix::net::UnixListener::bind(at.join("socket")).expect("a socket");
    let refused = run(at, &["build", good, "-o", "socket"]);
    assert_eq!(refused.code, 2, "{}", refused.stderr);
    let kind = std::fs::metadata(at.join("socket")).expect("still there").file_type();
    assert!(kind.is_socket());
    assert!(leftovers(at).is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let folder = workspace_copy();
    let full = || {
        let file = std::fs::OpenOptions::new().write(true).open("/dev/full");
        Stdio::from(file.expect("every Linux has it"))
    };
    let runs: [&[&str]; 2] = [&["build", "drafts/2024-02.toml", "-o", "-"], &["check"]];
    for arguments in runs {
        let run = run_into(folder.path(), arguments, full());
        assert_eq!(run.code, 2, "{arguments:?}\n{}", run.stderr);
        assert!(run.stderr.contains("磁盘已满"), "{arguments:?}\n{}", run.stderr);
    }
}

#[test]
fn messages_cannot_steer_a_terminal() {
    let folder = workspace_copy();
    let text = GOOD.replace("headline", "\"head\\u001b[2Jline\\u202e\\n\"");
    std::fs::write(folder.path().join(DRAFT), text).expect("the draft is written");
    for format in ["human", "concise"] {
        let run = run(folder.path(), &["check", "--format", format, DRAFT]);
        assert_eq!(run.code, 1);
        assert!(!run.stdout.contains(['\u{1B}', '\u{202E}']), "{}", run.stdout);
        assert!(run.stdout.contains("head\u{FFFD}[2Jline\u{FFFD}\u{FFFD}”"), "{}", run.stdout);
    }
}
