//! Tables and pictures: what of them is another, and where they stand.

use super::{paragraph, said, week};
use crate::bulletin::compare::told::{count, told};
use crate::bulletin::compare::{compare, marked};
use crate::bulletin::identity::{Content, Part, PartKind};

fn figure(caption: &str, hash: char, width: &str, alt: &str) -> Part {
    let hash = hash.to_string().repeat(64);
    Part { kind: PartKind::Figure, text: caption.into(), more: format!("{hash} {width} {alt}") }
}

fn table(text: &str) -> Part {
    Part { kind: PartKind::Table, text: text.into(), more: "head 1".into() }
}

/// An issue whose first item has such a body.
fn issue(body: &[Part]) -> Content {
    let mut issue = week();
    issue.columns[0].items[0].body = body.to_vec();
    issue
}

#[test]
fn of_a_picture_each_thing_is_told() {
    let old = figure("一季度投资", 'a', "60", "柱状图");
    for (new, expected) in [
        (figure("一季度投资", 'b', "60", "柱状图"), &["图片：“原来的图”改成“另一张图”"][..]),
        (figure("一季度投资", 'a', "80", "柱状图"), &["图片的宽：“60%”改成“80%”"]),
        (figure("一季度投资", 'a', "", "柱状图"), &["图片的宽：“60%”改成“没有写”"]),
        (figure("一季度投资", 'a', "60", "折线图"), &["图片的替代文字：“柱状”改成“折线”"]),
        (
            figure("一季度投资（亿元）", 'b', "80", "柱状图"),
            &[
                "图片：“原来的图”改成“另一张图”",
                "图片的标题“一季度投资”后：加了“（亿元）”",
                "图片的宽：“60%”改成“80%”",
            ],
        ),
    ] {
        let (old, new) = (issue(std::slice::from_ref(&old)), issue(&[new]));
        assert_eq!(said(&old, &new), expected);
        assert_eq!(count(&compare(&old, &new)), expected.len());
    }
    let text = paragraph("已完成投资。");
    let (none, one) = (issue(std::slice::from_ref(&text)), issue(&[text, figure("", 'a', "", "")]));
    assert_eq!(said(&none, &one), ["图片：加了“一张图”"]);
    assert_eq!(said(&one, &none), ["图片：删了“一张图”"]);
}

#[test]
fn what_was_moved_among_paragraphs_is_told_and_they_are_not() {
    let (first, second) =
        (paragraph("建立县级机制，抓实要素。"), paragraph("倒排工期，挂图作战。"));
    let last = paragraph("确保年底前全部投用。");
    for inset in [figure("现场", 'a', "60", ""), table("乡镇\t户数\n东屯镇\t23")] {
        let name = if inset.kind == PartKind::Table { "表格" } else { "图片" };
        let old = [&first, &second, &inset, &last].map(Clone::clone);
        let before = issue(&old);
        for (new, place) in [
            ([&first, &inset, &second, &last], "在第 1 段后"),
            ([&inset, &first, &second, &last], "在正文前"),
            ([&first, &second, &last, &inset], "在第 3 段后"),
        ] {
            let after = issue(&new.map(Clone::clone));
            let expected = format!("{name}：“在第 2 段后”改成“{place}”");
            assert_eq!(said(&before, &after), [expected]);
        }
    }
    // Moved and changed.
    let (old, new) = (table("乡镇\t户数\n东屯镇\t23"), table("乡镇\t户数\n东屯镇\t32"));
    let (old, new) = (issue(&[first.clone(), second.clone(), old]), issue(&[first, new, second]));
    assert_eq!(
        said(&old, &new),
        ["表格：“在第 2 段后”改成“在第 1 段后”", "表格第 2 行“东屯镇”的“户数”：“23”改成“32”"]
    );
}

#[test]
fn behind_joined_paragraphs_its_place_is_told_by_words() {
    let chart = figure("投资", 'a', "", "");
    let old = [
        paragraph("甲明确责任。"),
        paragraph("乙破解难题。"),
        chart.clone(),
        paragraph("丙强化保障。"),
    ];
    let new = [paragraph("甲明确责任。乙破解难题。"), paragraph("丙强化保障。"), chart];
    let told = said(&issue(&old), &issue(&new));
    let expected = "图片：“在“…乙破解难题。”后”改成“在“…丙强化保障。”后”";
    assert!(told.contains(&expected.to_owned()), "{told:?}");
}

#[test]
fn unseen_characters_are_named_and_units_and_columns_are_whole() {
    let mut new = week();
    new.columns[0].items[0].credits = vec!["交通局".into(), "审计局".into()];
    new.columns[1].items[0].body[0] = paragraph("办理 异地就医\u{200B}备案215人次。");
    let mut old = week();
    old.columns[0].items[0].credits = vec!["交通局".into(), "财政局".into()];
    assert_eq!(
        said(&old, &new),
        [
            "供稿单位“交通局 ”后：“财政局”改成“审计局”",
            "正文第 1 段“办理”后：加了一个空格",
            "正文第 1 段“异地就医”后：加了一个零宽空格",
        ]
    );
    let told = told(&compare(&old, &new));
    assert_eq!((told.len(), count(&compare(&old, &new))), (2, 3));
}

#[test]
fn a_picture_is_called_exchanged_only_when_it_was() {
    let old = figure("甲", 'a', "60", "乙");
    for (new, expected) in [
        (figure("甲", 'b', "80", "乙"), Some("〔图已更换〕")),
        (figure("甲", 'a', "80", "乙"), Some("〔图的宽改过〕")),
        (figure("甲", 'a', "60", "丙"), Some("〔图的替代文字改过〕")),
        (figure("乙", 'a', "60", "乙"), None),
    ] {
        assert_eq!(marked::of_figure(&old, &new), expected);
    }
}
