//! A table of contents, which would be read as items.

use super::Outline;
use super::lines::Line;

/// What stands above a table of contents.
pub(super) fn is_head(text: &str) -> bool {
    ["目录", "本期目录", "要目", "本期要目", "本期导读"]
        .contains(&text.trim_matches(['【', '】', '：', ':']))
}

/// Takes out a table of contents at the head of a file.
pub(super) fn without(mut lines: Vec<Line>, outline: &mut Outline) -> Vec<Line> {
    let Some(start) =
        lines.iter().take(4).position(|line| line.told.is_none() && is_head(&line.squeezed()))
    else {
        return lines;
    };
    let named = |text: &str| {
        text.trim_end_matches(|c: char| c.is_ascii_digit() || "…·.（）()".contains(c)).to_owned()
    };
    let all: Vec<String> = lines.iter().map(|line| named(&line.squeezed())).collect();
    let in_contents = |at: usize| {
        let text = lines[at].squeezed();
        let paged = text.ends_with(|c: char| c.is_ascii_digit()) || text.contains("……");
        let again = || all[at + 1..].iter().any(|other| other.starts_with(&all[at]));
        lines[at].other.is_none() && text.chars().count() <= 60 && (paged || again())
    };
    let end = (start + 1..lines.len()).find(|at| !in_contents(*at)).unwrap_or(lines.len());
    let texts: Vec<String> = lines[start..end].iter().map(Line::plain).collect();
    let from = format!("{}起，目录", lines[start].place);
    outline.unplaced_text(&texts.join("\n"), &from);
    lines.drain(start..end);
    lines
}
