//! Two people, or two programs, at one draft: what each has changed since they last agreed is put
//! together, item by item, and text by text in an item that both have changed. Where both have changed
//! the same text, ours stays and theirs is told. An item that one has changed is not lost by the other
//! taking it out.

use super::api::{Clash, Field, Id};
use super::ids::Ids;
use super::open::text;
use crate::draft::arrange::Arrangement;
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
    places: Option<Arrangement>,
    ids: Ids,
}

impl<'a> Version<'a> {
    fn read(text: &'a str) -> Self {
        let draft = Draft::read(&Source::new("", text)).value;
        let places = change::arrangement(text).ok();
        Self { text, draft, places, ids: Ids::default() }
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

    /// How an item is written, without blank lines around it.
    fn piece(&self, at: At) -> Option<&'a str> {
        let places = self.places.as_ref()?;
        let range = places.columns.get(at.0)?.items.get(at.1)?.clone();
        Some(self.text[range].trim_matches(['\r', '\n']))
    }

    fn value(&self, slot: Slot) -> Value {
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
}

const SLOTS: [Slot; 10] = [
    Slot::Top("number"),
    Slot::Top("date"),
    Slot::Top("total"),
    Slot::Top("copies"),
    Slot::Top("note"),
    Slot::Top("distribution"),
    Slot::Top("distribution-reason"),
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
    let mut merging =
        Merging { old: &old, to, from, ours_moved, out: to.text.to_owned(), clashes: vec![] };
    let mut gone = vec![];
    for id in old.ids.columns.iter().flat_map(|(_, items)| items) {
        let Some((was_at, _)) = old.item(*id) else { continue };
        match (to.item(*id), from.item(*id)) {
            (Some((at, _)), Some((other, _))) => merging.item(*id, was_at, at, other),
            // Taken out there, as it was here: gone. What was changed here stays.
            (Some((at, _)), None) if to.piece(at) == old.piece(was_at) => gone.push(at),
            _ => {}
        }
    }
    for slot in SLOTS {
        merging.slot(slot, slot, slot);
    }
    for (id, _) in &old.ids.columns {
        let at = |version: &Version<'_>| version.ids.column(*id).map(Slot::Column);
        if let (Some(was), Some(at), Some(other)) = (at(&old), at(to), at(from)) {
            merging.slot(was, at, other);
        }
    }
    merging.add_new();
    gone.sort_unstable();
    for at in gone.into_iter().rev() {
        merging.take_out(at);
    }
    Merged { text: merging.out, clashes: merging.clashes }
}

struct Merging<'a> {
    old: &'a Version<'a>,
    /// The one that is gone on from, and the one whose changes are put into it.
    to: &'a Version<'a>,
    from: &'a Version<'a>,
    ours_moved: bool,
    out: String,
    clashes: Vec<Clash>,
}

