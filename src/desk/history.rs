//! What has been done to a draft, so that it can be undone: also after the desk was closed. A file of
//! lines beside the workspace's settings is only ever appended to; whatever of it leads to the text
//! that the draft has now is believed.

use serde::{Deserialize, Serialize};

use crate::source::hash::hash;

/// Bytes replaced by others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Splice {
    at: usize,
    gone: String,
    put: String,
}

impl Splice {
    /// What leads from one text to another.
    pub(super) fn between(old: &str, new: &str) -> Self {
        let pairs = old.char_indices().zip(new.chars());
        let start = pairs.clone().find(|((_, a), b)| a != b).map(|((at, _), _)| at);
        let start = start.unwrap_or(old.len().min(new.len()));
        let ends = old[start..].chars().rev().zip(new[start..].chars().rev());
        let tail: usize = ends.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let (gone, put) = (&old[start..old.len() - tail], &new[start..new.len() - tail]);
        Self { at: start, gone: gone.to_owned(), put: put.to_owned() }
    }

    /// This one and another made after it, the other way round: the other as it would have been
    /// before, this one as it is after. `None` where they touch the same bytes.
    fn past(&self, later: &Self) -> Option<(Self, Self)> {
        let moved = |splice: &Self, by: &str, instead: &str| Self {
            at: splice.at - by.len() + instead.len(),
            ..splice.clone()
        };
        if later.at + later.gone.len() <= self.at {
            Some((later.clone(), moved(self, &later.gone, &later.put)))
        } else if later.at >= self.at + self.put.len() {
            Some((moved(later, &self.put, &self.gone), self.clone()))
        } else {
            None
        }
    }

    /// `None` when the text is not the one it was made for.
    fn apply(&self, text: &str, back: bool) -> Option<String> {
        let (gone, put) = if back { (&self.put, &self.gone) } else { (&self.gone, &self.put) };
        let end = self.at + gone.len();
        (text.get(self.at..end)? == gone).then(|| [&text[..self.at], put, &text[end..]].concat())
    }
}

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    /// 改标题.
    pub(super) label: String,
    draft: Splice,
    /// What it did to the items kept for later.
    held: Option<Splice>,
    /// Typing goes on in one step as long as it is in one place.
    #[serde(default)]
    place: String,
}

/// A line of the file.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    what: What,
    /// Of the text afterwards.
    hash: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Do(Step),
    /// Instead of the last one.
    More(Step),
    Undo,
    Redo,
    /// All that is done, in the place of what was.
    All(Vec<Step>),
}

#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Lines that are not in the file yet.
    pending: String,
    /// Whether the last step may be gone on with.
    open: bool,
}

/// The draft and the items kept for later.
pub(super) struct Texts {
    pub(super) draft: String,
    pub(super) held: String,
}

impl History {
    /// Reads a file's lines, as far as they lead to this text; and whether that is all of them.
    pub(super) fn read(lines: &str, text: &str) -> (Self, bool) {
        let now = fingerprint(text);
        let mut history = Self::default();
        let mut believed = Self::default();
        let mut whole = lines.is_empty();
        for line in lines.lines() {
            whole = false;
            let Ok(record) = serde_json::from_str::<Record>(line) else { continue };
            match record.what {
                What::Do(step) => {
                    history.done.push(step);
                    history.undone.clear();
                }
                What::More(step) => {
                    history.done.pop();
                    history.done.push(step);
                }
                What::Undo => history.undone.extend(history.done.pop()),
                What::Redo => history.done.extend(history.undone.pop()),
                What::All(steps) => {
                    history.done = steps;
                    history.undone.clear();
                }
            }
            if record.hash == now {
                whole = true;
                believed.done.clone_from(&history.done);
                believed.undone.clone_from(&history.undone);
            }
        }
        (believed, whole)
    }

    /// The lines of a file that leads to this text, by what can be undone alone: in the place of one
    /// that has led elsewhere in the end.
    pub(super) fn lines(&self, text: &str) -> String {
        let mut text = text.to_owned();
        let mut lines = vec![];
        for step in self.done.iter().rev() {
            let record = Record { what: What::Do(step.clone()), hash: fingerprint(&text) };
            lines.extend(serde_json::to_string(&record));
            match step.draft.apply(&text, true) {
                Some(before) => text = before,
                None => break,
            }
        }
        lines.iter().rev().map(|line| format!("{line}\n")).collect()
    }

    /// Notes what was done. Typing in the same place is one step until it is [closed](Self::close).
    pub(super) fn note(&mut self, label: &str, place: &str, old: &Texts, new: &Texts) {
        let held = (old.held != new.held).then(|| Splice::between(&old.held, &new.held));
        let last = self
            .done
            .last()
            .filter(|last| self.open && !place.is_empty() && last.place == place && held.is_none());
        let before = last.and_then(|last| last.draft.apply(&old.draft, true));
        let more = before.is_some();
        let draft = Splice::between(before.as_ref().unwrap_or(&old.draft), &new.draft);
        let step = Step { label: label.to_owned(), draft, held, place: place.to_owned() };
        self.undone.clear();
        if more {
            self.done.pop();
        }
        self.done.push(step.clone());
        self.open = true;
        self.record(if more { What::More(step) } else { What::Do(step) }, &new.draft);
    }

    /// What another program has done is nothing to be undone here: what was done here before stays
    /// to be undone as if it came after, as far back as neither touches the other.
    pub(super) fn others(&mut self, old: &str, new: &str) {
        let mut theirs = Splice::between(old, new);
        let mut rest = std::mem::take(&mut self.done);
        while let Some(step) = rest.pop() {
            let Some((before, draft)) = step.draft.past(&theirs) else { break };
            theirs = before;
            self.done.push(Step { draft, ..step });
        }
        self.done.reverse();
        self.undone.clear();
        self.open = false;
        self.record(What::All(self.done.clone()), new);
    }

