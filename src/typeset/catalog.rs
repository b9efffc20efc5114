//! What a PDF asks of programs that print it: its size as it is, both sides, turned over the right
//! edge. The engine cannot say so; its file is written anew with it.
//!
//! PDF/A and PDF/UA allow the entry (ISO 32000-1, 12.2). Only the catalog grows: what stands behind
//! it moves, and the table of places is made anew.

use anyhow::{Context as _, Result, bail};

/// The edge over which paper is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Long,
    Short,
}

/// The file with these wishes in its catalog.
pub(super) fn with_print_wishes(pdf: Vec<u8>, edge: Edge) -> Result<Vec<u8>> {
    let duplex = match edge {
        Edge::Long => "DuplexFlipLongEdge",
        Edge::Short => "DuplexFlipShortEdge",
    };
    let wishes = format!("/PrintScaling/None/Duplex/{duplex}");
    let start = number_after(&pdf, rfind(&pdf, b"startxref").context("no startxref")? + 9)?;
    let table = start + pdf.get(start..).and_then(|rest| find(rest, b"xref")).context("no xref")?;
    let trailer = table + find(&pdf[table..], b"trailer").context("no trailer")?;
    let root = trailer + find(&pdf[trailer..], b"/Root").context("no /Root")?;
    let (id, _) = number(&pdf, root + 5)?;
    let mut places = entries(&pdf[table..trailer])?;
    let catalog = *places.get(id).context("no catalog")?;
    let end = catalog + find(&pdf[catalog..], b"endobj").context("no end of the catalog")?;
    let (at, added) = match find(&pdf[catalog..end], b"/ViewerPreferences") {
        Some(there) => {
            let open =
                catalog + there + find(&pdf[catalog + there..end], b"<<").context("no <<")?;
            (open + 2, wishes)
        }
        None => {
            let close = catalog + rfind(&pdf[catalog..end], b">>").context("no >>")?;
            (close, format!("/ViewerPreferences<<{wishes}>>"))
        }
    };
    let moved = |place: usize| if place > at { place + added.len() } else { place };
    places.iter_mut().for_each(|place| *place = moved(*place));
    let mut out = pdf[..at].to_vec();
    out.extend(added.as_bytes());
    out.extend(&pdf[at..table]);
    rewrite_table(&mut out, &pdf[table..trailer], &places)?;
    let tail = rfind(&pdf, b"startxref").context("no startxref")?;
    out.extend(&pdf[trailer..tail]);
    out.extend(format!("startxref\n{}\n%%EOF", moved(table)).as_bytes());
    Ok(out)
}

/// The places of the objects in a table of one part, by their numbers.
pub(super) fn entries(table: &[u8]) -> Result<Vec<usize>> {
    let (first, after) = number(table, 4)?;
    let (count, after) = number(table, after)?;
    if first != 0 {
        bail!("the table does not begin with 0");
    }
    let begin = after + table[after..].iter().position(u8::is_ascii_digit).context("no entries")?;
    let entry = |index: usize| {
        let line = table.get(begin + index * 20..begin + index * 20 + 20).context("too short")?;
        Ok(number(line, 0)?.0)
    };
    (0..count).map(entry).collect()
}

/// Copies the table with other places. Free entries name objects, not places.
fn rewrite_table(out: &mut Vec<u8>, table: &[u8], places: &[usize]) -> Result<()> {
    let (_, after) = number(table, 4)?;
    let (_, after) = number(table, after)?;
    let begin = after + table[after..].iter().position(u8::is_ascii_digit).context("no entries")?;
    out.extend(&table[..begin]);
    for (index, place) in places.iter().enumerate() {
        let line = table.get(begin + index * 20..begin + index * 20 + 20).context("too short")?;
        if line[17] == b'n' {
            out.extend(format!("{place:010}").as_bytes());
            out.extend(&line[10..]);
        } else {
            out.extend(line);
        }
    }
    out.extend(&table[begin + places.len() * 20..]);
    Ok(())
}

pub(super) fn number_after(data: &[u8], at: usize) -> Result<usize> {
    Ok(number(data, at)?.0)
}

/// A number after white space, and where it ends.
pub(super) fn number(data: &[u8], at: usize) -> Result<(usize, usize)> {
    let rest = data.get(at..).context("the file ends early")?;
    let begin = rest.iter().position(|byte| !byte.is_ascii_whitespace()).context("no number")?;
    let digits = rest[begin..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(&rest[begin..begin + digits])?;
    Ok((text.parse().context("no number")?, at + begin + digits))
}

pub(super) fn find(data: &[u8], what: &[u8]) -> Option<usize> {
    data.windows(what.len()).position(|window| window == what)
}

pub(super) fn rfind(data: &[u8], what: &[u8]) -> Option<usize> {
    data.windows(what.len()).rposition(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages>>\nendobj\nxref\n0 3\n0000000000 65535 f\r\n0000000009 00000 n\r\n0000000054 00000 n\r\ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n85\n%%EOF";

    #[test]
    fn the_catalog_grows_and_the_places_follow() {
        let out = with_print_wishes(FILE.into(), Edge::Long).expect("a file");
        let text = String::from_utf8(out).expect("text");
        assert!(
            text.contains("/ViewerPreferences<</PrintScaling/None/Duplex/DuplexFlipLongEdge>>>>")
        );
        let start = number_after(text.as_bytes(), text.rfind("startxref").expect("one") + 9);
        assert!(text[start.expect("a place")..].starts_with("xref"));
        let second = text.find("2 0 obj").expect("one");
        assert!(text.contains(&format!("{second:010} 00000 n")), "{text}");
        assert!(text.contains("0000000009 00000 n") && text.contains("0000000000 65535 f"));
    }

    #[test]
    fn wishes_join_those_that_are_there() {
        let file = FILE.replace("/Pages 2 0 R>>", "/ViewerPreferences<</DisplayDocTitle true>>>>");
        let out = with_print_wishes(file.into_bytes(), Edge::Short);
        // The places no longer fit, as the catalog became longer; the first still does.
        let text = String::from_utf8(out.expect("a file")).expect("text");
        assert!(text.contains(
            "/ViewerPreferences<</PrintScaling/None/Duplex/DuplexFlipShortEdge/DisplayDocTitle true>>"
        ));
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(with_print_wishes(b"no PDF".to_vec(), Edge::Long).is_err());
    }
}
