//! A form in which a unit hands something in: 标题, 内容, 报送单位, each with what is filled in beside it, in a table
//! or line by line.

use super::line::Line;
use super::{Outline, labels};
use crate::import::document::{Glyph, Paragraph, Table, plain, rich, trim};
use crate::zh::space::squeezed;

const TITLES: &[&str] = &["标题", "题目", "信息标题", "稿件标题", "信息题目", "文章标题"];
const TEXTS: &[&str] =
    &["内容", "正文", "信息内容", "稿件内容", "信息正文", "主要内容", "文章内容"];
/// What such a form is called.
const NAMES: &[&str] = &[
    "登记表",
    "报送表",
    "来稿表",
    "送审单",
    "审批表",
    "报送单",
    "呈报表",
    "采编表",
    "投稿表",
    "送审表",
];

const LABELS: &str = "来稿登记表里的字样";

/// The lines of a form that is a table: its headline, its text, and the rest as facts behind it.
pub(super) fn of(table: &Table, outline: &mut Outline) -> Option<Vec<Line>> {
    let text = |cell: &[Paragraph]| -> String {
        cell.iter().map(|paragraph| squeezed(&plain(&paragraph.text))).collect()
    };
    let is = |label: &str, among: &[&str]| among.contains(&label.trim_end_matches(['：', ':']));
    let mut title = None;
    let mut body = None;
    let mut facts = vec![];
    for row in &table.rows {
        let mut cells = row.iter().filter(|cell| cell.iter().any(|p| !p.text.is_empty()));
        while let Some(label) = cells.next() {
            let name = text(label);
            let Some(value) = cells.next() else {
                // 审核人 with nothing beside it, or one cell over the whole width.
                facts.push((name, None));
                break;
            };
            if title.is_none() && is(&name, TITLES) {
                title = Some((name, value));
            } else if body.is_none() && is(&name, TEXTS) {
                body = Some((name, value));
            } else {
                facts.push((name, Some(value)));
            }
        }
    }
    let ((title_name, title), (body_name, body)) = (title?, body?);
    // A list of headlines with their texts is a table of data.
    if facts.iter().any(|(name, _)| name.chars().count() > 12) {
        return None;
    }
    for name in [title_name, body_name] {
        outline.ledger.add(LABELS, name.chars());
    }
    let mut lines = vec![];
    let mut headline = Line { centred: true, place: table.place.clone(), ..Line::default() };
    for paragraph in title {
        headline.text.extend(paragraph.text.iter().map(|g| Glyph::new(g.c, true)));
    }
    lines.push(headline);
    lines.extend(body.iter().cloned().map(|paragraph| Line { indented: true, ..paragraph.into() }));
    for (name, value) in facts {
        let mut text = name;
        if let Some(value) = value {
            if !text.ends_with(['：', ':']) {
                outline.ledger.made("来稿登记表的冒号", "：");
                text.push('：');
            }
            let value: Vec<String> = value.iter().map(|p| plain(&p.text)).collect();
            text.push_str(value.join(" ").trim());
        }
        lines.push(Paragraph::plain(&text, &*table.place).into());
    }
    Some(lines)
}

/// Labels of a form beside those of other lines about a text.
const FACTS: &[&str] = &[
    "单位",
    "审签人",
    "信息条数",
    "报送条数",
    "条数",
    "篇数",
    "填表人",
    "填表日期",
    "填报日期",
    "填报时间",
    "办公电话",
    "手机号码",
    "固定电话",
    "传真",
    "审核意见",
    "领导签字",
    "单位领导",
    "签字",
    "备注",
    "采用情况",
    "编号",
    "密级",
    "字数",
    "类别",
    "信息类别",
    "报送方式",
    "编辑意见",
    "领导签发",
    "负责人",
    "责任人",
];

