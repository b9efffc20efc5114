//! What masthead and end block say otherwise in a file that came back.

use super::{Work, same, stretches};
use crate::bulletin::words;
use crate::import::returned::Edge;
use crate::office::back::Edit;
use crate::zh::moment::whole_day;

impl Work<'_> {
    pub(super) fn edges(&mut self) {
        for edge in &self.back.edges {
            let line = self.now.lines.iter().find(|line| line.name == edge.name);
            let now = line.map(|line| line.text.as_str()).unwrap_or_default();
            if words::ROLES.contains(&edge.name) {
                let place = format!("“{}”写在文件里，签名由本人签，没有读进稿件", edge.name);
                self.keep_change(&edge.old, &edge.new, &place);
            } else if same(now, &edge.new) {
            } else if now != edge.old {
                let place = format!("{}，稿件里后来又改过", edge.name);
                self.keep_change(&edge.old, &edge.new, &place);
            } else if let Some(edit) = self.edge(edge) {
                let words = stretches(&edge.old, &edge.new);
                self.push("0".into(), edge.name, "", words, edit);
            } else {
                let place = format!("{}，{}", edge.name, self.why_not(edge));
                self.keep_change(&edge.old, &edge.new, &place);
            }
        }
    }

    /// Why it is not proposed.
    fn why_not(&self, edge: &Edge) -> &'static str {
        let is_own = match edge.name {
            "总期号" => self.draft.total.is_some(),
            words::DISTRIBUTION => self.draft.distribution.is_some(),
            "印数" => self.draft.copies.is_some(),
            _ => false,
        };
        match (edge.name, edge.new.is_empty()) {
            ("期号" | "日期", true) => "每期都要印，没有删",
            ("期号" | "日期", false) => "看不出改成什么，请在稿件里改",
            ("总期号", false) if !is_own => "稿件里没有写总期号，要印的在稿件里加",
            (_, true) if is_own => "要删的在稿件里删",
            (_, false) if is_own => "看不出改成什么，请在稿件里改",
            _ => "各期一样的在设置里改，只改这一期的写进稿件",
        }
    }

    /// How the draft says so, where it does.
    fn edge(&self, edge: &Edge) -> Option<Edit> {
        if edge.new.is_empty() {
            return None;
        }
        let number = |text: &str| text.trim().parse::<i64>().ok().filter(|number| *number > 0);
        match edge.name {
            "期号" => {
                let (before, digits) = edge.new.split_once('第')?;
                let is_same_kind = edge.old.split_once('第')?.0 == before.trim();
                number(digits.strip_suffix('期')?).filter(|_| is_same_kind).map(Edit::Number)
            }
            "总期号" => {
                number(&edge.new).filter(|_| self.draft.total.is_some()).map(Edit::Total)
            }
            "日期" => whole_day(&edge.new).map(|(_, day)| Edit::Day(day)),
            words::DISTRIBUTION => {
                let own = self.draft.distribution.is_some();
                own.then(|| Edit::Distribution(edge.new.clone()))
            }
            "印数" => number(&edge.new).filter(|_| self.draft.copies.is_some()).map(Edit::Copies),
            _ => None,
        }
    }
}
