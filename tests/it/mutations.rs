//! The five real drafts, each thing in them taken out, emptied or misspelt in turn: the checker
//! finds exactly that, where it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use kuaibao::lint::{self, Subject};
use kuaibao::source::{Diagnostic, Findings, Level, Place, Span};
use kuaibao::workspace::Workspace;

use crate::support::{self, COVERAGE, found, line, real_drafts, workspace};

/// What is reported in the real drafts, by path.
static PRINTED: LazyLock<BTreeMap<String, Vec<Diagnostic>>> = LazyLock::new(|| {
    let workspace = workspace();
    let checked = support::drafts(&workspace).into_iter().map(|real| {
        let path = real.source.path().display().to_string();
        let found = support::check_text(&workspace, &path, real.source.text());
        (path, found.diagnostics)
    });
    checked.collect()
});

/// Checks a text as a draft. Slips of language and figures that the real draft of that path was
/// printed with are not the matter here.
fn check_text(workspace: &Workspace, path: &str, text: &str) -> Findings {
    let mut findings = support::check_text(workspace, path, text);
    let printed = PRINTED.get(path).map_or(&[][..], Vec::as_slice);
    findings.diagnostics.retain(|found| {
        let same = |other: &Diagnostic| other.code == found.code && other.message == found.message;
        found.level == Level::Error || !printed.iter().any(same)
    });
    findings
}

/// A draft as lines, with what each of them is.
struct Lines {
    path: String,
    lines: Vec<String>,
    parts: Vec<Part>,
}

/// A required thing: its key, its lines from 0, and the line of the header above it.
struct Part {
    key: String,
    first: usize,
    last: usize,
    header: usize,
}

impl Lines {
    fn of(path: &str, text: &str) -> Self {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let (mut parts, mut header, mut at) = (vec![], 0, 0);
        while at < lines.len() {
            let (first, text) = (at, &lines[at]);
            if text.starts_with('[') {
                header = at;
            } else if let Some((key, value)) = text.split_once(" = ") {
                if value.starts_with("\"\"\"") {
                    at += 1;
                    while lines[at] != "\"\"\"" {
                        at += 1;
                    }
                }
                parts.push(Part { key: key.to_owned(), first, last: at, header });
            }
            at += 1;
        }
        Self { path: path.to_owned(), lines, parts }
    }

    /// The text with some lines replaced by others.
    fn with(&self, first: usize, last: usize, instead: &[&str]) -> String {
        let before = self.lines[..first].iter().map(String::as_str);
        let after = self.lines[last + 1..].iter().map(String::as_str);
        let all: Vec<&str> = before.chain(instead.iter().copied()).chain(after).collect();
        all.join("\n") + "\n"
    }

    /// The text with one part's line replaced.
    fn with_part(&self, part: &Part, instead: &str) -> String {
        self.with(part.first, part.last, &[instead])
    }

    fn parts(&self, key: &str) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.key == key)
    }

    /// The part and its text; the first of that key.
    fn part(&self, key: &str) -> (&Part, &str) {
        let part = self.parts(key).next().expect("every draft has one");
        (part, &self.lines[part.first])
    }

    /// The first line that is not a comment, from 1: where what is missing on top is told.
    fn top(text: &str) -> usize {
        1 + text.lines().position(|line| !line.starts_with('#')).expect("a line")
    }
}

fn drafts(workspace: &Workspace) -> Vec<Lines> {
    let drafts: Vec<Lines> = support::drafts(workspace)
        .iter()
        .map(|entry| Lines::of(&entry.source.path().to_string_lossy(), entry.source.text()))
        .collect();
    assert_eq!(drafts.len(), 5);
    drafts
}

/// Expects one error and no other, and gives its message with its help.
fn only(findings: &Findings, code: &str, line: usize) -> String {
    let errors = found(findings, Level::Error);
    let text = || format!("{}\n{:#?}", findings.source.text(), findings.diagnostics);
    assert_eq!(errors, [(code, line)], "{}", text());
    let error = findings.diagnostics.iter().find(|d| d.level == Level::Error).expect("one");
    format!("{}\n{}", error.message, error.help.as_deref().expect("a help"))
}

