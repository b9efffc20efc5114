//! Glyph runs spelled as characters, for programs that draw by characters and the cmap of a face: each
//! character leads to the very glyph that was laid out, through the cmap of a cut made for it.

use std::collections::BTreeMap;

use super::{Cut, Run, Runs};

/// What becomes of characters beyond the basic plane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// They are text like any other.
    Text,
    /// They are outlines, as there are programs that lose count of what follows them.
    Outline,
}

/// A part of a run.
#[derive(Debug, Clone, PartialEq)]
pub enum Stretch {
    /// Characters of one cut on one line.
    Text {
        cut: usize,
        text: String,
        /// Where each character begins, in points from the run's beginning.
        x: Vec<f64>,
        y: f64,
        /// Where the last one ends.
        end: f64,
    },
    /// A glyph that no character leads to.
    Outline {
        face: usize,
        glyph: u16,
        x: f64,
        y: f64,
        /// The characters whose place it takes; none when they are in a stretch of text.
        text: String,
    },
}

/// Collects the cuts while runs are spelled.
#[derive(Debug)]
pub struct Spelling<'a> {
    runs: &'a Runs,
    beyond: Beyond,
    pub cuts: Vec<Cut>,
    /// The cuts of each face, the usual one first.
    of_face: Vec<Vec<usize>>,
}

impl<'a> Spelling<'a> {
    pub fn new(runs: &'a Runs, beyond: Beyond) -> Self {
        Self { runs, beyond, cuts: vec![], of_face: vec![vec![]; runs.faces.len()] }
    }

    /// Spells a run, which must be one of those this was made for.
    pub fn spell(&mut self, run: &Run) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = vec![];
        for cluster in run.glyphs.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)) {
            let (Some(first), Some(last)) = (cluster.first(), cluster.last()) else { continue };
            let text = &run.text[first.from..first.to];
            let mut drawn = cluster;
            let outlined = self.beyond == Beyond::Outline && text.chars().any(|c| c > '\u{FFFF}');
            let count = text.chars().count();
            if count > 0 && !outlined {
                // The first character leads to the first glyph. Those after it, in a ligature, lead to
                // nothing, and share its room.
                let room = last.x + last.advance - first.x;
                for (index, c) in text.chars().enumerate() {
                    let glyph = if index == 0 { Some(first.id) } else { None };
                    let cut = self.cut(run.face, c, glyph);
                    let x = first.x + room * index as f64 / count as f64;
                    let end = first.x + room * (index + 1) as f64 / count as f64;
                    add(&mut stretches, cut, c, (x, first.y, end));
                }
                drawn = &cluster[1..];
            }
            for (index, glyph) in drawn.iter().enumerate() {
                stretches.push(Stretch::Outline {
                    face: run.face,
                    glyph: glyph.id,
                    x: glyph.x,
                    y: glyph.y,
                    text: if outlined && index == 0 { text.to_owned() } else { String::new() },
                });
            }
        }
        stretches
    }

    /// The cut in which a character leads to a glyph, or to none.
    fn cut(&mut self, face: usize, c: char, glyph: Option<u16>) -> usize {
        let glyph = glyph.map(|glyph| (face, glyph));
        for index in &self.of_face[face] {
            let glyphs = &mut self.cuts[*index].glyphs;
            if *glyphs.entry(c).or_insert(glyph) == glyph {
                return *index;
            }
        }
        // Both files of a face go into one cut.
        let name = (&self.runs.faces[face].name, self.runs.faces[face].units_per_em);
        let others = self.runs.faces.iter().enumerate();
        let twins = others.filter(|(_, other)| (&other.name, other.units_per_em) == name);
        let twins: Vec<usize> = twins.map(|(index, _)| index).collect();
        for twin in twins {
            self.of_face[twin].push(self.cuts.len());
        }
        let number = self.of_face[face].len();
        self.cuts.push(Cut { face, number, glyphs: BTreeMap::from([(c, glyph)]) });
        self.cuts.len() - 1
    }
}

/// Puts a character to the stretch before it, or begins one.
fn add(stretches: &mut Vec<Stretch>, with: usize, c: char, (at, line, until): (f64, f64, f64)) {
    if let Some(Stretch::Text { cut, text, x, y, end }) = stretches.last_mut()
        && *cut == with
        && (*y - line).abs() < 1e-6
    {
        text.push(c);
        x.push(at);
        *end = until;
        return;
    }
    let text = c.to_string();
    stretches.push(Stretch::Text { cut: with, text, x: vec![at], y: line, end: until });
}
