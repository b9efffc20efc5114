//! All changes of a plan, or none.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::journal::{Journal, Step, generation, hash_of, is_there};
use super::{Doing, Expected, Held, Plan, Recovered, Refused, Store, discard};
use crate::source::hash::hash;
use crate::workspace::files::{Care, Files, Kind, Staged, folder_of};

impl Held {
    /// Makes all changes of a plan, or none. `job` is told to whoever finds it half done: “移动条目”.
    pub fn commit(&self, job: &str, plan: &Plan) -> Result<(), Refused> {
        let (store, files) = (&self.store, &*self.store.files);
        let mut staged = vec![];
        let steps = match steps(store, plan, &mut staged) {
            Ok(steps) => steps,
            Err(refused) => {
                discard(files, &staged);
                return Err(refused);
            }
        };
        let result = write(store, job, steps);
        // Until all is undone what is aside is wanted.
        if !matches!(result, Err(Refused::Halfway { .. })) {
            discard(files, &staged);
        }
        if result.is_ok() {
            plan.changes.iter().for_each(|change| files.written(&change.path));
        }
        result
    }
}

impl Store {
    /// Reads several files as they are at one time: none before and another after a job.
    pub fn steadily<R>(&self, mut read: impl FnMut() -> R) -> Result<(R, Vec<Recovered>), Refused> {
        const TRIES: usize = 8;
        let mut recovered = vec![];
        let mut tries = 0;
        loop {
            tries += 1;
            recovered.extend(self.settle()?);
            let before = generation(self);
            let result = read();
            let steady = !is_there(self) && generation(self) == before;
            if steady || tries == TRIES {
                return Ok((result, recovered));
            }
        }
    }
}

