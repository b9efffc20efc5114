//! Announced numbers whose list stands apart: “三个到位”推进……：一是……; 上述3个乡镇; 先后于3月、5月召开三次.

use std::ops::Range;

use super::listing::{Slip, back_over, kind_of};
use crate::zh::character::is_han;
use crate::zh::line::Line;
use crate::zh::number;
use crate::zh::reading::Reading;

/// Nouns that a number may stand right before: 五部门, 4村; and what is another word with them.
static BARE: &[(&str, &str)] = &[
    ("部门", ""),
    ("单位", ""),
    ("乡镇", ""),
    ("镇", "长区村街"),
    ("乡", "镇村道亲愁"),
    ("村", "民组级庄干支医两落居"),
    ("街道", ""),
    ("社区", ""),
    ("县", "级城域里乡直委长"),
    ("局", "长面部势"),
];

/// The number of one or two digits that ends at a place, from 2 to 20.
fn number_before(line: &Line, end: usize) -> Option<(u32, usize)> {
    let digit = |at: &usize| line.get(*at).is_some_and(|c| c.is_ascii_digit());
    let digits = (0..end).rev().take_while(digit).count();
    let start = end - digits.max(1);
    let value = match digits {
        0 => number::small(line.get(end.checked_sub(1)?)?)?,
        1 | 2 => line.text(start..end).parse().ok()?,
        _ => return None,
    };
    let longer = line.before(start).is_some_and(|c| {
        c.is_ascii_digit() || number::is_han_figure(c) || "第.-—～几数".contains(c)
    });
    (!longer && (2..=20).contains(&value)).then_some((value, start))
}

/// 县发改委、县财政局、县税务局三部门: no measure word between.
pub(super) fn bare(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let mut found = vec![];
    for at in 2..line.chars().len() {
        let before = line.chars()[at - 1];
        if !before.is_ascii_digit() && number::small(before).is_none() {
            continue;
        }
        let Some((noun, other)) = BARE.iter().find(|(noun, _)| line.starts_with(at, noun)) else {
            continue;
        };
        let after = at + noun.chars().count();
        if line.get(after).is_some_and(|c| other.contains(c)) {
            continue;
        }
        let Some((stated, start)) = number_before(line, at) else { continue };
        let Some((_, endings)) = kind_of(noun) else { continue };
        let Some(list) = back_over(reading, start, endings) else { continue };
        if !list.fits(stated) {
            found.push(list.slip(start..after));
        }
    }
    found
}

/// 东岗镇、西湾镇、白沙乡连降暴雨，上述3个乡镇: the list before in the sentence.
pub(super) fn referred(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let two = |two: &[char]| matches!(two, ['上', '述'] | ['以', '上']);
    let places = line.chars().windows(2).enumerate().filter(|(_, here)| two(here));
    places.filter_map(|(at, _)| refers(reading, at + 2)).collect()
}

fn refers(reading: &Reading, from: usize) -> Option<Slip> {
    let line = &reading.line;
    let digits = (from..from + 3)
        .take_while(|at| {
            line.get(*at).is_some_and(|c| c.is_ascii_digit() || number::small(c).is_some())
        })
        .count();
    let (stated, start) = number_before(line, from + digits).filter(|(_, start)| *start == from)?;
    let measure = from + digits;
    let noun_at =
        measure + usize::from(line.get(measure).is_some_and(|c| "个家条座所".contains(c)));
    let words = line.text(noun_at..(noun_at + 8).min(line.chars().len()));
    let (noun, endings) = kind_of(&words)?;
    let mut sentence = reading.sentence_at(from);
    // 治理甲河、乙河。以上2条河流: the list is in the sentence before.
    let heads = from - 2 == sentence.start;
    let before = reading.sentences.iter().rev().find(|other| other.end <= sentence.start);
    if let Some(before) = before.filter(|_| heads && line.before(sentence.start) != Some('\n')) {
        sentence.start = before.start;
    }
    // The one list of the sentence, and no other name of the kind behind it.
    let ends = |at: &usize| {
        line.before(*at).is_some_and(|c| endings.contains(c))
            && line.get(*at).is_none_or(|c| c != '、')
            && back_over(reading, *at, endings).is_some()
    };
    let end = (sentence.start + 1..from - 2).rev().find(ends)?;
    let list = back_over(reading, end, endings)?;
    let between = line.text(end..from - 2);
    let before = line.text(sentence.start..list.range.start);
    let alone = !between.chars().any(|c| endings.contains(c) || "、等和及".contains(c))
        && !before.contains(['、', '和'])
        && between.chars().count() <= 60;
    let announced = start..noun_at + noun.chars().count();
    (alone && !list.open && !list.fits(stated)).then(|| list.slip(announced))
}

