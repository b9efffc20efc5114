//! What went wrong, for the editor.

use crate::office::reason;
use crate::zh::character::is_han;

/// What went wrong and why, without the system's or a library's English.
pub(super) fn words(error: &anyhow::Error) -> String {
    let mut causes = error.chain();
    let mut text = causes.next().map(ToString::to_string).unwrap_or_default();
    for cause in causes {
        let why = match cause.downcast_ref::<std::io::Error>() {
            Some(error) => reason(error),
            None if cause.to_string().chars().any(is_han) => cause.to_string(),
            None => continue,
        };
        text.push_str(&format!("：{why}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use anyhow::Context as _;

    use super::*;

    #[test]
    fn the_systems_english_is_not_told() {
        let error = |kind: ErrorKind| Error::new(kind, "Permission denied");
        let told = Err::<(), _>(error(ErrorKind::PermissionDenied)).context("没有存上");
        assert_eq!(words(&told.expect_err("an error")), "没有存上：没有写入或读取的权限");
        let other = anyhow::anyhow!("expected a table").context("读不懂");
        assert_eq!(words(&other), "读不懂");
    }
}
