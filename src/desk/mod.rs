//! The editing desk (编辑台): a page in the browser of this machine, over the same office as the commands.
//!
//! No logic of its own: what can be done here, `office` and the layers below can do. A page asks by
//! HTTP on loopback (`guard` says who may); texts of open issues live in a `room`, where edits are
//! edits of the draft's bytes (`edit`); pages and findings are made behind (`layout`) and told by
//! server-sent events (`events`). The page itself is `desk/` at the top level, built into
//! `desk/dist`, which is in the program.
//!
//! To add something to do: a variant of `api::Edit` and its arm in `edit/mod.rs`, or a route in
//! `routes.rs`; the page's types follow by a test.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow};
use chrono::NaiveDate;

mod answer;
mod api;
mod assets;
mod bell;
mod card;
mod clash;
mod discarded;
mod edit;
mod events;
mod find;
mod forms;
mod glance;
mod guard;
mod history;
mod ids;
mod intake;
mod journal;
mod layout;
mod list;
mod lists;
mod looks;
mod mend;
mod merge;
mod open;
mod out;
mod plain;
mod room;
mod routes;
mod search;
mod settings;
mod setup;
mod sheet;
mod signing;
mod tally;
mod why;

use crate::office::store::Who;
use guard::Guard;
use room::Room;

/// How the desk is to be opened.
pub struct Options<'a> {
    /// The workspace, where there is one.
    pub root: Option<&'a Path>,
    /// The folder that a new workspace is offered in.
    pub here: &'a Path,
    /// Where the list of recent workspaces is kept.
    pub recent: Option<PathBuf>,
    pub port: Option<u16>,
    /// Tells what day it is,
    pub today: fn() -> NaiveDate,
    /// and who works here, and when.
    pub who: fn() -> Who,
    /// Whether the program ends when the last page is closed.
    pub ends: bool,
}

/// The port that is tried first, so that a bookmark keeps its use.
const PORT: u16 = 4300;
/// How many ports are tried.
const PORTS: u16 = 50;
/// The last page is taken for closed after so long: a page that is loaded again comes back sooner.
const FAREWELL: Duration = Duration::from_secs(20);
/// A browser may take so long to come up for the first time.
const PATIENCE: Duration = Duration::from_secs(120);
/// Files are looked at so often.
const LOOK: Duration = Duration::from_millis(700);
/// What was typed is in its file after so long.
const SAVE: Duration = Duration::from_millis(250);

/// All that answers share.
struct Desk {
    guard: Arc<Guard>,
    room: RwLock<Option<Arc<Room>>>,
    here: PathBuf,
    recent: Option<PathBuf>,
    today: fn() -> NaiveDate,
    who: fn() -> Who,
    pages: AtomicUsize,
    /// When the last page was closed.
    left: Mutex<Option<Instant>>,
    intake: Mutex<intake::Waiting>,
    search: Mutex<search::Open>,
}

impl Desk {
    fn room(&self) -> Result<Arc<Room>> {
        let room = self.room.read().unwrap_or_else(PoisonError::into_inner).clone();
        room.ok_or_else(|| anyhow!("还没有打开工作文件夹"))
    }

    /// Opens another workspace; what is open is saved first.
    fn enter(&self, root: &Path) -> Result<()> {
        if let Ok(room) = self.room() {
            for name in room.unsaved() {
                room.save(&name);
            }
            if !room.is_saved() {
                return Err(anyhow!("现在这个文件夹里还有没存上的改动，没有打开别的"));
            }
        }
        let room = Room::open(root, self.who)?;
        layout::start(&room);
        let mut place = self.room.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = place.replace(room) {
            old.bell.close();
        }
        drop(place);
        setup::remember(self.recent.as_deref(), root);
        Ok(())
    }

    fn arrives(&self) {
        self.pages.fetch_add(1, Ordering::Relaxed);
        *room::locked(&self.left) = None;
    }

