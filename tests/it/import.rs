//! Files that are no drafts become drafts, and lose nothing on the way.

use kuaibao::bulletin::{self, Bulletin};
use kuaibao::config::units::Roster;
use kuaibao::config::{Config, PageTarget};
use kuaibao::draft::{Draft, Item};
use kuaibao::export;
use kuaibao::import::outline::{Expected, Reference};
use kuaibao::import::{self, Imported};
use kuaibao::source::{Source, Spanned};
use kuaibao::workspace::Entry;
use kuaibao::zh::space::squeezed;
use proptest::prelude::*;

use crate::seeds::CORRECTIONS;
use crate::support::{ISSUES, YANJIN, entry, issue, lower, print, root};

/// The published texts say what the drafts made by hand say, but for the listed corrections.
#[test]
fn the_five_issues_import_to_their_drafts() {
    for name in ISSUES {
        let bytes = std::fs::read(root().join(format!("tests/raw/{name}.txt"))).unwrap();
        let (imported, draft) = imported(&format!("{name}.txt"), &bytes);
        assert_eq!(imported.proof.unplaced, 0, "{name}");
        assert_same(name, &draft, &issue(name).draft);
    }
}

/// One headline of the five issues has lost the space behind it; every other split is certain.
#[test]
fn only_what_cannot_be_decided_is_marked() {
    let mut marked = vec![];
    for name in ISSUES {
        let bytes = std::fs::read(root().join(format!("tests/raw/{name}.txt"))).unwrap();
        let (imported, _) = imported(&format!("{name}.txt"), &bytes);
        assert!(imported.outline.guesses.is_empty(), "{name}");
        for item in imported.outline.items() {
            marked.extend(item.guesses.iter().map(|_| (name, item.headline.clone())));
        }
    }
    let headline = "县医疗保障局全面发力确保农村低收入人口基本医疗有保障".to_owned();
    assert_eq!(marked, [("2023-38", headline)]);
}

/// What the program prints, it can read again: lines cut by the page joined, page numbers gone.
#[test]
fn the_five_pdfs_import_to_their_drafts() {
    for name in ISSUES {
        let entry = issue(name);
        let fitted = print(&lower(entry, &YANJIN.config), false, PageTarget::Exactly(4));
        let (imported, draft) = imported(&format!("{name}.pdf"), &fitted.pages.pdf().unwrap());
        assert_eq!(imported.proof.unplaced, 0, "{name}");
        // Its distribution list is the standing one, and is not written.
        assert_eq!(lower_draft(&draft), lower_draft(&entry.draft), "{name}");
    }
}

/// Reads a file as an issue, and the draft that becomes of it as `check` would.
pub(crate) fn imported(name: &str, bytes: &[u8]) -> (Imported, Draft) {
    let workspace = &*YANJIN;
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date: None };
    let imported =
        import::import(name.as_ref(), bytes, Expected::Issue, reference).unwrap_or_else(|error| {
            panic!("{name}: {error}");
        });
    let pictures: Vec<String> =
        (0..imported.outline.pictures.len()).map(|n| format!("{n}.png")).collect();
    let text = import::toml::issue(&imported.outline, None, &pictures, reference);
    let read = Draft::read(&Source::new("drafts/imported.toml", text.clone()));
    assert!(read.found.is_empty(), "{name}: {:?}\n{text}", read.found);
    (imported, read.value)
}

/// What an editor is told of a file that cannot be imported.
pub(crate) fn refused(name: &str, bytes: &[u8]) -> String {
    let workspace = &*YANJIN;
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date: None };
    let error = import::import(name.as_ref(), bytes, Expected::Issue, reference).map(|_| ());
    error.expect_err(name).to_string()
}

