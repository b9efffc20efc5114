//! Several changes in one text: each may be taken over without the others (“这处改，那处不改”).

use std::ops::Range;

use super::{Change, Edit};
use crate::bulletin::compare::words::{Stretch, sides, stretches};

/// Which of the changes of a text one is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// All that leads from the text as it is to the one that came back.
    all: Vec<Stretch>,
    own: Range<usize>,
}

impl Part {
    /// The text with this change alone.
    pub(super) fn alone(&self) -> String {
        text(&self.all, |at| self.own.contains(&at))
    }
}

/// The changes that lead from a text to another, each of which can be read without the others.
pub(super) fn parts(old: &str, new: &str) -> Vec<Part> {
    let all = stretches(old, new);
    let groups = groups(&all);
    groups.into_iter().map(|own| Part { all: all.clone(), own }).collect()
}

/// Whether a text is the old one with some of the changes that lead to the new one in it.
pub(super) fn is_between(old: &str, new: &str, text: &str) -> bool {
    let all = stretches(old, new);
    let groups = groups(&all);
    // Whether the rest of the text can be what the stretches from `at` on say.
    fn rest(all: &[Stretch], groups: &[Range<usize>], at: usize, text: &str) -> bool {
        let Some(stretch) = all.get(at) else { return text.is_empty() };
        if let Some(group) = groups.iter().find(|group| group.start == at) {
            let (old, new) = sides(&all[group.clone()]);
            let follows = |words: &str| {
                text.strip_prefix(words).is_some_and(|text| rest(all, groups, group.end, text))
            };
            return follows(&old) || follows(&new);
        }
        let (same, _) = sides(std::slice::from_ref(stretch));
        text.strip_prefix(same.as_str()).is_some_and(|text| rest(all, groups, at + 1, text))
    }
    // More than these nobody takes over one by one, and every one doubles the ways.
    groups.len() <= 12 && rest(&all, &groups, 0, text)
}

/// The changes that are taken over, those of one text as one.
pub(super) fn joined(accepted: &[&Change]) -> Vec<Change> {
    let mut found: Vec<(Change, Vec<&Part>)> = vec![];
    for change in accepted {
        let same = found.iter_mut().find(|(other, parts)| {
            !parts.is_empty() && change.part.is_some() && other.edit == change.edit
        });
        match same {
            Some((_, parts)) => parts.extend(&change.part),
            None => found.push(((*change).clone(), change.part.iter().collect())),
        }
    }
    let one = |(mut change, parts): (Change, Vec<&Part>)| {
        if let Some(first) = parts.first() {
            let is_taken = |at| parts.iter().any(|part| part.own.contains(&at));
            change.edit.say(text(&first.all, is_taken));
        }
        change
    };
    found.into_iter().map(one).collect()
}

impl Edit {
    /// Puts another text in the place of its own.
    fn say(&mut self, new: String) {
        match self {
            Self::Paragraph(_, _, text) | Self::Note(_, text) | Self::Headline(_, text) => {
                *text = new
            }
            _ => {}
        }
    }
}

fn text(all: &[Stretch], is_taken: impl Fn(usize) -> bool) -> String {
    let mut text = String::new();
    for (at, stretch) in all.iter().enumerate() {
        let (old, new) = sides(std::slice::from_ref(stretch));
        text.push_str(if is_taken(at) { &new } else { &old });
    }
    text
}

