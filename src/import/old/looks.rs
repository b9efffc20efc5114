//! Looks of characters and paragraphs ([MS-DOC] 2.9.28, 2.9.173): pages of 512 bytes, found by place.

use super::{u16_at, u32_at};

/// What a run of characters is like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    pub(super) bold: bool,
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) inserted: bool,
    pub(super) struck: bool,
    /// Small letters are shown as capitals.
    pub(super) capital: bool,
    /// 1 above the line, 2 below.
    pub(super) raised: u8,
    /// A character of a face of symbols.
    pub(super) symbol: Option<u16>,
}

/// What a paragraph is like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    pub(super) centred: bool,
    pub(super) right: bool,
    pub(super) indented: bool,
    pub(super) in_table: bool,
    pub(super) ends_row: bool,
    /// In a table in a cell: whether it ends a cell of that one, and whether a row.
    pub(super) inner_cell: bool,
    pub(super) inner_row: bool,
    /// From 1.
    pub(super) heading: u8,
    pub(super) style: u16,
    pub(super) list: Listed,
}

/// What a paragraph or a style says of an automatic number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// Which instance of a list, from 1; 0 is none.
    pub(super) instance: Option<u16>,
    pub(super) level: Option<u8>,
    /// A number in the manner of Word 6, or properties that stand elsewhere: not to be read.
    pub(super) unread: bool,
}

impl Listed {
    pub(super) fn under(self, over: Self) -> Self {
        Self {
            instance: over.instance.or(self.instance),
            level: over.level.or(self.level),
            unread: over.unread || self.unread,
        }
    }

    /// Takes what one property says.
    pub(super) fn note(&mut self, code: u16, operand: &[u8]) {
        match code {
            // Negative ones are lists that were taken off again.
            0x460B => {
                self.instance = u16_at(operand, 0).map(|list| if list < 0x7FF { list } else { 0 });
            }
            0x260A => self.level = operand.first().copied(),
            // nfc 0xFF is none, 23 a bullet.
            0xC63E => self.unread = operand.get(1).is_some_and(|nfc| !matches!(nfc, 23 | 0xFF)),
            0x6645 | 0x6646 => self.unread = true,
            _ => {}
        }
    }
}

/// Looks by where their text ends in the file.
pub(super) struct Table<T> {
    ends: Vec<(u32, u32, T)>,
}

impl<T: Copy + Default> Table<T> {
    /// `list` names the pages; `look` reads what a page says of one run.
    pub(super) fn read(
        main: &[u8],
        list: &[u8],
        look: impl Fn(&[u8], usize, usize) -> Option<T>,
    ) -> Self {
        let mut ends = vec![];
        let count = list.len().saturating_sub(4) / 8;
        for index in 0..count {
            let Some(number) = u32_at(list, (count + 1) * 4 + index * 4) else { break };
            let start = (number & 0x3F_FFFF) as usize * 512;
            let Some(page) = main.get(start..start + 512) else { continue };
            let runs = usize::from(page[511]);
            for run in 0..runs {
                let (Some(from), Some(to)) = (u32_at(page, run * 4), u32_at(page, run * 4 + 4))
                else {
                    break;
                };
                ends.push((to, from, look(page, runs, run).unwrap_or_default()));
            }
        }
        ends.sort_by_key(|(to, ..)| *to);
        Self { ends }
    }

    pub(super) fn at(&self, place: u32) -> T {
        self.found(place).map(|(.., look)| *look).unwrap_or_default()
    }

    /// Whether the character at a place is the last of its run.
    pub(super) fn ends_at(&self, place: u32) -> bool {
        self.found(place).is_none_or(|(to, ..)| *to <= place + 2)
    }

    fn found(&self, place: u32) -> Option<&(u32, u32, T)> {
        let index = self.ends.partition_point(|(to, ..)| *to <= place);
        self.ends.get(index).filter(|(_, from, _)| *from <= place)
    }
}

/// The looks of run `run` on a page of characters.
pub(super) fn run(page: &[u8], runs: usize, run: usize) -> Option<Run> {
    let offset = usize::from(*page.get((runs + 1) * 4 + run)?) * 2;
    let mut look = Run::default();
    if offset == 0 {
        return Some(look);
    }
    let length = usize::from(*page.get(offset)?);
    each(page.get(offset + 1..offset + 1 + length)?, |code, operand| {
        let on = operand.first().is_some_and(|value| matches!(value, 1 | 0x81));
        match code {
            0x0835 => look.bold = on,
            0x083C => look.hidden = on,
            0x0837 | 0x2A53 => look.struck |= on,
            0x083A | 0x083B => look.capital |= on,
            0x0800 => look.deleted = on,
            0x0801 => look.inserted = on,
            0x2A48 => look.raised = operand.first().copied().unwrap_or_default(),
            0x6A09 => look.symbol = u16_at(operand, 2),
            _ => {}
        }
    });
    Some(look)
}

/// The shape of run `run` on a page of paragraphs.
pub(super) fn shape(page: &[u8], runs: usize, run: usize) -> Option<Shape> {
    let offset = usize::from(*page.get((runs + 1) * 4 + run * 13)?) * 2;
    let mut shape = Shape::default();
    if offset == 0 {
        return Some(shape);
    }
    let (start, length) = match usize::from(*page.get(offset)?) {
        0 => (offset + 2, usize::from(*page.get(offset + 1)?) * 2),
        half => (offset + 1, half * 2 - 1),
    };
    let bytes = page.get(start..start + length)?;
    let style = u16_at(bytes, 0)?;
    shape.style = style;
    // The first nine styles of every document are the headings.
    if (1..=9).contains(&style) {
        shape.heading = style as u8;
    }
    each(bytes.get(2..)?, |code, operand| {
        let value = operand.first().copied().unwrap_or_default();
        shape.list.note(code, operand);
        match code {
            0x2403 | 0x2461 => (shape.centred, shape.right) = (value == 1, value == 2),
            0x2416 => shape.in_table = value == 1,
            0x2417 => shape.ends_row = value == 1,
            0x244B => shape.inner_cell = value == 1,
            0x244C => shape.inner_row = value == 1,
            0x2640 if value < 9 => shape.heading = value + 1,
            0x8411 | 0x8460 => {
                shape.indented = u16_at(operand, 0).is_some_and(|width| (width as i16) > 100);
            }
            // A first line's indent in characters.
            0x4457 => shape.indented = u16_at(operand, 0).is_some_and(|width| (width as i16) > 0),
            _ => {}
        }
    });
    Some(shape)
}

/// Calls for each property with its operand ([MS-DOC] 2.2.5).
pub(super) fn each(bytes: &[u8], mut call: impl FnMut(u16, &[u8])) {
    let mut at = 0;
    while let Some(code) = u16_at(bytes, at) {
        at += 2;
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => match code {
                0xD608 => u16_at(bytes, at).map_or(usize::MAX, |n| usize::from(n) + 1),
                _ => bytes.get(at).map_or(usize::MAX, |n| usize::from(*n) + 1),
            },
        };
        let Some(operand) = at.checked_add(length).and_then(|end| bytes.get(at..end)) else {
            return;
        };
        call(code, operand);
        at += length;
    }
}
