//! Files of settings as forms: their schemas say what can stand in them, and every change is one of
//! single values or tables, which leaves the rest of the file as it is.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Typed, json};

use super::Desk;
use super::answer::{Answer, waiting};
use super::room::Room;
use super::settings::{Fault, current, faults, put};
use crate::draft::change::{self, List, Slot, Value};
use crate::lint::{RULES, rules};
use crate::office::init::Which;
use crate::office::score;
use crate::workspace::{ADOPTED_FILE, CONFIG_FILE, SCORING_FILE, UNITS_FILE};

/// A file as a form.
#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FormFile"))]
pub(super) struct Form {
    /// Whether there is such a file.
    there: bool,
    #[cfg_attr(test, ts(type = "unknown"))]
    schema: &'static Typed,
    #[cfg_attr(test, ts(type = "unknown"))]
    values: Typed,
    faults: Vec<Fault>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub(super) struct RuleRow {
    code: &'static str,
    summary: &'static str,
    usual: &'static str,
    locked: bool,
}

/// A key, or the index of a table in its list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Step {
    Index(usize),
    Key(String),
}

/// What is asked; values are texts as they are typed, lists of them, or yes and no.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub(super) enum Asked {
    Set { path: Vec<Step>, value: Typed },
    Add { path: Vec<Step>, values: Map<String, Typed> },
    Drop { path: Vec<Step> },
}

fn which(file: &str) -> Result<(&'static str, Which)> {
    Ok(match file {
        CONFIG_FILE => (CONFIG_FILE, Which::Bulletin),
        UNITS_FILE => (UNITS_FILE, Which::Units),
        SCORING_FILE => (SCORING_FILE, Which::Scoring),
        ADOPTED_FILE => (ADOPTED_FILE, Which::Adopted),
        _ => bail!("“{file}”没有表单"),
    })
}

pub(super) async fn read(State(desk): State<Arc<Desk>>, Path(file): Path<String>) -> Answer<Form> {
    Ok(Json(waiting(&desk, move |room| filled(room, &file)).await?))
}

pub(super) async fn change(
    State(desk): State<Arc<Desk>>,
    Path(file): Path<String>,
    Json(asked): Json<Asked>,
) -> Answer<Form> {
    let done = waiting(&desk, move |room| {
        let (name, which) = which(&file)?;
        let before = current(room, name)?;
        let after = changed(&before, which.schema().as_value(), &asked)?;
        if after != before {
            put(room, name, &before, &after)?;
            room.reopen()?;
        }
        filled(room, name)
    });
    Ok(Json(done.await?))
}

/// All rules; which level the settings give them stands in the form of the settings.
pub(super) async fn all_rules() -> Json<Vec<RuleRow>> {
    let row = |rule: &&'static crate::lint::Rule| RuleRow {
        code: rule.code,
        summary: rule.summary,
        usual: rule.level.name(),
        locked: rules::is_locked(rule.code),
    };
    Json(RULES.iter().map(row).collect())
}

/// The sets of points that one can begin with.
pub(super) async fn schemes() -> Json<Vec<[&'static str; 2]>> {
    Json(score::EXAMPLES.iter().map(|(name, about, _)| [*name, *about]).collect())
}

/// Begins with one of them.
pub(super) async fn begin(State(desk): State<Arc<Desk>>, Json(name): Json<String>) -> Answer<()> {
    let done = waiting(&desk, move |room| score::init(&room.press().office, &name));
    done.await?;
    Ok(Json(()))
}

fn filled(room: &Room, file: &str) -> Result<Form> {
    let (name, which) = which(file)?;
    let text = current(room, name)?;
    let values: toml::Table = toml::from_str(&text)
        .map_err(|_| anyhow!("{name} 里有读不出的地方，请在下面的原文里改好"))?;
    Ok(Form {
        there: room.root.join(name).exists(),
        schema: which.schema().as_value(),
        values: plain(toml::Value::Table(values)),
        faults: faults(room, name, &text)?,
    })
}

fn plain(value: toml::Value) -> Typed {
    match value {
        toml::Value::String(text) => Typed::String(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => Typed::Bool(flag),
        toml::Value::Datetime(day) => Typed::String(day.to_string()),
        toml::Value::Array(all) => all.into_iter().map(plain).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, plain(value))).collect()
        }
    }
}

