//! The text of a page: folded as a browser does, put into paragraphs, cells and captions.

use super::elements::MENU;
use super::grid::{Grid, unframed};
use super::walk::Walk;
use crate::import::document::{Block, Fate, Glyph, Paragraph, Picture, Rich, plain, rich, trim};
use crate::import::limits::PICTURE_BYTES;
use crate::import::{base64, notation, text};
use crate::zh::character::is_chinese;

impl Walk<'_> {
    pub(super) fn text(&mut self, text: &str) {
        if let Some(math) = &mut self.math {
            math.text(text);
            return;
        }
        let inside = self.inside();
        if let Some(what) = inside.unseen {
            if what.is_empty() {
                if inside.name == "style" {
                    self.sheet.add(text);
                }
            } else if !text.trim().is_empty() {
                self.document.ledger.left(what, text);
            }
            return;
        }
        if let Some(choice) = &mut self.choice {
            match choice.entries.last_mut() {
                Some((_, entry)) => entry.push_str(text),
                None if text.trim().is_empty() => {}
                None => self.document.ledger.left("下拉框里没有选的项", text),
            }
            return;
        }
        let large = text.to_uppercase();
        if inside.looks.capital == Some(true) && large != text {
            let ledger = &mut self.document.ledger;
            ledger.note(Fate::Made, "显示成大写的字母", text.chars(), large.chars());
            return self.place(&large);
        }
        let figures = text.contains(|c: char| c.is_ascii_digit());
        let shown = match inside.looks.raised {
            Some(1) if figures => notation::raised(text),
            Some(-1) => notation::lowered(&plain(&self.text), text),
            _ => return self.place(text),
        };
        self.document.ledger.note(Fate::Made, "上标、下标", text.chars(), shown.chars());
        self.place(&shown);
    }

    pub(super) fn place(&mut self, text: &str) {
        let inside = self.inside();
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if std::mem::take(&mut self.apart)
            && word(self.text.last().map(|glyph| glyph.c))
            && word(text.chars().next())
        {
            self.text.push(Glyph::new(' ', false));
        }
        // A day beside the name of another text.
        let between = "|｜·/、>-—[]【】()（）.:：年月日";
        let shown = |c: &char| !c.is_whitespace() && !c.is_ascii_digit() && !between.contains(*c);
        match self.links.each.last_mut().filter(|_| inside.link) {
            Some(count) => *count += text.chars().filter(|c| !c.is_whitespace()).count(),
            None => self.links.beside += text.chars().filter(shown).count(),
        }
        let strong = inside.looks.strong.unwrap_or_default();
        if inside.looks.pre == Some(true) {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.end_paragraph();
                }
                // A wide space stands for a run of narrow ones, which would be folded.
                let line = line.trim_end_matches('\r').replace(' ', "\u{a0}");
                self.text.extend(rich(&line, strong));
            }
            return;
        }
        self.text.extend(rich(text, strong));
    }

    /// What a browser puts around `<q>`, by how deep it stands in others.
    pub(super) fn quotation_mark(&mut self, marks: [char; 2]) {
        let depth = self.open.iter().filter(|open| open.name == "q").count();
        let mark = marks[depth % 2].to_string();
        self.document.ledger.made("网页引文的引号", &mark);
        self.place(&mark);
    }

    pub(super) fn image(&mut self, source: &str) {
        let packed = source.strip_prefix("data:").and_then(|rest| {
            let (kind, data) = rest.split_once(',')?;
            kind.contains("base64").then(|| base64::decode(data.as_bytes()))
        });
        let bytes = packed.or_else(|| (self.picture)(source));
        let block = match bytes.filter(|bytes| !bytes.is_empty() && bytes.len() <= PICTURE_BYTES) {
            Some(bytes) => {
                self.document.pictures.push(Picture::new(bytes, source));
                Block::Picture(self.document.pictures.len() - 1)
            }
            None => {
                let name = source.rsplit(['/', '\\']).next().unwrap_or_default();
                let name: String = name.chars().take(40).collect();
                Block::Absent(format!("图片（{name}，不在网页文件里）"))
            }
        };
        self.after.push(block);
    }

    pub(super) fn end_paragraph(&mut self) {
        let raw = std::mem::take(&mut self.text);
        let links = std::mem::take(&mut self.links);
        if self.open.last().is_some_and(|open| open.link) {
            self.links.each.push(0);
        }
        self.apart = false;
        let text = text::visible(folded(raw), &mut self.document);
        let blank: usize = text
            .iter()
            .take_while(|glyph| glyph.c.is_whitespace())
            .map(|glyph| if matches!(glyph.c, '\u{3000}' | '\u{2003}') { 2 } else { 1 })
            .sum();
        let mut text = trim(&text).to_vec();
        if !text.is_empty() {
            if let Some(lead) = self.lead.take() {
                self.document.ledger.made("自动编号", &lead);
                let strong = text[0].strong;
                text.splice(..0, rich(&lead, strong));
            }
            self.count += 1;
            let inside = self.inside();
            let many = links.each.iter().filter(|count| **count > 0).count() >= 3;
            let short = links.each.iter().all(|count| *count <= 8);
            let files = plain(&text).contains("附件");
            if links.alone()
                && many
                && short
                && !files
                && inside.heading == 0
                && self.lead.is_none()
            {
                self.document.ledger.left(MENU, &plain(&text));
                return;
            }
            let align = inside.looks.align.as_deref().unwrap_or_default();
            let paragraph = Paragraph {
                text,
                heading: inside.heading,
                centred: align == "center" || inside.name == "figcaption",
                right: align == "right",
                indented: inside.looks.indented.unwrap_or_default() || blank >= 2,
                note: inside.note,
                link: links.alone(),
                place: format!("第{}段", self.count),
                ..Paragraph::default()
            };
            match self.tables.last_mut() {
                Some(grid) if self.caption => {
                    grid.caption.push_str(&plain(&paragraph.text));
                }
                Some(grid) => match grid.inside() {
                    Some(cell) => cell.push(Block::Paragraph(paragraph)),
                    None => self.document.blocks.push(Block::Paragraph(paragraph)),
                },
                None => self.document.blocks.push(Block::Paragraph(paragraph)),
            }
        }
        match self.tables.last_mut() {
            None => self.document.blocks.append(&mut self.after),
            Some(grid) => {
                if let Some(cell) = grid.inside() {
                    cell.append(&mut self.after);
                }
            }
        }
    }

    pub(super) fn end_table(&mut self) {
        let Some(grid) = self.tables.pop() else { return };
        let blocks = grid.finish(&mut self.document.ledger);
        match self.tables.last_mut().and_then(Grid::inside) {
            Some(cell) => cell.extend(unframed(blocks)),
            None => {
                self.document.blocks.extend(blocks);
                self.document.blocks.append(&mut self.after);
            }
        }
    }
}

/// White space as a browser folds it: one space, and none where a line of Han goes on in the next.
fn folded(text: Rich) -> Rich {
    let mut kept = Rich::with_capacity(text.len());
    let mut at = 0;
    let narrow = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
    while at < text.len() {
        if !narrow(text[at].c) {
            kept.push(text[at]);
            at += 1;
            continue;
        }
        let start = at;
        let mut line_end = false;
        while at < text.len() && narrow(text[at].c) {
            line_end |= matches!(text[at].c, '\n' | '\r');
            at += 1;
        }
        let beside = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| is_chinese(glyph.c));
        if !(line_end && beside(kept.last()) && beside(text.get(at))) {
            kept.push(Glyph::new(' ', text[start].strong));
        }
    }
    kept
}
