//! `kuaibao move`: items and columns to another place, in the same draft or another one.

use std::path::PathBuf;

use anyhow::Result;

use super::{Global, Outcome, output, session, words};
use crate::office::Number;
use crate::office::edit::Edited;
use crate::office::moving::{self, What};
use crate::office::store::Plan;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao move drafts/2023-44.toml 2.3 2.1     把 2.3 移到 2.1 的位置\n  kuaibao move drafts/2023-44.toml 2.3 1       把 2.3 移到第 1 个栏目的末尾\n  kuaibao move drafts/2023-44.toml 4 1         把第 4 个栏目移到最前面\n  kuaibao move drafts/held.toml 1.2 --to drafts/2023-45.toml\n                                               从留用稿移到一期，放在同名栏目的末尾\n\n编号见 kuaibao list。条目上面的注释跟着一起移。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 移哪一条，如 2.3；写 2 就是整个第 2 个栏目
    #[arg(value_name = "编号")]
    number: Number,
    /// 移到什么位置：移完以后的编号；只写栏目就放在末尾
    #[arg(value_name = "位置", required_unless_present = "to")]
    place: Option<Number>,
    /// 移到另一份稿件
    #[arg(long, value_name = "稿件")]
    to: Option<PathBuf>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let mut from = Edited::open(&office, &chosen)?;
    let mut changed = vec![from.path().to_owned()];
    let path = from.path().display().to_string();
    let (number, place) = (arguments.number, arguments.place);
    let mut said = match &arguments.to {
        None => {
            let moved = moving::within(&mut from, number, place.unwrap_or(number))?;
            from.save(&office, "移动条目")?;
            output::data(&format!("{path}\n"))?;
            format!("{}：{number} → {}", title(&moved.what), moved.to)
        }
        Some(to) => {
            let chosen = session::one_to_change(&office, to)?;
            let mut target = Edited::open(&office, &chosen)?;
            let moved = moving::across(&mut from, &mut target, number, place)?;
            let mut plan = Plan::default();
            target.plan(&office, &mut plan)?;
            from.plan(&office, &mut plan)?;
            office.commit("移动条目", &plan)?;
            changed.push(target.path().to_owned());
            let shown = target.path().display();
            output::data(&format!("{shown}\n"))?;
            format!("{}：{path} {number} → {shown} {}", title(&moved.what), moved.to)
        }
    };
    if !global.quiet {
        for name in moving::empty_columns(&from.draft()) {
            said.push_str(&format!(
                "\n{path} 的栏目“{name}”下没有条目了，补上，或者用 kuaibao remove 撤下"
            ));
        }
        output::note(&said);
        for draft in changed {
            words::released(&office, &draft);
        }
    }
    Ok(Outcome::Clean)
}

fn title(what: &What) -> String {
    match what {
        What::Item(headline) => format!("“{headline}”"),
        What::Column(name) => format!("栏目“{name}”"),
    }
}
