//! Before there is a workspace: which ones were open lately, and a new one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::Desk;
use super::answer::{Answer, Failure};
use crate::draft::change::{Slot, Value};
use crate::draft::write;
use crate::office::init;
use crate::office::store::{Plan, Store, deliver};
use crate::workspace::{CONFIG_FILE, Workspace, files};

const MOST_RECENT: usize = 12;

/// What the first page offers.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Offer {
    /// The workspace that is open.
    open: Option<String>,
    /// Where a new one would be.
    folder: String,
    recent: Vec<String>,
}

pub(super) async fn offer(State(desk): State<Arc<Desk>>) -> Answer<Offer> {
    let open = desk.room().ok().map(|room| room.root.display().to_string());
    let free = (1..).map(|number| match number {
        1 => desk.here.join("快报"),
        number => desk.here.join(format!("快报{number}")),
    });
    let folder = free.into_iter().find(|folder| !folder.exists()).unwrap_or_default();
    let recent = recent(desk.recent.as_deref());
    Ok(Json(Offer { open, folder: folder.display().to_string(), recent }))
}

/// The workspaces that were open lately and are still there, the last one first.
fn recent(list: Option<&Path>) -> Vec<String> {
    let text = list.and_then(|list| std::fs::read_to_string(list).ok()).unwrap_or_default();
    let there = |line: &&str| Path::new(line).join(CONFIG_FILE).is_file();
    text.lines().filter(there).take(MOST_RECENT).map(str::to_owned).collect()
}

/// Notes that a workspace was open. That it cannot be noted keeps nobody from working.
pub(super) fn remember(list: Option<&Path>, root: &Path) {
    let Some(list) = list else { return };
    let own = root.display().to_string();
    let mut lines = vec![own.clone()];
    lines.extend(recent(Some(list)).into_iter().filter(|line| *line != own));
    lines.truncate(MOST_RECENT);
    let _ = deliver(&*files::disk(), list, (lines.join("\n") + "\n").as_bytes());
}

#[derive(Deserialize)]
pub(super) struct Enter {
    folder: String,
}

pub(super) async fn enter(State(desk): State<Arc<Desk>>, Json(wanted): Json<Enter>) -> Answer<()> {
    let desk = desk.clone();
    let enter = move || -> Result<()> {
        let folder = PathBuf::from(wanted.folder.trim().trim_matches('"'));
        let root = Workspace::find(&folder)
            .ok_or_else(|| anyhow!("{} 里没有 bulletin.toml，不是工作文件夹", folder.display()))?;
        desk.enter(&root)
    };
    tokio::task::spawn_blocking(enter).await??;
    Ok(Json(()))
}

/// What a new workspace is to be.
#[derive(Deserialize)]
pub(super) struct New {
    folder: String,
    name: String,
    publisher: String,
    weekday: String,
    distribution: String,
    /// Editor, reviewer, approver.
    #[serde(default)]
    staff: [String; 3],
}

pub(super) async fn create(
    State(desk): State<Arc<Desk>>,
    Json(new): Json<New>,
) -> Result<Json<()>, Failure> {
    let desk = desk.clone();
    let create = move || -> Result<()> {
        let folder = PathBuf::from(new.folder.trim().trim_matches('"'));
        if !folder.is_absolute() {
            bail!("文件夹要写全，如 {}", desk.here.join("快报").display());
        }
        for (what, text) in
            [("刊名", &new.name), ("编发单位", &new.publisher), ("发送范围", &new.distribution)]
        {
            if text.trim().is_empty() {
                bail!("没有写{what}");
            }
        }
        let store = Store::new(files::disk(), &folder, (desk.who)());
        init::create(&store, &folder, new.name.trim(), new.publisher.trim(), true, (desk.today)())?;
        let path = folder.join(CONFIG_FILE);
        let before = std::fs::read_to_string(&path)?;
        let text = filled(before.clone(), &new)?;
        let mut plan = Plan::default();
        plan.write(&path, before.as_bytes(), text.as_bytes());
        store.lock()?.commit("新建工作文件夹", &plan)?;
        desk.enter(&folder)
    };
    tokio::task::spawn_blocking(create).await??;
    Ok(Json(()))
}

/// The settings of a new workspace with what the editor has told.
fn filled(mut text: String, new: &New) -> Result<String> {
    let staff = |name: &str| {
        let names =
            name.split(['、', '，', ',', ' ']).map(str::trim).filter(|name| !name.is_empty());
        names.map(write::quoted).collect::<Vec<_>>().join(", ")
    };
    for (key, value) in [
        ("name", &new.name),
        ("publisher", &new.publisher),
        ("weekday", &new.weekday),
        ("distribution", &new.distribution),
    ] {
        let value = Value::Text(value.trim().to_owned());
        text = crate::draft::change::set(&text, Slot::Top(key), &value)?;
    }
    for (key, names) in ["editor", "reviewer", "approver"].into_iter().zip(&new.staff) {
        // Nobody rather than the names of an example, which would be printed.
        let line = |line: &str| line.trim_start().starts_with(&format!("{key} ="));
        let old = text.lines().find(|own| line(own)).map(str::to_owned);
        if let Some(old) = old {
            let comment = old.split_once(']').map_or("", |(_, rest)| rest);
            text = text.replacen(&old, &format!("{key} = [{}]{comment}", staff(names)), 1);
        }
    }
    Ok(text)
}
