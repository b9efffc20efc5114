//! A Word document (.docx), for Word and WPS: the same page, and styles that a person can change.
//!
//! Written part by part: what libraries for documents write (grids of characters, theme fonts) is
//! not this page. What was measured of it: 28 characters × 22 lines need an exact pitch with a grid
//! of lines, and letter-spacing instead of a grid of characters; an indent needs twips beside its
//! characters; a row of a table must have no exact pitch.

use anyhow::Result;

use super::xml::package;
use super::{File, Made, Options};
use crate::draft::attachment::PictureFormat;

mod body;
mod edge;
mod parts;
mod room;
mod run;
mod sheet;
mod styles;

pub use body::bookmark;

pub(super) fn make(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    let config = made.reference.config;
    let (fitted, manner) = (made.fitted, made.manner());
    let wanted = fitted.pages.count();
    let setting = room::setting(made.bulletin, manner, config.limits, wanted, fitted.setting);
    let sheet = sheet::Sheet::of(setting);
    let faces = styles::Faces::of(&config.fonts);
    let marks = made.fitted.pages.marks();
    let page_of = |column: usize, item: Option<usize>| {
        let here = marks.iter().find(|mark| mark.column == Some(column) && mark.item == item);
        here.map(|mark| mark.page)
    };
    let source = body::Source { bulletin: made.bulletin, sheet, manner, page_of: &page_of };
    let (document, pictures) = body::part(&source);
    let formats: Vec<PictureFormat> = pictures.iter().map(|picture| picture.format).collect();
    let text = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    let mut all = vec![
        text("[Content_Types].xml", parts::types()),
        text("_rels/.rels", parts::package_relations()),
        text("word/document.xml", document),
        text("word/_rels/document.xml.rels", parts::document_relations(&formats)),
        text("word/styles.xml", styles::part(&sheet, &faces, made.bulletin.latin_spacing)),
        text("word/settings.xml", parts::settings()),
        text("word/fontTable.xml", faces.table()),
        text("word/footer1.xml", parts::footer("right")),
        text("word/footer2.xml", parts::footer("left")),
        text("word/header1.xml", parts::header(made.proof)),
        text("docProps/core.xml", parts::core(made.bulletin)),
        text("docProps/app.xml", parts::app()),
    ];
    for (index, picture) in pictures.iter().enumerate() {
        let name = format!("word/{}", parts::picture(index, picture.format));
        all.push((name, picture.bytes.to_vec()));
    }
    Ok(vec![File::new(".docx", package(&all)?)])
}
