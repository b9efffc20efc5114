//! Two people, or two programs, at one draft: what each has changed since they last agreed is put
//! together, item by item, and text by text, table by table in an item that both have changed. Where both
//! have changed the same, ours stays and theirs is told. An item that one has changed is not lost by the
//! other taking it out. What stands beside all this, comments above all, is put together by lines.

use super::api::{Field, Id};
use super::card::text;
use super::clash::{Clash, Given, What};
use super::ids::Ids;
use crate::draft::Item;
use crate::draft::arrange::Arrangement;
use crate::draft::change::{self, At, Slot, Value};
use crate::office::insets;
use crate::source::Spanned;

mod frame;
mod lines;
#[cfg(test)]
mod tests;
mod version;

use version::Version;

/// What came of it.
pub(super) struct Merged {
    pub(super) text: String,
    pub(super) clashes: Vec<Clash>,
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
    let out = frame::merged(old.text, to.text, from.text);
    let mut merging = Merging { old: &old, to, from, ours_moved, out, clashes: vec![] };
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
        merging.slot(What::Key(slot), slot, slot, slot);
    }
    for (id, _) in &old.ids.columns {
        let at = |version: &Version<'_>| version.ids.column(*id).map(Slot::Column);
        if let (Some(was), Some(at), Some(other)) = (at(&old), at(to), at(from)) {
            merging.slot(What::Column(*id), was, at, other);
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

    fn slot(&mut self, what: What, was: Slot, at: Slot, other: Slot) {
        let (kept, other, was) = (self.to.value(at), self.from.value(other), self.old.value(was));
        if other == was || other == kept {
            return;
        }
        if kept != was {
            self.clash(what, Given::Value(kept.clone()), Given::Value(other.clone()));
        }
        if kept == was || !self.ours_moved {
            self.put(at, &other);
        }
    }

    /// Notes that both have changed something, as it is in the one gone on from and in the other.
    fn clash(&mut self, what: What, kept: Given, other: Given) {
        let (here, there) = if self.ours_moved { (kept, other) } else { (other, kept) };
        self.clashes.push(Clash { what, here, there });
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
        let all = was_piece.zip(piece).zip(other_piece);
        let lined = all.and_then(|((was, kept), other)| lines::merged(was, kept, other));
        let item = |version: &Version<'_>, at: At| {
            let item = version.draft.column.get(at.0).and_then(|column| column.item.get(at.1));
            item.map(|item| item.value.clone()).unwrap_or_default()
        };
        let (was, kept, other) =
            (item(self.old, was_at), item(self.to, at), item(self.from, other_at));
        // What each has changed is of another kind, so lines tell all, comments too.
        let apart = |get: fn(&Item) -> Item| {
            let [was, kept, other] = [&was, &kept, &other].map(get);
            kept == was || other == was
        };
        let parts: [fn(&Item) -> Item; 4] = [
            |item| Item { headline: item.headline.clone(), ..Item::default() },
            |item| Item { body: item.body.clone(), ..Item::default() },
            |item| Item { credits: item.credits.clone(), ..Item::default() },
            |item| Item {
                table: item.table.clone(),
                figure: item.figure.clone(),
                ..Item::default()
            },
        ];
        if parts.into_iter().all(apart)
            && let Some(text) = lined.and_then(|lined| replaced(&self.out, at, &lined))
        {
            self.out = text;
            return;
        }
        // Tables and pictures that cannot be told apart are taken whole, with the item that they stand in.
        let insets = |item: &Item| (item.table.clone(), item.figure.clone());
        let other_has =
            insets(&other) != insets(&was) && (insets(&kept) == insets(&was) || !self.ours_moved);
        let whole = other_piece.filter(|_| other_has);
        let (base, base_at) = match whole.and_then(|other| replaced(&self.out, at, other)) {
            Some(text) => {
                self.out = text;
                (&other, (self.from, other_at))
            }
            None => (&kept, (self.to, at)),
        };
        let written = |(version, at): (&Version<'_>, At)| version.insets(at);
        if let (Some(was), Some(kept), Some(other), Some(now)) = (
            written((self.old, was_at)),
            written((self.to, at)),
            written((self.from, other_at)),
            written(base_at),
        ) {
            let (ours, their) = if self.ours_moved { (kept, other) } else { (other, kept) };
            let (ours, their) = both(&was, ours, their);
            if ours != now
                && let Ok(text) = insets::replace(&self.out, at, &ours)
            {
                self.out = text;
            }
            if let Some(their) = their {
                let (here, there) = (Given::Pieces(ours), Given::Pieces(their));
                self.clashes.push(Clash { what: What::Insets(id), here, there });
            }
        }
        let (ours, their) = if self.ours_moved { (&kept, &other) } else { (&other, &kept) };
        type Get = fn(&Item) -> &Option<Spanned<String>>;
        let fields: [(Field, &str, Get); 2] = [
            (Field::Headline, "headline", |item| &item.headline),
            (Field::Body, "body", |item| &item.body),
        ];
        for (field, key, get) in fields {
            let [we, they, was, now] = [ours, their, &was, base].map(|item| text(get(item)));
            if we != they && we != was && they != was {
                let given = |text: &String| Given::Value(Value::Text(text.clone()));
                let what = What::Text(id, field);
                self.clashes.push(Clash { what, here: given(&we), there: given(&they) });
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
        if we != they && we != was && they != was {
            let given = |units: &Vec<String>| Given::Value(Value::Texts(units.clone()));
            let what = What::Credits(id);
            self.clashes.push(Clash { what, here: given(&we), there: given(&they) });
        }
        let wanted = if we == was { they } else { we };
        if wanted != now {
            self.put(Slot::Item(at, "credits"), &Value::Texts(wanted));
        }
        self.comments(at, was_piece, [piece, other_piece]);
    }

    /// Comments that either side has added to an item stand above it where they are nowhere else.
    fn comments(&mut self, at: At, was: Option<&str>, sides: [Option<&str>; 2]) {
        for side in sides.into_iter().flatten() {
            let now = change::arrangement(&self.out).ok().and_then(|places| {
                let range = places.columns.get(at.0)?.items.get(at.1)?.clone();
                Some(self.out[range].trim_matches(['\r', '\n']).to_owned())
            });
            let Some(now) = now else { return };
            let new = lines::new_comments(was.unwrap_or_default(), own_lines(side), &now);
            if !new.is_empty()
                && let Some(text) = replaced(&self.out, at, &(new + &now))
            {
                self.out = text;
            }
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

/// An item without its tables and pictures, and the comments above these.
fn own_lines(piece: &str) -> &str {
    let Some(end) = piece.find("\n[[column.item.") else { return piece };
    let mut own = &piece[..end];
    while let Some((before, line)) = own.rsplit_once('\n')
        && (line.trim().is_empty() || line.starts_with('#'))
    {
        own = before;
    }
    own
}

/// What becomes of the tables and pictures of an item; and where both have changed the same of them, what
/// would with theirs of these. Where some came or went on both sides, all of them are one.
fn both(
    was: &[String],
    ours: Vec<String>,
    their: Vec<String>,
) -> (Vec<String>, Option<Vec<String>>) {
    if ours == their || their == was {
        return (ours, None);
    }
    if ours == was {
        return (their, None);
    }
    if ours.len() != was.len() || their.len() != was.len() {
        return (ours, Some(their));
    }
    let choose = |first: &[String], second: &[String]| -> Vec<String> {
        let all = was.iter().zip(first).zip(second);
        all.map(|((was, first), second)| if first == was { second } else { first }.clone())
            .collect()
    };
    let (mine, theirs) = (choose(&ours, &their), choose(&their, &ours));
    let told = (mine != theirs).then_some(theirs);
    (mine, told)
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
