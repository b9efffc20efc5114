//! A PDF whose small objects lie together, compressed (ISO 32000-1, 7.5.7 and 7.5.8; PDF/A-2 and
//! PDF/UA-1 allow it). The engine writes each by itself: of an issue they are a tenth.

use std::io::Write as _;

use anyhow::{Context as _, Result};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::catalog::{entries, find, number, number_after, rfind};

/// How many objects lie in one stream: a reader unpacks all of it for one of them, and their number
/// in it has two bytes.
const TOGETHER: usize = 10_000;

/// The file with its dictionaries and arrays in streams of their own, and the table of places in another. What
/// is a stream itself stays as it is, and so do the catalog and what the file says of itself.
pub(super) fn compact(pdf: &[u8]) -> Result<Vec<u8>> {
    let tail = rfind(pdf, b"startxref").context("no startxref")?;
    let start = number_after(pdf, tail + 9)?;
    let table = start + pdf.get(start..).and_then(|rest| find(rest, b"xref")).context("no xref")?;
    let trailer = table + find(&pdf[table..], b"trailer").context("no trailer")?;
    let reference = |key: &[u8]| {
        let at = find(&pdf[trailer..tail], key)? + trailer + key.len();
        number(pdf, at).ok().map(|(id, _)| id)
    };
    let apart = [reference(b"/Root"), reference(b"/Info")];
    let places = entries(&pdf[table..trailer])?;
    let count = places.len();
    let mut order: Vec<usize> = (1..count).filter(|id| places[*id] > 0).collect();
    order.sort_unstable_by_key(|id| places[*id]);

    let mut out = pdf[..order.first().map_or(table, |id| places[*id])].to_vec();
    // Kind, and place or stream, and number in it (7.5.8.3). What is nowhere is free.
    let mut fields: Vec<(u8, usize, usize)> = vec![(0, 0, 0xFFFF); count];
    let mut small = vec![];
    for (at, id) in order.iter().copied().enumerate() {
        let end = order.get(at + 1).map_or(table, |next| places[*next]);
        let whole = pdf.get(places[id]..end).context("objects overlap")?;
        let open = find(whole, b" obj").context("no object")? + 4;
        let close = rfind(whole, b"endobj").context("no end of an object")?;
        let body = whole[open..close].trim_ascii();
        if body.ends_with(b"endstream") || apart.contains(&Some(id)) {
            fields[id] = (1, out.len(), 0);
            out.extend(whole);
        } else {
            small.push((id, body));
        }
    }
    for packed in small.chunks(TOGETHER) {
        let (stream, mut index, mut bodies) = (fields.len(), String::new(), vec![]);
        for (at, (id, body)) in packed.iter().enumerate() {
            fields[*id] = (2, stream, at);
            index.push_str(&format!("{id} {} ", bodies.len()));
            bodies.extend(*body);
            bodies.push(b'\n');
        }
        let entry = format!("/Type/ObjStm/N {}/First {}", packed.len(), index.len());
        fields.push((1, out.len(), 0));
        write_stream(&mut out, stream, &entry, &[index.as_bytes(), &bodies].concat())?;
    }
    let (own, place) = (fields.len(), out.len());
    fields.push((1, place, 0));
    let row = |(kind, where_to, number): &(u8, usize, usize)| {
        let mut row = vec![*kind];
        row.extend((*where_to as u32).to_be_bytes());
        row.extend((*number as u16).to_be_bytes());
        row
    };
    let rows: Vec<u8> = fields.iter().flat_map(row).collect();
    let entry = format!("/Type/XRef/W[1 4 2]/Size {}{}", fields.len(), rest(&pdf[trailer..tail])?);
    write_stream(&mut out, own, &entry, &rows)?;
    out.extend(format!("startxref\n{place}\n%%EOF").as_bytes());
    Ok(out)
}

/// What a trailer says beside the number of objects.
fn rest(trailer: &[u8]) -> Result<String> {
    let open = find(trailer, b"<<").context("no <<")? + 2;
    let close = rfind(trailer, b">>").context("no >>")?;
    let inner = std::str::from_utf8(&trailer[open..close]).context("a trailer of text")?;
    let size = inner.find("/Size").context("no /Size")?;
    let after = inner[size + 5..].trim_start();
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    Ok(format!("{}{after}", &inner[..size]))
}

