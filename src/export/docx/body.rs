//! The text of an issue: `word/document.xml`.

use super::parts::{DRAWING, EVEN, ODD, PROOF, RELATIONS};
use super::printed::Taken;
use super::run::{HINT, TAB, credit, paragraph, run, runs, subhead_run};
use super::sheet::{AREA_WIDTH, FOOTER, HEIGHT, INSIDE, OUTSIDE, Sheet, Title, WIDTH};
use super::styles::{MAIN, id};
use super::{Layout, edge, inset, margin, reckon};
use crate::bulletin::identity::Content;
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Block, Bulletin, Item};
use crate::draft::ItemNumber;
use crate::draft::attachment::Picture;
use crate::export::xml::DECLARATION;
use crate::import::returned::OF;
use crate::typeset::Setting;

/// What a document is written from.
pub(super) struct Source<'a> {
    pub(super) bulletin: &'a Bulletin,
    pub(super) sheet: Sheet,
    pub(super) manner: Manner,
    pub(super) proof: bool,
    pub(super) layout: &'a Layout<'a>,
}

/// The bookmark of an item, hidden as its name begins with a line: by it an item is found again in
/// a proof that comes back.
pub fn bookmark(column: usize, item: usize) -> String {
    format!("_kuaibao_{}_{}", column + 1, item + 1)
}

/// The document, and its pictures in order.
pub(super) fn part<'a>(source: &Source<'a>) -> (String, Vec<&'a Picture>) {
    source.layout.printed.again();
    let mut body =
        Body { source, out: String::new(), marks: 0, fitted: 0, headings: 0, pictures: vec![] };
    body.out.push_str(&edge::masthead(source.bulletin, &source.sheet, source.manner));
    body.note();
    body.contents();
    // Which content it shows, for when it comes back.
    let shown = Content::of(source.bulletin).identity();
    let mark = body.open(&format!("{OF}{}", &shown.as_str()[..16]));
    body.out.push_str(&(mark.start + &mark.end));
    let mut items = 0;
    for (c, column) in source.bulletin.columns.iter().enumerate() {
        let mark = body.open(&column_bookmark(c));
        let name = words::column(&column.name);
        if name.is_empty() {
            body.out.push_str(&mark.start);
            body.out.push_str(&mark.end);
        } else {
            let text = format!("{}{}{}", mark.start, run(&name, ""), mark.end);
            let look = body.column_spacing();
            body.paragraph(id::COLUMN, &look, &text);
        }
        for (i, item) in column.items.iter().enumerate() {
            let start = body.out.len();
            body.item(&bookmark(c, i), item, !name.is_empty() && i == 0);
            if source.proof {
                let mut written = body.out.split_off(start);
                let number = ItemNumber::of_indexes(c, i);
                margin::hang(&mut written, number, items, source.sheet.pitch);
                body.out.push_str(&written);
            }
            items += 1;
        }
    }
    body.out.push_str(&edge::end_block(source.bulletin, &source.sheet, source.manner));
    let section = section(&source.sheet);
    let more = if source.proof { margin::NAMESPACES } else { "" };
    let text = format!(
        "{DECLARATION}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\" xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" xmlns:a=\"{DRAWING}/main\" xmlns:pic=\"{DRAWING}/picture\"{more}><w:body>{}{section}</w:body></w:document>",
        body.out
    );
    (text, body.pictures)
}

fn column_bookmark(column: usize) -> String {
    format!("_kuaibao_{}", column + 1)
}

struct Body<'a, 's> {
    source: &'s Source<'a>,
    out: String,
    marks: usize,
    /// Runs that were fitted, each of which has its number.
    fitted: u32,
    /// Headings so far.
    headings: usize,
    pictures: Vec<&'a Picture>,
}

