//! Slips round a figure: a percent sign left out or set off, units run together, words too many.

use std::ops::Range;

use super::{figures, replacement};
use crate::lint::rules::punctuation::passages;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Edit, Fix, Level};
use crate::zh::line::Line;
use crate::zh::number;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;
use crate::zh::unit::Measure;
use crate::zh::words;

pub(in crate::lint::rules) static MISSING_PERCENT: Rule = Rule {
    code: "missing-percent",
    level: Level::Warning,
    locked: false,
    examples: &["采矿业增长6.4%，制造业增长9.1，"],
    summary: "一串增减的百分数里，有一个没有“%”",
    docs: "同一句里别的增减都写“%”，只有一个光是数字，多半漏了“%”。\n\n例：采矿业增长6.4%，制造业增长9.1，应为 制造业增长9.1%。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for quantity in &reading.quantities {
            if !lacks_percent(reading, quantity) {
                continue;
            }
            let end = quantity.range.end;
            let shown = reading.line.text(quantity.range.clone());
            found.push(
                Diagnostic::at(
                    text.place(quantity.range.clone()),
                    format!("“{shown}”后面没有“%”，同句里别的增减都有"),
                )
                .help(format!("若是百分数，写作“{shown}%”；若是别的，写明单位"))
                .fix(replacement(text, "补上“%”".to_owned(), false, end..end, "%")),
            );
        }
    }),
};

static CHANGES: &[&str] =
    &["增长", "下降", "上升", "提高", "减少", "增加", "上涨", "回落", "降低", "增幅", "降幅"];

/// 制造业增长9.1， among percentages of change.
fn lacks_percent(reading: &Reading, quantity: &Quantity) -> bool {
    let line = &reading.line;
    let told =
        |quantity: &Quantity| CHANGES.iter().any(|verb| line.ends_with(quantity.range.start, verb));
    if quantity.has_unit() || !quantity.number.scale().is_empty() || !quantity.is_precise() {
        return false;
    }
    let closed = line.get(quantity.range.end).is_none_or(|c| "，。；、\n".contains(c));
    let sentence = reading.sentence_at(quantity.range.start);
    let others = || reading.quantities_in(sentence.clone()).iter().filter(|other| told(other));
    let shares = || others().filter(|other| other.unit.measure == Measure::Share).count();
    let alone = || {
        let shares = shares();
        shares > 0 && shares + 1 >= others().count()
    };
    listed(reading, quantity) || closed && told(quantity) && alone()
}

/// 分别增长4.1%、5.6、6.2%: right behind a percentage of the same list, with more of it or its end
/// behind.
fn listed(reading: &Reading, quantity: &Quantity) -> bool {
    let line = &reading.line;
    let at = reading.quantities.partition_point(|other| other.range.start < quantity.range.start);
    let beside = |other: Option<&Quantity>, gap: std::ops::Range<usize>| {
        other.is_some_and(|other| other.unit.name == "%" && other.is_precise())
            && ["、", "和"].contains(&&*line.text(gap))
    };
    let before = at.checked_sub(1).and_then(|at| reading.quantities.get(at));
    let gap = before.map_or(0..0, |before| before.range.end..quantity.range.start);
    let closed = line.get(quantity.range.end).is_none_or(|c| "，。；、和\n".contains(c));
    beside(before, gap) && closed
}

pub(in crate::lint::rules) static SPACE_BEFORE_PERCENT: Rule = Rule {
    code: "space-before-percent",
    level: Level::Warning,
    locked: false,
    examples: &["增长8.7 %"],
    summary: "数字与“%”之间有空格",
    docs: "百分号、千分号、摄氏度紧跟在数字后面，排印时才不会分在两行。\n\n例：增长8.7 % 应为 增长8.7%。\n\n依据：GB/T 15835-2011。",
    check: Check::Prose(|_, text, found| {
        if !text.letters().may_have_any("%％‰℃") {
            return;
        }
        for passage in passages(text) {
            let chars = &passage.chars;
            let digit = |at: Option<usize>| {
                at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit)
            };
            for at in 1..chars.len().saturating_sub(1) {
                let sign = || "%％‰℃".contains(chars[at + 1]);
                if chars[at] != ' ' || !sign() || !digit(at.checked_sub(1)) {
                    continue;
                }
                let span = text.span(passage.range(at..at + 1));
                let edits = vec![Edit { span, text: String::new() }];
                let fix = Fix { title: "删去空格".to_owned(), safe: true, edits };
                found.push(
                    Diagnostic::at(
                        text.span(passage.range(at - 1..at + 2)),
                        format!("数字与“{}”之间有空格", chars[at + 1]),
                    )
                    .help("删去空格")
                    .fix(Some(fix)),
                );
            }
        }
    }),
};

