//! Word documents made in the ways offices make them, and by other programs.
//!
//! `tests/import/` holds documents that other programs wrote; its README says how.

use std::io::{Cursor, Read as _, Write as _};

use kuaibao::bulletin::{Block, Bulletin, Item, Run};
use kuaibao::zh::date::written;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::import::{assert_same, imported, refused};
use crate::support::{ISSUES, YANJIN, issue, lower, root, workspace_copy};

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// How an office sets up its template.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    /// Everything by hand: bold runs, spaces for indents and to centre.
    ByHand,
    /// Columns are headings, text has a style with an indent.
    Styles,
    /// Headlines in 黑体 without bold, one or two spaces behind, tabs.
    Faces,
    /// Masthead and signatures in tables.
    Tables,
    /// The masthead floats in a text box.
    TextBox,
}

#[test]
fn the_five_issues_import_however_they_are_made() {
    for name in ISSUES {
        let bulletin = lower(issue(name), &YANJIN.config);
        for way in [Way::ByHand, Way::Styles, Way::Faces, Way::Tables, Way::TextBox] {
            let (imported, draft) = imported(&format!("{name}.docx"), &document(&bulletin, way));
            let what = format!("{name} {way:?}");
            assert_eq!(imported.proof.unplaced, 0, "{what}: {:?}", imported.outline.unplaced);
            assert!(imported.outline.items().all(|item| item.guesses.is_empty()), "{what}");
            assert_same(&what, &draft, &issue(name).draft);
        }
    }
}

/// python-docx and LibreOffice wrote these; `tests/import/README.md` says how.
#[test]
fn documents_of_other_programs_import() {
    for name in ["python-docx.docx", "libreoffice.docx"] {
        let Ok(bytes) = std::fs::read(root().join("tests/import").join(name)) else {
            panic!("tests/import/{name} is missing")
        };
        let (imported, draft) = imported(name, &bytes);
        assert_eq!(imported.proof.unplaced, 0, "{name}: {:?}", imported.outline.unplaced);
        assert_same("2023-43", &draft, &issue("2023-43").draft);
    }
}

/// Numbers that Word 97 counts itself, on three levels, with a restart.
#[test]
fn automatic_numbers_of_old_documents_are_counted() {
    let bytes = std::fs::read(root().join("tests/import/numbers.doc")).unwrap();
    let (imported, draft) = imported("numbers.doc", &bytes);
    let (_, _, item) = draft.items().next().unwrap();
    let numbers: Vec<String> = item
        .body
        .as_ref()
        .unwrap()
        .trim()
        .split("\n\n")
        .map(|text| text.chars().take(4).collect())
        .collect();
    assert_eq!(
        numbers,
        [
            "一、摸清",
            "（一）登",
            "（二）登",
            "二、集中",
            "（一）查",
            "1.更换",
            "2.更换",
            "（二）查",
            "五、按时",
            "月底交付"
        ]
    );
    assert_eq!((imported.proof.difference.as_str(), imported.proof.figures.as_ref()), ("", None));
}

#[test]
fn tracked_changes_are_taken_as_accepted_and_said() {
    let body = format!(
        "{}<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>县审计局强化审计监督</w:t></w:r>\
         <w:r><w:t xml:space=\"preserve\"> 发现问题</w:t></w:r><w:del><w:r><w:delText>十</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:t>个。（审计局）</w:t></w:r></w:p>",
        paragraph("【审计监督】", false)
    );
    let (imported, draft) = imported("a.docx", &package(&body, &[]));
    let (_, _, item) = draft.items().next().unwrap();
    assert_eq!(item.body.as_ref().unwrap().trim(), "发现问题12个。");
    assert!(imported.outline.notes.iter().any(|note| note.contains("修订")));
}

#[test]
fn tables_and_pictures_stay_with_their_item() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text, false));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let body = format!(
        "{}{}<w:p><w:r><w:t>各乡镇情况如下：</w:t></w:r></w:p><w:tbl>{}{}</w:tbl>\
         <w:p><w:r><w:drawing><a:blip r:embed=\"rId7\"/></w:drawing></w:r></w:p>\
         <w:p><w:r><w:t>各项工作有序推进。（审计局）</w:t></w:r></w:p>",
        paragraph("【审计监督】", false),
        paragraph("县审计局强化审计监督", true),
        row("乡镇", "户数"),
        row("东屯镇", "23"),
    );
    let rels = "<Relationships><Relationship Id=\"rId7\" Type=\"x/image\" Target=\"media/a.png\"/></Relationships>";
    let parts = [("word/_rels/document.xml.rels", rels), ("word/media/a.png", "\u{fffd}PNG")];
    let (imported, draft) = imported("a.docx", &package(&body, &parts));
    let (_, _, item) = draft.items().next().unwrap();
    assert_eq!(item.headline.as_ref().unwrap().value, "县审计局强化审计监督");
    let rows = item.table[0].rows.as_ref().unwrap();
    let cells: Vec<Vec<&str>> =
        rows.iter().map(|row| row.iter().map(|cell| cell.as_str()).collect()).collect();
    assert_eq!(cells, [["乡镇", "户数"], ["东屯镇", "23"]]);
    assert_eq!(item.table[0].after.as_ref().map(|after| after.value), Some(1));
    assert_eq!(imported.outline.pictures.len(), 1);
    assert_eq!(item.figure.len(), 1);
}

