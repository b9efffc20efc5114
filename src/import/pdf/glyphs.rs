//! Every character that a page draws, with where and how.

use std::collections::BTreeMap;

use hayro_interpret::font::{Glyph as PdfGlyph, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Device, GlyphDrawMode, Image, Paint, PathDrawMode, SoftMask,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape as _};
use skrifa::MetadataProvider as _;

use super::drawn::Shapes;
use super::marked::Marked;
use super::place::{How, Place, UNKNOWN, Weight};
use super::ruled::Rules;
use super::seen::{Sight, is_white};

/// Takes note of characters and draws nothing.
#[derive(Default)]
pub(super) struct Collector {
    pub(super) places: Vec<Place>,
    pub(super) unknown: usize,
    /// Characters known by a face's own table only, as the file does not say what they are.
    pub(super) guessed: String,
    pub(super) marked: Marked,
    pub(super) sight: Sight,
    /// Pictures that stand for no text.
    pub(super) pictures: usize,
    pub(super) shapes: Shapes,
    pub(super) rules: Rules,
    faces: BTreeMap<u128, Face>,
}

/// What is to be known of a face.
struct Face {
    weight: Weight,
    /// What its glyphs stand for by its own table, where the file gives none.
    characters: BTreeMap<u32, char>,
}

/// What faces that stand out have in their names.
const BOLD: &[&str] = &["Bold", "Black", "Heavy", "XBS", "XiaoBiaoSong", "小标宋"];
/// Chinese faces have no bold, so 黑体 serves.
const PERHAPS: &[&str] = &["Hei", "Gothic", "SansCJK", "SansSC", "SansHans", "黑"];

impl Face {
    fn of(glyph: &OutlineGlyph) -> Self {
        let data = glyph.font_data();
        let name = data.as_ref().and_then(|data| data.postscript_name.clone()).unwrap_or_default();
        let named = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        let weight = match (named(BOLD), named(PERHAPS)) {
            (true, _) => Weight::Bold,
            (_, true) => Weight::Perhaps,
            _ => Weight::Plain,
        };
        let mut characters = BTreeMap::new();
        if let Some(data) = &data
            && let Ok(font) = skrifa::FontRef::new((*data.data).as_ref())
        {
            for (code, glyph) in font.charmap().mappings() {
                if let Some(c) = char::from_u32(code) {
                    characters.entry(glyph.to_u32()).or_insert(c);
                }
            }
        }
        Self { weight, characters }
    }
}

impl Collector {
    pub(super) fn new(marked: Marked, paper: Rect) -> Self {
        Self { marked, sight: Sight::new(paper), ..Self::default() }
    }

    fn face(&mut self, glyph: &OutlineGlyph) -> &Face {
        self.faces.entry(glyph.font_cache_key()).or_insert_with(|| Face::of(glyph))
    }

    /// What a glyph stands for: as the file says, else as its face says.
    fn text(&mut self, glyph: &PdfGlyph<'_>) -> Option<String> {
        let told = match glyph.as_unicode() {
            Some(BfString::Char(c)) => Some(c.to_string()),
            Some(BfString::String(text)) => Some(text),
            None => None,
        };
        // Some programs map what they do not know to nothing at all.
        let usable = |text: &String| {
            !text.is_empty()
                && !text.chars().any(|c| matches!(c, '\0' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'))
        };
        if let Some(text) = told.filter(usable) {
            return Some(text);
        }
        let PdfGlyph::Outline(glyph) = glyph else { return None };
        let id = glyph.glyph_id().to_u32();
        // The first glyph is drawn for what has none, whatever the face's table says of it.
        if id == 0 {
            return None;
        }
        let c = self.face(glyph).characters.get(&id).copied();
        let text = c.map(|c| c.to_string()).filter(usable)?;
        self.guessed.push_str(&text);
        Some(text)
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph(
        &mut self,
        glyph: &PdfGlyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        let full = transform * glyph_transform;
        let origin = full * Point::ORIGIN;
        // A face's square is 1000 units wide and high.
        let up = (full * Point::new(0.0, 1000.0)) - origin;
        let along = (full * Point::new(1000.0, 0.0)) - origin;
        let text = self.text(glyph).unwrap_or_else(|| {
            self.unknown += 1;
            UNKNOWN.to_owned()
        });
        let (advance, weight) = match glyph {
            PdfGlyph::Outline(glyph) => {
                (glyph.advance_width().map_or(0.0, f64::from), self.face(glyph).weight)
            }
            PdfGlyph::Type3(_) => (0.0, Weight::Plain),
        };
        let how = match mode {
            GlyphDrawMode::Fill => How::Filled,
            GlyphDrawMode::Stroke(_) => How::Stroked,
            GlyphDrawMode::Invisible => How::Unseen,
        };
        let advance_shown = if advance > 0.0 { advance } else { 500.0 };
        let area = Rect::new(0.0, -200.0, advance_shown, 800.0);
        let why = self.sight.hides(full.transform_rect_bbox(area), paint);
        self.places.push(Place {
            text,
            x: origin.x,
            y: origin.y,
            size: up.hypot(),
            advance: advance / 1000.0 * along.hypot(),
            angle: along.y.atan2(along.x).to_degrees(),
            weight,
            how: why.filter(|_| how != How::Unseen).map_or(how, How::Hidden),
        });
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, mode: BlendMode) {
        self.sight.blend(mode);
    }
    fn draw_path(&mut self, path: &BezPath, at: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        self.marked.draw(|| at.transform_rect_bbox(path.bounding_box()));
        self.sight.draw(path, at, paint, mode, &mut self.places);
        if !is_white(paint) {
            self.rules.add(path, at, mode);
        }
        if matches!(mode, PathDrawMode::Fill(_)) && !self.marked.is_told() {
            let why = self.sight.hides(at.transform_rect_bbox(path.bounding_box()), paint);
            if why.is_none() {
                self.shapes.add(path, at);
            }
        }
    }
    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.sight.clip(clip.path.bounding_box());
    }
    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend: BlendMode,
    ) {
        let opaque = opacity >= 1.0 && mask.is_none() && matches!(blend, BlendMode::Normal);
        self.sight.group(opaque);
    }
    fn draw_image(&mut self, image: Image<'a, '_>, at: Affine) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let area = at.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        self.marked.draw(|| area);
        self.sight.picture(area);
        // Smaller ones are rules and marks.
        let large = area.width() >= 8.0 && area.height() >= 8.0;
        self.pictures += usize::from(large && !self.marked.is_told());
    }
    fn begin_marked_content(&mut self, tag: &[u8], mark: Option<i32>) {
        self.marked.begin(tag, mark, self.places.len());
    }
    fn end_marked_content(&mut self) {
        self.marked.end(&mut self.places, &mut self.unknown);
    }
    fn pop_clip_path(&mut self) {
        self.sight.unclip();
    }
    fn pop_transparency_group(&mut self) {
        self.sight.ungroup();
    }
}
