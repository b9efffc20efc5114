//! Comments in a draft that ask for a second look: what an import could not be sure of.

use toml_parser::lexer::TokenKind;

use crate::source::Span;

/// Every such comment begins with this.
pub const MARK: &str = "待核：";

/// The comment for a guess, without its `#`.
pub fn to_check(guess: &str) -> String {
    format!("{MARK}{guess}")
}

/// The comments of a text that ask for a second look. A `#` inside a string is no comment, so the
/// tokens are asked.
pub fn comments(text: &str) -> Vec<Span> {
    if !text.contains(MARK) {
        return vec![];
    }
    toml_parser::Source::new(text)
        .lex()
        .filter(|token| token.kind() == TokenKind::Comment)
        .map(|token| Span::new(token.span().start(), token.span().end()))
        .filter(|span| text[span.range()].trim_start_matches('#').trim_start().starts_with(MARK))
        .collect()
}
