//! Word documents (.docx): a ZIP of XML parts, read by hand.
//!
//! Offices seldom use styles, so that text is found wherever Word can put it: in runs cut to
//! pieces, fields, content controls, text boxes, tables in tables, insertions of a tracked change.

use std::collections::BTreeMap;
use std::io::Cursor;

use anyhow::{Context as _, Result, anyhow, bail};
use zip::ZipArchive;

use super::document::{Block, Document, Paragraph, Picture, plain};
use super::limits::{DEPTH, PART_BYTES, PICTURE_BYTES};
use crate::source::file::bounded;
use crate::zh::space::squeezed;

mod body;
mod styles;

/// More files are not in a document that a person wrote.
const MOST_PARTS: usize = 4096;

/// Reads the bytes of a DOCX.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let mut package = Package::open(bytes)?;
    let main = package.main()?;
    let xml = package.part(&main)?.ok_or_else(|| anyhow!(BROKEN))?;
    let relations = package.relations(&main)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let styles = match package.part(&format!("{folder}/styles.xml"))? {
        Some(xml) => styles::read(&xml)?,
        None => styles::Styles::default(),
    };
    let mut found = body::read(&xml, &styles, "")?;
    let mut document = Document::default();
    let pictures = pictures(&mut package, &folder, &relations, &mut found)?;
    document.blocks = numbered(pictures, found.blocks);
    document.pictures = found.pictures;
    if found.tracked {
        document.notes.push(
            "文档里有没有接受的修订，已按修订后的文字导入（删去的字没有导入），请与来稿单位核对"
                .to_owned(),
        );
    }
    if found.comments {
        document.notes.push("文档里有批注，没有导入".to_owned());
    }
    let edges = edges(&mut package, &folder, &relations, &styles)?;
    add_edges(&mut document, edges);
    Ok(document)
}

const BROKEN: &str = "Word 文档坏了或者没有传完整，没有导入\n请让对方重新发一份；或者用 Word、WPS 打开它，另存一份再导入";

/// The parts of a document.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| anyhow!(BROKEN))?;
        if archive.len() > MOST_PARTS {
            bail!(
                "Word 文档里有 {} 个部件，不像是人写的文档，没有导入\n请确认没有选错文件",
                archive.len()
            );
        }
        Ok(Self { archive })
    }

    /// The path of the main part; by its relation, as it need not be `word/document.xml`.
    fn main(&mut self) -> Result<String> {
        let named = self
            .relations("")?
            .into_values()
            .find(|relation| relation.kind.ends_with("/officeDocument"));
        let path = named.map_or("word/document.xml".to_owned(), |relation| {
            relation.target.trim_start_matches('/').to_owned()
        });
        if self.archive.index_for_name(&path).is_some() {
            return Ok(path);
        }
        let other = ["xl/workbook.xml", "ppt/presentation.xml", "content.xml", "OFD.xml"];
        if other.iter().any(|name| self.archive.index_for_name(name).is_some()) {
            bail!(
                "这不是 Word 文档（.docx）\n在原来的程序里另存为 .docx，或者把文字复制到记事本存成 .txt，再导入"
            );
        }
        bail!(BROKEN)
    }

    /// The text of a part; `None` when there is none of that name.
    fn part(&mut self, name: &str) -> Result<Option<String>> {
        let name = name.trim_start_matches('/');
        let Some(bytes) = self.bytes(name, PART_BYTES)? else { return Ok(None) };
        Ok(Some(super::text::decode(&bytes).context(BROKEN)?))
    }

    fn bytes(&mut self, name: &str, most: usize) -> Result<Option<Vec<u8>>> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|error| match error {
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
                "Word 文档解开以后大得不像一期快报或一份来稿，没有导入\n请确认没有选错文件；只要其中一部分的，另存出来再导入"
            );
        }
        Ok(Some(bytes))
    }

    /// The relations of a part, by their ids.
    fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        match self.part(&name)? {
            Some(xml) => relations(&xml),
            None => Ok(BTreeMap::new()),
        }
    }
}

struct Relation {
    kind: String,
    target: String,
    external: bool,
}

