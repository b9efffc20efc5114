//! The PDF of the record, with the draft inside if asked for, and its pages on A3 sheets.

use anyhow::Result;

use super::{File, Made, Options};
use crate::typeset::AttachedDraft;
use crate::typeset::impose::{Imposition, impose};

/// PDF/A-2a and PDF/UA-1; with the draft inside PDF/A-3a.
pub(super) fn record(made: &Made<'_>, options: &Options) -> Result<Vec<File>> {
    let bytes = if options.attach_draft {
        let name = format!("{}.toml", made.stem);
        let draft = AttachedDraft { name: &name, text: made.draft };
        let setting = made.fitted.setting;
        made.typesetter.lay_out_with(made.bulletin, setting, made.proof, Some(&draft))?.pdf()?
    } else {
        made.fitted.pages.pdf()?
    };
    Ok(vec![File::new(".pdf", bytes)])
}

pub(super) fn booklet(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    sheets(made, ".booklet.pdf", Imposition::Booklet)
}

pub(super) fn two_up(made: &Made<'_>, _: &Options) -> Result<Vec<File>> {
    sheets(made, ".two-up.pdf", Imposition::TwoUp)
}

fn sheets(made: &Made<'_>, ending: &str, imposition: Imposition) -> Result<Vec<File>> {
    let pages = &made.fitted.pages;
    let bytes = impose(pages.pdf()?, pages.count(), made.bulletin, imposition)?;
    Ok(vec![File::new(ending, bytes)])
}
