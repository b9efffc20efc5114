//! Which setting to take, when it is known what each gives.
//!
//! Means are spent in the order in which a reader notices them: the pitch of lines first, then lines
//! won back in paragraphs, the space of columns' headings, the masthead where the office lets it
//! vary, and the size of characters last.

use anyhow::Result;

use super::Setting;
use super::laid::Outlook;
use crate::config::{Limits, PageTarget};

/// A last page with more empty lines than this above the end block is filled by looser settings.
const LARGE_HOLE: u32 = 8;

/// Tells what settings give.
pub(super) trait Look {
    fn look(&self, setting: Setting) -> Result<Outlook>;

    /// What a setting will probably give, where a look is dear.
    fn guess(&self, setting: Setting) -> Option<Outlook>;

    /// How many settings may be looked at for the sake of a line: fewer where looks are dear.
    fn reach(&self) -> usize {
        usize::MAX
    }
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
    /// This many lines are lacking, where there are as many pages, or nearly.
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
/// block at the foot of a page that has text, and, if there is one, no page that ends or begins with
/// a stranded line.
pub(super) fn choose(press: &impl Look, target: PageTarget, limits: Limits) -> Result<Choice> {
    let choice = right_pages(press, target, limits)?;
    let setting = cleaner(press, choice.setting, limits)?.unwrap_or(choice.setting);
    Ok(Choice { setting, ..choice })
}

/// A setting of as many pages on which no line is stranded and facing pages end alike, or fewer are
/// and do not, the nearest to the standard page; `None` when the one at hand is as good.
fn cleaner(press: &impl Look, at_hand: Setting, limits: Limits) -> Result<Option<Setting>> {
    let now = press.look(at_hand)?;
    if now.is_clean() {
        return Ok(None);
    }
    let mut best = (now.faults(), None);
    for setting in all(limits).into_iter().take(press.reach()) {
        let there = press.look(setting)?;
        let as_good = there.count == now.count
            && there.end_is_alone <= now.end_is_alone
            && there.hole <= now.hole.max(LARGE_HOLE);
        if as_good && there.faults() < best.0 {
            best = (there.faults(), Some(setting));
            if there.is_clean() {
                break;
            }
        }
    }
    Ok(best.1)
}

/// The same, however its pages end and begin.
pub(super) fn right_pages(press: &impl Look, target: PageTarget, limits: Limits) -> Result<Choice> {
    let usual = usual(limits);
    let standard = press.look(usual)?;
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
        let setting = if loosen { fill(wanted, limits, press)? } else { usual };
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
        let found = press.look(setting)?;
        if !(exact && found.count < wanted) {
            return Ok(Choice::enough(setting));
        }
        // What it lacks of the pages is counted where there are that many, or nearly.
        let (page, of) =
            if standard.count == wanted { (standard, usual) } else { (found, setting) };
        let gives = Gives::TooFew { wanted, lines: lacking(page, wanted, of) };
        return Ok(Choice { setting, gives });
    }
    if standard.count > wanted && exact {
        return over(standard, wanted, (usual, &tight), press);
    }
    let joined = if alone { joined(standard, limits, press)? } else { None };
    Ok(Choice::enough(joined.unwrap_or(usual)))
}

/// More pages are wanted than the standard page gives: the first looser setting that gives them.
fn stretch(standard: Outlook, wanted: usize, limits: Limits, press: &impl Look) -> Result<Choice> {
    let loose = looser(limits);
    if let Some(setting) = first(&loose, Aim::AtLeast(wanted), press)?
        && press.look(setting)?.count == wanted
    {
        return Ok(Choice::enough(setting));
    }
    let setting = loose.last().copied().unwrap_or(usual(limits));
    let loosest = press.look(setting)?;
    let gives = Gives::TooFew { wanted, lines: lacking(loosest, wanted, setting) };
    let fewer = match standard.end_is_alone {
        true => first(&tighter(limits), Aim::AtMost(standard.count - 1), press)?,
        false => None,
    };
    Ok(Choice { setting: fewer.unwrap_or(usual(limits)), gives })
}

/// The lines that a page of these settings lacks of the pages wanted: enough is there when one line of
/// text stands on the last of them.
fn lacking(page: Outlook, wanted: usize, setting: Setting) -> u32 {
    let between = wanted.saturating_sub(page.last_text_page + 1) as u32;
    page.free_below_text + between * setting.lines + 1
}

