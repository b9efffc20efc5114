//! Points for what units sent in: `scoring.toml` and `adopted.toml` read beside the issues, reckoned
//! for a time, and made a 通报.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, NaiveDate};

use super::inbox::{self, Register};
use super::init::{self, Which};
use super::store::Plan;
use super::{Office, Refusal, archived};
use crate::config::PageTarget;
use crate::config::units::Roster;
use crate::export::{File, Form, Made, Options};
use crate::import::outline::Reference;
use crate::lint::{self, Subject};
use crate::score::adopted::{self, Beside};
use crate::score::board::Row;
use crate::score::scheme::{Issues, Of};
use crate::score::tables::Shown;
use crate::score::{Adopted, Board, Facts, Issue, Period, Scheme, notice};
use crate::source::nearest::nearest;
use crate::source::{Diagnostic, Findings, Source, file};
use crate::typeset::fit;
use crate::typeset::{FontSet, Template, Typesetter};
use crate::workspace::archive::Manifest;
use crate::workspace::{ADOPTED_FILE, Entry, SCORING_FILE};

/// What came of a time.
#[derive(Debug)]
pub struct Scored {
    pub scheme: Scheme,
    pub board: Board,
    /// What is wrong with the two files, and credits that no unit could be found for.
    pub findings: Vec<Findings>,
    /// Drafts that were not counted: without a day or number, or with those of another.
    pub left_out: Vec<PathBuf>,
    /// Issues of the time that have not been released.
    pub unreleased: usize,
}

impl Scored {
    /// Which drafts were not counted, and why.
    pub fn not_counted(&self) -> impl Iterator<Item = String> {
        let why = "没有期号或日期，或者与别的稿件同号，没有计分";
        self.left_out.iter().map(move |path| format!("{} {why}", path.display()))
    }

    /// Whether a total may be wrong.
    pub fn has_errors(&self) -> bool {
        !self.left_out.is_empty() || self.findings.iter().any(Findings::has_errors)
    }

    pub fn shown<'a>(&'a self, roster: &'a Roster) -> Shown<'a> {
        Shown { board: &self.board, scheme: &self.scheme, roster }
    }

    /// The unit that somebody means.
    ///
    /// # Errors
    /// No unit is called so.
    pub fn unit(&self, roster: &Roster, name: &str) -> Result<usize, Refusal> {
        let name = name.trim();
        let named = |row: &&Row| row.name == name || has_form(roster, row.unit, name);
        let mut rows = self.board.rows();
        let row =
            rows.by_ref().find(|row| row.name == name).or_else(|| self.board.rows().find(named));
        if let Some(row) = row {
            return Ok(row.unit);
        }
        roster.unit(name, None).ok_or_else(|| {
            let near = roster.nearest(name, Some(self.board.period.to)).map(str::to_owned);
            Refusal::NoUnit { name: name.to_owned(), near }
        })
    }
}

fn has_form(roster: &Roster, unit: usize, name: &str) -> bool {
    roster.kin().entries(unit).any(|at| roster.units[at].forms().any(|form| form == name))
}

/// Reckons the points of a time, on a day. `issues` takes the place of what `scoring.toml` says.
///
/// # Errors
/// There is no `scoring.toml`, or a draft has changed meanwhile.
pub fn score(
    office: &Office,
    period: Period,
    today: NaiveDate,
    issues: Option<Issues>,
) -> Result<Scored> {
    let workspace = &office.workspace;
    let scoring = read(office, SCORING_FILE)?.ok_or(Refusal::NoScoring)?;
    let records = read(office, ADOPTED_FILE)?;
    let mut findings: Vec<Findings> =
        workspace.findings.iter().filter(|findings| findings.has_errors()).cloned().collect();
    let (mut scheme, told) = scheme_of(office, scoring);
    scheme.issues = issues.unwrap_or(scheme.issues);
    let named = records.as_ref().map(|(source, _)| adopted::issues_named(source));
    let mut all = Collected::of(office, period, scheme.issues, &named.unwrap_or_default())?;
    findings.append(&mut all.findings);
    let (mut adopted, judged) = judged(office, &scheme, records, &all.issues, &all.names);
    findings.extend(add_received(office, &scheme, &mut adopted)?);
    let mut counted = all.issues;
    counted.retain(|issue| !all.only_named.contains(&issue.name));
    let facts = Facts {
        scheme: &scheme,
        roster: &workspace.roster,
        issues: &counted,
        adopted: &adopted,
        today,
    };
    let board = Board::of(facts, period);
    let told = [Some(told), judged].into_iter().flatten();
    findings.extend(told.filter(|all| !all.diagnostics.is_empty()));
    let (left_out, unreleased) = (all.left_out, all.unreleased);
    Ok(Scored { board, scheme, findings, left_out, unreleased })
}

