//! What a figure is in its sentence: told by the words right before it and by its unit.

use std::ops::Range;

use super::beside::{BASES, EDGES, is_class, is_compared, over_bracket};
use crate::zh::line::Line;
use crate::zh::needles::Has as _;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;
use crate::zh::unit::Measure;

/// Which way something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
}

/// What a figure says of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// So much there is.
    Amount,
    /// So much there was: 比上年的37.2万吨, 由12860元, （去年同期42起）.
    Base,
    /// So much it came to: 增至14532元.
    Reached,
    /// By so much it changed: 增加1.4万吨, 提高2个百分点.
    Delta(Way),
    /// By such a part it changed: 增长3.8%.
    Growth(Way),
    /// Such a part it is: 占比35%, 占…的73%, 完成…的78%.
    Share,
    /// What is named a rate: 合格率98.1%.
    Rate,
    /// 是…的4倍.
    Times,
    /// What falls on one: 人均700元, 每公斤4.5元.
    Each,
    /// The edge of a class: 60岁及以上, 500万元以上.
    Bound,
    /// An hour, an age, a year: nothing that is added up.
    Other,
}

/// A quantity of the reading with what it is in its sentence.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its index among the quantities of the reading.
    pub index: usize,
    /// The innermost bracket it stands in.
    pub bracket: Option<Range<usize>>,
    /// The words right before it, back to the last point, bracket or figure.
    pub lead: Range<usize>,
    /// The same as text.
    pub words: String,
    pub role: Role,
}

static UP: &[&str] = &[
    "增加",
    "增长",
    "增产",
    "增收",
    "净增",
    "提高",
    "提升",
    "上升",
    "上涨",
    "扩大",
    "前移",
    "前进",
    "回升",
    "多收",
    "新增加",
    "亩增",
    "增幅",
    "涨幅",
    "增",
    "多",
    "高",
    "升",
];

static DOWN: &[&str] = &[
    "减少", "下降", "降低", "缩短", "缩小", "压缩", "压减", "减产", "减收", "下跌", "回落", "收窄",
    "后移", "净减", "降幅", "跌幅", "少", "低", "减", "降",
];

/// Verbs of change that also end other words: 多 of 众多, 高 of 最高.
static SHORT: &[&str] = &["增", "多", "高", "升", "少", "低", "减", "降"];

impl Figure {
    pub fn new(reading: &Reading, index: usize, brackets: &[Range<usize>]) -> Self {
        let quantity = &reading.quantities[index];
        let lead = lead(reading, index);
        let inside = |bracket: &&Range<usize>| bracket.contains(&quantity.range.start);
        let bracket = brackets.iter().filter(inside).min_by_key(|bracket| bracket.len()).cloned();
        let words = reading.line.text(lead.clone());
        let over = over_bracket(reading, index, lead.clone(), brackets);
        let (lead, words) = over.unwrap_or((lead, words));
        let role = match &bracket {
            Some(bracket) if is_compared(reading, index, bracket, &words) => Role::Base,
            _ => role(reading, index, &words, bracket.is_some()),
        };
        Self { index, bracket, lead, words, role }
    }
}

/// The words right before a figure.
fn lead(reading: &Reading, index: usize) -> Range<usize> {
    let line = &reading.line;
    let quantity = &reading.quantities[index];
    let end = quantity.before.as_ref().map_or(quantity.range.start, |before| before.start);
    let floor = index.checked_sub(1).map_or(0, |last| {
        let last = &reading.quantities[last];
        last.after.as_ref().map_or(last.range.end, |after| after.end).max(last.range.end)
    });
    let edge = |at: &usize| line.get(*at).is_some_and(|c| EDGES.contains(c));
    let start = (floor.min(end)..end).rev().find(edge).map_or(floor.min(end), |at| at + 1);
    start..end
}

/// A text without the words that only lead to a number.
fn bare(words: &str) -> &str {
    let mut words = words;
    loop {
        let shorter = ["了", "达到", "达", "为", "约", "是", "至", "到", "近", "已", "：", "由"]
            .iter()
            .find_map(|link| words.strip_suffix(link))
            .filter(|shorter| !shorter.is_empty());
        match shorter {
            Some(shorter) if !words.ends_with("提到") => words = shorter,
            _ => return words,
        }
    }
}

