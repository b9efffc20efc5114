//! Pages → runs.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use kurbo::Affine;
use typst::foundations::{NativeElement as _, Smart, StyleChain};
use typst::introspection::{Introspector as _, Location, Tag};
use typst::layout::{FrameItem, Size};
use typst::model::{Document as _, HeadingElem};
use typst::pdf::ArtifactElem;
use typst::text::{FontInstance, TextItem};
use typst::visualize::{
    ExchangeFormat, FillRule, Image, ImageKind, Paint, RasterFormat, RasterImage, Shape,
};
use typst_layout::PagedDocument;

use super::outline::{affine, of_geometry, stroked};
use super::{
    About, Area, Color, Face, Format, Glyph, Heading, Leaf, Part, Picture, Piece, Placed, Run, Runs,
};
use crate::draft::attachment::JPEG_QUALITY;
use crate::typeset::audit::{Mark, owner};
use crate::typeset::chain::office_name;
use crate::typeset::fonts::face_name;
use crate::typeset::walk::{Found, walk};

const LOST_PAINT: &str = "渐变和图案填充";
const LOST_PICTURE: &str = "矢量图片";
const LOST_CLIP: &str = "裁切";

impl Runs {
    pub(in crate::typeset) fn of(document: &PagedDocument, marks: &[Mark]) -> Self {
        let leaves = document.pages().iter().map(|page| {
            let Size { x, y } = page.frame.size();
            Leaf { width: x.to_pt(), height: y.to_pt(), pieces: vec![] }
        });
        let mut gathered = Gathered {
            runs: Self {
                about: about(document),
                faces: vec![],
                pictures: vec![],
                leaves: leaves.collect(),
                headings: headings(document),
                lost: vec![],
            },
            fonts: vec![],
            images: vec![],
            artifacts: vec![],
        };
        walk(document, |found| gathered.see(&found));
        assign(&mut gathered.runs.leaves, marks);
        gathered.runs
    }
}

struct Gathered {
    runs: Runs,
    /// The faces' fonts, found again by the place of their bytes: to compare these takes long.
    fonts: Vec<FontInstance>,
    images: Vec<Image>,
    /// The artifacts that have begun and not ended.
    artifacts: Vec<Location>,
}

impl Gathered {
    fn see(&mut self, found: &Found<'_>) {
        if found.clipped {
            self.lose(LOST_CLIP);
        }
        let place = affine(&found.transform);
        let pieces = match found.item {
            FrameItem::Text(text) => self.text(text, place),
            FrameItem::Shape(shape, _) => self.shape(shape, place),
            FrameItem::Image(image, size, _) => self.image(image, *size, place),
            FrameItem::Tag(Tag::Start(content, _)) => {
                if content.is::<ArtifactElem>() {
                    self.artifacts.extend(content.location());
                }
                vec![]
            }
            FrameItem::Tag(Tag::End(location, ..)) => {
                self.artifacts.retain(|begun| begun != location);
                vec![]
            }
            FrameItem::Group(_) | FrameItem::Link(..) => vec![],
        };
        self.runs.leaves[found.page].pieces.extend(pieces);
    }

    fn lose(&mut self, what: &'static str) {
        if !self.runs.lost.contains(&what) {
            self.runs.lost.push(what);
        }
    }

    fn color(&mut self, paint: &Paint) -> Option<Color> {
        let Paint::Solid(color) = paint else {
            self.lose(LOST_PAINT);
            return None;
        };
        let color = color.to_rgb().into_format::<u8, u8>();
        Some(Color(color.red, color.green, color.blue, color.alpha))
    }

    fn text(&mut self, text: &TextItem, place: Affine) -> Vec<Piece> {
        let face = self.face(&text.font);
        let color = self.color(&text.fill).unwrap_or(Color(0, 0, 0, 255));
        let mut glyphs = Vec::with_capacity(text.glyphs.len());
        let (mut x, mut y) = (0.0, 0.0);
        for glyph in &text.glyphs {
            let at = |em: typst::layout::Em| em.at(text.size).to_pt();
            let range = glyph.range();
            glyphs.push(Glyph {
                id: glyph.id,
                x: x + at(glyph.x_offset),
                y: y - at(glyph.y_offset),
                advance: at(glyph.x_advance),
                from: range.start,
                to: range.end,
            });
            x += at(glyph.x_advance);
            y -= at(glyph.y_advance);
        }
        let run = Run {
            face,
            size: text.size.to_pt(),
            color,
            place,
            text: text.text.to_string(),
            glyphs,
            part: None,
            artifact: !self.artifacts.is_empty(),
        };
        let mut pieces = vec![];
        // Letters made bold by a stroke round them: the stroke first, so that it is under the text.
        if let Some(stroke) = &text.stroke
            && let Some(color) = self.color(&stroke.paint)
        {
            for glyph in &run.glyphs {
                let face = &self.runs.faces[face];
                let scale = run.size / f64::from(face.units_per_em);
                let to_run = Affine::translate((glyph.x, glyph.y))
                    * Affine::scale_non_uniform(scale, -scale);
                let outline = place * stroked(&(to_run * face.outline(glyph.id)), stroke);
                pieces.push(Piece::Area(Area { outline, even_odd: false, color }));
            }
        }
        pieces.push(Piece::Text(run));
        pieces
    }

