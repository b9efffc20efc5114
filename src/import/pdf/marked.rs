//! Pieces of a page that say themselves what they stand for (`ActualText`; ISO 32000-1, 14.9.4): characters that
//! no face has are drawn as pictures.
//!
//! The interpreter says where a piece begins and ends, not what is noted of it: the page is looked through
//! once more, in the same order.

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, Name, String as Text};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use kurbo::Rect;

use super::form::decoded;
use super::place::{How, Place, UNKNOWN, Weight};
use super::tree::{Group, same};

/// More pieces are on no page of an office.
const MOST: usize = 100_000;
/// Drawings in drawings.
const DEEPEST: usize = 12;

/// A piece: its tag, and what it stands for.
type Note = (Vec<u8>, Option<String>);

/// The marked pieces of a page while it is drawn.
#[derive(Debug, Default)]
pub(super) struct Marked {
    notes: Vec<Note>,
    next: usize,
    /// What is drawn is not what was looked through.
    lost: bool,
    open: Vec<Open>,
    pictured: Vec<Pictured>,
    /// What the file's tree says of pieces, with what they draw.
    groups: Vec<(Group, String)>,
    /// What is said to stand for other characters than are drawn.
    differing: Vec<String>,
}

/// A piece that is being drawn.
#[derive(Debug)]
struct Open {
    text: Option<String>,
    /// What the tree calls it.
    mark: Option<i32>,
    /// How many characters, and pictures of some, there were before.
    from: usize,
    before: usize,
    area: Option<Rect>,
}

/// Text that was drawn as a picture.
#[derive(Debug)]
struct Pictured {
    text: String,
    at: usize,
    area: Option<Rect>,
}

impl Marked {
    pub(super) fn new(page: &Page<'_>, groups: &[Group]) -> Self {
        let mut notes = vec![];
        gather(page.typed_operations(), page.resources(), 0, &mut notes);
        let groups = groups.iter().map(|group| (group.clone(), String::new())).collect();
        Self { notes, groups, ..Self::default() }
    }

    pub(super) fn begin(&mut self, tag: &[u8], mark: Option<i32>, from: usize) {
        let note = self.notes.get(self.next);
        // Stamps and fields are drawn behind what was looked through.
        self.lost |= note.is_some_and(|(own, _)| own != tag);
        let text = note.and_then(|(_, text)| text.clone()).filter(|_| !self.lost);
        self.next += 1;
        // Of one piece the tree says what the piece itself might say.
        let alone = |(group, _): &&(Group, String)| {
            group.stands && mark.is_some_and(|mark| group.marks == [mark])
        };
        let by_tree = || self.groups.iter().find(alone).map(|(group, _)| group.text.clone());
        let text = text.or_else(by_tree);
        self.open.push(Open { text, mark, from, before: self.pictured.len(), area: None });
    }

    /// Whether what is drawn now stands for a text.
    pub(super) fn is_told(&self) -> bool {
        self.open.iter().any(|open| open.text.is_some())
    }

    /// Takes note of something that is no character, where it counts.
    pub(super) fn draw(&mut self, area: impl FnOnce() -> Rect) {
        if !self.is_told() {
            return;
        }
        let area = area();
        for open in &mut self.open {
            open.area = Some(open.area.map_or(area, |other| other.union(area)));
        }
    }

    /// Ends a piece: what it stands for is read where no character says it; `unknown` counts those that are
    /// drawn and not known.
    pub(super) fn end(&mut self, places: &mut Vec<Place>, unknown: &mut usize) {
        let Some(Open { text, mark, from, before, area }) = self.open.pop() else { return };
        for (group, drawn) in &mut self.groups {
            if mark.is_some_and(|mark| group.marks.contains(&mark)) {
                let own = places.get(from..).unwrap_or_default();
                drawn.extend(own.iter().map(|place| place.text.as_str()));
            }
        }
        let Some(text) = text.filter(|_| self.pictured.len() == before) else { return };
        let drawn = places.get(from..).unwrap_or_default();
        if drawn.iter().all(|place| place.text.trim().is_empty()) {
            self.pictured.push(Pictured { text, at: places.len(), area });
        } else if drawn.iter().any(|place| place.text == UNKNOWN) {
            // The sign itself may be drawn, which is known.
            let signs = drawn.iter().filter(|place| place.text == UNKNOWN).count();
            *unknown = unknown.saturating_sub(signs);
            places[from].text = text;
            places.truncate(from + 1);
        } else if !same(&text, &drawn.iter().map(|place| place.text.as_str()).collect::<String>()) {
            self.differing.push(text);
        }
    }