/// “四抓”促汛前准备：抓隐患排查、抓物资储备: all items begin or end with what is announced.
pub(super) fn refrains(line: &Line, sentence: &Range<usize>) -> Vec<Slip> {
    let mut found = vec![];
    for open in sentence.clone().filter(|at| line.chars()[*at] == '“') {
        let Some((stated, word, announced)) = quoted(line, open) else { continue };
        // 人防、物防、技防“四防”.
        let start = (sentence.start..open)
            .rev()
            .take_while(|at| line.get(*at).is_some_and(|c| is_han(c) || c == '、'))
            .last();
        if let Some(start) = start {
            let words = line.text(start..open);
            let items: Vec<&str> = words.split('、').collect();
            let same = items.iter().all(|item| item.ends_with(&word) && *item != word);
            let count = u32::try_from(items.len()).unwrap_or(0);
            if same && count > 1 && count != stated {
                found.push(Slip { announced, list: start..open, count, last: None });
                continue;
            }
        }
        let close = announced.end + 1;
        let colon = (close..sentence.end.min(close + 18))
            .find(|at| line.get(*at).is_some_and(|c| !is_han(c)));
        let Some(colon) = colon.filter(|at| line.get(*at) == Some('：')) else { continue };
        let end =
            (colon..sentence.end).find(|at| line.get(*at).is_some_and(|c| "。！\n".contains(c)));
        let list = colon + 1..end.unwrap_or(sentence.end);
        let words = line.text(list.clone());
        let items: Vec<&str> = words.split(['、', '，', '；']).collect();
        let same = items.iter().all(|item| item.starts_with(&word))
            || items.iter().all(|item| item.ends_with(&word));
        let count = u32::try_from(items.len()).unwrap_or(0);
        if same && count > 1 && count != stated && !words.contains('等') {
            found.push(Slip { announced, list, count, last: None });
        }
    }
    found
}

/// 六个乡镇：城关镇、龙潭乡、石桥镇的主要负责同志: names of a kind behind the number of them.
pub(super) fn behind(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let mut found = vec![];
    for quantity in &reading.quantities {
        let counts = ["个", "家", "所", "座", "条"].contains(&quantity.unit.name);
        let stated = quantity.value().whole().and_then(|value| u32::try_from(value).ok());
        let Some(stated) = stated.filter(|n| counts && quantity.is_exact() && (2..=20).contains(n))
        else {
            continue;
        };
        let end = quantity.range.end;
        let words = line.text(end..(end + 8).min(line.chars().len()));
        let Some((noun, endings)) = kind_of(&words) else { continue };
        let colon = end + noun.chars().count();
        if line.get(colon) != Some('：') {
            continue;
        }
        let (mut at, mut count) = (colon + 1, 0u32);
        let sentence = reading.sentence_at(colon);
        let close = loop {
            let stop = (at..sentence.end).find(|at| line.get(*at).is_some_and(|c| !is_han(c)));
            let stop = stop.unwrap_or(sentence.end);
            let whole = line.before(stop).is_some_and(|c| endings.contains(c));
            if line.get(stop) == Some('、') && whole && stop > at {
                count += 1;
                at = stop + 1;
                continue;
            }
            // The last with what is said of them: 永安镇的主要负责同志.
            let last = (at + 1..stop).find(|end| {
                line.get(*end) == Some('的')
                    && line.before(*end).is_some_and(|c| endings.contains(c))
            });
            break last.filter(|_| line.get(stop) != Some('、'));
        };
        let Some(close) = close else { continue };
        let list = colon + 1..close;
        let joined = line.text(list.clone()).contains(['和', '与', '及', '等']);
        let count = count + 1;
        if count > 1 && count != stated && !joined {
            found.push(Slip { announced: quantity.range.start..colon, list, count, last: None });
        }
    }
    found
}