pub(in crate::lint::rules) static UNIT_FORM: Rule = Rule {
    code: "unit-form",
    level: Level::Warning,
    locked: false,
    examples: &["集体访27件人次", "38μg/m3", "8公分"],
    summary: "单位的写法不对",
    docs: "“件”和“人次”是两个单位，各有各的数；平方、立方的2和3写成上标²、³；长度用“厘米”，不用“公分”。\n\n例：集体访27件人次 应为 27件……人次；38μg/m3 应为 38μg/m³；8公分 应为 8厘米。\n\n依据：《中华人民共和国法定计量单位》；GB 3100。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        for quantity in &reading.quantities {
            let end = quantity.range.end;
            let joined =
                ["件", "批", "起"].contains(&quantity.unit.name) && line.starts_with(end, "人次");
            if joined {
                let place = quantity.range.start..end + 2;
                let shown = line.text(place.clone());
                found.push(
                    Diagnostic::at(text.place(place), format!("“{shown}”把两个单位连在一起"))
                        .help(format!("分开写：……{}……人次，各有各的数", quantity.unit.name)),
                );
            } else if !quantity.has_unit() && line.starts_with(end, "公分") {
                let shown = line.text(quantity.range.start..end + 2);
                found.push(
                    Diagnostic::at(
                        text.place(quantity.range.start..end + 2),
                        format!("“{shown}”的“公分”不是法定单位"),
                    )
                    .help("写作“厘米”")
                    .fix(replacement(
                        text,
                        "改为“厘米”".to_owned(),
                        false,
                        end..end + 2,
                        "厘米",
                    )),
                );
            }
        }
        for (at, right) in plain_exponents(line) {
            let wrong = line.text(at - 1..at + 1);
            found.push(
                Diagnostic::at(text.place(at - 1..at + 1), format!("“{wrong}”的指数没有写成上标"))
                    .help(format!("写作“m{right}”，或用汉字写平方米、立方米"))
                    .fix(replacement(text, format!("改为“m{right}”"), false, at..at + 1, right)),
            );
        }
    }),
};

/// The 2 or 3 behind m where it is a power: μg/m3, 120m3/s, 600m2.
fn plain_exponents(line: &Line) -> Vec<(usize, &'static str)> {
    let mut found = vec![];
    for at in 2..line.chars().len() {
        let right = match line.get(at) {
            Some('2') => "²",
            Some('3') => "³",
            _ => continue,
        };
        let unit = line.get(at - 1) == Some('m');
        let before = line.get(at - 2).is_some_and(|c| c.is_ascii_digit() || "/kcd".contains(c));
        let after = line.get(at + 1).is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.');
        if unit && before && after {
            found.push((at, right));
        }
    }
    found
}

pub(in crate::lint::rules) static REDUNDANT_TIME: Rule = Rule {
    code: "redundant-time",
    level: Level::Warning,
    locked: false,
    examples: &["历时3天时间"],
    summary: "“历时”后面又写“时间”",
    docs: "“历时”“用时”已经说的是时间，后面不再写“时间”。\n\n例：历时3天时间 应为 历时3天。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        for quantity in &reading.quantities {
            let end = quantity.range.end;
            let start =
                quantity.before.as_ref().map_or(quantity.range.start, |before| before.start);
            let told = ["历时", "用时", "耗时", "为期", "长达"]
                .into_iter()
                .find(|word| line.ends_with(start, word));
            let Some(word) = told.filter(|_| line.starts_with(end, "时间")) else { continue };
            let place = start - 2..end + 2;
            let shown = line.text(place.clone());
            found.push(
                Diagnostic::at(text.place(place), format!("“{shown}”里“{word}”与“时间”重复"))
                    .help("删去“时间”")
                    .fix(replacement(text, "删去“时间”".to_owned(), false, end..end + 2, "")),
            );
        }
    }),
};

