//! Where it is kept what was shown and signed of an issue on its way to the leader (送审): one folder
//! an issue, one file a content, named after its fingerprint.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// Folder of the rounds in a workspace.
pub const FOLDER: &str = "rounds";

/// What the last proof showed.
pub const LAST_PROOF: &str = "last-proof.json";

/// What a round showed, in its folder.
pub const CONTENT: &str = "content.json";

/// What was done with an issue, in its order.
pub const LOG: &str = "log.toml";

/// Begins each of its tables.
pub const TABLE: &str = "[[event]]";

/// What its tables tell.
pub const ROUND: &str = "送审";
pub const SIGNED: &str = "签名";
pub const WITHDRAWN: &str = "撤回签名";
pub const RELEASED: &str = "发布";
pub const REISSUED: &str = "重新发布";

/// One table of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Logged {
    pub on: String,
    pub what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<usize>,
    #[serde(rename = "as", skip_serializing_if = "String::is_empty")]
    pub role: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub short: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pdf: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

#[derive(Deserialize)]
struct Log {
    event: Vec<Logged>,
}

/// The tables of a log; what somebody has damaged in it is left out.
pub fn logged(bytes: &[u8]) -> Vec<Logged> {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(log) = toml::from_str::<Log>(&text) {
        return log.event;
    }
    let tables = text.split(TABLE).skip(1);
    let parsed = tables.filter_map(|table| toml::from_str::<Log>(&format!("{TABLE}{table}")).ok());
    parsed.flat_map(|log| log.event).collect()
}

/// A kept content that is larger is not read.
pub const MAX_BYTES: usize = 8 << 20;

/// The folder of an issue, by the name of its draft without an ending, in the workspace.
pub fn folder(stem: &Path) -> PathBuf {
    Path::new(FOLDER).join(stem)
}

/// Where a content of an issue is kept, in the workspace. A fingerprint that is none, as somebody may
/// have written one, leads nowhere.
pub fn path(stem: &Path, fingerprint: &str) -> PathBuf {
    let signs = fingerprint.chars().filter(char::is_ascii_hexdigit).take(16);
    folder(stem).join(format!("{}.json", signs.collect::<String>()))
}
