//! Copy-fitting: the setting nearest to the standard page that gives the wanted number of pages,
//! with the end block at the foot of a page that has text.
//!
//! Offices squeeze a bulletin by hand until it fills its sheets. Here the page is varied in a
//! fixed order: lines a page, then the space round columns, then the masthead, then characters a
//! line. No step makes less room than the one before, so the first with few enough pages is
//! found in a few layouts (`trial.rs`).

use anyhow::Result;

pub use super::cuts::{Cut, Move};
use super::cuts::{cuts, moves};
use super::trial::{Aim, Press, Trial, first};
use super::{Pages, Setting, Typesetter};
use crate::bulletin::Bulletin;
use crate::config::{Limits, PageTarget};

/// A last page with more empty lines than this above the end block is filled by looser settings.
const LARGE_HOLE: u32 = 8;

/// A bulletin set as well as its limits allow.
pub struct Fitted {
    pub pages: Pages,
    pub setting: Setting,
    pub verdict: Verdict,
}

/// Whether the target was met.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    Met,
    /// The tightest setting has this many lines too many for the pages wanted; the items whose
    /// cutting would mend it most cheaply, cheapest first.
    Over {
        wanted: usize,
        lines: u32,
        cuts: Vec<Cut>,
        /// When no single item can give so much: the fewest items that would have to go.
        moves: Vec<Move>,
    },
    /// The loosest setting lacks this many lines.
    Short {
        wanted: usize,
        lines: u32,
    },
    /// An odd number of pages where an even one was wanted: the last leaf's back stays blank.
    Odd,
}

/// Lays out a bulletin within limits. A proof is set as the issue will be: its marks take no part.
pub fn fit(
    typesetter: &Typesetter,
    bulletin: &Bulletin,
    proof: bool,
    target: PageTarget,
    limits: Limits,
) -> Result<Fitted> {
    let mut fitted = fit_issue(typesetter, bulletin, target, limits)?;
    let odd = fitted.pages.count() > 1 && fitted.pages.count() % 2 == 1;
    if target == PageTarget::Even && odd && fitted.verdict == Verdict::Met {
        fitted.verdict = Verdict::Odd;
    }
    if !proof {
        return Ok(fitted);
    }
    Ok(Fitted { pages: typesetter.lay_out(bulletin, fitted.setting, true)?, ..fitted })
}

fn fit_issue(
    typesetter: &Typesetter,
    bulletin: &Bulletin,
    target: PageTarget,
    limits: Limits,
) -> Result<Fitted> {
    let press = Press { typesetter, bulletin };
    let standard = press.trial(Setting::STANDARD)?;
    let wanted = match target {
        PageTarget::Exactly(pages) => pages as usize,
        // One page is one leaf, nothing is gained by making it two.
        PageTarget::Even if standard.count() > 1 => standard.count() & !1,
        PageTarget::Even | PageTarget::Auto => standard.count(),
    };
    let alone = standard.end_is_alone();
    if standard.count() < wanted {
        return stretch(standard, wanted, limits, &press);
    }
    if standard.count() == wanted && !alone {
        let loosen = target != PageTarget::Auto && standard.hole > LARGE_HOLE;
        return if loosen { fill(standard, wanted, limits, &press) } else { Ok(standard.met()) };
    }
    let exact = matches!(target, PageTarget::Exactly(_));
    let keep = exact || (target == PageTarget::Even && wanted > 2);
    if standard.count() == wanted && keep {
        // The pages are right: rather let some text join the end block than lose a page.
        if let Some(trial) = joined(&standard, limits, &press)? {
            return Ok(trial.met());
        }
    }
    let tight = tighter(limits);
    if let Some(trial) = first(&standard, &tight, Aim::AtMost(wanted), &press)? {
        let short = exact && trial.count() < wanted;
        let verdict = if short { Verdict::Short { wanted, lines: 1 } } else { Verdict::Met };
        return Ok(trial.with(verdict));
    }
    if standard.count() > wanted && exact {
        return over(standard, wanted, &tight, &press);
    }
    if alone {
        return Ok(joined(&standard, limits, &press)?.unwrap_or(standard).met());
    }
    Ok(standard.met())
}

/// More pages are wanted than the standard page gives: the first looser setting that gives them.
fn stretch(standard: Trial, wanted: usize, limits: Limits, press: &Press<'_>) -> Result<Fitted> {
    let loose = looser(limits);
    let found = first(&standard, &loose, Aim::AtLeast(wanted), press)?;
    if let Some(trial) = found
        && trial.count() == wanted
    {
        return Ok(trial.met());
    }
    let loosest = match loose.last() {
        Some(setting) => press.trial(*setting)?,
        None => press.trial(Setting::STANDARD)?,
    };
    // Enough is there when one line of text stands on the last page wanted.
    let between = wanted.saturating_sub(loosest.last_text_page + 1) as u32;
    let lines = loosest.free_below_text + between * loosest.setting.lines + 1;
    let verdict = Verdict::Short { wanted, lines };
    if standard.end_is_alone()
        && let Some(trial) =
            first(&standard, &tighter(limits), Aim::AtMost(standard.count() - 1), press)?
    {
        return Ok(trial.with(verdict));
    }
    Ok(standard.with(verdict))
}

