//! Parts against the whole.

use std::ops::Range;

use super::{before, bracket, in_scale_of, shown, unbracketed};
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Prose, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static SUM_MISMATCH: Rule = Rule {
    code: "sum-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["危房改造33户，分别为低保户23户、特困人员8户、脱贫户1户"],
    summary: "各部分相加与总数不符",
    docs: "“其中”“分别为”后面的各部分，或“合计”前面的各部分，相加应等于总数。各部分合起来超过总数，或写明了是全部（分别为、其余、男和女、已和未……）却凑不齐，才会报；只列举一部分的不报，四舍五入的差不报，带“余”“多”“约”的不算。\n\n例：危房改造33户，分别为低保户23户、特困人员8户、脱贫户1户，23 + 8 + 1 = 32。",
    check: Check::Prose(|_, text, found| {
        each_list(text, |reading, list| {
            if list.verdict() == Verdict::Wrong {
                found.push(list.report(text, reading));
            }
        });
        let Some(reading) = figures(text) else { return };
        for (place, parts, sum) in uneven_structures(&reading.line) {
            found.push(
                Diagnostic::at(
                    text.place(place),
                    format!("{parts} = {sum}，三次产业之比合计应为100"),
                )
                .help("核对三个数"),
            );
        }
    }),
};

pub(in crate::lint::rules) static SUM_SHORTFALL: Rule = Rule {
    code: "sum-shortfall",
    level: Level::Hint,
    locked: false,
    examples: &["走访120户，其中低保户56户、特困户23户、监测户40户"],
    summary: "各部分相加比总数略少",
    docs: "“其中”后面的各部分相加，只比总数少一点，而改动一个数字就正好相等：可能是列举了一部分，也可能是有一个数写错了，请核对。\n\n例：走访120户，其中低保户56户、特困户23户、监测户40户，56 + 23 + 40 = 119。",
    check: Check::Prose(|_, text, found| {
        each_list(text, |reading, list| {
            if list.verdict() == Verdict::Doubtful {
                found.push(list.report(text, reading));
            }
        });
    }),
};

pub(in crate::lint::rules) static PART_EXCEEDS_WHOLE: Rule = Rule {
    code: "part-exceeds-whole",
    level: Level::Warning,
    locked: false,
    examples: &["共有党员50名，其中女党员60名"],
    summary: "“其中”的一部分比总数还多",
    docs: "“其中”后面的数是前面总数的一部分，不会比总数多。\n\n例：共有党员50名，其中女党员60名。",
    check: Check::Prose(|_, text, found| {
        each_list(text, |reading, list| {
            let (line, whole) = (&reading.line, list.whole);
            let Some(part) = list.parts.iter().find(|part| list.exceeds(part)) else { return };
            let message =
                format!("“其中”的“{}”比总数“{}”还多", shown(line, part), shown(line, whole));
            found.push(
                Diagnostic::at(text.place(part.range.clone()), message)
                    .label(text.place(whole.range.clone()), "总数在这里")
                    .help("核对这两个数"),
            );
        });
    }),
};

/// A whole and what is said to be its parts.
struct List<'r> {
    whole: &'r Quantity,
    parts: Vec<&'r Quantity>,
    /// What stands before each part.
    nouns: Vec<String>,
    /// Whether the words say that nothing is left out.
    exhaustive: bool,
    /// Where commas begin to part the list, when it began with 、.
    loose_from: Option<usize>,
}

#[derive(PartialEq, Eq)]
enum Verdict {
    Fits,
    Doubtful,
    Wrong,
}

/// Words after which the parts of a whole are listed, and whether they list all of it.
static MARKERS: &[(&str, bool)] =
    &[("其中", false), ("分别为", true), ("分别是", true), ("分为", true), ("包括", false)];

/// Words before a sum of what was listed.
static TOTALS: &[&str] = &["共计", "合计", "总计", "总共", "一共", "，共"];

