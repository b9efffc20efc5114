//! SARIF 2.1.0 (OASIS), for code-scanning services.

use serde_json::{Value as Json, json};

use super::{each, path_text};
use crate::source::{Findings, Level};

/// Code and one-line description of a rule.
pub struct RuleText<'a> {
    pub code: &'a str,
    pub summary: &'a str,
    pub docs: &'a str,
}

pub fn render(all: &[Findings], rules: &[RuleText<'_>]) -> String {
    let results: Vec<Json> = each(all)
        .map(|(source, diagnostic)| {
            let start = source.position(diagnostic.span.start);
            let end = source.position(diagnostic.span.end);
            let message = match &diagnostic.help {
                Some(help) => format!("{}。{help}", diagnostic.message),
                None => diagnostic.message.clone(),
            };
            json!({
                "ruleId": diagnostic.code,
                "level": match diagnostic.level {
                    Level::Error => "error",
                    Level::Warning => "warning",
                    Level::Hint => "note",
                },
                "message": { "text": message },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": path_text(source.path()) },
                    "region": {
                        "startLine": start.line,
                        "startColumn": start.character,
                        "endLine": end.line,
                        "endColumn": end.character,
                    },
                }}],
            })
        })
        .collect();
    let rules: Vec<Json> = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.code,
                "shortDescription": { "text": rule.summary },
                "fullDescription": { "text": rule.docs },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kuaibao",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}
