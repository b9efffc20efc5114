//! Counts and points over many bulletins: what units have sent in, and what they are given for it
//! (信息采用计分) by the rules of the office (`scoring.toml`) and what the bulletin cannot know
//! (`adopted.toml`). Values in, values out; all numbers exact.
//!
//! | | |
//! |---|---|
//! | [`count`] | how much each unit, column or editor had |
//! | [`period`] | months, quarters, years |
//! | [`scheme`] | `scoring.toml`, and what contradicts itself in it |
//! | [`adopted`] | `adopted.toml`, held against roster, scheme and issues |
//! | [`issue`] | what an issue says of its units |
//! | `claim` | what an item could give each of its units |
//! | [`tally`] | claims settled, with what is due: every point with its reason |
//! | [`board`] | totals, ranked within classes |

pub mod adopted;
pub mod board;
mod claim;
pub mod count;
mod facts;
pub mod issue;
pub mod notice;
pub mod period;
mod points;
mod quota;
pub mod renamed;
pub mod scheme;
pub mod tables;
pub mod tally;
pub mod trace;

pub use adopted::Adopted;
pub use board::Board;
pub use facts::Facts;
pub use issue::Issue;
pub use period::{Per, Period};
pub use scheme::Scheme;
pub use trace::{Category, Trace};
