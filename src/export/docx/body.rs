//! The text of an issue: `word/document.xml`.

use super::edge;
use super::parts::{EVEN, FIRST_PICTURE, ODD, PROOF, RELATIONS};
use super::run::{TAB, credit, paragraph, run, runs, subhead_run};
use super::sheet::{AREA_HEIGHT, AREA_WIDTH, FOOTER, HEIGHT, INSIDE, OUTSIDE, Sheet, WIDTH};
use super::styles::{MAIN, id};
use crate::bulletin::block::{Figure, Table};
use crate::bulletin::identity::Content;
use crate::bulletin::styles;
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Block, Bulletin, Item};
use crate::draft::attachment::Picture;
use crate::export::xml::{DECLARATION, escaped};
use crate::import::returned::OF;
use crate::zh::character::halves;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// What a document is written from.
pub(super) struct Source<'a> {
    pub(super) bulletin: &'a Bulletin,
    pub(super) sheet: Sheet,
    pub(super) manner: Manner,
    /// The page of a column, or of an item in it, for the contents.
    pub(super) page_of: &'a dyn Fn(usize, Option<usize>) -> Option<usize>,
}

/// The bookmark of an item, hidden as its name begins with a line: by it an item is found again in
/// a proof that comes back.
pub fn bookmark(column: usize, item: usize) -> String {
    format!("_kuaibao_{}_{}", column + 1, item + 1)
}

