//! Which unit of the roster a row of a list is about, and what it makes of it.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::config::home::Home;
use crate::config::units::{Group, Roster, Unit, overlapping};
use crate::import::list::Problem;
use crate::import::list::units::UnitRow;

/// For each row the unit of the roster that it is about: of the same name, or with its name or
/// credit among its forms, at a time that both have in common.
pub(super) fn matched(
    roster: &Roster,
    rows: &[UnitRow],
    problems: &mut Vec<Problem>,
) -> Vec<Option<usize>> {
    let mut taken: Vec<Option<usize>> = vec![None; roster.units.len()];
    let mut matched = vec![];
    let mut by_form: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, unit) in roster.units.iter().enumerate() {
        for form in unit.forms() {
            let of = by_form.entry(form).or_default();
            if of.last() != Some(&index) {
                of.push(index);
            }
        }
    }
    for (at, row) in rows.iter().enumerate() {
        let period = (row.from.flatten(), row.until.flatten());
        let fits = |unit: &Unit| overlapping(period, (unit.from, unit.until));
        let closeness = |unit: &Unit| {
            let name = row.name.as_ref();
            let is_named = name == Some(&unit.name);
            let is_credited = row.credit.as_ref() == Some(&unit.credit);
            let forms = [name, row.credit.as_ref()].into_iter().flatten();
            let known = forms.filter(|form| unit.forms().any(|own| own == form.as_str())).count();
            let ends = [
                row.from.is_some_and(|from| from == unit.from),
                row.until.is_some_and(|until| until == unit.until),
            ];
            (known > 0 && fits(unit)).then_some((
                is_named,
                is_credited,
                ends.iter().filter(|same| **same).count(),
                unit.until.is_none(),
            ))
        };
        let forms = [row.name.as_deref(), row.credit.as_deref()].into_iter().flatten();
        let candidates: BTreeSet<usize> =
            forms.flat_map(|form| by_form.get(form).into_iter().flatten()).copied().collect();
        let scored =
            candidates.iter().filter_map(|index| Some((closeness(&roster.units[*index])?, *index)));
        // Those that are free first; of equals the one that stands first.
        let best = scored.max_by_key(|(score, index)| {
            (taken[*index].is_none(), *score, std::cmp::Reverse(*index))
        });
        let Some((_, index)) = best else {
            matched.push(None);
            continue;
        };
        if let Some(other) = taken[index] {
            let name = &roster.units[index].name;
            let message = format!("与{}是同一个单位“{name}”", rows[other].place);
            problems.push(
                Problem::new(&row.place, message).help("更名的写上各自的起止日期，重复的删去一行"),
            );
        }
        taken[index] = Some(at);
        matched.push(Some(index));
    }
    matched
}

/// A unit of the roster with what a row says of it.
pub(super) fn updated(unit: &Unit, row: &UnitRow) -> Unit {
    let mut new = unit.clone();
    if let Some(credit) = &row.credit {
        if new.headline == new.credit {
            new.headline.clone_from(credit);
        }
        new.credit.clone_from(credit);
    }
    // A list that calls it by a short form does not give it another name.
    if let Some(name) =
        row.name.as_ref().filter(|name| unit.forms().all(|form| form != name.as_str()))
    {
        new.name.clone_from(name);
    }
    match &row.headline {
        Some(headline) if headline.is_empty() => new.headline.clone_from(&new.credit),
        Some(headline) => new.headline.clone_from(headline),
        None => {}
    }
    if let Some(group) = row.group {
        new.group = Some(group);
    }
    if let Some(from) = row.from {
        new.from = from;
    }
    if let Some(until) = row.until {
        new.until = until;
    }
    if let Some(note) = &row.note {
        new.note.clone_from(note);
    }
    if let Some(aliases) = &row.aliases {
        new.aliases = aliases
            .iter()
            .filter(|alias| ![&new.name, &new.credit, &new.headline].contains(alias))
            .cloned()
            .collect();
    }
    new
}

