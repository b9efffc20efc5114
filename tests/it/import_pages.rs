//! Random text in every kind of part of a PDF and of a plain text: it is in the draft, or left out by
//! name, and “一字不差” is said only of what came over whole.

use kuaibao::zh::space::squeezed;
use proptest::prelude::*;

use crate::import_parts::{Wanted, judge, prove, token};
use Wanted::{Left, Placed, Unseen};

/// Everything that a page of PDF can hold text in: what is drawn, with `@` where the text stands and
/// `^` where its line does, and what is attached to the page.
const PAGE: &[(&str, &str, Wanted)] = &[
    ("BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET", "", Placed),
    ("BT /F1 16 Tf 1 0 0 1 90 ^ Tm [@] TJ ET", "", Placed),
    ("BT /F1 16 Tf 2 Tr 0.3 w 1 0 0 1 90 ^ Tm @ Tj ET", "", Placed),
    ("BT /F1 16 Tf 1 Tr 0.3 w 1 0 0 1 90 ^ Tm @ Tj ET", "", Placed),
    ("BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj 1 0 0 1 90.3 ^ Tm @ Tj ET", "", Placed),
    ("/Span << /ActualText (x) >> BDC BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET EMC", "", Placed),
    ("q 2 0 0 2 0 0 cm BT /F1 8 Tf 1 0 0 1 45 ~ Tm @ Tj ET Q", "", Placed),
    ("BT /F1 16 Tf 3 Tr 1 0 0 1 90 ^ Tm @ Tj ET", "", Left),
    ("BT /F1 16 Tf 0.7 0.7 -0.7 0.7 90 ^ Tm @ Tj ET", "", Left),
    ("BT /F1 16 Tf 0 1 -1 0 540 ^ Tm @ Tj ET", "", Left),
    ("1 g BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET 0 g", "", Left),
    ("BT /F1 16 Tf 1 0 0 1 700 ^ Tm @ Tj ET", "", Left),
    ("q 0 0 10 10 re W n BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET Q", "", Left),
    ("BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET q 1 0 0 1 0 -1 cm 85 ^ 400 14 re f Q", "", Left),
    ("BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET q 1 0 0 1 0 5 cm 0.8 w 90 ^ m 250 ^ l S Q", "", Left),
    // A rule under it, and a ground behind it.
    ("0.8 g 85 ^ 400 14 re f 0 g BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET", "", Placed),
    ("0.8 w 60 ^ m 500 ^ l S BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET", "", Placed),
    ("0.2 g 85 ^ 400 14 re f 1 g BT /F1 16 Tf 1 0 0 1 90 ^ Tm @ Tj ET 0 g", "", Placed),
    ("% @\n", "", Unseen),
    ("", "<< /Type /Annot /Subtype /Widget /FT /Tx /V @ /Rect [90 ^ 400 |] >>", Placed),
    ("", "<< /Type /Annot /Subtype /FreeText /Contents @ /Rect [90 ^ 400 |] >>", Placed),
    ("", "<< /Type /Annot /Subtype /Text /Contents @ /Rect [90 ^ 400 |] >>", Left),
    ("", "<< /Type /Annot /Subtype /Widget /F 2 /FT /Tx /V @ /Rect [90 ^ 400 |] >>", Unseen),
];

/// Which of these is turned by a right angle.
const TURNED: usize = 9;

/// Lines of a plain text.
const TEXT: &[(&str, Wanted)] = &[
    ("@", Placed),
    ("　　@", Placed),
    ("**@**", Placed),
    ("## @", Placed),
    ("- @", Placed),
    ("| 甲 | @ |\n|---|---|\n| 乙 | 丙 |", Placed),
    ("甲\t@\t乙\n丙\t丁\t戊", Placed),
    ("（@）", Placed),
    ("@\r\n", Placed),
    ("———", Unseen),
];

