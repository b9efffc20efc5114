//! `--format` and `-o` of every command that prints tables.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{output, session};
use crate::export::table::{self as forms, TableForm};
use crate::office::tables;
use crate::report::table::{self, Table};
use crate::workspace::files;

#[derive(Debug, Default, clap::Args)]
pub(super) struct Arguments {
    /// 做成什么：text（直接看）、csv、json、xlsx（Excel、WPS 表格）；不写就看 -o 的结尾，再就是 text
    #[arg(long, value_name = "格式", value_parser = form)]
    pub(super) format: Option<TableForm>,
    /// 写到哪个文件，如 统计.xlsx；不写就直接显示
    #[arg(short, long, value_name = "文件")]
    pub(super) output: Option<PathBuf>,
}

impl Arguments {
    /// Shows tables, or writes them to the file that was named.
    pub(super) fn give(&self, tables: &[Table]) -> Result<()> {
        let most = std::io::stdout().is_terminal().then(output::width);
        self.give_or(tables, || table::text(tables, most))
    }

    /// The same with other words for whoever reads them here.
    pub(super) fn give_or(&self, tables: &[Table], text: impl FnOnce() -> String) -> Result<()> {
        let file = self.output.as_deref().filter(|path| !session::is_piped(path));
        let form = match (self.format, file) {
            (Some(form), _) => form,
            (None, Some(path)) => by_ending(path)?,
            (None, None) => TableForm::Text,
        };
        if let Some(path) = file {
            let full = session::here()?.join(path);
            match form {
                TableForm::Text => {
                    tables::deliver(&*files::disk(), &full, form, text().as_bytes())?;
                }
                _ => tables::save(&*files::disk(), &full, form, tables)?,
            }
            output::note(&format!("已写到 {}", path.display()));
            return Ok(());
        }
        match form {
            TableForm::Text => output::data(&text()),
            TableForm::Json => output::exact(&table::json(tables)),
            TableForm::Csv => output::exact(&table::csv(tables)),
            TableForm::Xlsx if std::io::stdout().is_terminal() => {
                bail!("xlsx 要写到文件里：-o 文件名.xlsx")
            }
            TableForm::Xlsx => output::bytes(&form.bytes(tables)?),
        }
    }
}

fn by_ending(path: &Path) -> Result<TableForm> {
    match TableForm::of_file(path) {
        Some(form) => Ok(form),
        None => {
            bail!("看不出“{}”要做成哪种文件\n以 .xlsx、.csv、.json 或 .txt 结尾", path.display())
        }
    }
}

fn form(name: &str) -> Result<TableForm, String> {
    TableForm::named(name.trim()).ok_or_else(|| format!("可用的有：{}", forms::names()))
}
