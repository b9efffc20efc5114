//! `kuaibao info`: what one is asked on the telephone when something does not work.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::io::IsTerminal as _;

use anyhow::Result;

use super::{Global, Outcome, failure, output, session};
use crate::office::press::PROGRAM;
use crate::office::store::FOLDER;
use crate::office::{Office, inbox};
use crate::typeset::{FontSet, Role, fonts};
use crate::workspace::archive::Manifest;
use crate::workspace::{HELD_FILE, files};

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao info\n\n打电话求助时照着念，或者整个复制给人：有版本、系统、工作文件夹、字体和各样东西在哪里，没有稿件的内容。"
)]
pub(super) struct Arguments {}

/// What changes how the program works when it is set.
const VARIABLES: [&str; 8] = [
    "KUAIBAO_WORKSPACE",
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "VISUAL",
    "EDITOR",
    "BROWSER",
    "LANG",
];

pub(super) fn run(global: &Global, _: &Arguments) -> Result<Outcome> {
    let mut text = String::new();
    program(&mut text);
    machine(&mut text);
    workspace(global, &mut text);
    output::data(&text)?;
    Ok(Outcome::Clean)
}

fn line(text: &mut String, name: &str, value: impl std::fmt::Display) {
    let _ = writeln!(text, "{name}：{value}");
}

fn program(text: &mut String) {
    let (version, sources) = PROGRAM.split_once(' ').unwrap_or((PROGRAM, ""));
    line(text, "版本", format_args!("kuaibao {version}（源码 {sources}）"));
    let path = std::env::current_exe().unwrap_or_default();
    let size = std::fs::metadata(&path).map_or(0, |meta| meta.len());
    let megabytes = size as f64 / 1e6;
    line(text, "程序", format_args!("{}（{megabytes:.1} MB）", path.display()));
    let faces = fonts::embedded();
    let damaged: Vec<&str> =
        faces.iter().filter(|face| !face.sound).map(|face| face.file).collect();
    match damaged.is_empty() {
        true => line(text, "自带的字体", format_args!("{} 个文件，完好", faces.len())),
        false => {
            line(text, "自带的字体", format_args!("坏了：{}，请重新拷贝程序", damaged.join("、")))
        }
    }
}

fn machine(text: &mut String) {
    let system = system();
    let target = format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    line(text, "系统", format_args!("{system}（程序是给 {target} 的）"));
    let now = chrono::Local::now().format("%Y-%m-%d %H:%M（时区 %:z）");
    line(text, "时间", now);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    line(text, "处理器", format_args!("{cores} 核"));
    let terminal = match (std::io::stdout().is_terminal(), output::width()) {
        (true, width) => format!("是，宽 {width} 格"),
        (false, _) => "不是".to_owned(),
    };
    line(text, "在终端里", terminal);
    line(text, "临时文件夹", std::env::temp_dir().display());
    for name in VARIABLES {
        if let Some(value) = std::env::var_os(name) {
            line(text, &format!("变量 {name}"), value.display());
        }
    }
}

/// What the system calls itself.
fn system() -> String {
    if cfg!(windows) {
        // `ver` is a word of the command line, and so asked there.
        let asked = std::process::Command::new("cmd").args(["/d", "/c", "ver"]).output();
        let said = asked.map(|asked| asked.stdout).unwrap_or_default();
        // Of what is in the machine's code page only the number is of use.
        let said: String = said.iter().map(|byte| char::from(*byte)).collect();
        let other = |c: char| !c.is_ascii_digit() && c != '.';
        let number = said.split(other).max_by_key(|part| part.matches('.').count());
        return format!("Windows {}", number.unwrap_or_default());
    }
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let pretty = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    pretty.map_or(std::env::consts::OS, |name| name.trim_matches('"')).to_owned()
}

