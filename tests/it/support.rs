//! What the tests share: a workspace to spoil, runs of the program in it, and checker and
//! typesetter at hand without a process.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};

use kuaibao::bulletin::{self, Bulletin};
use kuaibao::config::{Config, Fonts, Limits, PageTarget};
use kuaibao::lint::{self, Rule, Subject};
use kuaibao::source::{Diagnostic, Findings, Level};
use kuaibao::typeset::fit::{self, Fitted};
use kuaibao::typeset::{Coverage, FontSet, Template, Typesetter};
use kuaibao::workspace::files::Disk;
use kuaibao::workspace::{Entry, Workspace};
use tempfile::TempDir;

/// The folder of this repository, which is itself a workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of the repository's settings, roster and drafts.
pub(crate) fn workspace_copy() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let copy = |path: &str| {
        std::fs::copy(root().join(path), folder.path().join(path)).expect("a copy");
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
    let drafts = kuaibao::workspace::drafts_in(&Disk, &root().join("drafts")).expect("drafts");
    assert_eq!(drafts.len(), 5);
    drafts
}

/// What a run of the program left behind.
#[derive(Debug)]
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
    Workspace::open(root(), root()).expect("the repository is a workspace")
}

/// What the program's own faces can print.
pub(crate) static COVERAGE: LazyLock<Coverage> =
    LazyLock::new(|| FontSet::load(None, &Fonts::default()).expect("faces").coverage());

/// Checks a text as the draft at a path among the others of a workspace.
pub(crate) fn check_text(workspace: &Workspace, path: &str, text: &str) -> Findings {
    let entry = entry(path, text);
    lint::check(&Subject::new(&entry, workspace, &COVERAGE))
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

/// The five real issues, by the names of their files.
pub(crate) const ISSUES: [&str; 5] = ["2023-13", "2023-38", "2023-41", "2023-43", "2024-02"];

pub(crate) static YANJIN: LazyLock<Workspace> =
    LazyLock::new(|| Workspace::open(root(), root()).unwrap());

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(typesetter);

/// A typesetter with the program's own faces and template.
pub(crate) fn typesetter() -> Typesetter {
    let fonts = FontSet::load(None, &Fonts::default()).unwrap();
    Typesetter::new(fonts, Template::load(None, "kuaibao").unwrap())
}

/// The whole drafts of a workspace.
pub(crate) fn drafts(workspace: &Workspace) -> Vec<Arc<Entry>> {
    (0..workspace.drafts().len()).map(|index| workspace.whole(index).unwrap()).collect()
}

/// One of the real issues.
pub(crate) fn issue(name: &str) -> &'static Entry {
    static DRAFTS: LazyLock<Vec<Arc<Entry>>> = LazyLock::new(|| drafts(&YANJIN));
    let path = PathBuf::from(format!("drafts/{name}.toml"));
    DRAFTS.iter().find(|entry| entry.source.path() == path).unwrap()
}

pub(crate) fn entry(path: &str, text: &str) -> Entry {
    let entry = Entry::read(Path::new(path), text.as_bytes().to_vec(), text.len() as u64);
    if path == "-" { entry.loose() } else { entry }
}

/// The findings of all rules on a draft in the workspace of Yanjin.
pub(crate) fn check(entry: &Entry) -> Findings {
    lint::check(&Subject::new(entry, &YANJIN, &COVERAGE))
}

/// The findings of one rule on a draft.
pub(crate) fn check_one(workspace: &Workspace, entry: &Entry, rule: &'static Rule) -> Findings {
    lint::check_with(&Subject::new(entry, workspace, &COVERAGE), &[rule])
}

pub(crate) fn lower(entry: &Entry, config: &Config) -> Bulletin {
    bulletin::build(&entry.draft, &entry.attachments, config).unwrap()
}

/// Typesets a bulletin as `build` does.
pub(crate) fn print(bulletin: &Bulletin, proof: bool, pages: PageTarget) -> Fitted {
    fit::fit(&TYPESETTER, bulletin, proof, pages, Limits::default()).unwrap()
}

/// The program's source files, path from the repository and text, sorted.
pub(crate) fn sources() -> Vec<(String, String)> {
    let mut found = vec![];
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push((name, std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Numbers that look like chance and are the same in every run (SplitMix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// From 0 to 1.
    pub(crate) fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
