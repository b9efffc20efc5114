//! Paragraphs and runs, as WordprocessingML writes them.

use super::sheet::AREA_WIDTH;
use super::styles::id;
use crate::bulletin::block::{Run, Subhead, SubheadLevel};
use crate::bulletin::words;
use crate::export::xml::escaped;
use crate::zh::character::halves;

pub(super) fn paragraph(style: &str, look: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{look}</w:pPr>{text}</w:p>")
}

pub(super) const TAB: &str = "<w:r><w:tab/></w:r>";

pub(super) fn run(text: &str, style: &str) -> String {
    run_with(text, style, "")
}

/// What properties of runs begin with but for their style.
pub(super) const HINT: &str = "<w:rFonts w:hint=\"eastAsia\"/>";

/// Marks that Latin and Han share, “ ” … —, are of the Han face: hence the hint.
pub(super) fn run_with(text: &str, style: &str, look: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let style =
        if style.is_empty() { String::new() } else { format!("<w:rStyle w:val=\"{style}\"/>") };
    format!(
        "<w:r><w:rPr>{style}{HINT}{look}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

pub(super) fn runs(runs: &[Run]) -> String {
    let one = |run: &Run| {
        let style = match (run.strong, run.lead) {
            (true, _) => id::STRONG,
            (false, true) => id::LEAD,
            (false, false) => "",
        };
        self::run(&run.text, style)
    };
    runs.iter().map(one).collect()
}

pub(super) fn subhead_run(subhead: &Subhead) -> (&'static str, String) {
    let style = match subhead.level {
        SubheadLevel::First => id::FIRST,
        SubheadLevel::Second => id::SECOND,
    };
    (style, run(&subhead.text, ""))
}

/// （潭龙街道 魏邱乡）, a run a unit, so that they are told apart when it is imported, each fitted to its own width: Word does not break such a run.
/// LibreOffice does.
pub(super) fn credit(units: &[String], cell: u32, fitted: &mut u32) -> String {
    let whole = words::credit(units);
    let (Some(open), Some(close)) = (whole.chars().next(), whole.chars().last()) else {
        return String::new();
    };
    let unit = |(index, unit): (usize, &String)| {
        let mut text = unit.clone();
        if index == 0 {
            text.insert(0, open);
        }
        if index + 1 == units.len() {
            text.push(close);
        }
        let count = text.chars().count() as u32;
        if !text.chars().all(is_wide) || count * cell > AREA_WIDTH {
            return run(&text, id::CREDIT);
        }
        *fitted += 1;
        let look = format!("<w:fitText w:val=\"{}\" w:id=\"{fitted}\"/>", count * cell);
        run_with(&text, id::CREDIT, &look)
    };
    units.iter().enumerate().map(unit).collect::<Vec<_>>().join(&run(" ", ""))
}

/// Whether a character takes a whole cell.
fn is_wide(c: char) -> bool {
    halves(c) == 2
}
