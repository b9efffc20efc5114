//! Charts and diagrams: the figures and words behind what is drawn.

use super::xml::Node;
use crate::import::document::{Block, Ledger, Paragraph, Table};

/// A chart as a table: a column for each series.
pub(super) fn table(root: &Node, place: &str, ledger: &mut Ledger) -> Vec<Block> {
    let mut all = vec![];
    root.each(&mut |node| {
        if node.name == "ser" {
            all.push(node);
        }
    });
    let mut rest = Rest::of(root);
    let mut heads = vec![String::new()];
    let mut names: Vec<String> = vec![];
    let mut rows: Vec<Vec<String>> = vec![];
    for series in all {
        let points = |name: &str| series.child(name).map(points).unwrap_or_default();
        let (head, categories) = (points("tx"), [points("cat"), points("xVal")].concat());
        let values = [points("val"), points("yVal"), points("bubbleSize")].concat();
        for text in head.iter().chain(&categories).chain(&values) {
            rest.take(text);
        }
        let column = heads.len();
        heads.push(head.join(" "));
        if names.is_empty() {
            names.clone_from(&categories);
        } else {
            match names == categories {
                true => ledger.add("图表里重复的类别", categories.concat().chars()),
                false => ledger.left("图表里的文字", &categories.concat()),
            }
        }
        for (at, value) in values.into_iter().enumerate() {
            if rows.len() <= at {
                rows.push(vec![names.get(at).cloned().unwrap_or_default()]);
            }
            rows[at].resize(column, String::new());
            rows[at].push(value);
        }
    }
    let placed = rows.len();
    if let Some(more) = names.get(placed..).filter(|more| !more.is_empty()) {
        ledger.left("图表里的文字", &more.concat());
    }
    let mut title = String::new();
    if let Some(node) = root.find("title") {
        title = node.whole_text().trim().to_owned();
        rest.take(&title);
    }
    if !rest.text.trim().is_empty() {
        ledger.left("图表里的文字", &rest.text);
    }
    if rows.is_empty() {
        ledger.left("图表里的文字", &(title + &heads.concat()));
        return vec![Block::Absent("图表".to_owned())];
    }
    let width = heads.len();
    let cell = |text: String| match text.is_empty() {
        true => vec![],
        false => vec![Paragraph::plain(&text, place)],
    };
    let line = |mut row: Vec<String>| -> Vec<Vec<Paragraph>> {
        row.resize(width, String::new());
        row.into_iter().map(cell).collect()
    };
    let mut table = Table {
        caption: title,
        place: place.to_owned(),
        doubt: Some("原件这里是图表，表里是图表存的数字，与图上显示的可能不同".to_owned()),
        ..Table::default()
    };
    table.rows.push(line(heads));
    table.rows.extend(rows.into_iter().map(line));
    vec![Block::Table(table)]
}

/// The values of a series' part, in order.
fn points(node: &Node) -> Vec<String> {
    let mut all = vec![];
    node.each(&mut |node| {
        if matches!(node.name.as_str(), "v" | "t") {
            all.push(node.text());
        }
    });
    all
}

/// The text of a chart that has found no place yet.
struct Rest {
    text: String,
}

impl Rest {
    fn of(root: &Node) -> Self {
        Self { text: root.whole_text() }
    }

    fn take(&mut self, text: &str) {
        if let Some(at) = self.text.find(text).filter(|_| !text.is_empty()) {
            self.text.replace_range(at..at + text.len(), "");
        }
    }
}

/// The words of a diagram, point by point.
pub(super) fn diagram(root: &Node, place: &str, ledger: &mut Ledger) -> Vec<Block> {
    let mut blocks = vec![];
    let mut taken = String::new();
    root.each(&mut |node| {
        if node.name != "pt" {
            return;
        }
        let Some(body) = node.child("t") else { return };
        for paragraph in body.nodes().filter(|node| node.name == "p") {
            let text = paragraph.whole_text();
            if !text.trim().is_empty() {
                taken.push_str(&text);
                blocks.push(Block::Paragraph(Paragraph::plain(text.trim(), place)));
            }
        }
    });
    let all = root.whole_text();
    if crate::zh::space::squeezed(&all).len() > crate::zh::space::squeezed(&taken).len() {
        let mut rest = Rest { text: all };
        for block in &blocks {
            if let Block::Paragraph(paragraph) = block {
                rest.take(&crate::import::document::plain(&paragraph.text));
            }
        }
        ledger.left("图形里的文字", &rest.text);
    }
    blocks
}
