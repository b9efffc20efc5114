//! The text layer of PDF files: characters with their places, put together to lines.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use hayro_interpret::font::Glyph as PdfGlyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};

use super::document::{Block, Document, Glyph, Paragraph, Rich, trim};
use super::limits::PAGES;
use super::text;

/// Reads the bytes of a PDF, in a thread of its own: the reader of a damaged file may give up in
/// ways that would end the program.
pub(super) fn read(bytes: &[u8]) -> Result<Document> {
    let bytes = bytes.to_vec();
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(move || pages(bytes));
    let result = thread.map_err(|_| ()).and_then(|thread| thread.join().map_err(|_| ()));
    std::panic::set_hook(quiet);
    let pages = result.map_err(|()| anyhow!(BROKEN))??;
    Ok(document(pages))
}

const BROKEN: &str = "PDF 坏了或者没有传完整，没有导入\n请让对方重新发一份，最好是 Word 文档";

/// A character on a page; the origin is at the bottom left, in points.
struct Place {
    text: String,
    x: f64,
    y: f64,
    size: f64,
    advance: f64,
    /// In a face that stands out from running text.
    strong: bool,
}

fn pages(bytes: Vec<u8>) -> Result<Vec<Vec<Place>>> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => {
            anyhow!("PDF 加了密码，没有导入\n请对方去掉密码，或者发 Word 文档")
        }
        LoadPdfError::Invalid => anyhow!(BROKEN),
    })?;
    let count = pdf.pages().len();
    if count > PAGES {
        bail!(
            "PDF 有 {count} 页，不像是一期快报或一份来稿，没有导入\n只要其中几页的，另存出来再导入"
        );
    }
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_annotations: false, ..Default::default() };
    let mut all = vec![];
    let mut unknown = 0;
    for page in pdf.pages().iter() {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context =
            Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), settings.clone());
        let mut collector = Collector::default();
        interpret_page(page, &mut context, &mut collector);
        unknown += collector.unknown;
        all.push(collector.places);
    }
    let known: usize = all.iter().map(Vec::len).sum();
    if known == 0 && unknown == 0 {
        bail!(
            "PDF 里没有文字，多半是扫描的图片，没有导入\n请对方发 Word 文档；或者用带文字识别的程序转成文字，再导入"
        );
    }
    if unknown > 0 {
        bail!(
            "PDF 里有 {unknown} 个字认不出是什么字（字体没有带文字对照表），没有导入\n请对方发 Word 文档；或者在 PDF 阅读器里全选、复制到记事本，核对以后存成 .txt 再导入"
        );
    }
    Ok(all)
}

/// Takes note of characters and draws nothing.
#[derive(Default)]
struct Collector {
    places: Vec<Place>,
    unknown: usize,
    /// Faces by their key, and whether they stand out.
    faces: BTreeMap<u128, bool>,
}

/// What faces that stand out have in their names. Chinese faces have no bold, so 黑体 serves.
const HEAVY: &[&str] =
    &["Bold", "Black", "Heavy", "Hei", "Gothic", "SansCJK", "SansSC", "XBS", "小标宋", "黑"];

impl<'a> Device<'a> for Collector {
    fn draw_glyph(
        &mut self,
        glyph: &PdfGlyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.unknown += 1;
                return;
            }
        };
        let full = transform * glyph_transform;
        let origin = full * Point::ORIGIN;
        // A face's square is 1000 units wide and high.
        let up = (full * Point::new(0.0, 1000.0)) - origin;
        let (advance, strong) = match glyph {
            PdfGlyph::Outline(glyph) => {
                let strong = self.faces.entry(glyph.font_cache_key()).or_insert_with(|| {
                    let name = glyph.font_data().and_then(|data| data.postscript_name);
                    name.is_some_and(|name| HEAVY.iter().any(|part| name.contains(part)))
                });
                (glyph.advance_width().map_or(0.0, f64::from), *strong)
            }
            PdfGlyph::Type3(_) => (0.0, false),
        };
        let size = up.hypot();
        self.places.push(Place {
            text,
            x: origin.x,
            y: origin.y,
            size,
            advance: advance / 1000.0 * size,
            strong,
        });
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Characters on one baseline, from left to right.
struct Row {
    places: Vec<Place>,
    y: f64,
}

