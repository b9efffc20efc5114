//! Stocks with what came in and went out, births and deaths, what is left between two figures.

use std::ops::Range;

use super::{Role, Text, Way, alike, slip};
use crate::zh::decimal::Decimal;
use crate::zh::needles::Has as _;

/// Opening, in, out, closing.
#[derive(Debug, Clone)]
pub struct Balance {
    pub figures: Vec<(usize, bool)>,
    pub closing: usize,
    pub actual: Option<Decimal>,
}

/// Words of what there was at first, of what came, went, and is left.
pub(super) static OPENING: &[&str] =
    &["年初", "月初", "期初", "季初", "上期", "上年", "上月", "旧存", "上年末"];
pub(super) static CLOSING: &[&str] = &["年末", "月末", "期末", "季末", "年底", "月底"];
pub(super) static LEFT: &[&str] = &[
    "未结",
    "库存",
    "结存",
    "在办",
    "余额",
    "存栏",
    "未办结",
    "结余",
    "留存",
    "存量",
    "在册",
    "在保",
    "在库",
    "在院",
];
pub(super) static IN: &[&str] = &[
    "新收",
    "购进",
    "收入",
    "新增",
    "受理",
    "入库",
    "调入",
    "新立",
    "收购",
    "购入",
    "增加",
    "新接收",
    "新纳入",
    "转入",
    "新入",
];
pub(super) static OUT: &[&str] = &[
    "办结", "销售", "支出", "出库", "调出", "审结", "减少", "出栏", "销出", "化解", "结案", "使用",
    "核减", "注销", "退出", "清退", "转出", "出院",
];

/// 年初结转86件，当年新收412件，办结437件，年末未结61件.
pub(super) fn balances(text: &Text<'_>) -> Vec<Balance> {
    let mut found = vec![];
    for sentence in &text.reading.sentences {
        let within = text.within(sentence.clone());
        if within.len() < 3 {
            continue;
        }
        for index in within.clone() {
            found.extend(natural(text, index, within.end));
            found.extend(surplus(text, within.start, index));
        }
        // 316户742人: those that stand right behind another are of the same words, and a stock of
        // their own.
        for nth in 0..2 {
            found.extend(balance(text, within.clone(), nth));
        }
    }
    found
}

/// 出生率6.3‰，死亡率8.4‰，自然增长率-2.1‰.
fn natural(text: &Text<'_>, born: usize, last: usize) -> Option<Balance> {
    // 出生2460人，出生率…‰；死亡3350人，死亡率…‰: people may stand between.
    let mut rates = (born + 1..last).filter(|index| text.quantity(*index).unit.name == "‰");
    let (died, grown) = (rates.next()?, rates.next()?);
    if text.quantity(born).unit.name != "‰"
        || !text.lead(born).trim_end_matches('为').ends_with("出生率")
    {
        return None;
    }
    let named = |index: usize, name: &str| text.lead(index).contains(name);
    let rates = [born, died, grown]
        .iter()
        .all(|index| text.quantity(*index).unit.name == "‰" && text.quantity(*index).is_precise());
    if !rates || !named(died, "死亡率") || !named(grown, "自然增长率") {
        return None;
    }
    let [b, d, g] = [born, died, grown].map(|index| text.quantity(index).value());
    let minus =
        text.line.before(text.quantity(grown).range.start).is_some_and(|c| "-－−–".contains(c));
    let stated = if minus { Decimal::ZERO - g } else { g };
    let slack = [born, died, grown]
        .iter()
        .fold(Decimal::ZERO, |slack, index| slack + text.quantity(*index).number.step.half());
    let actual = ((b - d - stated).abs() > slack).then_some(b - d);
    Some(Balance { figures: vec![(born, true), (died, false)], closing: grown, actual })
}

