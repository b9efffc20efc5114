//! A workspace for another office, which builds at once.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{Datelike as _, NaiveDate};
use schemars::Schema;

use super::store::{Plan, Store};
use super::{Office, Refusal};
use crate::config;
use crate::config::units::{self, Group, Roster, Unit};
use crate::draft::name::Name;
use crate::draft::write::quoted;
use crate::draft::{self, Kind, arrange};
use crate::score::{adopted, scheme};
use crate::source::file;
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

/// The units of the sample: what they are in headlines, credits, the roster, and whether one is a township.
const EXAMPLES: [(&str, &str, &str, bool); 3] = [
    ("县发改委", "发改委", "发展和改革委员会", false),
    ("县人社局", "人社局", "人力资源和社会保障局", false),
    ("城关镇", "城关镇", "城关镇人民政府", true),
];

/// Takes the sample's units out of a roster that is the office's own now, but for those that it has, too;
/// the sample tells of the office's own instead. `absent` are those that its list does not have. Nothing
/// is done where there are too few for that.
///
/// # Errors
/// A file cannot be read or written.
pub fn own_units(office: &Office, absent: &[String]) -> Result<()> {
    let roster = &office.workspace.roster.units;
    let [issue] = office.workspace.issues() else { return Ok(()) };
    let (draft, path) = (office.here.join(&issue.path), office.workspace.root.join(UNITS_FILE));
    let read = |path: &Path| -> Result<String> {
        let read = office.files().read(path, file::MAX_BYTES);
        let (bytes, _) = read.with_context(|| format!("打不开 {}", path.display()))?;
        Ok(String::from_utf8(bytes)?)
    };
    let (before, listed) = (read(&draft)?, read(&path)?);
    let tables = arrange::tables(&listed, "unit");
    if !is_sample(&before) || tables.len() != roster.len() {
        return Ok(());
    }
    let is_example = |unit: &Unit| EXAMPLES.iter().any(|(_, _, name, _)| unit.name == *name);
    let mut own: Vec<&Unit> = roster.iter().filter(|unit| !is_example(unit)).collect();
    let (mut sample, mut units, mut gone) = (before.clone(), listed.clone(), vec![]);
    for (headline, credit, name, is_township) in EXAMPLES {
        let Some(at) = roster.iter().position(|unit| unit.name == name) else { continue };
        if !absent.iter().any(|other| other == name) {
            continue;
        }
        let is_like = |unit: &&Unit| (unit.group == Some(Group::Township)) == is_township;
        let Some(next) = own.iter().position(is_like).or(own.len().checked_sub(1)) else {
            return Ok(());
        };
        let unit = own.remove(next);
        sample = sample
            .replace(headline, "\u{0}")
            .replace(&quoted(credit), &quoted(&unit.credit))
            .replace("\"\u{0}\"", &quoted(&unit.credit))
            .replace('\u{0}', &unit.headline);
        gone.push(&tables[at]);
    }
    // From the last one on: those before stay where they are.
    gone.sort_by_key(|table| std::cmp::Reverse(table.start));
    for table in gone {
        units = arrange::without_table(&units, table);
    }
    let mut plan = Plan::default();
    plan.write(&draft, before.as_bytes(), sample.as_bytes());
    plan.write(&path, listed.as_bytes(), units.as_bytes());
    office.commit("改单位名录", &plan)
}

/// Whether a draft's text is the sample that a new workspace has.
pub fn is_sample(text: &str) -> bool {
    SAMPLE_SAYS.iter().all(|words| text.contains(words))
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
/// By which a sample is known, as long as nobody has made an issue of it.
const SAMPLE_SAYS: [&str; 2] = ["# 这是一期样稿", "这里写正文，一段写一行"];
const SAMPLE: &str = include_str!("init/sample.toml");
