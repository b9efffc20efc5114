//! The item that is being read.

use super::credit::Credit;
use super::lines::Other;
use super::prose::table_rows;
use super::sentence::ends_sentence;
use super::unit;
use super::{Field, Figure, Guess, Item, Outline, Reference, TableText};
use crate::import::document::{Rich, plain};
use crate::zh::number::is_one_to_ten;
use crate::zh::space::squeezed;

#[derive(Default)]
pub(super) struct Open {
    pub(super) item: Item,
    pub(super) body: Vec<Rich>,
    /// A credit has ended it.
    pub(super) closed: bool,
    /// Its last paragraph ends as a sentence does.
    pub(super) ended: bool,
    /// How its headline stands.
    pub(super) strong: bool,
    pub(super) alone: bool,
    pub(super) centred: bool,
    pub(super) indented: bool,
    /// Its headline stands in a box.
    pub(super) boxed: bool,
    /// Items of one paragraph under a bullet, without headlines.
    pub(super) brief: bool,
    /// Its headline is set as such in a document of ours.
    pub(super) told: bool,
    /// The caption of the table that comes next, told by its style.
    pub(super) caption: Option<String>,
    /// The unit that stands above the headline.
    pub(super) above: Option<String>,
}

impl Open {
    pub(super) fn has_things(&self) -> bool {
        !self.item.tables.is_empty() || !self.item.figures.is_empty()
    }

    pub(super) fn credit(&mut self, found: &Credit, outline: &mut Outline) {
        found.frame_to(outline);
        if found.stopped {
            outline.ledger.add("署名后面的句号", ['。']);
        }
        self.item.credits.extend(found.units.iter().cloned());
        for unit in &found.derived {
            outline.ledger.made("供稿单位（署名写的是它的科室）", unit);
        }
        if !found.people.is_empty() {
            self.item.remarks.push(found.people.join(" "));
        }
        if !found.certain && !found.units.iter().all(|unit| unit::like_unit(unit)) {
            let text = format!("原件末尾的“{}”当作供稿单位", found.units.join(" "));
            self.item.guesses.push(Guess { field: Field::Credits, text });
        }
        self.closed = true;
    }

    /// Adds a table or picture, with the caption that stands above the one or below the other.
    pub(super) fn add(&mut self, other: &Other, outline: &mut Outline) {
        let doubt = |text: String| Guess { field: Field::Body, text };
        match other {
            Other::Table(table) => {
                let mut table = table.clone();
                if let Some(caption) = self.caption.take() {
                    table.caption = caption;
                } else if table.caption.is_empty() && !table.told {
                    table.caption = self.found_caption();
                }
                self.item.guesses.extend(table.doubt.clone().map(doubt));
                let (rows, head) = (table_rows(&table), table.head);
                let caption = table.caption;
                self.item.tables.push(TableText { caption, head, rows, after: self.body.len() });
                // What follows a table is another paragraph.
                self.ended = true;
            }
            Other::Picture(picture) => {
                let shown = outline.pictures.get(*picture);
                self.item.figures.push(Figure {
                    picture: *picture,
                    caption: String::new(),
                    alt: shown.map(|picture| picture.alt.clone()).unwrap_or_default(),
                    width: shown.and_then(|picture| picture.width),
                    after: self.body.len(),
                });
                self.ended = true;
            }
            Other::Absent(what) => {
                self.item.guesses.push(doubt(format!("原件这里有{what}，没有导入")));
                outline.ledger.left(what.clone(), "");
            }
        }
    }

    /// A unit above the headline is who sends the item, where nothing else says so.
    pub(super) fn give_above(&mut self, reference: Reference<'_>) {
        let Some(unit) = self.above.take() else { return };
        if self.item.credits.is_empty() && unit::known(&unit, reference) {
            let text = format!("标题上面的“{unit}”当作供稿单位");
            self.item.guesses.push(Guess { field: Field::Credits, text });
            self.item.credits.push(unit);
        } else {
            self.item.remarks.push(unit);
        }
    }

    /// The caption that the last paragraph is: 表1 …, or a short line that ends in 表.
    fn found_caption(&mut self) -> String {
        let is_caption = |text: &Rich| {
            let words = squeezed(&plain(text));
            let count = words.chars().count();
            let numbered = words.starts_with(['表', '附']) && is_caption(&words);
            let named = words.ends_with('表') || words.ends_with("情况一览");
            count <= 40 && !ends_sentence(text) && (numbered || named && count <= 30)
        };
        match self.body.pop_if(|text| is_caption(text)) {
            Some(text) => plain(&text),
            None => String::new(),
        }
    }
}

/// 表1 …, 图2 …, 附表三 …: never a part of a headline. `text` has no white space.
pub(super) fn is_caption(text: &str) -> bool {
    let rest = ["附表", "附图", "表", "图"].iter().find_map(|lead| text.strip_prefix(lead));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start_matches(['（', '(', '：', ':']);
        let number = rest.chars().take_while(|c| c.is_ascii_digit() || is_one_to_ten(*c)).count();
        let behind = rest.chars().nth(number);
        // 图一乐, 表一表心意: a mark or the subject stands behind a figure.
        number > 0
            && (rest.starts_with(|c: char| c.is_ascii_digit())
                || behind.is_none_or(|c| "、.．：:）)-—".contains(c)))
            || text.starts_with('附') && rest.starts_with(['：', ':'])
    })
}
