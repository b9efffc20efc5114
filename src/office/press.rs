//! The press: fonts and template read once, drafts checked, fitted and audited.
//!
//! Fixed at [`Press::new`]: what it prints depends on the settings that it read then, whatever
//! becomes of the files meanwhile.

use std::num::NonZeroU64;
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, anyhow};

use super::Office;
use super::advice::Advice;
use super::said::{PagesSaid, Said};
use super::timings::step;
use super::void;
use crate::bulletin::{self, Bulletin};
use crate::draft::arrange::Arrangement;
use crate::draft::{Draft, ItemNumber, Role};
use crate::export::{File, Form, Made, Options};
use crate::import::outline::Reference;
use crate::lint;
use crate::source::hash::hash;
use crate::source::parallel::{self, both};
use crate::source::{Diagnostic, Findings, Level, Source, Span, Spanned};
use crate::typeset::fit::{self, Fitted};
use crate::typeset::template;
use crate::typeset::{Coverage, FontSet, Remark, Template, Typesetter};
use crate::workspace::{Entry, UNITS_FILE, Workspace};

/// The program, released or not.
pub(crate) const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("KUAIBAO_SOURCES"));

pub struct Press {
    pub office: Office,
    typesetter: Typesetter,
    pub coverage: Coverage,
    primary_faces: Vec<String>,
    /// What all pages depend on, but for the draft.
    inputs: String,
    /// How many drafts are set at the same time, by how many threads, and how many are left.
    at_once: usize,
    threads: usize,
    left: AtomicUsize,
    /// Errors in `bulletin.toml` or `units.toml`, reported already.
    pub settings_are_broken: bool,
}

/// A draft that has passed all checks, on pages.
pub struct Set {
    pub bulletin: Bulletin,
    pub fitted: Fitted,
    /// What was found on the pages.
    pub findings: Findings,
    pub advice: Option<Advice>,
}

/// What of a draft is set: a proof or the issue itself, which may correct an earlier one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Edition<'a> {
    pub proof: bool,
    pub correction: Option<&'a str>,
}

impl From<bool> for Edition<'_> {
    fn from(proof: bool) -> Self {
        Self { proof, correction: None }
    }
}

/// What signing mends, so that a proof may have it.
pub const UNSIGNED: [&str; 4] =
    ["missing-signature", "altered-signature", "changed-after-signing", "signature-not-bound"];

impl Press {
    /// Reads fonts and template; says what is wrong with the settings.
    pub fn new(office: Office, said: &mut Vec<Said>) -> Result<Self> {
        let workspace = &office.workspace;
        let fonts = FontSet::load(Some(workspace.place()), &workspace.config.fonts)?;
        for (role, name) in &fonts.chosen {
            said.push(Said::Face { role: *role, name: name.clone() });
        }
        for (role, name) in &fonts.absent {
            if !fonts.chosen.iter().any(|(chosen, _)| chosen == role) {
                said.push(Said::NoFace { role: *role, name: name.clone() });
            }
        }
        let coverage = fonts.coverage();
        let settings = lint::check_settings(workspace, &coverage);
        let settings_are_broken = settings.iter().any(Findings::has_errors);
        said.push(Said::Settings(settings));
        // One that is not there has been found; then nothing is printed.
        let name = workspace.config.template.as_str();
        let known = template::exists(workspace.place(), name);
        let name = if known { name } else { template::names().next().unwrap_or_default() };
        let template = Template::load(Some(workspace.place()), name)?;
        let mut press = Self {
            office,
            primary_faces: fonts.primary_faces(),
            typesetter: Typesetter::new(fonts, template),
            coverage,
            inputs: String::new(),
            at_once: 1,
            threads: 1,
            left: AtomicUsize::new(1),
            settings_are_broken,
        };
        press.inputs = hash(&[
            PROGRAM.as_bytes(),
            press.office.workspace.config_source.text().as_bytes(),
            units(&press.office.workspace).as_bytes(),
            press.template_fingerprint().as_bytes(),
            press.fonts_fingerprint().as_bytes(),
        ]);
        press.share(1, parallel::all_cores());
        Ok(press)
    }

    pub(super) fn typesetter(&self) -> &Typesetter {
        &self.typesetter
    }

    /// Shares threads between this many drafts.
    pub fn share(&mut self, drafts: usize, threads: usize) {
        self.at_once = drafts.min(threads);
        self.threads = threads;
        self.left = AtomicUsize::new(drafts);
    }

    /// Ends the work on one of the drafts. When fewer are left than threads, one may help another.
    pub fn end(&self) {
        self.left.fetch_sub(1, Ordering::Relaxed);
    }

    /// Lets the typesetter drop what it keeps of earlier layouts, after the work on one: not after
    /// drafts that were not laid out, or many of them would leave nothing of the one that was.
    pub fn forget(&self) {
        // The others that are being set age what this one has left, too.
        Typesetter::forget(self.at_once + 1);
    }

