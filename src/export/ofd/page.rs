//! A page: `Content.xml`.
//!
//! One TextCode a TextObject and one TextObject a run and line, each character's place given: without
//! them all glyphs lie on one spot. Rules are filled, as strokes are black in one reader, and have a
//! boundary of some width and height, as two leave out what has none. Nothing is transparent, as half
//! of the readers ignore it: such a colour is mixed with white and drawn first.

use crate::typeset::runs::{
    Affine, Area, BezPath, Color, Face, Leaf, PathEl, Piece, Placed, Point, Rect, Run, Runs,
    Shape as _, Spelling, Stretch,
};

use super::resource::Ids;
use super::xml::{Xml, decimal, joined, mm};

/// What a page could not hold as text.
#[derive(Default)]
pub(super) struct Lost {
    pub(super) drawn: Vec<String>,
}

/// The least side of a boundary, in points.
const LEAST: f64 = 0.05;

pub(super) fn content(
    leaf: &Leaf,
    runs: &Runs,
    spelling: &mut Spelling<'_>,
    ids: &mut Ids,
    lost: &mut Lost,
) -> String {
    let mut xml = Xml::new("Page", &[]);
    xml.begin("Area", &[]);
    xml.text("PhysicalBox", &[], &physical_box(leaf));
    xml.end();
    xml.begin("Content", &[]);
    let layer = ids.next().to_string();
    xml.begin("Layer", &[("Type", "Body"), ("ID", &layer)]);
    let pale = |piece: &&Piece| match piece {
        Piece::Text(run) => run.color.3 < 255,
        Piece::Area(area) => area.color.3 < 255,
        Piece::Picture(_) => false,
    };
    let (first, then): (Vec<&Piece>, Vec<&Piece>) = leaf.pieces.iter().partition(pale);
    for piece in first.into_iter().chain(then) {
        match piece {
            Piece::Text(run) => text(&mut xml, run, runs, spelling, ids, lost),
            Piece::Area(Area { outline, even_odd, color }) => {
                path(&mut xml, outline, *even_odd, *color, ids);
            }
            Piece::Picture(placed) => picture(&mut xml, placed, ids),
        }
    }
    xml.finish()
}

pub(super) fn physical_box(leaf: &Leaf) -> String {
    joined(["0", "0", &mm(leaf.width), &mm(leaf.height)])
}

fn text(
    xml: &mut Xml,
    run: &Run,
    runs: &Runs,
    spelling: &mut Spelling<'_>,
    ids: &mut Ids,
    lost: &mut Lost,
) {
    for stretch in spelling.spell(run) {
        match stretch {
            Stretch::Text { cut, text, x, y, end } => {
                let face = &runs.faces[run.face];
                let chars: Vec<char> = text.chars().collect();
                for word in words(&chars) {
                    let until = x.get(word.end).copied().unwrap_or(end);
                    let text: String = chars[word.clone()].iter().collect();
                    characters(xml, run, face, (cut, &text), (&x[word], y, until), ids);
                }
            }
            Stretch::Outline { face, glyph, x, y, text } => {
                let face = &runs.faces[face];
                let scale = run.size / f64::from(face.units_per_em);
                let to_page = run.place
                    * Affine::translate((x, y))
                    * Affine::scale_non_uniform(scale, -scale);
                path(xml, &(to_page * face.outline(glyph)), false, run.color, ids);
                if !text.is_empty() && !lost.drawn.contains(&text) {
                    lost.drawn.push(text);
                }
            }
        }
    }
}

/// The parts of a text that readers leave as they are: white space at an end is trimmed, and several
/// in a row become one, after which all characters stand at the wrong place.
fn words(chars: &[char]) -> Vec<std::ops::Range<usize>> {
    let mut words: Vec<std::ops::Range<usize>> = vec![];
    for (index, c) in chars.iter().enumerate().filter(|(_, c)| !c.is_whitespace()) {
        debug_assert!(!c.is_whitespace());
        match words.last_mut() {
            // One plain space stays inside.
            Some(word)
                if word.end == index || (word.end + 1 == index && chars[word.end] == ' ') =>
            {
                word.end = index + 1;
            }
            _ => words.push(index..index + 1),
        }
    }
    words
}

