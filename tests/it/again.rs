//! Printing again: only what has changed, and the same on any number of threads.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::support::{ISSUES, Run, root, run, workspace_copy};

/// A workspace with one draft, printed.
fn printed() -> (TempDir, PathBuf) {
    let folder = workspace_copy();
    for name in ISSUES.iter().filter(|name| **name != "2023-43") {
        std::fs::remove_file(folder.path().join(format!("drafts/{name}.toml"))).unwrap();
    }
    let said = build(folder.path(), &[]);
    assert!(said.stderr.contains("已生成 out/2023-43.pdf"), "{}", said.stderr);
    let pdf = folder.path().join("out/2023-43.pdf");
    (folder, pdf)
}

fn build(folder: &Path, more: &[&str]) -> Run {
    let arguments: Vec<&str> = ["build"].iter().chain(more).copied().collect();
    run(folder, &arguments)
}

fn is_current(folder: &Path, more: &[&str]) -> bool {
    let said = build(folder, more).stderr;
    assert!(said.contains("已是最新") != said.contains("已生成"), "{said}");
    said.contains("已是最新")
}

fn append(path: &Path, text: &str) {
    let old = std::fs::read_to_string(path).unwrap();
    std::fs::write(path, old + text).unwrap();
}

#[test]
fn what_has_not_changed_is_not_printed_again() {
    let (folder, pdf) = printed();
    let folder = folder.path();
    let written = || std::fs::metadata(&pdf).unwrap().modified().unwrap();
    let before = written();
    let again = build(folder, &[]);
    assert_eq!(again.code, 0);
    assert!(again.stderr.ends_with("已是最新 out/2023-43.pdf\n"), "{}", again.stderr);
    assert_eq!(written(), before);
    assert!(is_current(folder, &["drafts/2023-43.toml"]));
    // Saved again without a change.
    let draft = folder.join("drafts/2023-43.toml");
    append(&draft, "");
    assert!(is_current(folder, &[]));
    assert!(!is_current(folder, &["--force"]), "--force");
    assert!(!is_current(folder, &["--proof"]), "a file of its own");
    assert!(is_current(folder, &["--proof"]));
    assert!(is_current(folder, &[]), "the other is not forgotten");
    let said = build(folder, &["-o", "一期.pdf"]).stderr;
    assert!(said.contains("已生成"), "a file outside of out is always written: {said}");
}

#[test]
fn whatever_matters_makes_it_print_again() {
    let (folder, pdf) = printed();
    let folder = folder.path();
    let draft = folder.join("drafts/2023-43.toml");
    let csv = folder.join("drafts/进展.csv");
    let changes: [(&str, &dyn Fn()); 10] = [
        ("draft", &|| append(&draft, "# .\n")),
        ("table of its own", &|| {
            std::fs::write(&csv, "乡镇,个数\n东屯镇,12\n").unwrap();
            let text = std::fs::read_to_string(&draft).unwrap();
            let (items, signoff) = text.split_once("[signoff]").unwrap();
            let table = "[[column.item.table]]\nfile = \"进展.csv\"\n\n[signoff]";
            std::fs::write(&draft, format!("{items}{table}{signoff}")).unwrap();
        }),
        ("table changed", &|| std::fs::write(&csv, "乡镇,个数\n东屯镇,13\n").unwrap()),
        ("settings", &|| append(&folder.join("bulletin.toml"), "\n# .\n")),
        ("roster", &|| append(&folder.join("units.toml"), "\n# .\n")),
        ("template", &|| {
            let templates = folder.join("templates/kuaibao");
            std::fs::create_dir_all(&templates).unwrap();
            std::fs::copy(root().join("templates/kuaibao/main.typ"), templates.join("main.typ"))
                .unwrap();
            append(&templates.join("main.typ"), "\n// .\n");
        }),
        ("another face", &|| {
            std::fs::create_dir_all(folder.join("fonts")).unwrap();
            let face = root().join("fonts/prepared/LiberationSerif-Bold.ttf");
            // Not the bold one, but it goes by its file.
            std::fs::copy(face, folder.join("fonts/LiberationSerif-Regular.ttf")).unwrap();
        }),
        ("PDF changed", &|| std::fs::write(&pdf, b"%PDF-1.7 something else").unwrap()),
        ("PDF gone", &|| std::fs::remove_file(&pdf).unwrap()),
        ("records broken", &|| std::fs::write(folder.join("out/.kuaibao.json"), "{").unwrap()),
    ];
    for (what, change) in changes {
        change();
        assert!(!is_current(folder, &[]), "{what}");
        assert!(is_current(folder, &[]), "after {what}");
    }
    std::fs::remove_dir_all(folder.join("fonts")).unwrap();
    assert!(!is_current(folder, &[]), "face taken away");
    // What another version has printed has other inputs.
    let records = folder.join("out/.kuaibao.json");
    let text = std::fs::read_to_string(&records).unwrap();
    let (start, rest) = text.split_once("\"inputs\":\"").unwrap();
    let other =
        format!("{start}\"inputs\":\"{}{}", if rest.starts_with('0') { 1 } else { 0 }, &rest[1..]);
    std::fs::write(&records, other).unwrap();
    assert!(!is_current(folder, &[]), "other version");
}

