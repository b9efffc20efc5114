//! `kuaibao init DIR`: a workspace for another office, which builds at once.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use chrono::Datelike as _;

use super::output::Existing;
use super::schema::{self, Which};
use super::{Outcome, output};
use crate::draft::Kind;
use crate::draft::name::Name;
use crate::draft::write::quoted;
use crate::workspace::{self, CONFIG_FILE, DRAFTS_FOLDER, UNITS_FILE};
use crate::zh::date::next;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao init 封丘快报 --name 封丘政务快报 --publisher 封丘县人民政府办公室\n  cd 封丘快报\n  kuaibao build\n\n接下来改 bulletin.toml（发送范围、工作人员）和 units.toml（单位名录）。"
)]
pub(super) struct Arguments {
    /// 新文件夹
    #[arg(value_name = "文件夹")]
    folder: PathBuf,
    /// 刊名，印在报头；不写就从文件夹名取
    #[arg(long, value_name = "刊名")]
    name: Option<String>,
    /// 编发单位，印在报头
    #[arg(
        long,
        value_name = "单位",
        default_value = "××县人民政府办公室",
        hide_default_value = true
    )]
    publisher: String,
    /// 文件夹里已经有别的东西也照建（不会改动已有的文件）
    #[arg(long)]
    force: bool,
}

pub(super) fn run(global: &super::Global, arguments: &Arguments) -> Result<Outcome> {
    let here = std::env::current_dir().context("找不到当前文件夹")?;
    let root = here.join(&arguments.folder);
    let occupied = root.is_dir()
        && std::fs::read_dir(&root)
            .with_context(|| format!("打不开文件夹 {}", root.display()))?
            .next()
            .is_some();
    if root.join(CONFIG_FILE).exists() {
        bail!("{} 已经是工作文件夹了，没有改动它", root.display());
    }
    if occupied && !arguments.force {
        bail!(
            "{} 里已经有东西了\n换一个新文件夹，或加 --force（不会改动已有的文件）",
            root.display()
        );
    }
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => name_from(&root),
    };
    let today = chrono::Local::now().date_naive();
    let date = next(today.pred_opt().unwrap_or(today), chrono::Weekday::Fri);
    let draft = Name { year: date.year(), kind: Kind::Regular, number: 1 };
    let mut files = vec![
        (PathBuf::from(CONFIG_FILE), config(&name, &arguments.publisher)),
        (PathBuf::from(UNITS_FILE), UNITS.to_owned()),
        (
            Path::new(DRAFTS_FOLDER).join(draft.file_name()),
            SAMPLE.replace("{date}", &date.format("%Y-%m-%d").to_string()),
        ),
    ];
    for which in Which::ALL {
        let text = schema::text(which.schema())?;
        files.push((Path::new("schema").join(which.file_name()), text));
    }
    let mut list = String::new();
    for (path, text) in &files {
        let full = root.join(path);
        if !full.exists() {
            output::write_file(&full, text.as_bytes(), Existing::Keep)?;
            list.push_str(&format!("{}\n", workspace::shown(&full, &here).display()));
        }
    }
    output::data(&list)?;
    if !global.quiet {
        output::note(&format!(
            "建好了“{name}”的工作文件夹。接下来：\n  1. cd {}\n  2. kuaibao build      印样稿看看\n  3. 改 bulletin.toml（刊名、编发单位、发送范围、工作人员）和 units.toml（单位名录）\n  4. kuaibao new        起新一期；样稿可以删去",
            arguments.folder.display()
        ));
    }
    Ok(Outcome::Clean)
}

/// 封丘快报 for a folder of that name; a plain example when the folder's name is not Chinese.
fn name_from(root: &Path) -> String {
    let folder = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let han = !folder.is_empty() && folder.chars().all(|c| ('一'..='鿿').contains(&c));
    match han {
        true if folder.ends_with("快报") || folder.ends_with("简报") => folder,
        true => format!("{folder}快报"),
        false => "政务快报".to_owned(),
    }
}

fn config(name: &str, publisher: &str) -> String {
    CONFIG.replace("{name}", &quoted(name)).replace("{publisher}", &quoted(publisher))
}

const CONFIG: &str = include_str!("init/bulletin.toml");
const UNITS: &str = include_str!("init/units.toml");
const SAMPLE: &str = include_str!("init/sample.toml");
