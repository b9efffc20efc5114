//! What the lexer tells of a broken file: where its long strings are, and what was opened and
//! never closed. Asked of only when there are errors, so a guess here cannot spoil a good file.

use toml_parser::lexer::TokenKind;

use crate::source::Span;

#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Multi-line strings in double quotes, with their quotes.
    pub(super) texts: Vec<Span>,
    /// The first string or list that is never closed; all errors from there on are due to it.
    pub(super) unclosed: Option<Unclosed>,
    /// The first `"""` at the beginning of a line: meant to close a text whose opening is broken.
    pub(super) inverted: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Unclosed {
    /// The place of the opening quotes.
    Text(Span),
    /// The place of the opening bracket.
    List(Span),
}

impl Unclosed {
    pub(super) fn span(self) -> Span {
        match self {
            Self::Text(span) | Self::List(span) => span,
        }
    }
}

impl Layout {
    pub(super) fn new(text: &str) -> Self {
        let mut layout = Self::default();
        let mut list: Option<Span> = None;
        let (mut square, mut curly) = (0usize, 0usize);
        let mut in_value = false;
        for token in toml_parser::Source::new(text).lex() {
            let span = Span::new(token.span().start(), token.span().end());
            match token.kind() {
                TokenKind::MlBasicString | TokenKind::MlLiteralString => {
                    if square == 0 && begins_line(text, span.start) {
                        layout.inverted = Some(span.start);
                        return layout;
                    }
                    if !is_closed(&text[span.range()]) {
                        let quotes = Span::new(span.start, span.start + 3);
                        layout.unclosed = Some(Unclosed::Text(quotes));
                        return layout;
                    }
                    if token.kind() == TokenKind::MlBasicString {
                        layout.texts.push(span);
                    }
                }
                TokenKind::LeftCurlyBracket => curly += 1,
                TokenKind::RightCurlyBracket => curly = curly.saturating_sub(1),
                TokenKind::LeftSquareBracket if in_value => {
                    list = list.filter(|_| square > 0).or(Some(span));
                    square += 1;
                }
                TokenKind::RightSquareBracket => square = square.saturating_sub(1),
                // The next key, or the end, while a list is open.
                TokenKind::Equals | TokenKind::Eof if square > 0 && curly == 0 => {
                    layout.unclosed = list.map(Unclosed::List);
                    return layout;
                }
                TokenKind::Equals => in_value = true,
                TokenKind::Newline if square == 0 => in_value = false,
                _ => {}
            }
        }
        layout
    }
}

fn begins_line(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty())
}

/// Whether a multi-line string ends where it should. One that ends in `body = """` has run on
/// into the next.
fn is_closed(token: &str) -> bool {
    let Some(inside) = token.get(3..token.len().saturating_sub(3)) else { return false };
    let closed = token.ends_with("\"\"\"") || token.ends_with("'''");
    let last = inside.rsplit('\n').next().unwrap_or_default().trim();
    let ran_on = inside.contains('\n')
        && last.strip_suffix('=').is_some_and(|key| {
            let key = key.trim();
            !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
        });
    closed && !ran_on
}
