//! Rows of shares that make a hundred.

use std::ops::Range;

use super::{Role, Text, is_one_digit};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::number;

/// Shares of one whole that are all there, and do not make a hundred.
#[derive(Debug, Clone)]
pub struct Hundred {
    /// Where they stand, as characters of the line.
    pub range: Range<usize>,
    pub written: Vec<String>,
    pub sum: Decimal,
}

/// Shares that are said to be all of one whole and make another sum.
pub(super) fn hundreds(text: &Text<'_>) -> Vec<Hundred> {
    let mut found = structures(text);
    for sentence in &text.reading.sentences {
        found.extend(listed(text, sentence));
        found.extend(respective(text, sentence));
        found.extend(opposites(text, sentence));
    }
    found
}

/// 满意的占86.4%，基本满意的占11.2%，不满意的占2.4%.
fn listed(text: &Text<'_>, sentence: &Range<usize>) -> Option<Hundred> {
    let percent = |index: &usize| text.quantity(*index).unit.name == "%";
    if text.within(sentence.clone()).filter(percent).count() < 3 {
        return None;
    }
    let words = text.words(sentence.clone());
    let several = ["依次", "最集中", "最关心", "主要有", "多选", "反映", "前三", "分别增长"];
    if several.iter().any(|word| words.has(word)) {
        return None;
    }
    let (mut shares, mut other) = (vec![], 0);
    for index in text.within(sentence.clone()) {
        let quantity = text.quantity(index);
        // 35岁及以下 is the edge of a class, 三次产业 a name.
        let edge = text.figures[index].role == Role::Bound;
        if quantity.unit.name == "%" && !edge {
            shares.push(index);
        } else if !edge && quantity.number.style == number::Style::Arabic {
            other += 1;
        }
    }
    let row = words.has("比重分别为") || words.has("占比分别为");
    let each = shares.iter().all(|index| text.lead(*index).contains('占'));
    let divided = ["从", "按", "分"].iter().any(|word| {
        words.find(word).is_some_and(|at| words[at..].chars().take(12).any(|c| "看分".contains(c)))
    }) && (words.contains('看') || words.has("分，"));
    let opposed =
        words.has("不满意") || words.has("其他") || words.has("其余") || words.contains("未");
    let sectors = ["三次产业", "三大产业"].iter().any(|word| words.has(word));
    let all = row && sectors || each && (divided || opposed);
    let exact = shares.iter().all(|index| text.quantity(*index).is_precise());
    if shares.len() < 3 || other > 0 || !all || !exact {
        return None;
    }
    let values = shares.iter().map(|index| text.quantity(*index));
    let sum = super::sum(values.clone());
    let slack = values.fold(Decimal::ZERO, |slack, share| slack + share.number.step.half());
    let gap = (sum - Decimal::integer(100)).abs();
    let near = sum > Decimal::integer(60) && sum < Decimal::integer(200);
    let range = text.quantity(shares[0]).range.start..text.quantity(*shares.last()?).range.end;
    let written = shares.iter().map(|index| text.words(text.quantity(*index).number.range.clone()));
    (gap > slack && near && (row || sum > Decimal::integer(100) || is_one_digit(gap, slack)))
        .then(|| Hundred { range, written: written.collect(), sum })
}

/// 税收收入占76.8%，非税收入占23.2%: what is so and what is not are all.
fn opposites(text: &Text<'_>, sentence: &Range<usize>) -> Option<Hundred> {
    let within = text.within(sentence.clone());
    let share = |index: usize| {
        let quantity = text.quantity(index);
        let name =
            text.lead(index).trim_end_matches(['比', '重', '的', '了']).strip_suffix('占')?;
        (quantity.unit.name == "%" && quantity.is_precise()).then(|| name.trim_end_matches('的'))
    };
    within.clone().skip(1).find_map(|second| {
        let first = second - 1;
        let (one, other) = (share(first)?, share(second)?);
        let stem: String = one.chars().take(2).collect();
        let denied = ["非", "未", "不"].iter().any(|not| {
            other.strip_prefix(not).is_some_and(|rest| {
                one == rest
                    || rest.starts_with(&*stem) && one.ends_with(rest.trim_start_matches(&*stem))
            }) || other == format!("{not}{}", one.chars().skip(1).collect::<String>())
        });
        // 非税收入 beside 税收收入.
        let tax = one == "税收收入" && other == "非税收入" || one == "税收" && other == "非税";
        let values = [text.quantity(first), text.quantity(second)];
        let sum = values[0].value() + values[1].value();
        let slack = values[0].number.step.half() + values[1].number.step.half();
        let close = ["，", "、", "；"].iter().any(|mark| text.gap(first, second).starts_with(mark));
        let more = sum - Decimal::integer(100) > slack;
        ((denied || tax) && one.chars().count() > 1 && close && more).then(|| Hundred {
            range: values[0].range.start..values[1].range.end,
            written: values.iter().map(|one| text.words(one.number.range.clone())).collect(),
            sum,
        })
    })
}

