//! The lines between masthead and foot → columns and items.

use super::aside;
use super::credit::{self, Credit};
use super::headline::{self, Split, is_headline, is_numbered};
use super::joint::join;
use super::lines::{Line, Other};
use super::open::{Open, is_caption};
use super::prose::line_text;
use super::sentence::{ends_sentence, is_long};
use super::style::{self, Style};
use super::unit;
use super::{Column, Expected, Field, Guess, ITEM_MARKS, Outline, Reference, columns, contents};
use crate::import::document::{Rich, plain, trim};

/// Reads columns and items; what is neither is unplaced. `head` are lines above the first item of a
/// submission that are about it.
pub(super) fn read(
    lines: Vec<Line>,
    head: Vec<String>,
    may_be_cut: bool,
    outline: &mut Outline,
    expected: Expected,
    reference: Reference<'_>,
) {
    let style = Style::of(&lines, may_be_cut, reference);
    let lines = contents::without(lines, outline);
    let last = lines.iter().rposition(|line| is_long(&line.text)).unwrap_or_default();
    let mut reader = Reader {
        outline,
        style,
        expected,
        reference,
        open: None,
        waiting: Open::default(),
        level: None,
        spoken: false,
    };
    for text in head {
        if reader.take_source(&text) {
            continue;
        }
        // Who has sent all of it.
        let name = text.trim();
        let unit = !name.contains(['：', ':']) && unit::known(name, reference);
        if unit && reader.waiting.above.is_none() {
            reader.waiting.above = Some(name.to_owned());
        } else {
            reader.waiting.item.remarks.push(text);
        }
    }
    for (at, line) in lines.iter().enumerate() {
        reader.take(line, &lines[at + 1..], at >= last);
    }
    reader.close();
    reader.end();
}

pub(super) struct Reader<'a> {
    pub(super) outline: &'a mut Outline,
    pub(super) style: Style,
    pub(super) expected: Expected,
    pub(super) reference: Reference<'a>,
    pub(super) open: Option<Open>,
    /// What stands before the first headline, or between a credit and the next, and belongs to the
    /// item to come.
    pub(super) waiting: Open,
    /// The heading level of the first headline of a submission.
    pub(super) level: Option<u8>,
    /// Somebody speaks: it is a chat.
    pub(super) spoken: bool,
}