    /// A hash of everything that the pages of a draft depend on, and what is said of them.
    pub fn inputs(&self, entry: &Entry) -> String {
        let path = entry.source.path().to_string_lossy();
        let text = entry.source.text().as_bytes();
        let mut parts = vec![self.inputs.as_bytes(), path.as_bytes(), text];
        parts.extend(entry.attachments.files().flat_map(|(name, bytes)| [name.as_bytes(), bytes]));
        hash(&parts)
    }

    /// Checks a draft, sets it, looks its pages over and makes something of them. `None` when it
    /// has errors; they are among what is said.
    ///
    /// With a thread to spare all that is done while it is checked, unless it looks as if that
    /// will be in vain. Who has written what is made ends the work on it with [`Self::forget`].
    pub fn set<'a, T>(
        &self,
        entry: &Entry,
        edition: impl Into<Edition<'a>>,
        said: &mut Vec<Said>,
        make: impl FnOnce(&Set) -> Result<T>,
    ) -> Result<Option<(Set, T)>> {
        const LARGE: usize = 100 << 10;
        let edition = edition.into();
        let proof = edition.proof;
        let lay = |said: &mut Vec<Said>| -> Result<Option<(Set, T)>> {
            let set = step("lay out and audit", || self.lay(entry, edition, said));
            let made =
                set.and_then(|set| set.map(|set| make(&set).map(|made| (set, made))).transpose());
            if !matches!(made, Ok(Some(_))) {
                self.forget();
            }
            made
        };
        let hopeless = entry.found.iter().any(|found| found.level == Level::Error);
        let large = entry.source.text().len() > LARGE;
        if hopeless || large || self.threads <= self.left.load(Ordering::Relaxed) {
            return if self.check(entry, proof, said) { lay(said) } else { Ok(None) };
        }
        let check = || {
            let mut found = vec![];
            (self.check(entry, proof, &mut found), found)
        };
        let mut seen = vec![];
        let (set, (passed, mut found)) = both(|| lay(&mut seen), check);
        said.append(&mut found);
        if !passed {
            self.forget();
            return Ok(None);
        }
        said.append(&mut seen);
        set
    }

    /// What is found in a draft.
    pub fn found(&self, entry: &Entry, proof: bool) -> Findings {
        let mut findings = step("check draft", || self.office.check(entry, &self.coverage));
        if !proof {
            let subject = self.office.subject(entry, &self.coverage);
            findings.diagnostics.extend(lint::printed_again(&subject));
        }
        if proof {
            // What a proof is for: to be signed.
            for diagnostic in &mut findings.diagnostics {
                if UNSIGNED.contains(&diagnostic.code) {
                    diagnostic.level = Level::Hint;
                }
            }
        }
        findings
    }

    /// Checks a draft; whether it may be printed.
    pub fn check(&self, entry: &Entry, proof: bool, said: &mut Vec<Said>) -> bool {
        let findings = self.found(entry, proof);
        let errors = findings.diagnostics.iter().filter(|found| found.level == Level::Error);
        let codes: Vec<&str> = errors.map(|found| found.code).collect();
        said.push(Said::Draft(findings));
        if !codes.is_empty() && codes.iter().all(|code| *code == UNSIGNED[0]) {
            said.push(Said::OnlyUnsigned { draft: entry.source.path().to_owned() });
        }
        codes.is_empty()
    }

    /// Sets a draft and looks its pages over. `None` when these have errors.
    fn lay(
        &self,
        entry: &Entry,
        edition: Edition<'_>,
        said: &mut Vec<Said>,
    ) -> Result<Option<Set>> {
        let proof = edition.proof;
        let (bulletin, fitted) = self.fit(entry, edition)?;
        let subject = self.office.subject(entry, &self.coverage);
        let findings = lint::check_pages(&subject, &bulletin, &fitted, proof, &self.primary_faces);
        let advice = Advice::of(&fitted, &bulletin, entry.source.path());
        said.push(Said::Pages(PagesSaid { findings: findings.clone(), advice: advice.clone() }));
        Ok((!findings.has_errors()).then_some(Set { bulletin, fitted, findings, advice }))
    }

    /// What is found on the pages of a draft that was set as it is.
    pub fn survey(
        &self,
        entry: &Entry,
        bulletin: &Bulletin,
        fitted: &Fitted,
        proof: bool,
    ) -> Findings {
        let subject = self.office.subject(entry, &self.coverage);
        lint::check_pages(&subject, bulletin, fitted, proof, &self.primary_faces)
    }

    /// Sets a draft as it is, without checking it.
    pub fn fit<'a>(
        &self,
        entry: &Entry,
        edition: impl Into<Edition<'a>>,
    ) -> Result<(Bulletin, Fitted)> {
        let edition = edition.into();
        let config = &self.office.workspace.config;
        let mut bulletin = bulletin::build(&entry.draft, &entry.attachments, config)
            .ok_or_else(|| anyhow!("稿件没有出刊日期"))?;
        bulletin.correction = edition.correction.map(str::to_owned);
        if edition.proof {
            void::leave_out(&entry.draft, &mut bulletin);
        }
        let fitted =
            fit::fit(&self.typesetter, &bulletin, edition.proof, config.pages, config.limits)
                .with_context(|| format!("{} 没有排成", entry.source.path().display()))?;
        Ok((bulletin, fitted))
    }

    /// The files of a bulletin in one form.
    pub fn make(
        &self,
        set: &Set,
        entry: &Entry,
        form: Form,
        options: &Options,
        stem: &str,
        proof: bool,
    ) -> Result<Vec<File>> {
        let workspace = &self.office.workspace;
        let (config, roster) = (&workspace.config, &workspace.roster);
        let made = Made {
            bulletin: &set.bulletin,
            fitted: &set.fitted,
            typesetter: &self.typesetter,
            reference: Reference { config, roster, date: Some(set.bulletin.date) },
            stem,
            draft: entry.source.text(),
            proof,
            remarks: if options.review { self.remarks(set, entry) } else { vec![] },
        };
        step(form.name(), || form.make(&made, options))
    }

    /// What the checks have left to say of a draft and its pages, as it is told on paper.
    fn remarks(&self, set: &Set, entry: &Entry) -> Vec<Remark> {
        let draft = self.office.check(entry, &self.coverage);
        let all = draft.diagnostics.iter().chain(&set.findings.diagnostics);
        let place = on_paper(&entry.source);
        let remark = |found: &Diagnostic| Remark {
            level: found.level.name().to_owned(),
            place: place(found.span.start),
            message: found.message.clone(),
            help: found.help.clone().unwrap_or_default(),
        };
        all.map(remark).collect()
    }

    /// File and line of a step that the typesetter has timed.
    pub fn place_in_template(&self, span: NonZeroU64) -> (String, u32) {
        self.typesetter.place_in_template(span)
    }

    /// A hash of the template's files.
    pub fn template_fingerprint(&self) -> String {
        let files = self.typesetter.template_files();
        let parts: Vec<&[u8]> = files.flat_map(|(name, bytes)| [name.as_bytes(), bytes]).collect();
        hash(&parts)
    }

    /// A hash of the faces that a page may be set in, in order.
    pub fn fonts_fingerprint(&self) -> String {
        let faces = self.typesetter.font_fingerprints();
        let parts: Vec<&[u8]> = faces.iter().map(String::as_bytes).collect();
        hash(&parts)
    }
}

