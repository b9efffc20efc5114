//! Lists and what styles say of them ([MS-DOC] 2.9.131, 2.9.147, 2.9.271): what a number looks like, and
//! which paragraphs have one.

use super::looks::{Listed, each};
use super::{u16_at, u32_at};
use crate::import::numbering::{LEVELS, Level, List, Num, Numbering};

/// The lists of a document. `from` is where in the table stream they begin; their levels stand behind them.
pub(super) fn read(table: &[u8], from: usize, instances: &[u8]) -> Numbering {
    let mut all = Numbering::default();
    let Some(count) = u16_at(table, from).map(usize::from) else { return all };
    let mut at = from + 2 + count * LIST;
    for index in 0..count {
        let head = from + 2 + index * LIST;
        let (Some(id), Some(flags)) = (u32_at(table, head), table.get(head + 26)) else { break };
        let levels = if flags & 1 == 1 { 1 } else { LEVELS };
        let mut list = List::default();
        for level in 0..levels {
            let Some((read, next)) = self::level(table, at) else { return all };
            list.levels.insert(level, read);
            at = next;
        }
        all.lists.insert(id.to_string(), list);
    }
    let Some(count) = u32_at(instances, 0).map(|count| count as usize) else { return all };
    let mut at = 4 + count.saturating_mul(INSTANCE);
    for index in 0..count.min(MOST) {
        let head = 4 + index * INSTANCE;
        let (Some(id), Some(overrides)) = (u32_at(instances, head), instances.get(head + 12))
        else {
            break;
        };
        let mut num = Num { list: id.to_string(), ..Num::default() };
        at += 4;
        for _ in 0..*overrides {
            let (Some(start), Some(which)) = (u32_at(instances, at), u32_at(instances, at + 4))
            else {
                break;
            };
            at += 8;
            let level = (which & 0xF) as usize;
            if which & 0x10 != 0 {
                num.starts.insert(level, i64::from(start as i32));
            }
            if which & 0x20 != 0 {
                let Some((read, next)) = self::level(instances, at) else { break };
                if which & 0x10 != 0 {
                    num.starts.insert(level, read.start);
                }
                num.levels.insert(level, read);
                at = next;
            }
        }
        all.nums.insert((index + 1).to_string(), num);
    }
    all
}

/// Bytes of a list, an instance, a level without what follows; instances that can be called.
const LIST: usize = 28;
const INSTANCE: usize = 16;
const LEVEL: usize = 28;
const MOST: usize = 0x7FE;

/// A level, and where the next begins.
fn level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    let head = bytes.get(at..at + LEVEL)?;
    let (characters, paragraphs) = (usize::from(head[24]), usize::from(head[25]));
    let text = at + LEVEL + characters + paragraphs;
    let count = usize::from(u16_at(bytes, text)?);
    let units = bytes.get(text + 2..text + 2 + 2 * count)?;
    let units: Vec<u16> =
        units.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    let mut shown = String::new();
    for c in char::decode_utf16(units) {
        match c.unwrap_or('〓') {
            // The number of a level stands where it is shown.
            c if u32::from(c) < LEVELS as u32 => {
                shown.push('%');
                shown.extend(char::from_digit(u32::from(c) + 1, 10));
            }
            c => shown.push(c),
        }
    }
    let flags = head[5];
    let level = Level {
        start: i64::from(u32_at(head, 0)? as i32),
        format: format(head[4]).to_owned(),
        custom: String::new(),
        text: shown,
        legal: flags & 0x04 != 0,
        restart: (flags & 0x08 != 0).then_some(usize::from(head[26])),
        tab: head[15] != 2,
        style: None,
    };
    Some((level, text + 2 + 2 * count))
}

/// Formats as .docx calls them ([MS-OSHARED] 2.2.1.3).
fn format(code: u8) -> &'static str {
    const NAMES: [&str; 40] = [
        "decimal",
        "upperRoman",
        "lowerRoman",
        "upperLetter",
        "lowerLetter",
        "ordinal",
        "cardinalText",
        "ordinalText",
        "hex",
        "chicago",
        "ideographDigital",
        "japaneseCounting",
        "aiueo",
        "iroha",
        "decimalFullWidth",
        "decimalHalfWidth",
        "japaneseLegal",
        "japaneseDigitalTenThousand",
        "decimalEnclosedCircle",
        "decimalFullWidth2",
        "aiueoFullWidth",
        "irohaFullWidth",
        "decimalZero",
        "bullet",
        "ganada",
        "chosung",
        "decimalEnclosedFullstop",
        "decimalEnclosedParen",
        "decimalEnclosedCircleChinese",
        "ideographEnclosedCircle",
        "ideographTraditional",
        "ideographZodiac",
        "ideographZodiacTraditional",
        "taiwaneseCounting",
        "ideographLegalTraditional",
        "taiwaneseCountingThousand",
        "taiwaneseDigital",
        "chineseCounting",
        "chineseLegalSimplified",
        "chineseCountingThousand",
    ];
    match code {
        0xFF => "none",
        code => NAMES.get(usize::from(code)).copied().unwrap_or("decimal"),
    }
}

/// What each style says of a number, with those it is based on.
pub(super) fn styles(sheet: &[u8]) -> Vec<Listed> {
    let read = || -> Option<Vec<(u16, Listed)>> {
        let head = usize::from(u16_at(sheet, 0)?);
        let count = usize::from(u16_at(sheet, 2)?);
        let base = usize::from(u16_at(sheet, 4)?);
        let mut at = 2 + head;
        let mut all = vec![];
        for _ in 0..count {
            let length = usize::from(u16_at(sheet, at)?);
            let style = sheet.get(at + 2..at + 2 + length)?;
            all.push(self::style(style, base).unwrap_or((NO_STYLE, Listed::default())));
            at += 2 + length;
        }
        Some(all)
    };
    let all = read().unwrap_or_default();
    let of = |index: usize| {
        let mut listed = Listed::default();
        let mut next = Some(index);
        // A chain of styles is not longer; a circle is.
        for _ in 0..16 {
            let Some((base, own)) = next.and_then(|index| all.get(index)) else { break };
            listed = own.under(listed);
            next = (*base != NO_STYLE).then(|| usize::from(*base));
        }
        listed
    };
    (0..all.len()).map(of).collect()
}

const NO_STYLE: u16 = 0xFFF;

/// What a style is based on, and what it says itself.
fn style(bytes: &[u8], base: usize) -> Option<(u16, Listed)> {
    let kind = u16_at(bytes, 2)?;
    let mut listed = Listed::default();
    let based = kind >> 4;
    // Of paragraphs only.
    if kind & 0xF != 1 {
        return Some((NO_STYLE, listed));
    }
    let name = usize::from(u16_at(bytes, base)?);
    let at = base + 2 + 2 * (name + 1);
    let length = usize::from(u16_at(bytes, at)?);
    let properties = bytes.get(at + 4..at + 2 + length)?;
    each(properties, |code, operand| listed.note(code, operand));
    Some((based, listed))
}
