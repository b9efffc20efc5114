//! `kuaibao rules`: all rules, a line each.

use anyhow::Result;

use super::{Outcome, table};
use crate::lint::RULES;
use crate::report::table::{Column, Table};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao rules\n  kuaibao explain missing-credit   看一条规则的说明"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    table: table::Arguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let columns = ["代码", "平时的级别", "查什么"].map(Column::text);
    let mut table = Table::new("规则", columns.into());
    for rule in RULES {
        table.push(vec![rule.code.into(), rule.level.name().into(), rule.summary.into()]);
    }
    arguments.table.give_or(&[table], text)?;
    Ok(Outcome::Clean)
}

/// A line each, as it is read here.
fn text() -> String {
    let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
    let line = |rule: &&'static crate::lint::Rule| {
        format!("{:width$}  {}  {}\n", rule.code, rule.level.name(), rule.summary)
    };
    RULES.iter().map(line).collect()
}
