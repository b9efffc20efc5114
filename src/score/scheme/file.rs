//! `scoring.toml` as written. The doc comments are what an editor shows beside each key.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::config::units::Group;
use crate::draft::Kind;
use crate::score::period::Per;
use crate::score::points::Points;
use crate::source::Spanned;

/// 信息采用怎样计分。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["own"]))]
pub(super) struct ScoringFile {
    /// 分数保留几位小数，不写就是 2。平分时除不尽的，按这个位数分，零头给排在前面的单位。
    #[schemars(range(min = 0, max = 4))]
    pub(super) places: Option<Spanned<i64>>,
    /// 算哪些期，不写就是稿件都算。
    pub(super) issues: Option<Spanned<Issues>>,
    /// 几个单位合写的一条怎样计，不写就是平分。
    pub(super) joint: Option<Spanned<Joint>>,
    /// 同一条信息几处采用怎样计，不写就是累加。
    pub(super) same_item: Option<Spanned<Repeated>>,
    /// 同一条信息有几位领导批示怎样计，不写就是累加。
    pub(super) same_item_instructions: Option<Spanned<Repeated>>,
    /// 本刊各类条目的分值，按先后对照，合条件的第一类算数。
    pub(super) own: Vec<Spanned<OwnFile>>,
    /// 采用信息、作批示的各级。
    pub(super) level: Vec<Spanned<LevelFile>>,
    /// 采用信息的其他刊物，一般是上级的。
    pub(super) journal: Vec<Spanned<JournalFile>>,
    /// 单位分几类，各类分开排名；不写就按名录里的类别。
    pub(super) class: Vec<Spanned<ClassFile>>,
    /// 约稿。
    pub(super) commission: Option<Spanned<DutyFile>>,
    /// 批示件的反馈。
    pub(super) reply: Option<Spanned<DutyFile>>,
    /// 通报怎样写。
    pub(super) notice: NoticeFile,
}

/// 算哪些期。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub enum Issues {
    /// 稿件都算，不管发布没有。
    #[default]
    #[serde(rename = "全部")]
    All,
    /// 只算发布了的。
    #[serde(rename = "已发布")]
    Released,
}

/// 合写的一条怎样计。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub enum Joint {
    /// 各单位平分。
    #[default]
    #[serde(rename = "平分")]
    Equal,
    /// 各单位都计全分。
    #[serde(rename = "全计")]
    Full,
    /// 只计排在第一的单位。
    #[serde(rename = "第一单位")]
    First,
}

/// 同一条信息几次得分怎样计。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub enum Repeated {
    /// 加在一起。
    #[default]
    #[serde(rename = "累加")]
    Sum,
    /// 只计最高的一次，已计过低的补差。
    #[serde(rename = "取最高")]
    Highest,
}

/// 本刊的一类条目。条件都合才算，不写条件就是其余各条。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["name", "points"]))]
pub(super) struct OwnFile {
    /// 类名，如“简讯”，印在明细里。
    pub(super) name: Option<Spanned<String>>,
    /// 每条几分。
    pub(super) points: Option<Spanned<Points>>,
    /// 几个单位合写时每个单位几分；写了就不按“合写的”那一项分。
    pub(super) joint_points: Option<Spanned<Points>>,
    /// 条件：登在正刊还是增刊上。
    pub(super) kind: Option<Spanned<Kind>>,
    /// 条件：登在这些栏目里，如 ["简讯"]。
    pub(super) columns: Vec<Spanned<String>>,
    /// 条件：整期只有这一条（专期）。
    pub(super) alone: bool,
    /// 条件：正文不超过多少字。
    #[schemars(range(min = 1, max = 100000))]
    pub(super) characters_at_most: Option<Spanned<i64>>,
    /// 条件：正文不少于多少字。
    #[schemars(range(min = 1, max = 100000))]
    pub(super) characters_at_least: Option<Spanned<i64>>,
}

/// 一级，如市级、省级。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["name"]))]
pub(super) struct LevelFile {
    /// 叫什么，如“市级”。
    pub(super) name: Option<Spanned<String>>,
    /// 这一级领导批示一次加几分，不加就不写。
    pub(super) instruction: Option<Spanned<Points>>,
    /// 经本办转报被采用的，分数乘以几，不写就是 1。
    pub(super) forwarded: Option<Spanned<Points>>,
    /// 与别的材料合编成一条采用的（综合采用），分数乘以几，不写就是 1。
    pub(super) compiled: Option<Spanned<Points>>,
}

