//! A part as a tree. Word puts choices, fields and boxes into each other in ways that only a tree
//! lets one look at twice: once to count all its text, once to choose.

use anyhow::{Result, anyhow, bail};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::BROKEN;
use crate::import::limits::DEPTH;
use crate::import::margin;

/// An element, by its name without prefix.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

#[derive(Debug)]
pub(super) enum Child {
    Node(Node),
    Text(String),
}

/// More elements are not in a document that a person wrote.
const MOST_NODES: usize = 1_500_000;

/// Elements whose content is no text of anybody: places, sizes, packed data.
const DATA: &[&str] = &[
    "posOffset",
    "align",
    "pctWidth",
    "pctHeight",
    "pctPosHOffset",
    "pctPosVOffset",
    "binData",
    "fldData",
    "f",
    "formatCode",
    "docPartGallery",
    "binaryData",
    "lastRenderedPageBreak",
];

impl Node {
    /// Reads a part.
    pub(super) fn parse(xml: &str) -> Result<Self> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Self::default()];
        let mut count = 0;
        loop {
            match reader.read_event().map_err(|_| anyhow!(BROKEN))? {
                Event::Start(start) => {
                    if open.len() > DEPTH {
                        bail!(
                            "Word 文档里一层套一层，套了 {DEPTH} 层以上，没有导入\n用 Word、WPS 打开它，把文字复制到记事本存成 .txt，再导入"
                        );
                    }
                    count += 1;
                    open.push(Self::of(&start)?);
                }
                Event::Empty(start) => {
                    count += 1;
                    let node = Self::of(&start)?;
                    if let Some(parent) = open.last_mut() {
                        parent.children.push(Child::Node(node));
                    }
                }
                Event::End(_) => {
                    let Some(node) = open.pop() else { bail!(BROKEN) };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(Child::Node(node)),
                        None => bail!(BROKEN),
                    }
                }
                Event::Text(text) => push_text(&mut open, &text.xml10_content()),
                Event::CData(text) => push_text(&mut open, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let c = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c,
                        // An entity of its own is not resolved: that is how small files grow large.
                        _ => match &*reference {
                            "amp" => '&',
                            "lt" => '<',
                            "gt" => '>',
                            "quot" => '"',
                            "apos" => '\'',
                            _ => bail!(BROKEN),
                        },
                    };
                    push_text(&mut open, c.encode_utf8(&mut [0; 4]));
                }
                Event::Eof => break,
                _ => {}
            }
            if count > MOST_NODES {
                bail!(
                    "Word 文档里的标记超过 {} 万处，不像是一期快报或一份来稿，没有导入\n请确认没有选错文件；只要其中一部分的，另存出来再导入",
                    MOST_NODES / 10_000
                );
            }
        }
        match open.pop() {
            Some(root) if open.is_empty() => Ok(root),
            _ => bail!(BROKEN),
        }
    }

    fn of(start: &BytesStart<'_>) -> Result<Self> {
        let mut attributes = vec![];
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| anyhow!(BROKEN))?;
            let value =
                attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|_| anyhow!(BROKEN))?;
            attributes
                .push((attribute.key.local_name().into_inner().to_owned(), value.into_owned()));
        }
        Ok(Self { name: start.local_name().into_inner().to_owned(), attributes, children: vec![] })
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// What `val` says, as nearly every property does.
    pub(super) fn val(&self) -> Option<&str> {
        self.get("val")
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Node(node) => Some(node),
            Child::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.nodes().find(|node| node.name == name)
    }

    /// The first element of a name anywhere below.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.nodes().find_map(|node| if node.name == name { Some(node) } else { node.find(name) })
    }

    /// Calls for every element below, from the top.
    pub(super) fn each<'a>(&'a self, call: &mut impl FnMut(&'a Self)) {
        for node in self.nodes() {
            call(node);
            node.each(call);
        }
    }

    /// The text directly inside.
    pub(super) fn text(&self) -> String {
        let text = self.children.iter().map(|child| match child {
            Child::Text(text) => text.as_str(),
            Child::Node(_) => "",
        });
        text.collect()
    }

    /// Whether a switch such as `<w:b w:val="0"/>` is on.
    pub(super) fn on(&self) -> bool {
        !matches!(self.val(), Some("0" | "false" | "off" | "none"))
    }

    /// Every text below, whether it is shown or not: that of nodes, and what attributes hold that
    /// is text (WordArt, characters of symbol faces).
    pub(super) fn whole_text(&self) -> String {
        let mut all = String::new();
        self.gather(&mut all);
        all
    }

    fn gather(&self, all: &mut String) {
        if DATA.contains(&self.name.as_str()) {
            return;
        }
        match self.name.as_str() {
            "textpath" => all.push_str(self.get("string").unwrap_or_default()),
            "sym" => all.extend(self.symbol()),
            "fldSimple" => all.push_str(self.get("instr").unwrap_or_default()),
            _ => {}
        }
        for child in &self.children {
            match child {
                Child::Text(text) => all.push_str(text),
                Child::Node(node) => node.gather(all),
            }
        }
    }

    /// Whether a paragraph is the number of an item in the margin of a proof as older versions of ours
    /// have made it: in a frame, and nothing else.
    pub(super) fn is_margin_number(&self) -> bool {
        let framed = self.child("pPr").is_some_and(|look| look.child("framePr").is_some());
        framed && margin::number(&self.whole_text()).is_some()
    }

    /// Whether a drawing is such a number, as our proofs have it: in a text box, and nothing else.
    pub(super) fn is_margin_box(&self) -> bool {
        let (mut texts, mut is_only) = (vec![], true);
        self.each(&mut |node| match node.name.as_str() {
            "txbxContent" => texts.push(node.whole_text()),
            "blip" | "imagedata" | "tbl" => is_only = false,
            _ => {}
        });
        is_only && !texts.is_empty() && texts.iter().all(|text| margin::number(text).is_some())
    }

    /// The character of a `w:sym`.
    pub(super) fn symbol(&self) -> Option<char> {
        char::from_u32(u32::from_str_radix(self.get("char")?, 16).ok()?)
    }
}

fn push_text(open: &mut [Node], text: &str) {
    let Some(node) = open.last_mut() else { return };
    match node.children.last_mut() {
        Some(Child::Text(last)) => last.push_str(text),
        _ if text.is_empty() => {}
        _ => node.children.push(Child::Text(text.to_owned())),
    }
}
