//! The workspace that the desk has open, and the issues in it: one text each, whoever looks at it.
//! Two threads work behind it: one lays out the newest text of an issue, one looks for what is wrong
//! when typing rests.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use tokio::sync::watch;

use super::api::{Edit, Edited, Found, Issue, Saved};
use super::bell::{Bell, Laid};
use super::history::History;
use super::looks::looks;
use super::open::Open;
use super::why::words;
use super::{edit, journal, merge, sheet};
use crate::office::press::Press;
use crate::office::store::{Plan, Store, Who};
use crate::workspace::archive::Manifest;
use crate::workspace::files::{Files, Look};
use crate::workspace::{DRAFTS_FOLDER, HELD_FILE, drafts_in, files};

mod disk;
mod shelf;
#[cfg(test)]
mod tests;

use disk::{open_press, read_or_empty, read_text};

/// Typing that goes on after a longer pause is another step.
const PAUSE: Duration = Duration::from_secs(2);

pub(super) struct Room {
    pub(super) root: PathBuf,
    who: fn() -> Who,
    files: Arc<dyn Files>,
    press: RwLock<Arc<Press>>,
    state: Mutex<State>,
    pub(super) store: Mutex<sheet::Store>,
    pub(super) bell: Bell,
    lines: Mutex<HashMap<String, Arc<Lines>>>,
    /// Held while files are read or written.
    disk: Mutex<()>,
    settings: Mutex<Vec<(PathBuf, Option<Look>)>>,
    /// The issues that will be saved in a moment.
    saving: Mutex<BTreeSet<String>>,
}

#[derive(Default)]
pub(super) struct State {
    pub(super) open: BTreeMap<String, Open>,
    /// The items kept for later: as they are here, and in their file.
    pub(super) held: String,
    held_saved: String,
}

/// What is told of an issue to all that have it open.
pub(super) struct Lines {
    pub(super) pages: watch::Sender<Option<Arc<Laid>>>,
    pub(super) found: watch::Sender<Option<Arc<Found>>>,
    pub(super) saved: watch::Sender<Option<Arc<Saved>>>,
}

