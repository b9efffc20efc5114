//! The styles, so that a person can change each kind of text at one place, and the faces they name.

use super::sheet::{AREA_WIDTH, Masthead, RULE, RULE_SPACE, SMALL, Sheet, Title};
use crate::bulletin::Bulletin;
use crate::bulletin::styles as name;
use crate::config::Fonts;
use crate::export::xml::{DECLARATION, escaped};

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Identifiers of the styles; Word shows their names.
pub(super) mod id {
    pub(in super::super) const NAME: &str = "KbName";
    pub(in super::super) const NUMBER: &str = "KbNumber";
    pub(in super::super) const PUBLISHER: &str = "KbPublisher";
    pub(in super::super) const CORRECTION: &str = "KbCorrection";
    pub(in super::super) const NOTE: &str = "KbNote";
    pub(in super::super) const CONTENTS: &str = "KbContents";
    pub(in super::super) const COLUMN: &str = "KbColumn";
    pub(in super::super) const TITLE: &str = "KbTitle";
    pub(in super::super) const BODY: &str = "KbBody";
    pub(in super::super) const FIRST: &str = "KbSubhead1";
    pub(in super::super) const SECOND: &str = "KbSubhead2";
    pub(in super::super) const TABLE_CAPTION: &str = "KbTableCaption";
    pub(in super::super) const FIGURE_CAPTION: &str = "KbFigureCaption";
    pub(in super::super) const CELL: &str = "KbCell";
    pub(in super::super) const HEAD_CELL: &str = "KbHeadCell";
    pub(in super::super) const PICTURE: &str = "KbPicture";
    pub(in super::super) const CREDIT_LINE: &str = "KbCreditLine";
    pub(in super::super) const LIST: &str = "KbList";
    pub(in super::super) const SIGNED: &str = "KbSigned";
    pub(in super::super) const ANCHOR: &str = "KbAnchor";
    pub(in super::super) const RULE: &str = "KbRule";
    pub(in super::super) const FOLIO: &str = "KbFolio";
    pub(in super::super) const PROOF: &str = "KbProof";
    pub(in super::super) const PRINT: &str = "KbPrint";
    pub(in super::super) const MARGIN: &str = "KbMargin";
    pub(in super::super) const TABLE: &str = "KbTable";
    pub(in super::super) const HEADLINE: &str = "KbHeadline";
    pub(in super::super) const STRONG: &str = "KbStrong";
    pub(in super::super) const LEAD: &str = "KbLead";
    pub(in super::super) const LABEL: &str = "KbLabel";
    pub(in super::super) const CREDIT: &str = "KbCredit";
}

/// The faces of an office, by their roles.
pub(super) struct Faces {
    title: String,
    heading: String,
    body: String,
    kai: String,
    folio: String,
}

/// Longer names are not valid in a document.
const LONGEST_NAME: usize = 31;

impl Faces {
    /// The faces of the standard, unless the office has named its own.
    pub(super) fn of(fonts: &Fonts) -> Self {
        let face = |own: &[String], usual: &str| {
            let fits = |name: &&String| name.chars().count() <= LONGEST_NAME && !name.is_empty();
            own.iter().find(fits).map_or_else(|| usual.to_owned(), Clone::clone)
        };
        Self {
            title: face(&fonts.title, "方正小标宋简体"),
            heading: face(&fonts.heading, "黑体"),
            body: face(&fonts.body, "仿宋_GB2312"),
            kai: face(&fonts.kai, "楷体_GB2312"),
            folio: face(&fonts.folio, "宋体"),
        }
    }

    /// The part that lists the faces, with what may stand in for one that is not installed.
    pub(super) fn table(&self) -> String {
        let mut all = vec![
            (self.body.as_str(), "仿宋", "modern"),
            (&self.heading, "SimHei", "swiss"),
            (&self.kai, "楷体", "modern"),
            (&self.title, "小标宋", "roman"),
            (&self.folio, "SimSun", "roman"),
            (LATIN, "Liberation Serif", "roman"),
        ];
        all.sort_unstable();
        all.dedup_by_key(|(name, ..)| *name);
        let font = |(name, other, family): &(&str, &str, &str)| {
            let charset = if *name == LATIN { "00" } else { "86" };
            let other = if name == other {
                String::new()
            } else {
                format!("<w:altName w:val=\"{other}\"/>")
            };
            format!(
                "<w:font w:name=\"{}\">{other}<w:charset w:val=\"{charset}\"/><w:family w:val=\"{family}\"/></w:font>",
                escaped(name)
            )
        };
        let fonts: String = all.iter().map(font).collect();
        format!("{DECLARATION}<w:fonts xmlns:w=\"{MAIN}\">{fonts}</w:fonts>")
    }
}

