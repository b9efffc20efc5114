//! Months, quarters, years and other spans of days, and the one that comes before each.

use std::fmt;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::zh::character::half_width;
use crate::zh::date::written;

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: NaiveDate,
    pub to: NaiveDate,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Month,
    Quarter,
    Year,
    Days,
}

/// How often something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
pub enum Per {
    #[serde(rename = "月")]
    Month,
    #[serde(rename = "季")]
    Quarter,
    #[serde(rename = "年")]
    Year,
}

impl Per {
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "月",
            Self::Quarter => "季",
            Self::Year => "年",
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Month => Kind::Month,
            Self::Quarter => Kind::Quarter,
            Self::Year => Kind::Year,
        }
    }
}

impl Period {
    /// 2024, 2024年.
    pub fn year(text: &str) -> Option<Self> {
        match numbers(text, "年")?.as_slice() {
            [year] => Self::starting(*year, 1, Kind::Year),
            _ => None,
        }
    }

    /// The year that a day is in.
    pub fn year_of(day: NaiveDate) -> Option<Self> {
        Self::starting(day.year().unsigned_abs(), 1, Kind::Year)
    }

    /// 2024Q1, 2024-1, 2024年第一季度.
    pub fn quarter(text: &str) -> Option<Self> {
        match numbers(text, "年第季度-./Qq")?.as_slice() {
            [year, quarter @ 1..=4] => Self::starting(*year, 3 * quarter - 2, Kind::Quarter),
            _ => None,
        }
    }

    /// 2024-03, 2024年3月, 202403.
    pub fn month(text: &str) -> Option<Self> {
        match numbers(text, "年月-./")?.as_slice() {
            [both @ 190_001..=220_012] => Self::starting(both / 100, both % 100, Kind::Month),
            [year, month] => Self::starting(*year, *month, Kind::Month),
            _ => None,
        }
    }

    /// `None` when the last day is before the first.
    pub fn days(from: NaiveDate, to: NaiveDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to, kind: Kind::Days })
    }

    fn starting(year: u32, month: u32, kind: Kind) -> Option<Self> {
        let year = i32::try_from(year).ok().filter(|year| (1900..=2200).contains(year))?;
        let from = NaiveDate::from_ymd_opt(year, month, 1)?;
        let to = from.checked_add_months(Months::new(kind.months()?))?.pred_opt()?;
        Some(Self { from, to, kind })
    }

    /// The months, quarters or the year of a year, in order.
    pub fn parts_of(year: i32, per: Per) -> impl Iterator<Item = Self> {
        let months = per.kind().months().unwrap_or(12);
        let starting = move |month| Self::starting(u32::try_from(year).ok()?, month, per.kind());
        (1..=12).step_by(months as usize).filter_map(starting)
    }

    /// The month before a day's.
    pub fn month_before(day: NaiveDate) -> Option<Self> {
        let before = day.with_day(1)?.pred_opt()?;
        Self::starting(before.year().unsigned_abs(), before.month(), Kind::Month)
    }

    /// What files of it are called: `2024-01`, `2024-Q1`, `2024`.
    pub fn stem(&self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match self.kind {
            Kind::Month => format!("{year}-{month:02}"),
            Kind::Quarter => format!("{year}-Q{}", month.div_ceil(3)),
            Kind::Year => format!("{year}"),
            Kind::Days => format!("{}..{}", self.from, self.to),
        }
    }

    /// Whether it begins within its year and ends there, so that the year so far is more.
    pub fn is_part_of_year(&self) -> bool {
        self.from.year() == self.to.year() && self.from.ordinal() > 1
    }

    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// The month, quarter or year before; of other days as many before.
    pub fn before(&self) -> Option<Self> {
        match self.kind.months() {
            Some(months) => self.back(months),
            None => {
                let to = self.from.pred_opt()?;
                let count = u64::try_from((self.to - self.from).num_days()).ok()?;
                Some(Self { from: to.checked_sub_days(Days::new(count))?, to, kind: Kind::Days })
            }
        }
    }

    /// The same days a year earlier.
    pub fn a_year_before(&self) -> Option<Self> {
        self.back(12)
    }

    fn back(&self, months: u32) -> Option<Self> {
        let from = self.from.checked_sub_months(Months::new(months))?;
        let to = self.to.succ_opt()?.checked_sub_months(Months::new(months))?.pred_opt()?;
        Some(Self { from, to, ..*self })
    }

    /// The months that have days of it, by their first.
    pub fn months(&self) -> Vec<NaiveDate> {
        let first = self.from.with_day(1).unwrap_or(self.from);
        let after = |index: u32| first.checked_add_months(Months::new(index));
        (0..).map_while(after).take_while(|month| *month <= self.to).collect()
    }

    /// 2024年第1季度.
    pub fn title(&self) -> String {
        let (year, month) = (self.from.year(), self.from.month());
        match self.kind {
            Kind::Year => format!("{year}年"),
            Kind::Quarter => format!("{year}年第{}季度", month.div_ceil(3)),
            Kind::Month => format!("{year}年{month}月"),
            Kind::Days => self
                .whole_months()
                .unwrap_or_else(|| format!("{}—{}", written(self.from), written(self.to))),
        }
    }

    /// 2024年1—6月, 2023年7月—2024年6月, for days that are months.
    fn whole_months(&self) -> Option<String> {
        if self.from.day() != 1 || self.to.succ_opt()?.day() != 1 {
            return None;
        }
        let (first, last) = (self.from.month(), self.to.month());
        let year = self.from.year();
        Some(match (self.to.year() == year, first == last) {
            (true, true) => format!("{year}年{first}月"),
            (true, false) => format!("{year}年{first}—{last}月"),
            (false, _) => format!("{year}年{first}月—{}年{last}月", self.to.year()),
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title())
    }
}

