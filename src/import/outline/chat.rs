//! Messages copied from a chat: who speaks, before each of them, in the ways of WeChat, QQ, DingTalk and
//! telephones. A name alone proves nothing; several of them, or one with 收到 behind it, do.

use super::facts::{clock, day};
use super::talk::{TITLES, is_talk};
use crate::zh::person;

/// A line of a file, as far as it matters here.
pub(super) struct Said {
    pub(super) text: String,
    /// A blank line stands above it.
    pub(super) gap: bool,
}

/// How many characters at the beginning of each line say who speaks, where the file is a chat.
/// `unit` gives the bytes of the unit that a text begins with.
pub(super) fn speakers(lines: &[Said], unit: impl Fn(&str) -> Option<usize>) -> Vec<Option<usize>> {
    let mut found: Vec<Option<Speaker>> =
        lines.iter().map(|line| speaker(&line.text, &unit)).collect();
    // 东岗李明: on lines of its own, again and again, is who speaks, whoever that may be.
    let alone = |at: usize, speaker: &Speaker| lines[at].text[speaker.end..].trim().is_empty();
    let repeated: Vec<bool> = (0..lines.len())
        .map(|at| {
            let same = |other: &Said| other.text.trim() == lines[at].text.trim();
            found[at].as_ref().is_some_and(|speaker| {
                alone(at, speaker) && lines.iter().filter(|line| same(line)).count() > 1
            })
        })
        .collect();
    let calls = repeated.iter().position(|repeated| *repeated);
    if calls.is_some_and(|first| lines[..first].iter().all(is_around)) {
        for (speaker, repeated) in found.iter_mut().zip(repeated) {
            if let Some(speaker) = speaker.as_mut().filter(|_| repeated) {
                speaker.named = true;
            }
        }
    }
    // 林业王丽：… under a moment on a line of its own.
    for at in 1..lines.len() {
        if let Some(speaker) = found[at].as_mut().filter(|_| is_moment(&lines[at - 1].text)) {
            speaker.named = true;
        }
    }
    let named = |speaker: &Speaker| speaker.named;
    let talks = |at: usize| {
        let Some(speaker) = &found[at] else { return false };
        let rest = lines[at].text[speaker.end..].trim();
        let next = lines.get(at + 1).map(|line| line.text.as_str()).unwrap_or_default();
        is_talk(if rest.is_empty() { next } else { rest })
    };
    let count = found.iter().flatten().filter(|speaker| named(speaker)).count();
    let talk = (0..lines.len()).filter(|at| talks(*at)).count();
    let mut marks: Vec<Option<usize>> = vec![None; lines.len()];
    // Names with what each has done stand in the middle of an article: a chat begins with somebody.
    let first = found.iter().position(|speaker| speaker.as_ref().is_some_and(named));
    let begins = first.is_some_and(|first| lines[..first].iter().all(is_around));
    if count >= 2 && begins || count >= 1 && talk >= 1 {
        for (at, speaker) in found.iter().enumerate() {
            let Some(speaker) = speaker else { continue };
            if speaker.named || speaker.office || talks(at) {
                marks[at] = Some(lines[at].text[..speaker.end].chars().count());
            }
        }
        return marks;
    }
    // Names on lines of their own, without a colon: with a time under them; or the first line is one,
    // and another stands behind a gap.
    let alone = |line: &Said| is_person(line.text.trim(), &unit);
    let timed = |at: usize| {
        let time = lines.get(at + 1).map_or("", |line| line.text.trim());
        clock(time) == Some(time.len())
            || day(time).is_some_and(|day| clock(time[day..].trim()).is_some())
    };
    // 2024年5月6日 09:12 above the name, on a line of its own.
    let timed = |at: usize| {
        timed(at)
            || at > 0 && is_moment(&lines[at - 1].text) && day(lines[at - 1].text.trim()).is_some()
    };
    let places: Vec<usize> = (0..lines.len())
        .filter(|at| alone(&lines[*at]) && lines.get(at + 1).is_some_and(|next| !alone(next)))
        .collect();
    let begins = places.first().is_some_and(|first| lines[..*first].iter().all(is_around));
    let several = begins && places.len() >= 2 && places[1..].iter().any(|at| lines[*at].gap);
    for at in places {
        if several || timed(at) {
            marks[at] = Some(lines[at].text.chars().count());
        }
    }
    marks
}

