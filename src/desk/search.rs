//! Words looked for in all issues, from the page.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
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
pub(super) struct Open(Option<(PathBuf, Finder)>);

/// Hits that are shown.
const MOST: usize = 50;

/// Looks for words in what is saved, which is what is typed but for the last moment.
pub(super) async fn find(State(desk): State<Arc<Desk>>, query: Asked) -> Answer<Hits> {
    let words = query.0.name.unwrap_or_default();
    let all = desk.clone();
    Ok(Json(waiting(&desk, move |room| search(&all, room, &words)).await?))
}

fn search(desk: &Desk, room: &Room, words: &str) -> Result<Hits> {
    with(desk, room, |finder| hits(finder, words))
}

/// Does something with the issues of the workspace as they are saved now.
pub(super) fn with<T>(
    desk: &Desk,
    room: &Room,
    work: impl FnOnce(&mut Finder) -> Result<T>,
) -> Result<T> {
    let mut open = locked(&desk.search);
    let finder = match &mut open.0 {
        Some((root, finder)) if *root == room.root => {
            finder.catch_up()?;
            finder
        }
        other => {
            let (files, root) = (files::disk(), &room.root);
            let finder = Finder::open(files, root, root, Care::default(), &mut |_, _| {})?;
            &mut other.insert((root.clone(), finder)).1
        }
    };
    work(finder)
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