/// Counts what is registered as received, where something is due of it; what is wrong with the
/// register.
fn add_received(
    office: &Office,
    scheme: &Scheme,
    adopted: &mut Adopted,
) -> Result<Option<Findings>> {
    let mut quotas = scheme.classes.iter().flat_map(|class| &class.quotas);
    if !quotas.any(|quota| quota.of == Of::Submitted) {
        return Ok(None);
    }
    let register = Register::read(office)?;
    let letters = inbox::letters(office, &register);
    let roster = &office.workspace.roster;
    let units = inbox::sent(office, &letters).into_iter().filter_map(|(day, credit)| {
        let unit = roster.find(&credit, Some(day))?;
        Some((day, roster.units.iter().position(|of| std::ptr::eq(of, unit))?))
    });
    adopted.add_received(&units.collect::<Vec<_>>());
    Ok(Some(register.findings).filter(|findings| !findings.diagnostics.is_empty()))
}

/// What is found in `scoring.toml` and `adopted.toml`; nothing where there is neither.
///
/// # Errors
/// A draft that is named there has changed meanwhile.
pub fn check(office: &Office) -> Result<Vec<Findings>> {
    let Some(scoring) = read(office, SCORING_FILE)? else {
        let Some((source, _)) = read(office, ADOPTED_FILE)? else { return Ok(vec![]) };
        let message = "有采用记录，没有计分办法（scoring.toml）";
        let found = Diagnostic::error("unmatched-record", Default::default(), message)
            .help("写一份计分办法：kuaibao score --init");
        return Ok(vec![settled(office, source, vec![found])]);
    };
    let records = read(office, ADOPTED_FILE)?;
    let named = records.as_ref().map(|(source, _)| adopted::issues_named(source));
    let all = Collected::named(office, &named.unwrap_or_default())?;
    let (scheme, told) = scheme_of(office, scoring);
    let judged = judged(office, &scheme, records, &all.issues, &all.names).1;
    Ok([Some(told), judged].into_iter().flatten().collect())
}

/// A text of the workspace, and why it cannot be read; nothing where there is none.
type Text = (Source, Option<Diagnostic>);

fn read(office: &Office, name: &str) -> Result<Option<Text>> {
    let path = office.workspace.root.join(name);
    if !office.files().is_file(&path) {
        return Ok(None);
    }
    let bytes = office.files().read(&path, file::MAX_BYTES);
    let (bytes, length) = bytes.with_context(|| format!("打不开文件 {}", path.display()))?;
    Ok(Some(file::decode(&office.shown(&path), bytes, length)))
}

/// The rules of the points, with what is found in them.
fn scheme_of(office: &Office, (scoring, unreadable): Text) -> (Scheme, Findings) {
    let (scheme, found) = Scheme::read(&scoring, &office.workspace.roster);
    let found = unreadable.map_or(found, |unreadable| vec![unreadable]);
    (scheme, settled(office, scoring, found))
}

