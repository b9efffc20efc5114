//! A character where it is drawn.

/// What stands where a character is not known.
pub(super) const UNKNOWN: &str = "〓";

/// A character on a page; the origin is at the bottom left, in points.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) text: String,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) advance: f64,
    /// The direction in which its line runs, in degrees, counter-clockwise.
    pub(super) angle: f64,
    pub(super) weight: Weight,
    pub(super) how: How,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    /// In a face such as 黑体, which stands out where it is not the face of the text.
    Perhaps,
    Bold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Filled,
    Stroked,
    /// Not seen: the text of a scanned page, for searching.
    Unseen,
    /// Not seen for another reason, by its name.
    Hidden(&'static str),
}
