//! `kuaibao schema`: the JSON Schemas that editors complete and check with.

use anyhow::{Context as _, Result};
use schemars::Schema;

use super::output::Existing;
use super::session::Session;
use super::{Global, Outcome, output};
use crate::config;
use crate::config::units::{self, Roster, Unit};
use crate::draft;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao schema                   稿件的\n  kuaibao schema --units           稿件的，供稿单位限于本刊的单位名录\n  kuaibao schema --units --write   写进 schema 文件夹，编辑器随即可用"
)]
pub(super) struct Arguments {
    /// 哪种文件的：draft（稿件）、bulletin（bulletin.toml）、units（units.toml）
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Which {
    Draft,
    Bulletin,
    Units,
}

impl Which {
    pub(super) const ALL: [Self; 3] = [Self::Draft, Self::Bulletin, Self::Units];

    pub(super) fn file_name(self) -> &'static str {
        match self {
            Self::Draft => "draft.json",
            Self::Bulletin => "bulletin.json",
            Self::Units => "units.json",
        }
    }

    pub(super) fn schema(self) -> &'static Schema {
        match self {
            Self::Draft => draft::schema::schema(),
            Self::Bulletin => config::schema(),
            Self::Units => units::schema(),
        }
    }
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session =
        if arguments.units || arguments.write { Some(Session::open(global)?) } else { None };
    let schema = match &session {
        Some(session) if arguments.units && arguments.which == Which::Draft => {
            draft::schema::schema_with_units(&accepted(&session.workspace.roster))
        }
        _ => arguments.which.schema().clone(),
    };
    let text = text(&schema)?;
    match session.filter(|_| arguments.write) {
        Some(session) => {
            let path = session.workspace.root.join("schema").join(arguments.which.file_name());
            output::write_file(&path, text.as_bytes(), Existing::Replace)?;
            output::note(&format!("已写入 {}", path.display()));
        }
        None => output::data(&text)?,
    }
    Ok(Outcome::Clean)
}

/// Every form of a name that `check` accepts as a credit, those to be printed first.
fn accepted(roster: &Roster) -> Vec<&str> {
    let mut forms: Vec<&str> = vec![];
    for form in roster.credits().into_iter().chain(roster.units.iter().flat_map(Unit::forms)) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

pub(super) fn text(schema: &Schema) -> Result<String> {
    let text = serde_json::to_string_pretty(schema).context("写不出 JSON Schema")?;
    Ok(text + "\n")
}
