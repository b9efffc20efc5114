//! The JSON Schema of a type, as editors want it.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value as Json;

/// The JSON Schema of a type, in the dialect that TOML language servers understand (draft 7),
/// without the `null` that TOML does not have.
pub fn schema_of<T: JsonSchema>() -> Schema {
    let mut schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(without_null).transform(&mut schema);
    schema
}

/// `Option<T>` is “T, or left out”, never `null`.
fn without_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Json::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Json::Array(branches)) = object.get_mut("anyOf") {
        branches.retain(|branch| branch.get("type") != Some(&Json::from("null")));
        if let [only] = branches.as_slice() {
            // Draft 7 ignores what stands beside `$ref`, `allOf` keeps the description alive.
            let only = Json::Array(vec![only.clone()]);
            object.remove("anyOf");
            object.insert("allOf".to_owned(), only);
        }
    }
    if object.get("default") == Some(&Json::Null) {
        object.remove("default");
    }
}
