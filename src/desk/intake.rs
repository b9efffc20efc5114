//! What units send in: files dropped on the desk and chats pasted, shown as they were recognized and
//! filed by one click.

use std::collections::VecDeque;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Asked, Named, waiting};
use super::api::{Edited, Id, Recognized, Submission};
use super::edit::{PASTE, byte_of, pasted};
use super::history::Texts;
use super::list::plain_name;
use super::open::FILED;
use super::room::{Room, locked};
use super::why::words;
use super::{Desk, save_soon};
use crate::draft::write;
use crate::import::outline::{Expected, Field, Guess, Item, Outline, Reference};
use crate::import::{self, Imported};
use crate::office::filing::{self, Filing, Repeat};
use crate::office::inbox::Fate;
use crate::office::store::Plan;
use crate::office::{edit, inbox, insets};
use crate::source::hash::hash;

/// Submissions that were read and are not filed yet. What is not wanted falls out at the end.
#[derive(Default)]
pub(super) struct Waiting(VecDeque<(String, String, Bytes)>);

const MOST_WAITING: usize = 24;

/// Reads a submission; nothing is written.
pub(super) async fn read(
    State(desk): State<Arc<Desk>>,
    Path(issue): Path<String>,
    query: Asked,
    bytes: Bytes,
) -> Answer<Submission> {
    let file = plain_name(query.0.name.as_deref().unwrap_or("粘贴的来稿.txt"));
    let key = hash(&[file.as_bytes(), &bytes]);
    {
        let mut waiting = locked(&desk.intake);
        waiting.0.retain(|(other, ..)| *other != key);
        waiting.0.push_front((key.clone(), file.clone(), bytes.clone()));
        waiting.0.truncate(MOST_WAITING);
    }
    let read = waiting(&desk, move |room| {
        let entry = room.with(&issue, |open, _| Ok(open.entry()))?;
        let date = entry.draft.date();
        let press = room.press();
        let workspace = &press.office.workspace;
        let reference = Reference { config: &workspace.config, roster: &workspace.roster, date };
        let path = FilePath::new(&file);
        let mut read = import::import(path, &bytes, Expected::Submission, reference);
        if let Ok(read) = &mut read {
            // As it will be filed, and where it stands already.
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let filing = Filing { column: "", credits: &[], stem: &stem };
            for item in read.outline.columns.iter_mut().flat_map(|column| &mut column.items) {
                filing::credit(item, &workspace.roster, date, &filing);
                let repeat = filing::stands(&press.office, &entry, item);
                let told = repeat.as_ref().map(|repeat| format!("与 {}", already(repeat)));
                item.guesses.extend(told.map(|text| Guess { field: Field::Body, text }));
            }
        }
        let fate = known(room, &press.office, &file, &bytes);
        Ok(told(key, file, read, fate))
    });
    Ok(Json(read.await?))
}

/// Where an item stands already.
fn already(repeat: &Repeat) -> String {
    let issue = repeat.draft.file_stem().unwrap_or_default().to_string_lossy();
    let (number, headline) = (&repeat.number, &repeat.headline);
    format!("{issue} 第 {number} 条“{headline}”{}", repeat.likeness.words())
}

/// What became of these bytes, where they were filed or judged before.
fn known(room: &Room, office: &crate::office::Office, file: &str, bytes: &[u8]) -> Option<String> {
    let register = inbox::Register::read(office).ok()?;
    let at = register.position(file, &hash(&[bytes]))?;
    let all = inbox::letters(office, &register);
    fate(room, office, all.get(at)?, &all)
}

fn told(key: String, file: String, read: Result<Imported>, fate: Option<String>) -> Submission {
    let empty = Submission {
        key,
        file,
        items: vec![],
        left_out: vec![],
        unplaced: vec![],
        doubts: vec![],
        pictures: 0,
        failed: None,
    };
    let Imported { outline, proof, .. } = match read {
        Ok(read) => read,
        Err(error) => return Submission { failed: Some(words(&error)), ..empty },
    };
    let failed = outline.items().next().is_none().then(|| "里面没有找到一条信息".to_owned());
    let lines = proof.ledger.iter();
    let mut left_out: Vec<String> =
        lines.map(|line| format!("{}（{} 处）", line.what, line.times)).collect();
    left_out.extend(outline.items().flat_map(|item| &item.remarks).cloned());
    Submission {
        items: outline.items().map(recognized).collect(),
        left_out,
        unplaced: outline.unplaced.iter().map(|left| left.text.clone()).collect(),
        doubts: fate.iter().map(|fate| format!("这份来稿{fate}")).chain(doubts(&outline)).collect(),
        pictures: outline.pictures.len() as u32,
        failed,
        ..empty
    }
}