pub(in crate::lint::rules) static ARABIC_IN_WORD: Rule = Rule {
    code: "arabic-in-word",
    level: Level::Warning,
    locked: false,
    examples: &["5湖4海", "数10人", "三、四个月"],
    summary: "成语或概数里用了阿拉伯数字，或概数中间加了顿号",
    docs: "成语、习惯用语和概数用汉字，两个数字连用表示概数的，中间不加顿号。\n\n例：5湖4海 应为 五湖四海；数10人 应为 数十人；三、四个月 应为 三四个月。\n\n依据：GB/T 15835-2011，4.2。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        for (place, right) in arabic_words(line) {
            let shown = line.text(place.clone());
            found.push(
                Diagnostic::at(text.place(place.clone()), format!("“{shown}”应写作“{right}”"))
                    .help("成语和概数用汉字数字")
                    .fix(replacement(text, format!("改为“{right}”"), false, place, &right)),
            );
        }
    }),
};

const FIGURES: &[char] = &['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

fn arabic_words(line: &Line) -> Vec<(Range<usize>, String)> {
    let chars = line.chars();
    let han = |c: char| c.to_digit(10).map_or(c, |digit| FIGURES[digit as usize]);
    let mut found = vec![];
    for at in 0..chars.len() {
        if !matches!(chars[at], '0'..='9' | '、' | '数' | '几') {
            continue;
        }
        // 5湖4海.
        if let [a, b, c, d] = chars[at..(at + 4).min(chars.len())]
            && a.is_ascii_digit()
            && c.is_ascii_digit()
            && !b.is_ascii()
            && !d.is_ascii()
            && !line.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || ".第".contains(c))
        {
            let right: String = chars[at..at + 4].iter().map(|c| han(*c)).collect();
            if words::is_word(&right) {
                found.push((at..at + 4, right));
            }
        }
        // 10全10美.
        if let ['1', '0', b, '1', '0', d] = chars[at..(at + 6).min(chars.len())]
            && !line.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || ".第".contains(c))
        {
            let right: String = ['十', b, '十', d].iter().collect();
            if words::is_word(&right) {
                found.push((at..at + 6, right));
            }
        }
        // 3、4个月.
        if chars[at] == '、'
            && let (Some(a), Some(b)) = (
                line.before(at).and_then(|c| c.to_digit(10)),
                line.get(at + 1).and_then(|c| c.to_digit(10)),
            )
            && b == a + 1
            && a > 0
            && ["个月", "天", "年", "户", "家", "次", "名", "个人"]
                .iter()
                .any(|word| line.starts_with(at + 2, word))
            && !line.starts_with(at + 2, "年级")
            && !line
                .before(at - 1)
                .is_some_and(|c| c.is_ascii_alphanumeric() || "第、．.初为和与及".contains(c))
        {
            let right: String = [FIGURES[a as usize], FIGURES[b as usize]].iter().collect();
            found.push((at - 1..at + 2, right));
        }
        // 数10人.
        if matches!(chars[at], '数' | '几')
            && line.starts_with(at + 1, "10")
            && !line.get(at + 3).is_some_and(|c| c.is_ascii_digit() || ".%".contains(c))
            && line.get(at + 3).is_some_and(|c| "人户家个天次万亩年名项件处名种公里".contains(c))
            && !line.before(at).is_some_and(|c| {
                c.is_alphabetic() && "人户总个件次指分位基参倍少多系点级".contains(c)
            })
        {
            found.push((at..at + 3, format!("{}十", chars[at])));
        }
        // 三、四个月.
        if chars[at] == '、'
            && let (Some(a), Some(b)) =
                (line.before(at).and_then(number::digit), line.get(at + 1).and_then(number::digit))
            && b == a + 1
            && a > 0
        {
            let measured = ["个月", "个人", "天", "年", "户", "家", "次", "十", "百", "名"];
            let after = measured.iter().any(|word| line.starts_with(at + 2, word))
                && !line.starts_with(at + 2, "年级");
            let own = at
                .checked_sub(2)
                .and_then(|at| line.get(at))
                .is_some_and(|c| number::is_han_figure(c) || "第、初".contains(c));
            if after && !own {
                found.push((at - 1..at + 2, format!("{}{}", chars[at - 1], chars[at + 1])));
            }
        }
    }
    found
}
