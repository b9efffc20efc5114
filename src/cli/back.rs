//! `kuaibao import --back`: a proof that came back, read into its draft, change by change.

use std::io::{BufRead, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Result, bail};

use super::{Global, Outcome, output, session};
use crate::draft::Role;
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
        output::note("与送去时的一样，没有要改的");
        return Ok(Outcome::Clean);
    }
    let accept = match accept {
        Some("all") => Accept::All,
        Some("none") => Accept::None,
        Some(numbers) => {
            let split = numbers.split([',', '，', ' ']).map(str::trim);
            Accept::Numbers(split.filter(|n| !n.is_empty()).map(str::to_owned).collect())
        }
        None if asked => match ask(&proposed, &mut std::io::stdin().lock(), &mut told_now)? {
            Some(numbers) => Accept::Numbers(numbers),
            None => {
                output::note("没有改动稿件");
                return Ok(Outcome::Clean);
            }
        },
        None => {
            output::note(&match proposed.changes.as_slice() {
                [] => "还没有改动稿件。在命令后面加 --accept none 记下批注和放不到稿件里的内容"
                    .to_owned(),
                [first, ..] => format!(
                    "还没有改动稿件。在命令后面加 --accept all 全部接受，--accept {} 接受其中几处（写编号，逗号隔开），--accept none 都不接受，只记批注",
                    first.number
                ),
            });
            if !proposed.changes.is_empty() {
                output_voids(&proposed.voids, "接受改动以后，");
            }
            return Ok(Outcome::Clean);
        }
    };
    drop(office);
    let numbers = accepted(&proposed, &accept)?;
    // Decided on what was shown: read again under the lock, it must still be so.
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, into)?;
    let path = office.entry(&chosen)?.source.path().display().to_string();
    let is_accepted = |change: &Change| numbers.contains(&change.number);
    let shown = proposed.fingerprint();
    let taken = back::take(&office, &chosen, (file, &bytes), &shown, is_accepted)?;
    output::data(&format!("{path}\n"))?;
    if !global.quiet {
        let mut said = vec![format!("接受了 {} 处改动", taken.changes)];
        let refused = proposed.changes.len() - taken.changes;
        said.extend((refused > 0).then(|| format!("没有接受 {refused} 处")));
        said.extend((taken.remarks > 0).then(|| format!("记下批注 {} 条", taken.remarks)));
        output::note(&said.join("，"));
        output_voids(&taken.voids, "");
        if taken.left > 0 {
            output::note(&format!(
                "{} 处放不到稿件里，留在稿件末尾的 [[unplaced]] 里，看过删去才能印",
                taken.left
            ));
        }
    }
    Ok(if taken.left > 0 { Outcome::Problems } else { Outcome::Clean })
}

/// Says whose signatures do not hold any more.
fn output_voids(roles: &[Role], when: &str) {
    if let Some(told) = back::told_void(roles) {
        output::note(&format!("{when}{told}"));
    }
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

/// Says something on a line on which it is answered.
fn told_now(text: &str) -> Result<()> {
    output::painted(text)?;
    let _ = std::io::stdout().flush();
    Ok(())
}

fn shown(change: &Change) -> String {
    let words = changes::marked(&change.stretches, true);
    format!("  {} {}：{words}\n", change.number, change.what)
}

/// What somebody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    /// Of this and all that follow.
    YesToAll,
    NoToAll,
    Quit,
}

impl Answer {
    fn of(text: &str) -> Option<Self> {
        // Typed while Chinese is written, letters are wide.
        let text = text.trim().trim_end_matches(['。', '.', '，', '！']).to_lowercase();
        let narrow = |c: char| match c {
            'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            other => other,
        };
        Some(match text.chars().map(narrow).collect::<String>().as_str() {
            "y" | "yes" | "是" | "好" | "接受" => Self::Yes,
            "n" | "no" | "否" | "不" | "不接受" => Self::No,
            "a" | "都接受" | "全部接受" => Self::YesToAll,
            "d" | "都不接受" => Self::NoToAll,
            "q" | "退出" => Self::Quit,
            _ => return None,
        })
    }
}

