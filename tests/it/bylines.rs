//! Who has sent a text, said at its head, and the title of several items.

use std::fs;

use crate::support::{run, workspace_copy};

/// What filing a text adds to a draft; where nobody has to be asked about it, that it is exact.
fn filed(text: &str) -> (String, String) {
    let folder = workspace_copy();
    let root = folder.path();
    fs::write(root.join("来.txt"), text).unwrap();
    let draft = "drafts/2024-02.toml";
    let before = fs::read_to_string(root.join(draft)).unwrap();
    let done = run(root, &["import", "--into", draft, "--column", "民生保障", "来.txt"]);
    assert_eq!(done.code, 0, "{done:?}");
    let after = fs::read_to_string(root.join(draft)).unwrap();
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let end = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    let end = end.min(before.len() - same);
    let added = String::from_utf8_lossy(&after.as_bytes()[same..after.len() - end]).into_owned();
    (added, done.stderr)
}

const HEADLINE: &str = "全县抢抓墒情播种小麦";
const TEXT: &str = "截至10月26日，全县秋粮已收获38.6万亩，出动农机2160台套。\n成立工作专班，逐村包保，小麦已播31.2万亩。";

#[test]
fn units_named_under_the_headline_are_its_credit() {
    for (byline, credits) in [
        ("（县农业农村局、各乡镇）", r#"["农业农村局", "各乡镇"]"#),
        ("（农业农村局）", r#"["农业农村局"]"#),
        ("县农业农村局　2026年10月26日", r#"["农业农村局"]"#),
        ("2026年10月26日　县农业农村局", r#"["农业农村局"]"#),
        ("县农业农村局 | 2026-10-26", r#"["农业农村局"]"#),
        ("延津县农业农村局", r#"["农业农村局"]"#),
    ] {
        let (added, told) = filed(&format!("{HEADLINE}\n{byline}\n{TEXT}\n"));
        assert!(added.contains(&format!("headline = \"{HEADLINE}\"")), "{byline}: {added}");
        assert!(added.contains(&format!("credits = {credits}")), "{byline}: {added}");
        assert_eq!(added.matches("headline = ").count(), 1, "{byline}: {added}");
        assert!(added.contains("\"\"\"\n截至10月26日"), "{byline}: {added}");
        // The day is kept for the editor, and not printed.
        assert_eq!(byline.contains("26"), added.contains("# 原件另有"), "{byline}: {added}");
        assert!(told.contains("加入"), "{told}");
    }
    // The one at the end is not the only one then.
    let (added, _) = filed(&format!("{HEADLINE}\n（各乡镇）\n{TEXT}\n（农业农村局）\n"));
    assert!(added.contains(r#"credits = ["各乡镇", "农业农村局"]"#), "{added}");
    assert!(added.contains("# 待核：标题下面的“各乡镇”"), "{added}");
    // What only looks so is text.
    let line = "截至10月26日，县农业农村局已派出12个工作组。";
    let (added, _) = filed(&format!("{HEADLINE}\n{line}\n{TEXT}\n（农业农村局）\n"));
    assert!(added.contains(r#"credits = ["农业农村局"]"#) && added.contains(line), "{added}");
}

#[test]
fn the_title_of_several_numbered_items_is_the_headline_of_none() {
    let text = "石婆固镇信息两条\n1.石婆固镇扎实开展秋冬季森林防火\n石婆固镇组建护林员队伍42人，设立检查卡点9处，张贴通告260份。（石婆固镇）\n2.石婆固镇发展林下经济助农增收\n石婆固镇依托1.2万亩林地资源，发展林下养殖，带动农户560户。（石婆固镇）\n";
    for text in [text.to_owned(), text.replace("1.", "一、").replace("2.石", "二、石")] {
        let (added, _) = filed(&text);
        assert!(added.contains("headline = \"石婆固镇扎实开展秋冬季森林防火\""), "{added}");
        assert!(added.contains("headline = \"石婆固镇发展林下经济助农增收\""), "{added}");
        assert!(added.contains("# 原件另有") && added.contains("石婆固镇信息两条"), "{added}");
        assert_eq!(added.matches("headline = ").count(), 2, "{added}");
    }
}
