//! `kuaibao import --back`: a proof that came back, read into its draft, change by change.

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Result, bail};

use super::{Global, Outcome, output, session};
use crate::office::back::{self, Change, Proposed};
use crate::office::changes;
use crate::report::inert;

/// What of it is taken over.
enum Accept {
    All,
    /// Nothing; remarks are written down all the same.
    None,
    /// By their numbers, or those of their items.
    Numbers(Vec<String>),
}

pub(super) fn run(
    global: &Global,
    file: &Path,
    into: &Path,
    accept: Option<&str>,
) -> Result<Outcome> {
    let office = session::open(global)?;
    let chosen = session::one_to_change(&office, into)?;
    let bytes = session::read_file(&office.here, file)?;
    let proposed = back::propose(&office, &chosen, file, &bytes)?;
    output::painted(&told(&proposed))?;
    let asked =
        accept.is_none() && std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let is_empty =
        proposed.changes.is_empty() && proposed.remarks.is_empty() && proposed.left.is_empty();
    if is_empty {
        output::note("与稿件相同，没有要改的");
        return Ok(Outcome::Clean);
    }
    let accept = match accept {
        Some("all") => Accept::All,
        Some("none") => Accept::None,
        Some(numbers) => {
            let split = numbers.split([',', '，', ' ']).map(str::trim);
            Accept::Numbers(split.filter(|n| !n.is_empty()).map(str::to_owned).collect())
        }
        None if asked => match ask(&proposed)? {
            Some(numbers) => Accept::Numbers(numbers),
            None => {
                output::note("没有改动稿件");
                return Ok(Outcome::Clean);
            }
        },
        None => {
            let some = match proposed.changes.as_slice() {
                [] => "—",
                [first, ..] => &first.number,
            };
            output::note(&format!(
                "还没有改动稿件。在命令后面加 --accept all 全部接受，--accept {some} 接受其中几处（写编号，逗号隔开），--accept none 都不接受，只记批注"
            ));
            return Ok(Outcome::Clean);
        }
    };
    drop(office);
    let numbers = accepted(&proposed, &accept)?;
    // Decided on what was shown: read again under the lock, it must still be so.
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, into)?;
    let now = back::propose(&office, &chosen, file, &bytes)?;
    if now.changes != proposed.changes {
        bail!("稿件刚才又改动过，没有写出，请重来");
    }
    let changes: Vec<&Change> =
        now.changes.iter().filter(|change| numbers.contains(&change.number)).collect();
    let taken = back::take(&office, &chosen, &now, &changes)?;
    output::data(&format!("{}\n", into.display()))?;
    if !global.quiet {
        let mut said = vec![format!("接受了 {} 处改动", taken.changes)];
        let refused = proposed.changes.len() - taken.changes;
        said.extend((refused > 0).then(|| format!("没有接受 {refused} 处")));
        said.extend((taken.remarks > 0).then(|| format!("记下批注 {} 条", taken.remarks)));
        output::note(&said.join("，"));
        if taken.left > 0 {
            output::note(&format!(
                "{} 处放不到稿件里，留在稿件末尾的 [[unplaced]] 里，看过删去才能印",
                taken.left
            ));
        }
    }
    Ok(if taken.left > 0 { Outcome::Problems } else { Outcome::Clean })
}

/// The numbers of the changes that are taken over.
fn accepted(proposed: &Proposed, accept: &Accept) -> Result<Vec<String>> {
    let all = proposed.changes.iter();
    Ok(match accept {
        Accept::All => all.map(|change| change.number.clone()).collect(),
        Accept::None => vec![],
        Accept::Numbers(numbers) => {
            for number in numbers {
                if !proposed.changes.iter().any(|change| change.is_named(number)) {
                    bail!("没有编号是 {number} 的改动\n编号见上面列出的各处，如 2.4、2.4.1");
                }
            }
            let is_named = |change: &&Change| numbers.iter().any(|number| change.is_named(number));
            all.filter(is_named).map(|change| change.number.clone()).collect()
        }
    })
}

/// All that the file asks for, for a person.
fn told(proposed: &Proposed) -> String {
    let mut text = String::new();
    let mut headline = "";
    for change in &proposed.changes {
        if change.headline != headline {
            headline = &change.headline;
            if !headline.is_empty() {
                text.push_str(&format!("{}\n", inert(headline)));
            }
        }
        text.push_str(&shown(change));
    }
    let remarks = proposed.remarks.iter().map(ToString::to_string);
    for line in remarks.chain(proposed.left.iter().map(ToString::to_string)) {
        text.push_str(&format!("{}\n", inert(&line)));
    }
    text
}

fn shown(change: &Change) -> String {
    let words = changes::marked(&change.stretches, true);
    format!("  {} {}：{words}\n", change.number, change.what)
}

/// Asks of each change; `None` when nothing is to be written.
fn ask(proposed: &Proposed) -> Result<Option<Vec<String>>> {
    let mut numbers = vec![];
    let mut lines = std::io::stdin().lock().lines();
    let mut rest = None;
    for change in &proposed.changes {
        let yes = match rest {
            Some(answer) => answer,
            None => loop {
                output::painted(&format!(
                    "\n{}接受吗？y 接受，n 不接受，a 以下都接受，d 以下都不接受，q 什么都不改：",
                    shown(change)
                ))?;
                let _ = std::io::stdout().flush();
                let Some(answer) = lines.next() else { return Ok(None) };
                match answer?.trim() {
                    "y" | "Y" | "是" => break true,
                    "n" | "N" | "否" => break false,
                    "q" | "Q" => return Ok(None),
                    "a" | "A" => {
                        rest = Some(true);
                        break true;
                    }
                    "d" | "D" => {
                        rest = Some(false);
                        break false;
                    }
                    _ => {}
                }
            },
        };
        if yes {
            numbers.push(change.number.clone());
        }
    }
    Ok(Some(numbers))
}
