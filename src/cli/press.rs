//! The press: fonts and template read once, drafts checked, fitted and audited.

use std::num::NonZeroU64;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result, anyhow};

use super::output;
use super::session::Session;
use super::timings::step;
use crate::archive;
use crate::bulletin::{self, Bulletin};
use crate::export::{File, Form, Made, Options};
use crate::import::outline::Reference;
use crate::lint;
use crate::report;
use crate::source::parallel::{self, both};
use crate::source::{Findings, Level};
use crate::typeset::fit::{self, Fitted, Move, Verdict};
use crate::typeset::{Coverage, FontSet, Setting, Template, Typesetter};
use crate::workspace::{Entry, UNITS_FILE};

/// The program, released or not.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("KUAIBAO_SOURCES"));

pub(super) struct Press {
    pub(super) session: Session,
    typesetter: Typesetter,
    coverage: Coverage,
    primary_faces: Vec<String>,
    /// What all pages depend on, but for the draft.
    inputs: String,
    /// How many drafts are set at the same time, by how many threads, and how many are left.
    at_once: usize,
    threads: usize,
    left: AtomicUsize,
    /// Errors in `bulletin.toml` or `units.toml`, reported already.
    pub(super) settings_are_broken: bool,
}

/// A draft that has passed all checks, on pages.
pub(super) struct Set {
    pub(super) bulletin: Bulletin,
    pub(super) fitted: Fitted,
    /// What was said of the pages.
    pub(super) said: String,
}

impl Press {
    /// Reads fonts and template; reports what is wrong with the settings.
    pub(super) fn new(session: Session) -> Result<Self> {
        let workspace = &session.workspace;
        let fonts = FontSet::load(Some(&workspace.root), &workspace.config.fonts)?;
        for (role, name) in &fonts.chosen {
            output::note(&format!("{}用“{name}”", role.name()));
        }
        for (role, name) in &fonts.absent {
            if !fonts.chosen.iter().any(|(chosen, _)| chosen == role) {
                output::note(&format!("本机没有装“{name}”，{}改用自带的字体", role.name()));
            }
        }
        let coverage = fonts.coverage();
        let settings = lint::check_settings(workspace, &coverage);
        show(&settings);
        let template = Template::load(Some(&workspace.root), &workspace.config.template)?;
        let units = std::fs::read(workspace.root.join(UNITS_FILE)).unwrap_or_default();
        let mut press = Self {
            session,
            primary_faces: fonts.primary_faces(),
            typesetter: Typesetter::new(fonts, template),
            coverage,
            inputs: String::new(),
            at_once: 1,
            threads: 1,
            left: AtomicUsize::new(1),
            settings_are_broken: settings.iter().any(Findings::has_errors),
        };
        press.inputs = archive::hash(&[
            PROGRAM.as_bytes(),
            press.session.workspace.config_source.text().as_bytes(),
            &units,
            press.template_fingerprint().as_bytes(),
            press.fonts_fingerprint().as_bytes(),
        ]);
        press.share(1, parallel::all_cores());
        Ok(press)
    }

    /// Shares threads between this many drafts.
    pub(super) fn share(&mut self, drafts: usize, threads: usize) {
        self.at_once = drafts.min(threads);
        self.threads = threads;
        self.left = AtomicUsize::new(drafts);
    }

    /// Ends the work on one of the drafts. When fewer are left than threads, one may help another.
    pub(super) fn end(&self) {
        self.left.fetch_sub(1, Ordering::Relaxed);
    }

    /// Lets the typesetter drop what it keeps of earlier layouts, after the work on one: not after
    /// drafts that were not laid out, or many of them would leave nothing of the one that was.
    pub(super) fn forget(&self) {
        // The others that are being set age what this one has left, too.
        Typesetter::forget(self.at_once + 1);
    }

    /// A hash of everything that the pages of a draft depend on, and what is said of them.
    pub(super) fn inputs(&self, entry: &Entry) -> String {
        let path = entry.source.path().to_string_lossy();
        let text = entry.source.text().as_bytes();
        let mut parts = vec![self.inputs.as_bytes(), path.as_bytes(), text];
        parts.extend(entry.attachments.files().flat_map(|(name, bytes)| [name.as_bytes(), bytes]));
        archive::hash(&parts)
    }

