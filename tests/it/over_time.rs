//! Units that were renamed are one in whatever is asked: what is found, counted, given points for and
//! planned with. Those that were merged are found together and counted apart.

use std::fs;
use std::path::Path;

use crate::support::{Run, run};

const ROSTER: &str = r#"
[[unit]]
name = "云溪县科学技术和工业信息化局"
credit = "科工局"
group = "县直部门"
until = 2024-06-30
[[unit]]
name = "云溪县工业和信息化局"
credit = "工信局"
group = "县直部门"
from = 2024-07-01
[[unit]]
name = "云溪县万寿乡人民政府"
credit = "万寿乡"
group = "乡镇街道"
until = 2024-03-31
[[unit]]
name = "云溪县万寿街道办事处"
credit = "万寿街道"
aliases = ["万寿乡"]
group = "乡镇街道"
from = 2024-05-01
[[unit]]
name = "云溪县文化局"
credit = "文化局"
group = "县直部门"
until = 2024-06-30
[[unit]]
name = "云溪县体育局"
credit = "体育局"
group = "县直部门"
until = 2024-06-30
[[unit]]
name = "云溪县文化体育局"
credit = "文体局"
aliases = ["文化局", "体育局"]
group = "县直部门"
from = 2024-07-01
"#;

const SCORING: &str = r#"
joint = "全计"
[[own]]
name = "信息"
points = 2
[[class]]
name = "县直"
groups = ["县直部门"]
[[class.quota]]
of = "采用"
per = "年"
at-least = 3
base = 10
short = 1
[[class]]
name = "乡镇"
units = ["万寿乡"]
"#;

