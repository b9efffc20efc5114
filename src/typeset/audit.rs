//! What is on the laid-out pages, read back from typst's frames.

use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::layout::{Abs, Em, FrameItem, Point};
use typst::text::TextItem;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::Setting;
use super::blank::Blanks;
use super::fonts::face_name;
use super::walk::walk;
use crate::zh::character::is_one_of;

/// What is on the pages of a document.
pub(super) struct Content {
    pub(super) texts: Vec<Text>,
    pub(super) marks: Vec<Mark>,
    pub(super) lines: Vec<Line>,
}

impl Content {
    pub(super) fn of(document: &PagedDocument) -> Self {
        let (texts, marks) = (texts(document), marks(document));
        Self { lines: lines(&texts, &marks), texts, marks }
    }
}

/// What begins at a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// What a reissue corrects (更正).
    Correction,
    /// The editor's note.
    Note,
    Contents,
    Column,
    Item,
    Table,
    Figure,
    /// Where the running text of an item goes on after a table or figure.
    Text,
    /// The end block.
    End,
}

impl MarkKind {
    /// By the name that templates use; what has none of these is no mark.
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "correction" => Self::Correction,
            "note" => Self::Note,
            "contents" => Self::Contents,
            "column" => Self::Column,
            "item" => Self::Item,
            "table" => Self::Table,
            "figure" => Self::Figure,
            "text" => Self::Text,
            "end" => Self::End,
            _ => return None,
        })
    }
}

/// A place that the template marked: what begins there, and where it came to stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub kind: MarkKind,
    /// Index of the column, and of the item in it, both from 0, where there is one.
    pub column: Option<usize>,
    pub item: Option<usize>,
    /// Page, from 1.
    pub page: usize,
    /// Distance from the top of the page, in points.
    pub y: f64,
}

impl Mark {
    /// Whether it begins something that is not running text.
    pub fn is_inset(&self) -> bool {
        matches!(self.kind, MarkKind::Table | MarkKind::Figure | MarkKind::Contents)
    }
}

/// The marks of a document, in reading order.
fn marks(document: &PagedDocument) -> Vec<Mark> {
    let Some(label) = Label::new(PicoStr::intern("place")) else { return vec![] };
    let found = document.introspector().query(&Selector::Label(label));
    found
        .iter()
        .filter_map(|content| {
            let value = &content.to_packed::<MetadataElem>()?.value;
            let Value::Dict(fields) = value else { return None };
            let kind = MarkKind::named(&fields.get("kind").ok()?.clone().cast::<String>().ok()?)?;
            let index = |name: &str| {
                let number = fields.get(name).ok()?.clone().cast::<i64>().ok()?;
                usize::try_from(number).ok()
            };
            let position = document.introspector().position(content.location()?)?;
            Some(Mark {
                kind,
                column: index("column"),
                item: index("item"),
                page: position.page.get(),
                y: position.point.y.to_pt(),
            })
        })
        .collect()
}

/// A run of glyphs as it stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Page, from 1.
    pub page: usize,
    /// Left end of the baseline, in points from the top left of the page.
    pub x: f64,
    pub y: f64,
    /// Points, without the empty half of a mark at its end and what a justified line has put there.
    pub width: f64,
    pub text: String,
    pub font: String,
    /// Characters for which nothing is drawn.
    pub missing: Vec<char>,
}

/// All texts of a document in the order of the frames, which is the order of reading.
fn texts(document: &PagedDocument) -> Vec<Text> {
    let mut all = vec![];
    let mut blanks = Blanks::default();
    walk(document, |found| {
        let FrameItem::Text(text) = found.item else { return };
        let at = Point::zero().transform(found.transform);
        // Long names are set narrow, so the end is transformed as well.
        let end = Point::new(text.width() - hanging(text), Abs::zero()).transform(found.transform);
        all.push(Text {
            page: found.page + 1,
            x: at.x.to_pt(),
            y: at.y.to_pt(),
            width: (end.x - at.x).to_pt(),
            text: text.text.to_string(),
            font: face_name(text.font.font().info()),
            missing: blanks.of(text),
        });
    });
    all
}

/// Full-width marks whose right half is empty.
const HALF_EMPTY: &str = "，。、；：？！）》”’】〉」』〕";

/// How much further a text goes than its last glyph: a justified line gives that one its share too,
/// which is more the fewer characters the line has. Of a mark the right half is empty; at the end of a
/// line it is left out, and the share stands in its place.
fn hanging(text: &TextItem) -> Abs {
    const FULL: Em = Em::new(0.9);
    let Some(last) = text.glyphs.last() else { return Abs::zero() };
    let own = text.font.x_advance(last.id).unwrap_or(last.x_advance);
    let is_mark = own > FULL && text.text[last.range()].chars().all(|c| is_one_of(c, HALF_EMPTY));
    let own = if is_mark { own * 0.5 } else { own };
    (last.x_advance - own).at(text.size).max(Abs::zero())
}

