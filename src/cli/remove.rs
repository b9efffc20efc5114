//! `kuaibao remove`: items and columns taken out of an issue, and kept in `drafts/held.toml`.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session, words};
use crate::office::edit::Edited;
use crate::office::{Number, held, moving};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao remove drafts/2023-44.toml 2.1       撤下第 2 个栏目的第 1 条\n  kuaibao remove drafts/2023-44.toml 2.1 3.2   撤下两条，编号都按撤之前的算\n  kuaibao remove drafts/2023-44.toml 4         撤下整个第 4 个栏目\n\n编号见 kuaibao list。撤下的都在 drafts/held.toml（留用稿）里，移回来用 kuaibao move。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 撤下哪几条，如 2.1；写 2 就是整个第 2 个栏目
    #[arg(value_name = "编号", required = true)]
    numbers: Vec<Number>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let mut edited = Edited::open(&office, &chosen)?;
    let taken = held::take(&office, &mut edited, &arguments.numbers)?;
    taken.save(&office, &edited)?;
    output::data(&format!("{}\n", edited.path().display()))?;
    if !global.quiet {
        let shown = taken.held.path().display();
        let mut said = match taken.headlines.len() {
            0 => String::new(),
            count => format!("撤下 {count} 条，留在 {shown} 里："),
        };
        if taken.blank > 0 {
            said.insert_str(0, &format!("去掉空条目 {} 个\n", taken.blank));
        }
        for headline in &taken.headlines {
            said.push_str(&format!("\n  {}", headline.as_deref().unwrap_or("（没有标题）")));
        }
        for name in moving::empty_columns(&edited.draft()) {
            said.push_str(&format!("\n栏目“{name}”下没有条目了，补上，或者也撤下"));
        }
        output::note(said.trim_end());
        words::released(&office, edited.path());
    }
    Ok(Outcome::Clean)
}