/// The stock of the first figures of a sentence, or of the second ones that go along with them: in
/// any order, with one opening and one closing figure and nothing that is neither in nor out.
fn balance(text: &Text<'_>, within: Range<usize>, nth: usize) -> Option<Balance> {
    let follows = |index: usize| {
        index > within.start
            && text.quantity(index - 1).range.end == text.quantity(index).range.start
    };
    // Each with the words of the first that it goes along with.
    let mut figures: Vec<(usize, &str)> = vec![];
    let mut index = within.start;
    while index < within.end {
        let first = index;
        index += 1;
        while index < within.end && follows(index) {
            index += 1;
        }
        let own = first + nth;
        if own < index {
            figures.push((own, text.lead(first)));
        } else if nth > 0 {
            return None;
        }
    }
    let has = |words: &[&str], lead: &str| words.iter().any(|word| lead.has(word));
    let left = |lead: &str| has(LEFT, lead);
    let opens = |lead: &str| has(OPENING, lead) && !has(CLOSING, lead);
    let closes = |lead: &str| has(CLOSING, lead) && left(lead) || lead.starts_with("现有库存");
    let from = figures.iter().position(|(_, lead)| opens(lead) || closes(lead))?;
    // What stands before is of another matter, unless the sentence begins with what came and went.
    let begins = figures[..from].iter().all(|(_, lead)| has(IN, lead) != has(OUT, lead));
    let from = if begins { 0 } else { from };
    let (mut opening, mut closing, mut moved) = (None, None, vec![]);
    let unit = text.quantity(figures[from].0);
    for (index, lead) in &figures[from..] {
        let exact = text.quantity(*index).is_exact() && alike(unit, text.quantity(*index));
        if !exact {
            return None;
        }
        match (opens(lead), closes(lead)) {
            (true, _) if opening.is_none() => opening = Some(*index),
            (_, true) if closing.is_none() => closing = Some(*index),
            (false, false) if has(IN, lead) != has(OUT, lead) => {
                moved.push((*index, has(IN, lead)));
            }
            _ => return None,
        }
        if opening.is_some() && closing.is_some() && moved.len() > 1 {
            break;
        }
    }
    let (opening, closing) = (opening?, closing?);
    let both = [true, false].iter().all(|comes| moved.iter().any(|(_, known)| known == comes));
    let figures: Vec<(usize, bool)> = std::iter::once((opening, true)).chain(moved).collect();
    both.then(|| closed(text, figures, closing))
}

fn closed(text: &Text<'_>, figures: Vec<(usize, bool)>, closing: usize) -> Balance {
    let made = figures.iter().fold(Decimal::ZERO, |sum, (index, comes)| {
        let value = text.quantity(*index).value();
        if *comes { sum + value } else { sum - value }
    });
    let slack = figures
        .iter()
        .map(|(index, _)| *index)
        .chain([closing])
        .fold(Decimal::ZERO, |slack, index| slack + text.quantity(index).slack());
    let gap = (made - text.quantity(closing).value()).abs();
    Balance { figures, closing, actual: (gap > slack).then_some(made) }
}

/// 上级下达任务3200人，实际完成3680人，超额完成480人.
fn exceeded(text: &Text<'_>, first: usize, closing: usize) -> Option<Balance> {
    let lead = text.lead(closing);
    let more = ["超额完成", "超任务", "超计划", "超目标", "超额"].iter().any(|w| lead.ends_with(w));
    let (due, done) = (closing.checked_sub(2)?, closing - 1);
    let named = |index: usize, words: &[&str]| {
        let lead = text.lead(index);
        words.iter().any(|word| lead.has(word)) && text.is_level(index) && text.is_exact(index)
    };
    let unit = text.quantity(closing).unit;
    let told = more
        && due >= first
        && named(due, &["任务", "计划", "目标"])
        && named(done, &["完成", "实现", "达"])
        && [due, done].iter().all(|index| text.quantity(*index).unit == unit)
        && text.is_exact(closing);
    let balance = told.then(|| closed(text, vec![(done, true), (due, false)], closing))?;
    text.quantity(done).value().gt(&text.quantity(due).value()).then_some(balance)
}

/// 应到代表236人，实到218人，请假18人, in any order.
fn absent(text: &Text<'_>, first: usize, last: usize) -> Option<Balance> {
    static DUE: &[&str] = &["应到", "应参", "应出席", "应考", "应检", "应试"];
    static CAME: &[&str] =
        &["实到", "实参", "实考", "实际到", "实际参", "到会", "出席", "参考", "实检"];
    static AWAY: &[&str] = &["请假", "缺席", "缺勤", "未到", "缺考", "未参加"];
    let named = |index: usize, words: &[&str]| {
        let lead = text.lead(index);
        words.iter().any(|word| lead.has(word)) && text.is_level(index) && text.is_exact(index)
    };
    let from = last.checked_sub(2).filter(|from| *from >= first)?;
    let mut trio = from..=last;
    let away = trio.clone().find(|index| named(*index, AWAY))?;
    let came = trio.clone().find(|index| *index != away && named(*index, CAME))?;
    let due = trio.clone().find(|index| ![away, came].contains(index) && named(*index, DUE))?;
    // 请假8人、缺席2人: two ways of not being there.
    let sentence = text.within(text.sentence(last));
    let once = sentence.filter(|index| AWAY.iter().any(|word| text.lead(*index).has(word))).count();
    let one = trio.all(|index| alike(text.quantity(index), text.quantity(due)));
    (one && once == 1).then(|| closed(text, vec![(due, true), (came, false)], away))
}

