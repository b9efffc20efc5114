//! Names of glyphs with a suffix: `one.lnum` is a one, `uni4E00.alt` is 一 (Adobe Glyph List Specification,
//! section 2: what stands before the first full stop says the character). The reader of PDF files knows
//! plain names only, so that it is given the file with plain ones, as a change at its end (ISO 32000-1,
//! 7.5.6).

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, Object};

/// The file with plain names of glyphs in its fonts; nothing where there are no others.
pub(super) fn plain(pdf: &Pdf, bytes: &[u8]) -> Option<Vec<u8>> {
    // In a file with a password what stands in an object depends on which it is.
    let before = start(bytes)?;
    if has(bytes, b"/Encrypt") {
        return None;
    }
    let mut changed: Vec<(i32, i32, Vec<u8>)> = vec![];
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        let Some(id) = dict.obj_id().filter(|_| names_glyphs(&dict)) else { continue };
        let mut text = dict.data().to_vec();
        if shorten(&mut text) {
            changed.push((id.obj_number, id.gen_number, text));
        }
    }
    changed.sort();
    changed.dedup_by_key(|(number, ..)| *number);
    let last = changed.last()?.0;
    let root = pdf.xref().root_id();
    let mut out = bytes.to_vec();
    let mut table = String::from("xref\n");
    for (number, generation, text) in &changed {
        table += &format!("{number} 1\n{:010} {generation:05} n \n", out.len() + 1);
        out.extend(format!("\n{number} {generation} obj\n").bytes());
        out.extend(text);
        out.extend(b"\nendobj\n");
    }
    let at = out.len();
    let size = usize::try_from(last + 1).ok()?.max(pdf.len() + 1);
    let (number, generation) = (root.obj_number, root.gen_number);
    out.extend(table.bytes());
    out.extend(
        format!(
            "trailer\n<< /Size {size} /Root {number} {generation} R /Prev {before} >>\nstartxref\n{at}\n%%EOF\n"
        )
        .bytes(),
    );
    Some(out)
}

/// An encoding of its own, in a font or by itself.
fn names_glyphs(dict: &Dict<'_>) -> bool {
    let own = |dict: &Dict<'_>| dict.contains_key(b"Differences");
    own(dict) || dict.get::<Dict<'_>>(b"Encoding").is_some_and(|encoding| own(&encoding))
}

/// Puts spaces in the place of suffixes in the array of names; whether there were any.
fn shorten(text: &mut [u8]) -> bool {
    let key = b"/Differences";
    let Some(at) = find(text, key) else { return false };
    let Some(open) = text[at..].iter().position(|byte| *byte == b'[') else { return false };
    let end = text[at + open..].iter().position(|byte| *byte == b']');
    let Some(end) = end.map(|end| at + open + end) else { return false };
    let mut any = false;
    let mut name = at + open;
    while name < end {
        if text[name] != b'/' {
            name += 1;
            continue;
        }
        let length = text[name + 1..end].iter().take_while(|byte| is_regular(**byte)).count();
        let own = name + 1..name + 1 + length;
        let stop = text[own.clone()].iter().position(|byte| *byte == b'.');
        // .notdef has nothing before its stop.
        if let Some(stop) = stop.filter(|stop| *stop > 0) {
            text[own.start + stop..own.end].fill(b' ');
            any = true;
        }
        // f_i has the parts of a ligature, which has a name of its own.
        let word = text[own.clone()].trim_ascii_end().to_vec();
        let whole: Vec<u8> = word.iter().copied().filter(|byte| *byte != b'_').collect();
        if whole.len() < word.len() && LIGATURES.contains(&whole.as_slice()) {
            text[own.clone()].fill(b' ');
            text[own.start..own.start + whole.len()].copy_from_slice(&whole);
            any = true;
        }
        name = own.end;
    }
    any
}

/// The ligatures that have names.
const LIGATURES: &[&[u8]] = &[b"ff", b"fi", b"fl", b"ffi", b"ffl"];

/// Neither white space nor a delimiter (ISO 32000-1, 7.2.2).
fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        0 | 9
            | 10
            | 12
            | 13
            | 32
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}

/// Where the last table of the file stands.
fn start(bytes: &[u8]) -> Option<usize> {
    let key = b"startxref";
    let at = bytes.windows(key.len()).rposition(|window| window == key)?;
    let rest = bytes[at + key.len()..].trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&rest[..digits]).ok()?.parse().ok()
}

fn has(bytes: &[u8], key: &[u8]) -> bool {
    find(bytes, key).is_some()
}

fn find(bytes: &[u8], key: &[u8]) -> Option<usize> {
    bytes.windows(key.len()).position(|window| window == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_gives_way_to_spaces() {
        let mut text = b"<</Differences[1/one.lnum/two 7 /uni4E00.alt/.notdef]/X/a.b>>".to_vec();
        assert!(shorten(&mut text));
        assert_eq!(
            String::from_utf8_lossy(&text),
            "<</Differences[1/one     /two 7 /uni4E00    /.notdef]/X/a.b>>"
        );
        assert!(!shorten(&mut b"<</Differences[1/one]>>".to_vec()));
        let mut text = b"<</Differences[1/f_f_i/a_b]>>".to_vec();
        assert!(shorten(&mut text));
        assert_eq!(String::from_utf8_lossy(&text), "<</Differences[1/ffi  /a_b]>>");
        assert_eq!(start(b"..startxref 12\nstartxref\n345\n%%EOF"), Some(345));
    }
}
