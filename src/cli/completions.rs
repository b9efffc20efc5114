//! `kuaibao completions SHELL`.

use anyhow::Result;
use clap_complete::Shell;

use super::{Outcome, output};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao completions bash > ~/.local/share/bash-completion/completions/kuaibao\n  kuaibao completions powershell | Out-String | Invoke-Expression"
)]
pub(super) struct Arguments {
    /// 命令行的种类：bash、zsh、fish、powershell、elvish
    #[arg(value_name = "种类", hide_possible_values = true)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let mut script = vec![];
    clap_complete::generate(arguments.shell, &mut super::command(), "kuaibao", &mut script);
    output::bytes(&script)?;
    Ok(Outcome::Clean)
}
