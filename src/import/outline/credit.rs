//! Credits: （发改委）, （潭龙街道 魏邱乡）, （林场：甲 乙）, 供稿：县林业局, a unit on a line of its own.

use std::borrow::Cow;

use super::Reference;
use super::labels::SOURCES;
use crate::config::units::{Roster, divides};
use crate::import::document::{Glyph, plain, trim};
use crate::zh::character::is_han;
use crate::zh::person;
use crate::zh::space::squeezed;

/// A credit found at the end of a text.
#[derive(Debug)]
pub(super) struct Credit {
    /// Where it begins in the text.
    pub(super) start: usize,
    pub(super) units: Vec<String>,
    /// People of those units, who are not printed: 县水利局 李小明.
    pub(super) people: Vec<String>,
    /// Units of which the file names an office only: 北塘乡党政办.
    pub(super) derived: Vec<String>,
    /// What stands round the units.
    pub(super) frame: String,
    /// Whether the roster knows all units, so that it can be nothing else.
    pub(super) certain: bool,
    /// A full stop behind the bracket.
    pub(super) stopped: bool,
}

/// Labels of a credit beside those of [`SOURCES`]: who wrote it may be a unit as well.
const WRITERS: &[&str] = &[
    "撰稿",
    "来稿",
    "报送",
    "作者",
    "通讯员",
    "文",
    "单位",
    "图文",
    "文图",
    "文/图",
    "图/文",
    "图",
    "供图",
    "摄影",
    "撰文",
    "执笔",
    "采写",
    "信息员",
    "记者",
];

/// What names of units end in.
pub(in crate::import) const ENDINGS: &str =
    "股局委办镇乡街道中心社院校会部队所站厅处科场司团行联馆台区县市组室园村府庭";

/// What stands round a credit on a line of its own.
const ROUND: &[char] =
    &['【', '】', '〔', '〕', '［', '］', '[', ']', '—', '－', '-', '–', ' ', '\u{3000}'];

/// Longer brackets are an aside.
const LONGEST: usize = 60;

/// The credit that a text ends with.
pub(super) fn trailing(text: &[Glyph], reference: Reference<'_>) -> Option<Credit> {
    let text = trim(text);
    let stopped = text.last()?.c == '。';
    let end = if stopped { trim(&text[..text.len() - 1]).len() } else { text.len() };
    let start = opening(&text[..end])?;
    let whole = plain(&text[start..end]);
    let inside = plain(trim(&text[start + 1..end - 1]));
    if inside.is_empty() || inside.chars().count() > LONGEST || is_person_note(&inside) {
        return None;
    }
    let before = trim(&text[..start]).last().map(|glyph| glyph.c);
    let closed = before.is_none_or(|c| "。！？!?.”’…；".contains(c));
    let Named { label, units, people, derived } = named(&inside, reference)?;
    let certain = units.iter().all(|unit| known(unit, reference));
    let round = matches!(text[start].c, '（' | '(');
    if !round && (!certain || start == 0) {
        return None;
    }
    // A full stop behind the bracket is the writer's slip when a sentence stands before it, but
    // the sentence's own when the bracket is an aside in it.
    let called = |unit: &String| like_unit(unit) || misspelt(unit, reference);
    let plausible = certain || (closed && (label || units.iter().all(called)));
    if !plausible || (stopped && !closed) {
        return None;
    }
    let frame = between(&whole, &units, &people);
    Some(Credit { start, units, people, derived, frame, certain, stopped })
}

/// A unit that the roster knows in brackets before the last full stop: 检查商户210家（县林业局）。 It may
/// be an aside as well.
pub(super) fn before_stop(text: &[Glyph], reference: Reference<'_>) -> Option<Credit> {
    let text = trim(text).strip_suffix(&[Glyph::new('。', false)])?;
    trailing(text, reference).filter(|found| found.certain)
}