fn characters(
    xml: &mut Xml,
    run: &Run,
    face: &Face,
    (cut, text): (usize, &str),
    (x, y, end): (&[f64], f64, f64),
    ids: &mut Ids,
) {
    let start = x.first().copied().unwrap_or_default();
    // As high as glyphs may be: there are readers that cut them off.
    let (above, below) = (face.ascent.max(1.0) * run.size, face.descent.max(0.3) * run.size);
    let room = Rect::new(start, y - above, end.max(start + LEAST), y + below);
    let place = run.place.as_coeffs();
    let straight = place[..4] == [1.0, 0.0, 0.0, 1.0];
    let on_page = run.place.transform_rect_bbox(room);
    let origin = if straight { Point::new(start, above) } else { Point::new(start, y) };
    let mut attributes = vec![
        ("ID", ids.next().to_string()),
        ("Boundary", boundary(on_page)),
        ("Font", ids.font(cut).to_string()),
        ("Size", mm(run.size)),
    ];
    if !straight {
        let [a, b, c, d, e, f] = place;
        let linear = [a, b, c, d].map(|part| decimal(part, 6));
        let moved = [mm(e - on_page.x0), mm(f - on_page.y0)];
        let parts = linear.iter().chain(&moved).map(String::as_str);
        attributes.push(("CTM", joined(parts)));
    }
    let attributes: Vec<(&str, &str)> = attributes.iter().map(|(k, v)| (*k, v.as_str())).collect();
    xml.begin("TextObject", &attributes);
    fill(xml, run.color);
    let deltas: Vec<String> =
        x.windows(2).map(|pair| decimal((pair[1] - pair[0]) / 72.0 * 25.4, 4)).collect();
    let delta = repeated(&deltas);
    let (left, down) = (if straight { "0".to_owned() } else { mm(origin.x) }, mm(origin.y));
    let mut attributes = vec![("X", left.as_str()), ("Y", down.as_str())];
    if !delta.is_empty() {
        attributes.push(("DeltaX", &delta));
    }
    xml.text("TextCode", &attributes, text);
    xml.end();
}

/// Numbers, with `g n x` for n times x. GB/T 33190-2016, 11.3
fn repeated(numbers: &[String]) -> String {
    let mut parts = vec![];
    for same in numbers.chunk_by(|a, b| a == b) {
        match same {
            [number, _, _, ..] => parts.push(format!("g {} {number}", same.len())),
            _ => parts.extend(same.iter().cloned()),
        }
    }
    parts.join(" ")
}

fn fill(xml: &mut Xml, color: Color) {
    let Color(red, green, blue, _) = color.on_white();
    xml.empty("FillColor", &[("Value", &format!("{red} {green} {blue}"))]);
}

fn boundary(rect: Rect) -> String {
    let (width, height) = (rect.width().max(LEAST), rect.height().max(LEAST));
    joined([mm(rect.x0), mm(rect.y0), mm(width), mm(height)].iter().map(String::as_str))
}

fn path(xml: &mut Xml, outline: &BezPath, even_odd: bool, color: Color, ids: &mut Ids) {
    if outline.is_empty() {
        return;
    }
    let bounds = outline.bounding_box();
    let id = ids.next().to_string();
    let bounds_text = boundary(bounds);
    let mut attributes = vec![
        ("ID", id.as_str()),
        ("Boundary", &bounds_text),
        ("Stroke", "false"),
        ("Fill", "true"),
    ];
    if even_odd {
        attributes.push(("Rule", "Even-Odd"));
    }
    xml.begin("PathObject", &attributes);
    fill(xml, color);
    let moved = Affine::translate(-bounds.origin().to_vec2()) * outline;
    xml.text("AbbreviatedData", &[], &commands(&moved));
    xml.end();
}

/// M, L, Q, B and C only, each with its letter: S and A are not understood everywhere.
fn commands(outline: &BezPath) -> String {
    let mut parts: Vec<String> = vec![];
    let mut put = |letter: &str, points: &[&Point]| {
        parts.push(letter.to_owned());
        parts.extend(points.iter().flat_map(|point| [mm(point.x), mm(point.y)]));
    };
    for element in outline.elements() {
        match element {
            PathEl::MoveTo(p) => put("M", &[p]),
            PathEl::LineTo(p) => put("L", &[p]),
            PathEl::QuadTo(a, p) => put("Q", &[a, p]),
            PathEl::CurveTo(a, b, p) => put("B", &[a, b, p]),
            PathEl::ClosePath => put("C", &[]),
        }
    }
    parts.join(" ")
}

fn picture(xml: &mut Xml, placed: &Placed, ids: &mut Ids) {
    let bounds = placed.place.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
    let [a, b, c, d, e, f] = placed.place.as_coeffs();
    let matrix = [a, b, c, d, e - bounds.x0, f - bounds.y0].map(mm);
    let id = ids.next().to_string();
    let resource = ids.picture(placed.picture).to_string();
    let attributes = [
        ("ID", id.as_str()),
        ("Boundary", &boundary(bounds)),
        ("ResourceID", &resource),
        ("CTM", &joined(matrix.iter().map(String::as_str))),
    ];
    xml.empty("ImageObject", &attributes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_of_a_text_begins_or_ends_with_white_space_or_has_two_in_a_row() {
        let cases: [(&str, &[&str]); 7] = [
            ("一二", &["一二"]),
            (" 一 二 ", &["一 二"]),
            ("一  二", &["一", "二"]),
            ("标题\u{3000}正文\u{3000}", &["标题", "正文"]),
            ("a b  c", &["a b", "c"]),
            ("   ", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let chars: Vec<char> = text.chars().collect();
            let found: Vec<String> =
                words(&chars).into_iter().map(|word| chars[word].iter().collect()).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn equal_advances_are_counted() {
        let numbers = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(repeated(&numbers("5.5 5.5 5.5 2 2 1")), "g 3 5.5 2 2 1");
        assert_eq!(repeated(&[]), "");
    }
}
