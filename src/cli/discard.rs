//! `kuaibao discard`: a draft that was begun by mistake is put away, and can be brought back.

use std::path::PathBuf;

use anyhow::{Result, anyhow};

use super::{Global, Outcome, output, session};
use crate::office::discard::{bring_back, discard, discarded};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao discard drafts/2024-03.toml   起错了的一期，删去\n  kuaibao discard --list                列出删去的\n  kuaibao discard --back 2024-03        取回来\n\n稿件、送审的记录、编辑台里的撤销一起收在 .kuaibao/discarded 里；图片和表格文件留在 drafts 里。\n发布过的、签了名的不能删去。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件", required_unless_present_any = ["list", "back"])]
    draft: Option<PathBuf>,
    /// 列出删去的各期
    #[arg(long, conflicts_with_all = ["draft", "back"])]
    list: bool,
    /// 取回删去的一期，如 2024-03
    #[arg(long, value_name = "期", conflicts_with = "draft")]
    back: Option<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    if arguments.list {
        let office = session::open(global)?;
        let mut lines = String::new();
        for one in discarded(&office) {
            let headlines = one.draft.items().filter_map(|(_, _, item)| item.headline.as_ref());
            let first = headlines.map(|text| text.trim()).find(|text| !text.is_empty());
            lines.push_str(&format!(
                "{}\t{} 条\t{}\n",
                one.name,
                one.draft.items().count(),
                first.unwrap_or_default()
            ));
        }
        output::data(&lines)?;
        if lines.is_empty() && !global.quiet {
            output::note("没有删去的稿件");
        }
        return Ok(Outcome::Clean);
    }
    let office = session::open_to_write(global)?;
    if let Some(name) = &arguments.back {
        let wanted = name.strip_suffix(".toml").unwrap_or(name);
        let all = discarded(&office);
        let found = all.iter().find(|one| one.name == wanted);
        let found = found.ok_or_else(|| anyhow!("删去的稿件里没有“{name}”"))?;
        let path = bring_back(&office, found)?;
        output::data(&format!("{}\n", path.display()))?;
        if !global.quiet {
            output::note(&format!("{} 已取回", path.display()));
        }
    } else if let Some(draft) = &arguments.draft {
        let chosen = session::one_to_change(&office, draft)?;
        let path = discard(&office, &chosen)?;
        if !global.quiet {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            output::note(&format!(
                "{} 已删去，取回来用 kuaibao discard --back {name}",
                path.display()
            ));
        }
    }
    Ok(Outcome::Clean)
}