    /// What comes next is a step of its own.
    pub(super) fn close(&mut self) {
        self.open = false;
    }

    pub(super) fn undo(&mut self, texts: &mut Texts) -> Option<String> {
        let step = self.done.last()?.clone();
        self.turn(&step, texts, true)?;
        self.undone.extend(self.done.pop());
        self.record(What::Undo, &texts.draft);
        Some(step.label)
    }

    pub(super) fn redo(&mut self, texts: &mut Texts) -> Option<String> {
        let step = self.undone.last()?.clone();
        self.turn(&step, texts, false)?;
        self.done.extend(self.undone.pop());
        self.record(What::Redo, &texts.draft);
        Some(step.label)
    }

    fn turn(&mut self, step: &Step, texts: &mut Texts, back: bool) -> Option<()> {
        let draft = step.draft.apply(&texts.draft, back)?;
        // Items kept for later may have been changed since; then they stay.
        if let Some(held) = &step.held {
            texts.held = held.apply(&texts.held, back).unwrap_or(std::mem::take(&mut texts.held));
        }
        texts.draft = draft;
        self.open = false;
        Some(())
    }

    pub(super) fn next_undo(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    pub(super) fn next_redo(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// Where the step was that would be undone, if it is of that label.
    pub(super) fn done_last(&self, label: &str) -> Option<&str> {
        self.done.last().filter(|step| step.label == label).map(|step| step.place.as_str())
    }

    /// Where those were that are undone and may be done again.
    pub(super) fn undone<'a>(&'a self, label: &'a str) -> impl Iterator<Item = &'a str> {
        let of_label = self.undone.iter().filter(move |step| step.label == label);
        of_label.map(|step| step.place.as_str())
    }

    /// The lines to append to the file; they are taken for written.
    pub(super) fn take_pending(&mut self) -> String {
        std::mem::take(&mut self.pending)
    }

    /// Lines that could not be written after all: they come before those of since.
    pub(super) fn put_back(&mut self, lines: String) {
        self.pending.insert_str(0, &lines);
    }

    fn record(&mut self, what: What, text: &str) {
        let record = Record { what, hash: fingerprint(text) };
        if let Ok(line) = serde_json::to_string(&record) {
            self.pending.push_str(&line);
            self.pending.push('\n');
        }
    }
}

fn fingerprint(text: &str) -> String {
    hash(&[text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(draft: &str) -> Texts {
        Texts { draft: draft.to_owned(), held: String::new() }
    }

    #[test]
    fn typing_is_one_step_and_survives_closing() {
        let mut history = History::default();
        let typed = ["甲", "甲乙", "甲乙丙"];
        for pair in typed.windows(2) {
            history.note("改标题", "1", &texts(pair[0]), &texts(pair[1]));
        }
        history.note("移动", "", &texts("甲乙丙"), &texts("丙甲乙"));
        let mut now = texts("丙甲乙");
        assert_eq!(history.undo(&mut now).as_deref(), Some("移动"));
        let lines = history.take_pending();

        let (mut again, whole) = History::read(&lines, &now.draft);
        assert!(whole);
        assert_eq!(again.next_redo(), Some("移动"));
        assert_eq!(again.undo(&mut now).as_deref(), Some("改标题"));
        assert_eq!(now.draft, "甲");
        assert_eq!(again.undo(&mut now), None);
        assert_eq!(again.redo(&mut now).as_deref(), Some("改标题"));
        assert_eq!(again.redo(&mut now).as_deref(), Some("移动"));
        assert_eq!(now.draft, "丙甲乙");
    }

    #[test]
    fn what_others_have_done_stays_when_ours_is_undone() {
        let ours = || {
            let mut history = History::default();
            history.note("一", "", &texts("甲，丙。"), &texts("甲乙，丙。"));
            history.note("二", "", &texts("甲乙，丙。"), &texts("甲乙，丙丁。"));
            history
        };
        // Before both, between them, behind both.
        for (theirs, one, none) in [
            ("新甲乙，丙丁。", "新甲乙，丙。", "新甲，丙。"),
            ("甲乙，新，丙丁。", "甲乙，新，丙。", "甲，新，丙。"),
            ("甲乙，丙丁。新", "甲乙，丙。新", "甲，丙。新"),
            ("，丙丁。", "，丙。", "，丙。"),
            ("新", "新", "新"),
        ] {
            let mut history = ours();
            history.others("甲乙，丙丁。", theirs);
            let (mut again, whole) = History::read(&history.take_pending(), theirs);
            assert!(whole, "{theirs}");
            let mut now = texts(theirs);
            for text in [one, none] {
                again.undo(&mut now);
                assert_eq!(now.draft, text, "{theirs}");
            }
            assert_eq!(again.undo(&mut now), None);
            while again.redo(&mut now).is_some() {}
            assert_eq!(now.draft, theirs);
        }
    }

    #[test]
    fn lines_that_lead_elsewhere_are_not_believed() {
        let mut history = History::default();
        history.note("一", "", &texts("甲"), &texts("乙"));
        let first = history.take_pending();
        history.note("二", "", &texts("乙"), &texts("丙"));
        let lines = first + &history.take_pending() + "{half a li";
        for (text, undo) in [("丙", Some("二")), ("乙", Some("一")), ("别的", None)] {
            let (history, whole) = History::read(&lines, text);
            assert_eq!((history.next_undo(), whole), (undo, false), "{text}");
            let (again, whole) = History::read(&history.lines(text), text);
            assert_eq!((again.next_undo(), whole), (undo, true), "{text}");
        }
    }
}
