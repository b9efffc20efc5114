//! Days, months and years as a text names them.

use std::ops::Range;

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::line::Line;
use super::number;
use super::quantity::is_range_sign;

/// A day, month or year in a line; ranges are of its characters. Nothing says that there is such
/// a day: 2月30日 is one as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub range: Range<usize>,
    /// As written, always of four digits.
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    /// 底 or 末 behind a month or a year: its last day is meant.
    pub at_end: bool,
    /// Whether month, or year and month, are those of the moment before: the 31日 in 8月28日至31日.
    pub inherits: bool,
    /// The weekday written behind, with its place.
    pub weekday: Option<(Weekday, Range<usize>)>,
}

impl Moment {
    /// Whether the calendar has it. In a year not known, February may have 29 days.
    pub fn exists(&self) -> bool {
        let month = self.month.is_none_or(|month| (1..=12).contains(&month));
        let day = match (self.month, self.day) {
            (Some(month), Some(day)) => {
                NaiveDate::from_ymd_opt(self.year.unwrap_or(2000), month, day).is_some()
            }
            (None, Some(day)) => (1..=31).contains(&day),
            (_, None) => true,
        };
        month && day
    }

    /// The first and the last day that are meant, in a year.
    pub fn days(&self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let first = NaiveDate::from_ymd_opt(year, self.month.unwrap_or(1), self.day.unwrap_or(1))?;
        if self.day.is_some() {
            return Some((first, first));
        }
        let (next_year, next_month) = match self.month {
            None | Some(12) => (year + 1, 1),
            Some(month) => (year, month + 1),
        };
        let last =
            NaiveDate::from_ymd_opt(next_year, next_month, 1)?.checked_sub_days(Days::new(1))?;
        Some((if self.at_end { last } else { first }, last))
    }
}

/// Reads the moment that begins at a place; `last` is the one before in the text.
pub fn read(line: &Line, at: usize, last: Option<&Moment>) -> Option<Moment> {
    let before = line.before(at);
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || "./第:∶".contains(c))
        || is_lunar(line, at)
    {
        return None;
    }
    let mut moment = iso(line, at)
        .or_else(|| written(line, at))
        .or_else(|| continued(line, at, last))
        .or_else(|| first_of_range(line, at))?;
    if moment.day.is_none() && line.get(moment.range.end).is_some_and(|c| "底末".contains(c)) {
        moment.at_end = true;
        moment.range.end += 1;
    }
    moment.weekday = weekday(line, moment.range.end).filter(|_| moment.day.is_some());
    Some(moment)
}

/// The first day of a text that is named with its year, and the bytes it stands in. White space
/// may stand anywhere in it.
pub fn whole_day(text: &str) -> Option<(Range<usize>, NaiveDate)> {
    let written = || text.char_indices().filter(|(_, c)| !c.is_whitespace());
    // What a half-width colon stands before may be the rest of a time, but not here.
    let squeezed: String = written().map(|(_, c)| if c == ':' { '：' } else { c }).collect();
    let line = Line::new(&squeezed);
    let (range, date) = (0..line.chars().len()).find_map(|at| {
        let found = read(&line, at, None)?;
        let date = NaiveDate::from_ymd_opt(found.year?, found.month?, found.day?)?;
        Some((line.bytes(found.range), date))
    })?;
    let first = squeezed[..range.start].chars().count();
    let last = first + squeezed[range].chars().count() - 1;
    let (start, (end, c)) = (written().nth(first)?.0, written().nth(last)?);
    Some((start..end + c.len_utf8(), date))
}

/// The lunar calendar has a 30日 in its second month.
fn is_lunar(line: &Line, at: usize) -> bool {
    ["农历", "阴历", "古历", "腊月", "正月"].iter().any(|word| line.ends_with(at, word))
}

fn moment(range: Range<usize>) -> Moment {
    Moment {
        range,
        year: None,
        month: None,
        day: None,
        at_end: false,
        inherits: false,
        weekday: None,
    }
}

/// The number of one or two digits at a place, and its end.
fn short(line: &Line, at: usize) -> Option<(u32, usize)> {
    let mut end = at;
    while line.get(end).is_some_and(|c| c.is_ascii_digit()) {
        end += 1;
    }
    (1..=2)
        .contains(&(end - at))
        .then(|| line.text(at..end).parse().ok().map(|value| (value, end)))?
}

/// The year of four digits at a place, Arabic or Han, and its end.
fn year(line: &Line, at: usize) -> Option<(i32, usize)> {
    let digit = |at: usize| match line.get(at)? {
        c if c.is_ascii_digit() => c.to_digit(10),
        c => number::digit(c),
    };
    let value = (at..at + 4).try_fold(0, |value, at| Some(value * 10 + digit(at)?))?;
    let ends = line.get(at + 4).is_none_or(|c| !c.is_ascii_digit());
    ((1900..2100).contains(&value) && ends).then_some((i32::try_from(value).ok()?, at + 4))
}

