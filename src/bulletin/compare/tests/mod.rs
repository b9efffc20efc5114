use super::*;
use crate::bulletin::identity::{ColumnContent, Line};
use crate::draft::ItemNumber;

mod applied;
mod insets;

use applied::{applied, edited_table};

fn paragraph(text: &str) -> Part {
    Part { kind: PartKind::Paragraph, text: text.into(), more: String::new() }
}

fn item(headline: &str, body: &[&str]) -> ItemContent {
    ItemContent {
        headline: headline.into(),
        body: body.iter().map(|text| paragraph(text)).collect(),
        credits: vec!["人社局".into()],
    }
}

fn content(columns: &[(&str, Vec<ItemContent>)]) -> Content {
    let column = |(name, items): &(&str, Vec<ItemContent>)| ColumnContent {
        name: (*name).into(),
        items: items.clone(),
    };
    Content {
        lines: vec![Line { name: "期号".into(), text: "第3期".into() }],
        note: vec![],
        columns: columns.iter().map(column).collect(),
    }
}

fn week() -> Content {
    content(&[
        (
            "项目建设",
            vec![
                item("县交通运输局抢抓工期", &["已完成农村公路新改建12.6公里，完成投资312万元。"]),
                item(
                    "县住建局推进老旧小区改造",
                    &["改造老旧小区8个，惠及群众1,204户。", "下一步抓好验收。"],
                ),
            ],
        ),
        (
            "民生保障",
            vec![
                item("县医保局方便群众办事", &["办理异地就医备案215人次。"]),
                item("东屯镇走访慰问困难老人", &["走访慰问困难老人46户，送去米面油。"]),
            ],
        ),
    ])
}

fn told(old: &Content, new: &Content) -> Vec<String> {
    let comparison = compare(old, new);
    let place = |at: Option<ItemNumber>| at.map(|at| at.to_string()).unwrap_or_default();
    comparison
        .items
        .iter()
        .map(|item| {
            let changes = super::told::said(item).flat_map(|part| &part.stretches);
            let words: Vec<String> = changes
                .filter_map(|stretch| match stretch {
                    Stretch::Same { .. } => None,
                    Stretch::Look { text, strong } => Some(format!("{text}:{strong}")),
                    Stretch::Changed { old, new } => Some(format!("{old}→{new}")),
                })
                .collect();
            let (old, new) = (place(item.old), place(item.new));
            format!("{:?} {old}>{new} {}", item.fate, words.join(" ")).trim_end().to_owned()
        })
        .collect()
}

#[test]
fn nothing_changed_is_nothing_told() {
    assert!(compare(&week(), &week()).is_empty());
}

#[test]
fn a_figure_is_told_with_its_item() {
    let mut new = week();
    new.columns[0].items[0].body[0] = paragraph("已完成农村公路新改建12.6公里，完成投资321万元。");
    assert_eq!(told(&week(), &new), ["Edited 1.1>1.1 312→321"]);
}

#[test]
fn moved_new_and_struck_items_are_told_as_such() {
    let mut new = week();
    let moved = new.columns[1].items.remove(1);
    new.columns[0].items.insert(0, moved);
    assert_eq!(told(&week(), &new), ["Moved 2.2>1.1"]);

    let mut new = week();
    new.columns[0].items.remove(1);
    new.columns[1].items.push(item("县气象局发布预报", &["周末有小雨。"]));
    assert_eq!(told(&week(), &new), ["Struck 1.2>", "New >2.3"]);

    let mut new = week();
    new.columns[1].items.swap(0, 1);
    assert_eq!(told(&week(), &new).len(), 1, "one of two that changed places has moved");
}

#[test]
fn a_paragraph_put_in_does_not_touch_its_neighbours() {
    let mut new = week();
    new.columns[0].items[1].body.insert(0, paragraph("全县动员。"));
    assert_eq!(told(&week(), &new), ["Edited 1.2>1.2 →全县动员。"]);
}

/// All that is told, in words.
fn said(old: &Content, new: &Content) -> Vec<String> {
    super::told::told(&compare(old, new)).into_iter().flat_map(|told| told.lines).collect()
}

#[test]
fn a_look_is_told_as_such() {
    for (before, after, expected) in [
        ("甲乙**丙丁**戊", "甲乙丙丁戊", "正文第 1 段“甲乙”后：“丙丁”取消加粗"),
        ("已建成12座。", "已建成**12座**。", "正文第 1 段“已建成”后：“12座”加粗"),
        ("已建成12座。", "已建成**13**座。", "正文第 1 段“已建成”后：“12”改成“13”（加粗）"),
        ("已**建成12座**。", "已**建成13座**。", "正文第 1 段“已建成”后：“12”改成“13”"),
        ("全县建成。", "全县**基本**建成。", "正文第 1 段“全县”后：加了“基本”（加粗）"),
        ("全县**基本**建成。", "全县建成。", "正文第 1 段“全县”后：删了“基本”"),
    ] {
        let (mut old, mut new) = (week(), week());
        old.columns[0].items[0].body[0] = paragraph(before);
        new.columns[0].items[0].body[0] = paragraph(after);
        assert_eq!(said(&old, &new), [expected], "{before} → {after}");
    }
    let (mut old, mut new) = (week(), week());
    old.note = vec![paragraph("近日，抓好三秋。"), paragraph("请参阅。")];
    new.note = vec![paragraph("近日，**抓好**三秋。"), paragraph("请参阅。")];
    assert_eq!(said(&old, &new), ["“近日，”后：“抓好”加粗"]);
}

