//! What the editor does, done to the text of a draft.

mod keep;
mod part;
#[cfg(test)]
mod tests;
mod typing;

use keep::{keep, without_empty_column};
use part::drop_table;
use typing::{set, set_key, settle, write_text};

use super::api::{Edit, Edited, Id};
use super::ids::Ids;
use super::open::Open;
use crate::draft::Draft;
use crate::draft::change::{self, At, Refusal, Slot, Value};
use crate::office::{divide, held};
use crate::source::Source;

type Told = Result<Edited, String>;

/// Does it. `held` is the text of the items kept for later.
pub(super) fn apply(open: &mut Open, held: &mut String, edit: &Edit) -> Told {
    let before = open.texts(held);
    let (ids, version) = (open.ids.clone(), open.version);
    let done = (|| match edit {
        Edit::Undo | Edit::Redo => {
            let mut texts = open.texts(held);
            let undo = matches!(edit, Edit::Undo);
            let label = match undo {
                true => open.history.undo(&mut texts),
                false => open.history.redo(&mut texts),
            };
            let nothing =
                if undo { "没有可以撤销的了" } else { "没有可以重做的了" };
            let label = label.ok_or_else(|| nothing.to_owned())?;
            let goto = changed_item(open, &texts.draft);
            open.take(texts.draft);
            *held = texts.held;
            let said = format!("{}：{label}", if undo { "已撤销" } else { "已重做" });
            Ok(Done {
                said: Some(said),
                goto: goto.and_then(|at| open.ids.at(at)),
                ..Done::cards("")
            })
        }
        edit => {
            let done = place(open, held, edit)?;
            Ok(match edit.paste() {
                Some(paste) => Done { label: PASTE, place: pasted(paste), ..done },
                None => done,
            })
        }
    })();
    let done = match done {
        Ok(done) => done,
        Err(why) => {
            // Nothing half done.
            open.take(before.draft);
            (open.ids, open.version, *held) = (ids, version, before.held);
            return Err(why);
        }
    };
    let after = open.texts(held);
    if !done.label.is_empty() && (after.draft != before.draft || after.held != before.held) {
        open.history.note(done.label, &done.place, &before, &after);
    }
    Ok(Edited {
        version: open.version,
        issue: done.cards.then(|| open.issue()),
        said: done.said,
        goto: done.goto,
    })
}

/// What a paste is called, and where its edits are: of one number they are one step.
pub(super) const PASTE: &str = "粘贴";
pub(super) fn pasted(paste: u32) -> String {
    format!("{PASTE} {paste}")
}

/// What was done.
#[derive(Default)]
struct Done {
    /// For undoing; empty when there is nothing to undo.
    label: &'static str,
    /// Typing in one place is one step.
    place: String,
    /// Whether the page needs the cards anew.
    cards: bool,
    said: Option<String>,
    goto: Option<Id>,
}

impl Done {
    fn typed(label: &'static str, place: String) -> Self {
        Self { label, place, ..Self::default() }
    }

    fn cards(label: &'static str) -> Self {
        Self { label, cards: true, ..Self::default() }
    }

    fn at(self, id: Id) -> Self {
        Self { goto: Some(id), ..self }
    }
}

fn no(refusal: Refusal) -> String {
    refusal.to_string()
}