/// The pages are right but the last is half empty: the loosest setting that keeps them right.
fn fill(wanted: usize, limits: Limits, press: &impl Look) -> Result<Setting> {
    let mut best = usual(limits);
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
fn over(
    standard: Outlook,
    wanted: usize,
    (usual, tight): (Setting, &[Setting]),
    press: &impl Look,
) -> Result<Choice> {
    let tightest = tight.last().copied().unwrap_or(usual);
    let gives = Gives::TooMany { wanted, tightest };
    let least = press.look(tightest)?.count.next_multiple_of(2);
    let mut even = ((wanted + 2) & !1).max(least);
    while even < standard.count {
        if let Some(setting) = first(tight, Aim::AtMost(even), press)? {
            return Ok(Choice { setting, gives });
        }
        even += 2;
    }
    Ok(Choice { setting: usual, gives })
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

/// The standard page with the office's masthead.
fn usual(limits: Limits) -> Setting {
    Setting { masthead: limits.masthead, ..Setting::STANDARD }
}

/// Numbers of lines a page that the limits of the pitch allow at this size, fewest first.
pub(super) fn lines(limits: Limits, characters: u32) -> impl Iterator<Item = u32> {
    const MOST: u32 = 40;
    let pitch = move |lines| Setting { lines, characters, ..Setting::STANDARD }.pitch();
    let fits = move |lines: &u32| {
        pitch(*lines) >= limits.pitch_min - 0.005 && pitch(*lines) <= limits.pitch_max + 0.005
    };
    (10..MOST).filter(fits)
}

/// Numbers of characters a line that the limit of their size allows; they grow no larger than 三号.
fn characters(limits: Limits) -> impl Iterator<Item = u32> {
    const MOST: u32 = 40;
    let size = |characters| Setting { characters, ..Setting::STANDARD }.size();
    (Setting::STANDARD.characters..MOST).take_while(move |count| {
        *count == Setting::STANDARD.characters || size(*count) >= limits.size_min - 0.005
    })
}

/// Ever tighter settings, the standard not among them.
fn tighter(limits: Limits) -> Vec<Setting> {
    let mut setting = usual(limits);
    let mut series = vec![];
    for lines in lines(limits, setting.characters).filter(|lines| *lines > setting.lines) {
        series.push(Setting { lines, ..setting });
    }
    setting.lines = series.last().map_or(setting.lines, |setting| setting.lines);
    setting.won = limits.may_win;
    series.extend(setting.won.then_some(setting));
    setting.column = 1;
    series.push(setting);
    for masthead in (limits.masthead_min..limits.masthead).rev() {
        setting.masthead = masthead;
        series.push(setting);
    }
    for characters in characters(limits).skip(1) {
        setting.characters = characters;
        // Smaller characters leave more between the lines.
        setting.lines = lines(limits, characters).last().unwrap_or(setting.lines);
        series.push(setting);
    }
    series
}

/// Ever looser settings, the standard not among them.
fn looser(limits: Limits) -> Vec<Setting> {
    let mut setting = usual(limits);
    let mut series: Vec<Setting> = lines(limits, setting.characters)
        .filter(|lines| *lines < setting.lines)
        .map(|lines| Setting { lines, ..setting })
        .collect();
    series.reverse();
    setting.lines = series.last().map_or(setting.lines, |setting| setting.lines);
    setting.column = 3;
    series.push(setting);
    series
}

/// Everything that the limits allow, nearest to the standard page first.
fn all(limits: Limits) -> Vec<Setting> {
    let usual = usual(limits);
    let mut all = vec![];
    for characters in characters(limits) {
        for masthead in limits.masthead_min..=limits.masthead {
            for column in 1..=3 {
                for won in [false, true] {
                    if !won || limits.may_win {
                        let of = |lines| Setting { lines, characters, masthead, column, won };
                        all.extend(lines(limits, characters).map(of));
                    }
                }
            }
        }
    }
    all.sort_by_key(|setting| {
        (
            setting.characters - usual.characters,
            usual.masthead - setting.masthead,
            // Before the marks of some paragraphs are set in another manner; and other line breaks have
            // to be laid out, other spaces not.
            setting.won,
            setting.column.abs_diff(usual.column),
            setting.lines.abs_diff(usual.lines),
        )
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_keep_within_limits_and_in_order() {
        let limits = Limits::default();
        let tight = tighter(limits);
        let of = |lines, won, column, characters| Setting {
            lines,
            won,
            column,
            characters,
            ..Setting::STANDARD
        };
        let expected = [
            of(23, false, 2, 28),
            of(24, false, 2, 28),
            of(25, false, 2, 28),
            of(25, true, 2, 28),
            of(25, true, 1, 28),
            of(25, true, 1, 29),
        ];
        assert_eq!(tight, expected, "25.5 pt allows 25 lines of 28 characters");
        assert!(tight.iter().all(|s| s.pitch() >= limits.pitch_min && s.size() >= 15.0));
        let loose = looser(limits);
        assert_eq!(loose.iter().map(|s| s.lines).collect::<Vec<_>>(), [21, 21]);
        assert!(loose.iter().all(|s| s.pitch() <= limits.pitch_max));
    }

    #[test]
    fn the_masthead_stays_unless_the_office_lets_it_vary() {
        let limits = Limits { masthead: 8, ..Limits::default() };
        let fixed = Limits { masthead_min: 8, ..limits };
        assert!(all(fixed).iter().all(|setting| setting.masthead == 8));
        assert!(tighter(fixed).iter().all(|setting| setting.masthead == 8));
        let free = Limits { masthead_min: 6, ..limits };
        let tight = tighter(free);
        let size = tight.iter().position(|setting| setting.characters > 28);
        let lowest = tight.iter().position(|setting| setting.masthead == 6);
        assert!(lowest.is_some() && lowest < size, "{tight:?}");
    }

    #[test]
    fn everything_that_limits_allow_begins_with_the_standard_page() {
        let all = all(Limits::default());
        assert_eq!(all[0], Setting::STANDARD);
        let key = |setting: &Setting| (setting.characters, setting.won, setting.column.abs_diff(2));
        assert!(all.is_sorted_by_key(key), "size last, squeezed marks before, columns before");
    }
}