/// 2023-09-22, 2023/9/22, 2023.9.22.
fn iso(line: &Line, at: usize) -> Option<Moment> {
    if line.before(at).is_some_and(|c| c == '-') {
        return None;
    }
    let (year, end) = year(line, at)?;
    let sign = line.get(end).filter(|c| "-/.".contains(*c))?;
    let (month, end) = short(line, end + 1)?;
    let (day, end) = (line.get(end) == Some(sign)).then(|| short(line, end + 1))??;
    if line.get(end).is_some_and(|c| c == sign || c.is_ascii_alphanumeric()) {
        return None;
    }
    Some(Moment { year: Some(year), month: Some(month), day: Some(day), ..moment(at..end) })
}

/// 2023年9月22日 and its parts: 2023年, 2023年9月, 9月, 9月22日.
fn written(line: &Line, at: usize) -> Option<Moment> {
    let mut found = moment(at..at);
    let mut end = at;
    if let Some((value, after)) = year(line, at)
        && line.get(after) == Some('年')
    {
        found.year = Some(value);
        end = after + 1;
    }
    if let Some((value, after)) = month_or_day(line, end)
        && line.get(after) == Some('月')
        && !line.starts_with(after + 1, "龄")
    {
        found.month = Some(value);
        end = after + 1;
        if let Some((value, after)) = month_or_day(line, end) {
            if line.get(after).is_some_and(|c| "日号".contains(c)) {
                found.day = Some(value);
                end = after + 1;
            } else if is_end_of_days(line, after) {
                found.day = Some(value);
                end = after;
            }
        }
    }
    found.range.end = end;
    (found.year.is_some() || found.month.is_some()).then_some(found)
}

/// One or two Arabic digits, or as many Han ones as a month or day has.
fn month_or_day(line: &Line, at: usize) -> Option<(u32, usize)> {
    if let Some(found) = short(line, at) {
        return Some(found);
    }
    let number = number::han(line, at).filter(|number| !number.vague)?;
    let ordinal = line.before(at).is_some_and(|c| "第几数".contains(c));
    let value =
        u32::try_from(number.value.whole()?).ok().filter(|value| (1..=31).contains(value))?;
    (!ordinal && number.range.len() <= 3).then_some((value, number.range.end))
}

/// The —5日 in 9月1—5日.
fn is_end_of_days(line: &Line, at: usize) -> bool {
    let sign = line.get(at).is_some_and(|c| is_range_sign(c) || c == '至');
    sign && month_or_day(line, at + 1).is_some_and(|(_, end)| line.get(end) == Some('日'))
}

/// The 31日 in 8月28日至31日.
fn continued(line: &Line, at: usize, last: Option<&Moment>) -> Option<Moment> {
    let last = last.filter(|last| last.day.is_some())?;
    if !is_connector(line, last.range.end..at) {
        return None;
    }
    let (day, end) = month_or_day(line, at)?;
    (line.get(end) == Some('日') && !line.starts_with(end + 1, "内")).then(|| Moment {
        year: last.year,
        month: last.month,
        day: Some(day),
        inherits: true,
        ..moment(at..end + 1)
    })
}

/// The 1 in 1—8月, the 2021 in 2021—2023年.
fn first_of_range(line: &Line, at: usize) -> Option<Moment> {
    let sign = |at: usize| line.get(at).is_some_and(|c| is_range_sign(c) || c == '至');
    if let Some((value, end)) = year(line, at)
        && sign(end)
        && year(line, end + 1).is_some_and(|(_, after)| line.get(after) == Some('年'))
    {
        return Some(Moment { year: Some(value), ..moment(at..end) });
    }
    let (month, end) = month_or_day(line, at)?;
    let (_, after) = sign(end).then(|| month_or_day(line, end + 1))??;
    let ends = line.get(after) == Some('月') && !line.starts_with(after + 1, "龄");
    ends.then(|| Moment { month: Some(month), ..moment(at..end) })
}

/// Whether two moments with this between them are the ends of a range, or neighbours in a row.
pub fn is_connector(line: &Line, between: Range<usize>) -> bool {
    let chars = line.chars().get(between).unwrap_or_default();
    matches!(chars, [c] if is_range_sign(*c) || "至到、和".contains(*c)) || chars == ['—', '—']
}

/// Whether what is between two moments makes them the ends of a range.
pub fn is_range(line: &Line, between: Range<usize>) -> bool {
    is_connector(line, between.clone()) && !line.contains_any(between, &["、", "和"])
}

