//! Folded texts taken apart for an index: pairs of units, each with its place.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::fold;

/// What it is called in an index.
pub(super) const PAIRS: &str = "pairs";

/// Takes a folded text apart into pairs of units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pairs;

pub(super) struct PairStream<'a> {
    text: &'a str,
    /// The first unit of the next pair, and its number.
    next: Option<Range<usize>>,
    count: usize,
    rest: fold::Units<'a>,
    token: Token,
}

impl Tokenizer for Pairs {
    type TokenStream<'a> = PairStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> PairStream<'a> {
        let mut rest = fold::units(text);
        PairStream { text, next: rest.next(), count: 0, rest, token: Token::default() }
    }
}

impl TokenStream for PairStream<'_> {
    fn advance(&mut self) -> bool {
        while let Some(first) = self.next.take() {
            self.next = self.rest.next();
            let at = self.count;
            self.count += 1;
            let Some(second) = &self.next else { return false };
            if self.text[first.clone()].starts_with('\n') {
                continue;
            }
            self.token.position = at;
            self.token.offset_from = first.start;
            self.token.offset_to = second.end;
            self.token.text.clear();
            self.token.text.push_str(&self.text[first.start..second.end]);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
