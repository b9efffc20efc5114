//! The pieces of a TOML text, told by its tokens alone, so that a text that does not parse has them
//! too.

use toml_parser::lexer::TokenKind;

use super::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A comment on a line of its own.
    Comment(Span),
    /// The header of a table, or a key with its value, which may take several lines.
    Expression(Span),
}

/// All pieces, by where they end.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = vec![];
    let mut begun: Option<usize> = None;
    let mut depth = 0usize;
    let mut line_has_code = false;
    for token in toml_parser::Source::new(text).lex() {
        let span = Span::new(token.span().start(), token.span().end());
        match token.kind() {
            TokenKind::Whitespace => {}
            TokenKind::Comment => {
                if !line_has_code {
                    pieces.push(Piece::Comment(span));
                }
            }
            TokenKind::Newline | TokenKind::Eof => {
                line_has_code = false;
                if depth == 0
                    && let Some(start) = begun.take()
                {
                    pieces.push(Piece::Expression(Span::new(start, span.start)));
                }
            }
            kind => {
                // Brackets of a header open and close on their line; those of a value may not.
                match kind {
                    TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
                    TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                        depth = depth.saturating_sub(1);
                    }
                    _ => {}
                }
                line_has_code = true;
                begun.get_or_insert(span.start);
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn values_of_several_lines_are_one_piece() {
        let text = "# 一\n[a]\nx = [ # 二\n  # 三\n  1,\n]\ny = \"\"\"\n# 四\n\"\"\" # 五\nz = 1";
        let shown: Vec<(bool, &str)> = pieces(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Comment(span) => (true, &text[span.range()]),
                Piece::Expression(span) => (false, &text[span.range()]),
            })
            .collect();
        assert_eq!(
            shown,
            [
                (true, "# 一"),
                (false, "[a]"),
                (true, "# 三"),
                (false, "x = [ # 二\n  # 三\n  1,\n]"),
                (false, "y = \"\"\"\n# 四\n\"\"\" # 五"),
                (false, "z = 1"),
            ]
        );
    }
}