fn changed(text: &str, schema: &'static Typed, asked: &Asked) -> Result<String> {
    Ok(match asked {
        Asked::Set { path, value } => {
            let (slot, kind) = slot(schema, path)?;
            change::set(text, slot, &typed(kind, value)?)?
        }
        Asked::Add { path, values } => {
            let (list, kind) = list(schema, path)?;
            let given = |(key, value): (&String, &Typed)| {
                let (key, kind) = property(schema, kind, key)?;
                Ok((key, typed(kind, value)?))
            };
            let values: Result<Vec<_>> = values.iter().map(given).collect();
            let mut values = values?;
            values.retain(|(_, value)| *value != Value::Absent);
            change::add_row(text, list, &values)?
        }
        Asked::Drop { path } => {
            let Some((Step::Index(index), before)) = path.split_last() else {
                bail!("没有写去掉哪一个");
            };
            change::drop_row(text, list(schema, before)?.0, *index)?
        }
    })
}

/// A part of a schema without the references in between.
fn resolved(schema: &'static Typed, part: &'static Typed) -> &'static Typed {
    let reference = part.get("$ref").or_else(|| part.get("allOf")?.get(0)?.get("$ref"));
    let pointer = reference.and_then(Typed::as_str).and_then(|text| text.strip_prefix('#'));
    pointer.and_then(|pointer| schema.pointer(pointer)).unwrap_or(part)
}

/// A property, its name as the schema has it.
fn property(
    schema: &'static Typed,
    of: &'static Typed,
    key: &str,
) -> Result<(&'static str, &'static Typed)> {
    let all = of.get("properties").and_then(Typed::as_object);
    let (name, part) =
        all.and_then(|all| all.get_key_value(key)).ok_or_else(|| anyhow!("没有“{key}”这一项"))?;
    Ok((name, resolved(schema, part)))
}

fn items(schema: &'static Typed, of: &'static Typed) -> Result<&'static Typed> {
    Ok(resolved(schema, of.get("items").ok_or_else(|| anyhow!("这一项不是一列"))?))
}

fn slot(schema: &'static Typed, path: &[Step]) -> Result<(Slot, &'static Typed)> {
    let [before @ .., Step::Key(key)] = path else { bail!("没有写改哪一项") };
    match before {
        [] => {
            let (key, kind) = property(schema, schema, key)?;
            Ok((Slot::Top(key), kind))
        }
        [Step::Key(table)] if table == "rules" => {
            let rule = rules::find(key).ok_or_else(|| anyhow!("没有“{key}”这条规则"))?;
            static LEVEL: Typed = Typed::Null;
            Ok((Slot::In("rules", rule.code), &LEVEL))
        }
        [Step::Key(table)] => {
            let (table, of) = property(schema, schema, table)?;
            let (key, kind) = property(schema, of, key)?;
            Ok((Slot::In(table, key), kind))
        }
        [list_of @ .., Step::Index(index)] => {
            let (list, of) = list(schema, list_of)?;
            let (key, kind) = property(schema, of, key)?;
            Ok((list.slot(*index, key), kind))
        }
        _ => bail!("没有这一项"),
    }
}

/// A list of tables, and what stands in one of them.
fn list(schema: &'static Typed, path: &[Step]) -> Result<(List, &'static Typed)> {
    match path {
        [Step::Key(list)] => {
            let (list, of) = property(schema, schema, list)?;
            Ok((List::Top(list), items(schema, of)?))
        }
        [Step::Key(list), Step::Index(index), Step::Key(part)] => {
            let (list, of) = property(schema, schema, list)?;
            let (part, of) = property(schema, items(schema, of)?, part)?;
            Ok((List::In(list, *index, part), items(schema, of)?))
        }
        _ => bail!("没有这一列"),
    }
}

