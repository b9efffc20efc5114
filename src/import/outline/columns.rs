//! Which lines name a column.

use super::headline::{is_headline, is_numbered};
use super::lines::Line;
use super::sentence::{ends_sentence, is_long};
use super::style::{self, Style};
use crate::zh::space::squeezed;

/// A line that names a column.
pub(super) struct Name {
    /// Ornaments and numbers round it.
    pub(super) marks: String,
    pub(super) name: String,
    pub(super) doubt: Option<String>,
}

/// The column that a line names, in a file of this style. `rest` is what follows, `open` whether
/// an item has begun that no credit has closed.
pub(super) fn name(line: &Line, rest: &[Line], style: &Style, open: bool) -> Option<Name> {
    let next = rest.first();
    if line.other.is_some() {
        return None;
    }
    let certain = |(marks, name)| Name { marks, name, doubt: None };
    if let Some(found) = style::column_name(line) {
        return Some(certain(found));
    }
    if style.bracketed {
        return None;
    }
    if style.numbered_columns
        && let Some(found) = style::column_number(line)
    {
        return Some(certain(found));
    }
    if style.bulleted_columns
        && let Some(found) = style::column_bullet(line)
    {
        return Some(certain(found));
    }
    let name = squeezed(&line.plain());
    let short = (2..=10).contains(&name.chars().count())
        && !name.contains(['，', '。', '；', '：', ':', '（', '）'])
        && !is_numbered(&line.text);
    if line.heading > 0 && Some(line.heading) == style.column_level && name.chars().count() <= 16 {
        return Some(certain((String::new(), name)));
    }
    // A short line by itself, before something that has its own headline.
    let heads = next.is_some_and(|next| {
        next.other.is_none()
            && (style::has_gap(&next.text) || next.text.iter().take(4).all(|glyph| glyph.strong))
    });
    // 项目建设 above a headline that has a line to itself, and is longer.
    let apart = line.gap || line.centred || line.is_strong();
    let titled = apart
        && name.chars().count() <= 6
        && matches!(rest, [head, text, ..] if head.other.is_none()
            && text.other.is_none()
            && is_headline(&head.text)
            && !is_long(&head.text)
            && head.text.len() > name.chars().count() + 1
            && (is_long(&text.text) || ends_sentence(&text.text)));
    if short && (heads || titled) && !open && style.credited {
        let sure = line.centred || line.heading > 0;
        let doubt = (!sure).then(|| format!("原件“{name}”没有【】，当作栏目名"));
        return Some(Name { marks: String::new(), name, doubt });
    }
    None
}
