//! Where it is kept what was shown and signed of an issue on its way to the leader (送审): one folder
//! an issue, one file a content, named after its fingerprint.

use std::path::{Path, PathBuf};

/// Folder of the rounds in a workspace.
pub const FOLDER: &str = "rounds";

/// What the last proof showed.
pub const LAST_PROOF: &str = "last-proof.json";

/// What a round showed, in its folder.
pub const CONTENT: &str = "content.json";

/// What was done with an issue, in its order.
pub const LOG: &str = "log.toml";

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
