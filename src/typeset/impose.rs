//! A4 pages set two by two on A3 sheets: in saddle-stitch order for folding, or one after another
//! for looking through.
//!
//! The laid-out pages themselves are put side by side, not pictures of them: text, tags, language and
//! outline stay, in the order of reading, and the file is PDF/A and PDF/UA as the record is.

use std::collections::HashMap;

use anyhow::Result;
use typst::foundations::{Content, NativeElement as _, Smart};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{
    Abs, Frame, FrameItem, FrameParent, GroupItem, Inherit, PlaceElem, Point, Size, Transform,
};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};

use super::catalog::Edge;
use super::{Pages, written};
use crate::bulletin::Bulletin;

/// How pages are set on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imposition {
    /// Printed on both sides, folded together in the middle: pages in order.
    Booklet,
    /// Pages 1 and 2, 3 and 4 … side by side.
    TwoUp,
}

/// Imposes laid-out A4 pages.
pub fn impose(pages: &Pages, bulletin: &Bulletin, imposition: Imposition) -> Result<Vec<u8>> {
    let edge = match imposition {
        Imposition::Booklet => Edge::Short,
        Imposition::TwoUp => Edge::Long,
    };
    let sheets = imposed(&pages.document, Abs::mm(bulletin.creep), imposition);
    written(sheets, pages.attached, edge)
}

fn imposed(document: &PagedDocument, creep: Abs, imposition: Imposition) -> PagedDocument {
    let count = document.pages().len();
    let closed = closed(document.pages());
    let (width, height) = (Abs::mm(210.0), Abs::mm(297.0));
    let mut sheets = vec![];
    for (index, side) in sides(count, imposition).into_iter().enumerate() {
        let mut frame = Frame::hard(Size::new(width * 2.0, height));
        if index == 0 {
            // What is read first stands first: the pages hang on these in their order.
            for page in 0..count {
                let (start, end) = hook(page);
                frame.push(Point::zero(), FrameItem::Tag(start));
                frame.push(Point::zero(), FrameItem::Tag(end));
            }
        }
        let creep = match imposition {
            Imposition::Booklet => creep * (index / 2) as f64,
            Imposition::TwoUp => Abs::zero(),
        };
        for (half, number) in side.into_iter().enumerate().filter(|(_, number)| *number > 0) {
            // Inner sheets stand out when folded: towards the fold.
            let dx = if half == 0 { creep } else { width - creep };
            let group = GroupItem {
                transform: Transform::identity(),
                parent: Some(FrameParent::new(place_of(number - 1), Inherit::No)),
                ..GroupItem::new(closed[number - 1].clone())
            };
            frame.push(Point::with_x(dx), FrameItem::Group(group));
        }
        sheets.push(Page { frame, numbering: None, number: index as u64 + 1, ..blank(document) });
    }
    PagedDocument::new(sheets.into_iter().collect(), document.info().clone())
}

fn blank(document: &PagedDocument) -> Page {
    let frame = Frame::hard(Size::zero());
    document.pages().first().cloned().unwrap_or_else(|| Page {
        frame,
        bleed: Default::default(),
        fill: Smart::Auto,
        numbering: None,
        supplement: Content::empty(),
        number: 1,
    })
}

/// Where a page hangs in the order of reading.
fn place_of(page: usize) -> Location {
    Location::new(0x6b75_6169_6261_6f00 + page as u128)
}

/// An element that has only a place, to which the engine counts what is read there.
fn hook(page: usize) -> (Tag, Tag) {
    let flags = TagFlags { introspectable: true, tagged: true };
    let mut element = PlaceElem::new(Content::empty()).with_float(true).pack();
    element.set_location(place_of(page));
    (Tag::Start(element, flags), Tag::End(place_of(page), 0, flags))
}

/// The frames of the pages, each with all that it opens closed again: what goes on over a page is two
/// of a kind.
fn closed(pages: &[Page]) -> Vec<Frame> {
    let mut open: Vec<(Content, TagFlags)> = vec![];
    let mut closed = vec![];
    for (index, page) in pages.iter().enumerate() {
        let mut again = HashMap::new();
        let mut frame = Frame::hard(page.frame.size());
        for (element, flags) in &mut open {
            let Some(location) = element.location() else { continue };
            let own = location.variant(index + 1);
            again.insert(location, own);
            element.set_location(own);
            let flags = TagFlags { introspectable: false, ..*flags };
            frame.push(Point::zero(), FrameItem::Tag(Tag::Start(element.clone(), flags)));
        }
        frame.push_multiple(followed(&page.frame, &mut open, &again));
        for (element, flags) in open.iter().rev() {
            let Some(location) = element.location() else { continue };
            frame.push(Point::zero(), FrameItem::Tag(Tag::End(location, 0, *flags)));
        }
        closed.push(frame);
    }
    closed
}

