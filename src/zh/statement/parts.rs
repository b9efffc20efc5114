//! Where a text lists the parts of a whole: behind 其中 and 分……看, in brackets, before 合计.

use std::ops::Range;

use super::group::Group;
use super::markers::Marker;
use super::total::ends;
use super::{Role, Text, alike, slack, sum, unbracketed};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;
use crate::zh::quantity::Quantity;
use crate::zh::unit::Measure;

/// Whether a sentence begins with 按…分， or 分…看，.
fn is_divided(text: &Text<'_>, start: usize) -> bool {
    let head = text.words(start..(start + 12).min(text.line.chars().len()));
    let head = head.split('，').next().unwrap_or("");
    (head.starts_with('按') && head.ends_with(['分', '看']))
        || ((head.starts_with('分') || head.starts_with('从')) && head.ends_with('看'))
}

/// The list behind a marker with the whole before it.
pub(super) fn marked(text: &Text<'_>, sentence: &Range<usize>, marker: &Marker) -> Option<Group> {
    let line = text.line;
    let bracket = text
        .brackets
        .iter()
        .filter(|bracket| bracket.contains(&marker.at))
        .min_by_key(|bracket| bracket.len())
        .cloned();
    let end = bracket.as_ref().map_or(sentence.end, |bracket| bracket.end);
    let (mut parts, mut nouns) = parts(text, marker.from..end, bracket.as_ref())?;
    let first = text.quantity(parts[0]);
    let opened = bracket.as_ref().map_or(marker.at, |bracket| bracket.start);
    let outer = text
        .brackets
        .iter()
        .filter(|other| other.start < opened && other.contains(&opened))
        .min_by_key(|bracket| bracket.len())
        .cloned();
    let head = line.text(sentence.start..opened);
    // 。其中，: the whole is in the sentence before.
    let mut scope = sentence.start..opened;
    let heads = head.chars().count() <= 2;
    let told = marker.divided || marker.named.is_some();
    let here = |range: &Range<usize>| {
        text.within(range.clone()).any(|index| alike(text.quantity(index), first))
    };
    let empty = !text.within(scope.clone()).any(|index| text.is_level(index));
    if heads || told && empty || marker.back && !here(&scope) {
        scope.start = text.sentence_before(sentence).map_or(scope.start, |before| before.start);
    }
    // 按消费类型分， after 按地分，…: the whole is the same.
    while marker.divided
        && let Some(before) = text.sentence_before(&(scope.start..scope.start + 1))
        && is_divided(text, scope.start)
    {
        scope = before.start..scope.start;
    }
    let all = wholes_before(text, scope, outer.as_ref(), first, marker.named.as_deref());
    // 化肥1.86万吨、农药320吨，其中尿素……: of several the one that the parts make.
    let made = sum(parts.iter().map(|part| text.quantity(*part)));
    let rounding = slack(parts.iter().map(|part| text.quantity(*part)));
    let fits = |index: &usize| {
        let whole = text.quantity(*index);
        text.is_exact(*index) && (made - whole.value()).abs() <= rounding + whole.slack()
    };
    let nearest = all.first().copied().filter(|whole| text.is_exact(*whole));
    let whole = all.iter().copied().find(fits).filter(|_| parts.len() > 1).or(nearest)?;
    // 6820人中，高级1240人，其中正高级86人；中级2915人: behind the semicolon the outer list goes on.
    let outer = |part: usize| {
        let value = text.quantity(part).value();
        value > text.quantity(whole).value()
            && all.iter().any(|above| *above < whole && text.quantity(*above).value() >= value)
    };
    let back = (1..parts.len()).find(|n| nouns[*n].starts_with('；') && outer(parts[*n]));
    if let Some(keep) = back.filter(|_| marker.back) {
        parts.truncate(keep);
        nouns.truncate(keep);
    }
    // 小麦分别为43公斤、61公斤，棉花分别为…: one of another list is no whole.
    let listed = whole.checked_sub(1).is_some_and(|before| {
        marker.exhaustive
            && text.quantity(before).unit == text.quantity(whole).unit
            && text.gap(before, whole).starts_with('、')
    });
    // 仅有2人在60岁以下。其中4位: of other words in another sentence.
    let apart = text.quantity(whole).range.start < sentence.start
        && text.quantity(whole).unit != first.unit
        && marker.back;
    if apart || listed || text.quantity(whole).value() <= Decimal::integer(1) {
        return None;
    }
    if marker.among && !exceeds(text, whole, parts[0]) {
        return None;
    }
    let mut group = Group {
        whole,
        parts,
        nouns,
        exhaustive: marker.exhaustive,
        divided: marker.divided,
        ..Group::default()
    };
    group.judge(text);
    Some(group)
}

/// Whether a part is more than its whole, both of the very unit.
fn exceeds(text: &Text<'_>, whole: usize, part: usize) -> bool {
    let (whole, part) = (text.quantity(whole), text.quantity(part));
    whole.unit == part.unit && part.value() > whole.value() + whole.slack() + part.slack()
}

