//! Which entries of a roster are one unit over time. A unit that was renamed stands in it twice, with
//! the day until which it had its old name; whoever looks for it, or counts what it had, means both.
//!
//! One rule for both: two entries follow each other where they share a form of the name, or where
//! the second began on the very day after the first ended and their names are alike, as no others are
//! that ended or began then. Where one entry follows one, it is the same
//! unit. Where several became one, or one several, they are a family: found by each other's names,
//! and counted apart, as nobody knows whose the items of the old ones are now.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::unit::{Unit, overlap};

/// The entries of a roster by what they are over time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kin {
    /// Of each entry the first of its family.
    families: Vec<usize>,
    /// Of each entry the latest of those that are the same unit.
    units: Vec<usize>,
}

impl Kin {
    pub(super) fn new(units: &[Unit]) -> Self {
        let count = units.len();
        let mut followed: Vec<(usize, usize)> = vec![];
        for one in 0..count {
            for other in 0..one {
                if is_followed(units, one, other) {
                    followed.push((one, other));
                } else if is_followed(units, other, one) {
                    followed.push((other, one));
                }
            }
        }
        let mut families: Vec<usize> = (0..count).collect();
        let mut same: Vec<usize> = (0..count).collect();
        for (earlier, later) in &followed {
            join(&mut families, *earlier, *later);
            let rival = |of: usize, than: usize| of != than && overlap(&units[of], &units[than]);
            let is_one = !followed.iter().any(|(from, to)| {
                to == later && rival(*from, *earlier) || from == earlier && rival(*to, *later)
            });
            if is_one {
                join(&mut same, *earlier, *later);
            }
        }
        let end = |at: usize| units[at].until.unwrap_or(NaiveDate::MAX);
        let latest = |number: usize| {
            let own = (0..count).filter(|at| same[*at] == number);
            own.max_by_key(|at| (end(*at), *at)).unwrap_or(number)
        };
        let latest: Vec<usize> = same.iter().map(|number| latest(*number)).collect();
        Self { families, units: latest }
    }

    /// The number of the family of an entry: of all that it followed and was followed by.
    pub fn family(&self, at: usize) -> usize {
        self.families.get(at).copied().unwrap_or(at)
    }

    /// The unit that an entry is over time, by the place of its latest entry.
    pub fn unit(&self, at: usize) -> usize {
        self.units.get(at).copied().unwrap_or(at)
    }

    /// The entries of a unit, in the order of the roster.
    pub fn entries(&self, unit: usize) -> impl Iterator<Item = usize> {
        let own = self.units.iter().enumerate().filter(move |(_, of)| **of == unit);
        own.map(|(at, _)| at)
    }

    /// The units of some entries, each once, in their order.
    pub fn units_of(&self, entries: &[usize]) -> Vec<usize> {
        let mut all: Vec<usize> = vec![];
        for unit in entries.iter().map(|at| self.unit(*at)) {
            if !all.contains(&unit) {
                all.push(unit);
            }
        }
        all
    }

    /// The entry that a unit was by a day: the one of that day, else the last before it.
    pub(super) fn by(&self, units: &[Unit], unit: usize, day: NaiveDate) -> usize {
        let begun = |at: &usize| units[*at].from.is_none_or(|from| from <= day);
        let end = |at: &usize| units[*at].until.unwrap_or(NaiveDate::MAX);
        let of_day = self.entries(unit).filter(begun).filter(|at| day <= end(at)).min_by_key(end);
        let before = || self.entries(unit).filter(begun).max_by_key(end);
        of_day.or_else(before).or_else(|| self.entries(unit).min_by_key(end)).unwrap_or(unit)
    }
}

fn join(numbers: &mut [usize], one: usize, other: usize) {
    let (a, b) = (numbers[one], numbers[other]);
    let (from, to) = (a.max(b), a.min(b));
    numbers.iter_mut().filter(|number| **number == from).for_each(|number| *number = to);
}

/// Whether a unit ended, and another is what became of it.
fn is_followed(units: &[Unit], earlier: usize, later: usize) -> bool {
    let (earlier, later) = (&units[earlier], &units[later]);
    let Some(until) = earlier.until else { return false };
    // Without the day on which it began it is later if the other has ended and it has not, or later.
    let is_before = match later.from {
        Some(from) => until < from,
        None => later.until.is_none_or(|end| until < end),
    };
    if !is_before {
        return false;
    }
    let shared = earlier.forms().any(|form| later.forms().any(|other| other == form));
    shared || is_next(units, earlier, later)
}

/// Whether a unit began on the day after another ended, and is more like it than any other that
/// began or ended then: offices are reformed on one day.
fn is_next(units: &[Unit], earlier: &Unit, later: &Unit) -> bool {
    let next = earlier.until.and_then(|day| day.succ_opt());
    if next.is_none() || later.from != next {
        return false;
    }
    let ended = || units.iter().filter(|unit| unit.until == earlier.until);
    let begun = || units.iter().filter(|unit| unit.from == next);
    let alike = |one: &Unit, other: &Unit| is_like(&one.name, &other.name, 2);
    let is_only = || {
        alike(earlier, later)
            && ended().filter(|unit| alike(unit, later)).count() == 1
            && begun().filter(|unit| alike(earlier, unit)).count() == 1
    };
    let are_alone = ended().count() == 1 && begun().count() == 1;
    are_alone && is_like(&earlier.name, &later.name, 1) || is_only()
}

