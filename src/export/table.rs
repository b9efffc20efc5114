//! Tables as bytes of any of their forms.

use std::path::Path;

use anyhow::Result;

use super::xlsx;
use crate::report::table::{self, Table};

/// What tables can be made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableForm {
    Text,
    Csv,
    Json,
    Xlsx,
}

/// All of them, by name and by how their files end.
const FORMS: &[(TableForm, &str, &str)] = &[
    (TableForm::Text, "text", "txt"),
    (TableForm::Csv, "csv", "csv"),
    (TableForm::Json, "json", "json"),
    (TableForm::Xlsx, "xlsx", "xlsx"),
];

impl TableForm {
    pub fn named(name: &str) -> Option<Self> {
        FORMS.iter().find(|(_, own, _)| *own == name).map(|(form, ..)| *form)
    }

    /// The form that a file's name asks for by its ending.
    pub fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        FORMS.iter().find(|(.., own)| *own == ending).map(|(form, ..)| *form)
    }

    /// `xlsx`.
    pub fn ending(self) -> &'static str {
        FORMS.iter().find(|(form, ..)| *form == self).map_or("", |(.., ending)| ending)
    }

    /// Whether bytes may be a file of this form.
    pub fn may_be(self, bytes: &[u8]) -> bool {
        match self {
            Self::Xlsx => bytes.starts_with(b"PK\x03\x04"),
            Self::Json => bytes.trim_ascii_start().starts_with(b"{"),
            Self::Text | Self::Csv => !bytes.contains(&0),
        }
    }

    pub fn bytes(self, tables: &[Table]) -> Result<Vec<u8>> {
        Ok(match self {
            Self::Text => table::text(tables, None).into_bytes(),
            Self::Csv => table::csv(tables).into_bytes(),
            Self::Json => table::json(tables).into_bytes(),
            Self::Xlsx => xlsx::workbook(tables)?,
        })
    }
}

/// `text、csv、json、xlsx`.
pub fn names() -> String {
    FORMS.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join("、")
}
