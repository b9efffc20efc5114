//! What came back beside what was sent out and what the draft says now: a change is proposed where
//! the draft still says what was sent out, and told where it has moved on.

mod body;
mod edges;
mod order;
mod tables;
mod together;

use self::body::{lines_of, strong};
use super::parts::{is_between, parts};
use super::{Change, Edit, Left, Proposed, Remark};
use crate::bulletin::compare::words::{Stretch, listed, stretches};
use crate::bulletin::compare::{aligned, matched};
use crate::bulletin::identity::{Content, ItemContent};
use crate::draft::{Draft, ItemNumber};
use crate::import::returned::{Item, Returned, Spot, bare, whole};
use crate::office::changes;
use crate::zh::space::squeezed;

/// Why something was not proposed.
const MOVED_ON: &str = "，稿件里这一处后来又改过";

pub(super) fn propose(
    (sent, now): (&Content, &Content),
    draft: &Draft,
    back: &Returned,
    file: &str,
) -> Proposed {
    let pairs = matched(sent, now);
    let mut work = Work { sent, now, draft, back, file, changes: vec![], left: vec![] };
    let here =
        |was: ItemNumber| pairs.iter().find(|pair| pair.0 == Some(was)).and_then(|pair| pair.1);
    work.edges();
    work.note();
    for (index, name) in &back.columns {
        work.column(*index, name);
    }
    for item in &back.items {
        match item.was {
            Some(was) => match here(was) {
                Some(at) => work.item(was, at, item),
                None => work.gone(was, item),
            },
            None => work.new_item(item),
        }
    }
    let mut places: Vec<ItemNumber> = vec![];
    for (was, at) in &pairs {
        let Some((was, at)) = was.zip(*at) else { continue };
        if !back.items.iter().any(|item| item.was == Some(was)) {
            places.push(at);
        }
    }
    for at in places {
        let item = item_at(now, at);
        let words = stretches(&item.headline, "");
        work.push(at.to_string(), "撤下这一条", &item.headline, words, Edit::Struck(at));
    }
    work.order(here);
    work.between_items();
    for stray in &back.strays {
        if stray.what.is_empty() && work.whole_item(&stray.text, stray.after) {
            continue;
        }
        let after = match (stray.after.and_then(here), stray.what) {
            (Some(at), "") => format!(" {at} 之后"),
            (Some(at), "表" | "图片") => format!(" {at} 之后新加的{}，请在稿件里加", stray.what),
            (Some(at), what) => format!(" {at} 里的{what}"),
            (None, "") => String::new(),
            (None, what) => format!(" 里的{what}"),
        };
        work.left.push(Left { text: stray.text.clone(), from: format!("{file}{after}") });
    }
    let spot = |spot: &Spot| match spot {
        Spot::Item(at, of) => Some(Spot::Item(here(*at)?, *of)),
        Spot::Column(index) => {
            let name = &sent.columns.get(*index)?.name;
            let now = now.columns.iter().position(|column| column.name == *name);
            Some(Spot::Column(now.unwrap_or(*index)))
        }
        other => Some(other.clone()),
    };
    let remarks = back.comments.iter().map(|comment| Remark {
        spot: comment.spot.as_ref().and_then(spot),
        comment: comment.clone(),
    });
    let remarks = remarks.collect();
    let mut changes = work.changes;
    changes.sort_by_key(|change| order(&change.number));
    Proposed { changes, remarks, left: work.left, voids: vec![] }
}

/// Numbers in the order of the page.
fn order(number: &str) -> Vec<usize> {
    number.split('.').map(|part| part.parse().unwrap_or(usize::MAX)).collect()
}

struct Work<'a> {
    sent: &'a Content,
    now: &'a Content,
    draft: &'a Draft,
    back: &'a Returned,
    file: &'a str,
    changes: Vec<Change>,
    left: Vec<Left>,
}

