//! Plain text as paragraphs. Text that comes from a PDF or a mail is cut where its pages or lines
//! end; a sentence that goes on is read as one.

use std::ops::Range;

use crate::source::{Source, Span};

/// A paragraph, with the places of its parts.
#[derive(Debug)]
pub struct Paragraph {
    pub text: String,
    /// Where each part begins: in the text, and in the file.
    parts: Vec<(usize, usize)>,
}

impl Paragraph {
    /// The paragraphs of a text: its lines without the space around them, joined where a sentence
    /// is broken off.
    pub(super) fn all(source: &Source) -> Vec<Self> {
        let mut all: Vec<Self> = vec![];
        let around = |c: char| c.is_whitespace() || c == '\u{FEFF}';
        for line in 1..=source.line_count() {
            let span = source.line_span(line);
            let whole = source.slice(span);
            let text = whole.trim_start_matches(around);
            let start = span.start + whole.len() - text.len();
            let text = text.trim_end_matches(around);
            match all.last_mut() {
                _ if text.is_empty() => {}
                Some(last) if goes_on(&last.text, text) => {
                    last.parts.push((last.text.len(), start));
                    last.text.push_str(text);
                }
                _ => all.push(Self { text: text.to_owned(), parts: vec![(0, start)] }),
            }
        }
        all
    }

    /// The bytes of the file that a byte range of the text came from.
    pub fn span(&self, range: Range<usize>) -> Span {
        let place = |offset: usize, in_part: usize| {
            let part = self.parts.partition_point(|(start, _)| *start <= in_part).max(1) - 1;
            let (text, file) = self.parts[part];
            file + offset - text
        };
        // The end of a range belongs to the part of its last character.
        let last = range.end.saturating_sub(1).max(range.start);
        Span::new(place(range.start, range.start), place(range.end, last))
    }
}

/// Whether a line goes on in the next: it ends inside a pair of marks or at a comma, or it is
/// running text that has not come to a point.
fn goes_on(line: &str, next: &str) -> bool {
    const ENDS: &str = "。！？…：:；;）)】”’》」』";
    const NEVER_FIRST: &str = "，。、；：！？）】》”’";
    let Some(last) = line.chars().last() else { return false };
    let open = [('“', '”'), ('《', '》'), ('（', '）'), ('【', '】')]
        .iter()
        .any(|(open, close)| line.matches(*open).count() > line.matches(*close).count());
    let running = line.contains('。') && !ENDS.contains(last);
    let cut = "，、".contains(last) || next.starts_with(|c| NEVER_FIRST.contains(c));
    // A line of its own kind cannot be the rest of a sentence.
    !next.starts_with(['【', '#', '*', '-', '>']) && (open || running || cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let source = Source::new("x", text);
        let all = Paragraph::all(&source);
        for paragraph in &all {
            for (at, c) in paragraph.text.char_indices() {
                let span = paragraph.span(at..at + c.len_utf8());
                assert_eq!(source.slice(span), c.to_string(), "{}", paragraph.text);
            }
        }
        all.into_iter().map(|paragraph| paragraph.text).collect()
    }

    #[test]
    fn a_sentence_cut_by_a_page_or_a_line_is_one() {
        assert_eq!(
            texts("按照《延津县 2023\r\n\r\n年方案》要求。\n　　另起。"),
            ["按照《延津县 2023年方案》要求。", "另起。"]
        );
        assert_eq!(texts("会议开了。会上强\n调要抓好\n落实"), ["会议开了。会上强调要抓好落实"]);
        assert_eq!(texts("抓生产，\n促销售\n。"), ["抓生产，促销售。"]);
    }

    #[test]
    fn headings_and_paragraphs_stay_apart() {
        assert_eq!(
            texts("\u{FEFF}【民生保障】\n县人社局优化服务\n为群众办事。（人社局）\n\n第二条"),
            ["【民生保障】", "县人社局优化服务", "为群众办事。（人社局）", "第二条"]
        );
        assert_eq!(texts("没有写完的“半句\n【栏目】"), ["没有写完的“半句", "【栏目】"]);
    }
}
