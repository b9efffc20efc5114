//! The parts round the text: what the package holds, settings, folios, properties.

use chrono::Datelike as _;

use super::sheet::AREA_WIDTH;
use super::styles::{MAIN, id};
use crate::bulletin::identity::Content;
use crate::bulletin::{Bulletin, words};
use crate::draft::attachment::PictureFormat;
use crate::export::xml::{DECLARATION, escaped};
use crate::zh::date;

pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(super) const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Relations of the main part, by the identifiers that it uses.
pub(super) const ODD: &str = "rId4";
pub(super) const EVEN: &str = "rId5";
pub(super) const PROOF: &str = "rId6";
/// Pictures come after these.
pub(super) const FIRST_PICTURE: usize = 7;

pub(super) fn types() -> String {
    let part =
        |name: &str, kind: &str| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    let word =
        |name: &str, kind: &str| part(&format!("word/{name}.xml"), &format!("{WORD}.{kind}+xml"));
    let parts = [
        word("document", "document.main"),
        word("styles", "styles"),
        word("settings", "settings"),
        word("fontTable", "fontTable"),
        word("footer1", "footer"),
        word("footer2", "footer"),
        word("header1", "header"),
        part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        part(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    ];
    format!(
        "{DECLARATION}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Default Extension=\"jpg\" ContentType=\"image/jpeg\"/>{}</Types>",
        parts.concat()
    )
}

fn relations(all: &[(String, String, String)]) -> String {
    let one = |(id, kind, target): &(String, String, String)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let all: String = all.iter().map(one).collect();
    format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">{all}</Relationships>")
}

pub(super) fn package_relations() -> String {
    let one = |id: &str, kind: String, target: &str| (id.to_owned(), kind, target.to_owned());
    relations(&[
        one("rId1", format!("{RELATIONS}/officeDocument"), "word/document.xml"),
        one(
            "rId2",
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        one("rId3", format!("{RELATIONS}/extended-properties"), "docProps/app.xml"),
    ])
}

/// `pictures` are their formats, in order.
pub(super) fn document_relations(pictures: &[PictureFormat]) -> String {
    let one = |id: &str, kind: &str, target: String| {
        (id.to_owned(), format!("{RELATIONS}/{kind}"), target)
    };
    let mut all = vec![
        one("rId1", "styles", "styles.xml".to_owned()),
        one("rId2", "settings", "settings.xml".to_owned()),
        one("rId3", "fontTable", "fontTable.xml".to_owned()),
        one(ODD, "footer", "footer1.xml".to_owned()),
        one(EVEN, "footer", "footer2.xml".to_owned()),
        one(PROOF, "header", "header1.xml".to_owned()),
    ];
    for (index, format) in pictures.iter().enumerate() {
        let id = format!("rId{}", FIRST_PICTURE + index);
        all.push(one(&id, "image", picture(index, *format)));
    }
    relations(&all)
}

/// Where a picture lies, from the folder of the main part.
pub(super) fn picture(index: usize, format: PictureFormat) -> String {
    let ending = match format {
        PictureFormat::Png => "png",
        PictureFormat::Jpeg => "jpg",
    };
    format!("media/image{}.{ending}", index + 1)
}

/// Mirrored margins, folios outside, and marks of punctuation squeezed as the PDF has them.
pub(super) fn settings() -> String {
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{MAIN}\"><w:zoom w:percent=\"100\"/><w:mirrorMargins/>\
         <w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/>\
         <w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/></w:settings>"
    )
}

/// — 1 —, a field, at the outer edge. GB/T 9704-2012, 7.5
pub(super) fn footer(side: &str) -> String {
    let text = |text: &str| {
        format!(
            "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
        )
    };
    format!(
        "{DECLARATION}<w:ftr xmlns:w=\"{MAIN}\"><w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:jc w:val=\"{side}\"/></w:pPr>{}\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
         <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p></w:ftr>",
        id::FOLIO,
        text("— "),
        text(" —")
    )
}

/// 送审稿 at the head of each page of a proof, with what it says in a few letters, as the sign-off sheet
/// has them; nothing on those of an issue.
pub(super) fn header(bulletin: &Bulletin, proof: bool) -> String {
    let mark = if proof {
        let print = Content::of(bulletin).identity().short();
        let border = |side: &str| {
            format!("<w:{side} w:val=\"single\" w:sz=\"10\" w:space=\"4\" w:color=\"000000\"/>")
        };
        let borders = ["top", "left", "bottom", "right"].map(border).concat();
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:pBdr>{borders}</w:pBdr><w:ind w:left=\"{}\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>\
             <w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{} {print}</w:t></w:r></w:p>",
            id::PROOF,
            AREA_WIDTH - 1500,
            words::PROOF,
            id::PRINT,
            words::FINGERPRINT
        )
    } else {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr></w:p>", id::ANCHOR)
    };
    format!("{DECLARATION}<w:hdr xmlns:w=\"{MAIN}\">{mark}</w:hdr>")
}

/// Title, publisher, day: never the clock's.
pub(super) fn core(bulletin: &Bulletin) -> String {
    let day = bulletin.date;
    let time = format!("{:04}-{:02}-{:02}T00:00:00Z", day.year(), day.month(), day.day());
    let columns: Vec<&str> = bulletin.columns.iter().map(|column| column.name.as_str()).collect();
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><cp:keywords>{}</cp:keywords><dc:language>zh-CN</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{time}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{time}</dcterms:modified></cp:coreProperties>",
        escaped(&bulletin.title()),
        escaped(&format!("{} {}", bulletin.publisher, date::written(day))),
        escaped(&bulletin.publisher),
        escaped(&columns.join("，")),
    )
}

pub(super) fn app() -> String {
    format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>kuaibao</Application></Properties>"
    )
}
