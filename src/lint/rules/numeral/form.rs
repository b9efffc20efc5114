//! The digits themselves: zeros, scales, Han and Arabic side by side.

use std::ops::Range;

use super::{figures, replacement};
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::line::Line;
use crate::zh::number::{self, Style};
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;
use crate::zh::unit;

pub(in crate::lint::rules) static WRONG_ZERO: Rule = Rule {
    code: "wrong-zero",
    level: Level::Warning,
    locked: false,
    examples: &["二零二三年", "二○二三年"],
    summary: "汉字年份里的“〇”写成了别的字",
    docs: "年份和编号用汉字书写时，“0”写作“〇”（U+3007），不写“零”，也不用圆圈、字母 O 或数字 0 代替。数量里的“零”（一百零五）不变。\n\n例：二零二三年、二○二三年 应为 二〇二三年。\n\n依据：GB/T 15835-2011，5.2.2、5.2.5。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for year in wrong_years(&reading.line) {
            let shown = reading.line.text(year.clone());
            let right = |c: char| if is_false_zero(c) { '〇' } else { c };
            let right: String = shown.chars().map(right).collect();
            let title = format!("改为“{right}”");
            found.push(
                Diagnostic::at(text.place(year.clone()), format!("年份“{shown}”里的零应写作“〇”"))
                    .help(format!("写作“{right}”"))
                    .fix(replacement(text, title, true, year, &right)),
            );
        }
    }),
};

pub(in crate::lint::rules) static MIXED_SCALE: Rule = Rule {
    code: "mixed-scale",
    level: Level::Warning,
    locked: false,
    examples: &["3亿4千5百万元", "1万5千人"],
    summary: "阿拉伯数字与万、千、百逐级混写",
    docs: "一个数只能带一个“万”或“亿”，不能像口语那样逐级写出。\n\n例：3亿4千5百万元 应为 3.45亿元；1万5千人 应为 1.5万人 或 15000人。\n\n依据：GB/T 15835-2011，5.3。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for quantity in reading.quantities.iter().filter(|quantity| quantity.number.mixed) {
            let number = &quantity.number;
            let shown = reading.line.text(number.range.clone());
            let right = scaled(number.value);
            let title = format!("改为“{right}”");
            found.push(
                Diagnostic::at(
                    text.place(number.range.clone()),
                    format!("“{shown}”逐级写出了万、千、百"),
                )
                .help(format!("写作“{right}”"))
                .fix(replacement(text, title, false, number.range.clone(), &right)),
            );
        }
    }),
};

pub(in crate::lint::rules) static DIGIT_WITH_THOUSAND: Rule = Rule {
    code: "digit-with-thousand",
    level: Level::Hint,
    locked: false,
    examples: &["5千人", "2千万元"],
    summary: "阿拉伯数字后面带了“千”或“百”",
    docs: "阿拉伯数字后面可以带“万”“亿”，不带“千”“百”“十”。千瓦、千克、千米等单位不在此列。\n\n例：5千人 应为 5000人；2千万元 应为 2000万元。\n\n依据：GB/T 15835-2011，5.3。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for quantity in &reading.quantities {
            let number = &quantity.number;
            let line = &reading.line;
            let scale = number.scale();
            // Statistics count in 千公顷 and 千吨.
            let statistical = ["公顷", "吨"].contains(&quantity.unit.name);
            let counted = (quantity.has_unit() || scale.len() > 1) && !statistical;
            if number.hundreds.is_none()
                || number.mixed
                || !counted
                || line.is_quoted(scale.clone())
            {
                continue;
            }
            let shown = line.text(number.range.clone());
            let large = line.text(scale.start + 1..scale.end);
            let power = if line.get(scale.start) == Some('千') { 3 } else { 2 };
            let digits = line.text(number.digits.clone()).replace(',', "");
            let Some(value) = Decimal::read(&digits).and_then(|value| value.shifted(power)) else {
                continue;
            };
            let right = format!("{value}{large}");
            found.push(
                Diagnostic::at(
                    text.place(number.range.clone()),
                    format!("“{shown}”用了阿拉伯数字，又带“千”或“百”"),
                )
                .help(format!("写作“{right}”"))
                .fix(replacement(
                    text,
                    format!("改为“{right}”"),
                    false,
                    number.range.clone(),
                    &right,
                )),
            );
        }
    }),
};

pub(in crate::lint::rules) static MISSING_LEADING_ZERO: Rule = Rule {
    code: "missing-leading-zero",
    level: Level::Warning,
    locked: false,
    examples: &["增长.5个百分点"],
    summary: "小数点前面没有数字",
    docs: "小于1的小数要写出小数点前的“0”；也可能是小数点前漏了别的数字，请核对。\n\n例：增长.5个百分点 应为 增长0.5个百分点。\n\n依据：GB/T 15835-2011，5.1.2。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for decimal in bare_decimals(&reading.line) {
            let shown = reading.line.text(decimal.clone());
            let at = decimal.start;
            found.push(
                Diagnostic::at(text.place(decimal), format!("“{shown}”的小数点前面没有数字"))
                    .help(format!("写作“0{shown}”，或补上漏掉的数字"))
                    .fix(replacement(text, "补上“0”".to_owned(), false, at..at, "0")),
            );
        }
    }),
};

