//! `kuaibao add`: an item typed or pasted, filed into a draft.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use anyhow::{Context as _, Result, anyhow, bail};

use super::{Global, Outcome, failure, import, output, session};
use crate::office::edit::Edited;
use crate::office::filing::{self, Filing};
use crate::office::inbox;
use crate::office::store::{Plan, Store};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao add drafts/2023-44.toml --column 民生保障               打开编辑器，粘贴、存盘、关闭\n  kuaibao add drafts/2023-44.toml --column 民生保障 < 来稿.txt     从标准输入读\n\n粘贴的文字照来稿的样子就行：标题、正文、（单位）。编辑器用环境变量 EDITOR 指定。"
)]
pub(super) struct Arguments {
    /// 加到哪份稿件
    #[arg(value_name = "稿件")]
    draft: PathBuf,
    /// 加到哪个栏目；稿件里没有的栏目会新加
    #[arg(long, value_name = "栏目名")]
    column: String,
    /// 供稿单位，来稿里没有时用；可写几次
    #[arg(long, value_name = "单位")]
    credit: Vec<String>,
}

pub(super) fn run(global: &Global, arguments: &Arguments) -> Result<Outcome> {
    let office = session::open(global)?;
    // Better said before anything is typed.
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    Edited::open(&office, &chosen)?;
    let store = &office.store;
    for path in store.typed() {
        let path = office.shown(&path);
        output::note(&format!("以前输入的文字还没有加进稿件，留在 {}", path.display()));
    }
    let typed = match std::io::stdin().is_terminal() {
        true => from_editor(store)?,
        false => store.keep_typed(&session::read_file(&office.here, "-".as_ref())?)?,
    };
    let bytes = store.files().saved(&typed).context("读不出编辑器存的文件")?;
    if bytes.trim_ascii().is_empty() {
        store.forget_typed(&typed);
        bail!("没有写内容，没有改动稿件");
    }
    let shown = office.shown(&typed);
    drop(office);
    file(global, arguments, &typed, &bytes).map_err(|error| {
        let into = arguments.draft.display();
        let column = &arguments.column;
        let again = format!("kuaibao import --into {into} --column {column} {}", shown.display());
        // What to do stands below what is wrong.
        let words = failure::words(&error);
        anyhow!("{words}\n输入的文字留在 {}；改好以后再加：{again}", shown.display())
    })
}

/// Files what was typed; it is in no other file until it stands in the draft.
fn file(global: &Global, arguments: &Arguments, typed: &Path, bytes: &[u8]) -> Result<Outcome> {
    let office = session::open_to_write(global)?;
    let chosen = session::one_to_change(&office, &arguments.draft)?;
    let mut edited = Edited::open(&office, &chosen)?;
    let filing = Filing { column: &arguments.column, credits: &arguments.credit, stem: "" };
    let filed = filing::submit(&office, &mut edited, "-".as_ref(), bytes, &filing)?;
    let mut plan = Plan::default();
    edited.plan(&office, &mut plan)?;
    plan.remove(typed, bytes);
    let arrived = [(inbox::PASTED.to_owned(), bytes, &filed)];
    import::note_filed(&office, &edited, &arrived, &mut plan)?;
    office.commit("加来稿", &plan)?;
    import::say_filed(global, &office, &edited, &[(None, filed)])
}

/// The file in which an editor has left what was typed.
fn from_editor(store: &Store) -> Result<PathBuf> {
    let named = ["VISUAL", "EDITOR"].iter().find_map(std::env::var_os);
    let editor = named.unwrap_or_else(|| if cfg!(windows) { "notepad" } else { "vi" }.into());
    let path = store.keep_typed(b"")?;
    let editor = editor.to_string_lossy().into_owned();
    let words = words(&editor, |program| Path::new(program).is_file());
    let (program, rest) = words.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let status = Command::new(program).args(rest).arg(&path).status();
    if cfg!(windows) && status.is_ok() && is_blank(store, &path) {
        // The editor of Windows 11 hands its file to a window that is open already, and ends.
        output::note("写好、存盘以后回到这里按回车键；不写了，也按回车键");
        let _ = std::io::stdin().read_line(&mut String::new());
    }
    let done = status.as_ref().is_ok_and(ExitStatus::success);
    if !done && is_blank(store, &path) {
        store.forget_typed(&path);
    }
    let status =
        status.with_context(|| format!("打不开编辑器“{program}”\n用环境变量 EDITOR 指定一个"))?;
    if !status.success() {
        bail!("编辑器没有正常结束，没有改动稿件\n若已输入，文字留在 {}", path.display());
    }
    Ok(path)
}

fn is_blank(store: &Store, path: &Path) -> bool {
    store.files().saved(path).is_ok_and(|text| text.trim_ascii().is_empty())
}

/// The program and its arguments, as in `code --wait`. One whose path has spaces may stand in quotes,
/// or alone.
fn words(editor: &str, is_program: impl Fn(&str) -> bool) -> Vec<&str> {
    let editor = editor.trim();
    if is_program(editor) {
        return vec![editor];
    }
    match editor.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
        Some((program, rest)) => std::iter::once(program).chain(rest.split_whitespace()).collect(),
        None => editor.split_whitespace().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn an_editor_may_have_arguments_and_spaces() {
        const NOTEPAD: &str = r"C:\Program Files\Notepad++\notepad++.exe";
        let quoted = format!("\"{NOTEPAD}\" -multiInst -nosession");
        let cases: [(&str, &[&str]); 6] = [
            ("vi", &["vi"]),
            ("code --wait", &["code", "--wait"]),
            ("  notepad ", &["notepad"]),
            (NOTEPAD, &[NOTEPAD]),
            (&quoted, &[NOTEPAD, "-multiInst", "-nosession"]),
            ("", &[]),
        ];
        for (editor, expected) in cases {
            assert_eq!(words(editor, |program| program == NOTEPAD), expected, "{editor}");
        }
    }
}
