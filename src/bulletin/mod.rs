//! The bulletin as meant: what is to be printed, with nothing left to interpret.
//!
//! A bulletin is lowered from a draft whose errors have been reported already; what it
//! lacks all the same (the signatures of a proof, say) is empty here.

use chrono::NaiveDate;

pub mod block;
pub mod bond;
mod build;
pub mod compare;
pub mod identity;
pub mod styles;
mod subhead;
pub mod words;

pub use block::{Block, Run};
pub use build::build;

use crate::config::Punctuation;
use crate::draft::Kind;

/// One issue of the periodical.
#[derive(Debug, Clone, PartialEq)]
pub struct Bulletin {
    /// Name of the periodical, in the masthead.
    pub name: String,
    pub publisher: String,
    pub number: i64,
    /// What stands in the place of the number where it is no issue but a 通报.
    pub heading: Option<String>,
    pub kind: Kind,
    /// Running number since the first issue ever (总期号).
    pub total: Option<i64>,
    pub date: NaiveDate,
    /// Editor's note (编者按), one entry a paragraph.
    pub note: Vec<Vec<Run>>,
    pub columns: Vec<Column>,
    /// Who receives it, without 本期发：.
    pub distribution: String,
    /// The superiors and peers who receive it, without 报： and 送：; often empty.
    pub report_to: String,
    pub send_to: String,
    /// Printed copies (共印…份).
    pub copies: Option<i64>,
    pub signoff: Signoff,
    /// Whether a list of contents is printed.
    pub contents: bool,
    /// Whether Han and Latin are set apart by a quarter of an em.
    pub latin_spacing: bool,
    pub punctuation: Punctuation,
    /// Whether it is printed on paper that has the red head already: name and rule are left out.
    pub preprinted: bool,
    /// Millimetres by which the pages of each sheet of a booklet are nearer to the fold than those of
    /// the sheet outside it.
    pub creep: f64,
    /// How the template words what a draft leaves to it.
    pub manner: words::Manner,
    /// What the office's own template prints by itself, words and pictures in one line.
    pub printed: String,
    /// What a reissue corrects, and why; an issue of its own says nothing.
    pub correction: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Without 【】.
    pub name: String,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub headline: String,
    pub body: Vec<Block>,
    /// Units in the order of the draft, without （）.
    pub credits: Vec<String>,
}

/// The three signatures, names without padding; empty when not signed yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Signoff {
    pub editor: String,
    pub reviewer: String,
    pub approver: String,
}

impl Bulletin {
    /// What a reader calls it: 延津政务快报2023年第43期; a 通报 by its title.
    pub fn title(&self) -> String {
        use chrono::Datelike;
        if self.heading.is_some() {
            let first = self.columns.iter().flat_map(|column| &column.items).next();
            return first.map(|item| item.headline.clone()).unwrap_or_default();
        }
        let number = words::own_number(self.kind, self.number);
        format!("{}{}年{number}", self.name, self.date.year())
    }
}