/// （编辑：某某）, （记者 某某）: who has written it; no unit.
pub(super) fn is_person_note(inside: &str) -> bool {
    const LABELS: &[&str] = &[
        "供稿人",
        "投稿人",
        "撰稿人",
        "报送人",
        "审核人",
        "签发人",
        "联系人",
        "责任编辑",
        "编辑",
        "责编",
        "编审",
        "审核",
        "校对",
        "记者",
        "通讯员",
        "作者",
        "摄影",
        "撰稿",
        "撰文",
        "执笔",
        "采写",
        "信息员",
        "文/图",
        "图/文",
        "图文",
        "文",
        "图",
    ];
    let rest = LABELS.iter().find_map(|label| inside.trim().strip_prefix(label));
    rest.is_some_and(|rest| {
        let name = rest.trim_start_matches(['：', ':', '/', ' ', '\u{3000}']);
        let mut words = name.split(|c| divides(c) || "（）()".contains(c));
        let unit = words.any(|word| word.ends_with(|c| ENDINGS.contains(c)));
        name.len() < rest.len() && !name.is_empty() && !unit
    })
}

/// The aside about a person that a text ends with: where it begins.
pub(super) fn trailing_person(text: &[Glyph]) -> Option<usize> {
    let text = trim(text);
    let start = opening(text)?;
    is_person_note(&plain(&text[start + 1..text.len() - 1])).then_some(start)
}

/// A line that is nothing but a credit: in brackets, with a label, or the bare name of a unit.
pub(super) fn alone(text: &[Glyph], reference: Reference<'_>) -> Option<Credit> {
    let text = trim(text);
    if let Some(credit) = trailing(text, reference).filter(|credit| credit.start == 0) {
        return Some(credit);
    }
    let whole = plain(text);
    let line = whole.trim_matches(ROUND).trim();
    if line.chars().count() > LONGEST || line.contains(['。', '，']) || is_person_note(line) {
        return None;
    }
    let Named { label, units, people, derived } = named(line, reference)?;
    let certain = units.iter().all(|unit| known(unit, reference));
    let told = label && units.iter().all(|unit| like_unit(unit));
    // ——发改委: a dash alone says so, too.
    let dashed = whole.starts_with("——") && units.iter().all(|unit| like_unit(unit));
    (certain || told || dashed && line.chars().count() <= 14).then(|| {
        let frame = between(&whole, &units, &people);
        Credit { start: 0, units, people, derived, frame, certain, stopped: false }
    })
}

/// What a credit says.
struct Named {
    /// Whether it says that it is one: 供稿：…, …供稿.
    label: bool,
    units: Vec<String>,
    people: Vec<String>,
    derived: Vec<String>,
}

fn named(text: &str, reference: Reference<'_>) -> Option<Named> {
    let (label, names) = label(text);
    let told = ["供稿", "报送", "提供", "投稿", "来稿"];
    let bare = told.iter().find_map(|ending| names.strip_suffix(ending));
    // 县林业局、东岗镇联合供稿.
    let bare = bare.map(|names| names.trim().trim_end_matches(['：', ':']));
    let bare =
        bare.map(|names| ["联合", "共同"].iter().fold(names, |all, end| all.trim_end_matches(end)));
    let names = bare.unwrap_or(names);
    // （城关镇政府 王芳 138****5678）: whom to ask is not printed.
    let (names, telephone) = without_telephone(names);
    let mut units = units(&names, reference)?;
    let (mut people, mut derived) = (vec![], vec![]);
    // 撰稿：周航　县水利局: who has written it may stand first.
    let told = |unit: &String| known(unit, reference);
    if !label.is_empty() && units.iter().any(told) {
        people.extend(units.extract_if(.., |unit| !told(unit) && person::is_name(unit)));
    }
    for unit in &mut units {
        // 县水利局 李小明: the unit is known, and a person stands behind it.
        let parts: Vec<&str> = unit.split_whitespace().collect();
        if let Some((name, who)) = in_brackets(unit, reference) {
            people.push(who);
            *unit = name;
        } else if let [name, rest @ ..] = parts.as_slice()
            && !rest.is_empty()
            && !unit.contains(['：', ':'])
            && (known(name, reference) || like_unit(name))
        {
            people.extend(rest.iter().map(|part| (*part).to_owned()));
            *unit = (*name).to_owned();
        }
        if let Some(office) = office(unit, reference) {
            people.push(unit.clone());
            unit.truncate(office);
            derived.push(unit.clone());
        }
    }
    people.extend(telephone);
    Some(Named { label: !label.is_empty() || bare.is_some(), units, people, derived })
}

