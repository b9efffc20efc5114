//! Is the program what was given, and does the machine let it work? An issue is made in a folder,
//! checked, printed, read back, released and verified there, as an office would.
//!
//! Nothing in it depends on the day or on the machine, so that the page is the same everywhere, and
//! two people on the telephone can compare its fingerprint.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, bail};
use chrono::NaiveDate;

use super::press::{Press, Set};
use super::store::{Plan, Store, Who};
use super::{Chosen, Office, init, release, verify};
use crate::draft::Draft;
use crate::export::{FORMS, Options};
use crate::import;
use crate::import::outline::{Expected, Outline, Reference};
use crate::source::Level;
use crate::source::hash::hash;
use crate::typeset::fonts;
use crate::workspace::files::Files;
use crate::workspace::{DRAFTS_FOLDER, Entry};

/// An issue with everything that a page may have.
const DRAFT: &str = include_str!("selftest.toml");
const DRAFT_FILE: &str = "2024-02.toml";
const DAY: NaiveDate = NaiveDate::from_ymd_opt(2024, 1, 8).expect("a day");
const PUBLISHER: &str = "封丘县人民政府办公室";

/// Slips that a check has to find: what is written, what is written instead, the rule.
const SLIPS: [(&str, &str, &str); 3] = [
    ("城建项目5个", "城建项目6个", "sum-mismatch"),
    ("126件。", "126件.", "halfwidth-punctuation"),
    ("credits = [\"发改委\"]", "credits = [\"发改伟\"]", "unknown-unit"),
];

/// What is tested, in this order. What one makes the next ones need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Program,
    Disk,
    Check,
    Page,
    Forms,
    Release,
}

impl Part {
    /// What it is called, in words for the editor.
    pub fn name(self) -> &'static str {
        match self {
            Self::Program => "程序和字体",
            Self::Disk => "磁盘",
            Self::Check => "检查",
            Self::Page => "排版",
            Self::Forms => "各种格式",
            Self::Release => "发布、核对",
        }
    }
}

/// How it went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub passed: bool,
    /// What the printed page is told by.
    pub fingerprint: String,
}

/// Tests everything in a folder that is the test's own and empty; `tell` hears of each part what was
/// found, or why it failed. After a failure the rest is not tried, but for the parts that need
/// nothing of it.
pub fn run(
    files: &Arc<dyn Files>,
    folder: &Path,
    who: &Who,
    tell: &mut dyn FnMut(Part, Result<String>),
) -> Outcome {
    let program = program();
    let mut outcome = Outcome { passed: program.is_ok(), ..Outcome::default() };
    tell(Part::Program, program);
    let mut at = Part::Disk;
    let mut said = |part: Part, found: String| {
        tell(part, Ok(found));
        at = match part {
            Part::Program | Part::Disk => Part::Check,
            Part::Check => Part::Page,
            Part::Page => Part::Forms,
            Part::Forms | Part::Release => Part::Release,
        };
    };
    match week(files, folder, who, &mut said) {
        Ok(fingerprint) => outcome.fingerprint = fingerprint,
        Err(error) => {
            outcome.passed = false;
            tell(at, Err(error));
        }
    }
    outcome
}

/// The faces as they were put into the program: a copy that was damaged on its way shows here.
fn program() -> Result<String> {
    let faces = fonts::embedded();
    let damaged: Vec<&str> =
        faces.iter().filter(|face| !face.sound).map(|face| face.file).collect();
    if !damaged.is_empty() {
        bail!("字体 {} 坏了：程序没有拷贝完整，请重新拷贝，核对 SHA-256", damaged.join("、"));
    }
    Ok(format!("{} 个字体文件完好", faces.len()))
}

