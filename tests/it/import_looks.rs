//! What letters look like says what is printed: struck through, raised, in capitals, as a sign of another face.

use crate::import_docx::{edited, package_of, zipped};
use crate::import_pages::{hex, pdf};
use crate::import_parts::prove;

/// The draft that becomes of a file; that it is exact is said only where it is meant to be.
pub(crate) fn draft(name: &str, bytes: &[u8], exact: bool) -> String {
    let (proof, draft) = prove(name, bytes);
    assert_eq!(proof.difference, "", "{name}\n{draft}");
    assert_eq!(proof.figures, None, "{name}\n{draft}");
    assert_eq!(proof.is_exact(), exact, "{name} {:?}\n{draft}", proof.ledger);
    draft
}

pub(crate) const NS: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A document with styles that strike through and write capitals.
fn word(body: &str) -> Vec<u8> {
    let style = |kind: &str, id: &str, based: &str, looks: &str| {
        let based = if based.is_empty() {
            String::new()
        } else {
            format!("<w:basedOn w:val=\"{based}\"/>")
        };
        format!(
            "<w:style w:type=\"{kind}\" w:styleId=\"{id}\">{based}<w:rPr>{looks}</w:rPr></w:style>"
        )
    };
    let styles = format!(
        "<w:styles {NS}>{}{}{}{}{}</w:styles>",
        style("paragraph", "Void", "", "<w:strike/>"),
        style("paragraph", "Below", "Void", ""),
        style("character", "Out", "", "<w:strike/>"),
        style("character", "Twice", "", "<w:dstrike/>"),
        style("character", "Large", "", "<w:caps/>"),
    );
    let document = format!(
        "<w:document {NS}><w:body><w:p><w:r><w:t>县医保局落实新标准。</w:t></w:r></w:p>{body}</w:body></w:document>"
    );
    zipped(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())])
}

pub(crate) fn run(looks: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{looks}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// A paragraph of 补助, a struck number, 800元.
fn granted(paragraph: &str, looks: &str) -> String {
    let parts = [run("", "补助"), run(looks, "500"), run("", "800元。")].concat();
    format!("<w:p><w:pPr>{paragraph}</w:pPr>{parts}</w:p>")
}

#[test]
fn what_is_struck_through_in_word_is_left_out_by_name() {
    for looks in [
        "<w:strike/>",
        "<w:dstrike/>",
        "<w:strike w:val=\"on\"/>",
        "<w:rStyle w:val=\"Out\"/>",
        "<w:rStyle w:val=\"Twice\"/>",
        "<w:rStyle w:val=\"Out\"/><w:strike/>",
    ] {
        let text = draft("a.docx", &word(&granted("", looks)), false);
        assert!(text.contains("补助800元"), "{looks}: {text}");
    }
    for looks in ["<w:strike w:val=\"0\"/>", "<w:rStyle w:val=\"Out\"/><w:strike w:val=\"false\"/>"]
    {
        let text = draft("a.docx", &word(&granted("", looks)), true);
        assert!(text.contains("补助500800元"), "{looks}: {text}");
    }
    // The paragraph's style strikes all, its own character style takes that off again.
    for style in ["Void", "Below"] {
        let style = format!("<w:pStyle w:val=\"{style}\"/>");
        let text = draft("a.docx", &word(&granted(&style, "<w:rStyle w:val=\"Out\"/>")), false);
        assert!(text.contains("500") && !text.contains("补助") && !text.contains("800"), "{text}");
    }
}

#[test]
fn capitals_of_word_are_capitals() {
    let shown = |looks: &str| {
        let body = [run(looks, "gdp"), run("", "增长5%，co面积8亩。")].concat();
        draft("a.docx", &word(&format!("<w:p>{body}</w:p>")), true)
    };
    for looks in ["<w:caps/>", "<w:smallCaps/>", "<w:rStyle w:val=\"Large\"/>"] {
        assert!(shown(looks).contains("GDP增长5%，co面积"), "{looks}");
    }
    for looks in ["<w:caps w:val=\"0\"/>", "<w:rStyle w:val=\"Large\"/><w:caps w:val=\"false\"/>"] {
        assert!(shown(looks).contains("gdp增长5%"), "{looks}");
    }
}

#[test]
fn a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() {
    let taken = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";
    let body = format!(
        "<w:p>{taken}{}</w:p><w:p>{taken}{}</w:p><w:p>{}</w:p><w:p>{taken}{}</w:p>",
        run("", "各乡镇要抓紧"),
        run("", "落实防汛"),
        run("", "责任制。"),
        run("", "特此通报。"),
    );
    let text = draft("a.docx", &package_of(&body, &[]), false);
    assert!(text.contains("各乡镇要抓紧落实防汛责任制。") && text.contains("特此通报。"), "{text}");
    let whole = edited(&package_of(&body, &[]), |xml| xml.replace("<w:del w:id=\"1\"/>", ""));
    assert!(!draft("a.docx", &whole, true).contains("抓紧落实"));
}

/// A workbook of one sheet; cells are given as they stand in a row, texts as they are kept.
pub(crate) fn workbook(cells: &str, strings: &str) -> Vec<u8> {
    let ns = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"a\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {ns} xmlns:r=\"{relations}\"><sheets><sheet name=\"表1\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"s\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"t\" Type=\"{relations}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"y\" Type=\"{relations}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet {ns}><fonts count=\"2\"><font/><font><strike/></font></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellXfs count=\"2\"><xf fontId=\"0\"/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst {ns}>{strings}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet {ns}><sheetData><row r=\"1\">{cells}</row></sheetData></worksheet>"
            ),
        ),
    ];
    let parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zipped(&parts)
}

