//! What a fix may not do without being looked at: change a name, the value of a number, or what
//! stands between “” or 《》. Held here for all rules at once, whatever a rule says of its fix.

use std::cell::OnceCell;

use toml_parser::lexer::TokenKind;

use super::prose::prose;
use super::{Prose, Subject, TextKind};
use crate::source::{Diagnostic, Edit, Fix, Source, Span};
use crate::zh::character::half_width;
use crate::zh::letters::Letters;
use crate::zh::number::is_han_figure;

/// Takes out fixes that the file cannot hold, and calls unsafe those that change a fact.
pub(super) fn hold(subject: &Subject<'_>, found: &mut [Diagnostic]) {
    if found.iter().all(|diagnostic| diagnostic.fix.is_none()) {
        return;
    }
    let guard = Guard::new(subject);
    for diagnostic in found {
        diagnostic.fix = diagnostic.fix.take().filter(|fix| guard.can_hold(fix)).map(|fix| {
            let safe = fix.safe && guard.keeps_facts(&fix);
            Fix { safe, ..fix }
        });
    }
}

struct Guard<'a> {
    source: &'a Source,
    /// The printed texts of a TOML file, as strings with their kinds; the lines of a plain text with
    /// none.
    regions: Vec<(Span, Option<TokenKind>)>,
    /// All strings of the file, for the few fixes that are in none of these.
    strings: OnceCell<Vec<(Span, Option<TokenKind>)>>,
    /// The regions that are names as a whole.
    whole: Vec<Span>,
    names: Vec<&'a str>,
}

