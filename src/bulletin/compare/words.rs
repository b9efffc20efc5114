//! What differs between two texts, by words and figures.

use similar::{Algorithm, DiffTag};

use crate::zh::character::is_han;

/// A stretch of two texts: the same in both, or old words in whose place new ones stand.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Stretch {
    Same {
        text: String,
    },
    /// Struck words, put-in words; one of them may be empty. Between `**` where they are printed
    /// bolder than what they take the place of, or less so.
    Changed {
        old: String,
        new: String,
    },
    /// The same words, in bold now or no longer.
    Look {
        text: String,
        strong: bool,
    },
}

/// The stretches that lead from one text to the other, in order; no two of one kind in a row.
///
/// A figure with its sign, point and per cent is one word, so that a changed one is shown whole; so
/// is a run of Latin letters. Han characters are words each, and what two changes leave between
/// them is taken in when it is too short to be read.
pub fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    readable(differing(&tokens(old), &tokens(new)))
}

/// The same of two lists of units, each of them whole, with spaces between.
pub fn listed(old: &[String], new: &[String]) -> Vec<Stretch> {
    fn apart(list: &[String]) -> Vec<&str> {
        let units = list.iter().flat_map(|unit| [" ", unit.as_str()]);
        units.skip(1).collect()
    }
    differing(&apart(old), &apart(new))
}

fn differing(a: &[&str], b: &[&str]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = vec![];
    for change in similar::capture_diff_slices(Algorithm::Patience, a, b) {
        let (from, to) = (a[change.old_range()].concat(), b[change.new_range()].concat());
        match change.tag() {
            DiffTag::Equal => push(&mut found, Stretch::Same { text: from }),
            _ => push(&mut found, Stretch::Changed { old: from, new: to }),
        }
    }
    found
}

/// The text before the changes, and after.
pub fn sides(stretches: &[Stretch]) -> (String, String) {
    let (mut before, mut after) = (String::new(), String::new());
    for stretch in stretches {
        match stretch {
            Stretch::Same { text } | Stretch::Look { text, .. } => {
                before.push_str(text);
                after.push_str(text);
            }
            Stretch::Changed { old, new } => {
                before.push_str(old);
                after.push_str(new);
            }
        }
    }
    (before, after)
}

fn push(found: &mut Vec<Stretch>, next: Stretch) {
    match (found.last_mut(), next) {
        (Some(Stretch::Same { text }), Stretch::Same { text: more }) => text.push_str(&more),
        (
            Some(Stretch::Changed { old, new }),
            Stretch::Changed { old: more_old, new: more_new },
        ) => {
            old.push_str(&more_old);
            new.push_str(&more_new);
        }
        (_, next) => found.push(next),
    }
}

/// Joins changes between which less than two characters of words are left.
fn readable(stretches: Vec<Stretch>) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = vec![];
    let last = stretches.len().saturating_sub(1);
    for (index, stretch) in stretches.into_iter().enumerate() {
        match stretch {
            Stretch::Same { text } if index > 0 && index < last && is_scrap(&text) => {
                push(&mut found, Stretch::Changed { old: text.clone(), new: text });
            }
            other => push(&mut found, other),
        }
    }
    found
}

fn is_scrap(text: &str) -> bool {
    text.chars().count() == 1 && text.chars().all(|c| is_han(c) || c.is_alphanumeric())
}

fn tokens(text: &str) -> Vec<&str> {
    let mut found = vec![];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = figure(rest)
            .or_else(|| run(rest, |c| c.is_ascii_alphabetic()))
            .or_else(|| rest.starts_with("**").then_some(2))
            .unwrap_or(first.len_utf8());
        let (token, after) = rest.split_at(length);
        found.push(token);
        rest = after;
    }
    found
}

/// The length of the figure that a text begins with: `1,234.5%`, `０．５`.
fn figure(text: &str) -> Option<usize> {
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut end = 0;
    let mut between = 0;
    for (at, c) in text.char_indices() {
        if digit(c) {
            end = at + c.len_utf8();
            between = 0;
        } else if end > 0 && between == 0 && matches!(c, '.' | ',' | '．') {
            between += 1;
        } else {
            if end == at && end > 0 && matches!(c, '%' | '‰' | '％') {
                end += c.len_utf8();
            }
            break;
        }
    }
    (end > 0).then_some(end)
}

fn run(text: &str, of: impl Fn(char) -> bool) -> Option<usize> {
    let end = text.find(|c| !of(c)).unwrap_or(text.len());
    (end > 0).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let show = |stretch: &Stretch| match stretch {
            Stretch::Same { text } | Stretch::Look { text, .. } => text.clone(),
            Stretch::Changed { old, new } => format!("[{old}→{new}]"),
        };
        stretches(old, new).iter().map(show).collect()
    }

    #[test]
    fn figures_change_whole() {
        for (old, new, expected) in [
            ("入户312户。", "入户321户。", "入户[312→321]户。"),
            ("增长3.9%，", "增长3.8%，", "增长[3.9%→3.8%]，"),
            ("1,234.5万元", "1,234.6万元", "[1,234.5→1,234.6]万元"),
            ("截至9月，完成", "截至9月完成", "截至9月[，→]完成"),
            ("县财政局", "县水利局", "县[财政→水利]局"),
            ("甲**乙**", "甲乙", "甲[**乙**→乙]"),
            ("同", "同", "同"),
            ("", "新", "[→新]"),
            ("旧", "", "[旧→]"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }

    #[test]
    fn units_change_whole() {
        let list = |units: &str| units.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        for (old, new, changed) in [
            ("发改委 财政局", "发改委 审计局", ("财政局", "审计局")),
            ("县财政局", "县审计局", ("县财政局", "县审计局")),
            ("人社局", "人社局 医保局", ("", " 医保局")),
            ("人社局 医保局", "医保局", ("人社局 ", "")),
        ] {
            let found = listed(&list(old), &list(new));
            assert_eq!(sides(&found), (old.to_owned(), new.to_owned()));
            let one = Stretch::Changed { old: changed.0.into(), new: changed.1.into() };
            assert!(found.contains(&one), "{found:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn stretches_lead_from_one_text_to_the_other(
            old in "[甲乙丙12.,%a ，。*]{0,30}",
            new in "[甲乙丙12.,%a ，。*]{0,30}",
        ) {
            proptest::prop_assert_eq!(sides(&stretches(&old, &new)), (old, new));
        }
    }
}