const LATIN: &str = "Times New Roman";

/// The rules of the end block, 0.35 and 0.25 mm.
pub(super) const OUTER: u32 = 20;
pub(super) const INNER: u32 = 14;

/// The red of the masthead.
const RED: &str = "D7261E";

pub(super) fn part(sheet: &Sheet, faces: &Faces, bulletin: &Bulletin) -> String {
    let face =
        |name: &str| format!("<w:rFonts w:eastAsia=\"{}\" w:hint=\"eastAsia\"/>", escaped(name));
    let (hei, kai) = (face(&faces.heading), face(&faces.kai));
    let spaced = if bulletin.latin_spacing { "1" } else { "0" };
    let pitch = sheet.pitch;
    let line = |height: u32| format!("w:line=\"{height}\" w:lineRule=\"exact\"");
    let two = 2 * sheet.cell;
    let small = "<w:spacing w:val=\"-4\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>";
    let (above, below) = Sheet::column_spacing(sheet.column);
    let mut out = format!(
        "{DECLARATION}<w:styles xmlns:w=\"{MAIN}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{LATIN}\" w:eastAsia=\"{}\" w:hAnsi=\"{LATIN}\" w:cs=\"{LATIN}\"/>\
         <w:spacing w:val=\"{}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>\
         <w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:widowControl/><w:overflowPunct w:val=\"0\"/>\
         <w:autoSpaceDE w:val=\"{spaced}\"/><w:autoSpaceDN w:val=\"{spaced}\"/>\
         <w:spacing w:before=\"0\" w:after=\"0\" {}/></w:pPr></w:pPrDefault></w:docDefaults>",
        escaped(&faces.body),
        sheet.spacing,
        line(pitch),
        size = sheet.size,
    );
    out.push_str("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>");
    out.push_str("<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>");
    out.push_str("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>");
    let mut paragraph = |id: &str, name: &str, look: &str, type_: &str| {
        let run = if type_.is_empty() { String::new() } else { format!("<w:rPr>{type_}</w:rPr>") };
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{look}</w:pPr>{run}</w:style>"
        ));
    };
    let centre = "<w:jc w:val=\"center\"/>";
    let both = "<w:jc w:val=\"both\"/>";
    let indent = format!("<w:ind w:firstLineChars=\"200\" w:firstLine=\"{two}\"/>");
    let head = Masthead::of(sheet, &bulletin.name);
    let red = format!(
        "{}<w:color w:val=\"{RED}\"/><w:spacing w:val=\"{}\"/><w:w w:val=\"{}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>",
        face(&faces.title),
        head.gap,
        head.narrow,
        size = head.size,
    );
    let free = "<w:snapToGrid w:val=\"0\"/>";
    paragraph(id::NAME, name::NAME, &format!("{free}{centre}"), &red);
    paragraph(id::NUMBER, name::NUMBER, &format!("{free}{centre}"), "");
    paragraph(
        id::PUBLISHER,
        name::PUBLISHER,
        &format!(
            "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"{RULE}\" w:space=\"{RULE_SPACE}\" w:color=\"{RED}\"/></w:pBdr>\
             <w:tabs><w:tab w:val=\"left\" w:pos=\"{}\"/><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>{free}",
            sheet.cell,
            AREA_WIDTH - sheet.cell
        ),
        "",
    );
    paragraph(id::CORRECTION, name::CORRECTION, &format!("{indent}{both}"), &kai);
    let note = format!(
        "<w:ind w:left=\"{two}\" w:right=\"{two}\" w:firstLineChars=\"200\" w:firstLine=\"{two}\"/>{both}"
    );
    paragraph(id::NOTE, name::NOTE, &note, &kai);
    paragraph(
        id::CONTENTS,
        name::CONTENTS,
        &format!(
            "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{AREA_WIDTH}\"/></w:tabs>"
        ),
        "",
    );
    let column = format!(
        "<w:keepNext/>{free}<w:spacing w:before=\"{}\" w:after=\"{}\" {}/>{centre}<w:outlineLvl w:val=\"0\"/>",
        above * pitch,
        below * pitch,
        line(pitch)
    );
    paragraph(id::COLUMN, name::COLUMN, &column, &hei);
    let title = (2.0 * Title::size(sheet.setting)) as u32;
    paragraph(
        id::TITLE,
        name::TITLE,
        &format!(
            "<w:keepNext/><w:keepLines/>{free}<w:spacing {}/>{centre}<w:outlineLvl w:val=\"1\"/>",
            line(pitch)
        ),
        &format!(
            "{}<w:spacing w:val=\"0\"/><w:sz w:val=\"{title}\"/><w:szCs w:val=\"{title}\"/>",
            face(&faces.title)
        ),
    );
    paragraph(id::BODY, name::BODY, &format!("{indent}{both}"), "");
    paragraph(id::FIRST, name::FIRST, &format!("<w:keepNext/>{indent}{both}"), &hei);
    paragraph(id::SECOND, name::SECOND, &format!("<w:keepNext/>{indent}{both}"), &kai);
    // An exact line would cut pictures; a table has lines of 0.72 of the page's.
    let loose = "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/>";
    let tight = |around: &str| {
        format!("<w:snapToGrid w:val=\"0\"/><w:spacing {around}{}/>", line(pitch * 72 / 100))
    };
    let (gap, cell) = (pitch / 10, tight(""));
    let (above, below) =
        (tight(&format!("w:after=\"{gap}\" ")), tight(&format!("w:before=\"{gap}\" ")));
    let small_hei = format!("{hei}{small}");
    paragraph(
        id::TABLE_CAPTION,
        name::TABLE_CAPTION,
        &format!("<w:keepNext/>{above}{centre}"),
        &small_hei,
    );
    paragraph(id::FIGURE_CAPTION, name::FIGURE_CAPTION, &format!("{below}{centre}"), &small_hei);
    paragraph(id::CELL, name::CELL, &format!("{cell}{centre}"), small);
    paragraph(id::HEAD_CELL, name::HEAD_CELL, &format!("<w:keepNext/>{cell}{centre}"), &small_hei);
    // Beside a picture letters of any size would make the line higher.
    let no_size = "<w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/>";
    paragraph(id::PICTURE, name::PICTURE, &format!("<w:keepNext/>{loose}{centre}"), no_size);
    paragraph(id::CREDIT_LINE, name::CREDIT_LINE, "<w:jc w:val=\"right\"/>", "");
    let end = line(sheet.small_pitch());
    paragraph(id::LIST, name::LIST, &format!("<w:spacing {end}/>{both}"), small);
    let inner = AREA_WIDTH - 2 * SMALL;
    paragraph(
        id::SIGNED,
        name::SIGNED,
        &format!(
            "<w:tabs><w:tab w:val=\"center\" w:pos=\"{}\"/><w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs><w:spacing {end}/><w:ind w:left=\"{SMALL}\" w:right=\"{SMALL}\"/>",
            SMALL + inner / 2,
            SMALL + inner
        ),
        small,
    );
    paragraph(id::RULE, name::RULE, free, "<w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/>");
    paragraph(
        id::ANCHOR,
        name::ANCHOR,
        &format!("<w:snapToGrid w:val=\"0\"/><w:spacing {}/>", line(20)),
        "<w:sz w:val=\"2\"/><w:szCs w:val=\"2\"/>",
    );
    paragraph(
        id::FOLIO,
        name::FOLIO,
        &format!(
            "<w:snapToGrid w:val=\"0\"/><w:spacing {}/><w:ind w:left=\"{SMALL}\" w:right=\"{SMALL}\"/>",
            line(280)
        ),
        &format!(
            "{}<w:spacing w:val=\"0\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>",
            face(&faces.folio)
        ),
    );
    let mark = "<w:sz w:val=\"44\"/><w:szCs w:val=\"44\"/>";
    paragraph(
        id::PROOF,
        name::PROOF,
        &format!("<w:spacing {}/><w:jc w:val=\"right\"/>", line(560)),
        &format!("{hei}{mark}"),
    );
    paragraph(
        id::PRINT,
        name::PRINT,
        &format!("<w:snapToGrid w:val=\"0\"/><w:spacing {}/>", line(200)),
        "<w:spacing w:val=\"0\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>",
    );
    paragraph(
        id::MARGIN,
        name::MARGIN,
        "<w:snapToGrid w:val=\"0\"/>",
        "<w:color w:val=\"4D4D4D\"/><w:spacing w:val=\"0\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>",
    );
    let mut character = |id: &str, name: &str, type_: &str| {
        let run = if type_.is_empty() { String::new() } else { format!("<w:rPr>{type_}</w:rPr>") };
        out.push_str(&format!(
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:qFormat/>{run}</w:style>"
        ));
    };
    character(id::HEADLINE, name::HEADLINE, &hei);
    character(id::STRONG, name::STRONG, &hei);
    character(id::LEAD, name::LEAD, &kai);
    character(id::LABEL, name::LABEL, &hei);
    character(id::CREDIT, name::CREDIT, "");
    let side = |name: &str| {
        format!("<w:{name} w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let sides: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(side).concat();
    out.push_str(&format!(
        "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:jc w:val=\"center\"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>",
        id::TABLE,
        name::TABLE
    ));
    out.push_str("</w:styles>");
    out
}
