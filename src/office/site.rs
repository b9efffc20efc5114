//! The web archive of all released issues, from what was kept of each: never from drafts as they are
//! now.

use std::path::Path;

use anyhow::Result;

use super::{Office, Refusal, archived, since};
use crate::bulletin::words::Manner;
use crate::bulletin::{self, Bulletin};
use crate::draft::name::Name;
use crate::export::File;
use crate::export::site::{Released, site};
use crate::source::hash::hash;
use crate::workspace::archive::{self, Manifest, Release};

/// The files of the web archive, each called by its path in the folder; none when nothing has been
/// released.
///
/// # Errors
/// What was kept of a release is not what it was.
pub fn files(office: &Office) -> Result<Vec<File>> {
    let root = &office.workspace.root;
    let manifest = Manifest::read(office.files(), root)?;
    let mut names: Vec<&str> =
        manifest.release.iter().map(|release| release.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let latest: Vec<&Release> =
        names.into_iter().filter_map(|name| manifest.latest(name)).collect();
    let mut kept: Vec<(Name, &Release, Bulletin, Vec<u8>)> = vec![];
    for release in latest {
        let Some(name) = Name::of(Path::new(&release.name)) else { continue };
        let consequence = "，没有做网站";
        let changed = || Refusal::ArchiveChanged { name: release.name.clone(), consequence };
        let entry = archived::entry(office, release).map_err(|_| changed())?;
        let config = &office.workspace.config;
        let bulletin = bulletin::build(&entry.draft, &entry.attachments, config);
        let bulletin = bulletin.ok_or_else(changed)?;
        // What a reissue corrects stands on its pages, so on the web too.
        let bulletin = Bulletin { correction: since::correction(release), ..bulletin };
        let pdf = office.files().saved(&root.join(archive::FOLDER).join(&release.pdf));
        let pdf = pdf.ok().filter(|pdf| hash(&[pdf]) == release.fingerprints.pdf);
        kept.push((name, release, bulletin, pdf.ok_or_else(changed)?));
    }
    let issues: Vec<Released<'_>> = kept
        .iter()
        .map(|(name, release, bulletin, pdf)| Released {
            name: *name,
            bulletin,
            pdf: Some(pdf.clone()),
            reason: release.reason.as_deref(),
            on: release.on.as_deref().and_then(|day| day.parse().ok()),
        })
        .collect();
    site(&issues, Manner::of(&office.workspace.config.template))
}
