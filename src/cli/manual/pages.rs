//! The pages of the manual: those written by hand in `docs/`, and those that the program knows
//! better than anybody who would write them.
//!
//! To add one: a file in `docs/` and a line here.

use std::fmt::Write as _;

use clap::{Arg, Command};

use super::super::usage;
use super::keys::{self, cell};
use crate::lint::{RULES, Rule, rules};

/// A page in Markdown.
pub(super) struct Page {
    /// Its name in `docs/`.
    pub(super) file: &'static str,
    pub(super) text: String,
    pub(super) generated: bool,
}

macro_rules! written {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../../../docs/", $file)))),*]
    };
}

/// All pages in the order in which they are read.
pub(super) fn all() -> Vec<Page> {
    let written = written![
        "install.md",
        "desk.md",
        "week.md",
        "import.md",
        "signing.md",
        "search.md",
        "forms.md",
        "counting.md",
        "ofd.md",
        "draft.md",
        "settings.md",
        "scoring.md",
        "page.md",
        "fonts.md",
        "proofreading.md",
        "safety.md",
        "stress.md",
        "limits.md",
        "results.md",
    ];
    let written =
        written.map(|(file, text)| Page { file, text: text.to_owned(), generated: false });
    let generated =
        [("commands.md", commands()), ("rules.md", rule_pages()), ("keys.md", keys::page())];
    let generated = generated.map(|(file, text)| Page { file, text, generated: true });
    written.into_iter().chain(generated).collect()
}

const NOTE: &str = "<!-- 由 kuaibao manual --generated docs 生成，请不要手工改动。 -->\n\n";

/// All commands, as their help has them.
fn commands() -> String {
    let mut text = format!("# 命令\n\n{NOTE}");
    text.push_str("“稿件”可以是一个文件、一个文件夹，或 `-`（标准输入）；不写就是全部稿件。数据写到标准输出，其他的话写到标准错误。\n");
    text.push_str("退出码：**0** 没有错误（可能有警告、提示）·**1** 查出问题 ·**2** 没有做成。\n");
    let command = super::super::command();
    let global: Vec<Arg> =
        command.get_arguments().filter(|argument| argument.is_global_set()).cloned().collect();
    let known = |argument: &&Arg| !global.iter().any(|other| other.get_id() == argument.get_id());
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
        let _ = write!(text, "\n## {}\n\n{}。\n", command.get_name(), about(command));
        let arguments: Vec<&Arg> = command
            .get_arguments()
            .filter(|argument| !argument.is_hide_set())
            .filter(known)
            .collect();
        if !arguments.is_empty() {
            text.push_str("\n| | |\n|---|---|\n");
        }
        for argument in arguments {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "| `{}` | {} |", usage::written(argument), cell(&help));
        }
        if let Some(after) = command.get_after_help() {
            let _ = write!(text, "\n```text\n{}\n```\n", after.to_string().trim());
        }
    }
    text.push_str("\n## 各命令都可以用\n\n| | |\n|---|---|\n");
    for argument in global.iter().filter(|argument| !argument.is_hide_set()) {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "| `{}` | {} |", usage::written(argument), cell(&help));
    }
    text.push_str(
        "\n设了环境变量 `NO_COLOR` 就不用颜色；`KUAIBAO_WORKSPACE` 代替 `--workspace`。\n",
    );
    text
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

/// All rules with what they say.
fn rule_pages() -> String {
    let mut text = format!("# 规则\n\n{NOTE}");
    let _ = write!(
        text,
        "共 {} 条。有错误就不印；警告会显示；提示只有检查时显示。改级别、放行见[工作文件夹和设置](settings.md)。\n\n| 代码 | 级别 | 查什么 |\n|---|---|---|\n",
        RULES.len()
    );
    for rule in RULES {
        let _ = writeln!(
            text,
            "| [{0}](#{0}) | {1} | {2} |",
            rule.code,
            rule.level.name(),
            cell(rule.summary)
        );
    }
    for rule in RULES {
        let _ = write!(text, "\n## {}\n\n", rule.code);
        let _ = write!(text, "**{}**（{}）\n\n", rule.summary, rule.level.name());
        text.push_str(&explained(rule));
    }
    text
}

fn explained(rule: &Rule) -> String {
    let mut text = format!(
        "{}\n",
        rule.docs.replace('*', "\\*").replace('\n', "\n\n").replace("\n\n\n\n", "\n\n")
    );
    if rules::is_locked(rule.code) {
        text.push_str("\n这条检查不能关闭：不解决就不能印。\n");
    }
    text
}