/// Every form of a name that a row has.
pub(super) fn forms(row: &UnitRow) -> impl Iterator<Item = &str> {
    let own = [&row.name, &row.credit, &row.headline].into_iter().flatten();
    own.chain(row.aliases.iter().flatten()).map(String::as_str)
}

/// A unit that is called otherwise by now is still known by what it was called, as back issues have
/// it, unless others of the list are called so.
pub(super) fn remembering(mut unit: Unit, old: &Unit, claimed: &HashSet<&str>) -> Unit {
    for form in [&old.name, &old.credit, &old.headline] {
        if unit.forms().all(|known| known != form) && !claimed.contains(form.as_str()) {
            unit.aliases.push(form.clone());
        }
    }
    unit
}

/// A unit that a row describes, with what had to be guessed.
pub(super) fn made(row: &UnitRow, home: &Home) -> (Unit, Vec<&'static str>) {
    let mut guessed = vec![];
    let name = row.name.clone().or(row.credit.clone()).unwrap_or_default();
    if row.name.is_none() {
        guessed.push("全称");
    }
    let credit = row.credit.clone().unwrap_or_else(|| {
        guessed.push("署名");
        home.telling(&name).to_owned()
    });
    let mut row = row.clone();
    if row.group.is_none() {
        guessed.push("类别");
        row.group = Some(kind_of(&name, &credit));
    }
    let unit = Unit { headline: credit.clone(), credit, name, ..Unit::default() };
    (updated(&unit, &row), guessed)
}

/// What kind of unit a name is of.
fn kind_of(name: &str, credit: &str) -> Group {
    let is = |ends: &[&str]| {
        [name, credit].iter().any(|name| ends.iter().any(|end| name.ends_with(end)))
    };
    if is(&["乡", "镇", "街道", "镇人民政府", "乡人民政府", "街道办事处"]) {
        Group::Township
    } else if is(&["局", "委员会", "委", "办公室", "办", "部", "院", "厅", "联合社", "供销社"])
        && !is(&["开发区管委会", "管委会", "管理委员会"])
    {
        Group::Department
    } else {
        Group::Other
    }
}

/// The county of the roster and of a list that goes into it.
pub(super) fn home(roster: &Roster, rows: &[UnitRow]) -> Home {
    let units = roster.units.iter().map(|unit| [unit.name.as_str(), &unit.credit, &unit.headline]);
    let names = rows.iter().filter_map(|row| row.name.as_deref()).map(|name| [name, "", ""]);
    Home::of(&units.chain(names).collect::<Vec<_>>())
}

/// Forms of a name that two units would have at one time, where a row of the list is to blame.
pub(super) fn clashes(merged: &[(Unit, Option<&UnitRow>)]) -> Vec<Problem> {
    let mut owners: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut problems = vec![];
    for (at, (unit, row)) in merged.iter().enumerate() {
        let mut told = vec![];
        for form in unit.forms() {
            let owners = owners.entry(form).or_default();
            for other in owners.iter().filter(|other| **other != at) {
                let (owner, other_row) = &merged[*other];
                let both = overlapping((unit.from, unit.until), (owner.from, owner.until));
                // The one of the roster has been there; of two rows the second is told.
                let place = row.or(*other_row).map(|row| &row.place);
                let Some(place) = place.filter(|_| both && !told.contains(other)) else { continue };
                told.push(*other);
                let (whose, where_) = match (row, other_row) {
                    (Some(_), Some(other_row)) => (owner, other_row.place.clone()),
                    (Some(_), None) => (owner, "名录里".to_owned()),
                    _ => (unit, "名录里".to_owned()),
                };
                let message = match unit.name == owner.name {
                    true => format!("“{}”写了两次，另一次在{where_}", unit.name),
                    false => format!("“{form}”同时也是{where_}的“{}”的写法", whose.name),
                };
                problems.push(Problem::new(place, message).help(
                    "同一时期内一种写法只能属于一个单位；更名、撤并的，给原单位写上截止日期，新单位写上起始日期",
                ));
            }
            if !owners.contains(&at) {
                owners.push(at);
            }
        }
    }
    problems
}
