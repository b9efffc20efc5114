//! Layouts of a bulletin on trial, and the search among them.

use anyhow::Result;

use super::audit::Text;
use super::fit::{Fitted, Verdict};
use super::{Pages, Setting, Typesetter};
use crate::bulletin::Bulletin;
use crate::source::parallel::both;

/// Lays the bulletin out as asked.
pub(super) struct Press<'a> {
    pub(super) typesetter: &'a Typesetter,
    pub(super) bulletin: &'a Bulletin,
}

impl Press<'_> {
    pub(super) fn trial(&self, setting: Setting) -> Result<Trial> {
        Trial::new(setting, self.typesetter.lay_out(self.bulletin, setting, false)?)
    }

    fn is_spare(&self) -> bool {
        self.typesetter.has_spare_threads()
    }

    /// Two settings at the same time.
    fn two(&self, one: Setting, other: Setting) -> Result<(Trial, Trial)> {
        let (one, other) = both(|| self.trial(one), || self.trial(other));
        Ok((one?, other?))
    }
}

/// The number of pages that a search is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Aim {
    AtMost(usize),
    AtLeast(usize),
}

impl Aim {
    fn is_met(self, pages: usize) -> bool {
        match self {
            Self::AtMost(most) => pages <= most,
            Self::AtLeast(least) => pages >= least,
        }
    }
}

/// One layout of the bulletin.
pub(super) struct Trial {
    pub(super) setting: Setting,
    pub(super) pages: Pages,
    /// Baselines of the text on each page, downwards; on that of the end block those above it.
    pub(super) lines: Vec<Vec<f64>>,
    /// Body lines on the last page, above the end block.
    lines_on_last: u32,
    /// Lines that would still go between them and the end block.
    pub(super) hole: u32,
    /// The last page with body text, and the lines that would still go on it but for the end
    /// block.
    pub(super) last_text_page: usize,
    pub(super) free_below_text: u32,
    /// Number of columns, and height of the end block in lines.
    columns: u32,
    end_height: f64,
    /// Lines of text on all pages but for the masthead and the names of columns. `None` where
    /// tables or pictures take part in the height.
    text_lines: Option<u32>,
}

/// Lines of text in the masthead: name, number, publisher with date.
const MASTHEAD_LINES: u32 = 3;

