//! Pages, as the page of the desk draws them.

use serde::Serialize;

/// Pages that have changed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Pages {
    #[cfg_attr(test, ts(type = "number"))]
    pub(in crate::desk) version: u64,
    pub(in crate::desk) count: u32,
    /// 4 页，还差 3 行.
    pub(in crate::desk) status: String,
    pub(in crate::desk) well: bool,
    /// Why the pages are those of an earlier version.
    pub(in crate::desk) failed: Option<String>,
    /// [[column, item, characters to cut]] that would mend it, cheapest first; both from 0.
    pub(in crate::desk) cuts: Vec<[u32; 3]>,
    /// What is new: number of the page from 0, and the page.
    pub(in crate::desk) sheets: Vec<(u32, Sheet)>,
    /// Outlines that the page has not had yet: the `d` of an SVG path, in units of a thousandth em, y up.
    pub(in crate::desk) glyphs: Vec<(u32, String)>,
}

/// A page, in points.
#[derive(Debug, Clone, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Sheet {
    pub(in crate::desk) width: i32,
    pub(in crate::desk) height: i32,
    pub(in crate::desk) runs: Vec<Run>,
    pub(in crate::desk) areas: Vec<Area>,
    pub(in crate::desk) pictures: Vec<Placed>,
}

/// Glyphs on a line. Lengths are hundredths of a point.
#[derive(Debug, Clone, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Run {
    /// Size.
    pub(in crate::desk) s: i32,
    /// Colour, where it is not black.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub(in crate::desk) c: Option<String>,
    /// Where it begins.
    pub(in crate::desk) x: i32,
    pub(in crate::desk) y: i32,
    /// The turn and squeeze of it, in ten-thousandths: a, b, c, d of a matrix; none where plain.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub(in crate::desk) m: Option<[i32; 4]>,
    /// Glyphs.
    pub(in crate::desk) g: Vec<u32>,
    /// Their distances from the beginning.
    pub(in crate::desk) d: Vec<i32>,
    pub(in crate::desk) w: i32,
    pub(in crate::desk) text: String,
    /// Column and item from 0, and the character there that the run begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub(in crate::desk) p: Option<[u32; 3]>,
}

#[derive(Debug, Clone, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Area {
    /// The `d` of an SVG path, in points.
    pub(in crate::desk) d: String,
    pub(in crate::desk) c: String,
}

#[derive(Debug, Clone, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(in crate::desk) struct Placed {
    /// By which the picture is fetched.
    pub(in crate::desk) key: String,
    pub(in crate::desk) alt: String,
    /// From the unit square to the page, in hundredths of a point.
    pub(in crate::desk) m: [i32; 6],
}
