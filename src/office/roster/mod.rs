//! The roster as a table, and a list from a spreadsheet taken over into it: what would change first,
//! then one save that leaves comments and layout of `units.toml` as they are.

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::Office;
use super::store::Plan;
use crate::config::units::{Group, Roster, Unit};
use crate::import::list::Problem;
use crate::import::list::units::{UnitList, UnitRow};
use crate::report::table::{Cell, Column, Kind, Table};
use crate::source::Source;
use crate::workspace::UNITS_FILE;

mod keys;
mod matching;

use keys::{Key, differences, with_keys, with_new};
use matching::{clashes, forms, home, made, matched, remembering, updated};

/// What taking a list over would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    pub changes: Vec<Change>,
    /// How many units of the list are in the roster as they are.
    pub same: usize,
    /// Units of the roster that are not in the list, and stay.
    pub absent: Vec<String>,
    /// `units.toml` as it is and as it would be.
    before: Option<String>,
    after: String,
}

/// What would become of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its full name.
    pub unit: String,
    /// Where the list has it.
    pub place: String,
    /// Whether the roster does not have it yet.
    pub is_new: bool,
    /// What would be written: the words for the key, what is there, what would be.
    pub keys: Vec<(&'static str, String, String)>,
    /// What the list did not say and was guessed.
    pub guessed: Vec<&'static str>,
}

/// The roster as offices keep it, which can be taken over again.
pub fn table(roster: &Roster) -> Table {
    let heads = ["单位全称", "署名", "标题写法", "别名", "类别"].map(Column::text);
    let mut columns = heads.to_vec();
    columns.extend([
        Column::new("起始日期", Kind::Date),
        Column::new("截止日期", Kind::Date),
        Column::text("备注"),
    ]);
    let mut table = Table::new("单位名录", columns);
    for unit in &roster.units {
        let headline = if unit.headline == unit.credit { "" } else { &unit.headline };
        table.push(vec![
            unit.name.as_str().into(),
            unit.credit.as_str().into(),
            headline.into(),
            unit.aliases.join("、").into(),
            unit.group.map_or("", Group::name).into(),
            Cell::date(unit.from),
            Cell::date(unit.until),
            unit.note.as_str().into(),
        ]);
    }
    table
}

impl Proposal {
    /// What a list would change in the workspace's roster; or what is wrong in it.
    ///
    /// # Errors
    /// The roster that is there cannot be read or written.
    pub fn of(office: &Office, list: &UnitList) -> Result<Result<Self, Vec<Problem>>> {
        let path = path(office);
        let before = match office.files().is_file(&path) {
            true => Some(text_of(office.files().saved(&path)?)?),
            false => None,
        };
        Self::to(before, list)
    }

    /// The same where there is no roster yet.
    ///
    /// # Errors
    /// None that a list can cause.
    pub fn of_none(list: &UnitList) -> Result<Result<Self, Vec<Problem>>> {
        Self::to(None, list)
    }

