//! The lines between masthead and foot → columns and items.

use super::credit::{self, Credit};
use super::headline::{self, Split, is_headline, is_numbered};
use super::lines::{Line, Other, join};
use super::prose::{line_text, marked, table_rows, tidied};
use super::style::{self, Style, ends_sentence, is_long};
use super::{Column, Expected, Field, Figure, Guess, Item, Outline, Reference, TableText, columns};
use crate::import::document::{Rich, plain, trim};
use crate::zh::moment::whole_day;

/// Reads columns and items; what is neither is unplaced.
pub(super) fn read(
    lines: Vec<Line>,
    may_be_cut: bool,
    outline: &mut Outline,
    expected: Expected,
    reference: Reference<'_>,
) {
    let style = Style::of(&lines, may_be_cut, reference);
    let mut reader = Reader { outline, style, expected, reference, open: None };
    let lines = reader.without_contents(lines);
    for (at, line) in lines.iter().enumerate() {
        reader.take(line, lines.get(at + 1));
    }
    reader.close();
}

struct Reader<'a> {
    outline: &'a mut Outline,
    style: Style,
    expected: Expected,
    reference: Reference<'a>,
    open: Option<Open>,
}

/// The item being read.
#[derive(Default)]
struct Open {
    item: Item,
    body: Vec<Rich>,
    /// A credit has ended it.
    closed: bool,
    /// Its last paragraph ends as a sentence does.
    ended: bool,
    /// How its headline stands.
    strong: bool,
    alone: bool,
    centred: bool,
    indented: bool,
    /// Items of one paragraph under a bullet, without headlines.
    brief: bool,
}

