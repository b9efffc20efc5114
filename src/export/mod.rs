//! A bulletin, or its pages, as files of any form.
//!
//! The record, PDF, comes from the pages; so do pictures and OFD. Text, web pages and Word documents
//! come from the bulletin, by an exhaustive `match` over its blocks.
//!
//! To add a form: a file here with a function of type `Make`, a row of `FORMS`, a variant of [`Form`],
//! which stands in `config`, as settings name it.

use anyhow::Result;

use self::proof::{Carries, Reader, Want};
use crate::bulletin::Bulletin;
use crate::bulletin::words::Manner;
use crate::import::outline::Reference;
use crate::typeset::fit::Fitted;
use crate::typeset::{Remark, Typesetter};

mod chat;
mod data;
pub mod docx;
mod html;
mod ofd;
mod package;
mod pages;
mod pdf;
pub mod proof;
pub mod site;
pub mod table;
mod text;
mod wechat;
pub mod xlsx;
mod xml;

pub use crate::config::Form;
pub use ofd::read as read_ofd;
pub use text::text;

/// A form, as it is called and told of.
#[derive(Debug)]
pub struct Row {
    pub form: Form,
    /// As an editor calls it.
    pub title: &'static str,
    /// How the names of its files end, behind the page's number where a page is a file.
    pub ending: &'static str,
    /// What it is for, in words for the editor.
    pub purpose: &'static str,
    /// Whether each page is a file.
    pub by_page: bool,
    make: Make,
    /// How its files are read back; the rules on pages have read those made of pages.
    proof: Option<Proof>,
}

/// How files are read back, and what has to be in them.
#[derive(Debug, Clone, Copy)]
struct Proof {
    reader: Reader,
    wanted: fn(&Bulletin, Manner) -> Vec<Want>,
}

type Make = fn(&Made<'_>, &Options) -> Result<Vec<File>>;

/// All forms, the record first.
pub static FORMS: &[Row] = &[
    Row {
        form: Form::Pdf,
        title: "PDF",
        ending: ".pdf",
        purpose: "印刷、存档的正式文件",
        by_page: false,
        make: pdf::record,
        proof: None,
    },
    Row {
        form: Form::Booklet,
        title: "小册子（PDF）",
        ending: ".booklet.pdf",
        purpose: "A3 小册子：双面印、居中对折就是顺序的",
        by_page: false,
        make: pdf::booklet,
        proof: None,
    },
    Row {
        form: Form::TwoUp,
        title: "双页（PDF）",
        ending: ".two-up.pdf",
        purpose: "A3，每面并排两页，供校对",
        by_page: false,
        make: pdf::two_up,
        proof: None,
    },
    Row {
        form: Form::Docx,
        title: "Word",
        ending: ".docx",
        purpose: "Word、WPS 文档，版面与 PDF 一样，供修改",
        by_page: false,
        make: docx::make,
        proof: Some(Proof {
            reader: Reader { read: proof::docx::read, carries: Carries::ALL },
            wanted: proof::wanted,
        }),
    },
    Row {
        form: Form::Html,
        title: "网页",
        ending: ".html",
        purpose: "网页，一个文件，手机、电脑都能看",
        by_page: false,
        make: html::make,
        proof: Some(Proof {
            reader: Reader { read: proof::html::read, carries: Carries::ALL },
            wanted: proof::wanted,
        }),
    },
    Row {
        form: Form::Wechat,
        title: "公众号",
        ending: wechat::ENDING,
        purpose: "公众号文章，粘贴到公众号编辑器",
        by_page: false,
        make: wechat::make,
        proof: Some(Proof {
            reader: Reader { read: proof::html::read, carries: Carries::ALL },
            wanted: proof::wanted,
        }),
    },
    Row {
        form: Form::Text,
        title: "纯文本",
        ending: ".txt",
        purpose: "纯文本，与往期文字的样子相同，可以再导入",
        by_page: false,
        make: text::make,
        proof: Some(Proof {
            reader: Reader { read: proof::text::read, carries: Carries::TEXT },
            wanted: text::wanted,
        }),
    },
    Row {
        form: Form::Chat,
        title: "群消息",
        ending: ".chat.txt",
        purpose: "群消息，只有期号、日期和各条标题",
        by_page: false,
        make: chat::make,
        proof: Some(Proof {
            reader: Reader { read: chat::read, carries: Carries::TEXT },
            wanted: chat::wanted,
        }),
    },
    Row {
        form: Form::Ofd,
        title: "OFD",
        ending: ".ofd",
        purpose: "国标版式文件（GB/T 33190），报送、归档用",
        by_page: false,
        make: ofd::make,
        // It reads itself back, against the pages.
        proof: None,
    },
    Row {
        form: Form::Png,
        title: "图片",
        ending: ".png",
        purpose: "每页一张图片，供查看、粘贴",
        by_page: true,
        make: pages::png,
        proof: None,
    },
    Row {
        form: Form::Svg,
        title: "矢量图",
        ending: ".svg",
        purpose: "每页一张矢量图",
        by_page: true,
        make: pages::svg,
        proof: None,
    },
    Row {
        form: Form::Data,
        title: "数据",
        ending: ".data.json",
        purpose: "版式收到的数据，供做版式的人用",
        by_page: false,
        make: data::make,
        proof: None,
    },
];

/// A bulletin that has passed all checks, laid out: what every form is made from.
pub struct Made<'a> {
    pub bulletin: &'a Bulletin,
    /// Its pages, and the setting that they came out with.
    pub fitted: &'a Fitted,
    pub typesetter: &'a Typesetter,
    /// Settings and roster.
    pub reference: Reference<'a>,
    /// `2023-43`: what the files are called after.
    pub stem: &'a str,
    /// The draft as written.
    pub draft: &'a str,
    /// Whether it is a 送审稿.
    pub proof: bool,
    /// What the checks have left to say, where that is printed.
    pub remarks: Vec<Remark>,
}

