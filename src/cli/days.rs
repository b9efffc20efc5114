//! Days, months and years as they are typed: 2024, 2024-03, 2024-03-05.

use chrono::{Months, NaiveDate};

/// The first day that is meant.
pub(super) fn first(text: &str) -> Result<NaiveDate, String> {
    span(text).map(|(first, _)| first)
}

/// The last day that is meant.
pub(super) fn last(text: &str) -> Result<NaiveDate, String> {
    span(text).map(|(_, last)| last)
}

/// The one day that is meant.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    let one = span(text).ok().filter(|(first, last)| first == last).map(|(day, _)| day);
    one.ok_or_else(|| "日期写成 2024-01-19 的样子，并且要确有这一天".to_owned())
}

/// Whether days are in order, where both are told.
pub(super) fn in_order(from: Option<NaiveDate>, to: Option<NaiveDate>) -> anyhow::Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            anyhow::bail!("截止日期 {to} 在起始日期 {from} 之前")
        }
        _ => Ok(()),
    }
}

fn span(text: &str) -> Result<(NaiveDate, NaiveDate), String> {
    let plain: String = text
        .trim()
        .chars()
        .map(|c| if matches!(c, '年' | '月' | '/' | '.' | '－') { '-' } else { c })
        .filter(|c| *c != '日')
        .collect();
    let parts: Option<Vec<u32>> =
        plain.trim_end_matches('-').split('-').map(|part| part.parse().ok()).collect();
    let wrong = || format!("“{text}”不是日期，如 2024、2024-03、2024-03-05");
    let day = |year: u32, month, day| {
        let year = i32::try_from(year).ok().filter(|year| (1949..=2099).contains(year))?;
        NaiveDate::from_ymd_opt(year, month, day)
    };
    let after = |first: NaiveDate, months| {
        first.checked_add_months(Months::new(months)).and_then(|next| next.pred_opt())
    };
    let found = match parts.unwrap_or_default().as_slice() {
        [year] => day(*year, 1, 1).and_then(|first| Some((first, after(first, 12)?))),
        [year, month] => day(*year, *month, 1).and_then(|first| Some((first, after(first, 1)?))),
        [year, month, date] => day(*year, *month, *date).map(|day| (day, day)),
        _ => None,
    };
    found.ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_are_read() {
        let shown = |text: &str| {
            let day = |day: NaiveDate| day.to_string();
            Some((first(text).map(day).ok()?, last(text).map(day).ok()?))
        };
        for (text, from, to) in [
            ("2024", "2024-01-01", "2024-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2024年2月", "2024-02-01", "2024-02-29"),
            ("2023年9月22日", "2023-09-22", "2023-09-22"),
            ("2023/9/22", "2023-09-22", "2023-09-22"),
        ] {
            assert_eq!(shown(text), Some((from.to_owned(), to.to_owned())), "{text}");
        }
        assert_eq!(
            day("2023年9月22日").ok().map(|day| day.to_string()).as_deref(),
            Some("2023-09-22")
        );
        for text in ["2024", "2024-02", "2024-02-30", "1024-01-01", "今天"] {
            assert!(day(text).is_err(), "{text}");
        }
        for text in ["", "昨天", "2024-13", "2023-02-29", "24", "2024-1-1-1"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
