//! A4 pages set two by two on A3 sheets: in saddle-stitch order for folding, or one after another
//! for looking through. The text stays text.

use anyhow::Result;
use chrono::Datelike as _;
use serde_json::json;
use typst::foundations::Bytes;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::fonts::FontSet;
use super::template::{MAIN, Template};
use super::world::{Files, TypstWorld};
use super::{creator, explain};
use crate::bulletin::Bulletin;
use crate::config::Fonts;

/// How pages are set on sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Imposition {
    /// Printed on both sides, folded together in the middle: pages in order.
    Booklet,
    /// Pages 1 and 2, 3 and 4 … side by side.
    TwoUp,
}

/// Imposes the pages of a finished A4 PDF. Neither PDF/A nor PDF/UA: the engine cannot embed pages
/// in those, and the A4 file is the record.
pub fn impose(
    pdf: Vec<u8>,
    pages: usize,
    bulletin: &Bulletin,
    imposition: Imposition,
) -> Result<Vec<u8>> {
    let template = Template {
        files: [
            (MAIN.to_owned(), Bytes::from_string(include_str!("impose.typ"))),
            ("pages.pdf".to_owned(), Bytes::new(pdf)),
        ]
        .into(),
    };
    let date = bulletin.date;
    let plan = json!({
        "title": bulletin.title(),
        "date": { "year": date.year(), "month": date.month(), "day": date.day() },
        "sides": sides(pages, imposition),
    });
    let fonts = FontSet::load(None, &Fonts::default())?;
    let files = Files::new(&template);
    let world = TypstWorld::new(&fonts, &files, serde_json::to_vec(&plan)?);
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|errors| explain(&world, &errors))?;
    let options = PdfOptions { creator: creator(), ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|errors| explain(&world, &errors))
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
}