/// The records beside the issues, with what is found in them; nothing where there are none.
fn judged(
    office: &Office,
    scheme: &Scheme,
    records: Option<Text>,
    issues: &[Issue],
    names: &[String],
) -> (Adopted, Option<Findings>) {
    let Some((source, unreadable)) = records else { return Default::default() };
    let beside = Beside { scheme, roster: &office.workspace.roster, issues, names };
    let (adopted, found) = Adopted::read(&source, beside);
    let found = unreadable.map_or(found, |unreadable| vec![unreadable]);
    (adopted, Some(settled(office, source, found)))
}

fn settled(office: &Office, source: Source, found: Vec<Diagnostic>) -> Findings {
    lint::settle(&Arc::new(source), found, &office.workspace.config)
}

/// Issues as they are counted.
#[derive(Default)]
struct Collected {
    issues: Vec<Issue>,
    /// Those that are read only because a record names them.
    only_named: Vec<String>,
    /// What all issues are called.
    names: Vec<String>,
    findings: Vec<Findings>,
    left_out: Vec<PathBuf>,
    unreleased: usize,
}

impl Collected {
    /// The issues of the years that a time is in, and those that are named.
    fn of(office: &Office, period: Period, which: Issues, named: &[String]) -> Result<Self> {
        let mut all = Self::default();
        let workspace = &office.workspace;
        let manifest = Manifest::read(office.files(), &workspace.root)?;
        let years = period.from.year()..=period.to.year();
        let mut seen = BTreeSet::new();
        for (index, issue) in workspace.issues().iter().enumerate() {
            let Some(name) = issue.identity().map(|name| name.to_string()) else {
                all.left_out.push(issue.path.clone());
                continue;
            };
            if !seen.insert(name.clone()) {
                all.left_out.push(issue.path.clone());
                continue;
            }
            all.names.push(name.clone());
            let is_named = named.contains(&name);
            let release = manifest.latest(&name);
            let in_time = issue.date.is_some_and(|date| years.contains(&date.year()));
            let is_counted = in_time && (which == Issues::All || release.is_some());
            if !is_named && !is_counted {
                continue;
            }
            let entry = match release.filter(|_| which == Issues::Released) {
                Some(release) => {
                    let changed = |_| Refusal::ArchiveChanged {
                        name: release.name.clone(),
                        consequence: "，没有计分",
                    };
                    Arc::new(archived::text(office, release).map_err(changed)?)
                }
                None => workspace.whole(index)?,
            };
            let of_time = issue.date.is_some_and(|date| period.contains(date));
            all.unreleased += usize::from(is_counted && of_time && release.is_none());
            if !is_counted {
                all.only_named.push(name.clone());
            }
            all.add(office, name, &entry, is_counted);
        }
        Ok(all)
    }

    /// The issues that are named.
    fn named(office: &Office, named: &[String]) -> Result<Self> {
        let mut all = Self::default();
        for (index, issue) in office.workspace.issues().iter().enumerate() {
            let Some(name) = issue.identity().map(|name| name.to_string()) else { continue };
            let is_new = !all.issues.iter().any(|issue| issue.name == name);
            if named.contains(&name) && is_new {
                all.add(office, name.clone(), &*office.workspace.whole(index)?, false);
            }
            all.names.push(name);
        }
        Ok(all)
    }

    fn add(&mut self, office: &Office, name: String, entry: &Entry, is_counted: bool) {
        let workspace = &office.workspace;
        let Some((issue, found)) = Issue::of(name, &entry.draft, &workspace.roster) else { return };
        self.issues.push(issue);
        if is_counted && !found.is_empty() {
            let mut findings = lint::settle(&entry.source, found, &workspace.config);
            // The comments themselves are judged with the draft.
            findings.diagnostics.retain(|found| found.code == "unscored-credit");
            self.findings.extend(Some(findings).filter(|all| !all.diagnostics.is_empty()));
        }
    }
}

