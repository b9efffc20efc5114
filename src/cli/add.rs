//! `kuaibao add`: an item typed or pasted, filed into a draft.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::{Global, Outcome, import, session};
use crate::office::edit::Edited;
use crate::office::filing::{self, Filing};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao add drafts/2023-44.toml --column 民生保障               打开编辑器，粘贴、存盘、关闭\n  kuaibao add drafts/2023-44.toml --column 民生保障 < 来稿.txt     从标准输入读\n\n粘贴的文字照来稿的样子就行：标题、正文、（单位）。编辑器用环境变量 EDITOR 指定。"
)]
pub(super) struct Arguments {
    /// 加到哪份稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 加到哪个栏目；稿件里没有的栏目会新加
    #[arg(long, value_name = "栏目名")]
    column: String,
    /// 供稿单位，来稿里没有时用；可写几次
    #[arg(long, value_name = "单位")]
    credit: Vec<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let mut edited = Edited::open(&office, &chosen)?;
    let bytes = match std::io::stdin().is_terminal() {
        true => from_editor()?,
        false => import::read_file(&office.here, "-".as_ref())?,
    };
    if bytes.trim_ascii().is_empty() {
        bail!("没有写内容，没有改动稿件");
    }
    let filing = Filing { column: &arguments.column, credits: &arguments.credit, stem: "" };
    let filed = filing::submit(&office, &mut edited, "-".as_ref(), &bytes, &filing)?;
    edited.save(&office, "加来稿")?;
    import::say_filed(global, &edited, &[(None, filed)])
}

/// What the editor leaves in a temporary file.
fn from_editor() -> Result<Vec<u8>> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(std::env::var_os);
    let editor = named.unwrap_or_else(|| if cfg!(windows) { "notepad" } else { "vi" }.into());
    let folder = tempfile::tempdir().context("建不了临时文件夹")?;
    let path = folder.path().join("来稿.txt");
    std::fs::write(&path, b"").context("建不了临时文件")?;
    // `code --wait` and the like: the words behind the program are its arguments.
    let words = editor.to_string_lossy().into_owned();
    let mut words = words.split_whitespace();
    let program = words.next().unwrap_or_default();
    let status = Command::new(program)
        .args(words)
        .arg(&path)
        .status()
        .with_context(|| format!("打不开编辑器“{program}”\n用环境变量 EDITOR 指定一个"))?;
    if !status.success() {
        bail!("编辑器没有正常结束，没有改动稿件");
    }
    std::fs::read(&path).context("读不出编辑器存的文件")
}
