//! What is in a file and nobody sees on paper, or is said of it elsewhere than where it stands: it is left out by
//! name, and what comes over is not called exact.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::import_docx::zipped;
use crate::import_looks::{NS, draft, run, workbook};
use crate::import_pages::{hex, pdf};
use crate::import_parts::prove;

/// What is left out of a file, kind by kind.
fn left(name: &str, bytes: &[u8]) -> Vec<String> {
    let (proof, text) = prove(name, bytes);
    assert_eq!(proof.difference, "", "{text}");
    assert!(!proof.is_exact(), "{text}");
    proof.ledger.into_iter().map(|line| format!("{}：{}", line.what, line.sample)).collect()
}

fn says(all: &[String], what: &str) {
    assert!(all.iter().any(|line| line.contains(what)), "{what} is not in {all:?}");
}

/// A document with these styles.
fn word(styles: &str, body: &str) -> Vec<u8> {
    let document = format!("<w:document {NS}><w:body>{body}</w:body></w:document>");
    let styles = format!("<w:styles {NS}>{styles}</w:styles>");
    zipped(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())])
}

fn table(style: &str, cells: [&str; 4]) -> String {
    let cell = |text: &str| format!("<w:tc><w:p>{}</w:p></w:tc>", run("", text));
    let row = |a, b| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let [a, b, c, d] = cells;
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/></w:tblPr>{}{}</w:tbl>",
        row(a, b),
        row(c, d)
    )
}

#[test]
fn what_word_strikes_through_everywhere_or_in_a_table_is_void() {
    let everywhere =
        "<w:docDefaults><w:rPrDefault><w:rPr><w:strike/></w:rPr></w:rPrDefault></w:docDefaults>";
    let off = "<w:strike w:val=\"0\"/>";
    let body = format!("<w:p>{}</w:p><w:p>{}</w:p>", run(off, "新数62处。"), run("", "旧数57处。"));
    let text = draft("a.docx", &word(everywhere, &body), false);
    assert!(text.contains("新数62处。") && !text.contains("旧数"), "{text}");
    let lead = format!("<w:p>{}</w:p>", run("", "进度见表。"));
    let cells = ["河段", "里程", "上游段", "2.1"];
    let style = |inside: &str| {
        format!("<w:style w:type=\"table\" w:styleId=\"T\"><w:name w:val=\"T\"/>{inside}</w:style>")
    };
    for looks in ["<w:strike/>", "<w:dstrike/>", "<w:vanish/>"] {
        let whole = style(&format!("<w:rPr>{looks}</w:rPr>"));
        let bytes = word(&whole, &format!("{lead}{}", table("T", cells)));
        let text = draft("a.docx", &bytes, false);
        assert!(!text.contains("上游段") && text.contains("进度见表。"), "{looks}: {text}");
        // Of one row it is not known which: all is there, and not exact.
        let part = style(&format!(
            "<w:tblStylePr w:type=\"lastRow\"><w:rPr>{looks}</w:rPr></w:tblStylePr>"
        ));
        let bytes = word(&part, &format!("{lead}{}", table("T", cells)));
        assert!(draft("a.docx", &bytes, false).contains("上游段"));
    }
    let plain = word(&style(""), &format!("{lead}{}", table("T", cells)));
    assert!(draft("a.docx", &plain, true).contains("上游段"));
}

#[test]
fn a_reading_above_a_character_is_named() {
    let field = |code: &str| {
        format!(
            "<w:p>{}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p>",
            run("", "副河长"),
            run("", "平负责9处。")
        )
    };
    for code in [
        "EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(yǔ),禹)",
        "EQ \\* jc0 \\* hps12 \\o(\\s\\up11(yǔ),禹)",
        "eq \\o\\ac(\\s\\up 10(yǔ),禹)",
    ] {
        let bytes = word("", &field(code));
        assert!(draft("a.docx", &bytes, false).contains("副河长禹平负责9处。"), "{code}");
        says(&left("a.docx", &bytes), "注音“yǔ”");
    }
    // A figure in a circle, and one above the line, are read.
    for (code, shown) in [("EQ \\o\\ac(○,3)", "副河长③平"), ("EQ \\s\\up5(2)", "副河长²平")]
    {
        assert!(draft("a.docx", &word("", &field(code)), true).contains(shown));
    }
}

