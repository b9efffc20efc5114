//! Characters that are drawn as shapes, as programs for artwork do with headlines: nobody can say what they
//! are, but there is a line where they stand.

use kurbo::{Affine, BezPath, PathEl, Rect, Shape as _};

use super::place::{How, Place, UNKNOWN, Weight};
use super::rows::end;

/// More on a page are a drawing of something else.
const MOST: usize = 4000;
/// As high as characters of a text or headline are, in points.
const HEIGHTS: std::ops::RangeInclusive<f64> = 8.0..=80.0;
/// Fewer side by side are an emblem.
const FEWEST: usize = 4;

/// The shapes of a page that are not level or upright, as the strokes of characters are.
#[derive(Debug, Default)]
pub(super) struct Shapes(Vec<Rect>);

impl Shapes {
    /// Takes note of what is filled, part by part.
    pub(super) fn add(&mut self, path: &BezPath, at: Affine) {
        if self.0.len() >= MOST {
            return;
        }
        let mut part = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) {
                self.part(&std::mem::take(&mut part), at);
            }
            part.push(*element);
        }
        self.part(&part, at);
    }

    fn part(&mut self, part: &BezPath, at: Affine) {
        let area = at.transform_rect_bbox(part.bounding_box());
        if part.elements().len() >= 4
            && area.is_finite()
            && is_drawn(part, at)
            && self.0.len() < MOST
        {
            self.0.push(area);
        }
    }

    /// Whether there is a drawing that may hold characters.
    pub(super) fn are_many(&self) -> bool {
        let high = |area: &&Rect| area.height() >= 4.0 && area.width() >= 2.0;
        self.0.iter().filter(high).count() >= FEWEST
    }

    /// Lines of them where no text stands, as characters that are not known, about as many.
    pub(super) fn lines(&self, places: &[Place]) -> Vec<Vec<Place>> {
        let mut rest: Vec<Rect> = self.0.clone();
        rest.retain(|area| area.height() <= *HEIGHTS.end() && area.width() <= 2.0 * HEIGHTS.end());
        rest.sort_by(|a, b| b.height().total_cmp(&a.height()));
        let mut lines = vec![];
        // The highest is about as high as its line.
        while let Some(first) = rest.first().copied() {
            if !HEIGHTS.contains(&first.height()) {
                break;
            }
            let near = first.inflate(0.0, 0.25 * first.height());
            let (own, others): (Vec<Rect>, Vec<Rect>) =
                rest.into_iter().partition(|area| area.y0 >= near.y0 && area.y1 <= near.y1);
            rest = others;
            lines.extend(line(own, first.height()).filter(|line| {
                let taken = |place: &Place| {
                    let middle = (place.x + end(place)) / 2.0;
                    line.contains(kurbo::Point::new(middle, place.y + 0.3 * place.size))
                };
                !places.iter().any(taken)
            }));
        }
        lines.iter().map(unknown).collect()
    }
}

/// Whether something of a shape is neither level nor upright.
fn is_drawn(part: &BezPath, at: Affine) -> bool {
    let mut from = None;
    part.elements().iter().any(|element| {
        let to = match element {
            PathEl::MoveTo(to) | PathEl::LineTo(to) => at * *to,
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return true,
            PathEl::ClosePath => return false,
        };
        let before = from.replace(to);
        let slanted =
            |before: kurbo::Point| (before.x - to.x).abs() > 0.3 && (before.y - to.y).abs() > 0.3;
        matches!(element, PathEl::LineTo(_)) && before.is_some_and(slanted)
    })
}

/// The area of shapes that stand close side by side.
fn line(mut own: Vec<Rect>, height: f64) -> Option<Rect> {
    own.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut until = own.first()?.x0;
    let close = own.iter().all(|area| {
        let close = area.x0 - until < 1.2 * height;
        until = until.max(area.x1);
        close
    });
    let high = own.iter().filter(|area| area.height() > 0.5 * height).count();
    let all = own.iter().skip(1).fold(*own.first()?, |all, area| all.union(*area));
    let row = close && high >= FEWEST && own.len() <= 60 * FEWEST && all.width() > 3.0 * height;
    row.then_some(all)
}

fn unknown(line: &Rect) -> Vec<Place> {
    let size = line.height();
    let count = (line.width() / size).round().clamp(1.0, 60.0);
    let advance = line.width() / count;
    (0..count as usize)
        .map(|at| Place {
            text: UNKNOWN.to_owned(),
            x: line.x0 + at as f64 * advance,
            y: line.y0 + 0.12 * size,
            size,
            advance,
            angle: 0.0,
            weight: Weight::Plain,
            how: How::Filled,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shapes(draw: &[&str]) -> Shapes {
        let mut shapes = Shapes::default();
        for path in draw {
            shapes.add(&BezPath::from_svg(path).expect("a path"), Affine::IDENTITY);
        }
        shapes
    }

    #[test]
    fn drawn_characters_make_a_line() {
        let glyph = |x: i32| format!("M{x} 700 l8 18 l8 0 l-4 -18 z");
        let line: String = (0..9).map(|at| glyph(100 + 20 * at)).collect();
        let found = shapes(&[&line]).lines(&[]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 10);
        // Text that stands there is text, on a ground of its own.
        let text = Place { text: "县".to_owned(), x: 150.0, ..found[0][2].clone() };
        assert!(shapes(&[&line]).lines(&[text]).is_empty());
        // A table, an emblem, dots.
        let grid = "M90 700 h200 v20 h-200 z M90 680 h200 v20 h-200 z";
        let star = "M300 700 l8 18 l8 -18 l-18 10 h20 z";
        let dots: Vec<String> =
            (0..9).map(|at| format!("M{} 700 q2 2 4 0 z", 90 + 9 * at)).collect();
        let dots: Vec<&str> = dots.iter().map(String::as_str).collect();
        for none in [&[grid][..], &[star], &dots] {
            let shapes = shapes(none);
            assert!(shapes.lines(&[]).is_empty() && !shapes.are_many());
        }
    }
}
