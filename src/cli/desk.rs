//! `kuaibao desk`: the editing desk in the browser.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Global, Outcome, output, session};
use crate::desk::{self, Options};
use crate::workspace::Workspace;

#[derive(Debug, Default, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao desk               打开当前工作文件夹的编辑台\n  kuaibao desk --no-open     只说地址，自己用浏览器打开\n\n只有本机能打开，不上网。关掉页面以后程序自己结束；按 Ctrl+C 也行，已经打的字都存着。"
)]
pub(super) struct Arguments {
    /// 不打开浏览器，只说地址
    #[arg(long)]
    no_open: bool,
    /// 端口，被占用就用下一个空着的
    #[arg(long, value_name = "端口")]
    port: Option<u16>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let here = std::env::current_dir().context("找不到当前文件夹")?;
    let root = match &global.workspace {
        Some(folder) => Some(here.join(folder)),
        None => Workspace::find(&here),
    };
    let options = Options {
        root: root.as_deref(),
        here: &here,
        recent: recent(),
        port: arguments.port,
        today: || chrono::Local::now().date_naive(),
        who: session::who,
        ends: !arguments.no_open,
    };
    desk::run(&options, |address| {
        let said = match arguments.no_open {
            true => format!("编辑台：{address}\n用浏览器打开这个地址；按 Ctrl+C 结束"),
            false if opener::open_browser(address).is_ok() => {
                format!("编辑台已在浏览器里打开；没有打开的，用这个地址：{address}")
            }
            false => format!("浏览器没有打开，请自己打开这个地址：{address}"),
        };
        output::note(&said);
    })?;
    Ok(Outcome::Clean)
}

/// Where the list of recent workspaces is kept: among what programs keep for this user.
fn recent() -> Option<PathBuf> {
    let folder = ["XDG_STATE_HOME", "LOCALAPPDATA"].iter().find_map(std::env::var_os);
    let folder = folder.map(PathBuf::from).or_else(|| {
        std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"))
    })?;
    Some(folder.join("kuaibao").join("recent"))
}