impl Made<'_> {
    /// How the office's template words what drafts leave to it.
    pub fn manner(&self) -> Manner {
        if self.bulletin.heading.is_some() {
            return Manner::NOTICE;
        }
        Manner::of(&self.reference.config.template)
    }
}

/// What can be asked of single forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Pixels an inch of `png`.
    pub ppi: u16,
    /// Whether the draft goes into the `pdf`.
    pub attach_draft: bool,
    /// Whether the `ofd` is one for the archive, OFD-A.
    pub archive: bool,
    /// Whether a page that copies itself is put beside `wechat`.
    pub copy: bool,
    /// Whether the `pdf` is for paper with the red head already on it.
    pub preprinted: bool,
    /// Whether the `pdf` of a proof has a last leaf (审签单) with the findings that remain.
    pub review: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            ppi: 144,
            attach_draft: false,
            archive: false,
            copy: false,
            preprinted: false,
            review: false,
        }
    }
}

/// A file of a bulletin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// How its name ends, after that of the bulletin.
    pub ending: String,
    pub bytes: Vec<u8>,
    /// What the file cannot carry, or what is to be done with it, a phrase each.
    pub notes: Vec<String>,
}

impl File {
    pub(crate) fn new(ending: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { ending: ending.into(), bytes: bytes.into(), notes: vec![] }
    }
}

impl Form {
    pub fn row(self) -> &'static Row {
        // A test holds that every form has its row.
        FORMS.iter().find(|row| row.form == self).unwrap_or(&FORMS[0])
    }

    /// The form that a file's name asks for by its ending, the longest that fits.
    pub fn of_file(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let fitting = FORMS.iter().filter(|row| name.ends_with(row.ending));
        // `.json` alone says enough.
        let last = |row: &&Row| name.ends_with(row.extension());
        fitting
            .max_by_key(|row| row.ending.len())
            .or_else(|| FORMS.iter().find(last))
            .map(|row| row.form)
    }

    /// Makes the files of a bulletin, and proves that they say what it says.
    pub fn make(self, made: &Made<'_>, options: &Options) -> Result<Vec<File>> {
        let files = (self.row().make)(made, options)?;
        self.prove(&files, made.bulletin, made.manner())?;
        Ok(files)
    }

    /// Reads files of this form back and compares them with a bulletin.
    pub fn prove(self, files: &[File], bulletin: &Bulletin, manner: Manner) -> Result<()> {
        match self.row().proof {
            Some(proof) => proof::prove(proof.reader, files, &(proof.wanted)(bulletin, manner)),
            None => Ok(()),
        }
    }

    /// Whether files of this form are read back.
    pub fn is_proven(self) -> bool {
        self.row().proof.is_some()
    }

    /// What of the options tells files of this form apart that are made from the same.
    pub fn variant(self, options: &Options) -> &'static str {
        match self {
            Self::Pdf if options.review => "review",
            Self::Pdf if options.attach_draft && options.preprinted => "attached, preprinted",
            Self::Pdf if options.attach_draft => "attached",
            Self::Ofd if options.archive => "archive",
            Self::Pdf if options.preprinted => "preprinted",
            _ => "",
        }
    }
}

impl Row {
    /// `.json` of `.data.json`.
    pub fn extension(&self) -> &'static str {
        self.ending.rfind('.').map_or(self.ending, |at| &self.ending[at..])
    }
}

/// The names of all forms: pdf、booklet、…
pub fn names() -> String {
    Form::ALL.map(Form::name).join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_s_ending_tells_its_form() {
        let cases = [
            ("47.pdf", Some(Form::Pdf)),
            ("47.PDF", Some(Form::Pdf)),
            ("47.proof.pdf", Some(Form::Pdf)),
            ("47.booklet.pdf", Some(Form::Booklet)),
            ("47.txt", Some(Form::Text)),
            ("47.chat.txt", Some(Form::Chat)),
            ("47.docx", Some(Form::Docx)),
            ("47.wechat.html", Some(Form::Wechat)),
            ("47.html", Some(Form::Html)),
            ("47.json", Some(Form::Data)),
            ("47.ofd", Some(Form::Ofd)),
            ("47.png", Some(Form::Png)),
            ("47.xyz", None),
            ("47", None),
        ];
        for (name, form) in cases {
            assert_eq!(Form::of_file(name), form, "{name}");
        }
    }

    #[test]
    fn each_form_has_a_row_of_its_own() {
        for row in FORMS {
            assert_eq!(Form::named(row.form.name()), Some(row.form));
            let same = FORMS.iter().filter(|other| other.ending == row.ending).count();
            assert_eq!(same, 1, "{}", row.ending);
            assert!(row.ending.starts_with('.') && !row.purpose.ends_with('。'));
        }
    }
}