pub(super) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What a panic left is whole: texts are replaced, not changed in place.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    pub(super) fn open(root: &Path, who: fn() -> Who) -> Result<Arc<Self>> {
        Self::open_in(files::disk(), root, who)
    }

    /// The same, wherever the files are.
    pub(super) fn open_in(
        files: Arc<dyn Files>,
        root: &Path,
        who: fn() -> Who,
    ) -> Result<Arc<Self>> {
        let press = open_press(&files, root, who())?;
        let held = read_or_empty(&*files, &root.join(DRAFTS_FOLDER).join(HELD_FILE))?;
        let settings = Mutex::new(looks(&*files, root));
        let state = State { held_saved: held.clone(), held, ..State::default() };
        let room = Arc::new(Self {
            root: root.to_owned(),
            who,
            press: RwLock::new(Arc::new(press)),
            state: Mutex::new(state),
            store: Mutex::default(),
            bell: Bell::default(),
            lines: Mutex::default(),
            disk: Mutex::new(()),
            settings,
            files,
            saving: Mutex::default(),
        });
        Ok(room)
    }

    pub(super) fn press(&self) -> Arc<Press> {
        self.press.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }

    pub(super) fn lines(&self, name: &str) -> Arc<Lines> {
        let new = || {
            Arc::new(Lines {
                pages: watch::Sender::new(None),
                found: watch::Sender::new(None),
                saved: watch::Sender::new(None),
            })
        };
        locked(&self.lines).entry(name.to_owned()).or_insert_with(new).clone()
    }

    /// Reads settings and drafts anew, and lays out what is open once more.
    pub(super) fn reopen(&self) -> Result<()> {
        let press = Arc::new(open_press(&self.files, &self.root, (self.who)())?);
        *self.press.write().unwrap_or_else(PoisonError::into_inner) = press;
        for name in self.state().open.keys() {
            self.bell.ring(name);
        }
        Ok(())
    }

    /// The cards of an issue; it is open from then on.
    pub(super) fn issue(&self, name: &str) -> Result<Issue> {
        self.with(name, |open, _| Ok(open.issue()))
    }

    /// Does something with an open issue, which is opened if it is not.
    pub(super) fn with<T>(
        &self,
        name: &str,
        work: impl FnOnce(&mut Open, &mut String) -> Result<T>,
    ) -> Result<T> {
        let known = self.state().open.contains_key(name);
        if !known {
            let path = self.path(name)?;
            let text = read_text(&*self.files, &path)?;
            let journal = read_or_empty(&*self.files, &journal::path(&self.root, name));
            let journal = journal.unwrap_or_default();
            let (history, whole) = History::read(&journal, &text);
            let journal = match whole {
                true => journal,
                // What led elsewhere must not stand between what is done from now on.
                false => {
                    let lines = history.lines(&text);
                    journal::replace(&self.to_write(), name, &lines)?;
                    lines
                }
            };
            let mut open = Open::new(&path, &self.press().office.shown(&path), text, &journal);
            let manifest = Manifest::read(&*self.files, &self.root).ok();
            open.released = manifest.is_some_and(|manifest| manifest.latest(name).is_some());
            self.state().open.entry(name.to_owned()).or_insert(open);
            self.bell.ring(name);
        }
        let mut state = self.state();
        let State { open, held, .. } = &mut *state;
        let open = open.get_mut(name).ok_or_else(|| anyhow!("没有“{name}”这一期"))?;
        open.seen = Some(Instant::now());
        work(open, held)
    }

    pub(super) fn edit(&self, name: &str, edit: &Edit) -> Result<Edited> {
        let edited = self.with(name, |open, held| {
            let clashes = open.clashes.len();
            let paused = open.typed.replace(Instant::now()).is_some_and(|t| t.elapsed() > PAUSE);
            if paused && edit.paste().is_none() {
                open.history.close();
            }
            let edited = edit::apply(open, held, edit).map_err(|why| anyhow!(why))?;
            Ok((edited, open.clashes.len() != clashes))
        });
        let (edited, clashed) = edited?;
        self.bell.ring(name);
        self.tell(name, clashed);
        Ok(edited)
    }

    /// Tells how an issue stands on the disk. Several pages that have it open see each other's edits.
    pub(super) fn tell(&self, name: &str, cards: bool) {
        let lines = self.lines(name);
        let cards = cards || lines.saved.receiver_count() > 1;
        let state = self.state();
        let Some(open) = state.open.get(name) else { return };
        let saved = Saved {
            version: open.version,
            saved: open.is_saved() && state.held == state.held_saved,
            failed: open.failed.clone().or_else(|| {
                let gone = "文件已经不在了，可能有人删去或改了名；再改一个字就重新写上";
                open.is_gone.then(|| gone.to_owned())
            }),
            issue: cards.then(|| open.issue()),
            clashes: open.clashes.iter().map(|clash| clash.shown(&open.ids)).collect(),
        };
        drop(state);
        lines.saved.send_replace(Some(Arc::new(saved)));
    }

    /// Whether nobody is about to save this issue yet; from now on somebody is.
    pub(super) fn claim_saving(&self, name: &str) -> bool {
        locked(&self.saving).insert(name.to_owned())
    }

    pub(super) fn save_claimed(&self, name: &str) {
        locked(&self.saving).remove(name);
        self.save(name);
    }

    /// Reads all drafts again when some have come or gone.
    pub(super) fn refresh(&self) -> Result<()> {
        let known = {
            let press = self.press();
            let drafts = press.office.workspace.drafts();
            drafts.iter().map(|issue| self.root.join(&issue.path)).collect::<Vec<_>>()
        };
        if drafts_in(&*self.files, &self.root.join(DRAFTS_FOLDER))? == known {
            Ok(())
        } else {
            self.reopen()
        }
    }

    /// Whether everything is in its file.
    pub(super) fn is_saved(&self) -> bool {
        let state = self.state();
        state.held == state.held_saved && state.open.values().all(Open::is_saved)
    }

    pub(super) fn unsaved(&self) -> Vec<String> {
        let state = self.state();
        let held = state.held != state.held_saved;
        let open = state.open.values().filter(|open| held || !open.is_saved());
        open.map(|open| open.name.clone()).collect()
    }

    /// Writes what has changed. What others have written meanwhile is put together with it first.
    pub(super) fn save(&self, name: &str) {
        let result = self.write(name);
        if let Some(open) = self.state().open.get_mut(name) {
            open.failed = result.as_ref().err().map(words);
        }
        self.tell(name, matches!(result, Ok(true)));
    }

    /// Where files are written, by whom and when.
    pub(super) fn to_write(&self) -> Store {
        Store::new(self.files.clone(), &self.root, (self.who)())
    }

    /// Whether others had written meanwhile.
    fn write(&self, name: &str) -> Result<bool> {
        let _disk = locked(&self.disk);
        let Some(path) = self.state().open.get(name).map(|open| open.path.clone()) else {
            return Ok(false);
        };
        let store = self.to_write();
        let lock = store.lock()?;
        let taken = self.take_over(name, &path)?;
        let (text, saved, lines, held, held_saved) = {
            let mut state = self.state();
            let held = (state.held != state.held_saved).then(|| state.held.clone());
            let held_saved = state.held_saved.clone();
            let Some(open) = state.open.get_mut(name) else { return Ok(taken) };
            let text = (!open.is_saved()).then(|| open.text.clone());
            (text, open.saved.clone(), open.history.take_pending(), held, held_saved)
        };
        // An item that is kept is taken out of the one file and put into the other in one step.
        let mut plan = Plan::default();
        if let Some(held) = &held {
            let file = self.root.join(DRAFTS_FOLDER).join(HELD_FILE);
            match self.files.exists(&file) {
                true if held.is_empty() => plan.remove(file, held_saved.as_bytes()),
                true => plan.write(file, held_saved.as_bytes(), held.as_bytes()),
                false => plan.create(file, held.as_bytes()),
            }
        }
        if let Some(text) = &text {
            match self.files.exists(&path) {
                true => plan.write(&path, saved.as_bytes(), text.as_bytes()),
                false => plan.create(&path, text.as_bytes()),
            }
        }
        // First: lines that lead to no text are not believed, a text without its lines has no past.
        if let Err(error) = journal::append(&store, name, &lines) {
            // Said again with the next save: what is done from now on follows from it.
            if let Some(open) = self.state().open.get_mut(name) {
                open.history.put_back(lines);
            }
            return Err(error);
        }
        if !plan.is_empty() {
            lock.commit("编辑台", &plan)?;
        }
        let mut state = self.state();
        if let Some(held) = held {
            state.held_saved = held;
        }
        if let (Some(text), Some(open)) = (text, state.open.get_mut(name)) {
            open.saved = text;
        }
        Ok(taken)
    }

    /// Takes over what others have written into a draft's file; whether there was anything.
    fn take_over(&self, name: &str, path: &Path) -> Result<bool> {
        let theirs = match read_text(&*self.files, path) {
            // Emptied, to be written in a moment.
            Ok(theirs) if theirs.is_empty() => return Ok(false),
            Ok(theirs) => theirs,
            // Gone: what is here is written anew.
            Err(_) if !self.files.exists(path) => return Ok(false),
            Err(error) => return Err(error),
        };
        let mut state = self.state();
        let State { open, held, .. } = &mut *state;
        let Some(open) = open.get_mut(name).filter(|open| open.saved != theirs) else {
            return Ok(false);
        };
        let before = open.texts(held);
        if open.is_saved() {
            open.take(theirs.clone());
        } else {
            let merged = merge::merge(&open.saved, &open.text, &theirs, &open.ids);
            open.take(merged.text);
            merged.clashes.into_iter().for_each(|clash| open.clash(clash));
        }
        open.saved = theirs;
        let after = open.texts(held);
        if before.draft != after.draft {
            open.history.others(&before.draft, &after.draft);
        }
        drop(state);
        self.bell.ring(name);
        Ok(true)
    }

    /// Looks whether files have been changed by others, and tries once more what could not be saved:
    /// a share that was gone, a file that another program had open.
    pub(super) fn look(&self) {
        let failed: Vec<String> = {
            let state = self.state();
            let open = state.open.values().filter(|open| open.failed.is_some());
            open.map(|open| open.name.clone()).collect()
        };
        failed.iter().for_each(|name| self.save(name));
        let names: Vec<(String, PathBuf)> = {
            let state = self.state();
            state.open.values().map(|open| (open.name.clone(), open.path.clone())).collect()
        };
        for (name, path) in names {
            let taken = {
                let _disk = locked(&self.disk);
                self.take_over(&name, &path)
            };
            let is_gone = !self.files.exists(&path);
            let turned = self.state().open.get_mut(&name).is_some_and(|open| {
                let is_gone = is_gone && open.is_saved();
                std::mem::replace(&mut open.is_gone, is_gone) != is_gone
            });
            if matches!(taken, Ok(true)) || turned {
                self.tell(&name, matches!(taken, Ok(true)));
            }
        }
        let now = looks(&*self.files, &self.root);
        let changed = std::mem::replace(&mut *locked(&self.settings), now.clone()) != now;
        if changed {
            // Settings that cannot be read now stay what they were.
            let _ = self.reopen();
        }
        let held = read_or_empty(&*self.files, &self.root.join(DRAFTS_FOLDER).join(HELD_FILE));
        let mut state = self.state();
        if let Ok(held) = held
            && state.held == state.held_saved
            && held != state.held
        {
            (state.held, state.held_saved) = (held.clone(), held);
        }
    }
}
