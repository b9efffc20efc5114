//! Credits: （发改委）, （潭龙街道 魏邱乡）, （林场：甲 乙）, 供稿：县林业局, a unit on a line of its own.

use super::labels::SOURCES;
use super::unit::{
    in_brackets, is_person, is_person_note, known, like_unit, misspelt, office, without_person,
    without_telephone,
};
use super::{Outline, Reference};
use crate::config::units::divides;
use crate::import::document::{Glyph, plain, trim};
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

impl Credit {
    /// Counts what stood round the units: brackets are printed by the page, 供稿： is not.
    pub(super) fn frame_to(&self, outline: &mut Outline) {
        let worded = self.frame.contains(char::is_alphanumeric);
        let word = |c: &char| worded && (c.is_alphanumeric() || "：:".contains(*c));
        let (words, marks): (String, String) = self.frame.chars().partition(word);
        outline.frame.push(marks);
        if !words.is_empty() {
            outline.ledger.add("供稿单位前后的字样", words.chars());
        }
    }
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
    let units = without_person(line, reference).0;
    if line.chars().count() > LONGEST || units.contains(['。', '，']) || is_person_note(line) {
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
    // （县水利局 信息员：张三）, （城关镇政府 王芳 138****5678）: whom to ask is not printed.
    let (names, who) = without_person(names, reference);
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
    people.extend(who);
    Some(Named { label: !label.is_empty() || bare.is_some(), units, people, derived })
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
    let told = ["联合", "共同"].iter().find_map(|how| text.strip_prefix(how)).unwrap_or(text);
    let rest = SOURCES.iter().chain(WRITERS).find_map(|label| {
        let rest = told.strip_prefix(label)?.trim_start();
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
