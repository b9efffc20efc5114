//! `OFD.xml` and `Document.xml`: what the document says of itself, its pages, and its outline.

use super::page::physical_box;
use super::xml::{Xml, mm};
use crate::typeset::Runs;
use crate::typeset::runs::Heading;

/// The main document.
pub(super) fn root(runs: &Runs, id: &str, archive: bool) -> String {
    let kind = if archive { "OFD-A" } else { "OFD" };
    let mut xml = Xml::new("OFD", &[("Version", "1.0"), ("DocType", kind)]);
    xml.begin("DocBody", &[]);
    xml.begin("DocInfo", &[]);
    xml.text("DocID", &[], id);
    let about = &runs.about;
    for (name, text) in [
        ("Title", about.title.as_str()),
        ("Author", &about.authors.join("、")),
        ("Subject", &about.description),
    ] {
        if !text.is_empty() {
            xml.text(name, &[], text);
        }
    }
    if let Some((year, month, day)) = about.date {
        xml.text("CreationDate", &[], &format!("{year:04}-{month:02}-{day:02}"));
    }
    xml.text("Creator", &[], env!("CARGO_PKG_NAME"));
    xml.text("CreatorVersion", &[], env!("CARGO_PKG_VERSION"));
    xml.end();
    xml.text("DocRoot", &[], "Doc_0/Document.xml");
    xml.finish()
}

/// The document's own file; `pages` are the numbers of its pages, `last` the greatest of all numbers.
pub(super) fn document(runs: &Runs, pages: &[u32], pictures: bool, last: u32) -> String {
    let mut xml = Xml::new("Document", &[]);
    xml.begin("CommonData", &[]);
    xml.text("MaxUnitID", &[], &last.to_string());
    if let Some(leaf) = runs.leaves.first() {
        xml.begin("PageArea", &[]);
        xml.text("PhysicalBox", &[], &physical_box(leaf));
        xml.end();
    }
    xml.text("PublicRes", &[], "PublicRes.xml");
    if pictures {
        xml.text("DocumentRes", &[], "DocumentRes.xml");
    }
    xml.end();
    xml.begin("Pages", &[]);
    for (index, page) in pages.iter().enumerate() {
        let place = page_file(index);
        xml.empty("Page", &[("ID", &page.to_string()), ("BaseLoc", &place)]);
    }
    xml.end();
    if !runs.headings.is_empty() {
        xml.begin("Outlines", &[]);
        outline(&mut xml, &runs.headings, pages);
        xml.end();
    }
    xml.finish()
}

/// Where a page's content is, seen from the document.
pub(super) fn page_file(index: usize) -> String {
    format!("Pages/Page_{index}/Content.xml")
}

/// Headings of one level with those below them.
fn outline(xml: &mut Xml, headings: &[Heading], pages: &[u32]) {
    let mut rest = headings;
    while let Some((heading, below)) = rest.split_first() {
        let under = below.iter().take_while(|other| other.level > heading.level).count();
        let count = under.to_string();
        let mut attributes = vec![("Title", heading.text.as_str())];
        if under > 0 {
            attributes.push(("Count", &count));
        }
        xml.begin("OutlineElem", &attributes);
        if let Some(page) = pages.get(heading.leaf) {
            xml.begin("Actions", &[]);
            xml.begin("Action", &[("Event", "CLICK")]);
            xml.begin("Goto", &[]);
            let (page, left, top) = (page.to_string(), mm(heading.x), mm(heading.y));
            let attributes =
                [("Type", "XYZ"), ("PageID", page.as_str()), ("Left", &left), ("Top", &top)];
            xml.empty("Dest", &attributes);
            xml.end();
            xml.end();
            xml.end();
        }
        outline(xml, &below[..under], pages);
        xml.end();
        rest = &below[under..];
    }
}
