//! Whether an issue will have as many pages in a word processor as its PDF has.
//!
//! Its paragraphs take as many lines as on the page (`reckon.rs`), its tables and pictures too
//! (`inset.rs`), and pages end by the same rules. Where they would not suffice all the same, the sheet
//! is made tighter in the order in which the page itself is: room round columns, masthead, characters a
//! line.

use super::inset::{Frame, Grid};
use super::printed::Printed;
use super::reckon::lines;
use super::sheet::{AREA_WIDTH, SMALL, Sheet, Title};
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Block, Bulletin, Item};
use crate::config::Limits;
use crate::typeset::Setting;

/// The pages of the PDF.
pub(super) struct Page<'a> {
    pub(super) wanted: usize,
    pub(super) setting: Setting,
    pub(super) printed: &'a Printed,
}

/// The setting of a document that should have as many pages, as near as can be to that of the PDF, and
/// how many headings have the room that it gives them.
pub(super) fn setting(
    bulletin: &Bulletin,
    manner: Manner,
    limits: Limits,
    page: &Page<'_>,
) -> (Setting, usize) {
    let fits = |setting: Setting, loose: usize| {
        pages(bulletin, manner, setting, loose, page) <= page.wanted
    };
    if fits(page.setting, usize::MAX) {
        return (page.setting, usize::MAX);
    }
    let items = bulletin.columns.iter().map(|column| 1 + column.items.len());
    if let Some(loose) = (0..items.sum()).rev().find(|loose| fits(page.setting, *loose)) {
        return (page.setting, loose);
    }
    let mut tried = page.setting;
    let steps: [fn(&mut Setting); 3] = [
        |setting| setting.masthead = setting.masthead.min(7),
        |setting| setting.masthead = setting.masthead.min(6),
        |setting| setting.characters += 1,
    ];
    for step in steps {
        let before = tried;
        step(&mut tried);
        if tried.size() < limits.size_min {
            return (before, 0);
        }
        if fits(tried, 0) {
            return (tried, 0);
        }
    }
    // Nothing helps: then rather the page of the PDF.
    (page.setting, usize::MAX)
}

/// Pages that an issue is reckoned to take.
fn pages(
    bulletin: &Bulletin,
    manner: Manner,
    setting: Setting,
    loose: usize,
    page: &Page<'_>,
) -> usize {
    let measure = f64::from(setting.characters);
    page.printed.again();
    // Of other lines than the PDF has nothing is known but what is reckoned.
    let printed = Some(page.printed).filter(|_| setting.characters == page.setting.characters);
    let taken = |text: &str, indent: f64, measure: f64| {
        let taken = printed.and_then(|printed| printed.take(text, ""));
        taken.map_or_else(|| lines(text, indent, measure), |taken| taken.lines)
    };
    let mut sheets = Sheets {
        lines: f64::from(setting.lines),
        page: 1,
        used: f64::from(setting.masthead_lines()),
        kept: 0.0,
    };
    if let Some(correction) = &bulletin.correction {
        sheets.text(taken(&format!("{}{correction}", words::CORRECTION), 2.0, measure));
    }
    for (index, runs) in bulletin.note.iter().enumerate() {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let label = if index == 0 && words::opens_note(bulletin) { words::NOTE } else { "" };
        sheets.text(taken(&format!("{label}{text}"), 2.0, measure - 4.0));
    }
    let (above, below) = Sheet::column_spacing(setting.column);
    if bulletin.contents {
        sheets.whole(f64::from(above + 1 + below));
        for column in &bulletin.columns {
            sheets.text(usize::from(!column.name.is_empty()));
            for item in column.items.iter().filter(|item| !item.headline.is_empty()) {
                sheets.text(lines(&item.headline, 0.0, measure - 3.0));
            }
        }
        sheets.whole(1.0);
    }
    let mut headings = 0;
    let mut heading = || {
        headings += 1;
        if headings <= loose { setting } else { Setting { column: 1, ..setting } }
    };
    for column in &bulletin.columns {
        let named = !column.name.is_empty();
        if named {
            let (above, below) = Sheet::column_spacing(heading().column);
            // What stands above a heading is lost at the head of a page.
            sheets.open(f64::from(above), f64::from(1 + below));
        }
        for (index, item) in column.items.iter().enumerate() {
            if manner.titles && !item.headline.is_empty() {
                let title = Title::of(&item.headline, named && index == 0, heading());
                let taken = printed.and_then(|printed| printed.take(&item.headline, ""));
                let count = taken.map_or(f64::from(title.lines), |taken| taken.lines as f64);
                sheets.open(f64::from(title.above), count + f64::from(title.below));
            }
            item_lines(item, manner, setting, printed, &mut sheets);
        }
    }
    let lists = manner.lists(bulletin);
    let list = |(label, names): &(&str, &str)| {
        let hang = label.chars().count() as f64 + 1.0;
        lines(names, 0.0, f64::from(AREA_WIDTH / SMALL) - 2.0 - hang)
    };
    let rows = lists.iter().map(list).sum::<usize>() + 1 + usize::from(bulletin.copies.is_some());
    sheets.whole(rows as f64 * 0.8 + 1.0);
    sheets.page
}