/// Whether a line stands round a chat: a greeting, the day on which it was.
fn is_around(line: &Said) -> bool {
    let text = line.text.trim_matches(['—', '-', '=', '─', ' ', '\u{3000}']);
    is_talk(text) || day(text).is_some() || clock(text) == Some(text.len())
}

/// A day and a time, and nothing else.
fn is_moment(text: &str) -> bool {
    let text = text.trim_matches(['—', '-', '=', '─', ' ', '\u{3000}']);
    let rest = text[day(text).unwrap_or_default()..].trim_start();
    !rest.is_empty() && clock(rest) == Some(rest.len())
}

/// What stands before a colon, when it may be who speaks.
struct Speaker {
    /// Bytes, with the colon.
    end: usize,
    /// A person, by name or as people are called.
    named: bool,
    /// A unit, which speaks only where others do.
    office: bool,
}

fn speaker(text: &str, unit: &impl Fn(&str) -> Option<usize>) -> Option<Speaker> {
    // [09:12] 张华：…, 2024/3/5 9:12 张华：…
    let body = text.trim_start_matches(['[', '【', '(', '（']);
    let mut from = text.len() - body.len();
    from += day(&text[from..]).unwrap_or_default();
    from += text[from..].len() - text[from..].trim_start().len();
    let time = clock(&text[from..]).unwrap_or_default();
    if time > 0 {
        from += time;
        from += text[from..].len()
            - text[from..].trim_start_matches([']', '】', ')', '）', ' ', '\u{3000}']).len();
    } else {
        from = 0;
    }
    // The colon of 09:12 parts no name from what is said.
    let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (colon, _) =
        text[from..].char_indices().map(|(at, c)| (from + at, c)).find(|(at, c)| {
            let (before, behind) = (&text[..*at], &text[at + c.len_utf8()..]);
            "：:".contains(*c)
                && !(figure(before.chars().next_back()) && figure(behind.chars().next()))
        })?;
    let name = text[from..colon].trim();
    let end = colon + text[colon..].chars().next()?.len_utf8();
    let rest = text[end..].trim_start();
    if name.is_empty()
        || name.chars().count() > 18
        || name.contains(|c: char| "，。；、“”《》？！".contains(c))
        // What somebody is quoted with in an article, or an address.
        || rest.starts_with(['“', '"', '‘', '「', '/'])
    {
        return None;
    }
    let named = is_person(name, unit);
    let office = unit(name) == Some(name.len())
        || ["办公室", "政府办", "党政办", "综合科"].iter().any(|end| name.ends_with(end));
    let short = name.chars().count() <= 8;
    (named || office || short).then_some(Speaker { end, named, office })
}