impl Trial {
    fn new(setting: Setting, pages: Pages) -> Result<Self> {
        let (texts, marks) = (pages.texts(), pages.marks());
        let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
        let end = marks.iter().find(|mark| mark.kind == "end");
        let (end_page, end_y) = end.map_or((pages.count(), bottom), |end| (end.page, end.y));
        let lines = lines_of_pages(&texts, pages.count(), (end_page, end_y));
        let body = |page: usize| lines.get(page - 1).map_or(&[][..], Vec::as_slice);
        let free = |lines: &[f64], limit: f64| {
            let lowest = lines.last().copied().unwrap_or(Setting::AREA_TOP);
            ((limit - lowest) / setting.pitch()).floor().max(0.0) as u32
        };
        let last = body(end_page);
        let last_text_page = (1..=end_page).rev().find(|page| !body(*page).is_empty());
        let last_text_page = last_text_page.unwrap_or(1);
        let columns = marks.iter().filter(|mark| mark.kind == "column").count() as u32;
        let has_insets = marks.iter().any(|mark| ["table", "figure"].contains(&mark.kind.as_str()));
        let all_lines: usize = lines.iter().map(Vec::len).sum();
        let text_lines = (all_lines as u32).saturating_sub(MASTHEAD_LINES + columns);
        Ok(Self {
            setting,
            lines_on_last: last.len() as u32,
            hole: free(last, end_y).saturating_sub(1),
            last_text_page,
            free_below_text: free(body(last_text_page), bottom),
            columns,
            text_lines: (!has_insets).then_some(text_lines),
            end_height: (bottom - end_y).max(0.0) / setting.pitch(),
            lines,
            pages,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.pages.count()
    }

    pub(super) fn end_is_alone(&self) -> bool {
        self.count() > 1 && self.lines_on_last == 0
    }

    /// Whether a setting surely gives too many pages: where lines break as here, the text takes as
    /// many of them, and nothing but the space for columns and masthead shrinks.
    fn rules_out(&self, setting: &Setting, aim: Aim) -> bool {
        let (Aim::AtMost(_), Some(text)) = (aim, self.text_lines) else { return false };
        let heads = setting.masthead + self.columns * setting.column;
        // The end block has rules and margins that do not grow with the lines.
        let lines = f64::from(text + heads) + (self.end_height - 1.0).max(0.0);
        let pages = (lines / f64::from(setting.lines)).ceil() as usize;
        setting.characters == self.setting.characters && !aim.is_met(pages)
    }

    /// Which of a series will probably be the first with a good number of pages, by the lines that
    /// the text takes here.
    fn guess(&self, series: &[Setting], aim: Aim) -> usize {
        let here = self.setting;
        let taken = self.last_text_page as u32 * here.lines - self.free_below_text;
        let text = f64::from(taken.saturating_sub(here.masthead + self.columns * here.column));
        let pages = |setting: &Setting| {
            let narrower = f64::from(here.characters) / f64::from(setting.characters);
            let heads = f64::from(setting.masthead + self.columns * setting.column);
            let lines = (text * narrower).ceil() + heads + self.end_height;
            (lines / f64::from(setting.lines)).ceil() as usize
        };
        let found = series.iter().position(|setting| aim.is_met(pages(setting)));
        found.unwrap_or(series.len().saturating_sub(1))
    }

    pub(super) fn with(self, verdict: Verdict) -> Fitted {
        Fitted { pages: self.pages, setting: self.setting, verdict }
    }

    pub(super) fn met(self) -> Fitted {
        self.with(Verdict::Met)
    }
}

/// Baselines of the text on each page within the type area, downwards, but for the end block, of
/// which page and top are given.
fn lines_of_pages(texts: &[Text], pages: usize, end: (usize, f64)) -> Vec<Vec<f64>> {
    let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
    let mut all: Vec<Vec<f64>> = vec![vec![]; pages];
    for text in texts.iter().filter(|text| !text.text.trim().is_empty()) {
        let lowest = if text.page == end.0 { end.1 } else { bottom };
        if let Some(lines) = all.get_mut(text.page - 1)
            && Setting::AREA_TOP < text.y
            && text.y < lowest
        {
            lines.push(text.y);
        }
    }
    for lines in &mut all {
        lines.sort_by(f64::total_cmp);
        lines.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    }
    all
}

/// The first setting of a series that gives a good number of pages, and from there the first whose
/// end block is not alone: that comes and goes, only the number of pages is monotonic.
///
/// The standard page tells nearly where to look; then the one found and the one before it prove
/// each other. Whatever is left is halved.
pub(super) fn first(
    standard: &Trial,
    series: &[Setting],
    aim: Aim,
    press: &Press<'_>,
) -> Result<Option<Trial>> {
    let mut best = None;
    let mut before = None;
    let (mut low, mut high) = (0, series.len());
    while series.get(low).is_some_and(|setting| standard.rules_out(setting, aim)) {
        low += 1;
    }
    let mut tried = 0;
    while low < high {
        let middle = match tried {
            0 => standard.guess(series, aim).max(low),
            1 if best.is_some() => high - 1,
            1 => low,
            _ => low + (high - low) / 2,
        };
        let trial = match before.take() {
            Some(trial) => trial,
            None if tried == 0 && middle > low && press.is_spare() => {
                let (trial, other) = press.two(series[middle], series[middle - 1])?;
                before = aim.is_met(trial.count()).then_some(other);
                trial
            }
            None => press.trial(series[middle])?,
        };
        tried += 1;
        if aim.is_met(trial.count()) {
            best = Some(trial);
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    for setting in series.get(low + 1..).unwrap_or_default() {
        if !best.as_ref().is_some_and(Trial::end_is_alone) {
            break;
        }
        best = Some(press.trial(*setting)?);
    }
    Ok(best.filter(|trial| !trial.end_is_alone()))
}
