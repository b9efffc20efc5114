//! What every template keeps, whatever is printed and however it was fitted: the grid, the place of
//! the masthead, whole words in headlines, pages that begin and end well.

use std::sync::LazyLock;

use kuaibao::bulletin::Bulletin;
use kuaibao::bulletin::block::{Block, Table};
use kuaibao::config::{Fonts, Limits, PageTarget};
use kuaibao::typeset::fit::{self, Fitted, Verdict};
use kuaibao::typeset::template::names;
use kuaibao::typeset::{FontSet, Line, MarkKind, Pages, Setting, Template, Typesetter};
use kuaibao::workspace::files::{Disk, Place};

use crate::support::{COVERAGE, ISSUES, YANJIN, entry, issue, lower, root};

const MM: f64 = 72.0 / 25.4;

/// The program's templates and the one of `templates/README.md`, by name.
static PRESSES: LazyLock<Vec<(String, Typesetter)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let plain = folder.path().join("templates/plain");
    std::fs::create_dir_all(&plain).expect("a folder");
    std::fs::write(plain.join("main.typ"), example()).expect("written");
    let press = |name: &str| {
        let fonts = FontSet::load(None, &Fonts::default()).expect("faces");
        let template =
            Template::load(Some(Place::on_disk(folder.path())), name).expect("a template");
        (name.to_owned(), Typesetter::new(fonts, template))
    };
    names().chain(["plain"]).map(press).collect()
});

/// The example of the contract.
fn example() -> &'static str {
    let readme = include_str!("../../templates/README.md");
    let (_, rest) = readme.split_once("```typst\n").expect("an example");
    rest.split_once("```").expect("its end").0
}

/// The five issues, and one with everything that a bulletin may have.
fn bulletins() -> Vec<(String, Bulletin)> {
    let text = include_str!("../files/2024-z03.toml");
    let all = entry("drafts/2024-z03.toml", text).attach(&Disk, &root().join("tests/files"));
    let mut bulletins: Vec<(String, Bulletin)> = ISSUES
        .iter()
        .map(|name| ((*name).to_owned(), lower(issue(name), &YANJIN.config)))
        .collect();
    bulletins.push(("2024-z03".to_owned(), lower(&all, &YANJIN.config)));
    bulletins.push((
        "2024-z03 reissued".to_owned(),
        Bulletin {
            correction: Some("第一栏第一条“25个”应为“23个”。".to_owned()),
            contents: true,
            copies: Some(60),
            report_to: "市委办公室。".to_owned(),
            ..lower(&all, &YANJIN.config)
        },
    ));
    bulletins
}

fn settings() -> Vec<Setting> {
    let standard = Setting::STANDARD;
    vec![
        standard,
        Setting { lines: 21, column: 3, ..standard },
        Setting { lines: 23, column: 1, masthead: 8, ..standard },
        Setting { lines: 24, won: true, ..standard },
        Setting { lines: 25, characters: 29, column: 1, won: true, ..standard },
    ]
}

/// The lines of running text: of columns, items and notes, but for what a table or figure has.
fn running(pages: &Pages) -> impl Iterator<Item = &Line> {
    let marks = pages.marks();
    pages.lines().iter().filter(move |line| {
        let kind = line.mark.map(|mark| marks[mark].kind);
        kind.is_some_and(|kind| {
            !matches!(kind, MarkKind::End | MarkKind::Table | MarkKind::Figure | MarkKind::Contents)
        }) && !line.text.trim().is_empty()
    })
}

#[test]
fn every_baseline_of_every_template_stands_on_the_grid() {
    let mut lines = 0;
    for (template, press) in PRESSES.iter() {
        for (name, bulletin) in bulletins() {
            for setting in settings() {
                let pages = press.lay_out(&bulletin, setting, false).expect("laid out");
                let first = Setting::AREA_TOP + 0.88 * setting.size();
                for line in running(&pages) {
                    let at = (line.y - first) / setting.pitch();
                    let off = (at - at.round()).abs() * setting.pitch();
                    assert!(
                        off < 0.2,
                        "{template}, {name}, {setting:?}, page {}: “{}” is {off:.2} pt off",
                        line.page,
                        line.text
                    );
                    assert!((-0.5..f64::from(setting.lines)).contains(&at), "{template}, {name}");
                    lines += 1;
                }
            }
        }
    }
    assert!(lines > 5000, "{lines}");
}

