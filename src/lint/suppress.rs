//! `# kuaibao: allow(CODE)` on a line of its own silences that rule on what stands below it: the
//! next line that is not a comment, with all lines of its value.

use super::{Check, rules};
use crate::source::expression::{Piece, pieces};
use crate::source::{Diagnostic, Level, Source, Span};

/// One code of one comment.
struct Allow {
    code: String,
    /// The code's own place, for reporting on the comment.
    place: Span,
    /// What it silences.
    scope: Span,
    used: bool,
}

/// Drops what the file's comments allow; adds what is wrong with the comments themselves.
pub(super) fn apply(source: &Source, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut allows = collect(source);
    if allows.is_empty() {
        return found;
    }
    let mut kept: Vec<Diagnostic> = vec![];
    for diagnostic in found {
        let allow = allows.iter_mut().find(|allow| {
            allow.code == diagnostic.code
                && !rules::is_locked(diagnostic.code)
                && allow.scope.start <= diagnostic.span.start
                && diagnostic.span.start <= allow.scope.end
        });
        match allow {
            Some(allow) => allow.used = true,
            None => kept.push(diagnostic),
        }
    }
    for allow in allows.iter().filter(|allow| !allow.used) {
        kept.push(match rules::find(&allow.code) {
            // Only a build can tell.
            Some(rule) if matches!(rule.check, Check::Pages(_)) => continue,
            None => rules::unknown_rule(&allow.code, allow.place),
            Some(rule) if rules::is_locked(rule.code) => rules::locked_rule(rule.code, allow.place),
            Some(rule) => Diagnostic::new(
                "unused-allow",
                Level::Hint,
                allow.place,
                format!("这里没有“{}”的问题，这条注释用不着了", rule.code),
            )
            .help("删去这条注释"),
        });
    }
    kept
}

fn collect(source: &Source) -> Vec<Allow> {
    let text = source.text();
    if !text.contains("kuaibao:") {
        return vec![];
    }
    let allow = |scope: Option<Span>| {
        move |(code, place)| Allow { code, place, scope: scope.unwrap_or(place), used: false }
    };
    let mut pending: Vec<(String, Span)> = vec![];
    let mut allows = vec![];
    for piece in pieces(text) {
        match piece {
            Piece::Comment(span) => pending.extend(codes(source.slice(span), span.start)),
            Piece::Expression(scope) => allows.extend(pending.drain(..).map(allow(Some(scope)))),
        }
    }
    // Comments at the end of the file have nothing below them.
    allows.extend(pending.into_iter().map(allow(None)));
    allows
}

/// The codes named in a comment, with their places.
fn codes(comment: &str, start: usize) -> Vec<(String, Span)> {
    let Some(rest) = comment
        .trim_start_matches('#')
        .trim_start()
        .strip_prefix("kuaibao:")
        .and_then(|rest| rest.trim_start().strip_prefix("allow("))
        .and_then(|rest| rest.split_once(')').map(|(codes, _)| codes))
    else {
        return vec![];
    };
    let base = start + (rest.as_ptr() as usize - comment.as_ptr() as usize);
    let mut offset = 0;
    let mut found = vec![];
    for part in rest.split(',') {
        let code = part.trim();
        let at = base + offset + (part.len() - part.trim_start().len());
        if !code.is_empty() {
            found.push((code.to_owned(), Span::new(at, at + code.len())));
        }
        offset += part.len() + 1;
    }
    found
}
