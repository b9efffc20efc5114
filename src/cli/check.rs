//! `kuaibao check`: every problem at once, and mending what can be mended.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Global, Outcome, failure, output, session};
use crate::lint::fix::{Trust, fixable};
use crate::lint::{self, RULES};
use crate::office::mend::{self, Change};
use crate::office::press::UNSIGNED;
use crate::office::watch::{self, Watched};
use crate::office::{Chosen, score, workers};
use crate::report::sarif::RuleText;
use crate::report::{self, Summary};
use crate::source::Findings;
use crate::source::parallel;
use crate::typeset::FontSet;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao check                       检查 drafts 里的全部稿件\n  kuaibao check drafts/2023-43.toml   只检查第43期（仍与其他各期对照）\n  kuaibao check --proof               送审之前：还没有签名不算问题\n  kuaibao check --diff                看看哪些可以自动修正\n  kuaibao check --fix                 自动修正\n  kuaibao check --text 来稿.txt       检查还不是稿件的文字\n  kuaibao check --format concise      一个问题一行\n\n--fix 只改不会改变意思的地方，单位、姓名、数字和引号、书名号里的文字不动；其余的加 --unsafe 才改，改完请逐处核对。\n从标准输入读时，--fix 把改好的稿件写到标准输出。\n\n没有错误时退出码为 0，有错误为 1，检查没有做成为 2。--diff 没有可改的为 0，有为 1。"
)]
pub(super) struct Arguments {
    /// 要检查的稿件或文件夹，可写几个；- 从标准输入读；不写就检查全部稿件
    #[arg(value_name = "稿件")]
    paths: Vec<PathBuf>,
    /// 检查的不是稿件，是普通的文字（.txt），工作文件夹之外也能用
    #[arg(long)]
    text: bool,
    /// 结果的格式：human（给人看）、concise（一行一个）、json、sarif、github
    #[arg(
        long,
        value_name = "格式",
        default_value = "human",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
    /// 送审稿：还没有签名不算问题
    #[arg(long, conflicts_with = "text")]
    proof: bool,
    /// 有警告也算没有通过
    #[arg(long)]
    deny_warnings: bool,
    /// 自动修正，改写稿件；注释和编排不变
    #[arg(long)]
    fix: bool,
    /// 与 --fix 或 --diff 合用：拿不准的也改
    #[arg(long = "unsafe")]
    all: bool,
    /// 只显示会怎样修正，不改稿件
    #[arg(long, conflicts_with_all = ["format", "deny_warnings"])]
    diff: bool,
    /// 守着稿件和设置，一改就重新检查；按 Ctrl-C 结束
    #[arg(long, conflicts_with_all = ["fix", "diff", "all"])]
    watch: bool,
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
    if arguments.all && !arguments.fix && !arguments.diff {
        bail!("--unsafe 要与 --fix 或 --diff 一起用");
    }
    if !arguments.watch {
        return once(global, arguments);
    }
    if arguments.paths.iter().any(|path| session::is_piped(path)) {
        bail!("--watch 不能从标准输入读，请写稿件的文件名");
    }
    let here = session::here()?;
    let root = match arguments.text {
        true => session::root(global, &here).ok(),
        false => Some(session::root(global, &here)?),
    };
    let watched = Watched { root: root.as_deref(), here: &here, paths: &arguments.paths };
    watch::keep(&watched, |changed| {
        output::clear();
        output::note(&format!("[{}]", chrono::Local::now().format("%H:%M:%S")));
        if let Err(error) = once(global, arguments) {
            failure::show(&error);
        }
        if changed.is_empty() {
            output::note("正在监视，改动存盘后自动重新检查；按 Ctrl-C 结束");
        }
    })?;
    Ok(Outcome::Clean)
}