fn place(open: &mut Open, held: &mut String, edit: &Edit) -> Result<Done, String> {
    let gone = || no(Refusal::NoSuchPlace);
    let item = |open: &Open, id: Id| open.ids.item(id).ok_or_else(gone);
    let column = |open: &Open, id: Id| open.ids.column(id).ok_or_else(gone);
    match edit {
        Edit::Write { item: id, field, text, was, paste: _ } => {
            let at = item(open, *id)?;
            write_text(open, at, *field, text, was)
        }
        Edit::Credit { item: id, units } => {
            let slot = Slot::Item(item(open, *id)?, "credits");
            set(open, slot, &Value::Texts(units.clone()))?;
            Ok(Done::typed("改供稿单位", format!("credits {id}")))
        }
        Edit::NameColumn { column: id, text } => {
            let slot = Slot::Column(column(open, *id)?);
            set(open, slot, &Value::Text(text.clone()))?;
            Ok(Done::typed("改栏目名", format!("column {id}")))
        }
        Edit::Set { key, text } => set_key(open, *key, text),
        Edit::AddItem { column: id, index, headline, body, credits } => {
            let at = (column(open, *id)?, *index as usize);
            let text = change::add_item(&open.text, at, headline, body, credits).map_err(no)?;
            let new = insert(open, at);
            open.set(text);
            Ok(Done::cards("加条目").at(new))
        }
        Edit::AddColumn { index, name } => {
            let index = (*index as usize).min(open.ids.columns.len());
            let text = change::add_column(&open.text, index, name).map_err(no)?;
            let new = Ids::fresh();
            open.ids.columns.insert(index, (new, vec![]));
            open.set(text);
            Ok(Done::cards("加栏目"))
        }
        Edit::MoveItem { item: id, column: to, index } => {
            let from = item(open, *id)?;
            let to = (column(open, *to)?, *index as usize);
            let text = change::shift(&open.text, from, to).map_err(no)?;
            let id = open.ids.columns[from.0].1.remove(from.1);
            let items = &mut open.ids.columns[to.0].1;
            items.insert(to.1.min(items.len()), id);
            open.set(text);
            Ok(Done::cards("移动条目").at(id))
        }
        Edit::MoveColumn { column: id, index } => {
            let from = column(open, *id)?;
            let text = change::shift_column(&open.text, from, *index as usize).map_err(no)?;
            let moved = open.ids.columns.remove(from);
            let to = (*index as usize).min(open.ids.columns.len());
            open.ids.columns.insert(to, moved);
            open.set(text);
            Ok(Done::cards("移动栏目"))
        }
        Edit::Duplicate { item: id } => {
            let at = item(open, *id)?;
            let text = change::duplicate(&open.text, at).map_err(no)?;
            let new = insert(open, (at.0, at.1 + 1));
            open.set(text);
            Ok(Done::cards("复制条目").at(new))
        }
        Edit::Split { item: id, at: units } => {
            let at = item(open, *id)?;
            let body = open.item(at).and_then(|item| item.body.as_ref()).map(|body| body.as_str());
            let byte = byte_of(body.unwrap_or_default(), *units);
            let text = divide::split(&open.text, at, byte).map_err(no)?;
            let new = insert(open, (at.0, at.1 + 1));
            open.set(text);
            Ok(Done::cards("拆分条目").at(new))
        }
        Edit::Join { item: id } => {
            let at = item(open, *id)?;
            if open.ids.at((at.0, at.1 + 1)).is_none() {
                return Err("这个栏目里下面没有条目了".to_owned());
            }
            let text = divide::join(&open.text, at).map_err(no)?;
            open.ids.columns[at.0].1.remove(at.1 + 1);
            open.set(text);
            Ok(Done::cards("合并条目").at(*id))
        }
        Edit::Hold { item: id } => {
            let at = item(open, *id)?;
            let kept = keep(open, held, at).map_err(no)?;
            let said = kept.then(|| "已留用，以后可以放回任何一期".to_owned());
            Ok(Done { said, ..Done::cards(if kept { "留用" } else { "删去空条目" }) })
        }
        Edit::HoldColumn { column: id } => {
            let at = column(open, *id)?;
            let count = open.ids.columns[at].1.len();
            let mut kept = 0;
            for _ in 0..count {
                kept += usize::from(keep(open, held, (at, 0)).map_err(no)?);
            }
            let (text, _) = change::take_column(&open.text, at).map_err(no)?;
            open.ids.columns.remove(at);
            open.set(text);
            let said = (kept > 0).then(|| format!("{kept} 条已留用，以后可以放回任何一期"));
            Ok(Done { said, ..Done::cards("撤下栏目") })
        }
        Edit::Bring { held_column, held_item, column: id, index } => {
            let from = (*held_column as usize, *held_item as usize);
            let to = (column(open, *id)?, *index as usize);
            let (rest, piece) = change::take(held, from).map_err(no)?;
            let piece = held::without_origin(&piece);
            let text = change::put(&open.text, to, &piece).map_err(no)?;
            *held = without_empty_column(&rest, from.0).map_err(no)?;
            let new = insert(open, to);
            open.set(text);
            Ok(Done::cards("放回条目").at(new))
        }
        Edit::DropUnplaced { index } => {
            let place = open.draft.unplaced.get(*index as usize).ok_or_else(gone)?;
            drop_table(open, "unplaced", place.span)?;
            Ok(Done::cards("删去未归文字"))
        }
        Edit::AddTable { .. }
        | Edit::SetTable { .. }
        | Edit::DropTable { .. }
        | Edit::SetFigure { .. }
        | Edit::DropFigure { .. } => part::apply(open, edit),
        Edit::Raw { text } => {
            let text = match open.text.contains("\r\n") {
                true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
                false => text.clone(),
            };
            open.take(text);
            Ok(Done { place: "raw".to_owned(), ..Done::cards("改原文") })
        }
        Edit::Fix { finding } => {
            crate::desk::mend::fix(open, finding).map(|()| Done::cards("修正"))
        }
        Edit::Allow { finding } => {
            crate::desk::mend::allow(open, finding).map(|()| Done::cards("这里不管"))
        }
        Edit::Answer { finding } => {
            crate::desk::mend::answer(open, finding).map(|()| Done::cards("处理好了"))
        }
        Edit::FixAll => {
            let count = crate::desk::mend::fix_all(open)?;
            Ok(Done { said: Some(format!("修正了 {count} 处")), ..Done::cards("全部修正") })
        }
        Edit::Settle { clash, theirs } => settle(open, clash, *theirs),
        Edit::Undo | Edit::Redo => Ok(Done::default()),
    }
}

/// A new item's name, in its place.
fn insert(open: &mut Open, at: At) -> Id {
    let new = Ids::fresh();
    if let Some((_, items)) = open.ids.columns.get_mut(at.0) {
        items.insert(at.1.min(items.len()), new);
    }
    new
}

/// The first item that is another in a text that is to come.
fn changed_item(open: &Open, text: &str) -> Option<At> {
    let new = Draft::read(&Source::new("", text)).value;
    new.items().find_map(|(column, item, now)| {
        (open.item((column, item)).is_none_or(|was| was.value != now.value))
            .then_some((column, item))
    })
}

/// The byte of a text that comes after so many characters of JavaScript, whose lines end with one.
pub(super) fn byte_of(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if left == 0 {
            return at;
        }
        if text[at..].starts_with("\r\n") {
            continue;
        }
        left = left.saturating_sub(c.len_utf16());
    }
    text.len()
}
