//! Pure functions on Chinese text.

pub mod character;
pub mod date;
pub mod person;
