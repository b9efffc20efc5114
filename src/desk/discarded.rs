//! Issues that were begun by mistake: put away, listed, brought back.

use std::path::Path as FilePath;
use std::sync::Arc;

use anyhow::anyhow;
use axum::Json;
use axum::extract::{Path, State};

use super::Desk;
use super::answer::{Answer, waiting};
use super::api::Discarded;
use super::list::about;
use super::open::title;
use crate::office::discard::{bring_back, discarded};

pub(super) async fn discard(State(desk): State<Arc<Desk>>, Path(name): Path<String>) -> Answer<()> {
    Ok(Json(waiting(&desk, move |room| room.discard(&name)).await?))
}

pub(super) async fn list(State(desk): State<Arc<Desk>>) -> Answer<Vec<Discarded>> {
    let all = waiting(&desk, |room| {
        let shown = discarded(&room.press().office).into_iter().map(|one| Discarded {
            place: one.place,
            title: title(&one.draft, &one.name),
            date: one.draft.date().map(|date| date.to_string()),
            items: one.draft.items().count() as u32,
            about: about(&one.draft),
        });
        Ok(shown.collect())
    });
    Ok(Json(all.await?))
}

/// Brings one back; the name by which it is opened.
pub(super) async fn back(State(desk): State<Arc<Desk>>, Path(place): Path<u32>) -> Answer<String> {
    let name = waiting(&desk, move |room| {
        let office = room.office_to_write()?;
        let found = discarded(&office).into_iter().find(|one| one.place == place);
        let path = bring_back(&office, &found.ok_or_else(|| anyhow!("这一期已经取回了"))?)?;
        drop(office);
        room.reopen()?;
        let stem = FilePath::new(&path).file_stem().unwrap_or_default();
        Ok(stem.to_string_lossy().into_owned())
    });
    Ok(Json(name.await?))
}
