//! Texts and keys of an issue set to something else.

use super::Done;
use crate::desk::api::{Field, Key};
use crate::desk::card::text;
use crate::desk::clash::{Clash, Given, What};
use crate::desk::open::Open;
use crate::draft::change::{self, At, Refusal, Slot, Value};
use crate::office::insets;

pub(super) fn set(open: &mut Open, slot: Slot, value: &Value) -> Result<(), String> {
    let text = change::set(&open.text, slot, value).map_err(|refusal| refusal.to_string())?;
    open.set(text);
    Ok(())
}

pub(super) fn write_text(
    open: &mut Open,
    at: At,
    field: Field,
    new: &str,
    was: &str,
) -> Result<Done, String> {
    let id = open.ids.at(at).unwrap_or_default();
    let item = open.item(at).ok_or_else(|| Refusal::NoSuchPlace.to_string())?;
    let (key, label, old) = match field {
        Field::Headline => ("headline", "改标题", &item.headline),
        Field::Body => ("body", "改正文", &item.body),
    };
    let now = text(old);
    let ending = match old {
        Some(old) if old.ends_with('\n') => "\n",
        Some(_) => "",
        None if field == Field::Body => "\n",
        None => "",
    };
    let value = format!("{}{ending}", new.replace("\r\n", "\n"));
    // Somebody else has written here since: what they wrote is shown beside it.
    if now != was && now != new {
        let given = |text: &str| Given::Value(Value::Text(text.to_owned()));
        let what = What::Text(id, field);
        open.clash(Clash { what, here: given(new), there: given(&now) });
    }
    let cards = match field {
        Field::Headline => {
            set(open, Slot::Item(at, key), &Value::Text(value))?;
            false
        }
        Field::Body => {
            let written = insets::write_body(&open.text, at, &value);
            let (text, moved) = written.map_err(|refusal| refusal.to_string())?;
            open.set(text);
            moved
        }
    };
    Ok(Done { cards, ..Done::typed(label, format!("{key} {id}")) })
}

/// Ends a clash: what is here stays, or what was elsewhere is put in its place.
pub(super) fn settle(open: &mut Open, clash: &str, theirs: bool) -> Result<Done, String> {
    let gone = || Refusal::NoSuchPlace.to_string();
    let clash = open.clashes.iter().find(|one| one.key() == clash).ok_or_else(gone)?.clone();
    if theirs {
        let item = |open: &Open, id| open.ids.item(id).ok_or_else(gone);
        match (clash.what, &clash.there) {
            (What::Text(id, field), Given::Value(Value::Text(there))) => {
                let at = item(open, id)?;
                let written = open.item(at).ok_or_else(gone)?;
                let now = text(match field {
                    Field::Headline => &written.headline,
                    Field::Body => &written.body,
                });
                write_text(open, at, field, there, &now)?;
            }
            (What::Credits(id), Given::Value(there)) => {
                let at = item(open, id)?;
                set(open, Slot::Item(at, "credits"), there)?;
            }
            (What::Insets(id), Given::Pieces(there)) => {
                let at = item(open, id)?;
                let written = insets::replace(&open.text, at, there);
                open.set(written.map_err(|refusal| refusal.to_string())?);
            }
            (What::Column(id), Given::Value(there)) => {
                let at = open.ids.column(id).ok_or_else(gone)?;
                set(open, Slot::Column(at), there)?;
            }
            (What::Key(slot), Given::Value(there)) => set(open, slot, there)?,
            (What::Text(..) | What::Insets(_), _) | (_, Given::Pieces(_)) => return Err(gone()),
        }
    }
    open.clashes.retain(|one| one.what != clash.what);
    Ok(Done::cards("用别处的"))
}

pub(super) fn set_key(open: &mut Open, key: Key, new: &str) -> Result<Done, String> {
    let (slot, label) = match key {
        Key::Number => (Slot::Top("number"), "改期号"),
        Key::Date => (Slot::Top("date"), "改日期"),
        Key::Total => (Slot::Top("total"), "改总期号"),
        Key::Copies => (Slot::Top("copies"), "改份数"),
        Key::Note => (Slot::Top("note"), "改编者按"),
        Key::Distribution => (Slot::Top("distribution"), "改发送范围"),
        Key::DistributionReason => (Slot::Top("distribution-reason"), "改发送范围的说明"),
        Key::Editor => (Slot::Signoff("editor"), "改责任编辑"),
        Key::Reviewer => (Slot::Signoff("reviewer"), "改审核"),
        Key::Approver => (Slot::Signoff("approver"), "改签发"),
    };
    let new = new.trim_end();
    let value = match key {
        Key::Number | Key::Total | Key::Copies if !new.is_empty() => {
            Value::Number(new.trim().parse().map_err(|_| format!("“{new}”不是一个数"))?)
        }
        Key::Date if !new.is_empty() => {
            Value::Day(new.trim().parse().map_err(|_| format!("“{new}”不是日期，如 2024-01-05"))?)
        }
        // Signatures stay, with nobody's name.
        Key::Editor | Key::Reviewer | Key::Approver => Value::Text(new.trim().to_owned()),
        _ if new.is_empty() => Value::Absent,
        Key::Note => {
            let ending = open.draft.note.as_ref().is_none_or(|note| note.ends_with('\n'));
            Value::Text(format!("{new}{}", if ending { "\n" } else { "" }))
        }
        _ => Value::Text(new.to_owned()),
    };
    set(open, slot, &value)?;
    // What the issue is called stands on other places of the page, too.
    let cards = matches!(key, Key::Number | Key::Date);
    Ok(Done { cards, ..Done::typed(label, format!("{slot:?}")) })
}

pub(super) fn filled(text: &str) -> Value {
    if text.is_empty() { Value::Absent } else { Value::Text(text.to_owned()) }
}

pub(super) fn counted(number: Option<u32>) -> Value {
    number.map_or(Value::Absent, |number| Value::Number(number.into()))
}
