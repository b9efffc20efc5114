//! `kuaibao init DIR`: a workspace for another office, which builds at once.

use std::path::PathBuf;

use anyhow::Result;

use super::{Outcome, output, session};
use crate::office::init;
use crate::office::store::Store;
use crate::workspace::{self, files};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao init 封丘快报 --name 封丘政务快报 --publisher 封丘县人民政府办公室\n  cd 封丘快报\n  kuaibao build\n\n接下来改 bulletin.toml（发送范围、工作人员）和 units.toml（单位名录）。"
)]
pub(super) struct Arguments {
    /// 新文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 刊名，印在报头；不写就从文件夹名取
    #[arg(long, value_name = "刊名")]
    name: Option<String>,
    /// 编发单位，印在报头
    #[arg(
        long,
        value_name = "单位",
        default_value = "××县人民政府办公室",
        hide_default_value = true
    )]
    publisher: String,
    /// 文件夹里已经有别的东西也照建（不会改动已有的文件）
    #[arg(long)]
    force: bool,
}

/// A folder as it is typed behind `cd`: one with a space in quotes.
fn quoted(folder: &str) -> String {
    let plain = !folder.contains(|c: char| c.is_whitespace() || "&()'".contains(c));
    if plain { folder.to_owned() } else { format!("\"{folder}\"") }
}

pub(super) fn run(global: &super::Global, arguments: &Arguments) -> Result<Outcome> {
    let here = session::here()?;
    let root = here.join(&arguments.folder);
    let name = arguments.name.clone().unwrap_or_else(|| init::name_from(&root));
    let store = Store::new(files::disk(), &root, session::who());
    let today = chrono::Local::now().date_naive();
    let files = init::create(&store, &root, &name, &arguments.publisher, arguments.force, today)?;
    let list: String =
        files.iter().map(|path| format!("{}\n", workspace::shown(path, &here).display())).collect();
    output::data(&list)?;
    if !global.quiet {
        output::note(&format!(
            "建好了“{name}”的工作文件夹。接下来：\n  1. cd {}\n  2. kuaibao build      印样稿看看\n  3. 改 bulletin.toml（刊名、编发单位、发送范围、工作人员）和 units.toml（单位名录）\n  4. kuaibao new        起第1期，样稿自己收起来",
            quoted(&arguments.folder.display().to_string())
        ));
    }
    Ok(Outcome::Clean)
}
