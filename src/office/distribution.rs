//! The distribution list as a table, one receiver a row, and a list from a spreadsheet taken over
//! into `bulletin.toml`, its copies added up.

use anyhow::Result;

use super::Office;
use super::store::Plan;
use crate::config::{Config, distribution};
use crate::draft::change::{Slot, Value, set};
use crate::import::list::Problem;
use crate::import::list::receivers::{ReceiverList, Way};
use crate::report::table::{Cell, Column, Table};
use crate::workspace::CONFIG_FILE;

/// What taking a list over would do to the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// What would be written: the words for it, what is there, what would be.
    pub changes: Vec<(&'static str, String, String)>,
    before: String,
    after: String,
}

/// Those who get the bulletin, one a row.
pub fn table(config: &Config) -> Table {
    let mut table = Table::new("发送名单", ["方式", "发送单位"].map(Column::text).to_vec());
    let lists = [
        (Way::Up, config.report_to.as_ref().map(|list| list.as_str())),
        (Way::Beside, config.send_to.as_ref().map(|list| list.as_str())),
        (Way::Down, Some(config.distribution.as_str())),
    ];
    for (way, list) in lists {
        for name in list.map(distribution::parts).unwrap_or_default() {
            table.push(vec![way.name().into(), name.into()]);
        }
    }
    table
}

/// A list that was read, as it would be sent.
pub fn listed(list: &ReceiverList) -> Table {
    let mut table = Table::new("", ["方式", "发送单位"].map(Column::text).to_vec());
    if list.has_copies {
        table.columns.push(Column::integer("份数"));
    }
    for row in &list.rows {
        let mut cells = vec![row.way.name().into(), row.name.as_str().into()];
        if list.has_copies {
            cells.push(Cell::count(row.copies as usize));
        }
        table.push(cells);
    }
    if list.has_copies {
        let all = format!("{} 个", list.rows.len());
        table.push_total(vec!["合计".into(), all.into(), Cell::count(list.copies() as usize)]);
    }
    table
}

impl Proposal {
    /// What a list would change in the workspace's settings; or what is wrong in it.
    ///
    /// # Errors
    /// The settings cannot be read or written.
    pub fn of(office: &Office, list: &ReceiverList) -> Result<Result<Self, Vec<Problem>>> {
        let saved = office.files().saved(&office.workspace.root.join(CONFIG_FILE))?;
        let before = String::from_utf8(saved)
            .map_err(|_| anyhow::anyhow!("{CONFIG_FILE} 不是 UTF-8 编码的文本，没有改动它"))?;
        Self::to(before, &office.workspace.config, list)
    }

    fn to(
        before: String,
        config: &Config,
        list: &ReceiverList,
    ) -> Result<Result<Self, Vec<Problem>>> {
        const MOST: u32 = 99_999;
        let mut problems = list.problems.clone();
        if list.copies() > MOST {
            problems.push(Problem::new("", format!("一共 {} 份，超过 {MOST} 份", list.copies())));
        }
        if list.rows.iter().all(|row| row.way != Way::Down) {
            problems.push(
                Problem::new("", "没有一行的方式是“发”").help("“本期发”后面至少要有一个单位"),
            );
        }
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
        let mut proposal = Self { before: before.clone(), after: before, ..Self::default() };
        let was = |list: Option<&str>| list.unwrap_or_default().to_owned();
        let lists = [
            ("report-to", "报", Way::Up, was(config.report_to.as_ref().map(|list| list.as_str()))),
            ("send-to", "送", Way::Beside, was(config.send_to.as_ref().map(|list| list.as_str()))),
            ("distribution", "发", Way::Down, config.distribution.value.clone()),
        ];
        for (key, words, way, was) in lists {
            let written = list.written(way);
            // A list that does not tell 报 and 送 says nothing of them; how the same names are
            // parted stays as it is.
            if written.is_empty() || distribution::parts(&was) == distribution::parts(&written) {
                continue;
            }
            proposal.put(key, words, was, Value::Text(written.clone()), written)?;
        }
        if list.has_copies {
            let was = config.copies.map(|copies| copies.to_string()).unwrap_or_default();
            let copies = list.copies();
            if was != copies.to_string() {
                let value = Value::Number(copies.into());
                proposal.put("copies", "份数", was, value, copies.to_string())?;
            }
        }
        Ok(Ok(proposal))
    }

    fn put(
        &mut self,
        key: &'static str,
        words: &'static str,
        was: String,
        value: Value,
        becomes: String,
    ) -> Result<()> {
        self.after = set(&self.after, Slot::Top(key), &value)
            .map_err(|why| anyhow::anyhow!("{CONFIG_FILE} 没有改动：{why}"))?;
        self.changes.push((words, was, becomes));
        Ok(())
    }

    /// Writes what was proposed.
    ///
    /// # Errors
    /// The settings have been changed meanwhile, or cannot be written.
    pub fn write(&self, office: &Office) -> Result<()> {
        let mut plan = Plan::default();
        let path = office.workspace.root.join(CONFIG_FILE);
        plan.write(path, self.before.as_bytes(), self.after.as_str());
        office.commit("改发送名单", &plan)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::list::receivers::read;
    use crate::source::Source;

    const SETTINGS: &str = "# 刊名\nname = \"快报\"\npublisher = \"办公室\"\ndistribution = \"县委常委、副县长。\" # 发给\n\n[staff]\neditor = []\n";

    fn proposed(csv: &str) -> Proposal {
        let config = Config::read(&Source::new("", SETTINGS)).0;
        let list = read(csv.as_bytes()).expect("a list");
        Proposal::to(SETTINGS.to_owned(), &config, &list).expect("settings").expect("fine")
    }

    #[test]
    fn a_list_goes_into_the_settings_and_leaves_the_rest() {
        let proposal = proposed("方式,单位,份数\n报,市政府,2\n发,县委常委,11\n发,各乡（镇）,20\n");
        assert_eq!(
            proposal.after,
            "# 刊名\nname = \"快报\"\npublisher = \"办公室\"\ndistribution = \"县委常委，各乡（镇）。\" # 发给\ncopies = 33\nreport-to = \"市政府。\"\n\n[staff]\neditor = []\n"
        );
    }

    #[test]
    fn the_same_names_are_no_change() {
        let proposal = proposed("单位\n县委常委\n副县长\n");
        assert_eq!((proposal.changes, proposal.after.as_str()), (vec![], SETTINGS));
    }
}
