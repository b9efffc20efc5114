//! What has been released: the manifest of `archive/`, and fingerprints of everything that a
//! released PDF was made from.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use super::files::Files;
use crate::draft::name::Name;
use crate::source::hash::hash;

/// Folder of the archive in the workspace, and the manifest in it.
pub const FOLDER: &str = "archive";
pub const MANIFEST_FILE: &str = "manifest.toml";
/// The same again, written with it.
pub const BACKUP_FILE: &str = "manifest.backup.toml";

/// One release of one bulletin; a bulletin released again has several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// `2023-43`, as the draft's file is named.
    pub name: String,
    pub date: String,
    /// The day of the release, which older versions have not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
    /// The PDF and the draft as released, relative to `archive/`.
    pub pdf: String,
    pub draft: String,
    /// Why it was released again; absent on the first release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which reissue it is, from 1, where the page says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reissue: Option<usize>,
    /// A hash of the release before it in the manifest, so that none can be altered or taken out
    /// without a trace. Absent on the first, and on those of older versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    pub fingerprints: Fingerprints,
    /// The pictures and tables beside the draft: path relative to `archive/`, SHA-256.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
    /// The other forms that were kept, in the same way.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub forms: BTreeMap<String, String>,
}

impl Release {
    /// What the next release in the manifest holds it to.
    fn hash(&self) -> String {
        // Every part is text, which can always be written.
        hash(&[toml::to_string(self).unwrap_or_default().as_bytes()])
    }
}

/// SHA-256 of what went in and what came out, and the version of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fingerprints {
    pub pdf: String,
    pub draft: String,
    pub config: String,
    pub roster: String,
    pub template: String,
    pub fonts: String,
    pub version: String,
}

impl Fingerprints {
    /// What differs from another release's inputs, in the office's words.
    pub fn changed_inputs(&self, now: &Self) -> Vec<&'static str> {
        [
            ("设置（bulletin.toml）", &self.config, &now.config),
            ("单位名录（units.toml）", &self.roster, &now.roster),
            ("版式", &self.template, &now.template),
            ("字体", &self.fonts, &now.fonts),
            ("程序版本", &self.version, &now.version),
        ]
        .into_iter()
        .filter(|(_, then, now)| then != now)
        .map(|(what, ..)| what)
        .collect()
    }
}

/// All releases, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// A hash of the last release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<String>,
    #[serde(default)]
    pub release: Vec<Release>,
}

/// The manifest as it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub manifest: Manifest,
    /// What its file holds; nothing when there is none.
    pub saved: Option<Vec<u8>>,
    /// Its file is damaged, altered or gone, and this is its backup.
    pub from_backup: bool,
    /// The names of what only the backup has so, when that is read instead.
    pub altered: Vec<String>,
    /// Its backup is damaged or gone.
    pub backup_lost: bool,
}

impl Manifest {
    /// Reads the manifest of a workspace; empty when nothing has been released.
    pub fn read(files: &dyn Files, root: &Path) -> Result<Self> {
        Ok(Self::find(files, root)?.manifest)
    }