impl Reader<'_> {
    fn take(&mut self, line: &Line, rest: &[Line], late: bool) {
        let next = rest.first();
        if let Some(other) = &line.other {
            return self.take_other(other, next);
        }
        if self.take_told(line, next) {
            return;
        }
        if line.note {
            return self.take_footnote(line);
        }
        if self.take_caption(line)
            || self.take_later(line, rest, late)
            || !next.is_some_and(|next| aside::is_meeting(&line.squeezed(), &next.squeezed()))
                && self.take_aside(line, late)
            || self.take_note(line)
        {
            return;
        }
        // Somebody else has spoken meanwhile, or the same again.
        let unsigned = self.expected == Expected::Submission
            && self.open.as_ref().is_some_and(|open| open.closed && open.item.credits.is_empty());
        if unsigned
            && let Some(found) = credit::alone(&line.text, self.reference)
            && found.certain
        {
            return self.give_credit(&found);
        }
        let begun = self.open.as_ref().is_some_and(|open| !open.body.is_empty() && !open.closed);
        if begun && let Some(found) = credit::alone(&line.text, self.reference) {
            // 【发改委】 under an item may be a column of that name only where others are.
            if found.certain || !style::is_column(line) {
                return self.give_credit(&found);
            }
        }
        if begun && let Some(found) = self.signature(line, next) {
            return self.give_credit(&found);
        }
        if self.take_column(line, rest)
            || self.replaces_headline(line, next)
            || self.continues_headline(line, next)
            || self.take_lead(line, next)
        {
            return;
        }
        let text = self.reference_text(line);
        let under_title = self.leaves_title(line, next);
        if under_title || self.begins_item(line, &text, next) {
            self.close();
            self.begin(line, next);
        } else {
            self.continue_body(line);
        }
    }

    fn take_column(&mut self, line: &Line, rest: &[Line]) -> bool {
        let open = self.open.as_ref().is_some_and(|open| !open.closed);
        if self.expected == Expected::Submission {
            // A submission has no columns of ours: the name stands above an item, or heads a part.
            if !style::is_column(line) {
                return false;
            }
            match open {
                true => self.add_paragraph(line.text.clone(), false),
                false => self.waiting.item.remarks.push(line.plain()),
            }
            return true;
        }
        let Some(found) = columns::name(line, rest, &self.style, open) else { return false };
        self.close();
        self.outline.frame.push(found.marks.clone());
        let guesses = found.doubt.into_iter().collect();
        self.outline.columns.push(Column { name: found.name, guesses, items: vec![] });
        true
    }

    fn reference_text(&self, line: &Line) -> Rich {
        let skip = style::bullet(&line.text).filter(|_| self.style.bulleted_items).or_else(|| {
            let number = style::item_number(&line.text).filter(|_| self.style.numbered_items);
            number.map(|(count, _)| count)
        });
        line.text[skip.unwrap_or_default()..].to_vec()
    }

    /// Whether a line begins an item, rather than going on with the one that is open.
    fn begins_item(&self, line: &Line, text: &Rich, next: Option<&Line>) -> bool {
        let Some(open) = &self.open else { return true };
        // 表1 重点项目进度, right above the table.
        let table = next.is_some_and(|next| matches!(next.other, Some(Other::Table(_))));
        if table && !open.closed && is_caption(&line.squeezed()) {
            return false;
        }
        if open.closed {
            return true;
        }
        // Items that begin without an indent have indented paragraphs.
        let empty = open.body.is_empty() && !open.has_things();
        if empty || is_numbered(text) || (line.indented && !open.indented) {
            return false;
        }
        if self.style.numbered_items && style::item_number(&line.text).is_some() {
            return true;
        }
        if style::bullet(&line.text).is_some() {
            return self.style.bulleted_items || open.brief;
        }
        let unit = self.reference.roster.leading(plain(text).trim(), self.reference.date).is_some();
        if line.heading > 0 {
            return match self.expected {
                Expected::Issue => true,
                // What is as high as the headline is another, what is lower a part of its text.
                Expected::Submission => {
                    self.level.is_some_and(|level| line.heading <= level)
                        && is_headline(text)
                        && (unit || text.len() >= 8)
                }
            };
        }
        if !open.ended && !line.gap {
            return false;
        }
        if headline::strong_lead(text, self.reference).is_some() {
            let whole = line.is_strong();
            return match self.expected {
                Expected::Issue => open.strong,
                // A bold line in the text of one article heads a part of it.
                Expected::Submission if whole => {
                    open.strong && open.alone && open.centred == line.centred && unit
                }
                Expected::Submission => open.strong && !open.alone,
            };
        }
        if is_long(text) {
            let split = headline::run_in(text).filter(|split| split.doubt.is_none());
            return open.ended && unit && split.is_some() && !open.alone && self.style.runs_in;
        }
        let heads = next.is_some_and(|next| {
            next.other.is_none() && is_long(&next.text) && !is_numbered(&next.text)
        });
        let alike = open.alone && open.centred == line.centred && open.strong == line.is_strong();
        let separates = self.style.separates_items && self.expected == Expected::Issue;
        let plausible = unit && (alike || !open.strong) || alike && separates;
        is_headline(text) && heads && !line.indented && plausible
    }

    pub(super) fn begin(&mut self, line: &Line, next: Option<&Line>) {
        let text = self.reference_text(line);
        let bullet = style::bullet(&line.text).is_some();
        if text.len() < line.text.len() {
            let skipped = line.text.len() - text.len();
            self.outline.ledger.add(
                ITEM_MARKS,
                line.text[..skipped].iter().map(|g| g.c).filter(|c| !c.is_whitespace()),
            );
        }
        let mut open = std::mem::take(&mut self.waiting);
        (open.centred, open.indented) = (line.centred, line.indented);
        open.boxed = line.boxed;
        let (split, doubt) = match self.split(line, &text, next) {
            Some(split) => {
                let doubt = split.doubt.clone();
                (split, doubt)
            }
            None => {
                open.brief = bullet;
                let none = Split { headline: 0, body: 0, doubt: None };
                (none, Some("原件这一条没有标题，请补上".to_owned()))
            }
        };
        let lead = trim(&text[..split.headline]);
        open.strong = !lead.is_empty() && lead.iter().all(|g| g.strong || g.c.is_whitespace());
        open.alone = split.body >= text.len();
        open.item.headline = line_text(lead, &mut self.outline.ledger);
        let guess = |text| Guess { field: Field::Headline, text };
        open.item.guesses.extend(doubt.map(guess));
        if open.alone {
            let level = (line.heading > 0).then_some(line.heading);
            self.level = self.level.or(level);
        }
        self.open = Some(open);
        let rest = trim(&text[split.body..]).to_vec();
        if !rest.is_empty() {
            self.add_paragraph(rest, false);
        }
    }

    /// Where the headline of a beginning item ends.
    fn split(&self, line: &Line, text: &Rich, next: Option<&Line>) -> Option<Split> {
        let whole = Split { headline: text.len(), body: text.len(), doubt: None };
        let heading = line.heading > 0 || line.centred;
        if let Some(split) = headline::strong_lead(text, self.reference) {
            return Some(split);
        }
        let goes_on = next.is_some_and(|next| {
            self.expected == Expected::Submission || !style::is_column(next) && next.other.is_none()
        });
        let dateline = |split: &Split| aside::is_dateline(&plain(&text[..split.headline]));
        let run_in = headline::run_in(text).filter(|split| !dateline(split));
        if !is_long(text) && goes_on && (heading || (run_in.is_none() || !self.style.runs_in)) {
            let short = text.len() <= 60 && !is_numbered(text) || heading;
            let closed = credit::trailing(text, self.reference).is_some();
            if short && !closed && text.last().is_none_or(|glyph| !"，、；：:".contains(glyph.c))
            {
                return Some(whole);
            }
        }
        // 东岗镇： above “板凳会”开出好民风.
        let unit = plain(text);
        let called = unit.trim().strip_suffix(['：', ':']);
        let broken = called.is_some_and(|unit| unit::known(unit, self.reference))
            && next.is_some_and(|next| {
                next.other.is_none() && !next.gap && is_headline(&next.text) && !is_long(&next.text)
            });
        if line.heading > 0 && text.len() <= 60 || broken {
            return Some(whole);
        }
        run_in.or_else(|| {
            let guess = self.style.runs_in && !is_numbered(text);
            guess.then(|| headline::guess(text, line.first)).flatten()
        })
    }

    fn continue_body(&mut self, line: &Line) {
        let joins = self.open.as_ref().is_some_and(|open| self.goes_on(open, line));
        if joins {
            self.outline.ledger.joined("页末断开的句子（已接上）");
        }
        self.add_paragraph(line.text.clone(), joins);
        if let Some(open) = self.open.as_mut().filter(|_| line.boxed) {
            open.ended = true;
        }
    }

    /// Adds text to the open item, and takes the credit at its end.
    fn add_paragraph(&mut self, text: Rich, joins: bool) {
        let Some(open) = &mut self.open else { return };
        let mut text = match open.body.pop_if(|_| joins) {
            Some(mut last) => {
                join(&mut last, &text);
                last
            }
            None => text,
        };
        if let Some(start) = credit::trailing_person(&text) {
            open.item.remarks.push(plain(trim(&text[start..])));
            text.truncate(start);
        }
        let found = credit::trailing(&text, self.reference);
        if let Some(found) = &found {
            text.truncate(found.start);
        }
        open.ended = ends_sentence(&text);
        let text = trim(&text).to_vec();
        if !text.is_empty() {
            open.body.push(text);
        }
        if let Some(found) = found {
            self.give_credit(&found);
        }
    }

    pub(super) fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        if open.item.credits.is_empty()
            && let Some(last) = open.body.last_mut()
            && let Some(found) = credit::before_stop(last, self.reference)
        {
            last.drain(found.start..last.len() - 1);
            let text = format!("句号前面的“{}”当作供稿单位", found.units.join(" "));
            open.item.guesses.push(Guess { field: Field::Credits, text });
            open.credit(&found, self.outline);
        }
        let body: Vec<String> =
            open.body.iter().map(|text| open.paragraph(text, self.outline)).collect();
        open.give_above(self.reference);
        let mut item = open.item;
        item.body = body.join("\n\n");
        if self.outline.columns.is_empty() {
            let guesses = match self.expected {
                Expected::Issue => vec!["原件没有栏目名，请填上".to_owned()],
                Expected::Submission => vec![],
            };
            self.outline.columns.push(Column { guesses, ..Column::default() });
        }
        if let Some(column) = self.outline.columns.last_mut() {
            column.items.push(item);
        }
    }

    /// What still waits for an item when there is none to come.
    fn end(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.item.remarks.extend(waiting.above.take());
        let last = self.outline.columns.iter_mut().rev().find_map(|column| column.items.last_mut());
        if let Some(last) = last {
            let after = last.body.split("\n\n").count();
            last.remarks.append(&mut waiting.item.remarks);
            waiting.item.tables.iter_mut().for_each(|table| table.after = after);
            waiting.item.figures.iter_mut().for_each(|figure| figure.after = after);
            last.tables.append(&mut waiting.item.tables);
            last.figures.append(&mut waiting.item.figures);
            last.guesses.append(&mut waiting.item.guesses);
            return;
        }
        let item = &mut waiting.item;
        if item.tables.is_empty() && item.figures.is_empty() {
            for remark in std::mem::take(&mut item.remarks) {
                self.outline.unplaced_text(&remark, "文件开头");
            }
            return;
        }
        let text = "原件只有表格、图片，没有标题，请补上".to_owned();
        item.guesses.push(Guess { field: Field::Headline, text });
        self.open = Some(waiting);
        self.close();
    }

    pub(super) fn give_credit(&mut self, found: &Credit) {
        let Some(open) = &mut self.open else { return };
        open.credit(found, self.outline);
    }
}
