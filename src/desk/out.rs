//! What is made of an issue: the proof, the final PDF, the other forms, releases and whether they are
//! still what they were.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::Desk;
use super::answer::{Answer, Asked, Failure, waiting};
use super::api::{Done, Form};
use super::plain;
use super::room::Room;
use crate::draft::arrange;
use crate::export::{self, Options};
use crate::office::Number;
use crate::office::press::{Edition, Press, Set};
use crate::office::said::Said;
use crate::office::store;
use crate::office::{print, release as releasing, since, verify as verifying};
use crate::source::Level;
use crate::workspace::Entry;
use crate::workspace::archive::Manifest;
use crate::workspace::files::folder_of;

/// Where files that are made go.
pub(super) const FOLDER: &str = "out";

pub(super) fn forms() -> impl Iterator<Item = Form> {
    export::FORMS.iter().map(|row| Form {
        key: row.form.name().to_owned(),
        name: row.title.to_owned(),
        about: row.purpose.to_owned(),
    })
}

/// The issue as it is in the desk, saved.
fn entry(room: &Room, name: &str) -> Result<Entry> {
    room.save(name);
    let (entry, path) = room.with(name, |open, _| {
        if !open.is_saved() {
            bail!("还没有存上：{}", open.failed.clone().unwrap_or_default());
        }
        Ok((open.entry(), open.path.clone()))
    })?;
    Ok(entry.attach(room.press().office.files(), folder_of(&path)))
}

/// Why something was not printed, in words.
pub(super) fn reasons(said: &[Said]) -> Vec<String> {
    let mut reasons = vec![];
    for said in said {
        let findings = match said {
            Said::Draft(findings) => findings,
            Said::Pages(pages) => &pages.findings,
            _ => continue,
        };
        let places = arrange::Arrangement::of(findings.source.text());
        let errors = findings.diagnostics.iter().filter(|found| found.level == Level::Error);
        reasons.extend(errors.map(|found| {
            let message = plain::message(&found.message);
            let number = places.as_ref().and_then(|places| {
                let columns = places.columns.iter().enumerate();
                let mut items = columns.flat_map(|(column, place)| {
                    place.items.iter().enumerate().map(move |(item, range)| (column, item, range))
                });
                let found = items.find(|(.., range)| range.contains(&found.span.start));
                found.map(|(column, item, _)| Number::item(column, item).to_string())
            });
            match number.filter(|number| !message.contains(number)) {
                Some(number) => format!("{number}：{message}"),
                None => message,
            }
        }));
    }
    reasons
}

fn set<T>(
    press: &Press,
    entry: &Entry,
    proof: bool,
    make: impl FnOnce(&Set) -> Result<T>,
) -> Result<Result<T, Vec<String>>> {
    let mut said = vec![];
    let office = &press.office;
    let manifest = Manifest::read(office.files(), &office.workspace.root).ok();
    let corrected = manifest.and_then(|manifest| since::since(office, &manifest, entry).correction);
    let edition = Edition { proof, correction: corrected.as_deref().filter(|_| !proof) };
    let set = press.set(entry, edition, &mut said, make)?;
    press.forget();
    Ok(set.map(|(_, made)| made).ok_or_else(|| reasons(&said)))
}

/// The PDF, for the browser to show and to print.
pub(super) async fn pdf(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    query: Asked,
) -> Result<Response, Failure> {
    let proof = query.0.proof;
    let file = format!("{name}{}.pdf", if proof { ".proof" } else { "" });
    let made = waiting(&desk, move |room| {
        let entry = entry(room, &name)?;
        let press = room.press();
        set(&press, &entry, proof, |set| set.fitted.pages.pdf())?
            .map_err(|reasons| anyhow!("有错误，没有印：\n{}", reasons.join("\n")))
    });
    let bytes = made.await?;
    let name = format!("inline; filename=\"{file}\"");
    Ok((
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)],
        bytes,
    )
        .into_response())
}

/// Makes the files of one form in `out/`.
pub(super) async fn make(
    State(desk): State<Arc<Desk>>,
    Path((name, form)): Path<(String, String)>,
    query: Asked,
) -> Answer<Done> {
    let proof = query.0.proof;
    let done = waiting(&desk, move |room| {
        let entry = entry(room, &name)?;
        let press = room.press();
        let wanted = export::Form::named(&form);
        let form = wanted.ok_or_else(|| anyhow!("没有“{form}”这种"))?;
        let stem = print::stem(&entry);
        let made = set(&press, &entry, proof, |set| {
            press.make(set, &entry, form, &Options::default(), &stem, proof)
        })?;
        let files = match made {
            Ok(files) => files,
            Err(said) => return Ok(Done { well: false, said, files: vec![] }),
        };
        let mark = if proof { ".proof" } else { "" };
        let (mut names, mut said) = (vec![], vec![]);
        for file in files {
            let name = format!("{stem}{mark}{}", file.ending);
            let path = room.root.join(FOLDER).join(&name);
            store::deliver(press.office.files(), &path, &file.bytes)?;
            said.extend(file.notes.iter().cloned());
            names.push(format!("{FOLDER}/{name}"));
        }
        Ok(Done { well: true, said, files: names })
    });
    Ok(Json(done.await?))
}

