//! A bulletin becomes a Word document or plain text, which is imported: it is the same bulletin.

use std::sync::LazyLock;

use kuaibao::bulletin::words::Manner;
use kuaibao::bulletin::{self, Block, Bulletin, Run};
use kuaibao::config::Config;
use kuaibao::draft::Draft;
use kuaibao::export::{self, docx};
use kuaibao::import::outline::{Expected, Reference};
use kuaibao::import::{self, Imported};
use kuaibao::source::Source;
use kuaibao::typeset::Setting;
use kuaibao::workspace::Entry;
use kuaibao::workspace::files::Disk;
use proptest::prelude::*;

use crate::support::{ISSUES, YANJIN, issue, lower, root};

/// With strong runs that touch as one: nobody sees where one ends, nor does Word keep it.
fn merged(mut bulletin: Bulletin) -> Bulletin {
    let columns = bulletin.columns.iter_mut().flat_map(|column| &mut column.items);
    for block in columns.flat_map(|item| &mut item.body) {
        let Block::Paragraph(runs) = block else { continue };
        let mut kept: Vec<Run> = vec![];
        for run in std::mem::take(runs) {
            match kept.last_mut() {
                Some(last) if last.strong && run.strong => last.text.push_str(&run.text),
                _ => kept.push(run),
            }
        }
        *runs = kept;
    }
    bulletin
}

/// The settings of an office that also reports, sends and counts copies.
static CONFIG: LazyLock<Config> = LazyLock::new(|| {
    let text = std::fs::read_to_string(root().join("bulletin.toml")).unwrap();
    let more =
        "report-to = \"市政府办公室，市委信息科。\"\nsend-to = \"县委各部委。\"\ncopies = 60\n";
    let (config, found) = Config::read(&Source::new("bulletin.toml", format!("{more}{text}")));
    assert!(found.is_empty(), "{found:?}");
    config
});

fn reference(config: &Config) -> Reference<'_> {
    Reference { config, roster: &YANJIN.roster, date: None }
}

fn word(bulletin: &Bulletin, template: &str, proof: bool) -> Vec<u8> {
    let layout = docx::Layout {
        setting: Setting::STANDARD,
        loose: usize::MAX,
        printed: &docx::Printed::default(),
        page_of: &|_, _| Some(1),
    };
    docx::document(bulletin, Manner::of(template), &CONFIG.fonts, &layout, proof).unwrap()
}

/// A draft among the pictures of the tests.
fn entry(text: &str) -> Entry {
    let read = Entry::read("drafts/2024-07.toml".as_ref(), text.as_bytes().to_vec(), 0);
    read.attach(&Disk, &root().join("tests/files"))
}

/// What becomes of a file: how it was read, and the bulletin of its draft.
fn back(name: &str, bytes: &[u8], config: &Config) -> (Imported, Bulletin, String) {
    let imported =
        import::import(name.as_ref(), bytes, Expected::Issue, reference(config)).expect("a file");
    let folder = tempfile::tempdir().expect("a folder");
    let pictures = imported.outline.pictures.iter().enumerate();
    let names: Vec<String> = pictures
        .map(|(index, picture)| {
            let name = format!("{index}.{}", picture.extension);
            std::fs::write(folder.path().join(&name), &picture.bytes).expect("written");
            name
        })
        .collect();
    let text = import::toml::issue(&imported.outline, None, &names, reference(config));
    let read = Draft::read(&Source::new("a.toml", text.clone()));
    assert!(read.found.is_empty(), "{:?}\n{text}", read.found);
    let bytes = text.clone().into_bytes();
    let entry = Entry::read("a.toml".as_ref(), bytes, 0).attach(&Disk, folder.path());
    let bulletin = bulletin::build(&entry.draft, &entry.attachments, config).expect("a date");
    (imported, bulletin, text)
}

fn assert_back(what: &str, bytes: &[u8], config: &Config, wanted: &Bulletin) {
    let (imported, found, text) = back("a.docx", bytes, config);
    assert_eq!(imported.proof.unplaced, 0, "{what}: {:?}", imported.outline.unplaced);
    assert_eq!(imported.proof.difference, "", "{what}\n{text}");
    assert_eq!(imported.proof.figures, None, "{what}\n{text}");
    let guesses: Vec<_> = imported.outline.items().flat_map(|item| &item.guesses).collect();
    assert!(guesses.is_empty() && imported.outline.guesses.is_empty(), "{what}: {guesses:?}");
    assert_eq!(&found, wanted, "{what}\n{text}");
}

