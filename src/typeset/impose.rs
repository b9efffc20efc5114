//! A4 pages set two by two on A3 sheets: in saddle-stitch order for folding, or one after another
//! for looking through.
//!
//! The laid-out pages themselves are put side by side, not pictures of them: text, tags, language and
//! outline stay, in the order of reading, and the file is PDF/A and PDF/UA as the record is.

use anyhow::Result;
use typst::foundations::{Content, NativeElement as _, Smart};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{
    Abs, Frame, FrameItem, FrameParent, GroupItem, Inherit, PlaceElem, Point, Size,
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
    let mut structure = Structure::default();
    let pages: Vec<Frame> =
        document.pages().iter().map(|page| structure.taken_from(&page.frame)).collect();
    let (width, height) = (Abs::mm(210.0), Abs::mm(297.0));
    let mut sheets = vec![];
    for (index, side) in sides(count, imposition).into_iter().enumerate() {
        let mut frame = Frame::hard(Size::new(width * 2.0, height));
        if index == 0 {
            // What is read first stands first: all of the pages hangs on it, and the outline lists
            // their headings in the order of these.
            for page in 0..count {
                let (start, end) = hook(of_page(page), true);
                frame.push(Point::zero(), FrameItem::Tag(start));
                frame.push(Point::zero(), FrameItem::Tag(end));
            }
            frame.push_multiple(std::mem::take(&mut structure.items));
        }
        let creep = match imposition {
            Imposition::Booklet => creep * (index / 2) as f64,
            Imposition::TwoUp => Abs::zero(),
        };
        for (half, number) in side.into_iter().enumerate().filter(|(_, number)| *number > 0) {
            // Inner sheets stand out when folded: towards the fold.
            let dx = if half == 0 { creep } else { width - creep };
            let parent = Some(FrameParent::new(of_page(number - 1), Inherit::No));
            let group = GroupItem { parent, ..GroupItem::new(pages[number - 1].clone()) };
            frame.push(Point::with_x(dx), FrameItem::Group(group));
        }
        sheets.push(Page { frame, numbering: None, number: index as u64 + 1, ..blank(document) });
    }
    PagedDocument::new(sheets.into_iter().collect(), document.info().clone())
}

/// Where a page hangs in the order of pages.
fn of_page(page: usize) -> Location {
    Location::new(0x6b75_6169_6261_6f00 + page as u128)
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

/// The tags of all pages in the order of reading, with a hook for each stretch of what is drawn
/// between two of them: a table that goes on over a page is one table, wherever its pages come to lie.
#[derive(Default)]
struct Structure {
    items: Vec<(Point, FrameItem)>,
    hooks: u128,
}

impl Structure {
    /// A frame without its structure: what is drawn in it hangs on hooks; tags only say where.
    fn taken_from(&mut self, frame: &Frame) -> Frame {
        let mut bare = Frame::hard(frame.size());
        let mut run = vec![];
        for (point, item) in frame.items() {
            match item {
                FrameItem::Tag(tag) => {
                    self.hang(&mut bare, &mut run);
                    let (read, place) = parted(tag);
                    self.items.push((Point::zero(), FrameItem::Tag(read)));
                    bare.push(*point, FrameItem::Tag(place));
                }
                FrameItem::Group(group) if is_structured(group) => {
                    self.hang(&mut bare, &mut run);
                    let before = std::mem::take(&mut self.items);
                    let inner = self.taken_from(&group.frame);
                    let own = std::mem::replace(&mut self.items, before);
                    match group.parent {
                        // Read elsewhere than it stands, as notes and halves of cells are.
                        Some(_) => {
                            let mut frame = Frame::hard(Size::zero());
                            frame.push_multiple(own);
                            let parent = group.parent;
                            let read = GroupItem { parent, ..GroupItem::new(frame) };
                            self.items.push((Point::zero(), FrameItem::Group(read)));
                        }
                        None => self.items.extend(own),
                    }
                    let group = GroupItem { frame: inner, parent: None, ..group.clone() };
                    bare.push(*point, FrameItem::Group(group));
                }
                _ => run.push((*point, item.clone())),
            }
        }
        self.hang(&mut bare, &mut run);
        bare
    }

    /// Hangs what is drawn between two tags on a hook in the structure.
    fn hang(&mut self, bare: &mut Frame, run: &mut Vec<(Point, FrameItem)>) {
        if !run.iter().any(|(_, item)| is_read(item)) {
            // Rules and areas are not read.
            bare.push_multiple(std::mem::take(run));
            return;
        }
        let place = Location::new(0x6b75_6169_6261_6f00_0000_0000 + self.hooks);
        self.hooks += 1;
        let (start, end) = hook(place, false);
        self.items.push((Point::zero(), FrameItem::Tag(start)));
        self.items.push((Point::zero(), FrameItem::Tag(end)));
        let mut frame = Frame::soft(bare.size());
        frame.push_multiple(std::mem::take(run));
        let parent = Some(FrameParent::new(place, Inherit::Yes));
        let group = GroupItem { parent, ..GroupItem::new(frame) };
        bare.push(Point::zero(), FrameItem::Group(group));
    }
}

/// An element that has only a place, to which the engine counts what is read there; `introspectable`:
/// what it finds there, too.
fn hook(place: Location, introspectable: bool) -> (Tag, Tag) {
    let flags = TagFlags { introspectable, tagged: true };
    let mut element = PlaceElem::new(Content::empty()).with_float(true).pack();
    element.set_location(place);
    (Tag::Start(element, flags), Tag::End(place, 0, flags))
}

/// A tag as it is read, and as it only says where something stands.
fn parted(tag: &Tag) -> (Tag, Tag) {
    let with = |read: bool| {
        let only = |flags: &TagFlags| TagFlags {
            introspectable: flags.introspectable && !read,
            tagged: flags.tagged && read,
        };
        match tag {
            Tag::Start(element, flags) => Tag::Start(element.clone(), only(flags)),
            Tag::End(location, key, flags) => Tag::End(*location, *key, only(flags)),
        }
    };
    (with(true), with(false))
}

fn is_structured(group: &GroupItem) -> bool {
    let is_inside = |(_, item): &(Point, FrameItem)| match item {
        FrameItem::Tag(_) => true,
        FrameItem::Group(group) => is_structured(group),
        _ => false,
    };
    group.parent.is_some() || group.frame.items().any(is_inside)
}

fn is_read(item: &FrameItem) -> bool {
    match item {
        FrameItem::Group(group) => group.frame.items().any(|(_, item)| is_read(item)),
        FrameItem::Shape(..) => false,
        _ => true,
    }
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
