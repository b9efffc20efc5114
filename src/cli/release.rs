//! `kuaibao release`: a bulletin goes into the archive, with fingerprints of all it was made from.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, bail};

use super::output::Existing;
use super::press::Press;
use super::session::Session;
use super::{Global, Outcome, build, output};
use crate::archive::{self, Fingerprints, Manifest, Release};
use crate::workspace::{self, CONFIG_FILE, Entry, UNITS_FILE, Workspace};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao release drafts/2023-43.toml\n  kuaibao release drafts/2023-43.toml --reissue 更正第2栏第1条的数字\n\n存为 archive/年/年-期号.pdf，同时存下当时的稿件；archive/manifest.toml 记下各文件的指纹。\n以后可以用 kuaibao verify 核对有没有人动过。"
)]
pub(super) struct Arguments {
    /// 要发布的稿件
    #[arg(value_name = "稿件")]
    path: PathBuf,
    /// 已经发布过的一期重新发布，写明原因；原来的文件保留
    #[arg(long, value_name = "原因")]
    reissue: Option<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    let chosen = session.choose(std::slice::from_ref(&arguments.path))?;
    let [chosen] = chosen.as_slice() else {
        bail!("一次发布一期，请写一份稿件");
    };
    let entry = &*session.entry(chosen)?;
    let mut manifest = Manifest::read(&session.workspace.root)?;
    let press = Press::new(session)?;
    let (session, workspace) = (&press.session, &press.session.workspace);
    if press.settings_are_broken {
        return Ok(Outcome::Problems);
    }
    let Some((set, pdf)) = press.set(entry, false, |set| set.fitted.pages.pdf())? else {
        output::note("有错误，没有发布");
        return Ok(Outcome::Problems);
    };
    let name = entry
        .name
        .filter(|name| name.to_string() == build::stem(entry))
        .ok_or_else(|| anyhow!("文件名与稿件里的期号、日期不符，不能发布"))?;
    let times = manifest.times(&name.to_string());
    let reason = match (&arguments.reissue, times) {
        (None, 1..) => bail!(
            "{name} 已经发布过了，没有改动它\n确要重新发布，写明原因：--reissue 原因（原来的文件保留）"
        ),
        (Some(_), 0) => bail!("{name} 还没有发布过，不用 --reissue"),
        (Some(reason), _) if reason.trim().is_empty() => bail!("--reissue 后面要写明原因"),
        (reason, _) => reason.clone(),
    };
    let folder = workspace.root.join(archive::FOLDER);
    let pdf_path = archive::path_of(name, times, "pdf");
    let draft_path = archive::path_of(name, times, "toml");
    let files_path = archive::folder_of(name, times);
    let files = entry.attachments.files();
    let files: Vec<(PathBuf, &[u8])> =
        files.map(|(name, bytes)| (files_path.join(name), bytes)).collect();
    manifest.release.push(Release {
        name: name.to_string(),
        date: set.bulletin.date.to_string(),
        pdf: slashes(&pdf_path),
        draft: slashes(&draft_path),
        reason,
        fingerprints: fingerprints(workspace, entry, &press, &pdf)?,
        files: files.iter().map(|(path, bytes)| (slashes(path), archive::hash(&[bytes]))).collect(),
    });
    let text = manifest.text()?;
    // The manifest last: a release is one only when its line is there.
    let draft = entry.source.text().as_bytes();
    keep(&folder.join(&pdf_path), &pdf)?;
    keep(&folder.join(&draft_path), draft)?;
    for (path, bytes) in files {
        keep(&folder.join(path), bytes)?;
    }
    output::write_file(&folder.join(archive::MANIFEST_FILE), text.as_bytes(), Existing::Replace)?;
    let shown = workspace::shown(&folder.join(&pdf_path), &session.here);
    output::data(&format!("{}\n", shown.display()))?;
    if !global.quiet {
        output::note(&format!("{}已发布，存入 {}", set.bulletin.title(), shown.display()));
    }
    Ok(Outcome::Clean)
}

/// The fingerprints of a PDF and of everything it was made from.
pub(super) fn fingerprints(
    workspace: &Workspace,
    entry: &Entry,
    press: &Press,
    pdf: &[u8],
) -> Result<Fingerprints> {
    let file = |name: &str| {
        let bytes = std::fs::read(workspace.root.join(name)).unwrap_or_default();
        archive::hash(&[&bytes])
    };
    Ok(Fingerprints {
        pdf: archive::hash(&[pdf]),
        draft: archive::hash(&[entry.source.text().as_bytes()]),
        config: file(CONFIG_FILE),
        roster: file(UNITS_FILE),
        template: press.template_fingerprint(),
        fonts: press.fonts_fingerprint(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// An interrupted release leaves files without a line in the manifest; equal ones are as good.
fn keep(path: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    output::write_file(path, bytes, Existing::Keep)
}

fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
