//! What has been released: the manifest of `archive/`, and fingerprints of everything that a
//! released PDF was made from.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use super::files::Files;
use crate::draft::name::Name;

/// Folder of the archive in the workspace, and the manifest in it.
pub const FOLDER: &str = "archive";
pub const MANIFEST_FILE: &str = "manifest.toml";

/// One release of one bulletin; a bulletin released again has several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// `2023-43`, as the draft's file is named.
    pub name: String,
    pub date: String,
    /// The PDF and the draft as released, relative to `archive/`.
    pub pdf: String,
    pub draft: String,
    /// Why it was released again; absent on the first release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    pub fingerprints: Fingerprints,
    /// The pictures and tables beside the draft: path relative to `archive/`, SHA-256.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
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
    #[serde(default)]
    pub release: Vec<Release>,
}

impl Manifest {
    /// Reads the manifest of a workspace; empty when nothing has been released.
    pub fn read(files: &dyn Files, root: &Path) -> Result<Self> {
        let path = root.join(FOLDER).join(MANIFEST_FILE);
        if !files.exists(&path) {
            return Ok(Self::default());
        }
        let bytes = files.saved(&path).with_context(|| format!("读不出 {}", path.display()))?;
        match toml::from_slice(&bytes) {
            Ok(manifest) => Ok(manifest),
            Err(_) => bail!("{} 被改坏了，读不出来；请从备份恢复", path.display()),
        }
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
                let known = |release: &Release| release.pdf == name || release.draft == name;
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
    let (mut a, mut b) = (then.lines(), now.lines());
    let mut line = 1;
    loop {
        match (a.next(), b.next()) {
            (None, None) => return None,
            (x, y) if x != y => return Some(line),
            _ => line += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Kind;

    #[test]
    fn a_bulletin_released_again_keeps_its_old_file() {
        let name = Name { year: 2023, kind: Kind::Regular, number: 43 };
        assert_eq!(path_of(name, 0, "pdf"), Path::new("2023/2023-43.pdf"));
        assert_eq!(path_of(name, 1, "pdf"), Path::new("2023/2023-43.2.pdf"));
        assert_eq!(folder_of(name, 0), Path::new("2023/2023-43"));
        assert_eq!(folder_of(name, 1), Path::new("2023/2023-43.2"));
    }

    #[test]
    fn the_first_changed_line_is_found() {
        assert_eq!(first_changed_line("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_changed_line("a\nb\n", "a\nx\n"), Some(2));
        assert_eq!(first_changed_line("a\n", "a\nb\n"), Some(2));
    }
}