/// The pages are right but the last is half empty: the loosest setting that keeps them right.
fn fill(standard: Trial, wanted: usize, limits: Limits, press: &Press<'_>) -> Result<Fitted> {
    let mut best = standard;
    for setting in looser(limits) {
        let trial = press.trial(setting)?;
        if trial.count() != wanted || trial.end_is_alone() {
            break;
        }
        best = trial;
        if best.hole <= LARGE_HOLE {
            break;
        }
    }
    Ok(best.met())
}

/// A looser page of the same number of pages, on which the end block is not alone.
fn joined(standard: &Trial, limits: Limits, press: &Press<'_>) -> Result<Option<Trial>> {
    for setting in looser(limits) {
        let trial = press.trial(setting)?;
        if trial.count() == standard.count() && !trial.end_is_alone() {
            return Ok(Some(trial));
        }
    }
    Ok(None)
}

/// Even the tightest page is too small: more pages, with what would have to go to mend it.
fn over(standard: Trial, wanted: usize, tight: &[Setting], press: &Press<'_>) -> Result<Fitted> {
    let setting = tight.last().copied().unwrap_or(Setting::STANDARD);
    let tightest = press.trial(setting)?;
    let texts = tightest.pages.texts();
    let marks = tightest.pages.marks();
    let end = marks.iter().find(|mark| mark.kind == "end");
    let bottom = Setting::AREA_TOP + Setting::AREA_HEIGHT;
    let end_height = end.map_or(0.0, |end| bottom - end.y);
    let spilled: usize = tightest.lines.iter().skip(wanted).map(Vec::len).sum();
    // The last wanted page is full of text: the end block needs its room as well.
    let lines = spilled as u32 + (end_height / setting.pitch()).ceil() as u32;
    let cuts = cuts(&texts, &marks, setting, lines);
    let moves = if cuts.is_empty() { moves(&texts, &marks, lines) } else { vec![] };
    let verdict = Verdict::Over { wanted, lines, cuts, moves };
    // Never a cramped page: the next even number of pages that can be had.
    let mut even = ((wanted + 2) & !1).max(tightest.count().next_multiple_of(2));
    while even < standard.count() {
        if let Some(trial) = first(&standard, tight, Aim::AtMost(even), press)? {
            return Ok(trial.with(verdict));
        }
        even += 2;
    }
    Ok(standard.with(verdict))
}

/// Ever tighter settings, the standard not among them.
fn tighter(limits: Limits) -> Vec<Setting> {
    let mut setting = Setting::STANDARD;
    let mut series = vec![];
    while (Setting { lines: setting.lines + 1, ..setting }).pitch() >= limits.pitch_min - 0.005 {
        setting.lines += 1;
        series.push(setting);
    }
    setting.column = 1;
    series.push(setting);
    for masthead in [7, 6] {
        setting.masthead = masthead;
        series.push(setting);
    }
    while (Setting { characters: setting.characters + 1, ..setting }).size()
        >= limits.size_min - 0.005
    {
        setting.characters += 1;
        series.push(setting);
    }
    series
}

/// Ever looser settings, the standard not among them. Characters grow no larger than 三号.
fn looser(limits: Limits) -> Vec<Setting> {
    let mut setting = Setting::STANDARD;
    let mut series = vec![];
    while (Setting { lines: setting.lines - 1, ..setting }).pitch() <= limits.pitch_max + 0.005 {
        setting.lines -= 1;
        series.push(setting);
    }
    setting.column = 3;
    series.push(setting);
    setting.masthead = 9;
    series.push(setting);
    series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_keep_within_limits_and_in_order() {
        let limits = Limits::default();
        let tight = tighter(limits);
        let lines: Vec<u32> = tight.iter().map(|setting| setting.lines).collect();
        assert_eq!(lines, [23, 24, 24, 24, 24, 24], "26 pt allows 24 lines");
        assert!(tight.iter().all(|s| s.pitch() >= 26.0 && s.size() >= 15.0));
        let loose = looser(limits);
        assert_eq!(loose.iter().map(|s| s.lines).collect::<Vec<_>>(), [21, 21, 21]);
        assert!(loose.iter().all(|s| s.pitch() <= 31.0));
    }
}
