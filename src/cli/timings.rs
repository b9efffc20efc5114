//! `--timings`: where the time went, as a trace in a file.

use std::num::NonZeroU64;
use std::path::PathBuf;

use anyhow::Result;

use crate::office::store;
use crate::office::timings;
use crate::workspace::files::Disk;

/// A trace being taken, when somebody wants one.
pub(super) struct Timings(Option<PathBuf>);

impl Timings {
    pub(super) fn begin(path: Option<PathBuf>) -> Self {
        if path.is_some() {
            timings::begin();
        }
        Self(path)
    }

    /// Writes the trace; `place` tells file and line of a step that a template takes.
    pub(super) fn end(self, place: impl Fn(NonZeroU64) -> (String, u32)) -> Result<()> {
        match self.0 {
            Some(path) => Ok(store::deliver(&Disk, &path, &timings::end(place)?)?),
            None => Ok(()),
        }
    }
}
