//! The page in Word's measures: twips, a twentieth of a point.
//!
//! GB/T 9704-2012, 5.2: A4, a type area of 156 × 225 mm, 22 lines of 28 characters. The first line's
//! characters begin at its upper edge, the last line's end at its lower one, so that the lines' boxes go
//! beyond it on both sides, and the margins are as much smaller. Lines have an exact pitch beside a grid
//! of lines, and characters a fixed cell by letter-spacing, not by a grid
//! of characters: with such a grid LibreOffice gives each character two cells, and ONLYOFFICE
//! ignores it.

use crate::typeset::Setting;

/// A4.
pub(super) const WIDTH: u32 = 11906;
pub(super) const HEIGHT: u32 = 16838;
/// 37, 28 and 26 mm; below the 225 mm of the type area 35 mm remain.
const AREA_TOP: u32 = 2098;
pub(super) const INSIDE: u32 = 1587;
pub(super) const OUTSIDE: u32 = 1474;
const BELOW_AREA: u32 = HEIGHT - AREA_TOP - AREA_HEIGHT;
pub(super) const AREA_WIDTH: u32 = WIDTH - INSIDE - OUTSIDE;
pub(super) const AREA_HEIGHT: u32 = 12756;
/// From the foot of the page to that of the folio: 7 mm below the type area (7.5), in 四号.
pub(super) const FOOTER: u32 = BELOW_AREA - 397 - 280;

/// 四号 of the end block and tables: a cell of 13.82 pt.
pub(super) const SMALL: u32 = 276;

/// Where characters fill a line, or lines a page, to the last twip, word processors break one earlier.
const SLACK: u32 = 20;

/// The page of one issue, as it was fitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    /// From baseline to baseline.
    pub(super) pitch: u32,
    /// Margins above the first line's box and below the last one's.
    pub(super) top: u32,
    pub(super) bottom: u32,
    /// Width of a character.
    pub(super) cell: u32,
    /// Size of the type in half-points, and what makes it as wide as a cell.
    pub(super) size: u32,
    pub(super) spacing: i32,
    pub(super) masthead: u32,
    pub(super) column: u32,
    /// Lines a page.
    pub(super) lines: u32,
    pub(super) setting: Setting,
}

impl Sheet {
    pub(super) fn of(setting: Setting) -> Self {
        let cell = (AREA_WIDTH - SLACK) / setting.characters.max(1);
        let size = cell.div_ceil(10);
        let pitch = (20.0 * setting.pitch()) as u32;
        // Of an exact line four fifths are above the baseline, as word processors have it; of a
        // character 0.88.
        let above = (pitch * 4 / 5).saturating_sub(10 * size * 88 / 100);
        let top = AREA_TOP - above;
        Self {
            pitch,
            top,
            // A twip too little is a line less, and LibreOffice counts in other units: with less room
            // its grid has a line less, and begins half a line lower.
            bottom: HEIGHT - top - setting.lines * pitch - SLACK,
            cell,
            size,
            spacing: cell as i32 - 10 * size as i32,
            masthead: setting.masthead_lines(),
            column: setting.column,
            lines: setting.lines,
            setting,
        }
    }

    /// Lines left free above a column's name and below it, as the template has them.
    pub(super) fn column_spacing(column: u32) -> (u32, u32) {
        let above = u32::from(column > 1);
        (above, column.saturating_sub(1 + above))
    }

    /// How far the last line's box goes below the type area, at whose foot the end block stands.
    pub(super) fn overhang(&self) -> u32 {
        BELOW_AREA.saturating_sub(self.bottom)
    }

    /// Line of the end block.
    pub(super) fn small_pitch(&self) -> u32 {
        self.pitch * 8 / 10
    }
}

/// The title of an article, in lines, as the template has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Title {
    pub(super) above: u32,
    pub(super) lines: u32,
    pub(super) below: u32,
}

impl Title {
    /// Points of its type on the standard page: 二号, or 小二 where lines have more characters.
    pub(super) fn size(setting: Setting) -> f64 {
        let size = if setting.characters > 28 { 18.0 } else { 22.0 };
        size * setting.size() / Setting::STANDARD.size()
    }

