//! Mending slips of TOML whose right form is certain: only marks outside of texts change.

use super::fault::Fault;
use super::marks::half_width;
use crate::source::{Edit, Fix, Source, Span};

/// What there may be several of, each under a header with two brackets.
const LISTS: [&str; 5] =
    ["unit", "column", "column.item", "column.item.table", "column.item.figure"];

/// How a fault can be mended, where that is certain.
pub(super) fn fix(source: &Source, fault: &Fault) -> Option<Fix> {
    let line = source.line_span(source.position(fault.span.start).line);
    let text = source.slice(line);
    let slip = source.slice(fault.span);
    if slip == "＝" {
        return Some(Fix::replace("改为英文等号", true, fault.span, "="));
    }
    if fault.message.ends_with("少了一层方括号") {
        return Some(Fix::replace("补上方括号", true, fault.span, &format!("[{}]", slip.trim())));
    }
    let name = slip.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if fault.message.contains("在这里重复") && name.is_some_and(|name| LISTS.contains(&name)) {
        return Some(Fix::replace("补上方括号", true, fault.span, &format!("[{}]", slip.trim())));
    }
    if fault.message.ends_with("里有全角数字，要用半角的") {
        let half: String = slip.chars().map(half_width).collect();
        return Some(Fix::replace(format!("改为“{half}”"), true, fault.span, &half));
    }
    let wide = slip.chars().count() == 1 && "“”＂，、［］【】；".contains(slip);
    let sign = text.find('=').filter(|_| wide)?;
    let edits = value_edits(&text[sign + 1..], line.start + sign + 1)?;
    Some(Fix { title: "改为英文标点".to_owned(), safe: true, edits })
}

/// The marks of a value in their half-width form; what stands between quotation marks stays.
/// `None` where they do not pair.
fn value_edits(value: &str, start: usize) -> Option<Vec<Edit>> {
    let mut edits = vec![];
    let mut open: Option<char> = None;
    let list = value.trim_start().starts_with(['[', '［', '【']);
    let mut done = false;
    for (at, c) in value.char_indices() {
        let span = Span::new(start + at, start + at + c.len_utf8());
        let mut put = |text: &str| edits.push(Edit { span, text: text.to_owned() });
        match (open, c) {
            // A straight quote or a backslash inside would break the text.
            (Some('“' | '＂'), '"' | '\\') => return None,
            (Some('"'), '"') => open = None,
            (Some('“'), '”') | (Some('＂'), '＂') => {
                put("\"");
                open = None;
                done = !list;
            }
            (Some('“'), '“') => return None,
            (Some(_), _) => {}
            (None, '#') => break,
            (None, '"') if !done => open = Some('"'),
            (None, '“' | '＂') if !done => {
                put("\"");
                open = Some(c);
            }
            (None, '，' | '、' | '；') if list => put(","),
            (None, '［' | '【') if list => put("["),
            (None, '］' | '】') if list => put("]"),
            (None, c) if c.is_whitespace() || list && "[],".contains(c) => {}
            (None, _) => return None,
        }
    }
    (open.is_none() && !edits.is_empty()).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::syntax::parse;

    /// The text with all fixes of its faults applied.
    fn mended(text: &str) -> String {
        let source = Source::new("x.toml", text);
        let mut edits: Vec<Edit> =
            parse(&source).1.into_iter().filter_map(|d| d.fix).flat_map(|fix| fix.edits).collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        let mut text = text.to_owned();
        for edit in edits {
            text.replace_range(edit.span.range(), &edit.text);
        }
        text
    }

    #[test]
    fn certain_slips_are_mended_and_the_text_stays() {
        let cases = [
            ("name = “民生保障”", "name = \"民生保障\""),
            ("name = “落实，“六稳”，”", "name = “落实，“六稳”，”"),
            ("number ＝ 3", "number = 3"),
            ("credits = [\"甲，乙\"，\"丙\"]", "credits = [\"甲，乙\",\"丙\"]"),
            ("credits = [“甲，乙”、“丙”]", "credits = [\"甲，乙\",\"丙\"]"),
            ("number = ４３", "number = 43"),
            ("name = “C:\\x”", "name = “C:\\x”"),
            (
                "[[unit]]\nname = \"a\"\n[unit]\nname = \"b\"",
                "[[unit]]\nname = \"a\"\n[[unit]]\nname = \"b\"",
            ),
            // The first of them is told when the second is right.
            (
                "[unit]\nname = \"a\"\n[unit]\nname = \"b\"",
                "[unit]\nname = \"a\"\n[[unit]]\nname = \"b\"",
            ),
            (
                "[signoff]\neditor = \"a\"\n[signoff]\neditor = \"b\"",
                "[signoff]\neditor = \"a\"\n[signoff]\neditor = \"b\"",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(mended(text), expected, "{text}");
        }
    }
}
