//! What fitting asks of a laid-out bulletin: shared by those who lay out, count and choose.

use std::ops::Range;

use super::audit::{Line, Mark, MarkKind};
use super::{Pages, Setting};

/// What a setting gives, as far as fitting asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outlook {
    /// Pages.
    pub(super) count: usize,
    /// Whether the end block has a page without text.
    pub(super) end_is_alone: bool,
    /// Lines that would still go between the text and the end block.
    pub(super) hole: u32,
    /// The last page with text, and the lines that would still go on it but for the end block.
    pub(super) last_text_page: usize,
    pub(super) free_below_text: u32,
    /// Items of which one line alone stands at the foot or the head of a page.
    pub(super) stranded: u32,
    /// By how many lines facing pages differ at the foot, at most, and the first falls short.
    pub(super) uneven: u32,
}

impl Outlook {
    /// Facing pages may differ by this many lines.
    const EVEN: u32 = 1;

    /// Whether no page ends or begins badly.
    pub(super) fn is_clean(&self) -> bool {
        self.stranded == 0 && self.uneven <= Self::EVEN
    }

    /// What to have less of, most important first.
    pub(super) fn faults(&self) -> (u32, u32) {
        (self.stranded, self.uneven.saturating_sub(Self::EVEN))
    }
}

/// How far facing pages differ: by the lines left free at the foot of each page with text but the
/// last. The first faces none.
pub(super) fn unevenness(free: &[u32]) -> u32 {
    let facing = free.get(1..).unwrap_or_default().chunks_exact(2);
    let facing = facing.map(|pair| pair[0].abs_diff(pair[1]));
    facing.chain(free.first().copied()).max().unwrap_or(0)
}

/// Facing pages that end at different heights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Uneven {
    /// Pages, from 1: the one that ends higher, and the one that it faces.
    pub(crate) short: usize,
    pub(crate) full: usize,
    /// By how many lines.
    pub(crate) lines: u32,
}

/// The facing pages that differ by more than they may, but for the last with text, which ends where
/// that does.
pub(crate) fn uneven(setting: Setting, lines: &[&Line], marks: &[Mark]) -> Vec<Uneven> {
    let bottom = setting.grid_bottom();
    let pages = lines.iter().map(|line| line.page).max().unwrap_or(1);
    let end = marks.iter().find(|mark| mark.kind == MarkKind::End);
    let end = end.map_or((pages, bottom), |end| (end.page, end.y));
    let places = lines.iter().map(|line| (line.page, line.y));
    let pages = lines_of_pages(setting, places, pages, end);
    let last = pages.iter().rposition(|lines| !lines.is_empty()).unwrap_or(0);
    // How far a picture without words goes down is not known.
    let is_known = |page: usize| {
        let last = marks.iter().rposition(|mark| mark.page == page);
        let own = |at: usize| lines.iter().any(|line| line.mark == Some(at) && line.page == page);
        last.is_none_or(|at| marks[at].kind != MarkKind::Figure || own(at))
    };
    let mut found = vec![];
    for (left, pair) in pages[..last].iter().enumerate().skip(1).step_by(2) {
        let Some(right) = pages[..last].get(left + 1) else { break };
        let (free, facing) = (free(setting, pair, bottom), free(setting, right, bottom));
        let (left, right) = (left + 1, left + 2);
        let (short, full) = if free > facing { (left, right) } else { (right, left) };
        let lines = free.abs_diff(facing);
        if lines > Outlook::EVEN && is_known(left) && is_known(right) {
            found.push(Uneven { short, full, lines });
        }
    }
    found
}

/// Lines that would still go below those of a page, down to a limit.
fn free(setting: Setting, lines: &[f64], limit: f64) -> u32 {
    // From the lowest baseline; that of an empty page's would be above its first line.
    let lowest = lines.last().map_or(setting.grid_top(), |y| y + setting.below_baseline());
    ((limit - lowest) / setting.pitch() + 0.01).floor().max(0.0) as u32
}

/// One layout of the bulletin.
pub(super) struct Trial {
    pub(super) setting: Setting,
    pub(super) pages: Pages,
    pub(super) outlook: Outlook,
    /// Baselines of the text on each page, downwards; on that of the end block those above it.
    pub(super) lines: Vec<Vec<f64>>,
}

