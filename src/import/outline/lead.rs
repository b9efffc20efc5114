//! What stands above or before the headline of an item: the title of several, the head of a mail that was sent on, a
//! unit in brackets, 【东岗镇】东岗镇“三项机制”助增收.

use super::Expected;
use super::headline::is_headline;
use super::items::Reader;
use super::lines::Line;
use super::sentence::is_long;
use super::style;
use super::unit;
use crate::import::document::plain;

impl Reader<'_> {
    /// Begins an item at such a line. What is long is text, and the bracket stays in it.
    pub(super) fn take_lead(&mut self, line: &Line, next: Option<&Line>) -> bool {
        let text = plain(&line.text);
        let inside = text.trim_start().strip_prefix('【').and_then(|text| text.split_once('】'));
        let Some((unit, rest)) = inside else { return false };
        let skip = text.chars().count() - rest.trim_start().chars().count();
        let title = &line.text[skip..];
        let free = self
            .open
            .as_ref()
            .is_none_or(|open| open.closed || !open.body.is_empty() && open.ended);
        if self.expected != Expected::Submission
            || !free
            || !unit::known(unit.trim(), self.reference)
            || !is_headline(title)
            || is_long(title)
            || next.is_none_or(|next| next.other.is_some())
        {
            return false;
        }
        self.close();
        self.waiting.above = Some(unit.trim().to_owned());
        self.outline.frame.push("【】".to_owned());
        self.begin(&Line { text: title.to_vec(), ..line.clone() }, next);
        true
    }

    /// 石桥乡信息两条 over 1.…, 2.…: what was taken for a headline is the title of them all.
    pub(super) fn leaves_title(&mut self, line: &Line, next: Option<&Line>) -> bool {
        let Some(open) = &self.open else { return false };
        let first = self.style.numbered_items
            && style::item_number(&line.text).is_some_and(|(_, number)| number == 1);
        let headed = !is_long(&line.text)
            && next.is_some_and(|next| next.other.is_none() && is_long(&next.text));
        let title = self.expected == Expected::Submission
            && open.alone
            && !open.closed
            && open.body.is_empty()
            && !open.has_things();
        let named = style::is_collection(&open.item.headline);
        if !(first && (headed || named) && title) {
            return false;
        }
        let mut open = self.open.take().unwrap_or_default();
        open.item.remarks.insert(0, std::mem::take(&mut open.item.headline));
        open.item.guesses.clear();
        self.waiting = open;
        true
    }

    /// 主题：… under 发件人：…: what the mail is called that was sent on.
    pub(super) fn heads_mail(&self, text: &str) -> bool {
        let begins = |text: &str, words: &[&str]| words.iter().any(|word| text.starts_with(word));
        let remarks = match &self.open {
            Some(open) => &open.item.remarks,
            None => &self.waiting.item.remarks,
        };
        begins(
            text,
            &[
                "主题：",
                "主题:",
                "主 题：",
                "Subject:",
                "标题：",
                "抄送人：",
                "附件：",
                "Cc:",
                "To:",
            ],
        ) && remarks
            .iter()
            .rev()
            .take(5)
            .any(|text| begins(text, &["发件人：", "发件人:", "From:"]))
    }
}
