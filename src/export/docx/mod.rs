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
mod margin;
mod parts;
mod printed;
mod reckon;
mod room;
mod run;
mod sheet;
mod styles;

pub use body::bookmark;
pub use printed::Printed;

pub(super) fn make(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    let config = made.reference.config;
    let (fitted, manner) = (made.fitted, made.manner());
    let wanted = fitted.pages.count();
    let printed = Printed::of(&fitted.pages);
    let page = room::Page { wanted, setting: fitted.setting, printed: &printed };
    let (setting, loose) = room::setting(made.bulletin, manner, config.limits, &page);
    let marks = made.fitted.pages.marks();
    let page_of = |column: usize, item: Option<usize>| {
        let here = marks.iter().find(|mark| mark.column == Some(column) && mark.item == item);
        here.map(|mark| mark.page)
    };
    let layout = Layout { setting, loose, printed: &printed, page_of: &page_of };
    let bytes = document(made.bulletin, manner, &config.fonts, &layout, made.proof)?;
    Ok(vec![File::new(".docx", bytes)])
}

/// How a document is set.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    pub setting: Setting,
    /// How many of the first headings have the room of the page round them; the others have none.
    pub loose: usize,
    /// How the page has the paragraphs.
    pub printed: &'a Printed,
    /// The page of a column, or of an item in it, for the contents.
    pub page_of: &'a dyn Fn(usize, Option<usize>) -> Option<usize>,
}

/// The document of a bulletin.
///
/// # Errors
/// The package cannot be written.
pub fn document(
    bulletin: &Bulletin,
    manner: Manner,
    fonts: &Fonts,
    layout: &Layout<'_>,
    proof: bool,
) -> Result<Vec<u8>> {
    let sheet = sheet::Sheet::of(layout.setting);
    let faces = styles::Faces::of(fonts);
    let source = body::Source { bulletin, sheet, manner, proof, layout };
    let (document, pictures) = body::part(&source);
    let formats: Vec<PictureFormat> = pictures.iter().map(|picture| picture.format).collect();
    let mut package = Package::default();
    package.add("[Content_Types].xml", parts::types());
    package.add("_rels/.rels", parts::package_relations());
    package.add("word/document.xml", document);
    package.add("word/_rels/document.xml.rels", parts::document_relations(&formats));
    package.add("word/styles.xml", styles::part(&sheet, &faces, bulletin));
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
