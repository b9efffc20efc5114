//! Ranks against how many there are, and against each other.

use std::ops::Range;

use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::line::Line;
use crate::zh::number;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static RANK_MISMATCH: Rule = Rule {
    code: "rank-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["在全市12个县区中居第13位"],
    summary: "名次与总数或升降的位数不符",
    docs: "“在全市12个县（市、区）中排名第13位”，一共没有那么多；“由第7位上升到第4位，前移5位”“第3位，比去年第7位前进5位”，升降的位数不对；“甲以92分排名第一，乙以93分排名第二”“前三名依次为……”，得分多的排在后面。\n\n例：在全市12个县区中居第13位。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        for sentence in &reading.sentences {
            let ranks = ranks(line, sentence.clone());
            for rank in &ranks {
                let Some(all) = field(reading, sentence.start, &ranks, rank) else { continue };
                let shown = line.text(rank.range.clone());
                let count = line.text(all.clone());
                found.push(
                    Diagnostic::at(
                        text.place(rank.range.clone()),
                        format!("一共是“{count}”，不会有“{shown}”"),
                    )
                    .label(text.place(all), "总数在这里")
                    .help("核对总数和名次"),
                );
            }
            for two in ranks.windows(2) {
                let Some((moved, right)) = moved(reading, sentence, &two[0], &two[1])
                    .or_else(|| compared(reading, sentence, &two[0], &two[1], ranks.len()))
                else {
                    continue;
                };
                let ends = two[0].range.start..two[1].range.end;
                let message = format!(
                    "第{}与第{}相差{right}位，与“{}”不符",
                    two[0].value,
                    two[1].value,
                    line.text(moved.clone())
                );
                found.push(
                    Diagnostic::at(text.place(moved), message)
                        .label(text.place(ends), "前后名次在这里")
                        .help("核对前后名次和升降的位数"),
                );
            }
            if let Some((place, message)) = points(reading, sentence) {
                found.push(Diagnostic::at(text.place(place), message).help("核对名次和得分"));
            }
        }
    }),
};

struct Rank {
    range: Range<usize>,
    value: u32,
}

/// 第3位, 第12名.
fn ranks(line: &Line, range: Range<usize>) -> Vec<Rank> {
    let mut found = vec![];
    let mut from = range.start;
    while let Some(at) = line.find(from..range.end, "第") {
        from = at + 1;
        let digits =
            (from..range.end).take_while(|at| line.get(*at).is_some_and(|c| c.is_ascii_digit()));
        let end = from + digits.count();
        // 第八位.
        let han = line.get(from).and_then(number::small).filter(|_| end == from);
        let end = end + usize::from(han.is_some());
        let measure = line.get(end).is_some_and(|c| "位名".contains(c));
        // 位列第6，.
        let led = ["位列", "位居", "列", "居", "排名", "排", "名列"];
        let bare = !measure
            && han.is_none()
            && end > from
            && line.get(end).is_none_or(|c| "，。；、（".contains(c))
            && led.iter().any(|word| line.ends_with(at, word));
        let value = han.or_else(|| line.text(from..end).parse().ok());
        if let Some(value) = value.filter(|_| measure || bare) {
            found.push(Rank { range: at..end + usize::from(measure), value });
        }
    }
    found
}

/// What may stand between a number and 中: （市、区）, 县城.
fn is_noun(c: char) -> bool {
    !"中里，。；".contains(c)
}

/// How many there are that a rank is among, when they are fewer: 12个县（市、区）中.
fn field(reading: &Reading, start: usize, ranks: &[Rank], rank: &Rank) -> Option<Range<usize>> {
    let all = reading
        .quantities_in(start..rank.range.start)
        .iter()
        .rev()
        .find(|quantity| ["个", "家"].contains(&quantity.unit.name) && quantity.is_precise())?;
    let between = reading.line.text(all.range.end..rank.range.start);
    let words = [
        "中排",
        "中居",
        "中位",
        "中列",
        "中名",
        "中的",
        "里排",
        "中综合",
        "中总",
        "中并列",
        "里列",
        "里居",
    ];
    let among = words.iter().any(|word| between.contains(word))
        || ["中", "里", "中，"].contains(&between.trim_start_matches(is_noun))
            && between.chars().count() <= 10;
    let other = ranks
        .iter()
        .any(|other| all.range.end < other.range.start && other.range.end < rank.range.start);
    let scope = ["全省", "全国", "全市"].iter().any(|word| between.contains(word));
    let told = told(reading, start, all.range.start, &between);
    let (among, scope) = (among || told, scope && !told);
    let fewer = all.value().whole().is_some_and(|count| count < i128::from(rank.value));
    (among && !other && !scope && fewer).then(|| all.range.clone())
}

/// 全市共有11个县（市、区），本县增速居全市第14位: the number of all and who is ranked are of one kind.
fn told(reading: &Reading, start: usize, all: usize, between: &str) -> bool {
    let before = reading.line.text(start..all);
    let Some((noun, subject)) = between.split_once('，') else { return false };
    let own = ["全省", "全市", "全县", "全区"].iter().any(|scope| {
        let has = ["共有", "有", "共", "现有"]
            .iter()
            .any(|verb| before.ends_with(&format!("{scope}{verb}")));
        let rank = ["居", "列", "排", "位居", "排名", "位列", "在"]
            .iter()
            .any(|verb| subject.ends_with(&format!("{verb}{scope}")));
        has && rank
    });
    let kinds: [(&[&str], &[&str]); 2] =
        [(&["县", "区", "市"], &["县", "区"]), (&["乡", "镇", "街道"], &["镇", "乡", "街道"])];
    let alike = kinds.iter().any(|(nouns, names)| {
        nouns.iter().any(|word| noun.starts_with(word))
            && names.iter().any(|word| subject.contains(word))
    });
    let other = ["公司", "企业", "学校", "医院", "中学", "小学", "村"];
    own && alike && !subject.contains('，') && !other.iter().any(|word| subject.contains(word))
}