#[test]
fn every_draft_survives_word() {
    let everything = std::fs::read_to_string(root().join("tests/files/2024-z03.toml")).unwrap();
    let mut bulletins: Vec<(String, Bulletin)> =
        ISSUES.iter().map(|name| ((*name).to_owned(), lower(issue(name), &CONFIG))).collect();
    bulletins.push(("2024-z03".to_owned(), lower(&entry(&everything), &CONFIG)));
    for (name, bulletin) in bulletins {
        for template in ["kuaibao", "jianbao"] {
            for (contents, proof) in [(false, false), (true, false), (false, true), (true, true)] {
                let shown = Bulletin { contents, ..bulletin.clone() };
                let what = format!("{name} {template} {contents} {proof}");
                assert_back(&what, &word(&shown, template, proof), &CONFIG, &bulletin);
            }
        }
    }
}

/// The numbers in the margin of a proof, as lines of their own: what other programs make of frames.
#[test]
fn numbers_beside_items_are_no_text_of_theirs() {
    for name in ISSUES {
        let bulletin = lower(issue(name), &CONFIG);
        let mut text = export::text(&bulletin, reference(&CONFIG));
        for (c, column) in bulletin.columns.iter().enumerate().rev() {
            for (i, item) in column.items.iter().enumerate().rev() {
                let at = text.rfind(&item.headline).expect("an item");
                let at = text[..at].rfind('\n').map_or(0, |at| at + 1);
                text.insert_str(at, &format!("{}.{}\n", c + 1, i + 1));
            }
        }
        let (imported, found, _) = back("a.txt", text.as_bytes(), &CONFIG);
        assert_eq!(
            (imported.proof.unplaced, imported.proof.difference.as_str()),
            (0, ""),
            "{name}"
        );
        assert_eq!((imported.proof.figures, found), (None, bulletin), "{name}");
    }
}

/// What a reissue corrects is no draft's, and is not lost.
#[test]
fn a_correction_comes_back_as_a_remark() {
    let bulletin = lower(issue("2023-43"), &CONFIG);
    let correction = "第2条“12个”应为“21个”，原第43期收回。".to_owned();
    let reissue = Bulletin { correction: Some(correction.clone()), ..bulletin.clone() };
    let text = export::text(&reissue, reference(&CONFIG));
    for (name, bytes) in
        [("a.docx", word(&reissue, "kuaibao", false)), ("a.txt", text.into_bytes())]
    {
        let (imported, found, text) = back(name, &bytes, &CONFIG);
        assert_eq!(imported.outline.corrections, [correction.as_str()], "{name}");
        assert_eq!((imported.proof.unplaced, imported.proof.difference.as_str()), (0, ""));
        assert!(text.contains(&format!("# 原件另有：更正：{correction}")), "{text}");
        assert_eq!(found, bulletin, "{name}");
    }
}

/// A text has no pictures; that there were some is said, with what stood below them.
#[test]
fn pictures_are_missed_in_plain_text() {
    let everything = std::fs::read_to_string(root().join("tests/files/2024-z03.toml")).unwrap();
    let bulletin = lower(&entry(&everything), &CONFIG);
    let text = export::text(&bulletin, reference(&CONFIG));
    assert!(text.contains("![项目开工现场]"));
    let (imported, found, draft) = back("a.txt", text.as_bytes(), &CONFIG);
    assert!(!imported.proof.is_exact());
    assert_eq!((imported.proof.unplaced, imported.proof.difference.as_str()), (0, ""), "{draft}");
    assert!(draft.contains("# 待核：原件这里有图片“项目开工现场”，没有导入"), "{draft}");
    let mut wanted = bulletin;
    let items = wanted.columns.iter_mut().flat_map(|column| &mut column.items);
    items.for_each(|item| item.body.retain(|block| !matches!(block, Block::Figure(_))));
    assert_eq!(found, wanted, "{draft}");
}

