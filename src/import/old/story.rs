//! The stories of a document: the text, its notes, headers, text boxes.

use std::cell::RefCell;

use super::fib::Fib;
use super::lists;
use super::looks::{self, Listed, Run, Shape, Table};
use super::pieces::{self, Character};
use super::u32_at;
use crate::import::auto_field::Counters;
use crate::import::document::{
    BOX, Block, Document, Edge, Fate, Glyph, Paragraph, Rich, Table as Rows, count, plain, rich,
    trim,
};
use crate::import::nested::{DOUBT, JOINED};
use crate::import::numbering::{self, Numbered, Numbering};
use crate::import::{notation, symbol};

pub(super) struct Reader<'a> {
    fib: &'a Fib,
    pub(super) all: Vec<Character>,
    runs: Table<Run>,
    shapes: Table<Shape>,
    /// Places in the text that notes belong to.
    marks: [Vec<usize>; 2],
    /// What styles say of numbers.
    styles: Vec<Listed>,
    numbering: RefCell<Numbering>,
}

/// A paragraph of a story, with how it is meant.
struct Piece {
    paragraph: Paragraph,
    shape: Shape,
    /// It ends a cell, by the mark of one.
    cell: bool,
    /// Notes that it refers to: which kind, which number.
    notes: Vec<(usize, usize)>,
    /// It has a number that cannot be read.
    unread: bool,
}

/// The number of a paragraph.
enum Number {
    None,
    Read(String),
    Unread,
}

impl<'a> Reader<'a> {
    pub(super) fn new(main: &'a [u8], table: &'a [u8], fib: &'a Fib) -> Option<Self> {
        let all = pieces::read(main, fib.clx.of(table)?)?;
        let list = |range: super::fib::Range| range.of(table).unwrap_or_default();
        let marks = |range: super::fib::Range| -> Vec<usize> {
            // Two bytes for each note stand behind the places.
            let bytes = list(range);
            let count = bytes.len().saturating_sub(4) / 6;
            (0..count).filter_map(|at| u32_at(bytes, at * 4)).map(|at| at as usize).collect()
        };
        Some(Self {
            runs: Table::read(main, list(fib.characters), looks::run),
            shapes: Table::read(main, list(fib.paragraphs), looks::shape),
            marks: [marks(fib.footnotes), marks(fib.endnotes)],
            styles: lists::styles(list(fib.styles)),
            numbering: RefCell::new(match fib.lists.of(table) {
                Some(_) => lists::read(table, fib.lists.at, list(fib.instances)),
                None => Numbering::default(),
            }),
            fib,
            all,
        })
    }

    pub(super) fn story(&self, index: usize) -> std::ops::Range<usize> {
        let start: usize = self.fib.lengths[..index].iter().sum();
        let end = (start + self.fib.lengths[index]).min(self.all.len());
        start.min(end)..end
    }

    pub(super) fn document(&self) -> Document {
        let mut document = Document::default();
        for index in 0..8 {
            let text: String = self.all[self.story(index)].iter().map(|found| found.c).collect();
            let text: String = text.chars().filter(|c| !is_mark(*c) && *c != '\u{200B}').collect();
            count(&mut document.source, &text);
        }
        let notes = [self.notes(1, "脚注", &mut document), self.notes(5, "尾注", &mut document)];
        let pieces = self.pieces(self.story(0), "", &mut document);
        let count = pieces.iter().filter(|piece| piece.unread).count();
        if count > 0 {
            document.ledger.left("段落前的自动编号（旧格式读不出，请照原件补上）", "");
            document.blocks.push(Block::Absent(format!("{count} 处自动编号")));
        }
        self.place(pieces, notes, &mut document);
        for (index, what) in [(2, "页眉"), (7, "页眉")] {
            for piece in self.pieces(self.story(index), what, &mut document) {
                if !piece.paragraph.text.is_empty() {
                    document.edges.push(Edge { what, paragraph: piece.paragraph });
                }
            }
        }
        for piece in self.pieces(self.story(4), "批注", &mut document) {
            if !piece.paragraph.text.is_empty() {
                document.ledger.left("批注", &plain(&piece.paragraph.text));
            }
        }
        for index in [3, 6] {
            for piece in self.pieces(self.story(index), BOX, &mut document) {
                if !piece.paragraph.text.is_empty() {
                    document.edges.push(Edge { what: BOX, paragraph: piece.paragraph });
                }
            }
        }
        document
    }

    /// The number of the next paragraph, of this shape.
    fn number(&self, shape: &Shape) -> Number {
        let style = self.styles.get(usize::from(shape.style)).copied().unwrap_or_default();
        let Listed { instance, level, unread } = style.under(shape.list);
        let instance = instance.unwrap_or_default();
        if shape.ends_row || instance == 0 {
            return if unread && !shape.ends_row { Number::Unread } else { Number::None };
        }
        let numbered = Numbered {
            num: Some(instance.to_string()),
            level: Some(usize::from(level.unwrap_or_default())),
        };
        let mut numbering = self.numbering.borrow_mut();
        if !numbering.knows(&numbered) {
            return Number::Unread;
        }
        numbering.next(&numbered, None).map_or(Number::None, Number::Read)
    }