/// 一种刊物。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["name", "level"]))]
pub(super) struct JournalFile {
    /// 刊名，不写书名号。
    pub(super) name: Option<Spanned<String>>,
    /// 哪一级的。
    pub(super) level: Option<Spanned<String>>,
    /// 采用一条几分。
    pub(super) points: Option<Spanned<Points>>,
    /// 各类采用另计几分，如 { "简讯" = 1, "专报" = 20 }。
    pub(super) kinds: BTreeMap<Spanned<String>, Spanned<Points>>,
    /// 登在这种刊物上的信息，领导批示一次加几分；不写就按那一级的。
    pub(super) instruction: Option<Spanned<Points>>,
}

/// 一类单位。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["name"]))]
pub(super) struct ClassFile {
    /// 叫什么，如“乡镇（街道）”，印在通报里。
    pub(super) name: Option<Spanned<String>>,
    /// 名录里的哪些类别归这一类，如 ["乡镇街道"]。
    pub(super) groups: Vec<Spanned<Group>>,
    /// 哪些单位归这一类，写署名；比 groups 优先。
    pub(super) units: Vec<Spanned<String>>,
    /// 任务：至少多少条，完成得几分，少一条扣几分。
    pub(super) quota: Vec<Spanned<QuotaFile>>,
}

/// 任务数的是什么。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Of {
    /// 报送了多少条，见 adopted.toml 里的 submitted。
    #[serde(rename = "报送")]
    Submitted,
    /// 本刊采用了多少条。
    #[serde(rename = "采用")]
    Own,
    /// 其他刊物采用了多少条。
    #[serde(rename = "上级采用")]
    Above,
}

/// 一项任务。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["of", "per", "at-least"]))]
pub(super) struct QuotaFile {
    /// 叫什么，如“每月报送”，不写就用“报送任务”“采用任务”。
    pub(super) name: Option<Spanned<String>>,
    /// 数什么。
    pub(super) of: Option<Spanned<Of>>,
    /// 只数这几类，如 ["长篇"]，不写就都数。
    pub(super) kinds: Vec<Spanned<String>>,
    /// 每月、每季还是每年。
    pub(super) per: Option<Spanned<Per>>,
    /// 至少多少条。
    #[schemars(range(min = 1, max = 10000))]
    pub(super) at_least: Option<Spanned<i64>>,
    /// 完成得几分（基础分）。
    pub(super) base: Option<Spanned<Points>>,
    /// 超过的每条再得几分。
    pub(super) extra: Option<Spanned<Points>>,
    /// 每月（季、年）的基础分连同超过的，最多几分。
    pub(super) most: Option<Spanned<Points>>,
    /// 全年的基础分连同超过的，最多几分。
    pub(super) most_in_year: Option<Spanned<Points>>,
    /// 每少一条扣几分，写正数。
    pub(super) short: Option<Spanned<Points>>,
    /// 每月（季、年）最多扣几分，写正数。
    pub(super) short_most: Option<Spanned<Points>>,
}

/// 按时要办的事。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DutyFile {
    /// 按时办了得几分。
    pub(super) points: Option<Spanned<Points>>,
    /// 办迟了扣几分，写正数。
    pub(super) late: Option<Spanned<Points>>,
    /// 到期没办扣几分，写正数；不写就与办迟了一样。
    pub(super) missing: Option<Spanned<Points>>,
}

/// 通报怎样写。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct NoticeFile {
    /// 标题里月份后面的话，不写就是“政务信息采用情况通报”。
    pub(super) title: Option<Spanned<String>>,
    /// 报头里期号的位置印什么，不写就是“采用情况通报”。
    pub(super) heading: Option<Spanned<String>>,
    /// 表格前面的话，段落之间空一行。可以用 {期间}、{期数}、{条数}、{上级条数}、{批示数}、{单位数}、{无采用单位}。
    pub(super) opening: Option<Spanned<String>>,
    /// 表格后面的话，写法同上。
    pub(super) closing: Option<Spanned<String>>,
    /// 责任编辑、审核、签发，不写就空着手签。
    pub(super) editor: Option<Spanned<String>>,
    /// 审核。
    pub(super) reviewer: Option<Spanned<String>>,
    /// 签发。
    pub(super) approver: Option<Spanned<String>>,
}
