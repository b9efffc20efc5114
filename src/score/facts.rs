//! All that points are reckoned from.

use chrono::NaiveDate;

use super::adopted::Adopted;
use super::issue::Issue;
use super::scheme::Scheme;
use crate::config::units::Roster;

/// What points are given for.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    pub scheme: &'a Scheme,
    pub roster: &'a Roster,
    pub issues: &'a [Issue],
    pub adopted: &'a Adopted,
    /// The day on which it is reckoned: what is due later is not late yet.
    pub today: NaiveDate,
}
