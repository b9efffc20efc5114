//! What leaves the program by the terminal: data on stdout, everything said beside it on stderr.

use std::io::{ErrorKind, Write as _};

use anyhow::{Context as _, Result};

/// Writes data to stdout. A reader that has gone away (`| head`) is no failure.
pub(super) fn data(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("写不到标准输出"),
    }
}

/// Writes bytes to stdout as they are.
pub(super) fn bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("写不到标准输出"),
    }
}

/// Says something on stderr.
pub(super) fn note(text: &str) {
    aside(&format!("{text}\n"));
}

/// Writes text to stderr as it is. That nobody hears it must not stop the work.
pub(super) fn aside(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(text.as_bytes());
}

/// Empties the screen, when stdout is one.
pub(super) fn clear() {
    use std::io::IsTerminal as _;
    if std::io::stdout().is_terminal() {
        let _ = data("\u{1b}[2J\u{1b}[H");
    }
}

/// Columns of the terminal that stdout or stderr is; 80 when neither is one.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .or_else(|| terminal_size::terminal_size_of(std::io::stderr()))
        .map_or(80, |(width, _)| width.0.into())
}
