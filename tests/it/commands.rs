//! Commands as a user types them: the sessions of `tests/cli/*.md`, and the form of the JSON.
//!
//! A session runs in a copy of the folder `.in` of its name when there is a folder `.out`.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;

use crate::support::root;

#[test]
fn sessions_go_as_written() {
    trycmd::TestCases::new().env("COLUMNS", "80").case("tests/cli/*.md");
}

#[test]
fn json_has_the_promised_form() {
    let report = json(&["--workspace", "bad", "check", "--format", "json"], 1);
    assert_eq!(keys(&report), ["diagnostics", "summary", "version"]);
    assert_eq!(report["version"], 1);
    let summary = &report["summary"];
    assert_eq!(keys(summary), ["errors", "files", "hints", "warnings"]);
    let all = report["diagnostics"].as_array().unwrap();
    assert!(!all.is_empty());
    for level in ["error", "warning", "hint"] {
        let count = all.iter().filter(|diagnostic| diagnostic["level"] == level).count();
        assert_eq!(summary[format!("{level}s")], count, "{level}");
        assert!(count > 0, "the sample has a {level}");
    }
    for diagnostic in all {
        let wanted = ["code", "end", "file", "fix", "help", "labels", "level", "message", "start"];
        assert_eq!(keys(diagnostic), wanted);
        assert!(diagnostic["code"].is_string() && diagnostic["message"].is_string());
        assert!(diagnostic["help"].is_string() || diagnostic["help"].is_null());
        let file = diagnostic["file"].as_str().unwrap();
        let text = std::fs::read_to_string(folder().join(file)).unwrap();
        assert_range(diagnostic, &text);
        for label in diagnostic["labels"].as_array().unwrap() {
            assert_eq!(keys(label), ["end", "file", "message", "start"]);
            let file = label["file"].as_str().unwrap();
            assert_range(label, &std::fs::read_to_string(folder().join(file)).unwrap());
        }
        if !diagnostic["fix"].is_null() {
            assert_eq!(keys(&diagnostic["fix"]), ["edits", "safe", "title"]);
            assert!(diagnostic["fix"]["safe"].is_boolean());
            for edit in diagnostic["fix"]["edits"].as_array().unwrap() {
                assert_eq!(keys(edit), ["end", "start", "text"]);
                assert_range(edit, &text);
            }
        }
    }
    let has = |key: &str| {
        all.iter().any(|d| d[key].as_array().map_or(!d[key].is_null(), |list| !list.is_empty()))
    };
    assert!(has("labels") && has("fix"), "the sample shows labels and fixes");
}

/// A known finding, place by place, so that the numbers are not only consistent but right.
#[test]
fn json_names_the_exact_place_and_the_edit() {
    let report = json(&["--workspace", "bad", "check", "--format", "json"], 1);
    let all = report["diagnostics"].as_array().unwrap();
    let unknown = all.iter().find(|diagnostic| diagnostic["code"] == "unknown-unit").unwrap();
    let text = std::fs::read_to_string(folder().join("bad/drafts/2024-03.toml")).unwrap();
    let at = text.find("医疗保章局").unwrap();
    assert_eq!(unknown["file"], "bad/drafts/2024-03.toml");
    let start = &unknown["start"];
    assert_eq!(start["offset"], at);
    assert_eq!(start["line"], text[..at].matches('\n').count() + 1);
    assert_eq!(start["character"], 13, "after credits = [\"");
    assert_eq!(unknown["end"]["character"], 18);
    let edit = &unknown["fix"]["edits"][0];
    assert_eq!(edit["text"], "医疗保障局");
    assert_eq!((&edit["start"], &edit["end"]), (&unknown["start"], &unknown["end"]));
    assert_eq!(unknown["fix"]["safe"], false);
}

#[test]
fn json_of_a_clean_workspace_is_an_empty_list() {
    let report = json(&["--workspace", "good", "check", "--format", "json"], 0);
    assert_eq!(report["diagnostics"], Json::Array(vec![]));
    assert_eq!(report["summary"], serde_json::json!({"files":1,"errors":0,"warnings":0,"hints":0}));
}

#[test]
fn sarif_names_a_rule_for_every_result() {
    let log = json(&["--workspace", "bad", "check", "--format", "sarif"], 1);
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
        assert!(["error", "warning", "note"].iter().any(|level| result["level"] == *level));
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert!(region["startLine"].as_u64() >= Some(1), "{result}");
    }
}

#[test]
fn colour_is_for_terminals_only_unless_asked_for() {
    let check = |arguments: &[&str]| {
        let all = [&["--workspace", "bad", "check"], arguments].concat();
        String::from_utf8(run(&all).stdout).unwrap()
    };
    assert!(!check(&[]).contains('\u{1b}'));
    assert!(check(&["--color", "always"]).contains('\u{1b}'));
}

#[test]
fn each_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        let script = String::from_utf8(output.stdout).unwrap();
        for command in ["kuaibao", "check", "build", "explain"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}

/// The PDF on stdout is the PDF in the file.
#[test]
fn a_pdf_can_go_to_stdout() {
    let output = run(&["--workspace", "good", "build", "-o", "-"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.starts_with(b"%PDF-1."));
    assert!(output.stdout.trim_ascii_end().ends_with(b"%%EOF"));
}

fn folder() -> std::path::PathBuf {
    root().join("tests/cli/check.in")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(Path::new(env!("CARGO_BIN_EXE_kuaibao")))
        .args(arguments)
        .current_dir(folder())
        .env_remove("KUAIBAO_WORKSPACE")
        .output()
        .unwrap()
}

fn json(arguments: &[&str], code: i32) -> Json {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn keys(value: &Json) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

/// Line, character and offset of `start` and `end` name the same place of the file.
fn assert_range(range: &Json, text: &str) {
    for end in ["start", "end"] {
        let position = &range[end];
        assert_eq!(keys(position), ["character", "line", "offset"]);
        let offset = position["offset"].as_u64().unwrap() as usize;
        let before = &text[..offset];
        assert_eq!(position["line"], before.matches('\n').count() + 1, "{range}");
        let line = before.rsplit('\n').next().unwrap_or_default();
        assert_eq!(position["character"], line.chars().count() + 1, "{range}");
    }
    assert!(range["start"]["offset"].as_u64() <= range["end"]["offset"].as_u64());
}
