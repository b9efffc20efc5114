//! Averages, prices and yields; stocks; one figure in two units.

use super::shown;
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::decimal::Decimal;
use crate::zh::quantity::Quantity;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static AVERAGE_MISMATCH: Rule = Rule {
    code: "average-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["发放168万元，惠及2400人，人均900元"],
    summary: "人均、亩产、单价与总数不符",
    docs: "“发放168万元，惠及2400人，人均……元”“2.5万亩，平均亩产512公斤，总产……万吨”“36吨，每公斤4.5元，支付货款……万元”，三个数应能互相算得出来。四舍五入的差不报；“最高”“约”的不算。\n\n例：发放168万元，惠及2400人，人均900元，2400人 × 900元是216万元。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let all = &reading.quantities;
        for product in &text.statements().products {
            let Some(actual) = product.actual else { continue };
            let [count, each, total] = product.shown(reading);
            let right = in_unit(reading, &all[product.total], actual);
            let last = product.total.max(product.each);
            let first = product.count.min(product.total);
            found.push(
                Diagnostic::at(
                    text.place(all[last].range.clone()),
                    format!("{count} × {each} = {right}，与“{total}”不符"),
                )
                .label(text.place(all[first].range.start..all[last].range.end), "三个数在这里")
                .help("核对这三个数"),
            );
        }
        for discount in &text.statements().discounts {
            let line = &reading.line;
            let (full, paid) = (&all[discount.full], &all[discount.paid]);
            let right = in_unit(reading, paid, discount.actual);
            let message = format!(
                "{}的{}是{right}，与“{}”不符",
                shown(line, full),
                line.text(discount.range.clone()),
                shown(line, paid)
            );
            found.push(
                Diagnostic::at(text.place(paid.range.clone()), message)
                    .label(text.place(full.range.clone()), "原价在这里")
                    .help("核对价格和折扣"),
            );
        }
    }),
};

pub(in crate::lint::rules) static BALANCE_MISMATCH: Rule = Rule {
    code: "balance-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["年初结转案件86件，当年新收412件，办结437件，年末未结81件"],
    summary: "期初、增加、减少与期末的数不符",
    docs: "“年初结转……，新收……，办结……，年末未结……”“月初库存……，购进……，销售……，月末库存……”，期初加收入减支出应等于期末；“出口……，进口……，顺差（逆差）……”，顺差是出口减进口。\n\n例：年初结转案件86件，当年新收412件，办结437件，年末未结81件，86 + 412 − 437 = 61。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let (line, all) = (&reading.line, &reading.quantities);
        for balance in &text.statements().balances {
            let Some(actual) = balance.actual else { continue };
            let mut sum = String::new();
            for (index, comes) in &balance.figures {
                let sign = if *comes { " + " } else { " − " };
                let sign = if sum.is_empty() { "" } else { sign };
                sum = format!("{sum}{sign}{}", line.text(all[*index].number.range.clone()));
            }
            let closing = &all[balance.closing];
            let right = super::in_scale_of(line, closing, actual);
            let places = balance.figures.iter().map(|(index, _)| &all[*index].range);
            let first = places.clone().map(|range| range.start).min().unwrap_or_default();
            let last = places.map(|range| range.end).max().unwrap_or_default();
            found.push(
                Diagnostic::at(
                    text.place(closing.range.clone()),
                    format!("{sum} = {right}，与“{}”不符", shown(line, closing)),
                )
                .label(text.place(first..last), "算式里的数在这里")
                .help("核对这几个数"),
            );
        }
    }),
};

pub(in crate::lint::rules) static CONVERSION_MISMATCH: Rule = Rule {
    code: "conversion-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["450亩（45公顷）"],
    summary: "两个单位的数换算不符",
    docs: "“450亩（30公顷）”“3.6公里（3600米）”“1.25亿元（合12500万元）”“42.6万吨，折合8.52亿斤”，前后应是一个数。15亩为1公顷，1500亩为1平方公里。括号里写明“其中”“含”的是一部分，不算。\n\n例：450亩（45公顷），450亩是30公顷。\n\n依据：《中华人民共和国法定计量单位》。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        let (line, all) = (&reading.line, &reading.quantities);
        for conversion in &text.statements().conversions {
            let Some(actual) = conversion.actual else { continue };
            let (first, second) = (&all[conversion.first], &all[conversion.second]);
            let right = in_unit(reading, second, actual);
            found.push(
                Diagnostic::at(
                    text.place(first.range.start..second.range.end),
                    format!("{} = {right}，与“{}”不符", shown(line, first), shown(line, second)),
                )
                .help("核对这两个数"),
            );
        }
    }),
};

/// A value in scale and unit of a figure.
fn in_unit(reading: &Reading, figure: &Quantity, value: Decimal) -> String {
    let unit = reading.line.text(figure.unit_range());
    format!("{}{unit}", super::in_scale_of(&reading.line, figure, value))
}