#[test]
fn warnings_are_repeated_though_nothing_is_printed() {
    let (folder, _) = printed();
    let folder = folder.path();
    let config = folder.join("bulletin.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let text = text.replace("\npages = 4\n", "\npages = 8\n");
    let text = text.replace("\"星期五\"", "\"星期四\"") + "\noff-weekday = \"警告\"\n";
    std::fs::write(&config, text).unwrap();
    let first = build(folder, &[]);
    let again = build(folder, &[]);
    for what in ["排不满 8 页", "星期四"] {
        assert!(first.stderr.contains(what), "{what}: {}", first.stderr);
        assert!(again.stderr.contains(what), "{what}: {}", again.stderr);
    }
    assert!(again.stderr.contains("已是最新"));
    let warnings = |said: &str| said.split("已").next().unwrap().to_owned();
    assert_eq!(warnings(&first.stderr), warnings(&again.stderr));
}

#[test]
fn an_error_stops_a_draft_though_its_pdf_is_there() {
    let (folder, pdf) = printed();
    let folder = folder.path();
    let old = std::fs::read(&pdf).unwrap();
    // Another draft with the same number: this one has not changed and is wrong all the same.
    std::fs::copy(folder.join("drafts/2023-43.toml"), folder.join("drafts/2023-44.toml")).unwrap();
    let said = build(folder, &["drafts/2023-43.toml"]);
    assert_eq!(said.code, 1, "{}", said.stderr);
    assert!(!said.stderr.contains("已是最新"));
    assert_eq!(std::fs::read(&pdf).unwrap(), old);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes_and_words() {
    let folder = workspace_copy();
    let folder = folder.path();
    // A draft with an error among the good ones.
    let draft = folder.join("drafts/2023-41.toml");
    let text = std::fs::read_to_string(&draft).unwrap();
    std::fs::write(&draft, text.replacen("headline = \"", "headlin = \"", 1)).unwrap();
    let all = |jobs: &str, out: &str| {
        let said = build(folder, &["--jobs", jobs, "-o", out]);
        assert_eq!(said.code, 1);
        let line = |line: &str| line.split('（').next().unwrap().replace(out, "out/");
        let said: Vec<String> = said.stderr.lines().map(line).collect();
        let bytes = ISSUES.map(|name| std::fs::read(folder.join(out).join(format!("{name}.pdf"))));
        (said, bytes.map(|bytes| bytes.unwrap_or_default()))
    };
    let one = all("1", "一/");
    assert_eq!(one.1.iter().filter(|bytes| bytes.is_empty()).count(), 1);
    let four = all("4", "四/");
    assert_eq!(one.0, four.0);
    assert!(one.1 == four.1, "the PDFs differ");
    // A single draft is fitted with two threads.
    let single = build(folder, &["drafts/2024-02.toml"]);
    assert_eq!(single.code, 0, "{}", single.stderr);
    let bytes = std::fs::read(folder.join("out/2024-02.pdf")).unwrap();
    assert!(one.1.contains(&bytes));
}

#[test]
fn a_trace_of_the_time_can_be_opened() {
    let (folder, _) = printed();
    build(folder.path(), &["--force", "--timings", "trace.json"]);
    let text = std::fs::read_to_string(folder.path().join("trace.json")).unwrap();
    let events: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let names: Vec<&str> = events.iter().filter_map(|event| event["name"].as_str()).collect();
    for step in ["read workspace", "check draft", "lay out and audit", "layout document", "pdf"] {
        assert_eq!(names.iter().filter(|name| **name == step).count() % 2, 0);
        assert!(names.contains(&step), "{step}");
    }
}
