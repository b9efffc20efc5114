//! Words looked for in all issues, from the page.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use axum::Json;
use axum::extract::State;

use super::Desk;
use super::answer::{Answer, Asked, waiting};
use super::api::{Hit, Hits, Piece};
use super::room::{Room, locked};
use crate::office::find::{self, Care, Filter, Finder, Standing};
use crate::workspace::files;

/// The issues of a workspace, ready to be searched.
#[derive(Default)]
pub(super) struct Open {
    finder: Option<(PathBuf, Finder)>,
    /// When each file was looked at last.
    looked: Option<Instant>,
}

/// A larger archive is looked at file by file once in so long, behind an answer.
const REST: Duration = Duration::from_secs(2);

/// Hits that are shown.
const MOST: usize = 50;

/// Looks for words in what is saved, which is what is typed but for the last moment.
pub(super) async fn find(State(desk): State<Arc<Desk>>, query: Asked) -> Answer<Hits> {
    let words = query.0.name.unwrap_or_default();
    let all = desk.clone();
    Ok(Json(waiting(&desk, move |room| search(&all, room, &words)).await?))
}

fn search(desk: &Arc<Desk>, room: &Arc<Room>, words: &str) -> Result<Hits> {
    let mut open = locked(&desk.search);
    let is_large = match open.finder.as_mut().filter(|(root, _)| *root == room.root) {
        Some((_, finder)) => finder.glance()?,
        None => false,
    };
    let hits = hits(open.ready(room)?, words)?;
    if is_large && open.looked.is_none_or(|last| last.elapsed() > REST) {
        drop(open);
        let (desk, room) = (desk.clone(), room.clone());
        // What it finds is for the next answer; when it fails, so does that.
        std::thread::spawn(move || {
            let _ = locked(&desk.search).caught_up(&room);
        });
    }
    Ok(hits)
}

impl Open {
    /// The issues of a workspace, as they were looked at last.
    fn ready(&mut self, room: &Room) -> Result<&mut Finder> {
        if self.finder.as_ref().is_none_or(|(root, _)| *root != room.root) {
            let (files, root) = (files::disk(), &room.root);
            let finder = Finder::open(files, root, root, Care::default(), &mut |_, _| {})?;
            self.finder = Some((root.clone(), finder));
            self.looked = Some(Instant::now());
        }
        let (_, finder) = self.finder.as_mut().context("no issues")?;
        Ok(finder)
    }

    /// The issues of a workspace as they are saved now.
    fn caught_up(&mut self, room: &Room) -> Result<&mut Finder> {
        let is_old = self.finder.as_ref().is_some_and(|(root, _)| *root == room.root);
        if is_old {
            self.ready(room)?.catch_up()?;
            self.looked = Some(Instant::now());
        }
        self.ready(room)
    }
}

/// Does something with the issues of the workspace as they are saved now.
pub(super) fn with<T>(
    desk: &Desk,
    room: &Room,
    work: impl FnOnce(&mut Finder) -> Result<T>,
) -> Result<T> {
    work(locked(&desk.search).caught_up(room)?)
}

fn hits(finder: &mut Finder, words: &str) -> Result<Hits> {
    let Some(query) = finder.query(words) else { return Ok(Hits::default()) };
    let found = finder.find(&query, &Filter::default(), MOST)?;
    let near = query.words.iter().flat_map(|word| word.phrases.iter().skip(1));
    Ok(Hits {
        items: count(found.items),
        issues: count(found.issues),
        hits: found.hits.iter().map(hit).collect(),
        near: near.map(|phrase| phrase.text().to_owned()).collect(),
    })
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn hit(hit: &find::Hit) -> Hit {
    let pieces = |pieces: &Vec<find::Piece>| -> Vec<Piece> {
        let piece = |piece: &find::Piece| Piece { text: piece.text.clone(), hit: piece.is_hit };
        pieces.iter().map(piece).collect()
    };
    Hit {
        place: hit.place(),
        issue: (hit.standing == Standing::Draft).then(|| hit.name.clone()),
        number: hit.number_words(),
        column: pieces(&hit.column),
        headline: pieces(&hit.headline),
        credits: hit.credits.iter().map(pieces).collect(),
        passages: hit.passages.iter().map(pieces).collect(),
    }
}
