//! Laid-out pages as the page of the desk draws them: glyphs by number, each outline told once.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use super::api::{Area, Placed, Run, Sheet};
use crate::typeset::runs::{self, Affine, BezPath, Color, Format, PathEl, Piece, Runs};

/// All glyphs and pictures that were drawn so far, for the browser to ask for.
#[derive(Debug, Default)]
pub(super) struct Store {
    numbers: HashMap<(u128, u16), u32>,
    outlines: Vec<Arc<str>>,
    pictures: HashMap<String, (&'static str, Arc<[u8]>)>,
}

impl Store {
    /// The outline of a glyph, in thousandths of an em, y up.
    pub(super) fn outline(&self, number: u32) -> Arc<str> {
        self.outlines.get(number as usize).cloned().unwrap_or_else(|| "".into())
    }

    pub(super) fn picture(&self, key: &str) -> Option<(&'static str, Arc<[u8]>)> {
        self.pictures.get(key).cloned()
    }

    fn number(&mut self, face: &runs::Face, key: u128, id: u16) -> u32 {
        *self.numbers.entry((key, id)).or_insert_with(|| {
            let outline = face.outline(id);
            self.outlines.push(written(&outline, 1000.0 / f64::from(face.units_per_em)).into());
            (self.outlines.len() - 1) as u32
        })
    }

    fn keep(&mut self, picture: &runs::Picture) -> String {
        let mut hasher = DefaultHasher::new();
        picture.bytes.hash(&mut hasher);
        let key = format!("{:016x}", hasher.finish());
        let kind = match picture.format {
            Format::Png => "image/png",
            Format::Jpeg => "image/jpeg",
        };
        let known = self.pictures.entry(key.clone());
        known.or_insert_with(|| (kind, picture.bytes.clone().into()));
        key
    }
}

/// A sheet with what tells it from others.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) hash: u64,
    pub(super) sheet: Sheet,
}

/// All pages.
pub(super) fn sheets(runs: &Runs, store: &mut Store) -> Vec<Told> {
    let faces: Vec<u128> = runs.faces.iter().map(runs::Face::key).collect();
    let pictures: Vec<String> = runs.pictures.iter().map(|picture| store.keep(picture)).collect();
    let told = |leaf: &runs::Leaf| {
        let mut sheet = Sheet {
            width: hundredths(leaf.width),
            height: hundredths(leaf.height),
            runs: vec![],
            areas: vec![],
            pictures: vec![],
        };
        for piece in &leaf.pieces {
            match piece {
                Piece::Text(text) => {
                    let face = &runs.faces[text.face];
                    let mut number = |id| store.number(face, faces[text.face], id);
                    sheet.runs.push(run(text, &mut number));
                }
                Piece::Area(area) => sheet.areas.push(Area {
                    d: written(&area.outline, 0.0),
                    c: color(area.color).unwrap_or_else(|| "#000".to_owned()),
                }),
                Piece::Picture(placed) => sheet.pictures.push(Placed {
                    key: pictures[placed.picture].clone(),
                    alt: runs.pictures[placed.picture].alt.clone(),
                    m: placed.place.as_coeffs().map(hundredths),
                }),
            }
        }
        let mut hasher = DefaultHasher::new();
        sheet.hash(&mut hasher);
        Told { hash: hasher.finish(), sheet }
    };
    runs.leaves.iter().map(told).collect()
}

fn run(run: &runs::Run, number: &mut impl FnMut(u16) -> u32) -> Run {
    let [a, b, c, d, x, y] = run.place.as_coeffs();
    let part = run.part.as_ref().filter(|part| part.item.is_some());
    let end = run.glyphs.last().map_or(0.0, |glyph| glyph.x + glyph.advance);
    Run {
        s: hundredths(run.size),
        c: color(run.color),
        x: hundredths(x),
        y: hundredths(y),
        m: (run.place != Affine::translate((x, y)))
            .then(|| [a, b, c, d].map(|part| (part * 10_000.0).round() as i32)),
        g: run.glyphs.iter().map(|glyph| number(glyph.id)).collect(),
        d: run.glyphs.iter().map(|glyph| hundredths(glyph.x)).collect(),
        w: hundredths(end),
        text: run.text.clone(),
        p: part
            .and_then(|part| Some([part.column? as u32, part.item? as u32, part.character as u32])),
    }
}

fn hundredths(points: f64) -> i32 {
    (points * 100.0).round() as i32
}

/// `None` for black.
fn color(Color(red, green, blue, alpha): Color) -> Option<String> {
    match (red, green, blue, alpha) {
        (0, 0, 0, 255) => None,
        (_, _, _, 255) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => Some(format!("#{red:02x}{green:02x}{blue:02x}{alpha:02x}")),
    }
}

/// A path as the `d` of an SVG path: in whole units of that scale, or in points with two digits where
/// the scale is 0.
fn written(path: &BezPath, scale: f64) -> String {
    let mut d = String::new();
    let mut put = |letter: char, points: &[runs::Point]| {
        d.push(letter);
        for (index, point) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            let _ = match scale == 0.0 {
                true => write!(
                    d,
                    "{gap}{} {}",
                    (point.x * 100.0).round() / 100.0,
                    (point.y * 100.0).round() / 100.0
                ),
                false => {
                    write!(d, "{gap}{} {}", (point.x * scale).round(), (point.y * scale).round())
                }
            };
        }
    };
    for element in path.elements() {
        match element {
            PathEl::MoveTo(p) => put('M', &[*p]),
            PathEl::LineTo(p) => put('L', &[*p]),
            PathEl::QuadTo(a, p) => put('Q', &[*a, *p]),
            PathEl::CurveTo(a, b, p) => put('C', &[*a, *b, *p]),
            PathEl::ClosePath => put('Z', &[]),
        }
    }
    d
}
