//! Which setting to take, when it is known what each gives.

use anyhow::Result;

use super::Setting;
use super::trial::Outlook;
use crate::config::{Limits, PageTarget};

/// A last page with more empty lines than this above the end block is filled by looser settings.
const LARGE_HOLE: u32 = 8;

/// Tells what settings give.
pub(super) trait Look {
    fn look(&self, setting: Setting) -> Result<Outlook>;

    /// What a setting will probably give, where a look is dear.
    fn guess(&self, setting: Setting) -> Option<Outlook>;
}

/// A setting, and whether it gives the pages wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) setting: Setting,
    pub(super) gives: Gives,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    Enough,
    /// Even the tightest setting has too many pages.
    TooMany {
        wanted: usize,
        tightest: Setting,
    },
    /// The loosest setting lacks this many lines.
    TooFew {
        wanted: usize,
        lines: u32,
    },
}

impl Choice {
    fn enough(setting: Setting) -> Self {
        Self { setting, gives: Gives::Enough }
    }
}

/// The number of pages that a search is for.
#[derive(Debug, Clone, Copy)]
enum Aim {
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

/// The setting nearest to the standard page that gives the wanted number of pages, with the end
/// block at the foot of a page that has text.
pub(super) fn choose(press: &impl Look, target: PageTarget, limits: Limits) -> Result<Choice> {
    let standard = press.look(Setting::STANDARD)?;
    let wanted = match target {
        PageTarget::Exactly(pages) => pages as usize,
        // One page is one leaf, nothing is gained by making it two.
        PageTarget::Even if standard.count > 1 => standard.count & !1,
        PageTarget::Even | PageTarget::Auto => standard.count,
    };
    let alone = standard.end_is_alone;
    if standard.count < wanted {
        return stretch(standard, wanted, limits, press);
    }
    if standard.count == wanted && !alone {
        let loosen = target != PageTarget::Auto && standard.hole > LARGE_HOLE;
        let setting = if loosen { fill(wanted, limits, press)? } else { Setting::STANDARD };
        return Ok(Choice::enough(setting));
    }
    let exact = matches!(target, PageTarget::Exactly(_));
    let keep = exact || (target == PageTarget::Even && wanted > 2);
    if standard.count == wanted && keep {
        // The pages are right: rather let some text join the end block than lose a page.
        if let Some(setting) = joined(standard, limits, press)? {
            return Ok(Choice::enough(setting));
        }
    }
    let tight = tighter(limits);
    if let Some(setting) = first(&tight, Aim::AtMost(wanted), press)? {
        let short = exact && press.look(setting)?.count < wanted;
        let gives = if short { Gives::TooFew { wanted, lines: 1 } } else { Gives::Enough };
        return Ok(Choice { setting, gives });
    }
    if standard.count > wanted && exact {
        return over(standard, wanted, &tight, press);
    }
    let joined = if alone { joined(standard, limits, press)? } else { None };
    Ok(Choice::enough(joined.unwrap_or(Setting::STANDARD)))
}

/// More pages are wanted than the standard page gives: the first looser setting that gives them.
fn stretch(standard: Outlook, wanted: usize, limits: Limits, press: &impl Look) -> Result<Choice> {
    let loose = looser(limits);
    if let Some(setting) = first(&loose, Aim::AtLeast(wanted), press)?
        && press.look(setting)?.count == wanted
    {
        return Ok(Choice::enough(setting));
    }
    let setting = loose.last().copied().unwrap_or(Setting::STANDARD);
    let loosest = press.look(setting)?;
    // Enough is there when one line of text stands on the last page wanted.
    let between = wanted.saturating_sub(loosest.last_text_page + 1) as u32;
    let lines = loosest.free_below_text + between * setting.lines + 1;
    let gives = Gives::TooFew { wanted, lines };
    let fewer = match standard.end_is_alone {
        true => first(&tighter(limits), Aim::AtMost(standard.count - 1), press)?,
        false => None,
    };
    Ok(Choice { setting: fewer.unwrap_or(Setting::STANDARD), gives })
}

/// The pages are right but the last is half empty: the loosest setting that keeps them right.
fn fill(wanted: usize, limits: Limits, press: &impl Look) -> Result<Setting> {
    let mut best = Setting::STANDARD;
    for setting in looser(limits) {
        let found = press.look(setting)?;
        if found.count != wanted || found.end_is_alone {
            break;
        }
        best = setting;
        if found.hole <= LARGE_HOLE {
            break;
        }
    }
    Ok(best)
}

/// A looser page of the same number of pages, on which the end block is not alone.
fn joined(standard: Outlook, limits: Limits, press: &impl Look) -> Result<Option<Setting>> {
    for setting in looser(limits) {
        let found = press.look(setting)?;
        if found.count == standard.count && !found.end_is_alone {
            return Ok(Some(setting));
        }
    }
    Ok(None)
}

/// Even the tightest page is too small: never a cramped one, but the next even number of pages
/// that can be had.
fn over(standard: Outlook, wanted: usize, tight: &[Setting], press: &impl Look) -> Result<Choice> {
    let tightest = tight.last().copied().unwrap_or(Setting::STANDARD);
    let gives = Gives::TooMany { wanted, tightest };
    let least = press.look(tightest)?.count.next_multiple_of(2);
    let mut even = ((wanted + 2) & !1).max(least);
    while even < standard.count {
        if let Some(setting) = first(tight, Aim::AtMost(even), press)? {
            return Ok(Choice { setting, gives });
        }
        even += 2;
    }
    Ok(Choice { setting: Setting::STANDARD, gives })
}

/// The first setting of a series that gives a good number of pages, and from there the first whose
/// end block is not alone: that comes and goes, only the number of pages is monotonic.
///
/// Where looks are dear, a guess tells nearly where to look; then the one found and the one before
/// it prove each other. Whatever is left is halved.
fn first(series: &[Setting], aim: Aim, press: &impl Look) -> Result<Option<Setting>> {
    let likely = |setting: &Setting| {
        press.guess(*setting).is_some_and(|probable| aim.is_met(probable.count))
    };
    let guess = series.iter().position(likely).unwrap_or(series.len().saturating_sub(1));
    let (mut low, mut high) = (0, series.len());
    let mut tried = 0;
    while low < high {
        let middle = match tried {
            0 => guess,
            1 if high < series.len() => high - 1,
            1 => low,
            _ => low + (high - low) / 2,
        };
        tried += 1;
        match aim.is_met(press.look(series[middle])?.count) {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    for setting in &series[low..] {
        if !press.look(*setting)?.end_is_alone {
            return Ok(Some(*setting));
        }
    }
    Ok(None)
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