impl Trial {
    pub(super) fn new(setting: Setting, pages: Pages) -> Self {
        let (texts, marks) = (pages.texts(), pages.marks());
        let bottom = setting.grid_bottom();
        let end = marks.iter().find(|mark| mark.kind == MarkKind::End);
        let (end_page, end_y) = end.map_or((pages.count(), bottom), |end| (end.page, end.y));
        let texts = texts.iter().filter(|text| !text.text.trim().is_empty());
        let texts = texts.map(|text| (text.page, text.y));
        let lines = lines_of_pages(setting, texts, pages.count(), (end_page, end_y));
        let body = |page: usize| lines.get(page - 1).map_or(&[][..], Vec::as_slice);
        let free = |lines: &[f64], limit: f64| free(setting, lines, limit);
        let last = body(end_page);
        let last_text_page = (1..=end_page).rev().find(|page| !body(*page).is_empty());
        let last_text_page = last_text_page.unwrap_or(1);
        let short: Vec<u32> = (1..last_text_page).map(|page| free(body(page), bottom)).collect();
        let outlook = Outlook {
            count: pages.count(),
            end_is_alone: pages.count() > 1 && last.is_empty(),
            hole: free(last, end_y).saturating_sub(1),
            last_text_page,
            free_below_text: free(body(last_text_page), bottom),
            stranded: stranded(pages.lines(), marks).len() as u32,
            uneven: unevenness(&short),
        };
        Self { setting, pages, outlook, lines }
    }
}

/// An item of which one line alone stands on a page, by its index among the marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stranded {
    pub(crate) mark: usize,
    pub(crate) page: usize,
    /// Whether it is the first line, at the foot of a page; else the last, at the head of one.
    pub(crate) is_first: bool,
}

/// The items of which the first line or the last stands alone on a page. With a table or figure
/// beside it on the page a line is not alone.
pub(crate) fn stranded(lines: &[Line], marks: &[Mark]) -> Vec<Stranded> {
    let mut found = vec![];
    for (index, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.kind == MarkKind::Item) {
        let parts = marks[index..].iter().enumerate();
        let own = parts.take_while(|(at, next)| {
            *at == 0
                || (next.kind != MarkKind::Item
                    && next.column == mark.column
                    && next.item == mark.item)
        });
        let range = index..index + own.count();
        let is_inset = |line: &&Line| line.mark.is_some_and(|at| marks[at].is_inset());
        let mut text: Vec<(usize, f64)> = lines
            .iter()
            .filter(|line| line.mark.is_some_and(|at| range.contains(&at)))
            .filter(|line| !is_inset(line))
            .map(|line| (line.page, line.y))
            .collect();
        text.dedup_by(|a, b| a.0 == b.0 && (a.1 - b.1).abs() < 2.0);
        if text.len() < 2 {
            continue;
        }
        let (Some(first), Some(last)) = (text.first(), text.last()) else { continue };
        for (page, is_first) in [(first.0, true), (last.0, false)] {
            let here = text.iter().filter(|line| line.0 == page).count();
            let alone = here == 1 && first.0 != last.0;
            if alone && !has_inset(lines, marks, range.clone(), page) {
                found.push(Stranded { mark: index, page, is_first });
            }
        }
    }
    found
}

/// Whether a table or figure among some marks stands on a page: one that begins there, or a table of which
/// rows do.
pub(crate) fn has_inset(lines: &[Line], marks: &[Mark], range: Range<usize>, page: usize) -> bool {
    let is_inset = |at: usize| range.contains(&at) && marks[at].is_inset();
    marks[range.clone()].iter().any(|mark| mark.is_inset() && mark.page == page)
        || lines.iter().any(|line| line.page == page && line.mark.is_some_and(is_inset))
}

/// Baselines of the text on each page within the type area, downwards, but for the end block, of
/// which page and top are given.
fn lines_of_pages(
    setting: Setting,
    texts: impl Iterator<Item = (usize, f64)>,
    pages: usize,
    end: (usize, f64),
) -> Vec<Vec<f64>> {
    let mut all: Vec<Vec<f64>> = vec![vec![]; pages];
    for (page, y) in texts {
        let lowest = if page == end.0 { end.1 } else { setting.grid_bottom() };
        if let Some(lines) = all.get_mut(page - 1)
            && setting.grid_top() < y
            && y < lowest
        {
            lines.push(y);
        }
    }
    for lines in &mut all {
        lines.sort_by(f64::total_cmp);
        lines.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facing_pages_are_compared_and_the_first_with_a_full_one() {
        assert_eq!(unevenness(&[]), 0);
        assert_eq!(unevenness(&[2]), 2);
        assert_eq!(unevenness(&[0, 3, 3]), 0);
        assert_eq!(unevenness(&[1, 0, 3]), 3);
        assert_eq!(unevenness(&[0, 1, 0, 4]), 1, "the fourth faces the last, which is not here");
    }
}
