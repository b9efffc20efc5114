//! What of a page's characters nobody sees on paper, though they are in the file: beside the sheet, cut off,
//! white on white, behind a bar; and what is struck through by a line.

use std::collections::BTreeMap;

use hayro_interpret::{BlendMode, Paint, PathDrawMode};
use kurbo::{Affine, BezPath, Rect, Shape as _};

use super::place::{How, Place};
use super::rows::end;

const OUTSIDE: &str = "纸面以外的文字";
const CUT: &str = "被裁掉、看不见的文字";
const WHITE: &str = "白色或透明、看不见的文字";
const COVERED: &str = "被盖住的文字";
const STRUCK: &str = "划掉的文字";

/// What is known, while a page is drawn, of what will be seen.
#[derive(Debug, Default)]
pub(super) struct Sight {
    paper: Rect,
    clips: Vec<Rect>,
    /// Groups that are open, and whether what they hold hides what is below.
    groups: Vec<bool>,
    blends: bool,
    /// What is not white.
    coloured: Vec<Rect>,
    /// Thin level lines.
    lines: Vec<Rect>,
    heights: Heights,
}

/// Characters by how high they stand.
#[derive(Debug, Default)]
struct Heights {
    at: BTreeMap<i64, Vec<usize>>,
    known: usize,
    largest: f64,
}

impl Heights {
    fn learn(&mut self, places: &[Place]) {
        if self.known > places.len() {
            *self = Self::default();
        }
        for (at, place) in places.iter().enumerate().skip(self.known) {
            if place.y.is_finite() {
                self.at.entry(place.y.floor() as i64).or_default().push(at);
                self.largest = self.largest.max(place.size);
            }
        }
        self.known = places.len();
    }

    /// Those whose baseline lies between.
    fn between(&self, from: f64, to: f64) -> Vec<usize> {
        let range = from.floor() as i64..=(to.floor() as i64).max(from.floor() as i64);
        self.at.range(range).flat_map(|(_, all)| all).copied().collect()
    }
}

/// More on a page are drawings of something else.
const MOST: usize = 20_000;

impl Sight {
    pub(super) fn new(paper: Rect) -> Self {
        Self { paper, ..Self::default() }
    }

    pub(super) fn blend(&mut self, mode: BlendMode) {
        self.blends = !matches!(mode, BlendMode::Normal);
    }

    pub(super) fn group(&mut self, opaque: bool) {
        self.groups.push(opaque);
    }

    pub(super) fn ungroup(&mut self) {
        self.groups.pop();
    }

    pub(super) fn clip(&mut self, area: Rect) {
        let all = self.clips.last().map_or(area, |outer| outer.intersect(area));
        self.clips.push(all);
    }

    pub(super) fn unclip(&mut self) {
        self.clips.pop();
    }

    pub(super) fn picture(&mut self, area: Rect) {
        if self.coloured.len() < MOST {
            self.coloured.push(area);
        }
    }

    /// Why a character that is drawn here cannot be seen.
    pub(super) fn hides(&self, area: Rect, paint: &Paint<'_>) -> Option<&'static str> {
        let apart = |other: &Rect| {
            area.x1 < other.x0 || area.x0 > other.x1 || area.y1 < other.y0 || area.y0 > other.y1
        };
        if !area.is_finite() {
            return None;
        }
        if self.paper.area() > 0.0 && apart(&self.paper) {
            return Some(OUTSIDE);
        }
        if self.clips.last().is_some_and(apart) {
            return Some(CUT);
        }
        let white = is_white(paint) && !self.coloured.iter().any(|other| !apart(other));
        white.then_some(WHITE)
    }

    /// Takes note of a drawing: it may strike through, be behind what comes, or cover what was before.
    pub(super) fn draw(
        &mut self,
        path: &BezPath,
        at: Affine,
        paint: &Paint<'_>,
        mode: &PathDrawMode,
        places: &mut [Place],
    ) {
        let area = at.transform_rect_bbox(path.bounding_box());
        if !area.is_finite() {
            return;
        }
        let white = is_white(paint);
        let filled = matches!(mode, PathDrawMode::Fill(_));
        if !white && self.lines.len() < MOST && area.height() <= 3.0 && area.width() >= 2.0 {
            self.lines.push(area);
        }
        let rectangle = path.elements().len() <= 6
            && path.area().abs() >= 0.98 * path.bounding_box().area()
            && area.area() > 0.0;
        if filled && rectangle && self.covers(paint) {
            let area = self.clips.last().map_or(area, |clip| clip.intersect(area));
            self.heights.learn(places);
            for at in self.heights.between(area.y0 - 1.0, area.y1 + 1.0) {
                let Some(place) = places.get_mut(at) else { continue };
                let own = Rect::new(place.x, place.y, end(place), place.y + 0.7 * place.size);
                let inside = place.angle.abs() < 1.0
                    && own.x0 >= area.x0 - 0.5
                    && own.x1 <= area.x1 + 0.5
                    && own.y0 >= area.y0 - 0.5
                    && own.y1 <= area.y1 + 0.5;
                if inside && !matches!(place.how, How::Hidden(_) | How::Unseen) {
                    place.how = How::Hidden(COVERED);
                }
            }
        }
        if !white && (filled || area.height() > 3.0) && self.coloured.len() < MOST {
            self.coloured.push(area);
        }
    }

    /// Whether nothing shines through.
    fn covers(&self, paint: &Paint<'_>) -> bool {
        let opaque = match paint {
            Paint::Color(color) => color.to_rgba().components()[3] >= 0.999,
            Paint::Pattern(_) => false,
        };
        opaque && !self.blends && self.groups.iter().all(|opaque| *opaque)
    }

    /// Marks what a line goes through. A line that goes on where there is no text is a rule or an axis.
    pub(super) fn strike(&mut self, places: &mut [Place]) {
        // Fields and pictured characters have come meanwhile.
        self.heights = Heights::default();
        self.heights.learn(places);
        for line in &self.lines {
            let y = line.center().y;
            let mut own = vec![];
            let mut reach = 0.0;
            for at in self.heights.between(y - 0.5 * self.heights.largest, y) {
                let place = &places[at];
                let level = place.angle.abs() < 1.0
                    && (place.y + 0.15 * place.size..place.y + 0.5 * place.size).contains(&y)
                    && line.height() <= 0.2 * place.size;
                let middle = (place.x + end(place)) / 2.0;
                if level && (line.x0..=line.x1).contains(&middle) {
                    own.push(at);
                    reach += end(place).min(line.x1) - place.x.max(line.x0);
                }
            }
            let size = own.first().map_or(0.0, |at| places[*at].size);
            if own.is_empty() || reach < 0.85 * line.width() || line.width() < 0.4 * size {
                continue;
            }
            for at in own {
                // A dash drawn as a line is what it is.
                if !matches!(places[at].how, How::Hidden(_) | How::Unseen) {
                    places[at].how = How::Hidden(STRUCK);
                }
            }
        }
    }
}

pub(super) fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [r, g, b, a] = color.to_rgba().components();
            a <= 0.0 || r > 0.995 && g > 0.995 && b > 0.995
        }
        Paint::Pattern(_) => false,
    }
}
