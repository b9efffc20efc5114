//! What the page is told without asking: pages that have changed, findings, what is saved.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use axum::extract::{Path, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;

use super::answer::Failure;
use super::bell::Laid;
use super::room::{Room, locked};
use super::{Desk, api};

/// A page that listens; counts as open as long as it is there.
struct Listener(Arc<Desk>);

impl Listener {
    fn new(desk: Arc<Desk>) -> Self {
        desk.arrives();
        Self(desk)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.leaves();
    }
}

type Sender = mpsc::Sender<Result<Event, Infallible>>;

/// Only that the page is there: the list of issues and the settings have nothing to be told.
pub(super) async fn presence(State(desk): State<Arc<Desk>>) -> Response {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let _listener = Listener::new(desk);
        sender.closed().await;
    });
    stream(receiver)
}

pub(super) async fn issue(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let room = desk.room()?;
    let opened = room.clone();
    let wanted = name.clone();
    tokio::task::spawn_blocking(move || opened.issue(&wanted)).await??;
    let lines = room.lines(&name);
    let (sender, receiver) = mpsc::channel(8);
    let mut pages = Pages { room: room.clone(), told: vec![], known: BTreeSet::new() };
    forward(lines.pages.subscribe(), sender.clone(), move |laid| {
        ("pages", serde_json::to_string(&pages.news(laid)))
    });
    forward(lines.found.subscribe(), sender.clone(), |found| {
        ("found", serde_json::to_string(found))
    });
    forward(lines.saved.subscribe(), sender.clone(), |saved| {
        ("saved", serde_json::to_string(saved))
    });
    let mut there = lines.saved.subscribe();
    tokio::spawn(async move {
        let _listener = Listener::new(desk);
        // Until the page is gone, or the issue is: it was put away, or has another name.
        while there_is_news(&mut there, &sender).await {
            there.borrow_and_update();
        }
    });
    Ok(stream(receiver))
}

fn stream(receiver: mpsc::Receiver<Result<Event, Infallible>>) -> Response {
    Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::default()).into_response()
}

/// Sends what is the newest, as often as there is something new and the page takes it.
fn forward<T: Send + Sync + 'static>(
    mut news: watch::Receiver<Option<Arc<T>>>,
    sender: Sender,
    mut write: impl FnMut(&T) -> (&'static str, serde_json::Result<String>) + Send + 'static,
) {
    tokio::spawn(async move {
        news.mark_changed();
        while there_is_news(&mut news, &sender).await {
            let value = news.borrow_and_update().clone();
            let Some(value) = value else { continue };
            let (name, Ok(text)) = write(&value) else { continue };
            if sender.send(Ok(Event::default().event(name).data(text))).await.is_err() {
                return;
            }
        }
    });
}

/// Waits for news; `false` when nobody listens any more, or nothing more will come: a page that is
/// gone is not kept in mind until somebody types.
async fn there_is_news<T>(news: &mut watch::Receiver<Option<Arc<T>>>, sender: &Sender) -> bool {
    let (mut changed, mut closed) = (pin!(news.changed()), pin!(sender.closed()));
    poll_fn(|context| match closed.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(false),
        Poll::Pending => changed.as_mut().poll(context).map(|news| news.is_ok()),
    })
    .await
}

/// What one page has been told.
struct Pages {
    room: Arc<Room>,
    /// A hash a sheet.
    told: Vec<u64>,
    known: BTreeSet<u32>,
}

impl Pages {
    /// The sheets that are not what they were, and the glyphs that this page has not seen.
    fn news(&mut self, laid: &Laid) -> api::Pages {
        let store = locked(&self.room.store);
        let (mut sheets, mut glyphs) = (vec![], vec![]);
        for (index, told) in laid.sheets.iter().enumerate() {
            if self.told.get(index) == Some(&told.hash) {
                continue;
            }
            for glyph in told.sheet.runs.iter().flat_map(|run| &run.g) {
                if self.known.insert(*glyph) {
                    glyphs.push((*glyph, store.outline(*glyph).to_string()));
                }
            }
            sheets.push((index as u32, told.sheet.clone()));
        }
        self.told = laid.sheets.iter().map(|told| told.hash).collect();
        api::Pages {
            version: laid.version,
            count: laid.sheets.len() as u32,
            status: laid.status.clone(),
            well: laid.well,
            failed: laid.failed.clone(),
            cuts: laid.cuts.clone(),
            sheets,
            glyphs,
        }
    }
}