/// What somebody has added to such a document in Word, without a style of ours, is read as anywhere.
#[test]
fn what_is_added_in_word_is_read_as_anywhere() {
    let bulletin = lower(issue("2023-43"), &CONFIG);
    let bytes = word(&bulletin, "kuaibao", false);
    let added = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>县审计局强化审计监督</w:t></w:r><w:r><w:t xml:space=\"preserve\">　整改12个问题。（审计局）</w:t></w:r></w:p>";
    let changed = crate::import_docx::edited(&bytes, |part| {
        // Before the second column, and a credit typed anew in the first item.
        let at = part.match_indices("KbColumn").nth(1).unwrap().0;
        let at = part[..at].rfind("<w:p>").unwrap();
        format!("{}{added}{}", &part[..at], &part[at..])
    });
    let (imported, found, text) = back("a.docx", &changed, &CONFIG);
    assert_eq!(imported.proof.difference, "", "{text}");
    let items = &found.columns[0].items;
    assert_eq!(items.len(), bulletin.columns[0].items.len() + 1, "{text}");
    let last = items.last().unwrap();
    assert_eq!(last.headline, "县审计局强化审计监督");
    assert_eq!(last.body[0].text(), "整改12个问题。");
    assert_eq!(last.credits, ["审计局"]);
    assert_eq!(items[..items.len() - 1], bulletin.columns[0].items);
}