/// A line of text as it stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Page, from 1.
    pub page: usize,
    /// Baseline, in points from the top of the page.
    pub y: f64,
    /// Ends of the line, in points from the left of the page.
    pub left: f64,
    pub right: f64,
    /// Whether some of its texts stand on others, as in cells that are too narrow for them.
    pub overlaps: bool,
    pub text: String,
    /// Index of the mark that the line belongs to; `None` for masthead and page numbers.
    pub mark: Option<usize>,
    /// The families used, with what each was used for.
    pub faces: Vec<(String, String)>,
}

impl Line {
    /// Whether it is a page number: below the type area, and nothing but digits and dashes.
    pub fn is_folio(&self) -> bool {
        is_folio(self.y, &self.text)
    }
}

fn is_folio(y: f64, text: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || c.is_whitespace() || "—–-".contains(c);
    y > Setting::AREA_TOP + Setting::AREA_HEIGHT && text.chars().all(plain)
}

/// Index of the mark that text on a baseline belongs to.
pub(super) fn owner(marks: &[Mark], page: usize, y: f64, text: &str) -> Option<usize> {
    let begun = |mark: &Mark| mark.page < page || (mark.page == page && mark.y <= y + 1.0);
    if is_folio(y, text) { None } else { marks.iter().rposition(begun) }
}

/// The margin, left or right, that something on a page stands in: a number beside the text of a proof.
fn margin(page: usize, left: f64, right: f64) -> Option<bool> {
    // What ends a line, without a width, stands at the very edge.
    const SLACK: f64 = 2.0;
    let area = if page % 2 == 1 { Setting::INNER } else { Setting::OUTER };
    match () {
        () if right < area - SLACK => Some(true),
        () if left > area + Setting::AREA_WIDTH + SLACK => Some(false),
        () => None,
    }
}

/// Texts gathered to lines, in reading order. Marks are in reading order too, and each begins a
/// line. What stands in a margin is of no line beside it, nor of the other margin's.
fn lines(texts: &[Text], marks: &[Mark]) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![];
    for text in texts {
        let right = text.x + text.width;
        let face = (text.font.clone(), text.text.clone());
        let beside = margin(text.page, text.x, right);
        let same = lines.last_mut().filter(|l| {
            l.page == text.page
                && (l.y - text.y).abs() < 1.0
                && margin(l.page, l.left, l.right) == beside
        });
        if let Some(line) = same {
            line.overlaps |= text.x < line.right - 1.0 && right > line.left + 1.0;
            line.left = line.left.min(text.x);
            line.right = line.right.max(right);
            line.text.push_str(&text.text);
            line.faces.push(face);
            continue;
        }
        lines.push(Line {
            page: text.page,
            y: text.y,
            left: text.x,
            right,
            overlaps: false,
            text: text.text.clone(),
            mark: None,
            faces: vec![face],
        });
    }
    for line in &mut lines {
        line.mark = owner(marks, line.page, line.y, &line.text);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: usize, x: f64, y: f64, text: &str) -> Text {
        let width = 10.0 * text.chars().count() as f64;
        Text { page, x, y, width, text: text.to_owned(), font: String::new(), missing: vec![] }
    }

    fn read(texts: &[Text]) -> Vec<String> {
        lines(texts, &[]).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn numbers_in_margins_are_of_no_line() {
        // An item's number on the left and that of the fifth line on the right, nothing between them.
        assert_eq!(read(&[text(1, 45.0, 300.0, "1.1"), text(1, 530.0, 300.0, "5")]), ["1.1", "5"]);
        assert_eq!(read(&[text(2, 40.0, 300.0, "2.1"), text(2, 525.0, 300.2, "5")]), ["2.1", "5"]);
        let beside = [text(1, 90.0, 300.0, "正文"), text(1, 530.0, 300.0, "5")];
        assert_eq!(read(&beside), ["正文", "5"], "the text's last line");
        let after = [text(1, 45.0, 300.0, "1.1"), text(1, 90.0, 300.0, "正文")];
        assert_eq!(read(&after), ["1.1", "正文"]);
        let edge = Setting::INNER + Setting::AREA_WIDTH + 0.1;
        assert_eq!(read(&[text(1, 90.0, 300.0, "正文"), text(1, edge, 300.0, "")]), ["正文"]);
        let parts = [text(1, 90.0, 300.0, "正文"), text(1, 110.0, 300.0, "很长")];
        assert_eq!(read(&parts), ["正文很长"]);
    }
}
