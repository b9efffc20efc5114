//! The file name of a draft: `2023-43.toml`, for a supplement (增刊) `2023-z03.toml`.

use std::fmt;
use std::path::Path;

use super::Kind;

/// Which bulletin a draft is, as its file name says. Sorted by year, kind and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    pub year: i32,
    pub kind: Kind,
    pub number: i64,
}

impl Name {
    /// The name that a path's file stem says, if it is one.
    pub fn of(path: &Path) -> Option<Self> {
        let stem = path.file_stem()?.to_str()?;
        let (year, number) = stem.split_once('-')?;
        let (kind, number) = match number.strip_prefix('z') {
            Some(number) => (Kind::Supplement, number),
            None => (Kind::Regular, number),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || number.len() < 2 || !digits(year) || !digits(number) {
            return None;
        }
        let name = Self { year: year.parse().ok()?, kind, number: number.parse().ok()? };
        (name.to_string() == stem).then_some(name)
    }

    pub fn file_name(self) -> String {
        format!("{self}.toml")
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.kind {
            Kind::Regular => "",
            Kind::Supplement => "z",
        };
        write!(f, "{:04}-{mark}{:02}", self.year, self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written_in_one_way() {
        let name = |text: &str| Name::of(Path::new(text));
        for text in ["2023-43", "2024-02", "2023-z03", "2023-104"] {
            assert_eq!(
                name(&format!("drafts/{text}.toml")).map(|n| n.to_string()).as_deref(),
                Some(text)
            );
        }
        for text in ["2023-4.toml", "2023-043.toml", "23-43.toml", "held.toml", "2023-43x.toml"] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
