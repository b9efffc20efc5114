//! Settings, roster and lexicon, changed on the desk: as text, and the roster as a table.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};

use super::Desk;
use super::answer::{Answer, waiting};
use super::room::Room;
use crate::config::units::Roster;
use crate::config::{Config, lexicon};
use crate::draft::change::{Slot, Value};
use crate::draft::write;
use crate::lint::{RULES, rules};
use crate::office::store::Plan;
use crate::source::{Diagnostic, Source};
use crate::workspace::{CONFIG_FILE, LEXICON_FILE, UNITS_FILE};

const FILES: [&str; 3] = [CONFIG_FILE, UNITS_FILE, LEXICON_FILE];

/// A file of settings, and what is wrong in it.
#[derive(Serialize)]
pub(super) struct Text {
    text: String,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    line: usize,
    message: String,
    help: Option<String>,
}

fn named(file: &str) -> Result<&'static str> {
    let found = FILES.iter().find(|name| **name == file);
    found.copied().ok_or_else(|| anyhow!("没有“{file}”这个设置"))
}

pub(super) async fn read(State(desk): State<Arc<Desk>>, Path(file): Path<String>) -> Answer<Text> {
    let name = named(&file)?;
    let read = waiting(&desk, move |room| {
        let text = current(room, name)?;
        Ok(Text { faults: faults(name, &text), text })
    });
    Ok(Json(read.await?))
}

fn current(room: &Room, name: &str) -> Result<String> {
    let path = room.root.join(name);
    if path.exists() { Ok(std::fs::read_to_string(path)?) } else { Ok(String::new()) }
}

fn put(room: &Room, name: &str, before: &str, after: &str) -> Result<()> {
    let path = room.root.join(name);
    let mut plan = Plan::default();
    match path.exists() {
        true => plan.write(path, before.as_bytes(), after.as_bytes()),
        false => plan.create(path, after.as_bytes()),
    }
    Ok(room.to_write().lock()?.commit("改设置", &plan)?)
}

fn faults(name: &str, text: &str) -> Vec<Fault> {
    let source = Source::new(name, text);
    let found: Vec<Diagnostic> = match name {
        CONFIG_FILE => Config::read(&source).1,
        UNITS_FILE => Roster::read(&source).1,
        _ => lexicon::read(text).1,
    };
    let fault = |found: Diagnostic| Fault {
        line: source.position(found.span.start).line,
        message: found.message,
        help: found.help,
    };
    found.into_iter().map(fault).collect()
}

#[derive(Deserialize)]
pub(super) struct Written {
    text: String,
    /// What was read before it was changed.
    was: String,
}

/// Writes a file of settings. One that cannot be read is not written: nothing could be opened then.
pub(super) async fn write(
    State(desk): State<Arc<Desk>>,
    Path(file): Path<String>,
    Json(written): Json<Written>,
) -> Answer<Text> {
    let name = named(&file)?;
    let done = waiting(&desk, move |room| {
        if current(room, name)? != written.was {
            bail!("{name} 刚才被别的程序改过，没有覆盖它；重新打开这一页再改");
        }
        let source = Source::new(name, written.text.as_str());
        if name != LEXICON_FILE
            && let Some(found) =
                Config::read(&source).1.iter().find(|found| found.code == "toml-syntax")
        {
            bail!("第{}行：{}", source.position(found.span.start).line, found.message);
        }
        put(room, name, &written.was, &written.text)?;
        room.reopen()?;
        Ok(Text { faults: faults(name, &written.text), text: written.text })
    });
    Ok(Json(done.await?))
}

/// The settings that have a field of their own: table, key, kind.
const FIELDS: &[(&str, &str, Kind)] = &[
    ("", "name", Kind::Text),
    ("", "publisher", Kind::Text),
    ("", "weekday", Kind::Text),
    ("", "distribution", Kind::Text),
    ("", "report-to", Kind::Text),
    ("", "send-to", Kind::Text),
    ("", "copies", Kind::Number),
    ("", "template", Kind::Text),
    ("", "headline-max", Kind::Number),
    ("staff", "editor", Kind::Names),
    ("staff", "reviewer", Kind::Names),
    ("staff", "approver", Kind::Names),
    ("layout", "pages", Kind::Pages),
    ("layout", "contents", Kind::Number),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Names,
    /// A number, or a word.
    Pages,
}

/// Settings and rules as a form.
#[derive(Serialize)]
pub(super) struct Form {
    /// Table, key, what is written there.
    fields: Vec<(&'static str, &'static str, String)>,
    rules: Vec<RuleRow>,
}

#[derive(Serialize)]
struct RuleRow {
    code: &'static str,
    summary: &'static str,
    usual: &'static str,
    /// As the settings have it; nothing where they do not name it.
    level: Option<String>,
    locked: bool,
}

pub(super) async fn form(State(desk): State<Arc<Desk>>) -> Answer<Form> {
    Ok(Json(waiting(&desk, |room| filled(&current(room, CONFIG_FILE)?)).await?))
}

