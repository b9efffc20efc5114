//! Units that were renamed, as those who read counts are told of them.

use super::period::Period;
use crate::config::units::{Roster, overlapping};

/// Says which of some units, as `Kin::unit`, had another name in a part of a time; nothing where
/// none had.
pub fn note(
    roster: &Roster,
    units: impl IntoIterator<Item = usize>,
    time: Period,
) -> Option<String> {
    let days = (Some(time.from), Some(time.to));
    let mut all = vec![];
    for unit in units {
        let now = roster.called(unit, time.to);
        let entries = roster.kin().entries(unit).map(|at| &roster.units[at]);
        let former =
            entries.filter(|of| of.credit != now.credit && overlapping(days, (of.from, of.until)));
        let former: Vec<&str> = former.map(|of| of.credit.as_str()).collect();
        if !former.is_empty() {
            all.push(format!("{}（原{}）", now.credit, former.join("、")));
        }
    }
    let note = || format!("更名前后算一个单位：{}", all.join("、"));
    (!all.is_empty()).then(note)
}