fn once(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let mut office = match arguments.text {
        true => session::open_or_bare(global)?,
        false if arguments.fix => session::open_to_write(global)?,
        false => session::open(global)?,
    };
    let trust = if arguments.all { Trust::All } else { Trust::Safe };
    let mut changes = vec![];
    let mends = arguments.fix || arguments.diff;
    if mends && !arguments.text {
        changes = mend::settings(&office, trust);
        // Drafts are judged by the settings as they will be.
        if arguments.fix && !changes.is_empty() {
            mend::write(&office, &changes, trust)?;
            drop(office);
            office = session::open_to_write(global)?;
        }
    }
    let workspace = &office.workspace;
    let fonts = FontSet::load(Some(workspace.place()), &workspace.config.fonts)?;
    let coverage = fonts.coverage();
    let mut chosen = match arguments.text {
        true => session::choose_texts(&office, &arguments.paths)?,
        false => session::choose(&office, &arguments.paths)?,
    };
    let mended_settings = changes.len();
    if mends {
        changes.extend(mend::mend(&mut office, &mut chosen, trust, &coverage)?);
    }
    let mut all: Vec<Findings> = lint::check_settings(&office.workspace, &coverage)
        .into_iter()
        .filter(|findings| !findings.diagnostics.is_empty() && !arguments.text)
        .collect();
    if arguments.paths.is_empty() && !arguments.text {
        let scoring = score::check(&office)?.into_iter();
        all.extend(scoring.filter(|findings| !findings.diagnostics.is_empty()));
    }
    workers::in_order(
        parallel::all_cores(),
        &chosen,
        |chosen, _| Ok(office.check(&*office.entry(chosen)?, &coverage)),
        |findings, _| all.extend(findings),
    )?;
    if arguments.proof {
        for findings in &mut all {
            findings.diagnostics.retain(|d| !UNSIGNED.contains(&d.code));
        }
    }
    if arguments.diff {
        return show(global, &changes, &all);
    }
    let mut piped = None;
    if arguments.fix {
        mend::write(&office, &changes[mended_settings..], trust)?;
        for change in changes.iter().filter(|_| !global.quiet) {
            let path = change.before.path().display();
            output::note(&format!("{path} 修正了 {} 处", change.count));
        }
        piped = chosen.iter().find_map(|chosen| match chosen {
            Chosen::Other(entry) if entry.is_loose => Some(&entry.source),
            _ => None,
        });
    }
    let say = |text: &str| match piped {
        Some(_) => {
            output::painted_aside(text);
            Ok(())
        }
        None => output::painted(text),
    };
    let machine = |text: &str| match piped {
        Some(_) => {
            output::painted_aside(text);
            Ok(())
        }
        None => output::exact(text),
    };
    if let Some(source) = piped {
        output::exact(source.text())?;
    }
    let summary = Summary::of(&all);
    match arguments.format {
        Format::Human => {
            say(&report::human::render(&all, output::look()))?;
            if !global.quiet {
                let checked = format!(
                    "检查了 {} {}：",
                    chosen.len(),
                    if arguments.text { "份文字" } else { "份稿件" }
                );
                let totals = report::human::summary(&all);
                say(&format!("{checked}{totals}{}\n", fixes(&all)))?;
                if summary.errors + summary.warnings + summary.hints > 0 {
                    output::note("每条规则的说明：kuaibao explain 代码（方括号里的英文）");
                }
            }
        }
        Format::Concise => say(&report::concise(&all))?,
        Format::Json => machine(&report::json::render(&all))?,
        Format::Sarif => {
            let rules: Vec<RuleText<'_>> = RULES
                .iter()
                .map(|rule| RuleText { code: rule.code, summary: rule.summary, docs: rule.docs })
                .collect();
            machine(&report::sarif::render(&all, &rules))?;
        }
        Format::Github => machine(&report::github::render(&all))?,
    }
    let warned = arguments.deny_warnings && summary.warnings > 0;
    Ok(if summary.is_clean() && !warned { Outcome::Clean } else { Outcome::Problems })
}

/// How many of the findings the program could mend: “（--fix 能改 2 处）”.
fn fixes(all: &[Findings]) -> String {
    match fixable(all) {
        (0, 0) => String::new(),
        (safe, 0) => format!("（--fix 能改 {safe} 处）"),
        (0, more) => format!("（--fix --unsafe 能改 {more} 处，改后核对）"),
        (safe, more) => {
            format!("（--fix 能改 {safe} 处；加 --unsafe 再改 {more} 处，改后核对）")
        }
    }
}

/// Shows what would be changed.
fn show(global: &Global, changes: &[Change], left: &[Findings]) -> Result<Outcome> {
    for change in changes {
        output::painted(&report::diff::render(&change.before, &change.after))?;
    }
    let count: usize = changes.iter().map(|change| change.count).sum();
    if !global.quiet {
        let more = match fixable(left) {
            (_, 0) => String::new(),
            (_, more) => format!("；另有 {more} 处要加 --unsafe"),
        };
        output::note(&match count {
            0 => format!("没有可以自动修正的{more}"),
            count => format!("可以修正 {count} 处，稿件没有改动{more}"),
        });
    }
    Ok(if changes.is_empty() { Outcome::Clean } else { Outcome::Problems })
}
