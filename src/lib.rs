//! `kuaibao` (快报): writes, checks and prints a government office's bulletin.
//!
//! Folders are layers. Each uses folders of lower rank only; `tests/it/layers.rs` holds this
//! table and fails on any other `use crate::…`.
//!
//! ```text
//! 9  cli                          commands: arguments in, exit code out
//! 8  desk                         a page in the browser of this machine
//! 7  office                       what an office does with its workspace; writes files
//! 6  export                       a bulletin or its pages → files of any form
//! 5  lint      import             rules on drafts and on laid-out pages · other files → drafts
//! 4  typeset   score     search   bulletin → pages, by typst · counts and points · words
//! 3  bulletin  workspace          the checked model · a periodical's folder, with its archive
//! 2  draft     report    config   TOML as written · findings → terminal, JSON … · settings, roster
//! 1  source    zh                 text, spans, edits, diagnostics · Chinese text
//! ```
//!
//! Faces come and go by [`office`]. A week in memory, without a disk:
//!
//! ```
//! use std::path::Path;
//! use std::sync::Arc;
//!
//! use chrono::NaiveDate;
//! use kuaibao::office::edit::Edited;
//! use kuaibao::office::filing::{self, Filing};
//! use kuaibao::office::next::{self, Wanted};
//! use kuaibao::office::outline::Outline;
//! use kuaibao::office::{Office, store::Who};
//! use kuaibao::workspace::files::InMemory;
//!
//! # fn main() -> anyhow::Result<()> {
//! let (files, root) = (InMemory::new(), Path::new("/office"));
//! files.insert(root.join("bulletin.toml"), "name = \"封丘政务快报\"");
//! let open = || Office::open(Arc::new(files.clone()), root, root, Who::default());
//!
//! let office = open()?;
//! let monday = NaiveDate::from_ymd_opt(2024, 2, 5).expect("a day");
//! let next = next::next(&office.workspace, &Wanted::default(), monday);
//! next::create(&office, next, &["民生保障".to_owned()])?;
//!
//! let office = open()?;
//! let draft = office.one(Path::new("drafts/2024-01.toml"))?;
//! let mut edited = Edited::open(&office, &draft)?;
//! let letter = "县供销社备足春耕物资\n\n调运化肥5000吨，保障春耕生产。\n\n（供销社）\n";
//! let filing = Filing { column: "民生保障", credits: &[], stem: "" };
//! filing::submit(&office, &mut edited, Path::new("a.txt"), letter.as_bytes(), &filing)?;
//! edited.save(&office, "加来稿")?;
//!
//! let office = open()?;
//! let outline = Outline::of(&*office.entry(&office.latest()?)?)?;
//! assert_eq!(outline.items().count(), 1);
//! # Ok(())
//! # }
//! ```

pub mod bulletin;
pub mod cli;
pub mod config;
pub mod desk;
pub mod draft;
pub mod export;
pub mod import;
pub mod lint;
pub mod office;
pub mod report;
pub mod score;
pub mod search;
pub mod source;
pub mod typeset;
pub mod workspace;
pub mod zh;

/// Tests in here and tests in `tests/it` share what makes files fail.
#[cfg(test)]
extern crate self as kuaibao;