    /// What the file says to stand for other characters than are drawn, and what it says of pictures.
    pub(super) fn told(&mut self) -> (Vec<String>, Vec<String>) {
        let mut differing = std::mem::take(&mut self.differing);
        let mut shown = vec![];
        for (group, drawn) in std::mem::take(&mut self.groups) {
            if !group.stands && drawn.trim().is_empty() {
                shown.push(group.text);
            } else if group.stands && group.marks.len() > 1 && !same(&group.text, &drawn) {
                differing.push(group.text);
            }
        }
        (differing, shown)
    }

    /// Puts what was drawn as pictures among the characters; returns what has no place.
    pub(super) fn put(&mut self, places: &mut Vec<Place>) -> String {
        let mut left = String::new();
        // From the last: places before stay where they are.
        for pictured in std::mem::take(&mut self.pictured).into_iter().rev() {
            match pictured.places(places) {
                Some(own) => {
                    places.splice(pictured.at..pictured.at, own);
                }
                None => left.insert_str(0, &pictured.text),
            }
        }
        if self.lost || self.next < self.notes.len() {
            let rest = self.notes.iter().skip(if self.lost { 0 } else { self.next });
            left.extend(rest.filter_map(|(_, text)| text.as_deref()));
        }
        left
    }
}

impl Pictured {
    /// Characters one behind the other, on the line of what stands beside.
    fn places(&self, others: &[Place]) -> Option<Vec<Place>> {
        let number = self.text.chars().count().max(1) as f64;
        let last = others[..self.at].last();
        let Some(area) = self.area else {
            // Nothing is drawn at all.
            let last = last?;
            return Some(self.line(last.x + last.advance, last.size, last));
        };
        let beside = |place: &&Place| {
            let height = area.height().max(1.0);
            (0.4 * height..2.5 * height).contains(&place.size)
                && place.angle.abs() < 1.0
                && (area.y0 - 0.5 * place.size..area.y0 + 0.6 * place.size).contains(&place.y)
        };
        let distance = |place: &Place| (place.x - area.x0).abs();
        let near = others.iter().filter(beside);
        let near = near.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let own = Place {
            text: String::new(),
            x: area.x0,
            y: area.y0 + 0.1 * area.height(),
            size: area.height(),
            advance: 0.0,
            angle: 0.0,
            weight: Weight::Plain,
            how: How::Filled,
        };
        Some(self.line(area.x0, area.width() / number, near.unwrap_or(&own)))
    }

    fn line(&self, x: f64, advance: f64, like: &Place) -> Vec<Place> {
        let at = |(index, c): (usize, char)| Place {
            text: c.to_string(),
            x: x + index as f64 * advance,
            advance,
            ..like.clone()
        };
        self.text.chars().enumerate().map(at).collect()
    }
}

/// The marked pieces of a stream, with those of drawings that it calls.
fn gather(
    mut operations: TypedIter<'_>,
    resources: &Resources<'_>,
    depth: usize,
    notes: &mut Vec<Note>,
) {
    while let Some(operation) = operations.next() {
        if notes.len() >= MOST {
            return;
        }
        match operation {
            TypedInstruction::BeginMarkedContent(begin) => notes.push((begin.0.to_vec(), None)),
            TypedInstruction::BeginMarkedContentWithProperties(begin) => {
                let named = begin.1.clone().into_name();
                let dict = match named {
                    Some(name) => resources.properties.get::<Dict<'_>>(name.as_ref()),
                    None => begin.1.clone().into_dict(),
                };
                let text = dict.and_then(|dict| dict.get::<Text<'_>>(b"ActualText"));
                let text = text.map(|text| decoded(text.as_bytes()));
                // A hyphen at the end of a line stands for none.
                let seen = |text: &String| {
                    text.chars().any(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '\u{200B}'))
                };
                notes.push((begin.0.to_vec(), text.filter(seen)));
            }
            TypedInstruction::XObject(called) if depth < DEEPEST => {
                let Some(stream) = resources.get_x_object(called.0) else { continue };
                let dict = stream.dict();
                let kind = dict.get::<Name<'_>>(b"Subtype");
                if kind.is_none_or(|kind| kind.as_str() != "Form") {
                    continue;
                }
                let own = dict.get::<Dict<'_>>(b"Resources").unwrap_or_default();
                let Ok(decoded) = stream.decoded() else { continue };
                let own = Resources::from_parent(own, resources.clone());
                gather(TypedIter::new(&decoded), &own, depth + 1, notes);
            }
            _ => {}
        }
    }
}
