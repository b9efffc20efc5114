//! A face made of some glyphs of another, each as wide as it is to be set.
//!
//! Outlines, metrics and names are the other's; only TrueType outlines can be taken over byte by
//! byte, so there is none of a face with other ones.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

type Table<'a> = ([u8; 4], &'a [u8]);

/// The face of these glyphs and widths, numbered as [`numbered`] has them.
pub(super) fn face(from: &FontInstance, units: &[(u16, u16)]) -> Option<FontInstance> {
    if !from.variations().0.is_empty() {
        return None;
    }
    let data = built(from.data(), from.index(), units)?;
    let font = Font::new(Bytes::new(data), 0)?;
    Some(font.instantiate(FontVariant::default(), Abs::pt(12.0), &FontVariations::default()))
}

/// The glyphs as they are numbered in a face made of them: each once, from 1.
pub(super) fn numbered(units: &[(u16, u16)]) -> Vec<(u16, (u16, u16))> {
    let mut known: Vec<(u16, u16)> = vec![];
    let mut number = |unit: &(u16, u16)| {
        let at = known.iter().position(|other| other == unit).unwrap_or_else(|| {
            known.push(*unit);
            known.len() - 1
        });
        (at as u16 + 1, *unit)
    };
    units.iter().map(&mut number).collect()
}

fn built(data: &[u8], index: u32, units: &[(u16, u16)]) -> Option<Vec<u8>> {
    let tables = tables(data, index)?;
    let table = |tag: &[u8; 4]| tables.iter().find(|(own, _)| own == tag).map(|(_, data)| *data);
    let (glyf, loca) = (table(b"glyf")?, table(b"loca")?);
    let (head, hhea, maxp) = (table(b"head")?, table(b"hhea")?, table(b"maxp")?);
    let hmtx = table(b"hmtx")?;
    let long = u16_at(head, 50)? == 1;
    let metrics = usize::from(u16_at(hhea, 34)?);
    let glyph = |id: u16| {
        let place = |at: usize| match long {
            true => u32_at(loca, at * 4).map(|at| at as usize),
            false => u16_at(loca, at * 2).map(|at| usize::from(at) * 2),
        };
        glyf.get(place(usize::from(id))?..place(usize::from(id) + 1)?)
    };
    let bearing = |id: u16| {
        let id = usize::from(id);
        match id < metrics {
            true => u16_at(hmtx, id * 4 + 2),
            false => u16_at(hmtx, metrics * 4 + (id - metrics) * 2),
        }
    };
    let mut wanted: Vec<(u16, (u16, u16))> = numbered(units);
    wanted.sort_unstable();
    wanted.dedup();
    let (mut own_glyf, mut own_loca, mut own_hmtx) = (vec![], vec![0; 4], vec![]);
    // The first is what stands for a character that a face has not.
    let missing = (0, (0, u16_at(hmtx, 0)?));
    for (_, (id, width)) in std::iter::once(missing).chain(wanted) {
        let outline = glyph(id)?;
        // One made of others would need those.
        let is_simple = outline.first().is_none_or(|first| *first < 0x80);
        if !is_simple {
            return None;
        }
        own_glyf.extend_from_slice(outline);
        own_glyf.resize(own_glyf.len().next_multiple_of(4), 0);
        own_loca.extend((own_glyf.len() as u32).to_be_bytes());
        own_hmtx.extend(width.to_be_bytes());
        own_hmtx.extend(bearing(id)?.to_be_bytes());
    }
    let count = (own_hmtx.len() / 4) as u16;
    let mut own_head = head.to_vec();
    own_head.get_mut(8..12)?.fill(0);
    own_head.get_mut(50..52)?.copy_from_slice(&1_u16.to_be_bytes());
    let mut own_hhea = hhea.to_vec();
    own_hhea.get_mut(34..36)?.copy_from_slice(&count.to_be_bytes());
    let widest = units.iter().map(|(_, width)| *width).max()?;
    own_hhea.get_mut(10..12)?.copy_from_slice(&widest.to_be_bytes());
    let mut own_maxp = maxp.to_vec();
    own_maxp.get_mut(4..6)?.copy_from_slice(&count.to_be_bytes());
    // Version 3: glyphs have no names.
    let mut own_post = vec![0, 3, 0, 0];
    own_post.resize(32, 0);
    let mut own: Vec<Table<'_>> = vec![
        (*b"glyf", &own_glyf),
        (*b"head", &own_head),
        (*b"hhea", &own_hhea),
        (*b"hmtx", &own_hmtx),
        (*b"loca", &own_loca),
        (*b"maxp", &own_maxp),
        (*b"post", &own_post),
    ];
    let kept = [b"OS/2", b"name", b"cvt ", b"fpgm", b"prep"];
    own.extend(kept.into_iter().filter_map(|tag| Some((*tag, table(tag)?))));
    own.sort_by_key(|(tag, _)| *tag);
    Some(file(&own))
}

/// The tables of a font file, or of one face of a collection.
fn tables(data: &[u8], index: u32) -> Option<Vec<Table<'_>>> {
    let start = match data.get(..4)? {
        b"ttcf" => u32_at(data, 12 + index as usize * 4)? as usize,
        _ => 0,
    };
    let count = usize::from(u16_at(data, start + 4)?);
    let table = |index: usize| {
        let record = data.get(start + 12 + index * 16..)?;
        let (offset, length) = (u32_at(record, 8)? as usize, u32_at(record, 12)? as usize);
        Some((record.get(..4)?.try_into().ok()?, data.get(offset..offset + length)?))
    };
    (0..count).map(table).collect()
}

/// A font file of these tables, sorted by their tags.
fn file(tables: &[Table<'_>]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.max(1).ilog2();
    let range = 16 * (1 << power) as u16;
    let mut file = 0x0001_0000_u32.to_be_bytes().to_vec();
    for part in [count, range, power as u16, count * 16 - range] {
        file.extend(part.to_be_bytes());
    }
    let mut offset = 12 + tables.len() * 16;
    let mut head = None;
    for (tag, data) in tables {
        if tag == b"head" {
            head = Some(offset);
        }
        file.extend(tag);
        for part in [checksum(data), offset as u32, data.len() as u32] {
            file.extend(part.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, data) in tables {
        file.extend(*data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    // Also what tells one such face from another.
    let whole = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file));
    if let Some(place) = head.and_then(|head| file.get_mut(head + 8..head + 12)) {
        place.copy_from_slice(&whole.to_be_bytes());
    }
    file
}

fn checksum(data: &[u8]) -> u32 {
    let word = |chunk: &[u8]| {
        chunk.iter().enumerate().fold(0, |sum, (at, byte)| sum | u32::from(*byte) << (24 - 8 * at))
    };
    data.chunks(4).map(word).fold(0, u32::wrapping_add)
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}
