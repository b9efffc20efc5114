//! The bulletin as a row of what has to be found in every form.

use super::Want;
use crate::bulletin::block::{Figure, Table};
use crate::bulletin::words::{self, Manner};
use crate::bulletin::{Block, Bulletin, Item, Run};
use crate::zh::date;

/// All that is printed, but for page numbers and the list of contents, which says nothing new.
pub(crate) fn wanted(bulletin: &Bulletin, manner: Manner) -> Vec<Want> {
    let mut list = List(vec![]);
    list.place("报头");
    list.line(&bulletin.name);
    list.line(&manner.number(bulletin));
    list.text(&bulletin.publisher);
    list.0.push(Want::Soft);
    list.line(&date::written(bulletin.date));
    if let Some(correction) = &bulletin.correction {
        list.place("更正");
        list.line(&format!("{}{correction}", words::CORRECTION));
    }
    list.place("编者按");
    for (index, runs) in bulletin.note.iter().enumerate() {
        if index == 0 && words::opens_note(bulletin) {
            list.text(words::NOTE);
        }
        list.runs(runs);
        list.0.push(Want::Break);
    }
    for (c, column) in bulletin.columns.iter().enumerate() {
        list.place(&format!("第{}栏", c + 1));
        list.line(&words::column(&column.name));
        for (i, item) in column.items.iter().enumerate() {
            list.place(&format!("第{}栏第{}条", c + 1, i + 1));
            list.item(item);
        }
    }
    list.place("版记");
    for (label, names) in manner.lists(bulletin) {
        list.line(&format!("{label}：{names}"));
    }
    for (role, name) in words::signed(&bulletin.signoff) {
        list.text(&format!("{role}：{name}"));
        list.0.push(Want::Soft);
    }
    if let Some(copies) = bulletin.copies {
        list.line(&words::copies(copies));
    }
    list.0
}

struct List(Vec<Want>);

impl List {
    fn place(&mut self, name: &str) {
        self.0.push(Want::Place(name.to_owned()));
    }

    fn text(&mut self, text: &str) {
        self.0.extend(text.chars().map(|c| Want::Char(c, None)));
    }

    fn line(&mut self, text: &str) {
        self.text(text);
        self.0.push(Want::Break);
    }

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            self.0.extend(run.text.chars().map(|c| Want::Char(c, Some(run.strong))));
        }
    }

    fn item(&mut self, item: &Item) {
        self.text(&item.headline);
        self.0.push(Want::Soft);
        for (index, block) in item.body.iter().enumerate() {
            if index > 0 {
                self.0.push(Want::Break);
            }
            match block {
                Block::Paragraph(runs) => self.runs(runs),
                Block::Subhead(subhead) => self.text(&subhead.text),
                Block::Table(table) => self.table(table),
                Block::Figure(figure) => self.figure(figure),
            }
        }
        self.0.push(Want::Soft);
        self.line(&words::credit(&item.credits));
    }

    fn table(&mut self, table: &Table) {
        self.text(&table.caption);
        self.0.push(Want::Table);
        for row in &table.rows {
            self.0.push(Want::Row);
            for cell in row {
                self.0.push(Want::Cell);
                self.text(cell);
            }
        }
        self.0.push(Want::TableEnd);
    }

    fn figure(&mut self, figure: &Figure) {
        self.0.push(Want::Picture(figure.picture.clone(), figure.alt.clone()));
        self.text(&figure.caption);
    }
}
