//! What is drawn: text boxes, WordArt, pictures, charts, diagrams.

use super::body::{FoundBlock, Open, Shown, Walk};
use super::xml::{Child, Node};
use crate::bulletin::styles;
use crate::import::document::Block;
use crate::import::margin;

impl Walk<'_> {
    /// Takes what a drawing shows into the paragraph that holds it.
    pub(super) fn graphic(&mut self, node: &Node, open: &mut Open) {
        read(self, node, open);
    }
}

fn read(walk: &mut Walk<'_>, node: &Node, open: &mut Open) {
    if node.name == "object" {
        let packed = node.nodes().any(|n| n.name == "OLEObject" || n.name == "objectEmbed");
        if packed {
            open.after.push(absent("嵌入的对象（表格、公式等），只有它的图样"));
        }
    }
    for child in &node.children {
        match child {
            Child::Node(node) => shape(walk, node, open),
            Child::Text(text) => walk.stray(text),
        }
    }
}

fn shape(walk: &mut Walk<'_>, node: &Node, open: &mut Open) {
    match node.name.as_str() {
        "txbxContent" if walk.styles.are_own() && margin::number(&node.whole_text()).is_some() => {
            walk.found.ledger.add(margin::WHAT, node.whole_text().chars());
        }
        "txbxContent" => {
            let mut blocks = vec![];
            walk.coloured += 1;
            walk.blocks(node, &mut blocks);
            walk.coloured -= 1;
            for block in &mut blocks {
                if let FoundBlock::Block(Block::Paragraph(paragraph)) = block {
                    paragraph.boxed = true;
                }
            }
            open.boxes.append(&mut blocks);
        }
        "textpath" => {
            if let Some(text) = node.get("string").filter(|text| !text.trim().is_empty()) {
                walk.box_text(text, open);
            }
        }
        "blip" => match (node.get("embed"), node.get("link")) {
            (Some(id), _) if !id.is_empty() => {
                let shown = std::mem::take(&mut open.shown);
                open.after.push(FoundBlock::Picture(Shown { id: id.to_owned(), ..shown }));
            }
            (_, Some(_)) => open.after.push(absent("图片（只有链接，文件里没有图）")),
            _ => {}
        },
        "imagedata" => match (node.get("id"), node.get("href"), node.get("src")) {
            (Some(id), ..) => {
                let shown = Shown { id: id.to_owned(), ..Shown::default() };
                open.after.push(FoundBlock::Picture(shown));
            }
            (_, Some(_), _) | (.., Some(_)) => {
                open.after.push(absent("图片（只有链接，文件里没有图）"));
            }
            _ => {}
        },
        "extent" => open.extent = node.get("cx").and_then(|cx| cx.parse().ok()),
        "docPr" if walk.styles.are_own() => {
            let alt = node.get("descr").unwrap_or_default().to_owned();
            let name = node.get("name").unwrap_or_default();
            let width = resized(walk.area, open.extent, name).or_else(|| styles::width(name));
            open.shown = Shown { id: String::new(), alt, width };
        }
        // Word 2003 packs a picture into the text.
        "binData" => open.after.push(absent("图片")),
        "chart" => open.after.extend(node.get("id").map(|id| FoundBlock::Chart(id.to_owned()))),
        "relIds" => open.after.extend(node.get("dm").map(|id| FoundBlock::Diagram(id.to_owned()))),
        "AlternateContent" => {
            if let Some(chosen) = walk.chosen(node) {
                read(walk, chosen, open);
            }
        }
        // Text of a drawing that is none of Word's boxes.
        "txBody" => {
            for paragraph in node.nodes().filter(|node| node.name == "p") {
                let text = paragraph.whole_text();
                if !text.trim().is_empty() {
                    walk.box_text(&text, open);
                }
            }
        }
        "posOffset" | "align" | "pctWidth" | "pctHeight" | "pctPosHOffset" | "pctPosVOffset" => {}
        _ => read(walk, node, open),
    }
}

/// English metric units a millimetre.
const MILLIMETRE: f64 = 36_000.0;

/// How wide a picture is now, in per cent of the type area, where somebody has made it larger or
/// smaller than it was set.
fn resized(area: Option<f64>, extent: Option<f64>, name: &str) -> Option<u32> {
    let (area, extent) = (area?, extent?);
    let was = f64::from(styles::set_width(name)?) * MILLIMETRE;
    let changed = (extent - was).abs() > MILLIMETRE;
    changed.then(|| (100.0 * extent / area).round().clamp(1.0, 100.0) as u32)
}

fn absent(what: &str) -> FoundBlock {
    FoundBlock::Block(Block::Absent(what.to_owned()))
}