#[test]
fn the_real_drafts_are_as_they_should_be() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        let findings = check_text(&workspace, &draft.path, &draft.with(0, 0, &[&draft.lines[0]]));
        assert_eq!(found(&findings, Level::Error), [], "{}", draft.path);
        for key in ["number", "date", "editor", "reviewer", "approver"] {
            assert_eq!(draft.parts(key).count(), 1, "{}: {key}", draft.path);
        }
        let items = draft.lines.iter().filter(|line| *line == "[[column.item]]").count();
        assert!(items > 4, "{}", draft.path);
        for key in ["headline", "body", "credits"] {
            assert_eq!(draft.parts(key).count(), items, "{}: {key}", draft.path);
        }
    }
}

#[test]
fn a_part_taken_out_is_missed_where_it_belongs() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        for part in &draft.parts {
            let text = draft.with(part.first, part.last, &[]);
            let findings = check_text(&workspace, &draft.path, &text);
            let header = part.header + 1;
            let (code, at) = match part.key.as_str() {
                "number" => ("missing-number", Lines::top(&text)),
                "date" => ("missing-date", Lines::top(&text)),
                "name" => ("missing-column-name", header),
                "headline" => ("missing-headline", header),
                "body" => ("missing-body", header),
                "credits" => ("missing-credit", header),
                _ => ("missing-signature", header),
            };
            let told = only(&findings, code, at);
            assert!(told.contains(&part.key), "{told}");
        }
    }
}

#[test]
fn an_empty_part_is_missed_at_the_empty_place() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        for part in &draft.parts {
            let (empty, code) = match part.key.as_str() {
                "number" | "date" => ("", "toml-syntax"),
                "name" => ("\"\"", "missing-column-name"),
                "headline" => ("\"　\"", "missing-headline"),
                "body" => ("\"\"\"\n\"\"\"", "missing-body"),
                "credits" => ("[]", "missing-credit"),
                _ => ("\"\"", "missing-signature"),
            };
            let text = draft.with_part(part, &format!("{} = {empty}", part.key));
            only(&check_text(&workspace, &draft.path, &text), code, part.first + 1);
        }
        for part in draft.parts("credits") {
            let text = draft.with_part(part, "credits = [\"\"]");
            only(&check_text(&workspace, &draft.path, &text), "empty-credit", part.first + 1);
        }
    }
}

#[test]
fn a_header_taken_out_is_one_finding() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        let editor = draft.part("editor").0;
        // All of [signoff].
        let text = draft.with(editor.header, draft.lines.len() - 1, &[]);
        let end = text.trim_end().lines().count();
        only(&check_text(&workspace, &draft.path, &text), "missing-signature", end);
        for (at, header) in draft.lines.iter().enumerate().filter(|(_, l)| l.starts_with('[')) {
            let findings = check_text(&workspace, &draft.path, &draft.with(at, at, &[]));
            let inside = draft.parts.iter().find(|part| part.header == at).expect("a key");
            let first = header == "[[column]]" && inside.first == draft.part("name").0.first;
            let first_item = header == "[[column.item]]"
                && draft.lines[..at].iter().rev().find(|line| line.starts_with('['))
                    == Some(&"[[column]]".to_owned());
            // A list that begins with its second header cannot be; a later header is missed by
            // the keys that then stand twice.
            let item =
                1 + draft.lines.iter().position(|line| line == "[[column.item]]").expect("one");
            let (code, line) = match header.as_str() {
                "[[column]]" if first => ("toml-syntax", item - 1),
                "[[column.item]]" if !first_item => ("toml-syntax", inside.first),
                _ => ("unknown-key", inside.first),
            };
            let told = only(&findings, code, line);
            assert!(told.contains(header.as_str()), "{told}");
        }
    }
}

#[test]
fn a_bracket_too_few_or_too_many_is_one_finding() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        for (at, header) in draft.lines.iter().enumerate().filter(|(_, l)| l.starts_with('[')) {
            let wrong = match header.strip_prefix("[[") {
                Some(rest) => format!("[{}", rest.replace("]]", "]")),
                None => format!("[{header}]"),
            };
            let findings = check_text(&workspace, &draft.path, &draft.with(at, at, &[&wrong]));
            let errors = found(&findings, Level::Error);
            assert_eq!(errors.len(), 1, "{:#?}", findings.diagnostics);
            let told = only(&findings, errors[0].0, at + 1);
            assert!(told.contains(&wrong) && told.contains(header.as_str()), "{told}");
            for broken in
                [header.replace("]", ""), header.replace("]", "］"), format!("{header}甲")]
            {
                let findings = check_text(&workspace, &draft.path, &draft.with(at, at, &[&broken]));
                only(&findings, "toml-syntax", at + 1);
            }
        }
    }
}