/// Compares each change with what is there, and stages what is to come.
fn steps(store: &Store, plan: &Plan, staged: &mut Vec<Staged>) -> Result<Vec<Step>, Refused> {
    let files = &*store.files;
    let mut steps = vec![];
    for change in &plan.changes {
        let path = &change.path;
        let before = match files.look(path) {
            Ok(look) if look.kind == Kind::Folder => return Err(Refused::Folder(path.clone())),
            Ok(look) => {
                let now = hash_of(files, path).map_err(Refused::failed(Doing::Read, path))?;
                now.map(|now| (now, look.read_only))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(Refused::failed(Doing::Read, path)(error)),
        };
        match (&change.expected, &before) {
            (Expected::Exactly(bytes), Some((now, _))) if hash(&[bytes]) != *now => {
                return Err(Refused::Changed(path.clone()));
            }
            // A program that empties a file before it writes may be at it, and would write into
            // the file that was swapped out.
            (Expected::Exactly(bytes), Some(_)) if bytes.is_empty() => {
                return Err(Refused::Emptied(path.clone()));
            }
            (Expected::Exactly(_), None) => return Err(Refused::Gone(path.clone())),
            (Expected::Absent, Some(_)) => return Err(Refused::Exists(path.clone())),
            _ => {}
        }
        let read_only = before.as_ref().is_some_and(|(_, read_only)| *read_only);
        let before = before.map(|(now, _)| now);
        let after = change.after.as_ref().map(|bytes| hash(&[bytes]));
        if before == after {
            continue;
        }
        if read_only {
            return Err(Refused::ReadOnly(path.clone()));
        }
        // A link stays a link, and what it leads to is replaced.
        let path = match files.real(path) {
            Ok(real) if real != *path && leads_elsewhere(files, path, &real) => real,
            _ => path.clone(),
        };
        let folder = folder_of(&path);
        files.make_folder(folder).map_err(Refused::failed(Doing::MakeFolder, folder))?;
        let bytes = change.after.as_deref().unwrap_or_default();
        let scratch = scratch_folder(store, &path);
        let new = files
            .stage(&scratch, before.is_some().then_some(&*path), bytes, Care::Durable)
            .map_err(Refused::failed(Doing::Write, &path))?;
        steps.push(Step { path, staged: new.path.clone(), before, after });
        staged.push(new);
    }
    Ok(steps)
}

/// Whether a path itself is a link, not only a folder above it.
fn leads_elsewhere(files: &dyn Files, path: &Path, real: &Path) -> bool {
    let beside = files.real(folder_of(path)).ok().zip(path.file_name());
    beside.is_none_or(|(folder, name)| folder.join(name) != real)
}

/// Where a file is staged: beside it, but in the archive beside all files of the year, where those
/// look who clean up.
fn scratch_folder(store: &Store, path: &Path) -> PathBuf {
    let folder = folder_of(path);
    let tops = [("drafts", 1), ("archive", 2)];
    for (top, depth) in tops {
        if let Ok(inside) = folder.strip_prefix(&store.root)
            && inside.starts_with(top)
        {
            return store.root.join(inside.iter().take(depth).collect::<PathBuf>());
        }
    }
    folder.to_owned()
}

/// Makes the steps; undoes those made when one cannot be.
fn write(store: &Store, job: &str, steps: Vec<Step>) -> Result<(), Refused> {
    let files = &*store.files;
    let mut folders: Vec<&Path> = steps.iter().map(|step| folder_of(&step.path)).collect();
    folders.sort_unstable();
    folders.dedup();
    // The names on some disks that are shared cannot be waited for.
    let settle = || folders.iter().for_each(|folder| drop(files.settle(folder)));
    let journal = Journal::new(store, job, steps.clone());
    // A single step is made or not.
    let journalled = steps.len() > 1;
    if journalled {
        settle();
        if let Err(refused) = journal.begin(store) {
            // It may be there all the same.
            let _ = Journal::end(store);
            return Err(refused);
        }
    }
    let mut result = Ok(());
    for step in &steps {
        result = match step.make(files) {
            Ok(true) => Ok(()),
            Ok(false) if files.exists(&step.path) => match step.before {
                Some(_) => Err(Refused::Changed(step.path.clone())),
                None => Err(Refused::Exists(step.path.clone())),
            },
            Ok(false) => Err(Refused::Gone(step.path.clone())),
            Err(error) => {
                let doing = if step.after.is_some() { Doing::Write } else { Doing::Remove };
                Err(Refused::Failed { doing, path: step.path.clone(), error })
            }
        };
        if result.is_err() {
            break;
        }
    }
    if result.is_ok() {
        for step in &steps {
            match step.is_unharmed(files) {
                Ok(true) => {}
                Ok(false) => result = Err(Refused::Changed(step.path.clone())),
                Err(error) => {
                    result =
                        Err(Refused::Failed { doing: Doing::Read, path: step.path.clone(), error });
                }
            }
        }
    }
    if let Err(refused) = result {
        return Err(undo(store, &journal, journalled, refused));
    }
    settle();
    if journalled && let Err(error) = Journal::end(store) {
        let path = store.own("journal.toml");
        let refused = Refused::Failed { doing: Doing::Write, path, error };
        return Err(undo(store, &journal, journalled, refused));
    }
    for step in &steps {
        let _ = files.remove(&step.kept());
    }
    Ok(())
}

/// Undoes what was done; why nothing was written, or that it could not be undone.
fn undo(store: &Store, journal: &Journal, journalled: bool, refused: Refused) -> Refused {
    let files = &*store.files;
    let undone = journal.undo(files);
    let ended = match undone {
        Ok(_) if journalled => Journal::end(store).map_err(|error| (store.own(""), error)),
        Ok(_) => Ok(()),
        Err(failed) => Err(failed),
    };
    match ended {
        Ok(()) => {
            for step in &journal.step {
                let _ = files.remove(&step.kept());
            }
            refused
        }
        Err((path, error)) => Refused::Halfway { doing: Doing::Write, path, error },
    }
}
