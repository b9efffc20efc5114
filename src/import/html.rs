//! Web pages, and what is copied from one: the text, with headings, bold runs and tables. Nothing
//! is fetched and nothing is run.

use anyhow::Result;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::document::{Block, Document, Glyph, Paragraph, Rich, Table, trim};
use super::limits::{self, DEPTH, TEXT_BYTES};
use super::text;

/// Reads the bytes of a page.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    if bytes.len() > 4 * TEXT_BYTES {
        return limits::too_large(bytes.len(), 4 * TEXT_BYTES);
    }
    let page = text::decode(bytes)?;
    let mut walk = Walk::default();
    for token in Tokenizer::new(&page).flatten() {
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&name(&tag.name)),
            Token::String(text) => walk.text(&String::from_utf8_lossy(&text.0)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    walk.end_paragraph();
    while !walk.tables.is_empty() {
        walk.end("table");
    }
    Ok(walk.document)
}

/// Elements whose content is not shown, or is not the article's.
const HIDDEN: &[&str] = &[
    "script", "style", "head", "template", "noscript", "svg", "select", "textarea", "iframe",
    "object",
];

/// Elements that begin a paragraph, and end one.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "form",
    "center",
    "body",
    "html",
    "hr",
    "address",
    "caption",
];

#[derive(Default)]
struct Walk {
    document: Document,
    text: Rich,
    /// How many hidden elements are open.
    hidden: usize,
    strong: usize,
    heading: u8,
    /// Open elements that centre their text, by name.
    centred: Vec<String>,
    indented: bool,
    tables: Vec<Table>,
    count: usize,
}

impl Walk {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = name(&tag.name);
        if HIDDEN.contains(&name.as_str()) {
            self.hidden += usize::from(!tag.self_closing);
            return;
        }
        let style = tag.attributes.iter().find(|(key, _)| key.as_slice() == b"style");
        let style = style.map(|(_, value)| self::name(&value.value)).unwrap_or_default();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        match name.as_str() {
            "br" => self.end_paragraph(),
            "b" | "strong" => self.strong += 1,
            "table" => {
                self.end_paragraph();
                if self.tables.len() < DEPTH {
                    let place = format!("第{}段后的表格", self.count);
                    self.tables.push(Table { place, ..Table::default() });
                }
            }
            "tr" => {
                self.end_paragraph();
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(vec![]);
                }
            }
            "td" | "th" => {
                self.end_paragraph();
                if let Some(table) = self.tables.last_mut() {
                    if table.rows.is_empty() {
                        table.rows.push(vec![]);
                    }
                    if let Some(row) = table.rows.last_mut() {
                        row.push(vec![]);
                    }
                }
            }
            block if BLOCKS.contains(&block) => {
                self.end_paragraph();
                if let Some(level) = block.strip_prefix('h').and_then(|level| level.parse().ok()) {
                    self.heading = level;
                }
                self.indented |= style.contains("text-indent:") && !style.contains("text-indent:0");
                let aligned = tag.attributes.iter().any(|(key, value)| {
                    key.as_slice() == b"align" && value.value.eq_ignore_ascii_case(b"center")
                });
                if (aligned || block == "center" || style.contains("text-align:center"))
                    && self.centred.len() < DEPTH
                {
                    self.centred.push(name.clone());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if HIDDEN.contains(&name) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        match name {
            "b" | "strong" => self.strong = self.strong.saturating_sub(1),
            "table" => {
                self.end_paragraph();
                let Some(table) = self.tables.pop() else { return };
                match self.cell() {
                    Some(cell) => cell.extend(table.rows.into_iter().flatten().flatten()),
                    None => self.document.blocks.push(Block::Table(table)),
                }
            }
            "tr" | "td" | "th" => self.end_paragraph(),
            block if BLOCKS.contains(&block) => {
                self.end_paragraph();
                if block.len() == 2 && block.starts_with('h') {
                    self.heading = 0;
                }
                if self.centred.last().is_some_and(|open| open == block) {
                    self.centred.pop();
                }
                self.indented = false;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let strong = self.strong > 0;
        // Line ends in the source mean nothing on the page; between Han they are no space either.
        let visible = text.chars().filter(|c| !matches!(c, '\n' | '\r'));
        self.text.extend(visible.map(|c| Glyph { c, strong }));
    }

    fn end_paragraph(&mut self) {
        let text = text::visible(std::mem::take(&mut self.text), &mut self.document);
        let blank: usize = text
            .iter()
            .take_while(|glyph| glyph.c.is_whitespace())
            .map(|glyph| if matches!(glyph.c, '\u{3000}' | '\u{2003}') { 2 } else { 1 })
            .sum();
        let text = trim(&text).to_vec();
        if text.is_empty() {
            return;
        }
        self.count += 1;
        let paragraph = Paragraph {
            text,
            heading: self.heading,
            centred: !self.centred.is_empty(),
            indented: self.indented || blank >= 2,
            place: format!("第{}段", self.count),
        };
        match self.cell() {
            Some(cell) => cell.push(paragraph),
            None => self.document.blocks.push(Block::Paragraph(paragraph)),
        }
    }

    /// The cell that is open in a table.
    fn cell(&mut self) -> Option<&mut Vec<Paragraph>> {
        self.tables.last_mut()?.rows.last_mut()?.last_mut()
    }
}

fn name(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::plain;

    #[test]
    fn a_page_gives_its_paragraphs() {
        let page = "<html><head><title>不算</title><script>var a = '<p>不算</p>';</script></head>\
            <body><h2 style='text-align: center'>标题</h2><p style=\"text-indent:2em\"><strong>县林业局</strong>\n\
            &amp; &lt;甲&gt;&nbsp;乙<br>丙</p><div>未关<p>丁<table><tr><td>一<td>二<tr><td>三</table></body>";
        let document = read(page.as_bytes()).expect("a page");
        let texts: Vec<String> = document.paragraphs().map(|p| plain(&p.text)).collect();
        assert_eq!(texts, ["标题", "县林业局& <甲>\u{a0}乙", "丙", "未关", "丁", "一", "二", "三"]);
        let first = document.paragraphs().next().expect("a heading");
        assert!(first.centred && first.heading == 2);
        let second = document.paragraphs().nth(1).expect("a paragraph");
        assert!(second.indented && second.text[0].strong && !second.text[5].strong);
        let Some(Block::Table(table)) = document.blocks.last() else { panic!("no table") };
        assert_eq!(table.rows.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }
}
