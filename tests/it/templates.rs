//! Each of the program's templates prints whatever the rules let pass.

use std::sync::LazyLock;

use kuaibao::bulletin::Bulletin;
use kuaibao::config::{Fonts, Limits, PageTarget};
use kuaibao::lint::{self, Subject};
use kuaibao::source::{Diagnostic, Level};
use kuaibao::typeset::fit::{self, Fitted};
use kuaibao::typeset::template::names;
use kuaibao::typeset::{FontSet, MarkKind, Template, Typesetter};
use kuaibao::workspace::Entry;
use proptest::prelude::*;

use crate::support::{COVERAGE, ISSUES, YANJIN, check, entry, issue, lower};

/// The program's templates by name.
static PRESSES: LazyLock<Vec<(&str, Typesetter)>> = LazyLock::new(|| {
    let press = |name| {
        let fonts = FontSet::load(None, &Fonts::default()).expect("faces");
        (name, Typesetter::new(fonts, Template::load(None, name).expect("a template")))
    };
    names().map(press).collect()
});

static FACES: LazyLock<Vec<String>> =
    LazyLock::new(|| FontSet::load(None, &Fonts::default()).expect("faces").primary_faces());

fn printed(press: &Typesetter, bulletin: &Bulletin, target: PageTarget) -> Fitted {
    fit::fit(press, bulletin, false, target, Limits::default()).expect("laid out")
}

/// What the audit of the pages finds.
fn found(entry: &Entry, bulletin: &Bulletin, fitted: &Fitted) -> Vec<Diagnostic> {
    let subject = Subject::new(entry, &YANJIN, &COVERAGE);
    lint::check_pages(&subject, bulletin, fitted, false, &FACES).diagnostics
}

#[test]
fn every_template_prints_every_issue_with_and_without_contents() {
    assert!(PRESSES.len() >= 2);
    for (name, press) in PRESSES.iter() {
        for issue_name in ISSUES {
            for contents in [false, true] {
                let entry = issue(issue_name);
                let bulletin = Bulletin {
                    contents,
                    report_to: "市委办公室，市政府办公室。".to_owned(),
                    send_to: "县委各部委。".to_owned(),
                    copies: Some(60),
                    ..lower(entry, &YANJIN.config)
                };
                let fitted = printed(press, &bulletin, PageTarget::Even);
                let found = found(entry, &bulletin, &fitted);
                let bad: Vec<_> = found.iter().filter(|found| found.level < Level::Hint).collect();
                assert!(bad.is_empty(), "{name}, {issue_name}: {bad:?}");
                fitted.pages.pdf().expect("a PDF/A and PDF/UA");
                let text: String =
                    fitted.pages.lines().iter().map(|line| line.text.as_str()).collect();
                for part in ["报：市委办公室", "送：县委各部委。", "共印60份"] {
                    assert!(text.contains(part), "{name}, {issue_name}: {part}");
                }
            }
        }
    }
}

#[test]
fn contents_name_the_page_of_each_item() {
    let entry = issue("2023-41");
    let bulletin = Bulletin { contents: true, ..lower(entry, &YANJIN.config) };
    for (name, press) in PRESSES.iter() {
        let fitted = printed(press, &bulletin, PageTarget::Even);
        let marks = fitted.pages.marks();
        let start =
            marks.iter().position(|mark| mark.kind == MarkKind::Contents).expect("contents");
        let lines = fitted.pages.lines();
        // Leaders are dots, and so is the one of 21.4.
        let plain = |text: &str| -> String {
            text.chars().filter(|c| *c != '.' && !c.is_whitespace()).collect()
        };
        let list: String = lines
            .iter()
            .filter(|line| line.mark == Some(start))
            .map(|line| plain(&line.text))
            .collect();
        let mut expected = "目录".to_owned();
        for mark in marks {
            let Some(column) = mark.column.map(|index| &bulletin.columns[index]) else { continue };
            let title = match (mark.kind, mark.item) {
                (MarkKind::Column, _) => format!("【{}】", column.name),
                (MarkKind::Item, Some(item)) => column.items[item].headline.clone(),
                _ => continue,
            };
            expected.push_str(&format!("{title}{}", mark.page));
        }
        assert_eq!(list, plain(&expected), "{name}");
    }
}

