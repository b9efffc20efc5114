//! What wakes the threads that lay out and check: an issue has another text.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::sheet::Told;
use crate::bulletin::Bulletin;
use crate::typeset::fit::Fitted;
use crate::workspace::Entry;

/// Typing rests when nothing has come for so long; then findings are looked for,
const REST: Duration = Duration::from_millis(120);
/// but after so long in any case.
const PATIENCE: Duration = Duration::from_millis(900);

/// Pages of one version.
#[derive(Debug)]
pub(super) struct Laid {
    pub(super) version: u64,
    pub(super) status: String,
    pub(super) well: bool,
    pub(super) failed: Option<String>,
    pub(super) cuts: Vec<[u32; 3]>,
    pub(super) sheets: Arc<Vec<Told>>,
}

/// What wakes the threads.
#[derive(Default)]
pub(super) struct Bell {
    wanted: Mutex<Wanted>,
    rung: Condvar,
}

#[derive(Default)]
struct Wanted {
    lay: BTreeSet<String>,
    check: Vec<Job>,
    /// When the last key was typed.
    last: Option<Instant>,
    closed: bool,
}

/// A text that has been laid out, or could not be.
pub(super) struct Job {
    pub(super) name: String,
    pub(super) version: u64,
    pub(super) entry: Arc<Entry>,
    /// Whether its pages are those of a proof, with what only a proof has on them.
    pub(super) proof: bool,
    pub(super) laid: Option<(Bulletin, Fitted)>,
    pub(super) since: Instant,
}

impl Bell {
    fn wanted(&self) -> MutexGuard<'_, Wanted> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There is another text of an issue.
    pub(super) fn ring(&self, name: &str) {
        let mut wanted = self.wanted();
        wanted.lay.insert(name.to_owned());
        wanted.last = Some(Instant::now());
        self.rung.notify_all();
    }

    /// Ends the threads.
    pub(super) fn close(&self) {
        self.wanted().closed = true;
        self.rung.notify_all();
    }

    pub(super) fn next_to_lay(&self) -> Option<String> {
        let mut wanted = self.wanted();
        loop {
            if wanted.closed {
                return None;
            }
            if let Some(name) = wanted.lay.pop_first() {
                return Some(name);
            }
            wanted = self.rung.wait(wanted).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(super) fn next_to_check(&self) -> Option<Job> {
        let mut wanted = self.wanted();
        loop {
            if wanted.closed {
                return None;
            }
            let now = Instant::now();
            let rests = wanted.last.map_or(Duration::MAX, |last| now - last);
            let oldest = wanted.check.iter().map(|job| now - job.since).max();
            match oldest {
                Some(age) if rests >= REST || age >= PATIENCE => return wanted.check.pop(),
                Some(_) => {
                    let waited = self.rung.wait_timeout(wanted, REST.saturating_sub(rests));
                    wanted = waited.unwrap_or_else(PoisonError::into_inner).0;
                }
                None => wanted = self.rung.wait(wanted).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    pub(super) fn to_check(&self, mut job: Job) {
        let mut wanted = self.wanted();
        if let Some(old) = wanted.check.iter().position(|other| other.name == job.name) {
            job.since = wanted.check.remove(old).since;
        }
        wanted.check.push(job);
        self.rung.notify_all();
    }
}
