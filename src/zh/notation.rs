//! Fractions, powers and indexes on one line, as a person would type them.

/// In brackets when it is more than one term.
pub fn grouped(text: &str) -> String {
    let terms = text.trim().chars().any(|c| "+-−±×÷*/=<>≤≥ ,".contains(c));
    let closed = text.starts_with('(') && text.ends_with(')');
    if terms && !closed { format!("({text})") } else { text.to_owned() }
}

/// As a power: ², or ^n where there is no such character.
pub fn raised(text: &str) -> String {
    let above = |c: char| {
        Some(match c {
            '0' => '⁰',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            '4'..='9' => char::from_u32(0x2070 + c.to_digit(10)?)?,
            '+' => '⁺',
            '-' | '−' | '－' => '⁻',
            _ => return None,
        })
    };
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let small: Option<String> = text.chars().map(above).collect();
    small.unwrap_or_else(|| format!("^{}", grouped(text)))
}

/// Whether a text is as short as powers and indexes are: 2, -6, 10.
pub fn is_index(text: &str) -> bool {
    let text = text.trim();
    let digits = text.trim_start_matches(['+', '-', '−', '－']);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// As an index: O₂. What has no such character stands on the line (PM2.5), but not behind a figure.
pub fn lowered(before: &str, text: &str) -> String {
    let below = |c: char| {
        Some(match c {
            '0'..='9' => char::from_u32(0x2080 + c.to_digit(10)?)?,
            '+' => '₊',
            '-' | '−' | '－' => '₋',
            _ => return None,
        })
    };
    let text = text.trim();
    let figures = text.chars().any(|c| c.is_ascii_digit());
    let small: Option<String> = text.chars().map(below).collect();
    match small.filter(|_| figures) {
        Some(small) => small,
        None if before.ends_with(|c: char| c.is_ascii_digit()) && figures => format!("_{text}"),
        None => text.to_owned(),
    }
}
