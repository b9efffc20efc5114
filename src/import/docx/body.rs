//! The text of a document part: paragraphs with strong runs and their numbers, tables, notes, and
//! where pictures stand. What is not shown on paper is noted, each piece by what it is.

use super::field::Field;
use super::styles::{Alignment, Looks, Styles, is_taken_out};
use super::xml::{Child, Node};
use crate::import::auto_field::Counters;
use crate::import::document::{Block, Paragraph, Rich, Told, rich, trim};
use crate::import::ledger::Ledger;
use crate::import::margin;
use crate::import::numbering::{self, Numbering};
use crate::import::placeholder::PLACEHOLDER;

/// What a part holds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) blocks: Vec<FoundBlock>,
    pub(super) ledger: Ledger,
    /// Insertions or deletions are waiting to be accepted.
    pub(super) tracked: bool,
    /// Notes that the text refers to.
    pub(super) notes: Vec<(NoteKind, String)>,
    /// Headers and footers that stand in the text itself, as in Word 2003's XML.
    pub(super) edges: Vec<(&'static str, Vec<FoundBlock>)>,
}

pub(super) enum FoundBlock {
    Block(Block),
    Picture(Shown),
    Chart(String),
    Diagram(String),
    /// A file of another format, put in whole.
    Part(String),
    Note(NoteKind, usize, String),
}

/// A picture where it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shown {
    /// Of the relation that leads to it.
    pub(super) id: String,
    /// What it shows and its width, where the document is one of ours.
    pub(super) alt: String,
    pub(super) width: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Foot,
    End,
}

impl NoteKind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Foot => "注",
            Self::End => "尾注",
        }
    }
}

/// Reads what stands in an element. `place` is what to call it; empty for the main text.
pub(super) fn read(node: &Node, styles: &Styles, numbering: &mut Numbering, place: &str) -> Found {
    let mut walk = Walk {
        styles,
        numbering,
        place: place.to_owned(),
        found: Found::default(),
        fields: vec![],
        in_cell: 0,
        count: 0,
        notes: [0, 0],
        counters: Counters::default(),
        area: area(node),
        begun: None,
        around: vec![styles.everywhere()],
        coloured: 0,
    };
    let mut blocks = vec![];
    walk.blocks(node, &mut blocks);
    walk.found.blocks = blocks;
    walk.found
}

/// The type area's width, by the last section of a document.
fn area(node: &Node) -> Option<f64> {
    let section = node.child("body").unwrap_or(node).child("sectPr")?;
    let of = |element: &str, key: &str| section.child(element)?.get(key)?.parse::<f64>().ok();
    let room = of("pgSz", "w")? - of("pgMar", "left")? - of("pgMar", "right")?;
    // English metric units a twip.
    (room > 0.0).then_some(room * 635.0)
}

pub(super) struct Walk<'a> {
    pub(super) styles: &'a Styles,
    numbering: &'a mut Numbering,
    pub(super) place: String,
    pub(super) found: Found,
    /// Fields that are open; one may begin in a paragraph and end in another.
    pub(super) fields: Vec<Field>,
    pub(super) in_cell: usize,
    pub(super) count: usize,
    pub(super) notes: [usize; 2],
    /// Of fields that number paragraphs.
    pub(super) counters: Counters,
    /// How wide the type area is, in the units of drawings.
    pub(super) area: Option<f64>,
    /// A paragraph whose mark a change takes out: it goes on in the next.
    begun: Option<(Open, Looks)>,
    /// What text gets beside its own styles: everywhere, and in each table that is open.
    pub(super) around: Vec<Looks>,
    /// Cells and boxes that are open and may have a colour.
    pub(super) coloured: usize,
}

/// A paragraph that is being read.
#[derive(Default)]
pub(super) struct Open {
    pub(super) text: Rich,
    /// What a line break has ended.
    pub(super) lines: Vec<Rich>,
    pub(super) strong: bool,
    /// What floats beside it.
    pub(super) boxes: Vec<FoundBlock>,
    /// Pictures in it, notes to it.
    pub(super) after: Vec<FoundBlock>,
    /// What is said of the picture that comes next, where the document is one of ours.
    pub(super) shown: Shown,
    /// How wide it is drawn.
    pub(super) extent: Option<f64>,
    pub(super) told: Option<Told>,
    /// Its level as a heading.
    pub(super) heading: u8,
}

