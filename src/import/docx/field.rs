//! Fields: what their code says where they have no result that is text.

use crate::import::notation::{grouped, raised};
use crate::import::number_format;
use crate::import::symbol;

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) code: String,
    /// Whether what comes now is its result.
    pub(super) result: bool,
    pub(super) shown: bool,
    /// What a field of a form holds.
    pub(super) form: Option<String>,
}

/// What a field without a result shows: equations, symbols, the boxes of forms.
pub(super) fn shown(field: &Field) -> Option<String> {
    if let Some(form) = &field.form {
        return (!field.shown || !form.is_empty()).then(|| form.clone());
    }
    let code = field.code.trim();
    let (name, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
    match name.to_ascii_uppercase().as_str() {
        "EQ" => Some(equation(&without_switches(rest))),
        "SYMBOL" if !field.shown => Some(symbol_of(rest)),
        "QUOTE" if !field.shown => Some(rest.trim().trim_matches('"').to_owned()),
        _ => None,
    }
}

/// Whether a field stands for a text that is worked out or looked up.
pub(super) fn is_worked_out(code: &str) -> bool {
    const NAMES: &[&str] = &[
        "IF",
        "REF",
        "MERGEFIELD",
        "SEQ",
        "DATE",
        "TIME",
        "CREATEDATE",
        "SAVEDATE",
        "PRINTDATE",
        "DOCPROPERTY",
        "DOCVARIABLE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "FILLIN",
        "TITLE",
        "AUTHOR",
        "SUBJECT",
        "KEYWORDS",
        "COMMENTS",
        "USERNAME",
        "NUMWORDS",
        "NUMCHARS",
        "STYLEREF",
        "COMPARE",
        "FORMULA",
        "LINK",
        "NOTEREF",
        "FILENAME",
        "INFO",
    ];
    let code = code.trim();
    let name = code.split(char::is_whitespace).next().unwrap_or_default().to_ascii_uppercase();
    code.starts_with('=') || NAMES.contains(&name.as_str())
}

/// Whether the field holds a page number, or how many pages there are.
pub(super) fn counts_pages(code: &str) -> bool {
    let name = code.trim().split(char::is_whitespace).next().unwrap_or_default();
    ["PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"].contains(&name.to_ascii_uppercase().as_str())
}

/// Whether the innermost field that does so says only where something stands: 见第3页, which is text, but
/// for those of a table of contents.
pub(super) fn points_to_page(fields: &[Field]) -> bool {
    let is = |field: &Field, name: &str| {
        let own = field.code.trim().split(char::is_whitespace).next().unwrap_or_default();
        own.eq_ignore_ascii_case(name)
    };
    !fields.iter().any(|field| is(field, "TOC"))
        && fields.iter().filter(|field| counts_pages(&field.code)).all(|field| is(field, "PAGEREF"))
}

/// What is written in the code for somebody to type over.
pub(super) fn placeholder(code: &str) -> Option<&str> {
    let rest = code.trim().strip_prefix("MACROBUTTON")?.trim_start();
    Some(rest.split_once(char::is_whitespace).map_or("", |(_, text)| text.trim()))
}

/// `254 \f "Wingdings"`: a character of a face.
fn symbol_of(code: &str) -> String {
    let number = code.split_whitespace().next().unwrap_or_default();
    let value = match number.strip_prefix("0x") {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    };
    let face = code.split_once("\\f").map_or("", |(_, face)| face.trim());
    let face = face.trim_start_matches('"').split('"').next().unwrap_or_default();
    let c = match value {
        Some(value @ 0..=0xFF) if !face.is_empty() => char::from_u32(0xF000 + value),
        Some(value) => char::from_u32(value),
        None => None,
    };
    c.map(|c| symbol::shown(c, Some(face)).to_string()).unwrap_or_default()
}

/// `\f(1,2)` → 1/2 and the like; what is not known keeps its parts.
fn equation(code: &str) -> String {
    let mut text = String::new();
    let mut rest = code;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        // `\(` and `\,` are the marks themselves.
        if after.starts_with(['(', ')', ',', '\\']) {
            text.push_str(&after[..1]);
            rest = &after[1..];
            continue;
        }
        let open = after.find('(').unwrap_or(after.len());
        let Some(close) = closing(&after[open..]) else {
            text.push_str(after);
            return text;
        };
        let switches = after[..open].to_ascii_lowercase();
        let parts = arguments(&after[open + 1..open + close]);
        let parts = if above(&parts).is_some() { &parts[1..] } else { &parts[..] };
        let parts: Vec<String> = parts.iter().map(|part| equation(part)).collect();
        text.push_str(&construct(&switches, &parts));
        rest = &after[open + close + 1..];
    }
    text.push_str(rest);
    text
}

