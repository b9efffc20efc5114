//! `--timings`: where the time went, as a trace that <https://ui.perfetto.dev> and the browsers'
//! own profilers open. The typesetter writes its steps into the same trace.

use std::num::NonZeroU64;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use typst_timing::TimingScope;

use super::output::{self, Existing};

/// A trace being taken, when somebody wants one.
pub(super) struct Timings(Option<PathBuf>);

impl Timings {
    pub(super) fn begin(path: Option<PathBuf>) -> Self {
        if path.is_some() {
            typst_timing::enable();
        }
        Self(path)
    }

    /// Writes the trace; `place` tells file and line of a step that a template takes.
    pub(super) fn end(self, place: impl Fn(NonZeroU64) -> (String, u32)) -> Result<()> {
        let Some(path) = self.0 else { return Ok(()) };
        let mut trace = vec![];
        typst_timing::export_json(&mut trace, place)
            .map_err(|_| anyhow!("写不出文件 {}", path.display()))?;
        typst_timing::disable();
        output::write_file(&path, &trace, Existing::Replace)
    }
}

/// A step of the trace.
pub(super) fn step<R>(name: &'static str, work: impl FnOnce() -> R) -> R {
    let _scope = TimingScope::new(name);
    work()
}
