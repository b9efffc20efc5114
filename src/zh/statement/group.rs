//! Wholes and their parts: what they are, and whether the parts make the whole.

use super::kin;
use super::slip::{self, float};
use super::{Text, complements, is_one_digit, slack, sum};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// A whole and what is said to be its parts, as indexes of the reading's quantities.
#[derive(Debug, Clone, Default)]
pub struct Group {
    pub whole: usize,
    pub parts: Vec<usize>,
    /// What stands before each part.
    pub nouns: Vec<String>,
    /// Whether the words say that nothing is left out.
    pub exhaustive: bool,
    /// Whether they say by what the whole is divided, so that no part is in another.
    pub divided: bool,
    /// Whether the parts make the whole when some of the first are taken alone.
    pub(super) settled: bool,
    /// Whether they do not, and one slip in one of the figures is why.
    pub(super) sure: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Fits,
    /// Less than the whole by what one slip of the pen would make, and no word says that all
    /// parts are there.
    Doubtful,
    Wrong,
}

/// Words of parts that may overlap.
static OVERLAPPING: &[&str] = &[
    "女",
    "党员",
    "民族",
    "党外",
    "大专",
    "本科",
    "硕士",
    "博士",
    "学历",
    "职称",
    "高级",
    "中级",
    "规上",
    "规模以上",
    "高新",
    "专精特新",
    "龙头",
    "上市",
    "外资",
    "民间",
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
    "享受",
    "首贷",
    "绿色贷款",
    "普惠",
    "信用贷款",
    "有劳动力",
    "骨干",
    "基层",
    "特有",
    "价值",
    "珍稀",
    "濒危",
];

impl Group {
    /// Cuts off what commas have added to a list that was complete before, and looks at its words.
    pub(super) fn judge(&mut self, text: &Text<'_>) {
        let closes = |n: usize| self.nouns.get(n).is_none_or(|gap| gap.starts_with(['，', '；']));
        let loose = (2..self.parts.len())
            .find(|n| closes(*n) && self.nouns[1..*n].iter().all(|noun| noun.starts_with('、')));
        let mut ends = (2..=self.parts.len()).filter(|n| closes(*n));
        let fits = ends.find(|n| self.fits(text, *n));
        self.settled = fits.is_some();
        if let Some(keep) = fits.or(loose) {
            self.parts.truncate(keep);
            self.nouns.truncate(keep);
        }
        self.exhaustive |= complements::has_all_of_one(&self.nouns);
        self.divided |= are_ages(&self.nouns);
        self.settled |= self.parts.last().is_some_and(|last| is_shared(text, *last));
    }

    /// Whether the parts would make the whole but for one slip, and hardly by chance.
    fn is_slip(&self, reading: &Reading, few: f64) -> bool {
        let figures: Vec<usize> = [self.whole].iter().chain(&self.parts).copied().collect();
        let all = figures.iter().map(|index| &reading.quantities[*index]);
        let slack = float(slack(all)) + 1e-6;
        slip::chance(reading, &figures, self.whole, slack) < few
            && slip::explains(reading, &figures, |values| {
                (values[1..].iter().sum::<f64>() - values[0]).abs() <= slack
            })
    }

    fn fits(&self, text: &Text<'_>, count: usize) -> bool {
        let whole = text.quantity(self.whole);
        let parts = || self.parts[..count].iter().map(|part| text.quantity(*part));
        (sum(parts()) - whole.value()).abs() <= slack(parts()) + whole.slack()
    }

    /// Whether the names of the parts say that they divide something.
    pub(super) fn is_row(&self) -> bool {
        self.exhaustive || kin::is_row(&self.nouns)
    }

    pub(super) fn sum(&self, text: &Text<'_>) -> Decimal {
        sum(self.parts.iter().map(|part| text.quantity(*part)))
    }

    pub(super) fn exceeds_any(&self, text: &Text<'_>) -> bool {
        self.parts.iter().any(|part| exceeds(text.quantity(self.whole), text.quantity(*part)))
    }

    /// What the parts make.
    pub fn total(&self, reading: &Reading) -> Decimal {
        sum(self.parts.iter().map(|part| &reading.quantities[*part]))
    }

    /// A part that is more than the whole.
    pub fn larger(&self, reading: &Reading) -> Option<usize> {
        let whole = &reading.quantities[self.whole];
        // Points of an index are no parts of it, and 61公斤级 is a class.
        if whole.unit.name == "点" || reading.line.get(whole.range.end) == Some('级') {
            return None;
        }
        self.parts.iter().copied().find(|part| exceeds(whole, &reading.quantities[*part]))
    }

