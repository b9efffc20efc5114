//! The JSON Schema of a draft, for completion and hints in an editor.

use std::sync::LazyLock;

use schemars::Schema;
use serde_json::{Value as Json, json};

use super::Draft;
use crate::source::shape::schema_of;

/// The schema of every draft.
pub fn schema() -> &'static Schema {
    static SCHEMA: LazyLock<Schema> = LazyLock::new(schema_of::<Draft>);
    &SCHEMA
}

/// The schema with the units of a workspace as the only credits offered.
pub fn schema_with_units(units: &[&str]) -> Schema {
    let mut schema = schema().clone();
    if let Some(items) = schema.pointer_mut("/definitions/Item/properties/credits/items") {
        *items = json!({ "type": "string", "enum": units.iter().map(|u| Json::from(*u)).collect::<Vec<_>>() });
    }
    schema
}
