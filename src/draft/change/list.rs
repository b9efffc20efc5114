//! A list of strings with others in it: those that stay are not touched, nor the comments between.

use toml::Spanned;
use toml::de::DeValue;

use crate::draft::write;
use crate::source::Span;

/// The bytes to replace in the list at `list`, and what by, for it to hold these texts.
pub(super) fn rewrite(list: &Spanned<DeValue<'_>>, texts: &[String]) -> (Span, String) {
    let whole: Span = list.span().into();
    let written = |texts: &[String]| {
        texts.iter().map(|text| write::quoted(text)).collect::<Vec<_>>().join(", ")
    };
    let parts: Option<Vec<(&str, Span)>> = list.get_ref().as_array().and_then(|parts| {
        parts.iter().map(|part| Some((part.get_ref().as_str()?, part.span().into()))).collect()
    });
    let Some(old) = parts.filter(|parts| !parts.is_empty() && !texts.is_empty()) else {
        return (whole, format!("[{}]", written(texts)));
    };
    let same = |(old, new): &(&(&str, Span), &String)| old.0 == new.as_str();
    let start = old.iter().zip(texts).take_while(same).count();
    let tail = old[start..].iter().rev().zip(texts[start..].iter().rev()).take_while(same).count();
    let (gone, added) = (&old[start..old.len() - tail], &texts[start..texts.len() - tail]);
    match (gone.first(), gone.last()) {
        (Some(first), Some(last)) if !added.is_empty() => {
            (Span::new(first.1.start, last.1.end), written(added))
        }
        // Up to the one behind, or from the end of the one before.
        (Some(first), Some(last)) => match (old.get(old.len() - tail), start.checked_sub(1)) {
            (Some(next), _) if tail > 0 => (Span::new(first.1.start, next.1.start), String::new()),
            (_, Some(before)) => (Span::new(old[before].1.end, last.1.end), String::new()),
            _ => (whole, "[]".to_owned()),
        },
        _ if added.is_empty() => (Span::new(whole.start, whole.start), String::new()),
        _ => match start.checked_sub(1) {
            Some(before) => {
                let at = old[before].1.end;
                (Span::new(at, at), format!(", {}", written(added)))
            }
            None => {
                let at = old[0].1.start;
                (Span::new(at, at), format!("{}, ", written(added)))
            }
        },
    }
}