/// An office with an issue of each day, whose items have these credits.
fn office(issues: &[(&str, &[&str])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let named = run(
        Path::new("."),
        &[
            "init",
            &root.join("o").display().to_string(),
            "--name",
            "云溪快报",
            "--publisher",
            "县府办",
        ],
    );
    assert_eq!(named.code, 0, "{named:?}");
    let root = root.join("o");
    for entry in fs::read_dir(root.join("drafts")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    fs::write(root.join("units.toml"), ROSTER).unwrap();
    fs::write(root.join("scoring.toml"), SCORING).unwrap();
    for (number, (day, credits)) in (1..).zip(issues) {
        let mut text =
            format!("number = {number}\ndate = {day}\n[[column]]\nname = \"民生保障\"\n");
        for credit in *credits {
            text.push_str(&format!(
                "[[column.item]]\nheadline = \"{day}开展{credit}工作\"\nbody = \"巡查三次。\"\ncredits = [\"{credit}\"]\n"
            ));
        }
        fs::write(root.join(format!("drafts/2024-{number:02}.toml")), text).unwrap();
    }
    folder
}

fn usual() -> tempfile::TempDir {
    office(&[
        ("2024-02-02", &["科工局", "万寿乡", "文化局"]),
        ("2024-05-10", &["科工局", "万寿街道", "体育局"]),
        ("2024-08-09", &["工信局", "文体局", "工信局、万寿街道"]),
    ])
}

fn cells(run: &Run, first: &str, at: usize) -> Vec<String> {
    let rows = run.stdout.lines().filter(|line| line.split(',').any(|cell| cell == first));
    rows.map(|line| line.split(',').nth(at).unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_renamed_unit_is_counted_as_one_by_its_name_of_the_time() {
    let folder = usual();
    let root = &folder.path().join("o");
    let year = run(root, &["count", "--year", "2024", "--format", "csv"]);
    for (unit, count) in
        [("工信局", "4"), ("万寿街道", "3"), ("文化局", "1"), ("体育局", "1"), ("文体局", "1")]
    {
        assert_eq!(cells(&year, unit, 2), [count], "{unit}: {year:?}");
    }
    for former in ["科工局", "万寿乡"] {
        assert_eq!(cells(&year, former, 2), [""; 0], "{former}: {year:?}");
    }
    let first = run(root, &["count", "--quarter", "2024Q1", "--format", "csv"]);
    assert_eq!(cells(&first, "科工局", 2), ["1"], "{first:?}");
    assert_eq!(cells(&first, "工信局", 2), [""; 0], "it was not called so: {first:?}");
    let third = run(root, &["count", "--quarter", "2024Q3", "--format", "csv"]);
    assert_eq!(cells(&third, "工信局", 4), ["1"], "with the quarter before: {third:?}");
    let said = run(root, &["count", "--year", "2024"]);
    let note = "更名前后算一个单位：工信局（原科工局）、万寿街道（原万寿乡）";
    assert!(said.stdout.contains(note), "{said:?}");
    assert!(!first.stdout.contains("更名前后"), "{first:?}");
}

#[test]
fn a_renamed_unit_is_given_points_as_one() {
    let folder = usual();
    let root = &folder.path().join("o");
    let score = |more: &[&str]| run(root, &[&["score", "--date", "2025-01-10"], more].concat());
    let year = score(&["--year", "2024", "--format", "csv"]);
    // Four items, and what was due of it in the whole year.
    assert_eq!(cells(&year, "工信局", 6), ["18"], "{year:?}");
    assert_eq!(cells(&year, "科工局", 5), [""; 0], "{year:?}");
    // Its class is told by the name that it had; nothing is due of it.
    assert_eq!(cells(&year, "万寿街道", 6), ["6"], "{year:?}");
    assert_eq!(cells(&year, "文化局", 6), ["2"], "nothing due of half a year: {year:?}");
    for name in ["科工局", "工信局"] {
        let why = score(&["--year", "2024", "--why", name]);
        assert!(why.stdout.starts_with("工信局"), "{why:?}");
        assert_eq!(why.stdout.matches("信息 2 分").count(), 4, "{why:?}");
    }
    let text = score(&["--year", "2024"]);
    assert!(text.stdout.contains("工信局（原科工局）、万寿街道（原万寿乡）"), "{text:?}");
    let joint = "几个单位合写的，每个单位各算一条：各单位相加是 10 条，每条只算一次是 9 条";
    assert!(text.stdout.contains(joint), "{text:?}");
    assert!(score(&["--year", "2024", "--by", "group"]).stdout.contains(joint));
    let january = score(&["--month", "2024-02"]);
    assert!(january.stdout.contains("科工局") && !january.stdout.contains("工信局"), "{january:?}");
    assert!(!january.stdout.contains("合写的"), "{january:?}");
}

#[test]
fn what_units_have_sent_in_is_told_by_the_same_rule() {
    let folder = usual();
    let root = &folder.path().join("o");
    let letter = |file: &str, day: &str, unit: &str| {
        format!(
            "[[submission]]\nfile = \"{file}\"\nhash = \"{:064}\"\nreceived = {day}\nunits = [\"{unit}\"]\nitems = [\"{file}\"]\n",
            day.len() + file.len()
        )
    };
    let register =
        [letter("一.txt", "2024-02-01", "科工局"), letter("二份.txt", "2024-08-01", "工信局")];
    fs::write(root.join("inbox.toml"), register.concat()).unwrap();
    let rates = run(root, &["inbox", "--rates", "--to", "2024", "--format", "csv"]);
    assert_eq!(cells(&rates, "工信局", 1), ["2"], "{rates:?}");
    let early = run(root, &["inbox", "--rates", "--to", "2024-03", "--format", "csv"]);
    assert_eq!(cells(&early, "科工局", 1), ["1"], "{early:?}");
    let turned = run(root, &["inbox", "--rates", "--from", "2025", "--to", "2024"]);
    assert!(turned.code == 2 && turned.stderr.contains("在起始日期 2025-01-01 之前"), "{turned:?}");
}

#[test]
fn a_renamed_unit_is_found_and_planned_with_as_one() {
    let folder = usual();
    let root = &folder.path().join("o");
    for (unit, issues) in [("科工局", 3), ("工信局", 3), ("文体局", 3), ("万寿乡", 3)] {
        let found = run(root, &["find", "工作", "--unit", unit]);
        assert!(found.stdout.contains(&format!("共 {issues} 期")), "{unit}: {found:?}");
    }
    let plan = run(root, &["plan", "--all", "--format", "csv", "--on", "2024-08-09"]);
    assert_eq!(cells(&plan, "工信局", 2), ["2024-05-10"], "{plan:?}");
    // The day that is asked for, though an issue is being made.
    let earlier = run(root, &["plan", "--on", "2024-06-30"]);
    assert!(earlier.stdout.contains("2024-05-05 至 2024-06-30"), "{earlier:?}");
}

#[test]
fn a_column_that_is_nowhere_is_told_with_the_one_that_is_like_it() {
    let folder = usual();
    let root = &folder.path().join("o");
    for (column, told) in [
        ("民声", "没有名称里有“民声”的栏目，您是不是要写“民生保障”？"),
        ("民生保章", "您是不是要写“民生保障”？"),
        ("要闻", "没有名称里有“要闻”的栏目\n"),
    ] {
        let found = run(root, &["find", "工作", "--column", column]);
        assert!(found.code == 1 && found.stderr.contains(told), "{column}: {found:?}");
    }
    // Nothing in a column that is there is no fault of its name.
    let found = run(root, &["find", "秸秆", "--column", "民生"]);
    assert!(!found.stderr.contains("栏目"), "{found:?}");
}

#[test]
fn a_file_that_is_no_form_of_a_count_is_told_with_those_that_are() {
    let folder = usual();
    let root = &folder.path().join("o");
    for name in ["统计.docx", "统计", "统计.doc"] {
        let made = run(root, &["count", "--year", "2024", "-o", name]);
        assert!(made.code == 2 && made.stderr.contains(".pdf、.svg 或 .png"), "{made:?}");
        assert!(!root.join(name).exists());
    }
    let both = run(root, &["count", "--year", "2024", "--format", "xlsx", "-o", "统计.pdf"]);
    assert!(both.code == 2 && both.stderr.contains("文件名要以 .xlsx 结尾"), "{both:?}");
    assert!(!root.join("统计.pdf").exists());
}
