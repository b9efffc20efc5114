//! Tables by the lines that are drawn round their cells, as offices print them: which cell holds what is
//! no guess then, empty and merged cells included.

use std::collections::{BTreeMap, BTreeSet};

use hayro_interpret::PathDrawMode;
use kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape as _};

use super::place::{Place, Weight};
use super::rows::{end, rows, text};
use crate::import::document::{Glyph, Paragraph, Table, trim};
use crate::import::ledger::Ledger;

/// More lines on a page are a drawing of something else.
const MOST: usize = 4000;
/// A line is no thicker, in points.
const THIN: f64 = 3.0;
/// Lines nearer to each other are one.
const NEAR: f64 = 3.0;
/// Shorter ones are part of a character.
const SHORTEST: f64 = 5.0;
/// So much of a cell's side must be drawn.
const DRAWN: f64 = 0.6;
/// A page has no larger table, in cells, and no more of them: what has is a drawing, or made to take time.
const CELLS: usize = 4000;
const TABLES: usize = 40;

/// The level and upright lines of a page: each along `from..to`, at `at`.
#[derive(Debug, Default)]
pub(super) struct Rules {
    level: Vec<Rule>,
    upright: Vec<Rule>,
}

#[derive(Debug, Clone, Copy)]
struct Rule {
    at: f64,
    from: f64,
    to: f64,
}

impl Rules {
    /// Takes note of a drawing.
    pub(super) fn add(&mut self, path: &BezPath, at: Affine, mode: &PathDrawMode) {
        let filled = matches!(mode, PathDrawMode::Fill(_));
        let mut part = BezPath::new();
        let (mut start, mut last) = (Point::ORIGIN, Point::ORIGIN);
        for element in path.elements() {
            let before = last;
            match element {
                PathEl::MoveTo(to) => {
                    if filled {
                        self.area(at.transform_rect_bbox(std::mem::take(&mut part).bounding_box()));
                    }
                    (start, last) = (*to, *to);
                }
                PathEl::LineTo(to) => last = *to,
                PathEl::ClosePath => last = start,
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => {
                    last = *to;
                    part.push(*element);
                    continue;
                }
            }
            part.push(*element);
            if !filled && !matches!(element, PathEl::MoveTo(_)) {
                self.area(Rect::from_points(at * before, at * last));
            }
        }
        if filled {
            self.area(at.transform_rect_bbox(part.bounding_box()));
        }
    }

    /// A thin area is a line.
    fn area(&mut self, area: Rect) {
        if !area.is_finite() || self.level.len() + self.upright.len() >= MOST {
            return;
        }
        let middle = area.center();
        if area.height() <= THIN && area.width() >= SHORTEST {
            self.level.push(Rule { at: middle.y, from: area.x0, to: area.x1 });
        } else if area.width() <= THIN && area.height() >= SHORTEST {
            self.upright.push(Rule { at: middle.x, from: area.y0, to: area.y1 });
        }
    }

    /// The lines of tables that touch each other.
    pub(super) fn grids(&self) -> Vec<Grid> {
        // Lines by themselves, under a name or a page, are no table's.
        if self.level.len() < 3 || self.upright.len() < 2 {
            return vec![];
        }
        let count = self.level.len();
        let mut group: Vec<usize> = (0..count + self.upright.len()).collect();
        fn first(group: &mut [usize], mut at: usize) -> usize {
            while group[at] != at {
                group[at] = group[group[at]];
                at = group[at];
            }
            at
        }
        for (a, level) in self.level.iter().enumerate() {
            for (b, upright) in self.upright.iter().enumerate() {
                let touches = within(upright.at, level) && within(level.at, upright);
                if touches {
                    let (a, b) = (first(&mut group, a), first(&mut group, count + b));
                    group[a.max(b)] = a.min(b);
                }
            }
        }
        let mut parts: BTreeMap<usize, Rules> = BTreeMap::new();
        for at in 0..group.len() {
            let part = parts.entry(first(&mut group, at)).or_default();
            match at.checked_sub(count) {
                None => part.level.push(self.level[at]),
                Some(upright) => part.upright.push(self.upright[upright]),
            }
        }
        let mut grids: Vec<Grid> = parts.into_values().filter_map(Grid::of).collect();
        grids.sort_by(|a, b| b.top().total_cmp(&a.top()));
        grids.truncate(TABLES);
        grids
    }
}

fn within(n: f64, rule: &Rule) -> bool {
    (rule.from - NEAR..=rule.to + NEAR).contains(&n)
}

/// Numbers that are near to each other as one, from the smallest.
fn clustered(mut all: Vec<f64>) -> Vec<f64> {
    all.sort_by(f64::total_cmp);
    let mut kept: Vec<f64> = vec![];
    for n in all {
        if kept.last().is_none_or(|last| n - last > NEAR) {
            kept.push(n);
        }
    }
    kept
}

/// The lines of one table.
#[derive(Debug)]
pub(super) struct Grid {
    /// From the left.
    columns: Vec<f64>,
    /// From the top.
    rows: Vec<f64>,
    lines: Rules,
}