/// Where something is on paper, where nobody sees the lines of the draft: the item of an offset.
pub(super) fn on_paper(source: &Source) -> impl Fn(usize) -> String {
    let places = Arrangement::of(source.text());
    let draft = Draft::read(source).value;
    move |at| {
        let item = places.as_ref().and_then(|places| places.item_of(at));
        match item.map(|(column, item)| ItemNumber::of_indexes(column, item)) {
            Some(number) => format!("第{}栏第{}条（{number}）", number.column, number.item),
            None => part_of_page(&draft, line_of(source.text(), at))
                .unwrap_or_else(|| format!("稿件第{}行", source.position(at).line)),
        }
    }
}

/// The line of a byte; of a comment the one that it is about.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let mut start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    loop {
        let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        if end == text.len() || !text[start..end].trim_start().starts_with('#') {
            return start..end;
        }
        start = end + 1;
    }
}

/// The part of the page beside all items that a line of the draft says.
fn part_of_page(draft: &Draft, line: Range<usize>) -> Option<String> {
    let is_in = |span: Option<Span>| {
        span.is_some_and(|span| span.start <= line.end && line.start <= span.end)
    };
    let number = |value: &Option<Spanned<i64>>| value.as_ref().map(|value| value.span);
    let text = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.span);
    let head = [number(&draft.number), number(&draft.total), draft.date.as_ref().map(|d| d.span)];
    if head.into_iter().any(is_in) {
        return Some("报头".to_owned());
    }
    if is_in(text(&draft.note)) {
        return Some("编者按".to_owned());
    }
    if is_in(text(&draft.distribution)) || is_in(number(&draft.copies)) {
        return Some("版记".to_owned());
    }
    if let Some(column) = draft.column.iter().position(|column| is_in(text(&column.name))) {
        return Some(format!("第{}栏的名称", column + 1));
    }
    let signoff = draft.signoff.as_ref()?;
    let role = Role::ALL.into_iter().find(|role| is_in(signoff.name(*role).map(|n| n.span)));
    role.map(|role| format!("签名（{}）", role.name()))
}

/// `units.toml` as it was read; nothing where there is none.
pub(super) fn units(workspace: &Workspace) -> &str {
    let named = |path: &Path| path.file_name().is_some_and(|name| name == UNITS_FILE);
    let found = workspace.findings.iter().find(|findings| named(findings.source.path()));
    found.map_or("", |findings| findings.source.text())
}