/// The figures before a list that its parts can be of, the nearest first: those of the very unit, or
/// of one that counts alike where there are none.
fn wholes_before(
    text: &Text<'_>,
    scope: Range<usize>,
    bracket: Option<&Range<usize>>,
    part: &Quantity,
    named: Option<&str>,
) -> Vec<usize> {
    let candidates = || {
        text.within(scope.clone()).rev().filter(|index| {
            let figure = &text.figures[*index];
            let level = matches!(figure.role, Role::Amount | Role::Reached);
            let own = named.is_none_or(|name| is_called(text, *index, name));
            // 占年度任务6.2万亩的110.5%: what something is a share of is another matter.
            let based = text.figures.get(index + 1).is_some_and(|next| {
                next.role == Role::Share && text.gap(*index, index + 1).starts_with('的')
            });
            level && figure.bracket.as_ref() == bracket && own && !based
        })
    };
    let same = |index: &usize| text.quantity(*index).unit == part.unit;
    let like = |index: &usize| alike(text.quantity(*index), part);
    let found: Vec<usize> = candidates().filter(same).collect();
    if found.is_empty() { candidates().filter(like).collect() } else { found }
}

/// The words of a figure before and behind it.
fn own_words(text: &Text<'_>, index: usize) -> Range<usize> {
    let end = text.quantity(index).range.end;
    let after = (end..(end + 10).min(text.line.chars().len()))
        .take_while(|at| text.line.get(*at).is_some_and(char::is_alphabetic))
        .count();
    text.figures[index].lead.start..end + after
}

/// Whether what a figure counts is called so: by what stands last before it, or behind it. 整治小区18个
/// is no 整治.
fn is_called(text: &Text<'_>, index: usize, name: &str) -> bool {
    let own = own_words(text, index);
    let lead = text.lead(index).trim_end_matches(['的', '类', '共', '有', '达', '为']);
    let last = lead.char_indices().rev().nth(1).map(|(at, _)| &lead[at..]);
    last.is_some_and(|last| shares_word(name, last))
        || shares_word(name, &text.words(text.quantity(index).range.end..own.end))
}

/// Whether two texts have two characters in a row in common.
pub(super) fn shares_word(one: &str, other: &str) -> bool {
    let chars: Vec<char> = one.chars().collect();
    chars.windows(2).any(|two| other.contains(&two.iter().collect::<String>()))
}

/// The figures of a list, and the words before each.
pub(super) fn parts(
    text: &Text<'_>,
    range: Range<usize>,
    bracket: Option<&Range<usize>>,
) -> Option<(Vec<usize>, Vec<String>)> {
    let (mut parts, mut nouns): (Vec<usize>, Vec<String>) = (vec![], vec![]);
    let mut last = range.start;
    let mut foreign = false;
    let mut edged = false;
    for index in text.within(range.clone()) {
        let (figure, quantity) = (&text.figures[index], text.quantity(index));
        if figure.bracket.as_ref() != bracket {
            continue;
        }
        let gap = unbracketed(text.line, last..quantity.range.start);
        match figure.role {
            Role::Amount | Role::Reached
                if quantity.has_unit() && quantity.unit.measure != Measure::Share => {}
            // 80—89岁5120人.
            Role::Amount if !quantity.has_unit() && quantity.ranged => {
                edged = true;
                continue;
            }
            Role::Amount if !quantity.has_unit() => {
                foreign = true;
                continue;
            }
            Role::Bound => {
                edged = true;
                continue;
            }
            _ => continue,
        }
        if let Some(first) = parts.first().map(|first| text.quantity(*first)) {
            if quantity.unit != first.unit {
                // 5000万元至1亿元项目4个: the edges of a class.
                if quantity.ranged {
                    edged = true;
                    continue;
                }
                // 23户56人: the second figure goes along with the first.
                foreign |= text.lead(index).chars().count() > 0;
                if figure.lead.start < figure.lead.end
                    || text.gap(index - 1, index).contains(['。', '；'])
                {
                    foreign = true;
                }
                continue;
            }
            let joined = gap.contains(['、', '，', '和', '及', '与', '；']);
            let lead = text.lead(index);
            // 水浇地62.8万亩，水浇地中高标准农田51.6万亩: a part of the part.
            let inner = lead.find('中').is_some_and(|at| {
                at > 3 && nouns.last().is_some_and(|noun: &String| noun.contains(&lead[..at]))
            });
            if inner {
                break;
            }
            if !joined || gap.contains('：') || ends(lead) || gap.has("其中") {
                break;
            }
            // 其中高铁370公里，新增公路2600公里: another thing that was done.
            let done = ["新增", "修复", "治理", "新建", "完成", "改造", "建成"]
                .iter()
                .any(|verb| gap.trim_start_matches('，').starts_with(verb) && !nouns[0].has(verb));
            if done && gap.starts_with('，') && bracket.is_none() {
                break;
            }
            if foreign && !gap.contains('；') {
                break;
            }
            foreign = false;
        } else {
            // 其中甲村于2018年完成，低保户663户 is no list.
            let begun = gap.trim_start_matches(['，', '：']);
            if begun.contains(['，', '；']) || ends(begun.trim_start_matches("今年")) {
                return None;
            }
        }
        if !quantity.is_exact() {
            return None;
        }
        let mark = gap.chars().find(|c| "，、；".contains(*c)).filter(|_| !parts.is_empty());
        let lead = text.lead(index);
        let noun = if edged { gap.trim_start_matches(['，', '、', '；']) } else { lead };
        nouns.push(mark.into_iter().chain(noun.chars()).collect());
        edged = false;
        parts.push(index);
        last = quantity.range.end;
    }
    let stop = range.end.min(text.line.chars().len());
    let open = text.line.get(last) == Some('等')
        || text.line.get(last) == Some('（') && text.line.contains(last..stop, "）等")
        || text.line.contains(last..(last + 6).min(stop), "等");
    (!parts.is_empty() && !open).then_some((parts, nouns))
}
