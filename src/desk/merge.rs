//! Two people, or two programs, at one draft: what each has changed since they last agreed is put
//! together, text by text. Where both have changed the same text, ours stays and theirs is told.

use super::api::{Clash, Field, Id};
use super::ids::Ids;
use super::open::text;
use crate::draft::change::{self, At, Slot, Value};
use crate::draft::{Draft, Item};
use crate::source::{Source, Spanned};

/// What came of it.
pub(super) struct Merged {
    pub(super) text: String,
    pub(super) clashes: Vec<Clash>,
}

/// A version of the draft, with the names of its items.
struct Version<'a> {
    text: &'a str,
    draft: Draft,
    ids: Ids,
}

impl<'a> Version<'a> {
    fn read(text: &'a str) -> Self {
        let draft = Draft::read(&Source::new("", text)).value;
        Self { text, draft, ids: Ids::default() }
    }

    fn after(text: &'a str, other: &Version<'_>) -> Self {
        let mut version = Self::read(text);
        version.ids = other.ids.clone();
        version.ids.follow(&other.draft, &version.draft);
        version
    }

    fn item(&self, id: Id) -> Option<(At, &Spanned<Item>)> {
        let at = self.ids.item(id)?;
        Some((at, self.draft.column.get(at.0)?.item.get(at.1)?))
    }

    fn names(&self) -> Vec<(Id, Vec<Id>)> {
        self.ids.columns.clone()
    }

    fn slot(&self, slot: Slot) -> String {
        let draft = &self.draft;
        let signoff = |key: &str| {
            let roles = draft.signoff.iter().flat_map(|signoff| signoff.roles());
            let named = roles.filter(|(own, ..)| *own == key).find_map(|(_, _, name)| name);
            named.map(|name| name.value.clone()).unwrap_or_default()
        };
        match slot {
            Slot::Top("note") => text(&draft.note),
            Slot::Top(_) => text(&draft.distribution),
            Slot::Signoff(key) => signoff(key),
            _ => String::new(),
        }
    }
}

const SLOTS: [Slot; 5] = [
    Slot::Top("note"),
    Slot::Top("distribution"),
    Slot::Signoff("editor"),
    Slot::Signoff("reviewer"),
    Slot::Signoff("approver"),
];

/// Puts together what became of `base` here and there. `ids` are the names in `mine`.
pub(super) fn merge(base: &str, mine: &str, theirs: &str, ids: &Ids) -> Merged {
    let mut here = Version::read(mine);
    here.ids = ids.clone();
    let old = Version::after(base, &here);
    let there = Version::after(theirs, &old);
    // The one that has moved items is the one that is gone on from.
    let ours_moved = here.names() != old.names();
    let (to, from) = if ours_moved { (&here, &there) } else { (&there, &here) };
    let mut out = to.text.to_owned();
    let mut clashes = vec![];
    let mut put = |slot: Slot, value: Value| {
        if let Ok(text) = change::set(&out, slot, &value) {
            out = text;
        }
    };
    for id in old.ids.columns.iter().flat_map(|(_, items)| items) {
        let (Some((at, kept)), Some((_, other)), Some((_, was))) =
            (to.item(*id), from.item(*id), old.item(*id))
        else {
            continue;
        };
        type Get = fn(&Item) -> &Option<Spanned<String>>;
        let fields: [(Field, &str, Get); 2] = [
            (Field::Headline, "headline", |item| &item.headline),
            (Field::Body, "body", |item| &item.body),
        ];
        for (field, key, get) in fields {
            let (kept, other, was) = (text(get(kept)), text(get(other)), text(get(was)));
            if other == was || other == kept {
                continue;
            }
            let ending = get(&old_item(to, at)).as_ref().is_some_and(|text| text.ends_with('\n'));
            let ending = if ending { "\n" } else { "" };
            let (ours, their) = if ours_moved { (&kept, &other) } else { (&other, &kept) };
            if kept != was {
                clashes.push(Clash {
                    item: *id,
                    number: format!("{}.{}", at.0 + 1, at.1 + 1),
                    field,
                    here: ours.clone(),
                    there: their.clone(),
                });
                if !ours_moved {
                    put(Slot::Item(at, key), Value::Text(format!("{ours}{ending}")));
                }
            } else {
                put(Slot::Item(at, key), Value::Text(format!("{other}{ending}")));
            }
        }
        let credits = |item: &Item| -> Vec<String> {
            item.credits.iter().flat_map(|all| all.iter()).map(|c| c.value.clone()).collect()
        };
        let (kept, other, was) = (credits(kept), credits(other), credits(was));
        if other != was && (kept == was || !ours_moved) {
            put(Slot::Item(at, "credits"), Value::Texts(other));
        }
    }
    for slot in SLOTS {
        let (kept, other, was) = (to.slot(slot), from.slot(slot), old.slot(slot));
        if other != was && (kept == was || !ours_moved) {
            put(slot, Value::Text(other));
        }
    }
    add_new(&mut out, to, from, &old);
    Merged { text: out, clashes }
}

