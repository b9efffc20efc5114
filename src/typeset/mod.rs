//! Bulletin → pages → PDF, by the embedded typst engine.

use std::num::NonZeroU64;
use std::sync::OnceLock;

use anyhow::{Result, anyhow};
use serde::Serialize;
use typst::WorldExt as _;
use typst::diag::{Severity, SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst::syntax::Span;
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;
use typst_svg::SvgOptions;

use crate::bulletin::Bulletin;
use crate::config::Limits;

mod audit;
mod blank;
mod catalog;
mod chain;
mod changes;
mod choice;
mod compact;
mod cuts;
mod data;
mod filling;
pub mod fit;
pub mod fonts;
mod greedy;
pub mod impose;
mod laid;
pub(crate) mod latin;
pub mod paper;
mod paragraph;
mod phrase;
pub mod picture;
mod prepared;
mod retouch;
mod review;
pub mod runs;
mod share;
mod slip;
mod spaced;
mod squeezed;
pub(crate) mod tabular;
mod tally;
pub mod template;
mod trial;
mod walk;
mod wins;
mod wording;
mod world;

pub use audit::{Line, Mark, MarkKind, Text};
pub use chain::Role;
pub use changes::{Change, ChangePages};
pub use fonts::{Coverage, FontSet};
pub(crate) use laid::{has_inset, stranded, uneven};
pub use prepared::read_ahead;
pub(crate) use retouch::JOINER;
pub use review::Remark;
pub use runs::Runs;
pub use slip::SlipItem;
pub use template::Template;
use wins::Wins;

/// The measures that copy-fitting may vary, in whole lines and characters so that a page is
/// always filled by its grid; everything else of the page is the template's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Lines a page.
    pub lines: u32,
    /// Characters a line.
    pub characters: u32,
    /// Height of the masthead, in lines.
    pub masthead: u32,
    /// Height of a column's heading with the space round it, in lines.
    pub column: u32,
    /// Whether paragraphs may be squeezed where that wins a line back.
    pub won: bool,
}

impl Setting {
    /// The standard page: 22 lines of 28 characters (GB/T 9704-2012, 5.2.3), the masthead in its
    /// upper third.
    pub const STANDARD: Self =
        Self { lines: 22, characters: 28, masthead: 7, column: 2, won: false };

    /// The type area (版心) in points: 156 × 225 mm, 37 mm from the top (GB/T 9704-2012, 5.2.1).
    pub const AREA_WIDTH: f64 = 156.0 / 25.4 * 72.0;
    pub const AREA_HEIGHT: f64 = 225.0 / 25.4 * 72.0;
    pub const AREA_TOP: f64 = 37.0 / 25.4 * 72.0;

    /// Left margins of odd and even pages, in points.
    pub const INNER: f64 = 28.0 / 25.4 * 72.0;
    pub const OUTER: f64 = 26.0 / 25.4 * 72.0;

    /// As few lines as limits allow a page, of the standard's characters.
    pub(crate) fn fewest_lines(limits: Limits) -> u32 {
        let least = choice::lines(limits, Self::STANDARD.characters).next();
        least.unwrap_or(Self::STANDARD.lines).min(Self::STANDARD.lines)
    }

    /// From baseline to baseline, in points. The first line's characters begin at the upper edge of
    /// the type area, the last line's end at its lower edge.
    pub fn pitch(self) -> f64 {
        (Self::AREA_HEIGHT - self.size()) / f64::from(self.lines - 1)
    }

    /// Where the box of the first line begins: half the leading above its characters.
    pub(crate) fn grid_top(self) -> f64 {
        Self::AREA_TOP - (self.pitch() - self.size()) / 2.0
    }

    /// Where the box of the last line ends.
    pub(crate) fn grid_bottom(self) -> f64 {
        self.grid_top() + self.pitch() * f64::from(self.lines)
    }

    /// From a baseline to the lower edge of its line's box.
    pub(super) fn below_baseline(self) -> f64 {
        (self.pitch() - self.size()) / 2.0 + 0.12 * self.size()
    }