/// What was typed, as the schema wants it.
fn typed(kind: &Typed, given: &Typed) -> Result<Value> {
    let type_of = kind.get("type").and_then(Typed::as_str).unwrap_or_default();
    Ok(match given {
        Typed::Bool(flag) => Value::Flag(*flag),
        Typed::Array(all) => {
            let texts: Vec<String> = all
                .iter()
                .filter_map(Typed::as_str)
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .collect();
            if texts.is_empty() { Value::Absent } else { Value::Texts(texts) }
        }
        Typed::Object(all) => {
            let point = |(name, number): (&String, &Typed)| {
                let text = number.as_str().unwrap_or_default();
                Ok((name.clone(), real(text)?))
            };
            let points: Result<Vec<_>> = all.iter().map(point).collect();
            let points = points?;
            if points.is_empty() { Value::Absent } else { Value::Points(points) }
        }
        Typed::String(text) => match text.trim() {
            "" => Value::Absent,
            text if type_of == "integer" => {
                Value::Number(text.parse().map_err(|_| anyhow!("“{text}”不是整数"))?)
            }
            text if type_of == "number" => Value::Real(real(text)?),
            text if kind.get("format").is_some_and(|format| format == "date") => {
                Value::Day(text.parse().map_err(|_| anyhow!("“{text}”不是日期"))?)
            }
            // A number or a word.
            text if kind.get("anyOf").is_some() => {
                text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number)
            }
            text => Value::Text(text.to_owned()),
        },
        _ => Value::Absent,
    })
}

fn real(text: &str) -> Result<f64> {
    let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| anyhow!("“{text}”不是数"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(which: Which, text: &str, asked: Typed) -> Result<String> {
        let asked: Asked = serde_json::from_value(asked).expect("asked");
        changed(text, which.schema().as_value(), &asked)
    }

    #[test]
    fn what_is_typed_becomes_what_the_schema_wants() {
        let set = |which, text: &str, path: Typed, value: Typed| {
            after(which, text, json!({ "do": "set", "path": path, "value": value }))
        };
        let scheme = "places = 2\n\n[[own]]\nname = \"甲\"\npoints = 2 # 分\n";
        let (own, one) = (Which::Scoring, Which::Bulletin);
        for (which, text, path, value, expected) in [
            (own, scheme, json!(["own", 0, "points"]), json!("2.5"), "points = 2.5 # 分\n"),
            (own, scheme, json!(["own", 0, "alone"]), json!(true), "alone = true\n"),
            (
                own,
                scheme,
                json!(["own", 0, "columns"]),
                json!(["简讯", " "]),
                "columns = [\"简讯\"]\n",
            ),
            (own, scheme, json!(["places"]), json!("3"), "places = 3\n"),
            (own, scheme, json!(["commission", "late"]), json!("1"), "[commission]\nlate = 1\n"),
            (one, "name = \"x\"\n", json!(["layout", "pages"]), json!("4"), "pages = 4\n"),
            (
                one,
                "name = \"x\"\n",
                json!(["layout", "pages"]),
                json!("even"),
                "pages = \"even\"\n",
            ),
            (
                one,
                "name = \"x\"\n",
                json!(["rules", "number-gap"]),
                json!("关闭"),
                "number-gap = \"关闭\"\n",
            ),
        ] {
            let set = set(which, text, path, value).expect("set");
            assert!(set.contains(expected), "{set}");
        }
        for (path, value) in [
            (json!(["own", 0, "points"]), json!("两分")),
            (json!(["own", 0, "x"]), json!("1")),
            (json!(["own", 3, "points"]), json!("1")),
            (json!(["own", 0]), json!("1")),
            (json!([]), json!("1")),
        ] {
            assert!(set(own, scheme, path, value).is_err());
        }
    }

    #[test]
    fn records_are_added_and_taken_out() {
        let record = json!({
            "do": "add", "path": ["adopted"],
            "values": {
                "journal": "昨日情况", "date": "2024-01-18", "item": "2024-01 1.1",
                "units": ["东屯镇"], "forwarded": true, "note": "",
            },
        });
        let one = after(Which::Adopted, "#:schema x\n", record).expect("added");
        for line in ["date = 2024-01-18\n", "units = [\"东屯镇\"]\n", "forwarded = true\n"] {
            assert!(one.contains(line), "{one}");
        }
        assert!(!one.contains("note"));
        let none = after(Which::Adopted, &one, json!({ "do": "drop", "path": ["adopted", 0] }));
        assert_eq!(none.expect("gone"), "#:schema x\n");
    }
}