pub(in crate::lint::rules) static MIXED_NUMERALS: Rule = Rule {
    code: "mixed-numerals",
    level: Level::Hint,
    locked: false,
    examples: &["两个村采用甲方式，6个村采用乙方式"],
    summary: "一句话里数同样的东西，汉字与阿拉伯数字混用",
    docs: "同一句话里数同一样东西，写法应当一致。\n\n例：两个村采用甲方式，6个村采用乙方式 应为 2个村……6个村 或 两个村……六个村。\n\n依据：GB/T 15835-2011，4.1.1、第4章总则“同一场合出现的数字，应遵循同类别同形式原则”。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for sentence in &reading.sentences {
            if let Some((han, arabic)) = mixed(reading, sentence.clone()) {
                let shown = |quantity: &Quantity| {
                    reading.line.text(quantity.range.start..quantity.range.end + 1)
                };
                found.push(
                    Diagnostic::at(
                        text.place(han.range.clone()),
                        format!("“{}”与“{}”写法不一致", shown(han), shown(arabic)),
                    )
                    .label(text.place(arabic.range.clone()), "这里用了阿拉伯数字")
                    .help("同一句话里数同样的东西，统一用汉字或阿拉伯数字"),
                );
            }
        }
    }),
};

/// Signs that stand where a 〇 should.
fn is_false_zero(c: char) -> bool {
    matches!(c, '零' | '○' | '◯' | 'O' | 'o' | '0' | 'Ο' | 'О')
}

/// Years of four Han digits with a zero that is none.
fn wrong_years(line: &Line) -> Vec<Range<usize>> {
    let digit = |c: char| is_false_zero(c) || number::digit(c).is_some();
    let starts = line.chars().windows(5).enumerate().filter(|(at, five)| {
        let (year, behind) = five.split_at(4);
        let century = match (year[0], year[1]) {
            ('二', second) => second == '〇' || is_false_zero(second),
            ('一', second) => second == '九' || second == '八',
            _ => false,
        };
        behind == ['年']
            && century
            && year.iter().all(|c| digit(*c))
            && year.iter().any(|c| is_false_zero(*c))
            && !line.before(*at).is_some_and(digit)
    });
    starts.map(|(at, _)| at..at + 4).collect()
}

/// 345000000 → 3.45亿, 15000 → 1.5万.
fn scaled(value: Decimal) -> String {
    let scales = [(100_000_000i128, 8, "亿"), (10_000, 4, "万")];
    let digits = value.whole().unwrap_or_default();
    for (weight, places, name) in scales {
        if digits >= weight
            && let Some(scaled) = Decimal::new(digits, places)
        {
            return format!("{scaled}{name}");
        }
    }
    value.to_string()
}

/// Decimals that begin with their point: the point and the digits.
fn bare_decimals(line: &Line) -> Vec<Range<usize>> {
    let mut found = vec![];
    for (at, c) in line.chars().iter().enumerate().filter(|(_, c)| **c == '.') {
        let digit = |at: usize| line.get(at).is_some_and(|c| c.is_ascii_digit());
        let free = line
            .before(at)
            .is_some_and(|c| !c.is_ascii() && !")）】》”’…。".contains(c) && !is_numbering(c));
        let mut end = at + c.len_utf8();
        while digit(end) {
            end += 1;
        }
        let scale = line.get(end).is_some_and(|c| "万亿".contains(c));
        if free && digit(at + 1) && (scale || unit::at(line, end).is_some()) {
            found.push(at..end);
        }
    }
    found
}

/// ①.5, 一.5: a numbered paragraph that begins with a figure.
fn is_numbering(c: char) -> bool {
    number::small(c).is_some() || ('①'..='⑳').contains(&c)
}

/// A Han and an Arabic number in one sentence that count the same thing.
fn mixed(reading: &Reading, sentence: Range<usize>) -> Option<(&Quantity, &Quantity)> {
    let line = &reading.line;
    let all = reading.quantities_in(sentence);
    let of = |style| {
        all.iter().filter(move |quantity| {
            quantity.number.style == style
                && !quantity.number.vague
                && quantity.value() > Decimal::integer(1)
                && quantity.unit.name == "个"
                && !line.is_quoted(quantity.range.clone())
        })
    };
    let noun = |quantity: &Quantity| line.text(quantity.range.end..quantity.range.end + 2);
    for han in of(Style::Han).filter(|q| q.value() <= Decimal::integer(10)) {
        let thing = noun(han);
        let whole = thing.chars().next().is_some_and(|c| c.is_alphabetic());
        let same = |arabic: &&Quantity| whole && same_thing(&noun(arabic), &thing);
        if let Some(arabic) = of(Style::Arabic).find(same) {
            return Some((han, arabic));
        }
    }
    None
}

/// Whether two nouns begin alike: places by their one character, others by two.
fn same_thing(one: &str, other: &str) -> bool {
    let place = |text: &str| text.chars().next().filter(|c| "村乡镇县市省区组".contains(*c));
    match (place(one), place(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}