/// （星期五）, 星期五 or （周五） behind a day.
fn weekday(line: &Line, at: usize) -> Option<(Weekday, Range<usize>)> {
    let start = at + usize::from(line.get(at) == Some('（'));
    let word = ["星期", "周", "礼拜"].iter().find(|word| line.starts_with(start, word))?;
    let place = start + word.chars().count();
    let weekday = match line.get(place)? {
        '一' => Weekday::Mon,
        '二' => Weekday::Tue,
        '三' => Weekday::Wed,
        '四' => Weekday::Thu,
        '五' => Weekday::Fri,
        '六' => Weekday::Sat,
        '日' | '天' => Weekday::Sun,
        _ => return None,
    };
    // 9月22日周一至周五 names other days.
    let more = line.get(place + 1).is_some_and(|c| is_range_sign(c) || "至到、年岁".contains(c));
    (!more).then_some((weekday, start..place + 1))
}

/// The years that a day without one may be of, the nearest to a date first.
pub fn nearest_year(month: u32, day: u32, near: NaiveDate) -> Option<i32> {
    let years = near.year() - 1..=near.year() + 1;
    let days = years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    days.min_by_key(|date| (*date - near).num_days().abs()).map(|date| date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let line = Line::new(text);
        let found = read(&line, number::first(&line)?, None)?;
        let part = |part: Option<u32>| part.map_or("?".to_owned(), |part| part.to_string());
        let year = part(found.year.map(i32::unsigned_abs));
        Some(format!("{year}/{}/{} {}", part(found.month), part(found.day), line.text(found.range)))
    }

    #[test]
    fn moments_in_all_forms() {
        let cases = [
            ("2023年9月22日，", Some("2023/9/22 2023年9月22日")),
            ("至2023年8月底", Some("2023/8/? 2023年8月底")),
            ("8 月 28 日", Some("?/8/28 8 月 28 日")),
            ("9月1—5日", Some("?/9/1 9月1")),
            ("1—8月", Some("?/1/? 1")),
            ("九月一至五日", Some("?/9/1 九月一")),
            ("一至八月", Some("?/1/? 一")),
            ("二〇二三年九月二十二日", Some("2023/9/22 二〇二三年九月二十二日")),
            ("2023-09-22", Some("2023/9/22 2023-09-22")),
            ("2023年上半年", Some("2023/?/? 2023年")),
            ("2月30日", Some("?/2/30 2月30日")),
            ("3个月", None),
            ("5年", None),
            ("13月龄", None),
            ("农历2月30日", None),
            ("0373-7692", None),
            ("第5月", None),
        ];
        for (text, expected) in cases {
            let expected = expected.map(|text| text.replace(' ', ""));
            assert_eq!(shown(text).map(|text| text.replace(' ', "")), expected, "{text}");
        }
    }

    #[test]
    fn whole_days_are_found_in_all_forms() {
        let cases = [
            ("第38期 2023 年 9 月22 日（星期五）", "2023 年 9 月22 日"),
            ("二〇二三年 九 月 二十二日印发", "二〇二三年 九 月 二十二日"),
            ("２０２３年９月２２号", "２０２３年９月２２号"),
            ("日期:2023-09-22", "2023-09-22"),
            ("**2023.9.22**", "2023.9.22"),
            ("2023/9/22　第38期", "2023/9/22"),
        ];
        let day = NaiveDate::from_ymd_opt(2023, 9, 22);
        for (text, expected) in cases {
            let (range, found) = whole_day(text).expect(text);
            assert_eq!((&text[range], Some(found)), (expected, day), "{text}");
        }
        for text in ["2023年9月", "9月22日", "2023年9月31日", "〔2023〕9号", "2023-2024年", ""]
        {
            assert_eq!(whole_day(text), None, "{text}");
        }
    }

    #[test]
    fn days_of_months_and_years() {
        let days = |text: &str, year| {
            let found = read(&Line::new(text), 0, None).expect("a moment");
            found.days(year).map(|(first, last)| format!("{first} {last}"))
        };
        assert_eq!(days("2月底", 2024).as_deref(), Some("2024-02-29 2024-02-29"));
        assert_eq!(days("12月", 2023).as_deref(), Some("2023-12-01 2023-12-31"));
        assert_eq!(days("9月5日", 2023).as_deref(), Some("2023-09-05 2023-09-05"));
        assert_eq!(days("9月31日", 2023), None);
    }

    #[test]
    fn weekdays_behind_a_day() {
        let day = |text: &str| read(&Line::new(text), 0, None)?.weekday.map(|(day, _)| day);
        assert_eq!(day("9月22日（星期五）"), Some(Weekday::Fri));
        assert_eq!(day("9月22日周日"), Some(Weekday::Sun));
        assert_eq!(day("9月22日周一至周五"), None);
        assert_eq!(day("9月22日周密"), None);
    }
}
