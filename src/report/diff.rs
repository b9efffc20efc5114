//! What mending a file changes, shown as windows: a body may be one line of hundreds of
//! characters, of which nobody wants to compare two copies.

use std::ops::Range;

use similar::{Algorithm, DiffTag};

use super::{path_text, visible};
use crate::source::Source;

/// Characters shown on either side of a change.
const AROUND: usize = 12;

/// The changes from a file to its new text, each as a place with the old words and the new. ANSI
/// styles are always in.
pub fn render(before: &Source, after: &str) -> String {
    let old: Vec<char> = before.text().chars().collect();
    let new: Vec<char> = after.chars().collect();
    let path = path_text(before.path());
    let mut text = String::new();
    for window in windows(&old, &new) {
        let offset = old[..window.changed].iter().map(|c| c.len_utf8()).sum();
        let at = before.position(offset);
        text.push_str(&format!("{path}:{}:{}\n", at.line, at.character));
        text.push_str(&lines('-', "\u{1b}[31m", &old, window.old));
        text.push_str(&lines('+', "\u{1b}[32m", &new, window.new));
        text.push('\n');
    }
    text
}

/// A part of the old text and the part of the new that takes its place.
struct Window {
    /// Where the first change stands in the old text.
    changed: usize,
    old: Range<usize>,
    new: Range<usize>,
}

/// Changes with what stands around them on their lines; near ones share a window.
fn windows(old: &[char], new: &[char]) -> Vec<Window> {
    let mut windows: Vec<Window> = vec![];
    for change in similar::capture_diff_slices(Algorithm::Myers, old, new) {
        if change.tag() == DiffTag::Equal {
            continue;
        }
        let (from, to) = (change.old_range(), change.new_range());
        let head = old[..from.start].iter().rev().take(AROUND).take_while(|c| **c != '\n').count();
        let tail = old[from.end..].iter().take(AROUND).take_while(|c| **c != '\n').count();
        match windows.last_mut() {
            Some(last) if last.old.end >= from.start - head => {
                last.old.end = from.end + tail;
                last.new.end = to.end + tail;
            }
            _ => windows.push(Window {
                changed: from.start,
                old: from.start - head..from.end + tail,
                new: to.start - head..to.end + tail,
            }),
        }
    }
    windows
}

/// The lines of a part, each after its mark; “…” where a line goes on.
fn lines(mark: char, style: &str, all: &[char], part: Range<usize>) -> String {
    let cut_before = part.start > 0 && all[part.start - 1] != '\n';
    let cut_after = all.get(part.end).is_some_and(|c| *c != '\n' && *c != '\r');
    let shown: String = all[part].iter().collect();
    let shown = shown.strip_suffix('\n').unwrap_or(&shown);
    let count = shown.split('\n').count();
    let mut text = String::new();
    for (index, line) in shown.split('\n').enumerate() {
        let before = if cut_before && index == 0 { "…" } else { "" };
        let after = if cut_after && index + 1 == count { "…" } else { "" };
        let line = visible(line.trim_end_matches('\r'));
        text.push_str(&format!("{style}{mark} {before}{line}{after}\u{1b}[0m\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(before: &str, after: &str) -> String {
        let text = render(&Source::new("甲.toml", before), after);
        anstream::adapter::strip_str(&text).to_string()
    }

    #[test]
    fn a_long_line_is_shown_around_its_changes() {
        let long = "文".repeat(100);
        let before = format!("第一行\n{long}甲,乙{long}丙\n");
        let after = format!("第一行\n{long}甲，乙{long}丁\n");
        let (side, short) = ("文".repeat(11), "文".repeat(12));
        assert_eq!(
            rendered(&before, &after),
            format!(
                "甲.toml:2:102\n- …{side}甲,乙{side}…\n+ …{side}甲，乙{side}…\n\n\
                 甲.toml:2:204\n- …{short}丙\n+ …{short}丁\n\n"
            )
        );
    }

    #[test]
    fn near_changes_share_a_window_and_nothing_is_shown_of_nothing() {
        assert_eq!(rendered("一,二,三", "一，二，三"), "甲.toml:1:2\n- 一,二,三\n+ 一，二，三\n\n");
        assert_eq!(rendered("一\r\n二", "一\r\n二"), "");
        assert_eq!(rendered("一\n二\n三\n", "一\n三\n"), "甲.toml:2:1\n- 二\n- 三\n+ 三\n\n");
    }
}