/// The reading that an equation sets above a word: `\o\ad(\s\up 9(Wáng),王)`, as 拼音指南 writes it.
pub(super) fn reading(field: &Field) -> Option<String> {
    let rest = field.code.trim();
    let (name, rest) = rest.split_once(char::is_whitespace)?;
    if !name.eq_ignore_ascii_case("EQ") {
        return None;
    }
    let rest = without_switches(rest);
    let all = rest.strip_prefix("\\o")?;
    let open = all.find('(')?;
    let close = closing(&all[open..])?;
    above(&arguments(&all[open + 1..open + close]))
}

/// What stands raised over the second of two parts, where it is no figure.
fn above(parts: &[String]) -> Option<String> {
    let [over, _] = parts else { return None };
    let over = over.trim().strip_prefix("\\s")?.trim_start().strip_prefix("\\up")?;
    let open = over.find('(')?;
    let text = over[open + 1..].trim_end().strip_suffix(')')?.trim();
    let word = text.chars().all(|c| c.is_alphabetic() || c.is_whitespace());
    (word && !text.is_empty()).then(|| text.to_owned())
}

/// Without `\* jc2`, `\* "Font:宋体"`: how it is set.
fn without_switches(code: &str) -> String {
    let mut rest = code.trim();
    while let Some(after) = rest.strip_prefix("\\*") {
        let after = after.trim_start();
        rest = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').map_or("", |(_, rest)| rest),
            None => after.find([' ', '\\']).map_or("", |at| &after[at..]),
        }
        .trim_start();
    }
    rest.to_owned()
}

fn construct(switches: &str, parts: &[String]) -> String {
    let name = switches.trim().chars().next().unwrap_or_default();
    let part = |at: usize| parts.get(at).map(String::as_str).unwrap_or_default();
    match name {
        'f' if parts.len() >= 2 => format!("{}/{}", grouped(part(0)), grouped(part(1))),
        'r' if parts.len() >= 2 && !part(0).is_empty() => {
            format!("{}√{}", raised(part(0)), grouped(part(1)))
        }
        'r' => format!("√{}", grouped(parts.last().map_or("", String::as_str))),
        's' if switches.contains("do") => part(0).to_owned(),
        's' => raised(part(0)),
        // A figure in a circle.
        'o' if parts.len() == 2 && "○◯〇".contains(part(0)) => {
            match number_format::read(part(1)) {
                Some(value) => number_format::written(value, "decimalEnclosedCircle", ""),
                None => format!("（{}）", part(1)),
            }
        }
        'b' => format!("({})", parts.join(",")),
        'l' => parts.join(","),
        'i' if parts.len() >= 3 => format!("∫({}–{}){}", part(0), part(1), part(2)),
        _ => parts.join(" "),
    }
}

/// Where the bracket that a text begins with is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn arguments(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            ',' | ';' | '，' if depth == 0 && !escaped => {
                parts.push(String::new());
                continue;
            }
            '(' if !escaped => depth += 1,
            ')' if !escaped => depth -= 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations_and_symbols_show_what_word_shows() {
        let cases = [
            ("EQ \\f(1,2)", "1/2"),
            ("EQ \\r(3,8)", "³√8"),
            ("EQ \\s\\up5(2)", "²"),
            ("eq \\o\\ac(○,3)", "③"),
            ("EQ \\* jc2 \\* \"Font:宋体\" \\* hps10 \\o\\ad(\\s\\up 9(yǔ),禹)", "禹"),
            ("EQ \\f(a+b,\\r(,2))", "(a+b)/√2"),
            ("SYMBOL 254 \\f Wingdings \\* MERGEFORMAT", "☑"),
            ("PAGE", ""),
        ];
        for (code, text) in cases {
            let field = Field { code: code.to_owned(), ..Field::default() };
            assert_eq!(shown(&field).unwrap_or_default(), text, "{code}");
        }
    }
}
