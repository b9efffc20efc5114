//! What `build` is asked to make, by `--format`, by the ending of `-o`, or by the flags of old.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Result, bail};

use super::usage;
use crate::export::{self, FORMS, Form, Options};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// 做成什么，可写几种，用逗号隔开；不写就看 -o 的结尾，再就是 pdf。有哪些见下
    #[arg(long = "format", value_name = "格式", value_parser = forms)]
    formats: Vec<Forms>,
    /// 每种格式各做一份
    #[arg(long, conflicts_with = "formats")]
    all_forms: bool,
    #[arg(long, hide = true, group = "old", conflicts_with = "all_forms")]
    booklet: bool,
    #[arg(long, hide = true, group = "old", conflicts_with = "all_forms")]
    two_up: bool,
    #[arg(long, hide = true, group = "old", conflicts_with = "all_forms")]
    png: bool,
    #[arg(long, hide = true, group = "old", conflicts_with = "all_forms")]
    svg: bool,
    #[arg(long, hide = true, group = "old", conflicts_with = "all_forms")]
    data: bool,
    /// 把稿件附在 PDF 里面，一起存档（PDF/A-3a）
    #[arg(long)]
    attach_draft: bool,
    /// OFD 按归档要求做成 OFD-A（GB/T 42133-2022）
    #[arg(long)]
    archive: bool,
    /// 另做一个网页，打开它按一下就复制好正文，再粘贴到公众号编辑器（--format wechat）
    #[arg(long)]
    copy: bool,
    /// 印在已有红头的纸上（套红纸）：刊名、红线不印，地方留着
    #[arg(long)]
    preprinted: bool,
    /// 送审稿后面附一页审签单：检查后余下的问题，三个岗位的签字栏
    #[arg(long, requires = "proof")]
    review: bool,
    /// PNG 每英寸多少点，36 到 600；不写就是 144
    #[arg(long, value_name = "点数", value_parser = usage::number_in(36..=600))]
    ppi: Option<u16>,
}

/// The forms that are wanted, each once, in the order asked for.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) forms: Vec<Form>,
    pub(super) options: Options,
}

impl Arguments {
    /// What is wanted, with the file or folder that `-o` names.
    pub(super) fn wanted(&self, output: Option<&Path>) -> Result<Wanted> {
        let old = [
            (self.booklet, Form::Booklet),
            (self.two_up, Form::TwoUp),
            (self.png, Form::Png),
            (self.svg, Form::Svg),
            (self.data, Form::Data),
        ];
        let old = old.into_iter().filter(|(asked, _)| *asked).map(|(_, form)| form);
        let mut forms: Vec<Form> = vec![];
        let all = FORMS.iter().map(|row| row.form).filter(|_| self.all_forms);
        for form in self.formats.iter().flat_map(|forms| &forms.0).copied().chain(old).chain(all) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let file = output.filter(|path| names_a_file(path)).and_then(Path::file_name);
        match file.map(OsStr::to_string_lossy) {
            Some(_) if forms.len() > 1 => {
                bail!("要做 {} 种文件，-o 后面要写文件夹（以 / 结尾），不能是一个文件", forms.len())
            }
            Some(name) => match forms.first() {
                Some(form) => agrees(*form, &name)?,
                None => forms.push(by_ending(&name)?),
            },
            None if forms.is_empty() => forms.push(Form::Pdf),
            None => {}
        }
        if self.attach_draft && !forms.contains(&Form::Pdf) {
            bail!("只有 pdf 里能附稿件（--attach-draft）");
        }
        if self.archive && !forms.contains(&Form::Ofd) {
            bail!("--archive 只用于 OFD：--format ofd");
        }
        if self.copy && !forms.contains(&Form::Wechat) {
            bail!("--copy 只用于公众号：--format wechat");
        }
        if self.preprinted && !forms.contains(&Form::Pdf) {
            bail!("只有 pdf 能印在套红纸上（--preprinted）");
        }
        if self.ppi.is_some() && !forms.contains(&Form::Png) {
            bail!("--ppi 只用于图片：--format png");
        }
        let options = Options {
            ppi: self.ppi.unwrap_or(Options::default().ppi),
            attach_draft: self.attach_draft,
            archive: self.archive,
            copy: self.copy,
            preprinted: self.preprinted,
            review: self.review,
        };
        Ok(Wanted { forms, options })
    }
}

/// Neither stdout, nor a folder, nor a device such as /dev/null.
fn names_a_file(path: &Path) -> bool {
    path.as_os_str() != "-"
        && !path.to_string_lossy().ends_with(['/', '\\'])
        && (path.is_file() || !path.exists())
}

fn by_ending(name: &str) -> Result<Form> {
    match Form::of_file(name) {
        Some(form) => Ok(form),
        None => {
            let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
            let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy();
            // What people mean by another ending.
            let near = match ending.to_lowercase().as_str() {
                "doc" | "wps" | "rtf" | "odt" => ".docx",
                "jpg" | "jpeg" | "gif" | "bmp" | "tif" | "tiff" => ".png",
                "htm" | "mht" => ".html",
                "md" => ".txt",
                _ => "",
            };
            let endings = FORMS.iter().map(|row| row.ending).collect::<Vec<_>>().join("、");
            match near {
                "" => bail!(
                    "看不出“{name}”要做成哪种文件\n以 {endings} 结尾；要写到文件夹里，以 / 结尾"
                ),
                near => bail!("做不成 .{ending} 文件\n写成 {stem}{near}；能做的以 {endings} 结尾"),
            }
        }
    }
}

/// A Word document is not called x.pdf.
fn agrees(form: Form, name: &str) -> Result<()> {
    let row = form.row();
    if !name.to_lowercase().ends_with(row.extension()) {
        bail!("{} 做出的文件以 {} 结尾，不能叫“{name}”", row.form.name(), row.ending);
    }
    Ok(())
}

/// Forms between commas, Chinese ones too.
#[derive(Debug, Clone)]
struct Forms(Vec<Form>);

fn forms(names: &str) -> Result<Forms, String> {
    let form = |name: &str| {
        Form::named(name.trim()).ok_or_else(|| format!("可用的有：{}", export::names()))
    };
    names.split([',', '，', '、']).map(form).collect::<Result<_, _>>().map(Forms)
}

/// The forms with what they are for, as help shows them.
pub(super) fn table() -> String {
    let wide = FORMS.iter().map(|row| row.form.name().len()).max().unwrap_or_default();
    let line = |row: &export::Row| {
        format!("  {:wide$}  {}（{}）\n", row.form.name(), row.purpose, row.ending)
    };
    FORMS.iter().map(line).collect()
}