/// Lists of 报 and 送 and the number of copies stand in `bulletin.toml`; they are known as such.
#[test]
fn lists_and_copies_survive_plain_text() {
    for name in ISSUES {
        let bulletin = lower(issue(name), &CONFIG);
        let text = export::text(&bulletin, reference(&CONFIG));
        assert!(
            text.contains("报：市政府") && text.contains("送：县委") && text.contains("共印60份")
        );
        let (imported, found, draft) = back("a.txt", text.as_bytes(), &CONFIG);
        assert_eq!(imported.proof.unplaced, 0, "{name}: {:?}", imported.outline.unplaced);
        assert_eq!(found, bulletin, "{name}\n{draft}");
        // In an office that has other lists they are kept, to be looked at.
        let (imported, ..) = back("a.txt", text.as_bytes(), &YANJIN.config);
        assert_eq!(imported.outline.unplaced.len(), 2, "{name}");
        assert_eq!(imported.outline.copies, Some(60));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn random_bulletins_survive_word(draft in random_draft(), titles in any::<bool>(), contents in any::<bool>(), proof in any::<bool>()) {
        let entry = entry(&draft);
        prop_assert!(entry.found.is_empty(), "{:?}\n{}", entry.found, draft);
        let bulletin = lower(&entry, &CONFIG);
        let shown = Bulletin { contents, ..bulletin.clone() };
        let bytes = word(&shown, if titles { "jianbao" } else { "kuaibao" }, proof);
        let (imported, found, text) = back("a.docx", &bytes, &CONFIG);
        prop_assert_eq!(imported.proof.unplaced, 0, "{:?}", imported.outline.unplaced);
        prop_assert_eq!(&imported.proof.difference, "", "{}", text);
        prop_assert_eq!(&imported.proof.figures, &None, "{}", text);
        prop_assert_eq!(merged(found), merged(bulletin), "{}", text);
    }
}

/// Drafts with everything in them that an import could take for something else.
fn random_draft() -> impl Strategy<Value = String> {
    let paragraph = || {
        let piece = prop::sample::select(vec![
            "全力推进项目建设",
            "“60·80”项目",
            "2024年4月8日",
            "，",
            "、",
            "。",
            "；",
            "（见附件）",
            "（发改委）",
            "**县审计局**",
            "**潭龙街道 3个**",
            "2*3=6",
            "Smart City",
            "甲 乙",
            "丙　丁",
            "e贷 12 户",
            "13800000000",
            "<b>&amp;",
            "𠮷",
            "第3期",
            "98.2%",
            "：",
        ]);
        let start = prop::sample::select(vec![
            "今年以来",
            "一、主要做法",
            "（一）强化领导。成立专班",
            "（二）强化服务",
            "1.抓宣传",
            "编者按：",
            "本期发：",
            "责任编辑：",
            "联系人：李某",
            "来源：县水利局",
            "表1　进展情况表",
            "图1　现场",
            "【民生保障】",
            "目录",
            "注1：据统计局",
            "——发改委",
            "- 一是",
            "◆县审计局",
            "县审计局强化监督 开展审计",
            "**县审计局强化监督**",
        ]);
        (start, prop::collection::vec(piece, 0..8))
            .prop_map(|(start, pieces)| format!("{start}{}", pieces.concat()).trim().to_owned())
    };
    let headline = prop::sample::select(vec![
        "县审计局强化监督",
        "县审计局“三个强化” 筑牢防火墙",
        "一、二、三产融合",
        "2024年首季开门红",
        "【快讯】东屯镇“春风行动”（第3期）",
        "Smart City 建设提速",
        "县医保局、人社局——联合开展",
    ]);
    let cell = prop::sample::select(vec![
        "乡镇",
        "",
        "12.50",
        "a|b",
        "甲 乙",
        "表1",
        "**",
        "（发改委）",
        "签发：甲",
    ]);
    let caption = prop::sample::select(vec![
        "",
        "caption = \"进展情况\"\n",
        "caption = \"表1 各乡镇 3 月\"\n",
    ]);
    let after = prop::sample::select(vec!["", "after = 1\n", "after = 2\n"]);
    let table = (
        1..4usize,
        1..5usize,
        caption.clone(),
        0..3usize,
        after.clone(),
        prop::collection::vec(cell, 16),
    )
        .prop_map(|(width, height, caption, head, after, cells)| {
            let rows: Vec<String> = (0..height)
                .map(|row| format!("{:?}", &cells[row * width..(row + 1) * width]))
                .collect();
            format!(
                "[[column.item.table]]\n{caption}head = {head}\nrows = [{}]\n{after}",
                rows.join(", ")
            )
        });
    let file = prop::sample::select(vec!["现场.png", "合影.jpg"]);
    let alt = prop::sample::select(vec!["", "alt = \"工人 3 名在现场\"\n"]);
    let width = prop::sample::select(vec!["", "width = 50\n", "width = 100\n"]);
    let figure =
        (file, caption, alt, width, after).prop_map(|(file, caption, alt, width, after)| {
            format!("[[column.item.figure]]\nfile = {file:?}\n{caption}{alt}{width}{after}")
        });
    let credits = prop::sample::subsequence(
        vec!["发改委", "林场：甲 乙", "潭龙街道", "新乡市某某服务中心", "e贷办"],
        1..5,
    );
    let tables = prop::collection::vec(table, 0..3);
    let figures = prop::collection::vec(figure, 0..3);
    let body = prop::collection::vec(paragraph(), 1..5).prop_map(|all| all.join("\n\n"));
    let item = (headline, body, credits, tables, figures).prop_map(
        |(headline, body, credits, tables, figures)| {
            format!(
                "[[column.item]]\nheadline = {headline:?}\nbody = '''\n{body}\n'''\ncredits = {credits:?}\n{}{}",
                tables.concat(),
                figures.concat()
            )
        },
    );
    let name = prop::sample::select(vec![
        "民生保障",
        "“三秋”生产",
        "一、二、三产融合",
        "【要闻】",
        "2024 年",
    ]);
    let column = (name, prop::collection::vec(item, 1..4))
        .prop_map(|(name, items)| format!("[[column]]\nname = {name:?}\n{}", items.concat()));
    let extra = prop::sample::select(vec![
        "",
        "kind = \"增刊\"\ntotal = 345\n",
        "note = \"\"\"\n本期两条，**请参阅**。\n\n编者按：第二段 3 条。\n\"\"\"\n",
        "copies = 45\ndistribution = \"县委常委， 县人大。送：各乡镇。\"\n",
    ]);
    let signed = prop::sample::select(vec![
        "editor = \"李勉\"\nreviewer = \"原超俊\"\napprover = \"麻彦伟\"\n",
        "editor = \"李勉\"\n",
    ]);
    (1..200u32, extra, prop::collection::vec(column, 1..4), signed).prop_map(
        |(number, extra, columns, signed)| {
            format!(
                "number = {number}\ndate = 2024-02-16\n{extra}{}[signoff]\n{signed}",
                columns.concat()
            )
        },
    )
}
