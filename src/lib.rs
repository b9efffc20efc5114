//! `kuaibao` (快报): writes, checks and prints a government office's bulletin.
//!
//! Folders are layers. Each uses folders of lower rank only; `tests/it/layers.rs` holds this
//! table and fails on any other `use crate::…`.
//!
//! ```text
//! 8  cli       desk               commands: arguments in, exit code out · a page in the browser
//! 7  office                       what an office does with its workspace; writes files
//! 6  export                       a bulletin or its pages → files of any form
//! 5  lint      import             rules on drafts and on laid-out pages · other files → drafts
//! 4  typeset   score     search   bulletin → pages, by typst · counts and points · words
//! 3  bulletin  workspace          the checked model · a periodical's folder, with its archive
//! 2  draft     report    config   TOML as written · findings → terminal, JSON … · settings, roster
//! 1  source    zh                 text, spans, edits, diagnostics · Chinese text
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
