//! Templates: a folder of typst files each. The program's own are embedded; a file of the same
//! name in the workspace's `templates/` takes its place, and a new folder there is a new template.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use typst::foundations::Bytes;

use crate::workspace::files::Place;
use crate::workspace::template::folder_of;

/// The embedded templates: folder, file, content. Sorted.
static EMBEDDED: &[(&str, &str, &str)] = &[
    ("jianbao", "main.typ", include_str!("../../templates/jianbao/main.typ")),
    ("jianbao", "template.toml", include_str!("../../templates/jianbao/template.toml")),
    ("kuaibao", "main.typ", include_str!("../../templates/kuaibao/main.typ")),
    ("kuaibao", "template.toml", include_str!("../../templates/kuaibao/template.toml")),
];

/// What every template may import; a file of the same name in its folder takes its place.
const SHARED: [(&str, &str); 4] = [
    BASE,
    ("lib.typ", include_str!("../../templates/lib.typ")),
    (NOTICE, include_str!("../../templates/notice.typ")),
    ("marks.typ", include_str!("../../templates/marks.typ")),
];

/// The measures that all pages have.
pub(super) const BASE: (&str, &str) = ("base.typ", include_str!("../../templates/base.typ"));

pub(crate) use crate::workspace::template::FOLDER;

/// The file a template begins with.
pub(crate) const MAIN: &str = "main.typ";

/// The file that a 通报 begins with instead.
const NOTICE: &str = "notice.typ";

/// A template's files by name.
#[derive(Debug, Clone)]
pub struct Template {
    pub(crate) files: BTreeMap<String, Bytes>,
}

impl Template {
    /// Reads a template by its folder's name.
    pub fn load(place: Option<Place<'_>>, name: &str) -> Result<Self> {
        let own = EMBEDDED.iter().filter(|(folder, ..)| *folder == name);
        let mut files: BTreeMap<String, Bytes> = own
            .map(|(_, file, content)| (*file, *content))
            .chain(SHARED)
            .map(|(file, content)| (file.to_owned(), Bytes::from_string(content)))
            .collect();
        if let Some(place) = place {
            for path in place.files_of(folder_of(name))? {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if let Some(bytes) = place.read(&path)? {
                    files.insert(file, Bytes::new(bytes));
                }
            }
        }
        if !files.contains_key(MAIN) {
            let known: Vec<&str> = names().collect();
            bail!(
                "没有“{name}”这个版式（templates/{name}/{MAIN}）。自带的版式：{}",
                known.join("、")
            );
        }
        Ok(Self { files })
    }

    /// The same for a 通报.
    pub fn for_notice(mut self) -> Self {
        if let Some(main) = self.files.remove(NOTICE) {
            self.files.insert(MAIN.to_owned(), main);
        }
        self
    }
}

/// Whether there is a template of that name.
pub fn exists(place: Place<'_>, name: &str) -> bool {
    let main = place.root.join(folder_of(name)).join(MAIN);
    names().any(|known| known == name) || place.files.is_file(&main)
}

/// Names of the embedded templates.
pub fn names() -> impl Iterator<Item = &'static str> {
    let mains = EMBEDDED.iter().filter(|(_, file, _)| *file == MAIN);
    mains.map(|(folder, ..)| *folder)
}