/// From nothing to an issue in the archive; the page's fingerprint.
fn week(
    files: &Arc<dyn Files>,
    folder: &Path,
    who: &Who,
    said: &mut dyn FnMut(Part, String),
) -> Result<String> {
    let store = Store::new(files.clone(), folder, who.clone());
    let made = init::create(&store, folder, "自检快报", PUBLISHER, true, DAY)?;
    let path = folder.join(DRAFTS_FOLDER).join(DRAFT_FILE);
    let mut plan = Plan::default();
    plan.create(&path, DRAFT);
    store.lock()?.commit("自检", &plan)?;
    let office = Office::open_to_write(files.clone(), folder, folder, who.clone())?;
    said(Part::Disk, format!("建了 {} 个文件，能加锁，能改", made.len() + 1));

    let mut all = vec![];
    let press = Press::new(office, &mut all)?;
    let office = &press.office;
    let chosen = office.one(&path)?;
    said(Part::Check, check(&press, &chosen)?);

    let entry = office.entry(&chosen)?;
    let mut told = vec![];
    let set = press.set(&entry, false, &mut told, |set| set.fitted.pages.pdf())?;
    let Some((set, pdf)) = set else { bail!("样稿没有通过检查") };
    let characters = read_back(&press, &set, &pdf)?;
    let pages = set.fitted.pages.count();
    said(Part::Page, format!("{pages} 页，从 PDF 读回来，稿件的 {characters} 字都在"));

    let mut names = vec![];
    for row in FORMS {
        let stem = DRAFT_FILE.trim_end_matches(".toml");
        if press.make(&set, &entry, row.form, &Options::default(), stem, false)?.is_empty() {
            bail!("没有做出 {}", row.form.name());
        }
        names.push(row.form.name());
    }
    said(Part::Forms, names.join("、"));
    press.forget();

    if release::release(&press, &entry, None, &mut told)?.is_none() {
        bail!("样稿没有发布");
    }
    let released = verify::choose(office, &[])?;
    for one in &released.releases {
        let verified = verify::examine(&press, &released, one)?;
        if let Some(fault) = verified.faults.first() {
            bail!("{}：{fault}", verified.pdf);
        }
        if !verified.changed.is_empty() {
            bail!("再排一遍不一样：{}", verified.changed.join("、"));
        }
    }
    said(Part::Release, "存档再排一遍，一字节不差".to_owned());
    Ok(hash(&[&pdf]))
}

/// Whether the rules find what they should, and nothing where there is nothing.
fn check(press: &Press, chosen: &Chosen) -> Result<String> {
    let office = &press.office;
    let entry = office.entry(chosen)?;
    let findings = office.check(&entry, &press.coverage);
    let errors = || findings.diagnostics.iter().filter(|found| found.level == Level::Error);
    if let Some(found) = errors().next() {
        bail!("好好的样稿查出了错误：{}", found.message);
    }
    let mut text = DRAFT.to_owned();
    for (right, wrong, _) in SLIPS {
        text = text.replace(right, wrong);
    }
    let length = text.len() as u64;
    let slipped = Entry::read(entry.source.path(), text.into_bytes(), length);
    let findings = office.check(&slipped, &press.coverage);
    for (_, wrong, code) in SLIPS {
        if !findings.diagnostics.iter().any(|found| found.code == code) {
            bail!("“{wrong}”没有查出来（{code}）");
        }
    }
    Ok(format!("故意写错的 {} 处都查出来了", SLIPS.len()))
}

/// Reads the PDF as one that came from elsewhere, and compares it with what was to be printed; how
/// many characters of it there are.
fn read_back(press: &Press, set: &Set, pdf: &[u8]) -> Result<usize> {
    let workspace = &press.office.workspace;
    let reference = Reference {
        config: &workspace.config,
        roster: &workspace.roster,
        date: Some(set.bulletin.date),
    };
    let read = import::import(Path::new("样页.pdf"), pdf, Expected::Issue, reference)?.outline;
    let found = found(&read);
    let pieces =
        pieces(&Entry::read(Path::new(DRAFT_FILE), DRAFT.into(), DRAFT.len() as u64).draft);
    if let Some(lost) = pieces.iter().find(|piece| !found.contains(*piece)) {
        bail!("PDF 里没有“{lost}”");
    }
    Ok(pieces.iter().map(|piece| piece.chars().count()).sum())
}

/// All that the draft says: paragraphs, headlines, names, cells.
fn pieces(draft: &Draft) -> Vec<String> {
    let mut all: Vec<&str> = vec![];
    all.extend(draft.note.iter().map(|note| note.as_str()));
    for column in &draft.column {
        all.extend(column.name.iter().map(|name| name.as_str()));
        for item in &column.item {
            let texts = item.headline.iter().chain(&item.body);
            all.extend(texts.flat_map(|text| text.lines()));
            all.extend(item.credits.iter().flat_map(|credits| credits.iter().map(|c| c.as_str())));
            for table in &item.table {
                all.extend(table.caption.iter().map(|caption| caption.as_str()));
                let rows = table.rows.iter().flat_map(|rows| rows.iter().flatten());
                all.extend(rows.map(|cell| cell.as_str()));
            }
        }
    }
    all.into_iter().map(solid).filter(|text| !text.is_empty()).collect()
}

/// All that was read, one behind the other.
fn found(outline: &Outline) -> String {
    let mut all = outline.note.clone().unwrap_or_default();
    for column in &outline.columns {
        all.push_str(&column.name);
        for item in &column.items {
            all.extend([&*item.headline, &*item.body]);
            all.extend(item.credits.iter().map(String::as_str));
            for table in &item.tables {
                all.push_str(&table.caption);
                all.extend(table.rows.iter().flatten().map(String::as_str));
            }
        }
    }
    solid(&all)
}

/// A text without white space and strong marks.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}
