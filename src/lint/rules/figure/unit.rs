//! Units left out: 亿 without 元, 平方 without 米.

use std::ops::Range;

use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Fix, Level};
use crate::zh::line::Line;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static MISSING_MONEY_UNIT: Rule = Rule {
    code: "missing-money-unit",
    level: Level::Warning,
    locked: false,
    examples: &["交易额达21.4亿。"],
    summary: "金额只写到“万”“亿”，没有“元”",
    docs: "金额后面要写货币单位。前后几个数并列、最后一个带“元”的，不报。\n\n例：交易额达21.4亿。 应为 交易额达21.4亿元。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for (index, quantity) in reading.quantities.iter().enumerate() {
            let line = &reading.line;
            if !is_bare_amount(reading, index) || line.is_quoted(quantity.range.clone()) {
                continue;
            }
            let end = amount_end(quantity);
            let shown = line.text(quantity.range.start..end);
            let fix = Fix::replace("补上“元”", false, text.place(end..end), "元");
            found.push(
                Diagnostic::at(
                    text.place(quantity.range.start..end),
                    format!("金额“{shown}”没有写货币单位"),
                )
                .help(format!("人民币写作“{shown}元”"))
                .fix(Some(fix)),
            );
        }
    }),
};

pub(in crate::lint::rules) static MISSING_AREA_UNIT: Rule = Rule {
    code: "missing-area-unit",
    level: Level::Warning,
    locked: false,
    examples: &["铺设221970平方；"],
    summary: "“平方”“立方”后面没有“米”",
    docs: "面积和体积的单位要写全：平方米、平方公里、立方米。\n\n例：铺设221970平方； 应为 铺设221970平方米；\n\n依据：《中华人民共和国法定计量单位》。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let line = &reading.line;
        for quantity in &reading.quantities {
            if !["平方", "立方"].contains(&quantity.unit.name)
                || continues(line, quantity.range.end)
            {
                continue;
            }
            let unit = quantity.unit.name;
            let shown = line.text(quantity.range.clone());
            let end = quantity.unit_range().start + 2;
            let fix = Fix::replace("补上“米”", false, text.place(end..end), "米");
            found.push(
                Diagnostic::at(
                    text.place(quantity.range.clone()),
                    format!("“{shown}”的单位没有写全"),
                )
                .help(if unit == "平方" {
                    "写作“平方米”；若是平方公里，写全"
                } else {
                    "写作“立方米”"
                })
                .fix(Some(fix)),
            );
        }
    }),
};

/// Whether what follows goes on with the unit: 平方英尺, or 平方 at the end of a line.
fn continues(line: &Line, at: usize) -> bool {
    match line.get(at) {
        None | Some(' ' | '\n') => line.before(at).is_some() && line.get(at).is_some(),
        Some(c) => "米公千厘毫分英海码丈尺里差根和体数".contains(c),
    }
}

/// Words of money: what they count in 万 or 亿 is 元.
static MONEY: &[&str] = &[
    "额",
    "资金",
    "投资",
    "产值",
    "收入",
    "利税",
    "税收",
    "贷款",
    "奖补",
    "奖励",
    "授信",
    "营收",
    "利润",
    "补贴",
    "补助",
    "补偿款",
    "费用",
    "拨付",
    "金额",
    "债券",
    "支出",
    "赔付",
    "价值",
    "税金",
    "净利",
    "增收",
    "资产",
    "造价",
    "奖金",
    "罚款",
    "损失",
    "融资",
    "存款",
    "成本",
    "经费",
    "募捐",
    "筹资",
    "创收",
    "养老金",
    "救助金",
    "补助金",
    "保险金",
    "慰问金",
    "助学金",
    "注资",
    "到账",
];

/// What may stand between the word of money and the number.
static LINKS: &[&str] = &[
    "",
    "达",
    "达到",
    "高达",
    "突破",
    "超",
    "超过",
    "约",
    "近",
    "逾",
    "为",
    "共",
    "共计",
    "合计",
    "总计",
    "累计",
    "已达",
    "已突破",
    "已超",
    "达到了",
    "突破了",
    "已达到",
    "可达",
    "仅",
    "有",
    "了",
    "超出",
    "约为",
    "近达",
    "不足",
    "接近",
    "将近",
];

/// The end of the number with its 余 or 多.
fn amount_end(quantity: &Quantity) -> usize {
    quantity.more.map_or(quantity.range.end, |more| quantity.range.end.max(more + 1))
}

/// An amount of 万 or 亿 in a clause on money, with nothing behind it.
fn is_bare_amount(reading: &Reading, index: usize) -> bool {
    let line = &reading.line;
    let quantity = &reading.quantities[index];
    let scale = line.text(quantity.number.scale());
    if quantity.has_unit() || !scale.ends_with(['万', '亿']) || quantity.ranged {
        return false;
    }
    let mut end = amount_end(quantity);
    end += usize::from(line.get(end).is_some_and(|c| "余多".contains(c)));
    for word in ["左右", "以上", "上下"] {
        if line.starts_with(end, word) {
            end += 2;
            break;
        }
    }
    // 13000万资金 stands before what it is of.
    let before_noun = ["资金", "贷款", "投资", "补贴", "补助", "债券", "专项资金", "经费"]
        .iter()
        .any(|word| line.starts_with(end, word));
    if before_noun && !line.is_quoted(quantity.range.clone()) {
        return true;
    }
    let closed = line.get(end).is_none_or(|c| "，。；！\n的为用实建".contains(c));
    let listed = line.get(end).is_some_and(|c| "、和".contains(c));
    let sentence = reading.sentence_at(quantity.range.start);
    // 1.2亿、0.8亿和0.5亿元: the last one has the unit for all.
    let shared = reading
        .quantities_in(end..(end + 40).min(sentence.end))
        .iter()
        .any(|next| next.has_unit() && line.text(next.number.scale()).ends_with(['万', '亿']));
    let list_ends = listed && !shared;
    (closed || list_ends) && is_money(reading, sentence, quantity)
}

/// Whether a word of money stands right before an amount, or with a verb between.
fn is_money(reading: &Reading, sentence: Range<usize>, quantity: &Quantity) -> bool {
    let line = &reading.line;
    (sentence.start..quantity.range.start).rev().take(6).any(|last| {
        let link = line.text(last + 1..quantity.range.start);
        LINKS.contains(&&*link) && MONEY.iter().any(|word| line.ends_with(last + 1, word))
    })
}