fn relations(xml: &str) -> Result<BTreeMap<String, Relation>> {
    let mut all = BTreeMap::new();
    body::each_element(xml, |name, attributes| {
        if name == "Relationship" {
            let get = |key: &str| attributes.get(key).cloned().unwrap_or_default();
            let external = get("TargetMode") == "External";
            let relation = Relation { kind: get("Type"), target: get("Target"), external };
            all.insert(get("Id"), relation);
        }
    })?;
    Ok(all)
}

/// Takes the pictures out of the package; for each relation its index among them.
fn pictures(
    package: &mut Package<'_>,
    folder: &str,
    relations: &BTreeMap<String, Relation>,
    found: &mut body::Found,
) -> Result<BTreeMap<String, usize>> {
    let mut indexes = BTreeMap::new();
    for id in std::mem::take(&mut found.picture_ids) {
        let Some(relation) = relations.get(&id).filter(|relation| !relation.external) else {
            continue;
        };
        let path = match relation.target.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => format!("{folder}/{}", relation.target),
        };
        if indexes.contains_key(&id) {
            continue;
        }
        let Some(bytes) = package.bytes(&path, PICTURE_BYTES)? else { continue };
        let extension = match bytes.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => "png".to_owned(),
            [0xFF, 0xD8, 0xFF, ..] => "jpg".to_owned(),
            _ => {
                let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
                ending.chars().filter(char::is_ascii_alphanumeric).take(5).collect()
            }
        };
        indexes.insert(id, found.pictures.len());
        found.pictures.push(Picture { extension, bytes });
    }
    Ok(indexes)
}

/// Replaces the ids of pictures by their indexes; one that cannot be had is gone.
fn numbered(indexes: BTreeMap<String, usize>, blocks: Vec<body::FoundBlock>) -> Vec<Block> {
    let block = |block: body::FoundBlock| match block {
        body::FoundBlock::Block(block) => Some(block),
        body::FoundBlock::Picture(id) => indexes.get(&id).map(|index| Block::Picture(*index)),
    };
    blocks.into_iter().filter_map(block).collect()
}

/// The paragraphs of headers and footers.
fn edges(
    package: &mut Package<'_>,
    folder: &str,
    relations: &BTreeMap<String, Relation>,
    styles: &styles::Styles,
) -> Result<Vec<Paragraph>> {
    let mut all: Vec<Paragraph> = vec![];
    for relation in relations.values() {
        let place = match relation.kind.rsplit('/').next() {
            Some("header") => "页眉",
            Some("footer") => "页脚",
            _ => continue,
        };
        let path = format!("{folder}/{}", relation.target.trim_start_matches('/'));
        let Some(xml) = package.part(&path)? else { continue };
        let found = body::read(&xml, styles, place)?;
        for block in found.blocks {
            if let body::FoundBlock::Block(Block::Paragraph(paragraph)) = block
                && !all.iter().any(|other| other.text == paragraph.text)
            {
                all.push(paragraph);
            }
        }
    }
    Ok(all)
}

/// Headers and footers join the text only with what the text itself does not say: the number and
/// day of the issue. A page's number is no text.
fn add_edges(document: &mut Document, edges: Vec<Paragraph>) {
    let body: String = document.paragraphs().map(|p| squeezed(&plain(&p.text))).collect();
    for paragraph in edges {
        let text = squeezed(&plain(&paragraph.text));
        let folio = text.chars().all(|c| c.is_ascii_digit() || "—-－–·第页共/".contains(c));
        if folio || body.contains(&text) {
            document.removed.add("页眉页脚里的页码和重复的文字", []);
        } else {
            document.blocks.insert(0, Block::Paragraph(paragraph));
        }
    }
}

/// How deep elements stand in each other, kept within the limit.
fn deeper(depth: usize) -> Result<usize> {
    if depth >= DEPTH {
        bail!(
            "Word 文档里一层套一层，套了 {DEPTH} 层以上，没有导入\n用 Word、WPS 打开它，把文字复制到记事本存成 .txt，再导入"
        );
    }
    Ok(depth + 1)
}
