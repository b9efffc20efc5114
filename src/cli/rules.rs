//! `kuaibao rules`: all rules, a line each.

use anyhow::Result;

use super::{Outcome, output};
use crate::lint::RULES;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao rules\n  kuaibao explain missing-credit   看一条规则的说明"
)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments) -> Result<Outcome> {
    let width = RULES.iter().map(|rule| rule.code.len()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in RULES {
        text.push_str(&format!("{:width$}  {}  {}\n", rule.code, rule.level.name(), rule.summary));
    }
    output::data(&text)?;
    Ok(Outcome::Clean)
}
