//! Subheads, tables and figures on the page.

use std::path::Path;

use kuaibao::bulletin::block::{Block, SubheadLevel};
use kuaibao::config::{Fonts, Limits, PageTarget};
use kuaibao::lint::{self, Subject};
use kuaibao::source::Level;
use kuaibao::typeset::fit::{Fitted, fit};
use kuaibao::typeset::{FontSet, Template, Typesetter};
use kuaibao::workspace::Entry;
use kuaibao::workspace::files::Disk;

use kuaibao::typeset::MarkKind;

use crate::support::{COVERAGE, YANJIN, check, entry, lower, print, root, run};

const BODY: &str = "今年以来，县发改委坚持项目为王，各乡镇进展见下表。\n\n一、主要做法\n\n\
                    （一）建立台账。逐个项目明确责任人和完成时限。\n\n（二）强化服务\n\n\
                    抽调47名干部担任首席服务员，帮助企业解决用地、用电等问题126件。";

fn draft(insets: &str) -> Entry {
    let text = format!(
        "number = 7\ndate = 2024-02-16\n\n[[column]]\nname = \"项目建设\"\n\n[[column.item]]\n\
         headline = \"县发改委强化项目调度推动重点项目早开工\"\nbody = \"\"\"\n{BODY}\n\"\"\"\n\
         credits = [\"发改委\", \"人社局\"]\n{insets}\n[[column.item]]\n\
         headline = \"东屯镇给小麦上保险\"\nbody = \"以村为单位，细化工作任务。\"\n\
         credits = [\"东屯镇\"]\n\n[signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\n\
         approver = \"麻彦伟\"\n"
    );
    entry("drafts/2024-07.toml", &text).attach(&Disk, &root().join("tests/files"))
}

/// Prints a draft that must pass all checks, before and after setting.
fn printed(entry: &Entry) -> Fitted {
    let found = check(entry);
    assert!(!found.has_errors(), "{:?}", found.diagnostics);
    let bulletin = lower(entry, &YANJIN.config);
    let fitted = print(&bulletin, false, PageTarget::Auto);
    let subject = Subject::new(entry, &YANJIN, &COVERAGE);
    let all: Vec<String> = fitted.pages.texts().iter().map(|text| text.font.clone()).collect();
    let found = lint::check_pages(&subject, &bulletin, &fitted, false, &all);
    let bad = found.diagnostics.iter().filter(|found| found.level < Level::Hint);
    let bad: Vec<_> = bad.map(|found| (found.code, &found.message)).collect();
    assert!(bad.is_empty(), "{bad:?}");
    fitted.pages.pdf().expect("a PDF/A and PDF/UA");
    fitted
}

fn page_text(fitted: &Fitted) -> String {
    let lines = fitted.pages.lines();
    let text: String = lines.iter().map(|line| line.text.as_str()).collect();
    text.split_whitespace().collect()
}

#[test]
fn subheads_stand_on_lines_of_their_own_and_leads_do_not() {
    let entry = draft("");
    let bulletin = lower(&entry, &YANJIN.config);
    let levels: Vec<Option<SubheadLevel>> = bulletin.columns[0].items[0]
        .body
        .iter()
        .map(|block| match block {
            Block::Subhead(subhead) => Some(subhead.level),
            _ => None,
        })
        .collect();
    let (first, second) = (Some(SubheadLevel::First), Some(SubheadLevel::Second));
    assert_eq!(levels, [None, first, None, second, None]);
    let fitted = printed(&entry);
    let lines: Vec<String> =
        fitted.pages.lines().iter().map(|line| line.text.trim().to_owned()).collect();
    assert!(lines.contains(&"一、主要做法".to_owned()), "{lines:?}");
    assert!(lines.contains(&"（二）强化服务".to_owned()), "{lines:?}");
    let lead = lines.iter().find(|line| line.starts_with("（一）")).expect("the lead");
    assert!(lead.contains("逐个项目"), "{lead}");
}