/// Whether two names have so many characters in common that not all names have, or all that one of
/// them has; those of the county in front of both aside.
fn is_like(one: &str, other: &str, least: usize) -> bool {
    const OFTEN: &str = "县市区旗局委办会处部院室和与人民政府乡镇街道事中心管理员党工作办公";
    let place = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a);
    let place: String = place.collect();
    // The county goes as far as its 县; a name without one has none in front.
    let length = place.rfind(['县', '市', '区', '旗']).map_or(0, |at| at + '县'.len_utf8());
    let telling = |name: &str| -> BTreeSet<char> {
        name[length..].chars().filter(|c| !OFTEN.contains(*c)).collect()
    };
    let (one, other) = (telling(one), telling(other));
    let least = least.min(one.len()).min(other.len());
    least > 0 && one.intersection(&other).count() >= least
}

#[cfg(test)]
mod tests {
    use super::super::units::Roster;
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
        [[unit]]
        name = "延津县信访局"
        credit = "信访局"
        until = 2020-06-30
        [[unit]]
        name = "延津县乡村振兴局"
        credit = "乡村振兴局"
        from = 2020-07-01
    "#;

    #[test]
    fn a_renamed_unit_is_found_by_all_its_names() {
        let roster = roster(RENAMED);
        let near = |text: &str| roster.near(text);
        assert_eq!(
            near("卫计委"),
            ["卫计委", "延津县卫生和计划生育委员会", "延津县卫生健康委员会", "卫健委", "县卫健委"]
        );
        assert!(near("县卫健委义诊").contains(&"卫计委义诊".to_owned()));
        assert!(near("潭龙街道").contains(&"小潭乡".to_owned()), "an old name among the aliases");
        assert_eq!(near("粮食局"), ["粮食局"], "two ended that day: nobody knows which it became");
        assert!(
            !near("信访局").contains(&"乡村振兴局".to_owned()),
            "their names say nothing alike"
        );
        assert_eq!(near("秸秆"), ["秸秆"]);
    }

    /// Many units change on the day of a reform; each is known by its name.
    #[test]
    fn units_that_were_renamed_on_one_day_are_told_apart() {
        let day = |entries: &[(&str, bool)]| {
            let entry = |(name, ended): &(&str, bool)| {
                let period = if *ended { "until = 2019-02-28" } else { "from = 2019-03-01" };
                format!("[[unit]]\nname = \"云溪县{name}\"\ncredit = \"{name}\"\n{period}\n")
            };
            roster(&entries.iter().map(entry).collect::<String>())
        };
        let units = day(&[
            ("科学技术和工业信息化局", true),
            ("文化局", true),
            ("体育局", true),
            ("环境保护局", true),
            ("工业和信息化局", false),
            ("文化体育局", false),
            ("生态环境局", false),
            ("医疗保障局", false),
        ]);
        let unit = |at| units.kin().unit(at);
        assert_eq!((unit(0), unit(3)), (4, 6));
        assert_eq!((unit(1), unit(2), unit(5)), (1, 2, 5), "two became one");
        assert_eq!(units.kin().family(1), 1);
    }

    #[test]
    fn a_renamed_unit_is_called_as_it_was_by_a_day() {
        let roster = roster(RENAMED);
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let unit = roster.unit("卫计委", None).expect("known");
        assert_eq!(Some(unit), roster.unit("县卫健委", None));
        assert_eq!(roster.called(unit, day("2019-03-01")).credit, "卫计委");
        assert_eq!(roster.called(unit, day("2019-03-02")).credit, "卫健委");
        assert_eq!(roster.kin().entries(unit).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(roster.kin().units_of(&[0, 2, 1]), [1, 3]);
    }

    /// What became of two, or what one became, is nobody's alone: found together, counted apart.
    #[test]
    fn units_that_were_merged_or_divided_are_counted_apart() {
        let merged = roster(
            "[[unit]]\ncredit = \"文广局\"\nuntil = 2019-02-28\n[[unit]]\ncredit = \"体育局\"\nuntil = 2019-02-28\n[[unit]]\ncredit = \"文体旅局\"\naliases = [\"文广局\", \"体育局\"]\nfrom = 2019-03-01\nuntil = 2022-12-31\n[[unit]]\ncredit = \"文旅局\"\naliases = [\"文体旅局\"]\nfrom = 2023-01-01\n",
        );
        let unit = |name: &str| merged.unit(name, None);
        assert_ne!(merged.kin().unit(0), merged.kin().unit(2));
        assert_ne!(merged.kin().unit(1), merged.kin().unit(2));
        assert_eq!(merged.kin().unit(2), 3, "renamed after that");
        assert_eq!(merged.kin().family(0), merged.kin().family(3));
        assert_eq!(unit("文广局"), Some(0));
        let divided = roster(
            "[[unit]]\ncredit = \"农林局\"\nuntil = 2019-02-28\n[[unit]]\ncredit = \"农业局\"\naliases = [\"农林局\"]\nfrom = 2019-03-01\n[[unit]]\ncredit = \"林业局\"\naliases = [\"农林局\"]\nfrom = 2019-03-02\n",
        );
        assert_eq!((0..3).map(|at| divided.kin().unit(at)).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(divided.kin().family(1), divided.kin().family(2));
    }
}