impl<'a> Guard<'a> {
    fn new(subject: &Subject<'a>) -> Self {
        let source = subject.entry.source.as_ref();
        let lines = || (1..=source.line_count()).map(|line| (source.line_span(line), None));
        let texts = prose(subject.entry);
        let string = |text: &Prose<'_>| {
            let (token, start) = text.token()?;
            Some((Span::new(start, start + token.len()), Some(kind_of(token))))
        };
        let mut regions: Vec<_> = match subject.entry.is_plain {
            true => lines().collect(),
            false => texts.iter().filter_map(string).collect(),
        };
        regions.sort_unstable_by_key(|(span, _)| *span);
        let is_name = |text: &&Prose<'_>| {
            [TextKind::Credit, TextKind::Signature].contains(&text.kind) && !text.text.is_empty()
        };
        let whole = texts.iter().filter(is_name).map(|text| text.span(0..text.text.len()));
        let staff = &subject.config().staff;
        let people = [&staff.editor, &staff.reviewer, &staff.approver];
        let signed = subject.draft().signoff.iter().flat_map(|signoff| signoff.roles());
        let names = subject
            .workspace
            .roster
            .units
            .iter()
            .flat_map(|unit| unit.forms())
            .chain(people.into_iter().flatten().map(String::as_str))
            .chain(signed.filter_map(|(_, _, name)| Some(name?.as_str())))
            .filter(|name| !name.trim().is_empty());
        let (whole, names) = (whole.collect(), names.collect());
        Self { source, regions, strings: OnceCell::new(), whole, names }
    }

    /// Whether each replacement can stand as it is in the string it falls into, and leaves no
    /// strong run empty: `**约**100余人` without 约.
    fn can_hold(&self, fix: &Fix) -> bool {
        let text = self.source.text();
        let empties = fix.edits.iter().any(|edit| {
            let Span { start, end } = edit.span;
            edit.text.trim_matches('*').is_empty()
                && text.get(..start).is_some_and(|before| before.ends_with("**"))
                && text.get(end..).is_some_and(|after| after.starts_with("**"))
        });
        !empties
            && fix.edits.iter().all(|edit| {
                self.source.text().get(edit.span.range()).is_some()
                    && match self.region(edit.span).and_then(|(_, kind)| kind) {
                        Some(kind) => fits(kind, &edit.text),
                        None => true,
                    }
            })
    }

    fn keeps_facts(&self, fix: &Fix) -> bool {
        let mut regions: Vec<Span> = fix.edits.iter().map(|edit| self.around(edit.span)).collect();
        regions.sort_unstable();
        regions.dedup();
        regions.into_iter().all(|region| {
            let edits = fix.edits.iter().filter(|edit| region.contains(edit.span));
            let edits: Vec<Edit> = edits.map(|edit| self.within(region, edit)).collect();
            let before = self.source.slice(region);
            let after = crate::source::applied(before, &edits);
            // An escape such as \u201c hides what it stands for.
            let hidden = [before, &after].iter().any(|text| text.contains('\\'));
            let is_name = self.whole.iter().any(|name| region.contains(*name));
            !hidden
                && (!is_name || letters(before) == letters(&after))
                && numbers(before) == numbers(&after)
                && self.keeps_names(before, &after)
                && !edits.iter().any(|edit| touches_quotation(before, edit))
        })
    }

    fn region(&self, span: Span) -> Option<(Span, Option<TokenKind>)> {
        // What replaces a string with its quotation marks is not inside it.
        let inside = |(region, kind): &&(Span, Option<TokenKind>)| match kind {
            Some(_) => region.start < span.start && span.end < region.end,
            None => region.contains(span),
        };
        let find = |regions: &[(Span, Option<TokenKind>)]| {
            let at = regions.partition_point(|(region, _)| region.end < span.end);
            regions.get(at).filter(inside).copied()
        };
        let plain = self.regions.first().is_some_and(|(_, kind)| kind.is_none());
        find(&self.regions).or_else(|| match plain {
            true => None,
            false => find(self.strings.get_or_init(|| strings(self.source.text()))),
        })
    }

    /// The string or line that a place is in; what is in none is looked at with its line.
    fn around(&self, span: Span) -> Span {
        let line = |offset| self.source.line_span(self.source.position(offset).line);
        self.region(span).map_or_else(
            || {
                let (first, last) = (line(span.start), line(span.end));
                Span::new(first.start.min(span.start), last.end.max(span.end))
            },
            |(region, _)| region,
        )
    }

    /// An edit as one of the region, without what it replaces by the same.
    fn within(&self, region: Span, edit: &Edit) -> Edit {
        let old = self.source.slice(edit.span);
        let same = |(a, b): &(char, char)| a == b;
        let length = |pairs: usize| old.chars().take(pairs).map(char::len_utf8).sum::<usize>();
        let head = length(old.chars().zip(edit.text.chars()).take_while(same).count());
        let (old, new) = (&old[head..], &edit.text[head..]);
        let tail = old.chars().rev().zip(new.chars().rev()).take_while(same);
        let tail: usize = tail.map(|(c, _)| c.len_utf8()).sum();
        let (start, end) = (edit.span.start + head, edit.span.end - tail);
        let span = Span::new(start - region.start, end - region.start);
        Edit { span, text: new[..new.len() - tail].to_owned() }
    }

    /// Whether each name stands in both texts as often.
    fn keeps_names(&self, before: &str, after: &str) -> bool {
        let letters = [before, after].map(Letters::of);
        let may_stand = |name: &&&str| letters.iter().any(|all| all.may_have_word(name));
        let count = |text: &str, name: &str| text.matches(name).count();
        self.names.iter().filter(may_stand).all(|name| count(before, name) == count(after, name))
    }
}

/// What kind of string a token is.
fn kind_of(token: &str) -> TokenKind {
    match token {
        _ if token.starts_with("\"\"\"") => TokenKind::MlBasicString,
        _ if token.starts_with("'''") => TokenKind::MlLiteralString,
        _ if token.starts_with('\'') => TokenKind::LiteralString,
        _ => TokenKind::BasicString,
    }
}

/// The string tokens of a TOML file.
fn strings(text: &str) -> Vec<(Span, Option<TokenKind>)> {
    let is_string = |kind| {
        matches!(
            kind,
            TokenKind::BasicString
                | TokenKind::MlBasicString
                | TokenKind::LiteralString
                | TokenKind::MlLiteralString
        )
    };
    toml_parser::Source::new(text)
        .lex()
        .filter(|token| is_string(token.kind()))
        .map(|token| (Span::new(token.span().start(), token.span().end()), Some(token.kind())))
        .collect()
}

