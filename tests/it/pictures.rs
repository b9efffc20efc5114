//! How pages look: as text (lines with their places) and as pictures, compared with those that
//! somebody has looked at.
//!
//! After a wanted change: `INSTA_UPDATE=always PICTURES=overwrite cargo test pictures`, then open
//! every changed picture in `tests/pages/`.

use std::path::PathBuf;

use kuaibao::bulletin::Bulletin;
use kuaibao::config::{Fonts, Limits, PageTarget};
use kuaibao::typeset::fit::{self, Fitted};
use kuaibao::typeset::{FontSet, Template, Typesetter};
use kuaibao::workspace::Entry;
use kuaibao::workspace::files::Disk;
use tiny_skia::Pixmap;

use crate::support::{ISSUES, YANJIN, entry, issue, lower, root};

/// Pixels an inch: a line of text is ten pixels high.
const PPI: f64 = 50.0;
/// How much a pixel may differ of 255 before it counts. Faces drawn by another version of the
/// engine differ in their grey edges.
const TOLERANCE: u8 = 64;
/// How many of a page's pixels may count, in thousandths. A line moved by a pixel is 5 or more.
const MOST: usize = 2;

fn printed(template: &str, bulletin: &Bulletin, proof: bool, target: PageTarget) -> Fitted {
    let fonts = FontSet::load(None, &Fonts::default()).expect("faces");
    let press = Typesetter::new(fonts, Template::load(None, template).expect("a template"));
    fit::fit(&press, bulletin, proof, target, Limits::default()).expect("laid out")
}

fn path(name: &str) -> PathBuf {
    root().join("tests/pages").join(name)
}

/// Compares all pages of a bulletin with their pictures.
fn looks_as_before(name: &str, fitted: &Fitted) {
    for page in 0..fitted.pages.count() {
        let name = format!("{name}.{}", page + 1);
        let now = fitted.pages.png(page, PPI).expect("a picture");
        let kept = path(&format!("{name}.png"));
        if std::env::var_os("PICTURES").is_some_and(|wish| wish == "overwrite") {
            std::fs::write(&kept, &now).expect("written");
        }
        let then = std::fs::read(&kept)
            .unwrap_or_else(|_| panic!("no picture {}; see the top of this file", kept.display()));
        let differing = differing(&then, &now);
        if differing > MOST {
            let new = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            std::fs::write(&new, &now).expect("written");
            panic!("{name}: {differing} ‰ of the page differ; see {}", new.display());
        }
    }
    let next = path(&format!("{name}.{}.png", fitted.pages.count() + 1));
    assert!(!next.exists(), "{name} had more pages");
}

/// Thousandths of the pixels that differ.
fn differing(then: &[u8], now: &[u8]) -> usize {
    let read = |bytes: &[u8]| Pixmap::decode_png(bytes).expect("a picture");
    let (then, now) = (read(then), read(now));
    assert_eq!((then.width(), then.height()), (now.width(), now.height()));
    let pairs = then.pixels().iter().zip(now.pixels());
    let differ = pairs.filter(|(a, b)| {
        let channels = [(a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue())];
        channels.iter().any(|(a, b)| a.abs_diff(*b) > TOLERANCE)
    });
    differ.count() * 1000 / then.pixels().len()
}

/// Every line with its place: page, left and right end, baseline, in points.
fn dump(fitted: &Fitted) -> String {
    let setting = fitted.setting;
    let mut text = format!(
        "{} pages, {} lines of {} characters, masthead {}, column {}\n",
        fitted.pages.count(),
        setting.lines,
        setting.characters,
        setting.masthead,
        setting.column
    );
    for line in fitted.pages.lines() {
        text.push_str(&format!(
            "{} {:5.1}–{:5.1} {:5.1} {}\n",
            line.page,
            line.left,
            line.right,
            line.y,
            line.text.trim_end()
        ));
    }
    text
}

/// Compares the lines of all pages with those kept.
fn reads_as_before(name: &str, fitted: &Fitted) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../pages");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, dump(fitted)));
}

fn keeps(name: &str, fitted: &Fitted) {
    reads_as_before(name, fitted);
    looks_as_before(name, fitted);
}

#[test]
fn the_five_issues_look_as_they_did() {
    for name in ISSUES {
        let bulletin = lower(issue(name), &YANJIN.config);
        let fitted = printed("kuaibao", &bulletin, false, YANJIN.config.pages);
        reads_as_before(name, &fitted);
        // The fullest of the five stands for the rest.
        if name == "2023-41" {
            looks_as_before(name, &fitted);
        }
    }
}

/// Note, supplement, total number, subheads, table, figure, contents, 报送 and copies.
fn everything() -> Entry {
    let text = include_str!("../files/2024-z03.toml");
    entry("drafts/2024-z03.toml", text).attach(&Disk, &root().join("tests/files"))
}

#[test]
fn every_part_of_a_bulletin_looks_as_it_did_in_each_template() {
    let bulletin = Bulletin {
        contents: true,
        report_to: "市委办公室，市政府办公室。".to_owned(),
        send_to: "县委各部委，县人武部。".to_owned(),
        copies: Some(60),
        ..lower(&everything(), &YANJIN.config)
    };
    for template in ["kuaibao", "jianbao"] {
        keeps(&format!("all-{template}"), &printed(template, &bulletin, false, PageTarget::Auto));
    }
}

#[test]
fn a_proof_looks_as_it_did() {
    let mut bulletin = lower(issue("2023-43"), &YANJIN.config);
    bulletin.columns.truncate(1);
    bulletin.columns[0].items.truncate(1);
    bulletin.signoff.approver.clear();
    keeps("proof", &printed("kuaibao", &bulletin, true, PageTarget::Auto));
}

/// A test that cannot fail proves nothing: a page set a little differently is told apart.
#[test]
fn a_moved_line_and_a_changed_figure_are_seen() {
    let mut bulletin = lower(issue("2023-43"), &YANJIN.config);
    let one = |bulletin: &Bulletin| {
        let fitted = printed("kuaibao", bulletin, false, PageTarget::Auto);
        fitted.pages.png(0, PPI).expect("a picture")
    };
    let before = one(&bulletin);
    assert_eq!(differing(&before, &one(&bulletin)), 0);
    bulletin.note = vec![vec![kuaibao::bulletin::Run {
        text: "供参考。".to_owned(),
        strong: false,
        lead: false,
    }]];
    assert!(differing(&before, &one(&bulletin)) > MOST);
}