    /// The same with what was found. Where the file is not what was written last, its backup takes
    /// its place, if that is.
    ///
    /// # Errors
    /// Neither can be read.
    pub fn find(files: &dyn Files, root: &Path) -> Result<Found> {
        let folder = root.join(FOLDER);
        let read = |name: &str| match files.saved(&folder.join(name)) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("读不出 {FOLDER}/{name}")),
        };
        let saved = read(MANIFEST_FILE)?;
        let own = saved.as_deref().map(Self::parse);
        let backup = read(BACKUP_FILE).ok().flatten();
        let backup = backup.as_deref().and_then(Self::parse).filter(Self::is_sound);
        let backup_lost = backup.is_none();
        let known = Found { backup_lost, ..Found::default() };
        if let Some(Some(manifest)) = &own
            && manifest.is_sound()
            // One that names nothing, beside a backup that does, was emptied.
            && (!manifest.release.is_empty() || backup.as_ref().is_none_or(Self::is_empty))
        {
            return Ok(Found { manifest: manifest.clone(), saved, ..known });
        }
        match (backup, own) {
            (Some(manifest), own) => {
                let own = own.flatten().unwrap_or_default();
                let lost = |release: &&Release| !own.release.contains(release);
                let names = manifest.release.iter().filter(lost).map(|release| &release.name);
                let mut altered: Vec<String> = names.cloned().collect();
                altered.dedup();
                Ok(Found { manifest, saved, from_backup: true, altered, backup_lost: false })
            }
            (None, Some(Some(manifest))) => Ok(Found { manifest, saved, ..known }),
            (None, None) => Ok(Found::default()),
            (None, Some(None)) => bail!(
                "{FOLDER}/{MANIFEST_FILE} 被改坏了，读不出来，备份 {BACKUP_FILE} 也不能用\n从 .kuaibao/backup 里取最近的一份，或从别处的备份恢复"
            ),
        }
    }

    /// A manifest from its bytes; `None` when it is none.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        toml::from_str(std::str::from_utf8(bytes).ok()?).ok()
    }

    /// Adds a release to the chain.
    pub fn add(&mut self, release: Release) {
        let before = self.release.last().map(Release::hash);
        let release = Release { before, ..release };
        self.last = Some(release.hash());
        self.release.push(release);
    }

    /// The releases, by index, that are not what was written, or behind which some were taken out.
    pub fn altered(&self) -> Vec<usize> {
        let mut altered = vec![];
        let mut chained = false;
        if self.release.first().is_some_and(|first| first.before.is_some()) {
            altered.push(0);
        }
        for (index, pair) in self.release.windows(2).enumerate() {
            chained |= pair[0].before.is_some() || pair[1].before.is_some();
            if chained && pair[1].before.as_ref() != Some(&pair[0].hash()) {
                altered.push(index);
            }
        }
        chained |= self.release.iter().any(|release| release.before.is_some());
        if let Some(last) = self.release.last()
            && (chained || self.last.is_some())
            && self.last.as_ref() != Some(&last.hash())
        {
            altered.push(self.release.len() - 1);
        }
        altered.dedup();
        altered
    }

    /// Whether nothing was altered or taken out.
    fn is_sound(&self) -> bool {
        self.altered().is_empty() && (self.last.is_none() || !self.release.is_empty())
    }

    fn is_empty(&self) -> bool {
        self.release.is_empty()
    }

    /// The newest release of a bulletin.
    pub fn latest(&self, name: &str) -> Option<&Release> {
        self.release.iter().rev().find(|release| release.name == name)
    }

    /// How many times a bulletin has been released.
    pub fn times(&self, name: &str) -> usize {
        self.release.iter().filter(|release| release.name == name).count()
    }

    /// Files of the archive that no release names, relative to `archive/`, sorted.
    pub fn strays(&self, files: &dyn Files, folder: &Path) -> Vec<String> {
        let listed = |path: &Path| files.list(path).unwrap_or_default();
        let years = listed(folder).into_iter().filter(|path| files.is_folder(path));
        let mut strays: Vec<String> = years
            .flat_map(|year| listed(&year))
            .filter_map(|path| {
                let name = path.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
                let kept = name.ends_with(".pdf") || name.ends_with(".toml");
                let known = |release: &Release| {
                    release.pdf == name
                        || release.draft == name
                        || release.forms.contains_key(&name)
                        || release.files.contains_key(&name)
                };
                (kept && !self.release.iter().any(known)).then_some(name)
            })
            .collect();
        strays.sort();
        strays
    }

    /// The manifest as a file, with every release as a table of its own.
    pub fn text(&self) -> Result<String> {
        let body = toml::to_string(self).context("写不出 manifest.toml")?;
        Ok(format!("# 已发布的各期，由 kuaibao release 写入，请不要手工改动。\n\n{body}"))
    }
}

/// A text with line ends as Unix has them.
pub fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Whether a file is what it was when it was hashed. A text may have another system's line ends:
/// tools that move files change them, and nothing printed does.
pub fn is_unchanged(path: &str, bytes: &[u8], then: &str) -> bool {
    const TEXTS: [&str; 5] = [".toml", ".csv", ".txt", ".html", ".json"];
    let is = |bytes: &[u8]| hash(&[bytes]) == then;
    let is_text = || TEXTS.iter().any(|ending| path.to_lowercase().ends_with(ending));
    is(bytes)
        || is_text()
            && std::str::from_utf8(bytes).is_ok_and(|text| {
                let text = unix(text);
                is(text.as_bytes()) || is(text.replace('\n', "\r\n").as_bytes())
            })
}

/// Where the files of a release go, relative to `archive/`: the first as `2023/2023-43.pdf`, one
/// released again as `2023/2023-43.2.pdf`, so that the old file stays.
pub fn path_of(name: Name, times_before: usize, extension: &str) -> PathBuf {
    let suffix = match times_before {
        0 => String::new(),
        times => format!(".{}", times + 1),
    };
    PathBuf::from(format!("{:04}", name.year)).join(format!("{name}{suffix}.{extension}"))
}

/// The folder of the files that a draft names, as [`path_of`] has it.
pub fn folder_of(name: Name, times_before: usize) -> PathBuf {
    path_of(name, times_before, "toml").with_extension("")
}

/// The first line, from 1, in which two texts differ.
pub fn first_changed_line(then: &str, now: &str) -> Option<usize> {
    let (a, b): (Vec<&str>, Vec<&str>) = (then.lines().collect(), now.lines().collect());
    let same = a.iter().zip(&b).take_while(|(then, now)| then == now).count();
    (same < a.len().max(b.len())).then_some(same + 1)
}

#[cfg(test)]
mod tests;
