//! RTF: control words and groups, as much as text, bold, paragraphs, tables and notes take.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use encoding_rs::Encoding;

use self::blocks::Around;
use self::names::{ASIDE, charset, encoding};
use super::document::{Block, Document, Paragraph, Rich, Table, trim};
use super::limits::{self, TEXT_BYTES};
use super::nested;

mod blocks;
mod names;
mod remarks;
mod text;

/// More groups in each other are not in a file that a program wrote.
const DEEPEST: usize = 512;

#[derive(Debug, Clone, Default)]
struct State {
    strong: bool,
    hidden: bool,
    deleted: bool,
    raised: i8,
    /// Moved up or down by a distance.
    lifted: i8,
    struck: bool,
    struck_twice: bool,
    /// Small letters are shown as capitals.
    capital: bool,
    /// The same text for programs without Unicode.
    muted: bool,
    /// The names of faces stand here.
    names: bool,
    font: i32,
    /// Characters that stand for a `\u` in programs without Unicode.
    fallback: usize,
    aside: Aside,
    encoding: Option<&'static Encoding>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Aside {
    #[default]
    No,
    Code,
    Left(&'static str),
    Edge(&'static str),
    Note,
    /// The number before an entry of a list, as the program has written it.
    Number,
    /// Something of a remark in the margin.
    Remark(remarks::Part),
}

#[derive(Default)]
struct Walk {
    document: Document,
    state: State,
    stack: Vec<State>,
    text: Rich,
    edge: Rich,
    note: Rich,
    notes: Vec<Rich>,
    table: Option<Table>,
    row: Vec<Vec<Paragraph>>,
    cell: Vec<Paragraph>,
    in_table: bool,
    /// A letter that is set large before the next paragraph.
    dropped: bool,
    centred: bool,
    right: bool,
    indented: bool,
    heading: u8,
    page: Option<&'static Encoding>,
    bytes: Vec<u8>,
    skip: usize,
    /// The first half of a character beyond the first 65,536.
    high: Option<u32>,
    count: usize,
    note_count: usize,
    fonts: BTreeMap<i32, &'static Encoding>,
    /// The names of faces, and those that hold signs instead of letters.
    faces: BTreeMap<i32, String>,
    symbols: BTreeSet<i32>,
    /// The face that is being named.
    font: i32,
    default: i32,
    /// What stood around the boxes that are open.
    around: Vec<Around>,
    remarks: remarks::Remarks,
}

/// Reads the bytes of an RTF file.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    if bytes.len() > 8 * TEXT_BYTES {
        return limits::too_large(bytes.len(), 8 * TEXT_BYTES);
    }
    let mut walk = Walk { state: State { fallback: 1, ..State::default() }, ..Walk::default() };
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'{' => {
                walk.flush();
                walk.skip = 0;
                if walk.stack.len() >= DEEPEST {
                    bail!(
                        "RTF 文档里一层套一层，套得太深，没有导入\n用 Word、WPS 打开它，另存为 .docx，再导入"
                    );
                }
                walk.stack.push(walk.state.clone());
                at += 1;
            }
            b'}' => {
                walk.flush();
                walk.skip = 0;
                walk.end_group();
                at += 1;
            }
            b'\\' => at = walk.control(bytes, at + 1),
            b'\r' | b'\n' => at += 1,
            byte => {
                walk.byte(byte);
                at += 1;
            }
        }
    }
    walk.flush();
    walk.end_paragraph();
    walk.end_table();
    walk.document.remarks = walk.remarks.all();
    Ok(walk.document)
}

