//! Rules on drafts: running them, applying levels and `# kuaibao: allow(…)`.
//!
//! A rule is a function of its subject: no files, no clock, no printing, no knowledge of other
//! rules. To add one: a `static` in the file of its topic in `rules/`, its line in
//! `rules/mod.rs`, a fixture in `tests/rules/`.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::bulletin::Bulletin;
use crate::config::{Config, RuleLevel, lexicon};
use crate::draft::attachment::Content;
use crate::draft::{Draft, Item, Table};
use crate::source::{Diagnostic, Findings, Level, Source, Span, Spanned, toml_string::StringMap};
use crate::typeset::fit::Fitted;
use crate::typeset::{Coverage, Line, Mark, Setting};
use crate::workspace::twin::{self, Twin};
use crate::workspace::{Entry, Issue, Paragraph, Workspace};
use crate::zh::reading::Reading;
use passage::Passage;

pub mod fix;
mod guard;
mod passage;
pub mod rules;
mod suppress;

pub use rules::RULES;

/// A rule: what it is called, how grave it is, what it means, and how it looks.
pub struct Rule {
    /// Named after the bad pattern; never reused once released.
    pub code: &'static str,
    pub level: Level,
    /// What is wrong, in one line.
    pub summary: &'static str,
    /// What it is, why it matters, what to do; with the source where there is one.
    pub docs: &'static str,
    pub check: Check,
}

pub enum Check {
    /// Found while a file is read; nothing is left to do here.
    Reading,
    /// Looks at a draft as a whole, among the others of the workspace.
    Draft(fn(&Subject<'_>, &mut Sink<'_>)),
    /// Looks at each text that is printed.
    Prose(fn(&Subject<'_>, &Prose<'_>, &mut Sink<'_>)),
    /// Looks at the laid-out pages.
    Pages(fn(&PageSubject<'_>, &mut Sink<'_>)),
}

/// A draft under examination.
pub struct Subject<'a> {
    pub entry: &'a Entry,
    pub workspace: &'a Workspace,
    pub coverage: &'a Coverage,
    /// What others ask of it.
    pub issue: Issue,
    twins: OnceCell<Vec<(&'a Spanned<Item>, Twin)>>,
}

impl<'a> Subject<'a> {
    pub fn new(entry: &'a Entry, workspace: &'a Workspace, coverage: &'a Coverage) -> Self {
        Self { entry, workspace, coverage, issue: Issue::of(entry), twins: OnceCell::new() }
    }

    pub fn draft(&self) -> &'a Draft {
        &self.entry.draft
    }

    pub fn config(&self) -> &'a Config {
        &self.workspace.config
    }

    pub fn date(&self) -> Option<NaiveDate> {
        self.entry.draft.date()
    }

    /// The other drafts of the workspace, with their places among them. A draft that comes from
    /// standard input is taken for the one of its number, as an editor has it open.
    pub fn others(&self) -> impl Iterator<Item = (usize, &'a Issue)> {
        let path = self.entry.source.path();
        let piped = self.issue.identity().filter(|_| path.as_os_str() == "-");
        self.workspace.drafts().iter().enumerate().filter(move |(_, other)| {
            // As bytes: paths are compared by their parts, which takes long for many drafts.
            other.path.as_os_str() != path.as_os_str()
                && (piped.is_none() || other.identity() != piped)
        })
    }

    /// Whether an issue came out before this one, and is not this one in another copy. One without
    /// a date comes after all others.
    pub fn is_earlier(&self, other: &Issue) -> bool {
        let this = &self.issue;
        let same = this.identity().is_some() && this.identity() == other.identity();
        let order = |issue: &Issue| (issue.date.is_none(), issue.date, issue.kind, issue.number);
        let theirs = (order(other), &other.path);
        !same && other.path != this.path && theirs < (order(this), &this.path)
    }

