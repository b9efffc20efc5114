//! Word documents: a package of XML parts, read by hand. Also what Word saves as one XML file.
//!
//! Offices seldom use styles, so that text is found wherever Word can put it: in runs cut to
//! pieces, fields, content controls, text boxes, tables in tables, insertions of a tracked change.
//! Every part with text that is opened is counted whole (`package.rs`), whatever `body.rs` makes of it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, anyhow};

use self::body::{Found, FoundBlock, NoteKind, Shown};
use self::package::{Package, Relation};
use self::styles::Styles;
use self::xml::Node;
use super::document::{Block, Document, Edge, Paragraph, Picture};
use super::limits::PART_BYTES;
use super::numbering::Numbering;

mod body;
mod chart;
mod field;
mod graphic;
mod math;
mod note;
mod numbering;
mod package;
pub(super) mod returned;
mod run;
mod styles;
mod table;
mod xml;

const BROKEN: &str = "Word 文档坏了或者没有传完整，没有导入\n请让对方重新发一份；或者用 Word、WPS 打开它，另存一份再导入";

/// Reads the bytes of a DOCX. `depth` counts files inside files.
pub(super) fn read(bytes: &[u8], depth: usize) -> Result<Document> {
    of_package(Package::zip(bytes)?, depth)
}

/// Reads what Word saves as XML: Flat OPC, or the format of Word 2003.
pub(super) fn read_xml(bytes: &[u8], depth: usize) -> Result<Document> {
    let root = Node::parse(&super::text::decode(bytes).context(BROKEN)?)?;
    let mut root = root;
    let top = root.children.iter().position(|child| matches!(child, xml::Child::Node(_)));
    let Some(xml::Child::Node(top)) = top.map(|at| root.children.swap_remove(at)) else {
        return Err(anyhow!(BROKEN));
    };
    if top.name == "package" {
        return of_package(Package::flat(top), depth);
    }
    let body = top.child("body").ok_or_else(|| anyhow!(BROKEN))?;
    let styles = Styles::read(&top);
    let mut document = Document::default();
    super::document::count(&mut document.source, &body.whole_text());
    let found = body::read(body, &styles, &mut Numbering::default(), "");
    Reader::alone(styles).finish(found, &mut document)?;
    Ok(document)
}

fn of_package(mut package: Package<'_>, depth: usize) -> Result<Document> {
    let main = package.main()?;
    let root = package.content(&main)?.ok_or_else(|| anyhow!(BROKEN))?;
    let relations = package.relations(&main)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut side = |kind: &str, file: &str| -> Result<Option<Node>> {
        let target = relations.values().find(|relation| relation.kind.ends_with(kind));
        let path = target.map(|relation| package::path(&folder, &relation.target));
        package.node(&path.unwrap_or_else(|| format!("{folder}/{file}")))
    };
    let styles = side("/styles", "styles.xml")?.map(|n| Styles::read(&n)).unwrap_or_default();
    let mut numbering =
        side("/numbering", "numbering.xml")?.map(|n| numbering::read(&n)).unwrap_or_default();
    let mut document = Document::default();
    let found = body::read(&root, &styles, &mut numbering, "");
    let mut reader = Reader {
        package: Some(package),
        folder,
        relations,
        styles,
        numbering,
        depth,
        seen: BTreeMap::new(),
    };
    reader.finish(found, &mut document)?;
    reader.edges(&mut document)?;
    reader.comments(&mut document)?;
    if let Some(package) = reader.package {
        if package.twice > 0 {
            document.ledger.left("同一名称的另一份部件（文件里有两份，只读了一份）", "");
        }
        for (c, count) in package.census {
            *document.source.entry(c).or_default() += count;
        }
    }
    Ok(document)
}

/// Puts the parts of a document together.
struct Reader<'a> {
    package: Option<Package<'a>>,
    folder: String,
    relations: BTreeMap<String, Relation>,
    styles: Styles,
    numbering: Numbering,
    depth: usize,
    /// Pictures taken out.
    seen: BTreeMap<Shown, usize>,
}

