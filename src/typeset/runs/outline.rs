//! Outlines: of glyphs, and of typst's shapes with their strokes spread out.

use kurbo::{Affine, BezPath, Cap, Join, Point, Shape as _, Stroke, StrokeOpts};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use typst::visualize::{CurveItem, FixedStroke, Geometry, LineCap, LineJoin};

use super::Face;

/// How far a curve may be off, in points: less than any printer shows.
const TOLERANCE: f64 = 0.01;

impl Face {
    /// The outline of a glyph in the face's own units, y up; empty for a space.
    pub fn outline(&self, glyph: u16) -> BezPath {
        let mut pen = Pen(BezPath::new());
        if let Ok(font) = self.file() {
            let location = self.location(&font);
            draw(&font, location.coords(), glyph, &mut pen);
        }
        pen.0
    }

    pub(super) fn file(&self) -> Result<FontRef<'_>, skrifa::raw::ReadError> {
        let font = self.font.font();
        FontRef::from_index(font.data().as_slice(), font.index())
    }

    /// Where on its axes a face with axes is used.
    pub(super) fn location(&self, font: &FontRef<'_>) -> skrifa::instance::Location {
        let axes = self.font.variations().0.iter();
        font.axes().location(axes.map(|(tag, value)| (skrifa::Tag::new(&tag.to_bytes()), value.0)))
    }
}

pub(super) fn draw(
    font: &FontRef<'_>,
    coords: &[skrifa::instance::NormalizedCoord],
    glyph: u16,
    pen: &mut impl OutlinePen,
) {
    if let Some(outline) = font.outline_glyphs().get(GlyphId::from(glyph)) {
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::new(coords));
        // A glyph that cannot be drawn has been drawn by nobody else either.
        let _ = outline.draw(settings, pen);
    }
}

struct Pen(BezPath);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(point(x, y));
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(point(x, y));
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(point(cx, cy), point(x, y));
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.curve_to(point(ax, ay), point(bx, by), point(x, y));
    }
    fn close(&mut self) {
        self.0.close_path();
    }
}

pub(super) fn point(x: f32, y: f32) -> Point {
    Point::new(f64::from(x), f64::from(y))
}

/// A shape of typst in points.
pub(super) fn of_geometry(geometry: &Geometry) -> BezPath {
    match geometry {
        Geometry::Line(to) => {
            let mut path = BezPath::new();
            path.move_to((0.0, 0.0));
            path.line_to((to.x.to_pt(), to.y.to_pt()));
            path
        }
        Geometry::Rect(size) => {
            kurbo::Rect::new(0.0, 0.0, size.x.to_pt(), size.y.to_pt()).to_path(TOLERANCE)
        }
        Geometry::Curve(curve) => {
            let at = |p: &typst::layout::Point| Point::new(p.x.to_pt(), p.y.to_pt());
            let mut path = BezPath::new();
            for item in &curve.0 {
                match item {
                    CurveItem::Move(p) => path.move_to(at(p)),
                    CurveItem::Line(p) => path.line_to(at(p)),
                    CurveItem::Cubic(a, b, p) => path.curve_to(at(a), at(b), at(p)),
                    CurveItem::Close => path.close_path(),
                }
            }
            path
        }
    }
}

/// What a pen covers that follows a path.
pub(super) fn stroked(path: &BezPath, stroke: &FixedStroke) -> BezPath {
    let cap = match stroke.cap {
        LineCap::Butt => Cap::Butt,
        LineCap::Round => Cap::Round,
        LineCap::Square => Cap::Square,
    };
    let join = match stroke.join {
        LineJoin::Miter => Join::Miter,
        LineJoin::Round => Join::Round,
        LineJoin::Bevel => Join::Bevel,
    };
    let mut style = Stroke::new(stroke.thickness.to_pt()).with_caps(cap).with_join(join);
    style = style.with_miter_limit(stroke.miter_limit.get());
    if let Some(dash) = &stroke.dash {
        let lengths = dash.array.iter().map(|length| length.to_pt());
        style = style.with_dashes(dash.phase.to_pt(), lengths);
    }
    kurbo::stroke(path.iter(), &style, &StrokeOpts::default(), TOLERANCE)
}

pub(super) fn affine(transform: &typst::layout::Transform) -> Affine {
    Affine::new([
        transform.sx.get(),
        transform.ky.get(),
        transform.kx.get(),
        transform.sy.get(),
        transform.tx.to_pt(),
        transform.ty.to_pt(),
    ])
}