    pub fn verdict(&self, reading: &Reading) -> Verdict {
        let whole = &reading.quantities[self.whole];
        let parts = || self.parts.iter().map(|part| &reading.quantities[*part]);
        let (made, value) = (sum(parts()), whole.value());
        let gap = (made - value).abs();
        let rounding = slack(parts()) + whole.slack();
        if self.settled || self.parts.len() < 2 || gap <= rounding || self.larger(reading).is_some()
        {
            return Verdict::Fits;
        }
        if self.exhaustive || self.sure {
            return Verdict::Wrong;
        }
        let of_whole = reading.line.text(whole.range.start.saturating_sub(16)..whole.range.start);
        let overlapping = OVERLAPPING
            .iter()
            .any(|word| !of_whole.has(word) && self.nouns.iter().any(|noun| noun.has(word)));
        let ages = are_ages(&self.nouns);
        if overlapping && !self.divided && !ages {
            return Verdict::Fits;
        }
        if made > value {
            return Verdict::Wrong;
        }
        let times =
            |times: u32, value: Decimal| value.times(Decimal::integer(times)).unwrap_or(value);
        let near = times(4, made) >= times(3, value);
        // 2.03亿元（中央8600万元、省级4700万元、市级4300万元）: one slip explains what is missing.
        let row = match (kin::is_known(&self.nouns), self.is_row()) {
            (true, _) => 3.0,
            (false, true) => 0.3,
            (false, false) => 0.02,
        };
        let few = match (self.divided, self.parts.len() > 2) {
            (true, true) => 1.5,
            (true, false) => 0.4,
            (false, _) => row,
        };
        // What is missing by less than a hundredth may be a small rest that is not listed.
        // What is missing by much is not listed.
        let near_enough = self.divided || times(20, made) >= times(13, value);
        let rest = !self.divided && times(100, gap) < value || !near_enough;
        if !overlapping && !rest && self.is_slip(reading, few) {
            return Verdict::Wrong;
        }
        if !near || !is_one_digit(gap, rounding) || overlapping {
            return Verdict::Fits;
        }
        // So exact a figure is hardly missed by one digit unless it was meant.
        // What is missing in the last place may be a small rest that is not listed.
        let ten = whole.number.step.times(Decimal::integer(10)).unwrap_or(whole.number.step);
        let told = self.divided || gap >= ten;
        // 展位120个，其中农产品展位68个、非遗展位22个: of two parts and a round figure there may be more.
        let even = whole.number.step == Decimal::integer(1)
            && digits(whole) == 3
            && whole.value().to_string().ends_with('0')
            && self.parts.len() == 2;
        let fine = told
            && (self.divided || digits(whole) >= 3 && !even)
            && parts().all(|part| part.number.step == whole.number.step);
        if fine { Verdict::Wrong } else { Verdict::Doubtful }
    }
}

/// Whether what is called so may be counted in another part as well.
pub(super) fn may_overlap(name: &str) -> bool {
    OVERLAPPING.iter().any(|word| name.has(word))
}

/// 80—89岁5120人，90—99岁1086人，100岁以上34人: ages that follow each other.
fn are_ages(nouns: &[String]) -> bool {
    let ranged = |noun: &&String| noun.contains(['—', '-', '–', '～', '~', '至']);
    let edge = |noun: &&String| noun.has("以上") || noun.has("以下");
    nouns.len() > 2
        && nouns.iter().all(|noun| noun.has("岁"))
        && nouns.iter().all(|noun| ranged(&noun) || edge(&noun))
        && nouns.iter().filter(edge).count() < 3
}

/// 党纪处分11人、组织处理9人（2人同时给予处分）: what stands behind the last part says that some are in two.
fn is_shared(text: &Text<'_>, last: usize) -> bool {
    let end = text.quantity(last).range.end;
    let opens = text.line.get(end).is_some_and(|c| c == '（' || c == '，');
    let stop = (end + 1..(end + 24).min(text.line.chars().len()))
        .find(|at| text.line.get(*at).is_some_and(|c| "，。；）".contains(c)));
    let words = text.words(end..stop.unwrap_or(end));
    opens
        && ["人同时", "名同时", "家同时", "户同时", "个同时", "重复", "交叉", "兼"]
            .iter()
            .any(|word| words.has(word))
}

/// How many digits a figure is printed with; of 万 and more, zeros at the end are none.
fn digits(quantity: &Quantity) -> usize {
    let text = quantity.value().to_string().replace('.', "");
    let counted = quantity.number.step == Decimal::integer(1);
    if counted { text.len() } else { text.trim_matches('0').len() }
}

fn exceeds(whole: &Quantity, part: &Quantity) -> bool {
    part.value() > whole.value() + whole.slack() + part.slack()
}