    /// Checks a draft, sets it, looks its pages over and makes something of them. `None` when it
    /// has errors; they have been reported.
    ///
    /// With a thread to spare all that is done while it is checked, unless it looks as if that
    /// will be in vain. Who has written what is made ends the work on it with [`Self::forget`].
    pub(super) fn set<T>(
        &self,
        entry: &Entry,
        proof: bool,
        make: impl FnOnce(&Set) -> Result<T>,
    ) -> Result<Option<(Set, T)>> {
        const LARGE: usize = 100 << 10;
        let check = || self.check(entry, proof);
        let lay = || -> Result<Option<(Set, T)>> {
            let set = step("lay out and audit", || self.lay(entry, proof));
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
            return if check() { lay() } else { Ok(None) };
        }
        let ((set, said), (passed, found)) =
            both(|| output::captured(lay), || output::captured(check));
        output::aside(&found);
        if !passed {
            self.forget();
            return Ok(None);
        }
        output::aside(&said);
        set
    }

    /// Checks a draft; whether it may be printed. What is wrong has been reported.
    pub(super) fn check(&self, entry: &Entry, proof: bool) -> bool {
        let mut findings = step("check draft", || self.session.check(entry, &self.coverage));
        if proof {
            // What a proof is for: to be signed.
            for diagnostic in &mut findings.diagnostics {
                if diagnostic.code == "missing-signature" {
                    diagnostic.level = Level::Hint;
                }
            }
        }
        show(std::slice::from_ref(&findings));
        if findings.has_errors() {
            let errors = findings.diagnostics.iter().filter(|found| found.level == Level::Error);
            if errors.map(|found| found.code).all(|code| code == "missing-signature") {
                let path = entry.source.path().display();
                output::note(&format!("只差签名，可以先印送审稿：kuaibao build --proof {path}"));
            }
        }
        !findings.has_errors()
    }

    /// Sets a draft and looks its pages over. `None` when these have errors; they have been
    /// reported.
    fn lay(&self, entry: &Entry, proof: bool) -> Result<Option<Set>> {
        let (bulletin, fitted) = self.fit(entry, proof)?;
        let subject = self.session.subject(entry, &self.coverage);
        let layout = lint::check_pages(&subject, &bulletin, &fitted, proof, &self.primary_faces);
        let ((), said) = output::captured(|| {
            show(std::slice::from_ref(&layout));
            hint(&layout);
            if let Some(advice) = advice(&fitted, &bulletin, entry.source.path()) {
                let title = bulletin.title();
                output::note(&format!("\u{1b}[1m\u{1b}[33m警告\u{1b}[0m: {title}：{advice}"));
            }
        });
        output::aside(&said);
        Ok((!layout.has_errors()).then_some(Set { bulletin, fitted, said }))
    }

    /// Sets a draft as it is, without checking it.
    pub(super) fn fit(&self, entry: &Entry, proof: bool) -> Result<(Bulletin, Fitted)> {
        let config = &self.session.workspace.config;
        let bulletin = bulletin::build(&entry.draft, &entry.attachments, config)
            .ok_or_else(|| anyhow!("稿件没有出刊日期"))?;
        let fitted = fit::fit(&self.typesetter, &bulletin, proof, config.pages, config.limits)
            .with_context(|| format!("{} 没有排成", entry.source.path().display()))?;
        Ok((bulletin, fitted))
    }

    /// The files of a bulletin in one form.
    pub(super) fn make(
        &self,
        set: &Set,
        entry: &Entry,
        form: Form,
        options: &Options,
        stem: &str,
        proof: bool,
    ) -> Result<Vec<File>> {
        let workspace = &self.session.workspace;
        let (config, roster) = (&workspace.config, &workspace.roster);
        let made = Made {
            bulletin: &set.bulletin,
            fitted: &set.fitted,
            typesetter: &self.typesetter,
            reference: Reference { config, roster, date: Some(set.bulletin.date) },
            stem,
            draft: entry.source.text(),
            proof,
        };
        step(form.row().name, || form.make(&made, options))
    }

    /// File and line of a step that the typesetter has timed.
    pub(super) fn place_in_template(&self, span: NonZeroU64) -> (String, u32) {
        self.typesetter.place_in_template(span)
    }

    /// A hash of the template's files.
    pub(super) fn template_fingerprint(&self) -> String {
        let files = self.typesetter.template_files();
        let parts: Vec<&[u8]> = files.flat_map(|(name, bytes)| [name.as_bytes(), bytes]).collect();
        archive::hash(&parts)
    }