#[test]
fn a_broken_quote_is_one_finding() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        for part in &draft.parts {
            let line = &draft.lines[part.first];
            let mut cases = vec![];
            if part.key == "body" {
                let text = &draft.lines[part.first + 1];
                let lines = |open: &str, close: &str| format!("body = {open}\n{text}{close}");
                cases.push((lines("\"\"\"", ""), part.first));
                cases.push((lines("\"\"\"", "\n\""), part.first));
                cases.push((lines("\"", "\n\"\"\""), part.first));
                cases.push((lines("", "\n\"\"\""), part.first));
                cases.push((lines("“””", "\n“””"), part.first));
                cases.push((lines("\"\"", "\n\"\"\""), part.first + 1));
            } else if line.contains('"') {
                let (open, close) = (line.find('"').expect("one"), line.rfind('"').expect("one"));
                cases.push((format!("{}{}", &line[..open], &line[open + 1..]), part.first));
                cases.push((format!("{}{}", &line[..close], &line[close + 1..]), part.first));
                cases.push((line.replace('"', "”"), part.first));
            }
            if part.key == "credits" {
                cases.push((line.replace(']', ""), part.first));
                cases.push((line.replace(']', "］"), part.first));
                cases.push((line.replace('[', "［"), part.first));
            }
            for (broken, at) in cases {
                let findings = check_text(&workspace, &draft.path, &draft.with_part(part, &broken));
                only(&findings, "toml-syntax", at + 1);
            }
        }
    }
}

#[test]
fn a_misspelt_credit_names_the_right_one() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        for part in draft.parts("credits") {
            let written = &draft.lines[part.first];
            let credits: Vec<&str> = written.split('"').skip(1).step_by(2).collect();
            for credit in credits {
                for (at, c) in credit.char_indices() {
                    let wrong = format!("{}某{}", &credit[..at], &credit[at + c.len_utf8()..]);
                    let line = written.replace(&format!("\"{credit}\""), &format!("\"{wrong}\""));
                    let findings =
                        check_text(&workspace, &draft.path, &draft.with_part(part, &line));
                    let told = only(&findings, "unknown-unit", part.first + 1);
                    assert!(told.contains(&format!("“{wrong}”")), "{told}");
                    let mut unknown =
                        findings.diagnostics.iter().filter(|found| found.code == "unknown-unit");
                    let fix = unknown.find_map(|found| found.fix.as_ref()).expect("a near unit");
                    // A unit that is written in two ways may be named in the other.
                    let unit = |form: &str| workspace.roster.find(form, None).map(|u| &u.name);
                    let right = &fix.edits[0].text;
                    assert_eq!(unit(right), unit(credit), "{wrong}: {right}");
                    assert_eq!(findings.source.slice(fix.edits[0].span), wrong);
                }
            }
        }
    }
}

#[test]
fn a_unit_written_twice_is_found() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        for part in draft.parts("credits") {
            let line = &draft.lines[part.first];
            let credit = line.split('"').nth(1).expect("a credit");
            let text = draft.with_part(part, &line.replace(']', &format!(", \"{credit}\"]")));
            let findings = check_text(&workspace, &draft.path, &text);
            let told = only(&findings, "duplicate-credit", part.first + 1);
            assert!(told.contains(&format!("“{credit}”写了两次")), "{told}");
        }
    }
}