/// 煤炭、油品、天然气和其他占比分别为52.4%、7.3%、9.6%和30.7%: more than all of the whole, by what one slip makes.
fn respective(text: &Text<'_>, sentence: &Range<usize>) -> Option<Hundred> {
    let first = text.within(sentence.clone()).find(|index| {
        let lead = text.lead(*index);
        ["占比分别为", "比重分别为", "比例分别为", "分别占", "占比分别是"]
            .iter()
            .any(|word| lead.has(word))
    })?;
    let lead = text.lead(first);
    let name = lead.find("分别").map_or("", |at| &lead[..at]);
    let name =
        ["占比", "比重", "比例"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name);
    let next = |index: &usize| {
        *index == first
            || ["、", "和", "与", "，", "以及"].contains(&&*text.gap(*index - 1, *index))
    };
    let shares: Vec<usize> =
        text.within(sentence.clone()).filter(|index| *index >= first).take_while(next).collect();
    let exact = shares
        .iter()
        .all(|index| text.quantity(*index).unit.name == "%" && text.quantity(*index).is_precise());
    // The names of the parts end where the shares begin.
    let start = text.figures[first].lead.start;
    let edge = (sentence.start..start)
        .rev()
        .find(|at| text.line.get(*at).is_some_and(|c| "，；：（".contains(c)))
        .map_or(sentence.start, |at| at + 1);
    let names = text.words(edge..start) + name;
    let names: Vec<&str> = names.split(['、', '和', '与', '及']).collect();
    let overlap = names.iter().any(|name| super::group::may_overlap(name));
    if shares.len() < 3 || names.len() != shares.len() || !exact || overlap {
        return None;
    }
    let values = shares.iter().map(|index| text.quantity(*index));
    let sum = super::sum(values.clone());
    let slack = values.fold(Decimal::ZERO, |slack, share| slack + share.number.step.half());
    let gap = sum - Decimal::integer(100);
    let range = text.quantity(first).range.start..text.quantity(*shares.last()?).range.end;
    let written = shares.iter().map(|index| text.words(text.quantity(*index).number.range.clone()));
    (gap > slack && is_one_digit(gap, slack)).then(|| Hundred {
        range,
        written: written.collect(),
        sum,
    })
}

/// 三次产业结构为15.4∶36.3∶48.3.
fn structures(text: &Text<'_>) -> Vec<Hundred> {
    let line = text.line;
    let mut found = vec![];
    let parted = |three: &[char]| {
        three[0].is_ascii_digit()
            && matches!(three[1], ':' | '∶' | '：')
            && three[2].is_ascii_digit()
    };
    for sentence in &text.reading.sentences {
        let chars = &line.chars()[sentence.clone()];
        if !chars.windows(3).any(parted) {
            continue;
        }
        if !line.contains_any(sentence.clone(), &["结构", "产业", "比例", "之比"]) {
            continue;
        }
        let mut at = sentence.start;
        while at < sentence.end {
            let figure = |c: char| c.is_ascii_digit() || ".:∶：".contains(c);
            if !line.get(at).is_some_and(|c| c.is_ascii_digit()) {
                at += 1;
                continue;
            }
            let end = (at..sentence.end)
                .find(|at| !line.get(*at).is_some_and(figure))
                .unwrap_or(sentence.end);
            let written = line.text(at..end);
            let parts: Vec<&str> = written.split([':', '∶', '：']).collect();
            let values: Vec<Decimal> =
                parts.iter().filter_map(|part| Decimal::read(part)).collect();
            if values.len() >= 3 && values.len() == parts.len() && written.contains('.') {
                let sum = values.iter().fold(Decimal::ZERO, |sum, value| sum + *value);
                let slack = Decimal::new(values.len() as i128, 1).unwrap_or(Decimal::ZERO).half();
                // 1:4:5 gives proportions and no shares.
                let shares = sum > Decimal::integer(80) && sum < Decimal::integer(130);
                if (sum - Decimal::integer(100)).abs() > slack && shares {
                    let written = parts.iter().map(|part| (*part).to_owned()).collect();
                    found.push(Hundred { range: at..end, written, sum });
                }
            }
            at = end.max(number::digits_end(line, at)).max(at + 1);
        }
    }
    found
}