/// The lines of a form that is laid before or behind the texts it is about: who sends them, when, whom to ask. Each
/// cell with a label stands beside one with something short.
pub(super) fn about(table: &Table, outline: &mut Outline) -> Option<Vec<Line>> {
    let text = |cell: &[Paragraph]| -> String {
        let texts: Vec<String> = cell.iter().map(|p| plain(&p.text)).collect();
        texts.join(" ").trim().to_owned()
    };
    let bare = |label: &str| squeezed(label.trim_end_matches(['：', ':', ' ']));
    let known = |label: &str| {
        let label = bare(label);
        [labels::SOURCES, labels::OTHERS, FACTS].iter().any(|all| all.contains(&&*label))
    };
    let mut name = None;
    let (mut pairs, mut told) = (vec![], 0);
    for (index, row) in table.rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| text(cell)).collect();
        let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        if let ([only], 0) = (filled.as_slice(), index)
            && !known(only)
        {
            name = Some((*only).clone());
            continue;
        }
        let mut rest = cells.iter();
        while let Some(label) = rest.next() {
            if label.is_empty() {
                continue;
            }
            let value = rest.next().cloned().unwrap_or_default();
            if label.chars().count() > 10 || value.chars().count() > 40 || known(&value) {
                return None;
            }
            told += usize::from(known(label));
            pairs.push((label.clone(), value));
        }
    }
    let called = |name: &String| {
        let name = squeezed(name);
        NAMES.iter().any(|end| name.trim_end_matches(['）', ')']).ends_with(end))
    };
    let source = pairs.iter().any(|(label, _)| {
        let label = bare(label);
        label == "单位" || labels::SOURCES.contains(&&*label)
    });
    let form =
        (source || name.is_some()) && name.as_ref().is_none_or(called) && table.caption.is_empty();
    if !form || pairs.len() < 3 || told * 3 < pairs.len() * 2 {
        return None;
    }
    if let Some(name) = name {
        outline.ledger.left("来稿登记表的表名", &name);
    }
    let line = |(label, value): (String, String)| {
        let mut text = label;
        if !value.is_empty() && !text.ends_with(['：', ':']) {
            outline.ledger.made("来稿登记表的冒号", "：");
            text.push('：');
        }
        text.push_str(&value);
        Line { aside: true, ..Paragraph::plain(&text, &*table.place).into() }
    };
    Some(pairs.into_iter().map(line).collect())
}

/// Whether a line names such a form.
pub(super) fn is_name(line: &Line) -> bool {
    let text = line.squeezed();
    line.other.is_none()
        && text.chars().count() <= 24
        && NAMES.iter().any(|name| text.trim_end_matches(['）', ')']).ends_with(name))
}

/// What a line begins with, as 标题： or 【标题】, and how many characters that takes.
fn label(line: &Line) -> Option<(String, usize)> {
    let text = line.plain();
    let open = text.chars().next().filter(|c| "【[［".contains(*c));
    let end = match open {
        Some(_) => text.find(['】', ']', '］'])?,
        None => text.find(['：', ':'])?,
    };
    let name = squeezed(text[..end].trim_start_matches(['【', '[', '［']));
    let mut count = text[..end].chars().count() + 1;
    // 【标题】：….
    if open.is_some() {
        count += text.chars().skip(count).take_while(|c| "：:".contains(*c)).count();
    }
    (line.other.is_none() && name.chars().count() <= 6).then_some((name, count))
}

/// Takes 标题： and 正文： off the lines that have them, of one text or of several.
pub(super) fn without_labels(lines: &mut [Line], outline: &mut Outline) {
    let among =
        |line: &Line, names: &[&str]| label(line).is_some_and(|(n, _)| names.contains(&&*n));
    let all = |names: &[&str]| -> Vec<usize> {
        (0..lines.len()).filter(|at| among(&lines[*at], names)).collect()
    };
    let (mut titles, texts) = (all(TITLES), all(TEXTS));
    let Some(first) = titles.first().copied().filter(|at| *at <= 5) else { return };
    let told = |line: &Line| line.plain().contains(['：', ':']) || line.text.len() <= 12;
    if texts.is_empty() && !lines[..first].iter().all(told) {
        return;
    }
    // Several, when each has its text.
    let each = titles.iter().enumerate().all(|(index, at)| {
        let end = titles.get(index + 1).copied().unwrap_or(lines.len());
        texts.iter().any(|text| (*at..end).contains(text))
    });
    if !each {
        titles.truncate(1);
    }
    let several = titles.len() > 1;
    let body = texts.into_iter().filter(|at| *at > first).take(titles.len()).collect::<Vec<_>>();
    for at in titles.iter().chain(&body) {
        let Some((_, count)) = label(&lines[*at]) else { continue };
        let line = &mut lines[*at];
        let marks: String = plain(&line.text[..count]);
        outline.ledger.add(LABELS, squeezed(&marks).chars());
        line.text = trim(&line.text[count..]).to_vec();
        if several && titles.contains(at) {
            line.heading = 1;
        }
    }
    for line in lines.iter_mut() {
        // 【单位】县民政局 is as 单位：县民政局.
        let Some((name, count)) = label(line) else { continue };
        let bracket = !line.plain().starts_with(&*name);
        let known = labels::SOURCES.iter().chain(labels::OTHERS).chain(&["单位"]);
        if bracket && known.clone().any(|other| *other == name) && line.text.len() > count {
            let marks = plain(&line.text[..count]);
            let rest = trim(&line.text[count..]).to_vec();
            let text = format!("{name}：");
            outline.ledger.changed(LABELS, &marks, &text);
            line.text = rich(&text, false).into_iter().chain(rest).collect();
        }
    }
}