/// A cell by its row and column, merged ones by their first.
type Cell = (usize, usize);

impl Grid {
    fn of(lines: Rules) -> Option<Self> {
        let rows: Vec<f64> =
            clustered(lines.level.iter().map(|rule| rule.at).collect()).into_iter().rev().collect();
        let mut columns: Vec<f64> = lines.upright.iter().map(|rule| rule.at).collect();
        // Tables of yearbooks are open at the sides.
        let sides = lines.level.iter().flat_map(|rule| [rule.from, rule.to]);
        columns.extend([
            sides.clone().fold(f64::INFINITY, f64::min),
            sides.fold(f64::NEG_INFINITY, f64::max),
        ]);
        let columns = clustered(columns);
        let size = rows.len() >= 3 && columns.len() >= 3 && rows.len() * columns.len() <= CELLS;
        (size && columns[columns.len() - 1] - columns[0] > 40.0).then_some(Self {
            columns,
            rows,
            lines,
        })
    }

    pub(super) fn top(&self) -> f64 {
        self.rows[0]
    }

    pub(super) fn bottom(&self) -> f64 {
        self.rows[self.rows.len() - 1]
    }

    /// Whether another table has the same columns: it may go on over the page.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.columns.len() == other.columns.len()
            && self.columns.iter().zip(&other.columns).all(|(a, b)| (a - b).abs() < NEAR)
    }

    /// Whether a character stands inside.
    pub(super) fn holds(&self, place: &Place) -> bool {
        self.cell(place).is_some()
    }

    /// Whether a character stands beside it, on the same height.
    pub(super) fn is_beside(&self, place: &Place) -> bool {
        let y = place.y + 0.3 * place.size;
        !self.holds(place) && y < self.top() && y > self.bottom() && !place.text.trim().is_empty()
    }

    fn cell(&self, place: &Place) -> Option<Cell> {
        let (x, y) = ((place.x + end(place)) / 2.0, place.y + 0.3 * place.size);
        let column = self.columns.windows(2).position(|two| (two[0]..two[1]).contains(&x))?;
        let row = self.rows.windows(2).position(|two| (two[1]..two[0]).contains(&y))?;
        Some((row, column))
    }

    /// For each cell the first of those it is merged with.
    fn merged(&self) -> Vec<Vec<Cell>> {
        let (height, width) = (self.rows.len() - 1, self.columns.len() - 1);
        let mut firsts: Vec<Vec<Cell>> =
            (0..height).map(|row| (0..width).map(|column| (row, column)).collect()).collect();
        let drawn = |rules: &[Rule], at: f64, from: f64, to: f64| {
            let along = rules.iter().filter(|rule| (rule.at - at).abs() <= NEAR);
            let share: f64 =
                along.map(|rule| (rule.to.min(to) - rule.from.max(from)).max(0.0)).sum();
            share >= DRAWN * (to - from)
        };
        let mut changed = true;
        while changed {
            changed = false;
            for row in 0..height {
                for column in 0..width {
                    let (top, bottom) = (self.rows[row], self.rows[row + 1]);
                    let (left, right) = (self.columns[column], self.columns[column + 1]);
                    let own = firsts[row][column];
                    let beside = (column + 1 < width
                        && !drawn(&self.lines.upright, right, bottom, top))
                    .then_some((row, column + 1));
                    let under = (row + 1 < height
                        && !drawn(&self.lines.level, bottom, left, right))
                    .then_some((row + 1, column));
                    for (row, column) in [beside, under].into_iter().flatten() {
                        let other = firsts[row][column];
                        let least = own.min(other);
                        if own != other {
                            let all = firsts.iter_mut().flatten();
                            all.filter(|cell| **cell == own || **cell == other)
                                .for_each(|cell| *cell = least);
                            changed = true;
                        }
                    }
                }
            }
        }
        firsts
    }

    /// The table of characters that stand inside; nothing where these make none: a frame round a text, a
    /// form of lines to write on.
    pub(super) fn table(
        &self,
        places: &[Place],
        heavy: Weight,
        place: &str,
        ledger: &mut Ledger,
    ) -> Option<Table> {
        let firsts = self.merged();
        let mut cells: BTreeMap<Cell, Vec<Place>> = BTreeMap::new();
        for place in places.iter().filter(|place| !place.text.trim().is_empty()) {
            let (row, column) = self.cell(place)?;
            cells.entry(firsts[row][column]).or_default().push(place.clone());
        }
        let many = |all: BTreeSet<usize>| all.len() >= 2;
        if !many(cells.keys().map(|cell| cell.0).collect())
            || !many(cells.keys().map(|cell| cell.1).collect())
        {
            return None;
        }
        let lined: BTreeMap<Cell, Vec<super::rows::Row>> =
            cells.into_iter().map(|(cell, places)| (cell, rows(places))).collect();
        // The least room that text leaves at a side.
        let sides = |cell: &Cell| {
            let last = (cell.1..self.columns.len() - 1).rfind(|at| firsts[cell.0][*at] == *cell);
            (self.columns[cell.1], self.columns[last.unwrap_or(cell.1) + 1])
        };
        let room = lined
            .iter()
            .flat_map(|(cell, lines)| lines.iter().map(move |line| (sides(cell), line)))
            .map(|((left, right), line)| (line.left() - left).min(right - line.right()))
            .fold(f64::INFINITY, f64::min)
            .clamp(0.0, 12.0);
        let mut texts: BTreeMap<Cell, Vec<Paragraph>> = BTreeMap::new();
        for (cell, lines) in &lined {
            let (left, right) = sides(cell);
            let paragraphs = texts.entry(*cell).or_default();
            let mut full = false;
            for (at, line) in lines.iter().enumerate() {
                let more = trim(&text(line, heavy, ledger)).to_vec();
                match paragraphs.last_mut().filter(|_| full) {
                    Some(Paragraph { text: own, .. }) => {
                        let ends = (own.last().map(|g| g.c), more.first().map(|g| g.c));
                        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                        // Figures and words are never put together.
                        if word(ends.0) && word(ends.1) {
                            own.push(Glyph::new(' ', false));
                        }
                        own.extend(more);
                        ledger.joined("表格里按格子宽度断开的行（已接上）");
                    }
                    None => paragraphs.push(Paragraph {
                        text: more,
                        place: place.to_owned(),
                        ..Paragraph::default()
                    }),
                }
                let next = lines.get(at + 1).and_then(|next| next.places.first());
                let wants = next.map_or(0.0, |next| end(next) - next.x);
                let wide = line.right() - line.left() + wants + 0.3 * line.size();
                full = next.is_some() && wide > right - left - 2.0 * room;
            }
        }
        let cell = |row, column| texts.remove(&(row, column)).unwrap_or_default();
        let mut cell = cell;
        let width = self.columns.len() - 1;
        let rows = (0..self.rows.len() - 1).map(|row| (0..width).map(|at| cell(row, at)).collect());
        Some(Table {
            rows: rows.collect(),
            doubt: Some("PDF 里没有表格，这里是按画的线分成格的，请对照原件核对".to_owned()),
            place: place.to_owned(),
            ..Table::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::place::How;
    use super::*;
    use crate::import::document::plain;

    fn rules(lines: &[[f64; 4]]) -> Rules {
        let mut rules = Rules::default();
        lines.iter().for_each(|[a, b, c, d]| rules.area(Rect::new(*a, *b, *c, *d)));
        rules
    }

    fn word(x: f64, y: f64, text: &str) -> Vec<Place> {
        let each = text.chars().enumerate();
        each.map(|(at, c)| Place {
            text: c.to_string(),
            x: x + 10.0 * at as f64,
            y,
            size: 10.0,
            advance: 10.0,
            angle: 0.0,
            weight: Weight::Plain,
            how: How::Filled,
        })
        .collect()
    }

    fn shown(grid: &Grid, places: &[Place]) -> Option<Vec<Vec<String>>> {
        let table = grid.table(places, Weight::Bold, "", &mut Ledger::default())?;
        let cell = |cell: &Vec<Paragraph>| {
            cell.iter().map(|p| plain(&p.text)).collect::<Vec<_>>().join("/")
        };
        Some(table.rows.iter().map(|row| row.iter().map(cell).collect()).collect())
    }

    /// Two rows of two cells; without the upright between those of the first.
    const LINES: [[f64; 4]; 7] = [
        [0.0, 100.0, 200.0, 100.5],
        [0.0, 80.0, 200.0, 80.5],
        [0.0, 40.0, 100.0, 40.5],
        [100.0, 40.0, 200.0, 40.5],
        [0.0, 40.0, 0.5, 100.0],
        [100.0, 40.0, 100.5, 80.0],
        [200.0, 40.0, 200.5, 100.0],
    ];

    #[test]
    fn cells_are_those_between_the_lines() {
        let grids = rules(&LINES).grids();
        let [grid] = grids.as_slice() else { panic!("one table: {grids:?}") };
        let mut places = word(60.0, 86.0, "灌溉情况");
        places.extend(word(5.0, 66.0, "一二三四五六七八九"));
        places.extend(word(5.0, 52.0, "十"));
        assert_eq!(shown(grid, &places), None, "all in one column");
        places.extend(word(120.0, 66.0, "甲"));
        places.extend(word(120.0, 52.0, "乙"));
        let wanted = [["灌溉情况", ""], ["一二三四五六七八九十", "甲/乙"]];
        assert_eq!(shown(grid, &places).expect("a table"), wanted);
        assert!(grid.is_beside(&word(220.0, 66.0, "旁")[0]));
        assert!(!grid.is_beside(&word(220.0, 20.0, "下")[0]));
    }

    #[test]
    fn lines_that_frame_nothing_are_no_table() {
        // A frame, rules under a head, lines that do not touch.
        let frame =
            [LINES[0], [0.0, 40.0, 200.0, 40.5], LINES[4], LINES[6], [0.0, 300.0, 200.0, 300.5]];
        let rules_only = [LINES[0], LINES[1], LINES[2]];
        for lines in [&frame[..], &rules_only] {
            assert!(rules(lines).grids().is_empty());
        }
    }
}
