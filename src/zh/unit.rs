//! Units and measure words.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::line::Line;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    Money,
    /// Length, area, volume, weight, energy: what is measured, not counted.
    Extent,
    Time,
    /// % and ‰.
    Share,
    /// 个百分点.
    Points,
    /// 倍, 成, 折.
    Multiple,
    /// What is counted one by one.
    Count,
}

/// A unit by the name under which it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    pub name: &'static str,
    pub measure: Measure,
}

/// All names with their first characters, sorted by these and the longest first.
static BY_FIRST: LazyLock<Vec<(char, &str, Measure)>> = LazyLock::new(|| {
    let names = UNITS.iter().flat_map(|(measure, names)| names.split(' ').map(|n| (n, *measure)));
    let mut all: Vec<(char, &str, Measure)> =
        names.filter_map(|(name, measure)| Some((name.chars().next()?, name, measure))).collect();
    all.sort_by_key(|(first, name, _)| (*first, Reverse(name.len())));
    all
});

/// The unit that begins at a place, with its length in characters: the longest that fits.
pub fn at(line: &Line, at: usize) -> Option<(Unit, usize)> {
    let first = line.get(at)?;
    let from = BY_FIRST.partition_point(|(known, ..)| *known < first);
    let same_first = BY_FIRST[from..].iter().take_while(|(known, ..)| *known == first);
    let mut fits =
        same_first.filter(|(_, name, _)| line.starts_with(at, name) && !is_cut(line, at, name));
    let (_, name, measure) = *fits.next()?;
    let same = SAME.iter().find(|(other, _)| *other == name).map_or(name, |(_, name)| *name);
    Some((Unit { name: same, measure }, name.chars().count()))
}

/// Whether the name is only the beginning of another word: 5m in 5mg, 3人民… in 3人民.
fn is_cut(line: &Line, at: usize, name: &str) -> bool {
    let next = line.get(at + name.chars().count());
    let latin = name.ends_with(|c: char| c.is_ascii_alphabetic());
    latin && next.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// Names of one unit: the other name, and the one it is compared by.
static SAME: &[(&str, &str)] = &[
    ("千米", "公里"),
    ("km", "公里"),
    ("m", "米"),
    ("㎡", "平方米"),
    ("m²", "平方米"),
    ("平米", "平方米"),
    ("平方千米", "平方公里"),
    ("km²", "平方公里"),
    ("m³", "立方米"),
    ("方", "立方米"),
    ("千克", "公斤"),
    ("kg", "公斤"),
    ("t", "吨"),
    ("度", "千瓦时"),
    ("kW", "千瓦"),
    ("MW", "兆瓦"),
    ("个百分点", "百分点"),
    ("块钱", "元"),
    ("元人民币", "元"),
];

static UNITS: &[(Measure, &str)] = &[
    (Measure::Money, "元 元人民币 块钱 美元 港元 欧元 日元 英镑 角"),
    (
        Measure::Extent,
        "亩 公顷 顷 平方米 平米 平方公里 平方千米 平方厘米 平方 立方米 立方 方 ㎡ m² km² m³ \
         公里 千米 米 厘米 毫米 微米 华里 里 海里 延米 延长米 km m cm mm \
         吨 公斤 千克 斤 克 毫克 微克 毫克/升 微克/立方米 毫克/立方米 微克/升 kg t g mg 吨公里 标准煤 标立方米 升 毫升 \
         千瓦时 万千瓦时 度 千瓦 兆瓦 兆瓦时 千伏安 千伏 伏 kW MW kWh 摄氏度 ℃ 马力",
    ),
    (
        Measure::Time,
        "年 周年 个年度 个月 月 周 个星期 天 日 个工作日 工作日 小时 个小时 分钟 秒 个季度 季度 周岁 岁 \
         个学期 学期 课时 学时 年级",
    ),
    (Measure::Share, "% ‰"),
    (Measure::Points, "个百分点 百分点"),
    (Measure::Multiple, "倍 成 折"),
    (
        Measure::Count,
        "个 人 名 位 户 家 项 件 条 处 次 场 起 所 座 台 套 辆 份 张 本 册 只 头 匹 羽 株 棵 袋 箱 瓶 桶 顶 \
         床 间 栋 幢 支 队 组 批 期 班 宗 笔 例 道 段 片 块 口 眼 根 盏 部 篇 幅 面 枚 艘 架 节 门 届 轮 遍 \
         趟 级 层 类 种 样 点 方面 人次 户次 车次 台次 件次 班次 架次 场次 家次 批次 频次 台套 户人 床位 席 \
         村 乡 镇 县 市 省 区 街道 社区 乡镇 村民小组 网格 学校 支部 单元 标段 万人 字 朵 尾 口人 代 \
         对 双 副 盘 车 船 窝 垛 捆 包 盒 听 罐 板 贴 针 剂 票 席次 集 首 曲 杆 门次 分 杯 粒 颗 滴 单 \
         孔 环 圈 跨 线 点位 名次",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unit_is_taken() {
        let cases = [
            ("人次参加", Some(("人次", 2))),
            ("人参加", Some(("人", 1))),
            ("个百分点", Some(("百分点", 4))),
            ("个项目", Some(("个", 1))),
            ("千米", Some(("公里", 2))),
            ("平方；", Some(("平方", 2))),
            ("mg", Some(("mg", 2))),
            ("mx", None),
            ("的", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = at(&Line::new(text), 0);
            assert_eq!(found.map(|(unit, length)| (unit.name, length)), expected, "{text}");
        }
    }

    #[test]
    fn every_unit_is_listed_once() {
        let mut names: Vec<&str> = UNITS.iter().flat_map(|(_, names)| names.split(' ')).collect();
        names.retain(|name| !name.is_empty());
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