    /// Lines of the page that the masthead takes. Its height is one of the standard page's lines,
    /// so that it stands in the same place in every issue; `lib.typ` reckons alike.
    pub(crate) fn masthead_lines(self) -> u32 {
        let pitch = Self { masthead: 0, ..Self::STANDARD }.pitch();
        let below_rule = (f64::from(self.masthead) - 0.7 + 0.37) * pitch;
        ((below_rule / self.pitch()) - 1e-9).ceil() as u32
    }

    /// Width of a character, in points. 28 characters of 16 pt would be 158 mm; 15.79 pt fit.
    pub fn size(self) -> f64 {
        Self::AREA_WIDTH / f64::from(self.characters)
    }
}

/// Typesets bulletins of one workspace: fonts and template are read once.
pub struct Typesetter {
    fonts: FontSet,
    template: Template,
    files: world::Files,
}

/// Laid-out pages.
pub struct Pages {
    document: PagedDocument,
    /// What is on them, read back when somebody first asks.
    content: OnceLock<audit::Content>,
    /// Whether the draft is in the document.
    attached: bool,
}

/// A draft that goes into the PDF made from it.
pub struct AttachedDraft<'a> {
    /// `2023-43.toml`.
    pub name: &'a str,
    pub text: &'a str,
}

impl Typesetter {
    /// File and line of a step that the typesetter has timed, as its trace has them.
    pub fn place_in_template(&self, span: NonZeroU64) -> (String, u32) {
        world::TypstWorld::new(&self.fonts, &self.files, vec![]).place(Span::from_raw(span))
    }

    pub fn new(fonts: FontSet, template: Template) -> Self {
        Self { fonts, files: world::Files::new(&template), template }
    }

    /// The template's files: name and content, by name.
    pub fn template_files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.template.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// Hashes of the faces of all chains, in order of use, each once.
    pub fn font_fingerprints(&self) -> Vec<String> {
        self.fonts.fingerprints()
    }

    /// What the template receives for a bulletin, as JSON.
    pub fn data(&self, bulletin: &Bulletin, setting: Setting, proof: bool) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(&data::Data::new(
            bulletin,
            &self.fonts,
            setting,
            proof,
            &Wins::Tried,
            None,
        ))?)
    }

    /// Ends the work on a bulletin: what the engine keeps of it to lay it out again is dropped when
    /// that many more have ended without a use for it. It would grow without bounds else.
    pub fn forget(others: usize) {
        comemo::evict(others);
    }

    /// Lays a bulletin out. An error here is the template's or the program's, not the draft's.
    ///
    /// The engine keeps what it found until [`Self::forget`] is called often enough.
    pub fn lay_out(&self, bulletin: &Bulletin, setting: Setting, proof: bool) -> Result<Pages> {
        self.lay_out_with(bulletin, setting, proof, None)
    }

    /// The same with the draft inside. The pages look the same.
    pub fn lay_out_with(
        &self,
        bulletin: &Bulletin,
        setting: Setting,
        proof: bool,
        draft: Option<&AttachedDraft<'_>>,
    ) -> Result<Pages> {
        self.lay_out_as(bulletin, setting, proof, &Wins::Tried, draft)
    }

    /// The same with certain paragraphs squeezed.
    fn lay_out_as(
        &self,
        bulletin: &Bulletin,
        setting: Setting,
        proof: bool,
        wins: &Wins,
        draft: Option<&AttachedDraft<'_>>,
    ) -> Result<Pages> {
        let data = data::Data::new(bulletin, &self.fonts, setting, proof, wins, None);
        let document = set(&self.fonts, &self.files, &data, bulletin, draft)?;
        let document = retouch::without_joiners(document);
        Ok(Pages { document, content: OnceLock::new(), attached: draft.is_some() })
    }
}

/// Sets the data of a bulletin by a template's files.
fn set(
    fonts: &FontSet,
    files: &world::Files,
    data: &data::Data<'_>,
    bulletin: &Bulletin,
    draft: Option<&AttachedDraft<'_>>,
) -> Result<PagedDocument> {
    let world = world::TypstWorld::new(fonts, files, serde_json::to_vec(data)?)
        .page(serde_json::to_vec(&data.page)?)
        .pictures(picture::pictures(bulletin))
        .attached(draft);
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    let document = output.map_err(|errors| explain(&world, &errors))?;
    match warnings.iter().find(|w| w.message.contains("converge")) {
        Some(warning) => Err(explain(&world, std::slice::from_ref(warning))),
        None => Ok(document),
    }
}

