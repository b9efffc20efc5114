//! Pure functions on Chinese text.

pub mod character;
pub mod clock;
pub mod date;
pub mod decimal;
pub mod fraction;
pub mod gap;
pub mod latin;
pub mod letters;
pub mod line;
pub mod moment;
pub mod near;
pub mod needles;
pub mod notation;
pub mod number;
pub mod numeral;
pub mod pairing;
pub mod person;
pub mod quantity;
pub mod reading;
pub mod script;
pub mod space;
pub mod statement;
pub mod stumble;
pub mod unit;
pub mod words;
