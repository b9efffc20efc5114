//! A document of ours that comes back: its styles say what each paragraph is, so that nothing has to be
//! judged by looks, and white space means what it says. What somebody has added without a style of ours is
//! read as in any other document.

use super::credit;
use super::items::Reader;
use super::lines::{Line, Other};
use super::open::Open;
use super::prose::marked;
use super::{Column, Expected, Outline};
use crate::import::document::{Glyph, Part, Rich, Told, plain, trim};

/// The line behind the last of the masthead, where styles tell it.
pub(super) fn end_of_masthead(lines: &[Line]) -> Option<usize> {
    let head = |line: &Line| matches!(line.told, Some(Told::Name | Told::Number | Told::Publisher));
    lines.iter().rposition(head).map(|at| at + 1)
}

/// The first line of the end block, where styles tell it.
pub(super) fn start_of_foot(lines: &[Line]) -> Option<usize> {
    lines.iter().position(|line| matches!(line.told, Some(Told::List | Told::Signed)))
}

/// Notes at each line whether a credit that is set as such ends its item: then no other words are one.
pub(super) fn mark_signed(lines: &mut [Line]) {
    let mut signed = false;
    for line in lines.iter_mut().rev() {
        signed |= begins_credit(&line.text) || line.told == Some(Told::CreditLine);
        line.signed = signed;
        if line.told == Some(Told::Title) || headline(&line.text) > 0 {
            signed = false;
        }
    }
}

fn begins_credit(text: &[Glyph]) -> bool {
    text.iter().any(|glyph| glyph.part == Part::Credit)
}

/// Characters of the headline that a text begins with.
fn headline(text: &[Glyph]) -> usize {
    text.iter().take_while(|glyph| glyph.part == Part::Headline).count()
}

/// 编者按：, set as such, at the beginning of a text.
fn label(text: &[Glyph]) -> usize {
    text.iter().take_while(|glyph| glyph.part == Part::Label).count()
}

