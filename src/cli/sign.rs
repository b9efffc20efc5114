//! `kuaibao sign`: a name under an issue, bound to what the issue says.

use std::path::PathBuf;

use anyhow::Result;
use chrono::NaiveDate;

use super::{Global, Outcome, output, session, words};
use crate::draft::Role;
use crate::office::said::Said;
use crate::office::sign::{self, NameFrom, Signing};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao sign drafts/2023-44.toml --as 责任编辑\n  kuaibao sign drafts/2023-44.toml --as 审核 --name 原超俊\n\n按责任编辑、审核、签发的顺序签；有错误的一期不能签。签过之后凡是印出来的字改动了，签名就不算数，\ncheck 会在改动的地方指出来。撤回用 kuaibao unsign，看改动用 kuaibao compare。"
)]
pub(super) struct Arguments {
    /// 稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 签什么：责任编辑、审核、签发
    #[arg(long = "as", value_name = "岗位", value_parser = role)]
    role: Role,
    /// 谁签；不写就是稿件里已经写上的，或 bulletin.toml 里平时的那一位
    #[arg(long, value_name = "姓名")]
    name: Option<String>,
    /// 哪天签的，如 2024-01-18；不写就是今天
    #[arg(long, value_name = "日期", value_parser = super::days::day)]
    date: Option<NaiveDate>,
}

/// 责任编辑, 审核 or 签发.
pub(super) fn role(text: &str) -> Result<Role, String> {
    let found = Role::ALL.into_iter().find(|role| role.name() == text || role.key() == text);
    found.ok_or_else(|| format!("要写{}", Role::ALL.map(Role::name).join("、")))
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let path = office.entry(&chosen)?.source.path().display().to_string();
    let Some(press) = session::press(office)? else { return Ok(Outcome::Problems) };
    let today = chrono::Local::now().date_naive();
    let (date, name) = (arguments.date.unwrap_or(today), arguments.name.as_deref());
    let office = &press.office;
    let signing = sign::sign(office, &chosen, arguments.role, name, date, &press.coverage);
    let hint = "写上姓名：--name 姓名，或写进 bulletin.toml 的 [staff]";
    let signature = match signing.map_err(|error| {
        words::also(error, hint, |refusal| matches!(refusal, crate::office::Refusal::NoName { .. }))
    })? {
        Signing::Done(signature) => signature,
        Signing::Errors(findings) => {
            words::say(&[Said::Draft(findings)]);
            output::note("有错误，没有签");
            return Ok(Outcome::Problems);
        }
    };
    output::data(&format!("{}\n", signature.identity.short()))?;
    if !global.quiet {
        output::note(&format!(
            "{}“{}”已签 {path}，上面四组字符是所签内容的指纹，内容不变，指纹不变",
            signature.role.name(),
            signature.name,
        ));
        if let Some(round) = signature.other_round {
            output::note(&format!(
                "第 {round} 轮送审以后稿件改过，签的不是送审时的内容；看改动：kuaibao compare {path} last-proof"
            ));
        }
        if signature.from == NameFrom::Staff {
            output::note(&format!(
                "没有写 --name，用的是 bulletin.toml 的 [staff] 里平时的那一位：{}；不是这一位，用 kuaibao unsign 撤回，写上 --name 再签",
                signature.name
            ));
        }
    }
    Ok(Outcome::Clean)
}