/// The text of runs.
fn shown(runs: &str) -> String {
    let mut out = String::new();
    for part in runs.split('<').filter(|part| part.starts_with("w:t ")) {
        out.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The two ends of a bookmark.
struct Bookmark {
    start: String,
    end: String,
}

impl<'a> Body<'a, '_> {
    fn paragraph(&mut self, style: &str, look: &str, text: &str) {
        let taken = self.source.layout.printed.take(&shown(text), "");
        self.broken(style, look, text, taken.map(|taken| taken.lines));
    }

    /// The last paragraph of an item, with the credit behind it, or below it where that has lines of its
    /// own on the page.
    fn signed(&mut self, text: &str, credit: &str, end: &str) {
        let taken = self.source.layout.printed.take(&shown(text), &shown(credit));
        match taken {
            Some(Taken { lines, credit: own, .. }) if (1..lines).contains(&own) => {
                // Not kept with it: LibreOffice would not part the paragraph any more.
                self.broken(id::BODY, "", text, Some(lines - own));
                self.broken(id::CREDIT_LINE, "", &format!("{credit}{end}"), None);
            }
            _ => {
                let lines = taken.map(|taken| taken.lines);
                self.broken(id::BODY, "", &format!("{text}{credit}{end}"), lines);
            }
        }
    }

    /// A paragraph that takes so many lines on the page.
    fn broken(&mut self, style: &str, look: &str, text: &str, lines: Option<usize>) {
        let Sheet { cell, spacing, .. } = self.source.sheet;
        let width = match style {
            _ if self.source.bulletin.latin_spacing => 0,
            id::BODY | id::CORRECTION | id::FIRST | id::SECOND => AREA_WIDTH,
            id::NOTE => AREA_WIDTH - 4 * cell,
            _ => 0,
        };
        let given = match width {
            0 => 0,
            _ => reckon::given(&shown(text), 2.0, width, cell, lines),
        };
        if given == 0 {
            self.out.push_str(&paragraph(style, look, text));
            return;
        }
        // As many lines as on the page.
        let narrow = format!("{HINT}<w:spacing w:val=\"{}\"/>", spacing - given);
        self.out.push_str(&paragraph(style, look, &text.replace(HINT, &narrow)));
    }

    fn open(&mut self, name: &str) -> Bookmark {
        let id = self.marks;
        self.marks += 1;
        Bookmark {
            start: format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"),
            end: format!("<w:bookmarkEnd w:id=\"{id}\"/>"),
        }
    }

    /// What a reissue corrects, and the editor's note.
    fn note(&mut self) {
        let bulletin = self.source.bulletin;
        if let Some(correction) = &bulletin.correction {
            let text = run(words::CORRECTION, id::LABEL) + &run(correction, "");
            self.paragraph(id::CORRECTION, "", &text);
        }
        for (index, paragraph) in bulletin.note.iter().enumerate() {
            let mut text = String::new();
            if index == 0 && words::opens_note(bulletin) {
                text.push_str(&run(words::NOTE, id::LABEL));
            }
            text.push_str(&runs(paragraph));
            self.paragraph(id::NOTE, "", &text);
        }
    }

    /// Columns and headlines with fields for their pages, which Word brings up to date.
    fn contents(&mut self) {
        let bulletin = self.source.bulletin;
        if !bulletin.contents {
            return;
        }
        let title = run(words::CONTENTS, id::HEADLINE);
        let Sheet { pitch, column, .. } = self.source.sheet;
        let (above, below) = Sheet::column_spacing(column);
        let look = format!(
            "<w:spacing w:before=\"{}\" w:after=\"{}\"/><w:jc w:val=\"center\"/>",
            above * pitch,
            below * pitch
        );
        self.broken(id::CONTENTS, &look, &title, None);
        let entry = |text: String, name: &str, page: Option<usize>| {
            let page = page.unwrap_or(1);
            format!(
                "{text}{TAB}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF {name} \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{page}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            )
        };
        let page_of = self.source.layout.page_of;
        for (c, column) in bulletin.columns.iter().enumerate() {
            let name = words::column(&column.name);
            if !name.is_empty() {
                let text = entry(run(&name, id::HEADLINE), &column_bookmark(c), page_of(c, None));
                self.broken(id::CONTENTS, "<w:keepNext/>", &text, None);
            }
            for (i, item) in
                column.items.iter().enumerate().filter(|(_, item)| !item.headline.is_empty())
            {
                let text = entry(run(&item.headline, ""), &bookmark(c, i), page_of(c, Some(i)));
                let indent = if name.is_empty() { 0 } else { self.source.sheet.cell };
                // Below the last a line is free.
                let is_last = c + 1 == bulletin.columns.len() && i + 1 == column.items.len();
                let after = if is_last { pitch } else { 0 };
                let look = format!("<w:spacing w:after=\"{after}\"/><w:ind w:left=\"{indent}\"/>");
                self.broken(id::CONTENTS, &look, &text, None);
            }
        }
    }

    fn item(&mut self, name: &str, item: &'a Item, is_under_column: bool) {
        let mark = self.open(name);
        let mut opening = mark.start;
        let mut blocks = item.body.as_slice();
        let credit = credit(&item.credits, self.source.sheet.cell, &mut self.fitted);
        if self.source.manner.titles {
            if !item.headline.is_empty() {
                let text = format!("{opening}{}", run(&item.headline, ""));
                let look = self.title_spacing(&item.headline, is_under_column);
                self.broken(id::TITLE, &look, &text, None);
                opening = String::new();
            }
        } else {
            if !item.headline.is_empty() {
                opening.push_str(&run(&item.headline, id::HEADLINE));
                opening.push_str(&run(words::AFTER_HEADLINE, ""));
            }
            let mut first = opening;
            let begins = blocks.split_first();
            if let Some((Block::Paragraph(paragraph), rest)) = begins {
                first.push_str(&runs(paragraph));
                blocks = rest;
            }
            if blocks.is_empty() {
                self.signed(&first, &credit, &mark.end);
                return;
            }
            self.paragraph(id::BODY, "", &first);
            opening = String::new();
        }
        for (index, block) in blocks.iter().enumerate() {
            let is_last = index + 1 == blocks.len();
            let before = std::mem::take(&mut opening);
            match block {
                Block::Paragraph(paragraph) => {
                    let text = before + &runs(paragraph);
                    match is_last {
                        true => self.signed(&text, &credit, &mark.end),
                        false => self.paragraph(id::BODY, "", &text),
                    }
                    continue;
                }
                Block::Subhead(subhead) => {
                    let (style, text) = subhead_run(subhead);
                    self.paragraph(style, "", &(before + &text));
                }
                Block::Table(table) => {
                    self.out.push_str(&before);
                    let after_table = self.out.ends_with(inset::TABLE_END);
                    let text = inset::table(table, &self.source.sheet, is_last, after_table);
                    self.out.push_str(&text);
                }
                Block::Figure(figure) => {
                    self.out.push_str(&before);
                    let number = self.pictures.len();
                    self.pictures.push(&figure.picture);
                    self.out.push_str(&inset::figure(figure, &self.source.sheet, number, is_last));
                }
            }
            if is_last {
                if !credit.is_empty() {
                    self.paragraph(id::CREDIT_LINE, "", &credit);
                }
                self.out.push_str(&mark.end);
            }
        }
        if blocks.is_empty() {
            // A title with nothing below it.
            if credit.is_empty() {
                self.out.push_str(&(opening + &mark.end));
            } else {
                self.paragraph(id::CREDIT_LINE, "", &(opening + &credit + &mark.end));
            }
        }
    }

    /// Whether the next heading has the room of the page.
    fn is_loose(&mut self) -> bool {
        self.headings += 1;
        self.headings <= self.source.layout.loose
    }

    /// What the name of a column has otherwise than its style.
    fn column_spacing(&mut self) -> String {
        if self.is_loose() {
            return String::new();
        }
        let Sheet { pitch, .. } = self.source.sheet;
        format!("<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{pitch}\" w:lineRule=\"exact\"/>")
    }

    /// A title takes a whole number of lines.
    fn title_spacing(&mut self, headline: &str, is_under_column: bool) -> String {
        let Sheet { pitch, setting, .. } = self.source.sheet;
        let setting = if self.is_loose() { setting } else { Setting { column: 1, ..setting } };
        let Title { above, below, .. } = Title::of(headline, is_under_column, setting);
        // One of several lines is no wider than on the page, so that it has as many.
        let narrow = match self.source.layout.printed.take(headline, "") {
            Some(Taken { lines: 2.., width, .. }) => {
                let line = 20.0 * (width + 0.4) * Title::size(setting);
                let side = (f64::from(AREA_WIDTH) - line).max(0.0) as u32 / 2;
                format!("<w:ind w:left=\"{side}\" w:right=\"{side}\"/>")
            }
            _ => String::new(),
        };
        format!(
            "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{pitch}\" w:lineRule=\"exact\"/>{narrow}",
            above * pitch,
            below * pitch
        )
    }
}

fn section(sheet: &Sheet) -> String {
    let Sheet { pitch, top, bottom, .. } = sheet;
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{PROOF}\"/><w:headerReference w:type=\"even\" r:id=\"{PROOF}\"/>\
         <w:footerReference w:type=\"default\" r:id=\"{ODD}\"/><w:footerReference w:type=\"even\" r:id=\"{EVEN}\"/>\
         <w:pgSz w:w=\"{WIDTH}\" w:h=\"{HEIGHT}\"/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{OUTSIDE}\" w:bottom=\"{bottom}\" w:left=\"{INSIDE}\" w:header=\"851\" w:footer=\"{FOOTER}\" w:gutter=\"0\"/>\
         <w:docGrid w:type=\"lines\" w:linePitch=\"{pitch}\"/></w:sectPr>"
    )
}
