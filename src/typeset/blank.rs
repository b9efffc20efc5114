//! Characters that a face claims to have and draws nothing for: a gap in a name that no comparison of
//! texts finds. Faces in the wild have such (AR PL UKai 0.2: 23 Han characters of Extension A).

use std::collections::HashMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider as _;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use typst::text::{Font, TextItem};

use crate::zh::character::is_han;

/// What was looked up: by the bytes of the face, its number in them and the glyph's.
#[derive(Default)]
pub(super) struct Blanks(HashMap<(usize, u32, u16), bool>);

impl Blanks {
    /// The characters of a text for which nothing is drawn: without a glyph, or Han characters
    /// whose outline is empty.
    pub(super) fn of(&mut self, text: &TextItem) -> Vec<char> {
        let font = text.font.font();
        let mut missing = vec![];
        for glyph in &text.glyphs {
            let characters = || text.text[glyph.range()].chars();
            if glyph.id == 0 || characters().any(is_han) && self.is_blank(font, glyph.id) {
                missing.extend(characters());
            }
        }
        missing
    }

    fn is_blank(&mut self, font: &Font, glyph: u16) -> bool {
        let key = (font.data().as_slice().as_ptr() as usize, font.index(), glyph);
        *self.0.entry(key).or_insert_with(|| {
            let font = FontRef::from_index(font.data().as_slice(), font.index());
            font.is_ok_and(|font| is_blank(&font, glyph))
        })
    }
}

fn is_blank(font: &FontRef<'_>, glyph: u16) -> bool {
    // Outlines of TrueType tell without being drawn.
    if let (Ok(places), Ok(outlines)) = (font.loca(None), font.glyf()) {
        return match places.get_glyf(GlyphId::from(glyph), &outlines) {
            Ok(Some(Glyph::Simple(outline))) => outline.number_of_contours() == 0,
            Ok(Some(Glyph::Composite(_))) => false,
            Ok(None) | Err(_) => true,
        };
    }
    let mut pen = Seen(false);
    if let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let _ = outline.draw(settings, &mut pen);
    }
    !pen.0
}

/// Whether anything was drawn.
struct Seen(bool);

impl OutlinePen for Seen {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::prepared::Prepared;

    #[test]
    fn no_face_of_the_program_claims_a_han_character_that_it_does_not_draw() {
        let mut seen = 0;
        for face in Prepared::all() {
            let name = face.file;
            let font = face.font().expect(name);
            let font = FontRef::from_index(font.data().as_slice(), 0).expect(name);
            if let Some(space) = font.charmap().map(' ') {
                assert!(is_blank(&font, space.to_u32() as u16), "a space of {name}");
            }
            for (code, glyph) in font.charmap().mappings() {
                let Some(c) = char::from_u32(code).filter(|c| is_han(*c)) else { continue };
                let glyph = u16::try_from(glyph.to_u32()).expect("few glyphs");
                assert!(!is_blank(&font, glyph), "{c} in {name}");
                seen += 1;
            }
        }
        assert!(seen > 60_000, "{seen}");
    }
}
