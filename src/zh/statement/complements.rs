//! Words that make a whole together: 男 and 女, 城镇 and 乡村.

use crate::zh::needles::Has as _;

/// Rows of which the figures make a whole even without 其中, in the next sentence.
static UNMARKED: &[&[&str]] = &[
    &["男", "女"],
    &["城镇", "乡村"],
    &["城镇", "农村"],
    &["已", "未"],
    &["出口", "进口"],
    &["合格", "不合格"],
    &["完好", "损坏"],
    &["民警", "辅警"],
    &["酒驾", "醉驾"],
    &["第一产业", "第二产业", "第三产业"],
    &["一产", "二产", "三产"],
];

/// Rows of which nothing is left out when all of one are among the parts.
static MARKED: &[&[&str]] = &[
    &["城市", "农村"],
    &["城区", "乡镇"],
    &["已", "正在"],
    &["省内", "省外"],
    &["县内", "县外"],
    &["新建", "改建"],
    &["新建", "改扩建"],
    &["新建", "续建"],
    &["以上", "以下"],
    &["短期", "中长期"],
    &["轻工业", "重工业"],
    &["公办", "民办"],
    &["成人组", "少年组"],
    &["一等奖", "二等奖", "三等奖"],
    &["国家级", "省级", "市级"],
    &["省级", "市级", "县级"],
    &["县道", "乡道", "村道"],
    &["夏粮", "秋粮"],
    &["专职", "兼职"],
    &["过夜", "一日游"],
    &["正高", "副高", "中级", "初级"],
    &["自筹", "贷款"],
];

/// What is left.
static REST: &[&str] = &["其余", "其他", "其它", "剩余"];

pub(super) fn unmarked() -> impl Iterator<Item = &'static [&'static str]> {
    UNMARKED.iter().copied()
}

/// Whether nothing can be left out by what parts are called.
pub(super) fn has_all_of_one(nouns: &[String]) -> bool {
    let nouns: Vec<&str> = nouns
        .iter()
        .map(|noun| noun.trim_start_matches(['、', '，', '；', '：']).trim_start_matches("其中"))
        .collect();
    nouns.iter().any(|noun| REST.iter().any(|word| noun.has(word)))
        || are_states(&nouns)
        || UNMARKED.iter().chain(MARKED).any(|row| is_named(row, &nouns))
}

/// 已完成139个，正在推进12个，尚未启动5个: done, under way and not begun are all there is.
fn are_states(nouns: &[&str]) -> bool {
    const UNDER_WAY: &[&str] = &["正在", "在建", "推进中"];
    const NOT_BEGUN: &[&str] = &["尚未", "未启动", "未开工", "未动工", "未开展", "待"];
    let begins = |noun: &&str, words: &[&str]| words.iter().any(|word| noun.starts_with(word));
    nouns.len() == 3
        && nouns.iter().filter(|noun| begins(noun, UNDER_WAY)).count() == 1
        && nouns.iter().filter(|noun| begins(noun, NOT_BEGUN)).count() == 1
        && ["完成", "到位", "完工", "竣工", "建成", "投用", "投产", "办结", "整改"]
            .iter()
            .any(|word| nouns[0].has(word))
}

/// Whether each word of a row names a part of its own, in the same way: of 男学员 and 少数民族女学员
/// others may be left, and so of 已结案 and 未成年人案件.
fn is_named(row: &[&str], nouns: &[&str]) -> bool {
    let place = |word: &&str| {
        nouns.iter().enumerate().find_map(|(part, noun)| {
            let (before, behind) = noun.split_once(*word)?;
            (!before.ends_with(['不', '未', '非'])).then_some((part, before, behind))
        })
    };
    let Some(places) = row.iter().map(place).collect::<Option<Vec<_>>>() else { return false };
    let Some(first) = places.iter().min_by_key(|(part, ..)| *part) else { return false };
    // Before the first of a list its verb may stand: 评出一等奖2个、二等奖4个. And bounds are before 以上.
    // 35岁以下, 大专以上 are of two rows.
    let bounds = row != ["以上", "以下"]
        || places[0].1.chars().next_back() == places[1].1.chars().next_back();
    if !bounds {
        return false;
    }
    let alike = row == ["以上", "以下"]
        || places.iter().all(|(_, before, _)| before.is_empty() || *before == first.1);
    let apart = places.iter().enumerate().all(|(n, one)| places[..n].iter().all(|o| o.0 != one.0));
    let verb = |(_, _, behind): &(usize, &str, &str)| behind.chars().next();
    alike && apart && (row != ["已", "未"] || verb(&places[0]) == verb(&places[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_names_a_part_of_its_own() {
        let whole: [&[&str]; 9] = [
            &["亿元以上项目", "、5000万元至1亿元项目", "、5000万元以下项目"],
            &["其中男", "、女"],
            &["其中，城镇居民", "、农村居民"],
            &["评出一等奖", "、二等奖", "、三等奖"],
            &["合格", "、不合格"],
            &["不合格", "，合格"],
            &["已办结", "、未办结"],
            &["已完工", "、正在施工"],
            &["公办", "、民办", "、其他"],
        ];
        let open: [&[&str]; 6] = [
            &["其中不合格", "、停检"],
            &["已完工", "、未开工"],
            &["已结案", "、未成年人案件"],
            &["男学员", "、少数民族女学员"],
            &["男", "、党员"],
            &["非公办", "、民办"],
        ];
        let judged = |nouns: &[&str]| {
            has_all_of_one(&nouns.iter().map(|noun| (*noun).to_owned()).collect::<Vec<_>>())
        };
        for nouns in whole {
            assert!(judged(nouns), "{nouns:?}");
        }
        for nouns in open {
            assert!(!judged(nouns), "{nouns:?}");
        }
    }
}