/// The change that some words tell of, when they end in a verb of it.
fn way(words: &str, compared: bool) -> Option<Way> {
    let words = words.trim_end_matches(['了', '约', '达', '为', '近']);
    let ends = |verbs: &[&str]| {
        verbs.iter().any(|verb| {
            words.ends_with(verb) && (!SHORT.contains(verb) || compared || words == *verb)
        })
    };
    // 新增 and 最高 are no change.
    // 比上年同期少发生14起.
    let then = |at: usize| words[..at].ends_with(['期', '年', '月', '度', '季', '周']);
    let verb = |at: usize, c: char| (1..=3).contains(&words[at + c.len_utf8()..].chars().count());
    for (c, way) in [('多', Way::Up), ('少', Way::Down)] {
        if compared && words.rfind(c).is_some_and(|at| then(at) && verb(at, c)) {
            return Some(way);
        }
    }
    if ["少发", "少发生", "少收", "少支", "少用"].contains(&words) {
        return Some(Way::Down);
    }
    if ["多发", "多发生", "多收", "多支", "多用"].contains(&words) {
        return Some(Way::Up);
    }
    // 较年初新增21.3亿元.
    if compared && words.ends_with("新增") {
        return Some(Way::Up);
    }
    let other = ["新增", "最多", "最高", "最低", "最少", "至少", "至多", "众多", "提高到"];
    if other.iter().any(|word| words.ends_with(word)) {
        return None;
    }
    if ends(UP) {
        return Some(Way::Up);
    }
    ends(DOWN).then_some(Way::Down)
}

/// Whether a clause compares: 比上年, 较去年同期, 同比.
fn compares(words: &str) -> bool {
    let time = |rest: &str| BASES.iter().any(|base| rest.has(base));
    ["同比", "环比"].iter().any(|word| words.has(word))
        || ["比", "较"].iter().any(|word| {
            words.rmatch_indices(word).next().is_some_and(|(at, _)| time(&words[at + word.len()..]))
        })
}

fn role(reading: &Reading, index: usize, words: &str, bracketed: bool) -> Role {
    let line = &reading.line;
    let quantity = &reading.quantities[index];
    if is_class(reading, index) {
        return Role::Other;
    }
    let bound = quantity.after.clone().is_some_and(|after| {
        ["以上", "以下", "以内", "以外"].iter().any(|word| line.text(after.clone()).ends_with(word))
    });
    let behind = line.get(quantity.range.end);
    if bound || quantity.unit.name == "岁" {
        return Role::Bound;
    }
    match quantity.unit.measure {
        Measure::Share => return share_role(reading, index, words, bracketed),
        Measure::Points => return Role::Delta(way(words, true).unwrap_or(Way::Up)),
        Measure::Multiple => return Role::Times,
        Measure::Time if behind.is_some_and(|c| c == '以') => return Role::Bound,
        _ => {}
    }
    let each = ["由每", "从每", "由人均", "从人均"].iter().any(|word| words.has(word));
    let since = ["由", "从"].iter().any(|word| {
        words.rfind(word).is_some_and(|at| {
            let rest = words[at + word.len()..].trim_end_matches('的');
            rest.ends_with('年') && rest.chars().count() <= 6
        })
    });
    if words.ends_with(['由', '从']) || each || since {
        return Role::Base;
    }
    // 在上年240万元的基础上.
    if words.contains('在') && line.starts_with(quantity.range.end, "的基础上") {
        return Role::Base;
    }
    let yields = ["亩产", "单产"].iter().any(|word| bare(words).ends_with(word));
    if words.contains('均') && !words.has("均已") || words.contains('每') || yields || quantity.rate
    {
        return Role::Each;
    }
    // 两台33万千瓦机组: so much is each of them.
    // 2座5210万立方米、 is what both hold; the 点 of 六十九点二亿元 counts nothing.
    let counted = index.checked_sub(1).map(|last| &reading.quantities[last]).is_some_and(|last| {
        last.range.end == quantity.range.start
            && last.unit.measure == Measure::Count
            && quantity.unit.measure != Measure::Count
            && (behind.is_some_and(char::is_alphabetic)
                || !last.has_unit()
                || last.unit.name == "点")
    });
    if counted {
        return Role::Each;
    }
    // 由18家减少为11家: what it came to.
    if words.ends_with('为') && !words.contains('幅') && reaches(reading, index, words) {
        return Role::Reached;
    }
    let compared = compares(words);
    if let Some(way) = way(words, compared) {
        return Role::Delta(way);
    }
    if is_base(words, bracketed) {
        return Role::Base;
    }
    if reaches(reading, index, words) {
        return Role::Reached;
    }
    // 优良天数276天，其中优68天: days that are counted like anything else.
    let counted = quantity.unit.name == "天"
        && ["天数", "优", "良", "污染"].iter().any(|word| bare(words).ends_with(word));
    match quantity.unit.measure {
        Measure::Time if !counted => Role::Other,
        _ => Role::Amount,
    }
}