fn table(rows: &[&[&str]]) -> Part {
    let rows: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    Part { kind: PartKind::Table, text: rows.join("\n"), more: "head 1".into() }
}

#[test]
fn tables_are_told_by_rows_and_cells() {
    let was: &[&[&str]] =
        &[&["乡镇", "户数", "投资"], &["东屯镇", "23", "312"], &["榆林乡", "8", "40"]];
    for (now, expected) in [
        (
            &[&["乡镇", "户数", "投资"][..], &["东屯镇", "23", "321"], &["榆林乡", "8", "40"]][..],
            &["表格第 2 行“东屯镇”的“投资”：“312”改成“321”"][..],
        ),
        (
            &[
                &["乡镇", "户数", "投资"],
                &["城关镇", "5", "9"],
                &["东屯镇", "24", "312"],
                &["榆林乡", "8", "40"],
            ],
            &["表格第 2 行：加了“城关镇　5　9”", "表格第 3 行“东屯镇”的“户数”：“23”改成“24”"],
        ),
        (
            &[&["乡镇", "户数", "投资"], &["榆林乡", "8", "40"]],
            &["表格第 2 行：删了“东屯镇　23　312”"],
        ),
        (
            &[&["乡镇", "投资"], &["东屯镇", "312"], &["榆林乡", "41"]],
            &["表格第 2 列：删了“户数　23　8”", "表格第 3 行“榆林乡”的“投资”：“40”改成“41”"],
        ),
        (
            &[&["乡镇", "户数", "投资"], &["东屯镇", "99", "98"], &["榆林乡", "97", "96"]],
            &[
                "表格第 2 行“东屯镇”的“户数”：“23”改成“99”",
                "表格第 2 行“东屯镇”的“投资”：“312”改成“98”",
                "表格第 3 行“榆林乡”的“户数”：“8”改成“97”",
                "表格第 3 行“榆林乡”的“投资”：“40”改成“96”",
            ],
        ),
    ] {
        let (mut old, mut new) = (week(), week());
        old.columns[0].items[0].body.push(table(was));
        new.columns[0].items[0].body.push(table(now));
        assert_eq!(said(&old, &new), expected);
    }
}

#[test]
fn a_column_put_in_moves_nothing() {
    let mut new = week();
    let moved = new.columns[1].items.remove(0);
    new.columns[0].items.push(moved);
    let first = ("要闻", vec![item("县委召开会议", &["会议学习了文件。"])]);
    new.columns.insert(0, content(&[first]).columns.remove(0));
    assert_eq!(told(&week(), &new), ["New >1.1", "Moved 2.1>2.3"]);
}

#[test]
fn columns_that_change_places_are_told_though_they_are_empty() {
    let old = content(&[("甲", vec![]), ("乙", vec![])]);
    let new = content(&[("乙", vec![]), ("甲", vec![])]);
    let changes = compare(&old, &new);
    assert_eq!(changes.texts.len(), 1, "{changes:?}");
    assert_eq!(said(&old, &new), ["“【甲】【乙】”改成“【乙】【甲】”"]);
}

#[test]
fn columns_and_lines_are_told() {
    let mut new = week();
    new.columns[0].name = "重点项目".into();
    new.lines[0].text = "第4期".into();
    let names: Vec<String> = compare(&week(), &new).texts.into_iter().map(|t| t.name).collect();
    assert_eq!(names, ["期号", "第1栏的名称"]);
}

#[test]
fn another_picture_with_the_same_words_is_a_change() {
    let figure = |hash: &str| Part {
        kind: PartKind::Figure,
        text: "图1".into(),
        more: format!("{} 60 现场", hash.repeat(32)),
    };
    let (mut old, mut new) = (week(), week());
    old.columns[0].items[0].body.push(figure("ab"));
    new.columns[0].items[0].body.push(figure("cd"));
    assert_eq!(told(&old, &new).len(), 1);
}

