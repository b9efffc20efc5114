//! What has to be written into `units.toml`.

use chrono::NaiveDate;

use crate::config::units::{Group, Roster, Unit};
use crate::draft::arrange::{insert_behind, tables};
use crate::draft::change::{Slot, Value, set};
use crate::draft::write::quoted;
use crate::source::Source;
use crate::workspace::UNITS_FILE;

/// A key to be written.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) value: Value,
    shown: (&'static str, String, String),
}

impl Key {
    pub(super) fn shown(&self) -> (&'static str, String, String) {
        self.shown.clone()
    }
}

/// What has to be written for one unit to become the other.
pub(super) fn differences(old: &Unit, new: &Unit) -> Vec<Key> {
    let mut keys = vec![];
    let mut add = |name, words, before: String, after: String, value: Value| {
        if before != after {
            let value = if after.is_empty() { Value::Absent } else { value };
            keys.push(Key { name, value, shown: (words, before, after) });
        }
    };
    let text = |text: &str| Value::Text(text.to_owned());
    add("name", "全称", old.name.clone(), new.name.clone(), text(&new.name));
    add("credit", "署名", old.credit.clone(), new.credit.clone(), text(&new.credit));
    let headline = |unit: &Unit| {
        if unit.headline == unit.credit { String::new() } else { unit.headline.clone() }
    };
    add("headline", "标题写法", headline(old), headline(new), text(&new.headline));
    let aliases = Value::Texts(new.aliases.clone());
    add("aliases", "别名", old.aliases.join("、"), new.aliases.join("、"), aliases);
    let group = |unit: &Unit| unit.group.map_or("", Group::name).to_owned();
    add("group", "类别", group(old), group(new), Value::Text(group(new)));
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let value = |day: Option<NaiveDate>| day.map_or(Value::Absent, Value::Day);
    add("from", "起始日期", day(old.from), day(new.from), value(new.from));
    add("until", "截止日期", day(old.until), day(new.until), value(new.until));
    add("note", "备注", old.note.clone(), new.note.clone(), text(&new.note));
    keys
}

/// The roster with new units, each behind the last of its kind; read once, however many they are.
pub(super) fn with_new(text: &str, units: &[Unit]) -> String {
    let roster = Roster::read(&Source::new(UNITS_FILE, text)).0;
    let ends = ends(text);
    // What goes to one place is written at once: units of one kind side by side.
    let mut pieces: Vec<(usize, Option<Group>, String)> = vec![];
    for unit in units {
        let is_place = |(_, group, _): &&mut (usize, Option<Group>, String)| {
            ends.is_empty() || *group == unit.group
        };
        match pieces.iter_mut().find(is_place) {
            Some((.., piece)) => piece.push_str(&format!("\n{}", written(unit))),
            None => {
                let same = roster.units.iter().rposition(|other| other.group == unit.group);
                let at = same.and_then(|index| ends.get(index)).or(ends.last()).copied();
                pieces.push((at.unwrap_or(text.len()), unit.group, written(unit)));
            }
        }
    }
    // From the end, so that the other places stay; of one place the last first.
    pieces.reverse();
    pieces.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    let put = |text: String, (at, _, piece): (usize, Option<Group>, String)| {
        insert_behind(&text, at, &piece)
    };
    pieces.into_iter().fold(text.to_owned(), put)
}

/// The roster with keys of units written anew, which are given by their index, in order.
///
/// # Errors
/// A key cannot be written where it stands.
pub(super) fn with_keys(text: &str, keys: &[(usize, Key)]) -> anyhow::Result<String> {
    let failed = |why| anyhow::anyhow!("{UNITS_FILE} 没有改动：{why}");
    let ends = ends(text);
    let count = Roster::read(&Source::new(UNITS_FILE, text)).0.units.len();
    // Written in some other way, as a list in one line: key by key in the whole text.
    if ends.len() != count || !ends.is_sorted() {
        return keys.iter().try_fold(text.to_owned(), |text, (index, key)| {
            set(&text, Slot::Row("unit", *index, key.name), &key.value).map_err(failed)
        });
    }
    // Each unit by itself: it is the only one in its part of the text.
    let mut after = String::with_capacity(text.len());
    let (mut from, mut rest) = (0, keys);
    for (index, end) in ends.iter().enumerate() {
        let own = rest.iter().take_while(|(of, _)| *of == index).count();
        let part = text[from..*end].to_owned();
        let part = rest[..own].iter().try_fold(part, |part, (_, key)| {
            set(&part, Slot::Row("unit", 0, key.name), &key.value).map_err(failed)
        })?;
        after.push_str(&part);
        (from, rest) = (*end, &rest[own..]);
    }
    after.push_str(&text[from..]);
    Ok(after)
}

/// Where each unit ends.
fn ends(text: &str) -> Vec<usize> {
    tables(text, "unit").into_iter().map(|table| table.end).collect()
}

/// A unit as it is written.
fn written(unit: &Unit) -> String {
    let mut piece =
        format!("[[unit]]\nname = {}\ncredit = {}\n", quoted(&unit.name), quoted(&unit.credit));
    let mut line = |key: &str, value: String| piece.push_str(&format!("{key} = {value}\n"));
    if unit.headline != unit.credit {
        line("headline", quoted(&unit.headline));
    }
    if !unit.aliases.is_empty() {
        let aliases: Vec<String> = unit.aliases.iter().map(|alias| quoted(alias)).collect();
        line("aliases", format!("[{}]", aliases.join(", ")));
    }
    if let Some(group) = unit.group {
        line("group", quoted(group.name()));
    }
    if let Some(from) = unit.from {
        line("from", from.to_string());
    }
    if let Some(until) = unit.until {
        line("until", until.to_string());
    }
    if !unit.note.is_empty() {
        line("note", quoted(&unit.note));
    }
    piece
}
