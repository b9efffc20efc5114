//! `[layout]` of `bulletin.toml`: the page, and how far it may be fitted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PageTarget;
use crate::source::{Diagnostic, Spanned};

/// 版面。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LayoutFile {
    /// 印成几页：页数（如 4）；"even" 凑成双数；"auto" 不管页数。不写就是 "even"。
    pub(super) pages: Option<Spanned<PageTarget>>,
    /// 行距最小几磅，不写就是 25.5。标准是 29.62（每页 22 行）。
    #[schemars(range(min = 20.0, max = 29.62))]
    pub(super) pitch_min: Option<Spanned<f64>>,
    /// 行距最大几磅，不写就是 31.5。
    #[schemars(range(min = 29.62, max = 40.0))]
    pub(super) pitch_max: Option<Spanned<f64>>,
    /// 正文字号最小几磅，不写就是 15（小三）。标准是 15.79（每行 28 字）。
    #[schemars(range(min = 12.0, max = 15.79))]
    pub(super) size_min: Option<Spanned<f64>>,
    /// 报头占几行（标准行），不写就是 7，即版心的上三分之一。每期都在同一处。
    #[schemars(range(min = 5, max = 12))]
    pub(super) masthead: Option<Spanned<i64>>,
    /// 排不进时报头最少可以收到几行；不写就不收，各期报头一样高。
    #[schemars(range(min = 5, max = 12))]
    pub(super) masthead_min: Option<Spanned<i64>>,
    /// 标点："full" 各占一字，只在相连处和行末挤；"squeezed" 行内也挤，一行多排一两个字。不写就是 "full"。
    pub(super) punctuation: Option<Spanned<Punctuation>>,
    /// 排不进时，能否让个别段落行内挤标点，省出只有一两个字的末行。不写就是 true。
    pub(super) win_lines: Option<Spanned<bool>>,
    /// 是否印在已有红头的纸上（套红纸）：刊名和红线不印，地方留着。不写就是 false。
    pub(super) preprinted: bool,
    /// 小册子折叠后里面的页比外面的多伸出几毫米（一张纸的厚度的两倍），不写就是 0。
    #[schemars(range(min = 0.0, max = 1.0))]
    pub(super) creep: Option<Spanned<f64>>,
    /// 条目多于几条时印目录，不写就是 15；0 是从不印。
    #[schemars(range(min = 0, max = 999))]
    pub(super) contents: Option<Spanned<i64>>,
    /// 汉字与数字、字母之间是否空出四分之一字。公文不空，不写就是 false。
    pub(super) latin_spacing: bool,
}

/// 标点怎样占位。
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Punctuation {
    /// 各占一字，只在相连处和行末挤。
    #[default]
    Full,
    /// 行内也挤。
    Squeezed,
}

impl PageTarget {
    pub(super) fn read(file: &LayoutFile, found: &mut Vec<Diagnostic>) -> Self {
        let Some(pages) = &file.pages else { return Self::default() };
        if !matches!(pages.value, Self::Even | Self::Auto | Self::Exactly(1..=64)) {
            found.push(
                Diagnostic::error("setting-out-of-range", pages.span, "页数要在 1 到 64 之间")
                    .help("写 pages = 4 这样的数，或者 \"even\"、\"auto\""),
            );
        }
        pages.value
    }
}

/// How far copy-fitting may go from the standard page: points, and lines of the standard page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub pitch_min: f64,
    pub pitch_max: f64,
    pub size_min: f64,
    /// Height of the masthead, and the least it may be fitted to.
    pub masthead: u32,
    pub masthead_min: u32,
    /// Whether marks may be squeezed in a paragraph where that wins a line back.
    pub may_win: bool,
}

/// Below 25.5 pt, 25 lines a page, lines of 三号 look crowded, above 31.5 pt thin; 15 pt is 小三, the next size down. The
/// masthead takes the upper third of the type area.
impl Default for Limits {
    fn default() -> Self {
        Self {
            pitch_min: 25.5,
            pitch_max: 31.5,
            size_min: 15.0,
            masthead: 7,
            masthead_min: 7,
            may_win: true,
        }
    }
}

impl Limits {
    pub(super) fn read(file: &LayoutFile, found: &mut Vec<Diagnostic>) -> Self {
        let mut read = |key: &str, value: &Option<Spanned<f64>>, default: f64, range: [f64; 2]| {
            let Some(value) = value else { return default };
            if (range[0]..=range[1]).contains(&value.value) {
                return value.value;
            }
            let message = format!("{key} 要在 {} 磅到 {} 磅之间", range[0], range[1]);
            found.push(
                Diagnostic::error("setting-out-of-range", value.span, message)
                    .help(format!("不写 {key} 就是 {default} 磅")),
            );
            default
        };
        let usual = Self::default();
        let (pitch_min, pitch_max, size_min) = (
            read("pitch-min", &file.pitch_min, usual.pitch_min, [20.0, 29.62]),
            read("pitch-max", &file.pitch_max, usual.pitch_max, [29.62, 40.0]),
            read("size-min", &file.size_min, usual.size_min, [12.0, 15.79]),
        );
        let mut height = |key: &str, value: &Option<Spanned<i64>>, most: u32, default: u32| {
            let Some(value) = value else { return default };
            match u32::try_from(value.value) {
                Ok(lines) if (5..=most).contains(&lines) => lines,
                _ => {
                    let message = format!("{key} 要在 5 行到 {most} 行之间");
                    let help = format!("写 {key} = {default} 这样的数，或者删去这一行");
                    found.push(
                        Diagnostic::error("setting-out-of-range", value.span, message).help(help),
                    );
                    default
                }
            }
        };
        let masthead = height("masthead", &file.masthead, 12, usual.masthead);
        let masthead_min = height("masthead-min", &file.masthead_min, masthead, masthead);
        let full = file.punctuation.as_ref().is_none_or(|of| of.value == Punctuation::Full);
        let may_win = full && file.win_lines.as_ref().is_none_or(|may| may.value);
        Self { pitch_min, pitch_max, size_min, masthead, masthead_min, may_win }
    }
}

/// Millimetres; paper is not thicker than half of one.
pub(super) fn creep(written: Option<&Spanned<f64>>, found: &mut Vec<Diagnostic>) -> f64 {
    let Some(written) = written else { return 0.0 };
    if (0.0..=1.0).contains(&written.value) {
        return written.value;
    }
    found.push(
        Diagnostic::error("setting-out-of-range", written.span, "creep 要在 0 毫米到 1 毫米之间")
            .help("写 creep = 0.2 这样的数，或者删去这一行"),
    );
    0.0
}
