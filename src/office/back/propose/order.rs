//! Items and columns that stand elsewhere in a file that came back.

use std::cmp::Reverse;

use super::{Work, item_at, same};
use crate::bulletin::compare::words::Stretch;
use crate::bulletin::identity::{Part, PartKind};
use crate::draft::ItemNumber;
use crate::import::returned::bare;
use crate::office::back::Edit;

impl Work<'_> {
    /// Where an item, or a column, stands is proposed as any other change; where the file does not show
    /// where its columns are, it is told. `here` is where an item stands in the draft.
    pub(super) fn order(&mut self, here: impl Fn(ItemNumber) -> Option<ItemNumber>) {
        let back = self.back;
        let known = |at: &&ItemNumber| back.items.iter().any(|item| item.was == Some(**at));
        let order: Vec<ItemNumber> = back.order.iter().filter(known).copied().collect();
        if back.column_order.is_empty() {
            self.told(&order);
        } else {
            for column in 0..self.sent.columns.len() {
                self.items_of(column, &order, &here);
            }
            self.columns();
        }
        if !back.has_captions {
            return;
        }
        for (index, column) in self.sent.columns.iter().enumerate() {
            let is_there = back.columns.iter().any(|(at, _)| *at == index);
            if !is_there && !column.name.is_empty() {
                self.keep(&column.name, "里没有这个栏目名了，稿件里的没有删");
            }
        }
    }

    /// What was struck in one item and put into another is told as that; it stays as bold as it was.
    pub(super) fn between_items(&mut self) {
        for new in 0..self.changes.len() {
            let Edit::NewParagraph(to, _, text, _) = &self.changes[new].edit else { continue };
            let to = *to;
            let Some((gone, from, marked)) = self.origin(to, text) else { continue };
            for at in gone {
                self.changes[at].what.push_str(&format!("（移到 {to}）"));
            }
            let change = &mut self.changes[new];
            change.what.push_str(&format!("（从 {from}移来）"));
            if let Edit::NewParagraph(_, _, text, _) = &mut change.edit {
                *text = marked;
            }
        }
    }

    /// Where a paragraph that is new in an item was struck: by which changes, where that was, and the
    /// paragraph as it is written there.
    fn origin(&self, to: ItemNumber, text: &str) -> Option<(Vec<usize>, String, String)> {
        let struck = |wanted: &Edit| self.changes.iter().position(|change| change.edit == *wanted);
        for (column, index, item) in self.now.items() {
            let at = ItemNumber::of_indexes(column, index);
            if at == to {
                continue;
            }
            let headline = struck(&Edit::Headline(at, String::new()));
            if let Some(gone) = headline.filter(|_| same(&item.headline, text)) {
                return Some((vec![gone], format!("{at} 标题"), text.to_owned()));
            }
            let is_text =
                |part: &&Part| matches!(part.kind, PartKind::Paragraph | PartKind::Subhead);
            for (place, part) in item.body.iter().filter(is_text).enumerate() {
                let Some(gone) = struck(&Edit::StruckParagraph(at, place)) else { continue };
                let (words, bare) = (format!("{at} 正文第 {} 段", place + 1), bare(&part.text));
                if same(&bare, text) {
                    return Some((vec![gone], words, part.text.clone()));
                }
                // Headline and text in one paragraph.
                let rest = text.strip_prefix(item.headline.as_str());
                if let Some(rest) = rest.filter(|_| headline.is_some() && !item.headline.is_empty())
                    && same(rest, &bare)
                {
                    let gone = headline.into_iter().chain([gone]).collect();
                    return Some((
                        gone,
                        format!("{at} 标题和正文第 {} 段", place + 1),
                        text.to_owned(),
                    ));
                }
            }
        }
        None
    }

    fn told(&mut self, order: &[ItemNumber]) {
        let stay = in_order(order);
        for (index, was) in order.iter().enumerate().filter(|(index, _)| !stay[*index]) {
            let before = order[..index].last().map(|at| format!("原 {at} 之后"));
            let where_now = before.unwrap_or_else(|| "最前面".to_owned());
            let headline = item_at(self.sent, *was).headline.clone();
            let told = format!(
                "里原 {was} 改排到{where_now}，次序没有改，要改用 kuaibao move 或在编辑台里拖动"
            );
            self.keep(&headline, &told);
        }
    }

    /// What stands under a column in the file and did not stand there, or not at this place.
    fn items_of(
        &mut self,
        column: usize,
        order: &[ItemNumber],
        here: impl Fn(ItemNumber) -> Option<ItemNumber>,
    ) {
        let moved = &self.back.moved;
        let under = |at: ItemNumber| {
            moved.iter().find(|(other, _)| *other == at).map_or(at.column - 1, |(_, under)| *under)
        };
        let all: Vec<ItemNumber> =
            order.iter().copied().filter(|at| under(*at) == column).collect();
        let own = |at: &ItemNumber| at.column - 1 == column;
        let natives: Vec<ItemNumber> = all.iter().copied().filter(own).collect();
        let stay = in_order(&natives);
        let goes = |at: &ItemNumber| match natives.iter().position(|other| other == at) {
            Some(index) => !stay[index],
            None => true,
        };
        let name = &self.sent.columns[column].name;
        let now = self.now.columns.iter().position(|other| same(&other.name, name));
        for (index, at) in all.iter().enumerate().filter(|(_, at)| goes(at)) {
            let Some(from) = here(*at) else { continue };
            let headline = item_at(self.now, from).headline.clone();
            let Some(now) = now else {
                self.keep(&headline, &format!("里原 {at} 移到了“{name}”栏，稿件里没有这一栏"));
                continue;
            };
            let behind = all[..index].iter().rev().find_map(|before| here(*before));
            // The next one before it in the draft that the file has.
            let before = (1..from.item).rev().map(|item| ItemNumber { item, ..from });
            let mut before = before.filter(|at| order.iter().any(|was| here(*was) == Some(*at)));
            if from.column - 1 == now && before.next() == behind {
                continue;
            }
            let what = match behind {
                Some(behind) => format!("移到 {behind} 之后"),
                None if self.now.columns.len() == 1 => "移到最前面".to_owned(),
                None => format!("移到第 {} 栏最前面", now + 1),
            };
            let what = match from.column - 1 == now {
                false if behind.is_some() => format!("{what}（第 {} 栏）", now + 1),
                _ => what,
            };
            let words = vec![Stretch::Same { text: headline.clone() }];
            let edit = Edit::MovedItem(from, now, behind);
            self.push(from.to_string(), &what, &headline, words, edit);
        }
    }

    fn columns(&mut self) {
        let all: Vec<(usize, usize)> = self
            .back
            .column_order
            .iter()
            .filter_map(|was| {
                let name = &self.sent.columns.get(*was)?.name;
                let now = self.now.columns.iter().position(|other| same(&other.name, name))?;
                Some((*was, now))
            })
            .collect();
        let stay = in_order(&all.iter().map(|(was, _)| *was).collect::<Vec<_>>());
        for (index, (_, now)) in all.iter().enumerate().filter(|(index, _)| !stay[*index]) {
            let behind = all[..index].last().map(|(_, now)| *now);
            let before = all.iter().map(|(_, other)| *other).filter(|other| other < now).max();
            if before == behind {
                continue;
            }
            let name = |at: usize| self.now.columns[at].name.clone();
            let what = match behind {
                Some(behind) => format!("这一栏移到“{}”之后", name(behind)),
                None => "这一栏移到最前面".to_owned(),
            };
            let words = vec![Stretch::Same { text: name(*now) }];
            self.push(format!("{}.0", now + 1), &what, "", words, Edit::MovedColumn(*now, behind));
        }
    }
}

/// Which places need not move: the longest row of them that stands in order.
fn in_order<T: Ord>(places: &[T]) -> Vec<bool> {
    // For each, how long a row ends there, and the place before it.
    let mut rows: Vec<(usize, Option<usize>)> = vec![];
    for (at, place) in places.iter().enumerate() {
        let before = (0..at).filter(|other| places[*other] <= *place);
        let best = before.max_by_key(|other| rows[*other].0);
        rows.push((1 + best.map_or(0, |best| rows[best].0), best));
    }
    let mut stay = vec![false; places.len()];
    // Of two rows as long that of the first: what was put before it has moved.
    let mut next = (0..places.len()).max_by_key(|at| (rows[*at].0, Reverse(*at)));
    while let Some(at) = next {
        stay[at] = true;
        next = rows[at].1;
    }
    stay
}
