//! Text, however it is written: bytes of a code page, units of UTF-16, signs of a face of symbols.

use super::remarks::Part;
use super::{Aside, Walk};
use crate::import::document::{Fate, Glyph, count, plain};
use crate::import::{notation, symbol};

impl Walk {
    pub(super) fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.bytes.push(byte);
    }

    /// Decodes the bytes that wait: two may make one character.
    pub(super) fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if self.symbols.contains(&self.state.font) && self.state.aside != Aside::Code {
            // As Word keeps them, too: in the private area.
            let code = |byte: u8| char::from_u32(0xF000 + u32::from(byte));
            let text: String = bytes.into_iter().filter_map(code).collect();
            return self.text_of(&text);
        }
        let page = self.state.encoding.or(self.page).unwrap_or(encoding_rs::WINDOWS_1252);
        let page = if page == encoding_rs::GBK { encoding_rs::GB18030 } else { page };
        let (text, _, _) = page.decode(&bytes);
        let text = text.into_owned();
        self.text_of(&text);
    }

    pub(super) fn unit(&mut self, unit: u32) {
        match char::from_u32(unit) {
            Some(c) => self.text_of(c.encode_utf8(&mut [0; 4])),
            // Half of a pair: kept till the other half comes.
            None if (0xD800..0xDC00).contains(&unit) => self.high = Some(unit),
            None => {
                if let Some(high) = self.high.take() {
                    let code = 0x10000 + ((high - 0xD800) << 10) + (unit.saturating_sub(0xDC00));
                    if let Some(c) = char::from_u32(code) {
                        self.text_of(c.encode_utf8(&mut [0; 4]));
                    }
                }
            }
        }
    }

    /// Text of the file.
    pub(super) fn text_of(&mut self, text: &str) {
        if self.state.names {
            self.faces.entry(self.font).or_default().push_str(text);
        }
        if self.state.aside == Aside::Code || self.state.muted {
            return;
        }
        if let Aside::Remark(part) = self.state.aside
            && part != Part::Text
        {
            return self.remarks.put(text);
        }
        count(&mut self.document.source, text);
        let ledger = &mut self.document.ledger;
        let lifted = if notation::is_index(text) { self.state.lifted } else { 0 };
        let raised = if self.state.raised == 0 { lifted } else { self.state.raised };
        match self.state.aside {
            Aside::Left(what) => ledger.left(what, text),
            Aside::Remark(_) => {
                ledger.left("批注", text);
                self.remarks.put(text);
            }
            _ if self.state.struck || self.state.struck_twice => ledger.left("划掉的文字", text),
            _ if self.state.deleted => ledger.left("修订中删去的文字", text),
            _ if self.state.hidden => ledger.left("隐藏的文字", text),
            _ if raised == 1 && text.contains(|c: char| c.is_ascii_digit()) => {
                let shown = notation::raised(text);
                ledger.note(Fate::Made, "上标", text.chars(), shown.chars());
                self.put(&shown);
            }
            _ if raised == -1 => {
                let shown = notation::lowered(&plain(&self.text), text);
                ledger.note(Fate::Made, "下标", text.chars(), shown.chars());
                self.put(&shown);
            }
            _ if text.chars().any(|c| ('\u{F020}'..='\u{F0FF}').contains(&c)) => {
                let face = self.faces.get(&self.state.font);
                let face = face.map(|name| name.trim_end_matches(';').trim());
                let shown: String = text.chars().map(|c| symbol::shown(c, face)).collect();
                ledger.note(Fate::Made, "符号字体的字符", text.chars(), shown.chars());
                self.put(&shown);
            }
            _ if self.state.capital && text.to_uppercase() != text => {
                let shown = text.to_uppercase();
                ledger.note(Fate::Made, "显示成大写的字母", text.chars(), shown.chars());
                self.put(&shown);
            }
            _ => self.put(text),
        }
    }

    pub(super) fn put(&mut self, text: &str) {
        if self.state.muted {
            return;
        }
        let strong = self.state.strong;
        self.remarks.pass(text);
        let glyphs = text.chars().map(|c| Glyph::new(c, strong));
        match self.state.aside {
            Aside::Edge(_) => self.edge.extend(glyphs),
            Aside::Note => self.note.extend(glyphs),
            _ => self.text.extend(glyphs),
        }
    }
}