/// “三个到位”, “三强化”, “四抓” at a place: the number, what is announced, where both stand.
fn quoted(line: &Line, open: usize) -> Option<(u32, String, Range<usize>)> {
    let c = line.get(open + 1)?;
    let stated = c.to_digit(10).or_else(|| number::small(c)).filter(|n| (2..=9).contains(n))?;
    let measure = usize::from(line.get(open + 2).is_some_and(|c| "个项条道".contains(c)));
    let start = open + 2 + measure;
    let close = (start..start + 5).find(|at| line.get(*at) == Some('”'))?;
    let word = line.text(start..close);
    let plain = !word.is_empty() && word.chars().all(is_han) && word != "一";
    plain.then_some((stated, word, open + 1..close))
}

/// What leads to a numbered list and names what each of its points holds: “三个到位”推进……：一是排查到位.
pub(super) fn announcing(
    reading: &Reading,
    first: usize,
    points: &[usize],
) -> Option<(u32, Range<usize>)> {
    let line = &reading.line;
    let end =
        first.checked_sub(1).filter(|at| line.get(*at).is_some_and(|c| "：，".contains(c)))?;
    let sentence = reading.sentence_at(end);
    let from = sentence.start.max(end.saturating_sub(40));
    let items: Vec<String> = points
        .iter()
        .map(|point| {
            let stop = (*point..(*point + 24).min(line.chars().len()))
                .find(|at| line.get(*at).is_some_and(|c| "，。；：、\n".contains(c)));
            line.text(*point..stop.unwrap_or(*point))
        })
        .collect();
    let named = |word: &str| items.len() > 1 && items.iter().all(|item| item.contains(word));
    let quotes = (from..end).filter(|at| line.get(*at) == Some('“'));
    let mut told = quotes.filter_map(|open| quoted(line, open));
    if let Some((stated, _, announced)) = told.find(|(_, word, _)| named(word)) {
        return Some((stated, announced));
    }
    // 做到三个到位：.
    (from + 1..end).find_map(|measure| {
        let plain = line.get(measure) == Some('个');
        let word = line.text(measure + 1..(measure + 3).min(line.chars().len()));
        let (stated, start) = plain.then(|| number_before(line, measure))??;
        (stated < 10 && word.chars().all(is_han) && named(&word))
            .then_some((stated, start..measure + 3))
    })
}

/// 先后于3月、5月、9月召开四次: as many times as moments before.
pub(super) fn times(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let mut found = vec![];
    for quantity in &reading.quantities {
        let counts = ["次", "场", "期", "轮", "批", "场次"].contains(&quantity.unit.name);
        let stated = quantity.value().whole().and_then(|value| u32::try_from(value).ok());
        let Some(stated) = stated.filter(|n| counts && quantity.is_exact() && (2..=12).contains(n))
        else {
            continue;
        };
        let before: Vec<_> =
            reading.moments.iter().filter(|m| m.range.end <= quantity.range.start).collect();
        let Some(last) = before.last() else { continue };
        let row = |two: &&[&crate::zh::moment::Moment]| {
            ["、", "和", "及"].contains(&&*line.text(two[0].range.end..two[1].range.start))
        };
        let count = 1 + before.windows(2).rev().take_while(row).count();
        let first = before[before.len() - count].range.start;
        let led = ["先后于", "分别于", "于", "先后在", "分别在"]
            .iter()
            .any(|word| line.ends_with(first, word));
        let verb = line.text(last.range.end..quantity.range.start);
        let joined = (2..=6).contains(&verb.chars().count()) && verb.chars().all(is_han);
        let other =
            ["前", "后", "起", "以来", "第", "共", "至", "累计"].iter().any(|w| verb.contains(w));
        let count = u32::try_from(count).unwrap_or(0);
        if led && joined && !other && count > 1 && count != stated {
            let announced = quantity.range.clone();
            found.push(Slip { announced, list: first..last.range.end, count, last: None });
        }
    }
    found
}

