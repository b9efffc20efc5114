//! What a bulletin is turned into: the PDF of the record, sheets for folding, pictures of pages, the
//! data of a template.

use anyhow::Result;

use super::press::{Press, Set};
use super::timings::step;
use super::usage;
use crate::typeset::AttachedDraft;
use crate::typeset::impose::{Imposition, impose};
use crate::workspace::Entry;

#[derive(Debug, clap::Args)]
pub(super) struct Form {
    /// 写成什么：pdf（不写就是），或 text（纯文本，与往期文字的样子相同，可以再导入）
    #[arg(long, value_name = "格式", group = "form", hide_possible_values = true)]
    format: Option<Format>,
    /// 改排成 A3 小册子：双面印、居中对折就是顺序的（.booklet.pdf）
    #[arg(long, group = "form")]
    booklet: bool,
    /// 改排成 A3，每面并排两页，供校对（.two-up.pdf）
    #[arg(long, group = "form")]
    two_up: bool,
    /// 不印 PDF，每页画成一张 PNG 图片，供查看、粘贴
    #[arg(long, group = "form")]
    png: bool,
    /// 不印 PDF，每页画成一张 SVG 矢量图
    #[arg(long, group = "form")]
    svg: bool,
    /// 不印 PDF，写出版式收到的数据（.data.json），供做版式的人用
    #[arg(long, group = "form")]
    data: bool,
    /// 把稿件附在 PDF 里面，一起存档（PDF/A-3a）
    #[arg(long, group = "form")]
    attach_draft: bool,
    /// PNG 每英寸多少点，36 到 600；不写就是 144
    #[arg(
        long,
        value_name = "点数",
        default_value_t = 144,
        hide_default_value = true,
        requires = "png",
        value_parser = usage::number_in(36..=600)
    )]
    ppi: u16,
}

/// What an issue is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Pdf,
    Text,
}

/// A file of a bulletin: how its name ends, and what is in it.
pub(super) struct Made {
    pub(super) ending: String,
    pub(super) bytes: Vec<u8>,
}

impl Form {
    /// How the file's name ends; that of a page has its number before this.
    pub(super) fn ending(&self) -> &'static str {
        match self {
            Self { format: Some(Format::Text), .. } => ".txt",
            Self { booklet: true, .. } => ".booklet.pdf",
            Self { two_up: true, .. } => ".two-up.pdf",
            Self { png: true, .. } => ".png",
            Self { svg: true, .. } => ".svg",
            Self { data: true, .. } => ".data.json",
            _ => ".pdf",
        }
    }

    /// Whether each page is a file.
    pub(super) fn is_by_page(&self) -> bool {
        self.png || self.svg
    }

    /// Whether the file differs from another of its name that is made from the same.
    pub(super) fn variant(&self) -> &'static str {
        if self.attach_draft { "attached" } else { "" }
    }

    /// Makes the file of a bulletin, or the files of its pages.
    pub(super) fn make(
        &self,
        press: &Press,
        set: &Set,
        entry: &Entry,
        stem: &str,
        proof: bool,
    ) -> Result<Vec<Made>> {
        let pages = set.fitted.pages.count();
        if self.is_by_page() {
            let page = |index: usize| {
                let number = if pages > 1 { format!(".{}", index + 1) } else { String::new() };
                let bytes = match self.png {
                    true => set.fitted.pages.png(index, f64::from(self.ppi))?,
                    false => set.fitted.pages.svg(index)?.into_bytes(),
                };
                Ok(Made { ending: format!("{number}{}", self.ending()), bytes })
            };
            return (0..pages).map(page).collect();
        }
        let pdf = || step("write PDF", || set.fitted.pages.pdf());
        let impose = |imposition| impose(pdf()?, pages, &set.bulletin, imposition);
        let bytes = match self {
            Self { format: Some(Format::Text), .. } => press.text(set),
            Self { booklet: true, .. } => impose(Imposition::Booklet)?,
            Self { two_up: true, .. } => impose(Imposition::TwoUp)?,
            Self { data: true, .. } => press.data(set, proof)?,
            Self { attach_draft: true, .. } => {
                let name = format!("{stem}.toml");
                let draft = AttachedDraft { name: &name, text: entry.source.text() };
                press.with_draft(set, proof, &draft)?
            }
            _ => pdf()?,
        };
        Ok(vec![Made { ending: self.ending().to_owned(), bytes }])
    }
}
