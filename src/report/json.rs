//! For other programs: one JSON object. The form is fixed; new keys may be added.

use serde_json::{Value as Json, json};

use super::{Summary, each, path_text, place_of};
use crate::source::{Diagnostic, Findings, Fix, Source};

/// Version of the form, raised when a key changes its meaning.
const VERSION: u32 = 1;

pub fn render(all: &[Findings]) -> String {
    let summary = Summary::of(all);
    let report = json!({
        "version": VERSION,
        "summary": {
            "files": summary.files,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "hints": summary.hints,
        },
        "diagnostics": each(all).map(|(source, found)| diagnostic(source, found)).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

fn diagnostic(source: &Source, diagnostic: &Diagnostic) -> Json {
    let labels = diagnostic.labels.iter().map(|label| {
        let (file, start, end) = place_of(&label.place, source);
        json!({ "file": file, "start": start, "end": end, "message": label.message })
    });
    json!({
        "code": diagnostic.code,
        "level": diagnostic.level.key(),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "file": path_text(source.path()),
        "start": source.position(diagnostic.span.start),
        "end": source.position(diagnostic.span.end),
        "labels": labels.collect::<Vec<_>>(),
        "fix": diagnostic.fix.as_ref().map(|fix| self::fix(source, fix)),
    })
}

fn fix(source: &Source, fix: &Fix) -> Json {
    let edits = fix.edits.iter().map(|edit| {
        json!({
            "start": source.position(edit.span.start),
            "end": source.position(edit.span.end),
            "text": edit.text,
        })
    });
    json!({ "title": fix.title, "safe": fix.safe, "edits": edits.collect::<Vec<_>>() })
}
