//! `# kuaibao: allow(CODE)` on a line of its own silences that rule on what stands below it: the
//! next line that is not a comment, with all lines of its value.

use super::{Check, rules};
use crate::source::expression::{Piece, pieces};
use crate::source::{Diagnostic, Edit, Level, Source, Span};

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
            // Only a build, or points reckoned, can tell.
            Some(rule) if matches!(rule.check, Check::Pages(_) | Check::Scores) => continue,
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

/// What a file's comments allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    pub code: String,
    /// Where what it silences begins.
    pub at: usize,
    /// What is written behind the code; empty when nothing is.
    pub why: String,
}

/// All that a file's comments allow, and why.
pub fn allowed(source: &Source) -> Vec<Allowed> {
    let allowed = |allow: Allow| {
        let rest = &source.text()[allow.place.end..];
        let line = rest.lines().next().unwrap_or_default();
        let why = line.split_once(')').map(|(_, why)| why).unwrap_or_default();
        let why = why.trim_matches(|c: char| c.is_whitespace() || "：:，,—-".contains(c));
        Allowed { code: allow.code, at: allow.scope.start, why: why.to_owned() }
    };
    collect(source).into_iter().map(allowed).collect()
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

/// The edit that silences a rule on what stands at a place: its code in the comment above, or a
/// comment of its own. `None` where there is nothing that a comment could stand above, where it is
/// silenced already, and for a rule that cannot be.
pub fn allowing(source: &Source, code: &str, place: Span) -> Option<Edit> {
    if rules::find(code).is_none() || rules::is_locked(code) {
        return None;
    }
    let text = source.text();
    let mut above: Vec<Span> = vec![];
    for piece in pieces(text) {
        match piece {
            Piece::Comment(span) => above.push(span),
            Piece::Expression(scope) if place.start <= scope.end => {
                if place.start < scope.start {
                    // A comment itself is no place for another.
                    return None;
                }
                let known = above.iter().flat_map(|span| codes(source.slice(*span), span.start));
                let known: Vec<(String, Span)> = known.collect();
                if known.iter().any(|(other, _)| other == code) {
                    return None;
                }
                if let Some((_, last)) = known.last() {
                    let span = Span::new(last.end, last.end);
                    return Some(Edit { span, text: format!(", {code}") });
                }
                let start = text[..scope.start].rfind('\n').map_or(0, |at| at + 1);
                let indent = &text[start..scope.start];
                let start = if indent.trim().is_empty() { start } else { scope.start };
                let indent = if indent.trim().is_empty() { indent } else { "" };
                let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
                let text = format!("{indent}# kuaibao: allow({code}){newline}");
                return Some(Edit { span: Span::new(start, start), text });
            }
            Piece::Expression(_) => above.clear(),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::applied;

    fn allowed(text: &str, code: &str, at: &str) -> Option<String> {
        let source = Source::new("a", text);
        let start = text.find(at).expect("it is there");
        let edit = allowing(&source, code, Span::new(start, start + at.len()))?;
        let after = applied(text, &[edit]);
        // What it is for: the finding is silenced, wherever it is then.
        let source = Source::new("a", after.as_str());
        let code = rules::find(code).expect("a rule").code;
        let start = after.find(at).expect("it is there");
        let found = Diagnostic::new(code, Level::Warning, Span::new(start, start), "");
        let left = apply(&source, vec![found]);
        assert!(left.iter().all(|found| found.code != code), "{after}");
        Some(after)
    }

    #[test]
    fn a_comment_is_written_above_or_added_to() {
        let code = "comma-between-quotes";
        let cases = [
            (
                "a = \"\"\"\n甲\n乙\n\"\"\"\n",
                "乙",
                "# kuaibao: allow(comma-between-quotes)\na = \"\"\"\n甲\n乙\n\"\"\"\n",
            ),
            (
                "x = 1\n  a = \"乙\"",
                "乙",
                "x = 1\n  # kuaibao: allow(comma-between-quotes)\n  a = \"乙\"",
            ),
            (
                "# 注\r\na = \"乙\"\r\n",
                "乙",
                "# 注\r\n# kuaibao: allow(comma-between-quotes)\r\na = \"乙\"\r\n",
            ),
            (
                "# kuaibao: allow(dash-form)\na = \"乙\"\n",
                "乙",
                "# kuaibao: allow(dash-form, comma-between-quotes)\na = \"乙\"\n",
            ),
            (
                "\u{FEFF}a = \"乙\"\n",
                "乙",
                "\u{FEFF}# kuaibao: allow(comma-between-quotes)\na = \"乙\"\n",
            ),
        ];
        for (text, at, expected) in cases {
            assert_eq!(allowed(text, code, at).as_deref(), Some(expected));
        }
        assert_eq!(allowed("# 乙\n", code, "乙"), None);
        assert_eq!(allowed("# 乙\na = 1\n", code, "乙"), None);
        let again = "# kuaibao: allow(comma-between-quotes)\na = \"乙\"\n";
        assert_eq!(allowed(again, code, "乙"), None);
        assert_eq!(allowed("a = \"乙\"\n", "toml-syntax", "乙"), None);
    }
}
