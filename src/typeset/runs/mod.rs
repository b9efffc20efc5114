//! The laid-out pages as values: glyph runs, filled areas and pictures at their places, for whoever
//! draws the same pages by other means (OFD, the editing desk). It knows nothing of either.

use serde::{Serialize, Serializer};
use typst::text::FontInstance;

use crate::typeset::MarkKind;

mod cut;
mod gather;
mod glyphs;
mod outline;
mod spell;

pub use cut::Cut;
pub use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
pub use spell::{Beyond, Spelling, Stretch};

/// All pages of a bulletin. Lengths are points; x goes right and y down from a page's top left.
#[derive(Debug, Clone, Serialize)]
pub struct Runs {
    pub about: About,
    /// The faces that runs name by index.
    pub faces: Vec<Face>,
    /// The picture files that pieces name by index.
    pub pictures: Vec<Picture>,
    pub leaves: Vec<Leaf>,
    /// What a reader's list of contents shows, in reading order.
    pub headings: Vec<Heading>,
    /// What stands on the pages that these values cannot say, in words for people.
    pub lost: Vec<&'static str>,
}

/// What the document says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    pub title: String,
    pub authors: Vec<String>,
    pub description: String,
    /// Year, month, day.
    pub date: Option<(i32, u8, u8)>,
}

/// A face as it came from its file. One that is kept in two files (common and rare characters) is two
/// faces of one name.
#[derive(Debug, Clone, Serialize)]
pub struct Face {
    /// Family, and that it is bold: `Noto Serif CJK SC Bold`.
    pub name: String,
    /// What offices call a face of this kind: 仿宋_GB2312 for any 仿宋 of the program's own.
    pub office_name: String,
    pub weight: u16,
    pub units_per_em: u16,
    /// Above and below the baseline, in ems.
    pub ascent: f64,
    pub descent: f64,
    #[serde(skip)]
    font: FontInstance,
}

#[derive(Debug, Clone, Serialize)]
pub struct Leaf {
    pub width: f64,
    pub height: f64,
    /// In the order of painting, which for text is that of reading.
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Piece {
    Text(Run),
    Area(Area),
    Picture(Placed),
}

/// Glyphs of one face, size and colour on one baseline.
#[derive(Debug, Clone, Serialize)]
pub struct Run {
    pub face: usize,
    pub size: f64,
    pub color: Color,
    /// From points along the baseline (y down) to the page. Long names are set narrow, a mark on a
    /// proof is turned.
    #[serde(serialize_with = "affine")]
    pub place: Affine,
    pub text: String,
    pub glyphs: Vec<Glyph>,
    /// What it belongs to; nothing for masthead, page numbers and marks.
    pub part: Option<Part>,
    /// Decoration: the mark of a proof, dots before a page number.
    pub artifact: bool,
}

/// A glyph of a run, in points from the run's beginning.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Glyph {
    /// In the face as it is, not in a cut of it.
    pub id: u16,
    pub x: f64,
    pub y: f64,
    pub advance: f64,
    /// Bytes of the run's text that it stands for. Several glyphs may share them.
    pub from: usize,
    pub to: usize,
}

/// A place in the bulletin: the `character`th of what a mark begins, white space not counted, in the
/// order headline, body, credits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// As in [`super::Mark`]: `item`, `column`, `note`, `end` …
    pub kind: MarkKind,
    pub column: Option<usize>,
    pub item: Option<usize>,
    pub character: usize,
}

/// A filled area. Lines are areas too: their strokes are spread out.
#[derive(Debug, Clone, Serialize)]
pub struct Area {
    /// In points of the page.
    #[serde(serialize_with = "path")]
    pub outline: BezPath,
    pub even_odd: bool,
    pub color: Color,
}

#[derive(Debug, Clone, Serialize)]
pub struct Placed {
    pub picture: usize,
    /// From the unit square (y down) to the page.
    #[serde(serialize_with = "affine")]
    pub place: Affine,
}

/// A picture file, upright, whatever a camera noted of its position.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    pub format: Format,
    pub width: u32,
    pub height: u32,
    pub alt: String,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    Png,
    Jpeg,
}

/// Red, green, blue, and how opaque.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Color(pub u8, pub u8, pub u8, pub u8);

impl Face {
    /// The same for the same face of the same file, in all layouts of one run of the program.
    pub fn key(&self) -> u128 {
        typst::utils::hash128(&self.font)
    }
}

impl Color {
    /// As it looks on white paper without transparency.
    pub fn on_white(self) -> Self {
        let mixed = |part: u8| {
            let alpha = u16::from(self.3);
            ((u16::from(part) * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        Self(mixed(self.0), mixed(self.1), mixed(self.2), 255)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Heading {
    pub text: String,
    /// From 1.
    pub level: usize,
    /// Index of the leaf.
    pub leaf: usize,
    pub x: f64,
    pub y: f64,
}

fn affine<S: Serializer>(affine: &Affine, serializer: S) -> Result<S::Ok, S::Error> {
    affine.as_coeffs().serialize(serializer)
}

/// As the `d` of an SVG path.
fn path<S: Serializer>(path: &BezPath, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_svg())
}