    /// Each item that resembles another with the one it resembles most, of those before it in
    /// this issue and those of earlier issues; found when a rule first asks.
    fn twins(&self) -> &[(&'a Spanned<Item>, Twin)] {
        self.twins.get_or_init(|| {
            let items = twin::worded(self.draft());
            let twin = |index: usize| {
                let ((.., item), wording) = &items[index];
                let body = (item.body.as_ref()?.as_str(), wording);
                let earlier = |issue: &Issue| self.is_earlier(issue);
                Some((*item, twin::nearest(body, &items[..index], self.workspace, earlier)?))
            };
            (0..items.len()).filter_map(twin).collect()
        })
    }

    /// Whether a key that is not in the draft is not in the file either. One that is there in a
    /// form that cannot be read has been reported already.
    pub fn is_absent(&self, table: Span, key: &str) -> bool {
        !self.entry.rejected.has(table, key)
    }

    /// Where something that is missing from the top of the draft is reported: the first line
    /// that is not a comment.
    pub fn top(&self) -> Span {
        let source = &self.entry.source;
        (1..=source.line_count())
            .map(|line| source.line_span(line))
            .find(|span| {
                let text = source.slice(*span).trim_start_matches('\u{FEFF}').trim();
                !text.is_empty() && !text.starts_with('#')
            })
            .unwrap_or_default()
    }
}

/// What a text is for. Each is set in a face of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    Column,
    Headline,
    Body,
    Credit,
    /// Above a table or below a figure, and the head of a table.
    Caption,
    Cell,
    Note,
    Distribution,
    Signature,
}

/// A printed text of a draft, or a paragraph of plain text, with its places in the file.
pub struct Prose<'a> {
    pub kind: TextKind,
    pub text: &'a str,
    map: Map<'a>,
    /// Whether the text after it begins with a quotation mark, as the next part of a quotation.
    goes_on: bool,
    passages: OnceCell<Vec<Passage>>,
    reading: OnceCell<Reading>,
}

/// From a text to its file.
enum Map<'a> {
    /// A string of a TOML file: its map is made when a place is first asked for.
    Toml {
        source: &'a Source,
        token: Span,
        map: OnceCell<StringMap>,
    },
    Plain(&'a Paragraph),
    /// The text stands in another file, which is named here.
    Elsewhere(Span),
}

impl<'a> Prose<'a> {
    pub fn new(kind: TextKind, source: &'a Source, text: &'a Spanned<String>) -> Self {
        Self::mapped(kind, text, Map::Toml { source, token: text.span, map: OnceCell::new() })
    }

    fn mapped(kind: TextKind, text: &'a str, map: Map<'a>) -> Self {
        Self {
            kind,
            text,
            map,
            goes_on: false,
            passages: OnceCell::new(),
            reading: OnceCell::new(),
        }
    }

    fn paragraph(paragraph: &'a Paragraph) -> Self {
        Self::mapped(TextKind::Body, &paragraph.text, Map::Plain(paragraph))
    }

    /// The figures of the text, read when a rule first asks.
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| Reading::new(self.text))
    }

    /// The bytes of the file that a range of the reading's characters came from.
    pub fn place(&self, chars: Range<usize>) -> Span {
        self.span(self.reading().line.bytes(chars))
    }

    /// The bytes of the file that a byte range of the text came from.
    pub fn span(&self, range: Range<usize>) -> Span {
        match &self.map {
            Map::Toml { source, token, map } => {
                map.get_or_init(|| StringMap::new(source.text(), *token)).span(range)
            }
            Map::Plain(paragraph) => paragraph.span(range),
            Map::Elsewhere(span) => *span,
        }
    }

    /// The paragraphs as they are printed.
    fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| Passage::all(self.kind, self.text, self.goes_on))
    }
}

