//! The rules on laid-out pages: each is broken on purpose, by a draft or, where the template does
//! not let a draft break it, by a template with one fault. The template as it is stays silent.

use std::path::Path;

use kuaibao::bulletin;
use kuaibao::lint::{self, Subject};
use kuaibao::source::Diagnostic;
use kuaibao::typeset::fit::{Fitted, Verdict};
use kuaibao::typeset::{FontSet, Setting, Template, Typesetter};
use kuaibao::workspace::files::Place;
use kuaibao::workspace::{Entry, Workspace};

/// The files of the template.
const TEMPLATE: [(&str, &str); 3] = [
    ("main.typ", include_str!("../../templates/kuaibao/main.typ")),
    ("base.typ", include_str!("../../templates/base.typ")),
    ("lib.typ", include_str!("../../templates/lib.typ")),
];

/// A press with one fault in its template.
struct Bench {
    workspace: Workspace,
    typesetter: Typesetter,
    coverage: kuaibao::typeset::Coverage,
    primary: Vec<String>,
}

impl Bench {
    /// The real template with `from` replaced by `to`; with nothing to replace, the real one.
    fn new(from: &str, to: &str) -> Self {
        let known = TEMPLATE.iter().any(|(_, text)| text.contains(from));
        assert!(known, "the template has no “{from}” any more");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let template = folder.path().join("templates/kuaibao");
        std::fs::create_dir_all(&template).expect("a folder");
        for (name, text) in TEMPLATE {
            std::fs::write(template.join(name), text.replace(from, to)).expect("written");
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = Workspace::open(root, root).expect("the workspace opens");
        let fonts = FontSet::load(None, &workspace.config.fonts).expect("fonts load");
        let template =
            Template::load(Some(Place::on_disk(folder.path())), "kuaibao").expect("template loads");
        Self {
            coverage: fonts.coverage(),
            primary: fonts.primary_faces(),
            typesetter: Typesetter::new(fonts, template),
            workspace,
        }
    }

    /// Codes found on the pages of a draft with one item that reads `body`.
    fn codes(&self, body: &str) -> Vec<&'static str> {
        self.findings(&draft(body)).into_iter().map(|found| found.code).collect()
    }

    fn findings(&self, draft: &str) -> Vec<Diagnostic> {
        let entry =
            Entry::read(Path::new("2025-01.toml"), draft.as_bytes().to_vec(), draft.len() as u64);
        assert!(entry.found.is_empty(), "{:?}", entry.found);
        let bulletin = bulletin::build(&entry.draft, &entry.attachments, &self.workspace.config)
            .expect("a date");
        let setting = Setting::STANDARD;
        let pages = self.typesetter.lay_out(&bulletin, setting, false).expect("laid out");
        let fitted = Fitted { pages, setting, verdict: Verdict::Met };
        let subject = Subject::new(&entry, &self.workspace, &self.coverage);
        lint::check_pages(&subject, &bulletin, &fitted, false, &self.primary).diagnostics
    }

    /// Bodies of growing length until one breaks the rule.
    fn some_length_breaks(&self, code: &str, text: impl Fn(usize) -> String) -> bool {
        (0..60).any(|length| self.codes(&text(length)).contains(&code))
    }
}

fn draft(body: &str) -> String {
    format!(
        "number = 1\ndate = 2025-01-03\n\n[[column]]\nname = \"民生保障\"\n\n[[column.item]]\n\
         headline = \"县人社局优化服务\"\nbody = \"\"\"\n{body}\n\"\"\"\ncredits = [\"人社局\", \"政务服务和大数据管理局\"]\n\n\
         [[column]]\nname = \"乡村振兴\"\n\n[[column.item]]\nheadline = \"东屯镇给小麦上保险\"\n\
         body = \"以村为单位，细化工作任务，压实工作责任，统筹安排小麦保险收缴工作。\"\ncredits = [\"东屯镇\"]\n\n\
         [signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n"
    )
}

fn filler(characters: usize) -> String {
    "通过召开座谈会、走访调研等方式，听取意见建议，推动工作落实。"
        .chars()
        .cycle()
        .take(characters)
        .collect()
}

#[test]
fn the_template_as_it_is_breaks_none_but_what_a_text_forces() {
    let bench = Bench::new("", "");
    for length in (20..900).step_by(37) {
        let found = bench.codes(&filler(length));
        let forced = ["single-line", "end-block-alone"];
        let bad: Vec<_> = found.iter().filter(|code| !forced.contains(code)).collect();
        assert!(bad.is_empty(), "{length}: {bad:?}");
    }
}

/// A figure that does not fit goes to the next line whole, and leaves few characters to fill the line
/// before it: each has much room behind it, the last one too, where nobody sees it.
#[test]
fn a_line_that_is_much_stretched_is_not_outside() {
    let bench = Bench::new("", "");
    for length in 0..28 {
        for figure in ["309.27%", "12345.67", "1234567.89%"] {
            let found = bench.codes(&format!("{}{figure}，{}", filler(length), filler(40)));
            assert!(!found.contains(&"text-outside-area"), "{length} {figure}: {found:?}");
        }
    }
}

/// At the end of a line a mark is half a character wide. What cannot be broken goes to the next line, and
/// the mark before it has a share of the room that is left.
#[test]
fn a_mark_that_ends_a_stretched_line_is_not_outside() {
    let bench = Bench::new("", "");
    for length in 0..28 {
        for mark in ["，", "；", "。”", "）"] {
            let text = format!("{}{mark}“12345”热线{}", filler(length), filler(40));
            let text = text.replacen("，", "推", length / 9);
            let found = bench.codes(&text);
            assert!(!found.contains(&"text-outside-area"), "{length} {mark}: {found:?}");
        }
    }
    let fault = ("  set document(", "  set par(hanging-indent: -4mm)\n  set document(");
    assert!(Bench::new(fault.0, fault.1).codes(&filler(200)).contains(&"text-outside-area"));
}

