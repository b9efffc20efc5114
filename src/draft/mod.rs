//! The draft as written: every field may still be missing, every value knows its place.
//!
//! What is wrong with a draft is for the rules to say; reading one never fails. The doc comments
//! of the fields are Chinese because editors see them: they become the descriptions of the JSON
//! Schema that completion in an editor shows.
//!
//! To add a field: here, in `bulletin/build.rs`, and in the template that shows it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::source::shape::{self, Read};
use crate::source::{Date, Source, Spanned};

pub mod arrange;
pub mod attachment;
pub mod change;
pub mod guess;
mod moment;
pub mod name;
mod number;
pub mod rich;
mod roles;
pub mod schema;
mod separated;
pub mod sheet;
mod shown;
mod workbook;
pub mod write;

pub use number::ItemNumber;
pub use roles::Role;

/// 一期快报的稿件。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["number", "date"]))]
pub struct Draft {
    /// 期号，只写数字，如 43。每年从 1 起编；增刊另编。
    #[schemars(range(min = 1, max = 9999))]
    pub number: Option<Spanned<i64>>,
    /// 出刊日期，不加引号，如 2023-09-22。
    pub date: Option<Spanned<Date>>,
    /// 本期是正刊还是增刊，不写就是正刊。增刊的期号与正刊分开编。
    pub kind: Option<Spanned<Kind>>,
    /// 总期号（创刊以来第几期），不印就不写。
    #[schemars(range(min = 1, max = 99999))]
    pub total: Option<Spanned<i64>>,
    /// 编者按，印在红线之下。段落之间空一行。
    pub note: Option<Spanned<String>>,
    /// 本期的发送范围，与 bulletin.toml 里的固定名单不同时才写，不写“本期发：”三字。
    pub distribution: Option<Spanned<String>>,
    /// 本期发送范围为什么与固定名单不同，如“增发教育系统”。不印出来。
    pub distribution_reason: Option<Spanned<String>>,
    /// 本期印多少份，与 bulletin.toml 里的不同时才写。
    #[schemars(range(min = 1, max = 99999))]
    pub copies: Option<Spanned<i64>>,
    /// 栏目，按印出的先后排列。
    pub column: Vec<Spanned<Column>>,
    /// 责任编辑、审核、签发。
    pub signoff: Option<Spanned<Signoff>>,
    /// 导入时没有归到各项里的文字，归好或者确定不要之后删去，才能付印。
    pub unplaced: Vec<Spanned<Unplaced>>,
}

/// 一个栏目。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["name"]))]
pub struct Column {
    /// 栏目名，不写【】，如“民生保障”。
    pub name: Option<Spanned<String>>,
    /// 栏目下的条目，按印出的先后排列。
    pub item: Vec<Spanned<Item>>,
}

/// 一条信息。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["headline", "body", "credits"]))]
pub struct Item {
    /// 标题，句末不加句号。
    pub headline: Option<Spanned<String>>,
    /// 正文。段落之间空一行；**两边各两个星号** 的文字印成黑体；其余符号照原样印出。
    pub body: Option<Spanned<String>>,
    /// 供稿单位，写单位名录里的署名，如 ["发改委"]；几个单位就写几个。
    pub credits: Option<Spanned<Vec<Spanned<String>>>>,
    /// 表格，印在正文的段落之间或之后。
    pub table: Vec<Spanned<Table>>,
    /// 图片，印在正文的段落之间或之后。
    pub figure: Vec<Spanned<Figure>>,
}

impl Item {
    /// Whether nobody has written anything into it.
    pub fn is_blank(&self) -> bool {
        let blank = |text: &Option<Spanned<String>>| {
            text.as_ref().is_none_or(|text| text.trim().is_empty())
        };
        blank(&self.headline)
            && blank(&self.body)
            && self.credits.as_ref().is_none_or(|credits| credits.is_empty())
            && self.table.is_empty()
            && self.figure.is_empty()
    }
}