/// Field by field; slips of the printed issue that the draft has corrected are corrected first.
pub(crate) fn assert_same(name: &str, found: &Draft, wanted: &Draft) {
    let correct = |text: &str| {
        let own = CORRECTIONS.iter().filter(|correction| correction.issue == name);
        own.fold(text.to_owned(), |text, c| text.replace(c.printed, c.corrected))
    };
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| correct(text.trim()));
    assert_eq!(found.number, wanted.number, "{name}");
    assert_eq!(found.date, wanted.date, "{name}");
    assert_eq!(found.kind(), wanted.kind(), "{name}");
    assert_eq!(found.total, wanted.total, "{name}");
    assert_eq!(text(&found.note), text(&wanted.note), "{name}");
    // A list that equals the standing one, slips corrected, need not be written.
    let standing = squeezed(&YANJIN.config.distribution);
    let list = |list: &Option<Spanned<String>>| {
        text(list).map(|list| squeezed(&list)).filter(|list| *list != standing)
    };
    assert_eq!(list(&found.distribution), list(&wanted.distribution), "{name}");
    let columns = |draft: &Draft| -> Vec<(Option<String>, usize)> {
        draft.column.iter().map(|column| (text(&column.name), column.item.len())).collect()
    };
    assert_eq!(columns(found), columns(wanted), "{name}");
    let credits = |item: &Item| -> Vec<String> {
        item.credits
            .iter()
            .flat_map(|credits| credits.iter())
            .map(|credit| correct(credit))
            .collect()
    };
    for ((_, _, found), (_, _, wanted)) in found.items().zip(wanted.items()) {
        assert_eq!(text(&found.headline), text(&wanted.headline), "{name}");
        assert_eq!(text(&found.body), text(&wanted.body), "{name}");
        assert_eq!(credits(found), credits(wanted), "{name}");
    }
    let names = |draft: &Draft| -> Vec<Option<String>> {
        let signoff =
            draft.signoff.as_ref().map(|signoff| signoff.value.clone()).unwrap_or_default();
        signoff.roles().iter().map(|(_, _, name)| name.map(|name| name.trim().to_owned())).collect()
    };
    assert_eq!(names(found), names(wanted), "{name}");
    let unplaced = |draft: &Draft| -> Vec<Option<String>> {
        draft.unplaced.iter().map(|unplaced| text(&unplaced.text)).collect()
    };
    assert_eq!(unplaced(found), unplaced(wanted), "{name}");
}

/// Printed as plain text and imported again, an issue is the same draft.
#[test]
fn the_five_drafts_survive_plain_text() {
    for name in ISSUES {
        let entry = issue(name);
        let text = plain_text(entry);
        assert!(!text.contains("**县") || name == "2023-43", "{name}: the plain look will do");
        let (imported, draft) = imported(name, text.as_bytes());
        assert!(imported.outline.items().all(|item| item.guesses.is_empty()), "{name}");
        let lowered = |draft: &Draft| lower_draft(draft);
        assert_eq!(lowered(&draft), lowered(&entry.draft), "{name}\n{text}");
    }
}

/// Two characters padded to three are one name, in the head of an issue as at its foot.
#[test]
fn a_padded_name_in_the_masthead_is_whole() {
    for label in ["签发：", "签发人：", "签 发 人 ："] {
        let text = format!(
            "延津政务快报\n第 38 期　　{label}李　勉　　审核：原超俊。\n2023年8月25日\n\
             【民生保障】\n县审计局强化监督 开展审计。（审计局）\n"
        );
        let (imported, draft) = imported("2023-38.txt", text.as_bytes());
        assert_eq!(imported.outline.unplaced, [], "{label}");
        let signoff = draft.signoff.expect("signatures").value;
        let name = |name: &Option<Spanned<String>>| name.as_deref().cloned().unwrap_or_default();
        assert_eq!(
            (name(&signoff.approver), name(&signoff.reviewer)),
            ("李勉".to_owned(), "原超俊".to_owned()),
            "{label}"
        );
    }
}

