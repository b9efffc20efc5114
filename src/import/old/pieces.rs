//! The piece table ([MS-DOC] 2.4.1): the text in its order, and where each character stands in the file.

use super::{u16_at, u32_at};
use crate::import::limits::CHARACTERS;

/// A character with its place in the file, by which its looks are found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Character {
    pub(super) c: char,
    pub(super) at: u32,
}

/// All characters of all stories.
pub(super) fn read(main: &[u8], clx: &[u8]) -> Option<Vec<Character>> {
    let mut at = 0;
    // Properties that pieces share stand first.
    while *clx.get(at)? == 0x01 {
        at += 3 + usize::from(u16_at(clx, at + 1)?);
    }
    if *clx.get(at)? != 0x02 {
        return None;
    }
    let length = u32_at(clx, at + 1)? as usize;
    let table = clx.get(at + 5..at + 5 + length)?;
    let count = length.checked_sub(4)? / 12;
    let mut all: Vec<Character> = vec![];
    for index in 0..count {
        let start = u32_at(table, index * 4)? as usize;
        let end = u32_at(table, index * 4 + 4)? as usize;
        let descriptor = (count + 1) * 4 + index * 8;
        let place = u32_at(table, descriptor + 2)?;
        let number = end.checked_sub(start)?;
        if all.len() + number > 4 * CHARACTERS {
            return None;
        }
        let packed = place & 0x4000_0000 != 0;
        let place = place & 0x3FFF_FFFF;
        if packed {
            // One byte each, in Windows' Western set.
            let from = (place / 2) as usize;
            let bytes = main.get(from..from + number)?;
            let (text, _, _) = encoding_rs::WINDOWS_1252.decode(bytes);
            let control = text.chars().zip(bytes);
            all.extend(control.enumerate().map(|(index, (c, byte))| Character {
                c: if *byte < 0x20 { char::from(*byte) } else { c },
                at: (from + index) as u32,
            }));
        } else {
            let from = place as usize;
            let bytes = main.get(from..from + 2 * number)?;
            let units: Vec<u16> =
                bytes.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
            let mut index = 0;
            while index < units.len() {
                let pair = units.get(index..index + 2).and_then(|pair| {
                    char::decode_utf16(pair.iter().copied())
                        .next()?
                        .ok()
                        .filter(|c| c.len_utf16() == 2)
                });
                let c = pair.or_else(|| char::from_u32(u32::from(units[index])));
                all.push(Character { c: c.unwrap_or('\u{FFFD}'), at: (from + 2 * index) as u32 });
                if pair.is_some() {
                    // Places are counted in units; the second half is nothing.
                    all.push(Character { c: '\u{200B}', at: (from + 2 * index + 2) as u32 });
                    index += 1;
                }
                index += 1;
            }
        }
    }
    Some(all)
}
