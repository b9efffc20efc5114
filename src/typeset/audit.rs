//! What is on the laid-out pages, read back from typst's frames.

use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector as _, MetadataElem};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// A place that the template marked: what begins there, and where it came to stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// `column`, `item`, `note` or `end`.
    pub kind: String,
    /// Index of the column, and of the item in it, both from 0, where there is one.
    pub column: Option<usize>,
    pub item: Option<usize>,
    /// Page, from 1.
    pub page: usize,
    /// Distance from the top of the page, in points.
    pub y: f64,
}

/// The marks of a document, in reading order.
pub(super) fn marks(document: &PagedDocument) -> Vec<Mark> {
    let Some(label) = Label::new(PicoStr::intern("place")) else { return vec![] };
    let found = document.introspector().query(&Selector::Label(label));
    found
        .iter()
        .filter_map(|content| {
            let value = &content.to_packed::<MetadataElem>()?.value;
            let Value::Dict(fields) = value else { return None };
            let kind = fields.get("kind").ok()?.clone().cast::<String>().ok()?;
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
    /// Points.
    pub width: f64,
    pub text: String,
    pub font: String,
    /// Characters without a glyph.
    pub missing: Vec<char>,
}

/// All texts of a document in the order of the frames, which is the order of reading.
pub(super) fn texts(document: &PagedDocument) -> Vec<Text> {
    let mut all = vec![];
    for (index, page) in document.pages().iter().enumerate() {
        collect(&page.frame, Transform::identity(), index + 1, &mut all);
    }
    all
}

fn collect(frame: &Frame, transform: Transform, page: usize, all: &mut Vec<Text>) {
    for (point, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let inner = transform
                    .pre_concat(Transform::translate(point.x, point.y))
                    .pre_concat(group.transform);
                collect(&group.frame, inner, page, all);
            }
            FrameItem::Text(text) => {
                let at = Point::new(point.x, point.y).transform(transform);
                let tofu = text.glyphs.iter().filter(|glyph| glyph.id == 0);
                all.push(Text {
                    page,
                    x: at.x.to_pt(),
                    y: at.y.to_pt(),
                    width: text.width().to_pt(),
                    text: text.text.to_string(),
                    font: text.font.font().info().family.clone(),
                    missing: tofu.flat_map(|glyph| text.text[glyph.range()].chars()).collect(),
                });
            }
            _ => {}
        }
    }
}
