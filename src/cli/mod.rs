//! Commands: arguments in, exit code out. Each reads its arguments, has the office do the work, and
//! makes words of what comes back.
//!
//! Exit codes: 0 clean, 1 problems found, 2 cannot run.
//!
//! To add one: a file with its arguments and its `run`, a variant of `Command`, a match arm.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{ArgAction, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

mod add;
mod back;
mod balance;
mod build;
mod check;
mod compare;
mod completions;
mod count;
mod days;
mod desk;
mod discard;
mod distribution;
mod explain;
mod failure;
mod find;
mod fonts;
mod form;
mod globs;
mod import;
mod inbox;
mod info;
mod init;
mod list;
mod lists;
mod log;
mod manual;
mod move_;
mod new;
mod output;
mod plan;
mod release;
mod remove;
mod rename;
mod rules;
mod schema;
mod score;
mod selftest;
mod session;
mod sign;
mod submit;
mod table;
mod timings;
mod units;
mod unsign;
mod usage;
mod verify;
mod words;

const NAME: &str = "kuaibao";

/// 编、查、印政务快报
#[derive(Debug, Parser)]
#[command(
    name = NAME,
    version,
    after_help = "例：\n  kuaibao new                       起新一期的稿子\n  kuaibao check                     检查全部稿件\n  kuaibao build drafts/2023-43.toml 印第43期\n\n每个命令的用法：kuaibao 命令 --help",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令"
)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    version: Option<bool>,
}

#[derive(Debug, clap::Args)]
struct Global {
    /// 工作文件夹（有 bulletin.toml 的那个）；不写就从当前文件夹往上找
    #[arg(
        long,
        value_name = "文件夹",
        global = true,
        env = "KUAIBAO_WORKSPACE",
        hide_env = true,
        help_heading = "通用选项"
    )]
    workspace: Option<PathBuf>,
    /// 颜色：auto（看终端）、always（总是）、never（不用）
    #[arg(
        long,
        value_name = "何时",
        global = true,
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "通用选项"
    )]
    color: ColorWhen,
    /// 少说话：只显示问题
    #[arg(short, long, global = true, help_heading = "通用选项")]
    quiet: bool,
    /// 显示用法
    #[arg(short, long, global = true, action = ArgAction::Help, help_heading = "通用选项")]
    help: Option<bool>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum ColorWhen {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 打开编辑台，在浏览器里编、查、印
    Desk(desk::Arguments),
    /// 新建一个刊物的工作文件夹
    Init(init::Arguments),
    /// 起新一期的稿子
    New(new::Arguments),
    /// 把往期或各单位来稿变成稿件
    Import(import::Arguments),
    /// 把粘贴的来稿加到一期里
    Add(add::Arguments),
    /// 列出一期的栏目和条目
    List(list::Arguments),
    /// 在各期里找：哪一期说过，说了哪些数
    Find(find::Arguments),
    /// 来稿：登记、去向、采用率
    Inbox(inbox::Arguments),
    /// 选题：谁没有上过，留着什么，来了什么
    Plan(plan::Arguments),
    /// 移动条目或栏目
    Move(move_::Arguments),
    /// 撤下条目或栏目，存入留用稿
    Remove(remove::Arguments),
    /// 按稿件里的期号、日期改文件名
    Rename(rename::Arguments),
    /// 删去起错的一期，可以取回
    Discard(discard::Arguments),
    /// 检查稿件
    Check(check::Arguments),
    /// 检查并排成 PDF
    Build(build::Arguments),
    /// 送审：一个文件夹装好送审稿、问题、改动、审签单
    Submit(submit::Arguments),
    /// 签名：责任编辑、审核、签发，连同所签的内容
    Sign(sign::Arguments),
    /// 撤回签名
    Unsign(unsign::Arguments),
    /// 与送审、签过、发布的比，看改了什么
    Compare(compare::Arguments),
    /// 一期的送审、签名、发布经过
    Log(log::Arguments),
    /// 发布一期，存入 archive
    Release(release::Arguments),
    /// 核对已发布的各期
    Verify(verify::Arguments),
    /// 统计：各单位、栏目、编辑的条数、字数
    Count(count::Arguments),
    /// 单位名录：列出，与 Excel 表格互换
    Units(units::Arguments),
    /// 发送名单：列出，与 Excel 表格互换
    Distribution(distribution::Arguments),
    /// 各单位信息采用的得分、名次，印通报
    Score(score::Arguments),
    /// 解释一条规则
    Explain(explain::Arguments),
    /// 列出全部规则
    Rules(rules::Arguments),
    /// 查看所用的字体
    Fonts(fonts::Arguments),
    /// 输出 JSON Schema，供编辑器补全和提示
    Schema(schema::Arguments),
    /// 在浏览器里打开说明书
    Manual(manual::Arguments),
    /// 版本、系统、工作文件夹、字体：打电话求助时照着念
    Info(info::Arguments),
    /// 试一试程序在这台电脑上好不好用
    Selftest(selftest::Arguments),
    /// 输出命令行补全脚本
    Completions(completions::Arguments),
    /// 显示用法
    #[command(hide = true)]
    Help {
        /// 要看用法的命令
        #[arg(value_name = "命令")]
        command: Option<String>,
    },
}

