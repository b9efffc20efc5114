//! Copy-fitting: the setting nearest to the standard page that gives the wanted number of pages,
//! with the end block among text and not on a page of its own.
//!
//! Offices squeeze a bulletin by hand until it fills its sheets. Here the page is varied in a
//! fixed order: lines a page first, then the space round columns, then the masthead, then
//! characters a line. A step never makes room for less than the one before, so the first that
//! fits is found by halving.

use anyhow::Result;

use super::{Pages, Setting, Typesetter};
use crate::bulletin::Bulletin;
use crate::config::PageTarget;

/// How far the page may be varied, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub pitch: (f64, f64),
    pub size: (f64, f64),
}

impl Limits {
    /// Below 26 pt lines of 三号 touch; above 31 pt a page looks thin. 15 pt is 小三, the next
    /// size down; 16 pt is what word processors call 三号.
    pub const STANDARD: Self = Self { pitch: (26.0, 31.0), size: (15.0, 16.0) };
}

/// A bulletin set as well as its limits allow.
pub struct Fitted {
    pub pages: Pages,
    pub setting: Setting,
    /// Whether the target was met and the end block stands with text.
    pub met: bool,
}

/// Lays out a bulletin within limits.
pub fn fit(
    typesetter: &Typesetter,
    bulletin: &Bulletin,
    proof: bool,
    target: PageTarget,
    limits: Limits,
) -> Result<Fitted> {
    let tighter = tighter(limits);
    let lay_out = |setting: Setting| typesetter.lay_out(bulletin, setting, proof);
    let standard = lay_out(Setting::STANDARD)?;
    let count = standard.count();
    let wanted = match target {
        PageTarget::Exactly(pages) => pages as usize,
        PageTarget::Even => count - count % 2,
        PageTarget::Auto => count,
    };
    if count == wanted && !standard.end_is_alone() {
        return Ok(Fitted { pages: standard, setting: Setting::STANDARD, met: true });
    }
    if count < wanted {
        // Fewer pages than wanted: the widest setting that does not overshoot.
        let looser = looser(limits);
        let found = first(&looser, |pages| pages.count() >= wanted, &lay_out)?;
        let met = |pages: &Pages| pages.count() == wanted && !pages.end_is_alone();
        return Ok(match found {
            Some((setting, pages)) if met(&pages) => Fitted { pages, setting, met: true },
            _ => Fitted { pages: standard, setting: Setting::STANDARD, met: false },
        });
    }
    // Too many pages, or the end block alone on the last: tighten.
    let fits = |pages: &Pages| pages.count() <= wanted && !pages.end_is_alone();
    Ok(match first(&tighter, fits, &lay_out)? {
        Some((setting, pages)) => Fitted { pages, setting, met: true },
        None => match target {
            // Text can be carried over instead, so that the end block has company.
            _ if standard.end_is_alone() => with_company(limits, &lay_out, standard)?,
            _ => Fitted { pages: standard, setting: Setting::STANDARD, met: false },
        },
    })
}

/// A looser page on which the end block is not alone.
fn with_company(
    limits: Limits,
    lay_out: &impl Fn(Setting) -> Result<Pages>,
    standard: Pages,
) -> Result<Fitted> {
    for setting in looser(limits) {
        let pages = lay_out(setting)?;
        if pages.count() == standard.count() && !pages.end_is_alone() {
            return Ok(Fitted { pages, setting, met: false });
        }
    }
    Ok(Fitted { pages: standard, setting: Setting::STANDARD, met: false })
}

/// The first setting of a series whose pages are good, by halving.
fn first(
    series: &[Setting],
    good: impl Fn(&Pages) -> bool,
    lay_out: &impl Fn(Setting) -> Result<Pages>,
) -> Result<Option<(Setting, Pages)>> {
    let mut best = None;
    let (mut low, mut high) = (0, series.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let pages = lay_out(series[middle])?;
        if good(&pages) {
            best = Some((series[middle], pages));
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(best)
}

/// Lines a page whose pitch lies within the limits; 22 is the standard.
fn pitches(limits: Limits, lines: impl Iterator<Item = u32>) -> impl Iterator<Item = f64> {
    lines
        .map(|lines| Setting::AREA_HEIGHT / f64::from(lines))
        .filter(move |pitch| limits.pitch.0 - 0.005 <= *pitch && *pitch <= limits.pitch.1 + 0.005)
}

/// Ever tighter settings, the standard not among them.
fn tighter(limits: Limits) -> Vec<Setting> {
    let mut setting = Setting::STANDARD;
    let mut series = vec![];
    for pitch in pitches(limits, 23..=40) {
        setting.pitch = pitch;
        series.push(setting);
    }
    for space in [0.25, 0.0] {
        setting.column_before = space;
        setting.column_after = space;
        series.push(setting);
    }
    for masthead in [7.0, 6.0] {
        setting.masthead = masthead;
        series.push(setting);
    }
    for characters in [29, 30] {
        let size = Setting::AREA_WIDTH / f64::from(characters);
        if limits.size.0 - 0.005 <= size {
            setting.size = size;
            series.push(setting);
        }
    }
    series
}

/// Ever looser settings, the standard not among them.
fn looser(limits: Limits) -> Vec<Setting> {
    let mut setting = Setting::STANDARD;
    let mut series = vec![];
    for pitch in pitches(limits, (16..=21).rev()) {
        setting.pitch = pitch;
        series.push(setting);
    }
    for space in [0.75, 1.0] {
        setting.column_before = space;
        setting.column_after = space;
        series.push(setting);
    }
    setting.masthead = 9.0;
    series.push(setting);
    series
}
