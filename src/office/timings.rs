//! Where the time goes, as a trace that <https://ui.perfetto.dev> and the browsers' own profilers
//! open. The typesetter writes its steps into the same trace.

use std::num::NonZeroU64;

use anyhow::{Result, anyhow};
use typst_timing::TimingScope;

/// Begins a trace.
pub fn begin() {
    typst_timing::enable();
}

/// Ends the trace; `place` tells file and line of a step that a template takes.
pub fn end(place: impl Fn(NonZeroU64) -> (String, u32)) -> Result<Vec<u8>> {
    let mut trace = vec![];
    typst_timing::export_json(&mut trace, place).map_err(|_| anyhow!("写不出各步的用时"))?;
    typst_timing::disable();
    Ok(trace)
}

/// A step of the trace.
pub fn step<R>(name: &'static str, work: impl FnOnce() -> R) -> R {
    let _scope = TimingScope::new(name);
    work()
}
