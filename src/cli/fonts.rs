//! `kuaibao fonts`: what a page is set in, and what would be nicer.

use anyhow::Result;

use super::{Global, Outcome, output, session};
use crate::config::Fonts;
use crate::typeset::fonts::{Origin, installed_families, preferred_among};
use crate::typeset::{FontSet, Role};
use crate::workspace::Workspace;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  kuaibao fonts\n\n想用本机装的正版字体，在 bulletin.toml 里写：\n  [fonts]\n  title = [\"方正小标宋简体\"]\n  body = [\"仿宋_GB2312\"]"
)]
pub(super) struct Arguments {}

pub(super) fn run(global: &Global, _: &Arguments) -> Result<Outcome> {
    let here = session::here()?;
    let workspace = match session::root(global, &here) {
        Ok(root) => Some(session::open_at(&root, &here)?.workspace),
        Err(_) if global.workspace.is_none() => None,
        Err(error) => return Err(error),
    };
    let chosen = workspace.as_ref().map_or(Fonts::default(), |w| w.config.fonts.clone());
    let fonts = FontSet::load(workspace.as_ref().map(Workspace::place), &chosen)?;
    let installed = installed_families();
    let mut text = String::new();
    for role in Role::ALL {
        text.push_str(&format!("{}\n", role.name()));
        for (index, face) in fonts.faces(role).iter().enumerate() {
            let place = match face.origin {
                Origin::Embedded(file) => format!("自带，{file}"),
                Origin::Workspace(path) => format!("工作文件夹，{}", path.display()),
                Origin::System(path) => format!("本机，{}", path.display()),
            };
            let only = match face.first_for {
                Some(what) if face.only => format!("，只用于{what}"),
                Some(what) => format!("，{what}先用它"),
                None => String::new(),
            };
            text.push_str(&format!("  {}. {}（{place}{only}）\n", index + 1, face.family));
        }
        let han = ('\u{4E00}'..='\u{9FFF}').chain('\u{3400}'..='\u{4DBF}');
        let total = han.clone().count();
        let count = fonts.count(role, han);
        text.push_str(&format!("  可印汉字：基本区和扩展A区 {total} 个中的 {count} 个\n"));
        let preferred = preferred_among(role, &installed);
        if preferred.is_empty() {
            let names = role.preferred().join("、");
            text.push_str(&format!("  公文常用而本机没有装的：{names}\n"));
        } else {
            let names = preferred.join("、");
            text.push_str(&format!(
                "  本机装有公文常用的：{names}（写进 bulletin.toml 的 [fonts] 就用）\n"
            ));
        }
        text.push('\n');
    }
    for (role, name) in &fonts.absent {
        text.push_str(&format!(
            "bulletin.toml 里写的“{name}”（{}）本机没有装，改用自带的字体。\n",
            role.name()
        ));
    }
    output::data(&text)?;
    Ok(Outcome::Clean)
}
