//! `kuaibao check`: every problem at once.

use std::path::PathBuf;

use anyhow::Result;

use super::session::Session;
use super::{Global, Outcome, output};
use crate::lint::{self, RULES};
use crate::report::sarif::RuleText;
use crate::report::{self, Summary};
use crate::source::Findings;
use crate::typeset::FontSet;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao check                       检查 drafts 里的全部稿件\n  kuaibao check drafts/2023-43.toml   只检查第43期（仍与其他各期对照）\n  kuaibao check --format concise      一个问题一行\n\n没有错误时退出码为 0，有错误为 1，检查没有做成为 2。"
)]
pub(super) struct Arguments {
    /// 要检查的稿件或文件夹，可写几个；- 从标准输入读；不写就检查全部稿件
    #[arg(value_name = "稿件")]
    paths: Vec<PathBuf>,
    /// 结果的格式：human（给人看）、concise（一行一个）、json、sarif、github
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 有警告也算没有通过
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Concise,
    Json,
    Sarif,
    Github,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    let workspace = &session.workspace;
    let fonts = FontSet::load(Some(&workspace.root), &workspace.config.fonts)?;
    let coverage = fonts.coverage();
    let chosen = session.choose(&arguments.paths)?;
    let mut all: Vec<Findings> = lint::check_settings(workspace, &coverage)
        .into_iter()
        .filter(|findings| !findings.diagnostics.is_empty())
        .collect();
    all.extend(chosen.iter().map(|chosen| session.check(session.entry(chosen), &coverage)));
    let summary = Summary::of(&all);
    match arguments.format {
        Format::Human => {
            output::data(&report::human::render(&all, output::width()))?;
            if !global.quiet {
                let checked = format!("检查了 {} 份稿件：", chosen.len());
                output::data(&format!("{checked}{}\n", report::human::totals(summary)))?;
                if summary.errors + summary.warnings + summary.hints > 0 {
                    output::note("每条规则的说明：kuaibao explain 代码（方括号里的英文）");
                }
            }
        }
        Format::Concise => output::data(&report::concise(&all))?,
        Format::Json => output::data(&report::json::render(&all))?,
        Format::Sarif => {
            let rules: Vec<RuleText<'_>> = RULES
                .iter()
                .map(|rule| RuleText { code: rule.code, summary: rule.summary, docs: rule.docs })
                .collect();
            output::data(&report::sarif::render(&all, &rules))?;
        }
        Format::Github => output::data(&report::github::render(&all))?,
    }
    let warned = arguments.deny_warnings && summary.warnings > 0;
    Ok(if summary.is_clean() && !warned { Outcome::Clean } else { Outcome::Problems })
}