/// The document, and its pictures in order.
pub(super) fn part<'a>(source: &Source<'a>) -> (String, Vec<&'a Picture>) {
    let mut body = Body { source, out: String::new(), marks: 0, fitted: 0, pictures: vec![] };
    body.out.push_str(&edge::masthead(source.bulletin, &source.sheet, source.manner));
    body.note();
    body.contents();
    // Which content it shows, for when it comes back.
    let shown = Content::of(source.bulletin).identity();
    let mark = body.open(&format!("{OF}{}", &shown.as_str()[..16]));
    body.out.push_str(&(mark.start + &mark.end));
    for (c, column) in source.bulletin.columns.iter().enumerate() {
        let mark = body.open(&column_bookmark(c));
        let name = words::column(&column.name);
        if name.is_empty() {
            body.out.push_str(&mark.start);
            body.out.push_str(&mark.end);
        } else {
            let text = format!("{}{}{}", mark.start, run(&name, ""), mark.end);
            body.paragraph(id::COLUMN, "", &text);
        }
        for (i, item) in column.items.iter().enumerate() {
            body.item(&bookmark(c, i), item);
        }
    }
    body.out.push_str(&edge::end_block(source.bulletin, &source.sheet, source.manner));
    let section = section(&source.sheet);
    let text = format!(
        "{DECLARATION}<w:document xmlns:w=\"{MAIN}\" xmlns:r=\"{RELATIONS}\" xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" xmlns:a=\"{DRAWING}/main\" xmlns:pic=\"{DRAWING}/picture\"><w:body>{}{section}</w:body></w:document>",
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
    pictures: Vec<&'a Picture>,
}

/// The two ends of a bookmark.
struct Bookmark {
    start: String,
    end: String,
}

impl<'a> Body<'a, '_> {
    fn paragraph(&mut self, style: &str, look: &str, text: &str) {
        self.out.push_str(&paragraph(style, look, text));
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
        self.paragraph(id::CONTENTS, "<w:jc w:val=\"center\"/>", &title);
        let entry = |text: String, name: &str, page: Option<usize>| {
            let page = page.unwrap_or(1);
            format!(
                "{text}{TAB}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGEREF {name} \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{page}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            )
        };
        let page_of = self.source.page_of;
        for (c, column) in bulletin.columns.iter().enumerate() {
            let name = words::column(&column.name);
            if !name.is_empty() {
                let text = entry(run(&name, id::HEADLINE), &column_bookmark(c), page_of(c, None));
                self.paragraph(id::CONTENTS, "", &text);
            }
            for (i, item) in
                column.items.iter().enumerate().filter(|(_, item)| !item.headline.is_empty())
            {
                let text = entry(run(&item.headline, ""), &bookmark(c, i), page_of(c, Some(i)));
                let indent = if name.is_empty() { 0 } else { self.source.sheet.cell };
                self.paragraph(id::CONTENTS, &format!("<w:ind w:left=\"{indent}\"/>"), &text);
            }
        }
    }

    fn item(&mut self, name: &str, item: &'a Item) {
        let mark = self.open(name);
        let mut opening = mark.start;
        let mut blocks = item.body.as_slice();
        let credit = credit(&item.credits, self.source.sheet.cell, &mut self.fitted);
        if self.source.manner.titles {
            if !item.headline.is_empty() {
                let text = format!("{opening}{}", run(&item.headline, ""));
                let look = self.title_spacing(&item.headline);
                self.paragraph(id::TITLE, &look, &text);
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
                first.push_str(&credit);
                first.push_str(&mark.end);
            }
            self.paragraph(id::BODY, "", &first);
            if blocks.is_empty() {
                return;
            }
            opening = String::new();
        }
        for (index, block) in blocks.iter().enumerate() {
            let is_last = index + 1 == blocks.len();
            let before = std::mem::take(&mut opening);
            match block {
                Block::Paragraph(paragraph) => {
                    let mut text = before + &runs(paragraph);
                    if is_last {
                        text.push_str(&credit);
                        text.push_str(&mark.end);
                    }
                    self.paragraph(id::BODY, "", &text);
                    continue;
                }
                Block::Subhead(subhead) => {
                    let (style, text) = subhead_run(subhead);
                    self.paragraph(style, "", &(before + &text));
                }
                Block::Table(table) => {
                    self.out.push_str(&before);
                    self.table(table);
                }
                Block::Figure(figure) => {
                    self.out.push_str(&before);
                    self.figure(figure);
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

    /// A title takes a whole number of lines.
    fn title_spacing(&self, headline: &str) -> String {
        let Sheet { pitch, cell, .. } = self.source.sheet;
        let letter = cell * 22 / 16;
        let width = headline.chars().count() as u32 * letter;
        let lines = width.div_ceil(AREA_WIDTH).max(1);
        let line = pitch * 5 / 4;
        let whole = (lines * line + pitch / 4).div_ceil(pitch) * pitch;
        let around = (whole - lines * line) / 2;
        format!(
            "<w:spacing w:before=\"{around}\" w:after=\"{around}\" w:line=\"{line}\" w:lineRule=\"exact\"/>"
        )
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.paragraph(id::TABLE_CAPTION, "", &run(&table.caption, ""));
        } else if self.out.ends_with(TABLE_END) {
            // Two in a row with nothing between are one to Word.
            self.paragraph(id::RULE, "", "");
        }
        let widths = widths(&table.rows);
        let grid: String =
            widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"0\" w:type=\"auto\"/><w:jc w:val=\"center\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
            id::TABLE
        ));
        for (index, row) in table.rows.iter().enumerate() {
            let is_head = index < table.head;
            let head = if is_head { "<w:cantSplit/><w:tblHeader/>" } else { "<w:cantSplit/>" };
            self.out.push_str(&format!("<w:tr><w:trPr>{head}</w:trPr>"));
            for (cell, width) in row.iter().zip(&widths) {
                self.out.push_str(&format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"));
                let style = if is_head { id::HEAD_CELL } else { id::CELL };
                let text = if cell.is_empty() { String::new() } else { run(cell, "") };
                self.paragraph(style, "", &text);
                self.out.push_str("</w:tc>");
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str(TABLE_END);
    }

    /// As large as it is at 150 dots an inch, but no wider than the type area and no higher than
    /// half of it.
    fn figure(&mut self, figure: &'a Figure) {
        let picture = &figure.picture;
        let (natural_width, natural_height) =
            (picture.width.max(1) as f64, picture.height.max(1) as f64);
        let area = f64::from(AREA_WIDTH) * TWIP;
        let natural = natural_width * 914_400.0 / 150.0;
        let mut width = match figure.width {
            Some(percent) => area * f64::from(percent) / 100.0,
            None => natural.min(area),
        };
        let mut height = width * natural_height / natural_width;
        let most = f64::from(AREA_HEIGHT) * TWIP / 2.0;
        if height > most {
            (width, height) = (most * natural_width / natural_height, most);
        }
        let (cx, cy) = (width.max(1.0) as u64, height.max(1.0) as u64);
        let number = self.pictures.len() + 1;
        let relation = FIRST_PICTURE + self.pictures.len();
        self.pictures.push(picture);
        let alt = escaped(&figure.alt);
        let name = styles::picture(number, figure.width, (width / MILLIMETRE).round() as u32);
        let drawing = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{cx}\" cy=\"{cy}\"/>\
             <wp:docPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/><a:graphic><a:graphicData uri=\"{DRAWING}/picture\"><pic:pic>\
             <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{name}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"rId{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{cx}\" cy=\"{cy}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>\
             </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
        let alone = figure.caption.is_empty();
        self.paragraph(id::PICTURE, if alone { "<w:keepNext w:val=\"0\"/>" } else { "" }, &drawing);
        if !alone {
            self.paragraph(id::FIGURE_CAPTION, "", &run(&figure.caption, ""));
        }
    }
}

const TABLE_END: &str = "</w:tbl>";

/// The widths of a table's columns, in twips: as wide as their text on one line, as on the page;
/// where that is too much, the wide ones share what the others leave.
fn widths(rows: &[Vec<String>]) -> Vec<u32> {
    // Half a character of a cell, and what stands left and right of its text.
    const HALF: u32 = 140;
    const INSET: u32 = 2 * 108 + 20;
    let count = rows.iter().map(Vec::len).max().unwrap_or_default().max(1);
    let cell = |row: &Vec<String>, at: usize| {
        let halves = row.get(at).map_or(0, |text| text.chars().map(halves).sum::<usize>());
        u32::try_from(halves).unwrap_or(AREA_WIDTH).min(AREA_WIDTH) * HALF + INSET
    };
    let widest = |at| rows.iter().map(|row| cell(row, at)).max().unwrap_or(INSET);
    let mut widths: Vec<u32> = (0..count).map(widest).collect();
    let (mut room, mut wide) = (AREA_WIDTH, (0..count).collect::<Vec<_>>());
    // Those that fit into an even share have what they want, until none is left that does.
    while widths.iter().sum::<u32>() > AREA_WIDTH && !wide.is_empty() {
        let share = room / wide.len() as u32;
        let (fit, rest): (Vec<usize>, _) = wide.iter().partition(|at| widths[**at] <= share);
        if fit.is_empty() {
            rest.iter().for_each(|at| widths[*at] = share);
            break;
        }
        room -= fit.iter().map(|at| widths[*at]).sum::<u32>();
        wide = rest;
    }
    widths
}

/// English metric units a millimetre.
const MILLIMETRE: f64 = 36_000.0;
/// English metric units a twip.
const TWIP: f64 = 635.0;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_text_and_share_what_there_is() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let short = widths(&[row(&["乡镇", "户数"]), row(&["东屯镇", "23"])]);
        assert_eq!(short, [6 * 140 + 236, 4 * 140 + 236]);
        let long = "县委、县政府".repeat(12);
        let shared = widths(&[row(&["乡镇", &long, &long])]);
        assert_eq!(shared[0], 4 * 140 + 236);
        assert_eq!(shared[1], shared[2]);
        let many = row(&["一二三四五六"; 14]);
        for widths in [shared, widths(&[many])] {
            assert!(widths.iter().sum::<u32>() <= AREA_WIDTH, "{widths:?}");
            assert!(widths.iter().all(|width| *width > 0), "{widths:?}");
        }
    }
}
