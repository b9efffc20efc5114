//! What the tests share: the repository as the workspace that it is, and the faces and the
//! template, read once.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kuaibao::bulletin::{self, Bulletin};
use kuaibao::config::{Config, Fonts, Limits, PageTarget};
use kuaibao::lint::{self, Rule, Subject};
use kuaibao::source::Findings;
use kuaibao::typeset::fit::{self, Fitted};
use kuaibao::typeset::{Coverage, FontSet, Template, Typesetter};
use kuaibao::workspace::{Entry, Workspace};

/// The five real issues, by the names of their files.
pub(crate) const ISSUES: [&str; 5] = ["2023-13", "2023-38", "2023-41", "2023-43", "2024-02"];

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) static YANJIN: LazyLock<Workspace> =
    LazyLock::new(|| Workspace::open(root(), root()).unwrap());

/// What the program's own faces can print.
pub(crate) static COVERAGE: LazyLock<Coverage> =
    LazyLock::new(|| FontSet::load(None, &Fonts::default()).unwrap().coverage());

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(typesetter);

/// A typesetter with the program's own faces and template.
pub(crate) fn typesetter() -> Typesetter {
    let fonts = FontSet::load(None, &Fonts::default()).unwrap();
    Typesetter::new(fonts, Template::load(None, "kuaibao").unwrap())
}

/// One of the real issues.
pub(crate) fn issue(name: &str) -> &'static Entry {
    let path = PathBuf::from(format!("drafts/{name}.toml"));
    YANJIN.drafts.iter().find(|entry| entry.source.path() == path).unwrap()
}

pub(crate) fn entry(path: &str, text: &str) -> Entry {
    Entry::read(Path::new(path), text.as_bytes().to_vec(), text.len() as u64)
}

/// The findings of all rules on a draft in the workspace of Yanjin.
pub(crate) fn check(entry: &Entry) -> Findings {
    lint::check(&Subject { entry, workspace: &YANJIN, coverage: &COVERAGE })
}

/// The findings of one rule on a draft.
pub(crate) fn check_one(workspace: &Workspace, entry: &Entry, rule: &'static Rule) -> Findings {
    lint::check_with(&Subject { entry, workspace, coverage: &COVERAGE }, &[rule])
}

pub(crate) fn lower(entry: &Entry, config: &Config) -> Bulletin {
    bulletin::build(&entry.draft, config).unwrap()
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
