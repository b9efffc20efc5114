//! The text layer of PDF files: characters with their places, put together to lines.
//!
//! `glyphs` takes every character that a page draws; `page` sorts out what is drawn twice, turned or
//! unseen; `rows` makes lines, columns and tables of the rest; `edges` finds what stands on every page.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::xref::XRef;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::util::TransformExt as _;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::Rect;

use self::glyphs::Collector;
use self::marked::Marked;
use self::page::Page;
use self::place::{Place, UNKNOWN};
use self::tree::Tree;
use super::document::{Document, Fate, count};
use super::ledger::Ledger;
use super::limits::PAGES;
use super::symbol;
use crate::zh::space::squeezed;

mod cmaps;
mod drawn;
mod edges;
mod form;
mod glyphs;
mod layout;
mod marked;
mod names;
mod page;
mod place;
mod regions;
mod rows;
mod ruled;
mod seen;
mod tree;

/// The name of the thread that reads a PDF: what a reader of a damaged file says when it gives up
/// is no message for anybody.
pub const READER: &str = "pdf";

/// What a line of characters is called that are drawn as shapes.
const DRAWN: &str = "画成图形的字（大约几个，请对照原件）";

const BROKEN: &str = "PDF 坏了或者没有传完整，没有导入\n请让对方重新发一份，最好是 Word 文档";

/// Reads the bytes of a PDF, in a thread of its own: the reader of a damaged file may give up in
/// ways that would end the program.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let bytes = bytes.to_vec();
    let builder = std::thread::Builder::new().name(READER.to_owned()).stack_size(64 << 20);
    let thread = builder.spawn(move || read_pages(bytes));
    let result = thread.map_err(|_| ()).and_then(|thread| thread.join().map_err(|_| ()));
    result.map_err(|()| anyhow!(BROKEN))?
}

/// Notes what of a page's text is not certain to be what is seen.
fn doubt(collector: &Collector, ledger: &mut Ledger) {
    for _ in 0..collector.unknown {
        // Its place is in the draft, the character is not.
        ledger.note(Fate::Left, symbol::NOT_TOLD, UNKNOWN.chars(), UNKNOWN.chars());
    }
    let text: String = collector.places.iter().map(|place| place.text.as_str()).collect();
    let of = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).collect::<String>();
    let mut note = |what: &'static str, text: &str| {
        if !text.trim().is_empty() {
            ledger.note(Fate::Changed, what, text.chars(), text.chars());
        }
    };
    note("文件没有说明是什么、按字体认的字", &collector.guessed);
    note(
        "从右往左写的文字（次序可能不对）",
        &of(
            |c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'),
        ),
    );
    // 全世界 in a face that does not say that it is Chinese: È«ÊÀ½ç.
    let odd = of(|c| {
        matches!(c, '\u{A1}'..='\u{FF}' | 'ˆ' | '˙' | '…' | '†'..='•') && !"·×°±§•…".contains(c)
    });
    if odd.chars().count() * 3 > squeezed(&text).chars().count() {
        note("像是乱码的字", &odd);
    }
}

/// Notes what the file says, and no page shows.
fn said(what: &'static str, text: &str, document: &mut Document) {
    if !text.trim().is_empty() {
        count(&mut document.source, text);
        document.ledger.left(what, text);
    }
}

/// A file without layers: what is read as if it stood in it shows all of its own.
struct Layers(Pdf);

impl Layers {
    /// Nothing for a file in which all is shown anyway.
    fn of(pdf: &Pdf) -> Option<Self> {
        const EMPTY: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R/Size 3>>";
        let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        let layered = catalog.is_some_and(|all| all.contains_key("OCProperties"));
        layered.then(|| Pdf::new(EMPTY.to_vec()).ok()).flatten().map(Self)
    }
}

/// What a page draws.
fn collected<'a>(
    page: &PdfPage<'a>,
    xref: &'a XRef,
    cache: &InterpreterCache<'a>,
    tree: &Tree,
) -> Collector {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let start = page.initial_transform(false).to_kurbo();
    // What is written on the page afterwards is printed with it: fields of forms, stamps.
    let settings = InterpreterSettings {
        render_annotations: true,
        cmap_resolver: Arc::new(cmaps::load),
        ..Default::default()
    };
    let mut context = Context::new(start, area, cache, xref, settings);
    let marked = Marked::new(page, tree.of(page.raw().obj_id()));
    let mut collector = Collector::new(marked, area);
    interpret_page(page, &mut context, &mut collector);
    collector
}

