//! `kuaibao compare`: what changed in a draft since it was shown, signed or released.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use super::{Global, Outcome, output, session};
use crate::bulletin::compare::told;
use crate::office::rounds::{self, Before, Reference};
use crate::office::{Office, changes, print};
use crate::workspace::Entry;

/// Where pages go that nobody has named a place for.
const FOLDER: &str = "out";

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao compare drafts/2023-44.toml              送审过的与上一次送审稿比，没有的与签过、发布的比\n  kuaibao compare drafts/2023-44.toml last-proof   与上一次送审稿比\n  kuaibao compare drafts/2023-44.toml 旧稿.toml     与另一份稿件比\n  kuaibao compare drafts/2023-44.toml -o 花脸稿.pdf  排成版面，删去的字画红线，加上的字画底线，末尾附改动清单\n\n删去的字写成 [-原字-]，加上的写成 {+新字+}；终端上分别是红色和绿色。"
)]
pub(super) struct Arguments {
    /// 现在的稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 与什么比：last-proof（送审稿）、signed（签过的）、released（发布的）、round-1（第 1 轮送审的），或另一份稿件
    #[arg(value_name = "从前")]
    before: Option<PathBuf>,
    /// 结果的格式：human（给人看）、json、pdf（花脸稿）；不写就是给人看
    #[arg(long, value_name = "格式", hide_possible_values = true)]
    format: Option<Format>,
    /// 花脸稿写到哪里；不写就是 out/期号.changes.pdf
    #[arg(short, long, value_name = "文件")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Human,
    Json,
    Pdf,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = session::choose(&office, std::slice::from_ref(&arguments.draft))?;
    let [chosen] = chosen.as_slice() else {
        anyhow::bail!("一次比一期，请写一份稿件");
    };
    let named = arguments.before.as_ref().map(|before| match before.to_str() {
        Some("last-proof") => Reference::LastProof,
        Some("signed") => Reference::Signed,
        Some("released") => Reference::Released,
        Some(text) => match text.strip_prefix("round-").map(str::parse) {
            Some(Ok(round)) => Reference::Round(round),
            _ => Reference::Draft(before.clone()),
        },
        None => Reference::Draft(before.clone()),
    });
    let entry = office.entry(chosen)?;
    let before = rounds::before(&office, &entry, named.as_ref())?;
    let comparison = rounds::changed_since(&office, &entry, &before)?;
    let is_pdf =
        |path: &PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    let format = match (arguments.format, &arguments.output) {
        (Some(format), _) => format,
        (None, Some(path)) if is_pdf(path) => Format::Pdf,
        (None, Some(_)) => anyhow::bail!("-o 后面写 .pdf 结尾的文件名；别的格式用 --format"),
        (None, None) => Format::Human,
    };
    match format {
        Format::Json => {
            let text = serde_json::to_string_pretty(&comparison).context("写不出 JSON")?;
            output::data(&format!("{text}\n"))?;
        }
        Format::Human => output::painted(&changes::told(&comparison, true))?,
        Format::Pdf => return pdf(global, arguments, office, &entry, &before),
    }
    if !global.quiet {
        let count = told::count(&comparison);
        let name = before.name();
        output::note(&match count {
            0 => format!("与{name}相同"),
            _ => format!("与{name}比，改动了 {count} 处"),
        });
    }
    Ok(Outcome::Clean)
}

/// The pages with what changed marked.
fn pdf(
    global: &Global,
    arguments: &Arguments,
    office: Office,
    entry: &Entry,
    before: &Before,
) -> Result<Outcome> {
    let Some(press) = session::press(office)? else { return Ok(Outcome::Problems) };
    let made = changes::pages(&press, entry, before)?;
    let path = match &arguments.output {
        Some(path) => press.office.here.join(path),
        None => {
            let name = format!("{}.changes.pdf", print::stem(entry));
            press.office.workspace.root.join(FOLDER).join(name)
        }
    };
    print::deliver(&press.office, &[(path.clone(), &made.pdf)], ".changes.pdf")?;
    output::data(&format!("{}\n", press.office.shown(&path).display()))?;
    if made.template_replaced {
        output::note("自己改过的版式不会标出改动，这一份是按自带的版式排的");
    }
    if !global.quiet {
        let shown = press.office.shown(&path);
        output::note(&format!("已生成 {}（{} 页）", shown.display(), made.pages));
    }
    Ok(Outcome::Clean)
}