fn filled(text: &str) -> Result<Form> {
    let root: toml::Table = toml::from_str(text)
        .map_err(|_| anyhow!("bulletin.toml 里有读不出的地方，请在下面的原文里改好"))?;
    let shown = |value: &toml::Value| match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Array(all) => {
            let names = all.iter().filter_map(toml::Value::as_str);
            names.collect::<Vec<_>>().join("、")
        }
        other => other.to_string(),
    };
    let field = |(table, key, _): &(&'static str, &'static str, Kind)| {
        let table_of = if table.is_empty() {
            Some(&root)
        } else {
            root.get(*table).and_then(|t| t.as_table())
        };
        (*table, *key, table_of.and_then(|table| table.get(*key)).map(shown).unwrap_or_default())
    };
    let level = |code: &str| Some(root.get("rules")?.as_table()?.get(code)?.as_str()?.to_owned());
    let rule = |rule: &&'static crate::lint::Rule| RuleRow {
        code: rule.code,
        summary: rule.summary,
        usual: rule.level.name(),
        level: level(rule.code),
        locked: rules::is_locked(rule.code),
    };
    Ok(Form { fields: FIELDS.iter().map(field).collect(), rules: RULES.iter().map(rule).collect() })
}

/// A field of the form with what it is to say; nothing takes it out.
#[derive(Deserialize)]
pub(super) struct Entry {
    table: String,
    key: String,
    text: String,
}

pub(super) async fn set(State(desk): State<Arc<Desk>>, Json(entry): Json<Entry>) -> Answer<Form> {
    let done = waiting(&desk, move |room| {
        let before = current(room, CONFIG_FILE)?;
        let (slot, value) = asked(&entry)?;
        let after = crate::draft::change::set(&before, slot, &value)?;
        if after != before {
            put(room, CONFIG_FILE, &before, &after)?;
            room.reopen()?;
        }
        filled(&after)
    });
    Ok(Json(done.await?))
}

fn asked(entry: &Entry) -> Result<(Slot, Value)> {
    let text = entry.text.trim();
    if entry.table == "rules" {
        let rule = rules::find(&entry.key).ok_or_else(|| anyhow!("没有“{}”这条规则", entry.key))?;
        let value = if text.is_empty() { Value::Absent } else { Value::Text(text.to_owned()) };
        return Ok((Slot::In("rules", rule.code), value));
    }
    let known = FIELDS.iter().find(|(table, key, _)| *table == entry.table && *key == entry.key);
    let (table, key, kind) = known.ok_or_else(|| anyhow!("没有“{}”这一项", entry.key))?;
    let slot = if table.is_empty() { Slot::Top(key) } else { Slot::In(table, key) };
    let number = || text.parse().map(Value::Number);
    let value = match kind {
        _ if text.is_empty() => Value::Absent,
        Kind::Text => Value::Text(text.to_owned()),
        Kind::Names => Value::Texts(
            text.split(['、', '，', ',', ' '])
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
        ),
        Kind::Number => number().map_err(|_| anyhow!("“{text}”不是一个数"))?,
        Kind::Pages => number().unwrap_or_else(|_| Value::Text(text.to_owned())),
    };
    Ok((slot, value))
}

/// A unit to be added to the roster.
#[derive(Deserialize)]
pub(super) struct Row {
    name: String,
    credit: String,
    #[serde(default)]
    headline: String,
    #[serde(default)]
    aliases: Vec<String>,
    group: String,
}

/// Adds units at the end of the roster; those whose credit is there already are left out. How many.
pub(super) async fn roster(
    State(desk): State<Arc<Desk>>,
    Json(rows): Json<Vec<Row>>,
) -> Answer<usize> {
    let done = waiting(&desk, move |room| {
        let before = current(room, UNITS_FILE)?;
        let mut text = before.clone();
        let (known, found) = Roster::read(&Source::new(UNITS_FILE, text.as_str()));
        if found.iter().any(|found| found.code == "toml-syntax") {
            bail!("units.toml 里有读不出的地方，先改好");
        }
        let mut added = vec![];
        for row in rows.iter().filter(|row| !row.credit.trim().is_empty()) {
            let credit = row.credit.trim();
            if known.units.iter().any(|unit| unit.credit == credit) || added.contains(&credit) {
                continue;
            }
            added.push(credit);
            text = unit(text, row);
        }
        if !added.is_empty() {
            put(room, UNITS_FILE, &before, &text)?;
            room.reopen()?;
        }
        Ok(added.len())
    });
    Ok(Json(done.await?))
}

fn unit(mut text: String, row: &Row) -> String {
    let group = match row.group.trim() {
        group @ ("县直部门" | "乡镇街道") => group,
        _ => "其他",
    };
    if !text.is_empty() {
        text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    }
    let name = if row.name.trim().is_empty() { &row.credit } else { &row.name };
    text.push_str(&format!(
        "[[unit]]\nname = {}\ncredit = {}\n",
        write::quoted(name.trim()),
        write::quoted(row.credit.trim())
    ));
    if !row.headline.trim().is_empty() && row.headline.trim() != row.credit.trim() {
        text.push_str(&format!("headline = {}\n", write::quoted(row.headline.trim())));
    }
    let aliases: Vec<String> = row
        .aliases
        .iter()
        .map(|alias| alias.trim())
        .filter(|alias| !alias.is_empty())
        .map(write::quoted)
        .collect();
    if !aliases.is_empty() {
        text.push_str(&format!("aliases = [{}]\n", aliases.join(", ")));
    }
    text.push_str(&format!("group = {}\n", write::quoted(group)));
    text
}