#[test]
fn the_day_of_an_issue_is_read_in_every_form() {
    for day in ["2023年8月25日", "二〇二三年八月二十五日", "2023-08-25", "2023.8.25", "2023/8/25"]
    {
        let text = format!(
            "延津政务快报\n第 38 期　　{day}\n\n【民生保障】\n县审计局强化监督 开展审计。（审计局）\n"
        );
        let (imported, _) = imported("2023-38.txt", text.as_bytes());
        let date = chrono::NaiveDate::from_ymd_opt(2023, 8, 25);
        assert_eq!((imported.outline.date, &*imported.outline.unplaced), (date, &[][..]), "{day}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn random_drafts_survive_plain_text(draft in random_draft()) {
        let entry = entry("drafts/2024-07.toml", &draft);
        prop_assert!(entry.found.is_empty(), "{:?}", entry.found);
        let text = plain_text(&entry);
        let (imported, draft) = imported("2024-07.txt", text.as_bytes());
        prop_assert!(imported.outline.items().all(|item| item.guesses.is_empty()), "{}", text);
        prop_assert_eq!(lower_draft(&draft), lower_draft(&entry.draft), "{}", text);
    }

    /// Whatever a text holds, it is taken apart without a panic and without loss.
    #[test]
    fn no_text_loses_a_character(text in hostile_text()) {
        let workspace = &*YANJIN;
        let reference =
            Reference { config: &workspace.config, roster: &workspace.roster, date: None };
        for expected in [Expected::Issue, Expected::Submission] {
            match import::import("a.txt".as_ref(), text.as_bytes(), expected, reference) {
                Ok(Imported { proof, .. }) => {
                    prop_assert_eq!(proof.difference, "");
                    prop_assert_eq!(proof.figures, None);
                }
                Err(error) => {
                    let said = error.to_string();
                    prop_assert!(said.contains("没有文字") || said.contains("是空的"), "{}", said);
                }
            }
        }
    }
}

fn plain_text(entry: &Entry) -> String {
    let workspace = &*YANJIN;
    let date = entry.draft.date();
    let reference = Reference { config: &workspace.config, roster: &workspace.roster, date };
    export::text(&lower(entry, &workspace.config), reference)
}

fn lower_draft(draft: &Draft) -> Bulletin {
    bulletin::build(draft, &Default::default(), &YANJIN.config).expect("a date")
}

/// Drafts as offices write them, with digits, quotations, strong runs and several paragraphs in
/// every place where an import could go wrong.
fn random_draft() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "全力推进项目建设",
        "“60·80”项目",
        "2024年",
        "做好",
        "民生实事",
        "e贷",
        "（镇、街道）",
        "21.4亿元",
        "《实施方案》",
        "成立专班",
        "坚持",
        "“最后一公里”",
        "县农业农村局",
        "一是",
        "以",
        "各乡",
        "3个",
        "农村低收入人口",
        "，",
        "、",
        "APP",
    ]);
    let phrase = move |least: usize, most: usize| {
        prop::collection::vec(word.clone(), least..most).prop_map(|words| words.concat())
    };
    let headline = phrase(2, 6).prop_map(|text| {
        let text = text.trim_matches(['，', '、']).to_owned();
        format!("县审计局{text}开展工作")
    });
    let sentence = (phrase(2, 12), prop::bool::weighted(0.2)).prop_map(|(text, strong)| {
        let text = text.trim_start_matches(['，', '、']).to_owned();
        match strong {
            true => format!("**潭龙街道**落实{text}到位。"),
            false => format!("落实{text}到位。"),
        }
    });
    let paragraph = prop::collection::vec(sentence, 1..4).prop_map(|sentences| sentences.concat());
    let body = prop::collection::vec(paragraph, 1..4).prop_map(|all| all.join("\n\n"));
    let credits =
        prop::sample::subsequence(vec!["发改委", "供销社", "潭龙街道", "东屯镇", "审计局"], 1..4);
    let item = (headline, body, credits).prop_map(|(headline, body, credits)| {
        format!("[[column.item]]\nheadline = {headline:?}\nbody = \"\"\"\n{body}\n\"\"\"\ncredits = {credits:?}\n")
    });
    let name = prop::sample::select(vec![
        "民生保障",
        "“三秋”生产",
        "奋战一季度",
        "2024年项目",
        "一、二、三产融合",
    ]);
    let column = (name, prop::collection::vec(item, 1..4))
        .prop_map(|(name, items)| format!("[[column]]\nname = {name:?}\n{}", items.concat()));
    let extra = prop::sample::select(vec![
        "",
        "kind = \"增刊\"\n",
        "total = 345\n",
        "note = \"\"\"\n本期两条。\n\n请参阅。\n\"\"\"\n",
    ]);
    (1..200u32, extra, prop::collection::vec(column, 1..4)).prop_map(|(number, extra, columns)| {
        format!(
            "number = {number}\ndate = 2024-02-16\n{extra}{}[signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n",
            columns.concat()
        )
    })
}

