//! What leaves the program by the terminal: data on stdout, everything said beside it on stderr.

use std::io::{ErrorKind, IsTerminal as _, Write as _};

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::report::human::Look;
use crate::report::inert;
use crate::source::Level;

/// Writes words to stdout. Drafts, names of files and what units send in may hold anything: nothing
/// of it reaches the terminal that a terminal obeys. A reader that has gone away (`| head`) is no
/// failure.
pub(super) fn data(text: &str) -> Result<()> {
    bytes(inert(text).as_bytes())
}

/// Writes what is for a program or a file to stdout: as it is, unless a person looks at it.
pub(super) fn exact(text: &str) -> Result<()> {
    match std::io::stdout().is_terminal() {
        true => data(text),
        false => bytes(text.as_bytes()),
    }
}

/// Writes what [`report`](crate::report) or the help has drawn, in which only our own colours are
/// left, to stdout.
pub(super) fn painted(text: &str) -> Result<()> {
    // Without colours nothing has to be taken out.
    if !text.contains('\u{1b}') {
        return bytes(text.as_bytes());
    }
    let mut out = anstream::stdout().lock();
    heard(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Writes bytes to stdout as they are.
pub(super) fn bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    heard(out.write_all(bytes).and_then(|()| out.flush()))
}

fn heard(result: std::io::Result<()>) -> Result<()> {
    match result {
        Err(error) if is_gone(&error) => Ok(()),
        other => other.context("写不到标准输出"),
    }
}

/// Whether nobody reads any more. Windows has more words for it than the library knows: the pipe is
/// being closed (232), nobody is at its other end (233).
fn is_gone(error: &std::io::Error) -> bool {
    let closed = || matches!(error.raw_os_error(), Some(109 | 232 | 233));
    error.kind() == ErrorKind::BrokenPipe || cfg!(windows) && closed()
}

/// Says something on stderr, as [`data`].
pub(super) fn note(text: &str) {
    painted_aside(&format!("{}\n", inert(text)));
}

/// Says what is wrong on stderr, its kind in colour.
pub(super) fn alert(level: Level, text: &str) {
    let colour = if level == Level::Error { "31" } else { "33" };
    let name = level.name();
    painted_aside(&format!("\u{1b}[1m\u{1b}[{colour}m{name}\u{1b}[0m: {}\n", inert(text)));
}

/// Writes text to stderr, as [`painted`]. That nobody hears it must not stop the work.
pub(super) fn painted_aside(text: &str) {
    let mut out = anstream::stderr().lock();
    let _ = out.write_all(text.as_bytes());
}

/// Empties the screen, when stdout is one.
pub(super) fn clear() {
    if std::io::stdout().is_terminal() {
        let _ = painted("\u{1b}[2J\u{1b}[H");
    }
}

/// How findings are shown on the terminal that stdout or stderr is.
pub(super) fn look() -> Look {
    let never = |choice| choice == anstream::ColorChoice::Never;
    let plain = never(anstream::AutoStream::choice(&std::io::stdout()))
        && never(anstream::AutoStream::choice(&std::io::stderr()));
    Look { width: width(), coloured: !plain }
}

/// Columns of the terminal that stdout or stderr is; 80 when neither is one.
pub(super) fn width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .or_else(|| terminal_size::terminal_size_of(std::io::stderr()))
        .map_or(80, |(width, _)| width.0.into())
}

/// Keeps the window open that Windows has made for a double click, until what is said was read. A
/// command line of one's own has `PROMPT`.
pub(super) fn hold() {
    let own = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if cfg!(windows) && own && std::env::var_os("PROMPT").is_none() {
        note("按回车键关闭这个窗口");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
}

/// How far a long job has come, where somebody looks. Drawn from the first word of it.
pub(super) struct Progress {
    what: &'static str,
    /// So little is not worth a word.
    much: usize,
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new(what: &'static str, much: usize, quiet: bool) -> Self {
        Self { what, much, quiet, bar: None }
    }

    /// So many issues of so many are done.
    pub(super) fn tell(&mut self, done: usize, all: usize) {
        if self.quiet || all < self.much {
            return;
        }
        let what = self.what;
        let bar = self.bar.get_or_insert_with(|| {
            let style = format!("{what}{{bar:30}} {{pos}}/{{len}} 期，还需 {{eta}}");
            let style = ProgressStyle::with_template(&style);
            ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_position(done as u64);
    }

    /// Says something without the bar in its way.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