fn doubts(outline: &Outline) -> impl Iterator<Item = String> {
    outline.guesses.iter().chain(&outline.notes).cloned()
}

fn recognized(item: &Item) -> Recognized {
    Recognized {
        headline: item.headline.clone(),
        body: item.body.clone(),
        credits: item.credits.clone(),
        tables: item.tables.len() as u32,
        doubts: item.guesses.iter().map(|guess| guess.text.clone()).collect(),
    }
}

#[derive(Deserialize)]
pub(super) struct File {
    key: String,
    column: String,
    #[serde(default)]
    credits: Vec<String>,
}

/// Files a submission that was read: its items go to the end of a column.
pub(super) async fn file(
    State(desk): State<Arc<Desk>>,
    Path(issue): Path<String>,
    Json(wanted): Json<File>,
) -> Answer<Edited> {
    let found = locked(&desk.intake).0.iter().find(|(key, ..)| *key == wanted.key).cloned();
    let (_, file, bytes) = found.ok_or_else(|| anyhow!("这份来稿已经不在手边，请再拖进来一次"))?;
    let name = issue.clone();
    let edited = waiting(&desk, move |room| add(room, &issue, &file, &bytes, &wanted)).await?;
    save_soon(&desk.room()?, &name);
    Ok(Json(edited))
}

fn add(room: &Room, issue: &str, file: &str, bytes: &[u8], wanted: &File) -> Result<Edited> {
    let (entry, version) = room.with(issue, |open, _| Ok((open.entry(), open.version)))?;
    if !entry.is_readable() {
        bail!("稿件里有读不出的地方，先在原文里改好");
    }
    let press = room.press();
    let mut edited = edit::Edited::of(Arc::new(entry));
    edited.arrangement()?;
    let stem = FilePath::new(file).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let filing = Filing { column: &wanted.column, credits: &wanted.credits, stem: &stem };
    let filed = filing::submit(&press.office, &mut edited, FilePath::new(file), bytes, &filing)?;
    let mut plan = Plan::default();
    edited.plan_beside(&mut plan);
    if !plan.is_empty() {
        room.to_write().lock()?.commit(FILED, &plan)?;
    }
    let repeats = filed.items.iter().filter_map(|item| {
        let repeat = item.repeats.as_ref()?;
        Some(format!("“{}”与 {}", item.headline, already(repeat)))
    });
    let column = filed.column.replace('“', "‘").replace('”', "’");
    let mut said = vec![format!("{file}：加入“{column}”{} 条", filed.items.len())];
    said.extend(repeats.map(|line| format!("注意：{line}")));
    let entered = edited;
    let edited = room.with(issue, |open, held| {
        if open.version != version {
            bail!("稿件刚才又改过，请再点一次");
        }
        let before = open.texts(held);
        open.take(entered.text.clone());
        let after: Texts = open.texts(held);
        open.history.close();
        open.history.note(FILED, &wanted.key, &before, &after);
        open.history.close();
        let first = filed.items.first();
        let at = first.and_then(|item| Some((item.number.column - 1, item.number.item? - 1)));
        Ok(Edited {
            version: open.version,
            issue: Some(open.issue()),
            said: Some(said.join("\n")),
            goto: at.and_then(|at| open.ids.at(at)),
        })
    })?;
    let store = room.to_write();
    let mut plan = Plan::default();
    let arrived = [(file.to_owned(), bytes, &filed)];
    inbox::note_filed(&press.office, &entered, &arrived, store.who.today(), &mut plan)?;
    if !plan.is_empty() {
        store.lock()?.commit("登记来稿", &plan)?;
    }
    room.bell.ring(issue);
    room.tell(issue, false);
    Ok(edited)
}

/// Puts a picture beside the draft and into an item.
pub(super) async fn figure(
    State(desk): State<Arc<Desk>>,
    Path((issue, item)): Path<(String, Id)>,
    query: Asked,
    bytes: Bytes,
) -> Answer<Edited> {
    let name = issue.clone();
    let edited = waiting(&desk, move |room| picture(room, &issue, item, &query.0, &bytes)).await?;
    save_soon(&desk.room()?, &name);
    Ok(Json(edited))
}