/// A content after random edits: words, items and columns changed, moved, put in, taken out.
fn edited(mut content: Content, edits: &[(u8, usize, usize, String)]) -> Content {
    for (what, a, b, text) in edits {
        let columns = content.columns.len();
        let column = a % columns;
        let items = content.columns[column].items.len();
        match what % 12 {
            0 if items > 0 => {
                let body = &mut content.columns[column].items[b % items].body;
                body[0].text.push_str(text);
            }
            1 if items > 0 => content.columns[column].items[b % items].headline = text.clone(),
            2 if items > 0 => {
                let taken = content.columns[column].items.remove(b % items);
                content.columns[(column + 1) % columns].items.push(taken);
            }
            3 if items > 0 => {
                content.columns[column].items.remove(b % items);
            }
            4 => content.columns[column].items.push(item(text, &[text])),
            5 => content.columns[column].name.push_str(text),
            6 if items > 0 => {
                let body = &mut content.columns[column].items[b % items].body;
                body.insert(b % (body.len() + 1), paragraph(text));
            }
            7 if items > 0 => {
                let body = &mut content.columns[column].items[b % items].body;
                if body.len() > 1 {
                    body.remove(b % body.len());
                }
            }
            8 => content.columns.swap(column, b % columns),
            9 if columns > 1 => drop(content.columns.remove(column)),
            10 => content
                .columns
                .insert(b % (columns + 1), ColumnContent { name: text.clone(), items: vec![] }),
            _ => content.lines[0].text.push_str(text),
        }
    }
    content
}

proptest::proptest! {
    #[test]
    fn what_is_told_of_a_table_gives_the_other_one(
        was in proptest::collection::vec(proptest::collection::vec("[甲乙丙0-9]{1,2}", 3), 1..5),
        edits in proptest::collection::vec((0u8..5, 0usize..9, 0usize..9, "[甲乙丁0-9]{1,2}"), 0..5),
    ) {
        let mut is = was.clone();
        for (what, a, b, text) in edits {
            let (rows, columns) = (is.len(), is[0].len());
            match what {
                0 => is[a % rows][b % columns] = text,
                1 => is.insert(a % (rows + 1), vec![text; columns]),
                2 if rows > 1 => drop(is.remove(a % rows)),
                3 => is.iter_mut().for_each(|row| row.insert(b % (columns + 1), text.clone())),
                4 if columns > 1 => is.iter_mut().for_each(|row| drop(row.remove(b % columns))),
                _ => {}
            }
        }
        let part = |rows: &[Vec<String>]| {
            let rows: Vec<Vec<&str>> =
                rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            table(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
        };
        let (a, b) = (part(&was).table(), part(&is).table());
        let mut changes = vec![];
        super::inside::table(&a, &b, 1, "表格", &mut changes);
        proptest::prop_assert_eq!(edited_table(&was, &changes), is);
    }

    /// Every item of both sides is told or unchanged, and the stretches lead from one to the other.
    #[test]
    fn what_is_told_gives_the_other_content(
        edits in proptest::collection::vec((0u8..12, 0usize..9, 0usize..9, "[甲乙丙0-9，。]{1,12}"), 0..6),
    ) {
        let old = week();
        let new = edited(week(), &edits);
        let comparison = compare(&old, &new);
        proptest::prop_assert_eq!(comparison.is_empty(), old == new);
        proptest::prop_assert_eq!(applied(&old, &comparison), new.clone());
        for change in &comparison.items {
            let side = |content: &Content, at: Option<ItemNumber>| at.map(|at| super::item(content, at).clone());
            let (before, after) = (side(&old, change.old), side(&new, change.new));
            let (Some(before), Some(after)) = (before, after) else { continue };
            for part in &change.parts {
                let (was, is) = words::sides(&part.stretches);
                match part.place {
                    Field::Headline => {
                        proptest::prop_assert_eq!((&was, &is), (&before.headline, &after.headline));
                    }
                    Field::Credits
                    | Field::Caption { .. }
                    | Field::Row { .. }
                    | Field::Column { .. }
                    | Field::Cell { .. } => {}
                    Field::Body { .. } => {
                        let has = |item: &ItemContent, text: &str| {
                            text.is_empty() || item.body.iter().any(|part| part.text == text)
                        };
                        proptest::prop_assert!(has(&before, &was) && has(&after, &is));
                    }
                }
            }
        }
        // Items that nothing is told of are the same on both sides.
        let told_new: Vec<ItemNumber> = comparison.items.iter().filter_map(|change| change.new).collect();
        let told_old: Vec<ItemNumber> = comparison.items.iter().filter_map(|change| change.old).collect();
        let rest = |content: &Content, told: &[ItemNumber]| {
            let place = |column: usize, item: usize| ItemNumber::of_indexes(column, item);
            let mut texts: Vec<String> = content
                .items()
                .filter(|(column, item, _)| !told.contains(&place(*column, *item)))
                .map(|(_, _, item)| format!("{item:?}"))
                .collect();
            texts.sort();
            texts
        };
        proptest::prop_assert_eq!(rest(&old, &told_old), rest(&new, &told_new));
    }
}
