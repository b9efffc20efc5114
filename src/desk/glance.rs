//! What the list of issues shows of a draft beside its name: its pages, and how much is to be mended.
//! Found when the list is on the screen, one issue at a time.

use std::sync::Arc;

use anyhow::Result;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};

use super::Desk;
use super::answer::{Answer, Asked, waiting};
use super::api::{Done, Glance};
use super::list::plain_name;
use super::room::Room;
use crate::office::intake;
use crate::source::Level;
use crate::workspace::{DRAFTS_FOLDER, Entry};

pub(super) async fn glance(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
) -> Answer<Glance> {
    Ok(Json(waiting(&desk, move |room| look(room, &name)).await?))
}

fn look(room: &Room, name: &str) -> Result<Glance> {
    let path = room.path(name)?;
    let open = room.state().open.get(name).map(|open| open.text.clone());
    let bytes = open.map_or_else(|| std::fs::read(&path), |text| Ok(text.into_bytes()))?;
    let press = room.press();
    let length = bytes.len() as u64;
    let folder = path.parent().unwrap_or(std::path::Path::new("."));
    let shown = press.office.shown(&path);
    let entry = Entry::read(&shown, bytes, length).attach(press.office.files(), folder);
    let mut found = press.found(&entry, true).diagnostics;
    let fitted = entry.is_readable().then(|| press.fit(&entry, false).ok()).flatten();
    if let Some((bulletin, fitted)) = &fitted {
        found.extend(press.survey(&entry, bulletin, fitted, false).diagnostics);
    }
    press.forget();
    let count = |level| found.iter().filter(|found| found.level == level).count() as u32;
    Ok(Glance {
        pages: fitted.map(|(_, fitted)| fitted.pages.count() as u32),
        errors: count(Level::Error),
        warnings: count(Level::Warning),
    })
}

/// A back issue becomes a draft of its own.
pub(super) async fn back(
    State(desk): State<Arc<Desk>>,
    query: Asked,
    bytes: Bytes,
) -> Answer<Done> {
    let file = plain_name(query.0.name.as_deref().unwrap_or_default());
    Ok(Json(waiting(&desk, move |room| take(room, &file, &bytes)).await?))
}

fn take(room: &Room, file: &str, bytes: &[u8]) -> Result<Done> {
    let read = intake::issue(&room.press().office, std::path::Path::new(file), bytes)?;
    room.without_sample(Some(&read.stem))?;
    let press = room.press();
    let office = &press.office;
    let path = room.root.join(DRAFTS_FOLDER).join(format!("{}.toml", read.stem));
    let text = read.create(office, &path)?;
    let proof = read.proof_of(&text);
    let mut said = vec![format!("{file}：存成 {}", office.shown(&path).display())];
    let left_out = proof.ledger.iter().map(|line| format!("{}（{} 处）", line.what, line.times));
    let left_out: Vec<String> = left_out.collect();
    if !left_out.is_empty() {
        said.push(format!("没有放进稿件的：{}", left_out.join("、")));
    }
    let unplaced = read.outline.unplaced.len();
    if unplaced > 0 {
        said.push(format!("有 {unplaced} 段没有认出放在哪里，写在稿件末尾"));
    }
    room.refresh()?;
    let files = vec![format!("{DRAFTS_FOLDER}/{}.toml", read.stem)];
    Ok(Done { well: unplaced == 0, said, files })
}
