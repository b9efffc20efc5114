//! The PDF of the record, with the draft inside if asked for, and its pages on A3 sheets.

use anyhow::Result;

use super::{File, Made, Options};
use crate::bulletin::Bulletin;
use crate::typeset::AttachedDraft;
use crate::typeset::impose::{Imposition, impose};

/// PDF/A-2a and PDF/UA-1; with the draft inside PDF/A-3a.
pub(super) fn record(made: &Made<'_>, options: &Options) -> Result<Vec<File>> {
    let name = format!("{}.toml", made.stem);
    let draft = AttachedDraft { name: &name, text: made.draft };
    let draft = options.attach_draft.then_some(&draft);
    // Neither moves anything on the pages, so they are set as they were fitted.
    let again = if draft.is_some() || options.preprinted {
        let preprinted = made.bulletin.preprinted || options.preprinted;
        let bulletin = Bulletin { preprinted, ..made.bulletin.clone() };
        let setting = made.fitted.setting;
        Some(made.typesetter.lay_out_with(&bulletin, setting, made.proof, draft)?)
    } else {
        None
    };
    let pages = again.as_ref().unwrap_or(&made.fitted.pages);
    let bytes = match options.review && made.proof {
        true => made.typesetter.with_review(pages, made.bulletin, &made.remarks)?,
        false => pages.pdf()?,
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
    let bytes = impose(pages, made.bulletin, imposition)?;
    Ok(vec![File::new(ending, bytes)])
}
