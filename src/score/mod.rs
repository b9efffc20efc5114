//! Counts and points over many bulletins.

pub mod count;
pub mod period;