impl Merging<'_> {
    /// What cannot be written is left as it is there.
    fn put(&mut self, slot: Slot, value: &Value) {
        if let Ok(text) = change::set(&self.out, slot, value) {
            self.out = text;
        }
    }

    fn slot(&mut self, was: Slot, at: Slot, other: Slot) {
        let (kept, other, was) = (self.to.value(at), self.from.value(other), self.old.value(was));
        if other != was && other != kept && (kept == was || !self.ours_moved) {
            self.put(at, &other);
        }
    }

    /// An item that is there in all three.
    fn item(&mut self, id: Id, was_at: At, at: At, other_at: At) {
        let (was_piece, piece) = (self.old.piece(was_at), self.to.piece(at));
        let other_piece = self.from.piece(other_at);
        if other_piece == was_piece && was_piece.is_some() {
            return;
        }
        if piece == was_piece
            && let Some(text) = other_piece.and_then(|other| replaced(&self.out, at, other))
        {
            self.out = text;
            return;
        }
        let item = |version: &Version<'_>, at: At| {
            let item = version.draft.column.get(at.0).and_then(|column| column.item.get(at.1));
            item.map(|item| item.value.clone()).unwrap_or_default()
        };
        let (was, kept, other) =
            (item(self.old, was_at), item(self.to, at), item(self.from, other_at));
        // Tables and pictures are taken whole, with the item that they stand in.
        let insets = |item: &Item| (item.table.clone(), item.figure.clone());
        let other_has =
            insets(&other) != insets(&was) && (insets(&kept) == insets(&was) || !self.ours_moved);
        let whole = other_piece.filter(|_| other_has);
        let base = match whole.and_then(|other| replaced(&self.out, at, other)) {
            Some(text) => {
                self.out = text;
                &other
            }
            None => &kept,
        };
        let (ours, their) = if self.ours_moved { (&kept, &other) } else { (&other, &kept) };
        type Get = fn(&Item) -> &Option<Spanned<String>>;
        let fields: [(Field, &str, Get); 2] = [
            (Field::Headline, "headline", |item| &item.headline),
            (Field::Body, "body", |item| &item.body),
        ];
        for (field, key, get) in fields {
            let [we, they, was, now] = [ours, their, &was, base].map(|item| text(get(item)));
            if we != they && we != was && they != was {
                self.clashes.push(Clash {
                    item: id,
                    number: format!("{}.{}", at.0 + 1, at.1 + 1),
                    field,
                    here: we.clone(),
                    there: they.clone(),
                });
            }
            let wanted = if we == was { they } else { we };
            if wanted != now {
                let ends = get(base).as_ref().is_some_and(|text| text.ends_with('\n'));
                let ending = if ends { "\n" } else { "" };
                self.put(Slot::Item(at, key), &Value::Text(format!("{wanted}{ending}")));
            }
        }
        let [we, they, was, now] = [ours, their, &was, base].map(|item| {
            let credits = item.credits.iter().flat_map(|all| all.iter());
            credits.map(|credit| credit.value.clone()).collect::<Vec<_>>()
        });
        let wanted = if we == was { they } else { we };
        if wanted != now {
            self.put(Slot::Item(at, "credits"), &Value::Texts(wanted));
        }
    }

    /// Columns and items that only the other side has are put at the ends: nothing is lost. So is an
    /// item that was taken out here and changed there.
    fn add_new(&mut self) {
        let (to, from, old) = (self.to, self.from, self.old);
        let mut columns: Vec<Option<Id>> = to.ids.columns.iter().map(|(id, _)| Some(*id)).collect();
        let title = |at: usize| match from.value(Slot::Column(at)) {
            Value::Text(name) => name,
            _ => String::new(),
        };
        for (column, (id, items)) in from.ids.columns.iter().enumerate() {
            let known = columns.iter().position(|own| *own == Some(*id));
            let is_new = known.is_none() && old.ids.column(*id).is_none();
            if is_new && let Ok(text) = change::add_column(&self.out, columns.len(), &title(column))
            {
                self.out = text;
                columns.push(Some(*id));
            }
            for (index, item) in items.iter().enumerate() {
                let piece = from.piece((column, index));
                let was = old.item(*item).map(|(at, _)| old.piece(at));
                let (Some(new), true) = (piece, was != Some(piece)) else { continue };
                if to.ids.item(*item).is_some() {
                    continue;
                }
                let target = columns.iter().position(|own| *own == Some(*id));
                let target = target.unwrap_or(columns.len().saturating_sub(1));
                if let Ok(text) = change::put(&self.out, (target, usize::MAX), new) {
                    self.out = text;
                }
            }
        }
    }

    /// An item that the other side has taken out, and its column when that is gone there, too.
    fn take_out(&mut self, at: At) {
        let Ok((text, _)) = change::take(&self.out, at) else { return };
        self.out = text;
        let column = self.to.ids.columns.get(at.0).map(|(id, _)| *id);
        let stays = column.is_none_or(|id| self.from.ids.column(id).is_some());
        let is_empty = change::arrangement(&self.out)
            .is_ok_and(|places| places.columns.get(at.0).is_some_and(|one| one.items.is_empty()));
        if is_empty
            && !stays
            && let Ok((text, _)) = change::take_column(&self.out, at.0)
        {
            self.out = text;
        }
    }
}