#[test]
fn letters_of_a_workbook_are_raised_lowered_and_struck_through() {
    let shared = |index: usize| format!("<c t=\"s\"><v>{index}</v></c>");
    let raised = "<si><r><t>10</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>4</t></r><r><t>平方米</t></r></si>";
    let struck = "<si><r><rPr><strike/></rPr><t>500</t></r><r><t>800元</t></r></si>";
    let lowered = "<r><t>CO</t></r><r><rPr><vertAlign val=\"subscript\"/></rPr><t>2</t></r><r><t xml:space=\"preserve\"> &amp; 水</t></r>";
    let plain = "<si><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t></r></si>";
    let own = format!("<c t=\"inlineStr\"><is>{lowered}</is></c>");
    let cells = [shared(0), shared(1), own.clone()].concat();
    let text = draft("a.xlsx", &workbook(&cells, &[raised, plain].concat()), true);
    assert!(text.contains("\"10⁴平方米\"") && text.contains("\"甲乙\""), "{text}");
    assert!(text.contains("\"CO₂ & 水\""), "{text}");
    let text = draft("a.xlsx", &workbook(&cells, &[struck, plain].concat()), false);
    assert!(text.contains("\"800元\"") && text.contains("\"甲乙\""), "{text}");
    // All of a cell, text or number.
    let cells = [shared(0), "<c s=\"1\"><v>500</v></c><c><v>800</v></c>".to_owned()].concat();
    let text = draft("a.xlsx", &workbook(&cells, plain), false);
    assert!(text.contains("800") && !text.contains("500"), "{text}");
    // Two cells with one text that look different: nobody says which is which.
    let same = "<si><t>104平方米</t></si>";
    let cells = [shared(0), shared(1)].concat();
    let (proof, _) = prove("a.xlsx", &workbook(&cells, &[raised, same].concat()));
    assert!(!proof.is_exact());
    assert!(
        proof.ledger.iter().any(|line| line.what.contains("工作表“表1”的 A1")),
        "{:?}",
        proof.ledger
    );
}

/// 县 and so on in the code page of an RTF file.
fn bytes(text: &str) -> String {
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    bytes.iter().map(|byte| format!("\\'{byte:02x}")).collect()
}