#[test]
fn tables_and_figures_stand_where_the_draft_puts_them() {
    let entry = draft(
        "[[column.item.table]]\ncaption = \"各乡镇进展情况\"\nrows = [[\"乡镇\", \"个数\"], [\"东屯镇\", \"12\"]]\nafter = 1\n\
         [[column.item.figure]]\nfile = \"现场.png\"\ncaption = \"项目现场\"\n\
         [[column.item.table]]\nfile = \"进展.csv\"\n",
    );
    let fitted = printed(&entry);
    let text = page_text(&fitted);
    let order = [
        "各乡镇进展见下表。",
        "各乡镇进展情况乡镇个数东屯镇12",
        "一、主要做法",
        "等问题126件。",
        // At the same place tables come before figures; the file's blank row is left out.
        "乡镇项目个数完成投资（亿元）城关镇1218.20王楼镇79.15",
        "项目现场",
        "（发改委人社局）",
        "东屯镇给小麦上保险",
    ];
    let mut rest = text.as_str();
    for part in order {
        let at = rest.find(part).unwrap_or_else(|| panic!("“{part}” is not next in {rest}"));
        rest = &rest[at + part.len()..];
    }
}

/// What stands apart takes a whole number of lines.
#[test]
fn text_after_a_table_is_on_the_grid() {
    let entry = draft(
        "[[column.item.table]]\nrows = [[\"乡镇\", \"个数\"], [\"东屯镇\", \"12\"], [\"王楼镇\", \"7\"]]\nafter = 1\n\
         [[column.item.figure]]\nfile = \"合影.jpg\"\ncaption = \"合影\"\nwidth = 30\nafter = 2\n",
    );
    let fitted = printed(&entry);
    let marks = fitted.pages.marks();
    let pitch = fitted.setting.pitch();
    let mut phase = None;
    for line in fitted.pages.lines() {
        let Some(mark) = line.mark.map(|mark| &marks[mark]) else { continue };
        if mark.kind != MarkKind::Item && mark.kind != MarkKind::Text {
            continue;
        }
        let at = line.y.rem_euclid(pitch);
        let first = *phase.get_or_insert(at);
        assert!((at - first).abs() < 0.05, "“{}” is off the grid", line.text);
    }
    assert!(phase.is_some());
}

#[test]
fn a_table_longer_than_a_page_is_broken_and_complete() {
    let rows: String = (1..=60).map(|row| format!("[\"第{row}村\", \"{row}\"],\n")).collect();
    let entry = draft(&format!(
        "[[column.item.table]]\nrows = [\n[\"村\", \"户数\"],\n{rows}]\nafter = 1\n"
    ));
    let fitted = printed(&entry);
    assert!(fitted.pages.count() > 2);
    let text = page_text(&fitted);
    for row in 1..=60 {
        assert!(text.contains(&format!("第{row}村{row}")), "row {row}");
    }
}

#[test]
fn a_link_that_leaves_the_folder_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let secret = folder.path().join("secret.png");
    std::fs::copy(root().join("tests/files/现场.png"), &secret).expect("a copy");
    let inner = folder.path().join("drafts");
    std::fs::create_dir(&inner).expect("a folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&secret, inner.join("link.png")).expect("a link");
    let text = "[[column]]\n[[column.item]]\n[[column.item.figure]]\nfile = \"link.png\"\n";
    let entry = entry("drafts/2024-07.toml", text).attach(&Disk, &inner);
    let found = check(&entry);
    assert!(found.diagnostics.iter().any(|found| found.code == "unusable-file"));
}