/// The names, and the telephone number that stands behind them.
fn without_telephone(names: &str) -> (Cow<'_, str>, Option<String>) {
    let is = |word: &str| {
        let labels = ["联系电话", "电话", "手机"];
        let word = labels.iter().find_map(|label| word.strip_prefix(label)).unwrap_or(word);
        let word = word.trim_start_matches(['：', ':']);
        let digits = word.chars().filter(char::is_ascii_digit).count();
        digits >= 7 && word.chars().all(|c| c.is_ascii_digit() || "-*＊—".contains(c))
    };
    let mut words: Vec<&str> = names.split(char::is_whitespace).collect();
    match words.pop_if(|word| is(word)) {
        Some(number) if !words.is_empty() => {
            (Cow::Owned(words.join(" ").trim_end().to_owned()), Some(number.to_owned()))
        }
        _ => (Cow::Borrowed(names), None),
    }
}

/// 周航（县水利局）, 县水利局（周航）: a unit that is known and a person of it.
fn in_brackets(text: &str, reference: Reference<'_>) -> Option<(String, String)> {
    let (before, inside) = text.split_once(['（', '('])?;
    let inside = inside.strip_suffix(['）', ')'])?;
    let pair = [(before, inside), (inside, before)];
    let of = |(unit, who): &(&str, &str)| known(unit, reference) && person::is_name(who);
    pair.iter().find(|pair| of(pair)).map(|(unit, who)| ((*unit).to_owned(), (*who).to_owned()))
}

/// Whether the roster knows a unit, with or without the county before its name.
pub(super) fn known(name: &str, reference: Reference<'_>) -> bool {
    // 林场：甲 乙 are people; 北塘乡：蘑菇撑起致富伞 is a headline.
    let people = |rest: &str| rest.split(divides).all(|part| part.chars().count() <= 4);
    if name.split_once(['：', ':']).is_some_and(|(_, rest)| !people(rest)) {
        return false;
    }
    let find = |name: &str| reference.roster.find(name, reference.date).is_some();
    find(name) || without_county(name).is_some_and(|rest| find(rest) || find(&format!("县{rest}")))
}

/// A unit's name but for a slip: 人社句, 东屯真.
fn misspelt(name: &str, reference: Reference<'_>) -> bool {
    name.chars().count() > 2 && reference.roster.nearest(name, reference.date).is_some()
}

/// 北塘乡党政办, 县民政局儿童福利股: where the office of a unit that is known begins, in bytes.
fn office(name: &str, reference: Reference<'_>) -> Option<usize> {
    const OFFICES: &[&str] = &[
        "政府",
        "党委",
        "党政办",
        "办公室",
        "综合办",
        "综合科",
        "信息科",
        "宣传科",
        "秘书科",
        "政工科",
        "股",
    ];
    if known(name, reference) || name.contains([' ', '：', ':']) {
        return None;
    }
    let county = without_county(name).map_or(0, |rest| name.len() - rest.len());
    let length = [0, county].into_iter().find_map(|from| {
        let (_, length) = reference.roster.leading(&name[from..], reference.date)?;
        Some(from + length)
    })?;
    let rest = &name[length..];
    (OFFICES.iter().any(|end| rest.ends_with(end)) && rest.chars().count() <= 8).then_some(length)
}

/// 青河县林业局 → 林业局.
pub(super) fn without_county(name: &str) -> Option<&str> {
    let at = name.find(['县', '市', '区']).filter(|at| (3..=15).contains(at))?;
    let rest = &name[at + '县'.len_utf8()..];
    (rest.chars().count() >= 2).then_some(rest)
}