#[test]
fn rich_text_gives_what_word_shows() {
    let faces = "{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f2\\fnil\\fcharset2 Wingdings;}{\\f3\\fcharset2 Symbol;}}";
    let shown = |body: &str, exact: bool| {
        let file = format!(
            "{{\\rtf1\\ansi\\ansicpg936\\deff0{faces}\\f0 {}\\par {body}\\par}}",
            bytes("县医保局落实新标准。")
        );
        draft("a.rtf", file.as_bytes(), exact)
    };
    let (granted, yuan) = (bytes("补助"), bytes("元。"));
    for off in [
        "\\strike 500\\strike0 ",
        "{\\strike 500}",
        "\\striked1 500\\striked0 ",
        "\\strike 500\\plain ",
    ] {
        assert!(shown(&format!("{granted}{off}800{yuan}"), false).contains("补助800元。"), "{off}");
    }
    let agreed = bytes("同意");
    assert!(shown(&format!("\\f2\\'fe\\f0 {agreed}"), true).contains("☑同意"));
    assert!(shown(&format!("{{\\f2\\u-3842?}}{agreed}"), true).contains("☑同意"));
    assert!(shown(&format!("{{\\f3 \\'b3}}5{agreed}"), true).contains("≥5同意"));
    assert!(shown(&format!("{{\\caps gdp}}{agreed}"), true).contains("GDP同意"));
    assert!(shown("{\\upr{ab}{\\*\\ud{\\u24310?}}}x", true).contains("延x"));
    assert!(shown("CO{\\sub 2}", true).contains("CO₂"));
    let (inside, first, second) = (bytes("框内的话。"), bytes("甲地"), bytes("乙地。"));
    let old = format!("{{\\*\\do\\dobxpage\\dptxbx{{\\dptxbxtext\\pard {inside}\\par}}}}");
    for drawn in [
        format!(
            "{{\\shp{{\\*\\shpinst{{\\sp{{\\sn shapeType}}{{\\sv 202}}}}{{\\shptxt\\pard {inside}\\par}}{{\\shprslt{old}}}}}}}"
        ),
        old,
    ] {
        let text = shown(&format!("{first}{drawn}{second}"), true);
        assert!(text.contains("甲地乙地。") && text.matches("框内的话。").count() == 1, "{text}");
        assert!(text.find("框内") < text.find("甲地"), "{text}");
    }
}

#[test]
fn a_character_drawn_as_a_picture_is_read_where_the_file_says_what_it_is() {
    let text =
        |x: u32, y: u32, text: &str| format!("BT /F1 16 Tf {x} {y} Td <{}> Tj ET ", hex(text));
    let page_of = |drawn: &str, exact: bool| {
        let around = [text(72, 700, "县长李"), text(136, 700, "强主持会议。")].concat();
        let drawn = format!(
            "{around}/Span <</ActualText <feffd842dfb7>>> BDC {drawn} EMC {}",
            text(72, 660, "补助800元。")
        );
        draft("a.pdf", &pdf(&drawn, ""), exact)
    };
    let page = |drawn: &str| page_of(drawn, true);
    let image = "q 15 0 0 15 120.5 698 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q";
    for drawn in ["122 699 12 13 re B*", image, "q 1 0 0 1 120 698 cm 0 0 m 14 0 l 14 14 l h f Q"] {
        assert!(page(drawn).contains("县长李𠮷强主持会议。"), "{drawn}: {}", page(drawn));
    }
    // What is drawn as a character is read as such, and that the file says otherwise is told.
    let own = page_of(&text(120, 700, "某"), false);
    assert!(own.contains("县长李某强主持会议。") && !own.contains('𠮷'), "{own}");
    // A piece in another says it once.
    let inner = format!("/Span <</ActualText <feffd842dfb7>>> BDC {image} EMC");
    assert_eq!(page(&inner).matches('𠮷').count(), 1);
}

/// A sign of a face that is not known, in a sentence of a document of Word.
#[test]
fn a_sign_that_nobody_can_tell_is_never_exact() {
    let signs = [
        ("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>", "✓", true),
        ("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F04E\"/></w:r>", "〓", false),
        ("<w:r><w:sym w:font=\"Marlett\" w:char=\"F0E5\"/></w:r>", "〓", false),
    ];
    for (sign, shown, exact) in signs {
        let body = format!("<w:p>{}{sign}{}</w:p>", run("", "已办结"), run("", "12件。"));
        let draft = draft("来稿.docx", &word(&body), exact);
        assert!(draft.contains(&format!("已办结{shown}12件。")), "{draft}");
    }
}