#[test]
fn contents_are_printed_for_many_items_only() {
    let items = |count: usize| {
        let item =
            "[[column.item]]\nheadline = \"县发改委\"\nbody = \"正文。\"\ncredits = [\"发改委\"]\n";
        let text = format!("date = 2024-02-16\n[[column]]\nname = \"甲\"\n{}", item.repeat(count));
        lower(&entry("drafts/2024-07.toml", &text), &YANJIN.config).contents
    };
    assert!(!items(15));
    assert!(items(16));
}

#[test]
fn han_and_latin_are_set_apart_only_when_the_office_wants_it() {
    let text = "number = 7\ndate = 2024-02-16\n[[column]]\nname = \"甲\"\n[[column.item]]\nheadline = \"县发改委\"\nbody = \"共23个\"\ncredits = [\"发改委\"]\n";
    let entry = entry("drafts/2024-07.toml", text);
    let width = |latin_spacing: bool| {
        let bulletin = Bulletin { latin_spacing, ..lower(&entry, &YANJIN.config) };
        let fitted = printed(&PRESSES[0].1, &bulletin, PageTarget::Auto);
        let lines = fitted.pages.lines();
        let line = lines.iter().find(|line| line.text.contains("23")).expect("the line").clone();
        let texts = fitted.pages.texts();
        let end =
            texts.iter().find(|text| text.text.contains("个") && (text.y - line.y).abs() < 1.0);
        end.map(|text| text.x).expect("the last character")
    };
    let (close, apart) = (width(false), width(true));
    assert!(apart - close > 3.5, "a quarter of an em: {close} {apart}");
}

/// Characters that may come with a text: common and rare, Latin, marks, white space, and what has
/// no business on paper.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        12 => proptest::char::range('一', '龥'),
        4 => proptest::sample::select("，。、；：？！“”‘’（）《》【】—…·～％％".chars().collect::<Vec<_>>()),
        4 => proptest::char::range(' ', '~'),
        1 => proptest::sample::select("\n\n\u{3000}①㎡℃㐂𠮷é½".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ]
}

fn text(most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(character(), 1..most).prop_map(|text| text.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever somebody writes is printed as it stands, or refused with its place.
    #[test]
    fn any_text_is_printed_or_refused_with_a_place(
        headline in text(40),
        body in text(400),
        column in text(20),
        cell in text(12),
    ) {
        let quoted = |text: &str| toml::Value::from(text).to_string();
        let source = format!(
            "number = 7\ndate = 2024-02-16\n[[column]]\nname = {}\n[[column.item]]\nheadline = {}\n\
             body = {}\ncredits = [\"发改委\"]\n[[column.item.table]]\nrows = [[\"甲\", \"乙\"], [{}, \"1\"]]\n\
             [signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n",
            quoted(&column), quoted(&headline), quoted(&body), quoted(&cell),
        );
        let entry = entry("drafts/2024-07.toml", &source);
        let refused = check(&entry);
        for found in &refused.diagnostics {
            prop_assert!(source.get(found.span.range()).is_some(), "{found:?}");
        }
        if refused.has_errors() {
            return Ok(());
        }
        let bulletin = lower(&entry, &YANJIN.config);
        for (_, press) in PRESSES.iter() {
            let fitted = printed(press, &bulletin, PageTarget::Auto);
            let errors: Vec<Diagnostic> = found(&entry, &bulletin, &fitted)
                .into_iter()
                .filter(|found| found.level == Level::Error)
                .collect();
            for found in &errors {
                prop_assert!(found.code != "text-differs", "{found:?}");
                prop_assert!(!found.span.range().is_empty(), "{found:?}");
            }
            if errors.is_empty() {
                prop_assert!(fitted.pages.pdf().is_ok());
            }
        }
    }
}