impl Reader<'_> {
    /// Takes a line by its style; whether it has one that says enough.
    pub(super) fn take_told(&mut self, line: &Line, next: Option<&Line>) -> bool {
        let Some(told) = line.told else { return false };
        let issue = self.expected == Expected::Issue;
        match told {
            Told::Correction if issue => {
                let label = label(&line.text);
                self.outline.frame.push(plain(&line.text[..label]));
                let text = plain(trim(&line.text[label..]));
                self.outline.corrections.push(text);
            }
            Told::Note if issue => self.told_note(line),
            Told::Contents => self.outline.frame.push(line.plain()),
            Told::Column if issue => self.told_column(line),
            Told::Title => {
                self.begin_told(line.text.clone(), true);
            }
            Told::Body if headline(&line.text) > 0 => {
                let (lead, rest) = line.text.split_at(headline(&line.text));
                self.begin_told(lead.to_vec(), false);
                self.add_told(rest, line.signed);
            }
            Told::Body if self.open.as_ref().is_some_and(|open| !open.closed) => {
                self.add_told(&line.text, line.signed);
            }
            Told::Subhead => {
                let Some(open) = &mut self.open else { return false };
                let text = line.text.iter().map(|glyph| Glyph::new(glyph.c, false)).collect();
                open.body.push(text);
            }
            Told::TableCaption => {
                let table = next.is_some_and(|next| matches!(next.other, Some(Other::Table(_))));
                match &mut self.open {
                    Some(open) if table => open.caption = Some(plain(trim(&line.text))),
                    _ => return false,
                }
            }
            Told::FigureCaption => {
                let Some(open) = &mut self.open else { return false };
                let after = open.body.len();
                let figure = open.item.figures.last_mut();
                let free = figure.filter(|f| f.after == after && f.caption.is_empty());
                let Some(figure) = free else { return false };
                figure.caption = plain(trim(&line.text));
            }
            Told::CreditLine if self.open.is_some() => self.add_told(&line.text, true),
            Told::List | Told::Signed => {
                let item = self.open.as_mut().map_or(&mut self.waiting.item, |open| &mut open.item);
                item.remarks.push(line.plain());
            }
            _ => return false,
        }
        true
    }

    fn told_note(&mut self, line: &Line) {
        let (lead, rest) = line.text.split_at(label(&line.text));
        let outline = &mut *self.outline;
        outline.frame.push(plain(lead));
        let text = marked(trim(rest), &mut outline.strong_marks, &mut outline.ledger);
        match &mut outline.note {
            Some(note) => {
                note.push_str("\n\n");
                note.push_str(&text);
            }
            None => outline.note = Some(text),
        }
    }

    fn told_column(&mut self, line: &Line) {
        self.close();
        let text = line.plain();
        let inner = text.strip_prefix('【').and_then(|text| text.strip_suffix('】'));
        if inner.is_some() {
            self.outline.frame.push("【】".to_owned());
        }
        let name = inner.unwrap_or(&text).to_owned();
        self.outline.columns.push(Column { name, ..Column::default() });
    }

    fn begin_told(&mut self, headline: Rich, alone: bool) {
        self.close();
        let mut open = std::mem::take(&mut self.waiting);
        open.item.headline = plain(trim(&headline));
        (open.told, open.alone, open.strong) = (true, alone, true);
        self.open = Some(open);
    }

    /// Adds text to the open item, as it stands, and takes the credit that is set as such behind it.
    fn add_told(&mut self, text: &[Glyph], signed: bool) {
        let Some(open) = &mut self.open else { return };
        let start = text.iter().position(|glyph| glyph.part == Part::Credit);
        let mut rest = text[..start.unwrap_or(text.len())].to_vec();
        // Typed anew it has lost its style.
        let typed = if signed { None } else { credit::trailing(&rest, self.reference) };
        let typed = typed.filter(|found| found.certain);
        if let Some(found) = &typed {
            rest.truncate(found.start);
        }
        let rest = trim(&rest);
        if !rest.is_empty() {
            open.body.push(rest.to_vec());
        }
        open.ended = true;
        if let Some(found) = typed {
            self.give_credit(&found);
        } else if let Some(start) = start {
            self.told_credit(&text[start..]);
        }
    }

    /// （潭龙街道 魏邱乡）: between units the space has no style, in a name it has.
    fn told_credit(&mut self, text: &[Glyph]) {
        let Some(open) = &mut self.open else { return };
        let mut parts: Vec<String> = vec![String::new()];
        for glyph in trim(text) {
            match parts.last_mut() {
                Some(part) if glyph.part == Part::Credit || !glyph.c.is_whitespace() => {
                    part.push(glyph.c);
                }
                _ => parts.push(String::new()),
            }
        }
        let last = parts.len() - 1;
        if let Some(first) = parts[0].strip_prefix(['（', '(']) {
            self.outline.frame.push(parts[0][..parts[0].len() - first.len()].to_owned());
            parts[0] = first.to_owned();
        }
        if let Some(rest) = parts[last].strip_suffix(['）', ')']) {
            self.outline.frame.push(parts[last][rest.len()..].to_owned());
            parts[last] = rest.to_owned();
        }
        for part in parts {
            let people = part.contains(['：', ':']);
            let names: Vec<&str> = match people {
                true => vec![part.trim()],
                // Somebody has typed another unit behind the first.
                false => part.split_whitespace().collect(),
            };
            let names = names.into_iter().filter(|name| !name.is_empty());
            open.item.credits.extend(names.map(str::to_owned));
        }
        open.closed = true;
    }
}

impl Open {
    /// The text of a paragraph as the draft has it.
    pub(super) fn paragraph(&self, text: &[Glyph], outline: &mut Outline) -> String {
        let text = match self.told {
            true => text.to_vec(),
            false => super::prose::tidied(text, &mut outline.ledger),
        };
        marked(&text, &mut outline.strong_marks, &mut outline.ledger)
    }
}