    fn face(&mut self, font: &FontInstance) -> usize {
        let same = |known: &&FontInstance| {
            let (a, b) = (font.font(), known.font());
            a.data().as_ptr() == b.data().as_ptr()
                && a.index() == b.index()
                && font.variations() == known.variations()
        };
        if let Some(index) = self.fonts.iter().position(|known| same(&known)) {
            return index;
        }
        let info = font.font().info();
        let metrics = font.metrics();
        self.runs.faces.push(Face {
            name: face_name(info),
            office_name: office_name(info),
            weight: info.variant.weight.to_number(),
            units_per_em: font.units_per_em() as u16,
            ascent: metrics.ascender.get(),
            descent: -metrics.descender.get(),
            font: font.clone(),
        });
        self.fonts.push(font.clone());
        self.fonts.len() - 1
    }

    fn shape(&mut self, shape: &Shape, place: Affine) -> Vec<Piece> {
        let path = of_geometry(&shape.geometry);
        let mut pieces = vec![];
        if let Some(color) = shape.fill.as_ref().and_then(|paint| self.color(paint)) {
            let even_odd = shape.fill_rule == FillRule::EvenOdd;
            pieces.push(Piece::Area(Area { outline: place * path.clone(), even_odd, color }));
        }
        if let Some(stroke) = &shape.stroke
            && stroke.thickness.to_pt() > 0.0
            && let Some(color) = self.color(&stroke.paint)
        {
            let outline = place * stroked(&path, stroke);
            pieces.push(Piece::Area(Area { outline, even_odd: false, color }));
        }
        pieces
    }

    fn image(&mut self, image: &Image, size: Size, place: Affine) -> Vec<Piece> {
        let known = self.images.iter().position(|known| known == image);
        let picture = known.or_else(|| {
            let ImageKind::Raster(raster) = image.kind() else { return None };
            let (format, bytes) = upright(raster)?;
            let (width, height) = (raster.width(), raster.height());
            let alt = image.alt().unwrap_or_default().to_owned();
            self.runs.pictures.push(Picture { format, width, height, alt, bytes });
            self.images.push(image.clone());
            Some(self.images.len() - 1)
        });
        let Some(picture) = picture else {
            self.lose(LOST_PICTURE);
            return vec![];
        };
        let place = place * Affine::scale_non_uniform(size.x.to_pt(), size.y.to_pt());
        vec![Piece::Picture(Placed { picture, place })]
    }
}

/// The file of a picture as it is, or anew where a camera noted that it is to be turned: half of those
/// who draw it would not.
fn upright(raster: &RasterImage) -> Option<(Format, Vec<u8>)> {
    let format = match raster.format() {
        RasterFormat::Exchange(ExchangeFormat::Jpg) => Format::Jpeg,
        RasterFormat::Exchange(ExchangeFormat::Png) => Format::Png,
        _ => return None,
    };
    if raster.exif_rotation().is_none_or(|rotation| rotation == 1) {
        return Some((format, raster.data().to_vec()));
    }
    let mut bytes = vec![];
    let written = match format {
        Format::Jpeg => {
            let pixels = raster.dynamic().to_rgb8();
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).encode_image(&pixels)
        }
        Format::Png => {
            raster.dynamic().write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png)
        }
    };
    written.ok().map(|()| (format, bytes))
}

/// Says of each run what it belongs to, by the rule by which lines are found to belong to marks.
fn assign(leaves: &mut [Leaf], marks: &[Mark]) {
    let mut seen: Option<Part> = None;
    for (index, leaf) in leaves.iter_mut().enumerate() {
        for piece in &mut leaf.pieces {
            let Piece::Text(run) = piece else { continue };
            let at = run.place * kurbo::Point::ZERO;
            let owner = owner(marks, index + 1, at.y, &run.text).filter(|_| !run.artifact);
            let Some(mark) = owner.map(|owner| &marks[owner]) else { continue };
            let same = |part: &&Part| {
                (part.column, part.item) == (mark.column, mark.item)
                    && (mark.item.is_some() || part.kind == mark.kind)
            };
            let part = seen.as_ref().filter(same).cloned().unwrap_or(Part {
                kind: mark.kind,
                column: mark.column,
                item: mark.item,
                character: 0,
            });
            let count = run.text.chars().filter(|c| !c.is_whitespace()).count();
            seen = Some(Part { character: part.character + count, ..part.clone() });
            run.part = Some(part);
        }
    }
}

fn about(document: &PagedDocument) -> About {
    let info = document.info();
    let date = match info.date {
        Smart::Custom(Some(date)) => date.year().zip(date.month()).zip(date.day()),
        _ => None,
    };
    About {
        title: info.title.as_deref().unwrap_or_default().to_owned(),
        authors: info.author.iter().map(ToString::to_string).collect(),
        description: info.description.as_deref().unwrap_or_default().to_owned(),
        date: date.map(|((year, month), day)| (year, month, day)),
    }
}

fn headings(document: &PagedDocument) -> Vec<Heading> {
    let introspector = document.introspector();
    let found = introspector.query(&HeadingElem::ELEM.select());
    let heading = |content: &typst::foundations::Content| {
        let heading = content.to_packed::<HeadingElem>()?;
        let styles = StyleChain::default();
        let outlined = || heading.outlined.get(styles);
        if !heading.bookmarked.get(styles).unwrap_or_else(outlined) {
            return None;
        }
        let position = introspector.position(content.location()?)?;
        Some(Heading {
            text: heading.body.plain_text().to_string(),
            level: heading.resolve_level(styles).get(),
            leaf: position.page.get() - 1,
            x: position.point.x.to_pt(),
            y: position.point.y.to_pt(),
        })
    };
    found.iter().filter_map(heading).collect()
}