#[test]
fn facing_pages_that_differ_by_more_than_a_line_are_told() {
    let bench = Bench::new("", "");
    // A short table that does not fit leaves lines free on the page before.
    let rows = ["[\"东屯镇\", \"23\"]"; 8].join(", ");
    let credits = "\"政务服务和大数据管理局\"]\n";
    let table = format!("{credits}[[column.item.table]]\nrows = [{rows}]\n");
    let mut told = 0;
    for length in (600..1050).step_by(28) {
        let long = draft(&filler(length)).replacen(credits, &table, 1);
        let long = long.replace("以村为单位，", &filler(1500));
        for found in bench.findings(&long).iter().filter(|found| found.code == "uneven-pages") {
            told += 1;
            assert!(found.message.starts_with("第2页比对开的第3页少排"), "{found:?}");
            let help = found.help.as_deref().unwrap_or_default();
            assert!(help.starts_with("第1栏第1条（1.1）增加"), "{found:?}");
        }
    }
    assert!(told > 3, "{told} told");
    // Text alone differs by two lines at most: the last of an item and its credit stay together.
    for length in (900..2300).step_by(133) {
        let found = bench.findings(&draft(&filler(length)));
        let mut uneven = found.iter().filter(|one| one.code == "uneven-pages");
        assert!(uneven.all(|one| one.message.ends_with("少排 2 行")), "{length}: {found:?}");
    }
}

#[test]
fn each_fault_of_a_template_is_found() {
    let table = [
        (
            "text-differs",
            "hei(if marks == none { \"【\" + it.body + \"】\" } else",
            "hei(if marks == none { it.body } else",
        ),
        ("text-differs", "{ credit(entry.credits, own-line: own-line) }", "{ none }"),
        ("text-differs", "  place-mark(kind: \"item\", ..place)", "  []"),
        (
            "text-outside-area",
            "#let item-body(entry, level, opening: none, ..place) = {",
            "#let item-body(entry, level, opening: none, ..place) = {\n  set par(hanging-indent: -20mm)\n",
        ),
        ("text-overlap", "    justify: true, leading: 0pt,", "    justify: true, leading: -24pt,"),
        ("end-block-afloat", "place(bottom, float: true,", "place(top, float: true,"),
        ("folio-misplaced", "if calc.odd(page) {", "if calc.even(page) {"),
        (
            "crowded-page",
            "#let pitch = (area.height - cell) / (setting.lines - 1)",
            "#let pitch = (area.height - cell) / (setting.lines + 4)",
        ),
    ];
    for (code, from, to) in table {
        let found = Bench::new(from, to).codes(&filler(700));
        assert!(found.contains(&code), "{code}: {from} → {to}: {found:?}");
    }
}

#[test]
fn each_bad_break_is_found() {
    let at_length = |text: &'static str| move |n: usize| filler(n) + text + &filler(60);
    let plain_credit = (
        "{ credit(entry.credits, own-line: own-line) }",
        "{ \"（\" + entry.credits.join(\" \") + \"）\" }",
    );
    let own_line = (
        "{ opening += credits }\n    paragraph(..how, opening)",
        "{}\n    paragraph(opening)\n    par[#h(1fr)（#entry.credits.join(\" \")）]",
    );
    let bench = Bench::new(plain_credit.0, plain_credit.1);
    assert!(bench.some_length_breaks("broken-credit", filler));
    let bench = Bench::new(own_line.0, own_line.1);
    assert!(bench.some_length_breaks("stranded-credit", |n| filler(270 + 28 * (n % 12) + n)));
    let bench = Bench::new("show unbroken: box", "");
    assert!(bench.some_length_breaks("broken-number", at_length("共计10 000亩")));
    let bench = Bench::new("show unbroken: box", "show \"，\": it => sym.zws + it.text");
    assert!(bench.some_length_breaks("bad-line-edge", filler));
    let bench = Bench::new("spacing: 0pt, sticky: true,", "spacing: 0pt, sticky: false,");
    assert!(bench.some_length_breaks("column-at-foot", |n| filler(250 + 28 * (n % 20))));
}

#[test]
fn what_a_text_forces_is_found_with_the_real_template() {
    let bench = Bench::new("", "");
    // The last line of a paragraph comes with the one before it; a paragraph of one line has none.
    let two = |n: usize| format!("{}\n\n另有一段。", filler(100 + 28 * (n % 20)));
    assert!(bench.some_length_breaks("single-line", two));
    assert!(bench.some_length_breaks("end-block-alone", |n| filler(28 * n)));
}

#[test]
fn a_borrowed_glyph_is_named_at_its_item() {
    let bench = Bench::new("", "");
    let text = draft("联系人为㐂某、㐂某，负责推进县里的各项重点工作，与㐂某等人走访群众。");
    let found = bench.findings(&text);
    let borrowed: Vec<_> = found.iter().filter(|found| found.code == "fallback-face").collect();
    assert_eq!(borrowed.len(), 1, "{found:?}");
    assert_eq!(borrowed[0].message.matches('㐂').count(), 1, "{}", borrowed[0].message);
    assert_eq!(&text[borrowed[0].span.range()], "\"县人社局优化服务\"");
}
