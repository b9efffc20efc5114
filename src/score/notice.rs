//! The 通报: totals as a page of the office's own, made of the parts that a bulletin has, so that
//! every form is made of it by the same engine.

use chrono::NaiveDate;

use super::board::{ClassBoard, Row};
use super::renamed;
use super::tables::Shown;
use super::trace::Category;
use crate::bulletin::block::{self, Subhead, SubheadLevel, Table};
use crate::bulletin::words::Manner;
use crate::bulletin::{Block, Bulletin, Column, Item, Signoff};
use crate::config::Config;
use crate::config::distribution::unlabelled;
use crate::draft::Kind;
use crate::zh::numeral::counted;

/// What the heads of the tables, short so that these are narrow, leave open.
fn legend(shown: Shown<'_>) -> String {
    let above = shown.board.counted().any(|trace| trace.category == Category::Above);
    let counts = if above { "“本刊”“上级”" } else { "“本刊”" };
    // Pages set figures without spaces.
    let joint = shown.joint().map(|joint| format!("{}。", joint.replace(' ', "")));
    let joint = joint.unwrap_or_default();
    let units = shown.board.rows().map(|row| row.unit);
    let renamed = renamed::note(shown.roster, units, shown.board.period);
    let renamed = renamed.map(|renamed| format!("{renamed}。")).unwrap_or_default();
    format!("表中{counts}是采用的条数，其余各项是得分；同分的名次相同。{joint}{renamed}")
}

/// The 通报 of a board, dated `date`.
pub fn bulletin(shown: Shown<'_>, config: &Config, date: NaiveDate) -> Bulletin {
    let words = &shown.scheme.notice;
    let line = |text: Option<&str>| text.map(|text| block::joined(text.trim())).unwrap_or_default();
    let opening = words.opening.clone().unwrap_or_else(|| opening(shown));
    let mut body = paragraphs(&filled(&opening, shown));
    let classes = &shown.board.classes;
    for (number, class) in (1..).zip(classes) {
        if classes.len() > 1 {
            let text = format!("{}、{}", counted(number), class.name);
            body.push(Block::Subhead(Subhead { level: SubheadLevel::First, text }));
        }
        body.push(Block::Table(table(shown, class)));
    }
    body.extend(paragraphs(&legend(shown)));
    body.extend(paragraphs(&filled(&words.closing, shown)));
    let headline = format!("{}{}", shown.board.period, words.title);
    let item = Item { headline, body, credits: vec![] };
    let [editor, reviewer, approver] = words.signers.clone();
    Bulletin {
        name: config.name.value.clone(),
        publisher: config.publisher.value.clone(),
        number: 0,
        heading: Some(words.heading.clone()),
        kind: Kind::Regular,
        total: None,
        date,
        note: vec![],
        columns: vec![Column { name: String::new(), items: vec![item] }],
        distribution: unlabelled(&line(Some(&config.distribution))).to_owned(),
        report_to: line(config.report_to.as_ref().map(|text| text.as_str())),
        send_to: line(config.send_to.as_ref().map(|text| text.as_str())),
        copies: config.copies,
        contents: false,
        latin_spacing: config.latin_spacing,
        punctuation: config.punctuation,
        preprinted: false,
        creep: config.creep,
        manner: Manner::NOTICE,
        printed: String::new(),
        correction: None,
        signoff: Signoff { editor, reviewer, approver },
    }
}

/// What is said first where the office says nothing: of what there was only.
fn opening(shown: Shown<'_>) -> String {
    let board = shown.board;
    let mut text = "{期间}，本刊共编发{期数}期，采用信息{条数}条".to_owned();
    if board.above > 0 {
        text.push_str("；上级采用{上级条数}条");
    }
    if board.instructions > 0 {
        text.push_str(if board.above > 0 { "，" } else { "；" });
        text.push_str("领导批示{批示数}次");
    }
    text + "。现将各单位信息采用和得分情况通报如下。"
}

fn paragraphs(text: &str) -> Vec<Block> {
    block::lower(text).into_iter().map(Block::Paragraph).collect()
}

/// A text with what it asks for filled in; other braces stay as they are, and have been found.
fn filled(text: &str, shown: Shown<'_>) -> String {
    let board = shown.board;
    let without: Vec<&str> =
        board.rows().filter(|row| row.own + row.above == 0).map(|row| row.name.as_str()).collect();
    let without = if without.is_empty() { "无".to_owned() } else { without.join("、") };
    let values = [
        ("期间", board.period.to_string()),
        ("期数", board.issues.to_string()),
        ("条数", board.items.to_string()),
        ("上级条数", board.above.to_string()),
        ("批示数", board.instructions.to_string()),
        ("单位数", board.rows().count().to_string()),
        ("无采用单位", without),
    ];
    let mut text = text.to_owned();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    text
}

/// The ranking of a class as it is printed.
fn table(shown: Shown<'_>, class: &ClassBoard) -> Table {
    let board = shown.board;
    let is_used = |of: Category| board.counted().any(|trace| trace.category == of);
    let above = is_used(Category::Above);
    let counted = [Category::Own, Category::Above];
    let by: Vec<Category> =
        Category::ALL.into_iter().filter(|of| !counted.contains(of) && is_used(*of)).collect();
    let mut head = vec!["名次".to_owned(), "单位".to_owned(), "本刊".to_owned()];
    head.extend(above.then(|| "上级".to_owned()));
    head.extend(by.iter().map(|of| of.word().to_owned()));
    head.push("得分".to_owned());
    if board.has_running_total() {
        head.push("累计".to_owned());
    }
    let cells = |row: &Row| {
        let mut cells = vec![row.rank.to_string(), row.name.clone(), row.own.to_string()];
        cells.extend(above.then(|| row.above.to_string()));
        cells.extend(by.iter().map(|of| shown.shown(row.by[*of as usize])));
        cells.push(shown.shown(row.total));
        if board.has_running_total() {
            cells.push(shown.shown(row.in_year));
        }
        cells
    };
    let rows = std::iter::once(head).chain(class.rows.iter().map(cells)).collect();
    Table { caption: String::new(), head: 1, rows }
}
