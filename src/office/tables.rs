//! Tables written to files that somebody names.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::{Office, Refusal, print, store};
use crate::export::table::TableForm;
use crate::report::table::Table;
use crate::typeset::Pages;
use crate::workspace::files::Files;

/// Writes tables to a file, whole or not at all.
///
/// # Errors
/// The file's ending is of another form, what is there is something else, or it cannot be written.
pub fn save(files: &dyn Files, path: &Path, form: TableForm, tables: &[Table]) -> Result<()> {
    deliver(files, path, form, &form.bytes(tables)?)
}

/// The same with bytes of that form.
///
/// # Errors
/// As [`save`].
pub fn deliver(files: &dyn Files, path: &Path, form: TableForm, bytes: &[u8]) -> Result<()> {
    // /dev/null takes anything.
    let is_device = files.exists(path) && !files.is_file(path) && !files.is_folder(path);
    if !is_device && TableForm::of_file(path) != Some(form) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        bail!("文件名要以 .{} 结尾，不能叫“{name}”", form.ending());
    }
    if files.is_file(path) && files.saved(path).is_ok_and(|old| !form.may_be(&old)) {
        return Err(Refusal::NotPrinted { path: path.to_owned() }.into());
    }
    store::deliver(files, path, bytes)?;
    Ok(())
}

/// Writes pages to a file, whole or not at all: all in a PDF, each as a picture. What was written.
///
/// # Errors
/// The file's ending is of none of these, what is there is something else, or it cannot be written.
pub fn print(office: &Office, path: &Path, pages: &Pages) -> Result<Vec<PathBuf>> {
    const PPI: f64 = 144.0;
    let ending = ending(path);
    let each = |make: &dyn Fn(usize) -> Result<Vec<u8>>| {
        (0..pages.count()).map(make).collect::<Result<Vec<_>>>()
    };
    let made: Vec<Vec<u8>> = match ending.as_str() {
        "pdf" => vec![pages.pdf()?],
        "svg" => each(&|page| Ok(pages.svg(page)?.into_bytes()))?,
        "png" => each(&|page| pages.png(page, PPI))?,
        _ => bail!("文件名要以 .pdf、.svg 或 .png 结尾，不能叫“{}”", path.display()),
    };
    let name = |page: usize| match made.len() {
        1 => path.to_owned(),
        _ => path.with_extension(format!("{}.{ending}", page + 1)),
    };
    let files: Vec<(PathBuf, &[u8])> =
        made.iter().enumerate().map(|(page, bytes)| (name(page), bytes.as_slice())).collect();
    print::deliver(office, &files, &format!(".count.{ending}"))?;
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

/// Whether a file is one of pages, by its ending.
pub fn is_of_pages(path: &Path) -> bool {
    ["pdf", "svg", "png"].contains(&ending(path).as_str())
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}
