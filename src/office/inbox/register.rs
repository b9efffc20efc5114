//! `inbox.toml`: what has come in, and what became of it. Written by the program, read and corrected
//! by people: what they have written stays as it is, byte for byte.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use anyhow::Result;
use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;

use crate::draft::write::quoted;
use crate::office::store::Plan;
use crate::office::{Office, Refusal};
use crate::source::shape::{self, Read};
use crate::source::{Date, Findings, Source, Spanned, file};

/// In the workspace, beside its settings.
pub const FILE: &str = "inbox.toml";

const HEAD: &str = "# 来稿登记：收到的每份来稿一段，由程序登记；单位、日期、标题写得不对的可以改。\n# filed 是编进了哪一期，unused 是不用的原因；都没有的是还没有处理的。\n";

/// 来稿登记。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct RegisterFile {
    /// 一份来稿。
    submission: Vec<Spanned<SubmissionFile>>,
}

/// 一份来稿。
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct SubmissionFile {
    /// 文件名。
    file: Option<Spanned<String>>,
    /// 文件内容的指纹，不要改。
    hash: Option<Spanned<String>>,
    /// 哪天收到，如 2024-03-04。
    received: Option<Spanned<Date>>,
    /// 来稿的单位，写单位名录里的署名。
    units: Option<Spanned<Vec<Spanned<String>>>>,
    /// 里面各条的标题。
    items: Option<Spanned<Vec<Spanned<String>>>>,
    /// 里面各条正文的开头，由程序登记，标题改了也认得出。
    begins: Option<Spanned<Vec<Spanned<String>>>>,
    /// 编进了哪一期，如 2024-03。
    filed: Option<Spanned<String>>,
    /// 不用的原因。
    unused: Option<Spanned<String>>,
}

/// A submission as it was registered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    pub file: String,
    /// Of its bytes, in hexadecimal.
    pub hash: String,
    pub received: Option<NaiveDate>,
    pub units: Vec<String>,
    /// The headlines of its items, as far as they are known.
    pub items: Vec<String>,
    /// How the text of each begins, where that was noted.
    pub begins: Vec<String>,
    /// The issue that it was filed into.
    pub filed: Option<String>,
    /// Why it is not used.
    pub unused: Option<String>,
}

/// The register, with changes that are not written yet.
#[derive(Debug)]
pub struct Register {
    path: PathBuf,
    saved: Option<Vec<u8>>,
    text: String,
    pub submissions: Vec<Submission>,
    /// What is wrong with it.
    pub findings: Findings,
}