#[test]
fn what_word_would_work_out_is_told() {
    let field = |inside: &str| {
        format!(
            "<w:p>{}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>{inside}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p>",
            run("", "完成"),
            run("", "处。")
        )
    };
    let code = "<w:r><w:instrText xml:space=\"preserve\"> =12*4 </w:instrText></w:r>";
    says(&left("a.docx", &word("", &field(code))), "没有算出结果的域“=12*4”");
    let solved =
        format!("{code}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}", run("", "48"));
    assert!(draft("a.docx", &word("", &field(&solved)), true).contains("完成48处。"));
    // Marks of an index show nothing.
    assert!(
        draft("a.docx", &word("", &field(&code.replace("=12*4", "XE \"甲\""))), true)
            .contains("完成处")
    );
}

#[test]
fn what_is_moved_up_is_a_power_and_what_is_white_is_told() {
    let shown = |looks: &str, text: &str, exact: bool| {
        let body = [run("", "面积5km"), run(looks, text), run("", "完成。")].concat();
        draft("a.docx", &word("", &format!("<w:p>{body}</w:p>")), exact)
    };
    assert!(shown("<w:position w:val=\"8\"/>", "2", true).contains("5km²完成"));
    let lowered = [run("", "约7"), run("<w:position w:val=\"-6\"/>", "2")].concat();
    assert!(draft("a.docx", &word("", &format!("<w:p>{lowered}</w:p>")), true).contains("约7₂"));
    for (looks, text) in [("<w:position w:val=\"2\"/>", "2"), ("<w:position w:val=\"8\"/>", "2024")]
    {
        assert!(shown(looks, text, true).contains(&format!("5km{text}完成")), "{looks}");
    }
    let white = "<w:color w:val=\"FFFFFF\"/>";
    assert!(shown(white, "甲", false).contains("5km甲完成"));
    for shaded in ["<w:shd w:val=\"clear\" w:fill=\"1F4E79\"/>", "<w:highlight w:val=\"blue\"/>"] {
        shown(&format!("{white}{shaded}"), "甲", true);
    }
    let rtf = r"{\rtf1 A\up6 2\up0 B\dn6 3\plain C\up2 4}";
    assert!(draft("a.rtf", rtf.as_bytes(), true).contains("A²B₃C4"));
}

#[test]
fn what_a_page_sets_where_nobody_looks_is_left_out() {
    for style in
        ["opacity:0", "font-size: 0px", "position:absolute;left:-9999px", "text-indent:-99em"]
    {
        let page = format!("<p>核定1830户。</p><div style='{style}'>勿发</div>");
        says(&left("a.html", page.as_bytes()), "网页上不显示的文字：勿发");
    }
    says(&left("a.html", "<p>核定1830户。</p><dialog>勿发</dialog>".as_bytes()), "勿发");
    // WeChat's article is hidden until its script has run.
    let article =
        "<div id='js_content' style='visibility:hidden;opacity:0'><p>核定1830户。</p></div>";
    assert!(draft("a.html", article.as_bytes(), true).contains("核定1830户。"));
    let shown = "<p style='opacity:0.9;font-size:10px;left:-9px'>核定1830户。</p>";
    assert!(draft("a.html", shown.as_bytes(), true).contains("核定1830户。"));
}

