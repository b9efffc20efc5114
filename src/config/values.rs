//! Settings of a few words each: faces, the day of publishing, levels of rules, numbers of pages.

use chrono::Weekday as Day;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::source::Level;

/// 各处优先使用的字体，可写几个，装了哪个用哪个；都没装就用自带的。
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fonts {
    /// 刊名，如 ["方正小标宋简体"]。
    pub title: Vec<String>,
    /// 栏目和标题，如 ["黑体"]。
    pub heading: Vec<String>,
    /// 正文，如 ["仿宋_GB2312"]。
    pub body: Vec<String>,
    /// 编者按，如 ["楷体_GB2312"]。
    pub kai: Vec<String>,
    /// 页码，如 ["宋体"]。
    pub folio: Vec<String>,
}

/// 一期能做成的一种格式。
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    Pdf,
    Booklet,
    TwoUp,
    Docx,
    Html,
    Wechat,
    Text,
    Chat,
    Ofd,
    Png,
    Svg,
    Data,
}

impl Form {
    /// All of them, the record first.
    pub const ALL: [Self; 12] = [
        Self::Pdf,
        Self::Booklet,
        Self::TwoUp,
        Self::Docx,
        Self::Html,
        Self::Wechat,
        Self::Text,
        Self::Chat,
        Self::Ofd,
        Self::Png,
        Self::Svg,
        Self::Data,
    ];

    /// As `--format` and `bulletin.toml` have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Booklet => "booklet",
            Self::TwoUp => "two-up",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Wechat => "wechat",
            Self::Text => "text",
            Self::Chat => "chat",
            Self::Ofd => "ofd",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Data => "data",
        }
    }

    /// The form of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// 星期几出刊。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
pub enum Weekday {
    #[serde(rename = "星期一")]
    Monday,
    #[serde(rename = "星期二")]
    Tuesday,
    #[serde(rename = "星期三")]
    Wednesday,
    #[serde(rename = "星期四")]
    Thursday,
    #[default]
    #[serde(rename = "星期五")]
    Friday,
    #[serde(rename = "星期六")]
    Saturday,
    #[serde(rename = "星期日")]
    Sunday,
}

impl Weekday {
    pub fn day(self) -> Day {
        match self {
            Self::Monday => Day::Mon,
            Self::Tuesday => Day::Tue,
            Self::Wednesday => Day::Wed,
            Self::Thursday => Day::Thu,
            Self::Friday => Day::Fri,
            Self::Saturday => Day::Sat,
            Self::Sunday => Day::Sun,
        }
    }
}

/// 规则的级别。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum RuleLevel {
    #[serde(rename = "错误")]
    Error,
    #[serde(rename = "警告")]
    Warning,
    #[serde(rename = "提示")]
    Hint,
    #[serde(rename = "关闭")]
    Off,
}

impl RuleLevel {
    /// The level to report at; `None` is not at all.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Error => Some(Level::Error),
            Self::Warning => Some(Level::Warning),
            Self::Hint => Some(Level::Hint),
            Self::Off => None,
        }
    }
}

/// How many pages a bulletin should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageTarget {
    Exactly(u32),
    #[default]
    Even,
    Auto,
}

impl<'de> Deserialize<'de> for PageTarget {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl serde::de::Visitor<'_> for Visitor {
            type Value = PageTarget;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number of pages, \"even\" or \"auto\"")
            }

            fn visit_i64<E: serde::de::Error>(self, pages: i64) -> Result<PageTarget, E> {
                // Out of range is a finding, not a failure to read: 0 is reported by the rules.
                Ok(PageTarget::Exactly(u32::try_from(pages).unwrap_or(0)))
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<PageTarget, E> {
                match name {
                    "even" => Ok(PageTarget::Even),
                    "auto" => Ok(PageTarget::Auto),
                    _ => Err(E::custom("unknown page target")),
                }
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for PageTarget {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PageTarget".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": 64 },
                { "type": "string", "enum": ["even", "auto"] }
            ]
        })
    }
}
