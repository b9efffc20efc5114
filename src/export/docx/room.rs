//! Whether an issue will have as many pages in a word processor as its PDF has.
//!
//! Word processors break lines by their own faces, and LibreOffice sets Han and figures apart
//! whatever a document says (7.4 does not read `autoSpaceDE`), so that text takes a line more here
//! and there. It is reckoned so, and where pages would not suffice the sheet is made tighter in the
//! order in which the page itself is: room round columns, masthead, characters a line.

use super::sheet::{AREA_WIDTH, SMALL};
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Block, Bulletin, Item};
use crate::config::Limits;
use crate::typeset::Setting;

/// The setting of a document that should have this many pages, as near as can be to that of the PDF.
pub(super) fn setting(
    bulletin: &Bulletin,
    manner: Manner,
    limits: Limits,
    wanted: usize,
    pdf: Setting,
) -> Setting {
    let smallest = limits.size_min;
    let mut tried = pdf;
    let steps: [fn(&mut Setting); 5] = [
        |_| {},
        |setting| setting.column = setting.column.min(1),
        |setting| setting.masthead = setting.masthead.min(7),
        |setting| setting.masthead = setting.masthead.min(6),
        |setting| setting.characters += 1,
    ];
    for step in steps {
        let before = tried;
        step(&mut tried);
        if tried.size() < smallest {
            return before;
        }
        if pages(bulletin, manner, tried) <= wanted {
            return tried;
        }
    }
    // Nothing helps: then rather the page of the PDF.
    pdf
}

/// Pages that an issue is reckoned to take.
fn pages(bulletin: &Bulletin, manner: Manner, setting: Setting) -> usize {
    let measure = f64::from(setting.characters);
    let mut sheets = Sheets {
        lines: f64::from(setting.lines),
        page: 1,
        used: f64::from(setting.masthead_lines()),
    };
    for runs in &bulletin.note {
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        sheets.text(lines(&text, 2.0 + 5.0, measure - 4.0));
    }
    if bulletin.contents {
        let entries = bulletin.columns.iter().map(|column| column.items.len() + 1).sum::<usize>();
        sheets.text(entries + setting.column as usize);
    }
    for column in &bulletin.columns {
        let mut head = if column.name.is_empty() { 0.0 } else { f64::from(setting.column) };
        for item in &column.items {
            if manner.titles && !item.headline.is_empty() {
                let rows = (item.headline.chars().count() as f64 * 22.0 / 15.75 / measure).ceil();
                head += (rows * 1.25 + 0.25).ceil();
            }
            sheets.keep(head);
            head = 0.0;
            item_lines(item, manner, setting, &mut sheets);
        }
    }
    let lists = manner.lists(bulletin);
    let list = |(label, names): &(&str, &str)| {
        let hang = label.chars().count() as f64 + 1.0;
        lines(names, 0.0, f64::from(AREA_WIDTH / SMALL) - 2.0 - hang)
    };
    let rows = lists.iter().map(list).sum::<usize>() + 1 + usize::from(bulletin.copies.is_some());
    sheets.keep_whole(rows as f64 * 0.8 + 0.6);
    sheets.page
}

fn item_lines(item: &Item, manner: Manner, setting: Setting, sheets: &mut Sheets) {
    let measure = f64::from(setting.characters);
    let credit = words::credit(&item.credits);
    let mut opening = if manner.titles { String::new() } else { format!("{}　", item.headline) };
    for (index, block) in item.body.iter().enumerate() {
        let is_last = index + 1 == item.body.len();
        match block {
            Block::Paragraph(_) | Block::Subhead(_) => {
                let text = std::mem::take(&mut opening) + &block.text();
                let text = if is_last { text + &credit } else { text };
                sheets.text(lines(&text, 2.0, measure));
            }
            Block::Table(table) => {
                let rows = table.rows.len() + usize::from(!table.caption.is_empty());
                sheets.text((rows as f64 * 20.0 / setting.pitch()).ceil() as usize);
            }
            Block::Figure(figure) => {
                let picture = &figure.picture;
                let width = figure.width.map_or(
                    (picture.width as f64 * 72.0 / 150.0).min(Setting::AREA_WIDTH),
                    |percent| Setting::AREA_WIDTH * f64::from(percent) / 100.0,
                );
                let height = width * picture.height as f64 / picture.width.max(1) as f64;
                sheets.keep_whole(
                    (height.min(Setting::AREA_HEIGHT / 2.0) / setting.pitch()).ceil() + 1.0,
                );
            }
        }
    }
    if !matches!(item.body.last(), Some(Block::Paragraph(_))) {
        sheets.text(usize::from(!credit.is_empty()));
    }
}

/// Pages being filled, in lines.
struct Sheets {
    lines: f64,
    page: usize,
    used: f64,
}

impl Sheets {
    fn text(&mut self, lines: usize) {
        for _ in 0..lines {
            self.keep_whole(1.0);
        }
    }

    /// What stands with the line below it.
    fn keep(&mut self, lines: f64) {
        if self.used + lines + 1.0 > self.lines + 0.01 {
            self.page += 1;
            self.used = 0.0;
        }
        self.used += lines;
    }

    fn keep_whole(&mut self, lines: f64) {
        if self.used + lines > self.lines + 0.01 {
            self.page += 1;
            self.used = 0.0;
        }
        self.used += lines;
    }
}

/// A fifth of a character between Han and figures.
const GAP: f64 = 0.2;

/// Lines of a paragraph, with an indent, in a measure of so many characters.
fn lines(text: &str, indent: f64, measure: f64) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let narrow = |c: char| c.is_ascii_graphic();
    let (mut count, mut used) = (1, indent);
    let mut at = 0;
    while at < characters.len() {
        // A word, or a character with the marks that may not begin a line.
        let start = at;
        let mut width = 0.0;
        while at < characters.len() {
            let c = characters[at];
            if at > start {
                let before = characters[at - 1];
                let joined = (narrow(c) && narrow(before))
                    || "，。、；：？！）》”’】…%℃".contains(c)
                    || "（《“‘【".contains(before);
                if !joined {
                    break;
                }
            }
            width += if narrow(c) {
                0.5
            } else if c == ' ' {
                0.25
            } else {
                1.0
            };
            at += 1;
        }
        let edge = start > 0
            && narrow(characters[start]) != narrow(characters[start - 1])
            && !"“”‘’（）《》，。、；：".contains(characters[start - 1])
            && !"“”‘’（）《》，。、；：".contains(characters[start]);
        let gap = if edge { GAP } else { 0.0 };
        if used + gap + width > measure + 0.1 {
            count += 1;
            used = width;
        } else {
            used += gap + width;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_are_reckoned_as_a_word_processor_breaks_them() {
        let cases = [
            ("政".repeat(26), 1),
            ("政".repeat(27), 2),
            ("政".repeat(54), 2),
            (format!("{}。", "政".repeat(54)), 3),
            (format!("{}23户", "政".repeat(24)), 2),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(&text, 2.0, 28.0), expected, "{text}");
        }
    }
}
