//! `kuaibao verify`: are the released bulletins still what they were?

use anyhow::Result;

use super::{Global, Outcome, output, session, words};
use crate::office::press::Press;
use crate::office::verify::{self, Verified};

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
    let office = session::open(global)?;
    let chosen = verify::choose(&office, &arguments.names)?;
    if chosen.releases.is_empty() && chosen.strays.is_empty() && chosen.from_backup.is_none() {
        output::note("还没有发布过任何一期");
        return Ok(Outcome::Clean);
    }
    let mut said = vec![];
    let press = Press::new(office, &mut said)?;
    words::say(&said);
    let mut good = chosen.strays.is_empty() && chosen.from_backup.is_none();
    if let Some(from_backup) = &chosen.from_backup {
        output::data(&format!(
            "{from_backup}\n  下次发布时按备份恢复；现在就恢复，把备份复制一份，改名为 manifest.toml\n",
        ))?;
    }
    if chosen.backup_lost {
        output::note(verify::BACKUP_LOST);
    }
    for stray in &chosen.strays {
        output::data(&format!(
            "{stray}：没有登记\n  发布中断过，或 manifest.toml 和它的备份被改动过；从别处的备份恢复 archive 文件夹里的 manifest.toml，没有备份的重新发布这一期\n"
        ))?;
    }
    for release in &chosen.releases {
        let verified = verify::examine(&press, &chosen, release)?;
        good &= verified.faults.is_empty();
        output::data(&text(&verified))?;
    }
    Ok(if good { Outcome::Clean } else { Outcome::Problems })
}

fn text(verified: &Verified) -> String {
    let verdict = match (verified.faults.is_empty(), verified.changed.is_empty()) {
        (false, _) => "不符",
        (true, false) => "PDF 完好",
        (true, true) => "相符",
    };
    let mut text = format!("{}：{verdict}\n", verified.pdf);
    for fault in &verified.faults {
        text.push_str(&format!("  {}\n", fault));
        fault.lines().iter().for_each(|line| text.push_str(&format!("    {line}\n")));
    }
    if !verified.changed.is_empty() {
        let changed = verified.changed.join("、");
        text.push_str(&format!("  现在重排会不一样：发布以后改动了{changed}\n"));
    }
    text
}