impl Reader<'_> {
    /// For a file that is one part.
    fn alone(styles: Styles) -> Self {
        Self {
            package: None,
            folder: String::new(),
            relations: BTreeMap::new(),
            styles,
            numbering: Numbering::default(),
            depth: 0,
            seen: BTreeMap::new(),
        }
    }

    /// The main text, with what it refers to.
    fn finish(&mut self, found: Found, document: &mut Document) -> Result<()> {
        document.ledger.absorb(found.ledger);
        if found.tracked {
            document.notes.push(
                "文档里有没有接受的修订，已按修订后的文字导入（删去的字没有导入），请与来稿单位核对"
                    .to_owned(),
            );
        }
        let notes = self.notes(document)?;
        let mut used: BTreeSet<(NoteKind, String)> = BTreeSet::new();
        let blocks = self.place(found.blocks, document, &notes, &mut used)?;
        document.blocks.extend(blocks);
        for (what, blocks) in found.edges {
            self.edge(what, blocks, document)?;
        }
        for (key, node) in &notes {
            if !used.contains(key) && !node.whole_text().trim().is_empty() {
                document.ledger.left("正文没有引用的脚注、尾注", &node.whole_text());
            }
        }
        Ok(())
    }

    /// Turns what was found into blocks: relations into what they lead to.
    fn place(
        &mut self,
        found: Vec<FoundBlock>,
        document: &mut Document,
        notes: &BTreeMap<(NoteKind, String), Node>,
        used: &mut BTreeSet<(NoteKind, String)>,
    ) -> Result<Vec<Block>> {
        let mut blocks = vec![];
        for block in found {
            match block {
                FoundBlock::Block(block) => blocks.push(block),
                FoundBlock::Picture(shown) => blocks.push(self.picture(shown, document)?),
                FoundBlock::Chart(id) => {
                    let Some(root) = self.related(&id)? else { continue };
                    blocks.extend(chart::table(&root, "图表", &mut document.ledger));
                }
                FoundBlock::Diagram(id) => {
                    let Some(root) = self.related(&id)? else { continue };
                    blocks.extend(chart::diagram(&root, "图形", &mut document.ledger));
                }
                FoundBlock::Part(id) => blocks.extend(self.inserted(&id, document)?),
                FoundBlock::Note(kind, number, id) => {
                    let key = (kind, id);
                    let Some(node) = notes.get(&key) else { continue };
                    if !used.insert(key) {
                        continue;
                    }
                    let found = body::read(node, &self.styles, &mut self.numbering, "脚注");
                    document.ledger.absorb(found.ledger);
                    let inside = note::as_note(found.blocks, kind, number, &mut document.ledger);
                    blocks.extend(self.place(inside, document, notes, used)?);
                }
            }
        }
        Ok(blocks)
    }

    /// The part that a relation of the main part leads to.
    fn related(&mut self, id: &str) -> Result<Option<Node>> {
        let Some(relation) = self.relations.get(id).filter(|relation| !relation.external) else {
            return Ok(None);
        };
        let path = package::path(&self.folder, &relation.target);
        self.package.as_mut().map_or(Ok(None), |package| package.content(&path))
    }

    fn picture(&mut self, shown: Shown, document: &mut Document) -> Result<Block> {
        if let Some(index) = self.seen.get(&shown) {
            return Ok(Block::Picture(*index));
        }
        let absent = |why: &str| Ok(Block::Absent(format!("图片（{why}）")));
        let Some(relation) = self.relations.get(&shown.id) else {
            return absent("文件里没有");
        };
        if relation.external {
            return absent("只有链接，文件里没有图");
        }
        let path = package::path(&self.folder, &relation.target);
        let bytes = match &mut self.package {
            Some(package) => package.picture(&path)?,
            None => None,
        };
        let Some(bytes) = bytes.filter(|bytes| !bytes.is_empty()) else {
            return absent("文件里没有");
        };
        let index = document.pictures.len();
        let picture = Picture::new(bytes, &path);
        document.pictures.push(Picture { alt: shown.alt.clone(), width: shown.width, ..picture });
        self.seen.insert(shown, index);
        Ok(Block::Picture(index))
    }

    /// A file of another format that Word puts in when it opens the document.
    fn inserted(&mut self, id: &str, document: &mut Document) -> Result<Vec<Block>> {
        let Some(relation) = self.relations.get(id).filter(|relation| !relation.external) else {
            return Ok(vec![Block::Absent("插入的文件（只有链接）".to_owned())]);
        };
        let path = package::path(&self.folder, &relation.target);
        let bytes = match &mut self.package {
            Some(package) => package.bytes(&path, PART_BYTES)?,
            None => None,
        };
        let Some(bytes) = bytes else {
            return Ok(vec![Block::Absent("插入的文件".to_owned())]);
        };
        let Ok(mut inner) = super::read_inside(path.as_ref(), &bytes, self.depth + 1) else {
            return Ok(vec![Block::Absent(format!("插入的文件 {path}，读不了"))]);
        };
        let blocks = std::mem::take(&mut inner.blocks);
        inner.lines_may_be_cut = false;
        let offset = document.pictures.len();
        document.absorb(inner);
        let moved = |block: Block| match block {
            Block::Picture(index) => Block::Picture(index + offset),
            block => block,
        };
        Ok(blocks.into_iter().map(moved).collect())
    }

    /// The foot- and endnotes, by their ids; what separates them is none.
    fn notes(&mut self, document: &mut Document) -> Result<BTreeMap<(NoteKind, String), Node>> {
        let mut all = BTreeMap::new();
        for (kind, ending, element) in
            [(NoteKind::Foot, "/footnotes", "footnote"), (NoteKind::End, "/endnotes", "endnote")]
        {
            for path in self.paths(ending) {
                let Some(package) = &mut self.package else { continue };
                let Some(root) = package.content(&path)? else { continue };
                let top = root.children.into_iter().find_map(|child| match child {
                    xml::Child::Node(node) => Some(node.children),
                    xml::Child::Text(_) => None,
                });
                for child in top.unwrap_or_default() {
                    let xml::Child::Node(node) = child else { continue };
                    if node.name != element {
                        continue;
                    }
                    let separator = node.get("type").is_some_and(|kind| kind != "normal");
                    if separator {
                        let text = node.whole_text();
                        if !text.trim().is_empty() {
                            document.ledger.left("脚注前横线上的文字", &text);
                        }
                        continue;
                    }
                    let id = node.get("id").unwrap_or_default().to_owned();
                    all.insert((kind, id), node);
                }
            }
        }
        Ok(all)
    }

    fn paths(&self, ending: &str) -> Vec<String> {
        let of_kind = self.relations.values().filter(|relation| relation.kind.ends_with(ending));
        let mut paths: Vec<String> =
            of_kind.map(|relation| package::path(&self.folder, &relation.target)).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Headers and footers.
    fn edges(&mut self, document: &mut Document) -> Result<()> {
        for (what, ending) in [("页眉", "/header"), ("页脚", "/footer")] {
            for path in self.paths(ending) {
                let Some(package) = &mut self.package else { continue };
                let Some(root) = package.content(&path)? else { continue };
                let found = body::read(&root, &self.styles, &mut self.numbering, what);
                document.ledger.absorb(found.ledger);
                for (_, blocks) in found.edges {
                    self.edge(what, blocks, document)?;
                }
                self.edge(what, found.blocks, document)?;
            }
        }
        Ok(())
    }

    fn edge(
        &mut self,
        what: &'static str,
        blocks: Vec<FoundBlock>,
        document: &mut Document,
    ) -> Result<()> {
        let mut pictures = 0;
        for block in blocks {
            match block {
                FoundBlock::Block(Block::Paragraph(paragraph)) => {
                    edge_line(what, paragraph, document);
                }
                FoundBlock::Block(Block::Table(table)) => {
                    for paragraph in table.rows.into_iter().flatten().flatten() {
                        edge_line(what, paragraph, document);
                    }
                }
                FoundBlock::Picture(_) => pictures += 1,
                FoundBlock::Part(_) | FoundBlock::Chart(_) | FoundBlock::Diagram(_) => {
                    pictures += 1
                }
                FoundBlock::Block(Block::Picture(_) | Block::Absent(_)) | FoundBlock::Note(..) => {}
            }
        }
        if pictures > 0 {
            document.ledger.left(format!("{what}里的图片"), "");
        }
        Ok(())
    }

    fn comments(&mut self, document: &mut Document) -> Result<()> {
        for path in self.paths("/comments") {
            let Some(package) = &mut self.package else { continue };
            let Some(root) = package.content(&path)? else { continue };
            root.each(&mut |node| {
                if node.name == "comment" && !node.whole_text().trim().is_empty() {
                    document.ledger.left("批注", &node.whole_text());
                }
            });
        }
        Ok(())
    }
}

fn edge_line(what: &'static str, paragraph: Paragraph, document: &mut Document) {
    if !paragraph.text.is_empty() {
        document.edges.push(Edge { what, paragraph });
    }
}
