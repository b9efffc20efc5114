//! `kuaibao` (快报): writes, checks and prints a government office's bulletin.
//!
//! Folders are layers. Each uses folders of lower rank only; `tests/it/layers.rs` holds this
//! table and fails on any other `use crate::…`.
//!
//! ```text
//! 6  cli                          commands: arguments in, exit code out
//! 5  lint                         rules on drafts
//! 4  typeset   workspace          bulletin → pages, by typst · the folder of a periodical
//! 3  bulletin                     the checked model, lowered to blocks
//! 2  draft     report    config   TOML as written · findings → terminal, JSON … · settings, roster
//! 1  source    zh                 text, spans, edits, diagnostics · Chinese text
//! ```

pub mod bulletin;
pub mod cli;
pub mod config;
pub mod draft;
pub mod lint;
pub mod report;
pub mod source;
pub mod typeset;
pub mod workspace;
pub mod zh;