/// 由第7位上升到第4位，前移5位: where the last stands when it does not follow.
fn moved(
    reading: &Reading,
    sentence: &Range<usize>,
    from: &Rank,
    to: &Rank,
) -> Option<(Range<usize>, u32)> {
    let line = &reading.line;
    let between = line.text(from.range.end..to.range.start);
    let verbs = ["升", "提", "移", "降", "跃", "进", "滑", "落", "退", "追"];
    let reaches = between.contains(['到', '至', '为', '居', '入'])
        && between.chars().count() <= 10
        && !between.contains(['，', '；', '、'])
        && verbs.iter().any(|verb| between.contains(verb));
    let stated = reading.quantities_in(to.range.end..sentence.end).first()?;
    let gap = line.text(to.range.end..stated.range.start);
    let measure = ["位", "名", "个", "名次"].contains(&stated.unit.name);
    let own = gap.starts_with('，')
        && gap.chars().count() <= 8
        && !gap[3..].contains(['，', '、'])
        && verbs.iter().any(|verb| gap.contains(verb))
        && measure
        && stated.is_precise();
    let right = from.value.abs_diff(to.value);
    let told = u32::try_from(stated.value().whole()?).ok()?;
    (reaches && own && told != right).then(|| (stated.range.clone(), right))
}

/// 第3位，比去年第7位前进4位; 下降两位，由第4位降至第6位: the distance stands elsewhere.
fn compared(
    reading: &Reading,
    sentence: &Range<usize>,
    one: &Rank,
    other: &Rank,
    count: usize,
) -> Option<(Range<usize>, u32)> {
    let line = &reading.line;
    let verbs = [
        "前进", "前移", "提升", "上升", "升", "下降", "下滑", "后移", "跃升", "退后", "后退",
        "提高", "降",
    ];
    let between = line.text(one.range.end..other.range.start);
    let then = ["去年", "上年", "上月", "上季", "上期", "上次"];
    let course = between.contains(['到', '至']) && between.chars().count() <= 8;
    let compares = then.iter().any(|word| between.contains(word));
    let apart = compares && between.chars().count() <= 10;
    let measures = ["位", "名", "个", "名次"];
    let distance = |quantity: &&crate::zh::quantity::Quantity| {
        let start = quantity.range.start;
        let own = measures.contains(&quantity.unit.name)
            && (quantity.unit.name != "个" || line.starts_with(quantity.range.end, "位次"));
        own && quantity.is_precise() && verbs.iter().any(|verb| line.ends_with(start, verb))
    };
    // 排第43位，比去年提升6位，去年为第49位: the distance stands between.
    let within = reading.quantities_in(one.range.end..other.range.start).iter().find(distance);
    let inside = within.filter(|_| compares && between.chars().count() <= 18);
    if count != 2 || !course && !apart && inside.is_none() {
        return None;
    }
    let stated = if let Some(inside) = inside {
        inside
    } else if apart {
        reading.quantities_in(other.range.end..sentence.end).iter().find(distance)?
    } else {
        reading.quantities_in(sentence.start..one.range.start).iter().rev().find(distance)?
    };
    let near = inside.is_some()
        || stated.range.start.abs_diff(other.range.end) <= 8
        || one.range.start.abs_diff(stated.range.end) <= 8;
    let right = one.value.abs_diff(other.value);
    let told = u32::try_from(stated.value().whole()?).ok()?;
    (near && told != right).then(|| (stated.range.clone(), right))
}

/// 甲以92.8分排名第一，乙以93.2分排名第二; 前三名依次为甲98.6分、乙97.2分、丙97.9分: who comes later has
/// more points.
fn points(reading: &Reading, sentence: &Range<usize>) -> Option<(Range<usize>, String)> {
    let line = &reading.line;
    if !line.contains(sentence.clone(), "分") {
        return None;
    }
    let scores: Vec<&crate::zh::quantity::Quantity> = reading
        .quantities_in(sentence.clone())
        .iter()
        .filter(|quantity| quantity.unit.name == "分" && quantity.is_precise())
        .collect();
    let row = ["依次为", "依次是", "分别为", "分别是"]
        .iter()
        .any(|word| line.contains(sentence.clone(), word))
        && ["前三名", "前三位", "前五名", "前四名", "前两名", "前3名", "前5名", "第一、二、三名"]
            .iter()
            .any(|word| line.contains(sentence.clone(), word));
    let lower = ["扣分", "扣", "失分", "逆序", "后三名", "最低"]
        .iter()
        .any(|word| line.contains(sentence.clone(), word));
    if scores.len() < 2 || lower {
        return None;
    }
    let places = ["第一", "第二", "第三", "第四", "第五"];
    let named: Vec<usize> =
        places.iter().filter_map(|place| line.find(sentence.clone(), place)).collect();
    let each = named.len() == scores.len()
        && named.windows(2).all(|two| two[0] < two[1])
        && line.contains_any(
            sentence.clone(),
            &["排名", "名列", "位居", "位列", "排在", "排第", "获得"],
        )
        && scores.iter().zip(&named).all(|(score, name)| score.range.end.abs_diff(*name) <= 8);
    if !row && !each {
        return None;
    }
    let at = (1..scores.len()).find(|at| scores[*at].value() > scores[at - 1].value())?;
    let shown = |quantity: &crate::zh::quantity::Quantity| line.text(quantity.range.clone());
    Some((
        scores[at].range.clone(),
        format!("排在后面的“{}”比前面的“{}”多", shown(scores[at]), shown(scores[at - 1])),
    ))
}
