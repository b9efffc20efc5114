//! Rules on drafts: running them, applying levels and `# kuaibao: allow(…)`.
//!
//! A rule is a function of its subject: no files, no clock, no printing, no knowledge of other
//! rules. To add one: a `static` in the file of its topic in `rules/`, its line in
//! `rules/mod.rs`, a fixture in `tests/rules/`.

mod around;
pub mod fix;
mod guard;
mod passage;
mod prose;
mod rule;
pub mod rules;
mod run;
mod subject;
mod suppress;

pub use around::Around;
pub use passage::TextKind;
pub use prose::{Prose, prose};
pub use rule::{Check, Rule, Sink};
pub use rules::RULES;
pub(crate) use rules::printed_again;
pub use run::{check, check_pages, check_settings, check_with, settle};
pub use subject::{PageSubject, Subject};
pub use suppress::{Allowed, allowed, allowing};
