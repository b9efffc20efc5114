//! Issues put away: those that nobody looks at any more, and one whose file gets another name.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, anyhow};

use super::{Lines, Room, locked};
use crate::office::discard::discard;
use crate::office::rename::rename;
use crate::office::{Chosen, Office, sample};

/// Issues that nobody looks at and that are kept ready: one goes back and forth.
const UNSEEN: usize = 3;

impl Room {
    /// Names an issue's file after its number and day; its new name. Whoever has it open elsewhere
    /// opens it anew.
    pub(in crate::desk) fn rename(&self, name: &str) -> Result<String> {
        let renamed = self.put_away(name, rename)?;
        Ok(renamed.to.file_stem().unwrap_or_default().to_string_lossy().into_owned())
    }

    /// Puts an issue away that was begun by mistake.
    pub(in crate::desk) fn discard(&self, name: &str) -> Result<()> {
        self.put_away(name, discard).map(drop)
    }

    /// Puts the sample away for an issue that is going to be there; with a name, only where the sample has
    /// this one.
    pub(in crate::desk) fn without_sample(&self, named: Option<&str>) -> Result<()> {
        let name = {
            let press = self.press();
            let workspace = &press.office.workspace;
            sample::of(workspace).and_then(|at| workspace.issues()[at].name)
        };
        let name = name.map(|name| name.to_string());
        match name.filter(|name| named.is_none_or(|named| named == name)) {
            Some(name) => self.discard(&name),
            None => Ok(()),
        }
    }

    /// Does something after which an issue's draft is no longer where it was.
    fn put_away<T>(&self, name: &str, job: fn(&Office, &Chosen) -> Result<T>) -> Result<T> {
        self.save(name);
        let path = self.path(name)?;
        let _disk = locked(&self.disk);
        if self.state().open.get(name).is_some_and(|open| !open.is_saved()) {
            return Err(anyhow!("还有没存上的改动，先等它存上"));
        }
        let office = self.office_to_write()?;
        let done = job(&office, &office.one(&path)?)?;
        drop(office);
        self.state().open.remove(name);
        locked(&self.lines).remove(name);
        self.reopen()?;
        Ok(done)
    }

    /// The office as it is on the disk, with the lock of the workspace.
    pub(in crate::desk) fn office_to_write(&self) -> Result<Office> {
        Office::open_to_write(self.files.clone(), &self.root, &self.root, (self.who)())
    }

    /// Lets go of issues that nobody looks at any more; they are opened again when somebody does.
    pub(in crate::desk) fn let_go(&self) {
        let mut lines = locked(&self.lines);
        let mut state = self.state();
        let unseen = |name: &String| {
            let watched = |lines: &Arc<Lines>| {
                lines.saved.receiver_count() + lines.pages.receiver_count() > 0
            };
            !lines.get(name).is_some_and(watched)
        };
        let mut old: Vec<(Option<Instant>, String)> = (state.open.values())
            .filter(|open| open.is_saved() && unseen(&open.name))
            .map(|open| (open.seen, open.name.clone()))
            .collect();
        old.sort();
        for (_, name) in old.iter().rev().skip(UNSEEN) {
            state.open.remove(name);
            lines.remove(name);
        }
    }
}
