//! `kuaibao manual`: the whole manual as one page, from inside the program, in the browser of this
//! machine.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Outcome, output};
use crate::office::store::deliver;
use crate::workspace::files::disk;

mod html;
mod keys;
mod pages;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao manual               在浏览器里打开说明书，不用联网\n  kuaibao manual -o 说明书.html 存成一个文件，可以拷给别人"
)]
pub(super) struct Arguments {
    /// 写到这个文件，不打开
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
    /// 把由程序生成的各页写到这个文件夹
    #[arg(long, value_name = "文件夹", hide = true)]
    generated: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    if let Some(folder) = &arguments.generated {
        for page in pages::all().into_iter().filter(|page| page.generated) {
            let path = folder.join(page.file);
            deliver(&*disk(), &path, page.text.as_bytes())?;
        }
        return Ok(Outcome::Clean);
    }
    let text = html::manual(&pages::all());
    if let Some(path) = &arguments.output {
        deliver(&*disk(), path, text.as_bytes())?;
        output::note(&format!("已生成 {}", path.display()));
        return Ok(Outcome::Clean);
    }
    // Kept after the program has ended: the browser reads it then.
    let path =
        std::env::temp_dir().join(format!("kuaibao-manual-{}.html", env!("CARGO_PKG_VERSION")));
    deliver(&*disk(), &path, text.as_bytes())?;
    output::note(&format!("说明书在 {}", path.display()));
    opener::open(&path).context("打不开浏览器，请自己用浏览器打开上面的文件")?;
    Ok(Outcome::Clean)
}
