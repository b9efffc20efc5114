//! A face cut down to the glyphs that some characters stand for: a complete TrueType file, which is
//! what programs want that draw text by themselves. One of the tables missing, and Chinese is gone in
//! one program or another.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, Tag};
use write_fonts::FontBuilder;
use write_fonts::from_obj::ToOwnedTable as _;
use write_fonts::tables::cmap::Cmap;
use write_fonts::tables::head::{Flags, Head};
use write_fonts::tables::hhea::Hhea;
use write_fonts::tables::hmtx::{Hmtx, LongMetric};
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::tables::os2::Os2;
use write_fonts::tables::post::Post;
use write_fonts::types::{FWord, Fixed, NameId, UfWord, Version16Dot16};

use super::glyphs::Pool;
use super::{Face, Runs};

/// What a cut holds: characters with their glyphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The face that it is called after.
    pub face: usize,
    /// Among the cuts of this face, from 0. There is a second one where one character stands for two
    /// glyphs.
    pub number: usize,
    /// By character: the glyph with the face it is taken from, or nothing where an empty one will do.
    pub glyphs: BTreeMap<char, Option<(usize, u16)>>,
}

impl Cut {
    /// The file. The same cut gives the same bytes. `family` is what the face calls itself.
    pub fn file(&self, runs: &Runs, family: &str) -> Result<Vec<u8>> {
        let name = &runs.faces[self.face].name;
        self.build(runs, family).with_context(|| format!("字体“{name}”不能裁成子集"))
    }

    fn build(&self, runs: &Runs, family: &str) -> Result<Vec<u8>> {
        let face = &runs.faces[self.face];
        let main = face.file()?;
        let mut pool = Pool::default();
        pool.add(face, self.face, 0)?;
        let mut mappings = vec![];
        for (c, glyph) in &self.glyphs {
            let id = match glyph {
                Some((from, id)) => pool.add(&runs.faces[*from], *from, *id)?,
                None => pool.empty(),
            };
            mappings.push((*c, GlyphId::from(id)));
        }
        pool.resolve(runs)?;

        let widest = pool.glyphs.iter().map(|glyph| glyph.advance).max().unwrap_or_default();
        let count = u16::try_from(pool.glyphs.len())?;
        let (data, offsets) = pool.data();
        let short = data.len() <= 2 * usize::from(u16::MAX);
        let loca: Vec<u8> = if short {
            offsets.iter().flat_map(|offset| ((offset / 2) as u16).to_be_bytes()).collect()
        } else {
            offsets.iter().flat_map(|offset| (*offset as u32).to_be_bytes()).collect()
        };

        let old = main.head()?;
        let head = Head {
            font_revision: Fixed::from_f64(1.0),
            flags: Flags::BASELINE_AT_Y_0 | Flags::LSB_AT_X_0,
            units_per_em: old.units_per_em(),
            created: old.created(),
            modified: old.modified(),
            x_min: old.x_min(),
            y_min: old.y_min(),
            x_max: old.x_max(),
            y_max: old.y_max(),
            lowest_rec_ppem: old.lowest_rec_ppem(),
            index_to_loc_format: i16::from(!short),
            ..Head::default()
        };
        let lines = main.hhea()?;
        let hhea = Hhea {
            ascender: lines.ascender(),
            descender: lines.descender(),
            line_gap: lines.line_gap(),
            advance_width_max: UfWord::new(widest),
            x_max_extent: FWord::new(old.x_max()),
            caret_slope_rise: 1,
            number_of_h_metrics: count,
            ..Hhea::default()
        };
        let metrics = pool.glyphs.iter();
        let hmtx = Hmtx {
            h_metrics: metrics
                .map(|glyph| LongMetric { advance: glyph.advance, side_bearing: glyph.left() })
                .collect(),
            left_side_bearings: vec![],
        };
        let post = Post {
            version: Version16Dot16::VERSION_3_0,
            underline_position: FWord::new(-100),
            underline_thickness: FWord::new(50),
            ..Post::default()
        };

        let mut builder = FontBuilder::new();
        builder
            .add_table(&head)?
            .add_table(&hhea)?
            .add_table(&hmtx)?
            .add_table(&pool.maxp(&main, count))?
            .add_table(&self.os2(&main, face))?
            .add_table(&naming(family, face.weight))?
            .add_table(&post)?
            .add_table(&Cmap::from_mappings(mappings)?)?
            .add_raw(Tag::new(b"loca"), loca)
            .add_raw(Tag::new(b"glyf"), data);
        Ok(builder.build())
    }

    fn os2(&self, font: &FontRef<'_>, face: &Face) -> Os2 {
        let old: Os2 = font.os2().map(|os2| os2.to_owned_table()).unwrap_or_default();
        let end = |c: Option<&char>| c.map_or(0, |c| u32::from(*c).min(0xFFFF) as u16);
        let units = f64::from(face.units_per_em);
        let (above, below) = ((face.ascent * units) as i16, (face.descent * units) as i16);
        let or = |value: i16, other: i16| if value == 0 { other } else { value };
        Os2 {
            us_weight_class: face.weight,
            us_first_char_index: end(self.glyphs.keys().next()),
            us_last_char_index: end(self.glyphs.keys().next_back()),
            s_typo_ascender: or(old.s_typo_ascender, above),
            s_typo_descender: or(old.s_typo_descender, -below),
            us_win_ascent: or(old.us_win_ascent as i16, above) as u16,
            us_win_descent: or(old.us_win_descent as i16, below) as u16,
            ..old
        }
    }
}

/// The names of a cut; the one for PostScript has letters and digits only.
fn naming(family: &str, weight: u16) -> Name {
    let style = if weight >= 600 { "Bold" } else { "Regular" };
    let plain: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = if plain.is_empty() { "Face".to_owned() } else { plain };
    let full = format!("{family} {style}");
    let names = [
        (NameId::FAMILY_NAME, family.to_owned()),
        (NameId::SUBFAMILY_NAME, style.to_owned()),
        (NameId::UNIQUE_ID, full.clone()),
        (NameId::FULL_NAME, full),
        (NameId::VERSION_STRING, "Version 1.0".to_owned()),
        (NameId::POSTSCRIPT_NAME, format!("{plain}-{style}")),
    ];
    // Windows, Unicode, English.
    let record = |(id, text): (NameId, String)| NameRecord::new(3, 1, 0x0409, id, text.into());
    Name::new(names.into_iter().map(record).collect())
}
