//! A version of a draft, with the names of its columns and items.

use crate::desk::api::Id;
use crate::desk::ids::Ids;
use crate::draft::arrange::Arrangement;
use crate::draft::change::{self, At, Slot, Value};
use crate::draft::{Draft, Item};
use crate::office::insets;
use crate::source::{Source, Spanned};

pub(super) struct Version<'a> {
    pub(super) text: &'a str,
    pub(super) draft: Draft,
    places: Option<Arrangement>,
    pub(super) ids: Ids,
}

impl<'a> Version<'a> {
    pub(super) fn read(text: &'a str) -> Self {
        let draft = Draft::read(&Source::new("", text)).value;
        let places = change::arrangement(text).ok();
        Self { text, draft, places, ids: Ids::default() }
    }

    pub(super) fn after(text: &'a str, other: &Version<'_>) -> Self {
        let mut version = Self::read(text);
        version.ids = other.ids.clone();
        version.ids.follow(&other.draft, &version.draft);
        version
    }

    pub(super) fn item(&self, id: Id) -> Option<(At, &Spanned<Item>)> {
        let at = self.ids.item(id)?;
        Some((at, self.draft.column.get(at.0)?.item.get(at.1)?))
    }

    pub(super) fn names(&self) -> Vec<(Id, Vec<Id>)> {
        self.ids.columns.clone()
    }

    /// How an item is written, without blank lines around it.
    pub(super) fn piece(&self, at: At) -> Option<&'a str> {
        let places = self.places.as_ref()?;
        let range = places.columns.get(at.0)?.items.get(at.1)?.clone();
        Some(self.text[range].trim_matches(['\r', '\n']))
    }

    pub(super) fn value(&self, slot: Slot) -> Value {
        let draft = &self.draft;
        let text = |text: &Option<Spanned<String>>| {
            text.as_ref().map_or(Value::Absent, |text| Value::Text(text.value.clone()))
        };
        let number = |number: &Option<Spanned<i64>>| {
            number.as_ref().map_or(Value::Absent, |number| Value::Number(number.value))
        };
        match slot {
            Slot::Top("number") => number(&draft.number),
            Slot::Top("total") => number(&draft.total),
            Slot::Top("copies") => number(&draft.copies),
            Slot::Top("date") => draft.date().map_or(Value::Absent, Value::Day),
            Slot::Top("note") => text(&draft.note),
            Slot::Top("distribution") => text(&draft.distribution),
            Slot::Top("distribution-reason") => text(&draft.distribution_reason),
            Slot::Signoff(key) => {
                let roles = draft.signoff.iter().flat_map(|signoff| signoff.roles());
                let named = roles.filter(|(own, ..)| *own == key).find_map(|(_, _, name)| name);
                named.map_or(Value::Absent, |name| Value::Text(name.value.clone()))
            }
            Slot::Column(at) => draft.column.get(at).map_or(Value::Absent, |one| text(&one.name)),
            _ => Value::Absent,
        }
    }

    /// The tables and pictures of an item as they are written; none where they cannot be told apart.
    pub(super) fn insets(&self, at: At) -> Option<Vec<String>> {
        insets::pieces(self.text, at).ok()
    }
}
