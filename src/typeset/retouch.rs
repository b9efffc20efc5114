//! Texts of a laid-out document changed where they stand: nothing moves.

use std::collections::HashMap;
use std::ops::Range;

use typst::layout::{Em, Frame, FrameItem};
use typst::text::{FontInstance, Glyph, TextItem};
use typst_layout::{Page, PagedDocument};

use typst::model::Document as _;

use super::spaced;

/// What templates set between characters that a line must not part. It is not printed and does not
/// belong to the text.
pub(crate) const JOINER: char = '\u{2060}';

/// Glyphs of a face with their widths in its units.
type Units = Vec<(u16, u16)>;

/// The document without joiners in its texts.
pub(super) fn without_joiners(document: PagedDocument) -> PagedDocument {
    let has = |text: &TextItem| text.text.contains(JOINER);
    changed(document, &has, &mut |text| {
        if let Some(plain) = plain(text) {
            *text = plain;
        }
    })
}

/// The document with its letter-spaced texts in faces whose characters are as wide as they stand
/// apart: programs that read a PDF take a gap between two characters for a space, and then 延津政务快报
/// is not found in it. A face that cannot be changed stays.
#[expect(clippy::mutable_key_type, reason = "what a face is hashed by does not change")]
pub(super) fn with_spaced_faces(document: PagedDocument) -> PagedDocument {
    let mut made: HashMap<(FontInstance, Units), Option<FontInstance>> = HashMap::new();
    let has = |text: &TextItem| spaced_units(text).is_some();
    changed(document, &has, &mut |text| {
        let Some(units) = spaced_units(text) else { return };
        let own = || spaced::face(&text.font, &units);
        let face = made.entry((text.font.clone(), units.clone())).or_insert_with(own);
        if let Some(face) = face {
            text.font = face.clone();
            for (glyph, (id, _)) in text.glyphs.iter_mut().zip(spaced::numbered(&units)) {
                glyph.id = id;
            }
        }
    })
}

/// Glyphs with their widths in units of the face, when they are set wider than they are by more than
/// a justified line stretches them.
fn spaced_units(text: &TextItem) -> Option<Units> {
    const LEAST: f64 = 0.08;
    let is_wide = |glyph: &Glyph| {
        let own = text.font.x_advance(glyph.id).map_or(0.0, Em::get);
        glyph.x_advance.get() - own > LEAST
    };
    let is_plain =
        |glyph: &Glyph| glyph.id != 0 && glyph.x_offset == Em::zero() && !glyph.range.is_empty();
    let is_space = |glyph: &Glyph| text.text[glyph.range()].trim().is_empty();
    let inner = text.glyphs.split_last().map(|(_, inner)| inner)?;
    if !inner.iter().any(|glyph| is_wide(glyph) && !is_space(glyph)) {
        return None;
    }
    if !text.glyphs.iter().all(is_plain) {
        return None;
    }
    let per_em = text.font.units_per_em();
    let units = |glyph: &Glyph| {
        let units = (glyph.x_advance.get() * per_em).round();
        (0.0..=f64::from(u16::MAX)).contains(&units).then_some((glyph.id, units as u16))
    };
    text.glyphs.iter().map(units).collect()
}

/// A text without joiners; `None` when it has none.
fn plain(item: &TextItem) -> Option<TextItem> {
    if !item.text.contains(JOINER) {
        return None;
    }
    let length = JOINER.len_utf8();
    let joiners: Vec<usize> = item.text.match_indices(JOINER).map(|(at, _)| at).collect();
    let moved = |at: u16| at - (joiners.partition_point(|j| *j < usize::from(at)) * length) as u16;
    let mut glyphs: Vec<Glyph> = vec![];
    // A joiner has no width but what a justified line gave it, as it did to the characters.
    let mut stretch = Em::zero();
    for glyph in &item.glyphs {
        let range: Range<u16> = moved(glyph.range.start)..moved(glyph.range.end);
        if range.is_empty() {
            stretch += glyph.x_advance;
        } else {
            glyphs.push(Glyph { range, ..glyph.clone() });
        }
    }
    let own = |glyph: &Glyph| item.font.x_advance(glyph.id).unwrap_or(glyph.x_advance);
    let is_stretched = |glyph: &Glyph| glyph.x_advance.get() >= own(glyph).get() - 1e-6;
    stretch += glyphs.iter().filter(|g| is_stretched(g)).map(|g| g.x_advance - own(g)).sum::<Em>();
    let shares = glyphs.iter().filter(|glyph| is_stretched(glyph)).count();
    if stretch.get() > 1e-6 && shares > 0 {
        for glyph in glyphs.iter_mut().filter(|glyph| is_stretched(glyph)) {
            glyph.x_advance = own(glyph) + stretch / shares as f64;
        }
        // Nothing stands behind the last one: its share would only hang over the edge.
        if let Some(last) = glyphs.last_mut().filter(|glyph| is_stretched(glyph)) {
            last.x_advance = own(last);
        }
    }
    let text = item.text.chars().filter(|c| *c != JOINER).collect();
    Some(TextItem { text, glyphs, ..item.clone() })
}

/// Changes the texts of a document that want it, and leaves pages without any as they are.
fn changed(
    document: PagedDocument,
    has: &impl Fn(&TextItem) -> bool,
    change: &mut impl FnMut(&mut TextItem),
) -> PagedDocument {
    if !document.pages().iter().any(|page| any(&page.frame, has)) {
        return document;
    }
    let mut pages: Vec<Page> = document.pages().to_vec();
    for page in &mut pages {
        walk(&mut page.frame, has, change);
    }
    PagedDocument::new(pages.into_iter().collect(), document.info().clone())
}

fn any(frame: &Frame, has: &impl Fn(&TextItem) -> bool) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => any(&group.frame, has),
        FrameItem::Text(text) => has(text),
        _ => false,
    })
}

fn walk(
    frame: &mut Frame,
    has: &impl Fn(&TextItem) -> bool,
    change: &mut impl FnMut(&mut TextItem),
) {
    if !any(frame, has) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => walk(&mut group.frame, has, change),
            FrameItem::Text(text) if has(text) => change(text),
            _ => {}
        }
        true
    });
}