impl Reader<'_> {
    fn take(&mut self, line: &Line, next: Option<&Line>) {
        if let Some(other) = &line.other {
            return self.take_other(line, other);
        }
        let open = self.open.as_ref().is_some_and(|open| !open.closed);
        if let Some(found) = columns::name(line, next, &self.style, open) {
            self.close();
            self.outline.frame.push_str(&found.marks);
            let guesses = found.doubt.into_iter().collect();
            self.outline.columns.push(Column { name: found.name, guesses, items: vec![] });
            return;
        }
        if self.take_note(line) || self.take_remark(line) {
            return;
        }
        let text = self.reference_text(line);
        if let Some(open) = self.open.as_mut().filter(|open| !open.body.is_empty() && !open.closed)
            && let Some(found) = credit::alone(&line.text, self.reference)
        {
            give_credit(&mut open.item, &found, self.outline);
            open.closed = true;
            return;
        }
        if self.continues_headline(line) {
            return;
        }
        if self.begins_item(line, &text, next) {
            self.close();
            self.begin(line, next);
        } else {
            self.continue_body(line);
        }
    }

    fn reference_text(&self, line: &Line) -> Rich {
        let skip = style::bullet(&line.text).filter(|_| self.style.bulleted_items);
        line.text[skip.unwrap_or_default()..].to_vec()
    }

    /// Whether a line begins an item, rather than going on with the one that is open.
    fn begins_item(&self, line: &Line, text: &Rich, next: Option<&Line>) -> bool {
        let Some(open) = &self.open else { return true };
        if open.closed {
            return true;
        }
        // Items that begin without an indent have indented paragraphs.
        if open.body.is_empty() || is_numbered(text) || (line.indented && !open.indented) {
            return false;
        }
        if style::bullet(&line.text).is_some() {
            return self.style.bulleted_items || open.brief;
        }
        if line.heading > 0 {
            return true;
        }
        if !open.ended {
            return false;
        }
        if headline::strong_lead(text, self.reference).is_some() {
            return open.strong;
        }
        let unit = self.reference.roster.leading(plain(text).trim(), self.reference.date).is_some();
        if is_long(text) {
            let split = headline::run_in(text).filter(|split| split.doubt.is_none());
            return unit && split.is_some() && !open.alone && self.style.runs_in;
        }
        let heads = next.is_some_and(|next| {
            next.other.is_none() && is_long(&next.text) && !is_numbered(&next.text)
        });
        let alike = open.alone && open.centred == line.centred && open.strong == line.is_strong();
        let plausible = unit || (alike && self.style.separates_items);
        is_headline(text) && heads && !line.indented && plausible
    }

    /// A headline of two lines: both bold or both centred, with nothing between.
    fn continues_headline(&mut self, line: &Line) -> bool {
        let Some(open) = &mut self.open else { return false };
        let alike = (open.strong && line.is_strong()) || (open.centred && line.centred);
        let more = !open.closed
            && open.body.is_empty()
            && open.alone
            && alike
            && !is_numbered(&line.text)
            && !is_long(&line.text);
        if more {
            let second = line_text(&line.text, &mut self.outline.removed);
            open.item.headline.push_str(&second);
        }
        more
    }

    fn begin(&mut self, line: &Line, next: Option<&Line>) {
        let text = self.reference_text(line);
        let bullet = style::bullet(&line.text).is_some();
        if text.len() < line.text.len() {
            let skipped = line.text.len() - text.len();
            self.outline.removed.add(
                "条目前面的符号",
                line.text[..skipped].iter().map(|g| g.c).filter(|c| !c.is_whitespace()),
            );
        }
        if self.outline.columns.is_empty() {
            let guesses = match self.expected {
                Expected::Issue => vec!["原件没有栏目名，请填上".to_owned()],
                Expected::Submission => vec![],
            };
            self.outline.columns.push(Column { guesses, ..Column::default() });
        }
        let mut open = Open { centred: line.centred, indented: line.indented, ..Open::default() };
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
        open.item.headline = line_text(lead, &mut self.outline.removed);
        let guess = |text| Guess { field: Field::Headline, text };
        open.item.guesses.extend(doubt.map(guess));
        self.open = Some(open);
        let rest = trim(&text[split.body..]).to_vec();
        if !rest.is_empty() {
            self.add_paragraph(rest, false);
        }
    }

    /// Where the headline of a beginning item ends.
    fn split(&self, line: &Line, text: &Rich, next: Option<&Line>) -> Option<Split> {
        if let Some(split) = headline::strong_lead(text, self.reference) {
            return Some(split);
        }
        let whole = Split { headline: text.len(), body: text.len(), doubt: None };
        let goes_on = next.is_some_and(|next| next.other.is_none() && !style::is_column(next));
        let run_in = headline::run_in(text);
        let heading = line.heading > 0 || line.centred;
        if !is_long(text) && goes_on && (heading || (run_in.is_none() || !self.style.runs_in)) {
            let short = text.len() <= 60 && !is_numbered(text) || heading;
            let closed = credit::trailing(text, self.reference).is_some();
            if short && !closed && text.last().is_none_or(|glyph| !"，、；".contains(glyph.c)) {
                return Some(whole);
            }
        }
        run_in.or_else(|| {
            let guess = self.style.runs_in && !is_numbered(text);
            guess.then(|| headline::guess(text, line.first)).flatten()
        })
    }

    fn continue_body(&mut self, line: &Line) {
        let joins = self.open.as_ref().is_some_and(|open| {
            let Some(last) = open.body.last() else { return false };
            let heads = |text: &Rich| is_numbered(text) || style::bullet(text).is_some();
            let end = trim(last).last().map_or('。', |glyph| glyph.c);
            // A colon announces what follows, a table say; rows of one are no sentence either.
            let announces = "：:".contains(end) || (";；".contains(end) && line.indented);
            let row = |text: &Rich| text.iter().any(|glyph| glyph.c == '\t');
            !(open.ended
                || line.indented
                || heads(&line.text)
                || announces
                || row(&line.text)
                || row(last)
                || heads(last) && last.len() <= 30)
                && (self.style.may_be_cut || "，、".contains(end))
        });
        if joins {
            self.outline.removed.add("页末断开的句子（已接上）", []);
        }
        self.add_paragraph(line.text.clone(), joins);
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
        if let Some(found) = credit::trailing(&text, self.reference) {
            text.truncate(found.start);
            give_credit(&mut open.item, &found, self.outline);
            open.closed = true;
        }
        open.ended = ends_sentence(&text);
        let text = trim(&text).to_vec();
        if !text.is_empty() {
            open.body.push(text);
        }
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let body: Vec<String> = {
            let outline = &mut *self.outline;
            open.body
                .iter()
                .map(|text| {
                    let text = tidied(text, &mut outline.removed);
                    marked(&text, &mut outline.strong_marks)
                })
                .collect()
        };
        open.item.body = body.join("\n\n");
        if let Some(column) = self.outline.columns.last_mut() {
            column.items.push(open.item);
        }
    }

    /// 编者按：… before the first item.
    fn take_note(&mut self, line: &Line) -> bool {
        if self.open.is_none()
            && self.outline.columns.is_empty()
            && line.indented
            && let Some(note) = &mut self.outline.note
        {
            note.push_str("\n\n");
            let text = tidied(&line.text, &mut self.outline.removed);
            note.push_str(&marked(&text, &mut self.outline.strong_marks));
            return true;
        }
        let text = plain(&line.text);
        let label = ["编者按：", "编者按:", "【编者按】", "按语：", "按："];
        let Some(label) = label.iter().find(|label| text.starts_with(**label)) else {
            return false;
        };
        // It stands above the first item, or between the headline and the text of the only one.
        let begun = self.open.as_ref().is_some_and(|open| !open.body.is_empty());
        if begun || self.outline.items().next().is_some() || self.outline.note.is_some() {
            return false;
        }
        self.outline.frame.push_str(label);
        let rest = tidied(&line.text[label.chars().count()..], &mut self.outline.removed);
        self.outline.note = Some(marked(&rest, &mut self.outline.strong_marks));
        true
    }

    /// Lines of a submission about it: its date, who is to be asked.
    fn take_remark(&mut self, line: &Line) -> bool {
        if self.expected == Expected::Issue {
            return false;
        }
        let text = plain(&line.text);
        let dated = whole_day(&text).is_some_and(|(range, _)| range == (0..text.len()));
        let labels = [
            "联系人",
            "联系电话",
            "电话",
            "报送时间",
            "报送日期",
            "签发人",
            "审核人",
            "签发",
            "审核",
        ];
        let labelled = labels.iter().any(|label| {
            text.strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(['：', ':']))
        });
        if !dated && !labelled {
            return false;
        }
        match &mut self.open {
            Some(open) => open.item.remarks.push(text),
            None => self.outline.unplaced(line),
        }
        true
    }

    fn take_other(&mut self, line: &Line, other: &Other) {
        match (&mut self.open, other) {
            (Some(open), Other::Table(table)) => {
                let (rows, after) = (table_rows(table), open.body.len());
                let (caption, head) = (table.caption.clone(), table.head);
                open.item.tables.push(TableText { caption, head, rows, after });
            }
            (None, Other::Table(table)) => {
                let rows: Vec<String> = table_rows(table).iter().map(|r| r.join("\t")).collect();
                self.outline.unplaced_text(&rows.join("\n"), &line.place);
            }
            (Some(open), Other::Picture(picture)) => {
                open.item.figures.push(Figure { picture: *picture, after: open.body.len() });
            }
            // A mark of the office in the masthead; it is kept as a file, and said.
            (None, Other::Picture(_)) => {}
        }
    }

    /// Takes out a table of contents: it would be read as items.
    fn without_contents(&mut self, mut lines: Vec<Line>) -> Vec<Line> {
        let Some(start) = lines.iter().take(4).position(|line| line.squeezed() == "目录") else {
            return lines;
        };
        let named = |text: &str| {
            text.trim_end_matches(|c: char| c.is_ascii_digit() || "…·.（）()".contains(c))
                .to_owned()
        };
        let all: Vec<String> = lines.iter().map(|line| named(&line.squeezed())).collect();
        let in_contents = |at: usize| {
            let text = lines[at].squeezed();
            let paged = text.ends_with(|c: char| c.is_ascii_digit()) || text.contains("……");
            let again = all[at + 1..].iter().any(|other| other.starts_with(&all[at]));
            lines[at].other.is_none() && text.chars().count() <= 60 && (paged || again)
        };
        let end = (start + 1..lines.len()).find(|at| !in_contents(*at)).unwrap_or(lines.len());
        let texts: Vec<String> = lines[start..end].iter().map(Line::plain).collect();
        let from = format!("{}起，目录", lines[start].place);
        self.outline.unplaced_text(&texts.join("\n"), &from);
        lines.drain(start..end);
        lines
    }
}

fn give_credit(item: &mut Item, found: &Credit, outline: &mut Outline) {
    outline.frame.push_str(&found.frame);
    if found.stopped {
        outline.removed.add("署名后面的句号", ['。']);
    }
    item.credits.extend(found.units.iter().cloned());
    if !found.certain && !found.units.iter().all(|unit| credit::like_unit(unit)) {
        let text = format!("原件末尾的“{}”当作供稿单位", found.units.join(" "));
        item.guesses.push(Guess { field: Field::Credits, text });
    }
}