    fn to(before: Option<String>, list: &UnitList) -> Result<Result<Self, Vec<Problem>>> {
        let text = before.clone().unwrap_or_else(|| "#:schema ./schema/units.json\n".to_owned());
        let (roster, found) = Roster::read(&Source::new(UNITS_FILE, text.as_str()));
        if let Some(first) = found.iter().find(|found| found.is_unreadable()) {
            bail!("{UNITS_FILE} 里有读不出的地方，先改好：{}", first.message);
        }
        let faults = found.len();
        let mut problems = list.problems.clone();
        let matched = matched(&roster, &list.rows, &mut problems);
        let home = home(&roster, &list.rows);
        let mut proposal = Self { before, ..Self::default() };
        let mut written = vec![];
        let mut merged: Vec<(Unit, Option<&UnitRow>)> =
            roster.units.iter().map(|unit| (unit.clone(), None)).collect();
        let mut new = vec![];
        let claimed: HashSet<&str> = list.rows.iter().flat_map(forms).collect();
        for (row, known) in list.rows.iter().zip(&matched) {
            match known {
                Some(index) => {
                    let unit = updated(&roster.units[*index], row);
                    let unit = remembering(unit, &roster.units[*index], &claimed);
                    let keys = differences(&roster.units[*index], &unit);
                    if keys.is_empty() {
                        proposal.same += 1;
                    } else {
                        proposal.changes.push(Change {
                            unit: unit.name.clone(),
                            place: row.place.clone(),
                            is_new: false,
                            keys: keys.iter().map(Key::shown).collect(),
                            guessed: vec![],
                        });
                    }
                    written.extend(keys.into_iter().map(|key| (*index, key)));
                    merged[*index] = (unit, Some(row));
                }
                None => {
                    let (unit, guessed) = made(row, &home);
                    let keys = differences(&Unit::default(), &unit);
                    proposal.changes.push(Change {
                        unit: unit.name.clone(),
                        place: row.place.clone(),
                        is_new: true,
                        keys: keys.iter().map(Key::shown).collect(),
                        guessed,
                    });
                    merged.push((unit.clone(), Some(row)));
                    new.push(unit);
                }
            }
        }
        problems.extend(clashes(&merged));
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        written.sort_by_key(|(index, _)| *index);
        let mut after = with_keys(&text, &written)?;
        if !new.is_empty() {
            after = with_new(&after, &new);
        }
        let (read, found) = Roster::read(&Source::new(UNITS_FILE, after.as_str()));
        if found.len() > faults || read.units.len() != merged.len() {
            let why = found.last().map_or("改后读不出来", |found| found.message.as_str());
            bail!("{UNITS_FILE} 没有改动：{why}");
        }
        let absent = merged.iter().filter(|(_, row)| row.is_none());
        proposal.absent = absent.map(|(unit, _)| unit.name.clone()).collect();
        proposal.after = after;
        Ok(Ok(proposal))
    }

    /// Writes what was proposed.
    ///
    /// # Errors
    /// The roster has been changed meanwhile, or cannot be written.
    pub fn write(&self, office: &Office) -> Result<()> {
        let mut plan = Plan::default();
        match &self.before {
            Some(before) => plan.write(path(office), before.as_bytes(), self.after.as_str()),
            None => plan.create(path(office), self.after.as_str()),
        }
        office.commit("改单位名录", &plan)
    }

    /// What would change, a row a unit.
    pub fn table(&self) -> Table {
        let mut table = Table::new("", ["单位", "改动", "出处"].map(Column::text).to_vec());
        for change in &self.changes {
            table.push(vec![
                change.unit.as_str().into(),
                change.shown().into(),
                change.place.as_str().into(),
            ]);
        }
        table
    }
}

impl Change {
    /// 新加：署名“财政局”，类别“县直部门”（猜的）.
    pub fn shown(&self) -> String {
        let key = |(name, before, after): &(&'static str, String, String)| {
            let guess = if self.guessed.contains(name) { "（推的，请核对）" } else { "" };
            match (before.as_str(), after.as_str()) {
                ("", after) => format!("{name}“{after}”{guess}"),
                (before, "") => format!("删去{name}“{before}”"),
                (before, after) => format!("{name}“{before}”→“{after}”"),
            }
        };
        // The name stands beside it, unless nobody has written it.
        let is_plain = |name: &str| name == "全称" && !self.guessed.contains(&name);
        let keys = self.keys.iter().filter(|(name, ..)| !(self.is_new && is_plain(name)));
        let keys = keys.map(key).collect::<Vec<_>>().join("，");
        format!("{}：{keys}", if self.is_new { "新加" } else { "改" })
    }
}

fn path(office: &Office) -> PathBuf {
    office.workspace.root.join(UNITS_FILE)
}

fn text_of(bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes)
        .map_err(|_| anyhow::anyhow!("{UNITS_FILE} 不是 UTF-8 编码的文本，没有改动它"))
}

#[cfg(test)]
mod tests;
