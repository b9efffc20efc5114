//! What the office says as data → the sentences of the command line, with the command to type next.

use std::path::Path;

use anyhow::{Error, anyhow};

use super::output;
use crate::office::advice::{Advice, Problem};
use crate::office::inbox;
use crate::office::said::{Said, of_level};
use crate::office::store::How;
use crate::office::{Office, Refusal, release};
use crate::report;
use crate::source::nearest::meant;
use crate::source::{Findings, Level};

/// What is wrong, and what to do.
pub(super) fn refusal(refusal: &Refusal) -> String {
    match hint(refusal) {
        Some(hint) => format!("{refusal}\n{hint}"),
        None => match refusal {
            Refusal::PlaceOfItem { path, column } => {
                format!("{refusal}，如 kuaibao move {} {column} 1", path.display())
            }
            _ => refusal.to_string(),
        },
    }
}

/// Adds what to do in one command to a refusal of that kind.
pub(super) fn also(error: Error, hint: &str, of: impl Fn(&Refusal) -> bool) -> Error {
    match error.downcast_ref::<Refusal>() {
        Some(refusal) if of(refusal) => anyhow!("{refusal}\n{hint}"),
        _ => error,
    }
}

/// What to do on a command line, where the refusal does not say it.
fn hint(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::NoWorkspace { root } => format!("新建一个：kuaibao init {}", root.display()),
        Refusal::NoDrafts => "起一期新稿：kuaibao new".to_owned(),
        Refusal::NoFile { path, near } => {
            let written = path.to_string_lossy();
            if written.starts_with(['—', '–', '－']) {
                let plain = written.trim_start_matches(['—', '–', '－', '-']);
                format!("若是选项，要用两个英文减号：--{plain}")
            } else {
                meant(&near.as_ref()?.display().to_string())
            }
        }
        // What is wrong in a register stands above; it is no draft that could be checked.
        Refusal::Unreadable { path, .. } if path.ends_with(inbox::FILE) => {
            format!("用文本编辑器打开 {}，照上面说的改好", path.display())
        }
        Refusal::Unreadable { path, .. } => format!("先改好：kuaibao check {}", path.display()),
        Refusal::NotArranged { .. } => "请照 kuaibao new 起的稿子的样子写".to_owned(),
        Refusal::NoSuchColumn { path, .. } | Refusal::NoSuchItem { path, .. } => {
            format!("编号见 kuaibao list {}", path.display())
        }
        Refusal::ColumnLike { name, near, .. } => format!(
            "您是不是要写“{near}”？确是新栏目的，先在稿件里写上 [[column]]，下一行 name = \"{name}\""
        ),
        Refusal::SameDraft { path } => format!(
            "--to 后面要写另一份；在一份稿件里移动，写位置就行，如 kuaibao move {} 2.3 2.1",
            path.display()
        ),
        Refusal::AlreadyHeld { .. } => "确定不要的，用编辑器打开它删去".to_owned(),
        Refusal::NothingFound { issue: true, .. } => {
            "要加到某一期里的来稿，用 --into 稿件 --column 栏目名".to_owned()
        }
        Refusal::Released { .. } => {
            "确要重新发布，写明原因：--reissue 原因（原来的文件保留）".to_owned()
        }
        Refusal::ArchiveTaken { .. } => {
            "登记被删去了的，从备份恢复 archive/manifest.toml（.kuaibao/backup 里有以前的）；确要重新发布，写明原因：--reissue 原因（原来的文件保留，另存为下一个号）；没有发布过的，把这个文件移走"
                .to_owned()
        }
        Refusal::NotYetReleased { .. } => "第一次发布不用 --reissue".to_owned(),
        Refusal::SignedBy { path, role, .. } => format!(
            "换人签，先撤回（在它之后签的也一并撤回）：kuaibao unsign {} --as {}",
            path.display(),
            role.name()
        ),
        Refusal::NoReason => "--reissue 后面写原因".to_owned(),
        Refusal::StrangeReason { .. } => {
            "原因要印在版面上，写成一行，换行、制表符之类删去".to_owned()
        }
        Refusal::NeverReleased { near, .. } => meant(near.as_ref()?),
        Refusal::ArchiveChanged { name, .. } => {
            format!("看看哪里不符：kuaibao verify {name}；从备份恢复以后再做")
        }
        Refusal::NotAsShown { .. } => "再读一次，看过改动再接受".to_owned(),
        Refusal::NotPrinted { .. } => "-o 后面要写新的文件名，或文件夹".to_owned(),
        Refusal::NoScoring => "写一份，再按本地的办法改：kuaibao score --init".to_owned(),
        Refusal::NoUnit { near, .. } => meant(near.as_ref()?),
        Refusal::NoExample { near: Some(near), .. } => meant(near),
        Refusal::NoExample { known, .. } => format!("自带的有：{known}"),
        Refusal::Occupied { .. } => "换一个新文件夹，或加 --force（不会改动已有的文件）".to_owned(),
        _ => return None,
    })
}