impl Register {
    /// Reads the register of a workspace; an empty one when there is none yet.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub fn read(office: &Office) -> Result<Self> {
        let path = office.workspace.root.join(FILE);
        let saved = match office.files().saved(&path) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        let shown = office.shown(&path);
        let (bytes, length) =
            (saved.clone().unwrap_or_default(), saved.as_ref().map_or(0, Vec::len));
        let (source, unreadable) = file::decode(&shown, bytes, length as u64);
        let (submissions, found) = match unreadable {
            Some(found) => (vec![], vec![found]),
            None => read(&source),
        };
        let text = source.text().to_owned();
        let findings = Findings::new(Arc::new(source), found);
        Ok(Self { path, saved, text, submissions, findings })
    }

    /// Whether it can be written without losing something of it.
    ///
    /// # Errors
    /// It has mistakes.
    pub fn is_sound(&self) -> Result<(), Refusal> {
        let path = self.findings.source.path().to_owned();
        match self.findings.diagnostics.is_empty() {
            true => Ok(()),
            false => Err(Refusal::Unreadable { path, consequence: "，没有登记来稿" }),
        }
    }

    /// The submission with these bytes: the one of this name where several have them.
    pub fn position(&self, file: &str, hash: &str) -> Option<usize> {
        self.submissions
            .iter()
            .position(|known| known.hash == hash && known.file == file)
            .or_else(|| self.submissions.iter().position(|known| known.hash == hash))
    }

    pub fn add(&mut self, new: Submission) {
        if self.text.trim().is_empty() {
            self.text = HEAD.to_owned();
        }
        while !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        let mut lines =
            vec![format!("file = {}", quoted(&new.file)), format!("hash = {}", quoted(&new.hash))];
        lines.extend(new.received.map(|day| format!("received = {day}")));
        lines.push(format!("units = {}", list(&new.units)));
        lines.push(format!("items = {}", list(&new.items)));
        if !new.begins.is_empty() {
            lines.push(format!("begins = {}", list(&new.begins)));
        }
        lines.extend(new.filed.as_ref().map(|issue| format!("filed = {}", quoted(issue))));
        lines.extend(new.unused.as_ref().map(|reason| format!("unused = {}", quoted(reason))));
        self.text.push_str(&format!("\n[[submission]]\n{}\n", lines.join("\n")));
        self.submissions.push(new);
    }

    /// Notes the issue that a submission was filed into, with the headlines that its items have there
    /// and how their texts begin.
    pub fn file(
        &mut self,
        at: usize,
        issue: &str,
        units: &[String],
        (items, begins): (&[String], &[String]),
    ) {
        self.set(at, "filed", &quoted(issue));
        self.set(at, "items", &list(items));
        self.set(at, "begins", &list(begins));
        if self.submissions.get(at).is_some_and(|known| known.units.is_empty()) {
            self.set(at, "units", &list(units));
        }
        self.again();
    }

    /// Notes that an issue has another name.
    pub fn renamed(&mut self, from: &str, to: &str) {
        for at in 0..self.submissions.len() {
            if self.submissions[at].filed.as_deref() == Some(from) {
                self.set(at, "filed", &quoted(to));
            }
        }
        self.again();
    }

    /// Notes that a submission is not used.
    pub fn drop(&mut self, at: usize, reason: &str) {
        self.set(at, "unused", &quoted(reason));
        self.again();
    }

    fn again(&mut self) {
        self.submissions = read(&Source::new("", self.text.clone())).0;
    }

    /// Gives a key of a submission another value, or its first.
    fn set(&mut self, at: usize, key: &str, value: &str) {
        let source = Source::new("", self.text.clone());
        let read: Read<RegisterFile> = shape::read(&source, schema());
        let Some(entry) = read.value.submission.get(at) else { return };
        let spans = [
            ("file", entry.file.as_ref().map(|value| value.span)),
            ("hash", entry.hash.as_ref().map(|value| value.span)),
            ("received", entry.received.as_ref().map(|value| value.span)),
            ("units", entry.units.as_ref().map(|value| value.span)),
            ("items", entry.items.as_ref().map(|value| value.span)),
            ("begins", entry.begins.as_ref().map(|value| value.span)),
            ("filed", entry.filed.as_ref().map(|value| value.span)),
            ("unused", entry.unused.as_ref().map(|value| value.span)),
        ];
        if let Some(span) = spans.iter().find(|(name, _)| *name == key).and_then(|(_, span)| *span)
        {
            self.text.replace_range(span.start..span.end, value);
            return;
        }
        let ends = spans.iter().filter_map(|(_, span)| span.map(|span| span.end));
        let end = ends.chain([entry.span.end]).max().unwrap_or(self.text.len());
        let line = self.text[end..].find('\n').map_or(self.text.len(), |at| end + at);
        let line_end = if self.text[..line].ends_with('\r') { line - 1 } else { line };
        self.text.insert_str(line_end, &format!("\n{key} = {value}"));
    }

    /// Plans to write it, if something has changed.
    pub fn plan(&self, plan: &mut Plan) {
        match &self.saved {
            Some(saved) if *saved == self.text.as_bytes() => {}
            Some(saved) => plan.write(&self.path, saved, self.text.as_bytes()),
            None if self.submissions.is_empty() => {}
            None => plan.create(&self.path, self.text.as_bytes()),
        }
    }
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

fn read(source: &Source) -> (Vec<Submission>, Vec<crate::source::Diagnostic>) {
    let read: Read<RegisterFile> = shape::read(source, schema());
    let text = |value: &Option<Spanned<String>>| {
        value.as_ref().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    let texts = |value: &Option<Spanned<Vec<Spanned<String>>>>| {
        let all = value.iter().flat_map(|value| value.iter());
        all.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect()
    };
    let submissions = read.value.submission.iter().map(|entry| Submission {
        file: text(&entry.file).unwrap_or_default(),
        hash: text(&entry.hash).unwrap_or_default(),
        received: entry.received.as_ref().map(|date| date.0),
        units: texts(&entry.units),
        items: texts(&entry.items),
        // A text that is empty has its place.
        begins: entry
            .begins
            .iter()
            .flat_map(|all| all.iter())
            .map(|text| text.value.clone())
            .collect(),
        filed: text(&entry.filed),
        unused: text(&entry.unused),
    });
    (submissions.collect(), read.found)
}

fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(shape::schema_of::<RegisterFile>);
    &SCHEMA
}