fn item_lines(
    item: &Item,
    manner: Manner,
    setting: Setting,
    printed: Option<&Printed>,
    sheets: &mut Sheets,
) {
    let measure = f64::from(setting.characters);
    let credit = words::credit(&item.credits);
    let mut opening = if manner.titles || item.headline.is_empty() {
        String::new()
    } else {
        format!("{}{}", item.headline, words::AFTER_HEADLINE)
    };
    let is_run_in = matches!(item.body.first(), Some(Block::Paragraph(_)));
    if !opening.is_empty() && !is_run_in {
        sheets.text(lines(&std::mem::take(&mut opening), 2.0, measure));
    }
    for (index, block) in item.body.iter().enumerate() {
        let is_last = index + 1 == item.body.len();
        match block {
            Block::Paragraph(_) => {
                let text = std::mem::take(&mut opening) + &block.text();
                let credit = if is_last { credit.as_str() } else { "" };
                match printed.and_then(|printed| printed.take(&text, credit)) {
                    Some(taken) => sheets.text(taken.lines),
                    None => sheets.text(lines(&format!("{text}{credit}"), 2.0, measure)),
                }
            }
            Block::Subhead(_) => sheets.open(0.0, lines(&block.text(), 2.0, measure) as f64),
            Block::Table(table) => {
                let grid = Grid::of(table, setting.lines);
                match grid.is_long {
                    false if is_last => sheets.open(0.0, grid.height()),
                    false => _ = sheets.whole(grid.height()),
                    true => {
                        let head: f64 = grid.rows[..table.head].iter().sum();
                        sheets.open(0.0, grid.caption + head);
                        for row in &grid.rows[table.head..] {
                            if sheets.whole(*row) {
                                sheets.used += head;
                            }
                        }
                    }
                }
            }
            Block::Figure(figure) => {
                let height = Frame::of(figure, setting.pitch()).lines;
                match is_last {
                    true => sheets.open(0.0, height),
                    false => _ = sheets.whole(height),
                }
            }
        }
    }
    if !matches!(item.body.last(), Some(Block::Paragraph(_))) {
        sheets.text(lines(&credit, 0.0, measure) * usize::from(!credit.is_empty()));
    }
}

/// Pages being filled, in lines.
struct Sheets {
    lines: f64,
    page: usize,
    used: f64,
    /// What goes to the page of the next.
    kept: f64,
}

impl Sheets {
    /// A paragraph: neither its first line nor its last stands alone on a page.
    fn text(&mut self, lines: usize) {
        match lines {
            0 => {}
            1..=3 => _ = self.whole(lines as f64),
            _ => {
                self.whole(2.0);
                for _ in 0..lines - 4 {
                    self.whole(1.0);
                }
                self.whole(2.0);
            }
        }
    }

    /// What stays with what follows, and room above it but at the head of a page.
    fn open(&mut self, above: f64, lines: f64) {
        let above = if self.used + self.kept > 0.0 { above } else { 0.0 };
        self.kept += above + lines;
    }

    /// What stands on one page, with what was kept for it; whether that is a new one.
    fn whole(&mut self, lines: f64) -> bool {
        let lines = lines + std::mem::take(&mut self.kept);
        let turns = self.used > 0.0 && self.used + lines > self.lines + 0.01;
        if turns {
            self.page += 1;
            self.used = 0.0;
        }
        self.used += lines;
        turns
    }
}
