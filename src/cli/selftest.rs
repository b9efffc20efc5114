//! `kuaibao selftest`: does it all work on this machine?

use std::net::{Ipv4Addr, TcpListener};
use std::time::Instant;

use anyhow::{Context as _, Result};

use super::{Outcome, failure, output, session};
use crate::office::selftest;
use crate::workspace::files;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao selftest\n\n在临时文件夹里排一期样稿，检查、印、读回、发布、核对一遍，几秒钟，不联网，不动您的稿件，完了什么都不留。\n“样页指纹”各台电脑都应当一样，打电话时可以对。全部通过退出码为 0，不通过为 1。"
)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments) -> Result<Outcome> {
    let began = Instant::now();
    let folder = tempfile::Builder::new().prefix("kuaibao-selftest-").tempdir();
    let folder = folder
        .with_context(|| format!("临时文件夹 {} 里写不了东西", std::env::temp_dir().display()))?;
    // Nothing can be done about a line that nobody reads.
    let tell = |name: &str, result: Result<String>| match result {
        Ok(found) => drop(output::data(&format!("通过    {name}：{found}\n"))),
        Err(error) => drop(output::data(&format!("不通过  {name}：{}\n", failure::words(&error)))),
    };
    let mut outcome =
        selftest::run(&files::disk(), folder.path(), &session::who(), &mut |part, result| {
            tell(part.name(), result);
        });
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    outcome.passed &= port.is_ok();
    let port = port.map(|_| "浏览器能连上本机".to_owned());
    tell("编辑台", port.context("本机不让程序开端口，编辑台打不开；请管理员放行这个程序"));
    // Said here: the system may still hold a file when nobody is left to hear of it.
    folder.close().context("临时文件夹没有删掉")?;
    let seconds = began.elapsed().as_secs_f64();
    if !outcome.fingerprint.is_empty() {
        output::data(&format!("样页指纹 {}\n", grouped(&outcome.fingerprint)))?;
    }
    if outcome.passed {
        output::data(&format!("全部通过，用了 {seconds:.1} 秒\n"))?;
        return Ok(Outcome::Clean);
    }
    output::data(&format!("没有全部通过，用了 {seconds:.1} 秒\n"))?;
    Ok(Outcome::Problems)
}

/// The beginning of a fingerprint, as it is read out: `3f2a 91c0 77de`.
fn grouped(fingerprint: &str) -> String {
    const GROUPS: usize = 3;
    let of = |group: usize| fingerprint.get(group * 4..group * 4 + 4).unwrap_or_default();
    (0..GROUPS).map(of).collect::<Vec<_>>().join(" ")
}