/// 一张表。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Table {
    /// 表题，印在表的上方。
    pub caption: Option<Spanned<String>>,
    /// 各行的内容，如 [["乡镇", "户数"], ["东屯镇", "23"]]；数字也加引号。
    pub rows: Option<Spanned<Vec<Vec<Spanned<String>>>>>,
    /// 内容在哪个 CSV 或 .xlsx 文件里，如 "2024-03-1.csv"，与稿件放在一起；与 rows 只写一个。
    pub file: Option<Spanned<String>>,
    /// 开头几行是表头，不写就是 1。
    #[schemars(range(min = 0, max = 9))]
    pub head: Option<Spanned<i64>>,
    /// 印在正文第几段之后，不写就是全部正文之后。
    #[schemars(range(min = 1, max = 999))]
    pub after: Option<Spanned<i64>>,
}

/// 一张图片。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(extend("required" = ["file"]))]
pub struct Figure {
    /// 图片文件（PNG 或 JPEG），如 "2024-03-1.jpg"，与稿件放在一起。
    pub file: Option<Spanned<String>>,
    /// 图题，印在图的下方。
    pub caption: Option<Spanned<String>>,
    /// 图里是什么，给看不见图的人听的；不写就用图题。
    pub alt: Option<Spanned<String>>,
    /// 图宽占版心的百分之几，不写就按图的大小。
    #[schemars(range(min = 10, max = 100))]
    pub width: Option<Spanned<i64>>,
    /// 印在正文第几段之后，不写就是全部正文之后。
    #[schemars(range(min = 1, max = 999))]
    pub after: Option<Spanned<i64>>,
}

/// 责任编辑、审核、签发，三项都签了才能印正式稿。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signoff {
    /// 责任编辑。
    pub editor: Option<Spanned<String>>,
    /// 审核人，审核之后再填。
    pub reviewer: Option<Spanned<String>>,
    /// 签发人，签发之后再填。
    pub approver: Option<Spanned<String>>,
    /// 各人签的是什么内容，由 kuaibao sign 写入，不要手工改动。
    pub signed: Vec<Spanned<Signed>>,
}

/// 一个签名所签的内容。签过之后改动了内容，签名就不算数。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Signed {
    /// 签的是什么：责任编辑、审核或签发。
    #[serde(rename = "as")]
    pub role: Option<Spanned<Role>>,
    /// 谁签的。
    pub by: Option<Spanned<String>>,
    /// 哪天签的。
    pub on: Option<Spanned<Date>>,
    /// 所签内容的指纹。
    pub content: Option<Spanned<String>>,
    /// 指纹的短式，可以在纸上对照。
    pub short: Option<Spanned<String>>,
}

/// 导入的文件里有、但不知道该放在哪里的一段文字。
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Unplaced {
    /// 原文。
    pub text: Option<Spanned<String>>,
    /// 在哪个文件的什么地方。
    pub from: Option<Spanned<String>>,
}

/// 正刊或增刊。
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Deserialize,
    serde::Serialize,
    JsonSchema,
)]
pub enum Kind {
    #[default]
    #[serde(rename = "正刊")]
    Regular,
    #[serde(rename = "增刊")]
    Supplement,
}

impl Draft {
    /// Reads a draft. Syntax errors, unknown keys and wrong types come back as diagnostics; what
    /// could be read is in the draft.
    pub fn read(source: &Source) -> Read<Self> {
        let mut read: Read<Self> = shape::read(source, schema::schema());
        // The decoder gives a text of several lines twice the room it needs.
        for item in read.value.column.iter_mut().flat_map(|column| &mut column.value.item) {
            if let Some(body) = &mut item.value.body {
                body.value.shrink_to_fit();
            }
        }
        read
    }

    pub fn kind(&self) -> Kind {
        self.kind.as_ref().map_or(Kind::Regular, |kind| **kind)
    }

    pub fn date(&self) -> Option<NaiveDate> {
        self.date.as_ref().map(|date| date.0)
    }

    pub fn number(&self) -> Option<i64> {
        self.number.as_ref().map(|number| **number)
    }

    /// All items with the index of their column and their own, both from 0.
    pub fn items(&self) -> impl Iterator<Item = (usize, usize, &Spanned<Item>)> {
        self.column.iter().enumerate().flat_map(|(column, written)| {
            written.item.iter().enumerate().map(move |(item, written)| (column, item, written))
        })
    }
}

impl Table {
    /// How many rows name the columns.
    pub fn head(&self) -> usize {
        self.head.as_ref().map_or(1, |head| usize::try_from(**head).unwrap_or(0))
    }
}