impl Kind {
    fn months(self) -> Option<u32> {
        Some(match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Days => return None,
        })
    }
}

/// The numbers of a text between marks that its kind of period has: 2024 and 1 of 2024年第一季. `None`
/// when there is something else in it.
fn numbers(text: &str, marks: &str) -> Option<Vec<u32>> {
    const HAN: [&str; 12] =
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let text: String = text.chars().map(half_width).collect();
    let parts = text.split(|c: char| c.is_whitespace() || marks.contains(c));
    let number = |part: &str| {
        let han = HAN.iter().position(|han| *han == part).map(|at| at as u32 + 1);
        han.or_else(|| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?)
    };
    parts.filter(|part| !part.is_empty()).map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(period: Option<Period>) -> String {
        period
            .map(|period| format!("{} {} {}", period.title(), period.from, period.to))
            .unwrap_or_default()
    }

    #[test]
    fn periods_are_read_as_people_write_them() {
        for text in ["2024Q1", "2024-q1", "2024年第一季度", "2024-1", "2024年1季度"] {
            assert_eq!(
                shown(Period::quarter(text)),
                "2024年第1季度 2024-01-01 2024-03-31",
                "{text}"
            );
        }
        for text in ["2024-02", "2024年2月", "202402", "2024.2"] {
            assert_eq!(shown(Period::month(text)), "2024年2月 2024-02-01 2024-02-29", "{text}");
        }
        assert_eq!(shown(Period::year("２０２４年")), "2024年 2024-01-01 2024-12-31");
        for wrong in ["2024Q5", "24Q1", "今年", ""] {
            assert_eq!(Period::quarter(wrong), None, "{wrong}");
        }
        assert_eq!(shown(Period::month("2024年十二月")), "2024年12月 2024-12-01 2024-12-31");
        for wrong in
            ["2024-13", "2024Q3", "2024年3季度", "2024年一二月", "2024-03-05", "2024年+3月"]
        {
            assert_eq!(Period::month(wrong), None, "{wrong}");
        }
        for wrong in ["2024年3月", "2024年第一月", "2024年一二季度", "2024年五季度"]
        {
            assert_eq!(Period::quarter(wrong), None, "{wrong}");
        }
        for wrong in ["2024月", "2024Q", "2024-", "2024年3"] {
            assert_eq!(Period::year(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn each_has_one_before_it() {
        let before = |period: Option<Period>| shown(period.and_then(|period| period.before()));
        assert_eq!(before(Period::quarter("2024Q1")), "2023年第4季度 2023-10-01 2023-12-31");
        assert_eq!(before(Period::month("2024-03")), "2024年2月 2024-02-01 2024-02-29");
        assert_eq!(before(Period::year("2024")), "2023年 2023-01-01 2023-12-31");
        let day = |month, day| NaiveDate::from_ymd_opt(2024, month, day).expect("a day");
        let ten = Period::days(day(3, 1), day(3, 10));
        assert_eq!(before(ten), "2024年2月20日—2024年2月29日 2024-02-20 2024-02-29");
        assert_eq!(ten.map(|ten| ten.months()), Some(vec![day(3, 1)]));
        assert_eq!(Period::year("2024").map(|year| year.months().len()), Some(12));
        assert_eq!(Period::days(day(3, 2), day(3, 1)), None);
        let last = |on| Period::month_before(on).map(|month| month.stem());
        assert_eq!(last(day(3, 31)).as_deref(), Some("2024-02"));
        assert_eq!(last(day(1, 1)).as_deref(), Some("2023-12"));
        let quarters: Vec<String> =
            Period::parts_of(2024, Per::Quarter).map(|quarter| quarter.stem()).collect();
        assert_eq!(quarters, ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]);
    }
}
