//! Ranks against how many there are, and against each other.

use std::ops::Range;

use crate::lint::rules::numeral::figures;
use crate::lint::{Check, Rule};
use crate::source::{Diagnostic, Level};
use crate::zh::line::Line;
use crate::zh::reading::Reading;

pub(in crate::lint::rules) static RANK_MISMATCH: Rule = Rule {
    code: "rank-mismatch",
    level: Level::Warning,
    locked: false,
    examples: &["在全市12个县区中居第13位"],
    summary: "名次与总数或升降的位数不符",
    docs: "“在全市12个县（市、区）中排名第13位”，一共没有那么多；“由第7位上升到第4位，前移5位”，前移的是3位。\n\n例：在全市12个县区中居第13位。",
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
                let Some((moved, right)) = moved(reading, sentence, &two[0], &two[1]) else {
                    continue;
                };
                let ends = two[0].range.start..two[1].range.end;
                let message = format!(
                    "由第{}到第{}是{right}位，与“{}”不符",
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
        let measure = line.get(end).is_some_and(|c| "位名".contains(c));
        if let Some(value) = line.text(from..end).parse().ok().filter(|_| measure) {
            found.push(Rank { range: at..end + 1, value });
        }
    }
    found
}

/// How many there are that a rank is among, when they are fewer: 12个县（市、区）中.
fn field(reading: &Reading, start: usize, ranks: &[Rank], rank: &Rank) -> Option<Range<usize>> {
    let all = reading
        .quantities_in(start..rank.range.start)
        .iter()
        .rev()
        .find(|quantity| ["个", "家"].contains(&quantity.unit.name) && quantity.is_precise())?;
    let between = reading.line.text(all.range.end..rank.range.start);
    let words = ["中排", "中居", "中位", "中列", "中名", "中的", "里排", "中综合"];
    let among = words.iter().any(|word| between.contains(word));
    let other = ranks
        .iter()
        .any(|other| all.range.end < other.range.start && other.range.end < rank.range.start);
    let scope = ["全省", "全国", "全市"].iter().any(|word| between.contains(word));
    let fewer = all.value().whole().is_some_and(|count| count < i128::from(rank.value));
    (among && !other && !scope && fewer).then(|| all.range.clone())
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
    let verbs = ["升", "提", "前移", "降", "后移", "跃", "进", "滑", "落"];
    let reaches = between.contains(['到', '至', '为'])
        && between.chars().count() <= 8
        && verbs.iter().any(|verb| between.contains(verb));
    let stated = reading.quantities_in(to.range.end..sentence.end).first()?;
    let gap = line.text(to.range.end..stated.range.start);
    let measure = ["位", "名", "个", "名次"].contains(&stated.unit.name);
    let own = gap.starts_with('，')
        && gap.chars().count() <= 6
        && verbs.iter().any(|verb| gap.contains(verb))
        && measure
        && stated.is_precise();
    let right = from.value.abs_diff(to.value);
    let told = u32::try_from(stated.value().whole()?).ok()?;
    (reaches && own && told != right).then(|| (stated.range.clone(), right))
}
