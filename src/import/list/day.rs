//! Days as people write them into cells: 2019-03-01, 2019.3, 2019年3月1日, 20190301, a serial number.

use chrono::{Days, Months, NaiveDate};

use crate::zh::character::half_width;

/// What a cell says of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Is(NaiveDate),
    /// There is none: 至今, 无.
    None,
}

/// The end of a period that a day stands for: of a month or a year without a day it is the first or
/// the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

/// Reads one day; `None` when it is none.
pub(super) fn day(text: &str, end: End) -> Option<Day> {
    let text: String = text.trim().chars().map(half_width).collect();
    // A time of day behind it.
    let text = match text.rsplit_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') => day,
        _ => &text,
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.as_str();
    if is_nothing(text) || ["至今", "今", "现在", "现行", "在用", "长期", "永久"].contains(&text)
    {
        return Some(Day::None);
    }
    let text = text.trim_start_matches(['自', '从', '至', '到']);
    let text = text.trim_end_matches(['起', '始', '止', '前', '后', '以', '来', '开']);
    let text = text.trim_end_matches(['日', '号', '月', '年']);
    let parts: Vec<&str> = text.split(['年', '月', '-', '/', '.', '．', '—', '－']).collect();
    let number = |part: &&str| {
        let digits =
            !part.is_empty() && part.len() <= 8 && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let numbers: Vec<u32> = parts.iter().map(number).collect::<Option<_>>()?;
    let found = match (numbers.as_slice(), parts[0].len()) {
        ([number], 8) => whole(number / 10_000, number / 100 % 100, number % 100),
        ([number], 6) => month(number / 100, number % 100, end),
        // Days since the end of 1899, where a sheet does not say that it is a day.
        ([number @ 20_000..=80_000], 5) => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new((*number).into()))
        }
        ([year], 4) => match end {
            End::First => whole(*year, 1, 1),
            End::Last => whole(*year, 12, 31),
        },
        ([year, of], 4) => month(*year, *of, end),
        ([year, month, day], 4) => whole(*year, *month, *day),
        _ => None,
    };
    found.map(Day::Is)
}

/// Reads a period in one cell: 2015.11.1—2019.3.5, 2019年3月至今.
pub(super) fn period(text: &str) -> Option<(Day, Day)> {
    let text: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    if is_nothing(&text) {
        return Some((Day::None, Day::None));
    }
    let both = |first: &str, last: &str| {
        let first = if first.is_empty() { Day::None } else { day(first, End::First)? };
        let last = if last.is_empty() { Day::None } else { day(last, End::Last)? };
        Some((first, last))
    };
    let marks = ["——", "--", "至", "到", "～", "~", "—", "–", "－"];
    if let Some(mark) = marks.iter().find(|mark| text.contains(**mark)) {
        let (first, last) = text.split_once(mark)?;
        return both(first, last);
    }
    // A hyphen parts two days, or year, month and day.
    let hyphens = text.matches('-').count();
    let between = match (hyphens, text.contains(['.', '/', '年'])) {
        (1, true) => Some(1),
        (1, false) if text.len() == 9 => Some(1),
        (3, false) => Some(2),
        (5, false) => Some(3),
        _ => None,
    };
    if let Some(nth) = between {
        let (at, _) = text.match_indices('-').nth(nth - 1)?;
        return both(&text[..at], &text[at + 1..]);
    }
    match text.ends_with('止') {
        true => both("", &text),
        false => both(&text, ""),
    }
}

/// Whether a cell says that there is nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    ["无", "没有", "/", "-", "--", "—", "——", "－"].contains(&text)
}

fn whole(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year).ok().filter(|year| (1900..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

fn month(year: u32, of: u32, end: End) -> Option<NaiveDate> {
    let first = whole(year, of, 1)?;
    match end {
        End::First => Some(first),
        End::Last => first.checked_add_months(Months::new(1))?.pred_opt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(day: Day) -> String {
        match day {
            Day::Is(date) => date.to_string(),
            Day::None => "无".to_owned(),
        }
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, end, expected) in [
            ("2019-03-01", End::First, "2019-03-01"),
            ("2019/3/1", End::First, "2019-03-01"),
            ("2019.3.1", End::Last, "2019-03-01"),
            ("２０１９年３月１日", End::First, "2019-03-01"),
            ("2019年3月1号起", End::First, "2019-03-01"),
            ("20190301", End::First, "2019-03-01"),
            ("43525", End::First, "2019-03-01"),
            ("2019-03-01 00:00", End::First, "2019-03-01"),
            ("2019 年 2 月", End::Last, "2019-02-28"),
            ("2019.2", End::First, "2019-02-01"),
            ("201902", End::Last, "2019-02-28"),
            ("2019年", End::Last, "2019-12-31"),
            ("2019", End::First, "2019-01-01"),
            ("至今", End::Last, "无"),
            ("—", End::Last, "无"),
        ] {
            assert_eq!(day(text, end).map(shown).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["三月", "2019-13-01", "2019-02-30", "12345678901", "1", "2019-3-1-2", "19年3月"]
        {
            assert_eq!(day(text, End::First), None, "{text}");
        }
    }

    #[test]
    fn periods_in_one_cell_are_taken_apart() {
        for (text, first, last) in [
            ("2015.11.1—2019.3.5", "2015-11-01", "2019-03-05"),
            ("2015.11-2019.3", "2015-11-01", "2019-03-31"),
            ("2015年11月1日至2019年3月5日", "2015-11-01", "2019-03-05"),
            ("2019年3月至今", "2019-03-01", "无"),
            ("2015-11-01 - 2019-03-05", "2015-11-01", "2019-03-05"),
            ("2015-11-2019-03", "2015-11-01", "2019-03-31"),
            ("2015-2019", "2015-01-01", "2019-12-31"),
            ("2019-03-01", "2019-03-01", "无"),
            ("2019年3月起", "2019-03-01", "无"),
            ("至2019年3月", "无", "2019-03-31"),
            ("2024-03-31止", "无", "2024-03-31"),
            ("2015/11/1～", "2015-11-01", "无"),
            ("无", "无", "无"),
        ] {
            let found = period(text).map(|(first, last)| (shown(first), shown(last)));
            assert_eq!(found, Some((first.to_owned(), last.to_owned())), "{text}");
        }
        assert_eq!(period("长时间"), None);
    }
}