/// What stands among some characters and not among others.
fn beside(all: Vec<Place>, shown: &[Place]) -> String {
    let key = |place: &Place| {
        let near = |n: f64| (n * 8.0).round() as i64;
        (place.text.clone(), near(place.x), near(place.y))
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    shown.iter().for_each(|place| *known.entry(key(place)).or_default() += 1);
    let mut rest = String::new();
    for place in all {
        match known.get_mut(&key(&place)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => rest.push_str(&place.text),
        }
    }
    rest
}

/// Reads the pages; once more with plain names of glyphs where some are not known.
fn read_pages(bytes: Vec<u8>) -> Result<Document> {
    let pdf = Pdf::new(bytes.clone()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => {
            anyhow!("PDF 加了密码，没有导入\n请对方去掉密码，或者发 Word 文档")
        }
        LoadPdfError::Invalid => anyhow!(BROKEN),
    })?;
    let mut unknown = 0;
    let first = pages(&pdf, &mut unknown);
    if unknown > 0
        && let Some(mended) = names::plain(&pdf, &bytes).and_then(|bytes| Pdf::new(bytes).ok())
    {
        let mut fewer = 0;
        let second = pages(&mended, &mut fewer);
        if fewer < unknown {
            return second;
        }
    }
    first
}

/// The text of all pages; `unknown` counts the characters of which nobody knows what they are.
fn pages(pdf: &Pdf, unknown: &mut usize) -> Result<Document> {
    let number = pdf.pages().len();
    if number > PAGES {
        bail!(
            "PDF 有 {number} 页，超过 {PAGES} 页，不像是一期快报或一份来稿，没有导入\n只要其中几页的，另存出来再导入"
        );
    }
    let layers = Layers::of(pdf);
    let cache = InterpreterCache::new();
    let mut document = Document { lines_may_be_cut: true, ..Document::default() };
    let mut all = vec![];
    let mut known = 0;
    let mut outlined = 0;
    let tree = Tree::read(pdf);
    for text in &tree.elsewhere {
        said("文件注明的、与画出的不同的字", text, &mut document);
    }
    for page in pdf.pages().iter() {
        let start = page.initial_transform(false).to_kurbo();
        let mut collector = collected(page, pdf.xref(), &cache, &tree);
        if let Some(all) = &layers {
            let all = collected(page, all.0.xref(), &cache, &tree);
            let hidden = beside(all.places, &collector.places);
            said("没有显示的图层里的文字", &hidden, &mut document);
        }
        let (differing, shown) = collector.marked.told();
        for text in differing {
            said("文件注明的、与画出的不同的字", &text, &mut document);
        }
        for text in shown {
            said("图的说明", &text, &mut document);
        }
        let left = collector.marked.put(&mut collector.places);
        if !left.is_empty() {
            count(&mut document.source, &left);
            document.ledger.left("画成图的字（文件注明是什么，在哪里不清楚）", &left);
        }
        for _ in 0..collector.pictures {
            document.ledger.left("图片（请另外取来）", "");
        }
        collector.sight.strike(&mut collector.places);
        let lines = collector.shapes.lines(&collector.places);
        if lines.is_empty() && collector.shapes.are_many() {
            document.ledger.left("画成的图形（有没有字不清楚，请对照原件）", "");
        }
        let before = collector.places.len();
        collector.places.extend(lines.into_iter().flatten());
        let drawn = collector.places.len() - before;
        for _ in 0..drawn {
            document.ledger.note(Fate::Left, DRAWN, UNKNOWN.chars(), UNKNOWN.chars());
        }
        outlined += drawn;
        form::add(page, start, &mut collector.places, &mut document);
        for place in &collector.places {
            count(&mut document.source, &place.text);
        }
        doubt(&collector, &mut document.ledger);
        *unknown += collector.unknown;
        known += collector.places.len() - collector.unknown - drawn;
        let grids = collector.rules.grids();
        all.push(Page::sorted(collector.places, grids, &mut document.ledger));
    }
    let unknown = *unknown;
    if known == 0 && unknown == 0 {
        bail!(
            "PDF 里没有文字，多半是扫描的图片，没有导入\n请对方发 Word 文档；或者用带文字识别的程序转成文字，再导入"
        );
    }
    if unknown * 4 > known {
        bail!(
            "PDF 里有 {unknown} 个字认不出是什么字（字体没有带文字对照表），没有导入\n请对方发 Word 文档；或者在 PDF 阅读器里全选、复制到记事本，核对以后存成 .txt 再导入"
        );
    }
    if unknown > 0 {
        document
            .notes
            .push(format!("PDF 里有 {unknown} 个字认不出是什么字，写作“〓”，请对照原件改好"));
    }
    if outlined > 0 {
        document.notes.push(format!(
            "PDF 里有的字是画成图形的，认不出，按大小写作 {outlined} 个“〓”，请对照原件改好"
        ));
    }
    if all.iter().any(|page| page.recognized) {
        document.notes.push("PDF 是扫描的图片，文字是识别出来的，常有误字，请逐字核对".to_owned());
        document.doubt = Some("文字是从扫描的图片识别出来的，常有误字，请逐字核对".to_owned());
    }
    layout::blocks(all, &mut document);
    Ok(document)
}