    /// The notes of a kind, each as its paragraphs.
    fn notes(&self, index: usize, place: &str, document: &mut Document) -> Vec<Vec<Paragraph>> {
        let range = self.story(index);
        let mut all = vec![];
        let mut start = range.start;
        // Each begins with the mark it is called by.
        for at in range.clone().skip(1).chain([range.end]) {
            let begins = at == range.end || self.all[at].c == '\u{2}';
            if begins && at > start {
                let pieces = self.pieces(start..at, place, document);
                let texts = pieces.into_iter().map(|piece| piece.paragraph);
                all.push(texts.filter(|paragraph| !paragraph.text.is_empty()).collect());
                start = at;
            }
        }
        all
    }

    /// The paragraphs of a stretch of text.
    fn pieces(
        &self,
        range: std::ops::Range<usize>,
        place: &str,
        document: &mut Document,
    ) -> Vec<Piece> {
        let mut all = vec![];
        let mut text = Rich::new();
        let mut notes = vec![];
        // Fields that are open: whether what comes now is their result.
        let mut fields: Vec<bool> = vec![];
        let mut code = String::new();
        let mut counters = Counters::default();
        let mut hidden = Hidden::default();
        // A paragraph has begun on the line before.
        let mut goes_on = false;
        for at in range {
            let Character { c, at: offset } = self.all[at];
            let run = self.runs.at(offset);
            match c {
                '\u{13}' => {
                    fields.push(false);
                    code.clear();
                }
                '\u{14}' => {
                    if let Some(result) = fields.last_mut() {
                        *result = true;
                    }
                }
                '\u{15}' => {
                    let shown = fields.pop().filter(|result| !result);
                    let counted = shown
                        .and_then(|_| counters.shown(code.trim(), self.shapes.at(offset).heading));
                    if let Some(shown) = counted {
                        document.ledger.made("域显示的内容", &shown);
                        text.extend(rich(&shown, run.bold));
                    }
                }
                '\r' | '\u{7}' | '\u{c}' | '\u{b}' => {
                    let shape = self.shapes.at(offset);
                    let count = all.len() + 1;
                    let ends = match c {
                        '\u{b}' => false,
                        '\u{c}' => self.shapes.ends_at(offset),
                        _ => true,
                    };
                    let number = if goes_on { Number::None } else { self.number(&shape) };
                    goes_on = !ends;
                    if let Number::Read(number) = &number {
                        let printed = !trim(&text).is_empty() || c == '\u{7}';
                        document.ledger.made("自动编号", number);
                        match printed {
                            true => numbering::put(number, &mut text),
                            false => {
                                document.ledger.left("没有文字的段落的自动编号", number);
                            }
                        }
                    }
                    let line = trim(&text).to_vec();
                    let blank = text.iter().take_while(|glyph| glyph.c.is_whitespace()).count();
                    text.clear();
                    let paragraph = Paragraph {
                        text: line,
                        heading: shape.heading,
                        centred: shape.centred,
                        right: shape.right,
                        indented: shape.indented || blank > 1,
                        place: if place.is_empty() {
                            format!("第{count}段")
                        } else {
                            place.to_owned()
                        },
                        ..Paragraph::default()
                    };
                    let notes = std::mem::take(&mut notes);
                    let unread = matches!(number, Number::Unread);
                    all.push(Piece { paragraph, shape, cell: c == '\u{7}', notes, unread });
                }
                '\u{2}' => {
                    for (kind, marks) in self.marks.iter().enumerate() {
                        if let Some(number) = marks.iter().position(|mark| *mark == at) {
                            let name = if kind == 0 { "注" } else { "尾注" };
                            let mark = format!("〔{name}{}〕", number + 1);
                            document.ledger.made("脚注、尾注的号", &mark);
                            text.extend(rich(&mark, false));
                            notes.push((kind, number));
                        }
                    }
                }
                '\u{1}' | '\u{8}' => document.blocks.push(Block::Absent("图片或文本框".to_owned())),
                '\u{1e}' => {
                    document.ledger.made("连字符", "-");
                    text.push(Glyph::new('-', run.bold));
                }
                c if is_mark(c) => {}
                '\u{200B}' => {}
                c if fields.contains(&false) => {
                    code.push(c);
                    document.ledger.add("域代码", [c]);
                }
                c if run.deleted => hidden.deleted.push(c),
                c if run.hidden => hidden.hidden.push(c),
                c if run.struck => hidden.struck.push(c),
                '\u{28}' if run.symbol.is_some() => {
                    let code = run.symbol.unwrap_or_default();
                    let shown =
                        symbol::shown(char::from_u32(u32::from(code)).unwrap_or('〓'), None);
                    document.ledger.note(Fate::Made, "符号字体的字符", [c], [shown]);
                    text.push(Glyph::new(shown, false));
                }
                c if run.raised == 1 && c.is_ascii_digit() => {
                    let shown = notation::raised(&c.to_string());
                    document.ledger.note(Fate::Made, "上标", [c], shown.chars());
                    text.extend(rich(&shown, run.bold));
                }
                c if run.capital && c.is_lowercase() => {
                    let shown = c.to_uppercase();
                    document.ledger.note(Fate::Made, "显示成大写的字母", [c], shown.clone());
                    text.extend(shown.map(|c| Glyph::new(c, run.bold)));
                }
                c => text.push(Glyph::new(c, run.bold)),
            }
        }
        if !trim(&text).is_empty() {
            let paragraph = Paragraph {
                text: trim(&text).to_vec(),
                place: place.to_owned(),
                ..Paragraph::default()
            };
            let shape = Shape::default();
            all.push(Piece { paragraph, shape, cell: false, notes, unread: false });
        }
        hidden.note(document);
        all
    }

