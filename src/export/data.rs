//! What the template receives, for those who make templates.

use anyhow::Result;

use super::{File, Made, Options};

pub(super) fn make(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    let bytes = made.typesetter.data(made.bulletin, made.fitted.setting, made.proof)?;
    Ok(vec![File::new(".data.json", bytes)])
}