#[test]
fn notes_at_the_foot_stay_with_their_text() {
    let page = "<p>新增学位2160<sup>1</sup>个。</p><div id='sdfootnote1'><p><a class='sdfootnotesym'>1</a>2所民办学校。</p></div>";
    let text = draft("a.html", page.as_bytes(), true);
    assert!(text.contains("1 2所民办学校。") || text.contains("1　2所民办学校。"), "{text}");
    assert_eq!(text.matches("[[column.item]]").count(), 1, "{text}");
}

#[test]
fn a_character_of_the_office_s_own_is_never_exact() {
    let body = format!("<w:p>{}</w:p>", run("", "站长李\u{E5E5}到岗。"));
    says(&left("a.docx", &word("", &body)), "自造字");
    says(&left("a.txt", "站长李\u{E5E5}到岗。".as_bytes()), "自造字");
    says(&left("a.html", "<p>站长李\u{F0001}到岗。</p>".as_bytes()), "自造字");
}

/// A file of a package, written otherwise.
pub(crate) fn with(
    bytes: &[u8],
    name: &str,
    change: impl Fn(&str) -> String,
    more: &[(&str, &str)],
) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(vec![]));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let own = file.name().unwrap().into_owned();
        out.start_file(&*own, SimpleFileOptions::default()).unwrap();
        let text = if own == name { change(&text) } else { text };
        out.write_all(text.as_bytes()).unwrap();
    }
    for (name, text) in more {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn what_a_workbook_does_not_show_is_named() {
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let book = workbook(&[cell("A1", "王庄"), cell("B1", "甲户")].concat(), "");
    assert!(draft("a.xlsx", &book, true).contains("王庄"));
    let second = format!(
        "<row r=\"2\" hidden=\"1\">{}{}</row></sheetData>",
        cell("A2", "藏村"),
        cell("B2", "乙户")
    );
    let rows = with(&book, SHEET, |xml| xml.replace("</sheetData>", &second), &[]);
    let text = draft("a.xlsx", &rows, false);
    assert!(text.contains("王庄") && !text.contains("藏村"), "{text}");
    says(&left("a.xlsx", &rows), "隐藏的行、列里的文字：藏村乙户");
    let columns = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>";
    let columns = with(&book, SHEET, |xml| xml.replace("<sheetData>", columns), &[]);
    says(&left("a.xlsx", &columns), "隐藏的行、列里的文字：甲户");
    let formula = "<c r=\"C1\"><f>SUM(A1)</f></c></row>";
    let formula = with(&book, SHEET, |xml| xml.replace("</row>", formula), &[]);
    says(&left("a.xlsx", &formula), "C1的公式");
    let heads = "</sheetData><headerFooter><oddHeader>&amp;C&amp;12内部数据&amp;P</oddHeader></headerFooter>";
    let heads = with(&book, SHEET, |xml| xml.replace("</sheetData>", heads), &[]);
    says(&left("a.xlsx", &heads), "页眉、页脚：内部数据");
    let beside = [
        (
            "xl/comments1.xml",
            "<comments><comment><text><t>数字再核</t></text></comment></comments>",
        ),
        ("xl/drawings/drawing1.xml", "<d xmlns:a=\"a\"><a:t>图上的字</a:t></d>"),
        ("xl/charts/chart1.xml", "<c><v>产量</v></c>"),
        ("xl/media/image1.png", "x"),
    ];
    let beside = left("a.xlsx", &with(&book, "", str::to_owned, &beside));
    for what in ["批注：数字再核", "文本框、图形里的文字：图上的字", "图表：产量", "图片："]
    {
        says(&beside, what);
    }
    let hidden = "name=\"表1\" state=\"hidden\"";
    let shown = "<sheet name=\"表2\" sheetId=\"2\" r:id=\"u\"/></sheets>";
    let two = with(
        &book,
        "xl/workbook.xml",
        |xml| xml.replace("name=\"表1\"", hidden).replace("</sheets>", shown),
        &[],
    );
    let two = with(
        &two,
        "xl/_rels/workbook.xml.rels",
        |xml| {
            let kind =
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
            let more = format!(
                "<Relationship Id=\"u\" Type=\"{kind}\" Target=\"worksheets/sheet2.xml\"/></Relationships>"
            );
            xml.replace("</Relationships>", &more)
        },
        &[(
            "xl/worksheets/sheet2.xml",
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\"><v>31</v></c></row></sheetData></worksheet>",
        )],
    );
    assert!(draft("a.xlsx", &two, false).contains("31"));
    says(&left("a.xlsx", &two), "隐藏的工作表“表1”：王庄 甲户");
}

#[test]
fn a_cell_that_is_raised_as_a_whole_is_raised() {
    let face = |look: &str| {
        let book = workbook("<c r=\"A1\" s=\"1\"><v>2</v></c><c r=\"B1\"><v>5</v></c>", "");
        let look = format!("<vertAlign val=\"{look}\"/>");
        let bytes = with(&book, "xl/styles.xml", |xml| xml.replace("<strike/>", &look), &[]);
        draft("a.xlsx", &bytes, true)
    };
    assert!(face("superscript").contains("\"²\", \"5\""), "{}", face("superscript"));
    assert!(face("baseline").contains("\"2\", \"5\""));
}

/// A page whose catalog, page and further objects say more.
fn tagged(drawn: &str, catalog: &str, page: &str, objects: &[&str]) -> Vec<u8> {
    let text = String::from_utf8(pdf(drawn, "")).unwrap();
    let body = text.split("xref\n0 ").next().unwrap();
    let body = body
        .replace("/Type /Catalog", &format!("/Type /Catalog {catalog}"))
        .replace("/Type /Page ", &format!("/Type /Page {page} "))
        .replace("/Font << /F1", "/Properties << /L 6 0 R >> /Font << /F1");
    let more: String = (6..)
        .zip(objects)
        .map(|(number, object)| format!("{number} 0 obj\n{object}\nendobj\n"))
        .collect();
    let all = format!("{body}{more}");
    let number = 6 + objects.len();
    let mut out = format!("{all}xref\n0 {number}\n0000000000 65535 f \n");
    for object in 1..number {
        let start = format!("{object} 0 obj\n");
        let at = all.find(&format!("\n{start}")).map_or(0, |at| at + 1);
        out.push_str(&format!("{at:010} 00000 n \n"));
    }
    let start = all.len();
    out.push_str(&format!("trailer << /Size {number} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

fn line(x: u32, y: u32, text: &str) -> String {
    format!("BT /F1 16 Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET ", hex(text))
}

#[test]
fn what_the_tree_of_a_tagged_file_says_is_read_or_named() {
    let page = |drawn: &str, says: &str, marks: &str| {
        let drawn = format!(
            "/P <</MCID 0>> BDC {}EMC /Span <</MCID 1>> BDC {drawn} EMC /P <</MCID 2>> BDC {}EMC",
            line(90, 740, "站长王"),
            line(154, 740, "林到岗。")
        );
        let element = format!("<</S /Span /P 7 0 R /Pg 3 0 R /K {marks} {says}>>");
        let objects = [
            "<</Type /StructTreeRoot /K 7 0 R>>",
            "<</S /Document /P 6 0 R /K [8 0 R 9 0 R 10 0 R]>>",
            "<</S /P /P 7 0 R /Pg 3 0 R /K 0>>",
            &element,
            "<</S /P /P 7 0 R /K <</Type /MCR /Pg 3 0 R /MCID 2>>>>",
        ];
        tagged(&drawn, "/StructTreeRoot 6 0 R", "/StructParents 0", &objects)
    };
    let actual = "/ActualText <feff7fc0>";
    let picture = "140 741 12 12 re f";
    for marks in ["1", "[1]", "<</Type /MCR /Pg 3 0 R /MCID 1>>"] {
        let text = draft("a.pdf", &page(picture, actual, marks), true);
        assert!(text.contains("站长王翀林到岗。"), "{marks}: {text}");
    }
    let other = page(&line(138, 740, "口"), actual, "1");
    assert!(draft("a.pdf", &other, false).contains("站长王口林到岗。"));
    says(&left("a.pdf", &other), "与画出的不同的字：翀");
    says(&left("a.pdf", &page(picture, "/Alt <feff7fc0>", "1")), "图的说明：翀");
    // What stands for all of several pieces says what they draw, or is told.
    let whole = "/ActualText <feff7ad9957f738b7fc067975230 5c973002>".replace(' ', "");
    let pieces = page(&line(138, 740, "翀"), &whole, "[0 1 2]");
    assert!(draft("a.pdf", &pieces, true).contains("站长王翀林到岗。"));
    says(&left("a.pdf", &page(picture, &whole, "[0 1 2]")), "站长王翀林到岗");
}

#[test]
fn a_layer_that_is_not_shown_is_named() {
    let layer = |state: &str| {
        let drawn = format!(
            "{}/OC /L BDC {}EMC {}",
            line(90, 740, "共有泵站37座。"),
            line(90, 700, "暂不公开的话。"),
            line(90, 660, "全部通水。")
        );
        let catalog = format!("/OCProperties <</OCGs [6 0 R] /D <<{state}>>>>");
        tagged(&drawn, &catalog, "", &["<</Type /OCG /Name (a)>>"])
    };
    for state in ["/OFF [6 0 R]", "/BaseState /OFF"] {
        let text = draft("a.pdf", &layer(state), false);
        assert!(text.contains("全部通水。") && !text.contains("暂不公开"), "{state}: {text}");
        says(&left("a.pdf", &layer(state)), "没有显示的图层里的文字：暂不公开的话。");
    }
    assert!(draft("a.pdf", &layer("/ON [6 0 R]"), true).contains("暂不公开的话。"));
}

#[test]
fn a_picture_on_a_page_is_named() {
    let page = |side: u32| {
        let image = format!("q {side} 0 0 {side} 90 600 cm BI /W 1 /H 1 /CS /G /BPC 8 ID 0 EI Q");
        pdf(&format!("{}{image}", line(90, 740, "共有泵站37座。")), "")
    };
    says(&left("a.pdf", &page(120)), "图片");
    // A mark no larger than a character.
    assert!(draft("a.pdf", &page(5), true).contains("共有泵站37座。"));
}

#[test]
fn a_hyphen_that_holds_stays_where_it_is() {
    let rtf =
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \'c8\'c8\'cf\'df\_7654}";
    assert!(draft("a.rtf", rtf.as_bytes(), true).contains("热线-7654"));
}

#[test]
fn a_sign_that_stands_for_unknown_ones_may_be_drawn() {
    let drawn = format!(
        "{}/Span <</ActualText <feff7fc0>>> BDC {}EMC {}",
        line(90, 740, "站长王"),
        line(138, 740, "〓"),
        line(154, 740, "林到岗。")
    );
    assert!(prove("a.pdf", &pdf(&drawn, "")).1.contains("站长王翀林到岗。"));
}

#[test]
fn a_credit_with_a_slip_in_it_is_a_credit() {
    let issue = |end: &str| {
        let text = format!("【民生保障】\n全县开展技能培训\n近日，开展培训9场，共32人。{end}\n");
        draft("a.txt", text.as_bytes(), true)
    };
    for (end, credit) in [
        ("（人社句）", "人社句"),
        ("（东屯真）", "东屯真"),
        ("\n（医疗保障居）", "医疗保障居"),
        ("（人社局 东屯真）", "人社局\", \"东屯真"),
    ] {
        let text = issue(end);
        assert!(text.contains(&format!("credits = [\"{credit}\"]")), "{end}: {text}");
    }
    for aside in ["（下同）", "（按实有人数）", "（人事）"] {
        let text = issue(aside);
        assert!(text.contains(aside) && text.contains("credits = []"), "{aside}: {text}");
    }
}
