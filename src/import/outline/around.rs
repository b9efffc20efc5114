//! What stands round the text of an item: the editor's note, facts and talk of a submission, captions,
//! pictures and tables, notes of Word's, a signature.

use super::aside::{self, Aside};
use super::credit::{self, Credit};
use super::headline::{is_headline, is_numbered};
use super::items::Reader;
use super::joint::begins_entry;
use super::lines::{Line, Other};
use super::open::is_caption;
use super::prose::{line_text, marked, tidied};
use super::sentence::{ends_sentence, is_long};
use super::unit;
use super::{Expected, Field, Guess};
use crate::bulletin::words;
use crate::import::document::{plain, rich};
use crate::zh::moment::whole_day;
use crate::zh::number::is_one_to_ten;
use crate::zh::space::squeezed;

/// What names of columns of a unit's own end in.
const COLUMNS: &[&str] = &[
    "简报", "快报", "专报", "专刊", "动态", "要闻", "快讯", "简讯", "信息", "之窗", "专栏", "天地",
    "交流", "传真", "一线", "聚焦", "亮点", "风采", "视点", "集锦", "速递", "播报",
];

impl Reader<'_> {
    /// 青河县林业局 at the right, or above the day: a unit that the roster does not know.
    pub(super) fn signature(&self, line: &Line, next: Option<&Line>) -> Option<Credit> {
        let text = line.squeezed();
        let dated =
            next.is_some_and(|next| aside::of(&plain(&next.text), false) == Some(Aside::Fact));
        let bare = (4..=20).contains(&text.chars().count())
            && !text
                .contains(|c: char| c.is_ascii_punctuation() || "，。：；、（）“”《》".contains(c));
        let day = next.is_some_and(|next| whole_day(&plain(&next.text)).is_some());
        let signs = self.expected == Expected::Submission && bare && (line.right || dated && day);
        // Above the day nothing else stands, whatever ends before it.
        let at_end = self.open.as_ref().is_some_and(|open| open.ended || line.right && day);
        (signs && at_end && unit::like_unit(&text)).then(|| Credit {
            start: 0,
            units: vec![text],
            people: vec![],
            derived: vec![],
            frame: String::new(),
            certain: false,
            stopped: false,
        })
    }

    /// A short line above the headline proper: the name of a column of the unit's own.
    pub(super) fn replaces_headline(&mut self, line: &Line, next: Option<&Line>) -> bool {
        let Some(open) = &mut self.open else { return false };
        let count = open.item.headline.chars().count();
        let unit = unit::known(&open.item.headline, self.reference);
        let short = (2..=8).contains(&count) || unit && count <= 16;
        let names = COLUMNS.iter().any(|word| open.item.headline.ends_with(word));
        let under = next.is_some_and(|next| next.other.is_none() && is_long(&next.text))
            && line.text.len() > count
            && !is_long(&line.text)
            && (names || line.gap && count <= 6);
        let more = unit
            || line.is_strong() && !open.strong
            || line.heading > 0 && self.level.is_none()
            || under && !open.strong && line.heading == 0
            // The name of the unit's own paper, however it is drawn.
            || names && line.text.len() > count && (line.is_strong() || line.centred);
        // 东岗镇：“板凳会”… is a headline of two lines.
        let replaces = self.expected == Expected::Submission
            && !open.item.headline.ends_with(['：', ':'])
            && open.alone
            && !open.closed
            && open.body.is_empty()
            && short
            && more
            && (!line.boxed || open.boxed)
            && is_headline(&line.text);
        if !replaces {
            return false;
        }
        let headline = line_text(&line.text, &mut self.outline.ledger);
        let old = std::mem::replace(&mut open.item.headline, headline);
        match unit {
            true => open.above = Some(old),
            false => open.item.remarks.push(old),
        }
        (open.strong, open.centred, open.indented) =
            (line.is_strong(), line.centred, line.indented);
        self.level = (line.heading > 0).then_some(line.heading);
        true
    }

    /// A headline of two lines: both bold or both centred, with nothing between; or one under the
    /// other before the text; or with a dash before the second.
    pub(super) fn continues_headline(&mut self, line: &Line, next: Option<&Line>) -> bool {
        let Some(open) = &mut self.open else { return false };
        let text = line.squeezed();
        // What stands in a box is no part of what stands beside it.
        if open.closed
            || line.boxed != open.boxed
            || !open.body.is_empty()
            || open.has_things()
            || !open.alone
            || is_numbered(&line.text)
            || is_caption(&text)
        {
            return false;
        }
        let dashed =
            text.starts_with("——") && text.chars().count() <= 40 && !ends_sentence(&line.text);
        let strong = open.strong && line.is_strong() && open.centred == line.centred;
        let alike = strong || (open.centred && line.centred);
        let before_text = next.is_some_and(|next| {
            next.other.is_none()
                && is_long(&next.text)
                && (next.gap || next.indented || next.text.len() > 30)
        });
        let count = text.chars().count();
        let under = !line.gap
            && line.heading == 0
            && !line.indented
            && !open.strong
            && before_text
            && (4..=24).contains(&count)
            && !text.contains(['，', '。', '；', '：', ':', '！', '？', '（'])
            && !open.item.headline.contains(['，', '：'])
            && !begins_entry(&line.text)
            && self.expected == Expected::Submission;
        let whole = text.ends_with(['。', '；']);
        let called = open.item.headline.ends_with(['：', ':'])
            && !line.gap
            && is_headline(&line.text)
            && !is_long(&line.text);
        if !(dashed || called || alike && !is_long(&line.text) && !whole || under) {
            return false;
        }
        let mut second = line_text(&line.text, &mut self.outline.ledger);
        if under && !dashed && !alike && !called {
            second.insert(0, ' ');
            let text = "原件标题分两行，合在一起了，第二行也可能是正文".to_owned();
            open.item.guesses.push(Guess { field: Field::Headline, text });
        }
        // Figures and Latin words are never one.
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // A line in two parts is whole: 坚持问题导向　狠抓工作落实.
        let whole = open.item.headline.contains(char::is_whitespace) && !dashed;
        if whole && !second.starts_with(' ')
            || word(open.item.headline.chars().next_back()) && word(second.chars().next())
        {
            second.insert(0, ' ');
        }
        open.item.headline.push_str(&second);
        self.outline.ledger.joined("分两行的标题（已合在一起）");
        true
    }

    /// 编者按：… before the first item.
    pub(super) fn take_note(&mut self, line: &Line) -> bool {
        if self.open.is_none()
            && self.outline.columns.is_empty()
            && line.indented
            && let Some(note) = &mut self.outline.note
        {
            note.push_str("\n\n");
            let text = tidied(&line.text, &mut self.outline.ledger);
            let (marks, ledger) = (&mut self.outline.strong_marks, &mut self.outline.ledger);
            note.push_str(&marked(&text, marks, ledger));
            return true;
        }
        let text = plain(&line.text);
        let first = self.open.is_none() && self.outline.columns.is_empty();
        if first
            && self.expected == Expected::Issue
            && let Some(correction) = text.strip_prefix(words::CORRECTION)
        {
            self.outline.frame.push(words::CORRECTION.to_owned());
            self.outline.corrections.push(correction.trim().to_owned());
            return true;
        }
        let label = ["编者按：", "编者按:", "【编者按】", "【编者按】：", "按语：", "按："];
        let Some(label) = label.iter().rev().find(|label| text.starts_with(**label)) else {
            return false;
        };
        // It stands above the first item, or between the headline and the text of the only one.
        let begun = self.open.as_ref().is_some_and(|open| !open.body.is_empty());
        if self.expected == Expected::Submission {
            match &mut self.open {
                Some(open) if !open.closed => {
                    if begun {
                        return false;
                    }
                    open.item.remarks.push(text);
                }
                _ => self.waiting.item.remarks.push(text),
            }
            return true;
        }
        if begun || self.outline.items().next().is_some() || self.outline.note.is_some() {
            return false;
        }
        self.outline.frame.push((*label).to_owned());
        let rest = tidied(&line.text[label.chars().count()..], &mut self.outline.ledger);
        let (marks, ledger) = (&mut self.outline.strong_marks, &mut self.outline.ledger);
        self.outline.note = Some(marked(&rest, marks, ledger));
        true
    }

    /// Lines of a submission about it: its date, who is to be asked, what was said with it.
    pub(super) fn take_aside(&mut self, line: &Line, late: bool) -> bool {
        if self.expected == Expected::Issue {
            return false;
        }
        let text = plain(&line.text);
        let begun = self.open.as_ref().is_some_and(|open| !open.body.is_empty());
        let near = !begun || late || self.open.as_ref().is_some_and(|open| open.closed);
        let under_headline =
            self.open.as_ref().is_some_and(|open| !open.closed && open.body.is_empty());
        if !line.speaker && (near || under_headline) && self.take_source(&text) {
            return true;
        }
        if under_headline && self.take_byline(line) {
            return true;
        }
        // 图文：县水利局　周航.
        if begun
            && text.contains(['：', ':'])
            && let Some(found) = credit::alone(&line.text, self.reference)
            && found.certain
            && self.open.as_ref().is_some_and(|open| open.item.credits.is_empty())
        {
            self.give_credit(&found);
            return true;
        }
        let spoken = line.speaker.then_some(Aside::Message);
        let head =
            line.aside || !begun && self.heads_mail(&text) || line.link && aside::is_file(&text);
        let head = head.then_some(Aside::Fact);
        let told = spoken.or(head).or_else(|| aside::of(&text, near));
        let Some(kind) = told else { return false };
        if kind == Aside::Fact && text.contains(['：', ':']) && begun && !near && !is_short(&text)
        {
            return false;
        }
        self.spoken |= kind == Aside::Message;
        if kind == Aside::Message
            && let Some(open) = self.open.as_mut().filter(|open| !open.body.is_empty())
        {
            open.closed = true;
        }
        match &mut self.open {
            Some(open) if kind != Aside::Message => open.item.remarks.push(text),
            _ => self.waiting.item.remarks.push(text),
        }
        true
    }

    /// A line that says which unit an item is from, and other things perhaps, which are kept.
    pub(super) fn take_source(&mut self, text: &str) -> bool {
        let Some(fact) = aside::source(text) else { return false };
        let told = rich(&text[fact.value..fact.end], false);
        let Some(mut found) = credit::alone(&told, self.reference) else { return false };
        found.frame.push_str(&squeezed(&text[fact.start..fact.value]));
        let (before, behind) = (text[..fact.start].trim(), text[fact.end..].trim());
        let rest = [before, behind].into_iter().filter(|part| !part.is_empty());
        let mut rest = rest.collect::<Vec<_>>().join(" ");
        // What stood round it: 【信息来源：…】.
        for pair in ["【 】", "【】", "（ ）", "（）", "( )", "()", "[ ]", "[]", "［ ］", "〔 〕"]
        {
            while let Some(at) = rest.find(pair) {
                rest.replace_range(at..at + pair.len(), " ");
                found.frame.push_str(&squeezed(pair));
            }
        }
        let rest = rest.trim().to_owned();
        let Some(open) = &mut self.open else {
            // Above the headline, with the number of the unit's own paper perhaps.
            let [unit] = found.units.as_slice() else { return false };
            if !found.certain || !found.people.is_empty() || self.waiting.above.is_some() {
                return false;
            }
            self.waiting.above = Some(unit.clone());
            found.frame_to(self.outline);
            self.waiting.item.remarks.extend(Some(rest).filter(|rest| !rest.is_empty()));
            return true;
        };
        if found.certain && open.item.credits.is_empty() {
            let closed = !open.body.is_empty();
            open.item.remarks.extend(Some(rest).filter(|rest| !rest.is_empty()));
            self.give_credit(&found);
            if let Some(open) = &mut self.open {
                open.closed = closed;
            }
            return true;
        }
        false
    }

    /// 图1 … under a picture, or a short line in the middle.
    pub(super) fn take_caption(&mut self, line: &Line) -> bool {
        let Some(open) = &mut self.open else { return false };
        let after = open.body.len();
        let Some(figure) = open.item.figures.last_mut().filter(|figure| figure.after == after)
        else {
            return false;
        };
        let text = line.squeezed();
        let mut rest =
            text.strip_prefix('图').map(|rest| rest.trim_start_matches(['为', '：', ':']).chars());
        let named = rest.as_mut().is_some_and(|rest| {
            rest.next().is_some_and(|c| c.is_ascii_digit() || is_one_to_ten(c))
        });
        let count = text.chars().count();
        let short = count <= 40 && !ends_sentence(&line.text) && !open.closed;
        // 图为采摘节现场（王丽 摄）, ▲游客体验采摘: said of nothing but a picture.
        let shown = ["图为", "上图", "下图", "左图", "右图", "▲", "△", "↑"];
        let shown = shown.iter().any(|lead| text.starts_with(lead));
        let whole = shown && count <= 50 && !open.closed && (text.ends_with('）') || line.centred);
        let (short, named) = (short || whole, named || shown);
        if !figure.caption.is_empty()
            || !(short
                && (named || line.centred && !line.is_strong() && count <= 30 && line.heading == 0))
        {
            return false;
        }
        figure.caption = line_text(&line.text, &mut self.outline.ledger);
        true
    }

    /// Units named under the headline, in brackets or with the day: the text is still to come.
    fn take_byline(&mut self, line: &Line) -> bool {
        let text = plain(&line.text);
        if text.chars().count() > 30 {
            return false;
        }
        let day = whole_day(&text).map(|(range, _)| range);
        let dated = day.is_some();
        // The unit stands before its day, or behind it.
        let units = day.map_or(text.trim(), |day| {
            let between = |c: char| c.is_whitespace() || "|｜/／·，,（）()".contains(c);
            let (before, behind) = text.split_at(day.start);
            let behind = behind[day.len()..].trim_matches(between);
            if behind.is_empty() { before.trim_matches(between) } else { behind }
        });
        let around = text.len() - units.len();
        let Some(found) = credit::alone(&rich(units, false), self.reference) else { return false };
        // （县农业农村局、各乡镇）: in brackets they need not all be in the roster.
        if !(found.certain || !dated && text.starts_with(['（', '('])) {
            return false;
        }
        let doubt =
            (!found.certain).then(|| format!("标题下面的“{}”当作供稿单位", found.units.join(" ")));
        self.give_credit(&found);
        let Some(open) = &mut self.open else { return true };
        open.closed = false;
        open.item.guesses.extend(doubt.map(|text| Guess { field: Field::Credits, text }));
        if dated && around > 0 {
            open.item.remarks.push(text.replacen(units, "", 1).trim().to_owned());
        }
        true
    }

    /// A note of Word's: under its paragraph, or under the item that its credit has ended.
    pub(super) fn take_footnote(&mut self, line: &Line) {
        match &mut self.open {
            Some(open) => open.body.push(line.text.clone()),
            None => self.outline.unplaced(line),
        }
    }

    pub(super) fn take_other(&mut self, other: &Other, next: Option<&Line>) {
        // Behind a credit what follows belongs to the next item only when that comes at once.
        let ahead = next.is_some_and(|next| next.other.is_none() && !next.note);
        let closed =
            self.open.as_ref().is_none_or(|open| open.closed && ahead && open.has_things());
        let (mut open, waits) = match self.open.take() {
            Some(open) if !closed => (open, false),
            kept => {
                self.open = kept;
                (std::mem::take(&mut self.waiting), true)
            }
        };
        open.add(other, self.outline);
        match waits {
            true => self.waiting = open,
            false => self.open = Some(open),
        }
    }
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 40
}
