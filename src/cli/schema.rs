//! `kuaibao schema`: the JSON Schemas that editors complete and check with.

use anyhow::Result;
use clap::builder::PossibleValue;

use super::{Global, Outcome, output, session};
use crate::office::init::{self, Which};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao schema                   稿件的\n  kuaibao schema --units           稿件的，供稿单位限于本刊的单位名录\n  kuaibao schema --units --write   写进 schema 文件夹，编辑器随即可用"
)]
pub(super) struct Arguments {
    /// 哪种文件的：draft（稿件）、bulletin（bulletin.toml）、units（units.toml）、scoring（scoring.toml）、adopted（adopted.toml）
    #[arg(
        value_name = "种类",
        default_value = "draft",
        hide_default_value = true,
        hide_possible_values = true
    )]
    which: Which,
    /// 供稿单位限于本工作文件夹的单位名录
    #[arg(long)]
    units: bool,
    /// 写进工作文件夹的 schema 文件夹，不输出
    #[arg(long)]
    write: bool,
}

impl clap::ValueEnum for Which {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.file_name().strip_suffix(".json")?))
    }
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office =
        if arguments.units || arguments.write { Some(session::open(global)?) } else { None };
    let which = arguments.which;
    let schema = match &office {
        Some(office) if arguments.units && which == Which::Draft => {
            init::schema_with_units(&office.workspace.roster)
        }
        _ => which.schema().clone(),
    };
    let text = init::schema_text(&schema)?;
    match office.filter(|_| arguments.write) {
        Some(office) => {
            let path = init::write_schema(&office, which, &text)?;
            output::note(&format!("已写入 {}", path.display()));
        }
        None => output::exact(&text)?,
    }
    Ok(Outcome::Clean)
}