#[test]
fn swapped_and_copied_numbers_are_found() {
    let swapped = |a: usize, b: usize, swap: bool| {
        let mut workspace = workspace();
        let lines = drafts(&workspace);
        let numbers = [lines[a].part("number").1.to_owned(), lines[b].part("number").1.to_owned()];
        let mut put = |index: usize, number: &str| {
            let draft = &lines[index];
            let text = draft.with_part(draft.part("number").0, number);
            let entry = kuaibao::workspace::Entry::read(
                std::path::Path::new(&draft.path),
                text.clone().into_bytes(),
                text.len() as u64,
            );
            workspace.replace(index, entry);
        };
        put(a, &numbers[1]);
        if swap {
            put(b, &numbers[0]);
        }
        let entry = workspace.whole(a).unwrap();
        let subject = Subject::new(&entry, &workspace, &COVERAGE);
        let findings = lint::check(&subject);
        let labels: Vec<String> = findings
            .diagnostics
            .iter()
            .flat_map(|found| &found.labels)
            .filter_map(|label| match &label.place {
                Place::Elsewhere(path, ..) => Some(path.display().to_string()),
                Place::Here(_) => None,
            })
            .collect();
        let codes: Vec<&str> = found(&findings, Level::Error).iter().map(|f| f.0).collect();
        (codes, labels, lines[b].path.clone())
    };
    // The drafts of 2023 by name: 13, 38, 41, 43.
    let (codes, labels, other) = swapped(1, 2, false);
    assert_eq!(codes, ["duplicate-number", "file-name-mismatch"]);
    assert_eq!(labels, [other.as_str()]);
    for (a, b) in [(1, 2), (2, 1), (0, 3), (3, 0)] {
        let (codes, labels, other) = swapped(a, b, true);
        assert_eq!(codes, ["file-name-mismatch", "backward-date"], "{a} and {b}");
        assert!(labels.contains(&other) || (a, b) == (0, 3) || (a, b) == (3, 0), "{labels:?}");
    }
}

#[test]
fn a_wrong_day_or_year_is_found() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        let (part, line) = draft.part("date");
        let date: NaiveDate = line["date = ".len()..].parse().expect("a day");
        let saturday = date.succ_opt().expect("a day");
        let text = draft.with_part(part, &format!("date = {saturday}"));
        let findings = check_text(&workspace, &draft.path, &text);
        assert_eq!(found(&findings, Level::Error), [], "{text}");
        let hints = found(&findings, Level::Hint);
        assert!(hints.contains(&("off-weekday", part.first + 1)), "{hints:?}");
        for wrong in [date.year() - 10, date.year() + 1, 1900] {
            let date = date.with_year(wrong).expect("no 29 February");
            let text = draft.with_part(part, &format!("date = {date}"));
            let findings = check_text(&workspace, &draft.path, &text);
            let code = if wrong == 1900 { "number-out-of-range" } else { "file-name-mismatch" };
            let errors = found(&findings, Level::Error);
            assert!(errors.contains(&(code, part.first + 1)), "{wrong}: {errors:?}");
            if wrong == 1900 {
                // What else is told of the date would only follow from it.
                let at_date = |found: &&Diagnostic| found.code != "variant-credit";
                let told = findings.diagnostics.iter().filter(at_date).count();
                assert_eq!(told, 1, "{:?}", findings.diagnostics);
            }
        }
    }
}

#[test]
fn one_hand_in_all_three_signatures_is_a_warning() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        let header = draft.part("editor").0.header;
        let all =
            ["[signoff]", "editor = \"李勉\"", "reviewer = \"李 勉\"", "approver = \"李　勉\""];
        let text = draft.with(header, draft.lines.len() - 1, &all);
        let findings = check_text(&workspace, &draft.path, &text);
        assert_eq!(found(&findings, Level::Error), []);
        let expected = [("same-signer", header + 3), ("same-signer", header + 4)];
        assert_eq!(found(&findings, Level::Warning), expected);
    }
}

#[test]
fn a_changed_distribution_is_found() {
    let workspace = workspace();
    let standing = workspace.config.distribution.value.clone();
    for draft in drafts(&workspace) {
        let (part, number) = draft.part("number");
        let with = |list: &str, reason: &str| {
            let lines = format!("{number}\ndistribution = \"{list}\"{reason}");
            check_text(&workspace, &draft.path, &draft.with_part(part, &lines))
        };
        let same = with(&standing, "");
        assert_eq!(found(&same, Level::Error), []);
        let doubled = standing.replace("县人大正副主任", "县人大大正副主任");
        let told = only(&with(&doubled, ""), "distribution-drift", part.first + 2);
        assert!(told.contains("多出“县人大大正副主任”，缺少“县人大正副主任”"), "{told}");
        let explained = with(&doubled, "\ndistribution-reason = \"试验\"");
        assert_eq!(found(&explained, Level::Error), []);
        // The reason under a misspelt name is told as that, and the list is not blamed too.
        let misspelt = with(&doubled, "\ndistribution-reasons = \"试验\"");
        only(&misspelt, "unknown-key", part.first + 3);
    }
}