fn share_role(reading: &Reading, index: usize, words: &str, bracketed: bool) -> Role {
    let plain = bare(words);
    if words.contains('占') || words.has("比重") {
        return Role::Share;
    }
    if plain.ends_with("支出进度") {
        return Role::Rate;
    }
    // 压缩率60%: by such a part it changed.
    let stem = plain.strip_suffix('率').filter(|stem| !stem.ends_with("自然增长"));
    if let Some(way) = stem.and_then(|stem| {
        let ends = |verbs: &[&str]| verbs.iter().any(|verb| stem.ends_with(verb));
        ends(&["增长", "增幅", "提升"])
            .then_some(Way::Up)
            .or(ends(&["压缩", "压减", "缩减", "缩短", "减少", "下降", "降低", "精简"])
                .then_some(Way::Down))
    }) {
        return Role::Growth(way);
    }
    if plain.ends_with('率') && !plain.ends_with("增长率") {
        // 城镇化率由51.5%: a rate that something is compared with.
        return if words.ends_with('由') { Role::Base } else { Role::Rate };
    }
    let before = index.checked_sub(1).map(|last| &reading.quantities[last]);
    let close = before.is_some_and(|last| {
        let gap = reading.line.text(last.range.end..reading.quantities[index].range.start);
        // 占295个行政村的80%.
        let noun = gap.ends_with('的') && gap.chars().count() <= 8;
        let of = reading.line.text(last.range.start.saturating_sub(12)..last.range.start);
        let of = of.rsplit(['，', '。', '；']).next().unwrap_or_default().to_owned();
        ["的", "）的"].contains(&&*gap)
            || noun && !gap.contains(['，', '、', '。']) && of.contains('占')
    });
    let done = ["完成", "为", "达", "相当于"].iter().any(|word| words.starts_with(word));
    if close || done && words.ends_with('的') || words.ends_with("任务的") {
        return Role::Share;
    }
    if let Some(way) = way(words, true) {
        return Role::Growth(way);
    }
    if is_base(words, bracketed) {
        return Role::Base;
    }
    if reaches(reading, index, words) { Role::Reached } else { Role::Amount }
}

/// 比上年的, 较去年同期, 由, 从2020年的; 去年同期 in a bracket.
fn is_base(words: &str, bracketed: bool) -> bool {
    let then = ["上年", "去年", "同期", "上月", "上季"];
    if bracketed && then.iter().any(|word| words.has(word)) && !words.has("同比") {
        return true;
    }
    // 上年同期为3.16亿千瓦时.
    let told = ["上年同期", "去年同期"].iter().find_map(|word| words.strip_prefix(word));
    if told.is_some_and(|rest| ["", "为", "是", "达"].contains(&rest)) {
        return true;
    }
    let of_time = |rest: &str| {
        let rest = rest.trim_end_matches(['的', '末', '底']);
        BASES.iter().any(|base| rest.ends_with(base)) && rest.chars().count() <= 12
            || rest.ends_with("水位")
    };
    let other = ["占", "对", "评", "同", "环", "百", "性价", "无"];
    let compared = ["比", "较", "为", "是"].iter().any(|word| {
        words.rfind(word).is_some_and(|at| {
            let before = &words[..at];
            !other.iter().any(|other| before.ends_with(other)) && of_time(&words[at + word.len()..])
        })
    });
    let from = ["由", "从"].iter().any(|word| {
        words.rfind(word).is_some_and(|at| {
            let rest = &words[at + word.len()..];
            rest.is_empty() || of_time(rest) || rest.ends_with('第')
        })
    });
    compared || from
}

/// 增加到, 提高至: behind a figure that it began with.
fn reaches(reading: &Reading, index: usize, words: &str) -> bool {
    let Some(last) = index.checked_sub(1).map(|last| &reading.quantities[last]) else {
        return false;
    };
    let this: &Quantity = &reading.quantities[index];
    let line: &Line = &reading.line;
    let between = last.range.end..this.range.start;
    if last.unit != this.unit || between.len() > 14 {
        return false;
    }
    let gap = line.text(between);
    let verbs = ["到", "至", "为"];
    let changes = UP.iter().chain(DOWN).chain(&["调整", "优化", "扩展", "发展", "扩"]);
    !gap.contains(['。', '；', '、'])
        && verbs.iter().any(|verb| gap.has(verb))
        && changes.into_iter().any(|verb| gap.has(verb))
        && (verbs.iter().any(|verb| words.has(verb)) || gap.contains('到'))
}
