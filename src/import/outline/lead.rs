//! 【东岗镇】东岗镇“三项机制”助增收: a unit in brackets before the headline of its item.

use super::Expected;
use super::credit;
use super::headline::is_headline;
use super::items::Reader;
use super::lines::Line;
use super::sentence::is_long;
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
            || !credit::known(unit.trim(), self.reference)
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
}