fn picture(room: &Room, issue: &str, item: Id, asked: &Named, bytes: &[u8]) -> Result<Edited> {
    let name = asked.name.as_deref().unwrap_or_default();
    let extension = match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        _ => bail!("“{}”不是 PNG 或 JPEG 图片，印不了", plain_name(name)),
    };
    if imagesize::blob_size(bytes).is_err() {
        bail!("“{}”坏了或者没有传完整", plain_name(name));
    }
    let (path, stem) = room.with(issue, |open, _| Ok((open.path.clone(), open.name.clone())))?;
    let folder = path.parent().unwrap_or(FilePath::new("."));
    let free = (1..).map(|number| format!("{stem}-{number}.{extension}"));
    let file = free.into_iter().find(|name| !folder.join(name).exists()).unwrap_or_default();
    let mut plan = Plan::default();
    plan.create(folder.join(&file), bytes);
    room.to_write().lock()?.commit("加图片", &plan)?;
    let edited = room.with(issue, |open, held| {
        let at = open.ids.item(item).ok_or_else(|| anyhow!("这一条已经不在了"))?;
        let before = open.texts(held);
        let stem = FilePath::new(&plain_name(name))
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned());
        let alt = stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "图片".to_owned());
        let figure = format!(
            "[[column.item.figure]]\nfile = {}\nalt = {}",
            write::quoted(&file),
            write::quoted(&alt)
        );
        let body = open.item(at).and_then(|item| item.body.as_ref()).map(|body| body.as_str());
        let byte = asked.at.map(|units| byte_of(body.unwrap_or_default(), units));
        let text = insets::add(&open.text, at, &figure, byte)?;
        open.set(text);
        let after = open.texts(held);
        match asked.paste {
            Some(paste) => open.history.note(PASTE, &pasted(paste), &before, &after),
            None => open.history.note("加图片", "", &before, &after),
        }
        Ok(Edited {
            version: open.version,
            issue: Some(open.issue()),
            said: Some(format!("图片存成 {file}")),
            goto: Some(item),
        })
    })?;
    room.bell.ring(issue);
    room.tell(issue, false);
    Ok(edited)
}

/// A file of the inbox.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Letter {
    name: String,
    #[cfg_attr(test, ts(type = "number"))]
    size: u64,
    /// What became of it: 已收入 2024-03.
    filed: Option<String>,
}

/// The files of the inbox, where the workspace has one; with `name`, this one is read.
pub(super) async fn inbox(
    State(desk): State<Arc<Desk>>,
    query: Asked,
) -> Result<axum::response::Response, super::answer::Failure> {
    use axum::response::IntoResponse as _;
    let wanted = query.0.name.map(|name| plain_name(&name));
    Ok(match wanted {
        Some(name) => waiting(&desk, move |room| letter(room, &name)).await?.into_response(),
        None => Json(waiting(&desk, |room| Ok(letters(room))).await?).into_response(),
    })
}

fn letters(room: &Room) -> Vec<Letter> {
    let press = room.press();
    let known = inbox::Register::read(&press.office).ok();
    let known = known.map(|register| inbox::letters(&press.office, &register)).unwrap_or_default();
    let letter = |(name, path): (String, PathBuf)| {
        let one = known.iter().rev().find(|known| known.submission.file == name);
        let size = std::fs::metadata(path).ok()?.len();
        Some(Letter {
            size,
            filed: one.and_then(|one| fate(room, &press.office, one, &known)),
            name,
        })
    };
    let mut letters: Vec<Letter> =
        inbox::lying(&press.office).into_iter().filter_map(letter).collect();
    letters.sort_by(|a, b| (a.filed.is_some(), &a.name).cmp(&(b.filed.is_some(), &b.name)));
    letters
}

/// What became of a submission, in words; nothing while nobody has decided. An open issue is asked as it
/// is here.
fn fate(
    room: &Room,
    office: &crate::office::Office,
    letter: &inbox::Letter,
    all: &[inbox::Letter],
) -> Option<String> {
    let submission = &letter.submission;
    let filed = submission.filed.as_deref();
    let is_there = filed.and_then(|issue| {
        let state = room.state();
        Some(inbox::stands_in(office, &state.open.get(issue)?.draft, letter, all))
    });
    if let (Some(issue), Some(true)) = (filed, is_there) {
        return Some(format!("已收入 {issue}"));
    }
    let of = |fate: &Fate| match fate {
        Fate::Adopted { issue, .. } if is_there.is_some() && Some(issue.as_str()) == filed => {
            Some((3, format!("收入过 {issue}，现在不在里面")))
        }
        Fate::Adopted { issue, .. } => Some((0, format!("已收入 {issue}"))),
        Fate::Held(_) => Some((1, "留用".to_owned())),
        Fate::Unused(reason) => Some((2, format!("不用：{reason}"))),
        Fate::Gone(issue) => Some((3, format!("收入过 {issue}，现在不在里面"))),
        Fate::Waiting => None,
    };
    let all = letter.fates.iter().filter_map(|(_, fate)| of(fate));
    all.min_by_key(|(rank, _)| *rank).map(|(_, words)| words)
}

fn letter(room: &Room, name: &str) -> Result<Vec<u8>> {
    let lying = inbox::lying(&room.press().office).into_iter().find(|(own, _)| own == name);
    let (_, file) = lying.ok_or_else(|| anyhow!("收件夹里没有“{name}”"))?;
    Ok(std::fs::read(file)?)
}