impl Work<'_> {
    /// `place` is what the number begins with.
    fn push(
        &mut self,
        place: String,
        what: &str,
        headline: &str,
        stretches: Vec<Stretch>,
        edit: Edit,
    ) {
        let prefix = format!("{place}.");
        let same = self.changes.iter().filter(|change| change.number.starts_with(&prefix));
        let number = format!("{prefix}{}", same.count() + 1);
        let (what, headline) = (what.to_owned(), headline.to_owned());
        self.changes.push(Change { number, what, headline, stretches, edit, part: None });
    }

    /// The same of a text in which several things have changed: each for itself. `shown` is how the
    /// text changes with one of them.
    fn push_parts(
        &mut self,
        place: &str,
        (what, headline): (&str, &str),
        (old, new): (&str, &str),
        shown: impl Fn(&str) -> Vec<Stretch>,
        edit: &Edit,
    ) {
        let parts = parts(old, new);
        let several = parts.len() > 1;
        for part in parts {
            let words = shown(&part.alone());
            self.push(place.to_owned(), what, headline, words, edit.clone());
            if let Some(last) = self.changes.last_mut().filter(|_| several) {
                last.part = Some(part);
            }
        }
    }

    fn keep(&mut self, text: &str, place: &str) {
        let from = format!("{} {place}", self.file);
        self.left.push(Left { text: text.to_owned(), from });
    }

    /// Keeps a change that cannot be taken over, with the words it is from.
    fn keep_change(&mut self, old: &str, new: &str, place: &str) {
        let words = changes::marked(&stretches(old, new), false);
        let text = if new.is_empty() { format!("删去：{old}") } else { new.to_owned() };
        self.keep(&text, &format!("{place}：{words}"));
    }

    fn note(&mut self) {
        if self.back.note.is_empty() && !self.back.is_note_gone {
            return;
        }
        let part = |content: &'_ Content| -> Vec<String> {
            content.note.iter().map(|part| part.text.clone()).collect()
        };
        let plain = |all: &[String]| -> Vec<String> { all.iter().map(|t| bare(t)).collect() };
        let marked = part(self.sent);
        let current = part(self.now);
        let (old, now) = (plain(&marked), plain(&current));
        let mut after = None;
        for (was, is) in aligned(&old, &self.back.note) {
            let is = is.map(|at| self.back.note[at].as_str());
            let partly = |at: usize| {
                now.iter().position(|text| is.is_some_and(|is| is_between(&old[at], is, text)))
            };
            let here = was
                .and_then(|at| now.iter().position(|text| *text == old[at]).or_else(|| partly(at)));
            after = here.or(after);
            let place = was.map(|at| format!("编者按第 {} 段", at + 1)).unwrap_or_default();
            let known = |text: &str| {
                let here = now.iter().filter(|other| same(other, text)).count();
                here > 0 && here >= self.back.note.iter().filter(|is| same(is, text)).count()
            };
            match (was, is, here) {
                (Some(was), Some(is), _) if same(&old[was], is) => {}
                (Some(_), Some(is), Some(at)) => {
                    let (what, edit) = ((place.as_str(), ""), Edit::Note(at, is.to_owned()));
                    let shown = |text: &str| strong(&current[at], text);
                    self.push_parts("0", what, (&now[at], is), shown, &edit);
                }
                (Some(was), None, Some(at)) => {
                    let words = stretches(&old[was], "");
                    self.push("0".into(), &format!("删去{place}"), "", words, Edit::StruckNote(at));
                }
                (Some(_), Some(is), None) if known(is) => {}
                (Some(was), is, None) => {
                    let is = is.unwrap_or_default();
                    self.keep_change(&old[was], is, &format!("{place}{MOVED_ON}"));
                }
                (None, Some(is), _) if !known(is) => {
                    let what = match after {
                        Some(at) => format!("编者按第 {} 段之后加一段", at + 1),
                        None => "编者按最前面加一段".to_owned(),
                    };
                    let edit = Edit::NewNote(after, is.to_owned());
                    self.push("0".into(), &what, "", stretches("", is), edit);
                }
                (None, ..) => {}
            }
        }
    }

    fn column(&mut self, index: usize, name: &str) {
        let Some(was) = self.sent.columns.get(index).filter(|was| !same(&was.name, name)) else {
            return;
        };
        let at = self.now.columns.iter().position(|column| column.name == was.name);
        match at.filter(|_| !name.is_empty()) {
            Some(at) => {
                let edit = Edit::ColumnName(at, name.to_owned());
                let words = stretches(&was.name, name);
                self.push(format!("{}.0", at + 1), "栏目名", "", words, edit);
            }
            None if self.now.columns.iter().any(|column| same(&column.name, name)) => {}
            None => self.keep_change(&was.name, name, &format!("第 {} 栏的栏目名", index + 1)),
        }
    }

    fn new_item(&mut self, item: &Item) {
        let known = self.now.items().any(|(_, _, other)| same(&other.headline, &item.headline));
        if known && !item.headline.is_empty() {
            return;
        }
        let body = item.lines.join("\n\n");
        let shown =
            format!("{}　{body}{}", item.headline, crate::bulletin::words::credit(&item.credits));
        if !item.tables.is_empty() {
            self.keep(&shown, "新加的一条，里面有表");
            return;
        }
        // A line alone is none: something that somebody has noted beside the text.
        if body.is_empty() && item.credits.is_empty() {
            self.keep(&item.headline, "里多出来的一行");
            return;
        }
        let edit = Edit::New {
            column: item.column.clone(),
            headline: item.headline.clone(),
            body,
            credits: item.credits.clone(),
        };
        self.push("新".into(), "新加一条", &item.headline, stretches("", &shown), edit);
    }

    /// A new item that stands between those that were sent out, in one paragraph as they do.
    fn whole_item(&mut self, text: &str, after: Option<ItemNumber>) -> bool {
        let Some((headline, body, credits)) = whole(text) else { return false };
        let column = match after {
            Some(after) => self.sent.columns.get(after.column - 1),
            None => self.sent.columns.first(),
        };
        let column = column.map(|column| column.name.clone()).unwrap_or_default();
        let (lines, tables) = (vec![body], vec![]);
        self.new_item(&Item { column, headline, lines, tables, credits, ..Item::default() });
        true
    }

    /// An item that is not in the draft any more.
    fn gone(&mut self, was: ItemNumber, item: &Item) {
        let old = item_at(self.sent, was);
        let lines = lines_of(old, self.back.has_captions);
        let changed = !same(&old.headline, &item.headline)
            || lines.iter().map(|line| &line.text).ne(&item.lines)
            || old.credits != item.credits;
        if changed {
            let text = format!("{}　{}", item.headline, item.lines.join("\n\n"));
            self.keep(&text, &format!("原 {was}，稿件里已经没有这一条"));
        }
    }

    fn item(&mut self, was: ItemNumber, at: ItemNumber, item: &Item) {
        let (old, now) = (item_at(self.sent, was), item_at(self.now, at));
        let headline = &now.headline;
        if !same(&old.headline, &item.headline) {
            if is_between(&old.headline, &item.headline, &now.headline) {
                let (old, new) = (now.headline.as_str(), item.headline.as_str());
                let (what, edit) =
                    (("标题", headline.as_str()), Edit::Headline(at, new.to_owned()));
                self.push_parts(
                    &at.to_string(),
                    what,
                    (old, new),
                    |text| stretches(old, text),
                    &edit,
                );
            } else if !same(&now.headline, &item.headline) {
                let place = format!("{at} 标题{MOVED_ON}");
                self.keep_change(&old.headline, &item.headline, &place);
            }
        }
        self.body(at, old, now, item);
        self.tables(at, old, now, item);
        self.pictures(at, old, item);
        if old.credits != item.credits {
            if now.credits == old.credits {
                let words = listed(&old.credits, &item.credits);
                let edit = Edit::Credits(at, item.credits.clone());
                self.push(at.to_string(), "供稿单位", headline, words, edit);
            } else if now.credits != item.credits {
                let (old, new) = (old.credits.join(" "), item.credits.join(" "));
                self.keep_change(&old, &new, &format!("{at} 供稿单位{MOVED_ON}"));
            }
        }
    }
}

/// Whether two texts print alike: Word may have touched spaces.
fn same(a: &str, b: &str) -> bool {
    a == b || squeezed(a) == squeezed(b)
}

fn item_at(content: &Content, at: ItemNumber) -> &ItemContent {
    &content.columns[at.column - 1].items[at.item - 1]
}
