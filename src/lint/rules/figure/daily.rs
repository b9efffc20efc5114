//! Days that are counted against the days that a month or a year has, and means against extremes.

use std::ops::Range;

use crate::zh::decimal::Decimal;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

/// Something that cannot be: where it stands, what it is reckoned from, and what is said of it.
pub(super) type Told = (Range<usize>, Range<usize>, String);

/// 11月优良天数25天，轻度污染6天: more days than the month has.
pub(super) fn overfull(reading: &Reading) -> Vec<Told> {
    reading.sentences.iter().filter_map(|sentence| too_many(reading, sentence)).collect()
}

/// The words before a figure, back to the last point.
fn clause(reading: &Reading, sentence: &Range<usize>, quantity: &Quantity) -> String {
    let start = quantity.range.start;
    let begins = reading.line.behind_last(sentence.start..start, "，；：、（）。");
    reading.line.text(begins..start)
}

fn too_many(reading: &Reading, sentence: &Range<usize>) -> Option<Told> {
    let line = &reading.line;
    let days: Vec<(&Quantity, String)> = reading
        .quantities_in(sentence.clone())
        .iter()
        .filter(|quantity| ["天", "日"].contains(&quantity.unit.name) && quantity.is_exact())
        .map(|quantity| (quantity, clause(reading, sentence, quantity)))
        .collect();
    let fine = |words: &str| {
        let words = words.trim_end_matches(['为', '有', '达', '共', '到']);
        ["优良天数", "优良天气", "优良", "优良日", "良好天数"]
            .iter()
            .any(|word| words.ends_with(word))
            && !["率", "同比", "增加", "减少", "累计", "目标", "其中"]
                .iter()
                .any(|word| words.contains(word))
    };
    let at = days.iter().position(|(_, words)| fine(words))?;
    let (first, _) = days[at];
    let foul = |(_, words): &&(&Quantity, String)| {
        let words = words.trim_end_matches(['为', '有', '达', '共', '到', '天', '气', '数']);
        words.ends_with("污染")
            && !["其中", "减少", "增加", "同比", "上年"].iter().any(|w| words.contains(w))
    };
    let fouls: Vec<&Quantity> =
        days[at + 1..].iter().take_while(foul).map(|(quantity, _)| *quantity).collect();
    let moments: Vec<_> = reading
        .moments
        .iter()
        .filter(|moment| {
            sentence.contains(&moment.range.start) && moment.range.start < first.range.start
        })
        .collect();
    let (range, most) = match moments[..] {
        [month] if month.month.is_some() && month.day.is_none() => {
            let days = match month.month? {
                2 => 29,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            (month.range.clone(), days)
        }
        _ if !moments.iter().any(|moment| moment.month.is_some()) => {
            let at = line.find(sentence.start..first.range.start, "全年")?;
            (at..at + 2, 366)
        }
        _ => return None,
    };
    // 1—10月 and 上半年 are longer, 同比 another matter.
    let words = line.text(sentence.start..first.range.start);
    let longer = ["至", "—", "-", "～", "季度", "半年", "以来", "截至", "累计", "前", "1到"];
    if longer.iter().any(|word| words.contains(word)) {
        return None;
    }
    let sum = fouls.iter().fold(first.value(), |sum, quantity| sum + quantity.value());
    let last = fouls.last().copied().unwrap_or(first);
    (sum > Decimal::integer(most)).then(|| {
        let period = line.text(range.clone());
        let message = match fouls.is_empty() {
            true => format!("“{period}”没有“{}”", line.text(first.range.clone())),
            false => format!("优良和污染的天数合计{sum}天，“{period}”没有这么多天"),
        };
        (first.range.start..last.range.end, range, message)
    })
}

/// 平均降雨量56.3毫米，最大为南坪镇48.2毫米: the largest is less than the mean.
pub(super) fn extremes(reading: &Reading) -> Vec<Told> {
    let line = &reading.line;
    let mut found = vec![];
    for sentence in &reading.sentences {
        if !line.contains(sentence.clone(), "平均") {
            continue;
        }
        let all = reading.quantities_in(sentence.clone());
        let words: Vec<String> = all.iter().map(|one| clause(reading, sentence, one)).collect();
        let extreme = |words: &str| ["最", "极"].iter().any(|word| words.contains(word));
        for (mean, own) in all.iter().zip(&words) {
            if !own.contains("平均") || extreme(own) || !is_plain(mean) {
                continue;
            }
            let behind =
                all.iter().zip(&words).filter(|(one, _)| one.range.start > mean.range.start);
            for (one, said) in behind.take(3) {
                let most = ["最大", "最高", "最多"].iter().any(|word| said.contains(word));
                let least = ["最小", "最低", "最少"].iter().any(|word| said.contains(word));
                let same = one.unit == mean.unit
                    && ["毫米", "分"].contains(&mean.unit.name)
                    && is_plain(one)
                    && !["历史", "上年", "去年", "平均", "小时"]
                        .iter()
                        .any(|word| said.contains(word));
                let wrong = most && !least && one.value() < mean.value()
                    || least && !most && one.value() > mean.value();
                if same && wrong {
                    let word = if most { "最大的" } else { "最小的" };
                    let than = if most { "小" } else { "大" };
                    let message = format!(
                        "{word}“{}”比平均的“{}”还{than}",
                        line.text(one.range.clone()),
                        line.text(mean.range.clone())
                    );
                    found.push((one.range.clone(), mean.range.clone(), message));
                }
            }
        }
    }
    found
}

/// Whether a figure is one value, exact as written.
fn is_plain(quantity: &Quantity) -> bool {
    !quantity.number.vague
        && quantity.more.is_none()
        && quantity.after.is_none()
        && !quantity.ranged
}