/// However long a headline, its page stands at the right edge, behind dots; and no column's name ends a page.
#[test]
fn a_page_in_the_contents_is_on_the_line_of_its_headline() {
    let whole = "县人社局举办春季大型招聘会促进高校毕业生就业创业并帮助企业解决用工困难问题";
    let mut text = "number = 1\ndate = 2024-01-05\n".to_owned();
    for (index, length) in (14..36).enumerate() {
        if index % 2 == 0 {
            text += "[[column]]\nname = \"民生保障\"\n";
        }
        let headline: String = whole.chars().take(length).collect();
        text += &format!(
            "[[column.item]]\nheadline = \"{headline}\"\nbody = \"已办好。\"\ncredits = [\"人社局\"]\n"
        );
    }
    let lowered = lower(&entry("drafts/2024-01.toml", &text), &YANJIN.config);
    let bulletin = Bulletin { contents: true, ..lowered };
    for (template, press) in PRESSES.iter() {
        let pages = press.lay_out(&bulletin, Setting::STANDARD, false).expect("laid out");
        let marks = pages.marks();
        let is_of =
            |line: &&Line| line.mark.is_some_and(|mark| marks[mark].kind == MarkKind::Contents);
        let lines: Vec<&Line> = pages.lines().iter().filter(is_of).collect();
        // The template of the contract has none.
        if lines.is_empty() {
            continue;
        }
        let mut numbers = 0;
        for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
            let text = line.text.trim();
            let ends = text.ends_with(|c: char| c.is_ascii_digit());
            assert!(!ends || text.contains(".."), "{template}: {text}");
            numbers += usize::from(ends);
            let edge = if line.page % 2 == 1 { 28.0 * MM } else { 26.0 * MM } + Setting::AREA_WIDTH;
            assert!(!ends || (line.right - edge).abs() < 1.0, "{template}: {text} {}", line.right);
            let turns = line.page != next.page;
            assert!(!turns || !text.contains('【'), "{template}: {text} ends a page");
        }
        assert_eq!(numbers, 22 + 11 - 1, "{template}");
    }
}

#[test]
fn the_first_line_begins_and_the_last_ends_the_type_area() {
    let bulletin = lower(issue("2023-41"), &YANJIN.config);
    for (template, press) in PRESSES.iter() {
        for setting in settings() {
            let pages = press.lay_out(&bulletin, setting, false).expect("laid out");
            let on_second = running(&pages).filter(|line| line.page == 2);
            let first = on_second.map(|line| line.y).fold(f64::MAX, f64::min);
            let top = (first - 0.88 * setting.size()) / MM;
            assert!((36.0..=38.0).contains(&top), "{template}, {setting:?}: {top}");
            let last = Setting::AREA_TOP
                + 0.88 * setting.size()
                + setting.pitch() * f64::from(setting.lines - 1);
            let bottom = last + 0.12 * setting.size();
            assert!((bottom - Setting::AREA_TOP - Setting::AREA_HEIGHT).abs() < 0.01);
        }
    }
}

fn fitted(press: &Typesetter, bulletin: &Bulletin, target: PageTarget) -> Fitted {
    fit::fit(press, bulletin, false, target, Limits::default()).expect("laid out")
}

#[test]
fn the_masthead_stands_in_one_place_in_all_issues() {
    for (template, press) in PRESSES.iter() {
        let mut places = vec![];
        for (_, bulletin) in bulletins() {
            let fitted = fitted(press, &bulletin, YANJIN.config.pages);
            let head: Vec<String> = fitted
                .pages
                .texts()
                .iter()
                .filter(|text| text.page == 1 && bulletin.name.starts_with(&text.text))
                .map(|text| format!("{:.2}", text.y))
                .collect();
            assert!(!head.is_empty());
            places.push(head);
        }
        places.dedup();
        assert_eq!(places.len(), 1, "{template}: {places:?}");
    }
}

#[test]
fn preprinted_paper_gets_neither_name_nor_rule_and_the_text_where_it_was() {
    let (_, press) = &PRESSES[1];
    let bulletin = lower(issue("2023-43"), &YANJIN.config);
    let bare = Bulletin { preprinted: true, ..bulletin.clone() };
    let lay =
        |bulletin: &Bulletin| press.lay_out(bulletin, Setting::STANDARD, false).expect("laid");
    let (full, bare) = (lay(&bulletin), lay(&bare));
    let name = |pages: &Pages| {
        pages.texts().iter().any(|text| text.page == 1 && text.text.contains("延津政务快报"))
    };
    assert!(name(&full) && !name(&bare));
    let places = |pages: &Pages| {
        let lines = pages.lines().iter().filter(|line| line.text != "延津政务快报");
        lines.map(|line| (line.page, line.y, line.text.clone())).collect::<Vec<_>>()
    };
    assert_eq!(places(&full), places(&bare));
}

