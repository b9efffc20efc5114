//! Days as an official document writes them.

use chrono::{Datelike, NaiveDate, Weekday};

/// 2023年9月22日: Arabic digits, full year, no leading zero (GB/T 9704-2012, 7.3.5.4).
pub fn written(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

pub fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "星期一",
        Weekday::Tue => "星期二",
        Weekday::Wed => "星期三",
        Weekday::Thu => "星期四",
        Weekday::Fri => "星期五",
        Weekday::Sat => "星期六",
        Weekday::Sun => "星期日",
    }
}

/// The first such weekday after a day.
pub fn next(after: NaiveDate, weekday: Weekday) -> NaiveDate {
    after.iter_days().skip(1).find(|day| day.weekday() == weekday).unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_publishing_day_is_never_the_same_day() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a day");
        assert_eq!(next(day(2024, 1, 12), Weekday::Fri), day(2024, 1, 19));
        assert_eq!(next(day(2023, 12, 29), Weekday::Fri), day(2024, 1, 5));
        assert_eq!(next(day(2024, 1, 10), Weekday::Fri), day(2024, 1, 12));
        assert_eq!(written(day(2024, 1, 5)), "2024年1月5日");
    }
}