/// What belongs together: changes with little between them, those of which one puts in what another
/// strikes, both marks of a pair; all where most of the text is another.
fn groups(all: &[Stretch]) -> Vec<Range<usize>> {
    let is_change = |at: &usize| matches!(all[*at], Stretch::Changed { .. });
    let changes: Vec<usize> = (0..all.len()).filter(is_change).collect();
    let (Some(first), Some(last)) = (changes.first(), changes.last()) else { return vec![] };
    let whole = std::iter::once(*first..*last + 1).collect();
    let count = |text: &str| text.chars().count();
    let same: usize = all
        .iter()
        .map(|stretch| match stretch {
            Stretch::Same { text } | Stretch::Look { text, .. } => count(text),
            Stretch::Changed { .. } => 0,
        })
        .sum();
    let (before, after) = sides(all);
    if same * 2 < count(&before).max(count(&after)) {
        return whole;
    }
    let mut found: Vec<Range<usize>> = vec![];
    for at in changes {
        let near = found.last().is_some_and(|last| {
            let between = sides(&all[last.end..at]).0;
            let open = balance(&all[last.clone()]) != 0;
            open || (count(&between) < 4 && !between.contains(BETWEEN))
        });
        match found.last_mut().filter(|_| near) {
            Some(last) => last.end = at + 1,
            None => found.push(at..at + 1),
        }
    }
    // What was struck in one place and put in at another.
    let mut from = 0;
    while from < found.len() {
        let (gone, put) = struck(&all[found[from].clone()]);
        let other = (from + 1..found.len()).rev().find(|other| {
            let (later_gone, later_put) = struck(&all[found[*other].clone()]);
            let is_moved = |a: &str, b: &str| count(a) > 1 && a == b;
            is_moved(&gone, &later_put) || is_moved(&put, &later_gone)
        });
        match other {
            Some(other) => {
                found[from].end = found[other].end;
                found.drain(from + 1..=other);
            }
            None => from += 1,
        }
    }
    found
}

/// What parts clauses and members of a row.
const BETWEEN: [char; 12] = ['，', '。', '；', '：', '！', '？', '、', ',', ';', ':', '!', '?'];

/// What is struck and what is put in, without the marks round it.
fn struck(stretches: &[Stretch]) -> (String, String) {
    let (old, new) = sides(stretches);
    let bare = |text: String| text.trim_matches(BETWEEN).to_owned();
    (bare(old), bare(new))
}

/// How many marks of a pair the new words open and do not close, less those of the old ones.
fn balance(stretches: &[Stretch]) -> i32 {
    let of = |text: &str| -> i32 {
        let opened = |c: char| match c {
            '“' | '‘' | '《' | '〈' | '（' | '(' | '【' | '〔' => 1,
            '”' | '’' | '》' | '〉' | '）' | ')' | '】' | '〕' => -1,
            _ => 0,
        };
        text.chars().map(opened).sum()
    };
    let (old, new) = sides(stretches);
    of(&new) - of(&old)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<String> {
        parts(old, new).iter().map(Part::alone).collect()
    }

    #[test]
    fn each_change_can_be_read_alone() {
        for (old, new, expected) in [
            (
                "走访58家，收集312个。",
                "走访59家，收集321个。",
                vec!["走访59家，收集312个。", "走访58家，收集321个。"],
            ),
            ("走访58家收集312个。", "走访59家收集321个。", vec!["走访59家收集321个。"]),
            (
                "改造危房，惠及群众多户",
                "改造“危房”，惠及群众多户",
                vec!["改造“危房”，惠及群众多户"],
            ),
            ("先改造危房，再惠及群众", "再惠及群众，先改造危房", vec!["再惠及群众，先改造危房"]),
            ("完成投资2300万元，进展顺利", "进度快", vec!["进度快"]),
            ("同一段话", "同一段话", vec![]),
            ("", "新的一段", vec!["新的一段"]),
        ] {
            assert_eq!(shown(old, new), expected, "{old}");
        }
    }

    #[test]
    fn a_text_with_some_of_the_changes_in_it_is_known() {
        let (old, new) = ("走访58家，收集312个，招聘3场。", "走访59家，收集321个，招聘4场。");
        for (text, expected) in [
            (old, true),
            (new, true),
            ("走访59家，收集312个，招聘3场。", true),
            ("走访58家，收集312个，招聘4场。", true),
            ("走访60家，收集312个，招聘3场。", false),
            ("走访59家，收集312个，招聘3场。另", false),
        ] {
            assert_eq!(is_between(old, new, text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn all_of_them_together_give_the_new_text(
            old in "[甲乙丙a1，。“”]{0,30}",
            new in "[甲乙丙a1，。“”]{0,30}",
        ) {
            let edit = Edit::Note(0, new.clone());
            let all: Vec<Change> = parts(&old, &new)
                .into_iter()
                .map(|part| Change { part: Some(part), edit: edit.clone(), ..Change::example("0.1") })
                .collect();
            let joined = joined(&all.iter().collect::<Vec<_>>());
            match joined.as_slice() {
                [] => proptest::prop_assert_eq!(old, new),
                [one] => proptest::prop_assert_eq!(&one.edit, &edit),
                more => proptest::prop_assert!(false, "{:?}", more),
            }
        }
    }
}