/// Words that end a list: what follows them is another matter.
static ENDS: &[&str] = &[
    "同比", "增长", "增加", "减少", "下降", "提高", "较", "比上", "比去", "比年", "占", "累计",
    "合计", "共计", "总", "平均", "人均", "每", "各", "均", "预计", "计划", "力争", "将", "达到",
    "同时", "目前", "截至", "现已", "还", "另", "包括", "其中", "今年", "去年", "本月", "以上",
    "以下", "涉及", "带动", "用于", "惠及", "分别",
];

/// Words of parts that may overlap.
static OVERLAPPING: &[&str] = &[
    "女",
    "党员",
    "民族",
    "大专",
    "本科",
    "硕士",
    "博士",
    "学历",
    "职称",
    "高级",
    "中级",
    "以上",
    "以下",
    "规上",
    "规模",
    "高新",
    "专精特新",
    "龙头",
    "上市",
    "外资",
    "亿元",
    "重点",
    "岁",
    "残疾",
    "老年",
    "团员",
    "代表",
    "青年",
    "新增",
    "首次",
    "示范",
    "特色",
    "先进",
    "优秀",
    "网上",
    "线上",
];

/// Words that belong together: with all of one row among the parts, nothing is left out.
static COMPLEMENTS: &[&[&str]] = &[
    &["男", "女"],
    &["城镇", "农村"],
    &["城市", "农村"],
    &["已", "未"],
    &["已", "正在"],
    &["合格", "不合格"],
    &["省内", "省外"],
    &["县内", "县外"],
    &["第一产业", "第二产业", "第三产业"],
    &["一产", "二产", "三产"],
    &["新建", "改建"],
    &["新建", "续建"],
    &["其余"],
    &["其他"],
    &["其它"],
    &["剩余"],
];

/// Hands over every list of parts in a text.
fn each_list(text: &Prose<'_>, mut take: impl FnMut(&Reading, List<'_>)) {
    let Some(reading) = figures(text) else { return };
    for sentence in &reading.sentences {
        for (marker, exhaustive) in MARKERS {
            let mut from = sentence.start;
            while let Some(at) = reading.line.find(from..sentence.end, marker) {
                from = at + marker.chars().count();
                if let Some(mut list) = List::after(reading, sentence.clone(), at..from) {
                    list.exhaustive |= exhaustive;
                    take(reading, list);
                }
            }
        }
        for word in TOTALS {
            let mut from = sentence.start;
            while let Some(at) = reading.line.find(from..sentence.end, word) {
                from = at + word.chars().count();
                if let Some(list) = List::before(reading, sentence.clone(), at..from) {
                    take(reading, list);
                }
            }
        }
    }
}

impl<'r> List<'r> {
    /// The parts behind 其中 with the whole before it.
    fn after(reading: &'r Reading, sentence: Range<usize>, marker: Range<usize>) -> Option<Self> {
        let line = &reading.line;
        let inside = bracket(line, sentence.clone(), marker.start);
        let end = inside.as_ref().map_or(sentence.end, |bracket| bracket.end);
        let of_list = |q: &&Quantity| bracket(line, sentence.clone(), q.range.start) == inside;
        let behind = reading.quantities_in(marker.end..end).iter().filter(of_list);
        let first = behind.clone().find(|q| q.has_unit())?;
        let opened = inside.as_ref().map_or(marker.start, |bracket| bracket.start);
        let outer = bracket(line, sentence.clone(), opened);
        let whole = before(reading, sentence.clone(), opened).iter().rev().find(|q| {
            q.unit == first.unit && bracket(line, sentence.clone(), q.range.start) == outer
        })?;
        let near = marker.start - whole.range.end <= 60;
        let apart = line.contains(whole.range.end..opened, "；");
        if !near || apart || !whole.is_exact() || whole.value() <= Decimal::integer(1) {
            return None;
        }
        let mut list =
            List { whole, parts: vec![], nouns: vec![], exhaustive: false, loose_from: None };
        let mut last = marker.end;
        for quantity in behind {
            let gap = unbracketed(line, last..quantity.range.start);
            if quantity.unit != first.unit {
                // 23户56人: the second figure goes along with the first.
                if gap.is_empty() && !list.parts.is_empty() {
                    last = quantity.range.end;
                    continue;
                }
                break;
            }
            // 其中甲村于2018年完成，低保户663户 is no list.
            let begun = gap.trim_start_matches(['，', '：']);
            if list.parts.is_empty() && begun.contains(['，', '；']) {
                return None;
            }
            let joined =
                list.parts.is_empty() || gap.starts_with(['、', '，', '和', '及', '与', '；']);
            if !joined
                || gap.contains('：') && !list.parts.is_empty()
                || ends(&gap, list.parts.is_empty())
            {
                break;
            }
            if !quantity.is_exact() {
                return None;
            }
            if gap.starts_with(['，', '；']) && list.parts.len() > 1 {
                list.loose_from.get_or_insert(list.parts.len());
            }
            list.parts.push(quantity);
            list.nouns.push(gap);
            last = quantity.range.end;
        }
        let open_ended =
            line.get(last) == Some('等') || line.contains(last..(last + 6).min(end), "等");
        (!list.parts.is_empty() && !open_ended).then(|| list.judged())
    }