/// The bracket that opens what the text's last character closes.
fn opening(text: &[Glyph]) -> Option<usize> {
    const PAIRS: [(&str, &str); 4] = [("（(", "）)"), ("〔", "〕"), ("【", "】"), ("［[", "］]")];
    let last = text.last()?.c;
    let (opens, closes) = PAIRS.iter().find(|(_, closes)| closes.contains(last))?;
    let mut depth = 0;
    for (at, glyph) in text.iter().enumerate().rev().take(LONGEST + 2) {
        if closes.contains(glyph.c) {
            depth += 1;
        } else if opens.contains(glyph.c) {
            depth -= 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// 供稿：县林业局 → 供稿：, 县林业局.
fn label(text: &str) -> (&str, &str) {
    let rest = SOURCES.iter().chain(WRITERS).find_map(|label| {
        let rest = text.strip_prefix(label)?.trim_start();
        rest.strip_prefix(['：', ':'])
    });
    match rest {
        Some(rest) => (&text[..text.len() - rest.len()], rest.trim()),
        None => ("", text.trim()),
    }
}

/// Takes names apart. People stay with their unit, as they were written: 林场：甲 乙.
fn units(names: &str, reference: Reference<'_>) -> Option<Vec<String>> {
    let known = |name: &str| known(name, reference);
    let mut units: Vec<String> = vec![];
    let mut rest = names.trim_matches(divides);
    let mut gap = String::new();
    while !rest.is_empty() {
        let end = rest.find(divides).unwrap_or(rest.len());
        let last = end - rest[..end].rsplit(['：', ':']).next().map_or(0, str::len);
        let (name, behind) = rest.split_at(last + person::leading(&rest[last..], divides));
        let name = &*squeezed(name);
        let next = behind.trim_start_matches(divides);
        let person =
            is_person(name, reference.roster) && !known(name) && !misspelt(name, reference);
        match units.last_mut().filter(|_| person) {
            Some(unit) => {
                unit.push_str(if gap.trim().is_empty() { " " } else { gap.trim() });
                unit.push_str(name);
            }
            None => units.push(name.to_owned()),
        }
        gap = behind[..behind.len() - next.len()].to_owned();
        rest = next;
    }
    let clean = !units.is_empty()
        && units.iter().all(|unit| !unit.contains(['。', '“', '《', '？', '！', '%', '%']))
        && !units.iter().all(|unit| unit.chars().all(|c| c.is_ascii_punctuation()));
    clean.then_some(units)
}

/// Two to four characters that name no kind of unit.
fn is_person(name: &str, roster: &Roster) -> bool {
    let count = name.chars().count();
    (2..=4).contains(&count)
        && !like_unit(name)
        && roster.leading(name, None).is_none()
        && name.chars().all(|c| is_han(c) || c == '·')
}

/// Whether something is called as units are. Digits are of an aside: （见表1）.
pub(super) fn like_unit(name: &str) -> bool {
    let unit = name.split(['：', ':', ' ']).next().unwrap_or_default().trim();
    (2..=24).contains(&unit.chars().count())
        && !name.chars().any(|c| c.is_ascii_digit())
        && !["见", "注", "完", "详", "如", "图为", "图", "附"]
            .iter()
            .any(|start| unit.starts_with(start))
        && (unit.ends_with(|c| ENDINGS.contains(c)) || unit.len() < name.len())
}

/// The characters of a credit that are in none of its names.
fn between(names: &str, units: &[String], people: &[String]) -> String {
    let all = units.concat() + &people.concat();
    let mut kept: Vec<char> = all.chars().filter(|c| !c.is_whitespace()).collect();
    let mut between = String::new();
    for c in names.chars().filter(|c| !c.is_whitespace()) {
        match kept.iter().position(|kept| *kept == c) {
            Some(at) => {
                kept.remove(at);
            }
            None => between.push(c),
        }
    }
    between
}