/// Says what a program that was killed had left, and what has become of it.
pub(super) fn recovered(office: &Office) {
    for recovered in &office.recovered {
        let job = &recovered.job;
        output::note(&match recovered.how {
            How::Finished => format!("上次“{job}”没有办完就中断了，已经办完"),
            How::Undone => format!("上次“{job}”没有办完就中断了，已经撤回，稿件是原来的样子"),
            How::Unknown => {
                "上次有一件事没有办完就中断了，看不出是什么事；请核对最近改过的稿件".to_owned()
            }
        });
        for path in &recovered.left {
            let path = office.shown(path);
            output::note(&format!("  {} 后来又有人改过，没有动它，请核对", path.display()));
        }
    }
}

/// Says what there is to say of drafts, on stderr.
pub(super) fn say(said: &[Said]) {
    for said in said {
        match said {
            Said::Face { role, name } => output::note(&format!("{}用“{name}”", role.name())),
            Said::NoFace { role, name } => {
                output::note(&format!("本机没有装“{name}”，{}改用自带的字体", role.name()));
            }
            Said::Settings(findings) => show(findings),
            Said::Draft(findings) => show(std::slice::from_ref(findings)),
            Said::OnlyUnsigned { draft } => output::note(&format!(
                "只差签名，可以先印送审稿：kuaibao build --proof {}",
                draft.display()
            )),
            Said::Edited { draft } => output::note(&format!(
                "{} 已经发布，后来改过：这次印的与存档的不同；要作为更正发出去，用 kuaibao release {0} --reissue 原因",
                draft.display()
            )),
            Said::Pages(pages) => {
                show(std::slice::from_ref(&pages.findings));
                hints(&pages.findings);
                if let Some(told) = &pages.advice {
                    let text = advice(told);
                    let title = &told.title;
                    output::alert(Level::Warning, &format!("{title}：{text}"));
                }
            }
        }
    }
}

/// Says of a draft that was changed that its issue has been released, where it has.
pub(super) fn released(office: &Office, draft: &Path) {
    if release::is_released(office, draft) {
        let draft = draft.display();
        output::note(&format!(
            "注意：这一期已经发布，存档的没有变；要作为更正发出去，用 kuaibao release {draft} --reissue 原因"
        ));
    }
}

/// Advice, with the command that does what it advises.
fn advice(advice: &Advice) -> String {
    let numbers: Vec<String> = advice.leave().iter().map(ToString::to_string).collect();
    let draft = advice.draft.display();
    match &advice.problem {
        Problem::Over { .. } if !numbers.is_empty() => {
            format!("{advice}：kuaibao remove {draft} {}", numbers.join(" "))
        }
        Problem::Short { .. } => {
            format!("{advice}；留用稿里有没有合适的：kuaibao list drafts/held.toml")
        }
        _ => advice.to_string(),
    }
}

/// Shows errors and warnings; hints about a draft are for `check`.
fn show(all: &[Findings]) {
    let shown: Vec<Findings> =
        all.iter().map(|all| of_level(all, |level| level <= Level::Warning)).collect();
    if shown.iter().any(|findings| !findings.diagnostics.is_empty()) {
        findings(&shown);
    }
}

/// Shows findings beside what was asked for.
pub(super) fn findings(all: &[Findings]) {
    let text = report::human::render(all, output::look());
    output::painted_aside(&format!("{}\n", text.trim_end()));
}

/// Shows hints that only pages can give, which `check` never sees: a line each, with what to do.
fn hints(layout: &Findings) {
    let mut hints = of_level(layout, |level| level == Level::Hint);
    for hint in &mut hints.diagnostics {
        if let Some(help) = hint.help.take() {
            hint.message = format!("{}；{help}", hint.message);
        }
    }
    if !hints.diagnostics.is_empty() {
        output::note(report::concise(&[hints]).trim_end());
    }
}