impl Walk<'_> {
    pub(super) fn blocks(&mut self, node: &Node, out: &mut Vec<FoundBlock>) {
        for child in &node.children {
            match child {
                Child::Node(node) => self.block(node, out),
                Child::Text(text) => self.stray(text),
            }
        }
        self.end_begun(out);
    }

    pub(super) fn stray(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.found.ledger.left("不知道是什么的文字", text);
        }
    }

    fn block(&mut self, node: &Node, out: &mut Vec<FoundBlock>) {
        if node.name == "tbl" {
            self.end_begun(out);
        }
        match node.name.as_str() {
            "p" => self.paragraph(node, out),
            "tbl" => self.table(node, out),
            "sdt" => {
                if let Some(content) = self.control(node) {
                    self.blocks(content, out);
                }
            }
            "AlternateContent" => {
                if let Some(chosen) = self.chosen(node) {
                    self.blocks(chosen, out);
                }
            }
            "altChunk" => out.extend(node.get("id").map(|id| FoundBlock::Part(id.to_owned()))),
            "hdr" | "ftr" => {
                let what = if node.name == "hdr" { "页眉" } else { "页脚" };
                let mut blocks = vec![];
                self.blocks(node, &mut blocks);
                self.found.edges.push((what, blocks));
            }
            name if name.ends_with("Pr") && name != "sectPr" => {}
            "tblGrid" => {}
            _ if self.is_deleted(node) => {}
            // Equations on a line of their own, and what else may stand between paragraphs.
            "oMathPara" | "oMath" | "r" | "hyperlink" | "fldSimple" => {
                let mut open = Open::default();
                self.inline(node, &mut open, &Looks::default());
                self.close(open, &Looks::default(), None, out);
            }
            _ => self.blocks(node, out),
        }
    }

    /// What was taken out by a change that waits to be accepted.
    pub(super) fn is_deleted(&mut self, node: &Node) -> bool {
        let kind = match node.name.as_str() {
            "annotation" => node.get("type").unwrap_or_default(),
            name => name,
        };
        match kind {
            "del" | "moveFrom" | "Word.Deletion" => {
                self.found.tracked = true;
                self.left("修订中删去的文字", node);
                true
            }
            "ins" | "moveTo" | "Word.Insertion" => {
                self.found.tracked = true;
                false
            }
            "Word.Comment" => {
                self.left("批注", node);
                true
            }
            _ => false,
        }
    }

    pub(super) fn left(&mut self, what: &'static str, node: &Node) {
        let text = node.whole_text();
        if !text.trim().is_empty() {
            self.found.ledger.left(what, &text);
        }
    }

    /// What a content control shows; nothing where it only asks for text.
    pub(super) fn control<'n>(&mut self, node: &'n Node) -> Option<&'n Node> {
        let content = node.child("sdtContent")?;
        let properties = node.child("sdtPr");
        if properties.and_then(|p| p.child("showingPlcHdr")).is_some_and(Node::on) {
            self.left(PLACEHOLDER, content);
            return None;
        }
        Some(content)
    }

    /// The first alternative that is understood; the others say the same to other programs.
    pub(super) fn chosen<'n>(&mut self, node: &'n Node) -> Option<&'n Node> {
        const KNOWN: &[&str] = &[
            "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16cid", "w16se", "w16cex",
            "w16sdtdh", "a14", "a16", "c14", "m", "mc", "v", "o", "w", "wp", "pic", "r", "dgm",
        ];
        let understood = |node: &&Node| {
            let needed = node.get("Requires").unwrap_or_default();
            node.name == "Choice" && needed.split_whitespace().all(|prefix| KNOWN.contains(&prefix))
        };
        let chosen = node.nodes().find(understood).or_else(|| node.child("Fallback"));
        let squeezed = |text: String| crate::zh::space::squeezed(&text);
        let shown = chosen.map(|node| squeezed(node.whole_text())).unwrap_or_default();
        for other in node.nodes() {
            let is_chosen = chosen.is_some_and(|chosen| std::ptr::eq(chosen, other));
            let text = other.whole_text();
            if is_chosen || text.trim().is_empty() {
                continue;
            }
            if squeezed(text.clone()) == shown {
                self.found.ledger.add("给别的版本看的同一内容", text.chars());
            } else {
                self.found.ledger.left("给别的版本看的内容", &text);
            }
        }
        chosen
    }

    fn paragraph(&mut self, node: &Node, out: &mut Vec<FoundBlock>) {
        if node.is_margin_number() {
            self.found.ledger.add(margin::WHAT, node.whole_text().chars());
            return;
        }
        let properties = node.child("pPr");
        let style = properties.and_then(|p| p.child("pStyle")).and_then(Node::val);
        let around = self.around.last().cloned().unwrap_or_default();
        let by_style = around.under(&self.styles.looks(style));
        let own = properties.map(Looks::read).unwrap_or_default();
        let looks = by_style.under(&own);
        let mark = properties.and_then(|p| p.child("rPr")).map(Looks::read).unwrap_or_default();
        self.count += usize::from(self.place.is_empty() && self.in_cell == 0);
        let told = self.styles.told(style);
        // Where we say what a paragraph is, its face says no more.
        let strong = told.is_none() && by_style.strong.unwrap_or_default();
        let heading = looks.heading.unwrap_or_default();
        let before = self.begun.take().map(|(open, _)| open).unwrap_or_default();
        let mut open = Open { strong, told, heading, shown: Shown::default(), ..before };
        let Looks { hidden, switches, white, .. } = by_style;
        let run = Looks { hidden, switches, white, shaded: looks.shaded, ..Looks::default() };
        for child in &node.children {
            match child {
                Child::Node(node) if node.name == "pPr" => {
                    // A section ends here; what its headers say stands in the part itself.
                    if let Some(section) = node.child("sectPr") {
                        self.blocks(section, out);
                    }
                }
                Child::Node(node) => self.inline(node, &mut open, &run),
                Child::Text(text) => self.stray(text),
            }
        }
        // A letter set large before its paragraph stands in a frame of its own.
        let dropped = properties
            .and_then(|p| p.child("framePr")?.get("dropCap"))
            .is_some_and(|how| how != "none");
        if dropped && open.lines.is_empty() && (1..=4).contains(&trim(&open.text).len()) {
            self.found.ledger.joined("首字下沉的字（已接上）");
            open.text = trim(&open.text).to_vec();
            self.begun = Some((open, looks));
            return;
        }
        if properties.and_then(|p| p.child("rPr")).is_some_and(is_taken_out) {
            self.found.tracked = true;
            self.found.ledger.joined("修订中删去的段落标记（前后两段接成一段）");
            self.begun = Some((open, looks));
            return;
        }
        let hidden = mark.hidden == Some(true) && open.text.is_empty() && open.lines.is_empty();
        let written = properties.and_then(|p| p.child("listPr")?.child("t")?.val());
        let number = match written {
            _ if hidden => None,
            Some(written) => Some(written.to_owned()),
            None => self.numbering.next(&looks.numbered, style),
        };
        let void = by_style.under(&mark).is_struck();
        if let Some(number) = number.as_ref().filter(|_| void) {
            self.found.ledger.made("自动编号", number);
            self.found.ledger.left("划掉的文字", number);
        }
        self.close(open, &looks, number.filter(|_| !void), out);
    }

    /// Ends a paragraph that was to go on where no other follows.
    fn end_begun(&mut self, out: &mut Vec<FoundBlock>) {
        if let Some((open, looks)) = self.begun.take() {
            self.close(open, &looks, None, out);
        }
    }

    fn close(
        &mut self,
        mut open: Open,
        looks: &Looks,
        number: Option<String>,
        out: &mut Vec<FoundBlock>,
    ) {
        open.lines.push(std::mem::take(&mut open.text));
        let empty = open.lines.iter().all(|line| trim(line).is_empty());
        let kept = !empty || self.in_cell > 0;
        if let Some(number) = number.as_ref().filter(|_| !kept) {
            // Printed before nothing, which is seldom meant.
            self.found.ledger.made("自动编号", number);
            self.found.ledger.left("没有文字的段落的自动编号", number);
        }
        let number = number.filter(|_| kept);
        if let Some(number) = number {
            self.found.ledger.made("自动编号", &number);
            numbering::put(&number, &mut open.lines[0]);
        }
        // A table in a box is looked for behind what speaks of it; a name stands over its text.
        let is_table = |block: &FoundBlock| matches!(block, FoundBlock::Block(Block::Table(_)));
        if !empty && open.boxes.iter().any(is_table) {
            open.boxes.append(&mut open.after);
            std::mem::swap(&mut open.boxes, &mut open.after);
        }
        out.append(&mut open.boxes);
        for line in open.lines {
            let blank = line.iter().take_while(|glyph| glyph.c.is_whitespace()).count();
            let text = trim(&line).to_vec();
            let alignment = looks.alignment;
            out.push(FoundBlock::Block(Block::Paragraph(Paragraph {
                indented: blank > 1 || looks.indented.unwrap_or_default(),
                centred: alignment == Some(Alignment::Centre),
                right: alignment == Some(Alignment::Right),
                heading: looks.heading.unwrap_or_default(),
                place: self.place_of("段"),
                told: open.told,
                text,
                ..Paragraph::default()
            })));
        }
        out.append(&mut open.after);
    }

    pub(super) fn place_of(&self, what: &str) -> String {
        match (self.place.as_str(), what) {
            ("", "段") => format!("第{}段", self.count.max(1)),
            ("", what) => format!("第{}段后的{what}", self.count),
            (place, _) => place.to_owned(),
        }
    }

    /// The paragraph of a drawing's own text, or of WordArt.
    pub(super) fn box_text(&mut self, text: &str, open: &mut Open) {
        let place = self.place_of("段");
        let paragraph = Paragraph {
            text: trim(&rich(text, true)).to_vec(),
            place,
            boxed: true,
            ..Default::default()
        };
        open.boxes.push(FoundBlock::Block(Block::Paragraph(paragraph)));
    }
}
