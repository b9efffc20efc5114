//! The parts of a document: in a ZIP, or in one XML file (Flat OPC), or all in one part (Word 2003).

use std::collections::BTreeMap;
use std::io::Cursor;

use anyhow::{Context as _, Result, anyhow, bail};
use zip::ZipArchive;

use super::BROKEN;
use super::xml::Node;
use crate::import::document::{Census, count};
use crate::import::limits::{PART_BYTES, PICTURE_BYTES};
use crate::import::{base64, text};
use crate::source::file::bounded;

/// More files are not in a document that a person wrote.
const MOST_PARTS: usize = 4096;

pub(super) struct Package<'a> {
    parts: Parts<'a>,
    /// The characters of every part with text that was opened.
    pub(super) census: Census,
    /// Parts of one name beside another: only one of them is read.
    pub(super) twice: usize,
}

enum Parts<'a> {
    Zip(ZipArchive<Cursor<&'a [u8]>>),
    Flat(BTreeMap<String, Part>),
}

enum Part {
    Xml(Node),
    Bytes(Vec<u8>),
}

/// Where a part is to be found.
pub(super) struct Relation {
    pub(super) kind: String,
    pub(super) target: String,
    pub(super) external: bool,
}

impl<'a> Package<'a> {
    pub(super) fn zip(bytes: &'a [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| anyhow!(BROKEN))?;
        if archive.len() > MOST_PARTS {
            bail!(
                "Word 文档里有 {} 个部件，不像是人写的文档，没有导入\n请确认没有选错文件",
                archive.len()
            );
        }
        let twice = entries(bytes).saturating_sub(archive.len());
        Ok(Self { parts: Parts::Zip(archive), census: Census::default(), twice })
    }

    /// `pkg:package` with its parts inside.
    pub(super) fn flat(root: Node) -> Self {
        let mut parts = BTreeMap::new();
        for child in root.children {
            let super::xml::Child::Node(node) = child else { continue };
            let name = node.get("name").unwrap_or_default().trim_start_matches('/').to_owned();
            for inner in node.children {
                let super::xml::Child::Node(inner) = inner else { continue };
                let part = match inner.name.as_str() {
                    "binaryData" => Part::Bytes(base64::decode(inner.text().as_bytes())),
                    _ => Part::Xml(inner),
                };
                parts.insert(name.clone(), part);
            }
        }
        Self { parts: Parts::Flat(parts), census: Census::default(), twice: 0 }
    }

    fn has(&self, name: &str) -> bool {
        match &self.parts {
            Parts::Zip(archive) => archive.index_for_name(name).is_some(),
            Parts::Flat(parts) => parts.contains_key(name),
        }
    }

    /// The path of the main part; by its relation, as it need not be `word/document.xml`.
    pub(super) fn main(&mut self) -> Result<String> {
        let named = self
            .relations("")?
            .into_values()
            .find(|relation| relation.kind.ends_with("/officeDocument"));
        let path = named.map_or("word/document.xml".to_owned(), |relation| {
            relation.target.trim_start_matches('/').to_owned()
        });
        if self.has(&path) {
            return Ok(path);
        }
        let other = ["ppt/presentation.xml", "content.xml", "OFD.xml", "xl/workbook.bin"];
        if other.iter().any(|name| self.has(name)) {
            bail!(
                "这不是 Word 文档（.docx）\n在原来的程序里另存为 .docx，或者把文字复制到记事本存成 .txt，再导入"
            );
        }
        bail!(BROKEN)
    }

    /// A part with text of the document; its characters are counted.
    pub(super) fn content(&mut self, name: &str) -> Result<Option<Node>> {
        let Some(node) = self.node(name)? else { return Ok(None) };
        count(&mut self.census, &node.whole_text());
        Ok(Some(node))
    }

    /// A part as a tree; `None` when there is none of that name.
    pub(super) fn node(&mut self, name: &str) -> Result<Option<Node>> {
        let name = name.trim_start_matches('/');
        if let Parts::Flat(parts) = &mut self.parts {
            return Ok(match parts.remove(name) {
                Some(Part::Xml(node)) => Some(node),
                _ => None,
            });
        }
        let Some(bytes) = self.bytes(name, PART_BYTES)? else { return Ok(None) };
        Ok(Some(Node::parse(&text::decode(&bytes).context(BROKEN)?)?))
    }

    /// The bytes of a picture; `None` when there is none, or it is too large.
    pub(super) fn picture(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        self.bytes(name.trim_start_matches('/'), PICTURE_BYTES)
    }

    pub(super) fn bytes(&mut self, name: &str, most: usize) -> Result<Option<Vec<u8>>> {
        let archive = match &mut self.parts {
            Parts::Flat(parts) => {
                return Ok(match parts.get(name) {
                    Some(Part::Bytes(bytes)) => Some(bytes.clone()),
                    _ => None,
                });
            }
            Parts::Zip(archive) => archive,
        };
        let Some(index) = archive.index_for_name(name) else { return Ok(None) };
        let file = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => {
                anyhow!(
                    "Word 文档加了密码，没有导入\n用 Word、WPS 打开它，去掉密码，另存一份再导入"
                )
            }
            _ => anyhow!(BROKEN),
        })?;
        // What the archive says of its size is not to be trusted; what comes out is counted.
        let bytes = bounded(file, most).map_err(|_| anyhow!(BROKEN))?;
        if bytes.len() > most {
            bail!(
                "Word 文档里有一部分解开以后超过 {} MB，不像是一期快报或一份来稿，没有导入\n请确认没有选错文件；只要其中一部分的，另存出来再导入",
                most >> 20
            );
        }
        Ok(Some(bytes))
    }

    /// The relations of a part, by their ids.
    pub(super) fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut all = BTreeMap::new();
        let Some(root) = self.node(&format!("{folder}{slash}_rels/{file}.rels"))? else {
            return Ok(all);
        };
        root.each(&mut |node| {
            if node.name == "Relationship" {
                let get = |key: &str| node.get(key).unwrap_or_default().to_owned();
                let external = get("TargetMode") == "External";
                let relation = Relation { kind: get("Type"), target: get("Target"), external };
                all.insert(get("Id"), relation);
            }
        });
        Ok(all)
    }
}

/// A target as a path in the package, seen from the part that names it.
pub(super) fn path(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// How many entries the directory of a ZIP says that it has (APPNOTE 4.3.16), twins counted.
fn entries(bytes: &[u8]) -> usize {
    let at = bytes.windows(4).rposition(|window| window == b"PK\x05\x06");
    let count = at.and_then(|at| bytes.get(at + 10..at + 12));
    count.map_or(0, |count| usize::from(u16::from_le_bytes([count[0], count[1]])))
}
