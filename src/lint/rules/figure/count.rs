//! An announced number of things against the list of them.

use std::ops::Range;

use super::listing::{self, Slip};
use super::{respective, roll, series};
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::line::Line;
use crate::zh::number;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static LIST_COUNT_MISMATCH: Rule = Rule {
    code: "list-count-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["建成县、乡、村四级网格"],
    summary: "说了几项，列出的不是几项",
    docs: "“县、乡、村四级”“三个到位：……到位、……到位”“采取三项措施：一是……四是……”，“县水利局、县气象局3个部门”“4个项目：……”，说的项数与列出的不一致。列举不全的（后面有“等”）不检查。\n\n例：建成县、乡、村四级网格，列出的是三级。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        let mut all = levels(line);
        for sentence in &reading.sentences {
            all.extend(refrains(line, sentence.clone()));
            let quoted = series::refrains(line, sentence);
            let known = |slip: &Slip| all.iter().any(|other| other.announced == slip.announced);
            let new: Vec<Slip> = quoted.into_iter().filter(|slip| !known(slip)).collect();
            all.extend(new);
        }
        all.extend(ordinals(reading));
        all.extend(listing::names(reading));
        all.extend(roll::all(reading));
        all.extend(series::bare(reading));
        all.extend(series::referred(reading));
        all.extend(series::times(reading));
        all.extend(series::marks(reading));
        all.extend(series::behind(reading));
        all.extend(respective::all(reading));
        for slip in all {
            let shown = line.text(slip.announced.clone());
            let told = match &slip.last {
                Some(last) => format!("列到了“{}”", line.text(last.clone())),
                None => format!("列出的“{}”是{}项", line.text(slip.list.clone()), slip.count),
            };
            found.push(
                Diagnostic::at(
                    text.place(slip.announced.clone()),
                    format!("说的是“{shown}”，{told}"),
                )
                .label(text.place(slip.list), "列出的在这里")
                .help("核对项数，或补上漏掉的"),
            );
        }
    }),
};

/// Levels of administration, the longest first.
static LEVELS: &[&str] = &[
    "村民小组",
    "自然村",
    "行政村",
    "街道办",
    "街道",
    "社区",
    "乡镇",
    "村组",
    "中央",
    "国家",
    "县区",
    "网格",
    "楼栋",
    "省",
    "市",
    "州",
    "县",
    "区",
    "乡",
    "镇",
    "办",
    "村",
    "组",
    "户",
];

/// What 三级 and the like mean elsewhere.
static NOT_LEVELS: &[&str] = &[
    "医院", "甲等", "乙等", "公路", "响应", "应急", "预警", "文物", "资质", "标准", "运动", "职业",
    "教授", "建筑", "保护",
];

/// 县、乡、村四级.
fn levels(line: &Line) -> Vec<Slip> {
    let mut found = vec![];
    for (at, _) in line.chars().iter().enumerate().filter(|(_, c)| **c == '级') {
        let Some((stated, number)) = small_before(line, at) else { continue };
        let start = number.start - usize::from(line.before(number.start) == Some('“'));
        let behind = at + 1 + usize::from(line.get(at + 1) == Some('”'));
        let other = NOT_LEVELS.iter().any(|word| line.starts_with(behind, word));
        let Some((list, least, most)) = names_before(line, start) else { continue };
        if !other && !(least..=most).contains(&stated) {
            found.push(Slip { announced: number.start..at + 1, list, count: most, last: None });
        }
    }
    found
}

/// The number of one digit that ends at a place, from 2 to 9.
fn small_before(line: &Line, end: usize) -> Option<(u32, Range<usize>)> {
    let at = end.checked_sub(1)?;
    let c = line.get(at)?;
    let value = c.to_digit(10).or_else(|| number::small(c))?;
    let longer = line.before(at).is_some_and(|c| {
        c.is_ascii_alphanumeric() || number::small(c).is_some() || "第百千.-～—".contains(c)
    });
    (!longer && (2..=9).contains(&value)).then_some((value, at..end))
}