/// “优秀教师”“师德标兵”三类先进个人; 3个文件，分别是《甲》《乙》: as many marks as are told.
pub(super) fn marks(reading: &Reading) -> Vec<Slip> {
    let line = &reading.line;
    let mut found = vec![];
    for quantity in &reading.quantities {
        let counts =
            ["个", "类", "项", "种", "份", "条", "家", "部", "件"].contains(&quantity.unit.name);
        let stated = quantity.value().whole().and_then(|value| u32::try_from(value).ok());
        let Some(stated) = stated.filter(|n| counts && quantity.is_exact() && (2..=12).contains(n))
        else {
            continue;
        };
        let slip = quoted_before(line, quantity.range.start, stated)
            .or_else(|| titles_behind(line, quantity.range.end, stated));
        found.extend(slip.map(|(list, count)| Slip {
            announced: quantity.range.clone(),
            list,
            count,
            last: None,
        }));
    }
    found
}

/// The names in quotation marks right before a place, when they are not so many.
fn quoted_before(line: &Line, end: usize, stated: u32) -> Option<(Range<usize>, u32)> {
    let (mut at, mut count) = (end, 0u32);
    while line.before(at) == Some('”') {
        let open = (at.saturating_sub(16)..at - 1).rev().find(|at| line.get(*at) == Some('“'))?;
        // A mark inside may part names of its own.
        let plain =
            |at: usize| line.get(at).is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric());
        if !(open + 1..at - 1).all(plain) {
            return None;
        }
        count += 1;
        at = open;
        at -= usize::from(line.before(at) == Some('、') && line.before(at - 1) == Some('”'));
    }
    // 和 may join more.
    let joined = line.before(at).is_some_and(|c| "和与及、》".contains(c));
    (count > 2 && count != stated && !joined).then_some((at..end, count))
}

/// The titles behind an announcement of them, when they are not so many.
fn titles_behind(line: &Line, from: usize, stated: u32) -> Option<(Range<usize>, u32)> {
    let stop = (from..from + 10).find(|at| line.get(*at).is_none_or(|c| !is_han(c)))?;
    // 议案5件：.
    let ahead = from.saturating_sub(8);
    let words = if stop == from { line.text(ahead..from) } else { line.text(from..stop) };
    let nouns =
        ["议案", "文件", "方案", "办法", "制度", "规划", "通知", "意见", "标准", "规定", "报告"];
    let told = ["，分别是", "，分别为", "：", "，即", "，包括"]
        .iter()
        .find(|w| line.starts_with(stop, w))?;
    let start = stop + told.chars().count();
    let (mut at, mut count) = (start, 0u32);
    while line.get(at) == Some('《') {
        let close = (at..line.chars().len())
            .find(|at| line.get(*at).is_some_and(|c| "》\n".contains(c)))?;
        count += 1;
        at = close + 1;
        at += usize::from(line.get(at).is_some_and(|c| "、和".contains(c)));
    }
    let closed = line.get(at).is_none_or(|c| "，。；\n".contains(c));
    let named = nouns.iter().any(|noun| words.contains(noun));
    (named && closed && count > 1 && count != stated).then_some((start..at, count))
}
