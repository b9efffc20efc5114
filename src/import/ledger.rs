//! What became of everything that is no text of the draft, and of what the file did not say itself.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// What became of a piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Notation that nobody reads: `**`, codes of fields, invisible characters.
    Markup,
    /// Put in: a number that Word counts itself, the mark of a note.
    Made,
    /// Written otherwise: a radical as the character it stands for.
    Changed,
    /// Lines put together to one paragraph.
    Joined,
    /// Not in the draft at all.
    Left,
}

/// Entries by fate and by what they were, each with the number of cases.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    entries: BTreeMap<(Fate, Cow<'static, str>), Entry>,
}

#[derive(Debug, Clone, Default)]
struct Entry {
    times: usize,
    /// Characters that left the text.
    out: String,
    /// Characters that came into it.
    put: String,
}

/// One kind of case, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub fate: Fate,
    pub what: String,
    pub times: usize,
    /// Characters concerned, without white space.
    pub characters: usize,
    /// The beginning of what was left out.
    pub sample: String,
}

impl Ledger {
    /// Notes one case of notation; `characters` are those that left the text with it.
    pub fn add(
        &mut self,
        what: impl Into<Cow<'static, str>>,
        characters: impl IntoIterator<Item = char>,
    ) {
        self.note(Fate::Markup, what, characters, []);
    }

    /// Notes a text that is not taken over.
    pub fn left(&mut self, what: impl Into<Cow<'static, str>>, text: &str) {
        self.note(Fate::Left, what, text.chars(), []);
    }

    /// Notes characters that the file does not hold.
    pub fn made(&mut self, what: impl Into<Cow<'static, str>>, text: &str) {
        self.note(Fate::Made, what, [], text.chars());
    }

    pub fn changed(&mut self, what: impl Into<Cow<'static, str>>, from: &str, to: &str) {
        self.note(Fate::Changed, what, from.chars(), to.chars());
    }

    pub fn joined(&mut self, what: impl Into<Cow<'static, str>>) {
        self.note(Fate::Joined, what, [], []);
    }

    pub fn note(
        &mut self,
        fate: Fate,
        what: impl Into<Cow<'static, str>>,
        out: impl IntoIterator<Item = char>,
        put: impl IntoIterator<Item = char>,
    ) {
        let entry = self.entries.entry((fate, what.into())).or_default();
        entry.times += 1;
        entry.out.extend(out);
        entry.put.extend(put);
    }

    /// How often something was left out.
    pub(super) fn times(&self, what: &'static str) -> usize {
        self.entries.get(&(Fate::Left, what.into())).map_or(0, |entry| entry.times)
    }

    /// What left the text as marks of one kind.
    pub(super) fn marks(&self, what: &'static str) -> &str {
        self.entries.get(&(Fate::Markup, what.into())).map_or("", |entry| &entry.out)
    }

    /// Each kind with the number of cases.
    pub fn lines(&self) -> Vec<Line> {
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let line = |((fate, what), entry): (&(Fate, Cow<'static, str>), &Entry)| Line {
            fate: *fate,
            what: what.to_string(),
            times: entry.times,
            characters: squeezed(&entry.out).max(squeezed(&entry.put)),
            sample: entry.out.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        self.entries.iter().map(line).collect()
    }

    /// What was left out, one piece behind the other.
    pub(super) fn left_out(&self) -> impl Iterator<Item = &str> {
        self.entries
            .iter()
            .filter(|((fate, _), _)| *fate == Fate::Left)
            .map(|(_, entry)| entry.out.as_str())
    }

    /// All characters that left the text.
    pub(super) fn out(&self) -> impl Iterator<Item = char> {
        self.entries.values().flat_map(|entry| entry.out.chars())
    }

    /// All characters that came into the text.
    pub(super) fn put(&self) -> impl Iterator<Item = char> {
        self.entries.values().flat_map(|entry| entry.put.chars())
    }

    pub(super) fn absorb(&mut self, other: Self) {
        for (key, more) in other.entries {
            let entry = self.entries.entry(key).or_default();
            entry.times += more.times;
            entry.out.push_str(&more.out);
            entry.put.push_str(&more.put);
        }
    }
}