/// The names of levels right before a place, and how many they are at least and at most: the
/// 县 of 延津县 may belong to the name.
fn names_before(line: &Line, end: usize) -> Option<(Range<usize>, u32, u32)> {
    let (mut start, mut count, mut joined) = (end, 0u32, false);
    let mut at = end;
    loop {
        let mut place = at;
        // 乡（镇、街道）: what is in brackets is the same level.
        if line.before(place) == Some('）') {
            let open =
                (place.saturating_sub(12)..place).rev().find(|at| line.get(*at) == Some('（'))?;
            place = open;
        }
        let Some(name) = LEVELS.iter().find(|name| line.ends_with(place, name)) else { break };
        start = place - name.chars().count();
        count += 1;
        at = start;
        match line.before(at) {
            Some('、') => {
                at -= 1;
                joined = false;
            }
            _ => joined = true,
        }
    }
    let named = joined && line.before(start).is_some_and(|c| c.is_alphabetic());
    // With 、 between all, the first is a level of its own unless 全 or a name leads to it.
    let marked = line.contains(start..end, "、");
    let whole = line.before(start).is_some_and(|c| "全我该本各个".contains(c));
    let least = if named && (!marked || whole) { count.saturating_sub(1) } else { count };
    // 乡镇 and 村组 may be two levels each.
    let double =
        ["乡镇", "村组", "县区"].iter().filter(|name| line.contains(start..end, name)).count();
    let most = count + u32::try_from(double).unwrap_or(0);
    (count >= 2).then_some((start..end, least, most))
}

/// 三个到位：认识到位、责任到位.
fn refrains(line: &Line, sentence: Range<usize>) -> Vec<Slip> {
    let words = [
        "到位",
        "结合",
        "统一",
        "同步",
        "意识",
        "自信",
        "优先",
        "清单",
        "全覆盖",
        "不放过",
        "一律",
    ];
    let mut found = vec![];
    // Only a number and 个 announce one.
    for measure in sentence.clone().filter(|at| line.chars()[*at] == '个') {
        let Some(word) = words.iter().find(|word| line.starts_with(measure + 1, word)) else {
            continue;
        };
        let Some((stated, number)) = small_before(line, measure) else { continue };
        let announced = number.start..measure + 1 + word.chars().count();
        let mut start = announced.end;
        for mark in ["”", "要求", "，", "：", "（", "即"] {
            if line.starts_with(start, mark) {
                start += mark.chars().count();
            }
        }
        if start == announced.end || start > sentence.end {
            continue;
        }
        let (end, count) = refrain(line, start..sentence.end, word);
        let open = line.contains(end..(end + 3).min(sentence.end), "等");
        if count >= 2 && count != stated && !open {
            found.push(Slip { announced, list: start..end, count, last: None });
        }
    }
    found
}

/// The end of a list whose parts all end in a word, and how many they are.
fn refrain(line: &Line, range: Range<usize>, word: &str) -> (usize, u32) {
    let (mut end, mut count, mut at) = (range.start, 0, range.start);
    while at < range.end {
        let close =
            (at..range.end).find(|at| line.get(*at).is_some_and(|c| "、，。；）！".contains(c)));
        let close = close.unwrap_or(range.end);
        if !line.ends_with(close, word) || close - at > 14 {
            break;
        }
        count += 1;
        end = close;
        if !line.get(close).is_some_and(|c| "、，；".contains(c)) {
            break;
        }
        at = close + 1;
    }
    (end, count)
}

/// The ways in which points of a list are numbered.
static SERIES: &[[&str; 9]] = &[
    ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是"],
    ["一要", "二要", "三要", "四要", "五要", "六要", "七要", "八要", "九要"],
    ["（一）", "（二）", "（三）", "（四）", "（五）", "（六）", "（七）", "（八）", "（九）"],
    ["第一，", "第二，", "第三，", "第四，", "第五，", "第六，", "第七，", "第八，", "第九，"],
];

/// 采取三项措施：一是……四是.
fn ordinals(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let mut found = vec![];
    for marks in SERIES {
        let mut from = 0;
        while let Some(first) = line.find(from..line.chars().len(), marks[0]) {
            from = first + 2;
            let points = points(line, first, marks);
            let told = announcement(line, first)
                .or_else(|| announced_before(reading, first))
                .or_else(|| series::announcing(reading, first, &points));
            let Some((stated, announced)) = told else { continue };
            let (last, count) =
                (points[points.len() - 1], u32::try_from(points.len()).unwrap_or(9));
            // The next one may stand in the next paragraph, which may be a text of its own.
            let more = line.chars().last() == Some(&'；');
            let open = more
                || marks
                    .get(usize::try_from(count).unwrap_or(9))
                    .is_some_and(|next| line.find(last..line.chars().len(), next).is_some());
            if count >= 2 && count != stated && !open {
                let mark = last - marks[0].chars().count()..last;
                found.push(Slip { announced, list: first..last, count, last: Some(mark) });
            }
        }
    }
    found
}

