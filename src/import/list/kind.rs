//! Words for kinds of units, and rows that are none.

use crate::config::units::Group;
use crate::zh::number::is_one_to_ten;

/// A row that stands over the units of one kind: 一、县直部门（30个）.
pub(super) fn section(text: &str) -> Option<Group> {
    let number = |c: char| c.is_ascii_digit() || is_one_to_ten(c) || "、.． ".contains(c);
    let bare = text.trim_start_matches(|c: char| number(c) || "（）()".contains(c));
    let bare = bare.split(['（', '(', '：', ':']).next().unwrap_or_default().trim();
    let kinds = [
        "县直部门",
        "县直单位",
        "县直机关",
        "市直部门",
        "市直单位",
        "区直部门",
        "区直单位",
        "直属部门",
        "直属单位",
        "部门",
        "政府部门",
        "党委部门",
        "党群部门",
        "县直",
        "县委部门",
        "县政府部门",
        "乡镇",
        "乡镇街道",
        "乡（镇）",
        "乡镇、街道",
        "乡镇（街道）",
        "镇",
        "街道",
        "乡镇办",
        "各乡镇",
        "其他",
        "其他单位",
        "事业单位",
        "企业",
        "国有企业",
        "驻县单位",
        "垂直管理单位",
    ];
    let whole = text.trim_start_matches(number);
    (kinds.contains(&bare) || kinds.contains(&whole))
        .then(|| group_of(bare).or(group_of(whole)).unwrap_or(Group::Other))
}

/// The kind that words name; `None` when they name none of ours.
pub fn group_of(text: &str) -> Option<Group> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["乡镇", "街道", "镇街", "镇办", "乡办", "乡（镇", "乡(镇"]) {
        Some(Group::Township)
    } else if has(&[
        "县直",
        "市直",
        "区直",
        "旗直",
        "直属",
        "部门",
        "机关",
        "委办局",
        "委局",
        "直单位",
    ]) {
        Some(Group::Department)
    } else if has(&["其他", "其它", "开发区", "园区", "企业", "事业", "驻", "垂直"])
    {
        Some(Group::Other)
    } else {
        None
    }
}

/// A cell that stands beside sums.
pub(super) fn is_total(cell: &str) -> bool {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    ["合计", "总计", "小计", "共计", "总数"].contains(&plain.trim_end_matches(['：', ':']))
}

/// What stands below the units: 合计, 填表人：某某.
pub(super) fn is_foot(text: &str) -> bool {
    let starts = [
        "合计",
        "总计",
        "小计",
        "共计",
        "填表",
        "制表",
        "审核人",
        "负责人",
        "联系人",
        "注：",
        "注:",
        "说明：",
        "备注：",
    ];
    // 共14个单位, 以上共 14 家.
    let sum = text.trim_start_matches(['以', '上', '全', '县', '总']).strip_prefix('共');
    let sum = sum.map(|rest| rest.trim_start_matches(['计', '有', '：', ':', ' ', '　']));
    starts.iter().any(|start| text.starts_with(start))
        || sum.is_some_and(|rest| rest.starts_with(|c: char| c.is_numeric() || is_one_to_ten(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_units_is_none() {
        for text in ["共14个", "共14个单位", "以上共 14 家", "共计二十家单位", "注：每年修订"]
        {
            assert!(is_foot(text), "{text}");
        }
        for text in ["共青团云溪县委", "云溪县财政局", "共享服务中心"] {
            assert!(!is_foot(text), "{text}");
        }
    }
}
