//! Distribution lists: whom an issue is sent to, and how one list differs from another.

use crate::zh::space::squeezed;

/// Stands before the list on the page; who writes it into the list as well gets it once.
const LABEL: &str = "本期发：";

/// A list without its label.
pub fn unlabelled(list: &str) -> &str {
    list.trim().trim_start_matches(LABEL)
}

/// Those on a list. What is in brackets is of one of them: 各乡（镇、街道）.
pub fn parts(list: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let divides = |c: char| {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && "，、。；,;".contains(c)
    };
    let parts = unlabelled(list).split(divides).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// How a list differs from the standing one, for people; `None` when it does not.
pub fn difference(list: &str, standing: &str) -> Option<String> {
    let [own, usual] = [list, standing].map(|list| squeezed(unlabelled(list)));
    if own.trim_end_matches('。') == usual.trim_end_matches('。') {
        return None;
    }
    let (own, usual) = (parts(&own), parts(&usual));
    let only = |what: &str, of: &[&str], without: &[&str]| {
        let only: Vec<&str> = of.iter().filter(|part| !without.contains(part)).copied().collect();
        (!only.is_empty()).then(|| format!("{what}“{}”", only.join("、")))
    };
    let what = [only("多出", &own, &usual), only("缺少", &usual, &own)];
    let what = what.into_iter().flatten().collect::<Vec<_>>().join("，");
    Some(match what.is_empty() {
        true if own == usual => "标点不同".to_owned(),
        true => "次序不同".to_owned(),
        false => what,
    })
}

#[cfg(test)]
mod tests {
    use super::{difference, parts};

    #[test]
    fn lists_are_taken_apart_outside_of_brackets() {
        assert_eq!(
            parts("本期发：县委常委，副县长 、各乡（镇、街道）主要领导；存档。"),
            ["县委常委", "副县长", "各乡（镇、街道）主要领导", "存档"]
        );
    }

    #[test]
    fn lists_are_compared_by_those_on_them() {
        for (list, different) in [
            ("本期发：甲，乙、 丙。", None),
            ("甲，乙、丙", None),
            ("甲，乙，丙。", Some("标点不同")),
            ("乙，甲、丙。", Some("次序不同")),
            ("甲，丁、戊。", Some("多出“丁、戊”，缺少“乙、丙”")),
            ("甲，乙。", Some("缺少“丙”")),
        ] {
            assert_eq!(difference(list, "甲，乙、丙。").as_deref(), different, "{list}");
        }
    }
}