/// 三项措施： right before a list; 困难有三个：, 讲三点意见。第一，.
fn announcement(line: &Line, first: usize) -> Option<(u32, Range<usize>)> {
    let end =
        first.checked_sub(1).filter(|at| line.get(*at).is_some_and(|c| "：:。".contains(c)))?;
    let stop = line.get(end) == Some('。');
    if stop && !line.starts_with(first, "第一，") {
        return None;
    }
    let nouns = [
        "措施",
        "举措",
        "任务",
        "方面",
        "到位",
        "重点",
        "机制",
        "关口",
        "环节",
        "办法",
        "工作",
        "问题",
        "困难",
        "意见",
        "要求",
        "建议",
        "原因",
        "特点",
        "经验",
        "体会",
        "做法",
        "不足",
        "短板",
        "成效",
        "方面的问题",
        "方面问题",
        "方面工作",
        "重点工作",
        "要点",
        "目标",
        "变化",
        "事",
        "实事",
        "大事",
    ];
    let end = end - usize::from(line.before(end) == Some('”'));
    let noun = nouns.iter().filter(|noun| line.ends_with(end, noun)).max_by_key(|noun| noun.len());
    let measure = (end - noun.map_or(0, |noun| noun.chars().count())).checked_sub(1)?;
    let plain = line.get(measure).is_some_and(|c| "项个条点件".contains(c));
    let (stated, number) = plain.then(|| small_before(line, measure))??;
    // 困难有三个：, 还有两点：.
    let bare =
        noun.is_none() && !line.before(number.start).is_some_and(|c| "有是为提讲".contains(c));
    (!bare).then_some((stated, number.start..end))
}

/// 采取三项措施抓实校园安全：一是, 从四个方面抓好落实。一要: the one number of things of that kind in the
/// sentence that leads to the list.
fn announced_before(reading: &Reading, first: usize) -> Option<(u32, Range<usize>)> {
    let line = &reading.line;
    let end =
        first.checked_sub(1).filter(|at| line.get(*at).is_some_and(|c| "：，。".contains(c)))?;
    let sentence = reading.sentence_at(end);
    let nouns =
        ["措施", "举措", "方面", "任务", "环节", "抓手", "办法", "机制", "做法", "意见", "要求"];
    let mut found = None;
    for measure in sentence.start.max(end.saturating_sub(40))..end {
        let noun = nouns.iter().find(|noun| line.starts_with(measure + 1, noun));
        let (Some('项' | '个' | '条' | '点'), Some(noun)) = (line.get(measure), noun) else {
            continue;
        };
        let Some((stated, number)) = small_before(line, measure) else { continue };
        if found.is_some() {
            return None;
        }
        found = Some((stated, number.start..measure + 1 + noun.chars().count()));
    }
    let (stated, announced) = found?;
    // What follows is of the same clause, or of 方面工作，一要.
    let between = line.text(announced.end..end);
    let plain = between.chars().count() <= 16 && !between.contains(['，', '；', '、', '等', '“']);
    let before = line.before(announced.start);
    // “三项机制” is a name; what is quoted is judged by what its points hold.
    let quoted = line.get(announced.end) == Some('”');
    let part = quoted || before.is_some_and(|c| "这上述前后另各其余".contains(c));
    (plain && !part).then_some((stated, announced))
}

/// Where each point behind 一是, 二是, 三是… begins, when they follow one another.
fn points(line: &Line, first: usize, marks: &[&str; 9]) -> Vec<usize> {
    let length = marks[0].chars().count();
    let mut found = vec![first + length];
    let mut at = first;
    for word in &marks[1..] {
        let paragraph = (at..line.chars().len()).find(|at| line.get(*at) == Some('\n'));
        let Some(next) = line.find(at..paragraph.unwrap_or(line.chars().len()), word) else {
            break;
        };
        at = next;
        found.push(at + length);
    }
    found
}