#[test]
fn headlines_break_between_phrases_and_leave_no_joiner_behind() {
    let mut broken = 0;
    for (template, press) in PRESSES.iter() {
        for (name, bulletin) in bulletins() {
            let pages = press.lay_out(&bulletin, Setting::STANDARD, false).expect("laid out");
            for text in pages.texts() {
                assert!(!text.text.contains('\u{2060}'), "{template}, {name}: {}", text.text);
            }
            let items = bulletin.columns.iter().flat_map(|column| &column.items);
            for headline in items.map(|item| item.headline.as_str()) {
                let first = pages.lines().iter().find(|line| {
                    let text = line.text.trim();
                    headline.starts_with(text) && text.len() < headline.len() && text.len() > 12
                });
                let Some(first) = first else { continue };
                broken += 1;
                let rest = &headline[first.text.trim().len()..];
                assert!(rest.chars().count() >= 4, "{template}, {name}: {headline}: {rest}");
            }
        }
    }
    assert!(broken > 5, "{broken}");
}

#[test]
fn no_page_of_the_five_issues_begins_or_ends_with_a_stranded_line() {
    for (template, press) in PRESSES.iter().filter(|(name, _)| name != "plain") {
        for name in ISSUES {
            let entry = issue(name);
            let bulletin = lower(entry, &YANJIN.config);
            let fitted = fitted(press, &bulletin, YANJIN.config.pages);
            let subject = kuaibao::lint::Subject::new(entry, &YANJIN, &COVERAGE);
            let found = kuaibao::lint::check_pages(&subject, &bulletin, &fitted, false, &[]);
            let alone: Vec<_> = found
                .diagnostics
                .iter()
                .filter(|found| ["single-line", "column-at-foot"].contains(&found.code))
                .map(|found| &found.message)
                .collect();
            assert!(alone.is_empty(), "{template}, {name}: {alone:?}");
        }
    }
}

/// A bulletin of one item with a table of so many rows.
fn with_table(rows: usize, head: usize) -> Bulletin {
    let text = "number = 7\ndate = 2024-02-16\n[[column]]\nname = \"甲\"\n[[column.item]]\nheadline = \"县发改委\"\nbody = \"进展见下表。\"\ncredits = [\"发改委\"]\n";
    let mut bulletin = lower(&entry("drafts/2024-07.toml", text), &YANJIN.config);
    let mut all =
        vec![["村名".to_owned(), "户数".to_owned(), "面积（亩）".to_owned()]; head];
    all.extend((0..rows).map(|row| {
        [format!("第{row}村"), (row * 7).to_string(), format!("{}.{}", row * 3, row % 10)]
    }));
    let rows = all.into_iter().map(Vec::from).collect();
    bulletin.columns[0].items[0].body.push(Block::Table(Table {
        caption: "各村进展".to_owned(),
        head,
        rows,
    }));
    bulletin
}

#[test]
fn a_long_table_goes_on_over_pages_with_its_head_on_each() {
    for (template, press) in PRESSES.iter() {
        for (rows, head) in [(25, 1), (25, 2), (90, 1), (90, 2)] {
            let fitted = fitted(press, &with_table(rows, head), PageTarget::Auto);
            let pages = &fitted.pages;
            for page in 1..=pages.count() {
                let on_page = |text: &str| {
                    let own = pages.texts().iter().filter(|own| own.page == page);
                    own.filter(|own| own.text.contains(text)).count()
                };
                if on_page("村") > 2 {
                    assert_eq!(on_page("户数"), head, "{template}, {rows} rows, page {page}");
                }
            }
            fitted.pages.pdf().expect("a PDF/A and PDF/UA");
        }
    }
}

/// A bulletin of one item with a table of so many rows, each with texts of so many characters.
fn with_tall_rows(rows: usize, lengths: &[usize]) -> Bulletin {
    let mut bulletin = with_table(0, 1);
    let Some(Block::Table(table)) = bulletin.columns[0].items[0].body.last_mut() else {
        panic!("a table")
    };
    let text = "县里坚持问题导向，建立台账，逐项销号，确保各项任务落到实处。";
    let cells = |of: &dyn Fn(usize) -> String| (0..lengths.len()).map(of).collect::<Vec<_>>();
    table.rows = vec![cells(&|at| format!("第{at}栏"))];
    table
        .rows
        .extend((0..rows).map(|_| cells(&|at| text.chars().cycle().take(lengths[at]).collect())));
    bulletin
}

