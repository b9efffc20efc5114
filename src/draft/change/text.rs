//! One string of a draft with another text: only the characters that differ are written anew, in
//! the quotes that are there.

use super::Slot;
use crate::draft::write;
use crate::source::Span;
use crate::source::toml_string::StringMap;

/// How a string is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Basic,
    Literal,
    LongBasic,
    LongLiteral,
}

impl Quotes {
    fn of(token: &str) -> Self {
        match () {
            () if token.starts_with("\"\"\"") => Self::LongBasic,
            () if token.starts_with("'''") => Self::LongLiteral,
            () if token.starts_with('\'') => Self::Literal,
            () => Self::Basic,
        }
    }

    /// The text as it is written between them; `None` when they cannot hold it.
    fn encode(self, text: &str, newline: &str) -> Option<String> {
        match self {
            Self::Basic => {
                let quoted = write::quoted(text);
                // A text of several lines is better written over several.
                (!text.contains('\n')).then(|| quoted[1..quoted.len() - 1].to_owned())
            }
            Self::LongBasic => {
                let block = write::block(text);
                let inside = block.get(4..block.len() - 4)?;
                Some(inside.replace('\n', newline))
            }
            Self::Literal => {
                let plain = text.chars().all(|c| c != '\'' && (c == '\t' || !c.is_control()));
                plain.then(|| text.to_owned())
            }
            Self::LongLiteral => {
                let fits = |c: char| c == '\t' || c == '\n' || !c.is_control();
                let plain = !text.contains('\'') && text.chars().all(fits);
                plain.then(|| text.replace('\n', newline))
            }
        }
    }
}

/// The string token at `token` with another text instead of `written`, which it decodes to: with the
/// line ends of the file, those of `new` are `\n`. Told as the bytes to replace and what by.
pub(super) fn rewrite(
    file: &str,
    token: Span,
    written: &str,
    new: &str,
    slot: Slot,
) -> (Span, String) {
    let old = &*plain(written);
    let newline = newline(file);
    let quotes = Quotes::of(&file[token.range()]);
    let whole = || {
        let long = new.contains('\n') || (slot.is_long() && quotes == Quotes::LongBasic);
        let written = if long { write::block(inner(new)) } else { write::quoted(new) };
        (token, written.replace('\n', newline))
    };
    if old.is_empty() || new.is_empty() {
        return whole();
    }
    let start = old.char_indices().zip(new.chars()).find(|((_, a), b)| a != b);
    let start = start.map_or(old.len().min(new.len()), |((at, _), _)| at);
    let rest = old[start..].chars().rev().zip(new[start..].chars().rev());
    let tail: usize = rest.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (changed, added) = (start..old.len() - tail, &new[start..new.len() - tail]);
    let map = StringMap::new(file, token);
    let span = match changed.is_empty() {
        // Between two characters: behind the one before, or before the first.
        true if start > 0 => {
            let before = old[..start].char_indices().next_back().map_or(0, |(at, _)| at);
            let end = map.span(in_file(written, before)..in_file(written, start)).end;
            Span::new(end, end)
        }
        _ => map.span(in_file(written, changed.start)..in_file(written, changed.end)),
    };
    match quotes.encode(added, newline) {
        Some(written) => {
            let mut file = file.to_owned();
            file.replace_range(span.range(), &written);
            let grown = token.end + written.len() - span.range().len();
            if decoded(&file[token.start..grown]).as_deref() == Some(new) {
                return (span, written);
            }
            whole()
        }
        None => whole(),
    }
}

/// A text as [`write::block`] takes it: it puts the last line end itself.
fn inner(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

/// What a string token says, with line ends as `\n`.
fn decoded(token: &str) -> Option<String> {
    let file = format!("a = {token}\n");
    let table = toml::de::DeTable::parse(&file).ok()?;
    Some(plain(table.get_ref().get("a")?.get_ref().as_str()?))
}

/// A text with line ends as `\n`.
pub(super) fn plain(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// The byte of a text that is that byte of it with line ends as `\n`.
fn in_file(written: &str, plain: usize) -> usize {
    let mut left = plain;
    for (at, c) in written.char_indices() {
        if left == 0 {
            return at;
        }
        if !written[at..].starts_with("\r\n") {
            left = left.saturating_sub(c.len_utf8());
        }
    }
    written.len()
}

/// The line ends of a file.
pub(super) fn newline(file: &str) -> &'static str {
    if file.contains("\r\n") { "\r\n" } else { "\n" }
}
