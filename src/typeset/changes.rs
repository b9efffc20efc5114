//! Pages with what changed marked (花脸稿): set by the office's template, a list of the changes in
//! words behind them.

use anyhow::{Result, bail};
use serde::Serialize;
use typst::foundations::{Bytes, Label, Selector};
use typst::introspection::Introspector as _;
use typst::model::Document as _;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use super::catalog::Edge;
use super::data::{Chains, Data, Date};
use super::template::{BASE, MAIN, Template};
use super::wins::Wins;
use super::world::{Files, TypstWorld};
use super::{Setting, Typesetter, explain, retouch, set, template, written};
use crate::bulletin::compare::marked::Marked;
use crate::bulletin::words;

/// A change as the list at the end tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What changed: 2.4 改动：headline.
    pub head: String,
    /// How, in words that can be read out, one line each.
    pub lines: Vec<String>,
}

/// The pages as a PDF.
#[derive(Debug)]
pub struct ChangePages {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// The office's own template does not show changes, so that the program's was taken.
    pub template_replaced: bool,
}

#[derive(Serialize)]
struct Sheet<'a> {
    title: String,
    date: Date,
    heading: String,
    against: &'a str,
    changes: &'a [Change],
    fonts: Chains<'a>,
}

impl Typesetter {
    /// Sets a bulletin with its marks, and the list. `against` is what it is compared with.
    pub fn with_changes(
        &self,
        marked: &Marked,
        against: &str,
        changes: &[Change],
    ) -> Result<ChangePages> {
        let Marked { bulletin, marks } = marked;
        let data =
            Data::new(bulletin, &self.fonts, Setting::STANDARD, false, &Wins::Tried, Some(marks));
        let own = set(&self.fonts, &self.files, &data, bulletin, None);
        let is_whole = |document: &PagedDocument| shown(document) >= marks.count();
        let own = own.ok().filter(is_whole);
        let template_replaced = own.is_none();
        let document = match own {
            Some(document) => document,
            None => {
                let name = template::names().next().unwrap_or_default();
                let files = Files::new(&Template::load(None, name)?);
                let document = set(&self.fonts, &files, &data, bulletin, None)?;
                if !is_whole(&document) {
                    bail!("花脸稿没有排全，没有写出");
                }
                document
            }
        };
        let list = self.list_of(marked, against, changes)?;
        let pages = document.pages().iter().chain(list.pages()).cloned().collect::<Vec<_>>();
        let count = pages.len();
        let whole = PagedDocument::new(pages.into_iter().collect(), document.info().clone());
        let pdf = written(retouch::without_joiners(whole), false, Edge::Long)?;
        Ok(ChangePages { pdf, pages: count, template_replaced })
    }

    fn list_of(&self, marked: &Marked, against: &str, changes: &[Change]) -> Result<PagedDocument> {
        let sheet = Sheet {
            title: marked.bulletin.title(),
            date: Date::of(marked.bulletin.date),
            heading: format!("{}：改动清单", words::MARKED),
            against,
            changes,
            fonts: Chains::of(&self.fonts),
        };
        let template = Template {
            files: [
                (MAIN.to_owned(), Bytes::from_string(include_str!("changes.typ"))),
                (BASE.0.to_owned(), Bytes::from_string(BASE.1)),
            ]
            .into(),
        };
        let files = Files::new(&template);
        let world = TypstWorld::new(&self.fonts, &files, serde_json::to_vec(&sheet)?);
        typst::compile::<PagedDocument>(&world).output.map_err(|errors| explain(&world, &errors))
    }
}

/// How many changed passages a document shows.
fn shown(document: &PagedDocument) -> usize {
    let label = Label::new(PicoStr::intern("change"));
    label.map_or(0, |label| document.introspector().query(&Selector::Label(label)).len())
}
