//! What comes behind an item and is about it: a correction in a chat, one line more, who has sent the
//! mail. It is told with the item, and never changes its text.

use super::aside::{self, Aside};
use super::credit;
use super::items::Reader;
use super::lines::Line;
use super::sentence::{ends_sentence, is_long};
use super::{Expected, Field, Guess, Item};
use crate::zh::person;

/// What a correction begins with.
const BEGINNINGS: &[&str] =
    &["更正", "订正", "勘误", "修正", "纠正", "补充", "更新", "说明一下", "改一下", "改下"];

/// What it says somewhere.
const WORDS: &[&str] = &[
    "应为",
    "应该是",
    "应该为",
    "应是",
    "应改为",
    "改为",
    "改成",
    "更正为",
    "更改为",
    "为准",
    "写错",
    "打错",
    "报错",
    "弄错",
    "搞错",
    "说错",
    "错了",
    "有误",
    "作废",
    "重新发",
    "重发",
    "漏了",
    "少了",
    "多了一",
    "删掉",
    "删去",
    "去掉",
    "加上",
    "补上",
    "不是",
    "数字不对",
    "数据不对",
    "不要用",
    "撤下",
];

/// Whether something said later corrects what was sent before.
pub(super) fn corrects(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 80
        && (BEGINNINGS.iter().any(|word| text.starts_with(word))
            || WORDS.iter().any(|word| text.contains(word)))
}

impl Reader<'_> {
    /// 更正：上面的312应为321; 投资126万元 by itself behind an item; 王丽, 党政办 under a mail.
    pub(super) fn take_later(&mut self, line: &Line, rest: &[Line], late: bool) -> bool {
        let closed = self.open.as_ref().is_some_and(|open| open.closed && !open.body.is_empty());
        if self.expected == Expected::Issue || !closed || line.speaker || line.heading > 0 {
            return false;
        }
        let text = line.plain();
        let beginning = BEGINNINGS[..5].iter().any(|word| text.trim_start().starts_with(word));
        if (self.spoken || beginning) && corrects(&text) {
            self.tell(&text, "后来有更正");
            return true;
        }
        let asks = text.trim_end().ends_with(['？', '?']) && line.text.len() <= 30;
        if self.spoken && asks {
            self.tell(&text, "后来有人问");
            return true;
        }
        let bare = line.text.len() <= 24 && !is_long(&line.text) && !ends_sentence(&line.text);
        let reference = self.reference;
        let plain = |line: &Line| line.speaker || !line.is_strong() && line.heading == 0;
        let over = late
            && bare
            && plain(line)
            && rest.iter().all(|line| line.other.is_none() && plain(line))
            && std::iter::once(line).chain(rest).all(|line| {
                credit::trailing(&line.text, reference).is_none()
                    && credit::alone(&line.text, reference)
                        .is_none_or(|found| !found.certain || !found.people.is_empty())
            });
        if !over {
            return false;
        }
        let fact = |line: &Line| aside::of(&line.plain(), true) == Some(Aside::Fact);
        if !self.spoken && (person::is_name(text.trim()) || rest.iter().any(fact)) {
            if let Some(open) = &mut self.open {
                open.item.remarks.push(text);
            }
            return true;
        }
        let said = self.spoken
            && reference.roster.leading(text.trim(), reference.date).is_none()
            && aside::of(&text, true).is_none();
        if said {
            self.tell(&text, "后来又说");
        }
        said
    }

    /// Notes something at the item that has one of its figures, else at the last.
    fn tell(&mut self, text: &str, what: &str) {
        let figures: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|figure| figure.len() >= 2).collect();
        let has = |text: &str| {
            let mut all = text.split(|c: char| !c.is_ascii_digit());
            all.any(|figure| figures.contains(&figure))
        };
        let holds = |item: &Item| has(&item.headline) || has(&item.body);
        let own = self.open.as_ref().is_some_and(|open| {
            has(&open.item.headline)
                || open.body.iter().any(|text| has(&crate::import::document::plain(text)))
        });
        let mut before = self.outline.columns.iter_mut().flat_map(|column| &mut column.items);
        let other = if own { None } else { before.rfind(|item| holds(item)) };
        let short: String = text.trim().chars().take(40).collect();
        let guess = Guess { field: Field::Body, text: format!("{what}：{short}") };
        let Some(item) = other.or(self.open.as_mut().map(|open| &mut open.item)) else { return };
        item.remarks.push(text.to_owned());
        item.guesses.push(guess);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_are_told_from_answers() {
        for text in [
            "更正：上面的312应为321",
            "以这个为准",
            "刚才的数字写错了，是46",
            "第二段“三月”改成“四月”",
            "不好意思，漏了一户",
        ] {
            assert!(corrects(text), "{text}");
        }
        for text in ["收到", "好的", "县水利局检修泵站", "检修23座，更换机泵8台。"]
        {
            assert!(!corrects(text), "{text}");
        }
    }
}
