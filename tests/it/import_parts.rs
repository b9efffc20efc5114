//! From a file's bytes to the draft: random text in every kind of part is in the draft, or left out
//! by name, and nothing is taken for exact that is not.

use std::io::{Cursor, Write as _};

use kuaibao::draft::Draft;
use kuaibao::import::ledger::Fate;
use kuaibao::import::outline::{Expected, Reference};
use kuaibao::import::proof::{self, Proof};
use kuaibao::import::{self, Imported};
use kuaibao::source::Source;
use kuaibao::zh::space::squeezed;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::YANJIN;

/// What is to become of a piece of a file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Wanted {
    /// In the draft, as it is.
    Placed,
    /// Left out, by name.
    Left,
    /// Notation, or the same text for other programs.
    Unseen,
}

use Wanted::{Left, Placed, Unseen};

/// Everything that can hold text in a paragraph of Word: its XML, with `@` where the text stands.
const WORD: &[(&str, Wanted)] = &[
    ("<w:r><w:t>@</w:t></w:r>", Placed),
    ("<w:r><w:rPr><w:b/></w:rPr><w:t>@</w:t></w:r>", Placed),
    ("<w:r><w:rPr><w:strike/></w:rPr><w:t>@</w:t></w:r>", Left),
    ("<w:r><w:rPr><w:dstrike w:val=\"true\"/></w:rPr><w:t>@</w:t></w:r>", Left),
    ("<w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>@</w:t></w:r>", Placed),
    ("<w:r><w:rPr><w:caps/></w:rPr><w:t>@</w:t></w:r>", Placed),
    ("<w:hyperlink><w:r><w:t>@</w:t></w:r></w:hyperlink>", Placed),
    ("<w:ins><w:r><w:t>@</w:t></w:r></w:ins>", Placed),
    ("<w:smartTag><w:r><w:t>@</w:t></w:r></w:smartTag>", Placed),
    ("<w:sdt><w:sdtContent><w:r><w:t>@</w:t></w:r></w:sdtContent></w:sdt>", Placed),
    ("<w:fldSimple w:instr=\"REF a\"><w:r><w:t>@</w:t></w:r></w:fldSimple>", Placed),
    ("<m:oMath><m:r><m:t>@</m:t></m:r></m:oMath>", Placed),
    (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>@。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        Placed,
    ),
    ("<w:r><w:pict><v:shape><v:textpath string=\"@。\"/></v:shape></w:pict></w:r>", Placed),
    (
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:t>@</w:t></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>",
        Placed,
    ),
    (
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"new\"/><mc:Fallback><w:t>@</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        Placed,
    ),
    (
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>@</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        Placed,
    ),
    ("<w:r><w:ruby><w:rubyBase><w:r><w:t>@</w:t></w:r></w:rubyBase></w:ruby></w:r>", Placed),
    ("<w:r><w:ruby><w:rt><w:r><w:t>@</w:t></w:r></w:rt></w:ruby></w:r>", Left),
    ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>@</w:t></w:r>", Left),
    ("<w:del><w:r><w:delText>@</w:delText></w:r></w:del>", Left),
    ("<w:moveFrom><w:r><w:t>@</w:t></w:r></w:moveFrom>", Left),
    (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>@</w:t></w:r></w:sdtContent></w:sdt>",
        Left,
    ),
    (
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"new\"><w:t>@</w:t></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>",
        Left,
    ),
    (
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> @ </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        Unseen,
    ),
    (
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:t>@</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        Left,
    ),
    ("<w:unheard><w:of>@</w:of></w:unheard>", Left),
];

/// Other parts, by name and root element.
const PARTS: &[(&str, &str, &str, Wanted)] = &[
    ("header", "hdr", "<w:p><w:r><w:t>@</w:t></w:r></w:p>", Left),
    (
        "footer",
        "ftr",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>@</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        Left,
    ),
    (
        "comments",
        "comments",
        "<w:comment w:id=\"1\"><w:p><w:r><w:t>@</w:t></w:r></w:p></w:comment>",
        Left,
    ),
    (
        "footnotes",
        "footnotes",
        "<w:footnote w:id=\"9\"><w:p><w:r><w:t>@</w:t></w:r></w:p></w:footnote>",
        Left,
    ),
    (
        "footnotes",
        "footnotes",
        "<w:footnote w:id=\"1\"><w:p><w:r><w:t>@。</w:t></w:r></w:p></w:footnote>",
        Placed,
    ),
];

/// Everything that can hold text in a page.
const PAGE: &[(&str, Wanted)] = &[
    ("<p>@</p>", Placed),
    ("<div><b>@</b></div>", Placed),
    ("<ol><li>@</li></ol>", Placed),
    ("<p><ins>@</ins></p>", Placed),
    ("<table><tr><td rowspan=2>@</td><td>甲</td></tr><tr><td>乙</td></tr></table>", Placed),
    ("<select><option selected>@</option></select>", Placed),
    ("<textarea>@</textarea>", Placed),
    ("<p><input value='@'></p>", Placed),
    ("<math><mi>@</mi></math>", Placed),
    ("@", Placed),
    ("<p style='display : NONE'>@</p>", Left),
    ("<p hidden><b>@</b></p>", Left),
    ("<del>@</del>", Left),
    ("<p>乙<span style='text-decoration: line-through red'>@</span></p>", Left),
    ("<p>乙<q>@</q></p>", Placed),
    ("<ol reversed><li>@</ol>", Placed),
    ("<noscript>@</noscript>", Left),
    ("<svg><text>@</text></svg>", Left),
    ("<select><option>甲<option>@</select>", Left),
    ("<iframe>@</iframe>", Left),
    ("<ruby>甲<rt>@</rt></ruby>", Left),
    ("<script>var a = '@'</script>", Unseen),
    ("<!-- @ -->", Unseen),
];

