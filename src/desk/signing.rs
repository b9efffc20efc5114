//! An issue on its way to the leader and back: signatures, rounds, what changed since, and a proof that
//! came back, taken over change by change.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::Desk;
use super::answer::{Answer, Failure, waiting};
use super::api::{Done, Proposal, Returned, Story, Stray, Stretch, Told};
use super::list::plain_name;
use super::out::reasons;
use super::room::Room;
use crate::bulletin::compare::told::told;
use crate::bulletin::compare::words;
use crate::bulletin::identity::Identity;
use crate::draft::Role;
use crate::office::back::{self, Change, Proposed};
use crate::office::press::Press;
use crate::office::said::Said;
use crate::office::sign::{self, Signing};
use crate::office::{Chosen, changes, log, rounds, submit as submitting};

/// Does something with the draft as it is saved, by settings and drafts as they are now, and takes in
/// what was written.
fn on_disk<T>(
    room: &Arc<Room>,
    name: &str,
    work: impl FnOnce(&Press, &Chosen) -> Result<T>,
) -> Result<T> {
    room.save(name);
    let path = room.with(name, |open, _| {
        if !open.is_saved() {
            bail!("还没有存上：{}", open.failed.clone().unwrap_or_default());
        }
        Ok(open.path.clone())
    })?;
    room.reopen()?;
    let press = room.press();
    let chosen = press.office.one(&path)?;
    let done = work(&press, &chosen);
    press.forget();
    // The draft on the disk is another one now.
    room.look();
    room.reopen()?;
    done
}

/// What was done with an issue, and what changed since.
pub(super) async fn story(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
) -> Answer<Story> {
    let story = waiting(&desk, move |room| {
        on_disk(room, &name, |press, chosen| {
            let office = &press.office;
            let entry = office.entry(chosen)?;
            let before = rounds::before(office, &entry, None).ok();
            let comparison = before.as_ref().map(|b| rounds::changed_since(office, &entry, b));
            let comparison = comparison.transpose()?;
            let events = log::history(office, chosen)?;
            let content = rounds::content_of(office, &entry);
            let signoff = entry.draft.signoff.as_ref();
            let signed = Role::ALL.map(|role| {
                let by = signoff?.signed(role)?.by.as_ref()?;
                Some(by.value.clone())
            });
            let identity = content.map(|content| content.identity());
            let void = Role::ALL.map(|role| {
                let signed = signoff.and_then(|signoff| signoff.signed(role)?.content.as_ref());
                let now = identity.as_ref().map(Identity::as_str);
                signed.is_some_and(|signed| now != Some(signed.value.as_str()))
            });
            Ok(Story {
                events: events.iter().map(ToString::to_string).collect(),
                fingerprint: identity.map(|identity| identity.short()),
                signed,
                void,
                against: before.map(|before| before.name()),
                changes: comparison
                    .map(|comparison| told(&comparison))
                    .unwrap_or_default()
                    .into_iter()
                    .map(|told| Told { head: told.head, lines: told.lines })
                    .collect(),
            })
        })
    });
    Ok(Json(story.await?))
}

#[derive(Deserialize)]
pub(super) struct Signed {
    /// 责任编辑 …
    role: String,
    /// Nothing to withdraw the signature.
    name: Option<String>,
}

pub(super) async fn sign(
    State(desk): State<Arc<Desk>>,
    Path(issue): Path<String>,
    Json(wanted): Json<Signed>,
) -> Answer<Done> {
    let today = (desk.today)();
    let done = waiting(&desk, move |room| {
        let role = Role::ALL.into_iter().find(|role| role.name() == wanted.role);
        let role = role.ok_or_else(|| anyhow!("没有“{}”这一签", wanted.role))?;
        on_disk(room, &issue, |press, chosen| {
            let office = &press.office;
            let well = |said: String| Done { well: true, said: vec![said], files: vec![] };
            let Some(name) = &wanted.name else {
                let gone = sign::unsign(office, chosen, role)?;
                let roles = gone.iter().map(|role| role.name()).collect::<Vec<_>>().join("、");
                return Ok(well(format!("已撤回{roles}的签名")));
            };
            let name = Some(name.trim()).filter(|name| !name.is_empty());
            Ok(match sign::sign(office, chosen, role, name, today, &press.coverage)? {
                Signing::Done(signature) => {
                    let mut done = well(format!(
                        "{}“{}”已签，内容指纹 {}",
                        role.name(),
                        signature.name,
                        signature.identity.short()
                    ));
                    done.said.extend(signature.other_round.map(|round| {
                        format!("第 {round} 轮送审以后稿件改过，签的不是送审时的内容")
                    }));
                    done
                }
                Signing::Errors(findings) => {
                    Done { well: false, said: reasons(&[Said::Draft(findings)]), files: vec![] }
                }
            })
        })
    });
    Ok(Json(done.await?))
}