    /// A hash of the faces that a page may be set in, in order.
    pub(super) fn fonts_fingerprint(&self) -> String {
        let faces = self.typesetter.font_fingerprints();
        let parts: Vec<&[u8]> = faces.iter().map(String::as_bytes).collect();
        archive::hash(&parts)
    }
}

/// “行距 27.73 磅（标准 28.99）”, or that the page is the standard one.
pub(super) fn describe(setting: Setting) -> String {
    let standard = Setting::STANDARD;
    let mut parts = vec![];
    if setting.lines != standard.lines {
        parts.push(format!("行距 {:.2} 磅（标准 {:.2}）", setting.pitch(), standard.pitch()));
    }
    if setting.column != standard.column {
        parts.push(format!("栏目占 {} 行（标准 {}）", setting.column, standard.column));
    }
    if setting.masthead != standard.masthead {
        parts.push(format!("报头占 {} 行（标准 {}）", setting.masthead, standard.masthead));
    }
    if setting.characters != standard.characters {
        parts.push(format!("字号 {:.2} 磅（标准 {:.2}）", setting.size(), standard.size()));
    }
    if parts.is_empty() { "标准版面".to_owned() } else { parts.join("，") }
}

/// Items to leave out, for people and as `kuaibao remove` takes them; a column of which all are goes
/// as a whole.
fn named(moves: &[Move], bulletin: &Bulletin) -> (Vec<String>, Vec<String>) {
    let is_whole = |column: usize| {
        let gone = moves.iter().filter(|item| item.column == column).count();
        bulletin.columns.get(column).is_some_and(|column| column.items.len() == gone)
    };
    let mut all: Vec<(String, String)> = moves
        .iter()
        .map(|item| match (item.column + 1, item.item + 1) {
            (column, _) if is_whole(item.column) => {
                (format!("第 {column} 栏（整栏）"), column.to_string())
            }
            (column, item) => (format!("第 {column} 栏第 {item} 条"), format!("{column}.{item}")),
        })
        .collect();
    all.dedup();
    all.into_iter().unzip()
}

/// What the editor should know when the wanted number of pages was not reached.
fn advice(fitted: &Fitted, bulletin: &Bulletin, path: &Path) -> Option<String> {
    const ODD: &str = "页数是单数，双面印时最后一张的背面空白";
    match &fitted.verdict {
        Verdict::Met => None,
        Verdict::Over { wanted, lines, cuts, moves, sure } => {
            let count = fitted.pages.count();
            let enough = if *sure { "即可" } else { "，大概就够了" };
            let mut text = format!("排不进 {wanted} 页，超出 {lines} 行，排成了 {count} 页");
            if count % 2 == 1 {
                text.push_str(&format!("；{ODD}"));
            }
            for (index, cut) in cuts.iter().take(3).enumerate() {
                text.push_str(if index == 0 { "\n  " } else { "；或" });
                text.push_str(&format!(
                    "删去第 {} 栏第 {} 条中的 {} 字{enough}",
                    cut.column + 1,
                    cut.item + 1,
                    cut.characters
                ));
            }
            if !moves.is_empty() {
                let (named, numbers) = named(moves, bulletin);
                text.push_str(&format!(
                    "\n  把{}留到下一期{enough}：kuaibao remove {} {}",
                    named.join("、"),
                    path.display(),
                    numbers.join(" ")
                ));
            }
            Some(text)
        }
        Verdict::Short { wanted, lines } => Some(format!("排不满 {wanted} 页，还差 {lines} 行")),
        Verdict::Odd => Some(ODD.to_owned()),
    }
}

/// Shows errors and warnings on stderr; hints about a draft are for `check`.
fn show(all: &[Findings]) {
    let shown: Vec<Findings> =
        all.iter().map(|all| of_level(all, |level| level <= Level::Warning)).collect();
    if shown.iter().any(|findings| !findings.diagnostics.is_empty()) {
        output::note(report::human::render(&shown, output::width()).trim_end());
    }
}

/// Shows hints that only pages can give, which `check` never sees: a line each.
fn hint(layout: &Findings) {
    let hints = of_level(layout, |level| level == Level::Hint);
    if !hints.diagnostics.is_empty() {
        output::note(report::concise(&[hints]).trim_end());
    }
}

fn of_level(findings: &Findings, wanted: impl Fn(Level) -> bool) -> Findings {
    let of_level = findings.diagnostics.iter().filter(|found| wanted(found.level));
    Findings::new(findings.source.clone(), of_level.cloned().collect())
}
