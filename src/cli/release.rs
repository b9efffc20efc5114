//! `kuaibao release`: a bulletin goes into the archive, with fingerprints of all it was made from.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::{Global, Outcome, output, session, words};
use crate::office::release;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao release drafts/2023-43.toml\n  kuaibao release drafts/2023-43.toml --reissue 更正第2栏第1条的数字\n\n存为 archive/年/年-期号.pdf，同时存下当时的稿件；archive/manifest.toml 记下各文件的指纹。\n以后可以用 kuaibao verify 核对有没有人动过。"
)]
pub(super) struct Arguments {
    /// 要发布的稿件
    #[arg(value_name = "稿件")]
    path: PathBuf,
    /// 已经发布过的一期重新发布，写明原因；原来的文件保留
    #[arg(long, value_name = "原因")]
    reissue: Option<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::choose(&office, std::slice::from_ref(&arguments.path))?;
    let [chosen] = chosen.as_slice() else {
        bail!("一次发布一期，请写一份稿件");
    };
    let entry = office.entry(chosen)?;
    let Some(press) = session::press(office)? else { return Ok(Outcome::Problems) };
    let mut said = vec![];
    let released = release::release(&press, &entry, arguments.reissue.as_deref(), &mut said);
    words::say(&said);
    let Some(released) = released? else {
        output::note("有错误，没有发布");
        return Ok(Outcome::Problems);
    };
    let shown = press.office.shown(&released.pdf);
    output::data(&format!("{}\n", shown.display()))?;
    if !global.quiet {
        output::note(&format!("{}已发布，存入 {}", released.title, shown.display()));
        for (path, notes) in &released.others {
            output::note(&format!("另存 {}", press.office.shown(path).display()));
            notes.iter().for_each(|note| output::note(&format!("  {note}")));
        }
        if released.is_unchanged {
            output::note(
                "注意：稿件与发布时的一样，除了“更正”一句什么也没有改；若是忘了改稿、存盘，改好再发布一次",
            );
        }
        if !released.stale.is_empty() {
            let names: Vec<String> = released
                .stale
                .iter()
                .map(|path| press.office.shown(path).display().to_string())
                .collect();
            output::note(&format!(
                "更正之前做的还是旧的，没有印上更正，要用就重新生成：{}",
                names.join("、")
            ));
        }
    }
    Ok(Outcome::Clean)
}