    pub(super) fn of(headline: &str, is_under_column: bool, setting: Setting) -> Self {
        let most = Setting::AREA_WIDTH / Self::size(setting);
        let width: f64 = headline.chars().map(|c| if c.is_ascii() { 0.55 } else { 1.0 }).sum();
        let below_column = Sheet::column_spacing(setting.column).1;
        Self {
            above: if is_under_column { below_column } else { 1 },
            lines: (width / most).ceil().max(1.0) as u32,
            below: u32::from(setting.column > 1),
        }
    }
}

/// How the name of the periodical is set: as large as the masthead allows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Masthead {
    /// Half-points.
    pub(super) size: u32,
    /// Per cent of a letter's width, and what stands between letters.
    pub(super) narrow: u32,
    pub(super) gap: u32,
    /// Height of its line.
    pub(super) line: u32,
    /// Room above the name, the number and the publisher.
    pub(super) above: [u32; 3],
    /// Room below the red rule.
    pub(super) below: u32,
}

/// From the foot of a line to the red rule, in points: 4 mm below its letters (7.2.7).
pub(super) const RULE_SPACE: u32 = 5;
/// Width of the red rule in eighths of a point: 0.7 mm.
pub(super) const RULE: u32 = 16;

impl Masthead {
    pub(super) fn of(sheet: &Sheet, name: &str) -> Self {
        let count = name.chars().count().max(1) as f64;
        let (area, pitch) = (f64::from(AREA_WIDTH), f64::from(sheet.pitch));
        let height = f64::from(sheet.masthead) * pitch;
        let rule = f64::from(20 * RULE_SPACE + RULE * 5 / 2);
        let below = 0.4 * pitch;
        let room = 0.66 * (height - 2.0 * pitch - rule - below);
        let natural = area / (count + 0.06 * (count - 1.0));
        let narrow = (natural / 880.0).clamp(0.7, 1.0);
        let size = (natural / narrow).min(1320.0).min(room.max(440.0));
        let gap = if count < 2.0 {
            0.0
        } else {
            ((area - count * size * narrow) / (count - 1.0)).clamp(0.0, 0.4 * size)
        };
        let rest = |line: f64| height - line - 2.0 * pitch - rule - below;
        // Letters are cut off by an exact line that is lower than their face.
        let line = (1.25 * size).min(1.25 * size + rest(1.25 * size).min(0.0)).max(size);
        let free = rest(line).max(0.0);
        Self {
            size: (size / 10.0) as u32,
            narrow: (100.0 * narrow) as u32,
            gap: gap as u32,
            line: line as u32,
            above: [0.36, 0.38, 0.26].map(|part| (part * free) as u32),
            below: below as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_page_has_the_measures_that_were_tried() {
        let sheet = Sheet::of(Setting::STANDARD);
        assert_eq!((sheet.pitch, sheet.cell, sheet.size, sheet.spacing), (592, 315, 32, -5));
        assert_eq!((AREA_WIDTH, BELOW_AREA, sheet.masthead), (8845, 1984, 7));
        let tight = Sheet::of(Setting { lines: 24, characters: 29, ..Setting::STANDARD });
        assert_eq!((tight.pitch, tight.size, tight.spacing), (541, 31, -6));
    }

    #[test]
    fn a_page_holds_its_lines_and_not_one_more() {
        for lines in 18..=26 {
            for characters in 26..=32 {
                let sheet = Sheet::of(Setting { lines, characters, ..Setting::STANDARD });
                let room = HEIGHT - sheet.top - sheet.bottom;
                assert_eq!(room, lines * sheet.pitch + SLACK, "{lines} {characters}");
                assert!(sheet.overhang() > 0 && SLACK < sheet.pitch, "{lines} {characters}");
            }
        }
    }

    #[test]
    fn a_masthead_takes_its_lines() {
        let sheet = Sheet::of(Setting::STANDARD);
        for name in ["快报", "延津政务快报", "新乡市延津县人民政府政务快报"] {
            let head = Masthead::of(&sheet, name);
            let rule = 20 * RULE_SPACE + RULE * 5 / 2;
            let all =
                head.line + head.above.iter().sum::<u32>() + 2 * sheet.pitch + rule + head.below;
            assert!(all.abs_diff(sheet.masthead * sheet.pitch) <= 6, "{name}: {all}");
            let letters = name.chars().count() as u32;
            let width = letters * head.size * 10 * head.narrow / 100 + (letters - 1) * head.gap;
            assert!(width <= AREA_WIDTH, "{name}: {width}");
        }
    }
}