/// A file that was made.
pub(super) async fn made(
    State(desk): State<Arc<Desk>>,
    Path(path): Path<String>,
) -> Result<Response, Failure> {
    let bytes = waiting(&desk, {
        let path = path.clone();
        move |room| {
            let wanted =
                room.root.join(&path).canonicalize().map_err(|_| anyhow!("没有这个文件"))?;
            let folders =
                [FOLDER, crate::workspace::archive::FOLDER, crate::workspace::rounds::FOLDER];
            let inside = folders.iter().any(|folder| {
                room.root.join(folder).canonicalize().is_ok_and(|folder| wanted.starts_with(folder))
            });
            if !inside {
                return Err(anyhow!("没有这个文件"));
            }
            Ok(std::fs::read(wanted)?)
        }
    });
    let bytes = bytes.await?;
    let (kind, shown) = match path.rsplit('.').next().unwrap_or_default() {
        "pdf" => ("application/pdf", "inline"),
        "png" => ("image/png", "inline"),
        "txt" => ("text/plain; charset=utf-8", "inline"),
        // A page or a picture that could hold a script is only ever given to be kept.
        _ => ("application/octet-stream", "attachment"),
    };
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, shown)], bytes)
        .into_response())
}

#[derive(Deserialize)]
pub(super) struct Release {
    reason: Option<String>,
}

pub(super) async fn release(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    Json(wanted): Json<Release>,
) -> Answer<Done> {
    let done = waiting(&desk, move |room| {
        let entry = entry(room, &name)?;
        // The settings as they are now: a press remembers those that it has read.
        room.reopen()?;
        let press = room.press();
        let mut said = vec![];
        let released = releasing::release(&press, &entry, wanted.reason.as_deref(), &mut said)?;
        press.forget();
        let Some(released) = released else {
            return Ok(Done { well: false, said: reasons(&said), files: vec![] });
        };
        room.with(&name, |open, _| {
            open.released = true;
            Ok(())
        })?;
        room.tell(&name, true);
        let file = released.pdf.strip_prefix(&room.root).unwrap_or(&released.pdf);
        let file = file.to_string_lossy().replace('\\', "/");
        let mut said = vec![format!("{}已发布", released.title)];
        if !released.stale.is_empty() {
            let names: Vec<String> = released
                .stale
                .iter()
                .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
                .collect();
            let names = names.join("、");
            said.push(format!(
                "{FOLDER} 里更正之前做的还是旧的，没有印上更正，要用就重新生成：{names}"
            ));
        }
        Ok(Done { well: true, said, files: vec![file] })
    });
    Ok(Json(done.await?))
}

/// Looks whether all releases are what they were.
pub(super) async fn verify(State(desk): State<Arc<Desk>>) -> Answer<Done> {
    let done = waiting(&desk, |room| {
        room.reopen()?;
        let press = room.press();
        let chosen = verifying::choose(&press.office, &[])?;
        let well = chosen.strays.is_empty() && chosen.from_backup.is_none();
        let mut done = Done { well, said: vec![], files: vec![] };
        done.said.extend(chosen.from_backup.clone());
        done.said.extend(chosen.backup_lost.then(|| verifying::BACKUP_LOST.to_owned()));
        done.said.extend(chosen.strays.iter().map(|stray| format!("{stray}：没有登记")));
        for release in &chosen.releases {
            let verified = verifying::examine(&press, &chosen, release)?;
            done.well &= verified.faults.is_empty();
            done.files.push(format!("archive/{}", verified.pdf));
            if verified.faults.is_empty() {
                let changed = match verified.changed.as_slice() {
                    [] => "相符".to_owned(),
                    changed => format!("PDF 完好；发布以后改动了{}", changed.join("、")),
                };
                done.said.push(format!("{}：{changed}", verified.pdf));
            }
            for fault in &verified.faults {
                done.said.push(format!("{}：{fault}", verified.pdf));
                done.said.extend(fault.lines());
            }
        }
        if chosen.releases.is_empty() && done.well {
            done.said.push("还没有发布过任何一期".to_owned());
        }
        Ok(done)
    });
    Ok(Json(done.await?))
}
