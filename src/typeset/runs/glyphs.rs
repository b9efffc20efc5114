//! The glyphs of a cut: taken from a TrueType face as they are, without their instructions; drawn anew
//! from faces of other kinds.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use kurbo::{BezPath, CubicBez, Point};
use skrifa::instance::{NormalizedCoord, Size};
use skrifa::outline::OutlinePen;
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _, Tag};
use write_fonts::dump_table;
use write_fonts::tables::glyf::SimpleGlyph;
use write_fonts::tables::maxp::Maxp;

use super::outline::{draw, point};
use super::{Face, Runs};

/// How far a curve may be off that was cubic, in the face's units.
const TOLERANCE: f64 = 0.5;

/// Flags of a component of a composite glyph.
const WORDS: u16 = 0x0001;
const SCALE: u16 = 0x0008;
const MORE: u16 = 0x0020;
const TWO_SCALES: u16 = 0x0040;
const MATRIX: u16 = 0x0080;
const INSTRUCTIONS: u16 = 0x0100;

/// The glyphs of a cut in the order of their new numbers.
#[derive(Default)]
pub(super) struct Pool {
    pub(super) glyphs: Vec<Pooled>,
    numbers: BTreeMap<(usize, u16), u16>,
    blank: Option<u16>,
}

pub(super) struct Pooled {
    /// As in the table `glyf`, without instructions; components have their old numbers until these
    /// are resolved.
    bytes: Vec<u8>,
    pub(super) advance: u16,
    face: usize,
}

impl Pooled {
    fn is_composite(&self) -> bool {
        number(&self.bytes, 0).is_some_and(|contours| contours >= 0x8000)
    }

    pub(super) fn left(&self) -> i16 {
        number(&self.bytes, 2).unwrap_or_default() as i16
    }
}

impl Pool {
    /// The new number of a glyph, which is taken in if it was not.
    pub(super) fn add(&mut self, face: &Face, index: usize, id: u16) -> Result<u16> {
        if let Some(number) = self.numbers.get(&(index, id)) {
            return Ok(*number);
        }
        let font = face.file()?;
        let location = face.location(&font);
        let widths = font.glyph_metrics(Size::unscaled(), &location);
        let advance = widths.advance_width(GlyphId::from(id)).unwrap_or_default() as u16;
        let plain = location.coords().iter().all(|coord| *coord == NormalizedCoord::ZERO);
        let bytes = match original(&font, id).filter(|_| plain) {
            Some(bytes) => stripped(bytes).ok_or_else(|| anyhow!("字形{id}残缺"))?,
            None => drawn(&font, location.coords(), id)?,
        };
        let number = u16::try_from(self.glyphs.len())?;
        self.glyphs.push(Pooled { bytes, advance, face: index });
        self.numbers.insert((index, id), number);
        Ok(number)
    }

    /// A glyph without outline and width.
    pub(super) fn empty(&mut self) -> u16 {
        let next = self.glyphs.len() as u16;
        *self.blank.get_or_insert_with(|| {
            self.glyphs.push(Pooled { bytes: vec![], advance: 0, face: 0 });
            next
        })
    }

    /// Takes in the components of composite glyphs, and theirs, and gives them their new numbers.
    pub(super) fn resolve(&mut self, runs: &Runs) -> Result<()> {
        let mut index = 0;
        while index < self.glyphs.len() {
            if self.glyphs[index].is_composite() {
                let from = self.glyphs[index].face;
                for at in components(&self.glyphs[index].bytes) {
                    let old = number(&self.glyphs[index].bytes, at).unwrap_or_default();
                    let new = self.add(&runs.faces[from], from, old)?;
                    self.glyphs[index].bytes[at..at + 2].copy_from_slice(&new.to_be_bytes());
                }
            }
            index += 1;
        }
        Ok(())
    }

    /// The table `glyf`, and where each glyph begins in it and the last one ends.
    pub(super) fn data(&self) -> (Vec<u8>, Vec<usize>) {
        let (mut data, mut offsets) = (vec![], vec![0]);
        for glyph in &self.glyphs {
            data.extend_from_slice(&glyph.bytes);
            data.resize(data.len().next_multiple_of(4), 0);
            offsets.push(data.len());
        }
        (data, offsets)
    }

    /// Limits, rather too high than too low.
    pub(super) fn maxp(&self, font: &FontRef<'_>, count: u16) -> Maxp {
        let simple = self.glyphs.iter().filter(|glyph| !glyph.is_composite());
        let contours = |glyph: &Pooled| number(&glyph.bytes, 0).unwrap_or_default();
        let points = |glyph: &Pooled| {
            let last = contours(glyph).checked_sub(1).map(|last| 10 + 2 * usize::from(last));
            last.and_then(|at| number(&glyph.bytes, at)).map_or(0, |last| last.saturating_add(1))
        };
        let (mut most_points, mut most_contours) = (0, 0);
        for glyph in simple {
            most_points = most_points.max(points(glyph));
            most_contours = most_contours.max(contours(glyph));
        }
        let old = font.maxp().ok();
        let or = |value: Option<u16>, least: u16| Some(value.unwrap_or_default().max(least));
        Maxp {
            num_glyphs: count,
            max_points: Some(most_points),
            max_contours: Some(most_contours),
            max_composite_points: or(old.as_ref().and_then(|old| old.max_composite_points()), 0),
            max_composite_contours: or(
                old.as_ref().and_then(|old| old.max_composite_contours()),
                0,
            ),
            max_zones: Some(1),
            max_twilight_points: Some(0),
            max_storage: Some(0),
            max_function_defs: Some(0),
            max_instruction_defs: Some(0),
            max_stack_elements: Some(0),
            max_size_of_instructions: Some(0),
            max_component_elements: or(
                old.as_ref().and_then(|old| old.max_component_elements()),
                0,
            ),
            max_component_depth: or(old.as_ref().and_then(|old| old.max_component_depth()), 0),
        }
    }
}