impl Walk {
    /// One control word or sign; where it ends.
    fn control(&mut self, bytes: &[u8], mut at: usize) -> usize {
        let Some(&first) = bytes.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            return self.sign(bytes, at, first);
        }
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            at += 1;
        }
        let word = String::from_utf8_lossy(&bytes[start..at]).into_owned();
        let from = at;
        if bytes.get(at) == Some(&b'-') {
            at += 1;
        }
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        let number = String::from_utf8_lossy(&bytes[from..at]).parse::<i32>().ok();
        if bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        // What stands for a character in programs that do not know it ends before a word.
        if word != "u" {
            self.flush();
            self.skip = 0;
        }
        if word == "bin" {
            return at.saturating_add(number.unwrap_or_default().max(0) as usize);
        }
        self.word(&word, number);
        at
    }

    fn sign(&mut self, bytes: &[u8], at: usize, sign: u8) -> usize {
        match sign {
            b'\'' => {
                let hex = bytes.get(at + 1..at + 3).and_then(|two| std::str::from_utf8(two).ok());
                if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                    self.byte(byte);
                }
                return at + 3;
            }
            b'*' => {
                // What follows may be passed over by those who do not know it.
                let rest = &bytes[at + 1..bytes.len().min(at + 24)];
                let rest = String::from_utf8_lossy(rest);
                let known = [
                    "\\shppict",
                    "\\shptxt",
                    "\\shpinst",
                    "\\fldinst",
                    "\\footnote",
                    "\\pntext",
                    "\\do\\",
                    "\\dptxbxtext",
                    "\\ud",
                    "\\annotation",
                    "\\atnauthor",
                    "\\atnref",
                    "\\atrf",
                ];
                if !known.iter().any(|name| rest.starts_with(name)) {
                    self.flush();
                    self.state.aside = Aside::Code;
                }
            }
            b'~' => {
                self.flush();
                self.put("\u{a0}");
            }
            b'_' => {
                // What stands before it in bytes comes before it.
                self.flush();
                self.document.ledger.made("连字符", "-");
                self.put("-");
            }
            b'{' | b'}' | b'\\' => {
                self.flush();
                let c = char::from(sign);
                self.text_of(c.encode_utf8(&mut [0; 4]));
            }
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
        at + 1
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word != "u" {
            self.flush();
        }
        let on = number != Some(0);
        if let Some(part) = remarks::part(word) {
            self.begin_remark(part);
            return;
        }
        if let Some((_, what)) = ASIDE.iter().find(|(name, _)| *name == word) {
            self.state.aside = match (word, what) {
                ("pntext", _) => Aside::Number,
                ("fonttbl", _) => {
                    self.state.names = true;
                    Aside::Code
                }
                (_, Some(what)) => Aside::Left(what),
                _ => Aside::Code,
            };
            if word == "pict" {
                self.document.blocks.push(Block::Absent("图片".to_owned()));
            }
            return;
        }
        // What is no text has no say in how text stands.
        let kept = ["u", "uc", "f", "fcharset", "ansicpg", "deff", "ud", "nestrow", "row"];
        if self.state.aside == Aside::Code && !kept.contains(&word) {
            return;
        }
        if matches!(self.state.aside, Aside::Remark(_)) && !remarks::is_text(word) {
            return;
        }
        match word {
            "u" => {
                self.flush();
                let code = number.unwrap_or_default();
                let unit = if code < 0 { code + 65536 } else { code };
                self.unit(unit as u32);
                self.skip = self.state.fallback;
            }
            "uc" => self.state.fallback = number.unwrap_or(1).clamp(0, 16) as usize,
            "ansicpg" => self.page = number.and_then(encoding),
            "upr" => self.state.muted = true,
            "ud" => self.state.muted = false,
            "shptxt" | "dptxbxtext" if self.state.aside != Aside::Code => self.begin_box(),
            "deff" => self.default = number.unwrap_or_default(),
            "fcharset" => {
                if number == Some(2) {
                    self.symbols.insert(self.font);
                }
                if let Some(page) = number.and_then(charset) {
                    self.fonts.insert(self.font, page);
                }
            }
            "f" => {
                self.font = number.unwrap_or_default();
                self.state.font = self.font;
                self.state.encoding = self.fonts.get(&self.font).copied();
            }
            "b" => self.state.strong = on,
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "strike" => self.state.struck = on,
            "striked" => self.state.struck_twice = on,
            "caps" | "scaps" => self.state.capital = on,
            "super" => self.state.raised = 1,
            "sub" => self.state.raised = -1,
            "nosupersub" => self.state.raised = 0,
            // In half points; a little is only so that signs stand well.
            "up" => self.state.lifted = if number.unwrap_or(6) >= 4 { 1 } else { 0 },
            "dn" => self.state.lifted = if number.unwrap_or(6) >= 4 { -1 } else { 0 },
            "plain" => {
                (self.state.strong, self.state.hidden) = (false, false);
                (self.state.deleted, self.state.raised, self.state.lifted) = (false, 0, 0);
                (self.state.struck, self.state.struck_twice) = (false, false);
                (self.state.capital, self.state.font) = (false, self.default);
            }
            "par" | "line" | "sect" | "page" => self.end_paragraph(),
            "pard" => {
                (self.centred, self.right, self.indented) = (false, false, false);
                (self.heading, self.in_table, self.dropped) = (0, false, false);
            }
            "dropcapli" => self.dropped = number.unwrap_or_default() > 0,
            "qc" => self.centred = true,
            "qr" => self.right = true,
            "ql" | "qj" => (self.centred, self.right) = (false, false),
            "fi" | "cufi" => self.indented = number.unwrap_or_default() > 0,
            "outlinelevel" => {
                self.heading =
                    number.filter(|level| (0..9).contains(level)).map_or(0, |l| l as u8 + 1);
            }
            "intbl" => self.in_table = true,
            "cell" | "nestcell" => {
                self.in_table = true;
                self.end_paragraph();
                self.row.push(std::mem::take(&mut self.cell));
            }
            "row" | "nestrow" => {
                let row = std::mem::take(&mut self.row);
                let place = format!("第{}段后的表格", self.count);
                let table = self.table.get_or_insert_with(|| Table { place, ..Table::default() });
                table.rows.push(row);
                if word == "nestrow" {
                    table.doubt = Some(nested::DOUBT.to_owned());
                    self.document.ledger.joined(nested::JOINED);
                }
            }
            "tab" => self.put("\t"),
            "emdash" => self.text_of("—"),
            "endash" => self.text_of("–"),
            "lquote" => self.text_of("‘"),
            "rquote" => self.text_of("’"),
            "ldblquote" => self.text_of("“"),
            "rdblquote" => self.text_of("”"),
            "bullet" => self.text_of("•"),
            "header" | "headerl" | "headerr" | "headerf" => self.state.aside = Aside::Edge("页眉"),
            "footer" | "footerl" | "footerr" | "footerf" => self.state.aside = Aside::Edge("页脚"),
            "footnote" => {
                self.note_count += 1;
                let mark = format!("〔注{}〕", self.note_count);
                self.document.ledger.made("脚注、尾注的号", &mark);
                self.put(&mark);
                self.state.aside = Aside::Note;
            }
            _ => {}
        }
    }

    fn end_group(&mut self) {
        let ended = self.state.aside;
        if self.around.last().is_some_and(|around| around.depth >= self.stack.len()) {
            self.end_box();
        }
        let Some(state) = self.stack.pop() else { return };
        self.state = state;
        if ended == self.state.aside {
            return;
        }
        match ended {
            Aside::Edge(what) => self.end_edge(what),
            Aside::Remark(part) => self.end_remark(part),
            Aside::Note => {
                let note = std::mem::take(&mut self.note);
                self.notes.push(trim(&note).to_vec());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::plain;

    #[test]
    fn text_is_read_in_both_ways_of_writing_it() {
        let file = "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}}\\f0{\\b \\'b1\\'ea\\'cc\\'e2}\\par \
            \\u19968?\\u-30495?x10\\super 2\\nosupersub{\\v \\'d2\\'fe}\\par}";
        let document = read(file.as_bytes()).expect("rtf");
        let texts: Vec<String> = document.paragraphs().map(|p| plain(&p.text)).collect();
        assert_eq!(texts, ["标题", "一裡x10²"]);
        assert!(document.paragraphs().next().is_some_and(|p| p.text.iter().all(|g| g.strong)));
    }
}