pub(crate) fn prove(name: &str, bytes: &[u8]) -> (Proof, String) {
    let workspace = &*YANJIN;
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date: None };
    let Imported { outline, mut proof, .. } =
        import::import(name.as_ref(), bytes, Expected::Issue, reference).expect("a file");
    let pictures: Vec<String> = (0..outline.pictures.len()).map(|n| format!("{n}.png")).collect();
    let text = import::toml::issue(&outline, None, &pictures, reference);
    let draft = Draft::read(&Source::new("a.toml", text.clone())).value;
    let outlines = std::slice::from_ref(&outline);
    proof.difference.push_str(&proof::filed(outlines, &Draft::default(), &draft, true));
    (proof, text)
}

/// The pieces of a file are where they should be, and the proof says so.
pub(crate) fn judge(
    name: &str,
    bytes: &[u8],
    pieces: &[(String, Wanted)],
) -> Result<(), TestCaseError> {
    let (proof, draft) = prove(name, bytes);
    prop_assert_eq!(&proof.difference, "", "{}", draft);
    prop_assert_eq!(&proof.figures, &None, "{}", draft);
    let draft = squeezed(&draft.replace("**", ""));
    let left: String = proof
        .ledger
        .iter()
        .filter(|line| line.fate == Fate::Left)
        .map(|l| squeezed(&l.sample))
        .collect();
    for (text, wanted) in pieces {
        prop_assert_eq!(
            draft.contains(text.as_str()),
            *wanted == Placed,
            "{} {:?}\n{}",
            text,
            wanted,
            draft
        );
        prop_assert_eq!(
            left.contains(text.as_str()),
            *wanted == Left,
            "{} {:?}\n{}",
            text,
            wanted,
            left
        );
    }
    if pieces.iter().any(|(_, wanted)| *wanted == Left) {
        prop_assert!(!proof.is_exact());
    }
    Ok(())
}

/// A text that stands nowhere else: a number among letters.
pub(crate) fn token(index: usize, seed: u32) -> String {
    format!("丙{}丁{}戊", 100 + index, 1000 + seed % 9000)
}

fn docx(body: &str, parts: &[(usize, String)]) -> Vec<u8> {
    let ns = "xmlns:w=\"w\" xmlns:m=\"m\" xmlns:v=\"v\" xmlns:mc=\"mc\"";
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let mut relations = String::new();
    let mut footnotes = String::new();
    for (index, (which, text)) in parts.iter().enumerate() {
        let (kind, root, xml, _) = PARTS[*which];
        let xml = xml.replace('@', text);
        if kind == "footnotes" {
            footnotes.push_str(&xml);
            continue;
        }
        let file = format!("{kind}{index}.xml");
        put(&format!("word/{file}"), &format!("<w:{root} {ns}>{xml}</w:{root}>"));
        relations.push_str(&format!(
            "<Relationship Id=\"r{index}\" Type=\"x/{kind}\" Target=\"{file}\"/>"
        ));
    }
    put("word/footnotes.xml", &format!("<w:footnotes {ns}>{footnotes}</w:footnotes>"));
    relations.push_str("<Relationship Id=\"n\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/>");
    put("word/_rels/document.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    put("word/document.xml", &format!("<w:document {ns}><w:body>{body}</w:body></w:document>"));
    zip.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_word_document_goes_unsaid(
        order in prop::collection::vec((0..WORD.len(), any::<u32>()), 1..14),
        others in prop::sample::subsequence((0..PARTS.len()).collect::<Vec<_>>(), 0..=PARTS.len()),
    ) {
        let mut pieces = vec![];
        let mut body = String::from("<w:p><w:r><w:t>县审计局强化审计监督</w:t></w:r></w:p>");
        for (index, (which, seed)) in order.iter().enumerate() {
            let text = token(index, *seed);
            let (xml, wanted) = WORD[*which];
            body.push_str(&format!("<w:p><w:r><w:t>审计发现，</w:t></w:r>{}<w:r><w:t>等情况。</w:t></w:r></w:p>", xml.replace('@', &text)));
            pieces.push((text, wanted));
        }
        let mut parts = vec![];
        for which in others {
            let text = token(50 + which, 7);
            pieces.push((text.clone(), PARTS[which].3));
            parts.push((which, text));
        }
        if parts.iter().any(|(which, _)| *which == 4) {
            body.push_str("<w:p><w:r><w:t>另有一注</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t>。</w:t></w:r></w:p>");
        }
        judge("a.docx", &docx(&body, &parts), &pieces)?;
    }

    #[test]
    fn no_text_of_a_page_goes_unsaid(
        order in prop::collection::vec((0..PAGE.len(), any::<u32>()), 1..14),
    ) {
        let mut pieces = vec![];
        let mut page = String::from("<html><head><title>题</title></head><body><h1>县审计局强化审计监督</h1>");
        for (index, (which, seed)) in order.iter().enumerate() {
            let text = token(index, *seed);
            let (html, wanted) = PAGE[*which];
            page.push_str(&format!("<p>审计发现问题。</p>{}", html.replace('@', &text)));
            pieces.push((text, wanted));
        }
        judge("a.html", page.as_bytes(), &pieces)?;
    }
}