/// 出生人口2860人，死亡人口3120人，自然减少260人; 迁入1286人，迁出2143人，净迁出857人.
fn grown(text: &Text<'_>, first: usize, closing: usize) -> Option<Balance> {
    static ROWS: &[(&str, &str, &[&str], &[&str])] = &[
        ("出生", "死亡", &["自然增长", "自然增加", "净增"], &["自然减少", "净减"]),
        ("迁入", "迁出", &["净迁入", "净增"], &["净迁出", "净减"]),
        ("流入", "流出", &["净流入"], &["净流出"]),
        ("调入", "调出", &["净调入"], &["净调出"]),
    ];
    let lead = text.lead(closing).trim_end_matches(['为', '达', '了']);
    let lead = lead.trim_end_matches("人口");
    let ends = |words: &[&str]| words.iter().any(|word| lead.ends_with(word));
    let (born, died) = (closing.checked_sub(2).filter(|born| *born >= first)?, closing - 1);
    let unit = text.quantity(closing).unit;
    let named = |index: usize, word: &str| {
        text.lead(index).has(word)
            && text.is_level(index)
            && text.is_exact(index)
            && text.quantity(index).unit == unit
    };
    let row = ROWS.iter().find(|(came, went, more, less)| {
        (ends(more) || ends(less)) && named(born, came) && named(died, went)
    })?;
    let more = ends(row.2);
    let exact = text.quantity(closing).is_precise();
    exact.then(|| closed(text, vec![(born, more), (died, !more)], closing))
}

/// 出口4.62亿元，进口1.18亿元，顺差3.44亿元.
fn surplus(text: &Text<'_>, first: usize, closing: usize) -> Option<Balance> {
    let lead = text.lead(closing);
    // 收入12.4亿元，支出11.7亿元，结余0.7亿元; what had been left before is none of it.
    let left = ["结余", "当年结余", "本年结余", "当期结余", "收支结余", "当期收支结余", "盈余"];
    let carried = ["结转下年", "结转下年支出", "结转下年使用", "年终结余", "净结余"];
    let name = lead.trim_end_matches(['为', '达']);
    // 收支相抵，结转下年支出3.18亿元.
    let set_off = carried.contains(&name)
        && text.line.ends_with(text.figures[closing].lead.start, "收支相抵，");
    if left.contains(&name) || set_off {
        let (came, went) = (closing.checked_sub(2)?, closing - 1);
        let named = |index: usize, word: &str| {
            let lead = text.lead(index).trim_end_matches(['为', '达', '完', '成']);
            let lead = ["总计", "合计", "总额", "总量"]
                .iter()
                .find_map(|sum| lead.strip_suffix(sum))
                .unwrap_or(lead);
            lead.ends_with(word) && text.is_exact(index) && text.is_level(index)
        };
        let unit = |index: usize| text.quantity(index).unit;
        let told = came >= first
            && named(came, "收入")
            && named(went, "支出")
            && unit(came) == unit(closing)
            && unit(went) == unit(closing)
            && text.is_exact(closing);
        let balance = told.then(|| closed(text, vec![(came, true), (went, false)], closing))?;
        let slip = slip::explains(text.reading, &[came, went, closing], |values| {
            (values[0] - values[1] - values[2]).abs() < 1e-6
        });
        return (balance.actual.is_none() || slip || set_off).then_some(balance);
    }
    let told = exceeded(text, first, closing)
        .or_else(|| grown(text, first, closing))
        .or_else(|| absent(text, first, closing));
    if told.is_some() {
        return told;
    }
    let ahead = lead.has("顺差");
    if !ahead && !lead.has("逆差") || ["累计", "收窄", "扩大"].iter().any(|w| lead.has(w)) {
        return None;
    }
    let figure = text.quantity(closing);
    let named = |word: &str| {
        (first..closing).rev().find(|index| {
            let lead = text.lead(*index);
            text.is_level(*index) && lead.has(word) && !lead.has("进出口")
        })
    };
    let (sold, bought) = (named("出口")?, named("进口")?);
    let exact = [sold, bought, closing]
        .iter()
        .all(|index| text.quantity(*index).is_exact() && text.quantity(*index).unit == figure.unit);
    let changed = matches!(text.figures[closing].role, Role::Delta(Way::Up | Way::Down));
    let figures = match ahead {
        true => vec![(sold, true), (bought, false)],
        false => vec![(bought, true), (sold, false)],
    };
    (exact && !changed).then(|| closed(text, figures, closing))
}