/// 张华, 小王, 刘主任, 县水利局张华, 水利局-小李, 张华（县水利局）.
fn is_person(name: &str, unit: &impl Fn(&str) -> Option<usize>) -> bool {
    let name = name.trim_start_matches('@');
    let (name, aside) = match name.find(['(', '（', '@']) {
        Some(at) if at > 0 => (name[..at].trim(), true),
        _ => (name, false),
    };
    let bare = |name: &str| {
        let called = name.strip_prefix(['小', '老', '阿']).is_some_and(person::is_surname)
            || TITLES.iter().any(|title| {
                let surname = |rest| person::is_surname(rest) || person::is_name(rest);
                name.strip_suffix(title).is_some_and(surname)
            });
        called || person::is_name(name)
    };
    if bare(name) {
        return true;
    }
    let behind = name.trim_start_matches('县');
    let length =
        unit(name).or_else(|| unit(behind).map(|length| length + name.len() - behind.len()));
    let dash = name.rfind(['-', '—', '－', '_', ' ', '·', '|']);
    let last = dash.map(|at| name[at..].trim_start_matches(|c: char| !c.is_alphanumeric()));
    // 东岗镇党政办李娜: an office, and a name behind it.
    let chars: Vec<char> = name.chars().collect();
    let of_office = [2, 3].into_iter().any(|count| {
        let Some(at) = chars.len().checked_sub(count).filter(|at| *at >= 2) else { return false };
        "办局委镇乡科室站所股队处厅院校会心府".contains(chars[at - 1])
            && person::is_name(&chars[at..].iter().collect::<String>())
    });
    of_office
        || length.is_some_and(|length| {
            bare(name[length..].trim_start_matches(['-', '—', '－', ' ', '_', '·', '的']))
        })
        || last.is_some_and(bare)
        || aside && bare(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<String> {
        let units = ["县水利局", "水利局", "县民政局", "民政局", "县农业农村局"];
        let unit =
            |text: &str| units.iter().find(|unit| text.starts_with(**unit)).map(|unit| unit.len());
        let mut gap = false;
        let mut lines = vec![];
        for line in text.lines() {
            if line.is_empty() {
                gap = true;
            } else {
                lines.push(Said { text: line.to_owned(), gap: std::mem::take(&mut gap) });
            }
        }
        let marks = speakers(&lines, unit);
        let cut = |(line, mark): (&Said, &Option<usize>)| {
            mark.map(|mark| line.text.chars().take(mark).collect())
        };
        lines.iter().zip(&marks).filter_map(cut).collect()
    }

    #[test]
    fn who_speaks_is_told_from_what_an_article_quotes() {
        for (text, wanted) in [
            (
                "王芳：县水利局检修泵站\n检修23座。\n李强：收到\n赵敏：县民政局发放津贴\n发放126万元。",
                vec!["王芳：", "李强：", "赵敏："],
            ),
            (
                "县民政局陈丽：县民政局发放津贴\n发放126万元。\n办公室：收到",
                vec!["县民政局陈丽：", "办公室："],
            ),
            (
                "县水利局张华:\n县水利局检修泵站\n检修23座。\n\n民政局-小陈:\n县民政局发放津贴",
                vec!["县水利局张华:", "民政局-小陈:"],
            ),
            ("张华\n县水利局检修泵站\n检修23座。\n\n陈丽\n县民政局发放津贴", vec!["张华", "陈丽"]),
            (
                "[09:12] 张华：县水利局检修泵站\n[09:15] 刘主任：好的",
                vec!["[09:12] 张华：", "[09:15] 刘主任："],
            ),
            ("村民张大爷：“路灯亮了。”\n主要做法：一是设岗。\n具体要求：按时完成。", vec![]),
            ("张华(县水利局) 3月5日 09:12\n县水利局检修泵站", vec![]),
            ("——— 2024-03-05 ———\n县水利局 张华\n09:12\n检修23座。", vec!["县水利局 张华"]),
            ("责任编辑：张华", vec![]),
            ("东岗李明:\n东岗镇建成夜市\n东岗李明:\n摊位120个。", vec!["东岗李明:", "东岗李明:"]),
            ("东岗镇建成夜市\n主要做法：\n设摊位。\n主要做法：\n设专人。", vec![]),
            ("高度重视：成立专班。\n方法创新：入户走访。", vec![]),
            ("县委表彰先进\n王芳：扎根山区教学。\n李强：研发节水设备。", vec![]),
        ] {
            assert_eq!(marked(text), wanted, "{text}");
        }
        for text in [
            "王科长：",
            "刘主任好！",
            "各位领导：",
            "尊敬的领导：",
            "👍👍",
            "收到，谢谢",
            "各位领导早上好[太阳]",
            "领导们上午好～",
            "王科长早！[抱拳]",
            "早上好",
        ] {
            assert!(is_talk(text), "{text}");
        }
        for text in [
            "各乡镇：",
            "县政府办公室：",
            "主要做法：",
            "……",
            "——",
            "县水利局服务好",
            "抓早抓好",
            "[1]",
        ] {
            assert!(!is_talk(text), "{text}");
        }
    }
}
