//! The one walk through typst's frames.

use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

/// Something on a page.
pub(super) struct Found<'a> {
    /// Index of the page.
    pub(super) page: usize,
    /// From the item's own place to the page.
    pub(super) transform: Transform,
    pub(super) item: &'a FrameItem,
    /// Whether something cuts it off.
    pub(super) clipped: bool,
}

/// Shows all that is on the pages, in the order of the frames, which is the order of reading.
pub(super) fn walk<'a>(document: &'a PagedDocument, mut see: impl FnMut(Found<'a>)) {
    for (index, page) in document.pages().iter().enumerate() {
        descend(&page.frame, Transform::identity(), index, false, &mut see);
    }
}

fn descend<'a>(
    frame: &'a Frame,
    transform: Transform,
    page: usize,
    clipped: bool,
    see: &mut impl FnMut(Found<'a>),
) {
    for (Point { x, y }, item) in frame.items() {
        let transform = transform.pre_concat(Transform::translate(*x, *y));
        if let FrameItem::Group(group) = item {
            let clipped = clipped || group.clip.is_some();
            descend(&group.frame, transform.pre_concat(group.transform), page, clipped, see);
        } else {
            see(Found { page, transform, item, clipped });
        }
    }
}