/// What is said to be doubtful is what the draft marks, pictures of a wrong format included.
#[test]
fn every_mark_in_the_draft_is_counted() {
    let body = format!(
        "{}<w:p><w:r><w:t>各项工作有序推进。</w:t></w:r></w:p>\
         <w:p><w:r><w:drawing><a:blip r:embed=\"rId7\"/></w:drawing></w:r></w:p>\
         <w:p><w:r><w:t>整改问题12个。（审计局）</w:t></w:r></w:p>",
        paragraph("县审计局强化审计监督", true),
    );
    let rels = "<Relationships><Relationship Id=\"rId7\" Type=\"x/image\" Target=\"media/a.emf\"/></Relationships>";
    let parts = [("word/_rels/document.xml.rels", rels), ("word/media/a.emf", "EMF")];
    let folder = workspace_copy();
    std::fs::write(folder.path().join("a.docx"), package(&body, &parts)).unwrap();
    let into = ["--into", "drafts/2023-43.toml", "--column", "民生保障"];
    for (arguments, marked) in [(&into[..], 1), (&["-o", "a.toml"], 4)] {
        let imported =
            crate::support::run(folder.path(), &[&["import", "a.docx"], arguments].concat());
        assert!(imported.stderr.contains(&format!("\n{marked} 处拿不准")), "{}", imported.stderr);
        let draft = imported.stdout.trim();
        let text = std::fs::read_to_string(folder.path().join(draft)).unwrap();
        assert_eq!(text.matches("# 待核：").count(), marked, "{text}");
    }
}

#[test]
fn what_only_the_header_says_is_found() {
    let header = format!(
        "<w:hdr xmlns:w=\"{MAIN}\">{}</w:hdr>",
        paragraph("延津政务快报 第9期 2024年3月8日", false)
    );
    let footer = format!("<w:ftr xmlns:w=\"{MAIN}\">{}</w:ftr>", paragraph("— 1 —", false));
    let body = format!(
        "{}<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>县审计局强化审计监督</w:t></w:r><w:r><w:t> 发现问题12个。（审计局）</w:t></w:r></w:p>",
        paragraph("【审计监督】", false)
    );
    let rels = "<Relationships><Relationship Id=\"r1\" Type=\"x/header\" Target=\"header1.xml\"/>\
        <Relationship Id=\"r2\" Type=\"x/footer\" Target=\"footer1.xml\"/></Relationships>";
    let parts = [
        ("word/_rels/document.xml.rels", rels),
        ("word/header1.xml", header.as_str()),
        ("word/footer1.xml", footer.as_str()),
    ];
    let (_, draft) = imported("a.docx", &package(&body, &parts));
    assert_eq!(
        (draft.number(), draft.date().map(written).as_deref()),
        (Some(9), Some("2024年3月8日"))
    );
    assert!(draft.unplaced.is_empty());
}

/// Each is refused with words for the editor, whatever was meant by sending it.
#[test]
fn broken_and_hostile_documents_are_refused() {
    let good = package(&paragraph("县审计局强化审计监督。", false), &[]);
    let nested = "<w:sdt>".repeat(100_000);
    let open = "<w:p><w:r><w:t>甲".to_owned();
    let entities = format!(
        "<!DOCTYPE d [<!ENTITY a \"{}\">{}]><w:document xmlns:w=\"{MAIN}\"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>",
        "甲".repeat(10),
        ('b'..='i')
            .map(|c| {
                let before = char::from(c as u8 - 1);
                format!("<!ENTITY {c} \"{}\">", format!("&{before};").repeat(10))
            })
            .collect::<String>()
    );
    let bomb = "甲".repeat(20 << 20);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("half.docx", good[..good.len() / 2].to_vec(), "没有传完整"),
        ("tail.docx", good[good.len() / 2..].to_vec(), "没有传完整"),
        ("nested.docx", package(&nested, &[]), "一层套一层"),
        ("open.docx", package(&open, &[]), "没有传完整"),
        ("entities.docx", zipped(&[("word/document.xml", entities.as_bytes())]), "没有传完整"),
        ("bomb.docx", zipped(&[("word/document.xml", bomb.as_bytes())]), "超过 16 MB"),
        ("sheet.docx", zipped(&[("xl/workbook.xml", b"<a/>")]), "表格文件"),
        ("other.docx", zipped(&[("readme.txt", b"a")]), "压缩包"),
        ("text.docx", "县审计局强化审计监督。".as_bytes().to_vec(), "没有传完整"),
        ("empty.docx", package("", &[]), "没有文字"),
    ];
    for (name, bytes, words) in cases {
        let message = refused(name, &bytes);
        assert!(message.contains(words), "{name}: {message}");
    }
}

