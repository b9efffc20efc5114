//! Pages filled with lines, one after another, as the engine fills them.

use super::Setting;
use super::paragraph::Paragraph;

/// How far a page has been filled: lines taken, and how many of them have text. Those of the
/// masthead have none here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Page {
    pub(super) used: u32,
    pub(super) texts: u32,
}

pub(super) struct Pages {
    pub(super) lines: u32,
    pub(super) all: Vec<Page>,
    /// The last with text, from 1.
    pub(super) last_text: usize,
    /// Lines of items that stand alone on a page.
    pub(super) stranded: u32,
    /// Whether the last line set was a paragraph of one line that opens an item and does not end it.
    pub(super) opened: bool,
}

impl Pages {
    pub(super) fn new(setting: Setting) -> Self {
        let first = Page { used: setting.masthead_lines(), texts: 0 };
        Self { lines: setting.lines, all: vec![first], last_text: 1, stranded: 0, opened: false }
    }

    pub(super) fn last(&self) -> Page {
        self.all.last().copied().unwrap_or_default()
    }

    pub(super) fn free(&self) -> u32 {
        self.lines.saturating_sub(self.last().used)
    }

    pub(super) fn turn(&mut self) {
        self.all.push(Page::default());
    }

    pub(super) fn turn_unless_free(&mut self, lines: u32) {
        let used = self.last().used;
        if used > 0 && used + lines > self.lines {
            self.turn();
        }
    }

    pub(super) fn take(&mut self, lines: u32, texts: u32) {
        self.last_text = self.all.len();
        self.opened = false;
        if let Some(last) = self.all.last_mut() {
            last.used += lines;
            last.texts += texts;
        }
    }

    pub(super) fn set(&mut self, own: Paragraph) {
        let was_opened = self.opened;
        for line in 0..own.lines {
            let page = self.all.len();
            self.turn_unless_free(own.need(line));
            if line == 0 && self.all.len() > page {
                let single = own.all() == 1 && own.closes && !own.opens;
                self.stranded += u32::from(was_opened) + u32::from(single);
            }
            self.take(own.height(line), own.height(line));
        }
        self.opened = own.all() == 1 && own.opens && !own.closes;
    }
}
