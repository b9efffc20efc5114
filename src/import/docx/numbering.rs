//! Lists as a Word document's parts hold them (ECMA-376-1, 17.9).

use super::xml::Node;
use crate::import::number_format;
use crate::import::numbering::{Level, List, Num, Numbered, Numbering};

/// What the properties of a paragraph say of its number.
pub(super) fn numbered(properties: &Node) -> Numbered {
    let value = |name: &str| properties.child(name).and_then(Node::val).map(str::to_owned);
    Numbered {
        // Word 2003 calls it ilfo.
        num: value("numId").or_else(|| value("ilfo")),
        level: value("ilvl").and_then(|level| level.parse().ok()),
    }
}

/// All lists of a document.
pub(super) fn read(root: &Node) -> Numbering {
    let mut all = Numbering::default();
    let Some(root) = root.child("numbering") else { return all };
    for node in root.nodes() {
        match node.name.as_str() {
            "abstractNum" => {
                let id = node.get("abstractNumId").unwrap_or_default().to_owned();
                all.lists.insert(id, list(node));
            }
            "num" => {
                let id = node.get("numId").unwrap_or_default().to_owned();
                all.nums.insert(id, num(node));
            }
            _ => {}
        }
    }
    all
}

fn list(node: &Node) -> List {
    let link = |name: &str| node.child(name).and_then(Node::val).map(str::to_owned);
    List { levels: levels(node).collect(), link: link("numStyleLink"), of_style: link("styleLink") }
}

fn num(node: &Node) -> Num {
    let mut num = Num {
        list: node.child("abstractNumId").and_then(Node::val).unwrap_or_default().to_owned(),
        ..Num::default()
    };
    for over in node.nodes().filter(|node| node.name == "lvlOverride") {
        let Some(at) = over.get("ilvl").and_then(|at| at.parse().ok()) else { continue };
        num.levels.extend(levels(over));
        let start = over.child("startOverride").and_then(Node::val);
        if let Some(start) = start.and_then(number_format::read) {
            num.starts.insert(at, start);
        }
    }
    num
}

fn levels(node: &Node) -> impl Iterator<Item = (usize, Level)> {
    node.nodes().filter(|node| node.name == "lvl").filter_map(|node| {
        let at = node.get("ilvl")?.parse().ok()?;
        let value = |name: &str| node.child(name).and_then(Node::val);
        // A format that old programs do not know stands in an alternative.
        let format = node.child("numFmt").or_else(|| {
            let choice = node.child("AlternateContent")?;
            choice.child("Choice").and_then(|choice| choice.child("numFmt"))
        });
        let level = Level {
            start: value("start").and_then(number_format::read).unwrap_or_default(),
            format: format.and_then(Node::val).unwrap_or("decimal").to_owned(),
            custom: format.and_then(|node| node.get("format")).unwrap_or_default().to_owned(),
            text: value("lvlText").unwrap_or_default().to_owned(),
            legal: node.child("isLgl").is_some_and(Node::on),
            restart: value("lvlRestart").and_then(|at| at.parse().ok()),
            tab: value("suff").is_none_or(|suff| suff != "nothing"),
            style: value("pStyle").map(str::to_owned),
        };
        Some((at, level))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(levels: &str, nums: &str, paragraphs: &[(usize, &str)]) -> Vec<String> {
        let xml = format!(
            "<numbering><abstractNum abstractNumId=\"0\">{levels}</abstractNum>{nums}</numbering>"
        );
        let mut numbering = read(&Node::parse(&xml).expect("a part"));
        let mut next = |(level, num): &(usize, &str)| {
            let numbered = Numbered { num: Some((*num).to_owned()), level: Some(*level) };
            numbering.next(&numbered, None).unwrap_or_default()
        };
        paragraphs.iter().map(&mut next).collect()
    }

    fn level(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<lvl ilvl=\"{at}\"><start val=\"1\"/><numFmt val=\"{format}\"/><lvlText val=\"{text}\"/><suff val=\"nothing\"/>{more}</lvl>"
        )
    }

    #[test]
    fn levels_count_restart_and_name_those_above() {
        let levels = level(0, "chineseCounting", "第%1章", "")
            + &level(1, "decimal", "%1.%2", "<isLgl/>")
            + &level(2, "upperLetter", "%3、", "<lvlRestart val=\"0\"/>");
        let nums = "<num numId=\"1\"><abstractNumId val=\"0\"/></num>\
            <num numId=\"2\"><abstractNumId val=\"0\"/><lvlOverride ilvl=\"0\"><startOverride val=\"1\"/></lvlOverride></num>\
            <num numId=\"3\"><abstractNumId val=\"0\"/><lvlOverride ilvl=\"0\"><startOverride val=\"8\"/></lvlOverride></num>";
        let order =
            [(0, "1"), (1, "1"), (2, "1"), (1, "1"), (2, "1"), (0, "1"), (1, "1"), (2, "1")];
        assert_eq!(
            numbers(&levels, nums, &order),
            ["第一章", "1.1", "A、", "1.2", "B、", "第二章", "2.1", "C、"]
        );
        assert_eq!(
            numbers(&levels, nums, &[(0, "1"), (0, "1"), (0, "2"), (0, "2"), (0, "1")]),
            ["第一章", "第二章", "第一章", "第二章", "第三章"]
        );
        assert_eq!(numbers(&levels, nums, &[(1, "1"), (0, "1")]), ["1.1", "第二章"]);
        assert_eq!(
            numbers(&levels, nums, &[(0, "3"), (0, "1"), (0, "3")]),
            ["第八章", "第九章", "第十章"]
        );
    }

    #[test]
    fn bullets_and_numbers_without_a_list_are_none() {
        let levels = level(0, "bullet", "\u{F06C}", "");
        let nums = "<num numId=\"1\"><abstractNumId val=\"0\"/></num>";
        assert_eq!(numbers(&levels, nums, &[(0, "1"), (0, "7"), (0, "0")]), ["", "", ""]);
    }
}