    fn leaves(&self) {
        if self.pages.fetch_sub(1, Ordering::Relaxed) == 1 {
            *room::locked(&self.left) = Some(Instant::now());
        }
    }
}

/// Opens the desk; `opened` is told its address. Comes back when the last page is closed.
///
/// # Errors
/// No port is free, or the workspace cannot be read.
pub fn run(options: &Options<'_>, opened: impl FnOnce(&str)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("编辑台没有起来")?;
    runtime.block_on(serve(options, opened))
}

async fn serve(options: &Options<'_>, opened: impl FnOnce(&str)) -> Result<()> {
    let listener = listen(options.port).await?;
    let port = listener.local_addr().context("编辑台没有起来")?.port();
    let guard = Arc::new(Guard::new(port));
    let desk = Arc::new(Desk {
        guard: guard.clone(),
        room: RwLock::new(None),
        here: options.here.to_owned(),
        recent: options.recent.clone(),
        today: options.today,
        who: options.who,
        pages: AtomicUsize::new(0),
        left: Mutex::new(Some(Instant::now() + PATIENCE)),
        intake: Mutex::default(),
        search: Mutex::default(),
    });
    if let Some(root) = options.root {
        desk.enter(root)?;
    }
    let app = routes::all(desk.clone());
    opened(&guard.address());
    let (ends, watched) = (options.ends, desk.clone());
    let server = axum::serve(listener, app);
    let keeper = tokio::spawn(keep(watched, ends));
    let farewell = async move {
        let _ = keeper.await;
    };
    // Open event streams never end by themselves: the server is dropped with them.
    let serving = async move { server.await };
    first(farewell, serving).await.context("编辑台没有起来")?;
    if let Ok(room) = desk.room() {
        for name in room.unsaved() {
            room.save(&name);
        }
    }
    Ok(())
}

/// Waits for whichever comes first.
async fn first(
    farewell: impl Future<Output = ()>,
    serving: impl Future<Output = std::io::Result<()>>,
) -> std::io::Result<()> {
    use std::pin::pin;
    use std::task::Poll;
    let (mut farewell, mut serving) = (pin!(farewell), pin!(serving));
    std::future::poll_fn(|context| match farewell.as_mut().poll(context) {
        Poll::Ready(()) => Poll::Ready(Ok(())),
        Poll::Pending => serving.as_mut().poll(context),
    })
    .await
}

async fn listen(wanted: Option<u16>) -> Result<tokio::net::TcpListener> {
    let first = wanted.unwrap_or(PORT);
    for port in (first..=first.saturating_add(PORTS)).chain([0]) {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        if let Ok(listener) = tokio::net::TcpListener::bind(address).await {
            return Ok(listener);
        }
    }
    Err(anyhow!("本机没有空着的端口，编辑台没有起来"))
}

/// Looks at the files now and then, and ends when the last page has been closed for a while and
/// nothing is unsaved.
async fn keep(desk: Arc<Desk>, ends: bool) {
    loop {
        tokio::time::sleep(LOOK).await;
        if let Ok(room) = desk.room() {
            let looking = room.clone();
            let looked = tokio::task::spawn_blocking(move || {
                looking.look();
                looking.let_go();
            });
            let _ = looked.await;
            let left = *room::locked(&desk.left);
            let gone = left.is_some_and(|left| left.elapsed() > FAREWELL);
            if ends && gone && desk.pages.load(Ordering::Relaxed) == 0 && room.is_saved() {
                return;
            }
        }
    }
}

/// Saves an issue soon, however much is typed.
fn save_soon(room: &Arc<Room>, name: &str) {
    if !room.claim_saving(name) {
        return;
    }
    let (room, name) = (room.clone(), name.to_owned());
    tokio::spawn(async move {
        tokio::time::sleep(SAVE).await;
        let _ = tokio::task::spawn_blocking(move || room.save_claimed(&name)).await;
    });
}
