//! Each page as a picture.

use anyhow::Result;

use super::{File, Made, Options};

pub(super) fn png(made: &Made<'_>, options: &Options) -> Result<Vec<File>> {
    let ppi = f64::from(options.ppi);
    each(made, ".png", |page| made.fitted.pages.png(page, ppi))
}

pub(super) fn svg(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    each(made, ".svg", |page| made.fitted.pages.svg(page).map(String::into_bytes))
}

/// `.1.png`, `.2.png`; a single page has no number.
fn each(
    made: &Made<'_>,
    ending: &str,
    draw: impl Fn(usize) -> Result<Vec<u8>>,
) -> Result<Vec<File>> {
    let count = made.fitted.pages.count();
    let page = |index: usize| {
        let number = if count > 1 { format!(".{}", index + 1) } else { String::new() };
        Ok(File::new(format!("{number}{ending}"), draw(index)?))
    };
    (0..count).map(page).collect()
}
