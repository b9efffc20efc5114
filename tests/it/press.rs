//! What leaves the press besides the PDF of an issue: releases, booklets, fitted pages.

use std::fs;

use crate::support::{run, workspace_copy};

#[test]
fn a_release_is_kept_and_a_change_is_found() {
    let folder = workspace_copy();
    let at = folder.path();
    let draft = "drafts/2023-43.toml";
    assert_eq!(run(at, &["release", draft]).code, 0);
    assert_eq!(run(at, &["verify"]).code, 0);
    assert_eq!(run(at, &["release", draft]).code, 2, "not twice without a reason");
    assert_eq!(run(at, &["release", draft, "--reissue", "更正"]).code, 0);
    assert!(at.join("archive/2023/2023-43.2.pdf").is_file());
    fs::write(at.join("archive/2023/2023-43.pdf"), "%PDF-x").expect("written");
    let verify = run(at, &["verify", "2023-43"]);
    assert_eq!(verify.code, 1);
    assert!(verify.stdout.contains("PDF 被改动过"), "{}", verify.stdout);
}

#[test]
fn a_file_that_the_manifest_does_not_name_is_found() {
    let folder = workspace_copy();
    let at = folder.path();
    assert_eq!(run(at, &["release", "drafts/2023-43.toml"]).code, 0);
    fs::remove_file(at.join("archive/manifest.toml")).expect("removed");
    let verify = run(at, &["verify"]);
    assert_eq!(verify.code, 1);
    for name in ["2023/2023-43.pdf", "2023/2023-43.toml"] {
        assert!(verify.stdout.contains(&format!("{name}：没有登记")), "{}", verify.stdout);
    }
}

#[test]
fn a_draft_changed_after_its_release_is_named_with_the_line() {
    let folder = workspace_copy();
    let at = folder.path();
    assert_eq!(run(at, &["release", "drafts/2023-43.toml"]).code, 0);
    let path = at.join("drafts/2023-43.toml");
    let text = fs::read_to_string(&path).expect("the draft");
    let line = text.lines().position(|line| line.contains("近30亿元")).expect("the figure") + 1;
    fs::write(&path, text.replace("近30亿元", "近31亿元")).expect("written");
    let verify = run(at, &["verify"]);
    assert_eq!(verify.code, 1);
    assert!(verify.stdout.contains(&format!("从第 {line} 行起不同")), "{}", verify.stdout);
}

#[test]
fn an_issue_without_signatures_is_not_released() {
    let folder = workspace_copy();
    let path = folder.path().join("drafts/2023-43.toml");
    let text = fs::read_to_string(&path).expect("the draft");
    fs::write(&path, text.replace("\"麻彦伟\"", "\"\"")).expect("written");
    assert_eq!(run(folder.path(), &["release", "drafts/2023-43.toml"]).code, 1);
    assert!(!folder.path().join("archive").exists());
}

#[test]
fn a_booklet_never_takes_the_place_of_the_issue() {
    let folder = workspace_copy();
    let at = folder.path();
    let draft = "drafts/2023-43.toml";
    assert_eq!(run(at, &["build", "--booklet", draft]).code, 0);
    assert_eq!(run(at, &["build", "--two-up", draft]).code, 0);
    assert!(at.join("out/2023-43.booklet.pdf").is_file());
    assert!(at.join("out/2023-43.two-up.pdf").is_file());
    assert_eq!(run(at, &["build", "--booklet", "-o", "out/2023-43.pdf", draft]).code, 2);
    assert!(!at.join("out/2023-43.pdf").exists());
}

#[test]
fn an_issue_too_long_says_what_to_cut_and_that_is_enough() {
    let folder = workspace_copy();
    let at = folder.path();
    let path = at.join("drafts/2024-02.toml");
    let text = fs::read_to_string(&path).expect("the draft");
    let (before, body) = text.split_once("潭龙街道持续落实").expect("the long item");
    let filler = "通过召开座谈会走访调研等方式听取意见建议推动工作落实".repeat(14);
    let longer = |filler: &str| format!("{before}潭龙街道{filler}持续落实{body}");
    fs::write(&path, longer(&filler)).expect("written");
    let told = run(at, &["build", "drafts/2024-02.toml"]).stderr;
    let advice = told.split("删去第 5 栏第 1 条中的 ").nth(1).unwrap_or_else(|| panic!("{told}"));
    let cut: usize = advice.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
    let shorter: String = filler.chars().skip(cut).collect();
    fs::write(&path, longer(&shorter)).expect("written");
    let told = run(at, &["build", "drafts/2024-02.toml"]).stderr;
    assert!(told.contains("（4 页") && !told.contains("超出"), "{told}");
}

#[test]
fn an_issue_far_too_long_says_which_items_to_leave_and_that_is_enough() {
    let folder = workspace_copy();
    let at = folder.path();
    let settings = at.join("bulletin.toml");
    let text = fs::read_to_string(&settings).expect("the settings");
    fs::write(&settings, text.replace("pages = 4", "pages = 2")).expect("written");
    let path = at.join("drafts/2024-02.toml");
    let told = run(at, &["build", "drafts/2024-02.toml"]).stderr;
    let advice = told.split("把第 ").nth(1).unwrap_or_else(|| panic!("{told}"));
    let advice = advice.split("留到下一期").next().expect("the advice");
    let places: Vec<Vec<usize>> = advice
        .split('、')
        .map(|place| {
            let digits = place.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
            digits.map(|part| part.parse().expect("a number")).collect()
        })
        .collect();
    // Without these items it is short enough.
    let text = fs::read_to_string(&path).expect("the draft");
    let (mut column, mut item, mut kept) = (0, 0, vec![]);
    let mut skipping = false;
    for line in text.lines() {
        match line.trim() {
            "[[column]]" => (column, item, skipping) = (column + 1, 0, false),
            "[[column.item]]" => {
                item += 1;
                skipping = places.contains(&vec![column, item]);
            }
            "[signoff]" => skipping = false,
            _ => {}
        }
        if !skipping {
            kept.push(line);
        }
    }
    // A column that is left empty goes as well.
    let mut text = kept.join("\n");
    while let Some(at) = text.find("[[column]]").and_then(|_| empty_column(&text)) {
        text.replace_range(at, "");
    }
    fs::write(&path, &text).expect("written");
    let told = run(at, &["build", "drafts/2024-02.toml"]).stderr;
    assert!(told.contains("（2 页") && !told.contains("超出"), "{told}\n{text}");
}

/// The range of a column without items.
fn empty_column(text: &str) -> Option<std::ops::Range<usize>> {
    let starts: Vec<usize> = text.match_indices("[[column]]").map(|(at, _)| at).collect();
    starts.iter().find_map(|&start| {
        let rest = &text[start + 10..];
        let end = rest.find("[[column").into_iter().chain(rest.find("[signoff]")).min()?;
        let end = start + 10 + end;
        (!text[end..].starts_with("[[column.item]]")).then_some(start..end)
    })
}
