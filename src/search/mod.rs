//! Words over many bulletins: what is looked for ([`query`]), what is taken for the same ([`fold`]),
//! what a draft says item by item ([`text`]), and the two parts of a kept index: words ([`words`])
//! and files ([`table`]).
//!
//! Nothing here reads or writes a file by itself: `office/find` knows where they are, and when they
//! are to be written anew.

pub mod figures;
pub mod fold;
mod pairs;
pub mod query;
pub mod table;
pub mod text;
pub mod words;