/// A PDF of one page with these drawings and attachments, in a face that it does not hold.
pub(crate) fn pdf(drawn: &str, attached: &str) -> Vec<u8> {
    let face = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 90 /FontBBox [-25 -254 1000 880] >> >>] >>";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [{attached}] /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
        face.to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = vec![];
    for (index, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    let size = objects.len() + 1;
    out.push_str(&format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    out.into_bytes()
}

pub(crate) fn hex(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04x}")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_pdf_goes_unsaid(
        order in prop::collection::vec((0..PAGE.len(), any::<u32>()), 1..14),
    ) {
        let heading = hex("县审计局强化审计监督推进整改");
        let mut drawn = format!("BT /F1 16 Tf 1 0 0 1 90 790 Tm <{heading}> Tj ET\n");
        let mut attached = String::new();
        let mut pieces = vec![];
        let mut whole = String::from("县审计局强化审计监督推进整改");
        let mut turned = false;
        for (index, (which, seed)) in order.iter().enumerate() {
            let text = token(index, *seed);
            // A page on which most text is turned is a turned page.
            let again = *which == TURNED && std::mem::replace(&mut turned, true);
            let (draw, attach, wanted) = PAGE[if again { 0 } else { *which }];
            let y = 750 - 50 * index as i32;
            let put = |form: &str, text: &str| {
                form.replace('@', text)
                    .replace('^', &y.to_string())
                    .replace('~', &(y as f64 / 2.0).to_string())
                    .replace('|', &(y + 20).to_string())
            };
            drawn.push_str(&format!("q {} Q\n", put(draw, &format!("<{}>", hex(&text)))));
            attached.push_str(&put(attach, &format!("<feff{}>", hex(&text))));
            whole.push_str(if wanted == Placed { &text } else { "" });
            pieces.push((text, wanted));
        }
        let bytes = pdf(&drawn, &attached);
        judge("a.pdf", &bytes, &pieces)?;
        exact_is_whole("a.pdf", &bytes, &whole)?;
    }

    #[test]
    fn no_text_of_a_plain_text_goes_unsaid(
        order in prop::collection::vec((0..TEXT.len(), any::<u32>(), any::<bool>()), 1..14),
    ) {
        let mut text = String::from("县审计局强化审计监督\n\n审计发现问题。\n\n");
        let mut pieces = vec![];
        for (index, (which, seed, blank)) in order.iter().enumerate() {
            let (line, wanted) = TEXT[*which];
            let token = token(index, *seed);
            text.push_str(&line.replace('@', &token));
            text.push_str(if *blank { "\n\n" } else { "\n" });
            if line.contains('@') {
                pieces.push((token, wanted));
            }
        }
        judge("a.txt", text.as_bytes(), &pieces)?;
        let whole: String = text.chars().filter(|c| !"*#|-—![]".contains(*c)).collect();
        exact_is_whole("a.txt", text.as_bytes(), &whole)?;
    }
}

/// Where nothing is said to be missing, all texts stand in the draft as they stood, one behind the other.
fn exact_is_whole(name: &str, bytes: &[u8], whole: &str) -> Result<(), TestCaseError> {
    let (proof, draft) = prove(name, bytes);
    if !proof.is_exact() {
        return Ok(());
    }
    let table: toml::Table = draft.parse().expect("TOML");
    let mut found = String::new();
    texts(&toml::Value::Table(table), &mut found);
    let sorted = |text: &str| {
        let mut all: Vec<char> =
            squeezed(text).chars().filter(|c| !"*#|-—![]（）".contains(*c)).collect();
        all.sort_unstable();
        all
    };
    prop_assert_eq!(sorted(&found), sorted(whole), "{}", draft);
    Ok(())
}

/// All texts of a draft, but for what says where something came from.
fn texts(value: &toml::Value, out: &mut String) {
    match value {
        toml::Value::String(text) => out.push_str(text),
        toml::Value::Array(all) => all.iter().for_each(|value| texts(value, out)),
        toml::Value::Table(all) => {
            let others = all.iter().filter(|(key, _)| !matches!(key.as_str(), "from" | "file"));
            others.for_each(|(_, value)| texts(value, out));
        }
        _ => {}
    }
}
