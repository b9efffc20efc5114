//! Words that say which of two figures is more, and figures that have it the other way: 由86.5%提高到82.1%,
//! 突破10亿元，达到9.6亿元, 增长4.2%，高于全市平均水平5.1%.

use super::change::comparable;
use super::{Role, Text};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;

/// A figure that is not what the words before it say of it and another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contrary {
    pub figure: usize,
    pub other: usize,
    /// The word that does not fit: 提高, 突破, 高于.
    pub word: String,
}

static RISES: &[&str] =
    &["提高", "提升", "上升", "增加", "增长", "增至", "升至", "扩大", "上涨", "增到"];
static FALLS: &[&str] = &[
    "下降", "降低", "减少", "减至", "降至", "降到", "压缩", "缩短", "压减", "缩减", "缩小", "减到",
];
static OVER: &[&str] = &["突破", "超过", "超", "逾"];
static UNDER: &[&str] = &["不足", "不到"];

pub(super) fn all(text: &Text<'_>) -> Vec<Contrary> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        for other in within.clone() {
            let figure = other + 1;
            if figure < within.end && text.figures[figure].bracket == text.figures[other].bracket {
                found.extend(course(text, other));
                found.extend(bound(text, other));
                found.extend(level(text, other));
                found.extend(there(text, other));
            }
            found.extend(task(text, other));
        }
    }
    found
}

/// 由5.2万亩扩大到4.8万亩.
fn course(text: &Text<'_>, from: usize) -> Option<Contrary> {
    let to = from + 1;
    let (one, other) = (text.quantity(from), text.quantity(to));
    let course = text.figures[from].role == Role::Base && text.figures[to].role == Role::Reached;
    let gap = text.gap(from, to);
    let verb =
        |verbs: &[&str]| verbs.iter().find(|verb| gap.has(verb)).map(|verb| (*verb).to_owned());
    let (rises, falls) = (verb(RISES), verb(FALLS));
    let signed = [one, other].iter().any(|quantity| {
        text.line.before(quantity.range.start).is_some_and(|c| "-－−–".contains(c))
    });
    // 由下降3.2%提高到增长1.5%.
    let negative = FALLS.iter().chain(&["亏", "负"]).any(|word| text.lead(from).has(word));
    let plain = gap.chars().count() <= 10 && !gap.contains(['，', '、']);
    if !course || !plain || signed || negative || !comparable(one, other) {
        return None;
    }
    let word = match (rises, falls) {
        (Some(verb), None) if other.value() < one.value() => verb,
        (None, Some(verb)) if other.value() > one.value() => verb,
        _ => return None,
    };
    Some(Contrary { figure: to, other: from, word })
}

/// 突破10亿元，达到9.6亿元; 达9.6亿元，首次突破10亿元大关.
fn bound(text: &Text<'_>, first: usize) -> Option<Contrary> {
    let second = first + 1;
    let (one, other) = (text.quantity(first), text.quantity(second));
    if one.unit != other.unit || !one.has_unit() || one.ranged || other.ranged {
        return None;
    }
    let before = |index: usize| {
        let word = text.quantity(index).before.clone()?;
        Some(text.words(word))
    };
    let alone = |index: usize| {
        let quantity = text.quantity(index);
        quantity.more.is_none() && quantity.after.is_none() && !quantity.rate
    };
    let gap = text.words(one.range.end..other.range.start);
    if !alone(first) || !alone(second) {
        return None;
    }
    let reached = ["，达到", "，达", "，达到了", "，为", "，实际达到"].contains(&&*gap);
    if let Some(word) = before(first).filter(|_| reached && other.is_precise()) {
        let over = OVER.contains(&&*word) && other.value() < one.value();
        let under = UNDER.contains(&&*word) && other.value() > one.value();
        return (over || under).then_some(Contrary { figure: second, other: first, word });
    }
    let word = before(second).filter(|word| word == "突破")?;
    let then = gap.strip_suffix("突破").unwrap_or(&gap);
    let passed = ["，", "，首次", "，成功", "，一举", "，历史性"].contains(&then);
    let goal = ["大关", "关口", "，", "。", "；"]
        .iter()
        .any(|mark| text.line.starts_with(other.range.end, mark));
    (passed && goal && one.is_precise() && text.is_level(first) && one.value() < other.value())
        .then_some(Contrary { figure: first, other: second, word })
}