/// A glyph's bytes in a TrueType face.
fn original<'a>(font: &FontRef<'a>, id: u16) -> Option<&'a [u8]> {
    let loca = font.loca(None).ok()?;
    let glyf = font.table_data(Tag::new(b"glyf"))?;
    let at = |index: usize| loca.get_raw(index).map(|offset| offset as usize);
    glyf.as_bytes().get(at(id.into())?..at(usize::from(id) + 1)?)
}

fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A glyph without its instructions, which mean nothing without the face's programs. `None` if it is
/// damaged.
fn stripped(bytes: &[u8]) -> Option<Vec<u8>> {
    let Some(contours) = number(bytes, 0) else { return Some(vec![]) };
    if contours < 0x8000 {
        let after = 10 + 2 * usize::from(contours);
        let points = bytes.get(after + 2 + usize::from(number(bytes, after)?)..)?;
        let count = match contours {
            0 => 0,
            _ => usize::from(number(bytes, after - 2)?) + 1,
        };
        let mut kept = bytes.get(..after)?.to_vec();
        kept.extend([0, 0]);
        kept.extend_from_slice(points.get(..points_length(points, count)?)?);
        return Some(kept);
    }
    let places = components(bytes);
    let last = *places.last()?;
    let mut kept = bytes.get(..last + 2 + tail(number(bytes, last - 2)?))?.to_vec();
    for at in places {
        let flags = number(&kept, at - 2)? & !INSTRUCTIONS;
        kept[at - 2..at].copy_from_slice(&flags.to_be_bytes());
    }
    Some(kept)
}

/// Bytes that the flags and coordinates of a simple glyph take; padding may follow.
fn points_length(bytes: &[u8], count: usize) -> Option<usize> {
    let (mut at, mut seen, mut coordinates) = (0, 0, 0);
    while seen < count {
        let flags = *bytes.get(at)?;
        let mut times = 1;
        at += 1;
        if flags & 0x08 != 0 {
            times += usize::from(*bytes.get(at)?);
            at += 1;
        }
        // One byte, none where it is as before, else two: of x and of y.
        for (short, same) in [(0x02, 0x10), (0x04, 0x20)] {
            let size = match (flags & short != 0, flags & same != 0) {
                (true, _) => 1,
                (false, true) => 0,
                (false, false) => 2,
            };
            coordinates += size * times;
        }
        seen += times;
    }
    Some(at + coordinates)
}

/// Bytes of a component after its glyph's number.
fn tail(flags: u16) -> usize {
    let offsets = if flags & WORDS != 0 { 4 } else { 2 };
    let scale = match flags {
        _ if flags & SCALE != 0 => 2,
        _ if flags & TWO_SCALES != 0 => 4,
        _ if flags & MATRIX != 0 => 8,
        _ => 0,
    };
    offsets + scale
}

/// Where the numbers of a composite glyph's components stand.
fn components(bytes: &[u8]) -> Vec<usize> {
    let mut places = vec![];
    let mut at = 10;
    while let Some(flags) = number(bytes, at).filter(|_| number(bytes, at + 2).is_some()) {
        places.push(at + 2);
        at += 4 + tail(flags);
        if flags & MORE == 0 {
            break;
        }
    }
    places
}

/// A glyph of another kind of face, made to TrueType curves.
fn drawn(font: &FontRef<'_>, coords: &[NormalizedCoord], id: u16) -> Result<Vec<u8>> {
    let mut pen = Quadratic(BezPath::new());
    draw(font, coords, id, &mut pen);
    if pen.0.is_empty() {
        return Ok(vec![]);
    }
    // The inside of a TrueType outline is to its right: it does not matter to who fills by winding.
    let glyph = SimpleGlyph::from_bezpath(&pen.0).map_err(|error| anyhow!("{error:?}"))?;
    Ok(dump_table(&glyph)?)
}

struct Quadratic(BezPath);

impl OutlinePen for Quadratic {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(point(x, y).round());
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(point(x, y).round());
    }
    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(point(cx, cy).round(), point(x, y).round());
    }
    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let from = self.0.elements().last().and_then(|el| el.end_point()).unwrap_or(Point::ZERO);
        let cubic = CubicBez::new(from, point(ax, ay), point(bx, by), point(x, y));
        for (_, _, quad) in cubic.to_quads(TOLERANCE) {
            self.0.quad_to(quad.p1.round(), quad.p2.round());
        }
    }
    fn close(&mut self) {
        self.0.close_path();
    }
}
