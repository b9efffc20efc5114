//! Findings as the page shows them: in the text of a card, not in the bytes of a file.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::api::{self, Field, Finding, Found, Key};
use super::open::Open;
use super::plain;
use crate::draft::Draft;
use crate::lint::allowing;
use crate::office::press::UNSIGNED;
use crate::source::toml_string::StringMap;
use crate::source::{Diagnostic, Level, Place, Source, Span, Spanned};

/// All findings of the text that `open` has, the gravest first within each item; each with its key.
pub(super) fn told(
    open: &Open,
    source: &Source,
    draft: &Draft,
    found: Vec<Diagnostic>,
) -> (Found, Vec<(String, Diagnostic)>) {
    let mut keyed: Vec<(String, Diagnostic)> = vec![];
    let mut findings: Vec<Finding> = vec![];
    for diagnostic in found {
        let finding = finding(open, source, draft, &diagnostic, &keyed);
        keyed.push((finding.key.clone(), diagnostic));
        findings.push(finding);
    }
    let errors: Vec<&Finding> =
        findings.iter().filter(|finding| finding.level == api::Level::Error).collect();
    let unsigned = |finding: &&&Finding| UNSIGNED.contains(&finding.code.as_str());
    let proof: Vec<&Finding> =
        errors.iter().filter(|finding| !unsigned(finding)).copied().collect();
    let told = Found {
        version: open.version,
        before_printing: summed(&errors),
        before_proof: summed(&proof),
        findings,
    };
    (told, keyed)
}

/// 供稿单位没有写 2 处、签发没有签 1 处: each kind once, with how often.
fn summed(findings: &[&Finding]) -> String {
    let mut kinds: Vec<(&str, usize)> = vec![];
    for finding in findings {
        match kinds.iter_mut().find(|(code, _)| *code == finding.code) {
            Some((_, count)) => *count += 1,
            None => kinds.push((&finding.code, 1)),
        }
    }
    let words = kinds.iter().map(|(code, count)| {
        let summary = crate::lint::rules::find(code).map_or(*code, |rule| rule.summary);
        format!("{summary}（{count} 处）")
    });
    words.collect::<Vec<_>>().join("、")
}

fn finding(
    open: &Open,
    source: &Source,
    draft: &Draft,
    found: &Diagnostic,
    others: &[(String, Diagnostic)],
) -> Finding {
    let file = source.text();
    let whereabouts = place(draft, file, found.span);
    let at = whereabouts.item.and_then(|at| open.ids.at(at));
    let position = source.position(found.span.start);
    let mut hasher = DefaultHasher::new();
    (&found.message, whereabouts.start).hash(&mut hasher);
    let mut key = format!("{}-{}-{:x}", found.code, at.unwrap_or_default(), hasher.finish());
    while others.iter().any(|(other, _)| *other == key) {
        key.push('+');
    }
    let labels = found.labels.iter().filter_map(|label| match &label.place {
        Place::Here(span) => {
            let at = place(draft, file, *span).item;
            // In the same item one sees it.
            let is_here = at.is_some() && at == whereabouts.item;
            let number = at.map(|(column, item)| format!("{}.{}：", column + 1, item + 1));
            (!is_here).then(|| format!("{}{}", number.unwrap_or_default(), label.message))
        }
        Place::Elsewhere(path, from, _) => {
            Some(format!("{} 第{}行：{}", path.display(), from.line, label.message))
        }
    });
    let credit = whereabouts.item.and_then(|at| credit(draft, at, found.span));
    // The page has the text with one character a line end.
    let in_file = |byte: usize| units(&file[..byte.min(file.len())].replace("\r\n", "\n"));
    Finding {
        key,
        code: found.code.to_owned(),
        level: match found.level {
            Level::Error => api::Level::Error,
            Level::Warning => api::Level::Warning,
            Level::Hint => api::Level::Hint,
        },
        message: plain::message(&found.message),
        help: plain::help(found.code, found.help.as_deref()),
        item: at,
        column: whereabouts.column.and_then(|at| Some(open.ids.columns.get(at)?.0)),
        number: whereabouts.item.map(|(column, item)| format!("{}.{}", column + 1, item + 1)),
        field: whereabouts.field,
        entry: entry(draft, found.span).filter(|_| whereabouts.item.is_none()),
        credits: credit.is_some(),
        unknown: credit.flatten().filter(|_| found.code == UNKNOWN).map(str::to_owned),
        start: whereabouts.start,
        end: whereabouts.end,
        line: position.line as u32,
        character: position.character as u32,
        file_start: in_file(found.span.start),
        file_end: in_file(found.span.end),
        fix: found.fix.as_ref().map(|fix| fix.title.clone()),
        safe: found.fix.as_ref().is_some_and(|fix| fix.safe),
        allowable: allowing(source, found.code, found.span).is_some(),
        labels: labels.collect(),
    }
}

