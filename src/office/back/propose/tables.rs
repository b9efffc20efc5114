//! What became of the tables and pictures of an item in a file that came back.

use super::{MOVED_ON, Work, aligned, same, stretches};
use crate::bulletin::compare;
use crate::bulletin::identity::{ItemContent, KeptTable, PartKind};
use crate::draft::ItemNumber;
use crate::import::returned::Item;
use crate::office::back::Edit;

type Rows = Vec<Vec<String>>;

impl Work<'_> {
    pub(super) fn tables(
        &mut self,
        at: ItemNumber,
        old: &ItemContent,
        now: &ItemContent,
        item: &Item,
    ) {
        let tables = |item: &ItemContent| -> Vec<KeptTable> {
            let tables = item.body.iter().filter(|part| part.kind == PartKind::Table);
            tables.map(|part| part.table()).collect()
        };
        let (was, current) = (tables(old), tables(now));
        let sent: Vec<Rows> = was.iter().map(|table| table.rows.clone()).collect();
        let here: Vec<Rows> = current.iter().map(|table| table.rows.clone()).collect();
        // Where each of those that were sent out stands in the draft.
        let places = paired(&sent, &here);
        let place = |index: usize| {
            let is_it = |(was, _): &&(Option<usize>, Option<usize>)| *was == Some(index);
            places.iter().find(is_it).and_then(|pair| pair.1)
        };
        for (before, after) in paired(&sent, &item.tables) {
            match (before, after) {
                (Some(index), Some(back)) => {
                    let (table, back, here) = (&was[index], &item.tables[back], place(index));
                    let current = here.and_then(|here| current.get(here));
                    let index = here.unwrap_or(index);
                    self.table(at, index, table, current, back, &now.headline);
                }
                (Some(index), None) => {
                    let Some(here) = place(index) else { continue };
                    if current.get(here) == was.get(index) {
                        let words = stretches(&shown(&was[index].rows), "");
                        let edit = Edit::StruckTable(at, here);
                        self.push(at.to_string(), "删去表格", &now.headline, words, edit);
                        continue;
                    }
                    let place = format!("{at} 表格删去了{MOVED_ON}");
                    self.keep_change(&shown(&was[index].rows), "", &place);
                }
                (None, Some(back)) => {
                    let rows = shown(&item.tables[back]);
                    self.keep(&rows, &format!("{at} 新加的表，请在稿件里加"));
                }
                (None, None) => {}
            }
        }
    }

    fn table(
        &mut self,
        at: ItemNumber,
        index: usize,
        table: &KeptTable,
        current: Option<&KeptTable>,
        back: &Rows,
        headline: &str,
    ) {
        let width = |rows: &Rows| rows.iter().map(Vec::len).max().unwrap_or_default();
        let is_square = |rows: &Rows| rows.iter().all(|row| row.len() == width(rows));
        if width(&table.rows) != width(back) || !is_square(back) {
            let (old, new) = (shown(&table.rows), shown(back));
            if current == Some(table) && is_square(back) {
                let edit = Edit::Rows(at, index, back.clone());
                self.push(at.to_string(), "表格的列变了", headline, stretches(&old, &new), edit);
                return;
            }
            // Taken over already.
            if current.is_none_or(|current| shown(&current.rows) != new) {
                self.keep_change(&old, &new, &format!("{at} 表格的列变了，请在稿件里改"));
            }
            return;
        }
        let empty = vec![];
        let now = current.map_or(&empty, |table| &table.rows);
        let mut pairs = compare::rows(&table.rows, back);
        let shifted = pairs.iter().any(|(a, b)| a.zip(*b).is_some_and(|(a, b)| a != b));
        if table.rows.len() == back.len() && !shifted {
            pairs = (0..back.len()).map(|row| (Some(row), Some(row))).collect();
        }
        // A row of which all was struck, as Word's old formats and RTF have it.
        let is_blank = |row: &Vec<String>| row.iter().all(|cell| cell.trim().is_empty());
        for pair in &mut pairs {
            if let (Some(row), Some(new)) = *pair
                && is_blank(&back[new])
                && !is_blank(&table.rows[row])
            {
                pair.1 = None;
            }
        }
        pairs.retain(|(row, new)| row.is_some() || new.is_some_and(|new| !is_blank(&back[new])));
        let gone = || pairs.iter().filter(|pair| pair.1.is_none()).filter_map(|pair| pair.0);
        let new = || pairs.iter().filter(|pair| pair.0.is_none()).filter_map(|pair| pair.1);
        if gone().any(|row| new().any(|other| alike(&table.rows[row], &back[other]))) {
            let (old, all) = (shown(&table.rows), shown(back));
            if current == Some(table) {
                let edit = Edit::Rows(at, index, back.clone());
                let words = stretches(&old, &all);
                self.push(at.to_string(), "表格各行的次序变了", headline, words, edit);
            } else if !same(&shown(now), &all) {
                self.keep_change(&old, &all, &format!("{at} 表格各行的次序变了{MOVED_ON}"));
            }
            return;
        }
        // A row of the draft that is what was sent out, with some of its cells as they came back.
        let between = |row: &[String], (was, is): (usize, usize)| {
            let cells = row.iter().zip(table.rows[was].iter().zip(&back[is]));
            row.len() == back[is].len()
                && cells.into_iter().all(|(now, (was, is))| same(now, was) || same(now, is))
        };
        // What was written here since.
        let is_strange = |now: &Vec<String>| {
            !table.rows.iter().chain(back).any(|row| alike(row, now))
                && !pairs
                    .iter()
                    .any(|(was, is)| was.zip(*is).is_some_and(|pair| between(now, pair)))
        };
        // Behind which row of the draft the next one is put.
        let mut behind = None;
        for &(before, after) in &pairs {
            let here = before.and_then(|row| place(&table.rows, now, row));
            let partly = |pair| now.iter().position(|row| between(row, pair));
            let here = here.or_else(|| before.zip(after).and_then(partly));
            match (before, after) {
                (Some(row), Some(new)) => {
                    let current = here.map(|at| &now[at]).or(now.get(row));
                    self.cells(at, (index, row, here), table, current, &back[new], headline);
                }
                (Some(row), None) => {
                    let what = format!("表格第 {} 行", row + 1);
                    let words = table.rows[row].join("\t");
                    match here {
                        Some(here) if row >= table.head => {
                            let edit = Edit::StruckRow(at, index, here);
                            let words = stretches(&words, "");
                            self.push(
                                at.to_string(),
                                &format!("删去{what}"),
                                headline,
                                words,
                                edit,
                            );
                        }
                        Some(_) => {
                            let place = format!("{at} {what}是表头，请在稿件里改");
                            self.keep_change(&words, "", &place);
                        }
                        // Taken out there, and here already.
                        None if !now.iter().any(is_strange) => {}
                        None => self.keep_change(&words, "", &format!("{at} {what}{MOVED_ON}")),
                    }
                }
                (None, Some(new)) => {
                    let words = back[new].join("\t");
                    let often =
                        |rows: &Rows| rows.iter().filter(|row| alike(row, &back[new])).count();
                    if often(now) > 0 && often(now) >= often(back) {
                        continue;
                    }
                    if new < table.head {
                        let place = format!("{at} 表头加了一行，请在稿件里改");
                        self.keep_change("", &words, &place);
                        continue;
                    }
                    let what = match behind {
                        Some(row) => format!("表格第 {} 行之后加一行", row + 1),
                        None => "表格最前面加一行".to_owned(),
                    };
                    let edit = Edit::NewRow(at, index, behind, back[new].clone());
                    self.push(at.to_string(), &what, headline, stretches("", &words), edit);
                }
                (None, None) => {}
            }
            behind = here.or(before.filter(|row| *row < now.len())).or(behind);
        }
    }

    fn cells(
        &mut self,
        at: ItemNumber,
        (index, row, here): (usize, usize, Option<usize>),
        table: &KeptTable,
        current: Option<&Vec<String>>,
        back: &[String],
        headline: &str,
    ) {
        for (c, (cell, is)) in table.rows[row].iter().zip(back).enumerate() {
            let now = current.and_then(|current| current.get(c));
            if same(cell, is) || now.is_some_and(|now| same(now, is)) {
                continue;
            }
            let what = format!("表格{}", compare::cell_name(table, row, c));
            if now != Some(cell) {
                self.keep_change(cell, is, &format!("{at} {what}{MOVED_ON}"));
                continue;
            }
            let edit = Edit::Cell(at, index, here.unwrap_or(row), c, is.clone());
            self.push(at.to_string(), &what, headline, stretches(cell, is), edit);
        }
    }

    /// Pictures are the editor's: that one is gone, or another is there, is told.
    pub(super) fn pictures(&mut self, at: ItemNumber, old: &ItemContent, item: &Item) {
        let figures = old.body.iter().filter(|part| part.kind == PartKind::Figure);
        let was: Vec<String> = figures
            .map(|part| match part.figure() {
                figure if !figure.caption.is_empty() => figure.caption.to_owned(),
                figure => figure.alt.to_owned(),
            })
            .collect();
        match item.pictures {
            Some(count) if count < was.len() => {
                let which = was.join("、");
                let told = format!("（图片）{which}");
                let place =
                    format!("{at} 原有 {} 张图，文件里有 {count} 张，请在稿件里改", was.len());
                self.keep(&told, &place);
            }
            Some(count) if count > was.len() => {
                let place =
                    format!("{at} 原有 {} 张图，文件里有 {count} 张，请在稿件里加", was.len());
                self.keep("（新加的图片）", &place);
            }
            _ => {}
        }
    }
}

/// Which table became which: by their places, where there are as many.
fn paired(old: &[Rows], new: &[Rows]) -> Vec<(Option<usize>, Option<usize>)> {
    if old.len() == new.len() {
        return (0..old.len()).map(|at| (Some(at), Some(at))).collect();
    }
    let texts = |tables: &[Rows]| tables.iter().map(shown).collect::<Vec<_>>();
    aligned(&texts(old), &texts(new))
}

/// Rows on one line each.
fn shown(rows: &Rows) -> String {
    rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")
}

fn alike(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
}

/// Where a row as it was sent out stands in the draft.
fn place(sent: &Rows, now: &Rows, row: usize) -> Option<usize> {
    let is_it = |other: &Vec<String>| *other == sent[row];
    match now.get(row).is_some_and(is_it) {
        true => Some(row),
        false => now.iter().position(is_it),
    }
}
