//! Why the program could not run, in words that say what to do.

use super::{output, session, words};
use crate::office::store::Refused;
use crate::office::{Refusal, reason};
use crate::source::Level;
use crate::workspace;
use crate::zh::character::is_han;

/// Says why the program could not run.
pub(super) fn show(error: &anyhow::Error) {
    output::alert(Level::Error, &words(error));
}

/// What went wrong, and why.
pub(super) fn words(error: &anyhow::Error) -> String {
    let mut causes = error.chain();
    let first = causes.next().map(worded).unwrap_or_default();
    let mut text = first;
    for cause in causes {
        let reason = match cause.downcast_ref::<std::io::Error>() {
            Some(error) => reason(error),
            // A library's English helps nobody here.
            None if cause.to_string().chars().any(is_han) => worded(cause),
            None => continue,
        };
        text.push_str(&format!("\n  原因：{reason}"));
    }
    text
}

/// What is wrong, and what to do on a command line where the office has not said it.
fn worded(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(refusal) = error.downcast_ref::<Refusal>() {
        return words::refusal(refusal);
    }
    match error.downcast_ref::<Refused>() {
        Some(refused) => {
            let here = session::here().unwrap_or_default();
            refused.words(|path| workspace::shown(path, &here).display().to_string())
        }
        None => error.to_string(),
    }
}
