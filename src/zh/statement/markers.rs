//! Words after which the parts of a whole are listed: 其中, 分……看, 分别为, 含.

use std::ops::Range;

use super::{Text, alike};
use crate::zh::line::Line;
use crate::zh::needles::Has as _;

/// Words after which the parts of a whole are listed.
pub(super) struct Marker {
    /// Where the whole is looked for, and where the parts begin.
    pub at: usize,
    pub from: usize,
    pub exhaustive: bool,
    pub divided: bool,
    /// What the whole must be called: the X of X中，.
    pub named: Option<String>,
    /// Whether the whole may be in the sentence before when this one has none.
    pub back: bool,
    /// Whether it only says what is among others: 含高级职称12人.
    pub among: bool,
}

/// What a clause stands between.
fn is_edge(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '（' | '、')
}

/// Where a word stands in a sentence.
fn places(line: &Line, sentence: &Range<usize>, word: &str) -> Vec<usize> {
    let mut from = sentence.start;
    std::iter::from_fn(|| {
        let at = line.find(from..sentence.end, word)?;
        from = at + 1;
        Some(at)
    })
    .collect()
}

pub(super) fn markers(text: &Text<'_>, sentence: &Range<usize>) -> Vec<Marker> {
    let line = text.line;
    let mut found = vec![];
    for (word, exhaustive) in [
        ("其中", false),
        ("分别为", true),
        ("分别是", true),
        ("分为", true),
        ("包括", false),
        ("主要用于", false),
    ] {
        for at in places(line, sentence, word) {
            // 其中高新31家、专精特新17家，营业收入分别为…: of those only.
            let exhaustive = exhaustive && !line.contains(sentence.start..at, "其中");
            let from = at + word.chars().count();
            let back = word == "其中";
            found.push(Marker {
                at,
                from,
                exhaustive,
                divided: false,
                named: None,
                back,
                among: false,
            });
        }
    }
    // 技术人员86人（含高级职称12人）.
    for at in places(line, sentence, "含") {
        let from = at + 1;
        let opens = line.before(at).is_some_and(|c| "（，".contains(c));
        found.extend(opens.then_some(Marker {
            at,
            from,
            exhaustive: false,
            divided: false,
            named: None,
            back: false,
            among: true,
        }));
    }
    found.extend(places(line, sentence, "分别").into_iter().filter_map(|at| respective(text, at)));
    // 在医院中有公立医院1.2万个.
    for at in places(line, sentence, "中有") {
        let from = at + 2;
        let start = (sentence.start..at)
            .rev()
            .find(|at| line.get(*at).is_some_and(is_edge))
            .map_or(sentence.start, |at| at + 1);
        let words = line.text(start..at);
        let name = words.strip_prefix('在').filter(|name| (2..=10).contains(&name.chars().count()));
        found.extend(name.map(|name| Marker {
            at: start,
            from,
            exhaustive: false,
            divided: false,
            named: Some(name.to_owned()),
            back: false,
            among: false,
        }));
    }
    // 分产业看，; 从来源看，; 按来源分，; 经营性自建房中，
    for at in sentence.clone().filter(|at| matches!(line.chars()[*at], '，' | '：')) {
        let start = (sentence.start..at)
            .rev()
            .find(|at| line.get(*at).is_some_and(is_edge))
            .map_or(sentence.start, |at| at + 1);
        let count = at - start;
        if count > 24 || !line.before(at).is_some_and(|c| "看分中为是".contains(c)) {
            continue;
        }
        let words = line.text(start..at);
        let divided = count <= 10
            && (words.starts_with('分') && words.ends_with('看')
                || words.starts_with('从') && words.ends_with(['看', '分'])
                || words.starts_with('按') && words.ends_with(['分', '看'])
                || words.starts_with("按") && words.ends_with("划分"));
        // 岗位设置为：高中教师30名、…: the head of a sentence.
        let kinds =
            ["设置", "构成", "组成", "分布", "分配", "结构", "来源", "类型", "用途", "去向"];
        let heads = start == sentence.start
            && line.get(at) == Some('：')
            && count <= 10
            && kinds.iter().any(|kind| words.trim_end_matches(['为', '是']).ends_with(kind));
        let divided = divided || heads;
        let named = (words.ends_with('中') && (3..=14).contains(&count) && words != "其中")
            .then(|| words.trim_end_matches('中').to_owned());
        // 全县1562家企业中，已有1139家……: the whole is in the clause itself.
        let own = words.ends_with('中')
            && text.within(start..at).len() == 1
            && text
                .within(start..at)
                .all(|index| text.is_level(index) && at - text.quantity(index).range.end <= 6)
            && !words.ends_with("手中");
        if own || divided || named.is_some() {
            found.push(Marker {
                at: if own { at } else { start },
                from: at + 1,
                exhaustive: false,
                divided,
                named: named.filter(|_| !own),
                back: false,
                among: false,
            });
        }
    }
    found
}

/// 东岗镇、西湾镇、白沙乡分别更新6200册、7100册、4700册: as many figures as names before.
fn respective(text: &Text<'_>, at: usize) -> Option<Marker> {
    let line = text.line;
    let sentence = text.reading.sentence_at(at);
    let from = at + 2;
    let first = text.within(from..sentence.end).next()?;
    let verb = text.lead(first).rsplit_once("分别")?.1.to_owned();
    let unit = text.quantity(first).unit;
    let next = |index: &usize| {
        let gap = text.gap(*index - 1, *index);
        text.is_level(*index)
            && text.quantity(*index).unit == unit
            && ["、", "和", "以及", "，"].contains(&&*gap)
    };
    let count = 1 + (first + 1..text.figures.len()).take_while(next).count();
    let start = (sentence.start..at)
        .rev()
        .find(|at| line.get(*at).is_some_and(|c| "，；：。（".contains(c)))
        .map_or(sentence.start, |at| at + 1);
    let names = line.text(start..at);
    let names = names.split(['、', '和', '与', '及']).count();
    let plain = (1..=6).contains(&verb.chars().count())
        && !["为", "是", "占", "增", "减", "降", "升", "提", "有"].iter().any(|w| verb.has(w));
    // What they are of stands in the sentence itself.
    let here = text
        .within(sentence.start..start)
        .any(|index| text.is_level(index) && alike(text.quantity(index), text.quantity(first)));
    let listed = count > 1 && names == count && text.within(start..at).is_empty();
    (plain && listed && here).then_some(Marker {
        at: start,
        from,
        exhaustive: false,
        divided: true,
        named: None,
        back: false,
        among: false,
    })
}
