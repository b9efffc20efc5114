//! The last leaf of a proof on request (审签单): the findings that remain, numbered so that people can
//! talk about them, and a line with the date for each who signs.

use anyhow::Result;
use serde::Serialize;
use typst::foundations::Bytes;
use typst::model::Document as _;
use typst_layout::PagedDocument;

use super::catalog::Edge;
use super::data::{Chains, Date};
use super::template::{BASE, MAIN, Template};
use super::world::{Files, TypstWorld};
use super::{Pages, Typesetter, explain, retouch, written};
use crate::bulletin::{Bulletin, words};

/// A finding as it is told on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// 警告, 提示.
    pub level: String,
    /// 第2栏第5条（2.5）.
    pub place: String,
    pub message: String,
    pub help: String,
}

#[derive(Serialize)]
struct Sheet<'a> {
    heading: &'static str,
    left: &'static str,
    none: &'static str,
    title: String,
    date: Date,
    remarks: &'a [Remark],
    roles: [&'static str; 3],
    fonts: Chains<'a>,
}

impl Typesetter {
    /// The PDF of a proof with the sheet behind it.
    pub fn with_review(
        &self,
        pages: &Pages,
        bulletin: &Bulletin,
        remarks: &[Remark],
    ) -> Result<Vec<u8>> {
        let sheet = Sheet {
            heading: "审签单",
            left: "检查后还留有这些问题：",
            none: "检查没有发现问题。",
            title: bulletin.title(),
            date: Date::of(bulletin.date),
            remarks,
            roles: words::ROLES,
            fonts: Chains::of(&self.fonts),
        };
        let template = Template {
            files: [
                (MAIN.to_owned(), Bytes::from_string(include_str!("review.typ"))),
                (BASE.0.to_owned(), Bytes::from_string(BASE.1)),
            ]
            .into(),
        };
        let files = Files::new(&template);
        let world = TypstWorld::new(&self.fonts, &files, serde_json::to_vec(&sheet)?);
        let document = typst::compile::<PagedDocument>(&world)
            .output
            .map_err(|errors| explain(&world, &errors))?;
        let document = retouch::without_joiners(document);
        let all = pages.document.pages().iter().chain(document.pages()).cloned().collect();
        let whole = PagedDocument::new(all, pages.document.info().clone());
        written(whole, pages.attached, Edge::Long)
    }
}
