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

    /// Whether something that a person has typed may mean it: 2024-3, 第3期, 3 and z3 for a supplement.
    pub fn may_be(self, typed: &str) -> bool {
        let numbers = typed.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let numbers: Vec<i64> = numbers.filter_map(|part| part.parse().ok()).collect();
        let is_supplement = typed.contains(['z', 'Z', '增']);
        is_supplement == (self.kind == Kind::Supplement)
            && match numbers.as_slice() {
                [number] => *number == self.number,
                [year, number] => *year == i64::from(self.year) && *number == self.number,
                _ => false,
            }
    }

    /// Whether something typed says it, as an office says it: 第3期, 2024年第3期, 增刊第3期, 2024-3.
    pub fn is_said(self, typed: &str) -> bool {
        let (kind, mark) = match self.kind {
            Kind::Regular => ("", ""),
            Kind::Supplement => ("增刊", "z"),
        };
        let (year, plain) = (self.year, self.number.to_string());
        [plain, format!("{:02}", self.number)].iter().any(|number| {
            let said = format!("{kind}第{number}期");
            typed == said
                || typed == format!("{year}年{said}")
                || typed == format!("{year}-{mark}{number}")
        })
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
    fn an_issue_is_named_as_it_is_said() {
        let name = |kind| Name { year: 2024, kind, number: 3 };
        for typed in ["第3期", "第03期", "2024年第3期", "2024-3", "2024-03"] {
            assert!(name(Kind::Regular).is_said(typed), "{typed}");
            assert!(!name(Kind::Supplement).is_said(typed), "{typed}");
        }
        for typed in ["增刊第3期", "2024年增刊第3期", "2024-z3"] {
            assert!(name(Kind::Supplement).is_said(typed), "{typed}");
            assert!(!name(Kind::Regular).is_said(typed), "{typed}");
        }
        for typed in ["3", "第3", "第13期", "2023年第3期", "第3期改", "第三期", ""] {
            assert!(!name(Kind::Regular).is_said(typed), "{typed}");
        }
    }

    #[test]
    fn a_person_may_type_a_name_in_other_ways() {
        let name = |text: &str| Name::of(Path::new(text)).expect("a name");
        for typed in ["2024-3", "2024-03", "2024年第3期", "第3期", "3", "03", "2024_3"] {
            assert!(name("2024-03").may_be(typed), "{typed}");
            assert!(!name("2024-04").may_be(typed) && !name("2024-z03").may_be(typed), "{typed}");
        }
        for typed in ["2024-z3", "z3", "增刊第3期"] {
            assert!(name("2024-z03").may_be(typed) && !name("2024-03").may_be(typed), "{typed}");
        }
        for typed in ["2023-3", "30", "", "三", "2024-3-1", "20243"] {
            assert!(!name("2024-03").may_be(typed), "{typed}");
        }
    }

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