/// Asks of each change, of remarks alone where there is none; `None` when nothing is to be written.
fn ask(
    proposed: &Proposed,
    input: &mut impl BufRead,
    tell: &mut impl FnMut(&str) -> Result<()>,
) -> Result<Option<Vec<String>>> {
    const CHOICE: &str = "接受吗？y 接受，n 不接受，a 以下都接受，d 以下都不接受，q 什么都不改：";
    const REMARKS: &str = "\n记进稿件吗？y 记下，n 不记：";
    if proposed.changes.is_empty() {
        let yes = matches!(one(REMARKS, input, tell)?, Some(Answer::Yes | Answer::YesToAll));
        return Ok(yes.then(Vec::new));
    }
    let mut numbers = vec![];
    let mut rest = None;
    for change in &proposed.changes {
        let answer = match rest {
            Some(answer) => answer,
            None => match one(&format!("\n{}{CHOICE}", shown(change)), input, tell)? {
                Some(Answer::Quit) | None => return Ok(None),
                Some(answer) => answer,
            },
        };
        if matches!(answer, Answer::YesToAll | Answer::NoToAll) {
            rest = Some(answer);
        }
        if matches!(answer, Answer::Yes | Answer::YesToAll) {
            numbers.push(change.number.clone());
        }
    }
    Ok(Some(numbers))
}

/// Asks until it is answered; `None` where the input ends.
fn one(
    question: &str,
    input: &mut impl BufRead,
    tell: &mut impl FnMut(&str) -> Result<()>,
) -> Result<Option<Answer>> {
    tell(question)?;
    loop {
        let mut line = vec![];
        if input.read_until(b'\n', &mut line)? == 0 {
            tell("\n")?;
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        if let Some(answer) = Answer::of(&line) {
            return Ok(Some(answer));
        }
        tell(&match line.trim() {
            "" => "请回答 y、n、a、d 或 q：".to_owned(),
            other => format!("看不懂“{}”，请回答 y、n、a、d 或 q：", inert(other)),
        })?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(number: &str) -> Change {
        Change::example(number)
    }

    fn asked(numbers: &[&str], input: &[u8]) -> (Option<Vec<String>>, String) {
        let changes = numbers.iter().map(|number| change(number)).collect();
        let proposed = Proposed { changes, remarks: vec![], left: vec![], voids: vec![] };
        let mut told = String::new();
        let answers = ask(&proposed, &mut &*input, &mut |text| {
            told.push_str(text);
            Ok(())
        });
        (answers.expect("a list can be read"), told)
    }

    #[test]
    fn whatever_is_answered_is_understood_or_asked_again() {
        let some = |numbers: &[&str]| Some(numbers.iter().map(ToString::to_string).collect());
        for (input, expected) in [
            ("y\nn\ny\n", some(&["1.1.1", "1.2.1"])),
            ("ｙ\r\n接受。\n不\n", some(&["1.1.1", "1.1.2"])),
            ("n\na\n", some(&["1.1.2", "1.2.1"])),
            ("Y\nd\n", some(&["1.1.1"])),
            ("y\nq\n", None),
            ("y\n", None),
            ("", None),
            ("什么\n\n\u{1b}[31m\ny\ny\nNO", some(&["1.1.1", "1.1.2"])),
        ] {
            let (answers, told) = asked(&["1.1.1", "1.1.2", "1.2.1"], input.as_bytes());
            assert_eq!(answers, expected, "{input:?}");
            assert!(!told.contains('\u{1b}') || !input.contains("什么"), "{told:?}");
        }
        // What another code page makes of an answer.
        assert_eq!(asked(&["1.1.1"], b"\xca\xc7\ny\n").0, some(&["1.1.1"]));
        let told = asked(&["1.1.1"], "也许\nn\n".as_bytes()).1;
        assert!(told.contains("看不懂“也许”"), "{told}");
        // Only remarks.
        assert_eq!(asked(&[], b"y\n").0, some(&[]));
        assert_eq!(asked(&[], b"n\n").0, None);
        assert_eq!(asked(&[], b"").0, None);
    }
}