/// Every printed text of a draft, in the order of the page; the paragraphs of a plain text.
pub fn prose<'a>(entry: &'a Entry) -> Vec<Prose<'a>> {
    let source = &entry.source;
    if entry.is_plain {
        let next = entry.paragraphs.iter().skip(1).map(Some).chain(std::iter::once(None));
        let pairs = entry.paragraphs.iter().zip(next);
        return pairs
            .map(|(paragraph, next)| Prose {
                goes_on: next.is_some_and(|next| next.text.starts_with('“')),
                ..Prose::paragraph(paragraph)
            })
            .collect();
    }
    let draft = &entry.draft;
    let mut all = vec![];
    let mut add = |kind, text: Option<&'a Spanned<String>>| {
        all.extend(text.map(|text| Prose::new(kind, source, text)));
    };
    add(TextKind::Note, draft.note.as_ref());
    for column in &draft.column {
        add(TextKind::Column, column.name.as_ref());
        for item in &column.item {
            add(TextKind::Headline, item.headline.as_ref());
            add(TextKind::Body, item.body.as_ref());
            for table in &item.table {
                add(TextKind::Caption, table.caption.as_ref());
                for (row, cells) in table.rows.iter().flat_map(|rows| rows.iter()).enumerate() {
                    let kind = cell_kind(table, row);
                    cells.iter().for_each(|cell| add(kind, Some(cell)));
                }
            }
            for figure in &item.figure {
                add(TextKind::Caption, figure.caption.as_ref());
            }
            for credit in item.credits.iter().flat_map(|credits| credits.iter()) {
                add(TextKind::Credit, Some(credit));
            }
        }
    }
    add(TextKind::Distribution, draft.distribution.as_ref());
    for (_, _, name) in draft.signoff.iter().flat_map(|signoff| signoff.roles()) {
        add(TextKind::Signature, name);
    }
    all.extend(filed_cells(entry));
    all
}

/// The cells of tables that lie in files beside the draft.
fn filed_cells(entry: &Entry) -> impl Iterator<Item = Prose<'_>> {
    let tables = entry.draft.items().flat_map(|(_, _, item)| &item.table);
    tables
        .filter_map(|table| {
            let file = table.file.as_ref()?;
            match entry.attachments.get(file)? {
                Content::Rows(rows) => Some((table, file.span, rows)),
                Content::Picture(_) | Content::Refused(..) => None,
            }
        })
        .flat_map(|(table, span, rows)| {
            rows.iter().enumerate().flat_map(move |(row, cells)| {
                let kind = cell_kind(table, row);
                cells.iter().map(move |text| Prose::mapped(kind, text, Map::Elsewhere(span)))
            })
        })
}

fn cell_kind(table: &Table, row: usize) -> TextKind {
    if row < table.head() { TextKind::Caption } else { TextKind::Cell }
}

/// Where a rule puts what it finds; knows the rule's code and level.
pub struct Sink<'a> {
    rule: &'a Rule,
    found: &'a mut Vec<Diagnostic>,
}

impl Sink<'_> {
    /// Takes a finding made with [`Diagnostic::at`].
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let rule = self.rule;
        self.found.push(Diagnostic { code: rule.code, level: rule.level, ..diagnostic });
    }
}

/// Runs all rules on a draft.
pub fn check(subject: &Subject<'_>) -> Findings {
    check_with(subject, RULES)
}

/// Runs some rules on a draft; what was found while reading it is always included.
pub fn check_with(subject: &Subject<'_>, rules: &[&Rule]) -> Findings {
    let entry = subject.entry;
    let mut found = entry.found.clone();
    if !entry.is_readable() {
        // No rule has run, so no comment can be called unused.
        return Findings::new(entry.source.clone(), found);
    }
    let texts = prose(entry);
    for rule in rules {
        let mut sink = Sink { rule, found: &mut found };
        match rule.check {
            Check::Draft(check) if !entry.is_plain => check(subject, &mut sink),
            Check::Prose(check) => {
                for text in &texts {
                    let before = sink.found.len();
                    check(subject, text, &mut sink);
                    // Another file is not for this draft's fixes to change.
                    if matches!(text.map, Map::Elsewhere(_)) {
                        sink.found[before..].iter_mut().for_each(|finding| finding.fix = None);
                    }
                }
            }
            Check::Draft(_) | Check::Reading | Check::Pages(_) => {}
        }
    }
    guard::hold(subject, &texts, &mut found);
    settle(&entry.source, found, subject.config())
}

