//! What leaves the press besides the PDF of an issue: releases, booklets, fitted pages.

use std::fs;
use std::io::Read as _;

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
    // Its backup is as good, but that it is needed is told.
    let verify = run(at, &["verify"]);
    assert_eq!(verify.code, 1);
    assert!(verify.stdout.contains("manifest.toml：不见了"), "{}", verify.stdout);
    assert!(verify.stdout.contains("2023/2023-43.pdf：相符"), "{}", verify.stdout);
    fs::remove_file(at.join("archive/manifest.backup.toml")).expect("removed");
    let verify = run(at, &["verify"]);
    assert_eq!(verify.code, 1);
    for name in ["2023/2023-43.pdf", "2023/2023-43.toml"] {
        assert!(verify.stdout.contains(&format!("{name}：没有登记")), "{}", verify.stdout);
    }
}

#[test]
fn a_register_that_was_emptied_is_taken_from_its_backup() {
    for left in ["", "# 已发布的各期，由 kuaibao release 写入，请不要手工改动。\n"]
    {
        let folder = workspace_copy();
        let at = folder.path();
        for draft in ["drafts/2023-43.toml", "drafts/2023-41.toml"] {
            assert_eq!(run(at, &["release", draft]).code, 0);
        }
        fs::write(at.join("archive/manifest.toml"), left).expect("written");
        let verify = run(at, &["verify"]);
        assert!(verify.code == 1 && !verify.stdout.contains("没有登记"), "{}", verify.stdout);
        assert!(verify.stdout.contains("manifest.toml：被改动过，各期的登记都没有了"));
        let again = run(at, &["release", "drafts/2023-43.toml"]);
        assert_eq!(again.code, 2, "released already: {}", again.stderr);
        // The next release writes it again.
        let next = run(at, &["release", "drafts/2023-13.toml"]);
        assert_eq!(next.code, 0, "{}", next.stderr);
        let verify = run(at, &["verify"]);
        assert_eq!(verify.code, 0, "{}", verify.stdout);
        assert_eq!(verify.stdout.matches("：相符").count(), 3);
    }
}

#[test]
fn a_line_of_the_register_that_is_gone_is_named() {
    let folder = workspace_copy();
    let at = folder.path();
    for draft in ["drafts/2023-43.toml", "drafts/2023-41.toml"] {
        assert_eq!(run(at, &["release", draft]).code, 0);
    }
    let path = at.join("archive/manifest.toml");
    let text = fs::read_to_string(&path).expect("the register");
    let first = text.find("[[release]]").expect("a release");
    let second = text.rfind("[[release]]").expect("another");
    fs::write(&path, format!("{}{}", &text[..first], &text[second..])).expect("written");
    let verify = run(at, &["verify"]);
    let told = "manifest.toml：被改动过，登记与备份不同的是 2023-43；";
    assert!(verify.code == 1 && verify.stdout.contains(told), "{}", verify.stdout);
    // In both: the files lie there, and that they are not registered is what is to be told.
    fs::copy(&path, at.join("archive/manifest.backup.toml")).expect("copied");
    let verify = run(at, &["verify", "2023-43"]);
    assert!(verify.code == 1 && verify.stdout.contains("2023/2023-43.pdf：没有登记"));
    assert!(!verify.stdout.contains("2023-41"), "{}", verify.stdout);
    // A backup that is gone is told, and is no fault of the issues.
    let folder = workspace_copy();
    let at = folder.path();
    assert_eq!(run(at, &["release", "drafts/2023-43.toml"]).code, 0);
    fs::remove_file(at.join("archive/manifest.backup.toml")).expect("removed");
    let verify = run(at, &["verify"]);
    assert!(verify.code == 0 && verify.stderr.contains("manifest.backup.toml：坏了或不见了"));
}

