//! What a page of PDF makes of text: encodings that are only named, characters drawn as shapes, columns, heads
//! that stand on every page; and what a workbook's formats make of numbers.

use crate::import_looks::{draft, workbook};
use crate::import_pages::{hex, pdf};
use crate::import_parts::prove;
use crate::import_seen::with;

fn line(x: u32, y: u32, size: u32, text: &str) -> String {
    format!("BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET\n", hex(text))
}

#[test]
fn a_code_that_its_encoding_does_not_know_is_one_unknown_character() {
    for text in ["渠长赵\u{E12B}负责。", "渠长赵\u{E5E5}负责。"] {
        let (proof, text) = prove("a.pdf", &pdf(&line(90, 700, 14, text), ""));
        assert!(!proof.is_exact());
        assert!(text.contains("渠长赵〓负责。"), "{text}");
    }
    // What follows is not read from the middle.
    let text = draft("a.pdf", &pdf(&line(90, 700, 14, "王\u{E04E}\u{8D1F}责27公里。"), ""), false);
    assert!(text.contains("王〓负责27公里。"), "{text}");
}

#[test]
fn a_headline_that_is_drawn_as_shapes_keeps_its_place() {
    let shape = |x: u32| format!("{x} 0 m {} 18 l {} 18 l {} 0 l h f ", x + 8, x + 16, x + 4);
    let drawn: String = (0..10).map(|at| shape(22 * at)).collect();
    let page = format!(
        "q 1 0 0 1 170 780 cm {drawn} Q\n{}{}",
        line(90, 740, 14, "疏浚27公里。"),
        line(90, 716, 14, "投工860个。")
    );
    let (proof, text) = prove("a.pdf", &pdf(&page, ""));
    assert!(!proof.is_exact());
    assert!(text.contains("headline = \"〓〓〓〓"), "{text}");
    assert!(text.contains("疏浚27公里。\n\n投工860个。"), "{text}");
}

#[test]
fn a_few_lines_in_two_columns_are_read_one_after_the_other() {
    let left = ["灌溉支渠多年没有清理，杂草", "淤泥堵塞，水流不畅，群众浇", "地要等上三天三夜。"];
    let right =
        ["疏浚以后，一个时辰就能浇完", "一亩地，节水三成，群众都说", "这件事办到了心坎上。"];
    let mut page = line(170, 780, 22, "县水利局疏浚灌溉支渠");
    for (at, (a, b)) in left.iter().zip(right).enumerate() {
        let y = 735 - 22 * at as u32;
        page += &(line(62, y, 14, a) + &line(310, y, 14, b));
    }
    let text = draft("a.pdf", &pdf(&page, ""), false);
    assert!(text.contains(&left.concat()) && text.contains(&right.concat()), "{text}");
}

#[test]
fn a_headline_of_two_lines_is_one_and_a_text_is_none_of_it() {
    let page = line(150, 790, 22, "县水利局疏浚灌溉支渠")
        + &line(170, 762, 22, "打通最后一公里")
        + &line(90, 720, 14, "疏浚27公里。");
    let text = draft("a.pdf", &pdf(&page, ""), false);
    assert!(text.contains("headline = \"县水利局疏浚灌溉支渠打通最后一公里\""), "{text}");
    // A small line at the top is the page's.
    let page = line(230, 815, 10, "青河水利信息")
        + &line(170, 770, 22, "县水利局疏浚灌溉支渠")
        + &line(90, 735, 14, "疏浚27公里。")
        + &line(90, 711, 14, "投工860个。");
    let text = draft("a.pdf", &pdf(&page, ""), false);
    assert!(text.contains("headline = \"县水利局疏浚灌溉支渠\""), "{text}");
}

#[test]
fn a_workbook_s_numbers_are_as_its_sheets_show_them() {
    let formats = ["#,##0.00_);(#,##0.00)", "0.0,", "[h]:mm", "0\\.0,\"万\""];
    let values = ["-35.5", "1234567", "1.5", "123456"];
    let cell = |at: usize| {
        let name = char::from(b'A' + at as u8);
        format!("<c r=\"{name}1\" s=\"{}\"><v>{}</v></c>", at + 2, values[at])
    };
    let cells: String = (0..values.len()).map(cell).collect();
    let known = |at: usize| {
        let code = formats[at].replace('"', "&quot;");
        format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 170 + at)
    };
    let known: String = (0..formats.len()).map(known).collect();
    let used =
        |at: usize| format!("<xf numFmtId=\"{}\" fontId=\"0\" applyNumberFormat=\"1\"/>", 170 + at);
    let used: String = (0..formats.len()).map(used).collect();
    let styles = |text: &str| {
        let text = text.replace("<fonts", &format!("<numFmts>{known}</numFmts><fonts"));
        text.replace("</cellXfs>", &format!("{used}</cellXfs>"))
    };
    let book = with(&workbook(&cells, ""), "xl/styles.xml", styles, &[]);
    let text = draft("a.xlsx", &book, true);
    assert!(text.contains(r#"["(35.50)", "1234.6", "36:00", "12.3万"]"#), "{text}");
}