/// What the rules find on the pages of a bulletin, as codes.
fn on_pages(bulletin: &Bulletin, fitted: &Fitted) -> Vec<&'static str> {
    let text = "number = 7\ndate = 2024-02-16\n[[column]]\nname = \"甲\"\n[[column.item]]\nheadline = \"县发改委\"\nbody = \"进展见下表。\"\ncredits = [\"发改委\"]\n";
    let entry = entry("drafts/2024-07.toml", text);
    let subject = kuaibao::lint::Subject::new(&entry, &YANJIN, &COVERAGE);
    let found = kuaibao::lint::check_pages(&subject, bulletin, fitted, false, &[]);
    found.diagnostics.iter().map(|found| found.code).collect()
}

/// Few rows, higher than a page together: 经验做法, 台账.
#[test]
fn a_table_of_tall_rows_goes_on_over_pages_between_them() {
    let shapes: [(usize, &[usize]); 5] = [
        (5, &[3, 210, 90]),
        (8, &[3, 90, 60]),
        (9, &[1, 3, 2, 6, 24, 3, 3, 6, 9, 0, 2, 1]),
        (2, &[3, 300]),
        (11, &[3, 60, 60]),
    ];
    for (template, press) in PRESSES.iter() {
        for (rows, lengths) in shapes {
            let bulletin = with_tall_rows(rows, lengths);
            let fitted = fitted(press, &bulletin, PageTarget::Auto);
            let found = on_pages(&bulletin, &fitted);
            let bad = ["text-differs", "text-outside-area", "text-overlap"];
            assert!(
                !found.iter().any(|code| bad.contains(code)),
                "{template}, {lengths:?}: {found:?}"
            );
            let pages = &fitted.pages;
            for page in 1..=pages.count() {
                let table = |line: &&Line| {
                    let kind = line.mark.map(|mark| pages.marks()[mark].kind);
                    line.page == page && kind == Some(MarkKind::Table)
                };
                let has_head =
                    pages.lines().iter().filter(table).any(|line| line.text.contains('栏'));
                assert_eq!(has_head, pages.lines().iter().any(|line| table(&line)), "{template}");
            }
        }
    }
}

/// What stands on the page beside the last line is a table, be it one that began on the page before.
#[test]
fn a_line_below_the_end_of_a_broken_table_is_not_alone() {
    for (template, press) in PRESSES.iter() {
        let mut broken = 0;
        for rows in 12..40 {
            let bulletin = with_table(rows, 1);
            let pages = press.lay_out(&bulletin, Setting::STANDARD, false).expect("laid out");
            let (marks, lines) = (pages.marks(), pages.lines());
            let last = |is: &dyn Fn(MarkKind) -> bool| {
                let own = lines.iter().filter(|l| l.mark.is_some_and(|at| is(marks[at].kind)));
                own.map(|line| line.page).max()
            };
            let (table, text) =
                (last(&|kind| kind == MarkKind::Table), last(&|kind| kind == MarkKind::Text));
            let begins =
                marks.iter().find(|mark| mark.kind == MarkKind::Table).map(|mark| mark.page);
            let fitted = Fitted { pages, setting: Setting::STANDARD, verdict: Verdict::Met };
            let found = on_pages(&bulletin, &fitted);
            let alone = found.iter().any(|code| ["single-line", "stranded-credit"].contains(code));
            assert_eq!(alone, table < text, "{template}, {rows} rows: {found:?}");
            broken += usize::from(begins < table && table == text);
        }
        assert!(broken > 3, "{template}: {broken}");
    }
}

#[test]
fn figures_of_a_column_have_their_points_below_each_other() {
    let (_, press) = &PRESSES[0];
    let mut bulletin = with_table(0, 1);
    let Some(Block::Table(table)) = bulletin.columns[0].items[0].body.last_mut() else {
        panic!("a table")
    };
    for cell in ["8.5", "12", "108.25"] {
        table.rows.push(["某村", cell, "1"].map(str::to_owned).to_vec());
    }
    let pages = press.lay_out(&bulletin, Setting::STANDARD, false).expect("laid out");
    let size = 156.0 * MM / 32.0;
    let point = |cell: &str| {
        let text = pages.texts().iter().find(|text| text.text == cell).expect("the figure");
        let whole = cell.split('.').next().map_or(0, str::len);
        text.x + whole as f64 * size / 2.0
    };
    assert!((point("8.5") - point("108.25")).abs() < 0.3);
    assert!((point("12") - point("108.25")).abs() < 0.3);
}