/// Makes up the papers of a round.
pub(super) async fn submit(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
) -> Answer<Done> {
    let done = waiting(&desk, move |room| {
        on_disk(room, &name, |press, chosen| {
            let entry = press.office.entry(chosen)?;
            let mut said = vec![];
            let Some(made) = submitting::submit(press, &entry, &mut said)? else {
                return Ok(Done { well: false, said: reasons(&said), files: vec![] });
            };
            let folder = made.folder.strip_prefix(&room.root).unwrap_or(&made.folder);
            let folder = folder.to_string_lossy().replace('\\', "/");
            let words =
                format!("第 {} 轮送审的材料在 {folder}，内容指纹 {}", made.round, made.short);
            let files = made.files.iter().map(|file| format!("{folder}/{file}"));
            Ok(Done { well: true, said: vec![words], files: files.collect() })
        })
    });
    Ok(Json(done.await?))
}

/// The pages with what changed marked.
pub(super) async fn marked(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let file = format!("inline; filename=\"{name}.changes.pdf\"");
    let made = waiting(&desk, move |room| {
        on_disk(room, &name, |press, chosen| {
            let entry = press.office.entry(chosen)?;
            let before = rounds::before(&press.office, &entry, None)?;
            changes::pages(press, &entry, &before)
        })
    });
    let pdf = made.await?.pdf;
    let kind = (header::CONTENT_TYPE, "application/pdf".to_owned());
    Ok(([kind, (header::CONTENT_DISPOSITION, file)], pdf).into_response())
}

#[derive(Deserialize)]
pub(super) struct Back {
    /// What the file is called.
    file: String,
    /// The numbers that are taken over, parted by commas; nothing to see only.
    accept: Option<String>,
    /// What they were chosen from, as [`Returned`] has it.
    shown: Option<String>,
}

/// What a proof asks for that came back.
pub(super) async fn read_back(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    Query(wanted): Query<Back>,
    bytes: Bytes,
) -> Answer<Returned> {
    let returned = waiting(&desk, move |room| {
        let file = plain_name(&wanted.file);
        on_disk(room, &name, |press, chosen| {
            let proposed = back::propose(&press.office, chosen, file.as_ref(), &bytes)?;
            Ok(shown(&proposed))
        })
    });
    Ok(Json(returned.await?))
}

/// Takes over what is accepted of it.
pub(super) async fn take_back(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    Query(wanted): Query<Back>,
    bytes: Bytes,
) -> Answer<Done> {
    let done = waiting(&desk, move |room| {
        let file = plain_name(&wanted.file);
        let accept = wanted.accept.unwrap_or_default();
        let numbers: Vec<&str> = accept.split(',').collect();
        on_disk(room, &name, |press, chosen| {
            let office = &press.office;
            let is_wanted = |change: &Change| numbers.contains(&change.number.as_str());
            let shown = wanted.shown.as_deref().unwrap_or_default();
            let taken = back::take(office, chosen, (file.as_ref(), &bytes), shown, is_wanted)?;
            let mut said = vec![format!("接受了 {} 处改动", taken.changes)];
            said.extend((taken.remarks > 0).then(|| format!("记下批注 {} 条", taken.remarks)));
            let left = format!("{} 处放不到稿件里，留在稿件末尾，看过删去才能印", taken.left);
            said.extend((taken.left > 0).then_some(left));
            said.extend(back::told_void(&taken.voids));
            Ok(Done { well: true, said, files: vec![] })
        })
    });
    Ok(Json(done.await?))
}

fn shown(proposed: &Proposed) -> Returned {
    let stretch = |stretch: &words::Stretch| match stretch {
        words::Stretch::Same { text } | words::Stretch::Look { text, .. } => {
            Stretch { old: text.clone(), new: text.clone() }
        }
        words::Stretch::Changed { old, new } => Stretch { old: old.clone(), new: new.clone() },
    };
    let changes = proposed.changes.iter().map(|change| Proposal {
        number: change.number.clone(),
        what: change.what.clone(),
        headline: change.headline.clone(),
        stretches: change.stretches.iter().map(stretch).collect(),
    });
    let remarks = proposed.remarks.iter().map(ToString::to_string);
    let left = proposed.left.iter();
    let left = left.map(|one| Stray { text: one.text.clone(), from: one.from.clone() });
    let voids = back::told_void(&proposed.voids).filter(|_| !proposed.changes.is_empty());
    Returned {
        shown: proposed.fingerprint(),
        changes: changes.collect(),
        remarks: remarks.collect(),
        left: left.collect(),
        voids,
    }
}
