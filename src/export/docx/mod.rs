//! A Word document (.docx), for Word and WPS: the same page, and styles that a person can change.
//!
//! Written part by part: what libraries for documents write (grids of characters, theme fonts) is
//! not this page. What was measured of it: 28 characters × 22 lines need an exact pitch with a grid
//! of lines, and letter-spacing instead of a grid of characters; an indent needs twips beside its
//! characters; a row of a table must have no exact pitch.

use anyhow::Result;

use super::package::Package;
use super::{File, Made, Options};
use crate::bulletin::Bulletin;
use crate::bulletin::words::Manner;
use crate::config::Fonts;
use crate::draft::attachment::PictureFormat;
use crate::typeset::Setting;

mod body;
mod edge;
mod inset;
mod parts;
mod reckon;
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
    let marks = made.fitted.pages.marks();
    let page_of = |column: usize, item: Option<usize>| {
        let here = marks.iter().find(|mark| mark.column == Some(column) && mark.item == item);
        here.map(|mark| mark.page)
    };
    let bytes = document(made.bulletin, manner, &config.fonts, setting, made.proof, &page_of)?;
    Ok(vec![File::new(".docx", bytes)])
}

/// The document of a bulletin on a page of this setting. `page_of` says where a column or item stands,
/// for the contents.
///
/// # Errors
/// The package cannot be written.
pub fn document(
    bulletin: &Bulletin,
    manner: Manner,
    fonts: &Fonts,
    setting: Setting,
    proof: bool,
    page_of: &dyn Fn(usize, Option<usize>) -> Option<usize>,
) -> Result<Vec<u8>> {
    let sheet = sheet::Sheet::of(setting);
    let faces = styles::Faces::of(fonts);
    let source = body::Source { bulletin, sheet, manner, page_of };
    let (document, pictures) = body::part(&source);
    let formats: Vec<PictureFormat> = pictures.iter().map(|picture| picture.format).collect();
    let mut package = Package::default();
    package.add("[Content_Types].xml", parts::types());
    package.add("_rels/.rels", parts::package_relations());
    package.add("word/document.xml", document);
    package.add("word/_rels/document.xml.rels", parts::document_relations(&formats));
    package.add("word/styles.xml", styles::part(&sheet, &faces, bulletin.latin_spacing));
    package.add("word/settings.xml", parts::settings());
    package.add("word/fontTable.xml", faces.table());
    package.add("word/footer1.xml", parts::footer("right"));
    package.add("word/footer2.xml", parts::footer("left"));
    package.add("word/header1.xml", parts::header(bulletin, proof));
    package.add("docProps/core.xml", parts::core(bulletin));
    package.add("docProps/app.xml", parts::app());
    for (index, picture) in pictures.iter().enumerate() {
        let name = format!("word/{}", parts::picture(index, picture.format));
        package.add(name, picture.upright().into_owned());
    }
    package.finish()
}
