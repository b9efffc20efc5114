//! Units under all their names: a unit that was renamed is found by any of them.

use chrono::NaiveDate;

use crate::config::units::{Roster, Unit};

/// The units of a roster that are one over time, each with all forms of its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Of each unit, by its place in the roster, the number of its kin.
    kin: Vec<usize>,
    /// The forms of each kin's names.
    forms: Vec<Vec<String>>,
    /// The form in credits, and its group, of the latest unit of each kin.
    latest: Vec<usize>,
}

impl Names {
    pub fn new(roster: &Roster) -> Self {
        let units = &roster.units;
        let mut kin: Vec<usize> = (0..units.len()).collect();
        for one in 0..units.len() {
            for other in 0..one {
                if is_same(units, other, one) {
                    let (from, to) = (kin[one], kin[other]);
                    kin.iter_mut().filter(|kin| **kin == from).for_each(|kin| *kin = to);
                }
            }
        }
        let mut numbers: Vec<usize> = kin.clone();
        numbers.sort_unstable();
        numbers.dedup();
        let kin: Vec<usize> =
            kin.iter().filter_map(|kin| numbers.binary_search(kin).ok()).collect();
        let mut forms = vec![vec![]; numbers.len()];
        let mut latest = vec![usize::MAX; numbers.len()];
        for (at, unit) in units.iter().enumerate() {
            let forms: &mut Vec<String> = &mut forms[kin[at]];
            for form in unit.forms() {
                if !forms.iter().any(|known| known == form) {
                    forms.push(form.to_owned());
                }
            }
            let before = units.get(latest[kin[at]]);
            let end = |unit: &Unit| unit.until.unwrap_or(NaiveDate::MAX);
            if before.is_none_or(|before| end(before) <= end(unit)) {
                latest[kin[at]] = at;
            }
        }
        Self { kin, forms, latest }
    }

    /// How many units there are, those that are one over time taken for one.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The unit, over time, that a form names on a day.
    pub fn find(&self, roster: &Roster, form: &str, date: Option<NaiveDate>) -> Option<usize> {
        let found = roster.find(form, date)?;
        let at = roster.units.iter().position(|unit| std::ptr::eq(unit, found))?;
        self.kin.get(at).copied()
    }

    /// The units, over time, of a credit.
    pub fn of_credit(&self, roster: &Roster, credit: &str, date: Option<NaiveDate>) -> Vec<usize> {
        let parts = roster.split(credit, date).unwrap_or_default();
        parts.iter().filter_map(|part| self.find(roster, part, date)).collect()
    }

    /// The latest of the units that are one.
    pub fn latest<'r>(&self, roster: &'r Roster, unit: usize) -> Option<&'r Unit> {
        roster.units.get(*self.latest.get(unit)?)
    }

    /// All forms of the name that a text is, or begins with, those of its earlier and later names
    /// among them, each with what follows in the text; the text itself first.
    pub fn near(&self, roster: &Roster, text: &str) -> Vec<String> {
        let mut all = vec![text.to_owned()];
        let Some((unit, length)) = roster.leading(text, None) else { return all };
        let at = roster.units.iter().position(|other| std::ptr::eq(other, unit));
        let forms = at.and_then(|at| self.forms.get(*self.kin.get(at)?));
        for form in forms.into_iter().flatten() {
            let near = format!("{form}{}", &text[length..]);
            if !all.contains(&near) {
                all.push(near);
            }
        }
        all
    }
}

/// Whether two entries of a roster are one unit at two times: they share a form of the name, or one
/// began on the very day after the other ended, and no third did either.
fn is_same(units: &[Unit], one: usize, other: usize) -> bool {
    let (a, b) = (&units[one], &units[other]);
    let (earlier, later) = match (a.until, b.until) {
        (Some(_), _) if follows(a, b) => (a, b),
        (_, Some(_)) if follows(b, a) => (b, a),
        _ => return false,
    };
    let shared = earlier.forms().any(|form| later.forms().any(|other| other == form));
    let next = earlier.until.and_then(|day| day.succ_opt());
    let adjoin = next.is_some() && later.from == next;
    let alone = || {
        units.iter().filter(|unit| unit.until == earlier.until).count() == 1
            && units.iter().filter(|unit| unit.from == next).count() == 1
    };
    shared || adjoin && alone()
}

/// Whether one unit came to its end before another began, as far as that is known.
fn follows(earlier: &Unit, later: &Unit) -> bool {
    let begins = later.from.unwrap_or(NaiveDate::MIN);
    earlier.until.is_some_and(|until| later.from.is_none() || until < begins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn roster(text: &str) -> Roster {
        Roster::read(&Source::new("", text)).0
    }

    const RENAMED: &str = r#"
        [[unit]]
        name = "延津县卫生和计划生育委员会"
        credit = "卫计委"
        until = 2019-03-01
        [[unit]]
        name = "延津县卫生健康委员会"
        credit = "卫健委"
        headline = "县卫健委"
        from = 2019-03-02
        [[unit]]
        name = "延津县小潭乡人民政府"
        credit = "小潭乡"
        until = 2015-12-31
        [[unit]]
        name = "延津县潭龙街道办事处"
        credit = "潭龙街道"
        aliases = ["小潭乡"]
        from = 2016-02-01
        [[unit]]
        credit = "粮食局"
        until = 2018-12-31
        [[unit]]
        credit = "物资局"
        until = 2018-12-31
        [[unit]]
        credit = "粮食和物资局"
        from = 2019-01-01
    "#;

    #[test]
    fn a_renamed_unit_is_found_by_all_its_names() {
        let roster = roster(RENAMED);
        let names = Names::new(&roster);
        assert_eq!(names.len(), 5);
        let near = |text: &str| names.near(&roster, text);
        assert_eq!(
            near("卫计委"),
            ["卫计委", "延津县卫生和计划生育委员会", "延津县卫生健康委员会", "卫健委", "县卫健委"]
        );
        assert!(near("县卫健委义诊").contains(&"卫计委义诊".to_owned()));
        assert!(near("潭龙街道").contains(&"小潭乡".to_owned()), "an old name among the aliases");
        assert_eq!(near("粮食局"), ["粮食局"], "two ended that day: nobody knows which it became");
        assert_eq!(near("秸秆"), ["秸秆"]);
        let unit = names.find(&roster, "卫计委", None).expect("known");
        assert_eq!(names.latest(&roster, unit).map(|unit| &*unit.credit), Some("卫健委"));
    }
}
