//! Fields that number paragraphs by themselves (AUTONUM, AUTONUMLGL, AUTONUMOUT, LISTNUM): Word counts
//! them when it shows the text, and keeps no result in the file.

use std::collections::BTreeMap;

use super::number_format::{self, written};

/// How far each kind of field has counted, level by level.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: BTreeMap<String, Vec<i64>>,
}

impl Counters {
    /// What a field shows, when it is one of these. `heading` is the level of its paragraph, 0 for text.
    pub(super) fn shown(&mut self, code: &str, heading: u8) -> Option<String> {
        let mut words = code.split_whitespace();
        let kind = words.next()?.to_ascii_uppercase();
        let level = match kind.as_str() {
            "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" => usize::from(heading.saturating_sub(1)),
            "LISTNUM" => switch(code, "\\l")
                .and_then(|l| l.parse::<usize>().ok())
                .unwrap_or(1)
                .saturating_sub(1),
            _ => return None,
        };
        let level = level.min(8);
        let name = match (kind.as_str(), words.next()) {
            ("LISTNUM", Some(list)) if !list.starts_with('\\') => {
                format!("{kind} {}", list.trim_matches('"'))
            }
            _ => kind.clone(),
        };
        let counts = self.counts.entry(name.clone()).or_default();
        counts.truncate(level + 1);
        if counts.len() < level {
            counts.resize(level, 1);
        }
        match counts.get_mut(level) {
            Some(count) => *count += 1,
            None => counts.push(1),
        }
        if let Some(start) = switch(code, "\\s").and_then(number_format::read)
            && kind == "LISTNUM"
        {
            counts[level] = start;
        }
        let value = counts[level];
        let format = switch(code, "\\*").map(format).unwrap_or("decimal");
        Some(match kind.as_str() {
            "AUTONUM" => {
                let mark = switch(code, "\\s").unwrap_or(".");
                // In brackets or a circle it needs no point.
                let mark = if format.starts_with("decimalEnclosed") { "" } else { mark };
                format!("{}{mark}", written(value, format, ""))
            }
            "AUTONUMLGL" => {
                let all: Vec<String> = counts.iter().map(i64::to_string).collect();
                let mark = switch(code, "\\s").unwrap_or(".");
                let last = if code.contains("\\e") { "" } else { mark };
                all.join(mark) + last
            }
            "AUTONUMOUT" => outline(value, level),
            _ => list(value, level, name.to_ascii_lowercase().contains("legal"), counts),
        })
    }
}

/// I. A. 1. a) (1) (a) (i), as Word's outline goes.
fn outline(value: i64, level: usize) -> String {
    let of = |format: &str| written(value, format, "");
    match level {
        0 => format!("{}.", of("upperRoman")),
        1 => format!("{}.", of("upperLetter")),
        2 => format!("{}.", of("decimal")),
        3 => format!("{})", of("lowerLetter")),
        4 => format!("({})", of("decimal")),
        5 => format!("({})", of("lowerLetter")),
        _ => format!("({})", of("lowerRoman")),
    }
}

/// 1) a) i) (1) (a) (i) 1. a. i., or 1.1. of a list that is called so.
fn list(value: i64, level: usize, legal: bool, counts: &[i64]) -> String {
    if legal {
        let all: Vec<String> = counts.iter().map(i64::to_string).collect();
        return all.join(".") + ".";
    }
    let format = ["decimal", "lowerLetter", "lowerRoman"][level % 3];
    let number = written(value, format, "");
    match level / 3 {
        0 => format!("{number})"),
        1 => format!("({number})"),
        _ => format!("{number}."),
    }
}

/// What stands behind a switch.
fn switch<'a>(code: &'a str, name: &str) -> Option<&'a str> {
    let rest = code.split_once(name)?.1;
    rest.split_whitespace().next().map(|word| word.trim_matches('"'))
}

/// Names of formats in fields, as lists call them.
fn format(name: &str) -> &'static str {
    if name.chars().all(|c| !c.is_lowercase()) && name.eq_ignore_ascii_case("roman") {
        return "upperRoman";
    }
    match name.to_ascii_lowercase().as_str() {
        "roman" => "lowerRoman",
        "alphabetic" if name.starts_with('A') => "upperLetter",
        "alphabetic" => "lowerLetter",
        "chinesenum1" => "ideographDigital",
        "chinesenum2" => "chineseLegalSimplified",
        "chinesenum3" => "chineseCountingThousand",
        "gb1" => "decimalEnclosedFullstop",
        "gb2" => "decimalEnclosedParen",
        "gb3" => "decimalEnclosedCircle",
        "gb4" => "ideographEnclosedCircle",
        "zodiac1" => "ideographTraditional",
        "zodiac2" => "ideographZodiac",
        "zodiac3" => "ideographZodiacTraditional",
        "ordinal" => "ordinal",
        "hex" => "hex",
        _ => "decimal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_count_as_word_does() {
        let mut counters = Counters::default();
        let cases = [
            ("AUTONUM \\* Arabic", 0, "1."),
            ("AUTONUM", 0, "2."),
            ("LISTNUM 旧 \\l 0", 0, "1)"),
            ("AUTONUM \\* CHINESENUM3 \\s 、", 0, "三、"),
            ("AUTONUM \\* GB3", 0, "④"),
            ("AUTONUMLGL", 1, "1."),
            ("AUTONUMLGL", 2, "1.1."),
            ("AUTONUMLGL \\e", 2, "1.2"),
            ("AUTONUMLGL", 1, "2."),
            ("AUTONUMLGL", 2, "2.1."),
            ("AUTONUMOUT", 1, "I."),
            ("AUTONUMOUT", 2, "A."),
            ("LISTNUM", 0, "1)"),
            ("LISTNUM NumberDefault \\l 2", 0, "a)"),
            ("listnum \"LegalDefault\" \\l 1 \\s 4", 0, "4."),
        ];
        for (code, heading, text) in cases {
            assert_eq!(counters.shown(code, heading).as_deref(), Some(text), "{code}");
        }
        for code in ["PAGE", "SEQ 表", "", "REF a"] {
            assert_eq!(counters.shown(code, 0), None, "{code}");
        }
    }
}