    /// The parts before 合计 with the whole behind it.
    fn before(reading: &'r Reading, sentence: Range<usize>, marker: Range<usize>) -> Option<Self> {
        let line = &reading.line;
        let whole = reading.quantities_in(marker.end..sentence.end).first()?;
        if whole.range.start != marker.end || !whole.is_exact() || !whole.has_unit() {
            return None;
        }
        let mut list =
            List { whole, parts: vec![], nouns: vec![], exhaustive: true, loose_from: None };
        let mut next = marker.start;
        for quantity in before(reading, sentence.clone(), marker.start).iter().rev() {
            let gap = line.text(quantity.range.end..next);
            let joined = match list.parts.len() {
                0 => gap.is_empty() || gap == "，",
                _ => gap.starts_with(['、', '，', '和']) && !ends(&gap, false),
            };
            if !joined || quantity.unit != whole.unit || !quantity.is_exact() {
                break;
            }
            list.parts.insert(0, quantity);
            next = quantity.range.start;
        }
        // What opens the list may carry a total of its own.
        let open = line.text(next.saturating_sub(8)..next);
        let sum = list.sum(list.parts.len());
        let plausible = sum + sum >= whole.value() && whole.value() + whole.value() >= sum;
        let any = (2..=list.parts.len()).any(|n| {
            let tail = list.parts[list.parts.len() - n..].iter();
            tail.fold(Decimal::ZERO, |sum, part| sum + part.value()) == whole.value()
        });
        (list.parts.len() > 1 && !ends(&open, true) && plausible && !any).then_some(list)
    }

    /// Cuts off what commas have added to a list that 、 began, and looks at its words.
    fn judged(mut self) -> Self {
        let closes = |n: &usize| self.nouns.get(*n).is_none_or(|gap| gap.starts_with(['，', '；']));
        let mut ends = (2..=self.parts.len()).filter(closes);
        let fits = ends.find(|n| self.gap(*n) <= self.slack(*n));
        if let Some(keep) = fits.or(self.loose_from) {
            self.parts.truncate(keep);
            self.nouns.truncate(keep);
        }
        let has = |word: &&str| self.nouns.iter().any(|noun| noun.contains(*word));
        self.exhaustive = COMPLEMENTS.iter().any(|row| row.iter().all(&has));
        self
    }

    fn sum(&self, count: usize) -> Decimal {
        self.parts[..count].iter().fold(Decimal::ZERO, |sum, part| sum + part.value())
    }

    /// How far the first parts are from the whole.
    fn gap(&self, count: usize) -> Decimal {
        (self.sum(count) - self.whole.value()).abs()
    }

    /// What rounding may do.
    fn slack(&self, count: usize) -> Decimal {
        let parts = self.parts[..count].iter();
        parts.fold(self.whole.slack(), |slack, part| slack + part.slack())
    }