/// The items of a frame, with the ends of what has been opened anew on this page. What is open at the
/// end of the frame is left in `open`.
fn followed(
    frame: &Frame,
    open: &mut Vec<(Content, TagFlags)>,
    again: &HashMap<Location, Location>,
) -> Vec<(Point, FrameItem)> {
    let mut items = vec![];
    for (point, item) in frame.items() {
        let item = match item {
            FrameItem::Group(group) => {
                let mut inner = Frame::hard(group.frame.size());
                inner.push_multiple(followed(&group.frame, open, again));
                FrameItem::Group(GroupItem { frame: inner, ..group.clone() })
            }
            FrameItem::Tag(Tag::Start(element, flags)) if flags.tagged => {
                open.push((element.clone(), *flags));
                item.clone()
            }
            FrameItem::Tag(Tag::End(location, key, flags)) if flags.tagged => {
                let opened = again.get(location).copied();
                let own = opened.unwrap_or(*location);
                open.retain(|(element, _)| element.location() != Some(own));
                let introspectable = flags.introspectable && opened.is_none();
                FrameItem::Tag(Tag::End(own, *key, TagFlags { introspectable, ..*flags }))
            }
            _ => item.clone(),
        };
        items.push((*point, item));
    }
    items
}

/// The page numbers of each sheet side, left and right; 0 is blank.
fn sides(pages: usize, imposition: Imposition) -> Vec<[usize; 2]> {
    let there = |page: usize| if page <= pages { page } else { 0 };
    match imposition {
        Imposition::TwoUp => (1..=pages).step_by(2).map(|left| [left, there(left + 1)]).collect(),
        Imposition::Booklet => {
            let all = pages.next_multiple_of(4);
            (0..all / 4)
                .flat_map(|sheet| {
                    let (first, last) = (1 + 2 * sheet, all - 2 * sheet);
                    [[there(last), there(first)], [there(first + 1), there(last - 1)]]
                })
                .collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_booklet_reads_in_order() {
        let booklet = |pages| sides(pages, Imposition::Booklet);
        assert_eq!(booklet(4), [[4, 1], [2, 3]]);
        assert_eq!(booklet(3), [[0, 1], [2, 3]]);
        assert_eq!(booklet(8), [[8, 1], [2, 7], [6, 3], [4, 5]]);
        assert_eq!(booklet(5), [[0, 1], [2, 0], [0, 3], [4, 5]]);
        assert_eq!(sides(3, Imposition::TwoUp), [[1, 2], [3, 0]]);
    }

    /// Where pages begin on each side of the sheets, in millimetres from its left edge.
    fn begins(count: usize, creep: f64, imposition: Imposition) -> Vec<Vec<f64>> {
        let page = Page {
            frame: Frame::hard(Size::new(Abs::mm(210.0), Abs::mm(297.0))),
            ..blank(&PagedDocument::new(Default::default(), Default::default()))
        };
        let document =
            PagedDocument::new(std::iter::repeat_n(page, count).collect(), Default::default());
        let sheets = imposed(&document, Abs::mm(creep), imposition);
        let begins = |sheet: &Page| {
            let groups =
                sheet.frame.items().filter(|(_, item)| matches!(item, FrameItem::Group(_)));
            groups.map(|(point, _)| (point.x.to_mm() * 1000.0).round() / 1000.0).collect()
        };
        sheets.pages().iter().map(begins).collect()
    }

    #[test]
    fn inner_pages_creep_towards_the_fold_sheet_by_sheet() {
        let booklet = begins(12, 0.2, Imposition::Booklet);
        let (outer, middle, inner) = (vec![0.0, 210.0], vec![0.2, 209.8], vec![0.4, 209.6]);
        let expected = [&outer, &outer, &middle, &middle, &inner, &inner];
        assert_eq!(booklet.iter().collect::<Vec<_>>(), expected, "both sides of a sheet alike");
        assert!(begins(12, 0.0, Imposition::Booklet).iter().all(|side| *side == outer));
        assert!(begins(4, 0.3, Imposition::TwoUp).iter().all(|side| *side == outer), "not folded");
        assert_eq!(
            begins(6, 0.2, Imposition::Booklet)[..2],
            [vec![210.0], vec![0.0]],
            "blank ones"
        );
    }
}
