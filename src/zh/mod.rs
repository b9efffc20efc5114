//! Pure functions on Chinese text.

pub mod character;
pub mod date;
pub mod latin;
pub mod pairing;
pub mod person;
