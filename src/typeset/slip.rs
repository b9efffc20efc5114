//! The sign-off sheet of a round (审签单): items and units with room for what is to be said of them,
//! and a box for each who signs. Set here, so that names print on every machine as in the issue.

use anyhow::Result;
use serde::Serialize;
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use super::catalog::Edge;
use super::data::{Chains, Date};
use super::template::{BASE, MAIN, Template};
use super::world::{Files, TypstWorld};
use super::{Typesetter, explain, retouch, written};
use crate::bulletin::{Bulletin, words};

/// An item on the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlipItem {
    /// 2.4.
    pub number: String,
    pub headline: String,
    pub credits: String,
}

#[derive(Serialize)]
struct Slip<'a> {
    title: String,
    /// The round, and the short form of what is signed.
    under: &'a str,
    date: Date,
    items: &'a [SlipItem],
    roles: [&'static str; 3],
    fonts: Chains<'a>,
}

impl Typesetter {
    /// The sheet as a PDF.
    ///
    /// # Errors
    /// It cannot be set.
    pub fn slip(&self, bulletin: &Bulletin, under: &str, items: &[SlipItem]) -> Result<Vec<u8>> {
        let slip = Slip {
            title: format!("{}审签单", bulletin.title()),
            under,
            date: Date::of(bulletin.date),
            items,
            roles: words::ROLES,
            fonts: Chains::of(&self.fonts),
        };
        let template = Template {
            files: [
                (MAIN.to_owned(), Bytes::from_string(include_str!("slip.typ"))),
                (BASE.0.to_owned(), Bytes::from_string(BASE.1)),
            ]
            .into(),
        };
        let files = Files::new(&template);
        let world = TypstWorld::new(&self.fonts, &files, serde_json::to_vec(&slip)?);
        let document = typst::compile::<PagedDocument>(&world)
            .output
            .map_err(|errors| explain(&world, &errors))?;
        written(retouch::without_joiners(document), false, Edge::Long)
    }
}
