//! The file information block ([MS-DOC] 2.5): where everything stands.

use super::{u16_at, u32_at};

pub(super) struct Fib {
    pub(super) version: u16,
    pub(super) encrypted: bool,
    /// The stream that holds the tables.
    pub(super) table: &'static str,
    /// Characters of each story, in their order: text, footnotes, headers, macros, comments,
    /// endnotes, text boxes, text boxes of headers.
    pub(super) lengths: [usize; 8],
    pub(super) clx: Range,
    pub(super) characters: Range,
    pub(super) paragraphs: Range,
    pub(super) footnotes: Range,
    pub(super) endnotes: Range,
    /// Where remarks stand, where the text of each begins, who wrote them.
    pub(super) remarks: [Range; 3],
    /// The words that remarks are on: names, where they begin, where they end.
    pub(super) remarked: [Range; 3],
    pub(super) styles: Range,
    pub(super) lists: Range,
    pub(super) instances: Range,
}

/// Where in the table stream, and how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) at: usize,
    length: usize,
}

impl Range {
    pub(super) fn of<'a>(&self, table: &'a [u8]) -> Option<&'a [u8]> {
        table.get(self.at..self.at.checked_add(self.length)?)
    }
}

impl Fib {
    pub(super) fn read(main: &[u8]) -> Option<Self> {
        let magic = u16_at(main, 0)?;
        if magic != 0xA5EC && magic != 0xA5DC {
            return None;
        }
        let flags = u16_at(main, 0x0A)?;
        let length = |at: usize| u32_at(main, at).map(|n| n as usize);
        let range = |at: usize| Some(Range { at: length(at)?, length: length(at + 4)? });
        let mut lengths = [0; 8];
        for (index, at) in [0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64, 0x68].into_iter().enumerate()
        {
            lengths[index] = length(at)?;
        }
        Some(Self {
            version: u16_at(main, 2)?,
            encrypted: flags & 0x0100 != 0,
            table: if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" },
            lengths,
            clx: range(0x1A2)?,
            characters: range(0xFA)?,
            paragraphs: range(0x102)?,
            footnotes: range(0xAA)?,
            endnotes: range(0x20A)?,
            remarks: [range(0xBA)?, range(0xC2)?, range(0x1BA)?],
            remarked: [range(0x1C2)?, range(0x1EA)?, range(0x1F2)?],
            styles: range(0xA2)?,
            lists: range(0x2E2)?,
            instances: range(0x2EA)?,
        })
    }
}
