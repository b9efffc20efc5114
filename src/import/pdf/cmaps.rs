//! Encodings that a file only names (`GBK-EUC-H`, `UniGB-UCS2-H`; ISO 32000-1, 9.7.5.2), with a place for
//! what they do not know.
//!
//! The reader goes on by one byte where a code is not in the table: a character of somebody's own becomes
//! two of nothing, and the next ones may be read from the middle. Here each code that the encoding has room
//! for is one character, which is nobody's (CID 0) where the table has no other.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Mutex;

use hayro_interpret::hayro_cmap::{CMap, CMapName, CidFamily, WritingMode, load_embedded};

/// Before the name of the table as it is, which the one with places goes back to.
const BARE: &[u8] = b"bare-";

/// What has been made, by name: it is kept as long as the program runs.
static MADE: Mutex<BTreeMap<Vec<u8>, &'static [u8]>> = Mutex::new(BTreeMap::new());

/// The table of that name.
pub(super) fn load(name: CMapName<'_>) -> Option<&'static [u8]> {
    let own = name.to_bytes();
    if let Some(bare) = own.strip_prefix(BARE) {
        return load_embedded(CMapName::from_bytes(bare));
    }
    let bare = load_embedded(CMapName::from_bytes(own))?;
    let codes = codes(&String::from_utf8_lossy(own));
    let Ok(mut made) = MADE.lock().map_err(drop) else { return Some(bare) };
    if codes.is_empty() {
        return Some(bare);
    }
    if let Some(known) = made.get(own) {
        return Some(known);
    }
    let Some(text) = with_places(bare, own, &codes) else { return Some(bare) };
    let kept: &'static [u8] = Box::leak(text.into_bytes().into_boxed_slice());
    made.insert(own.to_vec(), kept);
    Some(kept)
}

/// Codes of so many bytes.
type Codes = (u8, RangeInclusive<u32>);

/// The codes that an encoding has room for.
fn codes(name: &str) -> Vec<Codes> {
    let rows = |lead: RangeInclusive<u32>, trail: (u32, u32)| {
        lead.map(move |lead| (2, lead << 8 | trail.0..=lead << 8 | trail.1)).collect()
    };
    let unicode = name.starts_with("Uni");
    if unicode && (name.contains("UCS2") || name.contains("UTF16")) {
        let mut codes = vec![(2, 0..=0xD7FF), (2, 0xE000..=0xFFFF)];
        // Two halves for each character beyond the first 65,536, of which most have no sign anywhere.
        let halves = |high: u32| (4, high << 16 | 0xDC00..=high << 16 | 0xDFFF);
        codes.extend((0xD800..=0xDBFF).map(halves));
        return codes;
    }
    match name {
        _ if name.starts_with("GBK") => rows(0x81..=0xFE, (0x40, 0xFE)),
        _ if name.starts_with("GB-EUC") || name.starts_with("GBpc") => {
            rows(0xA1..=0xFE, (0xA1, 0xFE))
        }
        _ if name.contains("B5") => rows(0xA1..=0xFE, (0x40, 0xFE)),
        _ => vec![],
    }
}

/// A table that says what the bare one does not: room for what has no sign, and white space for what
/// moves the carriage.
fn with_places(bare: &[u8], name: &[u8], codes: &[Codes]) -> Option<String> {
    let cmap = CMap::parse(bare, load_embedded)?;
    let collection = cmap.metadata().character_collection.clone()?;
    let ordering = match collection.family {
        CidFamily::AdobeGB1 => "GB1",
        CidFamily::AdobeCNS1 => "CNS1",
        CidFamily::AdobeJapan1 => "Japan1",
        CidFamily::AdobeKorea1 => "Korea1",
        CidFamily::AdobeIdentity | CidFamily::Custom { .. } => return None,
    };
    let down = cmap.metadata().writing_mode == Some(WritingMode::Vertical);
    let mut text = format!(
        "/Registry (Adobe) def /Ordering ({ordering}) def /Supplement {} def /WMode {} def\n/{}{} usecmap\n1 beginnotdefrange\n",
        collection.supplement,
        u8::from(down),
        String::from_utf8_lossy(BARE),
        String::from_utf8_lossy(name),
    );
    let blanks: &[u32] = if ordering == "GB1" { &[1, 96, 814, 7716] } else { &[1] };
    let mut put = |length: u8, from: u32, to: u32, cid: u8| {
        let digits = 2 * usize::from(length);
        text.push_str(&format!("<{from:0digits$X}> <{to:0digits$X}> {cid}\n"));
    };
    for (length, range) in codes {
        let mut open: Option<(u32, u32, u8)> = None;
        for code in range.clone() {
            let control = *length == 2 && code < 0x20;
            // In all of these collections the first sign is the space.
            let cid = match cmap.lookup_cid_code(code, *length) {
                // A character of somebody's own is no space, though the table has one there.
                Some(cid) if blanks.contains(&cid) && !is_space(code) => Some(0),
                Some(_) => None,
                None => Some(u8::from(control)),
            };
            match (&mut open, cid) {
                (Some((_, to, own)), Some(cid)) if *own == cid => *to = code,
                (_, cid) => {
                    if let Some((from, to, own)) = open.take() {
                        put(*length, from, to, own);
                    }
                    open = cid.map(|cid| (code, code, cid));
                }
            }
        }
        if let Some((from, to, own)) = open {
            put(*length, from, to, own);
        }
    }
    // A single byte that moves the carriage is none of two.
    if codes.iter().all(|(_, range)| *range.start() > 0xFF) {
        put(1, 0, 0x1F, 1);
    }
    text.push_str("endnotdefrange\n");
    Some(text)
}

/// White space in Unicode, and in the codes of GBK.
fn is_space(code: u32) -> bool {
    code == 0xA1A1
        || code == 0xFEFF
        || char::from_u32(code).is_some_and(|c| c.is_whitespace() || c < ' ')
        || (0x2000..=0x200F).contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_without_a_sign_is_one_character() {
        let table = |name: &str| {
            let name = CMapName::from_bytes(name.as_bytes());
            CMap::parse(load(name).expect("a table"), load).expect("a table that is read")
        };
        for (name, code, length, known) in [
            ("UniGB-UCS2-H", 0xE12B, 2, false),
            ("UniGB-UCS2-H", 0xE5E5, 2, false),
            ("UniGB-UCS2-H", 0x4E00, 2, true),
            ("UniGB-UTF16-H", 0xD872_DC00, 4, false),
            ("UniGB-UTF16-H", 0x6C34, 2, true),
            ("GBK-EUC-H", 0xAAA1, 2, false),
            ("GBK-EUC-H", 0xB0A1, 2, true),
            ("GBK-EUC-V", 0xA1A3, 2, true),
            ("GB-EUC-H", 0xFEFE, 2, false),
        ] {
            let cid = table(name).lookup_cid_code(code, length);
            assert!(cid.is_some_and(|cid| known == (cid > 0)), "{name} {code:x} {cid:?}");
        }
        assert_eq!(table("GBK-EUC-H").lookup_cid_code(0x0A, 1), Some(1));
        assert_eq!(table("UniGB-UCS2-H").lookup_cid_code(0x0A, 2), Some(1));
        assert_eq!(table("UniGB-UCS2-V").metadata().writing_mode, Some(WritingMode::Vertical));
    }
}
