//! `kuaibao verify`: are the released bulletins still what they were?

use std::path::Path;

use anyhow::{Result, bail};

use super::press::Press;
use super::session::Session;
use super::{Global, Outcome, output, release};
use crate::archive::{self, Manifest, Release, first_changed_line};
use crate::workspace::{DRAFTS_FOLDER, Entry};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao verify            核对全部\n  kuaibao verify 2023-43    核对一期\n\n全部没有动过时退出码为 0，有不符为 1。被动过的文件请从备份恢复。"
)]
pub(super) struct Arguments {
    /// 期名，如 2023-43，可写几个；不写就核对全部
    #[arg(value_name = "期名")]
    names: Vec<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let session = Session::open(global)?;
    let manifest = Manifest::read(&session.workspace.root)?;
    let stem =
        |name: &str| Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let wanted: Vec<String> = arguments.names.iter().map(|name| stem(name)).collect();
    for name in &wanted {
        if manifest.latest(name).is_none() {
            bail!("{name} 还没有发布过");
        }
    }
    let releases: Vec<&Release> = manifest
        .release
        .iter()
        .filter(|release| wanted.is_empty() || wanted.contains(&release.name))
        .collect();
    let folder = session.workspace.root.join(archive::FOLDER);
    let strays = if wanted.is_empty() { manifest.strays(&folder) } else { vec![] };
    if releases.is_empty() && strays.is_empty() {
        output::note("还没有发布过任何一期");
        return Ok(Outcome::Clean);
    }
    let press = Press::new(session)?;
    let mut good = strays.is_empty();
    for stray in strays {
        output::data(&format!(
            "{stray}：没有登记\n  发布中断过，或 manifest.toml 被改动过；重新发布这一期，或从备份恢复 manifest.toml\n"
        ))?;
    }
    for release in releases {
        let latest = manifest.latest(&release.name) == Some(release);
        let Findings { faults, notes } = examine(&press, release, latest)?;
        good &= faults.is_empty();
        let verdict = if !faults.is_empty() {
            "不符"
        } else if !notes.is_empty() {
            "PDF 完好"
        } else {
            "相符"
        };
        let mut text = format!("{}：{verdict}\n", release.pdf);
        for line in faults.iter().chain(&notes) {
            text.push_str(&format!("  {line}\n"));
        }
        output::data(&text)?;
    }
    Ok(if good { Outcome::Clean } else { Outcome::Problems })
}

/// What does not agree with the manifest any more, and what is only good to know.
#[derive(Default)]
struct Findings {
    faults: Vec<String>,
    notes: Vec<String>,
}

/// Compares a release with what the manifest says of it.
fn examine(press: &Press, release: &Release, latest: bool) -> Result<Findings> {
    let root = &press.session.workspace.root;
    let folder = root.join(archive::FOLDER);
    let then = &release.fingerprints;
    let Findings { mut faults, mut notes } = Findings::default();
    match std::fs::read(folder.join(&release.pdf)) {
        Ok(bytes) if archive::hash(&[&bytes]) == then.pdf => {}
        Ok(_) => faults.push("PDF 被改动过".to_owned()),
        Err(_) => faults.push("PDF 不见了".to_owned()),
    }
    let kept = std::fs::read(folder.join(&release.draft)).unwrap_or_default();
    if archive::hash(&[&kept]) != then.draft {
        faults.push("存档的稿件被改动过或不见了，无法重排核对".to_owned());
        return Ok(Findings { faults, notes });
    }
    let before = faults.len();
    for (path, hash) in &release.files {
        match std::fs::read(folder.join(path)) {
            Ok(bytes) if archive::hash(&[&bytes]) == *hash => {}
            Ok(_) => faults.push(format!("存档的 {path} 被改动过")),
            Err(_) => faults.push(format!("存档的 {path} 不见了")),
        }
    }
    if faults.len() > before {
        return Ok(Findings { faults, notes });
    }
    // What was released again may differ from its draft by then; only the newest is compared.
    let current = root.join(DRAFTS_FOLDER).join(format!("{}.toml", release.name));
    if latest && let Ok(now) = std::fs::read_to_string(&current) {
        let kept_text = String::from_utf8_lossy(&kept);
        if let Some(line) = first_changed_line(&kept_text, &now) {
            faults.push(format!("稿件 {}.toml 发布以后改过，从第 {line} 行起不同", release.name));
        }
    }
    let length = kept.len() as u64;
    let entry = Entry::read(Path::new(&format!("{}.toml", release.name)), kept, length)
        .attach(&*press.session.workspace.files, &folder.join(&release.draft).with_extension(""));
    let again = press.fit(&entry, false)?.1.pages.pdf()?;
    press.forget();
    if archive::hash(&[&again]) != then.pdf {
        let now = release::fingerprints(&press.session.workspace, &entry, press, &again)?;
        match then.changed_inputs(&now).as_slice() {
            [] => faults.push("用存档的稿件重排，与发布的 PDF 不一样，原因不明".to_owned()),
            changed => {
                notes.push(format!("现在重排会不一样：发布以后改动了{}", changed.join("、")))
            }
        }
    }
    Ok(Findings { faults, notes })
}