/// Laid-out pages under examination, beside the draft they were made from.
pub struct PageSubject<'a> {
    pub entry: &'a Entry,
    pub bulletin: &'a Bulletin,
    pub setting: Setting,
    pub proof: bool,
    pub lines: &'a [Line],
    pub marks: &'a [Mark],
    /// The families that texts are meant to be set in; any other is a fallback.
    pub primary_faces: &'a [String],
    top: Span,
}

/// Examines the pages made from a draft.
pub fn check_pages(
    subject: &Subject<'_>,
    bulletin: &Bulletin,
    fitted: &Fitted,
    proof: bool,
    primary_faces: &[String],
) -> Findings {
    let (lines, marks) = (fitted.pages.lines(), fitted.pages.marks());
    let pages = PageSubject {
        entry: subject.entry,
        bulletin,
        setting: fitted.setting,
        proof,
        lines,
        marks,
        primary_faces,
        top: subject.top(),
    };
    let mut found = vec![];
    for c in fitted.pages.missing_glyphs() {
        found.push(rules::tofu(c, pages.top));
    }
    for rule in RULES {
        if let Check::Pages(check) = rule.check {
            check(&pages, &mut Sink { rule, found: &mut found });
        }
    }
    let mut findings = settle(&subject.entry.source, found, subject.config());
    // The comments themselves have been judged with the draft.
    findings.diagnostics.retain(|d| !["unused-allow", "unknown-rule"].contains(&d.code));
    findings
}

/// Applies the file's own `allow` comments and the configured levels.
pub fn settle(source: &Arc<Source>, found: Vec<Diagnostic>, config: &Config) -> Findings {
    let levels: BTreeMap<&str, RuleLevel> =
        config.rules.iter().map(|(code, level)| (code.as_str(), *level)).collect();
    let found = suppress::apply(source, found)
        .into_iter()
        .filter_map(|mut diagnostic| {
            if let Some(level) = levels.get(diagnostic.code)
                && !rules::is_locked(diagnostic.code)
            {
                diagnostic.level = level.level()?;
            }
            Some(diagnostic)
        })
        .collect();
    Findings::new(source.clone(), found)
}

/// The findings of `bulletin.toml` and `units.toml`, with rule codes and glyphs checked.
pub fn check_settings(workspace: &Workspace, coverage: &Coverage) -> Vec<Findings> {
    let mut all = workspace.findings.clone();
    let own = all.iter_mut().find(|f| Arc::ptr_eq(&f.source, &workspace.config_source));
    if let Some(findings) = own {
        let unknown = workspace.config.rules.keys().filter(|code| rules::find(code).is_none());
        findings.diagnostics.extend(unknown.map(|code| rules::unknown_rule(code, code.span)));
        let locked = workspace.config.rules.keys().filter(|code| rules::is_locked(code));
        findings.diagnostics.extend(locked.map(|code| rules::locked_rule(code, code.span)));
        let off = workspace.config.words_off.iter();
        let unknown = off.filter(|id| !workspace.lexicon.has(id));
        findings.diagnostics.extend(unknown.map(|id| {
            let message = format!("词库里没有“{}”这一条", id.value);
            lexicon::malformed(id.span, message, "编号见检查结果里的“词条 ……”；改正或删去")
        }));
        findings.diagnostics.extend(rules::unprintable_settings(&workspace.config, coverage));
    }
    all.into_iter().map(|f| settle(&f.source, f.diagnostics, &workspace.config)).collect()
}