#[test]
fn a_release_keeps_the_files_and_knows_when_they_change() {
    let folder = crate::support::workspace_copy();
    let at = folder.path();
    let text = std::fs::read_to_string(at.join("drafts/2023-43.toml")).expect("the draft");
    let figure = "[[column.item.figure]]\nfile = \"现场.png\"\ncaption = \"现场\"\nwidth = 20\n";
    let signoff = text.find("[signoff]").expect("a sign-off");
    let text = format!("{}{figure}\n{}", &text[..signoff], &text[signoff..]);
    std::fs::write(at.join("drafts/2023-43.toml"), text).expect("written");
    let picture = at.join("drafts/现场.png");
    std::fs::copy(root().join("tests/files/现场.png"), &picture).expect("a copy");
    let release = run(at, &["release", "drafts/2023-43.toml"]);
    assert_eq!(release.code, 0, "{}", release.stderr);
    std::fs::remove_file(&picture).expect("removed");
    let verify = run(at, &["verify"]);
    assert_eq!(verify.code, 0, "the archive has its own copy: {}", verify.stdout);
    // Another one in its place is told: the draft would print it.
    std::fs::copy(root().join("tests/files/合影.jpg"), &picture).expect("a copy");
    let verify = run(at, &["verify"]);
    assert_eq!(verify.code, 1);
    assert!(verify.stdout.contains("图片或表格文件发布以后换过"), "{}", verify.stdout);
    let kept = at.join("archive/2023/2023-43/现场.png");
    assert!(Path::new(&kept).is_file());
    // What was released is compared with the picture that was released.
    std::fs::copy(&kept, &picture).expect("a copy");
    let compare = |files: &str| {
        let compared = run(at, &["compare", "drafts/2023-43.toml", "released"]);
        assert!(compared.stderr.contains(files), "{files}: {compared:?}");
    };
    compare("与发布的内容相同");
    std::fs::copy(root().join("tests/files/合影.jpg"), &kept).expect("overwritten");
    let verify = run(at, &["verify"]);
    assert_eq!(verify.code, 1);
    assert!(verify.stdout.contains("现场.png"), "{}", verify.stdout);
    compare("存档的 2023-43 被改动过或不全，没有可比的");
}

/// The numbers in the margins of a proof are no part of its text, on whatever line its last item begins,
/// and with nothing but a table above it.
#[test]
fn a_short_proof_reads_as_written_in_every_template() {
    const TABLE: &str = "[[column.item.table]]\ncaption = \"各乡镇户数\"\n\
                         rows = [[\"乡镇\", \"户数\"], [\"东屯镇\", \"23\"], [\"城关镇\", \"18\"]]\n";
    for template in ["kuaibao", "jianbao"] {
        let fonts = FontSet::load(None, &Fonts::default()).expect("faces");
        let typesetter =
            Typesetter::new(fonts, Template::load(None, template).expect("a template"));
        for lines in 1..7 {
            let body = "正文只有一行，不长。\n\n".repeat(lines);
            for (insets, headline) in
                [("", "东屯镇给小麦上保险"), (TABLE, "东屯镇给小麦上保险"), (TABLE, "")]
            {
                let text = format!(
                    "number = 7\ndate = 2024-02-16\n[[column]]\nname = \"\"\n[[column.item]]\n\
                     headline = \"{headline}\"\nbody = \"\"\"\n{body}\"\"\"\ncredits = [\"东屯镇\"]\n{insets}\n\
                     [[column.item]]\nheadline = \"{headline}\"\nbody = \"以村为单位，细化工作任务。\"\n\
                     credits = [\"东屯镇\"]\n"
                );
                let entry = entry("drafts/2024-07.toml", &text);
                let bulletin = lower(&entry, &YANJIN.config);
                let fitted = fit(&typesetter, &bulletin, true, PageTarget::Even, Limits::default())
                    .expect("laid out");
                let subject = Subject::new(&entry, &YANJIN, &COVERAGE);
                let faces: Vec<String> =
                    fitted.pages.texts().iter().map(|text| text.font.clone()).collect();
                let found = lint::check_pages(&subject, &bulletin, &fitted, true, &faces);
                let wrong = found.diagnostics.iter().filter(|found| found.level == Level::Error);
                let wrong: Vec<&String> = wrong.map(|found| &found.message).collect();
                assert!(wrong.is_empty(), "{template}, {lines} lines, {insets}: {wrong:?}");
            }
        }
    }
}
