//! `bulletin.toml`, `units.toml` and comments to the checker.

use crate::lint::{Check, Rule};
use crate::source::Level;

pub(super) static DUPLICATE_UNIT: Rule = Rule {
    code: "duplicate-unit",
    level: Level::Error,
    locked: false,
    examples: &[],
    summary: "单位名录里一种写法属于两个单位",
    docs: "同一时期内，一种写法只能指一个单位，否则无法核对署名。\n\n怎么办：删去多余的写法；若是更名或撤并，给原单位写上 until（到哪天为止），给新单位写上 from（从哪天起）。",
    check: Check::Reading,
};

pub(super) static MISSING_SETTING: Rule = Rule {
    code: "missing-setting",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "设置里缺少必要的内容",
    docs: "bulletin.toml 里必须有刊名（name）、编发单位（publisher）和发送范围（distribution）；units.toml 里每个单位必须有署名（credit）。这些内容每期都要印。",
    check: Check::Reading,
};

pub(super) static PLACEHOLDER_SETTING: Rule = Rule {
    code: "placeholder-setting",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "设置里还有“××”没有改",
    docs: "kuaibao init 建的 bulletin.toml 里，不知道的地方先写成“××”。这些内容每期都要印。\n\n怎么办：打开 bulletin.toml，改成本单位的。",
    check: Check::Reading,
};

pub(super) static SETTING_OUT_OF_RANGE: Rule = Rule {
    code: "setting-out-of-range",
    level: Level::Error,
    locked: true,
    examples: &[],
    summary: "设置超出了可用的范围",
    docs: "如版式名里有路径符号、页数为 0。",
    check: Check::Reading,
};

pub(super) static UNKNOWN_RULE: Rule = Rule {
    code: "unknown-rule",
    level: Level::Warning,
    locked: false,
    examples: &[],
    summary: "没有这条规则，或者这条规则不能关闭",
    docs: "bulletin.toml 的 [rules] 或稿件里 # kuaibao: allow(…) 写了不存在的规则代码，这一行不起作用。\n\n有的规则不能关闭，也不能改级别：查出的问题不解决就不能印。\n\n怎么办：用 kuaibao rules 查看全部代码。",
    check: Check::Reading,
};

pub(super) static UNUSED_ALLOW: Rule = Rule {
    code: "unused-allow",
    level: Level::Hint,
    locked: false,
    examples: &[],
    summary: "放行注释用不着了",
    docs: "# kuaibao: allow(代码) 下面已经没有这个问题。留着它，以后真出了问题也不会报。\n\n怎么办：删去这条注释。",
    check: Check::Reading,
};
