//! Files of settings changed on the desk as text; `forms` changes single values of them.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::Desk;
use super::answer::{Answer, waiting};
use super::room::Room;
use crate::config::units::Roster;
use crate::config::{Config, lexicon};
use crate::office::score;
use crate::office::store::Plan;
use crate::source::{Diagnostic, Source};
use crate::workspace::{ADOPTED_FILE, CONFIG_FILE, LEXICON_FILE, SCORING_FILE, UNITS_FILE};

const FILES: [&str; 5] = [CONFIG_FILE, UNITS_FILE, LEXICON_FILE, SCORING_FILE, ADOPTED_FILE];

/// A file of settings, and what is wrong in it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Text {
    text: String,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Fault {
    line: usize,
    message: String,
    help: Option<String>,
}

fn named(file: &str) -> Result<&'static str> {
    let found = FILES.iter().find(|name| **name == file);
    found.copied().ok_or_else(|| anyhow!("没有“{file}”这个设置"))
}

pub(super) async fn read(State(desk): State<Arc<Desk>>, Path(file): Path<String>) -> Answer<Text> {
    let name = named(&file)?;
    let read = waiting(&desk, move |room| {
        let text = current(room, name)?;
        Ok(Text { faults: faults(room, name, &text)?, text })
    });
    Ok(Json(read.await?))
}

pub(super) fn current(room: &Room, name: &str) -> Result<String> {
    let path = room.root.join(name);
    if path.exists() { Ok(std::fs::read_to_string(path)?) } else { Ok(String::new()) }
}

pub(super) fn put(room: &Room, name: &str, before: &str, after: &str) -> Result<()> {
    let path = room.root.join(name);
    let mut plan = Plan::default();
    match path.exists() {
        true => plan.write(path, before.as_bytes(), after.as_bytes()),
        false => plan.create(path, after.as_bytes()),
    }
    Ok(room.to_write().lock()?.commit("改设置", &plan)?)
}

/// What is wrong in a file; of points it is what is on the disk, beside the issues.
pub(super) fn faults(room: &Room, name: &str, text: &str) -> Result<Vec<Fault>> {
    if [SCORING_FILE, ADOPTED_FILE].contains(&name) {
        let found = score::check(&room.press().office)?;
        let own = found.iter().filter(|found| found.source.path().ends_with(name));
        let own = own.flat_map(|all| all.diagnostics.iter().map(|one| fault(&all.source, one)));
        return Ok(own.collect());
    }
    let source = Source::new(name, text);
    let found: Vec<Diagnostic> = match name {
        CONFIG_FILE => Config::read(&source).1,
        UNITS_FILE => Roster::read(&source).1,
        _ => lexicon::read(text).1,
    };
    Ok(found.iter().map(|found| fault(&source, found)).collect())
}

fn fault(source: &Source, found: &Diagnostic) -> Fault {
    Fault {
        line: source.position(found.span.start).line,
        message: found.message.clone(),
        help: found.help.clone(),
    }
}

#[derive(Deserialize)]
pub(super) struct Written {
    text: String,
    /// What was read before it was changed.
    was: String,
}

/// Writes a file of settings. One that cannot be read is not written: nothing could be opened then.
pub(super) async fn write(
    State(desk): State<Arc<Desk>>,
    Path(file): Path<String>,
    Json(written): Json<Written>,
) -> Answer<Text> {
    let name = named(&file)?;
    let done = waiting(&desk, move |room| {
        if current(room, name)? != written.was {
            bail!("{name} 刚才被别的程序改过，没有覆盖它；重新打开这一页再改");
        }
        let source = Source::new(name, written.text.as_str());
        if name != LEXICON_FILE
            && let Some(found) = Config::read(&source).1.iter().find(|found| found.is_unreadable())
        {
            bail!("第{}行：{}", source.position(found.span.start).line, found.message);
        }
        put(room, name, &written.was, &written.text)?;
        room.reopen()?;
        Ok(Text { faults: faults(room, name, &written.text)?, text: written.text })
    });
    Ok(Json(done.await?))
}