    fn exceeds(&self, part: &Quantity) -> bool {
        part.value() > self.whole.value() + self.whole.slack() + part.slack()
    }

    fn verdict(&self) -> Verdict {
        let count = self.parts.len();
        if count < 2
            || self.gap(count) <= self.slack(count)
            || self.parts.iter().any(|p| self.exceeds(p))
        {
            return Verdict::Fits;
        }
        if self.exhaustive {
            return Verdict::Wrong;
        }
        let overlapping =
            OVERLAPPING.iter().any(|word| self.nouns.iter().any(|n| n.contains(word)));
        if overlapping {
            return Verdict::Fits;
        }
        let (sum, whole) = (self.sum(count), self.whole.value());
        if sum > whole {
            return Verdict::Wrong;
        }
        let scaled =
            |times: u32, value: Decimal| value.times(Decimal::integer(times)).unwrap_or(value);
        let near = match count {
            2 => scaled(10, sum) >= scaled(9, whole),
            _ => scaled(4, sum) >= scaled(3, whole),
        };
        let one_digit = self.is_one_digit_off(count);
        if near && one_digit { Verdict::Doubtful } else { Verdict::Fits }
    }

    /// Whether the difference is one digit of one figure: d × 10ⁿ.
    fn is_one_digit_off(&self, count: usize) -> bool {
        let digits = self.gap(count).to_string().replace(['.', '0'], "");
        digits.len() == 1
    }

    fn report(&self, text: &Prose<'_>, reading: &Reading) -> Diagnostic {
        let line = &reading.line;
        let count = self.parts.len();
        let parts: Vec<String> =
            self.parts.iter().map(|part| line.text(part.number.range.clone())).collect();
        let sum = in_scale_of(line, self.whole, self.sum(count));
        let message = format!("{} = {sum}，与“{}”不符", parts.join(" + "), shown(line, self.whole));
        let (first, last) = (self.parts[0].range.start, self.parts[count - 1].range.end);
        Diagnostic::at(text.place(self.whole.range.clone()), message)
            .label(text.place(first..last), "各部分在这里")
            .help("核对总数和各部分")
    }
}

/// Whether a part cannot begin with this, so that the list has ended before it.
fn ends(gap: &str, first: bool) -> bool {
    ENDS.iter().any(|word| gap.contains(word) && !(first && *word == "今年"))
}

/// Shares of the three sectors that do not make a hundred: place, sum as written, total.
fn uneven_structures(line: &Line) -> Vec<(Range<usize>, String, Decimal)> {
    let mut found = vec![];
    let mut from = 0;
    while let Some(at) = line.find(from..line.chars().len(), "三次产业") {
        from = at + 4;
        let Some(start) =
            (from..from + 14).find(|at| line.get(*at).is_some_and(|c| c.is_ascii_digit()))
        else {
            continue;
        };
        let figure = |c: char| c.is_ascii_digit() || ".:∶：".contains(c);
        let end = (start..).find(|at| !line.get(*at).is_some_and(figure)).unwrap_or(start);
        let written = line.text(start..end);
        let parts: Vec<&str> = written.split([':', '∶', '：']).collect();
        let values: Vec<Decimal> = parts.iter().filter_map(|part| decimal(part)).collect();
        if values.len() != 3 || parts.len() != 3 {
            continue;
        }
        let sum = values.iter().fold(Decimal::ZERO, |sum, value| sum + *value);
        let hundred = Decimal::integer(100);
        let slack = Decimal::new(2, 1).unwrap_or(Decimal::ZERO);
        // 1:4:5 gives proportions and no shares.
        if (sum - hundred).abs() > slack && sum > Decimal::integer(80) {
            found.push((start..end, parts.join(" + "), sum));
        }
    }
    found
}

fn decimal(text: &str) -> Option<Decimal> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    Decimal::new(format!("{whole}{decimals}").parse().ok()?, u32::try_from(decimals.len()).ok()?)
}
