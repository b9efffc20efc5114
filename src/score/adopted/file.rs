//! `adopted.toml` as written. The doc comments are what an editor shows beside each key.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::score::points::Points;
use crate::source::{Date, Spanned};

/// 快报里看不出来的：上级采用、领导批示、约稿、报送条数、其他加减分。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct AdoptedFile {
    /// 其他刊物采用的，一条一段。
    pub(super) adopted: Vec<Spanned<AdoptionFile>>,
    /// 领导批示，一次一段。
    pub(super) instruction: Vec<Spanned<InstructionFile>>,
    /// 约稿，一次一段。
    pub(super) commission: Vec<Spanned<CommissionFile>>,
    /// 各单位报送了多少条，一个单位一个月一段。
    pub(super) submitted: Vec<Spanned<SubmittedFile>>,
    /// 其他加分、扣分，如迟报、漏报重大紧急信息，一次一段。
    pub(super) other: Vec<Spanned<OtherFile>>,
}

/// 采用了一条。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["journal", "date"]))]
pub(super) struct AdoptionFile {
    /// 哪种刊物，写 scoring.toml 里的刊名。
    pub(super) journal: Option<Spanned<String>>,
    /// 哪天刊出的。
    pub(super) date: Option<Spanned<Date>>,
    /// 那种刊物的期号，如“第18期”。
    pub(super) number: Option<Spanned<String>>,
    /// 哪一类，写 scoring.toml 里那种刊物的 kinds；不分类就不写。
    pub(super) kind: Option<Spanned<String>>,
    /// 是本刊的哪一条，写期号和条目编号，如 "2024-03 2.4"；编号见 kuaibao list。
    pub(super) item: Option<Spanned<String>>,
    /// 标题；写了 item 的可以不写。
    pub(super) headline: Option<Spanned<String>>,
    /// 供稿单位，写署名；写了 item 的不写就是那一条的供稿单位。
    pub(super) units: Vec<Spanned<String>>,
    /// 是不是经本办转报的。
    pub(super) forwarded: bool,
    /// 是不是与别的材料合编成一条的（综合采用）。
    pub(super) compiled: bool,
    /// 备注。
    #[serde(rename = "note")]
    pub(super) _note: Option<String>,
}

/// 一次批示。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["level", "date"]))]
pub(super) struct InstructionFile {
    /// 哪一级领导，写 scoring.toml 里的级。
    pub(super) level: Option<Spanned<String>>,
    /// 哪天批的。
    pub(super) date: Option<Spanned<Date>>,
    /// 哪位领导。
    pub(super) by: Option<Spanned<String>>,
    /// 批在哪种刊物上，写 scoring.toml 里的刊名；批在本刊上就不写。
    pub(super) journal: Option<Spanned<String>>,
    /// 是本刊的哪一条，如 "2024-03 2.4"。
    pub(super) item: Option<Spanned<String>>,
    /// 标题；写了 item 的可以不写。
    pub(super) headline: Option<Spanned<String>>,
    /// 供稿单位；写了 item 的不写就是那一条的供稿单位。
    pub(super) units: Vec<Spanned<String>>,
    /// 要求哪天以前反馈，不要求就不写。
    pub(super) reply_due: Option<Spanned<Date>>,
    /// 哪天反馈的，还没有就不写。
    pub(super) replied: Option<Spanned<Date>>,
    /// 备注。
    #[serde(rename = "note")]
    pub(super) _note: Option<String>,
}

/// 一次约稿。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["topic", "units", "due"]))]
pub(super) struct CommissionFile {
    /// 约的什么。
    pub(super) topic: Option<Spanned<String>>,
    /// 约的哪些单位。
    pub(super) units: Vec<Spanned<String>>,
    /// 哪天以前要交。
    pub(super) due: Option<Spanned<Date>>,
    /// 哪天交的，还没有交就不写。交的日子不同的单位各写一段。
    pub(super) done: Option<Spanned<Date>>,
    /// 备注。
    #[serde(rename = "note")]
    pub(super) _note: Option<String>,
}

/// 报送条数。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["month", "unit", "count"]))]
pub(super) struct SubmittedFile {
    /// 哪个月，如 "2024-01"。
    pub(super) month: Option<Spanned<String>>,
    /// 哪个单位，写署名。
    pub(super) unit: Option<Spanned<String>>,
    /// 多少条。
    #[schemars(range(min = 0, max = 100000))]
    pub(super) count: Option<Spanned<i64>>,
    /// 哪一类，如“长篇”；不分类就不写。
    pub(super) kind: Option<Spanned<String>>,
    /// 备注。
    #[serde(rename = "note")]
    pub(super) _note: Option<String>,
}

/// 其他加分、扣分。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["date", "units", "points", "reason"]))]
pub(super) struct OtherFile {
    /// 记在哪一天。
    pub(super) date: Option<Spanned<Date>>,
    /// 哪些单位，写署名；每个单位都加（扣）这么多。
    pub(super) units: Vec<Spanned<String>>,
    /// 加几分；扣分写负数，如 -2。
    #[schemars(range(min = -10000, max = 10000))]
    pub(super) points: Option<Spanned<Points>>,
    /// 为什么，如“重大紧急信息迟报”，写在得分明细里。
    pub(super) reason: Option<Spanned<String>>,
    /// 备注。
    #[serde(rename = "note")]
    pub(super) _note: Option<String>,
}