/// 增长4.2%，高于全市平均水平5.1%; 低于全市3.6%的平均水平.
fn level(text: &Text<'_>, own: usize) -> Option<Contrary> {
    let other = own + 1;
    let (one, mean) = (text.quantity(own), text.quantity(other));
    let gap = text.words(one.range.end..mean.number.range.start);
    let words = gap.strip_prefix('，').or_else(|| gap.strip_prefix('、'))?;
    let (word, over) = [("高于", true), ("快于", true), ("低于", false), ("慢于", false)]
        .into_iter()
        .find(|(word, _)| words.starts_with(word))?;
    let rest = &words[word.len()..];
    let of = ["平均", "水平", "全市", "全省", "全国", "全州"].iter().any(|noun| rest.has(noun));
    let bracket = rest.ends_with('（') && text.line.get(mean.range.end) == Some('）');
    let told = text.line.get(mean.range.end) == Some('的')
        && text.words(mean.range.end..(mean.range.end + 6).min(text.line.chars().len())).has("平");
    let plain = rest.chars().count() <= 10 && !rest.contains(['，', '、', '；', '比']);
    let level = matches!(
        text.figures[own].role,
        Role::Growth(_) | Role::Rate | Role::Amount | Role::Reached | Role::Share
    );
    let falls = matches!(text.figures[own].role, Role::Growth(super::Way::Down));
    // 低于全市平均水平0.9% may mean by so much.
    let sure = if over { rest.has("平均") || bracket || told } else { bracket || told };
    let share = one.unit.name == "%" && mean.unit.name == "%" && one.is_precise();
    let exact = mean.number.step < Decimal::integer(10) && mean.more.is_none() && !mean.ranged;
    let wrong = if over { one.value() < mean.value() } else { one.value() > mean.value() };
    (of && plain && level && sure && share && exact && wrong && !falls).then_some(Contrary {
        figure: other,
        other: own,
        word: word.to_owned(),
    })
}

/// 应到45人，实到48人: more are there than should be.
fn there(text: &Text<'_>, due: usize) -> Option<Contrary> {
    let came = due + 1;
    let ends = |index: usize, words: &[&str]| words.iter().any(|word| text.lead(index).has(word));
    let told =
        ends(due, &["应到", "应出席", "应参会"]) && ends(came, &["实到", "实际到会", "出席"]);
    let (one, other) = (text.quantity(due), text.quantity(came));
    let exact = one.is_precise() && other.is_precise() && super::alike(one, other);
    (told && exact && text.gap(due, came).starts_with('，') && other.value() > one.value())
        .then(|| Contrary { figure: came, other: due, word: "实到".to_owned() })
}

/// 为年度目标50亿元的96%，超额完成任务.
fn task(text: &Text<'_>, share: usize) -> Option<Contrary> {
    let quantity = text.quantity(share);
    let less = quantity.unit.name == "%"
        && quantity.is_precise()
        && quantity.value() < Decimal::integer(100)
        && text.figures[share].role == Role::Share;
    let end = quantity.range.end;
    let start = (end.saturating_sub(30)..end)
        .rev()
        .find(|at| text.line.get(*at).is_some_and(|c| "，；。".contains(c)))?;
    let words = text.words(start..end);
    let task = ["任务", "目标", "计划"].iter().any(|noun| words.has(noun));
    let done = ["，超额完成", "，提前超额完成", "，超额"]
        .iter()
        .any(|word| text.line.starts_with(end, word));
    (less && task && done).then(|| Contrary {
        figure: share,
        other: share,
        word: "超额".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use crate::zh::reading::Reading;
    use crate::zh::statement::Statements;

    #[test]
    fn words_that_say_which_is_more_are_held_against_the_figures() {
        let words = |text: &str| {
            let reading = Reading::new(text);
            let all = Statements::new(&reading).contraries;
            all.into_iter().map(|contrary| contrary.word).collect::<Vec<_>>()
        };
        for (text, word) in [
            ("良种使用率由86.5%提高到82.1%。", "提高"),
            ("办理时限由18天压缩至20天。", "压缩"),
            ("旅游收入突破10亿元，达到9.6亿元。", "突破"),
            ("旅游收入达9.6亿元，首次突破10亿元大关。", "突破"),
            ("惠及群众不足5万人，为5.3万人。", "不足"),
            ("增加值增长4.2%，高于全市平均水平5.1%。", "高于"),
            ("完成投资48亿元，为年度目标50亿元的96%，超额完成任务。", "超额"),
        ] {
            assert_eq!(words(text), [word], "{text}");
        }
        for text in [
            "良种使用率由82.5%提高到86.1%，失业率由5.1%降至4.8%。",
            "增速由-3.2%提高到1.5%。",
            "旅游收入突破10亿元，达到10.6亿元。",
            "产值超过10亿元的企业达到9家，产值突破5亿元，税收达到0.6亿元。",
            "增加值增长4.2%，高于全市平均水平1.1个百分点。",
            "增加值增长4.2%，低于全市平均水平0.9%。",
            "完成投资51亿元，为年度目标50亿元的102%，超额完成任务。",
        ] {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }
}
