//! The roster and the distribution list on the desk: given out as workbooks, and taken over from
//! files that are dropped or cells that are pasted, what would change shown first.

use std::sync::Arc;

use anyhow::{Result, anyhow};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};

use super::Desk;
use super::answer::{Answer, Failure, waiting};
use super::room::Room;
use crate::export::xlsx::workbook;
use crate::import::list::{Problem, receivers, units};
use crate::office::{distribution, init, roster};

/// Which list.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Which {
    Units,
    Distribution,
}

/// What a list would change, or has changed.
#[derive(Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Proposed {
    /// Of whom, what, and where the list has it.
    changes: Vec<[String; 3]>,
    /// How many of the list are there already.
    same: usize,
    /// Who is not in the list, and stays.
    absent: Vec<String>,
    notes: Vec<String>,
    /// Why it cannot be taken over.
    problems: Vec<String>,
    written: bool,
}

/// What is read in a list, before there is a workspace.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct Listed {
    /// How many, and the copies of all together where it has copies.
    count: usize,
    copies: Option<u32>,
    /// The first of them.
    first: Vec<String>,
    /// Those that it is sent to, as they are printed.
    written: String,
    notes: Vec<String>,
    problems: Vec<String>,
}

/// Looks at a list without taking it over.
pub(super) async fn look(Path(which): Path<Which>, bytes: Bytes) -> Answer<Listed> {
    let read = move || -> Result<Listed> {
        let wrong = |problem: Problem| anyhow!(told(&problem));
        let (names, copies, written, notes, problems) = match which {
            Which::Units => {
                let list = units::read_bare(&bytes).map_err(wrong)?;
                let name = |row: &units::UnitRow| {
                    let both = [&row.credit, &row.name];
                    both.into_iter().flatten().next().cloned().unwrap_or_default()
                };
                let names: Vec<String> = list.rows.iter().map(name).collect();
                let problems = roster::Proposal::of_none(&list)?.err().unwrap_or_default();
                (names, None, String::new(), list.notes, problems)
            }
            Which::Distribution => {
                let list = receivers::read_bare(&bytes).map_err(wrong)?;
                let names = list.rows.iter().map(|row| row.name.clone()).collect();
                let copies = list.has_copies.then(|| list.copies());
                (names, copies, list.written(receivers::Way::Down), list.notes, list.problems)
            }
        };
        Ok(Listed {
            count: names.len(),
            copies,
            first: names.into_iter().take(6).collect(),
            written,
            notes: notes.iter().map(Problem::shown).collect(),
            problems: problems.iter().map(told).collect(),
        })
    };
    Ok(Json(tokio::task::spawn_blocking(read).await??))
}

fn told(problem: &Problem) -> String {
    match &problem.help {
        Some(help) => format!("{}\n{help}", problem.shown()),
        None => problem.shown(),
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Whether it is to be written, or only shown.
    #[serde(default)]
    write: bool,
    /// Whether it is the first one of a new workspace, whose units are examples.
    #[serde(default)]
    first: bool,
}

/// A list as a workbook.
pub(super) async fn give(
    State(desk): State<Arc<Desk>>,
    Path(which): Path<Which>,
) -> Result<Response, Failure> {
    let bytes = waiting(&desk, move |room| {
        let press = room.press();
        let workspace = &press.office.workspace;
        workbook(&[match which {
            Which::Units => roster::table(&workspace.roster),
            Which::Distribution => distribution::table(&workspace.config),
        }])
    });
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(([(header::CONTENT_TYPE, KIND)], bytes.await?).into_response())
}

/// Takes a list over, or shows what it would change.
pub(super) async fn take(
    State(desk): State<Arc<Desk>>,
    Path(which): Path<Which>,
    asked: Query<Asked>,
    bytes: Bytes,
) -> Answer<Proposed> {
    let Asked { write, first } = asked.0;
    let work = move |room: &Arc<Room>| {
        let proposed = taken(room, which, &bytes, write)?;
        if first && proposed.written && which == Which::Units {
            init::own_units(&room.press().office, &proposed.absent)?;
            room.reopen()?;
        }
        Ok(proposed)
    };
    Ok(Json(waiting(&desk, work).await?))
}

fn taken(room: &Room, which: Which, bytes: &[u8], write: bool) -> Result<Proposed> {
    let press = room.press();
    let office = &press.office;
    let shown = |problems: &[Problem]| problems.iter().map(Problem::shown).collect::<Vec<_>>();
    let wrong = |problem: Problem| anyhow!(told(&problem));
    let mut proposed = match which {
        Which::Units => {
            let list = units::read_bare(bytes).map_err(wrong)?;
            match roster::Proposal::of(office, &list)? {
                Err(problems) => Proposed { problems: shown(&problems), ..Proposed::default() },
                Ok(proposal) => {
                    if write && !proposal.changes.is_empty() {
                        proposal.write(office)?;
                    }
                    let change = |change: &roster::Change| {
                        [change.unit.clone(), change.shown(), change.place.clone()]
                    };
                    Proposed {
                        changes: proposal.changes.iter().map(change).collect(),
                        same: proposal.same,
                        absent: proposal.absent.clone(),
                        notes: shown(&list.notes),
                        ..Proposed::default()
                    }
                }
            }
        }
        Which::Distribution => {
            let list = receivers::read_bare(bytes).map_err(wrong)?;
            match distribution::Proposal::of(office, &list)? {
                Err(problems) => Proposed { problems: shown(&problems), ..Proposed::default() },
                Ok(proposal) => {
                    if write && !proposal.changes.is_empty() {
                        proposal.write(office)?;
                    }
                    let change = |(what, was, becomes): &(&str, String, String)| {
                        [(*what).to_owned(), format!("{was} → {becomes}"), String::new()]
                    };
                    Proposed {
                        changes: proposal.changes.iter().map(change).collect(),
                        same: list.rows.len(),
                        notes: shown(&list.notes),
                        ..Proposed::default()
                    }
                }
            }
        }
    };
    if write && proposed.problems.is_empty() {
        proposed.written = !proposed.changes.is_empty();
        drop(press);
        if proposed.written {
            room.reopen()?;
        }
    }
    Ok(proposed)
}