/// A document of a bulletin.
fn document(bulletin: &Bulletin, way: Way) -> Vec<u8> {
    let mut body = String::new();
    let number = format!("第 {} 期", bulletin.number);
    let date = written(bulletin.date);
    match way {
        Way::Tables => {
            body.push_str(&paragraph(&bulletin.name, false));
            body.push_str(&paragraph(&number, false));
            body.push_str(&table(&[&bulletin.publisher, &date]));
        }
        Way::TextBox => {
            let inside: String = [&bulletin.name, &number, &bulletin.publisher, &date]
                .map(|t| paragraph(t, false))
                .concat();
            body.push_str(&format!(
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
                 <mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
            ));
        }
        Way::ByHand => {
            body.push_str(&paragraph(&format!("　　　　{}", bulletin.name), true));
            body.push_str(&paragraph(&number, false));
            body.push_str(&paragraph(&format!("{}　　　　　{date}", bulletin.publisher), false));
        }
        Way::Styles | Way::Faces => {
            for text in [&bulletin.name, &number, &bulletin.publisher, &date] {
                body.push_str(&paragraph(text, false));
            }
        }
    }
    for column in &bulletin.columns {
        let name = match way {
            Way::Styles => column.name.clone(),
            _ => format!("【{}】", column.name),
        };
        let style = if way == Way::Styles { "<w:pPr><w:pStyle w:val=\"2\"/></w:pPr>" } else { "" };
        body.push_str(&format!("<w:p>{style}{}</w:p>", run(&name, "")));
        for item in &column.items {
            body.push_str(&item_text(item, way));
        }
    }
    body.push_str(&paragraph(&format!("本期发：{}", bulletin.distribution), false));
    let signoff = &bulletin.signoff;
    let signed = [
        format!("责任编辑：{}", signoff.editor.replace("李勉", "李　勉")),
        format!("审核：{}", signoff.reviewer),
        format!("签发：{}", signoff.approver),
    ];
    match way {
        Way::Tables => body.push_str(&table(&signed.each_ref().map(String::as_str))),
        Way::ByHand => body.push_str(&paragraph(&signed.join("    "), false)),
        _ => signed.iter().for_each(|text| body.push_str(&paragraph(text, false))),
    }
    package(&body, &[])
}

fn item_text(item: &Item, way: Way) -> String {
    let bold = "<w:b/>";
    let mut runs = match way {
        // A run ends wherever the typist stopped, and in the middle of a word.
        Way::ByHand | Way::Tables => {
            let (a, b) = item.headline.split_at(item.headline.char_indices().nth(3).unwrap().0);
            format!("{}{}{}", run(&format!("　　{a}"), bold), run(b, bold), run("　", ""))
        }
        Way::Styles | Way::TextBox => run(&format!("{} ", item.headline), bold),
        Way::Faces => {
            let face = "<w:rFonts w:eastAsia=\"黑体\"/>";
            format!("<w:r><w:tab/></w:r>{}{}", run(&item.headline, face), run("  ", ""))
        }
    };
    for block in &item.body {
        let Block::Paragraph(text) = block else { panic!("the five issues have paragraphs only") };
        runs.extend(
            text.iter().map(|Run { text, strong, .. }| run(text, if *strong { bold } else { "" })),
        );
    }
    runs.push_str(&run(&format!("（{}）", item.credits.join("　")), ""));
    let style = match way {
        Way::Styles => "<w:pPr><w:pStyle w:val=\"a5\"/></w:pPr>",
        Way::TextBox => "<w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/></w:pPr>",
        _ => "",
    };
    format!("<w:p>{style}{runs}</w:p>")
}

fn run(text: &str, looks: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:rPr>{looks}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

pub(crate) fn paragraph(text: &str, bold: bool) -> String {
    format!("<w:p>{}</w:p>", run(text, if bold { "<w:b/>" } else { "" }))
}

/// One row.
fn table(cells: &[&str]) -> String {
    let cells: String =
        cells.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(text, false))).collect();
    format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
}

/// A DOCX of a body, with other parts.
fn package(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    package_of(body, &parts)
}

/// The same with parts that are no text.
pub(crate) fn package_of(body: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"{MAIN}\"><w:body>{body}</w:body></w:document>"
    );
    let styles = format!(
        "<w:styles xmlns:w=\"{MAIN}\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:basedOn w:val=\"a\"/><w:pPr><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"a5\"><w:basedOn w:val=\"a\"/><w:pPr><w:ind w:firstLineChars=\"200\"/></w:pPr></w:style></w:styles>"
    );
    let mut all =
        vec![("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())];
    all.extend_from_slice(parts);
    zipped(&all)
}

pub(crate) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A package whose main part somebody has changed.
pub(crate) fn edited(bytes: &[u8], change: impl FnOnce(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut change = Some(change);
    let mut parts: Vec<(String, Vec<u8>)> = vec![];
    for name in names {
        let mut part = vec![];
        archive.by_name(&name).unwrap().read_to_end(&mut part).unwrap();
        if name == "word/document.xml" {
            let change = change.take().unwrap();
            part = change(std::str::from_utf8(&part).unwrap()).into_bytes();
        }
        parts.push((name, part));
    }
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, part)| (name.as_str(), part.as_slice())).collect();
    zipped(&parts)
}
