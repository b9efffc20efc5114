//! Names of units, and of people who stand with them: 县水利局　信息员：张三, 北塘乡党政办, 周航（县水利局）.

use std::borrow::Cow;

use super::Reference;
use crate::config::units::{Roster, divides};
use crate::zh::character::is_han;
use crate::zh::person;

/// What names of units end in.
pub(in crate::import) const ENDINGS: &str =
    "股局委办镇乡街道中心社院校会部队所站厅处科场司团行联馆台区县市组室园村府庭";

/// Whether the roster knows a unit, with or without the county before its name.
pub(super) fn known(name: &str, reference: Reference<'_>) -> bool {
    // 林场：甲 乙 are people; 北塘乡：蘑菇撑起致富伞 is a headline.
    let people = |rest: &str| rest.split(divides).all(|part| part.chars().count() <= 4);
    if name.split_once(['：', ':']).is_some_and(|(_, rest)| !people(rest)) {
        return false;
    }
    let find = |name: &str| reference.roster.find(name, reference.date).is_some();
    find(name) || without_county(name).is_some_and(|rest| find(rest) || find(&format!("县{rest}")))
}

/// A unit's name but for a slip: 人社句, 东屯真.
pub(super) fn misspelt(name: &str, reference: Reference<'_>) -> bool {
    name.chars().count() > 2 && reference.roster.nearest(name, reference.date).is_some()
}

/// 北塘乡党政办, 县民政局儿童福利股: where the office of a unit that is known begins, in bytes.
pub(super) fn office(name: &str, reference: Reference<'_>) -> Option<usize> {
    const OFFICES: &[&str] = &[
        "政府",
        "党委",
        "党政办",
        "办公室",
        "综合办",
        "综合科",
        "信息科",
        "宣传科",
        "秘书科",
        "政工科",
        "股",
    ];
    if known(name, reference) || name.contains([' ', '：', ':']) {
        return None;
    }
    let county = without_county(name).map_or(0, |rest| name.len() - rest.len());
    let length = [0, county].into_iter().find_map(|from| {
        let (_, length) = reference.roster.leading(&name[from..], reference.date)?;
        Some(from + length)
    })?;
    let rest = &name[length..];
    (OFFICES.iter().any(|end| rest.ends_with(end)) && rest.chars().count() <= 8).then_some(length)
}

/// 青河县林业局 → 林业局.
pub(super) fn without_county(name: &str) -> Option<&str> {
    let at = name.find(['县', '市', '区']).filter(|at| (3..=15).contains(at))?;
    let rest = &name[at + '县'.len_utf8()..];
    (rest.chars().count() >= 2).then_some(rest)
}

/// Two to four characters that name no kind of unit.
pub(super) fn is_person(name: &str, roster: &Roster) -> bool {
    let count = name.chars().count();
    (2..=4).contains(&count)
        && !like_unit(name)
        && roster.leading(name, None).is_none()
        && name.chars().all(|c| is_han(c) || c == '·')
}

/// Whether something is called as units are. Digits are of an aside: （见表1）.
pub(super) fn like_unit(name: &str) -> bool {
    let unit = name.split(['：', ':', ' ']).next().unwrap_or_default().trim();
    (2..=24).contains(&unit.chars().count())
        && !name.chars().any(|c| c.is_ascii_digit())
        && !["见", "注", "完", "详", "如", "图为", "图", "附"]
            .iter()
            .any(|start| unit.starts_with(start))
        && (unit.ends_with(|c| ENDINGS.contains(c)) || unit.len() < name.len())
}

/// （编辑：某某）, （记者 某某）: who has written it; no unit.
pub(super) fn is_person_note(inside: &str) -> bool {
    const LABELS: &[&str] = &[
        "供稿人",
        "投稿人",
        "撰稿人",
        "报送人",
        "审核人",
        "签发人",
        "联系人",
        "责任编辑",
        "编辑",
        "责编",
        "编审",
        "审核",
        "校对",
        "记者",
        "通讯员",
        "作者",
        "摄影",
        "撰稿",
        "撰文",
        "执笔",
        "采写",
        "信息员",
        "文/图",
        "图/文",
        "图文",
        "文",
        "图",
    ];
    let rest = LABELS.iter().find_map(|label| inside.trim().strip_prefix(label));
    rest.is_some_and(|rest| {
        let name = rest.trim_start_matches(['：', ':', '/', ' ', '\u{3000}']);
        let mut words = name.split(|c| divides(c) || "（）()".contains(c));
        let unit = words.any(|word| word.ends_with(|c| ENDINGS.contains(c)));
        name.len() < rest.len() && !name.is_empty() && !unit
    })
}

/// The names, and who is named behind them with what he does: 县水利局　信息员：张三　13800000000.
pub(super) fn without_person<'t>(
    names: &'t str,
    reference: Reference<'_>,
) -> (&'t str, Option<String>) {
    const WHO: &[&str] = &[
        "信息员",
        "通讯员",
        "联络员",
        "联系人",
        "联系电话",
        "联系方式",
        "电话",
        "手机",
        "撰稿",
        "供稿人",
        "报送人",
        "经办人",
        "填报人",
        "审核",
        "签发",
    ];
    let divided = |at: usize| {
        let before = &names[..at];
        before.ends_with(|c| divides(c) || "，,；;/（(".contains(c)) || known(before, reference)
    };
    let at =
        WHO.iter().filter_map(|word| names.find(word)).filter(|at| *at > 0 && divided(*at)).min();
    let Some(at) = at else { return (names, None) };
    let unit = names[..at].trim_end_matches(|c| divides(c) || "，,；;/（(".contains(c));
    if unit.is_empty() || !known(unit, reference) && !like_unit(unit) {
        return (names, None);
    }
    (unit, Some(names[at..].trim_end_matches(['）', ')']).trim().to_owned()))
}

/// The names, and the telephone number that stands behind them.
pub(super) fn without_telephone(names: &str) -> (Cow<'_, str>, Option<String>) {
    let is = |word: &str| {
        let labels = ["联系电话", "电话", "手机"];
        let word = labels.iter().find_map(|label| word.strip_prefix(label)).unwrap_or(word);
        let word = word.trim_start_matches(['：', ':']);
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits >= 7 && word.chars().all(|c| c.is_ascii_digit() || "-*＊—".contains(c))
    };
    let mut words: Vec<&str> = names.split(char::is_whitespace).collect();
    match words.pop_if(|word| is(word)) {
        Some(number) if !words.is_empty() => {
            (Cow::Owned(words.join(" ").trim_end().to_owned()), Some(number.to_owned()))
        }
        _ => (Cow::Borrowed(names), None),
    }
}

/// 周航（县水利局）, 县水利局（周航）: a unit that is known and a person of it.
pub(super) fn in_brackets(text: &str, reference: Reference<'_>) -> Option<(String, String)> {
    let (before, inside) = text.split_once(['（', '('])?;
    let inside = inside.strip_suffix(['）', ')'])?;
    let pair = [(before, inside), (inside, before)];
    let of = |(unit, who): &(&str, &str)| known(unit, reference) && person::is_name(who);
    pair.iter().find(|pair| of(pair)).map(|(unit, who)| ((*unit).to_owned(), (*who).to_owned()))
}