impl Row {
    fn left(&self) -> f64 {
        self.places.first().map_or(0.0, |place| place.x)
    }

    fn right(&self) -> f64 {
        self.places.last().map_or(0.0, |place| place.x + place.advance)
    }

    fn size(&self) -> f64 {
        self.places.iter().map(|place| place.size).fold(0.0, f64::max)
    }
}

fn document(pages: Vec<Vec<Place>>) -> Document {
    let mut document = Document { lines_may_be_cut: true, ..Document::default() };
    let rows: Vec<Vec<Row>> = pages.into_iter().map(rows).collect();
    let sides = |side: fn(&Row) -> f64| {
        let mut all: Vec<f64> = rows.iter().flatten().map(side).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let (lefts, rights) = (sides(Row::left), sides(Row::right));
    // The outermost may be a page's number or a rule.
    let at = |all: &[f64], part: usize| all.get(all.len() * part / 20).copied().unwrap_or_default();
    let (left, right) = (at(&lefts, 1), at(&rights, 18));
    for (page, rows) in rows.iter().enumerate() {
        for (index, row) in rows.iter().enumerate() {
            let place = format!("第{}页第{}行", page + 1, index + 1);
            let text = text::visible(row_text(row), &mut document);
            let text = trim(&text).to_vec();
            if text.is_empty() {
                continue;
            }
            let ends = index == 0 || index + 1 == rows.len();
            if ends && is_folio(&text) {
                let characters = text.iter().map(|g| g.c).filter(|c| !c.is_whitespace());
                document.removed.add("页码", characters);
                continue;
            }
            let (before, after) = (row.left() - left, right - row.right());
            let size = row.size().max(1.0);
            document.blocks.push(Block::Paragraph(Paragraph {
                text,
                heading: 0,
                centred: before > 3.0 * size && (before - after).abs() < 2.0 * size,
                indented: before > 1.5 * size && before < 2.5 * size,
                place,
            }));
        }
    }
    document
}

/// The characters of a page put together to lines, from the top.
fn rows(mut places: Vec<Place>) -> Vec<Row> {
    places.retain(|place| place.size > 0.0 && place.y.is_finite() && place.x.is_finite());
    let mut rows: Vec<Row> = vec![];
    for place in places {
        let near = |row: &&mut Row| (row.y - place.y).abs() < 0.4 * place.size.max(row.size());
        // Text comes in the order of reading, so the row is one of the last.
        match rows.iter_mut().rev().take(8).find(near) {
            Some(row) => row.places.push(place),
            None => rows.push(Row { y: place.y, places: vec![place] }),
        }
    }
    for row in &mut rows {
        row.places.sort_by(|a, b| a.x.total_cmp(&b.x));
    }
    rows.sort_by(|a, b| b.y.total_cmp(&a.y));
    rows
}

/// A line's text; where there is room for a character, white space.
fn row_text(row: &Row) -> Rich {
    let mut text = Rich::new();
    let mut end: Option<f64> = None;
    for place in &row.places {
        let gap = end.map_or(0.0, |end| place.x - end);
        if gap > 0.3 * place.size {
            let wide = gap > 1.5 * place.size;
            text.push(Glyph { c: if wide { '\u{3000}' } else { ' ' }, strong: false });
        }
        // Digits have a face of their own, and say nothing.
        let before = text.last().is_some_and(|glyph| glyph.strong);
        let strong = match place.text.is_ascii() {
            true => before,
            false => place.strong,
        };
        text.extend(place.text.chars().map(|c| Glyph { c, strong }));
        let advance = if place.advance > 0.0 { place.advance } else { place.size };
        end = Some(place.x + advance);
    }
    text
}

/// — 1 —, - 2 -, 第3页.
fn is_folio(text: &[Glyph]) -> bool {
    let text: String = text.iter().map(|g| g.c).filter(|c| !c.is_whitespace()).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=3).contains(&digits)
        && text.chars().all(|c| c.is_ascii_digit() || "—–-－·第页共/".contains(c))
}
