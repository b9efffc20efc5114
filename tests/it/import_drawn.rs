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

/// A table of three columns, its lines stroked or filled; `at` is the height of its top.
fn ruled(at: u32, rows: &[[&str; 3]], filled: bool) -> String {
    let mut page = String::new();
    let bottom = at - 24 * rows.len() as u32;
    let rule = |x: u32, y: u32, width: u32, height: u32| match filled {
        true => format!("{x} {y} {} {} re f\n", width.max(1), height.max(1)),
        false => format!("{x} {y} m {} {} l S\n", x + width, y + height),
    };
    for x in [90, 200, 310, 420] {
        page += &rule(x, bottom, 0, at - bottom);
    }
    for row in 0..=rows.len() as u32 {
        page += &rule(90, at - 24 * row, 330, 0);
    }
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            page += &line(95 + 110 * column as u32, at - 18 - 24 * row as u32, 14, cell);
        }
    }
    page
}

#[test]
fn the_lines_round_its_cells_make_a_table_with_empty_ones() {
    let rows = [
        ["水库", "投资", "备注"],
        ["石门", "820万元", ""],
        ["白云寺", "", "水下工程"],
        ["柳河", "", ""],
    ];
    let wanted = "rows = [\n  [\"水库\", \"投资\", \"备注\"],\n  [\"石门\", \"820万元\", \"\"],\n  [\"白云寺\", \"\", \"水下工程\"],\n  [\"柳河\", \"\", \"\"],\n]";
    for filled in [false, true] {
        let page = line(170, 780, 22, "县水利局除险加固水库")
            + &line(90, 740, 14, "主体工程开工。")
            + &line(190, 716, 14, "表1 工程进度")
            + &ruled(700, &rows, filled)
            + &line(90, 560, 14, "年底全部完工。");
        let text = draft("a.pdf", &pdf(&page, ""), true);
        assert!(text.contains(wanted), "{text}");
        assert!(text.contains("caption = \"表1 工程进度\""), "{text}");
        assert!(text.contains("主体工程开工。\n\n年底全部完工。"), "{text}");
    }
    // Without lines: the cells stand under each other, and one is empty.
    let rows = [["水库", "投资", "备注"], ["石门", "820万元", "一期"], ["白云寺", "", "水下工程"]];
    let mut page =
        line(170, 780, 22, "县水利局除险加固水库") + &line(90, 740, 14, "主体工程开工。");
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            page += &line(95 + 110 * column as u32, 700 - 24 * row as u32, 14, cell);
        }
    }
    let text = draft("a.pdf", &pdf(&page, ""), true);
    let wanted = "[\"石门\", \"820万元\", \"一期\"],\n  [\"白云寺\", \"\", \"水下工程\"],";
    assert!(text.contains(wanted), "{text}");
    // A frame round a text is none.
    let frame =
        "80 600 m 500 600 l S 80 760 m 500 760 l S 80 600 m 80 760 l S 500 600 m 500 760 l S\n";
    let page = frame.to_owned()
        + &line(170, 780, 22, "县水利局除险加固水库")
        + &line(90, 730, 14, "主体工程开工。")
        + &line(90, 700, 14, "年底全部完工。");
    let text = draft("a.pdf", &pdf(&page, ""), true);
    assert!(text.contains("主体工程开工。\n\n年底全部完工。") && !text.contains("rows"), "{text}");
}

#[test]
fn a_line_before_a_figure_that_does_not_fit_is_full() {
    let lines = [
        "灌溉支渠多年没有清理，杂草淤泥堵塞，水流不畅，沿线群众浇一遍地要等",
        "疏浚以后一个时辰就能浇完一亩地，节水三成，今年全乡统计用水农户",
        "12800户，比疏浚之前多浇两遍水，群众都说这件事办到了心坎上",
        "明年还要再清理支渠。",
    ];
    let mut page = line(170, 780, 22, "县水利局疏浚灌溉支渠");
    for (at, text) in lines.iter().enumerate() {
        page += &line(62, 735 - 22 * at as u32, 14, text);
    }
    let text = draft("a.pdf", &pdf(&page, ""), false);
    assert!(text.contains("用水农户12800户，"), "{text}");
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
