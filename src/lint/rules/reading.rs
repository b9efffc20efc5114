//! What is found while a file is read (`source/`), before there is a draft to look at.

use crate::lint::{Check, Rule};
use crate::source::Level;

pub(super) static FILE_ENCODING: Rule = Rule {
    code: "file-encoding",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "文件不是 UTF-8 编码",
    docs: "稿件一律用 UTF-8 编码保存。用旧版记事本存成“ANSI”（GBK）或“Unicode”（UTF-16）的文件读不出来。\n\n怎么办：用记事本打开，选“另存为”，“编码”一栏选“UTF-8”。带不带 BOM 都可以。",
    check: Check::Reading,
};

pub(super) static FILE_TOO_LARGE: Rule = Rule {
    code: "file-too-large",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "文件太大，不像一期稿件",
    docs: "一期快报的稿件通常不到 10 KB。超过 1 MB 的文件多半是选错了，或者误贴了整份材料。\n\n怎么办：确认文件，删去不该有的内容。",
    check: Check::Reading,
};

pub(super) static FILE_UNREADABLE: Rule = Rule {
    code: "file-unreadable",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "文件读不出来",
    docs: "系统不让读这个文件：没有读取的权限，或者磁盘、网络共享出了问题。其他稿件照常检查、照常印。\n\n怎么办：看看能不能用记事本打开；在别人的电脑上共享的，请那边检查权限。",
    check: Check::Reading,
};

pub(super) static TOML_SYNTAX: Rule = Rule {
    code: "toml-syntax",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "写法不合 TOML 格式",
    docs: "常见的几种：文字两边用了中文引号；等号、方括号、逗号是全角的；少了收尾的引号或方括号；同一项写了两次；日期或数字的写法不对。\n\n例：name = “民生保障” 应为 name = \"民生保障\"；number = 043 应为 number = 43；date = 2023-9-5 应为 date = 2023-09-05。\n\n文字里面的“ ”不用动，只有最外层的引号是英文引号。有格式问题时先改格式，其他检查要等格式对了再做。\n\n依据：TOML 1.1。",
    check: Check::Reading,
};

pub(super) static UNKNOWN_KEY: Rule = Rule {
    code: "unknown-key",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "没有这一项",
    docs: "等号左边的名称写错了，或者写错了地方。写错名称的内容不会印出来，所以算错误。\n\n例：credit = [\"发改委\"] 应为 credits = [\"发改委\"]；headline 直接写在 [[column]] 之下，是漏了 [[column.item]] 一行。",
    check: Check::Reading,
};

pub(super) static UNKNOWN_VALUE: Rule = Rule {
    code: "unknown-value",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "不是规定的值",
    docs: "这一项只能从规定的几个词里选，如 weekday 只能是“星期一”至“星期日”，kind 只能是“正刊”或“增刊”。",
    check: Check::Reading,
};

pub(super) static WRONG_TYPE: Rule = Rule {
    code: "wrong-type",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "内容的种类不对",
    docs: "该写数字的地方写了文字，该写列表的地方写了一段文字，等等。\n\n例：number = \"43\" 应为 number = 43；credits = \"发改委\" 应为 credits = [\"发改委\"]；date = \"2023-09-22\" 应为 date = 2023-09-22。",
    check: Check::Reading,
};