fn old_item(version: &Version<'_>, at: At) -> Item {
    let item = version.draft.column.get(at.0).and_then(|column| column.item.get(at.1));
    item.map(|item| item.value.clone()).unwrap_or_default()
}

/// Items that only the other side has are put at the ends of their columns: nothing is lost.
fn add_new(out: &mut String, to: &Version<'_>, from: &Version<'_>, old: &Version<'_>) {
    let Ok(places) = change::arrangement(from.text) else { return };
    for (column, (id, items)) in from.ids.columns.iter().enumerate() {
        for (index, item) in items.iter().enumerate() {
            if old.ids.item(*item).is_some() || to.ids.item(*item).is_some() {
                continue;
            }
            let piece =
                from.text[places.columns[column].items[index].clone()].trim_matches(['\r', '\n']);
            let target = to.ids.column(*id).unwrap_or(to.ids.columns.len().saturating_sub(1));
            if let Ok(text) = change::put(out, (target, usize::MAX), piece) {
                *out = text;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "# 头\n[[column]]\nname = \"甲\"\n\n[[column.item]]\nheadline = \"一\"\nbody = \"\"\"\n一文。\n\"\"\"\ncredits = [\"a\"]\n\n[[column.item]]\nheadline = \"二\"\nbody = \"\"\"\n二文。\n\"\"\"\ncredits = []\n";

    fn merged(mine: &str, theirs: &str) -> Merged {
        let mut ids = Ids::default();
        ids.follow(&Draft::default(), &Draft::read(&Source::new("", mine)).value);
        merge(BASE, mine, theirs, &ids)
    }

    #[test]
    fn changes_to_different_items_are_put_together() {
        let mine = BASE.replace("一文", "一文改");
        let theirs = BASE.replace("\"二\"", "\"二改\" # 注").replace("# 头", "# 头改");
        for (mine, theirs) in [(&mine, &theirs), (&theirs, &mine)] {
            let merged = merged(mine, theirs);
            assert!(merged.clashes.is_empty());
            assert!(
                merged.text.contains("一文改") && merged.text.contains("二改"),
                "{}",
                merged.text
            );
        }
        assert!(merged(&mine, &theirs).text.contains("# 头改"), "theirs is gone on from");
    }

    #[test]
    fn where_both_changed_a_text_ours_stays_and_theirs_is_told() {
        let merged = merged(&BASE.replace("一文", "我改"), &BASE.replace("一文", "他改"));
        assert!(merged.text.contains("我改"));
        let clash = &merged.clashes[0];
        assert_eq!((clash.here.as_str(), clash.there.as_str()), ("我改。", "他改。"));
    }

    #[test]
    fn items_moved_here_and_added_there_are_all_there() {
        let moved = change::shift(BASE, (0, 0), (0, 1)).expect("moved");
        let added = change::add_item(BASE, (0, 0), "新", "新文。", &[]).expect("added");
        for (mine, theirs) in [(&moved, &added), (&added, &moved)] {
            let merged = merged(mine, theirs);
            for text in ["一文", "二文", "新文"] {
                assert_eq!(merged.text.matches(text).count(), 1, "{text} in {}", merged.text);
            }
        }
    }
}