#[test]
fn an_allow_comment_silences_exactly_one() {
    let workspace = workspace();
    for draft in drafts(&workspace) {
        let lines: Vec<&Part> = draft.parts("credits").collect();
        let wrong = "credits = [\"不是单位的单位\"]";
        let (first, last) = (lines[0], lines[lines.len() - 1]);
        let both = |comment: &[&str]| {
            let one = draft.with_part(last, wrong);
            let one = Lines::of(&draft.path, &one);
            let instead: Vec<&str> = comment.iter().copied().chain([wrong]).collect();
            check_text(&workspace, &draft.path, &one.with(first.first, first.last, &instead))
        };
        let unknown = |line| ("unknown-unit", line);
        let findings = both(&[]);
        let expected = [unknown(first.first + 1), unknown(last.first + 1)];
        assert_eq!(found(&findings, Level::Error), expected);
        let findings = both(&["# kuaibao: allow(unknown-unit)"]);
        assert_eq!(found(&findings, Level::Error), [unknown(last.first + 2)]);
        let unused = |findings: &Findings| {
            found(findings, Level::Hint).iter().filter(|(code, _)| *code == "unused-allow").count()
        };
        assert_eq!(unused(&findings), 0);
        let findings = both(&["# kuaibao: allow(missing-body)"]);
        assert_eq!(found(&findings, Level::Error).len(), 2);
        assert_eq!(unused(&findings), 1);
        let findings = both(&["# kuaibao: allow(unknown-units)"]);
        assert_eq!(found(&findings, Level::Error).len(), 2);
        assert_eq!(found(&findings, Level::Warning), [("unknown-rule", first.first + 1)]);
    }
}

#[test]
fn a_misspelt_key_names_the_right_one_and_nothing_is_called_missing() {
    let workspace = workspace();
    let cases = [
        ("number", "Number"),
        ("number", "numbr"),
        ("date", "data"),
        ("name", "nama"),
        ("headline", "headlines"),
        ("headline", "head-line"),
        ("body", "boby"),
        ("credits", "credit"),
        ("credits", "CREDITS"),
        ("editor", "editer"),
        ("approver", "aprover"),
    ];
    for draft in drafts(&workspace) {
        for (key, wrong) in cases {
            for part in draft.parts(key) {
                let mut lines = draft.lines[part.first..=part.last].join("\n");
                lines.replace_range(..key.len(), wrong);
                let findings = check_text(&workspace, &draft.path, &draft.with_part(part, &lines));
                let told = only(&findings, "unknown-key", part.first + 1);
                assert!(told.contains(&format!("没有“{wrong}”这一项")), "{told}");
                assert!(told.contains(&format!("您是不是要写“{key}”？")), "{told}");
            }
        }
    }
}

#[test]
fn a_key_in_the_wrong_table_is_sent_home() {
    let workspace = workspace();
    // After which key a line is put, the line, and its home.
    let cases = [
        ("name", "headline = \"甲\"", "[[column.item]]"),
        ("name", "credits = [\"发改委\"]", "[[column.item]]"),
        ("headline", "name = \"甲\"", "[[column]]"),
        ("editor", "total = 3", "文件开头"),
        ("editor", "headline = \"甲\"", "[[column.item]]"),
        ("number", "reviewer = \"甲\"", "[signoff]"),
        ("credits", "approver = \"甲\"", "[signoff]"),
    ];
    for draft in drafts(&workspace) {
        for (key, extra, home) in cases {
            for part in draft.parts(key) {
                let lines = format!("{}\n{extra}", draft.lines[part.first]);
                let findings = check_text(&workspace, &draft.path, &draft.with_part(part, &lines));
                let told = only(&findings, "unknown-key", part.first + 2);
                let word = extra.split(' ').next().expect("a key");
                assert!(
                    told.contains(&format!("“{word}”应写在{home}").replace("在[", "在 [")),
                    "{told}"
                );
            }
        }
    }
}

