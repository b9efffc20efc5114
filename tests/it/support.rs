//! What the tests share: a workspace to spoil, runs of the program in it, and the checker at hand
//! without a process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use kuaibao::config::Fonts;
use kuaibao::lint::{self, Subject};
use kuaibao::source::{Diagnostic, Findings, Level};
use kuaibao::typeset::{Coverage, FontSet};
use kuaibao::workspace::{Entry, Workspace};
use tempfile::TempDir;

/// The folder of this repository, which is itself a workspace.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of the repository's settings, roster and drafts.
pub(crate) fn workspace_copy() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = |path: &str| {
        std::fs::copy(repository().join(path), folder.path().join(path)).expect("a copy");
    };
    copy("bulletin.toml");
    copy("units.toml");
    std::fs::create_dir(folder.path().join("drafts")).expect("a folder");
    for path in real_drafts() {
        copy(&format!("drafts/{}", path.file_name().expect("a name").display()));
    }
    folder
}

/// The five real bulletins, by name.
pub(crate) fn real_drafts() -> Vec<PathBuf> {
    let drafts = kuaibao::workspace::drafts_in(&repository().join("drafts")).expect("drafts");
    assert_eq!(drafts.len(), 5);
    drafts
}

/// What a run of the program left behind.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    run_into(folder, arguments, Stdio::piped())
}

/// Runs the program with its standard output going somewhere else.
pub(crate) fn run_into(folder: &Path, arguments: &[&str], stdout: Stdio) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_kuaibao"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("KUAIBAO_WORKSPACE")
        .stdin(Stdio::null())
        .stdout(stdout)
        .output()
        .expect("the program runs");
    let run = Run {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    };
    for foreign in ["panicked", "RUST_BACKTRACE", "error:", "expected", "invalid", "os error"] {
        assert!(!run.stderr.contains(foreign), "{arguments:?}: {}", run.stderr);
    }
    run
}

/// The temporary files that the program left in a folder or below.
pub(crate) fn leftovers(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(leftovers(&path));
        } else if path.file_name().is_some_and(|name| name.to_string_lossy().contains(".kuaibao-"))
        {
            found.push(path);
        }
    }
    found
}

/// The repository's workspace, read anew.
pub(crate) fn workspace() -> Workspace {
    Workspace::open(repository(), repository()).expect("the repository is a workspace")
}

/// What the program's own faces can print.
pub(crate) static COVERAGE: LazyLock<Coverage> =
    LazyLock::new(|| FontSet::load(None, &Fonts::default()).expect("faces").coverage());

/// Checks a text as the draft at a path among the others of a workspace.
pub(crate) fn check(workspace: &Workspace, path: &str, text: &str) -> Findings {
    let entry = Entry::read(Path::new(path), text.as_bytes().to_vec(), text.len() as u64);
    lint::check(&Subject { entry: &entry, workspace, coverage: &COVERAGE })
}

/// Code and line of all findings of a level.
pub(crate) fn found(findings: &Findings, level: Level) -> Vec<(&'static str, usize)> {
    let of_level = findings.diagnostics.iter().filter(|diagnostic| diagnostic.level == level);
    of_level.map(|diagnostic| (diagnostic.code, line(findings, diagnostic))).collect()
}

/// The line of a finding, from 1.
pub(crate) fn line(findings: &Findings, diagnostic: &Diagnostic) -> usize {
    findings.source.position(diagnostic.span.start).line
}
