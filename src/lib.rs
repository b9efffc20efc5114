//! `kuaibao` (快报): writes, checks and prints a government office's bulletin.
//!
//! Folders are layers. Each uses folders of lower rank only; `tests/it/layers.rs` holds this
//! table and fails on any other `use crate::…`.
//!
//! ```text
//! 6  cli                          commands: arguments in, exit code out
//! 5  lint      import             rules on drafts and on laid-out pages · other files → drafts
//! 4  typeset                      bulletin → pages, by typst
//! 3  bulletin  workspace archive  the checked model · a periodical's folder · what was released
//! 2  draft     report    config   TOML as written · findings → terminal, JSON … · settings, roster
//! 1  source    zh                 text, spans, edits, diagnostics · Chinese text
//! ```

pub mod archive;
pub mod bulletin;
pub mod cli;
pub mod config;
pub mod draft;
pub mod import;
pub mod lint;
pub mod report;
pub mod source;
pub mod typeset;
pub mod workspace;
pub mod zh;