fn write_stream(out: &mut Vec<u8>, id: usize, entry: &str, data: &[u8]) -> Result<()> {
    let mut encoder = ZlibEncoder::new(vec![], Compression::new(6));
    encoder.write_all(data)?;
    let data = encoder.finish()?;
    let length = data.len();
    out.extend(
        format!("{id} 0 obj\n<<{entry}/Filter/FlateDecode/Length {length}>>\nstream\n").as_bytes(),
    );
    out.extend(&data);
    out.extend(b"\nendstream\nendobj\n");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    const FILE: &str = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 3 0 R>>\nendobj\n2 0 obj\n<</Length 3>>\nstream\nabc\nendstream\nendobj\n3 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n4 0 obj\n(endobj stream)\nendobj\n";

    fn file() -> Vec<u8> {
        let places = (1..5).map(|id| FILE.find(&format!("{id} 0 obj")).expect("an object"));
        with_table(FILE, &places.collect::<Vec<_>>())
    }

    /// A file of these objects, from 1 up.
    fn with_table(objects: &str, places: &[usize]) -> Vec<u8> {
        let rows: String = places.iter().map(|place| format!("{place:010} 00000 n\r\n")).collect();
        let (start, size) = (objects.len(), places.len() + 1);
        format!(
            "{objects}xref\n0 {size}\n0000000000 65535 f\r\n{rows}trailer\n\
             <</Size {size}/Root 1 0 R/ID[(a)(a)]>>\nstartxref\n{start}\n%%EOF"
        )
        .into_bytes()
    }

    fn inflated(pdf: &[u8], id: usize) -> (String, Vec<u8>) {
        let at = find(pdf, format!("\n{id} 0 obj").as_bytes()).expect("the object") + 1;
        let open = at + find(&pdf[at..], b"stream\n").expect("a stream") + 7;
        let mut data = vec![];
        flate2::read::ZlibDecoder::new(&pdf[open..]).read_to_end(&mut data).expect("deflated");
        (String::from_utf8_lossy(&pdf[at..open]).into_owned(), data)
    }

    #[test]
    fn small_objects_lie_together_and_are_found() {
        let out = compact(&file()).expect("a file");
        let (entry, objects) = inflated(&out, 5);
        let first = "3 0 4 31 ";
        assert!(entry.contains(&format!("/N 2/First {}", first.len())), "{entry}");
        let text = String::from_utf8(objects).expect("text");
        assert_eq!(text, format!("{first}<</Type/Pages/Kids[]/Count 0>>\n(endobj stream)\n"));
        let (entry, rows) = inflated(&out, 6);
        assert!(entry.contains("/Size 7/Root 1 0 R/ID[(a)(a)]"), "{entry}");
        let place = |id: usize| {
            let row = &rows[id * 7..id * 7 + 7];
            let place = u32::from_be_bytes(row[1..5].try_into().expect("four")) as usize;
            (row[0], place, u16::from_be_bytes([row[5], row[6]]))
        };
        for id in [1, 2, 5, 6] {
            let (kind, at, _) = place(id);
            assert!(kind == 1 && out[at..].starts_with(format!("{id} 0 obj").as_bytes()), "{id}");
        }
        assert_eq!((place(3), place(4)), ((2, 5, 0), (2, 5, 1)));
        assert_eq!(
            number_after(&out, rfind(&out, b"startxref").expect("one") + 9).ok(),
            Some(place(6).1)
        );
    }

    /// A long table has more cells than two bytes count.
    #[test]
    fn many_objects_are_found_each_in_its_stream() {
        let (mut objects, mut places) = ("%PDF-1.7\n".to_owned(), vec![]);
        for id in 1..=70_000 {
            places.push(objects.len());
            objects.push_str(&format!("{id} 0 obj\n({id})\nendobj\n"));
        }
        let out = compact(&with_table(&objects, &places)).expect("a file");
        let (_, rows) = inflated(&out, 70_008);
        assert_eq!(rows.len(), 7 * 70_009);
        for id in [2, 9_999, 10_001, 10_002, 65_536, 65_537, 70_000] {
            let row = &rows[id * 7..id * 7 + 7];
            let stream = u32::from_be_bytes(row[1..5].try_into().expect("four")) as usize;
            let at = usize::from(u16::from_be_bytes([row[5], row[6]]));
            let (entry, data) = inflated(&out, stream);
            assert!(row[0] == 2 && entry.contains("/ObjStm"), "{id}: {entry}");
            let first = entry.split("/First ").nth(1).and_then(|rest| rest.split('/').next());
            let first: usize = first.and_then(|first| first.parse().ok()).expect("a number");
            let index = String::from_utf8_lossy(&data[..first]).into_owned();
            let mut numbers = index.split_whitespace().skip(2 * at);
            assert_eq!(numbers.next(), Some(&*id.to_string()));
            let from: usize = numbers.next().and_then(|from| from.parse().ok()).expect("a place");
            assert!(data[first + from..].starts_with(format!("({id})\n").as_bytes()), "{id}");
        }
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(compact(b"no PDF").is_err());
    }
}