/// Every place that a finding names lies in the file, on the borders of characters.
fn places_are_sound(findings: &Findings) {
    let text = findings.source.text();
    let sound = |span: Span| {
        assert!(span.start <= span.end && span.end <= text.len(), "{span:?}\n{text}");
        assert!(text.is_char_boundary(span.start), "{span:?}\n{text}");
        assert!(text.is_char_boundary(span.end), "{span:?}\n{text}");
    };
    for diagnostic in &findings.diagnostics {
        sound(diagnostic.span);
        assert!(line(findings, diagnostic) <= findings.source.line_count());
        for label in &diagnostic.labels {
            if let Place::Here(span) = label.place {
                sound(span);
            }
        }
        for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
            sound(edit.span);
        }
    }
}

mod random {
    use std::sync::LazyLock;

    use kuaibao::workspace::Workspace;
    use proptest::prelude::{ProptestConfig, Strategy, proptest};
    use toml_writer::ToTomlValue as _;

    use super::places_are_sound;
    use crate::support::{check_text, workspace};

    static WORKSPACE: LazyLock<Workspace> = LazyLock::new(workspace);

    fn text(longest: usize) -> impl Strategy<Value = String> {
        let pattern = "[一-龥a-zA-Z0-9 　\n\t*_#$@<>`~\\\\/\"'“”‘’，。、；：！？（）【】《》…—·%=\\[\\]{}|&+^-]";
        proptest::string::string_regex(&format!("{pattern}{{0,{longest}}}")).expect("a pattern")
    }

    /// A string on one line, or over several, or literal, as the writer can.
    fn written(text: &str, form: u8) -> String {
        let builder = toml_writer::TomlStringBuilder::new(text);
        let form = match form {
            0 => Some(builder.as_ml_basic()),
            1 => builder.as_ml_literal(),
            2 => builder.as_literal(),
            _ => None,
        };
        form.unwrap_or(builder.as_basic()).to_toml_value()
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 96,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn any_text_is_checked_and_places_are_sound(
            name in text(12),
            headline in text(30),
            body in text(120),
            credit in text(12),
            editor in text(6),
            form in 0u8..4,
        ) {
            let text = format!(
                "number = 3\ndate = 2024-01-19\n[[column]]\nname = {}\n[[column.item]]\nheadline = {}\nbody = {}\ncredits = [{}, \"发改委\"]\n[signoff]\neditor = {}\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n",
                written(&name, 3),
                written(&headline, form),
                written(&body, form),
                written(&credit, 3),
                written(&editor, form),
            );
            let findings = check_text(&WORKSPACE, "drafts/2024-03.toml", &text);
            places_are_sound(&findings);
            let syntax = findings.diagnostics.iter().any(|found| found.code == "toml-syntax");
            proptest::prop_assert!(!syntax, "{}", text);
        }

        #[test]
        fn any_rubble_is_checked_and_places_are_sound(
            rubble in "[\\[\\]=\"'#{},.:；：，＝【】“” 　\n\r\t\\\\a-c0-9中文-]{0,80}",
            cut in 0usize..200,
        ) {
            let good = WORKSPACE.whole(0).unwrap();
            let good = good.source.text();
            let cut = good.floor_char_boundary(cut * good.len() / 200);
            let text = format!("{}{rubble}{}", &good[..cut], &good[cut..]);
            places_are_sound(&check_text(&WORKSPACE, "drafts/2023-13.toml", &text));
        }
    }
}

#[test]
fn a_draft_from_standard_input_is_not_its_own_double() {
    let workspace = workspace();
    for path in real_drafts() {
        let text = std::fs::read_to_string(&path).expect("a draft");
        let findings = check_text(&workspace, "-", &text);
        assert!(found(&findings, Level::Error).is_empty(), "{:?}", findings.diagnostics);
    }
    let text = std::fs::read_to_string(&real_drafts()[0]).expect("a draft");
    let moved = text.replacen("date = 2023-03-31", "date = 2023-12-29", 1);
    let errors = found(&check_text(&workspace, "-", &moved), Level::Error);
    assert_eq!(errors, [("backward-date", 3)], "it is still judged against the others");
}
