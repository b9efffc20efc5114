//! Times of day as a text names them.

use std::ops::Range;

use super::line::Line;

/// A time of day: where it stands, and its minute of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    pub range: Range<usize>,
    pub minutes: u32,
}

/// The times of a range of characters: 9时, 14时30分, 下午3点, 8:30.
pub fn times(line: &Line, range: Range<usize>) -> Vec<Time> {
    let mut found = vec![];
    let mut at = range.start;
    while at < range.end {
        let digit = |at: usize| line.get(at).filter(char::is_ascii_digit);
        let starts = digit(at).is_some()
            && !line.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || ".:".contains(c));
        let time = starts.then(|| read(line, at)).flatten();
        at = time.as_ref().map_or(at + 1, |time| time.range.end);
        found.extend(time);
    }
    found
}

fn read(line: &Line, at: usize) -> Option<Time> {
    let (hour, end) = number(line, at)?;
    if hour > 24 {
        return None;
    }
    let sign = line.get(end)?;
    let mut minutes = hour * 60;
    let end = match sign {
        // 3点建议, 2时段 are no times.
        '时' | '点'
            if !line.get(end + 1).is_some_and(|c| "间段期候限速长钟位建要多余".contains(c)) =>
        {
            match number(line, end + 1) {
                Some((value, after)) if line.get(after) == Some('分') && value < 60 => {
                    minutes += value;
                    after + 1
                }
                _ if line.get(end + 1) == Some('半') => {
                    minutes += 30;
                    end + 2
                }
                _ => end + 1,
            }
        }
        ':' | '：' => {
            let (value, after) =
                number(line, end + 1).filter(|(value, after)| *value < 60 && after - end == 3)?;
            minutes += value;
            after
        }
        _ => return None,
    };
    let later = ["下午", "晚上", "晚"].iter().any(|word| line.ends_with(at, word));
    if later && hour < 12 {
        minutes += 12 * 60;
    }
    Some(Time { range: at..end, minutes })
}

/// A number of one or two digits, and its end.
fn number(line: &Line, at: usize) -> Option<(u32, usize)> {
    let digits = (at..).take_while(|at| line.get(*at).is_some_and(|c| c.is_ascii_digit())).count();
    let value = (1..=2).contains(&digits).then(|| line.text(at..at + digits).parse().ok())??;
    Some((value, at + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_day_are_read() {
        let cases: [(&str, &[u32]); 6] = [
            ("从9时开始，11时30分结束", &[540, 690]),
            ("14时30分至17时", &[870, 1020]),
            ("8:30集合，下午3点半返回", &[510, 930]),
            ("比例为1:5，3小时，24小时值班", &[]),
            ("提出3点建议，分2时段", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let line = Line::new(text);
            let found = times(&line, 0..line.chars().len());
            let minutes: Vec<u32> = found.iter().map(|time| time.minutes).collect();
            assert_eq!(minutes, expected, "{text}");
        }
    }
}