/// Rule sets of real offices that the program has: name, where they come from, text.
pub static EXAMPLES: &[(&str, &str, &str)] = &[
    ("通用", "一般县区可用，各项都有说明", include_str!("score/general.toml")),
    (
        "常山",
        "常山县：完成报送任务得基础分，封顶；分乡镇和部门",
        include_str!("score/changshan.toml"),
    ),
    ("衢州", "衢州市：转报加倍，合写平分，批示加分", include_str!("score/quzhou.toml")),
    (
        "连云港",
        "连云港市：简讯、专报分别计分，几处采用累加",
        include_str!("score/lianyungang.toml"),
    ),
    ("广元", "广元市：约稿加分，迟报扣分", include_str!("score/guangyuan.toml")),
    ("嵊州", "嵊州市：单位分四类，任务各不相同", include_str!("score/shengzhou.toml")),
];

/// Writes one of the rule sets as `scoring.toml`, and beside it an empty `adopted.toml` where there
/// is none; the files that were written.
///
/// # Errors
/// There is no rule set of that name, or there is a `scoring.toml` already.
pub fn init(office: &Office, name: &str) -> Result<Vec<PathBuf>> {
    let example = EXAMPLES.iter().find(|(known, ..)| *known == name.trim());
    let Some((.., text)) = example else {
        let names = || EXAMPLES.iter().map(|(name, ..)| *name);
        let near = nearest(name, names()).map(str::to_owned);
        let known = names().collect::<Vec<_>>().join("、");
        return Err(Refusal::NoExample { name: name.to_owned(), near, known }.into());
    };
    let root = &office.workspace.root;
    let scoring = root.join(SCORING_FILE);
    if office.files().exists(&scoring) {
        return Err(Refusal::Exists { path: office.shown(&scoring) }.into());
    }
    let mut files = vec![(scoring, (*text).to_owned())];
    let schema = |which: Which| -> Result<(PathBuf, String)> {
        let path = root.join("schema").join(which.file_name());
        Ok((path, init::schema_text(which.schema())?))
    };
    files.push((root.join(ADOPTED_FILE), RECORDS.to_owned()));
    files.push(schema(Which::Scoring)?);
    files.push(schema(Which::Adopted)?);
    files.retain(|(path, _)| !office.files().exists(path));
    let mut plan = Plan::default();
    for (path, text) in &files {
        plan.create(path, text.as_bytes());
    }
    office.commit("写计分办法", &plan)?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

const RECORDS: &str = include_str!("score/records.toml");

/// The 通报 of what came of a time, in one form; `None` where its pages are not in order, which is
/// among what is found.
///
/// # Errors
/// The template has an error, or a file cannot be made.
pub fn notice(
    office: &Office,
    scored: &Scored,
    date: NaiveDate,
    form: Form,
) -> Result<(Option<Vec<File>>, Findings)> {
    let workspace = &office.workspace;
    let config = &workspace.config;
    let fonts = FontSet::load(Some(workspace.place()), &config.fonts)?;
    let (coverage, primary_faces) = (fonts.coverage(), fonts.primary_faces());
    let template = Template::load(Some(workspace.place()), &config.template)?;
    let typesetter = Typesetter::new(fonts, template.for_notice());
    let bulletin = notice::bulletin(scored.shown(&workspace.roster), config, date);
    let fitted = fit::fit(&typesetter, &bulletin, false, PageTarget::Auto, config.limits)
        .context("通报没有排成")?;
    // It is of no draft; findings on its pages are told of its own name.
    let entry = Entry::read(Path::new("通报"), vec![], 0);
    let subject = Subject::new(&entry, workspace, &coverage);
    let findings = lint::check_pages(&subject, &bulletin, &fitted, false, &primary_faces);
    if findings.has_errors() {
        return Ok((None, findings));
    }
    let made = Made {
        bulletin: &bulletin,
        fitted: &fitted,
        typesetter: &typesetter,
        reference: Reference { config, roster: &workspace.roster, date: Some(date) },
        stem: &stem(scored.board.period),
        draft: "",
        proof: false,
        remarks: vec![],
    };
    Ok((Some(form.make(&made, &Options::default())?), findings))
}

/// `score-2024-01`: what files of a time are called.
pub fn stem(period: Period) -> String {
    format!("score-{}", period.stem())
}