fn workspace(global: &Global, text: &mut String) {
    text.push('\n');
    let Ok(here) = session::here() else {
        line(text, "当前文件夹", "找不到");
        return;
    };
    line(text, "当前文件夹", here.display());
    let root = match session::root(global, &here) {
        Ok(root) => root,
        Err(_) => {
            line(text, "工作文件夹", "没有（从当前文件夹往上都没有 bulletin.toml）");
            return;
        }
    };
    line(text, "工作文件夹", root.display());
    if root.as_os_str().to_string_lossy().starts_with(r"\\") {
        line(text, "位置", "网络上的共享文件夹");
    }
    let office = match Office::open(files::disk(), &root, &here, session::who()) {
        Ok(office) => office,
        Err(error) => {
            line(text, "打不开", failure::words(&error));
            return;
        }
    };
    about(&office, text);
}

/// What is in the workspace, and how it is.
fn about(office: &Office, text: &mut String) {
    let workspace = &office.workspace;
    let config = &workspace.config;
    line(text, "刊名", format_args!("{}（版式 {}）", config.name.value, config.template.value));
    let wrong = workspace.findings.iter().filter(|findings| findings.has_errors());
    for findings in wrong {
        let path = findings.source.path().display();
        line(text, "有错误", format_args!("{path}，见 kuaibao check"));
    }
    let drafts = workspace.drafts();
    let names: Vec<String> =
        drafts.iter().filter_map(|issue| Some(issue.name?.to_string())).collect();
    let span = match (names.first(), names.last()) {
        (Some(first), Some(last)) if first != last => format!("（{first} 到 {last}）"),
        (Some(only), _) => format!("（{only}）"),
        _ => String::new(),
    };
    line(text, "稿件", format_args!("drafts 里 {} 份{span}", drafts.len()));
    if workspace.root.join("drafts").join(HELD_FILE).is_file() {
        line(text, "留用稿", format_args!("drafts/{HELD_FILE}"));
    }
    match Manifest::read(office.files(), &workspace.root) {
        Ok(manifest) => {
            line(text, "已发布", format_args!("archive 里 {} 次", manifest.release.len()))
        }
        Err(error) => line(text, "已发布", failure::words(&error)),
    }
    line(text, "单位", format_args!("units.toml 里 {} 个", workspace.roster.units.len()));
    let own: Vec<&str> = ["templates", "fonts", "lexicon.tsv", "scoring.toml", "out"]
        .into_iter()
        .chain(inbox::FOLDERS)
        .filter(|name| workspace.root.join(name).exists())
        .collect();
    if !own.is_empty() {
        line(text, "另有", own.join("、"));
    }
    line(text, "能不能写", writable(office));
    if let Some(holder) = office.store.holder() {
        line(text, "正在改的", format_args!("{}，从 {} 起", holder.who, holder.since));
    }
    for path in office.store.typed() {
        line(text, "没加进稿件的文字", office.shown(&path).display());
    }
    faces(office, text);
}

/// Whether the program may write there, tried on a file of its own.
fn writable(office: &Office) -> String {
    let root = &office.workspace.root;
    let folder = if root.join(FOLDER).is_dir() { root.join(FOLDER) } else { root.clone() };
    match tempfile::Builder::new().prefix(files::SCRATCH).tempfile_in(&folder) {
        Ok(_) => "能".to_owned(),
        // Not its words: the name of the file means nothing to anybody.
        Err(error) => match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "不能：没有权限".to_owned()
            }
            ErrorKind::StorageFull => "不能：磁盘满了".to_owned(),
            kind => format!("不能（{kind:?}）"),
        },
    }
}

/// The faces that the settings name, and whether the machine has them.
fn faces(office: &Office, text: &mut String) {
    let workspace = &office.workspace;
    match FontSet::load(Some(workspace.place()), &workspace.config.fonts) {
        Ok(fonts) => {
            let named = |(role, name): &(Role, String)| format!("{}“{name}”", role.name());
            let chosen: Vec<String> = fonts.chosen.iter().map(named).collect();
            let absent: Vec<String> = fonts.absent.iter().map(named).collect();
            if chosen.is_empty() && absent.is_empty() {
                line(text, "字体", "全用自带的");
            }
            if !chosen.is_empty() {
                line(text, "字体", format_args!("用本机的{}", chosen.join("、")));
            }
            if !absent.is_empty() {
                line(text, "本机没有的字体", format_args!("{}，改用自带的", absent.join("、")));
            }
        }
        Err(error) => line(text, "字体", failure::words(&error)),
    }
}