    /// Paragraphs → blocks, with tables put together.
    fn place(
        &self,
        pieces: Vec<Piece>,
        mut notes: [Vec<Vec<Paragraph>>; 2],
        document: &mut Document,
    ) {
        let mut table: Option<Rows> = None;
        let mut row: Vec<Vec<Paragraph>> = vec![];
        let mut cell: Vec<Paragraph> = vec![];
        let mut nested = false;
        for piece in pieces {
            let Piece { paragraph, shape, cell: ends_cell, notes: refers, .. } = piece;
            let inside = shape.in_table || ends_cell;
            nested |= shape.inner_cell || shape.inner_row;
            if inside {
                let place = paragraph.place.clone();
                if !paragraph.text.is_empty() {
                    cell.push(paragraph);
                }
                if shape.ends_row {
                    let rows = table.get_or_insert_with(|| Rows {
                        place: format!("{place}的表格"),
                        ..Rows::default()
                    });
                    // The mark of the row is a paragraph of its own.
                    if !cell.is_empty() {
                        row.push(std::mem::take(&mut cell));
                    }
                    rows.rows.push(std::mem::take(&mut row));
                    if std::mem::take(&mut nested) {
                        rows.doubt = Some(DOUBT.to_owned());
                        document.ledger.joined(JOINED);
                    }
                } else if ends_cell {
                    row.push(std::mem::take(&mut cell));
                }
            } else {
                end_table(&mut table, &mut row, &mut cell, document);
                if !paragraph.text.is_empty() {
                    document.blocks.push(Block::Paragraph(paragraph));
                }
            }
            for (kind, number) in refers {
                let Some(texts) = notes[kind].get_mut(number) else { continue };
                let name = if kind == 0 { "注" } else { "尾注" };
                for (index, mut text) in std::mem::take(texts).into_iter().enumerate() {
                    text.note = true;
                    if index == 0 {
                        let lead = format!("{name}{}：", number + 1);
                        document.ledger.made("脚注、尾注的号", &lead);
                        text.text.splice(..0, rich(&lead, false));
                    }
                    document.blocks.push(Block::Paragraph(text));
                }
            }
        }
        end_table(&mut table, &mut row, &mut cell, document);
        for texts in notes.into_iter().flatten().flatten() {
            document.ledger.left("正文没有引用的脚注、尾注", &plain(&texts.text));
        }
    }
}

fn end_table(
    table: &mut Option<Rows>,
    row: &mut Vec<Vec<Paragraph>>,
    cell: &mut Vec<Paragraph>,
    document: &mut Document,
) {
    if !cell.is_empty() {
        row.push(std::mem::take(cell));
    }
    if !row.is_empty() {
        table.get_or_insert_default().rows.push(std::mem::take(row));
    }
    let Some(mut table) = table.take() else { return };
    let width = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    table.rows.iter_mut().for_each(|row| row.resize(width, vec![]));
    document.blocks.push(Block::Table(table));
}

/// What is not printed.
#[derive(Default)]
struct Hidden {
    deleted: String,
    hidden: String,
    struck: String,
}

impl Hidden {
    fn note(self, document: &mut Document) {
        if !self.deleted.trim().is_empty() {
            document.ledger.left("修订中删去的文字", &self.deleted);
        }
        if !self.hidden.trim().is_empty() {
            document.ledger.left("隐藏的文字", &self.hidden);
        }
        if !self.struck.trim().is_empty() {
            document.ledger.left("划掉的文字", &self.struck);
        }
    }
}

/// Characters that stand for something else, or end something.
pub(super) fn is_mark(c: char) -> bool {
    c < '\u{20}' && c != '\t'
}