/// A text with an item written otherwise.
fn replaced(text: &str, at: At, piece: &str) -> Option<String> {
    let places = change::arrangement(text).ok()?;
    let range = places.columns.get(at.0)?.items.get(at.1)?.clone();
    let old = text[range.clone()].trim_matches(['\r', '\n']);
    let start = range.start + text[range].find(old)?;
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let piece = piece.replace("\r\n", "\n").replace('\n', newline);
    let new = [&text[..start], &piece, &text[start + old.len()..]].concat();
    let whole = change::arrangement(&new).ok()?;
    let counts =
        |of: &Arrangement| of.columns.iter().map(|one| one.items.len()).collect::<Vec<_>>();
    (counts(&whole) == counts(&places)).then_some(new)
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

    #[test]
    fn an_item_that_only_one_has_changed_is_taken_as_it_is_written() {
        let table = "[[column.item.table]]\nrows = [[\"甲\", \"乙\"], [\"1\", \"2\"]]\n";
        let with_table =
            BASE.replace("credits = [\"a\"]\n", &format!("credits = [\"a\"] # 注\n\n{table}"));
        let other = BASE.replace("\"二\"", "\"二改\"");
        for (mine, theirs) in [(&with_table, &other), (&other, &with_table)] {
            let merged = merged(mine, theirs);
            assert!(merged.clashes.is_empty());
            assert_eq!(merged.text, with_table.replace("\"二\"", "\"二改\""));
        }
        // The same item: its text from one, its table from the other.
        let text = BASE.replace("一文", "一文改").replace("\"a\"", "\"b\"");
        for (mine, theirs) in [(&with_table, &text), (&text, &with_table)] {
            let merged = merged(mine, theirs);
            for words in ["一文改", "rows = ", "\"b\""] {
                assert!(merged.text.contains(words), "{words} in {}", merged.text);
            }
        }
    }

    #[test]
    fn what_one_takes_out_and_the_other_changes_is_there() {
        let (gone, _) = change::take(BASE, (0, 1)).expect("taken");
        let changed = BASE.replace("二文", "二文改");
        for (mine, theirs) in [(&gone, &changed), (&changed, &gone)] {
            assert_eq!(merged(mine, theirs).text.matches("二文改").count(), 1);
        }
        // What nobody has changed is gone.
        let other = BASE.replace("一文", "一文改");
        for (mine, theirs) in [(&gone, &other), (&other, &gone)] {
            let text = merged(mine, theirs).text;
            assert!(text.contains("一文改") && !text.contains("二文"), "{text}");
        }
    }

    #[test]
    fn numbers_names_and_columns_of_both_are_there() {
        let base = BASE.replace("# 头\n", "number = 1\ndate = 2024-01-05\n\n");
        let mut ids = Ids::default();
        ids.follow(&Draft::default(), &Draft::read(&Source::new("", base.as_str())).value);
        let mine = base.replace("number = 1", "number = 2").replace("\"甲\"", "\"甲改\"");
        let theirs = base
            .replace("2024-01-05", "2024-01-12")
            .replace("number = 1\n", "number = 1\ncopies = 80\n");
        let text = merge(&base, &mine, &theirs, &ids).text;
        for words in ["number = 2\n", "date = 2024-01-12", "copies = 80", "\"甲改\""] {
            assert!(text.contains(words), "{words} in {text}");
        }
        let more = change::add_column(&base, 1, "乙").expect("a column");
        let more = change::add_item(&more, (1, 0), "三", "三文。", &[]).expect("an item");
        for (mine, theirs) in [(&more, &mine), (&mine, &more)] {
            let mut ids = Ids::default();
            ids.follow(&Draft::default(), &Draft::read(&Source::new("", mine.as_str())).value);
            let text = merge(&base, mine, theirs, &ids).text;
            let draft = Draft::read(&Source::new("", text.as_str())).value;
            assert_eq!(draft.column.len(), 2, "{text}");
            assert_eq!(draft.column[1].item.len(), 1, "{text}");
            assert!(text.contains("number = 2"), "{text}");
        }
    }
}
