//! A workspace for another office, which builds at once.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, NaiveDate};
use schemars::Schema;

use super::store::{Plan, Store};
use super::{Office, Refusal};
use crate::config;
use crate::config::units::{self, Roster, Unit};
use crate::draft::name::Name;
use crate::draft::write::quoted;
use crate::draft::{self, Kind};
use crate::score::{adopted, scheme};
use crate::workspace::{CONFIG_FILE, DRAFTS_FOLDER, UNITS_FILE};
use crate::zh::character::is_han;
use crate::zh::date::next;

/// A kind of file that has a JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Draft,
    Bulletin,
    Units,
    Scoring,
    Adopted,
}

impl Which {
    pub const ALL: [Self; 5] =
        [Self::Draft, Self::Bulletin, Self::Units, Self::Scoring, Self::Adopted];
    /// Those of the files that every workspace has.
    const USUAL: [Self; 3] = [Self::Draft, Self::Bulletin, Self::Units];

    pub fn file_name(self) -> &'static str {
        match self {
            Self::Draft => "draft.json",
            Self::Bulletin => "bulletin.json",
            Self::Units => "units.json",
            Self::Scoring => "scoring.json",
            Self::Adopted => "adopted.json",
        }
    }

    /// What such a file is called in a text.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "稿件",
            Self::Bulletin => "bulletin.toml",
            Self::Units => "units.toml",
            Self::Scoring => "scoring.toml",
            Self::Adopted => "adopted.toml",
        }
    }

    pub fn schema(self) -> &'static Schema {
        match self {
            Self::Draft => draft::schema::schema(),
            Self::Bulletin => config::schema(),
            Self::Units => units::schema(),
            Self::Scoring => scheme::schema(),
            Self::Adopted => adopted::schema(),
        }
    }
}

/// The schema of a draft whose credits are those of a roster.
pub fn schema_with_units(roster: &Roster) -> Schema {
    // Every form of a name that `check` accepts as a credit, those to be printed first.
    let mut forms: Vec<&str> = vec![];
    for form in roster.credits().into_iter().chain(roster.units.iter().flat_map(Unit::forms)) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    draft::schema::schema_with_units(&forms)
}

/// A schema as a file.
pub fn schema_text(schema: &Schema) -> Result<String> {
    let text = serde_json::to_string_pretty(schema).context("写不出 JSON Schema")?;
    Ok(text + "\n")
}

/// Writes a schema into the workspace; its path.
pub fn write_schema(office: &Office, which: Which, text: &str) -> Result<PathBuf> {
    let path = office.workspace.root.join("schema").join(which.file_name());
    let mut plan = Plan::default();
    plan.set(&path, text);
    office.commit("写 JSON Schema", &plan)?;
    Ok(path)
}

/// Makes a workspace, and tells which files were written: none that was there is touched. `force`
/// lets it be a folder in which there is something else.
///
/// # Errors
/// There is something, or a file cannot be written.
pub fn create(
    store: &Store,
    root: &Path,
    name: &str,
    publisher: &str,
    force: bool,
    today: NaiveDate,
) -> Result<Vec<PathBuf>> {
    let all = store.files();
    let occupied = all.is_folder(root)
        && !all.list(root).with_context(|| format!("打不开文件夹 {}", root.display()))?.is_empty();
    if all.exists(&root.join(CONFIG_FILE)) {
        return Err(Refusal::AlreadyWorkspace { root: root.to_owned() }.into());
    }
    if occupied && !force {
        return Err(Refusal::Occupied { root: root.to_owned() }.into());
    }
    let date = next(today.pred_opt().unwrap_or(today), chrono::Weekday::Fri);
    let draft = Name { year: date.year(), kind: Kind::Regular, number: 1 };
    let mut files = vec![
        (PathBuf::from(CONFIG_FILE), config(name, publisher)),
        (PathBuf::from(UNITS_FILE), UNITS.to_owned()),
        (
            Path::new(DRAFTS_FOLDER).join(draft.file_name()),
            SAMPLE.replace("{date}", &date.format("%Y-%m-%d").to_string()),
        ),
    ];
    for which in Which::USUAL {
        let text = schema_text(which.schema())?;
        files.push((Path::new("schema").join(which.file_name()), text));
    }
    let mut written = vec![];
    let mut plan = Plan::default();
    for (path, text) in &files {
        let full = root.join(path);
        if !all.exists(&full) {
            plan.create(&full, text.as_bytes());
            written.push(full);
        }
    }
    store.lock()?.commit("新建工作文件夹", &plan)?;
    Ok(written)
}

/// 封丘快报 for a folder of that name; a plain example when the folder's name is not Chinese.
pub fn name_from(root: &Path) -> String {
    let folder = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let han = !folder.is_empty() && folder.chars().all(is_han);
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