/// The rule whose finding a new entry of the roster mends.
const UNKNOWN: &str = "unknown-unit";

/// Whether a place is among an item's units, and the one that stands there.
fn credit(draft: &Draft, at: (usize, usize), span: Span) -> Option<Option<&str>> {
    let credits = draft.column.get(at.0)?.item.get(at.1)?.credits.as_ref()?;
    let holds = |outer: Span| outer.start <= span.start && span.start <= outer.end;
    let one = || credits.iter().find(|credit| holds(credit.span));
    holds(credits.span).then(|| one().map(|credit| credit.value.as_str()))
}

/// The key of the issue itself that a place belongs to.
fn entry(draft: &Draft, span: Span) -> Option<Key> {
    let signed = draft.signoff.as_ref().map(|signoff| signoff.roles());
    let signed = signed.into_iter().flatten().map(|(_, _, name)| name.map(|name| name.span));
    let of = |value: Option<Span>, key| (value, key);
    let spans = [
        of(draft.number.as_ref().map(|value| value.span), Key::Number),
        of(draft.date.as_ref().map(|value| value.span), Key::Date),
        of(draft.total.as_ref().map(|value| value.span), Key::Total),
        of(draft.copies.as_ref().map(|value| value.span), Key::Copies),
        of(draft.note.as_ref().map(|value| value.span), Key::Note),
        of(draft.distribution.as_ref().map(|value| value.span), Key::Distribution),
        of(draft.distribution_reason.as_ref().map(|value| value.span), Key::DistributionReason),
    ];
    let signed = signed.zip([Key::Editor, Key::Reviewer, Key::Approver]);
    let mut all = spans.into_iter().chain(signed);
    let holds = |outer: Span| outer.start <= span.start && span.start <= outer.end;
    all.find_map(|(outer, key)| outer.filter(|outer| holds(*outer)).map(|_| key))
}

#[derive(Default)]
struct Whereabouts {
    column: Option<usize>,
    item: Option<(usize, usize)>,
    field: Option<Field>,
    start: u32,
    end: u32,
}

/// The column, item and text that a place of the file belongs to.
fn place(draft: &Draft, file: &str, span: Span) -> Whereabouts {
    let holds =
        |outer: Span| outer.start <= span.start && span.start < outer.end.max(outer.start + 1);
    let mut found = Whereabouts::default();
    for (column, item, written) in draft.items() {
        let texts = [(Field::Headline, &written.headline), (Field::Body, &written.body)];
        for (field, text) in texts {
            let Some(text) = text.as_ref().filter(|text| holds(text.span)) else { continue };
            let (start, end) = within(file, text, span);
            let item = Some((column, item));
            return Whereabouts { column: Some(column), item, field: Some(field), start, end };
        }
    }
    // What is about neither text: the item, or the column, whose header comes last before it.
    for (index, column) in draft.column.iter().enumerate() {
        if column.span.start <= span.start {
            (found.column, found.item) = (Some(index), None);
        }
        for (item, written) in column.item.iter().enumerate() {
            if written.span.start <= span.start {
                (found.column, found.item) = (Some(index), Some((index, item)));
            }
        }
    }
    let after = |other: &Option<Spanned<crate::draft::Signoff>>| {
        other.as_ref().is_some_and(|other| other.span.start <= span.start)
    };
    if after(&draft.signoff) {
        return Whereabouts::default();
    }
    found
}

/// A place of the file in the text that stands there, in characters of JavaScript.
fn within(file: &str, text: &Spanned<String>, span: Span) -> (u32, u32) {
    let map = StringMap::new(file, text.span);
    let shown = |raw: usize| {
        let byte = text.value.floor_char_boundary(map.decoded(raw).min(text.value.len()));
        // Cards show line ends as one character.
        units(&text.value[..byte].replace("\r\n", "\n"))
    };
    (shown(span.start), shown(span.end))
}

fn units(text: &str) -> u32 {
    text.encode_utf16().count() as u32
}

#[cfg(test)]
mod tests {
    use std::path::Path as FilePath;

    use super::*;

    #[test]
    fn what_signing_mends_keeps_no_proof_from_being_printed() {
        let path = FilePath::new("2024-01.toml");
        let open = Open::new(path, path, "number = 1\n".to_owned(), "");
        let source = Source::new(path, open.text.as_str());
        let found = |codes: &[&'static str]| {
            let found = codes.iter().map(|code| Diagnostic::error(code, Span::default(), *code));
            told(&open, &source, &open.draft, found.collect()).0
        };
        let unsigned = found(&UNSIGNED);
        assert!(!unsigned.before_printing.is_empty() && unsigned.before_proof.is_empty());
        let other = found(&["missing-credit", UNSIGNED[1]]);
        assert!(other.before_proof.contains("1 处") && !other.before_proof.contains('、'));
    }
}