#[test]
fn a_draft_that_is_no_issue_any_more_is_told() {
    let folder = workspace_copy();
    let at = folder.path();
    assert_eq!(run(at, &["release", "drafts/2023-43.toml"]).code, 0);
    for text in ["", "number = \n", "甲"] {
        fs::write(at.join("drafts/2023-43.toml"), text).expect("written");
        let verify = run(at, &["verify"]);
        assert!(verify.stdout.contains("，现在读不成一期快报"), "{}", verify.stdout);
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
fn pages_are_drawn_and_those_of_a_longer_print_do_not_stay() {
    let folder = workspace_copy();
    let at = folder.path();
    let draft = "drafts/2023-43.toml";
    assert_eq!(run(at, &["build", "--png", "--ppi", "40", draft]).code, 0);
    assert_eq!(run(at, &["build", "--svg", draft]).code, 0);
    for page in 1..=4 {
        let png = fs::read(at.join(format!("out/2023-43.{page}.png"))).expect("a picture");
        // A4 at 40 pixels an inch.
        let size = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((size(16), size(20)), (331, 468));
        let svg = fs::read_to_string(at.join(format!("out/2023-43.{page}.svg"))).expect("a page");
        assert!(svg.starts_with("<svg"));
    }
    let path = at.join(draft);
    let text = fs::read_to_string(&path).expect("the draft");
    let (before, rest) = text.split_once("[[column]]").expect("a column");
    let first = rest.split("[[column]]").next().expect("the first column");
    let signoff = &text[text.find("[signoff]").expect("a sign-off")..];
    fs::write(&path, format!("{before}[[column]]{first}{signoff}")).expect("written");
    let settings = at.join("bulletin.toml");
    let text = fs::read_to_string(&settings).expect("the settings");
    fs::write(&settings, text.replace("pages = 4", "pages = \"auto\"")).expect("written");
    let built = run(at, &["build", "--png", "--ppi", "40", draft]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(at.join("out/2023-43.png").is_file(), "one page has no number");
    assert!(!at.join("out/2023-43.1.png").exists() && !at.join("out/2023-43.4.png").exists());
    assert!(at.join("out/2023-43.4.svg").exists(), "other pictures stay");
}

#[test]
fn a_pdf_may_carry_its_draft() {
    let folder = workspace_copy();
    let at = folder.path();
    let draft = "drafts/2023-43.toml";
    assert_eq!(run(at, &["build", draft]).code, 0);
    let plain = fs::read(at.join("out/2023-43.pdf")).expect("a PDF");
    assert_eq!(run(at, &["build", "--attach-draft", draft]).code, 0);
    let carrying = fs::read(at.join("out/2023-43.pdf")).expect("a PDF");
    let has = |pdf: &[u8], text: &str| pdf.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(has(&carrying, "2023-43.toml") && !has(&plain, "2023-43.toml"));
    assert!(
        has(&objects(&carrying), "/AFRelationship") && !has(&objects(&plain), "/AFRelationship")
    );
    assert_eq!(run(at, &["build", draft]).code, 0);
    assert_eq!(fs::read(at.join("out/2023-43.pdf")).expect("a PDF"), plain, "and need not");
}

/// The small objects of a PDF, which stand in compressed streams.
fn objects(pdf: &[u8]) -> Vec<u8> {
    let find = |from: usize, what: &[u8]| {
        pdf[from..].windows(what.len()).position(|part| part == what).map(|at| from + at)
    };
    let (mut all, mut from) = (vec![], 0);
    while let Some(at) = find(from, b"/ObjStm") {
        let start = find(at, b"stream").expect("a stream") + "stream".len();
        let data = &pdf[start..].trim_ascii_start();
        flate2::read::ZlibDecoder::new(*data).read_to_end(&mut all).expect("deflated");
        from = start;
    }
    assert!(!all.is_empty());
    all
}

/// Equal input, equal bytes: wherever, whenever, in whatever language.
#[test]
fn folder_locale_time_zone_and_threads_do_not_show_in_the_bytes() {
    let prints: Vec<Vec<u8>> = [
        ("C", "UTC", "1"),
        ("zh_CN.GBK", "Asia/Shanghai", "2"),
        ("ar_EG.UTF-8", "Pacific/Kiritimati", "4"),
    ]
    .into_iter()
    .map(|(locale, zone, jobs)| {
        let folder = workspace_copy();
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_kuaibao"))
            .args(["build", "--jobs", jobs, "-o", "印出/"])
            .current_dir(folder.path())
            .env_remove("KUAIBAO_WORKSPACE")
            .envs([("LC_ALL", locale), ("LANG", locale), ("TZ", zone)])
            .env("SOURCE_DATE_EPOCH", jobs)
            .output()
            .expect("the program runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let pdf = |name: &str| fs::read(folder.path().join("印出").join(name)).expect("a PDF");
        ["2023-13.pdf", "2023-38.pdf", "2023-41.pdf", "2023-43.pdf", "2024-02.pdf"]
            .into_iter()
            .flat_map(pdf)
            .collect()
    })
    .collect();
    assert!(prints[0] == prints[1] && prints[1] == prints[2]);
}

#[test]
fn an_issue_too_long_says_what_to_cut_and_that_is_enough() {
    let folder = workspace_copy();
    let at = folder.path();
    let path = at.join("drafts/2024-02.toml");
    let text = fs::read_to_string(&path).expect("the draft");
    let (before, body) = text.split_once("潭龙街道持续落实").expect("the long item");
    let filler = "通过召开座谈会走访调研等方式听取意见建议推动工作落实".repeat(18);
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
            "[[column]]" => {
                (column, item) = (column + 1, 0);
                skipping = places.contains(&vec![column]);
            }
            "[[column.item]]" => {
                item += 1;
                skipping = places.contains(&vec![column]) || places.contains(&vec![column, item]);
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

#[test]
fn what_goes_on_over_a_page_is_one_thing_on_sheets_too() {
    let folder = workspace_copy();
    let at = folder.path();
    let path = at.join("drafts/2023-43.toml");
    let text = fs::read_to_string(&path).expect("the draft");
    let rows = |range: std::ops::Range<usize>| {
        range.map(|n| format!("[\"{n}镇\", \"{n}\"],\n")).collect::<String>()
    };
    let table = |rows: String| {
        format!("[[column.item.table]]\nhead = 1\nrows = [[\"乡镇\", \"个数\"],\n{rows}]\n")
    };
    let item = |table: String| {
        let text = format!("{}\n", text.trim_end());
        format!(
            "{text}\n[[column.item]]\nheadline = \"各乡镇进度\"\nbody = \"进度见表。\"\ncredits = [\"发改委\"]\n{table}"
        )
    };
    // A table over one page end, over two, and one with a row that fills most of a page.
    let long = format!("[\"南乡\", \"{}\"],\n", "推进重点工作".repeat(50));
    for rows in [rows(0..28), rows(0..70), rows(0..9) + &long + &rows(9..20)] {
        fs::write(&path, item(table(rows))).expect("written");
        let args = ["build", "--proof", "--format", "booklet,two-up", "drafts/2023-43.toml"];
        let run = run(at, &args);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}