/// How a command ended, short of not being able to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Clean,
    Problems,
}

/// Runs the program with these arguments. Callable more than once in a process.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = globs::expanded(arguments.into_iter().collect());
    let by_double_click = arguments.len() == 1;
    match run(arguments) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Problems) => ExitCode::from(1),
        Err(error) => {
            if let Some(usage) = error.downcast_ref::<usage::Shown>() {
                return ExitCode::from(usage.code);
            }
            failure::show(&error);
            if by_double_click {
                output::hold();
            }
            ExitCode::from(2)
        }
    }
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<Outcome> {
    let arguments = parse(arguments)?;
    match arguments.global.color {
        ColorWhen::Auto => anstream::ColorChoice::Auto,
        ColorWhen::Always => anstream::ColorChoice::Always,
        ColorWhen::Never => anstream::ColorChoice::Never,
    }
    .write_global();
    let global = &arguments.global;
    let Some(command) = &arguments.command else {
        // A double click, or the name alone.
        return desk::run(global, &desk::Arguments::default());
    };
    match command {
        Command::Desk(arguments) => desk::run(global, arguments),
        Command::Init(arguments) => init::run(global, arguments),
        Command::New(arguments) => new::run(global, arguments),
        Command::Import(arguments) => import::run(global, arguments),
        Command::Add(arguments) => add::run(global, arguments),
        Command::List(arguments) => list::run(global, arguments),
        Command::Find(arguments) => find::run(global, arguments),
        Command::Inbox(arguments) => inbox::run(global, arguments),
        Command::Plan(arguments) => plan::run(global, arguments),
        Command::Move(arguments) => move_::run(global, arguments),
        Command::Remove(arguments) => remove::run(global, arguments),
        Command::Rename(arguments) => rename::run(global, arguments),
        Command::Discard(arguments) => discard::run(global, arguments),
        Command::Check(arguments) => check::run(global, arguments),
        Command::Build(arguments) => build::run(global, arguments),
        Command::Submit(arguments) => submit::run(global, arguments),
        Command::Log(arguments) => log::run(global, arguments),
        Command::Sign(arguments) => sign::run(global, arguments),
        Command::Unsign(arguments) => unsign::run(global, arguments),
        Command::Compare(arguments) => compare::run(global, arguments),
        Command::Release(arguments) => release::run(global, arguments),
        Command::Verify(arguments) => verify::run(global, arguments),
        Command::Count(arguments) => count::run(global, arguments),
        Command::Units(arguments) => units::run(global, arguments),
        Command::Distribution(arguments) => distribution::run(global, arguments),
        Command::Score(arguments) => score::run(global, arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Rules(arguments) => rules::run(arguments),
        Command::Fonts(arguments) => fonts::run(global, arguments),
        Command::Schema(arguments) => schema::run(global, arguments),
        Command::Manual(arguments) => manual::run(arguments),
        Command::Info(arguments) => info::run(global, arguments),
        Command::Selftest(arguments) => selftest::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Help { command } => {
            let words = [Some(NAME), command.as_deref(), Some("--help")];
            run(words.into_iter().flatten().map(OsString::from))
        }
    }
}

/// The command line's definition, for help and completion.
fn command() -> clap::Command {
    Arguments::command()
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments> {
    let matches =
        usage::localized(command()).try_get_matches_from(arguments).map_err(usage::show)?;
    Arguments::from_arg_matches(&matches).map_err(usage::show)
}
