//! The number of an item in the left margin of a proof, as the PDF has it: people name the item by it.
//!
//! In a text box that hangs on the item's first paragraph: it is none of the text, moves with it and takes
//! no room. A paragraph in a frame would do in Word, but LibreOffice, when it saves such a document, loses
//! bookmarks and tracked changes of the paragraph beside it.

use super::run::{paragraph, run};
use super::sheet::INSIDE;
use super::styles::id;
use crate::draft::ItemNumber;

/// What the names in [`boxed`] stand for: on the root of a document that has some.
pub(super) const NAMESPACES: &str = " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";

/// English metric units a twip.
const TWIP: u32 = 635;

/// How far it stands left of the text, 12 mm, and how wide it may be, in twips.
const LEFT: u32 = 680;
const WIDTH: u32 = 600;
const _: () = assert!(LEFT < INSIDE, "it stands on the paper");

/// Drawings of a document have numbers of their own: those of pictures are smaller.
const FIRST: usize = 10_000;

/// Hangs the number of an item on its first paragraph, behind the item's bookmark; `text` is the item as
/// it is written, `index` counts the items.
pub(super) fn hang(text: &mut String, number: ItemNumber, index: usize, pitch: u32) {
    const OPENS: &str = "</w:pPr>";
    const MARK: &str = "<w:bookmarkStart ";
    let Some(at) = text.find(OPENS).map(|at| at + OPENS.len()) else { return };
    let mark = text[at..].starts_with(MARK).then(|| text[at..].find("/>")).flatten();
    let at = mark.map_or(at, |mark| at + mark + "/>".len());
    text.insert_str(at, &boxed(number, index, pitch));
}

fn boxed(number: ItemNumber, index: usize, pitch: u32) -> String {
    let (left, width, height) = (LEFT * TWIP, WIDTH * TWIP, pitch * TWIP);
    let (own, order) = (FIRST + index, index + 1);
    let inside = paragraph(id::MARGIN, "", &run(&number.to_string(), ""));
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>\
         <wp:anchor distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\" simplePos=\"0\" relativeHeight=\"{order}\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"0\" allowOverlap=\"1\">\
         <wp:simplePos x=\"0\" y=\"0\"/>\
         <wp:positionH relativeFrom=\"column\"><wp:posOffset>-{left}</wp:posOffset></wp:positionH>\
         <wp:positionV relativeFrom=\"line\"><wp:posOffset>0</wp:posOffset></wp:positionV>\
         <wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:effectExtent l=\"0\" t=\"0\" r=\"0\" b=\"0\"/><wp:wrapNone/>\
         <wp:docPr id=\"{own}\" name=\"{number}\"/><wp:cNvGraphicFramePr/>\
         <a:graphic><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:cNvSpPr txBox=\"1\"/>\
         <wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>\
         <wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx>\
         <wps:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\" anchor=\"t\"/></wps:wsp></a:graphicData></a:graphic>\
         </wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )
}