/// Whether a text can stand in a string of this kind without an escape.
fn fits(kind: TokenKind, text: &str) -> bool {
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let line_end = text.contains('\n');
    !text.contains(control)
        && match kind {
            TokenKind::BasicString => !line_end && !text.contains(['"', '\\']),
            TokenKind::MlBasicString => !text.contains(['"', '\\']),
            TokenKind::LiteralString => !line_end && !text.contains('\''),
            _ => !text.contains('\''),
        }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The numbers of a text in their order, in one spelling: digits of any width, without marks
/// between thousands. Han digits in words such as 统一 count too; they do no harm.
fn numbers(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<String> = vec![];
    let mut open = false;
    for (at, c) in chars.iter().enumerate() {
        let next_is_digit = || chars.get(at + 1).is_some_and(char::is_ascii_digit);
        let c = half_width(*c);
        let digit = match c {
            '零' | '○' => Some('〇'),
            '0'..='9' | '〇' | '%' | '‰' => Some(c),
            '％' => Some('%'),
            '余' | '多' | '几' if open => Some(c),
            '.' if open && next_is_digit() => Some(c),
            ',' if open && next_is_digit() => continue,
            _ if is_han_figure(c) || "万亿".contains(c) => Some(c),
            _ => None,
        };
        match (digit, found.last_mut()) {
            (Some(digit), Some(last)) if open => last.push(digit),
            (Some(digit), _) => found.push(digit.into()),
            (None, _) => {}
        }
        open = digit.is_some();
    }
    found
}

/// Whether an edit changes something between “” or 《》. The marks themselves may be mended.
fn touches_quotation(text: &str, edit: &Edit) -> bool {
    let Span { start, end } = edit.span;
    let mut open = vec![];
    for (at, c) in text.char_indices() {
        match c {
            '“' | '《' => open.push((c, at + c.len_utf8())),
            '”' | '》' => {
                let opening = if c == '”' { '“' } else { '《' };
                let Some(partner) = open.iter().rposition(|(mark, _)| *mark == opening) else {
                    continue;
                };
                let inside = open[partner].1..at;
                open.truncate(partner);
                let within = match start == end {
                    true => inside.start <= start && start <= inside.end,
                    false => start < inside.end && inside.start < end,
                };
                if within {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_value() {
        assert_eq!(numbers("1,234.5万亩，４%"), numbers("1234.5万亩，4％"));
        assert_eq!(numbers("二零二三年"), numbers("二〇二三年"));
        assert_ne!(numbers("13余场"), numbers("13场"));
        assert_ne!(numbers("4-5万亩"), numbers("4万-5万亩"));
        assert_eq!(numbers("4万-5万亩"), numbers("4万～5万亩"));
        assert_ne!(numbers("21.4亿"), numbers("214亿"));
    }

    #[test]
    fn what_is_quoted_is_not_touched_and_its_marks_may_be() {
        let touches = |text: &str, old: &str, new: &str| {
            let start = text.find(old).expect("in the text");
            let span = Span::new(start, start + old.len());
            touches_quotation(text, &Edit { span, text: new.to_owned() })
        };
        assert!(touches("“病有所医,医有保障”宣传", ",", "，"));
        assert!(touches("印发《关于“三秋”工作的通知》", "工作", ""));
        assert!(!touches("“一品”、“一镇”", "、", ""));
        assert!(!touches("（甲）,“一镇”", ",", "，"));
        assert!(!touches("把“三秋工作,抓好", ",", "，"), "not closed, so not a quotation");
    }

    #[test]
    fn a_string_holds_what_needs_no_escape() {
        assert!(fits(TokenKind::BasicString, "“三秋”"));
        assert!(!fits(TokenKind::BasicString, "\"三秋\""));
        assert!(!fits(TokenKind::BasicString, "甲\n乙"));
        assert!(fits(TokenKind::MlBasicString, "甲\n乙"));
        assert!(!fits(TokenKind::MlBasicString, "\\"));
        assert!(fits(TokenKind::LiteralString, "\\"));
        assert!(!fits(TokenKind::MlLiteralString, "'"));
    }
}
