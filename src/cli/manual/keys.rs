//! What drafts and the files of settings may hold, from their schemas.

use std::fmt::Write as _;

use serde_json::Value as Json;

use crate::office::init::Which;

/// The page of all keys.
pub(super) fn page() -> String {
    let mut text = String::from(
        "# 各文件的项\n\n<!-- 由 kuaibao manual --generated docs 生成，请不要手工改动。 -->\n",
    );
    for which in Which::ALL {
        let _ = write!(text, "\n## {}\n", which.title());
        let schema = which.schema().as_value();
        table(&mut text, schema, schema, "", &mut vec![]);
    }
    text
}

/// The properties of a type, then those of the types in it, each under its header in TOML.
fn table(text: &mut String, root: &Json, of: &Json, path: &str, seen: &mut Vec<String>) {
    let Some(properties) = of.get("properties").and_then(Json::as_object) else { return };
    if !path.is_empty() {
        let _ = write!(text, "\n### {path}\n");
    }
    if let Some(about) = of.get("description").and_then(Json::as_str) {
        let _ = write!(text, "\n{about}\n");
    }
    text.push_str("\n| 项 | 写什么 | 说明 |\n|---|---|---|\n");
    let required = |key: &str| {
        let keys = of.get("required").and_then(Json::as_array);
        keys.is_some_and(|keys| keys.iter().any(|other| other == key))
    };
    for (key, value) in properties {
        let about = value.get("description").and_then(Json::as_str).unwrap_or_default();
        let must = if required(key) { "必填。" } else { "" };
        let _ = writeln!(text, "| `{key}` | {} | {must}{} |", kind(root, value), cell(about));
    }
    for (key, value) in properties {
        let (many, inner) = match value.get("items") {
            Some(items) => (true, items),
            None => (false, value),
        };
        let Some((name, definition)) = named(root, inner) else { continue };
        if definition.get("properties").is_none() || seen.contains(&name) {
            continue;
        }
        seen.push(name);
        let key = match path.trim_matches(['[', ']']) {
            "" => key.clone(),
            above => format!("{above}.{key}"),
        };
        let header = if many { format!("[[{key}]]") } else { format!("[{key}]") };
        table(text, root, definition, &header, seen);
    }
}

/// The definition that a value refers to.
fn named<'a>(root: &'a Json, value: &'a Json) -> Option<(String, &'a Json)> {
    let reference = value.get("$ref").or_else(|| value.pointer("/allOf/0/$ref"))?.as_str()?;
    let name = reference.rsplit('/').next()?;
    Some((name.to_owned(), root.get("definitions")?.get(name)?))
}

/// What is written for a value, in the office's words.
fn kind(root: &Json, value: &Json) -> String {
    if let Some((_, definition)) = named(root, value) {
        return match definition.get("properties") {
            Some(_) => "一段".to_owned(),
            None => kind(root, definition),
        };
    }
    let choices = |values: &Vec<Json>| {
        let shown: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        shown.join(" ")
    };
    if let Some(values) = value.get("enum").and_then(Json::as_array) {
        return choices(values);
    }
    if let Some(several) =
        value.get("oneOf").or_else(|| value.get("anyOf")).and_then(Json::as_array)
    {
        let shown: Vec<String> = several.iter().map(|value| kind(root, value)).collect();
        return shown.join("，或 ");
    }
    if let Some(value) = value.get("const") {
        return format!("`{value}`");
    }
    let range = match (value.get("minimum"), value.get("maximum")) {
        (Some(least), Some(most)) => format!("，{least}–{most}"),
        _ => String::new(),
    };
    match value.get("type").and_then(Json::as_str) {
        Some("integer") => format!("整数{range}"),
        Some("number") => format!("数{range}"),
        Some("boolean") => "`true` `false`".to_owned(),
        Some("array") => match value.get("items") {
            Some(items)
                if named(root, items).is_some_and(|(_, d)| d.get("properties").is_some()) =>
            {
                "可写几段".to_owned()
            }
            Some(items) => format!("一串{}", kind(root, items)),
            None => "一串".to_owned(),
        },
        Some("object") => "一段".to_owned(),
        _ if value.get("format").and_then(Json::as_str) == Some("date") => "日期".to_owned(),
        _ => "文字".to_owned(),
    }
}

/// Text as it stands in a cell of a table.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
