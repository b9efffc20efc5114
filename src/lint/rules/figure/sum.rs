//! Parts against the whole.

use super::{daily, in_scale_of, shown};
use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Prose, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::reading::Reading;
use crate::zh::statement::{Group, Verdict};

pub(in crate::lint::rules) static SUM_MISMATCH: Rule = Rule {
    code: "sum-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["危房改造33户，分别为低保户23户、特困人员8户、脱贫户1户"],
    summary: "各部分相加与总数不符",
    docs: "“其中”“分……看”“按……分”“分别为”后面的各部分、总数后面括号里的各部分、“合计”前面的各部分，相加应等于总数；下一句的“其中”也算，“名”与“人”、“座”与“个”通用。各部分合起来超过总数，或写明了是全部（分别为、其余、男和女、已和未……）却凑不齐，才会报；只列举一部分的不报，类别可能交叉的（女、党员、高级职称……）不报，四舍五入的差不报，带“余”“多”“约”的不算。写到万分之几的数，只差一位数字就凑齐的，也报。三次产业之比、互不重叠的各项占比，合计应为100。\n\n例：危房改造33户，分别为低保户23户、特困人员8户、脱贫户1户，23 + 8 + 1 = 32。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for group in &text.statements().groups {
            if group.verdict(reading) == Verdict::Wrong {
                found.push(report(text, reading, group));
            }
        }
        for row in &text.statements().hundreds {
            let message = format!("{} = {}，合计应为100", row.written.join(" + "), row.sum);
            found.push(Diagnostic::at(text.place(row.range.clone()), message).help("核对这几个数"));
        }
    }),
};

pub(in crate::lint::rules) static SUM_SHORTFALL: Rule = Rule {
    code: "sum-shortfall",
    level: Level::Hint,
    locked: false,
    examples: &["走访90户，其中低保户41户、特困户23户、监测户20户"],
    summary: "各部分相加比总数略少",
    docs: "“其中”后面的各部分相加，只比总数少一点，而改动一个数字就正好相等：可能是列举了一部分，也可能是有一个数写错了，请核对。\n\n例：走访90户，其中低保户41户、特困户23户、监测户20户，41 + 23 + 20 = 84。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for group in &text.statements().groups {
            if group.verdict(reading) == Verdict::Doubtful {
                found.push(report(text, reading, group));
            }
        }
    }),
};

pub(in crate::lint::rules) static PART_EXCEEDS_WHOLE: Rule = Rule {
    code: "part-exceeds-whole",
    level: Level::Warning,
    locked: false,
    examples: &["共有党员50名，其中女党员60名"],
    summary: "“其中”的一部分比总数还多",
    docs: "“其中”后面的数是前面总数的一部分，不会比总数多。\n\n例：共有党员50名，其中女党员60名。",
    check: Check::Prose(|_, text, found| {
        let Some(reading) = figures(text) else { return };
        for group in &text.statements().groups {
            let Some(part) = group.larger(reading) else { continue };
            let (line, all) = (&reading.line, &reading.quantities);
            let (part, whole) = (&all[part], &all[group.whole]);
            let message =
                format!("“其中”的“{}”比总数“{}”还多", shown(line, part), shown(line, whole));
            found.push(
                Diagnostic::at(text.place(part.range.clone()), message)
                    .label(text.place(whole.range.clone()), "总数在这里")
                    .help("核对这两个数"),
            );
        }
        for (place, other, message) in daily::extremes(reading) {
            found.push(
                Diagnostic::at(text.place(place), message)
                    .label(text.place(other), "平均在这里")
                    .help("核对这两个数"),
            );
        }
    }),
};

fn report(text: &Prose<'_>, reading: &Reading, group: &Group) -> Diagnostic {
    let (line, all) = (&reading.line, &reading.quantities);
    let whole = &all[group.whole];
    let parts: Vec<String> =
        group.parts.iter().map(|part| line.text(all[*part].number.range.clone())).collect();
    let sum = in_scale_of(line, whole, group.total(reading));
    let message = format!("{} = {sum}，与“{}”不符", parts.join(" + "), shown(line, whole));
    let (first, last) = (group.parts[0], group.parts[group.parts.len() - 1]);
    let place = all[first].range.start..all[last].range.end;
    Diagnostic::at(text.place(whole.range.clone()), message)
        .label(text.place(place), "各部分在这里")
        .help("核对总数和各部分")
}
