//! What a build spends inside the process: `cargo bench --bench inside`, one function with
//! `-- check`, once each with `-- --test`.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use kuaibao::bulletin::{self, Bulletin};
use kuaibao::config::PageTarget;
use kuaibao::lint::{self, Subject};
use kuaibao::office::find::{Care, Filter, Finder};
use kuaibao::source::Findings;
use kuaibao::typeset::{Coverage, FontSet, Setting, Template, Typesetter, fit};
use kuaibao::workspace::files::{self, Files as _, InMemory};
use kuaibao::workspace::{Entry, Workspace};

fn main() {
    divan::main();
}

static WORKSPACE: LazyLock<Workspace> = LazyLock::new(workspace);
static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| {
    Typesetter::new(fonts(), Template::load(None, "kuaibao").expect("the program's own template"))
});
static COVERAGE: LazyLock<Coverage> = LazyLock::new(|| fonts().coverage());

fn workspace() -> Workspace {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    Workspace::open(root, root).expect("the repository is a workspace")
}

fn fonts() -> FontSet {
    FontSet::load(None, &WORKSPACE.config.fonts).expect("the program's own faces")
}

/// The issue that needs most to be fitted.
fn entry() -> &'static Entry {
    static ENTRY: LazyLock<Arc<Entry>> = LazyLock::new(|| {
        let drafts = WORKSPACE.drafts();
        let index = drafts.iter().position(|issue| issue.path.ends_with("2023-41.toml"));
        WORKSPACE.whole(index.expect("a draft of the repository")).expect("it is there")
    });
    &ENTRY
}

fn lowered() -> Bulletin {
    let entry = entry();
    bulletin::build(&entry.draft, &entry.attachments, &WORKSPACE.config).expect("it has a date")
}

#[divan::bench]
fn read_workspace() -> Workspace {
    workspace()
}

#[divan::bench]
fn load_faces() -> FontSet {
    fonts()
}

#[divan::bench]
fn check() -> Findings {
    let subject = Subject::new(entry(), &WORKSPACE, &COVERAGE);
    // Nothing of it is kept.
    lint::check_with(&subject, lint::RULES)
}

/// Nothing is found in the engine's cache.
#[divan::bench]
fn lay_out(bencher: Bencher<'_, '_>) {
    let bulletin = lowered();
    bencher.with_inputs(|| Typesetter::forget(0)).bench_values(|()| {
        TYPESETTER.lay_out(&bulletin, Setting::STANDARD, false).expect("it is laid out")
    });
}

#[divan::bench]
fn fit_to_four_pages(bencher: Bencher<'_, '_>) {
    let bulletin = lowered();
    let limits = WORKSPACE.config.limits;
    bencher.with_inputs(|| Typesetter::forget(0)).bench_values(|()| {
        let target = PageTarget::Exactly(4);
        fit::fit(&TYPESETTER, &bulletin, false, target, limits).expect("it is fitted")
    });
}

#[divan::bench]
fn write_pdf(bencher: Bencher<'_, '_>) {
    let pages = TYPESETTER.lay_out(&lowered(), Setting::STANDARD, false).expect("it is laid out");
    bencher.bench(|| pages.pdf().expect("it is written"));
}

/// A workspace in memory of so many drafts: the five, again and again, under other numbers.
fn many(count: usize) -> (Arc<InMemory>, Workspace) {
    let files = InMemory::new();
    files.insert("/bulletin.toml", WORKSPACE.config_source.text());
    files
        .insert("/units.toml", std::fs::read(WORKSPACE.root.join("units.toml")).expect("a roster"));
    for number in 0..count {
        let entry = WORKSPACE.whole(number % WORKSPACE.drafts().len()).expect("it is there");
        let (year, week) = (2000 + number / 50, number % 50 + 1);
        let text = entry.source.text().replacen("\nnumber = ", &format!("\nnumber = {week} # "), 1);
        files.insert(format!("/drafts/{year}-{week:02}.toml"), text);
    }
    let files = Arc::new(files);
    let opened = Workspace::open_in(files.clone(), Path::new("/"), Path::new("/"));
    (files, opened.expect("a workspace"))
}

/// What an editing desk does at each key, in the middle of a body and with another character each
/// time: it costs the text, not the draft or the workspace.
#[divan::bench(args = [5, 1000])]
fn check_after_one_character(bencher: Bencher<'_, '_>, count: usize) {
    let (_, mut workspace) = many(count);
    let index = count / 2;
    let entry = workspace.whole(index).expect("it is there");
    let text = entry.source.text();
    let body = text.find("body = ").expect("a body");
    let (before, after) = text.split_at(body + text[body..].find('，').expect("a comma"));
    lint::check(&Subject::new(&entry, &workspace, &COVERAGE));
    let mut letters = ('一'..='鿏').cycle();
    bencher.bench_local(|| {
        let letter = letters.next().expect("without end");
        let entry = entry.with_text(format!("{before}{letter}{after}"));
        workspace.replace(index, entry);
        let entry = workspace.whole(index).expect("it is there");
        lint::check(&Subject::new(&entry, &workspace, &COVERAGE))
    });
}

/// A draft comes and goes again among so many, and another is checked after each.
#[divan::bench(args = [5, 1000])]
fn check_after_a_draft_comes_and_goes(bencher: Bencher<'_, '_>, count: usize) {
    let (files, mut workspace) = many(count);
    let other = Path::new("/drafts/2020-60.toml");
    let text = workspace.whole(count / 2).expect("it is there").source.text().to_owned();
    bencher.bench_local(|| {
        let mut found = 0;
        for comes in [true, false] {
            match comes {
                true => files.insert(other, text.as_str()),
                false => files.remove(other).expect("it is there"),
            }
            assert!(workspace.refresh(&[other.to_owned()]), "a draft is all that has changed");
            let entry = workspace.whole(0).expect("it is there");
            found += lint::check(&Subject::new(&entry, &workspace, &COVERAGE)).diagnostics.len();
        }
        found
    });
}

/// Words in an office that stays open, this one or the one that `KUAIBAO_PROVINCE` names, each time
/// after a look at what has changed.
#[divan::bench(args = ["秸秆禁烧", "县", "小麦 村", "麦", "稳定扩大种植面积"])]
fn find_in_an_open_office(bencher: Bencher<'_, '_>, words: &str) {
    let root = std::env::var_os("KUAIBAO_PROVINCE").map(PathBuf::from);
    let root = root.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).to_owned());
    let care = Care { frugal: true, ..Care::default() };
    let mut finder =
        Finder::open(files::disk(), &root, &root, care, &mut |_, _| {}).expect("a workspace");
    let query = finder.query(words).expect("words");
    bencher.bench_local(|| {
        finder.catch_up().expect("a workspace");
        finder.find(&query, &Filter::default(), 20).expect("a search")
    });
}