/// Lines of an issue in any order, with marks where they do not belong.
fn hostile_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "延津政务快报",
        "第 38 期",
        "第期",
        "2023 年 8 月 25 日",
        "2023年13月1日",
        "【",
        "】",
        "【民生保障】",
        "（",
        "）",
        "（发改委）",
        "（发改委",
        "县发改委扎实推进工作 ",
        "**",
        "****",
        "#",
        "## ",
        "---",
        "本期发：",
        "责任编辑：",
        "签发：李 勉",
        "。",
        "，",
        " ",
        "　",
        "\n",
        "\n\n",
        "\t",
        "\u{200b}",
        "\u{feff}",
        "◆",
        "一、",
        "（一）",
        "1.",
        "目录",
        "……1",
        "编者按：",
        "总第",
        "期",
        "年",
        "月",
        "日",
        "A",
        "甲",
        "同时积极组织开展各项工作坚持把任务落到实处",
        "\r\n",
        "\u{c}",
        "😀",
        "\u{20bb7}",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Tables are written as Markdown writes them, and read so.
#[test]
fn tables_survive_plain_text() {
    let draft = "number = 7\ndate = 2024-02-16\n[[column]]\nname = \"审计监督\"\n[[column.item]]\n\
        headline = \"县审计局强化审计监督\"\nbody = \"\"\"\n情况如下。\n\n一、总体情况\n\n有序推进。\n\"\"\"\ncredits = [\"审计局\"]\n\
        [[column.item.table]]\ncaption = \"各乡镇情况\"\nrows = [[\"乡镇\", \"户|数\"], [\"东屯镇\", \"23\"]]\nafter = 1\n\
        [[column.item.table]]\nhead = 0\nrows = [[\"a\\\\b\", \"2\"]]\n\
        [signoff]\neditor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n";
    let entry = entry("drafts/2024-07.toml", draft);
    assert!(entry.found.is_empty(), "{:?}", entry.found);
    let text = plain_text(&entry);
    let (_, draft) = imported("2024-07.txt", text.as_bytes());
    assert_eq!(lower_draft(&draft), lower_draft(&entry.draft), "{text}");
}

/// Bulletins of places that do not exist, in manners that do: what is there is found, what is not
/// there is not made up. Read the snapshots.
#[test]
fn bulletins_of_other_places_import_as_they_are() {
    let config = "name = \"某县政务快报\"\npublisher = \"某县人民政府办公室\"\ndistribution = \"县委常委。\"\n";
    let (config, _) = Config::read(&Source::new("bulletin.toml", config));
    let reference = Reference { config: &config, roster: &Roster::default(), date: None };
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../import");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in ["林区.txt", "专期.txt", "简讯.txt", "要情.md", "编号.txt", "折行.txt", "来信.html"]
    {
        let bytes = std::fs::read(root().join("tests/import").join(name)).unwrap();
        let imported = import::import(name.as_ref(), &bytes, Expected::Issue, reference).unwrap();
        let text = import::toml::issue(&imported.outline, None, &[], reference);
        let read = Draft::read(&Source::new("a.toml", text.clone()));
        assert!(read.found.is_empty(), "{name}: {:?}\n{text}", read.found);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}
