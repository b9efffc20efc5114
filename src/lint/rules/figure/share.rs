//! A stated share against the figures that it is made of.

use super::shown;
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};

pub(in crate::lint::rules) static SHARE_MISMATCH: Rule = Rule {
    code: "share-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["抽检120批次，合格118批次，合格率96.3%"],
    summary: "百分比与两个数相除的结果不符",
    docs: "“其中……占……%”“占一般公共预算收入5.12亿元的……%”“完成年度任务（45亿元）的……%”“抽检……合格……合格率……%”里的百分比，应等于两个数相除。四舍五入和舍去末位的差不报；占上一级总数的（其中80岁以上……占总人口的3.2%）算得出来也不报；“城乡收入比1.94∶1”“生师比13∶1”与句中的两个数也要对得上，“占四分之一”“超过八成”“过半”也是；占全市的、占计划的，另有基数，不算。\n\n例：抽检120批次，合格118批次，合格率96.3%，118 ÷ 120 = 98.3%。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for portion in text.statements().portions.iter().filter(|portion| !portion.agrees) {
            let Some(actual) = portion.actual(reading) else { continue };
            let (line, all) = (&reading.line, &reading.quantities);
            let (part, whole) = (&all[portion.part], &all[portion.whole]);
            let share = &all[portion.share];
            let [of_part, of_whole] = [part, whole].map(|q| line.text(q.number.range.clone()));
            let of_part =
                if portion.rest { format!("({of_whole} − {of_part})") } else { of_part };
            let message = format!(
                "{of_part} ÷ {of_whole} = {actual}{}，与“{}”不符",
                share.unit.name,
                shown(line, share)
            );
            found.push(
                Diagnostic::at(text.place(share.range.clone()), message)
                    .label(text.place(part.range.clone()), "部分在这里")
                    .label(text.place(whole.range.clone()), "总数在这里")
                    .help("核对这三个数"),
            );
        }
        for spoken in &text.statements().spoken {
            let (line, all) = (&reading.line, &reading.quantities);
            let (part, whole) = (&all[spoken.part], &all[spoken.whole]);
            let message = format!(
                "{} ÷ {} = {}%，与“{}”不符",
                line.text(part.number.range.clone()),
                line.text(whole.number.range.clone()),
                spoken.actual,
                line.text(spoken.range.clone())
            );
            found.push(
                Diagnostic::at(text.place(spoken.range.clone()), message)
                    .label(text.place(part.range.clone()), "部分在这里")
                    .label(text.place(whole.range.clone()), "总数在这里")
                    .help("核对这两个数和说法"),
            );
        }
        for ratio in &text.statements().ratios {
            let (line, all) = (&reading.line, &reading.quantities);
            let (first, second) = (&all[ratio.first], &all[ratio.second]);
            let message = format!(
                "{}与{}之比是{}，与“{}”不符",
                shown(line, first),
                shown(line, second),
                ratio.actual,
                line.text(ratio.range.clone())
            );
            found.push(
                Diagnostic::at(text.place(ratio.range.clone()), message)
                    .label(text.place(first.range.clone()), "一个数在这里")
                    .label(text.place(second.range.clone()), "另一个数在这里")
                    .help("核对这三个数"),
            );
        }
    }),
};
