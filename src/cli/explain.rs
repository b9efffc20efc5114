//! `kuaibao explain CODE`: what a rule means and what to do.

use anyhow::{Result, bail};

use super::{Outcome, output};
use crate::lint::{Rule, rules};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao explain missing-credit\n  kuaibao rules                    列出全部规则"
)]
pub(super) struct Arguments {
    /// 规则代码，即问题方括号里的英文
    #[arg(value_name = "代码")]
    code: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let Some(rule) = rules::find(&arguments.code) else {
        match rules::nearest_code(&arguments.code) {
            Some(near) => {
                bail!("没有“{}”这条规则\n您是不是要写“{near}”？", arguments.code)
            }
            None => bail!("没有“{}”这条规则\n用 kuaibao rules 查看全部规则", arguments.code),
        }
    };
    output::data(&text(rule))?;
    Ok(Outcome::Clean)
}

fn text(rule: &Rule) -> String {
    if rule.locked {
        return format!(
            "{} ({})\n\n{}。\n\n{}\n\n这条检查不能关闭：不解决就不能印。\n",
            rule.code,
            rule.level.name(),
            rule.summary,
            rule.docs
        );
    }
    format!(
        "{} ({})\n\n{}。\n\n{}\n\n不想要这条检查：在稿件那一行的上面写 # kuaibao: allow({code})，\n或在 bulletin.toml 的 [rules] 里写 {code} = \"关闭\"（也可以改成“错误”“警告”“提示”）。\n",
        rule.code,
        rule.level.name(),
        rule.summary,
        rule.docs,
        code = rule.code,
    )
}