impl Pages {
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// The characters that were set without a glyph, or with one that draws nothing. Rules look for them beforehand, so there
    /// are none; this is the last line of defence before paper.
    pub fn missing_glyphs(&self) -> Vec<char> {
        let mut missing: Vec<char> =
            self.texts().iter().flat_map(|text| &text.missing).copied().collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// Every run of text where it came to stand.
    pub fn texts(&self) -> &[Text] {
        &self.content().texts
    }

    /// The places that the template marked.
    pub fn marks(&self) -> &[Mark] {
        &self.content().marks
    }

    /// The lines of text, in reading order.
    pub fn lines(&self) -> &[Line] {
        &self.content().lines
    }

    /// All that is drawn, as values.
    pub fn runs(&self) -> Runs {
        Runs::of(&self.document, self.marks())
    }

    fn content(&self) -> &audit::Content {
        self.content.get_or_init(|| audit::Content::of(&self.document))
    }

    /// The archive PDF: PDF/A-2a and PDF/UA-1 in one file; with the draft inside, PDF/A-3a, as
    /// PDF/A-2 takes no other files than PDF/A.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        written(self.document.clone(), self.attached, catalog::Edge::Long)
    }
}

/// A document as the PDF that is kept and printed.
fn written(document: PagedDocument, attached: bool, edge: catalog::Edge) -> Result<Vec<u8>> {
    let archive = if attached { PdfStandard::A_3a } else { PdfStandard::A_2a };
    let standards = PdfStandards::new(&[archive, PdfStandard::Ua_1])
        .map_err(|error| anyhow!("{}", error.message()))?;
    let options =
        PdfOptions { ident: Smart::Auto, creator: creator(), standards, ..PdfOptions::default() };
    let pdf =
        typst_pdf::pdf(&retouch::with_spaced_faces(document), &options).map_err(|errors| {
            let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            anyhow!("PDF 没有生成：{}", messages.join("；"))
        })?;
    compact::compact(&catalog::with_print_wishes(pdf, edge)?)
}

impl Pages {
    /// A page (from 0) as a PNG picture, at this many pixels an inch.
    pub fn png(&self, page: usize, ppi: f64) -> Result<Vec<u8>> {
        let page = self.page(page)?;
        let options =
            RenderOptions { pixel_per_pt: Scalar::new(ppi / 72.0), ..RenderOptions::default() };
        let png = typst_render::render(page, &options)
            .encode_png()
            .map_err(|error| anyhow!("图片没有生成：{error}"))?;
        Ok(picture::with_density(png, ppi))
    }

    /// A page (from 0) as SVG.
    pub fn svg(&self, page: usize) -> Result<String> {
        Ok(typst_svg::svg(self.page(page)?, &SvgOptions::default()))
    }

    fn page(&self, index: usize) -> Result<&Page> {
        self.document.pages().get(index).ok_or_else(|| anyhow!("没有第{}页", index + 1))
    }
}

/// What a PDF says it was made by.
fn creator() -> Smart<Option<String>> {
    Smart::Custom(Some(concat!("kuaibao ", env!("CARGO_PKG_VERSION")).to_owned()))
}

/// An error of the template, with its place.
fn explain(world: &world::TypstWorld<'_>, errors: &[SourceDiagnostic]) -> anyhow::Error {
    let mut text = String::from("版式没有排成");
    for error in
        errors.iter().filter(|error| error.severity == Severity::Error || errors.len() == 1)
    {
        text.push_str(&format!("\n  {}", error.message));
        if let (Some(id), Some(range)) = (error.span.id(), world.range(error.span)) {
            let place = typst::World::source(world, id)
                .ok()
                .and_then(|source| source.lines().byte_to_line_column(range.start));
            if let Some((line, column)) = place {
                let path = id.get().vpath().get_without_slash();
                text.push_str(&format!("（{path} 第{}行第{}字）", line + 1, column + 1));
            }
        }
    }
    anyhow!(text)
}
