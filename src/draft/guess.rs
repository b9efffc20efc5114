//! Comments in a draft that ask for a second look: what an import could not be sure of, and what was
//! remarked on a proof.

use toml_parser::lexer::TokenKind;

use crate::source::Span;

/// What a guess of an import begins with.
pub const MARK: &str = "待核：";

/// What a remark of a proof that came back begins with.
pub const REMARK: &str = "批注：";

/// The comment for a guess, without its `#`.
pub fn to_check(guess: &str) -> String {
    format!("{MARK}{guess}")
}

/// The comments of a text that begin so. A `#` inside a string is no comment, so the
/// tokens are asked.
pub fn comments(text: &str, mark: &str) -> Vec<Span> {
    if !text.contains(mark) {
        return vec![];
    }
    toml_parser::Source::new(text)
        .lex()
        .filter(|token| token.kind() == TokenKind::Comment)
        .map(|token| Span::new(token.span().start(), token.span().end()))
        .filter(|span| text[span.range()].trim_start_matches('#').trim_start().starts_with(mark))
        .collect()
}
